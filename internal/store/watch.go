package store

import (
	"time"

	"trialogue/internal/errs"
)

// Watch is told of each transaction: which way it was opened, how it ended
// ("kept", or the kind of its error), and how long it took.
type Watch func(way, end string, took time.Duration)

// JobHint gives a sign soon after a commit that queued jobs. It is a hint:
// other processes on the same database are not heard.
func (db *DB) JobHint() <-chan struct{} { return db.hint }

// watched runs one transaction, tells the watch, and gives the hint.
func (db *DB) watched(way string, run func() (queued bool, err error)) error {
	start := time.Now()
	queued, err := run()
	if err == nil && queued {
		select {
		case db.hint <- struct{}{}:
		default: // one waits already
		}
	}
	if db.Watch != nil {
		end := "kept"
		if err != nil {
			end = errs.KindOf(err).String()
		}
		db.Watch(way, end, time.Since(start))
	}
	return err
}
