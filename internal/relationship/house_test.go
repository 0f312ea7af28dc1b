package relationship_test

import (
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
)

// family is the house with words for what these tests do often.
type family struct {
	*apptest.House
	t *testing.T
}

func both(t *testing.T, fn func(f family)) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) { fn(family{h, t}) })
}

func arrow(from, to sharing.Corner) relationship.Arrow { return relationship.Arrow{From: from, To: to} }

// The arrows of these tests.
func userToTeam() relationship.Arrow  { return arrow(sharing.ServiceUser, sharing.Professional) }
func carerToUser() relationship.Arrow { return arrow(sharing.Carer, sharing.ServiceUser) }
func teamToCarer() relationship.Arrow { return arrow(sharing.Professional, sharing.Carer) }

// draft is a word of somebody about somebody on the first task of an arrow.
func (f family) draft(a relationship.Arrow, other, part, text string) relationship.Draft {
	return relationship.Draft{
		ID: id.Entry(id.New()), Triangle: f.Triangle, Arrow: a, Task: a.Tasks()[0].Code, Other: f.ID(other), Texts: map[string]string{part: text},
	}
}

// keep writes it.
func (f family) keep(by string, d relationship.Draft) id.Entry {
	f.t.Helper()
	e, err := f.Relationships.Keep(f.t.Context(), f.ID(by), d)
	apptest.Must(f.t, err)
	return e
}

func (f family) share(by string, e id.Entry) {
	f.t.Helper()
	apptest.Must(f.t, f.Relationships.Share(f.t.Context(), f.ID(by), f.Triangle, e))
}

// sees reports whether a word is shown to somebody now, by every way to it.
func (f family) sees(name string, e id.Entry) bool {
	f.t.Helper()
	_, err := f.Relationships.One(f.t.Context(), f.ID(name), f.Triangle, e)
	if err != nil && !errs.Is(err, errs.NotFound) {
		f.t.Fatal(err)
	}
	page, listErr := f.Relationships.Over(f.t.Context(), f.ID(name), f.Triangle, relationship.Filter{}, disclose.Place{})
	apptest.Must(f.t, listErr)
	listed := false
	for _, one := range page.Said {
		listed = listed || one.Entry == e
	}
	if listed != (err == nil) {
		f.t.Errorf("%s: listed %v, and by name %v", name, listed, err)
	}
	return listed
}

func (f family) wantKind(err error, k errs.Kind, why string) {
	f.t.Helper()
	if !errs.Is(err, k) {
		f.t.Errorf("%s should be %v, and is %v", why, k, err)
	}
}

func (f family) note(by, topic string) {
	f.t.Helper()
	_, err := f.Entries.Write(f.t.Context(), f.ID(by), entry.Draft{
		ID: id.Entry(id.New()), Triangle: f.Triangle, Kind: disclose.Note, Class: sharing.Personal, Topic: topic, About: []id.Person{f.ID("Sam")}, Text: "A word.",
	})
	apptest.Must(f.t, err)
}

func (f family) look(who string, a relationship.Arrow) relationship.State {
	f.t.Helper()
	states, err := f.Relationships.Look(f.t.Context(), f.ID(who), f.Triangle)
	apptest.Must(f.t, err)
	return states[a]
}
