package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// Check is a further look at a restored copy, such as the proof of its ledger.
type Check func(ctx context.Context, database string, m Manifest) error

// Restore brings a copy to a place where no database is. It checks the manifest,
// the file and whatever else it is given, and only then gives the database its
// name: what fails leaves nothing behind.
func Restore(ctx context.Context, from, to string, checks ...Check) (m Manifest, err error) {
	if err := free(to); err != nil {
		return Manifest{}, err
	}
	if m, err = ReadManifest(from); err != nil {
		return Manifest{}, err
	}
	part := to + ".restoring"
	if err := dropDatabase(part); err != nil {
		return Manifest{}, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, dropDatabase(part))
		}
	}()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return Manifest{}, err
	}
	if err := copyChecked(from, part, m); err != nil {
		return Manifest{}, err
	}
	if err := inspect(ctx, part, m); err != nil {
		return Manifest{}, err
	}
	for _, check := range checks {
		if err := check(ctx, part, m); err != nil {
			return Manifest{}, err
		}
	}
	return m, errors.Join(os.Rename(part, to), syncFolder(to))
}

// free insists that nothing is overwritten. A log that SQLite left behind would
// be played into the restored file.
func free(to string) error {
	for _, name := range databaseFiles(to) {
		if _, err := os.Stat(name); err == nil {
			return fmt.Errorf("%s exists; a restore never replaces a database: move it away first", name)
		}
	}
	return nil
}

func databaseFiles(name string) []string { return []string{name, name + "-wal", name + "-shm"} }

func dropDatabase(name string) error {
	var all error
	for _, one := range databaseFiles(name) {
		if err := os.Remove(one); err != nil && !os.IsNotExist(err) {
			all = errors.Join(all, err)
		}
	}
	return all
}

// copyChecked copies and measures in one go, so that what was measured is what is used.
func copyChecked(from, to string, m Manifest) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	var size int64
	var sum string
	err = writeNew(to, func(w io.Writer) (err error) {
		size, sum, err = measure(io.TeeReader(in, w))
		return err
	})
	if err == nil && (size != m.Size || sum != m.SHA256) {
		err = fmt.Errorf("%s: %w", from, ErrChanged)
	}
	return err
}

func inspect(ctx context.Context, path string, m Manifest) (err error) {
	e, err := engine.Open(ctx, path, engine.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	state, err := store.CheckCopy(ctx, e)
	if err != nil {
		return err
	}
	if state.At != m.Step {
		return fmt.Errorf("%w (its shape is number %d and the manifest says %d)", ErrChanged, state.At, m.Step)
	}
	return nil
}
