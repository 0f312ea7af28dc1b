package job

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
)

// try is one claimed job.
type try struct {
	disclose.Job
	number int
}

// step claims one job that is due and does it. False means that none is due.
func (w *Worker) step(ctx, running context.Context) (bool, error) {
	t, ok, err := w.claim(ctx)
	if err != nil || !ok {
		return false, err
	}
	w.another()
	return true, w.settle(running, t, w.do(running, t))
}

func (w *Worker) claim(ctx context.Context) (t try, ok bool, err error) {
	now := w.opt.Now()
	err = w.run.View(ctx, func(x Tx) error {
		ok, err = x.JobReady(ctx, now.UnixMicro())
		return err
	})
	if err != nil || !ok {
		return try{}, false, err
	}
	err = w.run.UpdateScope(ctx, queue, func(x Tx) error {
		t.Job, t.number, err = x.ClaimJob(ctx, now.UnixMicro(), now.Add(w.opt.Lease).UnixMicro())
		return err
	})
	if errs.Is(err, errs.NotFound) { // somebody was faster
		return try{}, false, nil
	}
	return t, err == nil, err
}

// do runs the handler, no longer than the lease.
func (w *Worker) do(running context.Context, t try) (err error) {
	h, ok := w.handlers[t.Kind]
	if !ok {
		return errUnknown
	}
	ctx, cancel := context.WithTimeout(running, w.opt.Lease)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			w.opt.Log.Error("a job panicked", "job", t.ID, "kind", t.Kind, "panic", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			err = errPanic
		}
	}()
	return h(ctx, t.Job)
}

var (
	errUnknown = errors.New("this version of the program does not know this kind of job")
	errPanic   = errors.New("the handler panicked")
)

// settle writes down how a try ended. It does so even when the program is told
// to stop meanwhile; what cannot be written is left to the lease.
func (w *Worker) settle(running context.Context, t try, failed error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(running), settleMost)
	defer cancel()
	now := w.opt.Now()
	end, write := w.ending(running, t, failed, now)
	next, isPeriodic := w.next(t.Kind, now)
	err := w.run.UpdateScope(ctx, queue, func(x Tx) error {
		if err := write(ctx, x); err != nil {
			return err
		}
		if isPeriodic && (end == "done" || end == "parked") {
			return x.PutJob(ctx, next)
		}
		return nil
	})
	if errs.Is(err, errs.Conflict) {
		w.opt.Log.Warn("a job took longer than its lease", "job", t.ID, "kind", t.Kind)
		return nil
	}
	if err == nil && w.opt.Done != nil {
		w.opt.Done(t.Kind, end)
	}
	return err
}

// settleMost bounds how long writing down an ending may take.
const settleMost = 10 * time.Second

type writeEnd func(ctx context.Context, x Tx) error

func (w *Worker) ending(running context.Context, t try, failed error, now time.Time) (string, writeEnd) {
	switch {
	case failed == nil:
		return "done", func(ctx context.Context, x Tx) error { return x.FinishJob(ctx, t.ID, t.number, now.UnixMicro()) }
	case running.Err() != nil:
		return "returned", func(ctx context.Context, x Tx) error { return x.ReturnJob(ctx, t.ID, t.number, now.UnixMicro()) }
	case t.number >= w.opt.Tries:
		w.opt.Log.Error("a job was parked: it failed every time", "job", t.ID, "kind", t.Kind, "tries", t.number, "error", failed.Error())
		return "parked", func(ctx context.Context, x Tx) error { return x.ParkJob(ctx, t.ID, t.number, now.UnixMicro()) }
	}
	again := now.Add(Pause(t.number))
	w.opt.Log.Warn("a job failed and will be tried again", "job", t.ID, "kind", t.Kind, "tries", t.number, "error", failed.Error())
	return "retried", func(ctx context.Context, x Tx) error { return x.RetryJob(ctx, t.ID, t.number, again.UnixMicro()) }
}

// Pause is how long a job waits after so many tries: 10 seconds, 30, 90, and so
// on up to an hour.
func Pause(tries int) time.Duration {
	pause := 10 * time.Second
	for n := 1; n < tries && pause < time.Hour; n++ {
		pause *= 3
	}
	return min(pause, time.Hour)
}
