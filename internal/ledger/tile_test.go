package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

func TestTilePaths(t *testing.T) {
	for path, want := range map[string]TilePath{
		"tile/0/000":                     {Width: 256},
		"tile/0/x001/x234/067":           {Index: 1234067, Width: 256},
		"tile/3/x001/067.p/12":           {Level: 3, Index: 1067, Width: 12},
		"tile/63/999.p/255":              {Level: 63, Index: 999, Width: 255},
		"tile/entries/x001/000.p/1":      {Entries: true, Index: 1000, Width: 1},
		"tile/entries/x999/x999/999":     {Entries: true, Index: 999999999, Width: 256},
		"tile/0/x123/x456/x789/x012/345": {Index: 123456789012345, Width: 256},
	} {
		got, err := ParseTilePath(path)
		if err != nil || got != want || got.String() != path {
			t.Errorf("%s: got %+v %q, %v", path, got, got.String(), err)
		}
	}
	for _, bad := range []string{
		"", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/x000/001",
		"tile/0/001/067", "tile/0/x001/x067", "tile/0/x001067", "tile/0/1x0", "tile/00/000", "tile/64/000", "tile/-1/000", "tile/x/000",
		"tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p/x", "tile/0/000.p/1/", "tile/0/000/",
		"tile/entries/-01", "tile/entries/+01", "tile/Entries/000", "tile/0/../000", "tile/data/000", "tile/8/0/000",
		"tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/999.p/3.p/3", "tile/0/ 00",
	} {
		if got, err := ParseTilePath(bad); !errors.Is(err, ErrTilePath) || got != (TilePath{}) {
			t.Errorf("%q was read as %+v, %v", bad, got, err)
		}
	}
}

func FuzzParseTilePath(f *testing.F) {
	f.Add("tile/0/x001/067.p/12")
	f.Add("tile/entries/000")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParseTilePath(s)
		if err != nil {
			return
		}
		first, count := p.Entry()
		if p.String() != s || p.Index < 0 || p.Level < 0 || p.Level > 63 || count < 1 || count > 256 {
			t.Fatalf("%q was read as %+v, %d from %d", s, p, count, first)
		}
		for _, size := range []int64{0, 1, 255, 70000, 1<<63 - 1} {
			p.Within(size) // must not overflow or panic
		}
	})
}

// The example of the specification: a tree of 70,000 leaves.
func TestTilesOfATree(t *testing.T) {
	const size = 70000
	for path, want := range map[string]bool{
		"tile/0/272": true, "tile/0/273": false, "tile/0/273.p/112": true, "tile/0/273.p/113": false, "tile/0/274.p/1": false,
		"tile/1/000": true, "tile/1/001.p/17": true, "tile/1/001.p/18": false, "tile/2/000.p/1": true, "tile/2/000.p/2": false,
		"tile/3/000.p/1": false, "tile/63/000.p/1": false, "tile/entries/273.p/112": true, "tile/entries/273.p/113": false,
		"tile/0/x999/x999/x999/x999/999": false,
	} {
		p, err := ParseTilePath(path)
		must(t, err)
		if p.Within(size) != want {
			t.Errorf("%s: within is %v", path, !want)
		}
	}
	if (TilePath{Width: 1}).Within(0) {
		t.Error("an empty tree has a tile")
	}
}

// grown is a tree of n leaves and its checkpoint.
func grown(t testing.TB, n int) (*world, []Hash, Checkpoint) {
	t.Helper()
	w := newWorld(t)
	leaves := make([]Hash, n)
	for i := range leaves {
		leaves[i] = Hash(saltOf(fmt.Sprint(i)))
	}
	tree := OpenTree(0, w)
	must(t, tree.Append(leaves...))
	root, err := tree.Root()
	must(t, err)
	return w, leaves, Checkpoint{origin, tree.Size(), root}
}

// A watcher needs nothing but published tiles to compare two checkpoints.
func TestWatcherReadsTiles(t *testing.T) {
	w, _, next := grown(t, 1000)
	root, err := rootAt(300, w)
	must(t, err)
	prev := Checkpoint{origin, 300, root}
	fetched := 0
	fetch := func(path string) ([]byte, error) {
		fetched++
		p, err := ParseTilePath(path)
		if err != nil {
			return nil, err
		}
		return ReadTile(p, next.Size, w)
	}
	if err := CheckConsistent(prev, next, PublishedHashes(next, fetch)); err != nil || fetched == 0 {
		t.Fatalf("%d tiles, %v", fetched, err)
	}
	lie := prev
	lie.Root[0] ^= 1
	if err := CheckConsistent(lie, next, PublishedHashes(next, fetch)); !errors.Is(err, ErrInconsistent) {
		t.Errorf("a lie: %v", err)
	}
	damaged := func(path string) ([]byte, error) {
		b, err := fetch(path)
		if err == nil {
			b[0] ^= 1
		}
		return b, err
	}
	if err := CheckConsistent(prev, next, PublishedHashes(next, damaged)); err == nil {
		t.Error("damaged tiles were believed")
	}
	absent := func(string) ([]byte, error) { return nil, errDisk }
	if err := CheckConsistent(prev, next, PublishedHashes(next, absent)); !errors.Is(err, errDisk) {
		t.Errorf("absent tiles: %v", err)
	}
}

func TestReadTile(t *testing.T) {
	w, leaves, c := grown(t, 600)
	b, err := ReadTile(TilePath{Index: 2, Width: 88}, c.Size, w)
	must(t, err)
	want := tlog.RecordHash(leaves[513][:])
	if len(b) != 88*32 || !bytes.Equal(b[32:64], want[:]) {
		t.Fatalf("%d bytes", len(b))
	}
	b, err = ReadTile(TilePath{Level: 1, Width: 2}, c.Size, w)
	must(t, err)
	inner := w.hashes[tlog.StoredHashIndex(8, 1)]
	if !bytes.Equal(b[32:], inner[:]) {
		t.Fatal("level 1 holds something else than the root of a full tile")
	}
	for _, p := range []TilePath{{Index: 2, Width: 89}, {Width: 256, Index: 3}, {Entries: true, Width: 1}} {
		if _, err := ReadTile(p, c.Size, w); !errors.Is(err, ErrNoTile) {
			t.Errorf("%s: %v", p, err)
		}
	}
	// What is stored but not yet published stays unseen.
	if _, err := ReadTile(TilePath{Index: 2, Width: 88}, 599, w); !errors.Is(err, ErrNoTile) {
		t.Errorf("unpublished: %v", err)
	}
	if _, err := ReadTile(TilePath{Width: 1}, 1, newWorld(t)); !errors.Is(err, ErrMissing) {
		t.Errorf("no hashes: %v", err)
	}
}

func TestEntryBundle(t *testing.T) {
	_, leaves, _ := grown(t, 3)
	b := EntryBundle(leaves)
	if len(b) != 3*34 || b[0] != 0 || b[1] != 32 || !bytes.Equal(b[36:68], leaves[1][:]) {
		t.Fatalf("bundle is %x", b)
	}
	rapid.Check(t, func(t *rapid.T) {
		want := make([]Hash, rapid.IntRange(0, 256).Draw(t, "n"))
		got, err := ParseEntryBundle(EntryBundle(want))
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%d leaves became %d, %v", len(want), len(got), err)
		}
	})
	long := bytes.Clone(b)
	long[1] = 33
	for name, bad := range map[string][]byte{"cut": b[:len(b)-1], "other length": long, "too many": EntryBundle(make([]Hash, 257))} {
		if got, err := ParseEntryBundle(bad); err == nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func FuzzParseEntryBundle(f *testing.F) {
	f.Add(EntryBundle([]Hash{{1}, {2}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if leaves, err := ParseEntryBundle(b); err == nil && !bytes.Equal(EntryBundle(leaves), b) {
			t.Fatalf("%x is a second spelling", b)
		}
	})
}
