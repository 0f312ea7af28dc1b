package job_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/job"
	"trialogue/internal/pgtest"
	"trialogue/internal/seal"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/tx"
)

// shed is a queue on a real database, with a clock that a test moves.
type shed struct {
	t    *testing.T
	db   *store.DB
	run  tx.Runner[*store.Tx]
	logs *lines
	mu   sync.Mutex
	now  time.Time
	// broken, where set, fails every statement.
	broken atomic.Bool
}

type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func both(t *testing.T, fn func(t *testing.T, s *shed)) {
	t.Helper()
	for name, where := range map[string]func() string{
		"sqlite":   func() string { return filepath.Join(t.TempDir(), "jobs.db") },
		"postgres": func() string { return pgtest.URL(t) },
	} {
		t.Run(name, func(t *testing.T) { fn(t, newShed(t, where())) })
	}
}

func newShed(t *testing.T, database string) *shed {
	t.Helper()
	master, err := seal.MasterFromBytes(bytes.Repeat([]byte{7}, seal.KeySize))
	must(t, err)
	s := &shed{t: t, logs: &lines{}, now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)}
	s.db, err = store.Open(t.Context(), database, master, engine.Options{Hook: func(string) error {
		if s.broken.Load() {
			return errs.E(errs.Unavailable, "test", "", errors.New("the database is gone"))
		}
		return nil
	}})
	must(t, err)
	t.Cleanup(func() { _ = s.db.Close() })
	s.run = store.Runner(s.db, func(x *store.Tx) *store.Tx { return x })
	return s
}

func (s *shed) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *shed) move(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

func (s *shed) worker(handlers map[string]job.Handler, change func(*job.Options)) *job.Worker {
	o := job.Options{Now: s.clock, Log: slog.New(slog.NewTextHandler(s.logs, nil)), Poll: 20 * time.Millisecond, Workers: 2}
	if change != nil {
		change(&o)
	}
	return job.New(store.Runner(s.db, func(x *store.Tx) job.Tx { return x }), handlers, o)
}

func (s *shed) put(j disclose.Job) {
	s.t.Helper()
	if j.ID == "" {
		j.ID = id.New()
	}
	if j.RunAt == 0 {
		j.RunAt = s.clock().UnixMicro()
	}
	must(s.t, s.run.Update(s.t.Context(), func(x *store.Tx) error { return x.PutJob(s.t.Context(), j) }))
}

func (s *shed) waiting() (due, parked int) {
	s.t.Helper()
	must(s.t, s.run.View(s.t.Context(), func(x *store.Tx) (err error) {
		due, parked, err = x.JobsWaiting(s.t.Context(), s.clock().UnixMicro())
		return err
	}))
	return due, parked
}

func (s *shed) drain(w *job.Worker) int {
	s.t.Helper()
	n, err := w.Drain(s.t.Context())
	must(s.t, err)
	return n
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestJobsAreDoneOnceInOrderAndOnlyWhenDue(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		var did []string
		w := s.worker(map[string]job.Handler{"say": func(_ context.Context, j disclose.Job) error {
			did = append(did, j.Payload["word"])
			return nil
		}}, nil)
		at := s.clock()
		s.put(disclose.Job{Kind: "say", Payload: map[string]string{"word": "second"}, RunAt: at.Add(-time.Second).UnixMicro()})
		s.put(disclose.Job{Kind: "say", Payload: map[string]string{"word": "first"}, RunAt: at.Add(-time.Minute).UnixMicro()})
		s.put(disclose.Job{Kind: "say", Payload: map[string]string{"word": "later"}, RunAt: at.Add(time.Hour).UnixMicro()})
		s.drain(w)
		s.drain(w)
		if got := strings.Join(did, " "); got != "first second" {
			t.Fatalf("did %q", got)
		}
		s.move(time.Hour)
		s.drain(w)
		if got := strings.Join(did, " "); got != "first second later" {
			t.Fatalf("after an hour: did %q", got)
		}
	})
}

func TestFailuresAreTriedAgainWithGrowingPausesAndThenParked(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		tries := 0
		w := s.worker(map[string]job.Handler{"fail": func(context.Context, disclose.Job) error { tries++; return errors.New("no luck") }},
			func(o *job.Options) { o.Tries = 4 })
		s.put(disclose.Job{Kind: "fail"})
		for want := 1; want <= 4; want++ {
			s.drain(w)
			if tries != want {
				t.Fatalf("%d tries, want %d", tries, want)
			}
			s.move(job.Pause(want) - time.Second)
			if s.drain(w); tries != want {
				t.Fatalf("tried again before its pause of %v", job.Pause(want))
			}
			s.move(time.Second)
		}
		s.move(24 * time.Hour)
		s.drain(w)
		if _, parked := s.waiting(); parked != 1 || tries != 4 {
			t.Fatalf("%d parked after %d tries, want 1 after 4", parked, tries)
		}
		if logs := s.logs.String(); strings.Count(logs, "a job was parked") != 1 || !strings.Contains(logs, "no luck") {
			t.Errorf("parking leaves one line with the reason:\n%s", logs)
		}
	})
}

func TestPausesGrowToAnHour(t *testing.T) {
	want := []time.Duration{10 * time.Second, 30 * time.Second, 90 * time.Second, 270 * time.Second, 810 * time.Second, 2430 * time.Second, time.Hour, time.Hour}
	for i, d := range want {
		if got := job.Pause(i + 1); got != d {
			t.Errorf("after %d tries: %v, want %v", i+1, got, d)
		}
	}
}

func TestPanicAndUnknownKindAreFailures(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		w := s.worker(map[string]job.Handler{"panic": func(context.Context, disclose.Job) error { panic("Sam Okafor") }}, func(o *job.Options) { o.Tries = 1 })
		s.put(disclose.Job{Kind: "panic"})
		s.put(disclose.Job{Kind: "from-a-newer-version"})
		s.drain(w)
		if _, parked := s.waiting(); parked != 2 {
			t.Errorf("%d parked, want both", parked)
		}
		if logs := s.logs.String(); strings.Contains(logs, "Sam") {
			t.Errorf("a panic's words must not be logged:\n%s", logs)
		}
	})
}

// A worker that is killed leaves its lease. When that runs out, another does
// the job, and the first one's late word no longer counts.
func TestKilledWorkerLeavesItsJobToAnother(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		s.put(disclose.Job{ID: "j", Kind: "work"})
		until := s.clock().Add(2 * time.Minute)
		must(t, s.run.UpdateScope(t.Context(), "jobs", func(x *store.Tx) error {
			_, _, err := x.ClaimJob(t.Context(), s.clock().UnixMicro(), until.UnixMicro())
			return err
		})) // and then nothing more is heard of this one
		done := 0
		w := s.worker(map[string]job.Handler{"work": func(context.Context, disclose.Job) error { done++; return nil }}, nil)
		if s.drain(w); done != 0 {
			t.Fatal("done although somebody holds the lease")
		}
		s.move(2 * time.Minute)
		s.drain(w)
		s.drain(w)
		if done != 1 {
			t.Fatalf("done %d times, want once", done)
		}
	})
}

// The first worker was only slow: its word comes while another holds the lease.
func TestLateWordOfALostLeaseDoesNotCount(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		claim := func() (try int) {
			t.Helper()
			must(t, s.run.UpdateScope(t.Context(), "jobs", func(x *store.Tx) (err error) {
				_, try, err = x.ClaimJob(t.Context(), s.clock().UnixMicro(), s.clock().Add(time.Minute).UnixMicro())
				return err
			}))
			return try
		}
		s.put(disclose.Job{ID: "j", Kind: "work"})
		first := claim()
		s.move(time.Minute)
		second := claim()
		now := s.clock().UnixMicro()
		for name, late := range map[string]func(*store.Tx) error{
			"finish": func(x *store.Tx) error { return x.FinishJob(t.Context(), "j", first, now) },
			"retry":  func(x *store.Tx) error { return x.RetryJob(t.Context(), "j", first, now) },
			"return": func(x *store.Tx) error { return x.ReturnJob(t.Context(), "j", first, now) },
			"park":   func(x *store.Tx) error { return x.ParkJob(t.Context(), "j", first, now) },
		} {
			if err := s.run.UpdateScope(t.Context(), "jobs", late); !errs.Is(err, errs.Conflict) {
				t.Errorf("%s by a lost lease: %v", name, err)
			}
		}
		must(t, s.run.UpdateScope(t.Context(), "jobs", func(x *store.Tx) error { return x.FinishJob(t.Context(), "j", second, now) }))
		if due, parked := s.waiting(); due != 0 || parked != 0 {
			t.Errorf("%d due and %d parked after the end", due, parked)
		}
	})
}

func TestWhatIsQueuedWhileItsLikeRunsIsNotLost(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		runs := 0
		var w *job.Worker
		w = s.worker(map[string]job.Handler{"mail": func(context.Context, disclose.Job) error {
			if runs++; runs == 1 {
				s.put(disclose.Job{Kind: "mail", UniqueKey: "mail/one"})
				s.put(disclose.Job{Kind: "mail", UniqueKey: "mail/one"})
				return errors.New("the first run fails and waits too")
			}
			return nil
		}}, nil)
		s.put(disclose.Job{Kind: "mail", UniqueKey: "mail/one"})
		s.put(disclose.Job{Kind: "mail", UniqueKey: "mail/one"})
		s.drain(w)
		if runs != 2 {
			t.Fatalf("%d runs, want 2: the first, and one for what came meanwhile", runs)
		}
		s.move(job.Pause(1))
		if s.drain(w); runs != 3 {
			t.Errorf("%d runs, want the failed one again", runs)
		}
	})
}

func TestClockSetBackLosesNothing(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		done := 0
		w := s.worker(map[string]job.Handler{"work": func(context.Context, disclose.Job) error { done++; return nil }}, nil)
		s.put(disclose.Job{Kind: "work"})
		s.move(-3 * time.Hour)
		s.drain(w)
		s.put(disclose.Job{Kind: "work"})
		if s.drain(w); done != 1 {
			t.Fatalf("%d done, want the one of now", done)
		}
		s.move(3 * time.Hour)
		if s.drain(w); done != 2 {
			t.Errorf("%d done once the clock caught up, want 2", done)
		}
	})
}

func TestManyWorkersDoEachJobOnce(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		const jobs = 60
		var mu sync.Mutex
		did := map[string]int{}
		all := make(chan struct{}, jobs)
		handlers := map[string]job.Handler{"work": func(_ context.Context, j disclose.Job) error {
			mu.Lock()
			defer mu.Unlock()
			did[j.Payload["n"]]++
			all <- struct{}{}
			return nil
		}}
		for n := range jobs {
			s.put(disclose.Job{Kind: "work", Payload: map[string]string{"n": fmt.Sprint(n)}})
		}
		ctx, stop := context.WithCancel(t.Context())
		var ended sync.WaitGroup
		for range 2 { // two processes
			w := s.worker(handlers, func(o *job.Options) { o.Workers = 3 })
			ended.Go(func() { w.Run(ctx) })
		}
		for range jobs {
			select {
			case <-all:
			case <-time.After(2 * time.Minute):
				t.Fatalf("only %d of %d done:\n%s", len(did), jobs, s.logs)
			}
		}
		stop()
		ended.Wait()
		for n, times := range did {
			if times != 1 {
				t.Errorf("job %s was done %d times", n, times)
			}
		}
	})
}
