package network

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Contact is somebody else who helps, as one person may see it.
type Contact struct {
	disclose.Shown
	Details
	Ends   int64     // microseconds since 1970 UTC; 0 for no end
	EndsBy id.Person // who said until when
	// MayEnd and MayCorrect are what the reader can do with it.
	MayEnd     bool
	MayCorrect bool
}

// Over reports whether they help no longer.
func (c Contact) Over(now time.Time) bool { return c.Ends != 0 && c.Ends <= now.UnixMicro() }

// Confided reports whether it was told in confidence, or is a carer's own: it does
// not go on a sheet of paper that lies about.
func (c Contact) Confided() bool {
	return c.Class == sharing.CarersOwn || c.Confidence != "" && c.Confidence != sharing.Named
}

// contactsMost bounds one page.
const contactsMost = 200

// List shows who else helps, by name.
func (s *Service) List(ctx context.Context, by id.Person, t id.Triangle) (out []Contact, err error) {
	defer errs.Wrap("network.List", &err)
	return s.read(ctx, by, t, disclose.Look[Tx]{
		Limit: contactsMost,
		Fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
			return x.Recent(ctx, t, []disclose.Kind{disclose.Contact}, after, n)
		},
	})
}

// Read shows one contact. One that the reader may not see is errs.NotFound.
func (s *Service) Read(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (c Contact, err error) {
	defer errs.Wrap("network.Read", &err)
	found, err := s.read(ctx, by, t, disclose.Look[Tx]{
		Limit: 1, Direct: true,
		Fetch: disclose.AtOnce(func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntryByID(ctx, t, e) }),
		Keep:  func(one disclose.Shown) bool { return one.Kind == disclose.Contact },
	})
	if err == nil && len(found) == 0 {
		err = errs.Missing("network.Read")
	}
	if err != nil {
		return Contact{}, err
	}
	return found[0], nil
}

func (s *Service) read(ctx context.Context, by id.Person, t id.Triangle, l disclose.Look[Tx]) ([]Contact, error) {
	tri, me, err := s.place(ctx, by, t)
	if err != nil {
		return nil, err
	}
	l.Run, l.Triangle, l.Person, l.Purpose = s.run, t, by, sharing.Care
	page, err := disclose.Read(ctx, s.door, l)
	if err != nil || len(page.Shown) == 0 {
		return nil, err
	}
	days := map[id.Entry]Day{}
	err = s.run.View(tx.For(ctx, by), func(x Tx) error {
		all, err := x.ContactDays(ctx, t)
		for _, d := range all {
			days[d.Contact] = d // the last one stays
		}
		return err
	})
	var out []Contact
	for _, one := range page.Shown {
		d := days[one.Entry]
		out = append(out, Contact{Shown: one, Details: detailsOf(one), Ends: d.Ends, EndsBy: d.By, MayCorrect: one.Mine, MayEnd: one.Mine || forTheTeam(tri, me, one)})
	}
	slices.SortStableFunc(out, func(a, b Contact) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return out, err
}

// forTheTeam reports whether somebody can end what a colleague wrote down: the
// team is one voice, and a colleague may have gone.
func forTheTeam(tri triangle.Triangle, me triangle.Member, one disclose.Shown) bool {
	giver, ok := tri.Member(one.GivenBy)
	return ok && me.Corner == sharing.Professional && giver.Corner == sharing.Professional
}

// place finds the triangle, and where somebody stands in it.
func (s *Service) place(ctx context.Context, by id.Person, t id.Triangle) (tri triangle.Triangle, me triangle.Member, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		tri, me, err = placeIn(ctx, x, by, t, s.now())
		return err
	})
	return tri, me, err
}

func placeIn(ctx context.Context, x Tx, by id.Person, t id.Triangle, now time.Time) (triangle.Triangle, triangle.Member, error) {
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return tri, triangle.Member{}, err
	}
	me, err := address.Here(tri, by, now)
	if err == nil && tri.Kind != triangle.Three {
		err = errs.Missing("network.placeIn")
	}
	return tri, me, err
}
