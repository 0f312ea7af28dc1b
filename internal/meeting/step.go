package meeting

import "trialogue/internal/id"

// Did says what was done about a meeting.
type Did string

// What can be done. Steps are only ever added; a meeting is all of them in order.
const (
	SetTime   Did = "time"      // it is to begin then; the first one, or a move
	Suggested Did = "suggested" // somebody proposes another time
	CalledOff Did = "off"
	Proposed  Did = "proposed" // somebody should come: waits for the service user
	Allowed   Did = "allowed"  // the service user wants them there
	Declined  Did = "declined" // the service user does not
	Agreed    Did = "agreed"   // the service user says yes to the meeting
	Answered  Did = "answered" // Word is one of the answers
	Heard     Did = "heard"    // the team has answered the call
	There     Did = "there"    // Word is yes or no: Person was there
	Paused    Did = "paused"
	WentOn    Did = "went-on"
	Closed    Did = "closed" // an open question needs no more
	Noted     Did = "note"   // a version of the note was written
	ReadIt    Did = "read"   // Person has read that version
	Final     Did = "final"  // everybody who was there has read it
	Tell      Did = "tell"   // what Person, who was not there, is to get
	Given     Did = "given"  // they have got it
	LeftUs    Did = "left"   // who had promised to come has left the triangle
	Aloud     Did = "aloud"  // Word is yes or no: professionals may think aloud before By
)

// The answers to an invitation.
const (
	Yes       = "yes"
	No        = "no"
	Maybe     = "maybe"
	Withdrawn = "withdrawn"
)

// What somebody who was not there can get.
const (
	Nothing = "nothing"
	Whole   = "note"
	Actions = "actions"
)

// Step is one thing that was done. Times are microseconds since 1970 UTC.
type Step struct {
	ID       string
	Triangle id.Triangle
	Meeting  id.Entry // empty for a wish that holds for every meeting
	Did      Did
	By       id.Person
	Person   id.Person
	Entry    id.Entry
	Version  int
	Begins   int64
	Minutes  int
	Zone     string
	Word     string
	Made     int64
	Place    int // in the order of its meeting, whatever a clock says
}
