package job_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/job"
	"trialogue/internal/store"
)

// A commit wakes a worker that otherwise would look in a quarter of an hour.
func TestCommitWakesWorker(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		done := make(chan struct{})
		w := s.worker(map[string]job.Handler{"work": func(context.Context, disclose.Job) error { close(done); return nil }},
			func(o *job.Options) { o.Poll, o.Hint = 15*time.Minute, s.db.JobHint() })
		stop := start(t, w)
		defer stop()
		time.Sleep(50 * time.Millisecond) // so that it has looked, and found nothing
		s.put(disclose.Job{Kind: "work"})
		within(t, done, "the job after its commit")
	})
}

func TestRollbackWakesNobody(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		for drained := false; !drained; {
			select {
			case <-s.db.JobHint():
			default:
				drained = true
			}
		}
		err := s.run.Update(t.Context(), func(x *store.Tx) error {
			if err := x.PutJob(t.Context(), disclose.Job{ID: "x", Kind: "work"}); err != nil {
				return err
			}
			return context.Canceled
		})
		if err == nil {
			t.Fatal("the transaction should have failed")
		}
		select {
		case <-s.db.JobHint():
			t.Error("a hint for a job that was not kept")
		default:
		}
	})
}

// A job that runs when the program is told to stop ends; nothing new begins.
func TestGracefulStopLetsRunningJobsEnd(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		began, end := make(chan struct{}), make(chan struct{})
		var ended atomic.Bool
		w := s.worker(map[string]job.Handler{"slow": func(ctx context.Context, _ disclose.Job) error {
			close(began)
			<-end
			ended.Store(true)
			return ctx.Err()
		}}, func(o *job.Options) { o.Workers = 1 })
		s.put(disclose.Job{Kind: "slow"})
		s.put(disclose.Job{Kind: "slow", RunAt: s.clock().UnixMicro()})
		stop := start(t, w)
		within(t, began, "the first job")
		go func() { time.Sleep(50 * time.Millisecond); close(end) }()
		stop()
		if due, _ := s.waiting(); !ended.Load() || due != 1 {
			t.Errorf("ended %v with %d waiting; the running job ends and the other waits", ended.Load(), due)
		}
	})
}

// A job that does not end in time goes back to the queue, and the try does not count.
func TestJobThatDoesNotEndGoesBack(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		began := make(chan struct{}, 2)
		stuck := map[string]job.Handler{"stuck": func(ctx context.Context, _ disclose.Job) error {
			began <- struct{}{}
			<-ctx.Done()
			return ctx.Err()
		}}
		w := s.worker(stuck, func(o *job.Options) { o.Workers, o.Grace, o.Tries = 1, 30*time.Millisecond, 1 })
		s.put(disclose.Job{Kind: "stuck"})
		stop := start(t, w)
		within(t, began, "the job")
		stop()
		if due, parked := s.waiting(); due != 1 || parked != 0 {
			t.Errorf("%d due and %d parked; it should wait as if it had not been tried", due, parked)
		}
	})
}

func TestDatabaseGoneAndBack(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		done := make(chan struct{})
		w := s.worker(map[string]job.Handler{"work": func(context.Context, disclose.Job) error { close(done); return nil }}, nil)
		s.put(disclose.Job{Kind: "work"})
		s.broken.Store(true)
		stop := start(t, w)
		defer stop()
		time.Sleep(300 * time.Millisecond)
		s.broken.Store(false)
		within(t, done, "the job after the database came back")
		stop()
		if logs := s.logs.String(); strings.Count(logs, "cannot be read") > 2 || !strings.Contains(logs, "can be read again") {
			t.Errorf("trouble is said once a worker, and its end too:\n%s", logs)
		}
	})
}

func TestPeriodicJobRunsOnceASpanWhateverProcessIsFirst(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		var runs atomic.Int32
		handler := func(context.Context, disclose.Job) error { runs.Add(1); return nil }
		one, two := s.worker(nil, nil), s.worker(nil, nil)
		for _, w := range []*job.Worker{one, two} {
			w.Every("tidy", time.Hour, handler)
			must(t, w.Plan(t.Context()))
		}
		for span := int32(1); span <= 3; span++ {
			s.drain(one)
			s.drain(two)
			must(t, two.Plan(t.Context())) // a third process starts
			s.drain(two)
			if got := runs.Load(); got != span {
				t.Fatalf("%d runs in %d spans", got, span)
			}
			s.move(time.Hour)
		}
	})
}

func TestDoneJobsAreForgottenAfterAWeek(t *testing.T) {
	both(t, func(t *testing.T, s *shed) {
		w := s.worker(map[string]job.Handler{"work": func(context.Context, disclose.Job) error { return nil }}, nil)
		s.put(disclose.Job{ID: "old", Kind: "work"})
		s.drain(w)
		put := func() { s.put(disclose.Job{ID: "old", Kind: "work"}) }
		put()
		if n := s.drain(w); n != 0 {
			t.Fatal("the same id twice is one job")
		}
		s.move(8 * 24 * time.Hour)
		must(t, w.Plan(t.Context()))
		s.drain(w)
		put()
		if n := s.drain(w); n != 1 {
			t.Error("after a week the id should be forgotten")
		}
	})
}

// start runs a worker and gives the function that stops it and waits.
func start(t *testing.T, w *job.Worker) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { w.Run(ctx); close(ended) }()
	return func() {
		t.Helper()
		cancel()
		within(t, ended, "the worker's end")
	}
}

func within(t *testing.T, c <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-c:
	case <-time.After(2 * time.Minute):
		t.Fatalf("waited too long for %s", what)
	}
}
