package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"trialogue/internal/errs"
)

// writer commits together what arrives together. Each closure runs in a
// savepoint of its own, so one that fails undoes only itself, and nobody is
// told "done" before the common commit is on the disk.
type writer struct {
	conn  *preparedConn
	hook  func(string) error
	queue chan *job
	quit  chan struct{}
	done  chan struct{}
}

type job struct {
	ctx context.Context
	fn  func(*Tx) error
	err error
	out chan struct{}
}

const (
	batchMost = 128                   // closures in one commit
	batchLong = 25 * time.Millisecond // after this a batch takes nobody else in
)

func startWriter(conn *preparedConn, hook func(string) error) *writer {
	w := &writer{conn: conn, hook: hook, queue: make(chan *job, 256), quit: make(chan struct{}), done: make(chan struct{})}
	go w.loop()
	return w
}

func (w *writer) do(ctx context.Context, fn func(*Tx) error) error {
	j := &job{ctx: ctx, fn: fn, out: make(chan struct{})}
	select {
	case w.queue <- j:
	case <-ctx.Done():
		return errs.E(errs.Unavailable, "engine.Update", "", ctx.Err())
	case <-w.quit:
		return errs.E(errs.Unavailable, "engine.Update", "", errors.New("database is closing"))
	}
	// Once queued it runs: only its outcome says whether it was kept.
	select {
	case <-j.out:
		return j.err
	case <-w.done:
		select {
		case <-j.out:
			return j.err
		default:
			return errs.E(errs.Unavailable, "engine.Update", "", errors.New("database is closed"))
		}
	}
}

func (w *writer) loop() {
	defer close(w.done)
	for {
		select {
		case j := <-w.queue:
			w.batch(j)
		case <-w.quit:
			for {
				select {
				case j := <-w.queue:
					w.batch(j)
				default:
					return
				}
			}
		}
	}
}

func (w *writer) batch(first *job) {
	ctx := context.Background()
	jobs := []*job{first}
	defer func() {
		for _, j := range jobs {
			close(j.out)
		}
	}()
	if err := w.statement(ctx, "BEGIN IMMEDIATE"); err != nil {
		first.err = classify(err)
		return
	}
	started := time.Now()
	whole := w.inside(first)
	for whole && len(jobs) < batchMost && time.Since(started) < batchLong {
		next := w.waiting()
		if next == nil {
			break
		}
		jobs = append(jobs, next)
		whole = w.inside(next)
	}
	w.finish(ctx, jobs, whole)
}

func (w *writer) waiting() *job {
	select {
	case j := <-w.queue:
		return j
	default:
		return nil
	}
}

// finish commits what was kept. A batch that is not whole has lost its
// transaction (disk full, for one), and with it everybody's work.
func (w *writer) finish(ctx context.Context, jobs []*job, whole bool) {
	err := errs.E(errs.Unavailable, "engine.Update", "", errors.New("the common transaction was lost"))
	if whole {
		if err = classify(w.statement(ctx, "COMMIT")); err == nil {
			return
		}
	}
	for _, j := range jobs {
		if j.err == nil {
			j.err = err
		}
	}
	_ = w.conn.run(ctx, "ROLLBACK")
}

// inside runs one closure in a savepoint. It reports whether the transaction is
// still whole; whether the closure's own work is kept stands in its error.
func (w *writer) inside(j *job) (whole bool) {
	ctx := context.Background()
	if j.ctx.Err() != nil {
		j.err = errs.E(errs.Unavailable, "engine.Update", "", j.ctx.Err())
		return true
	}
	if j.err = classify(w.conn.run(ctx, "SAVEPOINT one")); j.err != nil {
		return false
	}
	if j.err = w.call(j); j.err != nil {
		// Some failures make SQLite roll back everything; then the savepoint is gone.
		if w.conn.run(ctx, "ROLLBACK TO one") != nil {
			return false
		}
	}
	if err := w.conn.run(ctx, "RELEASE one"); err != nil {
		j.err = errors.Join(j.err, classify(err))
		return false
	}
	return true
}

func (w *writer) call(j *job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("engine: closure panicked: %v", p)
		}
	}()
	return j.fn(&Tx{conn: uncut{w.conn}, dialect: SQLite, hook: w.hook})
}

func (w *writer) statement(ctx context.Context, q string) error {
	if w.hook != nil {
		if err := w.hook(q); err != nil {
			return err
		}
	}
	return w.conn.run(ctx, q)
}

func (w *writer) stop() error {
	close(w.quit)
	<-w.done
	return w.conn.conn.Close()
}

// uncut runs statements to their end even when the request has gone away:
// SQLite answers an interrupted write by undoing everybody's.
type uncut struct{ conn *preparedConn }

func (u uncut) exec(ctx context.Context, q string, args []any) (sql.Result, error) {
	return u.conn.exec(context.WithoutCancel(ctx), q, args)
}

func (u uncut) query(ctx context.Context, q string, args []any) (*sql.Rows, error) {
	return u.conn.query(context.WithoutCancel(ctx), q, args)
}
