package ledger

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

func TestVerifyCounts(t *testing.T) {
	got := verified(t, smallWorld(t))
	want := Report{Chains: 3, Rows: 25, Erased: 3, Leaves: 11, Checkpoints: 4, Unfolded: 1}
	if got != want {
		t.Fatalf("got %+v\nwant %+v", got, want)
	}
	if s := got.String(); s != "all is well: 3 chains, 25 rows (3 erased, 1 not yet in the tree), 11 leaves (0 not yet signed), 4 checkpoints" {
		t.Fatal(s)
	}
}

func TestVerifyNothing(t *testing.T) {
	if got := verified(t, newWorld(t)); got != (Report{}) {
		t.Fatal(got)
	}
}

func TestVerifyCountsWhatIsNotSigned(t *testing.T) {
	w := smallWorld(t)
	w.checkpoints = w.checkpoints[:2]
	if got := verified(t, w); got.First != nil || got.Unsigned != 5 || got.Checkpoints != 2 {
		t.Fatal(got)
	}
	w.checkpoints = nil
	if got := verified(t, w); got.First != nil || got.Unsigned != got.Leaves {
		t.Fatal(got)
	}
}

// A whole older copy is right in itself. Only a newer checkpoint shows it.
func TestOlderCopyIsFoundByPublishedCheckpoint(t *testing.T) {
	w := newWorld(t)
	w.add(t, "t", Sighting)
	w.fold(t)
	older := w.copy()
	w.add(t, "t", Sighting)
	w.fold(t)
	if got := verified(t, older); got.First != nil {
		t.Fatal("the older copy is right in itself:", got)
	}
	got := verified(t, older, w.lastSigned())
	expect(t, "older copy", got.First, Break{Flaw: TreeShorter, Size: 2})
	if s := got.String(); !strings.HasPrefix(s, "broken at checkpoint of size 2: the tree has only 1 leaves") {
		t.Error(s)
	}
	// Going on from the older copy makes another history of the same length.
	older.add(t, "t", Unshown)
	older.fold(t)
	expect(t, "other history", verified(t, older, w.lastSigned()).First, Break{Flaw: RootChanged, Size: 2})
	older.add(t, "t", Unshown)
	older.fold(t)
	expect(t, "longer other history", verified(t, older, w.lastSigned()).First, Break{Flaw: RootChanged, Size: 2})
	if got := verified(t, w, w.checkpoints[1], w.checkpoints[0], w.checkpoints[1]); got.First != nil || got.Checkpoints != 5 {
		t.Error("published checkpoints in any order:", got)
	}
}

func TestTwoStoriesAreFound(t *testing.T) {
	w := newWorld(t)
	w.add(t, "t", Sighting)
	other := w.copy()
	w.fold(t)
	other.add(t, "t", Sighting)
	other.fold(t)
	expect(t, "two roots of one size, both published", verified(t, newWorld(t), other.lastSigned(), w.lastSigned()).First,
		Break{Flaw: TreeShorter, Size: 1})
	expect(t, "one stored, one published", verified(t, w, w.lastSigned(), other.lastSigned()).First,
		Break{Flaw: CheckpointBackward, Size: 1})
	w.checkpoints = append(w.checkpoints, other.lastSigned())
	expect(t, "both stored", verified(t, w).First, Break{Flaw: CheckpointBackward, Size: 1})
}

func TestTamperEveryCheckpoint(t *testing.T) {
	good := smallWorld(t)
	sizes := []int64{3, 6, 8, 11}
	for i, signed := range good.checkpoints {
		for n := range signed {
			w := good.copy()
			w.checkpoints[i][n] ^= 4
			b := verified(t, w).First
			if b == nil || b.Flaw != CheckpointUnsigned {
				t.Fatalf("checkpoint %d, byte %d: found %v", i, n, b)
			}
		}
		w := good.copy()
		w.checkpoints[i] = bytes.Replace(signed, []byte(origin), []byte(origin+"2"), 1)
		expect(t, "origin", verified(t, w).First, Break{Flaw: CheckpointUnsigned, Size: sizes[i]})
		w.checkpoints[i] = []byte("nothing")
		expect(t, "nonsense", verified(t, w).First, Break{Flaw: CheckpointUnsigned})
		if i > 0 {
			w = good.copy()
			w.checkpoints[i], w.checkpoints[i-1] = w.checkpoints[i-1], w.checkpoints[i]
			expect(t, "swapped", verified(t, w).First, Break{Flaw: CheckpointBackward, Size: sizes[i-1]})
		}
		w = good.copy()
		root := Checkpoint{Origin: origin, Size: sizes[i], Root: Hash{1}}
		w.checkpoints[i], _ = root.Sign(w.signer)
		b := verified(t, w).First
		expect(t, "signed lie", b, Break{Flaw: RootChanged, Size: sizes[i]})
		if last := append([]int64{0}, sizes...)[i]; !strings.HasSuffix(b.Why, fmt.Sprintf("fits has %d leaves", last)) {
			t.Errorf("the last that fits is %d: %s", last, b.Why)
		}
	}
	expect(t, "published nonsense", verified(t, good, []byte("x\n7\n")).First, Break{Flaw: CheckpointUnsigned, Size: 7})
}

func TestCheckpointsOfTwoLogs(t *testing.T) {
	w := smallWorld(t)
	private, public, err := GenerateKey(rand.Reader, "other.example/log")
	must(t, err)
	signer, _ := note.NewSigner(private)
	key, _ := note.NewVerifier(public)
	c := w.newest(t)
	c.Origin = "other.example/log"
	signed, err := c.Sign(signer)
	must(t, err)
	report, err := Verify(w, Trust{Keys: []note.Verifier{w.key, key}, Published: [][]byte{signed}})
	must(t, err)
	expect(t, "other log", report.First, Break{Flaw: CheckpointBackward, Size: 11})
}

// Every page of every kind is longer than one page of the reader.
func TestVerifyManyPages(t *testing.T) {
	w := newWorld(t)
	const many = pageSize + 30
	for i := range many {
		w.add(t, fmt.Sprintf("t-%04d", i), Sighting)
		w.add(t, "t-0000", Sighting)
		if i%64 == 0 {
			w.fold(t)
		}
	}
	w.fold(t)
	for range many {
		w.checkpoints = append(w.checkpoints, w.lastSigned())
	}
	got := verified(t, w)
	if got.First != nil || got.Chains != many || got.Rows != 2*many || got.Unfolded != 0 || got.Checkpoints <= many {
		t.Fatal(got)
	}
	h := tlog.StoredHashIndex(0, pageSize+7)
	delete(w.hashes, h)
	expect(t, "a hash missing on the second page", verified(t, w).First, Break{Flaw: TreeChanged, Leaf: pageSize + 7})
}

// hashFault breaks one call of ReadHashes.
type hashFault struct {
	*world
	call int
	err  error
}

func (f *hashFault) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	if f.call--; f.call == 0 {
		return nil, f.err
	}
	return f.world.ReadHashes(indexes)
}

func TestVerifyWhenHashesFail(t *testing.T) {
	w := newWorld(t)
	for i := range 2 * pageSize {
		w.add(t, fmt.Sprintf("t-%04d", i), Sighting)
	}
	w.fold(t)
	// Call 3 looks back from the last leaf of the second page to the first page.
	report, err := Verify(&hashFault{w, 3, errDisk}, w.trust())
	if !errors.Is(err, errDisk) || report.First != nil || report.Leaves != 2*pageSize-1 {
		t.Errorf("looking back: %v, %v", report, err)
	}
	// Said to be missing once, then there after all, when looked at one by one.
	report, err = Verify(&hashFault{w, 1, ErrMissing}, w.trust())
	if err != nil || report != verified(t, w) {
		t.Errorf("second look: %v, %v", report, err)
	}
}

// failing breaks one call of the reader, counted over all of its methods.
type failing struct {
	*world
	left  int
	short bool // give less than asked instead of an error
	hit   bool
}

var errDisk = errors.New("the disk is on fire")

func (f *failing) fails() error {
	f.left--
	f.hit = f.hit || f.left == 0
	if f.left == 0 && !f.short {
		return errDisk
	}
	return nil
}

func (f *failing) Triangles(after string, max int) ([]string, error) {
	if err := f.fails(); err != nil {
		return nil, err
	}
	return f.world.Triangles(after, max)
}

func (f *failing) Rows(triangle string, after int64, max int) ([]Stored, error) {
	if err := f.fails(); err != nil {
		return nil, err
	}
	if f.left == 0 {
		return nil, nil
	}
	return f.world.Rows(triangle, after, max)
}

func (f *failing) Leaves(from int64, max int) ([]Leaf, error) {
	if err := f.fails(); err != nil {
		return nil, err
	}
	return f.world.Leaves(from, max)
}

func (f *failing) Checkpoints(skip, max int) ([][]byte, error) {
	if err := f.fails(); err != nil {
		return nil, err
	}
	return f.world.Checkpoints(skip, max)
}

func (f *failing) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	if err := f.fails(); err != nil {
		return nil, err
	}
	if f.left == 0 {
		return nil, nil
	}
	return f.world.ReadHashes(indexes)
}

func (f *failing) LeafFor(triangle string, seq int64) (Leaf, bool, error) {
	if err := f.fails(); err != nil {
		return Leaf{}, false, err
	}
	return f.world.LeafFor(triangle, seq)
}

// A database that cannot be read is an error, never "all is well" and never a
// broken place.
func TestVerifyReportsReadErrors(t *testing.T) {
	w := smallWorld(t)
	for n := 1; ; n++ {
		f := &failing{world: w, left: n}
		report, err := Verify(f, w.trust())
		if !f.hit {
			if err != nil || n < 20 {
				t.Fatalf("after %d calls: %v", n, err)
			}
			return
		}
		if !errors.Is(err, errDisk) || report.First != nil {
			t.Fatalf("call %d failed: %v, %v", n, report, err)
		}
	}
}

// A reader that gives less than asked must never lead to "all is well",
// unless the call asked only whether there is more.
func TestVerifyNoticesShortReads(t *testing.T) {
	w := smallWorld(t)
	quiet := 0
	for n := 1; ; n++ {
		f := &failing{world: w, left: n, short: true}
		report, err := Verify(f, w.trust())
		if !f.hit {
			break
		}
		if err == nil && report.First == nil {
			quiet++
			if full := verified(t, w); report != full {
				t.Errorf("call %d gave less: %v", n, report)
			}
		}
	}
	if quiet == 0 {
		t.Error("no call was harmless; the test does not see what it should")
	}
}

type unordered struct{ *world }

func (unordered) Triangles(string, int) ([]string, error) { return []string{"b", "a"}, nil }

func TestVerifyRefusesAReaderThatRunsInCircles(t *testing.T) {
	if _, err := Verify(unordered{newWorld(t)}, Trust{}); err == nil {
		t.Fatal("a list out of order was accepted")
	}
}

// Whatever happens in whatever order: it verifies, and every record under a
// leaf has a proof; any one changed bit is found.
func TestAnyHistory(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			triangle := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "triangle")
			switch rapid.IntRange(0, 5).Draw(rt, "what") {
			case 0:
				w.fold(t)
			case 1:
				eraseOne(t, rt, w, triangle)
			default:
				w.add(t, triangle, Sighting)
			}
		}
		w.fold(t)
		if r := verified(t, w); r.First != nil || r.Unfolded != 0 || r.Unsigned != 0 {
			rt.Fatal(r)
		}
		for triangle, rows := range w.rows {
			for _, s := range rows {
				p, err := BuildProof(w, triangle, s.Row.Seq, w.lastSigned(), w.key)
				if s.Detail == nil && !errors.Is(err, ErrErased) || s.Detail != nil && (err != nil || p.Record.Seq != s.Row.Seq) {
					rt.Fatalf("proof of row %d of %s: %v", s.Row.Seq, triangle, err)
				}
			}
		}
		flipOne(rt, w)
		if r := verified(t, w); r.First == nil {
			rt.Fatal("a changed bit was not found")
		}
	})
}

func eraseOne(t testing.TB, rt *rapid.T, w *world, triangle string) {
	var can []int64
	for _, s := range w.rows[triangle] {
		if s.Detail != nil && s.Detail.Record.Kind != Erased {
			can = append(can, s.Row.Seq)
		}
	}
	if len(can) > 0 {
		w.add(t, triangle, Erased, rapid.SampledFrom(can).Draw(rt, "erase"))
	}
}

func flipOne(rt *rapid.T, w *world) {
	w.rows["z"] = nil
	i := rapid.IntRange(0, 31).Draw(rt, "byte")
	if len(w.leafs) == 0 {
		w.checkpoints[0][i] ^= 1
		return
	}
	triangle := w.leafs[len(w.leafs)-1].Triangle
	row := &w.rows[triangle][rapid.IntRange(0, len(w.rows[triangle])-1).Draw(rt, "row")]
	switch rapid.IntRange(0, 3).Draw(rt, "where") {
	case 0:
		row.Row.Chain[i] ^= 1
	case 1:
		row.Row.Commitment[i] ^= 1
	case 2:
		h := w.hashes[0]
		h[i] ^= 1
		w.hashes[0] = h
	case 3:
		w.leafs[0].Blinded[i] ^= 1
	}
}
