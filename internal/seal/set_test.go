package seal

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A program that runs finds a new master key when it first needs it, and keeps
// the old one though its file is gone.
func TestASetLooksAgain(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "master.key")
	set := FileSet(ctx, path)
	if set.Current() != "" || !errors.Is(set.Problem(), os.ErrNotExist) {
		t.Fatalf("before there is one: %q %v", set.Current(), set.Problem())
	}
	first, err := set.Begin(ctx)
	if err != nil || first == "" || !set.Quick() {
		t.Fatal(err)
	}
	wrapped, err := set.Wrap(ctx, first, "a", []byte("raw"))
	if err != nil {
		t.Fatal(err)
	}
	next, err := DrawNext(path)
	if err != nil {
		t.Fatal(err)
	}
	same, err := DrawNext(path) // one that waits already is taken
	if err != nil || same.ID() != next.ID() {
		t.Errorf("%v", err)
	}
	old, err := TakeNext(path, "20261124")
	if err != nil || !strings.HasSuffix(old, "old-20261124-"+first) {
		t.Fatalf("%s %v", old, err)
	}
	if _, err := TakeNext(path, "20261124"); err == nil {
		t.Error("taken twice")
	}
	if _, err := set.Wrap(ctx, next.ID(), "a", []byte("raw")); err != nil || set.Current() != next.ID() {
		t.Errorf("the new one was not found: %v", err)
	}
	if err := errors.Join(Remove(old), Remove(path)); err != nil {
		t.Fatal(err)
	}
	set.Look(ctx)
	if got, err := set.Unwrap(ctx, first, "a", wrapped); err != nil || string(got) != "raw" {
		t.Errorf("the old one was forgotten: %v", err)
	}
	var lack *LackError
	if _, err := set.Unwrap(ctx, "nobody", "a", wrapped); !errors.As(err, &lack) || lack.ID != "nobody" || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func TestOldFilesAreFoundByTheirWholeName(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "m[1].key")
	for _, name := range []string{"m[1].key", "m[1].key.old-2", "m[1].key.old-1", "m1.key.old-1", "m[1].key.new", "x"} {
		if err := DrawFile(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if got := OldFiles(path); len(got) != 2 || got[0] != path+".old-1" || got[1] != path+".old-2" {
		t.Errorf("%v", got)
	}
	if all, err := Files(path); err != nil || len(all) != 3 {
		t.Errorf("%d keys: %v", len(all), err)
	}
	if err := os.Chmod(path+".old-1", 0o644); err != nil {
		t.Fatal(err)
	}
	if all, err := Files(path); err == nil || len(all) != 2 {
		t.Errorf("with one that others may read: %d keys, %v", len(all), err)
	}
}

func TestASetWithoutAPlaceToDraw(t *testing.T) {
	set := NewSet(t.Context(), func(context.Context) ([]Holder, error) { return nil, nil }, nil)
	if id, err := set.Begin(t.Context()); err == nil {
		t.Errorf("began with %q", id)
	}
}
