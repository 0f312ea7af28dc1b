package today

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

const (
	// DutiesMost is how many duties a first page lists; the earliest come first.
	DutiesMost = 30
	// PeopleMost is how many triangles it lists; those where something waits come first.
	PeopleMost = 12
	// NewMost is how far it counts what is new in one triangle.
	NewMost = 20
)

// Day is what a first page shows of all triangles of a person.
type Day struct {
	Signals
	Triangles []triangle.Triangle // where the person stands, oldest first
	Duties    []duty.Duty         // the earliest, as far as the door lets the person know of them
	More      bool                // there are further duties
	// Shown are the triangles at a corner with which the page begins.
	Shown []triangle.Triangle
	New   map[id.Triangle]int // how much is new in each of Shown, up to NewMost
	// Crowded are those of Shown where so much is new that it must be counted by itself.
	Crowded []id.Triangle
}

// Day reads what a first page shows, in one look. corner is where the person stands
// in the triangles that are shown.
func (s *Service) Day(ctx context.Context, p id.Person, corner sharing.Corner) (d Day, err error) {
	defer errs.Wrap("today.Day", &err)
	now := s.now()
	ctx = tx.For(ctx, p)
	err = s.run.View(ctx, func(x Tx) error {
		d = Day{}
		if d.Signals, err = x.Signals(ctx, p, now.UnixMicro()); err != nil {
			return err
		}
		if d.Triangles, err = x.TrianglesOf(ctx, p, now.UnixMicro()); err != nil {
			return err
		}
		if d.Duties, err = x.FirstDuties(ctx, p, now.UnixMicro(), DutiesMost+1); err != nil {
			return err
		}
		if d.More = len(d.Duties) > DutiesMost; d.More {
			d.Duties = d.Duties[:DutiesMost]
		}
		d.Shown = first(d, p, corner)
		return s.known(ctx, x, &d, p, now)
	})
	return d, err
}

// Signals asks only where there is something at all.
func (s *Service) Signals(ctx context.Context, p id.Person) (out Signals, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.Signals(ctx, p, s.now().UnixMicro())
		return err
	})
	return out, err
}

// Waiting lists what somebody has to do, n at a time after the first from, the earliest
// day first, and whether there is more.
func (s *Service) Waiting(ctx context.Context, p id.Person, from, n int) (out []duty.Duty, more bool, err error) {
	defer errs.Wrap("today.Waiting", &err)
	now := s.now()
	ctx = tx.For(ctx, p)
	err = s.run.View(ctx, func(x Tx) error {
		all, err := x.FirstDuties(ctx, p, now.UnixMicro(), from+n+1)
		if err != nil {
			return err
		}
		more = len(all) > from+n
		d := Day{Duties: all[min(from, len(all)):min(from+n, len(all))]}
		err = s.known(ctx, x, &d, p, now)
		out = d.Duties
		return err
	})
	return out, more, err
}

// Counts says how much is new in some triangles. It opens nothing, so nothing is
// recorded, and what is withheld does not count.
func (s *Service) Counts(ctx context.Context, p id.Person, ts []triangle.Triangle) (d Day, err error) {
	defer errs.Wrap("today.Counts", &err)
	now := s.now()
	ctx = tx.For(ctx, p)
	err = s.run.View(ctx, func(x Tx) error {
		d = Day{Shown: ts}
		return s.known(ctx, x, &d, p, now)
	})
	return d, err
}

// first are the triangles with which the page begins: where something waits, by
// its day, then the others by name.
func first(d Day, p id.Person, corner sharing.Corner) []triangle.Triangle {
	place := map[id.Triangle]int{}
	for n, one := range d.Duties {
		if _, ok := place[one.Triangle]; !ok {
			place[one.Triangle] = n
		}
	}
	var out []triangle.Triangle
	for _, t := range d.Triangles {
		if me, ok := t.Member(p); ok && me.Corner == corner && t.Kind == triangle.Three {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b triangle.Triangle) int { return order(place, a) - order(place, b) })
	return out[:min(len(out), PeopleMost)]
}

func order(place map[id.Triangle]int, t triangle.Triangle) int {
	if n, ok := place[t.ID]; ok {
		return n
	}
	return DutiesMost
}

// known leaves out what the door would not show, and counts what is new.
func (s *Service) known(ctx context.Context, x Tx, d *Day, p id.Person, now time.Time) error {
	var shown, all []id.Triangle
	for _, t := range d.Shown {
		shown = append(shown, t.ID)
	}
	all = slices.Clone(shown)
	for _, one := range d.Duties {
		if one.Entry != "" {
			all = append(all, one.Triangle)
		}
	}
	sights, err := s.sights(ctx, x, p, all, now)
	if err != nil {
		return err
	}
	fresh, err := x.NewIn(ctx, p, shown, newLook)
	if err != nil {
		return err
	}
	open, err := readable(ctx, x, mentioned(d.Duties, fresh), sights)
	if err != nil {
		return err
	}
	d.Duties = slices.DeleteFunc(d.Duties, func(one duty.Duty) bool {
		return duty.Together(one.Kind) && one.Entry != "" && !open[one.Entry].shares
	})
	d.New, d.Crowded = count(fresh, open, p)
	return nil
}

// newLook is how many records of a triangle are looked at for what is new.
const newLook = NewMost + 5

// mentioned lists each entry once that a first page has to know of.
func mentioned(duties []duty.Duty, fresh map[id.Triangle][]id.Entry) []id.Entry {
	var out []id.Entry
	for _, d := range duties {
		out = append(out, d.Entry)
	}
	for _, some := range fresh {
		out = append(out, some...)
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(e id.Entry) bool { return e == "" })
}

// reading is an entry, and whether the door would show it.
type reading struct {
	disclose.Meta
	shares bool
}

func readable(ctx context.Context, x Tx, es []id.Entry, sights map[id.Triangle]disclose.Sight) (map[id.Entry]reading, error) {
	out := map[id.Entry]reading{}
	metas, err := x.Metas(ctx, es)
	for _, m := range metas {
		sight, ok := sights[m.Triangle]
		out[m.ID] = reading{m, ok && sight.Decide(m, sharing.Care).Shares()}
	}
	return out, err
}

// count says how much is new in each triangle. Where more came than was looked at,
// and too little of it is the person's to see, the triangle is crowded: it has to be
// counted by itself, or what is withheld would change the number.
func count(fresh map[id.Triangle][]id.Entry, open map[id.Entry]reading, p id.Person) (found map[id.Triangle]int, crowded []id.Triangle) {
	found = map[id.Triangle]int{}
	for t, some := range fresh {
		full := len(some) == newLook
		slices.Sort(some)
		for _, e := range slices.Compact(some) {
			if one := open[e]; one.shares && one.Author != p && one.Item.GivenBy != string(p) && found[t] < NewMost {
				found[t]++
			}
		}
		if full && found[t] < NewMost {
			crowded = append(crowded, t)
		}
	}
	return found, crowded
}

// sights are how the person sees each triangle. Where a sight is held, it is read
// by itself: that is rare.
func (s *Service) sights(ctx context.Context, x Tx, p id.Person, ts []id.Triangle, now time.Time) (map[id.Triangle]disclose.Sight, error) {
	out := map[id.Triangle]disclose.Sight{}
	held, err := x.HeldAnywhere(ctx, p)
	if err != nil || len(ts) == 0 {
		return out, err
	}
	for _, t := range held {
		if out[t], err = disclose.See(ctx, x, t, p, now); err != nil {
			return nil, err
		}
	}
	ts = slices.DeleteFunc(ts, func(t id.Triangle) bool { _, is := out[t]; return is || t == id.Organisation })
	slices.Sort(ts)
	if ts = slices.Compact(ts); len(ts) == 0 {
		return out, nil
	}
	facts, err := x.FactsOf(ctx, ts)
	for t, f := range facts {
		out[t] = disclose.SightOf(f, p, now)
	}
	return out, err
}
