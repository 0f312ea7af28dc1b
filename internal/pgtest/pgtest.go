// Package pgtest gives tests an empty database on a real PostgreSQL server.
//
// It knows how to find or start a server and how to make and drop databases. It must never know what is kept in
// them, and nothing but tests may import it.
package pgtest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// ServerVariable names the environment variable with the address of a server on which databases may be created.
// Without it, each test process starts a server of its own.
const ServerVariable = "TRIALOGUE_TEST_POSTGRES"

// patience bounds each step, so that a server that hangs is a failure with a name.
const patience = 2 * time.Minute

// URL returns the address of a fresh, empty database, which is dropped when tb ends.
// A missing server fails the test: what was not run has not passed.
func URL(tb testing.TB) string {
	tb.Helper()
	// template0, because a copy of template1 fails while anybody is connected to that.
	return copyOf(tb, addressOf(tb), "template0")
}

func create(tb testing.TB, address, template string) (string, error) {
	tb.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("%s is no address of the form postgres://user@host/database", ServerVariable)
	}
	name := "trialogue_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	if err := run(address, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		return "", fmt.Errorf("a database could not be created: %w", err)
	}
	tb.Cleanup(func() {
		if err := run(address, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			tb.Errorf("PostgreSQL: the database %s could not be dropped: %v", name, err)
		}
	})
	parsed.Path = "/" + name
	return parsed.String(), nil
}

func run(address, statement string) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err = db.ExecContext(ctx, statement)
	return err
}
