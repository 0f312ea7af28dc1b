package job

import (
	"context"
	"strconv"
	"time"

	"trialogue/internal/disclose"
)

// Every has a handler run once in each span of time, whichever process is
// first: the job of a span is named after it, so there is one and no second.
// Call it before Run.
func (w *Worker) Every(kind string, span time.Duration, h Handler) {
	w.handlers[kind], w.periodic[kind] = h, span
}

// Plan queues the periodic jobs of the present span. Run does so by itself.
func (w *Worker) Plan(ctx context.Context) error {
	now := w.opt.Now()
	return w.run.UpdateScope(ctx, queue, func(x Tx) error {
		for kind, span := range w.periodic {
			if err := x.PutJob(ctx, periodicJob(kind, now.Truncate(span), now)); err != nil {
				return err
			}
		}
		return nil
	})
}

// next is the job of the span after this one.
func (w *Worker) next(kind string, now time.Time) (disclose.Job, bool) {
	span, ok := w.periodic[kind]
	if !ok {
		return disclose.Job{}, false
	}
	return periodicJob(kind, now.Truncate(span).Add(span), now), true
}

func periodicJob(kind string, slot, now time.Time) disclose.Job {
	return disclose.Job{
		ID: "every/" + kind + "/" + strconv.FormatInt(slot.Unix(), 10), Kind: kind, UniqueKey: "every/" + kind,
		RunAt: slot.UnixMicro(), Made: now.UnixMicro(),
	}
}

// sweepJob forgets jobs that were done some time ago.
const (
	sweepJob = "sweep-jobs"
	keepDone = 7 * 24 * time.Hour
)

func (w *Worker) sweep(ctx context.Context, _ disclose.Job) error {
	before := w.opt.Now().Add(-keepDone).UnixMicro()
	return w.run.UpdateScope(ctx, queue, func(x Tx) error { return x.DropJobs(ctx, before) })
}
