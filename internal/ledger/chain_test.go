package ledger

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAppendMakesAChain(t *testing.T) {
	w := newWorld(t)
	for range 3 {
		w.add(t, "t", Sighting)
	}
	prev := Hash{}
	for i, s := range w.rows["t"] {
		if s.Row.Seq != int64(i+1) || s.Row.Chain != Link(prev, "t", s.Row.Seq, Commit(s.Detail.Salt, s.Detail.Record)) {
			t.Fatalf("row %d does not follow: %+v", i+1, s.Row)
		}
		prev = s.Row.Chain
	}
}

func TestAppendRefusesTheWrongPlace(t *testing.T) {
	first, err := Append(Row{}, Record{Triangle: "t", Seq: 1}, Salt{1})
	must(t, err)
	for name, r := range map[string]Record{
		"same number": {Triangle: "t", Seq: 1}, "gap": {Triangle: "t", Seq: 3},
		"other triangle": {Triangle: "u", Seq: 2}, "no triangle": {Seq: 2},
	} {
		if row, err := Append(first, r, Salt{1}); !errors.Is(err, ErrPlace) || row != (Row{}) {
			t.Errorf("%s: got %+v, %v", name, row, err)
		}
	}
	if _, err := Append(first, Record{Triangle: "t", Seq: 2}, Salt{}); err == nil || errors.Is(err, ErrPlace) {
		t.Errorf("a salt that was never drawn: %v", err)
	}
}

// Each input of each hash matters.
func TestHashesBindEverything(t *testing.T) {
	r := Record{Triangle: "t", Seq: 1}
	all := []Hash{
		Commit(Salt{1}, r), Commit(Salt{2}, r), Commit(Salt{1}, Record{Triangle: "u", Seq: 1}),
		Link(Hash{1}, "t", 1, Hash{2}), Link(Hash{3}, "t", 1, Hash{2}), Link(Hash{1}, "u", 1, Hash{2}),
		Link(Hash{1}, "t", 2, Hash{2}), Link(Hash{1}, "t", 1, Hash{3}),
		Blind(Salt{1}, "t"), Blind(Salt{2}, "t"), Blind(Salt{1}, "u"),
		HeadLeaf(Hash{1}, 1, Hash{2}), HeadLeaf(Hash{3}, 1, Hash{2}), HeadLeaf(Hash{1}, 2, Hash{2}), HeadLeaf(Hash{1}, 1, Hash{3}),
	}
	for i, h := range all {
		if slices.Contains(all[i+1:], h) {
			t.Errorf("hash %d comes twice", i)
		}
	}
}

func TestPlaces(t *testing.T) {
	for want, seqs := range map[string][]int64{
		"": nil, "3": {3}, "3 7-9": {8, 3, 9, 7, 7}, "1-2 4": {4, 2, 1},
	} {
		if got := Places(seqs...); got != want {
			t.Errorf("%v: got %q, want %q", seqs, got, want)
		}
	}
	for _, bad := range []string{" ", "0", "-1", "1-", "-", "2 1", "1 1", "1-3 3", "3-2", "1-1", "01", "+1", "1  2", "1 ", "a", "1-2-3", "99999999999999999999"} {
		if spans, err := ParsePlaces(bad); err == nil {
			t.Errorf("%q was read as %v", bad, spans)
		}
	}
	spans, err := ParsePlaces("3 7-9")
	if err != nil || !slices.Equal(spans, []Span{{3, 3}, {7, 9}}) {
		t.Errorf("got %v, %v", spans, err)
	}
}

func TestPlacesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seqs := rapid.SliceOfDistinct(rapid.Int64Range(1, 40), rapid.ID).Draw(t, "seqs")
		spans, err := ParsePlaces(Places(seqs...))
		var back []int64
		for _, s := range spans {
			for seq := s.From; seq <= s.To; seq++ {
				back = append(back, seq)
			}
		}
		slices.Sort(seqs)
		if err != nil || !slices.Equal(back, seqs) {
			t.Fatalf("wrote %v, read %v, %v", seqs, back, err)
		}
	})
}

func FuzzParsePlaces(f *testing.F) {
	f.Add("3 7-9")
	f.Fuzz(func(t *testing.T, s string) {
		spans, err := ParsePlaces(s)
		last := int64(0)
		for _, span := range spans {
			if err != nil || span.From <= last || span.To < span.From {
				t.Fatalf("%q was read as %v", s, spans)
			}
			last = span.To
		}
	})
}

func TestOnlyErasuresErase(t *testing.T) {
	extra := map[string]string{ExtraPlaces: "1-2"}
	spans, err := Record{Kind: Erased, Extra: extra}.Erases()
	if err != nil || !slices.Equal(spans, []Span{{1, 2}}) {
		t.Errorf("an erasure gave %v, %v", spans, err)
	}
	if spans, err := (Record{Kind: Sighting, Extra: extra}).Erases(); err != nil || spans != nil {
		t.Errorf("a sighting gave %v, %v", spans, err)
	}
}

func feed(triangle string, rows []Stored) (*ChainVerifier, *Break) {
	v := NewChainVerifier(triangle)
	for _, s := range rows {
		if b := v.Feed(s.Row, s.Detail); b != nil {
			return v, b
		}
	}
	return v, v.Close()
}

func TestChainVerifierAcceptsErasure(t *testing.T) {
	w := newWorld(t)
	for range 4 {
		w.add(t, "t", Sighting)
	}
	w.add(t, "t", Erased, 1, 3)
	w.add(t, "t", Erased, 3, 4) // naming a row again is harmless
	v, b := feed("t", w.rows["t"])
	if b != nil || v.Erased() != 3 || v.Head() != w.head("t") {
		t.Fatalf("got %v, %d erased, head %+v", b, v.Erased(), v.Head())
	}
}

func TestChainVerifierOnBadErasures(t *testing.T) {
	for name, c := range map[string]struct {
		places string
		want   Break
	}{
		"itself":       {"3", Break{Flaw: ErasureWrong, Seq: 3}},
		"the future":   {"1-9000000000000000000", Break{Flaw: ErasureWrong, Seq: 3}},
		"nonsense":     {"all", Break{Flaw: ErasureWrong, Seq: 3}},
		"still there":  {"2", Break{Flaw: RecordKept, Seq: 2}},
		"nothing gone": {"", Break{Flaw: RecordGone, Seq: 1}},
	} {
		w := newWorld(t)
		w.add(t, "t", Sighting)
		w.add(t, "t", Sighting)
		r := Record{Triangle: "t", Seq: 3, Kind: Erased, Extra: map[string]string{ExtraPlaces: c.places}}
		row, err := Append(w.head("t"), r, Salt{1})
		must(t, err)
		rows := append(w.rows["t"], Stored{row, &Detail{r, Salt{1}}})
		rows[0].Detail = nil
		_, b := feed("t", rows)
		c.want.Triangle = "t"
		expect(t, name, b, c.want)
	}
}

// An erasure must stay readable, or nobody can tell what it excused.
func TestErasureCannotBeErased(t *testing.T) {
	w := newWorld(t)
	w.add(t, "t", Sighting)
	w.add(t, "t", Erased, 1)
	w.add(t, "t", Erased, 2)
	_, b := feed("t", w.rows["t"])
	expect(t, "erased erasure", b, Break{Flaw: RecordGone, Triangle: "t", Seq: 1})
}

func expect(t testing.TB, name string, got *Break, want Break) {
	t.Helper()
	if got == nil {
		t.Errorf("%s: nothing was found, want %s", name, want.Flaw)
		return
	}
	if got.Why == "" || got.Error() == "" {
		t.Errorf("%s: the break says nothing", name)
	}
	plain := *got
	plain.Why = ""
	if !reflect.DeepEqual(plain, want) {
		t.Errorf("%s:\n got %+v (%s)\nwant %+v", name, plain, got.Why, want)
	}
}

// Somebody who can write rows could commit to a record of another place.
func TestRecordWrittenForAnotherRow(t *testing.T) {
	for name, r := range map[string]Record{"row": {Triangle: "t", Seq: 2}, "triangle": {Triangle: "u", Seq: 1}} {
		row := Row{Triangle: "t", Seq: 1, Commitment: Commit(Salt{1}, r)}
		row.Chain = Link(Hash{}, "t", 1, row.Commitment)
		_, b := feed("t", []Stored{{row, &Detail{r, Salt{1}}}})
		expect(t, name, b, Break{Flaw: RecordMoved, Triangle: "t", Seq: 1})
	}
}

// A row numbered below 1 must not hide from whoever reads from the start.
func TestRowsBelowOneAreFound(t *testing.T) {
	for _, seq := range []int64{0, -5} {
		w := smallWorld(t)
		hidden := Stored{Row: Row{Triangle: "t-ash", Seq: seq}}
		w.rows["t-ash"] = slices.Insert(w.rows["t-ash"], 0, hidden)
		expect(t, "hidden row", verified(t, w).First, Break{Flaw: RowMoved, Triangle: "t-ash", Seq: seq})
	}
}
