package apptest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"trialogue/internal/library"
	"trialogue/internal/pgtest"
	"trialogue/internal/seal"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

// shape holds what every test needs and none changes: it is made once a process.
type shape struct {
	once     sync.Once
	err      error
	words    *words.Catalogue
	render   *ui.Renderer
	library  *library.Library
	empty    []byte // a SQLite file with the tables in it
	hash     sync.Mutex
	password string // the hash of Password
	postgres pgtest.Shape
}

// common is filled once and only read afterwards.
var common shape

// Master is the master key of every test database.
func Master() (seal.Master, error) {
	return seal.MasterFromBytes(bytes.Repeat([]byte{7}, seal.KeySize))
}

func (s *shape) fill() error {
	s.once.Do(func() {
		if s.words, s.err = words.Load(); s.err != nil {
			return
		}
		s.words = s.words.Strict()
		if s.render, s.err = ui.NewRenderer(); s.err != nil {
			return
		}
		if s.library, s.err = library.Load(); s.err != nil {
			return
		}
		s.empty, s.err = emptyFile()
	})
	return s.err
}

// emptyFile makes the bytes of a SQLite database in which nobody is.
func emptyFile() ([]byte, error) {
	dir, err := os.MkdirTemp("", "trialogue-shape-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "empty.db")
	if err := prepare(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// prepare brings a database to its shape and closes it again.
func prepare(database string) error {
	master, err := Master()
	if err != nil {
		return err
	}
	db, err := store.Open(context.Background(), database, master, engine.Options{})
	if err != nil {
		return err
	}
	return db.Close()
}

// SQLite is a file that goes away with the test.
func SQLite(t testing.TB) string {
	t.Helper()
	Must(t, common.fill())
	path := filepath.Join(t.TempDir(), "trialogue.db")
	Must(t, os.WriteFile(path, common.empty, 0o600))
	return path
}

// Postgres is a database of its own on a real server.
func Postgres(t testing.TB) string {
	t.Helper()
	return common.postgres.URL(t, prepare)
}
