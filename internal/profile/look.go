package profile

import (
	"context"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Own is somebody's whole profile, for themselves alone.
type Own struct {
	Person triangle.Person
	Kept
}

// Own opens one's own profile.
func (s *Service) Own(ctx context.Context, p id.Person) (o Own, err error) {
	defer errs.Wrap("profile.Own", &err)
	err = s.run.View(ctx, func(x Tx) error {
		o, err = own(ctx, x, p)
		return err
	})
	return o, err
}

func own(ctx context.Context, x Tx, p id.Person) (o Own, err error) {
	if o.Person, err = x.Person(ctx, p); err != nil {
		return o, err
	}
	all, err := x.Profiles(ctx, []id.Person{p}, Needs, Reach, Safe)
	o.Kept = all[p]
	return o, err
}

// ReviewDue reports whether it is time to ask if one's needs are still right,
// and whether one was ever asked for them.
func (s *Service) ReviewDue(ctx context.Context, p id.Person) (due, asked bool, err error) {
	defer errs.Wrap("profile.ReviewDue", &err)
	now := s.now().UnixMicro()
	err = s.run.View(ctx, func(x Tx) error {
		at, err := x.ReviewDue(ctx, p)
		due, asked = at != 0 && at <= now, at != 0
		return err
	})
	return due, asked, err
}

// Met is what a reader may know about somebody of their triangle. What they may
// not know is empty, as if nobody had ever filled it in.
type Met struct {
	Member triangle.Member
	Needs  Need
	Reach  Reaching
	Safe   Safety
}

// Meet opens what a reader may know about the people who stand in their
// triangle now, the reader left out, in the order of the triangle.
func (s *Service) Meet(ctx context.Context, reader id.Person, t triangle.Triangle) (out []Met, err error) {
	defer errs.Wrap("profile.Meet", &err)
	now := s.now()
	err = s.run.View(ctx, func(x Tx) error {
		out, err = meet(ctx, x, reader, t, now)
		return err
	})
	return out, err
}

func meet(ctx context.Context, x Tx, reader id.Person, t triangle.Triangle, now time.Time) ([]Met, error) {
	var who []id.Person
	for _, m := range t.Members {
		if standingIn(t, reader, m.Person, now.UnixMicro()).Relation == Together {
			who = append(who, m.Person)
		}
	}
	if len(who) == 0 {
		return nil, nil
	}
	all, err := x.Profiles(ctx, who, Needs, Reach, Safe)
	if err != nil {
		return nil, err
	}
	var out []Met
	for _, m := range t.Members {
		if st := standingIn(t, reader, m.Person, now.UnixMicro()); st.Relation == Together {
			out = append(out, visible(m, all[m.Person], st))
		}
	}
	return out, nil
}

// visible takes away what is not for this reader.
func visible(m triangle.Member, k Kept, st Standing) Met {
	out := Met{Member: m}
	if ShownTo(Needs, st, k.Needs.Shown) {
		out.Needs = k.Needs
	}
	if ShownTo(Reach, st, false) {
		out.Reach = k.Reach
	}
	if ShownTo(Safe, st, false) {
		out.Safe = k.Safe
	}
	return out
}

// MeetAll is Meet for several triangles at once, by triangle: the numbers that a
// professional has at hand.
func (s *Service) MeetAll(ctx context.Context, reader id.Person, all []triangle.Triangle) (out map[id.Triangle][]Met, err error) {
	defer errs.Wrap("profile.MeetAll", &err)
	now := s.now()
	err = s.run.View(ctx, func(x Tx) error {
		out = map[id.Triangle][]Met{}
		for _, t := range all {
			if out[t.ID], err = meet(ctx, x, reader, t, now); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// standingIn says how a reader stands to somebody in one triangle.
func standingIn(t triangle.Triangle, reader, owner id.Person, now int64) Standing {
	at := time.UnixMicro(now)
	r, ok := t.Member(reader)
	o, also := t.Member(owner)
	if reader == owner || !ok || !also || !r.Here(at) || !o.Here(at) || owner == triangle.NobodyYet {
		return Standing{}
	}
	return Standing{Relation: Together, Reader: r.Corner, Owner: o.Corner}
}

// Flagged keeps of the people of a triangle those whose needs are to be seen on
// every page of a professional who works there.
func Flagged(all []Met) []Met {
	var out []Met
	for _, m := range all {
		if m.Member.Corner != sharing.Professional && len(m.Needs.Lines) > 0 {
			out = append(out, m)
		}
	}
	return out
}
