package job

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/tx"
)

// Tx is what the queue needs of a transaction.
type Tx interface {
	JobReady(ctx context.Context, now int64) (bool, error)
	// ClaimJob leases the next job that is due and counts the try; errs.NotFound for none.
	ClaimJob(ctx context.Context, now, leaseUntil int64) (disclose.Job, int, error)
	// The next four are errs.Conflict for a try that has lost its lease.
	FinishJob(ctx context.Context, job string, try int, now int64) error
	RetryJob(ctx context.Context, job string, try int, runAt int64) error
	ReturnJob(ctx context.Context, job string, try int, runAt int64) error
	ParkJob(ctx context.Context, job string, try int, now int64) error
	PutJob(ctx context.Context, j disclose.Job) error
	DropJobs(ctx context.Context, before int64) error
}

// Handler does one job. An error is tried again later. It must bear being run
// twice, and its errors must name nobody: they are logged.
type Handler func(ctx context.Context, j disclose.Job) error

// Options tune a worker. The zero value of each is right for production.
type Options struct {
	Now     func() time.Time
	Log     *slog.Logger
	Hint    <-chan struct{} // a sign that something was queued; nil polls only
	Workers int             // jobs at once; 0 means 2
	Lease   time.Duration   // how long a try may take; 0 means two minutes
	Poll    time.Duration   // how often to look without a hint; 0 means two seconds
	Grace   time.Duration   // how long running jobs have to end when stopping; 0 means eight seconds
	Tries   int             // after so many a job is parked; 0 means 12, which is some six hours
	// Done, where set, is told how each try ended: done, retried, parked or returned.
	Done func(kind, end string)
}

// Worker takes jobs from the queue and does them.
type Worker struct {
	run      tx.Runner[Tx]
	handlers map[string]Handler
	periodic map[string]time.Duration
	opt      Options
	wake     chan struct{}
}

// New makes a worker for these kinds of job.
func New(run tx.Runner[Tx], handlers map[string]Handler, o Options) *Worker {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	o.Workers, o.Tries = or(o.Workers, 2), or(o.Tries, 12)
	o.Lease, o.Poll, o.Grace = or(o.Lease, 2*time.Minute), or(o.Poll, 2*time.Second), or(o.Grace, 8*time.Second)
	w := &Worker{run: run, handlers: map[string]Handler{}, periodic: map[string]time.Duration{}, opt: o, wake: make(chan struct{}, 1)}
	for kind, h := range handlers {
		w.handlers[kind] = h
	}
	w.Every(sweepJob, 24*time.Hour, w.sweep)
	return w
}

func or[T int | time.Duration](n, otherwise T) T {
	if n == 0 {
		return otherwise
	}
	return n
}

// queue is the scope that workers take turns in. It is no triangle: the queue
// has a scope of its own, so that two claims never meet.
const queue id.Triangle = "jobs"

// Run works until ctx ends. Then it takes nothing new, gives running jobs time
// to end, and puts back what did not.
func (w *Worker) Run(ctx context.Context) {
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	var all sync.WaitGroup
	for range w.opt.Workers {
		all.Go(func() { w.loop(ctx, running) })
	}
	ended := make(chan struct{})
	go func() { all.Wait(); close(ended) }()
	select {
	case <-ended:
		return
	case <-ctx.Done():
	}
	select {
	case <-ended:
	case <-time.After(w.opt.Grace):
		cancel()
		<-ended
	}
}

// loop does one job after another. ctx ends the taking, running ends the doing.
func (w *Worker) loop(ctx, running context.Context) {
	trouble, planned := 0, false
	for ctx.Err() == nil {
		var err error
		if !planned {
			err = w.Plan(ctx)
			planned = err == nil
		}
		did := false
		if err == nil {
			did, err = w.step(ctx, running)
		}
		if trouble = w.noteTrouble(ctx, trouble, err); !did {
			w.wait(ctx, trouble)
		}
	}
}

// noteTrouble says once that the queue cannot be read, and once that it can again.
func (w *Worker) noteTrouble(ctx context.Context, before int, err error) int {
	switch {
	case err != nil && ctx.Err() == nil:
		if before == 0 {
			w.opt.Log.Error("the queue of jobs cannot be read", "kind", errs.KindOf(err).String(), "error", err.Error())
		}
		return min(before+1, 4)
	case err == nil && before > 0:
		w.opt.Log.Info("the queue of jobs can be read again")
	}
	return 0
}

// wait ends with a hint, with the next poll, or with ctx. In trouble it polls less often.
func (w *Worker) wait(ctx context.Context, trouble int) {
	timer := time.NewTimer(w.opt.Poll << trouble)
	defer timer.Stop()
	select {
	case <-w.opt.Hint:
	case <-w.wake:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// another wakes one more worker: where one job was, there may be two.
func (w *Worker) another() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Drain does everything that is due now, one after another, and returns how many tries that took.
func (w *Worker) Drain(ctx context.Context) (int, error) {
	for n := 0; ; n++ {
		did, err := w.step(ctx, ctx)
		if err != nil || !did {
			return n, err
		}
	}
}
