// Package address makes entries that are meant for particular people: a message,
// an agreement, what is said in a meeting, a page of one's own. It turns "who
// writes, to whom, about whom" into the facts that the sharing engine decides on.
// It decides nothing itself and knows neither pages nor storage.
package address

import (
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/mention"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// To are those whom a text is meant for. The team is addressed as one: whoever
// joins it, or stands in for somebody, is in it.
type To struct {
	People []id.Person
	Team   bool
}

// Includes reports whether somebody of the triangle is meant.
func (t To) Includes(m triangle.Member) bool {
	return t.Team && m.Corner == sharing.Professional || slices.Contains(t.People, m.Person)
}

// Draft is a text about to be written to somebody. ID is drawn with the form, so
// that sending twice writes once.
type Draft struct {
	ID       id.Entry
	Triangle id.Triangle
	Kind     disclose.Kind
	Parent   id.Entry
	To       To
	// About is the service user, a carer, or nobody: then it holds for anybody.
	About id.Person
	Topic string
	// Confidence is a carer's, of what they say about the service user. None is
	// named where the service user is addressed, and the team's otherwise.
	Confidence sharing.Confidence
	// Agreed says that the service user has said yes to these very people hearing
	// what is said here, or sits with them: then they are told directly.
	Agreed bool
	// Circle says that those who are addressed know of each other: the service user
	// would guess among the carers of the circle alone who said it.
	Circle bool
	Text   string
	Names  []string // people outside the triangle who are named in the text
	Parts  []disclose.Part
	Files  []disclose.File
}

// Compose makes an entry of a draft, with what is wrong with it. The text may
// still be empty; Written says whether it is.
func Compose(d Draft, tri triangle.Triangle, by triangle.Member, now time.Time) (disclose.New, errs.Problems) {
	item, problems := itemOf(d, tri, by, now)
	body := disclose.Body{Text: plain.Clean(d.Text), Parts: d.Parts}
	if item.Class != sharing.General {
		body.Spans = mention.FindIn(body, tri, d.Names)
		item.Mentions = mention.Facts(body.Spans)
	}
	for _, f := range d.Files {
		body.Files = append(body.Files, disclose.Name{File: f.ID, Words: f.Name})
	}
	at := now.UnixMicro()
	return disclose.New{
		Meta: disclose.Meta{
			ID: d.ID, Triangle: tri.ID, Kind: d.Kind, Version: 1, Latest: 1, Author: by.Person, Parent: d.Parent, Made: at, Changed: at, Item: item,
		},
		Body: body, Files: d.Files,
	}, problems
}

// Written says what is wrong with the words in a field of a form. most is their
// greatest length in letters.
func Written(field, text string, most int) (p errs.Problems) {
	text = plain.Clean(text)
	switch have := plain.Length(text); {
	case text == "":
		p.Add(field, "write.text-missing")
	case have > most:
		p.Add(field, "write.text-long", "most", most, "have", have)
	}
	return p
}

// Hearer is somebody of the triangle, and what would become of a text for them.
type Hearer struct {
	triangle.Member
	Answer sharing.Answer
}

// Hearers says who of the triangle would see an item, the writer left out.
// Nothing is shown, so nothing is recorded.
func Hearers(i sharing.Item, tri triangle.Triangle, facts *sharing.Triangle, by id.Person, now time.Time) []Hearer {
	var out []Hearer
	for _, m := range tri.Members {
		if m.Person == by || m.Person == triangle.NobodyYet || !m.Here(now) || m.Corner == triangle.AtSupport {
			continue
		}
		a := sharing.Decide(sharing.At(now), facts, &i, sharing.Request{Recipient: string(m.Person), Purpose: sharing.Care})
		out = append(out, Hearer{m, a})
	}
	return out
}

// Here finds somebody's place in force; for anybody else the triangle is not there.
func Here(tri triangle.Triangle, p id.Person, now time.Time) (triangle.Member, error) {
	m, ok := tri.Member(p)
	if !ok || !m.Here(now) || m.Corner == triangle.AtSupport {
		return triangle.Member{}, errs.Missing("address.Here")
	}
	return m, nil
}
