// Package engine opens SQLite or PostgreSQL and runs transactions on them. It
// knows connections, isolation and native errors; it never knows what the tables mean.
package engine

import (
	"context"
	"strings"
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
