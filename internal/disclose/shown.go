package disclose

import (
	"slices"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Shown is an entry as one person may see it, now. It exists only after the
// sighting is on record.
type Shown struct {
	Entry    id.Entry
	Triangle id.Triangle
	Kind     Kind
	Class    sharing.Class
	Topic    string
	Version  int
	Latest   int
	Parent   id.Entry
	GivenBy  id.Person // empty where the giver must not be named
	Author   id.Person // of this version; empty likewise
	About    []string
	Made     int64 // microseconds since 1970 UTC
	Changed  int64
	Text     []Segment
	Parts    []Part
	Files    []Name

	Rule   sharing.Rule
	Ground string
	Known  bool // may be talked about; adds nothing new
	Mine   bool
	// Confidence is told to the giver and to professionals only.
	Confidence sharing.Confidence
}

// Words joins the text as this person may read it.
func (s Shown) Words() string { return Words(s.Text) }

const maskSource = "source"

// show puts together what an answer that shares leaves of an entry.
func show(m Meta, body Body, a sharing.Answer, reader id.Person, corner sharing.Corner) Shown {
	out := Shown{
		Entry: m.ID, Triangle: m.Triangle, Kind: m.Kind, Class: m.Item.Class, Topic: m.Item.Topic,
		Version: m.Version, Latest: m.Latest, Parent: m.Parent,
		GivenBy: id.Person(m.Item.GivenBy), Author: m.Author, About: m.Item.About,
		Made: m.Made, Changed: m.Changed,
		Text: body.segments(a.Mask), Parts: body.masked(a.Mask), Files: body.Files,
		Rule: a.Rule, Ground: a.Ground, Known: a.Outcome == sharing.ShareKnown,
		Mine: m.Item.GivenBy == string(reader),
	}
	if out.Mine || corner == sharing.Professional {
		out.Confidence = m.Item.Confidence
	}
	if len(a.Mask) > 0 {
		out.Files = nil // a picture cannot be masked, so it is withheld with its name
	}
	if slices.Contains(a.Mask, maskSource) {
		out.hideSource()
	}
	return out
}

// hideSource takes away all that would say who gave it.
func (s *Shown) hideSource() {
	s.GivenBy, s.Author, s.About = "", "", nil
}
