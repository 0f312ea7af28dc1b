package ledger

import (
	"fmt"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// Each tamper is done once to every row of a good ledger, and the first broken
// place must be named exactly. A nil want means that the tamper cannot be seen
// there; why is said beside it.
type tamper struct {
	name string
	do   func(rows []Stored, i int) []Stored
	want func(w *world, rows []Stored, i int) *Break
}

func at(flaw Flaw) func(*world, []Stored, int) *Break {
	return func(_ *world, rows []Stored, i int) *Break {
		return &Break{Flaw: flaw, Triangle: rows[i].Row.Triangle, Seq: rows[i].Row.Seq}
	}
}

// onDetail leaves rows alone whose record is erased: there is nothing to change.
func onDetail(change func(d *Detail)) func([]Stored, int) []Stored {
	return func(rows []Stored, i int) []Stored {
		if rows[i].Detail != nil {
			change(rows[i].Detail)
		}
		return rows
	}
}

func atDetail(flaw Flaw) func(*world, []Stored, int) *Break {
	return func(w *world, rows []Stored, i int) *Break {
		if rows[i].Detail == nil {
			return nil
		}
		return at(flaw)(w, rows, i)
	}
}

func tampers() []tamper {
	return append(rowTampers(), recordTampers()...)
}

func rowTampers() []tamper {
	return []tamper{
		{"delete", func(rows []Stored, i int) []Stored { return slices.Delete(rows, i, i+1) }, wantDeleted},
		{"change commitment", func(rows []Stored, i int) []Stored {
			rows[i].Row.Commitment[5] ^= 1
			return rows
		}, at(RowChanged)},
		{"change chain", func(rows []Stored, i int) []Stored {
			rows[i].Row.Chain[31] ^= 128
			return rows
		}, at(RowChanged)},
		{"move into another triangle", func(rows []Stored, i int) []Stored {
			rows[i].Row.Triangle = "t-elsewhere"
			return rows
		}, at(RowMoved)},
		{"repeat", func(rows []Stored, i int) []Stored { return slices.Insert(rows, i, rows[i]) }, at(RowMoved)},
		{"number one up", func(rows []Stored, i int) []Stored {
			rows[i].Row.Seq++
			return rows
		}, at(RowMissing)},
		{"swap whole rows", func(rows []Stored, i int) []Stored {
			j := (i + 1) % len(rows)
			rows[i], rows[j] = rows[j], rows[i]
			return rows
		}, wantSwapped(RowMissing)},
		{"swap contents, keep numbers", func(rows []Stored, i int) []Stored {
			j := (i + 1) % len(rows)
			rows[i], rows[j] = rows[j], rows[i]
			rows[i].Row.Seq, rows[j].Row.Seq = rows[j].Row.Seq, rows[i].Row.Seq
			return rows
		}, wantContentsSwapped},
		{"insert a stranger before", func(rows []Stored, i int) []Stored {
			prev := Row{}
			if i > 0 {
				prev = rows[i-1].Row
			}
			r := Record{Triangle: rows[i].Row.Triangle, Seq: prev.Seq + 1, Kind: Sighting}
			row, _ := Append(prev, r, Salt{9})
			rows = slices.Insert(rows, i, Stored{row, &Detail{r, Salt{9}}})
			for j := i + 1; j < len(rows); j++ {
				rows[j].Row.Seq++
			}
			return rows
		}, func(w *world, rows []Stored, i int) *Break {
			b := at(RowChanged)(w, rows, i)
			if rows[i].Detail != nil {
				b.Flaw = RowMoved // its record still says its old place
			}
			b.Seq++
			return b
		}},
	}
}

func recordTampers() []tamper {
	change := func(name string, do func(r *Record)) tamper {
		return tamper{"change " + name, onDetail(func(d *Detail) { do(&d.Record) }), atDetail(RecordChanged)}
	}
	return []tamper{
		change("time", func(r *Record) { r.At++ }),
		change("kind", func(r *Record) { r.Kind += "x" }),
		change("actor", func(r *Record) { r.Actor = "" }),
		change("person", func(r *Record) { r.Person, r.Entry = r.Entry, r.Person }),
		change("version", func(r *Record) { r.Version++ }),
		change("topic", func(r *Record) { r.Topic += "x" }),
		change("rule", func(r *Record) { r.Rule += "x" }),
		change("ground", func(r *Record) { r.Ground += "x" }),
		change("extra", func(r *Record) { r.Extra["way"] += "x" }),
		{"change salt", onDetail(func(d *Detail) { d.Salt[0] ^= 1 }), atDetail(RecordChanged)},
		{"change number in record", onDetail(func(d *Detail) { d.Record.Seq += 7 }), atDetail(RecordMoved)},
		{"change triangle in record", onDetail(func(d *Detail) { d.Record.Triangle += "x" }), atDetail(RecordMoved)},
		{"forget record and salt", func(rows []Stored, i int) []Stored {
			rows[i].Detail = nil
			return rows
		}, func(w *world, rows []Stored, i int) *Break {
			if rows[i].Detail == nil {
				return nil // it was erased before, and rightly
			}
			b := at(RecordGone)(w, rows, i)
			if spans, _ := rows[i].Detail.Record.Erases(); spans != nil {
				b.Seq = spans[0].From // without the erasure, what it excused is the first gap
			}
			return b
		}},
		{"bring an erased record back", func(rows []Stored, i int) []Stored {
			if rows[i].Detail == nil {
				r := originalRecord(rows[i].Row)
				rows[i].Detail = &Detail{r, saltOf(fmt.Sprint(r.Triangle, r.Seq))}
			}
			return rows
		}, func(w *world, rows []Stored, i int) *Break {
			if rows[i].Detail != nil {
				return nil
			}
			return at(RecordKept)(w, rows, i)
		}},
	}
}

func originalRecord(row Row) Record {
	kind := Sighting
	if row.Seq%2 == 0 {
		kind = EntryWritten
	}
	r := Record{Triangle: row.Triangle, Seq: row.Seq, At: 1_795_530_600_000_000 + row.Seq - 1, Kind: kind,
		Actor: "person-a", Person: "person-b", Entry: fmt.Sprint("entry-", row.Seq-1), Version: 1,
		Topic: "sleep", Rule: "r4", Ground: "agreed", Extra: map[string]string{"way": "page"}}
	return r
}

func wantDeleted(w *world, rows []Stored, i int) *Break {
	if i < len(rows)-1 {
		return at(RowMissing)(w, rows, i)
	}
	for _, leaf := range w.leafs {
		if leaf.Triangle == rows[i].Row.Triangle && leaf.Seq == rows[i].Row.Seq {
			return at(TailMissing)(w, rows, i)
		}
	}
	return nil // the last row of a chain that no leaf holds yet
}

// wantSwapped: the later row comes first, so the earlier one is missed. Putting
// the last row first is the same for the first place.
func wantSwapped(flaw Flaw) func(*world, []Stored, int) *Break {
	return func(w *world, rows []Stored, i int) *Break {
		if i == len(rows)-1 {
			i = 0
		}
		return at(flaw)(w, rows, i)
	}
}

func wantContentsSwapped(w *world, rows []Stored, i int) *Break {
	first, other := i, i+1
	if i == len(rows)-1 {
		first, other = 0, i
	}
	b := at(RowChanged)(w, rows, first)
	if rows[other].Detail != nil {
		b.Flaw = RowMoved // the record that came along says where it belongs
	}
	return b
}

func TestTamperEveryRow(t *testing.T) {
	good := smallWorld(t)
	if r := verified(t, good); r.First != nil {
		t.Fatal(r)
	}
	unseen := 0
	for _, tamper := range tampers() {
		for triangle, rows := range good.rows {
			for i := range rows {
				w := good.copy()
				w.rows[triangle] = tamper.do(w.rows[triangle], i)
				want, got := tamper.want(good, rows, i), verified(t, w).First
				name := fmt.Sprintf("%s, %s row %d", tamper.name, triangle, i+1)
				if want == nil {
					if got != nil {
						t.Errorf("%s: found %v", name, got)
					}
					unseen++
					continue
				}
				expect(t, name, got, *want)
			}
		}
	}
	// Without effect: changing what is kept beside the 3 erased records (13
	// ways), bringing back the 22 that are there, the tail that no leaf holds.
	if want := 3*13 + 22 + 1; unseen != want {
		t.Errorf("%d tampers had no effect, want %d", unseen, want)
	}
}

// Rewriting a row with everything that hangs on it fools the chain, never the tree.
func TestRewrittenChainIsFoundByTheTree(t *testing.T) {
	good := smallWorld(t)
	for triangle, rows := range good.rows {
		for i := range rows {
			if rows[i].Detail == nil || rows[i].Detail.Record.Kind == Erased {
				continue
			}
			w := good.copy()
			rewrite(t, w.rows[triangle], i)
			got := verified(t, w).First
			leaf, found, _ := good.LeafFor(triangle, int64(i+1))
			if !found {
				if got != nil {
					t.Errorf("row %d of %s is under no leaf, yet: %v", i+1, triangle, got)
				}
				continue
			}
			expect(t, fmt.Sprint(triangle, i+1), got, Break{Flaw: LeafChanged, Leaf: leaf.Index, Triangle: triangle, Seq: leaf.Seq})
		}
	}
}

// rewrite changes a record and recomputes the chain from there.
func rewrite(t testing.TB, rows []Stored, from int) {
	t.Helper()
	rows[from].Detail.Record.Ground = "never happened"
	prev := Row{}
	if from > 0 {
		prev = rows[from-1].Row
	}
	for i := from; i < len(rows); i++ {
		if d := rows[i].Detail; d != nil {
			rows[i].Row.Commitment = Commit(d.Salt, d.Record)
		}
		rows[i].Row.Chain = Link(prev.Chain, rows[i].Row.Triangle, rows[i].Row.Seq, rows[i].Row.Commitment)
		prev = rows[i].Row
	}
}

func TestCutTails(t *testing.T) {
	good := smallWorld(t)
	for triangle, rows := range good.rows {
		for keep := range rows {
			w := good.copy()
			w.rows[triangle] = w.rows[triangle][:keep]
			got := verified(t, w).First
			folded := Leaf{}
			for _, leaf := range good.leafs {
				if leaf.Triangle == triangle {
					folded = leaf
				}
			}
			if int64(keep) >= folded.Seq {
				if got != nil {
					t.Errorf("%s cut to %d, which no leaf holds: %v", triangle, keep, got)
				}
				continue
			}
			// An erasure in the part cut off leaves its gap unexplained.
			if b := unexplained(triangle, rows[:keep]); b != nil {
				expect(t, fmt.Sprint(triangle, keep), got, *b)
				continue
			}
			expect(t, fmt.Sprint(triangle, keep), got, Break{Flaw: TailMissing, Triangle: triangle, Seq: int64(keep) + 1})
		}
	}
}

func unexplained(triangle string, rows []Stored) *Break {
	open := map[int64]bool{}
	for _, s := range rows {
		if s.Detail == nil {
			open[s.Row.Seq] = true
			continue
		}
		spans, _ := s.Detail.Record.Erases()
		for _, span := range spans {
			for seq := span.From; seq <= span.To; seq++ {
				delete(open, seq)
			}
		}
	}
	for seq := int64(1); seq <= int64(len(rows)); seq++ {
		if open[seq] {
			return &Break{Flaw: RecordGone, Triangle: triangle, Seq: seq}
		}
	}
	return nil
}

func TestTamperEveryLeaf(t *testing.T) {
	good := smallWorld(t)
	last := int64(len(good.leafs) - 1)
	for i, leaf := range good.leafs {
		index := int64(i)
		w := good.copy()
		w.leafs = slices.Delete(w.leafs, i, i+1)
		want := Break{Flaw: LeafMissing, Leaf: index}
		if index == last {
			want = Break{Flaw: TreeShorter, Size: last + 1}
		}
		expect(t, fmt.Sprint("delete leaf ", i), verified(t, w).First, want)

		w = good.copy()
		w.leafs[i].Blinded[0] ^= 1
		expect(t, fmt.Sprint("change blinded id of leaf ", i), verified(t, w).First,
			Break{Flaw: LeafChanged, Leaf: index, Triangle: leaf.Triangle, Seq: leaf.Seq})

		w = good.copy()
		w.leafs[i].Seq--
		expect(t, fmt.Sprint("change row of leaf ", i), verified(t, w).First,
			Break{Flaw: LeafChanged, Leaf: index, Triangle: leaf.Triangle, Seq: leaf.Seq - 1})

		w = good.copy()
		w.leafs[i].Seq = 0
		expect(t, fmt.Sprint("empty leaf ", i), verified(t, w).First,
			Break{Flaw: LeafBackward, Leaf: index, Triangle: leaf.Triangle})

		w = good.copy()
		w.leafs[i].Triangle = "t-nobody"
		expect(t, fmt.Sprint("change triangle of leaf ", i), verified(t, w).First,
			Break{Flaw: TailMissing, Triangle: "t-nobody", Seq: 1})
	}
}

func TestTamperEveryTreeHash(t *testing.T) {
	good := smallWorld(t)
	for leaf := range int64(len(good.leafs)) {
		for i := tlog.StoredHashIndex(0, leaf); i < tlog.StoredHashIndex(0, leaf+1); i++ {
			w := good.copy()
			h := w.hashes[i]
			h[3] ^= 1
			w.hashes[i] = h
			want := Break{Flaw: TreeChanged, Leaf: leaf}
			if i == tlog.StoredHashIndex(0, leaf) {
				want = Break{Flaw: LeafChanged, Leaf: leaf, Triangle: good.leafs[leaf].Triangle, Seq: good.leafs[leaf].Seq}
			}
			expect(t, fmt.Sprint("change hash ", i), verified(t, w).First, want)

			delete(w.hashes, i)
			expect(t, fmt.Sprint("delete hash ", i), verified(t, w).First, Break{Flaw: TreeChanged, Leaf: leaf})
		}
	}
}
