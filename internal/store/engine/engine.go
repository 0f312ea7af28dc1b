// Package engine opens SQLite or PostgreSQL and runs transactions on them. It
// knows connections, isolation and native errors; it never knows what the tables mean.
package engine

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"trialogue/internal/errs"
)

// Dialect names the database behind an engine.
type Dialect string

// The two databases. Both are always tested.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Engine runs transactions. A closure may run twice; see package tx.
type Engine interface {
	Dialect() Dialect
	View(ctx context.Context, fn func(*Tx) error) error
	Update(ctx context.Context, fn func(*Tx) error) error
	UpdateScope(ctx context.Context, scope string, fn func(*Tx) error) error
	// Ping says whether the database answers.
	Ping(ctx context.Context) error
	// Backup writes a consistent copy to a new file while others go on working.
	Backup(ctx context.Context, path string) error
	Close() error
}

// Options tune an engine. The zero value is right for production.
type Options struct {
	// Readers is the number of SQLite reading connections; 0 means 4.
	Readers int
	// Hook, where set, runs before every statement; tests break things with it.
	Hook func(statement string) error
}

// Open opens a file as SQLite, or a postgres:// URL.
func Open(ctx context.Context, database string, opt Options) (Engine, error) {
	if strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://") {
		return openPostgres(ctx, database, opt)
	}
	return openSQLite(ctx, database, opt)
}

// Tx is one open transaction. Statements use $1, $2 … on both databases.
type Tx struct {
	conn    querier
	dialect Dialect
	hook    func(string) error
}

type querier interface {
	exec(ctx context.Context, q string, args []any) (sql.Result, error)
	query(ctx context.Context, q string, args []any) (*sql.Rows, error)
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
		return 0, classify(err)
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
		return classify(err)
	}
	defer func() {
		if closeErr := rows.Close(); err == nil && closeErr != nil {
			err = classify(closeErr)
		}
	}()
	for rows.Next() {
		if err := scan(rows.Scan); err != nil {
			return err
		}
	}
	return classify(rows.Err())
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

func (t *Tx) before(q string) error {
	if t.hook == nil {
		return nil
	}
	return t.hook(q)
}
