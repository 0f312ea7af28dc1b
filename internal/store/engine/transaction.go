package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"

	"trialogue/internal/errs"
)

// Tx is one open transaction. Statements use $1, $2 … on both databases. After
// a statement has failed, the transaction is spent: every later statement fails
// with the same error and nothing is kept, whatever the closure returns.
type Tx struct {
	conn    querier
	dialect Dialect
	hook    func(string) error
	failed  error
}

type querier interface {
	exec(ctx context.Context, q string, args []any) (sql.Result, error)
	query(ctx context.Context, q string, args []any) (*sql.Rows, error)
}

// errOver meets a closure that has let its transaction out.
var errOver = errors.New("engine: this transaction is over")

// call runs a closure to its end. A panic is an error like any other.
func call(fn func(*Tx) error, t *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("engine: closure panicked: %v\n%s", p, debug.Stack())
		}
		t.failed = errOver
	}()
	if err = fn(t); err == nil || isRetryable(t.failed) {
		err = t.failed // what the closure overlooked
	}
	return err
}

// Dialect tells the named exceptions apart; ordinary statements never ask.
func (t *Tx) Dialect() Dialect { return t.dialect }

// Exec runs a statement and returns how many rows it touched.
func (t *Tx) Exec(ctx context.Context, q string, args ...any) (int64, error) {
	if err := t.before(q); err != nil {
		return 0, err
	}
	res, err := t.conn.exec(ctx, q, args)
	if err != nil {
		return 0, t.fail(err)
	}
	return res.RowsAffected()
}

// Rows calls scan once a row.
func (t *Tx) Rows(ctx context.Context, scan func(func(...any) error) error, q string, args ...any) (err error) {
	if err := t.before(q); err != nil {
		return err
	}
	rows, err := t.conn.query(ctx, q, args)
	if err != nil {
		return t.fail(err)
	}
	defer func() {
		if closeErr := rows.Close(); err == nil && closeErr != nil {
			err = t.fail(closeErr)
		}
	}()
	for rows.Next() {
		if err := scan(rows.Scan); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return t.fail(err)
	}
	return nil
}

// Row reads one row into dest. No row is errs.NotFound.
func (t *Tx) Row(ctx context.Context, dest []any, q string, args ...any) error {
	found := false
	err := t.Rows(ctx, func(scan func(...any) error) error {
		if found {
			return fmt.Errorf("engine: more than one row where one was meant")
		}
		found = true
		return scan(dest...)
	}, q, args...)
	if err == nil && !found {
		return errs.Missing("engine.Row")
	}
	return err
}

// Lock takes the lock of a scope in the middle of a transaction, and holds it to
// the end. SQLite has one writer, and needs none.
func (t *Tx) Lock(ctx context.Context, scope string) error {
	if t.dialect == SQLite {
		return nil
	}
	_, err := t.Exec(ctx, lockScope, scope)
	return err
}

func (t *Tx) before(q string) error {
	if t.failed != nil {
		return t.failed
	}
	if t.hook == nil {
		return nil
	}
	if err := t.hook(q); err != nil {
		return t.fail(err)
	}
	return nil
}

func (t *Tx) fail(err error) error {
	t.failed = classify(err)
	return t.failed
}
