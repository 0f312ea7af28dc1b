package backup_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/backup"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store/engine"
)

const words = "words that must come back"

func write(t testing.TB, h *apptest.House, text string) id.Entry {
	e, err := h.Entries.Write(context.Background(), h.ID("Ravi"), entry.Draft{
		ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.Personal, Topic: "medicines", About: []id.Person{h.ID("Sam")}, Text: text,
	})
	if err != nil {
		t.Error(err)
	}
	return e
}

func made(t *testing.T, h *apptest.House) (path string, m backup.Manifest) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "copy.db")
	m, err := backup.Make(t.Context(), h.Store.Engine(), path, "1.2.3", h.Clock.Now())
	apptest.Must(t, err)
	return path, m
}

func rewrite(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	raw, err := os.ReadFile(path)
	apptest.Must(t, err)
	apptest.Must(t, os.WriteFile(path, change(raw), 0o600))
}

// refused insists that a restore fails for a reason and leaves nothing behind.
func refused(t *testing.T, from, reason string, checks ...backup.Check) {
	t.Helper()
	to := filepath.Join(t.TempDir(), "restored.db")
	_, err := backup.Restore(t.Context(), from, to, checks...)
	if err == nil || !strings.Contains(err.Error(), reason) {
		t.Errorf("got %v, want a refusal that says %q", err, reason)
	}
	left, readErr := os.ReadDir(filepath.Dir(to))
	apptest.Must(t, readErr)
	if len(left) != 0 {
		t.Errorf("a refused restore left %v", left)
	}
}

func TestBackupComesBackWhole(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	e := write(t, h, words)
	path, m := made(t, h)
	if m.Version != "1.2.3" || m.Size == 0 || len(m.SHA256) != 64 || m.Step == 0 || !m.Made.Equal(h.Clock.Now()) {
		t.Errorf("manifest: %+v", m)
	}
	for _, file := range []string{path, backup.ManifestPath(path)} {
		info, err := os.Stat(file)
		apptest.Must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s can be read by others: %v", file, info.Mode())
		}
	}
	to := filepath.Join(t.TempDir(), "new", "trialogue.db")
	if _, err := backup.Restore(t.Context(), path, to); err != nil {
		t.Fatal(err)
	}
	restored := apptest.Empty(t, to, engine.Options{})
	whole, err := restored.Entries.Read(t.Context(), h.ID("Ravi"), h.Triangle, e)
	apptest.Must(t, err)
	if whole.Words() != words {
		t.Errorf("came back as %q", whole.Words())
	}
}

func TestBackupHoldsNoWords(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	write(t, h, words)
	path, _ := made(t, h)
	raw, err := os.ReadFile(path)
	apptest.Must(t, err)
	if strings.Contains(string(raw), words) {
		t.Error("a copy without its key must tell nothing")
	}
}

// A backup made while others write is a moment that was: each entry in it is
// whole, with its record, and the chain holds.
func TestBackupWhileWriting(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	stop := make(chan struct{})
	var writers sync.WaitGroup
	for w := range 2 {
		writers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
					write(t, h, fmt.Sprint("writer ", w, " note ", n))
				}
			}
		})
	}
	time.Sleep(100 * time.Millisecond)
	var paths []string
	for range 3 {
		path, _ := made(t, h)
		paths = append(paths, path)
	}
	close(stop)
	writers.Wait()
	before := 0
	for _, path := range paths {
		to := filepath.Join(t.TempDir(), "restored.db")
		if _, err := backup.Restore(t.Context(), path, to); err != nil {
			t.Fatal(err)
		}
		e, err := engine.Open(t.Context(), to, engine.Options{})
		apptest.Must(t, err)
		var entries, versions, records, rows int
		for q, n := range map[string]*int{
			"SELECT COUNT(*) FROM entry": &entries, "SELECT COUNT(*) FROM entry_version": &versions,
			"SELECT COUNT(*) FROM ledger_detail WHERE kind = 'entry-written'": &records, "SELECT COUNT(*) - MAX(seq) FROM ledger": &rows,
		} {
			apptest.Must(t, e.View(t.Context(), func(x *engine.Tx) error { return x.Row(t.Context(), []any{n}, q) }))
		}
		apptest.Must(t, e.Close())
		if entries == 0 || entries != versions || entries != records || rows != 0 || entries < before {
			t.Errorf("%d entries, %d versions, %d records, %d rows missing; %d entries in the copy before", entries, versions, records, rows, before)
		}
		before = entries
	}
}

func TestTamperedBackupIsRefused(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	write(t, h, words)
	fresh := func() string { t.Helper(); path, _ := made(t, h); return path }

	one := fresh()
	rewrite(t, one, func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
	refused(t, one, "not the one that was backed up")

	short := fresh()
	rewrite(t, short, func(b []byte) []byte { return b[:len(b)-4096] })
	refused(t, short, "not the one that was backed up")

	swapped := fresh()
	rewrite(t, backup.ManifestPath(swapped), func(b []byte) []byte {
		var m backup.Manifest
		apptest.Must(t, json.Unmarshal(b, &m))
		m.Step++
		out, err := json.Marshal(m)
		apptest.Must(t, err)
		return out
	})
	refused(t, swapped, "not the one that was backed up")

	alone := fresh()
	apptest.Must(t, os.Remove(backup.ManifestPath(alone)))
	refused(t, alone, "has a manifest beside it")

	odd := fresh()
	apptest.Must(t, os.WriteFile(backup.ManifestPath(odd), []byte("{}"), 0o600))
	refused(t, odd, "is no manifest")
}

// Somebody who can write a checksum can write a fitting one; then the checks decide.
func TestFittingManifestDoesNotHelpADamagedFile(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	path, _ := made(t, h)
	apptest.Must(t, os.Remove(path))
	apptest.Must(t, os.Remove(backup.ManifestPath(path)))
	apptest.Must(t, os.WriteFile(path, []byte(strings.Repeat("no database at all ", 500)), 0o600))
	forge(t, path, 1)
	refused(t, path, "")
}

func TestDatabaseFromTheFutureIsRefused(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	apptest.Must(t, h.Store.Engine().Update(t.Context(), func(x *engine.Tx) error {
		_, err := x.Exec(t.Context(), "INSERT INTO migration (number, name) VALUES (9999, 'from a newer program')")
		return err
	}))
	path := filepath.Join(t.TempDir(), "copy.db")
	if _, err := backup.Make(t.Context(), h.Store.Engine(), path, "", h.Clock.Now()); err == nil {
		t.Error("an old program backed up a newer database without a word")
	}
	apptest.Must(t, h.Store.Engine().Backup(t.Context(), path))
	forge(t, path, 9999)
	refused(t, path, "newer version")
}

// forge writes the manifest that fits a file.
func forge(t *testing.T, path string, step int) {
	t.Helper()
	m, err := backup.Measure(path)
	apptest.Must(t, err)
	m.Step = step
	raw, err := json.Marshal(m)
	apptest.Must(t, err)
	apptest.Must(t, os.WriteFile(backup.ManifestPath(path), raw, 0o600))
}

func TestNothingIsEverReplaced(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	path, _ := made(t, h)
	if _, err := backup.Make(t.Context(), h.Store.Engine(), path, "", h.Clock.Now()); err == nil {
		t.Error("a backup replaced another")
	}
	for _, there := range []string{"", "-wal", "-shm"} {
		to := filepath.Join(t.TempDir(), "trialogue.db")
		apptest.Must(t, os.WriteFile(to+there, []byte("mine"), 0o600))
		if _, err := backup.Restore(t.Context(), path, to); err == nil || !strings.Contains(err.Error(), "never replaces") {
			t.Errorf("with %q there: %v", "trialogue.db"+there, err)
		}
		if raw, _ := os.ReadFile(to + there); string(raw) != "mine" {
			t.Error("what was there is gone")
		}
	}
}

func TestChecksDecideBeforeTheDatabaseGetsItsName(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	path, want := made(t, h)
	refused(t, path, "the ledger does not hold", func(_ context.Context, database string, m backup.Manifest) error {
		if _, err := os.Stat(database); err != nil || m.SHA256 != want.SHA256 {
			t.Errorf("the check got %s and %+v", database, m)
		}
		return errors.New("the ledger does not hold")
	})
}

func TestPostgresIsSentToItsOwnTools(t *testing.T) {
	h := apptest.New(t, apptest.Postgres)
	path := filepath.Join(t.TempDir(), "copy")
	if _, err := backup.Make(t.Context(), h.Store.Engine(), path, "", h.Clock.Now()); err == nil || !strings.Contains(err.Error(), "pg_dump") {
		t.Errorf("got %v, want a word about pg_dump", err)
	}
	if left, _ := filepath.Glob(path + "*"); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}
