// Package backup makes copies of a database that can be trusted later, and
// brings them back. It knows files, sizes, checksums and the order in which a
// copy is checked. It never knows keys: a copy is as sealed as the database.
package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Manifest says what a copy is. It lies beside it.
type Manifest struct {
	Size       int64     `json:"size"` // bytes
	SHA256     string    `json:"sha256"`
	Made       time.Time `json:"made"`
	Version    string    `json:"version"`    // of the program that made it
	Step       int       `json:"step"`       // of migration
	Checkpoint string    `json:"checkpoint"` // the last signed note; empty where none was signed yet
}

// ManifestPath is where the manifest of a copy lies.
func ManifestPath(copy string) string { return copy + ".manifest.json" }

// ReadManifest reads the manifest of a copy.
func ReadManifest(copy string) (Manifest, error) {
	raw, err := os.ReadFile(ManifestPath(copy))
	if err != nil {
		return Manifest{}, fmt.Errorf("a backup has a manifest beside it: %w", err)
	}
	var m Manifest
	if err := json.Unmarshal(raw, &m); err != nil || m.SHA256 == "" {
		return Manifest{}, fmt.Errorf("%s is no manifest of a backup", ManifestPath(copy))
	}
	return m, nil
}

// ErrChanged means that a copy is not the one that its manifest was written for.
var ErrChanged = errors.New("this file is not the one that was backed up: it was changed, cut off or mixed up")

// measure gives the size and checksum of what is read to the end.
func measure(r io.Reader) (int64, string, error) {
	hash := sha256.New()
	n, err := io.Copy(hash, r)
	return n, hex.EncodeToString(hash.Sum(nil)), err
}

// writeNew writes a file that must not exist yet, on the disk before it returns.
func writeNew(path string, fill func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(fill(f), f.Sync(), f.Close())
}
