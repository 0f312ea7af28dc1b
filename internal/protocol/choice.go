package protocol

import (
	"slices"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Choice is one recorded choice. It is never changed: a later one replaces it.
type Choice struct {
	ID        string
	Change    string // all that was chosen with one press
	Owner     id.Person
	Recipient string // a person's id, or carers, professionals, service-user
	Topic     string // or sharing.EveryTopic
	Answer    sharing.Choice
	When      sharing.When
	Begins    int64 // microseconds since 1970 UTC
	Ends      int64 // 0 for no end
}

// slot is what a choice is addressed to; a later one in the same slot replaces it.
type slot struct {
	owner     id.Person
	recipient string
	topic     string
	when      sharing.When
}

func (c Choice) slot() slot { return slot{c.Owner, c.Recipient, c.Topic, c.When} }

// over reports whether the choice has ended.
func (c Choice) over(now int64) bool { return c.Ends != 0 && c.Ends <= now }

// latest finds the choice that stands in a slot, ended or not. Those of the
// change named last are left out.
func (st state) latest(s slot, without string) (Choice, bool) {
	for _, c := range slices.Backward(st.choices) {
		if c.slot() == s && (without == "" || c.Change != without) {
			return c, true
		}
	}
	return Choice{}, false
}

// Recipient is somebody, or a whole corner, to whom an owner says what they may know.
type Recipient struct {
	Name    string // an id, or professionals
	Corner  sharing.Corner
	Member  triangle.Member   // zero for a whole corner
	Members []triangle.Member // of a whole corner
}

// Group reports whether it is a whole corner.
func (r Recipient) Group() bool { return len(r.Members) > 0 }

// recipients lists to whom an owner says something: each other person, and the
// team as one.
func (st state) recipients() []Recipient {
	var out []Recipient
	for _, corner := range []sharing.Corner{sharing.ServiceUser, sharing.Carer} {
		for _, m := range st.tri.At(corner, st.now) {
			if m.Person != st.me.Person {
				out = append(out, Recipient{Name: string(m.Person), Corner: corner, Member: m})
			}
		}
	}
	if team := st.tri.At(sharing.Professional, st.now); len(team) > 0 {
		out = append(out, Recipient{Name: sharing.Group(sharing.Professional), Corner: sharing.Professional, Members: team})
	}
	return out
}

// each lists the professionals one by one.
func (st state) each() []Recipient {
	var out []Recipient
	for _, m := range st.tri.At(sharing.Professional, st.now) {
		out = append(out, Recipient{Name: string(m.Person), Corner: m.Corner, Member: m})
	}
	return out
}

// recipient finds one by name; nobody who has left, and not oneself.
func (st state) recipient(name string) (Recipient, bool) {
	for _, r := range append(st.recipients(), st.each()...) {
		if r.Name == name {
			return r, true
		}
	}
	return Recipient{}, false
}

// touching is the last choice that has a say for a recipient on a topic: theirs
// or their corner's, for the topic or for every one. A page carries it, so that
// somebody who changed it meanwhile is noticed.
func (st state) touching(s slot, corner sharing.Corner) string {
	for _, c := range slices.Backward(st.choices) {
		them := c.Recipient == s.recipient || c.Recipient == sharing.Group(corner)
		if c.Owner == s.owner && c.When == s.when && them && (c.Topic == s.topic || c.Topic == sharing.EveryTopic) {
			return c.ID
		}
	}
	return ""
}

// Cell is what an owner has chosen for one recipient on one topic, or what
// counts while nothing is chosen.
type Cell struct {
	Answer sharing.Choice
	Chosen bool
	Since  int64
	Until  int64 // 0 for no end
	// Everyday says that nothing was chosen for when the owner cannot decide, so
	// that the choice for every day speaks.
	Everyday bool
}

// cell reads what governs.
func (st state) cell(owner triangle.Member, r Recipient, t Topic, when sharing.When) Cell {
	got := sharing.Governing(st.instant(), st.facts, sharing.Question{Owner: string(owner.Person), Recipient: r.Name, Topic: t.Name, Class: t.class(), When: when})
	switch {
	case got.Found:
		return Cell{Answer: got.Answer, Chosen: true, Since: got.From.Micros(), Until: got.Until.Micros()}
	case when == sharing.WithoutCapacity:
		c := st.cell(owner, r, t, sharing.Everyday)
		c.Everyday = true
		return c
	}
	return Cell{Answer: unchosen(owner.Corner, r.Corner)}
}

// unchosen is what the engine does where nothing is chosen.
func unchosen(owner, recipient sharing.Corner) sharing.Choice {
	switch {
	case owner == sharing.ServiceUser && recipient == sharing.Professional:
		return sharing.Share // the team that cares for them
	case owner == sharing.Carer && recipient != sharing.Professional:
		return sharing.Keep
	}
	return sharing.Ask
}
