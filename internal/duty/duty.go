// Package duty knows what somebody has to do by a date: to countersign, to look again, to tell. It holds ids and codes
// only. It must never know words that somebody wrote, nor who may see what.
package duty

import (
	"context"
	"time"

	"trialogue/internal/id"
)

// Kind says what is to be done.
type Kind string

// The kinds of this part of the program. Ref names the release, the finding or the entry.
const (
	Countersign   Kind = "countersign-release" // look at a signed release and sign it too, or not
	ReviewRelease Kind = "review-release"      // look at an urgent release that acts already
	TellGiver     Kind = "tell-giver"          // tell the person that their information went further
	ReviewTelling Kind = "review-telling"      // they were not told, for a reason: is it still one?
	ReviewFinding Kind = "review-finding"      // can they decide again?
	WeighTelling  Kind = "weigh-telling"       // a confidence changed what we do: tell, paraphrase, or say why not
	ReviewReach   Kind = "review-reach"        // somebody came by a written reason: was it right?
	AnswerSupport Kind = "answer-support"      // an administrator asks to look for a fault
	NobodyThere   Kind = "no-professional"     // a triangle has no professional any more
	AskGiver      Kind = "giver-agrees"        // the giver is asked whether their words may be told
)

// The kinds of working together. Ref names the thing; Entry the text that says
// what it is, so that nobody is shown a duty about what the door keeps from them.
const (
	SayYes         Kind = "say-yes"          // an agreement waits for your yes
	DoAction       Kind = "do-action"        // something you said you would do
	LateForTeam    Kind = "late-for-team"    // an action is three working days late
	LateForLead    Kind = "late-for-lead"    // an action is seven working days late
	ReviewAgreed   Kind = "review-agreed"    // an agreement is to be looked at again
	AnswerLate     Kind = "answer-late"      // a question to the team is three working days late
	AnswerVeryLate Kind = "answer-very-late" // and seven; for the carer lead
	NobodyOwns     Kind = "nobody-owns"      // who was to do an action has gone
	AnswerTalk     Kind = "answer-talk"      // a conversation waits for an answer of the team
	AgreeEarlier   Kind = "agree-earlier"    // may somebody who joined read what you wrote before?
	AnswerMeeting  Kind = "answer-meeting"   // an invitation to a meeting waits for your answer
	ComeToMeeting  Kind = "come-to-meeting"  // a meeting is coming up
	CallBack       Kind = "call-back"        // a meeting was called: the first answer within 24 hours
	ReadNote       Kind = "read-note"        // a note is final when you have read it
	LookAgain      Kind = "look-again"       // two views: a day to look at them again
	LookAtArrow    Kind = "look-at-arrow"    // how your end of a relationship goes, at your own rhythm
)

// What is late is told to others after so many working days: first to the team,
// then to the carer lead.
const (
	TeamAfter = 3
	LeadAfter = 7
)

// Together reports whether a duty belongs to working together: then it is nobody's
// to know who may not read what it is about.
func Together(k Kind) bool {
	switch k {
	case SayYes, DoAction, LateForTeam, LateForLead, AnswerLate, AnswerVeryLate, ReviewAgreed, NobodyOwns, AnswerTalk, AgreeEarlier, AnswerMeeting, ComeToMeeting, CallBack, ReadNote, LookAgain, LookAtArrow:
		return true
	}
	return false
}

// Duty is one thing to do. Times are microseconds since 1970 UTC; Done is 0 while it is open.
type Duty struct {
	ID       string
	Triangle id.Triangle
	Kind     Kind
	Owner    id.Person
	For      id.Person // whom it is for, where there is somebody
	Entry    id.Entry
	Topic    string
	Ref      string
	Due      int64
	Made     int64
	Done     int64
	DoneBy   id.Person
	Outcome  string // a code by kind
}

// Open reports whether it is still to be done.
func (d Duty) Open() bool { return d.Done == 0 }

// Late reports whether its day has passed undone, or it was done after it.
func (d Duty) Late(now time.Time) bool {
	if d.Done != 0 {
		return d.Done > d.Due
	}
	return now.UnixMicro() > d.Due
}

// Over reports whether a meeting to come to was more than a day ago: nothing is left
// to do, whatever was written down. now is in microseconds since 1970 UTC.
func (d Duty) Over(now int64) bool {
	return d.Kind == ComeToMeeting && d.Due < now-24*time.Hour.Microseconds()
}

// End is how a duty ends.
type End struct {
	By      id.Person
	At      int64
	Outcome string
}

// Tx is what a feature needs to keep duties.
type Tx interface {
	// PutDuty stores a new duty; the same id twice is errs.Conflict.
	PutDuty(ctx context.Context, d Duty) error
	// EndDuties ends the open duties of a kind about one thing, and says how many there were.
	EndDuties(ctx context.Context, t id.Triangle, k Kind, ref string, e End) (int, error)
	// DutiesAbout lists the duties about one thing, oldest first.
	DutiesAbout(ctx context.Context, t id.Triangle, ref string) ([]Duty, error)
	// DutiesOf lists what somebody has to do in the triangles where they stand now,
	// and for the organisation, the earliest day first.
	DutiesOf(ctx context.Context, p id.Person, now int64) ([]Duty, error)
	// DutiesFor lists open duties of others that were promised to somebody, in one
	// triangle, the earliest day first.
	DutiesFor(ctx context.Context, t id.Triangle, p id.Person) ([]Duty, error)
}
