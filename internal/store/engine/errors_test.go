package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	sqlite3 "modernc.org/sqlite/lib"

	"trialogue/internal/errs"
)

func TestKindsByCode(t *testing.T) {
	for code, want := range map[int]errs.Kind{
		sqlite3.SQLITE_CONSTRAINT_UNIQUE: errs.Conflict, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: errs.Conflict, sqlite3.SQLITE_CONSTRAINT_ROWID: errs.Conflict,
		sqlite3.SQLITE_CONSTRAINT_NOTNULL: errs.Internal, sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: errs.Internal, sqlite3.SQLITE_CONSTRAINT_TRIGGER: errs.Internal,
		sqlite3.SQLITE_BUSY: errs.Unavailable, sqlite3.SQLITE_BUSY_SNAPSHOT: errs.Unavailable, sqlite3.SQLITE_FULL: errs.Unavailable,
		sqlite3.SQLITE_IOERR_WRITE: errs.Unavailable, sqlite3.SQLITE_IOERR_FSYNC: errs.Unavailable, sqlite3.SQLITE_CANTOPEN: errs.Unavailable,
		sqlite3.SQLITE_READONLY_DBMOVED: errs.Unavailable, sqlite3.SQLITE_NOMEM: errs.Unavailable, sqlite3.SQLITE_INTERRUPT: errs.Unavailable,
		sqlite3.SQLITE_ERROR: errs.Internal, sqlite3.SQLITE_CORRUPT: errs.Internal, sqlite3.SQLITE_NOTADB: errs.Internal,
	} {
		if got := sqliteKind(code); got != want {
			t.Errorf("SQLite %d is %v, want %v", code, got, want)
		}
	}
	for code, want := range map[string]errs.Kind{
		"23505": errs.Conflict, "23503": errs.Internal, "23502": errs.Internal, "P0001": errs.Internal, "42703": errs.Internal, "42P01": errs.Internal,
		"25006": errs.Internal, "25P02": errs.Internal, "40001": errs.Unavailable, "40P01": errs.Unavailable, "53100": errs.Unavailable,
		"53300": errs.Unavailable, "57P01": errs.Unavailable, "57P03": errs.Unavailable, "08006": errs.Unavailable, "58030": errs.Unavailable, "": errs.Internal,
	} {
		if got := postgresKind(code); got != want {
			t.Errorf("PostgreSQL %s is %v, want %v", code, got, want)
		}
	}
}

func TestKindsOfWhatHasNoCode(t *testing.T) {
	for _, err := range []error{
		context.Canceled, context.DeadlineExceeded, driver.ErrBadConn, sql.ErrConnDone, sql.ErrTxDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed,
		&net.OpError{Op: "read", Err: errors.New("reset")}, &pgconn.ConnectError{}, fmt.Errorf("wrapped: %w", io.ErrUnexpectedEOF),
	} {
		if got := classify(err); !errs.Is(got, errs.Unavailable) || !errors.Is(got, err) {
			t.Errorf("%v became %v", err, got)
		}
	}
	if classify(nil) != nil {
		t.Error("nothing became an error")
	}
	if got := classify(errors.New("strange")); errs.KindOf(got) != errs.Internal {
		t.Errorf("what nobody knows became %v", got)
	}
	known := errs.Missing("here")
	if got := classify(fmt.Errorf("around: %w", known)); !errs.Is(got, errs.NotFound) {
		t.Errorf("what was known became %v", got)
	}
}

func TestWhatIsTriedAgain(t *testing.T) {
	for code, want := range map[string]bool{"40001": true, "40P01": true, "23505": false, "57P01": false} {
		if got := isRetryable(fmt.Errorf("in a feature: %w", classify(&pgconn.PgError{Code: code}))); got != want {
			t.Errorf("%s is tried again: %v", code, got)
		}
	}
	if isRetryable(nil) || isRetryable(errors.New("40001")) {
		t.Error("texts are no codes")
	}
}
