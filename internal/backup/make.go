package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/store/migrate"
)

// Make writes a consistent copy of a database to a new file, while others go on
// working, and its manifest beside it. A copy that was not finished has another
// name and no manifest.
func Make(ctx context.Context, e engine.Engine, path, version string, now time.Time) (m Manifest, err error) {
	for _, taken := range []string{path, ManifestPath(path)} {
		if _, err := os.Stat(taken); err == nil {
			return Manifest{}, fmt.Errorf("%s exists already; a backup never replaces another", taken)
		}
	}
	state, err := migrate.Look(ctx, e)
	if err != nil {
		return Manifest{}, err
	}
	if state.At == 0 {
		return Manifest{}, errors.New("there is nothing to back up: this is no database of Trialogue")
	}
	m = Manifest{Made: now.UTC(), Version: version, Step: state.At}
	// Read before the copy, so that the copy holds all that the note covers.
	if m.Checkpoint, err = store.LatestCheckpoint(ctx, e); err != nil {
		return Manifest{}, err
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !os.IsNotExist(err) {
		return Manifest{}, err
	}
	if err := e.Backup(ctx, part); err != nil {
		return Manifest{}, errors.Join(err, dropPart(part))
	}
	file, err := Measure(part)
	if err != nil {
		return Manifest{}, errors.Join(err, dropPart(part))
	}
	m.Size, m.SHA256 = file.Size, file.SHA256
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return Manifest{}, err
	}
	err = writeNew(ManifestPath(path), func(w io.Writer) error { _, err := w.Write(append(raw, '\n')); return err })
	if err == nil {
		err = errors.Join(os.Rename(part, path), syncFolder(path))
	}
	return m, err
}

// dropPart takes away an unfinished copy. One that was never begun is fine.
func dropPart(part string) error {
	if err := os.Remove(part); err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}

// Measure waits until a file is on the disk, and gives its size and checksum.
func Measure(path string) (m Manifest, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return Manifest{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Sync(); err != nil {
		return Manifest{}, err
	}
	m.Size, m.SHA256, err = measure(f)
	return m, err
}

// syncFolder makes a new name last.
func syncFolder(path string) error {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
