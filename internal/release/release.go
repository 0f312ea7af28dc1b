// Package release is where a named professional decides to disclose one item to one person against a choice, or without
// one, and answers for it: ground, reasons, a second person, an end. It also keeps findings that somebody cannot decide
// about sharing now. It prepares facts for the engine; it must never hand out an item itself.
package release

import (
	"time"

	"trialogue/internal/id"
)

// Outside stands for a recipient who has no place in the triangle: a court, the police, a council. Nothing opens for
// them here; the release is the record of what people handed over.
const Outside id.Person = "outside"

// Topics of the texts of this package. They are no topics that people decide about: no choice of anybody opens them to a
// carer by accident.
const (
	TopicRelease = "release"
	TopicFinding = "capacity"
)

// DaysMost is the longest that a release lasts.
const DaysMost = 30

// Told says whether the person whose choice it overrides knows.
type Told string

// The answers.
const (
	ToldAlready Told = "told"
	ToldSoon    Told = "soon"  // within one working day of its beginning
	ToldLater   Told = "later" // knowing would do serious harm; looked at again by a date
)

// State is where a release stands.
type State string

// The states.
const (
	Waiting  State = "waiting"  // signed once; gives nothing
	InForce  State = "in-force" // gives the item to the recipient
	Ended    State = "ended"    // somebody ended it
	Expired  State = "expired"  // it came to its end
	Declined State = "declined" // the second person did not sign
	Lapsed   State = "lapsed"   // nobody countersigned it in time
)

// Row is a release without its words. Times are microseconds since 1970 UTC, 0 where there is none.
type Row struct {
	ID              id.Entry // of its text too
	Triangle        id.Triangle
	Item            id.Entry
	Recipient       id.Person
	Ground          Ground
	Finding         string // the finding it rests on, for BestInterests
	MadeBy          id.Person
	Second          id.Person // who is asked to countersign or to review
	CountersignedBy id.Person
	Concerns        id.Person // whose choice it overrides
	Urgent          bool
	Begins, Ends    int64
	ReviewBy        int64
	Reviewed        int64
	Closed          int64 // ended or declined by somebody
	Told            Told
	ToldReview      int64
	Despite         bool // signed although the recipient's sight was held
	Made            int64
}

// State says where the release stands at a time. It begins at Begins and is over at Ends exactly.
func (r Row) State(now time.Time) State {
	us := now.UnixMicro()
	switch {
	case r.Closed != 0 && r.Begins == 0:
		return Declined
	case r.Closed != 0:
		return Ended
	case us >= r.Ends && r.Begins == 0:
		return Lapsed
	case us >= r.Ends:
		return Expired
	case r.Begins == 0:
		return Waiting
	}
	return InForce
}

// ReviewLate reports that an urgent release was not looked at in time.
func (r Row) ReviewLate(now time.Time) bool {
	if r.ReviewBy == 0 {
		return false
	}
	if r.Reviewed != 0 {
		return r.Reviewed > r.ReviewBy
	}
	return now.UnixMicro() > r.ReviewBy
}

// NeedsReview reports that an urgent release has not been looked at by a second person.
func (r Row) NeedsReview() bool { return r.Urgent && r.ReviewBy != 0 && r.Reviewed == 0 }
