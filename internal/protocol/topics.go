package protocol

import (
	"slices"
	"strings"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Topic is one thing to choose about.
type Topic struct {
	Name      string
	Label     string // of a topic of somebody's own: their words, for those who may read them
	Sensitive bool
	ForCarers bool // about a carer
	Own       bool // somebody added it
}

// class is how entries under the topic are guarded.
func (t Topic) class() sharing.Class {
	switch {
	case t.ForCarers:
		return sharing.CarersOwn
	case t.Sensitive:
		return sharing.Sensitive
	}
	return sharing.Personal
}

// OwnTopic is a topic that somebody added. What they call it is an entry,
// sealed, and shown to those alone who may see entries under it.
type OwnTopic struct {
	Name      string
	Entry     id.Entry
	Sensitive bool
	By        id.Person
	Made      int64
}

// ownPrefix begins the name of every topic that a person added.
const ownPrefix = "own-"

// IsOwn reports whether a topic's name is that of one that somebody added.
func IsOwn(name string) bool { return strings.HasPrefix(name, ownPrefix) }

// everything stands for all that is not sensitive.
func everything() Topic { return Topic{Name: sharing.EveryTopic} }

// Part is one page of choices.
type Part string

// The parts. Told is a carer's: what other carers may know of what they told
// about the service user with their name.
const (
	Ordinary Part = ""
	Private  Part = "private"
	ToldPart Part = "told"
)

// topics lists what an owner chooses about on one page.
func (st state) topics(owner triangle.Member, p Part) []Topic {
	carer := owner.Corner == sharing.Carer
	var out []Topic
	if carer && p == ToldPart {
		out = append(out, everything())
	}
	for _, t := range st.all(owner) {
		var want bool
		switch {
		case carer && p == ToldPart:
			want = !t.ForCarers
		case carer:
			want = t.ForCarers && p == Ordinary
		default:
			want = !t.ForCarers && t.Sensitive == (p == Private)
		}
		if want {
			out = append(out, t)
		}
	}
	return out
}

// all are the topics of every service, and those that the owner added.
func (st state) all(owner triangle.Member) []Topic {
	var out []Topic
	for _, t := range sharing.Topics() {
		out = append(out, Topic{Name: t.Name, Sensitive: t.Sensitive, ForCarers: t.ForCarers})
	}
	for _, o := range st.own {
		if o.By == owner.Person {
			out = append(out, Topic{Name: o.Name, Sensitive: o.Sensitive, ForCarers: owner.Corner == sharing.Carer, Own: true})
		}
	}
	return out
}

// topic finds one that the owner can choose about for a recipient. Of what a
// carer told about the service user, only other carers depend on the choice.
func (st state) topic(owner triangle.Member, r Recipient, name string) (Topic, bool) {
	parts := []Part{Ordinary, Private}
	if owner.Corner == sharing.Carer {
		parts = []Part{Ordinary}
		if r.Corner == sharing.Carer {
			parts = append(parts, ToldPart)
		}
	}
	for _, p := range parts {
		list := st.topics(owner, p)
		if i := slices.IndexFunc(list, func(t Topic) bool { return t.Name == name }); i >= 0 {
			return list[i], true
		}
	}
	return Topic{}, false
}
