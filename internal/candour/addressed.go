package candour

import (
	"slices"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// room is a triangle as one writer finds it, with what the engine needs to know.
type room struct {
	tri   triangle.Triangle
	facts *sharing.Triangle
	me    triangle.Member
	now   time.Time
}

// decide asks the engine about somebody. Nothing is shown, so nothing is recorded.
func (r room) decide(i sharing.Item, p id.Person) sharing.Answer {
	return sharing.Decide(sharing.At(r.now), r.facts, &i, sharing.Request{Recipient: string(p), Purpose: sharing.Care})
}

// hearers says for everybody else of the triangle what they would see of an item.
func (r room) hearers(i sharing.Item) []address.Hearer {
	return address.Hearers(i, r.tri, r.facts, r.me.Person, r.now)
}

// team lists the professionals who may see an item already. A text that hangs on
// it must not tell anybody else that it exists.
func (r room) team(parent sharing.Item) []triangle.Member {
	return slices.DeleteFunc(r.tri.At(sharing.Professional, r.now), func(m triangle.Member) bool {
		return !r.decide(parent, m.Person).Shares()
	})
}

// addressed makes the item of a text between one person and the team: about a
// carer it is theirs, held by the team; about the service user it is personal, or
// sensitive where what it hangs on is.
func addressed(to triangle.Member, by id.Person, topic string, parent sharing.Class, team []triangle.Member) sharing.Item {
	i := sharing.Item{Class: sharing.Personal, Topic: topic, GivenBy: string(by), About: []string{string(to.Person)}, PossibleSources: 1}
	if parent == sharing.Sensitive {
		i.Class = sharing.Sensitive
	}
	if to.Corner != sharing.Carer {
		return i
	}
	i.Class, i.HeldBy = sharing.CarersOwn, []string{string(to.Person)}
	for _, m := range team {
		i.HeldBy = append(i.HeldBy, string(m.Person))
	}
	return i
}

// TextMost is how many letters a question, an answer or an outcome can have.
const TextMost = 5_000

// checkText cleans a text, or says what is wrong with it.
func checkText(text string) (string, errs.Problems) {
	var p errs.Problems
	text = plain.Clean(text)
	switch {
	case text == "":
		p.Add("say", "write.text-missing")
	case plain.Length(text) > TextMost:
		p.Add("say", "write.text-long", "most", TextMost, "have", plain.Length(text))
	}
	return text, p
}

// fresh makes a first version of an entry.
func fresh(draft id.Entry, t id.Triangle, kind disclose.Kind, parent id.Entry, i sharing.Item, text string, at time.Time) disclose.New {
	us := at.UnixMicro()
	return disclose.New{
		Meta: disclose.Meta{
			ID: draft, Triangle: t, Kind: kind, Version: 1, Latest: 1, Author: id.Person(i.GivenBy), Parent: parent, Made: us, Changed: us, Item: i,
		},
		Body: disclose.Body{Text: text},
	}
}
