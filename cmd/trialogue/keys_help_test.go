package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"trialogue/internal/seal"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// queried reads one column.
func queried(t testing.TB, path, q string) (out []string) {
	t.Helper()
	e, err := engine.Open(t.Context(), path, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	if err := e.View(t.Context(), func(x *engine.Tx) error {
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var one string
			err := scan(&one)
			out = append(out, one)
			return err
		}, q)
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// spaces gives a database many data keys.
func spaces(t testing.TB, dir string, n int) {
	t.Helper()
	one, err := seal.FromFile(filepath.Join(dir, "master.key"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Open(t.Context(), filepath.Join(dir, "trialogue.db"), engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	if err := e.Update(t.Context(), func(x *engine.Tx) error {
		for i := range n {
			space := fmt.Sprintf("triangle/%06d", i)
			raw, err := seal.Random()
			if err != nil {
				return err
			}
			wrapped, err := one.Wrap(t.Context(), space, raw)
			if err != nil {
				return err
			}
			if _, err := x.Exec(t.Context(), "INSERT INTO data_key (space, version, wrapped, master, made) VALUES ($1, 1, $2, $3, 1)", space, wrapped, one.ID()); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkRotateMaster is a change of the master key over 10,000 data keys.
func BenchmarkRotateMaster(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		m, err := seal.MasterFromFileOrNew(filepath.Join(dir, "master.key"))
		if err != nil {
			b.Fatal(err)
		}
		db, err := store.Open(b.Context(), filepath.Join(dir, "trialogue.db"), m, engine.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		spaces(b, dir, 10_000)
		b.StartTimer()
		var said bytes.Buffer
		if code := run(b.Context(), env{args: []string{"keys", "rotate-master", "-data", dir}, stdout: &said, stderr: &said, getenv: func(string) string { return "" }}); code != 0 {
			b.Fatal(said.String())
		}
	}
}
