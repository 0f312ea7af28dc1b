package storetest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/store"
)

func (s Store) job(t *testing.T, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	Must(t, s.Update(t.Context(), func(x *store.Tx) error { return fn(t.Context(), x) }))
}

func (s Store) putJob(t *testing.T, name, key string, at int64) {
	t.Helper()
	s.job(t, func(ctx context.Context, x *store.Tx) error {
		return x.PutJob(ctx, disclose.Job{ID: name, Kind: "k", UniqueKey: key, Payload: map[string]string{"entry": name}, RunAt: at, Made: 1})
	})
}

// claim takes the next job; "" when there is none.
func (s Store) claim(t *testing.T, now, lease int64) (name string, try int) {
	t.Helper()
	err := s.Update(t.Context(), func(x *store.Tx) error {
		j, n, err := x.ClaimJob(t.Context(), now, lease)
		if err == nil && j.Payload["entry"] != j.ID {
			t.Errorf("the payload of %s is %v", j.ID, j.Payload)
		}
		name, try = j.ID, n
		return err
	})
	if err != nil && !errs.Is(err, errs.NotFound) {
		t.Fatal(err)
	}
	return name, try
}

func TestAJobFromBeginningToEnd(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		s.putJob(t, "late", "", 50)
		s.putJob(t, "early", "", 10)
		if name, _ := s.claim(t, 5, 100); name != "" {
			t.Errorf("%s is not due", name)
		}
		name, try := s.claim(t, 60, 100)
		if name != "early" || try != 1 {
			t.Errorf("first %s, try %d", name, try)
		}
		if second, _ := s.claim(t, 60, 100); second != "late" {
			t.Errorf("second %s", second)
		}
		if third, _ := s.claim(t, 99, 200); third != "" {
			t.Errorf("%s is leased", third)
		}
		again, try := s.claim(t, 100, 200) // the lease ran out
		if again != "early" || try != 2 {
			t.Errorf("again %s, try %d", again, try)
		}
		for what, fn := range map[string]func(context.Context, *store.Tx) error{
			"finish": func(ctx context.Context, x *store.Tx) error { return x.FinishJob(ctx, "early", 1, 101) },
			"retry":  func(ctx context.Context, x *store.Tx) error { return x.RetryJob(ctx, "early", 1, 101) },
			"park":   func(ctx context.Context, x *store.Tx) error { return x.ParkJob(ctx, "early", 1, 101) },
			"return": func(ctx context.Context, x *store.Tx) error { return x.ReturnJob(ctx, "early", 1, 101) },
		} {
			if err := s.Update(t.Context(), func(x *store.Tx) error { return fn(t.Context(), x) }); !errs.Is(err, errs.Conflict) {
				t.Errorf("%s by somebody who lost the lease: %v", what, err)
			}
		}
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.FinishJob(ctx, "early", 2, 101) })
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.ReturnJob(ctx, "late", 1, 102) })
		if name, try := s.claim(t, 150, 300); name != "late" || try != 1 {
			t.Errorf("what was given back is %s, try %d", name, try)
		}
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.ParkJob(ctx, "late", 1, 103) })
		s.job(t, func(ctx context.Context, x *store.Tx) error {
			due, parked, err := x.JobsWaiting(ctx, 500)
			if ready, readyErr := x.JobReady(ctx, 500); due != 0 || parked != 1 || ready || readyErr != nil {
				t.Errorf("%d due, %d parked, ready %v", due, parked, ready)
			}
			return err
		})
	})
}

func TestTheSameWorkWaitsOnce(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		for i := range 3 {
			s.putJob(t, fmt.Sprint("a", i), "news/1", 10)
			s.putJob(t, fmt.Sprint("b", i), "", 20)
		}
		var got []string
		for {
			name, _ := s.claim(t, 100, 200)
			if name == "" {
				break
			}
			got = append(got, name)
		}
		if !slices.Equal(got, []string{"a0", "b0", "b1", "b2"}) {
			t.Errorf("claimed %v", got)
		}
		// One that is being worked on may have read too early: the next has to wait its turn.
		s.putJob(t, "a9", "news/1", 10)
		s.job(t, func(ctx context.Context, x *store.Tx) error { return x.RetryJob(ctx, "a0", 1, 110) })
		if first, _ := s.claim(t, 150, 250); first != "a9" {
			t.Errorf("what came later is lost: %s", first)
		}
		if second, try := s.claim(t, 150, 250); second != "a0" || try != 2 {
			t.Errorf("what is tried again is lost: %s, try %d", second, try)
		}
	})
}

func TestWorkersNeverShareAJob(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		const jobs = 24
		for i := range jobs {
			s.putJob(t, id.New(), "", int64(i))
		}
		var taken sync.Map
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for {
					var name string
					err := s.Update(t.Context(), func(x *store.Tx) error {
						j, _, err := x.ClaimJob(t.Context(), 1000, 2000)
						name = j.ID
						return err
					})
					if errs.Is(err, errs.NotFound) {
						return
					}
					if errs.Is(err, errs.Unavailable) {
						continue // somebody else was at it; the worker asks again
					}
					if err != nil {
						t.Error(err)
						return
					}
					if _, twice := taken.LoadOrStore(name, true); twice {
						t.Errorf("%s was given out twice", name)
					}
				}
			})
		}
		all.Wait()
		n := 0
		for range taken.Range {
			n++
		}
		if n != jobs {
			t.Errorf("%d of %d were done", n, jobs)
		}
	})
}
