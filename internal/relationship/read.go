package relationship

import (
	"context"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Filter narrows what somebody wrote or was shown on arrows. Me is required.
type Filter struct {
	Me    id.Person
	Other id.Person // empty for everybody
	Arrow string    // a code; empty for all
	Task  string
	Mine  bool // only what Me wrote
}

// Said is a word on an arrow as its reader may see it.
type Said struct {
	disclose.Shown
	Spot
	// With are those with whom the reader shares it; nil for what is not theirs.
	With []id.Person
}

// Part is the text of one question; empty where nothing was said.
func (s Said) Part(name string) string {
	for _, p := range s.Parts {
		if p.Name == name {
			return p.Text
		}
	}
	return ""
}

// Page is part of a list, newest first. Next is zero at the end.
type Page struct {
	Said []Said
	Next disclose.Place
}

// PageSize is how many words a page of the timeline shows.
const PageSize = 20

// latestMost bounds the look for the latest words of a pair.
const latestMost = 60

// Latest lists, for one arrow between two people, the latest word of each of them
// on each task, as far as the reader may see it.
func (s *Service) Latest(ctx context.Context, by id.Person, t id.Triangle, a Arrow, other id.Person) (out []Said, err error) {
	defer errs.Wrap("relationship.Latest", &err)
	r := s.reading(by, t, Filter{Me: by, Other: other, Arrow: a.Code()}, latestMost)
	r.once = true
	page, err := r.read(ctx, disclose.Place{})
	return page.Said, err
}

// Over lists what somebody wrote on arrows, and what was shared with them.
func (s *Service) Over(ctx context.Context, by id.Person, t id.Triangle, f Filter, after disclose.Place) (p Page, err error) {
	defer errs.Wrap("relationship.Over", &err)
	f.Me = by
	return s.reading(by, t, f, PageSize).read(ctx, after)
}

// One reads one word. What may not be seen is errs.NotFound, like what never was.
func (s *Service) One(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (out Said, err error) {
	defer errs.Wrap("relationship.One", &err)
	r := s.reading(by, t, Filter{Me: by}, 1)
	r.fetch = func(ctx context.Context, x Tx, after disclose.Place, _ int) ([]disclose.Sealed, error) {
		if after != (disclose.Place{}) {
			return nil, nil
		}
		return x.EntryByID(ctx, t, e)
	}
	r.direct = true
	page, err := r.read(ctx, disclose.Place{})
	if err != nil {
		return Said{}, err
	}
	if len(page.Said) == 0 {
		return Said{}, errs.Missing("relationship.One")
	}
	return page.Said[0], nil
}

// reading is one look at words on arrows. It remembers facts of what it fetched,
// and hands them out for what the door showed.
type reading struct {
	s      *Service
	by     id.Person
	t      id.Triangle
	limit  int
	once   bool // of each writer and task only the newest
	direct bool
	fetch  func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error)

	items map[id.Entry]sharing.Item
	spots map[id.Entry]Spot
	had   map[Spot]bool
}

func (s *Service) reading(by id.Person, t id.Triangle, f Filter, limit int) *reading {
	return &reading{s: s, by: by, t: t, limit: limit, fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
		return x.OnArrows(ctx, t, f, after, n)
	}}
}

func (r *reading) read(ctx context.Context, after disclose.Place) (Page, error) {
	found, err := disclose.Read(ctx, r.s.door, disclose.Look[Tx]{
		Run: r.s.run, Triangle: r.t, Person: r.by, Purpose: sharing.Care, Limit: r.limit, After: after, Direct: r.direct, Keep: r.keep,
		Fetch: func(ctx context.Context, x Tx, at disclose.Place, n int) ([]disclose.Sealed, error) {
			if at == after {
				r.items, r.spots, r.had = map[id.Entry]sharing.Item{}, map[id.Entry]Spot{}, map[Spot]bool{} // a look may run twice
			}
			sealed, err := r.fetch(ctx, x, at, n)
			if err != nil {
				return nil, err
			}
			return sealed, r.note(ctx, x, sealed)
		},
	})
	out := Page{Next: found.Next}
	for _, one := range found.Shown {
		said := Said{Shown: one, Spot: r.spots[one.Entry]}
		if one.Mine {
			said.With = address.SharedWith(r.items[one.Entry], r.s.now())
		}
		out.Said = append(out.Said, said)
	}
	return out, err
}

func (r *reading) note(ctx context.Context, x Tx, sealed []disclose.Sealed) error {
	ids := make([]id.Entry, len(sealed))
	for i, one := range sealed {
		ids[i], r.items[one.Meta.ID] = one.Meta.ID, one.Meta.Item
	}
	spots, err := x.PlacesOnArrows(ctx, r.t, ids)
	for e, spot := range spots {
		r.spots[e] = spot
	}
	return err
}

// keep drops what is no word on an arrow and, of each writer and task, what is not
// the newest: only what a page shows may be on record as seen.
func (r *reading) keep(one disclose.Shown) bool {
	spot, ok := r.spots[one.Entry]
	if !ok || r.once && r.had[spot] {
		return false
	}
	r.had[spot] = true
	return true
}
