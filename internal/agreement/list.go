package agreement

import (
	"context"
	"slices"
	"strings"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Show says which agreements somebody looks for.
type Show string

// What can be looked for.
const (
	ShowOpen     Show = "open"     // everything that is not over
	ShowWaiting  Show = "waiting"  // waits for their own yes
	ShowDoing    Show = "doing"    // they do it
	ShowPromised Show = "promised" // others do it for them
	ShowLate     Show = "late"     // its day has passed
	ShowEnded    Show = "ended"
)

// Filter is how the store finds them. Now counts for what is late.
type Filter struct {
	Show   Show
	Kind   Kind // empty for both
	Person id.Person
	Now    int64
}

// Line is one agreement of a list.
type Line struct {
	Agreement
	Words disclose.Shown // of the wording that counts
	// TakesPart is as in Story.
	TakesPart bool
}

// List reads up to n agreements after a place, newest first: with as many looks at
// the database for two thousand as for two.
func (s *Service) List(ctx context.Context, by id.Person, t id.Triangle, f Filter, after disclose.Place, n int) (out []Line, next disclose.Place, err error) {
	defer errs.Wrap("agreement.List", &err)
	if _, _, err := s.place(ctx, by, t); err != nil {
		return nil, next, err
	}
	f.Person, f.Now = by, s.now().UnixMicro()
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: n, After: after,
		Fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
			return x.AgreedEntries(ctx, t, f, after, n)
		},
	})
	if err != nil {
		return nil, next, err
	}
	out, err = s.drawn(ctx, by, t, page.Shown)
	return out, page.Next, err
}

// lines reads agreements by their ids, those that somebody may see.
func (s *Service) lines(ctx context.Context, by id.Person, t id.Triangle, ids []id.Entry) ([]Line, error) {
	shown, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntriesByID(ctx, t, ids) })
	if err != nil {
		return nil, err
	}
	return s.drawn(ctx, by, t, slices.DeleteFunc(shown, func(one disclose.Shown) bool { return one.Kind != disclose.Agreed || one.Parent != "" }))
}

// drawn adds to first words what is known of each, in the same order.
func (s *Service) drawn(ctx context.Context, by id.Person, t id.Triangle, roots []disclose.Shown) ([]Line, error) {
	if len(roots) == 0 {
		return nil, nil
	}
	_, me, err := s.place(ctx, by, t)
	if err != nil {
		return nil, err
	}
	texts, ids := map[id.Entry]disclose.Shown{}, []id.Entry{}
	for _, one := range roots {
		texts[one.Entry] = one
		ids = append(ids, one.Entry)
	}
	found, err := s.rows(ctx, by, t, ids)
	if err != nil {
		return nil, err
	}
	if err := s.later(ctx, by, t, found, texts); err != nil {
		return nil, err
	}
	var out []Line
	for _, one := range roots {
		i, ok := slices.BinarySearchFunc(found, one.Entry, func(a Agreement, e id.Entry) int { return strings.Compare(string(a.ID), string(e)) })
		if !ok {
			continue
		}
		l := Line{Agreement: found[i].seenBy(func(e id.Entry) bool { _, ok := texts[e]; return ok })}
		l.Words, l.TakesPart = texts[l.Counts().ID], l.Party(me)
		if !l.TakesPart {
			l.Words = one
		}
		out = append(out, l)
	}
	return out, nil
}

// later reads the words of later wordings, all at once.
func (s *Service) later(ctx context.Context, by id.Person, t id.Triangle, found []Agreement, texts map[id.Entry]disclose.Shown) error {
	var ids []id.Entry
	for _, a := range found {
		for _, v := range a.Versions[1:] {
			ids = append(ids, v.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	shown, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntriesByID(ctx, t, ids) })
	for _, one := range shown {
		texts[one.Entry] = one
	}
	return err
}

// chainMost bounds how many agreements can follow each other.
const chainMost = 50

// checkAfter says what is wrong with the agreement that is to come first: it must
// be there for the writer, and must not itself come after this one. What they may
// not see, they are told nothing of.
func (s *Service) checkAfter(ctx context.Context, by id.Person, d Draft) (p errs.Problems, err error) {
	at := d.After
	for n := 0; at != ""; n++ {
		if at == d.Agreement {
			p.Add("after", "agreed.after-circle")
			return p, nil
		}
		lines, err := s.lines(ctx, by, d.Triangle, []id.Entry{at})
		if err != nil {
			return nil, err
		}
		if len(lines) == 0 {
			if n == 0 {
				p.Add("after", "agreed.after-missing")
			}
			return p, nil
		}
		if n == chainMost {
			p.Add("after", "agreed.after-long", "most", chainMost)
			return p, nil
		}
		at = lines[0].Counts().After
		if lines[0].Latest().After == d.Agreement && d.Agreement != "" {
			at = d.Agreement
		}
	}
	return nil, nil
}

// Gone reports whether the owner of what is agreed stands there no more.
func (a Agreement) Gone(t triangle.Triangle, now time.Time) bool {
	v, ok := a.Standing()
	return ok && !a.Ended() && room{tri: t, now: now}.orphan(a, v, "")
}

// GoneStep is Gone for a step.
func (a Agreement) GoneStep(t triangle.Triangle, now time.Time, step id.Entry) bool {
	v, ok := a.Standing()
	return ok && !a.Ended() && room{tri: t, now: now}.orphan(a, v, step)
}

func timeOf(us int64) time.Time { return time.UnixMicro(us) }

func memberOf(r room, p id.Person) triangle.Member {
	m, _ := r.tri.Member(p)
	return m
}
