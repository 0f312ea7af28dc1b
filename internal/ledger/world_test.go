package ledger

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "trialogue.example.org/log"

// world is a whole ledger in memory. It can be copied and tampered with.
type world struct {
	rows        map[string][]Stored
	leafs       []Leaf
	hashes      map[int64]tlog.Hash
	checkpoints [][]byte
	blind       Salt
	signer      note.Signer
	key         note.Verifier
}

// sequence yields the same "random" bytes in every run.
type sequence struct{ n uint64 }

func (s *sequence) Read(b []byte) (int, error) {
	for i := range b {
		s.n++
		sum := sha256.Sum256(fmt.Append(nil, s.n))
		b[i] = sum[0]
	}
	return len(b), nil
}

func newWorld(t testing.TB) *world {
	t.Helper()
	private, public, err := GenerateKey(&sequence{}, origin)
	must(t, err)
	signer, err := note.NewSigner(private)
	must(t, err)
	key, err := note.NewVerifier(public)
	must(t, err)
	return &world{rows: map[string][]Stored{}, hashes: map[int64]tlog.Hash{}, blind: saltOf("blind"), signer: signer, key: key}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func saltOf(s string) Salt { return Salt(sha256.Sum256([]byte(s))) }

func (w *world) head(triangle string) Row {
	rows := w.rows[triangle]
	if len(rows) == 0 {
		return Row{}
	}
	return rows[len(rows)-1].Row
}

// add appends a record and, for an erasure, destroys what it names.
func (w *world) add(t testing.TB, triangle string, kind Kind, places ...int64) Row {
	t.Helper()
	prev := w.head(triangle)
	r := Record{Triangle: triangle, Seq: prev.Seq + 1, At: 1_795_530_600_000_000 + prev.Seq, Kind: kind,
		Actor: "person-a", Person: "person-b", Entry: fmt.Sprint("entry-", prev.Seq), Version: 1,
		Topic: "sleep", Rule: "r4", Ground: "agreed", Extra: map[string]string{"way": "page"}}
	if kind == Erased {
		r.Extra = map[string]string{ExtraPlaces: Places(places...)}
	}
	salt := saltOf(fmt.Sprint(triangle, r.Seq))
	row, err := Append(prev, r, salt)
	must(t, err)
	w.rows[triangle] = append(w.rows[triangle], Stored{row, &Detail{r, salt}})
	for _, seq := range places {
		w.rows[triangle][seq-1].Detail = nil
	}
	return row
}

// fold puts all new heads into the tree and signs a checkpoint.
func (w *world) fold(t testing.TB) {
	t.Helper()
	folded := map[string]int64{}
	for _, leaf := range w.leafs {
		folded[leaf.Triangle] = leaf.Seq
	}
	tree := OpenTree(int64(len(w.leafs)), w)
	var contents []Hash
	for _, triangle := range slices.Sorted(maps.Keys(w.rows)) {
		head := w.head(triangle)
		if head.Seq == folded[triangle] {
			continue
		}
		leaf := Leaf{Index: int64(len(w.leafs)), Triangle: triangle, Seq: head.Seq, Blinded: Blind(w.blind, triangle)}
		w.leafs = append(w.leafs, leaf)
		contents = append(contents, HeadLeaf(leaf.Blinded, leaf.Seq, head.Chain))
	}
	must(t, tree.Append(contents...))
	signed, err := SignNext(tree, w.newest(t), w.signer)
	must(t, err)
	w.checkpoints = append(w.checkpoints, signed)
}

func (w *world) newest(t testing.TB) Checkpoint {
	t.Helper()
	if len(w.checkpoints) == 0 {
		return Checkpoint{}
	}
	c, err := OpenCheckpoint(w.lastSigned(), w.key)
	must(t, err)
	return c
}

func (w *world) lastSigned() []byte { return w.checkpoints[len(w.checkpoints)-1] }

func (w *world) trust(published ...[]byte) Trust {
	return Trust{Keys: []note.Verifier{w.key}, Published: published}
}

func (w *world) copy() *world {
	c := *w
	c.rows = map[string][]Stored{}
	for triangle, rows := range w.rows {
		for _, s := range rows {
			if s.Detail != nil {
				d := *s.Detail
				d.Record.Extra = maps.Clone(d.Record.Extra)
				s.Detail = &d
			}
			c.rows[triangle] = append(c.rows[triangle], s)
		}
	}
	c.leafs, c.hashes = slices.Clone(w.leafs), maps.Clone(w.hashes)
	c.checkpoints = nil
	for _, signed := range w.checkpoints {
		c.checkpoints = append(c.checkpoints, bytes.Clone(signed))
	}
	return &c
}

func (w *world) StoreHashes(first int64, hashes []tlog.Hash) error {
	for i, h := range hashes {
		w.hashes[first+int64(i)] = h
	}
	return nil
}

func (w *world) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		h, ok := w.hashes[index]
		if !ok {
			return nil, fmt.Errorf("hash %d: %w", index, ErrMissing)
		}
		found[i] = h
	}
	return found, nil
}

func (w *world) Triangles(after string, max int) ([]string, error) {
	var page []string
	for _, triangle := range slices.Sorted(maps.Keys(w.rows)) {
		if triangle > after && len(page) < max && len(w.rows[triangle]) > 0 {
			page = append(page, triangle)
		}
	}
	return page, nil
}

func (w *world) Rows(triangle string, after int64, max int) ([]Stored, error) {
	var page []Stored
	for _, s := range w.rows[triangle] {
		if s.Row.Seq > after && len(page) < max {
			page = append(page, s)
		}
	}
	return page, nil
}

func (w *world) Leaves(from int64, max int) ([]Leaf, error) {
	var page []Leaf
	for _, leaf := range w.leafs {
		if leaf.Index >= from && len(page) < max {
			page = append(page, leaf)
		}
	}
	return page, nil
}

func (w *world) Checkpoints(skip, max int) ([][]byte, error) {
	skip = min(skip, len(w.checkpoints))
	return w.checkpoints[skip:min(skip+max, len(w.checkpoints))], nil
}

func (w *world) LeafFor(triangle string, seq int64) (Leaf, bool, error) {
	for _, leaf := range w.leafs {
		if leaf.Triangle == triangle && leaf.Seq >= seq {
			return leaf, true, nil
		}
	}
	return Leaf{}, false, nil
}

// smallWorld has three chains, two erasures, four checkpoints, and one row
// that no leaf covers yet.
func smallWorld(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	for round := range 4 {
		for _, triangle := range []string{"t-ash", "t-birch", "t-cedar"} {
			if triangle == "t-birch" && round == 2 {
				continue
			}
			w.add(t, triangle, Sighting)
			w.add(t, triangle, EntryWritten)
		}
		if round == 1 {
			w.add(t, "t-ash", Erased, 1, 2)
			w.add(t, "t-cedar", Erased, 3)
		}
		w.fold(t)
	}
	w.add(t, "t-ash", Unshown)
	return w
}

func verified(t testing.TB, w *world, published ...[]byte) Report {
	t.Helper()
	report, err := Verify(w, w.trust(published...))
	must(t, err)
	return report
}
