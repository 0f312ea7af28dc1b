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
	retryMost     = 8 // serialisation failures before we give up
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
		return nil, errors.Join(classify(err), db.Close())
	}
	return &postgresEngine{db: db, hook: opt.Hook}, nil
}

func (e *postgresEngine) Dialect() Dialect { return Postgres }

func (e *postgresEngine) View(ctx context.Context, fn func(*Tx) error) error {
	return e.once(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn)
}

func (e *postgresEngine) Update(ctx context.Context, fn func(*Tx) error) error {
	var err error
	for try := range retryMost {
		err = e.once(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable}, fn)
		if !isRetryable(err) {
			return err
		}
		pause := time.Duration(rand.IntN(5<<try)+1) * time.Millisecond
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return errs.E(errs.Unavailable, "engine.Update", "", ctx.Err())
		}
	}
	return err
}

// UpdateScope locks first and reads afterwards, so that what it reads is no
// older than the lock. READ COMMITTED is what makes that true.
func (e *postgresEngine) UpdateScope(ctx context.Context, scope string, fn func(*Tx) error) error {
	return e.once(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted}, func(t *Tx) error {
		if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", scope); err != nil {
			return err
		}
		return fn(t)
	})
}

func (e *postgresEngine) once(ctx context.Context, opt *sql.TxOptions, fn func(*Tx) error) error {
	t, err := e.db.BeginTx(ctx, opt)
	if err != nil {
		return classify(err)
	}
	defer func() { _ = t.Rollback() }() // after a commit this does nothing
	if err := fn(&Tx{conn: postgresTx{t}, dialect: Postgres, hook: e.hook}); err != nil {
		return err
	}
	if opt.ReadOnly {
		return nil
	}
	if e.hook != nil {
		if err := e.hook("COMMIT"); err != nil {
			return err
		}
	}
	return classify(t.Commit())
}

func (e *postgresEngine) Ping(ctx context.Context) error { return classify(e.db.PingContext(ctx)) }

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
