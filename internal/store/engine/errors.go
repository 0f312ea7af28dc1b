package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"trialogue/internal/errs"
)

// classify turns a native error into one of ours, by code and never by text.
func classify(err error) error {
	if err == nil {
		return nil
	}
	var known *errs.Error
	if errors.As(err, &known) {
		return err
	}
	kind := errs.Internal
	var lite *sqlite.Error
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &lite):
		kind = sqliteKind(lite.Code())
	case errors.As(err, &pg):
		kind = postgresKind(pg.Code)
	case errors.As(err, &connect), gone(err):
		kind = errs.Unavailable
	}
	return errs.E(kind, "engine", "", err)
}

// gone reports that the request or the connection ended before the answer came.
func gone(err error) bool {
	for _, end := range []error{context.Canceled, context.DeadlineExceeded, driver.ErrBadConn, sql.ErrConnDone, sql.ErrTxDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if errors.Is(err, end) {
			return true
		}
	}
	var network net.Error
	return errors.As(err, &network) || pgconn.SafeToRetry(err)
}

func sqliteKind(code int) errs.Kind {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		return errs.Conflict
	}
	switch code & 0xff { // the primary code of an extended one
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM,
		sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY:
		return errs.Unavailable
	}
	return errs.Internal
}

func postgresKind(code string) errs.Kind {
	switch code {
	case "23505": // unique_violation
		return errs.Conflict
	case "40001", "40P01": // serialization_failure, deadlock_detected
		return errs.Unavailable
	}
	switch class := code[:min(2, len(code))]; class {
	case "08", "53", "57", "58": // connection, resources, operator intervention, system
		return errs.Unavailable
	}
	return errs.Internal
}

func isRetryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}
