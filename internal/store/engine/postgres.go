package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver registers itself

	"trialogue/internal/errs"
)

type postgresEngine struct {
	db   *sql.DB
	hook func(string) error
}

const (
	postgresConns = 20
	retryMost     = 20 // serialisation failures before we give up
)

func openPostgres(ctx context.Context, url string, opt Options) (Engine, error) {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(postgresConns)
	db.SetMaxIdleConns(postgresConns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(unreachable(err), db.Close())
	}
	return &postgresEngine{db: db, hook: opt.Hook}, nil
}

func (e *postgresEngine) Dialect() Dialect { return Postgres }

func (e *postgresEngine) View(ctx context.Context, fn func(*Tx) error) error {
	return e.once(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn)
}

func (e *postgresEngine) Update(ctx context.Context, fn func(*Tx) error) error {
	return e.again(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable}, fn)
}

const lockScope = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"

// UpdateScope locks first and reads afterwards, so that what it reads is no
// older than the lock. READ COMMITTED is what makes that true.
func (e *postgresEngine) UpdateScope(ctx context.Context, scope string, fn func(*Tx) error) error {
	return e.again(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted}, func(t *Tx) error {
		if err := t.Lock(ctx, scope); err != nil {
			return err
		}
		return fn(t)
	})
}

// again repeats what the server undid because of somebody else.
func (e *postgresEngine) again(ctx context.Context, opt *sql.TxOptions, fn func(*Tx) error) error {
	var err error
	for try := range retryMost {
		if err = e.once(ctx, opt, fn); !isRetryable(err) {
			return err
		}
		pause := time.Duration(rand.IntN(5<<min(try, 6))+1) * time.Millisecond
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return errs.E(errs.Unavailable, "engine.Update", "", ctx.Err())
		}
	}
	return err
}

func (e *postgresEngine) once(ctx context.Context, opt *sql.TxOptions, fn func(*Tx) error) error {
	if err := e.say("BEGIN", opt); err != nil {
		return err
	}
	t, err := e.db.BeginTx(ctx, opt)
	if err != nil {
		return unreachable(err)
	}
	defer func() { _ = t.Rollback() }() // after a commit this does nothing
	if err := call(fn, &Tx{conn: postgresTx{t}, dialect: Postgres, hook: e.hook}); err != nil || opt.ReadOnly {
		return err
	}
	if err := e.say("COMMIT", opt); err != nil {
		return err
	}
	return classify(t.Commit())
}

// say tells the hook of begin and end, as the writer of SQLite does.
func (e *postgresEngine) say(statement string, opt *sql.TxOptions) error {
	if e.hook == nil || opt.ReadOnly {
		return nil
	}
	return classify(e.hook(statement))
}

func (e *postgresEngine) Ping(ctx context.Context) error { return unreachable(e.db.PingContext(ctx)) }

// unreachable: whatever keeps a transaction from starting, it is not our request.
func unreachable(err error) error {
	if err == nil {
		return nil
	}
	return errs.E(errs.Unavailable, "engine", "", err)
}

func (e *postgresEngine) Backup(context.Context, string) error {
	return errs.E(errs.Invalid, "engine.Backup", "", fmt.Errorf("back up PostgreSQL with pg_dump or your provider's tools; `trialogue verify` checks the copy"))
}

func (e *postgresEngine) Close() error { return e.db.Close() }

type postgresTx struct{ t *sql.Tx }

func (p postgresTx) exec(ctx context.Context, q string, args []any) (sql.Result, error) {
	return p.t.ExecContext(ctx, q, args...)
}

func (p postgresTx) query(ctx context.Context, q string, args []any) (*sql.Rows, error) {
	return p.t.QueryContext(ctx, q, args...)
}
