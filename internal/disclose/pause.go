package disclose

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Pause says that somebody sees a triangle as it was at a moment. Most people
// have none: the zero Pause.
type Pause struct {
	Since int64 // microseconds since 1970 UTC; 0 for none
	// Today are the facts of this moment: what was narrowed since stays narrow.
	Today *sharing.Triangle
}

// SightTx is what seeing needs of a transaction.
type SightTx interface {
	// Facts are those that the reader of the context may know of.
	Facts(ctx context.Context, t id.Triangle) (*sharing.Triangle, error)
	// Pause is what somebody's sight of a triangle is held at.
	Pause(ctx context.Context, t id.Triangle, p id.Person) (Pause, error)
}

// Sight is how one person sees one triangle at one moment.
type Sight struct {
	at     time.Time
	facts  *sharing.Triangle
	person id.Person
	pause  Pause
}

// See reads what a person's sight of a triangle rests on. The context must read
// with their eyes.
func See(ctx context.Context, t SightTx, triangle id.Triangle, p id.Person, now time.Time) (Sight, error) {
	facts, err := t.Facts(ctx, triangle)
	if err != nil {
		return Sight{}, err
	}
	pause, err := t.Pause(ctx, triangle, p)
	return Sight{at: now, facts: facts, person: p, pause: pause}, err
}

// SightOf is the sight of somebody whose sight is not held, with facts that were
// read with their eyes.
func SightOf(facts *sharing.Triangle, p id.Person, now time.Time) Sight {
	return Sight{at: now, facts: facts, person: p}
}

// Decide asks the engine. While a pause is on, an entry must have been written
// before it, and be shared then as well as now; what either masks is masked.
func (s Sight) Decide(m Meta, want sharing.Purpose) sharing.Answer {
	ask := sharing.Request{Recipient: string(s.person), Purpose: want}
	a := sharing.Decide(sharing.At(s.at), s.facts, &m.Item, ask)
	if s.pause.Since == 0 || !a.Shares() {
		return a
	}
	if a.Rule == sharing.R6 {
		return s.released(m, a, ask)
	}
	if !s.older(m) {
		return sharing.Answer{Outcome: sharing.Withhold, Rule: a.Rule, Ground: a.Ground}
	}
	for _, b := range []sharing.Answer{
		sharing.Decide(sharing.At(s.at), s.pause.Today, &m.Item, ask),
		sharing.Decide(sharing.Micros(s.pause.Since), s.facts, &m.Item, ask),
	} {
		if !b.Shares() {
			return b
		}
		a.Mask = union(a.Mask, b.Mask)
	}
	return a
}

// released lets a release through that was there before the pause, or that was
// signed in the knowledge of it: of others these facts hold nothing.
func (s Sight) released(m Meta, a sharing.Answer, ask sharing.Request) sharing.Answer {
	if b := sharing.Decide(sharing.At(s.at), s.pause.Today, &m.Item, ask); !b.Shares() {
		return b
	}
	return a
}

// older reports whether an entry was there, as it is, when the pause began.
// What somebody wrote themselves they see as always.
func (s Sight) older(m Meta) bool {
	mine := m.Author == s.person || m.Item.GivenBy == string(s.person)
	return mine || m.Made < s.pause.Since && m.Changed < s.pause.Since
}

// paused reports whether this sight is held.
func (s Sight) paused() bool { return s.pause.Since != 0 }

func union(a, b []string) []string {
	for _, one := range b {
		if !slices.Contains(a, one) {
			a = append(slices.Clone(a), one)
		}
	}
	return a
}
