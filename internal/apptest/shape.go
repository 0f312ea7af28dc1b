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
	"trialogue/internal/web/ui/samples"
	"trialogue/internal/words"
)

// shape holds what every test needs and none changes.
type shape struct {
	words    *words.Catalogue
	render   *ui.Renderer
	library  *library.Library
	empty    []byte // a SQLite file with the tables in it
	postgres pgtest.Shape
	hash     sync.Mutex
	password string // the hash of Password, once somebody has it
}

// common is made once a process.
var common = sync.OnceValues(newShape)

// Master is the master key of every test database.
func Master() (seal.Master, error) {
	return seal.MasterFromBytes(bytes.Repeat([]byte{7}, seal.KeySize))
}

func newShape() (*shape, error) {
	s := &shape{}
	catalogue, err := words.Load()
	if err != nil {
		return nil, err
	}
	s.words = catalogue.Strict()
	if s.render, err = ui.NewRenderer(); err != nil {
		return nil, err
	}
	if s.library, err = library.Load(); err != nil {
		return nil, err
	}
	if err := drawAll(s.render, s.words); err != nil {
		return nil, err
	}
	s.empty, err = emptyFile()
	return s, err
}

// drawAll draws every kind of page once. The first call of a method by a template
// makes types in package reflect, which keeps them in a map that the race detector
// does not look into: two tests that draw the same page first at the same moment
// would be reported, though nothing is wrong.
func drawAll(r *ui.Renderer, c *words.Catalogue) error {
	for _, one := range samples.All(c.Printer(words.English, nil, samples.Now)) {
		if _, err := r.Render(one.Page); err != nil {
			return err
		}
	}
	return nil
}

// shaped is the common shape, or the end of the test.
func shaped(t testing.TB) *shape {
	t.Helper()
	s, err := common()
	Must(t, err)
	return s
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
	path := filepath.Join(t.TempDir(), "trialogue.db")
	Must(t, os.WriteFile(path, shaped(t).empty, 0o600))
	return path
}

// Postgres is a database of its own on a real server.
func Postgres(t testing.TB) string {
	t.Helper()
	return shaped(t).postgres.URL(t, prepare)
}
