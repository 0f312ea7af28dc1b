package engine

import (
	"context"
	"database/sql"
	"errors"
	"sync"
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
	ended sync.Once
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
	jobs, err := []*job{first}, errLost
	defer func() { // also when a closure has ended this goroutine
		for _, j := range jobs {
			if j.err == nil {
				j.err = err
			}
			close(j.out)
		}
	}()
	if err = w.begin(ctx); err != nil {
		return
	}
	err = errLost
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
	err = w.finish(ctx, whole)
}

// begin starts the common transaction. One that a failure left open is ended first.
func (w *writer) begin(ctx context.Context) error {
	err := w.statement(ctx, "BEGIN IMMEDIATE")
	if err != nil && w.conn.run(ctx, "ROLLBACK") == nil {
		err = w.statement(ctx, "BEGIN IMMEDIATE")
	}
	return classify(err)
}

func (w *writer) waiting() *job {
	select {
	case j := <-w.queue:
		return j
	default:
		return nil
	}
}

// errLost is for everybody whose work went with somebody else's failure.
var errLost = errs.E(errs.Unavailable, "engine.Update", "", errors.New("the common transaction was lost"))

// finish commits what was kept. A batch that is not whole has lost its
// transaction (disk full, for one), and with it everybody's work.
func (w *writer) finish(ctx context.Context, whole bool) error {
	err := errLost
	if whole {
		if err = classify(w.statement(ctx, "COMMIT")); err == nil {
			return nil
		}
	}
	_ = w.conn.run(ctx, "ROLLBACK")
	return err
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
	if j.err = call(j.fn, &Tx{conn: uncut{w.conn}, dialect: SQLite, hook: w.hook}); j.err != nil {
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

func (w *writer) statement(ctx context.Context, q string) error {
	if w.hook != nil {
		if err := w.hook(q); err != nil {
			return err
		}
	}
	return w.conn.run(ctx, q)
}

func (w *writer) stop() error {
	w.ended.Do(func() { close(w.quit) })
	<-w.done
	return w.conn.close()
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
