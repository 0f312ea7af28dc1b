package candour

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Sighting is one time that an entry was shown to somebody. A day has one for
// each version and ground.
type Sighting struct {
	Entry   id.Entry
	Viewer  id.Person
	At      int64 // microseconds since 1970 UTC
	Version int
	Topic   string
	Rule    string
	Ground  string // of a release, "release" alone: its own ground is not for everybody
}

// Group is what one person saw of one version under one ground, over all days.
type Group struct {
	Sighting       // the first
	Last     int64 // the last, or the same time
	Times    int
}

// Passed is a release or a call: somebody answers for telling somebody.
type Passed struct {
	By, Second, To id.Person
	At             int64
	Call           bool // told on the phone or in person; otherwise a signed release
}

// History is one entry with all that the reader may know of what happened to it.
type History struct {
	disclose.Shown
	Sightings []Sighting // oldest first
	Passed    []Passed   // oldest first
	// NotSeen lists who certainly has not seen it: only for a carer's own words about
	// somebody else, where nothing can be kept from the giver.
	NotSeen []id.Person
}

// Groups draws sightings together, in order of the first.
func (h History) Groups() []Group {
	var out []Group
	for _, s := range h.Sightings {
		i := slices.IndexFunc(out, func(g Group) bool {
			return g.Viewer == s.Viewer && g.Version == s.Version && g.Ground == s.Ground
		})
		if i < 0 {
			out = append(out, Group{Sighting: s, Last: s.At, Times: 1})
			continue
		}
		out[i].Last, out[i].Times = s.At, out[i].Times+1
	}
	return out
}

// SeenPage is a page of histories, newest entry first. Next is zero at the end.
type SeenPage struct {
	Histories []History
	Next      disclose.Place
}

// PageSize is how many entries a page shows.
const PageSize = 20

// Seen shows what a person gave, and what is about them, with everybody who has seen it.
func (s *Service) Seen(ctx context.Context, by id.Person, t id.Triangle, after disclose.Place) (SeenPage, error) {
	return s.seen(ctx, by, t, after, nil)
}

// OwnSeen is Seen for what the person gave alone. Nobody needs a record of
// somebody meeting their own words, so a first page can show it.
func (s *Service) OwnSeen(ctx context.Context, by id.Person, t id.Triangle) (SeenPage, error) {
	return s.seen(ctx, by, t, disclose.Place{}, func(one disclose.Shown) bool { return one.Mine })
}

func (s *Service) seen(ctx context.Context, by id.Person, t id.Triangle, after disclose.Place, keep func(disclose.Shown) bool) (out SeenPage, err error) {
	defer errs.Wrap("candour.Seen", &err)
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: PageSize, After: after, Keep: keep,
		Fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
			return x.Concerning(ctx, t, by, after, n)
		},
	})
	if err != nil {
		return SeenPage{}, err
	}
	out.Next = page.Next
	out.Histories, err = s.histories(ctx, by, t, page.Shown)
	return out, err
}

// History shows one entry that is the reader's to follow. Any other is errs.NotFound.
func (s *Service) History(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (h History, err error) {
	defer errs.Wrap("candour.History", &err)
	found, err := s.few(ctx, by, t, nil, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		found, err := x.EntryByID(ctx, t, e)
		return slices.DeleteFunc(found, func(one disclose.Sealed) bool { return !concerns(one.Meta, by) }), err
	})
	if err != nil {
		return History{}, err
	}
	if len(found) == 0 {
		return History{}, errs.Missing("candour.History")
	}
	all, err := s.histories(ctx, by, t, found)
	if err != nil {
		return History{}, err
	}
	return all[0], nil
}

// concerns reports whether an entry is somebody's to follow: they gave it, or it is about them.
func concerns(m disclose.Meta, p id.Person) bool {
	return m.Item.GivenBy == string(p) || slices.Contains(m.Item.About, string(p))
}

// histories joins records to entries that the door has shown, and to no others.
func (s *Service) histories(ctx context.Context, by id.Person, t id.Triangle, shown []disclose.Shown) ([]History, error) {
	out := make([]History, len(shown))
	at := map[string]int{}
	var ids []id.Entry
	for i, one := range shown {
		out[i].Shown, at[string(one.Entry)] = one, i
		ids = append(ids, one.Entry)
	}
	var e eyes
	err := s.run.View(ctx, func(x Tx) (err error) {
		for i := range out {
			out[i].Sightings, out[i].Passed = nil, nil
		}
		if e.tri, e.me, err = s.placeIn(ctx, x, by, t); err != nil {
			return err
		}
		if e.releases, err = x.BegunReleases(ctx, t); err != nil {
			return err
		}
		records, err := x.Touching(ctx, t, ids)
		for _, r := range records {
			if i, ok := at[r.Entry]; ok {
				e.add(&out[i], r)
			}
		}
		return err
	})
	for i := range out {
		out[i].Passed = append(out[i].Passed, e.released(factsOf(out[i].Shown))...)
		out[i].NotSeen = e.notSeen(out[i], s.now())
	}
	return out, err
}

// add puts a record into a history where the reader may know of it.
func (e eyes) add(h *History, r ledger.Record) {
	f := factsOf(h.Shown)
	switch {
	case r.Kind == ledger.Sighting && e.sighting(f, r):
		h.Sightings = append(h.Sightings, sightingOf(r))
	case r.Kind == ledger.Told && h.Kind == disclose.CallRecord && e.recipient(f, r.Person):
		h.Passed = append(h.Passed, Passed{By: id.Person(r.Actor), To: id.Person(r.Person), At: r.At, Call: true})
	}
}

// released lists the releases of an entry that the reader may know of.
func (e eyes) released(f facts) []Passed {
	var out []Passed
	for _, r := range e.releases {
		if r.Entry == f.id && e.recipient(f, string(r.Recipient)) {
			out = append(out, Passed{By: r.By, Second: r.Second, To: r.Recipient, At: r.Begins})
		}
	}
	return out
}

func sightingOf(r ledger.Record) Sighting {
	return Sighting{
		Entry: id.Entry(r.Entry), Viewer: id.Person(r.Actor), At: r.At, Version: r.Version, Topic: r.Topic, Rule: r.Rule, Ground: plainGround(r.Ground),
	}
}

// notSeen lists service user and carers of whom no sighting or call is on record.
func (e eyes) notSeen(h History, now time.Time) []id.Person {
	if !h.Mine || e.me.Corner != sharing.Carer || slices.Contains(h.About, string(e.me.Person)) || h.Kind != disclose.Told {
		return nil
	}
	var out []id.Person
	for _, m := range slices.Concat(e.tri.At(sharing.ServiceUser, now), e.tri.At(sharing.Carer, now)) {
		saw := slices.ContainsFunc(h.Sightings, func(s Sighting) bool { return s.Viewer == m.Person })
		told := slices.ContainsFunc(h.Passed, func(p Passed) bool { return p.To == m.Person })
		if m.Person != e.me.Person && m.Person != triangle.NobodyYet && !saw && !told {
			out = append(out, m.Person)
		}
	}
	return out
}
