package entry

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/fold"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// PageSize is how many entries a page of a timeline shows.
const PageSize = 50

// Timeline shows what somebody may see, newest first. query, where not empty,
// keeps the entries that hold its words, accents and capitals aside.
func (s *Service) Timeline(ctx context.Context, by id.Person, t id.Triangle, f Filter, query string, after disclose.Place) (disclose.Page, error) {
	l := disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: PageSize, After: after,
		Fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
			return x.Timeline(ctx, t, f, after, n)
		},
	}
	if query != "" {
		l.Keep = func(one disclose.Shown) bool { return fold.Contains(one.Words(), query) }
	}
	return disclose.Read(ctx, s.door, l)
}

// Whole is one entry with what hangs on it, as one person may see it.
type Whole struct {
	disclose.Shown
	Replies []disclose.Shown
	// Earlier are versions that this person wrote or saw before they were corrected.
	Earlier []disclose.Shown
}

// Read shows one entry. One that may not be seen is errs.NotFound, like one that never was.
func (s *Service) Read(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (w Whole, err error) {
	defer errs.Wrap("entry.Read", &err)
	var more int
	one, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) (found []disclose.Sealed, err error) {
		if more, err = x.HangingOn(ctx, t, e); err != nil {
			return nil, err
		}
		return x.EntryByID(ctx, t, e)
	})
	if err != nil {
		return Whole{}, err
	}
	if len(one) == 0 {
		return Whole{}, errs.Missing("entry.Read")
	}
	w.Shown = one[0]
	if more == 0 && w.Latest == 1 {
		return w, nil
	}
	// Only now: what hangs on an entry that somebody may not see is not theirs
	// to see here, and must not be recorded as seen.
	rest, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return s.rest(ctx, x, t, e, by) })
	for _, r := range rest {
		if r.Entry == e {
			w.Earlier = append(w.Earlier, r)
			continue
		}
		w.Replies = append(w.Replies, r)
	}
	return w, err
}

// rest finds the earlier versions of an entry, and what hangs on it.
func (s *Service) rest(ctx context.Context, x Tx, t id.Triangle, e id.Entry, by id.Person) ([]disclose.Sealed, error) {
	earlier, err := s.earlier(ctx, x, t, e, by)
	if err != nil {
		return nil, err
	}
	replies, err := x.Children(ctx, t, e)
	return append(earlier, replies...), err
}

// earlier finds the versions before the latest that this person saw at the time.
func (s *Service) earlier(ctx context.Context, x Tx, t id.Triangle, e id.Entry, by id.Person) ([]disclose.Sealed, error) {
	saw, err := x.SawVersions(ctx, t, e, by)
	if err != nil {
		return nil, err
	}
	all, err := x.Versions(ctx, t, e)
	return slices.DeleteFunc(all, func(one disclose.Sealed) bool {
		m := one.Meta
		return m.Version == m.Latest || (m.Author != by && !slices.Contains(saw, m.Version))
	}), err
}

// few reads a handful of entries at once, which the person asked for by name.
func (s *Service) few(ctx context.Context, by id.Person, t id.Triangle, fetch func(context.Context, Tx) ([]disclose.Sealed, error)) ([]disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: fewMost, Direct: true,
		Fetch: disclose.AtOnce(fetch),
	})
	return page.Shown, err
}

// fewMost bounds replies and versions on one page.
const fewMost = 500

// File opens an attachment under the answer for its entry.
func (s *Service) File(ctx context.Context, by id.Person, t id.Triangle, e id.Entry, file string) (disclose.File, error) {
	return disclose.ReadFile(ctx, s.door, disclose.FileLook[Tx]{
		Run: s.run, Triangle: t, Person: by,
		Fetch: func(ctx context.Context, x Tx) (disclose.SealedFile, error) { return x.FileByID(ctx, t, e, file) },
	})
}
