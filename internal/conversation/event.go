package conversation

import (
	"slices"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// What says what happened in a conversation.
type What string

// What can happen. Rows are added and never changed.
const (
	Came       What = "came"        // somebody came to the conversation
	Left       What = "left"        // somebody left it, or was taken out
	Yes        What = "yes"         // the service user says yes to those who are in it
	No         What = "no"          // the service user takes it back, for what comes
	EarlierYes What = "earlier-yes" // a writer lets somebody who came later read what they wrote before
	EarlierNo  What = "earlier-no"  // a writer does not
	Asked      What = "asked"       // a message is a question to the team
	Answered   What = "answered"    // a message answers it
	ReadsOn    What = "reads-on"    // somebody lets writers see what they have read
	ReadsOff   What = "reads-off"   // and no more
)

// TheTeam stands for the team in the rows of who came. It is nobody's id.
const TheTeam id.Person = "the-team"

// Event is one row. Made is microseconds since 1970 UTC.
type Event struct {
	ID           string
	Triangle     id.Triangle
	Conversation id.Entry
	What         What
	Person       id.Person // who came, left, or came later
	By           id.Person
	Entry        id.Entry // the question
	Answer       id.Entry
	Made         int64
}

// State is who is in a conversation, and what was said yes to.
type State struct {
	Team   bool
	People []triangle.Member   // carers and the service user, and carer leads where it is for them alone; in order of coming
	Came   map[id.Person]Event // when each of them came last
	// Agreed says that the service user has said yes to the very carers who are in it.
	Agreed bool
	// Waits says that a yes of the service user would open more to the carers.
	Waits  bool
	events []Event
}

// stateOf reads the rows in order.
func stateOf(events []Event, tri triangle.Triangle, now time.Time) State {
	s := State{Came: map[id.Person]Event{}, events: events}
	var order []id.Person
	var yes Event
	for _, e := range events {
		switch e.What {
		case Came:
			s.Came[e.Person] = e
			order = append(slices.DeleteFunc(order, func(p id.Person) bool { return p == e.Person }), e.Person)
		case Left:
			order = slices.DeleteFunc(order, func(p id.Person) bool { return p == e.Person })
		case Yes, No:
			yes = e
		}
	}
	for _, p := range order {
		if p == TheTeam {
			s.Team = true
			continue
		}
		if m, ok := tri.Member(p); ok && m.Here(now) && m.Since <= s.Came[p].Made {
			s.People = append(s.People, m)
		}
	}
	s.agree(yes)
	return s
}

// agree settles whether the last yes covers everybody who is in it now. Whom the
// service user brought in themselves is covered.
func (s *State) agree(yes Event) {
	carers := 0
	su, with := s.serviceUser()
	s.Agreed = with && yes.What == Yes
	for _, m := range s.People {
		if m.Corner != sharing.Carer {
			continue
		}
		carers++
		if came := s.Came[m.Person]; came.Made > yes.Made && came.By != su {
			s.Agreed = false
		}
	}
	s.Agreed = s.Agreed && carers > 0
	s.Waits = with && !s.Agreed && (carers > 1 || carers == 1 && s.Team)
}

func (s State) serviceUser() (id.Person, bool) {
	for _, m := range s.People {
		if m.Corner == sharing.ServiceUser {
			return m.Person, true
		}
	}
	return "", false
}

// Has reports whether somebody is in it now; a professional is in what goes to the team.
func (s State) Has(m triangle.Member) bool {
	return s.Team && m.Corner == sharing.Professional || slices.ContainsFunc(s.People, func(one triangle.Member) bool { return one.Person == m.Person })
}

// To is to whom a message goes now.
func (s State) To() address.To {
	to := address.To{Team: s.Team}
	for _, m := range s.People {
		to.People = append(to.People, m.Person)
	}
	return to
}

// Carers counts the carers who are in it.
func (s State) Carers() (n int) {
	for _, m := range s.People {
		if m.Corner == sharing.Carer {
			n++
		}
	}
	return n
}

// Late finds when somebody came who was not there from the beginning.
func (s State) Late(p id.Person) (Event, bool) {
	came, ok := s.Came[p]
	if !ok || len(s.events) == 0 || came.Made == s.events[0].Made {
		return Event{}, false
	}
	return came, true
}

// saidEarlier lists which writers let somebody read what they wrote before the
// somebody came; the last word of each counts.
func (s State) saidEarlier(came Event) map[id.Person]What {
	out := map[id.Person]What{}
	for _, e := range s.events {
		if (e.What == EarlierYes || e.What == EarlierNo) && e.Person == came.Person && e.Answer == id.Entry(came.ID) {
			out[e.By] = e.What
		}
	}
	return out
}

// Answer finds which message answers a question, and who said so.
func (s State) Answer(question id.Entry) (Event, bool) {
	for _, e := range s.events {
		if e.What == Answered && e.Entry == question {
			return e, true
		}
	}
	return Event{}, false
}

// asked reports whether a message is a question to the team.
func (s State) asked(message id.Entry) bool {
	return slices.ContainsFunc(s.events, func(e Event) bool { return e.What == Asked && e.Entry == message })
}
