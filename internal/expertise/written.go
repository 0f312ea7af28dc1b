package expertise

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// Written says that somebody has written a page that the reader may open, without
// opening it.
type Written struct {
	Entry   id.Entry
	Kind    disclose.Kind
	Owner   id.Person
	Latest  int
	Made    int64 // microseconds since 1970 UTC, as are the others
	Changed int64
	Saw     int   // the latest version that the reader was shown; 0 for none
	Said    int   // the latest version of which they said that they have read it
	SaidAt  int64 // when
}

// Unread reports whether the reader has not been shown it at all.
func (w Written) Unread() bool { return w.Saw == 0 }

// ChangedSince reports whether it changed since the reader read it.
func (w Written) ChangedSince() bool { return w.Saw > 0 && w.Latest > max(w.Saw, w.Said) }

// Written lists the pages and accounts of others that this person may open here, in
// the order of the corners. It opens none, so that being told of a page is not yet
// having read it.
func (s *Service) Written(ctx context.Context, by id.Person, t id.Triangle) (out []Written, err error) {
	defer errs.Wrap("expertise.Written", &err)
	r, err := s.enter(ctx, by, t)
	if err != nil {
		return nil, err
	}
	eyes := tx.For(ctx, by)
	err = s.run.View(eyes, func(x Tx) error {
		out = nil
		sight, err := disclose.See(eyes, x, t, by, r.now)
		if err != nil {
			return err
		}
		for _, k := range []disclose.Kind{disclose.Expertise, disclose.Account} {
			found, err := x.KnownIn(eyes, t, k)
			if err != nil {
				return err
			}
			for _, one := range found {
				if one.Meta.Item.GivenBy == string(by) || !sight.Decide(one.Meta, sharing.Care).Shares() {
					continue
				}
				w, err := written(eyes, x, by, one.Meta)
				if err != nil {
					return err
				}
				out = append(out, w)
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b Written) int { return r.order(a.Owner) - r.order(b.Owner) })
	return out, err
}

func written(ctx context.Context, x Tx, by id.Person, m disclose.Meta) (Written, error) {
	w := Written{Entry: m.ID, Kind: m.Kind, Owner: id.Person(m.Item.GivenBy), Latest: m.Version, Made: m.Made, Changed: m.Changed}
	saw, err := x.SawVersions(ctx, m.Triangle, m.ID, by)
	if err != nil {
		return Written{}, err
	}
	for _, v := range saw {
		w.Saw = max(w.Saw, v)
	}
	records, err := x.Touching(ctx, m.Triangle, []id.Entry{m.ID})
	for _, a := range saidRead(records) {
		if a.Person == by {
			w.Said, w.SaidAt = a.Version, a.At
		}
	}
	return w, err
}

// SaidRead is somebody's word that they have read a page.
type SaidRead struct {
	Person  id.Person
	Version int
	At      int64 // microseconds since 1970 UTC
}

// saidRead is the last such word of each person, in order.
func saidRead(records []ledger.Record) []SaidRead {
	var out []SaidRead
	for _, r := range records {
		if r.Kind != ledger.Acknowledged {
			continue
		}
		one := SaidRead{Person: id.Person(r.Actor), Version: r.Version, At: r.At}
		out = slices.DeleteFunc(out, func(a SaidRead) bool { return a.Person == one.Person })
		out = append(out, one)
	}
	return out
}
