package agreement

import (
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Kind tells what is agreed.
type Kind string

// The kinds.
const (
	Action Kind = "action" // somebody does something
	Level  Kind = "level"  // how much support there is, how often and until when
)

// Agreement is what is known of one besides its words. Versions and events are in
// the order in which they were made; there is at least one version.
type Agreement struct {
	ID       id.Entry // of the first wording
	Triangle id.Triangle
	Kind     Kind
	By       id.Person
	Made     int64 // microseconds since 1970 UTC
	Versions []Version
	Events   []Event
}

// Version is one wording. Due and Review are the last microsecond of a day, or 0
// where there is none.
type Version struct {
	ID      id.Entry
	Number  int
	By      id.Person
	Parties address.To
	Owner   id.Person // who is to do it
	Needs   []id.Person
	Due     int64
	Review  int64
	After   id.Entry // an agreement that comes first
	Made    int64
	Steps   []Step
}

// Step is a small step on the way.
type Step struct {
	ID    id.Entry
	Owner id.Person
}

// EventKind says what happened.
type EventKind string

// What can happen. Those of the calendar are done by nobody.
const (
	Yes         EventKind = "yes"
	No          EventKind = "no"
	NotLikeThis EventKind = "not-like-this"
	CameInForce EventKind = "in-force"
	Opened      EventKind = "opened" // the service user's yes lets Person see it
	WaitsToSee  EventKind = "waits"  // Person is asked when they can see it
	WasAsked    EventKind = "asked"  // and now they are
	StepDone    EventKind = "step-done"
	StepUndone  EventKind = "step-undone"
	WasDone     EventKind = "done"
	WasNotDone  EventKind = "not-done"
	WasClosed   EventKind = "closed"
	LookedAt    EventKind = "looked" // it stays as it is
	TookOver    EventKind = "took-over"
	OwnerLeft   EventKind = "owner-left"
	Reminded    EventKind = "reminded"
	LateOwner   EventKind = "late-owner" // Person heard that it is late
	LateTeam    EventKind = "late-team"
	LateLead    EventKind = "late-lead"
)

// Event is one thing that happened. Number is the wording that it is about.
type Event struct {
	ID     string
	Number int
	Kind   EventKind
	By     id.Person // empty for the calendar
	Person id.Person
	Step   id.Entry
	Words  id.Entry
	Ref    string // the duty that it follows from
	Made   int64
}

// State is where an agreement stands.
type State string

// The states.
const (
	Proposed State = "proposed" // a yes is missing
	Declined State = "declined" // somebody whose yes it needs said no, or not like this
	InForce  State = "in-force"
	NotDone  State = "not-done" // it did not happen; what now?
	Done     State = "done"
	Closed   State = "closed"
)

// Latest is the newest wording.
func (a Agreement) Latest() Version { return a.Versions[len(a.Versions)-1] }

// Standing is the wording in force, and whether there is one.
func (a Agreement) Standing() (Version, bool) {
	for _, v := range slices.Backward(a.Versions) {
		if slices.ContainsFunc(a.Events, func(e Event) bool { return e.Kind == CameInForce && e.Number == v.Number }) {
			return v, true
		}
	}
	return Version{}, false
}

// Counts is the wording that counts: the one in force, or else the newest.
func (a Agreement) Counts() Version {
	if v, ok := a.Standing(); ok {
		return v
	}
	return a.Latest()
}

// Changing reports whether a newer wording waits for a yes while an older one is in force.
func (a Agreement) Changing() bool {
	v, ok := a.Standing()
	return ok && v.Number < a.Latest().Number && !a.Ended()
}

// Ended reports whether nothing more is to come.
func (a Agreement) Ended() bool { s := a.State(); return s == Done || s == Closed }

// State says where it stands now.
func (a Agreement) State() State {
	for _, e := range slices.Backward(a.Events) {
		switch e.Kind {
		case WasDone:
			return Done
		case WasClosed:
			return Closed
		}
	}
	v, ok := a.Standing()
	if ok {
		if slices.ContainsFunc(a.Events, func(e Event) bool { return e.Kind == WasNotDone && e.Number == v.Number }) {
			return NotDone
		}
		return InForce
	}
	for _, p := range a.Latest().Needs {
		if e, ok := a.Word(a.Latest().Number, p); ok && e.Kind != Yes {
			return Declined
		}
	}
	return Proposed
}

// Word is what somebody said last to a wording.
func (a Agreement) Word(number int, p id.Person) (Event, bool) {
	for _, e := range slices.Backward(a.Events) {
		if e.Number == number && e.By == p && (e.Kind == Yes || e.Kind == No || e.Kind == NotLikeThis) {
			return e, true
		}
	}
	return Event{}, false
}

// Missing lists whose yes a wording still needs.
func (a Agreement) Missing(v Version) []id.Person {
	return slices.DeleteFunc(slices.Clone(v.Needs), func(p id.Person) bool {
		e, ok := a.Word(v.Number, p)
		return ok && e.Kind == Yes
	})
}

// Owner is who does it, under a wording. Whoever took it over does it now.
func (a Agreement) Owner(v Version) id.Person { return a.taken(v, "", v.Owner) }

// StepOwner is who does a step.
func (a Agreement) StepOwner(v Version, s Step) id.Person { return a.taken(v, s.ID, s.Owner) }

func (a Agreement) taken(v Version, step id.Entry, owner id.Person) id.Person {
	for _, e := range slices.Backward(a.Events) {
		if e.Kind == TookOver && e.Number == v.Number && e.Step == step {
			return e.By
		}
	}
	return owner
}

// StepState is what was last said of a step: done, or not yet.
func (a Agreement) StepState(step id.Entry) (Event, bool) {
	for _, e := range slices.Backward(a.Events) {
		if e.Step == step && (e.Kind == StepDone || e.Kind == StepUndone) {
			return e, e.Kind == StepDone
		}
	}
	return Event{}, false
}

// Told lists who heard that a wording in force is late, in the order of hearing.
func (a Agreement) Told(v Version) []Event {
	return slices.DeleteFunc(slices.Clone(a.Events), func(e Event) bool {
		return e.Number != v.Number || e.Kind != LateOwner && e.Kind != LateTeam && e.Kind != LateLead
	})
}

// openedTo reports whether the service user's yes let somebody see it.
func (a Agreement) openedTo(p id.Person) bool {
	return slices.ContainsFunc(a.Events, func(e Event) bool { return e.Kind == Opened && e.Person == p })
}

// Party reports whether it is somebody's to speak about: they proposed it or a
// wording, or it is addressed to them. The service user's it is always.
func (a Agreement) Party(m triangle.Member) bool {
	if m.Corner == sharing.ServiceUser || a.By == m.Person {
		return true
	}
	return slices.ContainsFunc(a.Versions, func(v Version) bool { return v.By == m.Person || v.Parties.Includes(m) })
}

// With are those with whom it is agreed: the parties, and who proposed it first.
// They stay the same from wording to wording.
func (a Agreement) With() address.To {
	to := address.To{Team: a.Versions[0].Parties.Team, People: slices.Clone(a.Versions[0].Parties.People)}
	if !slices.Contains(to.People, a.By) {
		to.People = append(to.People, a.By)
	}
	return to
}
