package storetest

import (
	"context"
	"testing"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/signin"
	"trialogue/internal/store"
)

func TestASessionFromBeginningToEnd(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		for hash, p := range map[string]id.Person{"h1": h.jo, "h2": h.jo, "h3": h.jo, "h4": h.sam} {
			s.job(t, func(ctx context.Context, x *store.Tx) error {
				return x.PutSession(ctx, hash, signin.Session{ID: "s" + hash, Person: p, Device: "Firefox, Linux", Made: 5, Seen: 5, Ends: 500})
			})
		}
		session := func(hash string) (one signin.Session, err error) {
			err = s.View(t.Context(), func(x *store.Tx) error {
				got, p, err := x.Session(t.Context(), hash)
				if one = got; err == nil && p.ID != got.Person {
					t.Errorf("%s is a session of %s and comes with %s", hash, got.Person, p.ID)
				}
				return err
			})
			return one, err
		}
		s.job(t, func(ctx context.Context, x *store.Tx) error {
			for _, seen := range []int64{20, 10} { // a clock that goes back takes nothing back
				if err := x.TouchSession(ctx, "h1", seen); err != nil {
					return err
				}
			}
			return x.SetPrivate(ctx, h.jo, "sh1", 77)
		})
		one, err := session("h1")
		if err != nil || one.Seen != 20 || one.PrivateUntil != 77 || one.ID != "sh1" || one.Person != h.jo || one.Ends != 500 || one.Device != "Firefox, Linux" {
			t.Errorf("%+v %v", one, err)
		}
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.EndSession(ctx, h.sam, "sh1", 30) })
		if _, err := session("h1"); err != nil {
			t.Errorf("Sam ended Jo's session: %v", err)
		}
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.EndSession(ctx, h.jo, "sh2", 30) })
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.EndSessions(ctx, h.jo, "sh1", 31) })
		for hash, open := range map[string]bool{"h1": true, "h2": false, "h3": false, "h4": true, "sh1": false, "": false} {
			if _, err := session(hash); (err == nil) != open || err != nil && !errs.Is(err, errs.NotFound) {
				t.Errorf("session %s is open: %v", hash, err)
			}
		}
		for now, want := range map[int64]int{100: 1, 499: 1, 500: 0} {
			Must(t, s.View(t.Context(), func(x *store.Tx) error {
				list, err := x.SessionsOf(t.Context(), h.jo, now)
				if len(list) != want {
					t.Errorf("at %d Jo has %d sessions, want %d", now, len(list), want)
				}
				return err
			}))
		}
		Want(t, s.Update(t.Context(), func(x *store.Tx) error {
			return x.PutSession(t.Context(), "h1", signin.Session{ID: "other", Person: h.sam})
		}), errs.Conflict)
	})
}

func TestFailedSignInsAreCountedForADay(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		const day = 86_400_000_000
		for _, at := range []int64{1, 2, day, day + 1} {
			s.job(t, func(ctx context.Context, x *store.Tx) error { return x.PutAttempt(ctx, "jo", at) })
		}
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.PutAttempt(ctx, "sam", 5) })
		for since, want := range map[int64]int{0: 4, 2: 3, day: 2, day + 2: 0} {
			s.job(t, func(ctx context.Context, x *store.Tx) error {
				n, err := x.CountAttempts(ctx, "jo", since)
				if n != want {
					t.Errorf("since %d: %d, want %d", since, n, want)
				}
				return err
			})
		}
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.PutAttempt(ctx, "al", 2*day) })
		s.job(t, func(ctx context.Context, x *store.Tx) error {
			n, err := x.CountAttempts(ctx, "jo", 0)
			if n != 2 {
				t.Errorf("%d are kept, and those of more than a day ago should be forgotten", n)
			}
			return err
		})
	})
}
