package storetest

import (
	"context"
	"testing"

	"trialogue/internal/calendar"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/store"
	"trialogue/internal/tx"
)

func TestOnePrivateAddressAPerson(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		find := func(hash string) (f calendar.Feed, err error) {
			err = s.View(t.Context(), func(x *store.Tx) error {
				f, err = x.FeedByHash(t.Context(), hash)
				return err
			})
			return f, err
		}
		first := calendar.Feed{Person: h.jo, Hash: "a", Choice: calendar.Choice{Titles: calendar.ByKind, Remind: true}, Made: 5, Changed: 6}
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.PutFeed(ctx, first) })
		if got, err := find("a"); err != nil || got != first {
			t.Errorf("%+v, %v", got, err)
		}
		second := first
		second.Hash, second.Remind = "b", false
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.PutFeed(ctx, second) })
		if _, err := find("a"); !errs.Is(err, errs.NotFound) {
			t.Errorf("the old address is there: %v", err)
		}
		if got, err := find("b"); err != nil || got != second {
			t.Errorf("%+v, %v", got, err)
		}
		taken := s.Update(t.Context(), func(x *store.Tx) error {
			return x.PutFeed(t.Context(), calendar.Feed{Person: h.sam, Hash: "b", Choice: calendar.Choice{Titles: calendar.Nothing}})
		})
		if taken == nil {
			t.Error("two people have one address")
		}
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.DropFeed(ctx, h.sam) })
		if _, err := find("b"); err != nil {
			t.Errorf("Sam switched off Jo's: %v", err)
		}
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.ClosePerson(ctx, h.jo, 50) })
		if _, err := find("b"); !errs.Is(err, errs.NotFound) {
			t.Errorf("a closed account has an address: %v", err)
		}
	})
}

func TestWhatIsOwedAndWhatWasDoneSince(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		put := func(name string, owner id.Person, tri id.Triangle, due, done int64) {
			h.write(t, func(ctx context.Context, x *store.Tx) error {
				return x.PutDuty(ctx, duty.Duty{ID: name, Triangle: tri, Kind: duty.DoAction, Owner: owner, Entry: "e", Ref: name, Due: due, Made: 10, Done: done})
			})
		}
		put("open", h.jo, h.tri, 300, 0)
		put("early", h.jo, h.tri, 200, 100)
		put("long ago", h.jo, h.tri, 100, 20)
		put("sam's", h.sam, h.tri, 100, 0)
		put("elsewhere", h.jo, "another", 100, 0)
		got := func(now int64) (names []string) {
			h.read(t, func(ctx context.Context, x *store.Tx) error {
				all, err := x.DutiesSince(tx.For(ctx, h.jo), h.jo, now, 50)
				for _, d := range all {
					names = append(names, d.ID)
				}
				return err
			})
			return names
		}
		if all := got(150); len(all) != 2 || all[0] != "early" || all[1] != "open" {
			t.Errorf("Jo has %q", all)
		}
		h.write(t, func(ctx context.Context, x *store.Tx) error { return x.EndMember(ctx, h.tri, h.jo, 160) })
		if all := got(170); len(all) != 0 {
			t.Errorf("after leaving Jo has %q", all)
		}
	})
}
