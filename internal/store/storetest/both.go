// Package storetest is one suite for both databases: what holds on SQLite holds
// on PostgreSQL. It knows what a store promises; it never knows how it is kept.
package storetest

import (
	"bytes"
	"context"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"testing"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/pgtest"
	"trialogue/internal/seal"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/tx"
)

// patience is how long anything in this suite may take before it counts as stuck.
const patience = 5 * time.Minute

// Databases runs a test on an empty database of each kind.
func Databases(t *testing.T, fn func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { fn(t, filepath.Join(t.TempDir(), "a.db")) })
	t.Run("postgres", func(t *testing.T) { fn(t, pgtest.URL(t)) })
}

// Engines runs a test on an engine of each kind with a table of numbers in it.
func Engines(t *testing.T, fn func(t *testing.T, e engine.Engine)) {
	t.Helper()
	Databases(t, func(t *testing.T, address string) {
		e := Engine(t, address, engine.Options{})
		text, blob := "TEXT", "BLOB"
		if e.Dialect() == engine.Postgres {
			text, blob = `TEXT COLLATE "C"`, "BYTEA"
		}
		Must(t, e.Update(t.Context(), func(x *engine.Tx) error {
			_, err := x.Exec(t.Context(), "CREATE TABLE thing (name "+text+" PRIMARY KEY, n BIGINT NOT NULL, raw "+blob+")")
			return err
		}))
		Within(t, func() { fn(t, e) })
	})
}

// Engine opens one and closes it with the test.
func Engine(t testing.TB, address string, opt engine.Options) engine.Engine {
	t.Helper()
	e, err := engine.Open(t.Context(), address, opt)
	Must(t, err)
	t.Cleanup(func() { _ = e.Close() })
	return e
}

// Master is the master key of the suite.
func Master(t testing.TB) seal.Master {
	t.Helper()
	m, err := seal.MasterFromBytes(bytes.Repeat([]byte{9}, seal.KeySize))
	Must(t, err)
	return m
}

// Store is an open store whose every statement a test may call.
type Store struct {
	*store.DB
	tx.Runner[*store.Tx]
}

// Stores runs a test on a store of each kind.
func Stores(t *testing.T, fn func(t *testing.T, s Store)) {
	t.Helper()
	Databases(t, func(t *testing.T, address string) {
		db, err := store.Open(t.Context(), address, Master(t), engine.Options{})
		Must(t, err)
		t.Cleanup(func() { _ = db.Close() })
		Within(t, func() { fn(t, Store{db, store.Runner(db, func(x *store.Tx) *store.Tx { return x })}) })
	})
}

// Raw runs one statement that no feature has.
func (s Store) Raw(t testing.TB, q string, args ...any) error {
	t.Helper()
	return s.Engine().Update(t.Context(), func(x *engine.Tx) error {
		_, err := x.Exec(t.Context(), q, args...)
		return err
	})
}

// Within fails with every goroutine's stack when fn takes too long.
func Within(t testing.TB, fn func()) {
	t.Helper()
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-done:
		case <-time.After(patience):
			var stacks strings.Builder
			_ = pprof.Lookup("goroutine").WriteTo(&stacks, 2)
			panic("storetest: stuck in " + t.Name() + "\n" + stacks.String())
		}
	}()
	fn()
}

// Must ends the test on an error.
func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Want checks the kind of an error.
func Want(t testing.TB, err error, kind errs.Kind) {
	t.Helper()
	if !errs.Is(err, kind) {
		t.Errorf("got %v, and %v was due", err, kind)
	}
}

// Ways are the two ways to write.
func Ways(e engine.Engine) map[string]func(context.Context, func(*engine.Tx) error) error {
	return map[string]func(context.Context, func(*engine.Tx) error) error{
		"update": e.Update,
		"scope": func(ctx context.Context, fn func(*engine.Tx) error) error {
			return e.UpdateScope(ctx, "one", fn)
		},
	}
}
