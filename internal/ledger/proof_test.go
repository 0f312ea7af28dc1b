package ledger

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

func proofOf(t testing.TB, w *world, triangle string, seq int64) Proof {
	t.Helper()
	p, err := BuildProof(w, triangle, seq, w.lastSigned(), w.key)
	must(t, err)
	return p
}

func TestEveryRecordHasAProof(t *testing.T) {
	w := smallWorld(t)
	for triangle, rows := range w.rows {
		for _, s := range rows {
			seq := s.Row.Seq
			p, err := BuildProof(w, triangle, seq, w.lastSigned(), w.key)
			switch {
			case s.Detail == nil:
				if !errors.Is(err, ErrErased) {
					t.Errorf("%s %d is erased: %v", triangle, seq, err)
				}
			case triangle == "t-ash" && seq == 10:
				if !errors.Is(err, ErrNotYet) {
					t.Errorf("%s %d is not folded: %v", triangle, seq, err)
				}
			case err != nil || !reflect.DeepEqual(p.Record, s.Detail.Record):
				t.Errorf("%s %d: %+v, %v", triangle, seq, p.Record, err)
			default:
				back, err := ParseProof(p.Text())
				if err != nil || !reflect.DeepEqual(back, p) || back.Check(w.key) != nil {
					t.Errorf("%s %d does not read back: %v", triangle, seq, err)
				}
			}
		}
	}
}

func TestBuildProofSaysWhyNot(t *testing.T) {
	w := smallWorld(t)
	for _, seq := range []int64{-1, 0, 11} {
		if _, err := BuildProof(w, "t-ash", seq, w.lastSigned(), w.key); !errors.Is(err, ErrNoRecord) {
			t.Errorf("row %d: %v", seq, err)
		}
	}
	if _, err := BuildProof(w, "t-ash", 9, w.checkpoints[0], w.key); !errors.Is(err, ErrNotYet) {
		t.Errorf("an old checkpoint: %v", err)
	}
	if _, err := BuildProof(w, "t-ash", 9, w.lastSigned()); !errors.Is(err, ErrSignature) {
		t.Errorf("no key: %v", err)
	}
	cut := w.copy()
	cut.rows["t-birch"] = cut.rows["t-birch"][:5]
	if _, err := BuildProof(cut, "t-birch", 5, w.lastSigned(), w.key); !errors.Is(err, ErrProof) {
		t.Errorf("cut chain: %v", err)
	}
	changed := w.copy()
	changed.rows["t-birch"][4].Detail.Record.Actor = "x"
	if _, err := BuildProof(changed, "t-birch", 5, w.lastSigned(), w.key); !errors.Is(err, ErrProof) {
		t.Errorf("changed record: %v", err)
	}
	for n := 1; ; n++ {
		f := &failing{world: w, left: n}
		_, err := BuildProof(f, "t-birch", 5, w.lastSigned(), w.key)
		if !f.hit {
			must(t, err)
			return
		}
		if !errors.Is(err, errDisk) {
			t.Errorf("call %d failed: %v", n, err)
		}
	}
}

// A proof from a checkpoint stays good for ever, whatever is written, folded
// or erased afterwards.
func TestProofOutlivesErasure(t *testing.T) {
	w := smallWorld(t)
	p := proofOf(t, w, "t-birch", 2)
	w.add(t, "t-birch", Erased, 1, 2)
	w.fold(t)
	must(t, p.Check(w.key))
	proofOf(t, w, "t-birch", 3) // its neighbour is still provable
}

func TestChangedProofDoesNotHold(t *testing.T) {
	w := smallWorld(t)
	good := proofOf(t, w, "t-cedar", 4) // rows after it, and a path above it
	if len(good.After) == 0 || len(good.Path) == 0 {
		t.Fatal("the proof is too simple for this test")
	}
	for name, c := range map[string]struct {
		change func(p *Proof)
		words  string
	}{
		"actor":             {func(p *Proof) { p.Record.Actor = "x" }, "not what was written down"},
		"time":              {func(p *Proof) { p.Record.At++ }, "not what was written down"},
		"row":               {func(p *Proof) { p.Record.Seq++ }, "not what was written down"},
		"row zero":          {func(p *Proof) { p.Record.Seq = 0 }, "what came before"},
		"nothing before":    {func(p *Proof) { p.Before = Hash{} }, "what came before"},
		"row one":           {func(p *Proof) { p.Record.Seq = 1 }, "what came before"},
		"triangle":          {func(p *Proof) { p.Record.Triangle = "x" }, "not what was written down"},
		"extra":             {func(p *Proof) { p.Record.Extra = nil }, "not what was written down"},
		"salt":              {func(p *Proof) { p.Salt[0] ^= 1 }, "not what was written down"},
		"before":            {func(p *Proof) { p.Before[0] ^= 1 }, "not what was written down"},
		"chain":             {func(p *Proof) { p.Chain[0] ^= 1 }, "not what was written down"},
		"a step":            {func(p *Proof) { p.After[0][0] ^= 1 }, "do not fit together"},
		"a step less":       {func(p *Proof) { p.After = p.After[1:] }, "do not fit together"},
		"a step more":       {func(p *Proof) { p.After = append(p.After, Hash{}) }, "do not fit together"},
		"head":              {func(p *Proof) { p.Head[0] ^= 1 }, "do not fit together"},
		"blinded":           {func(p *Proof) { p.Blinded[0] ^= 1 }, "not part of what the service signed"},
		"leaf":              {func(p *Proof) { p.Leaf++ }, "not part of what the service signed"},
		"leaf beyond":       {func(p *Proof) { p.Leaf = 1 << 40 }, "not part of what the service signed"},
		"leaf before":       {func(p *Proof) { p.Leaf = -1 }, "not part of what the service signed"},
		"path":              {func(p *Proof) { p.Path[0][0] ^= 1 }, "not part of what the service signed"},
		"path cut":          {func(p *Proof) { p.Path = p.Path[1:] }, "not part of what the service signed"},
		"path longer":       {func(p *Proof) { p.Path = append(p.Path, Hash{}) }, "not part of what the service signed"},
		"earlier":           {func(p *Proof) { p.Checkpoint = string(w.checkpoints[1]) }, "not part of what the service signed"},
		"no checkpoint":     {func(p *Proof) { p.Checkpoint = "" }, "not signed by the service"},
		"forged checkpoint": {func(p *Proof) { p.Checkpoint = strings.Replace(p.Checkpoint, "11", "12", 1) }, "not signed by the service"},
	} {
		p, err := ParseProof(good.Text())
		must(t, err)
		c.change(&p)
		if err := p.Check(w.key); !errors.Is(err, ErrProof) || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := good.Check(); !errors.Is(err, ErrProof) {
		t.Errorf("no key: %v", err)
	}
}

func TestProofFileIsFrozen(t *testing.T) {
	p := proofOf(t, smallWorld(t), "t-cedar", 2)
	const golden = "testdata/proof.txt"
	if *update {
		must(t, os.WriteFile(golden, []byte(p.Text()), 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if p.Text() != string(want) {
		t.Errorf("old proof files can no longer be read; raise the number in the first line\n%s", p.Text())
	}
}

func TestProofWordsLeaveOutNobody(t *testing.T) {
	p := Proof{Record: Record{Kind: Told}}
	if s := p.Text(); strings.Contains(s, "Who did it") || strings.Contains(s, "Whom it is about") {
		t.Errorf("it speaks of nobody:\n%s", s)
	}
	p.Record.Person = "b"
	if s := p.Text(); strings.Contains(s, "Who did it") || !strings.Contains(s, `Whom it is about: the person with the number "b".`) {
		t.Errorf("it does not name the person:\n%s", s)
	}
}

func TestProofFileForgivesMail(t *testing.T) {
	w := smallWorld(t)
	p := proofOf(t, w, "t-cedar", 4)
	back, err := ParseProof("\ufeff" + strings.ReplaceAll(p.Text(), "\n", "\r\n"))
	if err != nil || back.Check(w.key) != nil {
		t.Errorf("line ends of another system: %v", err)
	}
}

// Not one letter of the file can be changed, removed or doubled: it cannot be
// read any more, or the check fails. The words at the top count too.
func TestEveryByteOfTheFileCounts(t *testing.T) {
	w := smallWorld(t)
	file := proofOf(t, w, "t-cedar", 4).Text()
	holds := func(file string) bool {
		p, err := ParseProof(file)
		if err != nil && !errors.Is(err, ErrProofFile) {
			t.Fatalf("strange error: %v", err)
		}
		return err == nil && p.Check(w.key) == nil
	}
	if !holds(file) {
		t.Fatal("the good file does not hold")
	}
	for i := range file {
		flipped := []byte(file)
		flipped[i] ^= 1
		// The last digit before the padding holds four bits that mean nothing, so
		// the same signature can be spelled in another way.
		if padding := strings.HasPrefix(file[i+1:], "=\n"); !padding && holds(string(flipped)) {
			t.Errorf("byte %d can be changed: %q", i, file[max(0, i-20):i+1])
		}
		if holds(file[:i] + file[i+1:]) {
			t.Errorf("byte %d can be removed", i)
		}
		if holds(file[:i]) {
			t.Errorf("the file can be cut at %d", i)
		}
	}
	lines := strings.SplitAfter(file, "\n")
	for i, line := range lines {
		if line == "" {
			continue
		}
		doubled := strings.Join(lines[:i+1], "") + line + strings.Join(lines[i+1:], "")
		if holds(doubled) && !strings.HasPrefix(line, "— ") { // the same signature twice is one
			t.Errorf("line %d can be doubled: %s", i+1, line)
		}
	}
}

func TestParseProofRefuses(t *testing.T) {
	file := proofOf(t, smallWorld(t), "t-cedar", 4).Text()
	for name, bad := range map[string]string{
		"nothing":         "",
		"another version": strings.Replace(file, proofMagic, "trialogue-proof 2", 1),
		"short":           "\ncheckpoint:\n",
		"other words":     strings.Replace(file, "Whom it is about", "Who is to blame", 1),
		"bad extra key":   strings.Replace(file, `extra: "way"`, `extra: way`, 1),
		"bad extra value": strings.Replace(file, `"way" "page"`, `"way" page`, 1),
		"bad quote":       strings.Replace(file, `actor: "person-a"`, `actor: person-a`, 1),
		"other quote":     strings.Replace(file, `actor: "person-a"`, "actor: `person-a`", 1),
		"bad number":      strings.Replace(file, "row: 4", "row: four", 1),
		"plus":            strings.Replace(file, "row: 4", "row: +4", 1),
		"bad hash":        strings.Replace(file, "salt: ", "salt: 0", 1),
		"bad list":        strings.Replace(file, "path: ", "path: 0", 1),
	} {
		if p, err := ParseProof(bad); !errors.Is(err, ErrProofFile) || !reflect.DeepEqual(p, Proof{}) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnyProofReadsBack(t *testing.T) {
	hash := rapid.Custom(func(t *rapid.T) Hash { return Hash{byte(rapid.Int().Draw(t, "hash"))} })
	rapid.Check(t, func(t *rapid.T) {
		p := Proof{Record: anyRecord(t), Salt: Salt(hash.Draw(t, "salt")), Before: hash.Draw(t, "before"),
			Chain: hash.Draw(t, "chain"), Head: hash.Draw(t, "head"), Blinded: hash.Draw(t, "blinded"),
			Leaf:       rapid.Int64().Draw(t, "leaf"),
			Checkpoint: strings.ReplaceAll(rapid.String().Draw(t, "checkpoint"), "\r", "")}
		for range rapid.IntRange(0, 3).Draw(t, "n") {
			p.After, p.Path = append(p.After, hash.Draw(t, "after")), append(p.Path, hash.Draw(t, "path"))
		}
		back, err := ParseProof(p.Text())
		if err != nil || !reflect.DeepEqual(back, p) {
			t.Fatalf("wrote %+v\nread %+v, %v", p, back, err)
		}
		if p.Check() == nil {
			t.Fatal("a proof without a key holds")
		}
	})
}

func TestEveryKindHasWords(t *testing.T) {
	for _, k := range append(Kinds(), "", "new\nkind") {
		if w := k.words(); w == "" || strings.Contains(w, "\n") {
			t.Errorf("%q: %q", k, w)
		}
	}
}

func FuzzParseProof(f *testing.F) {
	w := smallWorld(f)
	f.Add(proofOf(f, w, "t-cedar", 4).Text())
	f.Add(proofOf(f, w, "t-ash", 3).Text())
	f.Add(proofMagic + "\n\ncheckpoint:\n")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParseProof(s)
		if err != nil {
			return
		}
		if again, err := ParseProof(p.Text()); err != nil || !reflect.DeepEqual(again, p) {
			t.Fatalf("%q does not read back: %v", s, err)
		}
		_ = p.Check(w.key)
	})
}

func BenchmarkAppend(b *testing.B) {
	row, salt := Row{}, Salt{1}
	r := Record{Triangle: "0198f7aa-0000-7000-8000-000000000001", Kind: Sighting, Actor: "0198f7aa-0000-7000-8000-000000000002",
		Person: "0198f7aa-0000-7000-8000-000000000003", Entry: "0198f7aa-0000-7000-8000-000000000004", Topic: "sleep", Rule: "r4", Ground: "agreed"}
	b.ReportAllocs()
	for b.Loop() {
		r.Seq++
		row, _ = Append(row, r, salt)
	}
}

func BenchmarkVerify(b *testing.B) {
	w := newWorld(b)
	for i := range 1000 {
		for range 10 {
			w.add(b, fmt.Sprintf("t-%03d", i%100), Sighting)
		}
		if i%100 == 99 {
			w.fold(b)
		}
	}
	rows := int64(0)
	for b.Loop() {
		r := verified(b, w)
		if r.First != nil {
			b.Fatal(r)
		}
		rows += r.Rows
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkCheckProof(b *testing.B) {
	w := smallWorld(b)
	file := []byte(proofOf(b, w, "t-cedar", 4).Text())
	for b.Loop() {
		p, err := ParseProof(string(bytes.Clone(file)))
		if err != nil || p.Check(w.key) != nil {
			b.Fatal(err)
		}
	}
}
