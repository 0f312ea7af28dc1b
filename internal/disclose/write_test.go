package disclose

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"testing"
	"testing/iotest"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// desk takes what is written, and fails where it is told to.
type desk struct {
	world
	steps []string
	jobs  []Job
	put   []New
}

func (d *desk) step(name string) error {
	d.steps = append(d.steps, name)
	return d.fails[name]
}

func (d *desk) PutEntry(_ context.Context, n New) error {
	d.put = append(d.put, n)
	return d.step("entry")
}

func (d *desk) PutVersion(_ context.Context, n New) error {
	d.put = append(d.put, n)
	return d.step("version")
}

func (d *desk) PutJob(_ context.Context, j Job) error {
	d.jobs = append(d.jobs, j)
	return d.step("job")
}

func writing(version int) New {
	n := note("two tablets")
	n.ID, n.Triangle, n.Version, n.Changed, n.Item.ID = "e1", home, version, start().UnixMicro(), "forged"
	return n
}

func TestWritingIsEntryRecordAndJob(t *testing.T) {
	for version, want := range map[int]struct {
		step string
		kind ledger.Kind
	}{1: {"entry", ledger.EntryWritten}, 2: {"version", ledger.EntryCorrected}} {
		w, err := Draw(writing(version))
		if err != nil {
			t.Fatal(err)
		}
		d := &desk{world: *newWorld()}
		for range 2 { // a closure may run twice: nothing is drawn inside it
			if err := w.In(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(d.steps, []string{want.step, "job", want.step, "job"}) || d.jobs[0].ID != d.jobs[1].ID || d.put[0].Item.ID != "e1" {
			t.Errorf("version %d: %v %+v", version, d.steps, d.jobs)
		}
		if j := d.jobs[0]; j.Kind != NewsJob || j.UniqueKey != "news/e1" || j.Payload["entry"] != "e1" || len(j.Payload) != 2 || !id.Valid(j.ID) {
			t.Errorf("the job: %+v", j)
		}
		r := d.chain[0]
		if r.Kind != want.kind || r.Entry != "e1" || r.Version != version || r.Actor != "ravi" || r.Topic != "medication" || r.At != start().UnixMicro() {
			t.Errorf("the record: %+v", r)
		}
	}
}

func TestWritingThatBreaks(t *testing.T) {
	for _, where := range []string{"entry", "job", "append"} {
		w, err := Draw(writing(1))
		if err != nil {
			t.Fatal(err)
		}
		d := &desk{world: *newWorld()}
		d.fails[where] = errBroken
		if err := w.In(t.Context(), d); !errors.Is(err, errBroken) {
			t.Errorf("%s: %v", where, err)
		}
	}
}

func TestARecordByItself(t *testing.T) {
	n, err := DrawRecord(ledger.Record{Triangle: "home", Kind: ledger.Joined, Actor: "jo"})
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld()
	seq, err := n.In(t.Context(), w)
	if err != nil || seq != 1 || len(w.chain) != 1 || w.chain[0].Kind != ledger.Joined {
		t.Errorf("%d %v %+v", seq, err, w.chain)
	}
	w.fails["append"] = errBroken
	if seq, err := n.In(t.Context(), w); !errors.Is(err, errBroken) || seq != 0 {
		t.Errorf("%d %v", seq, err)
	}
}

// Without chance there are no salts, and without salts nothing is written or shown.
func TestWithoutChance(t *testing.T) {
	old := rand.Reader
	rand.Reader = iotest.ErrReader(errBroken)
	defer func() { rand.Reader = old }()
	if _, err := Draw(New{}); !errors.Is(err, errBroken) {
		t.Errorf("drawing an entry: %v", err)
	}
	if _, err := DrawRecord(ledger.Record{}); !errors.Is(err, errBroken) {
		t.Errorf("drawing a record: %v", err)
	}
	w := newWorld()
	fetch := w.attach(general("with a plan"))
	page, err := Read(t.Context(), w.door(), w.look(jo))
	wantNothing(t, "reading", page, err)
	if f, err := w.file(t, jo, fetch); !errors.Is(err, errBroken) || f.Bytes != nil {
		t.Errorf("reading a file: %+v %v", f, err)
	}
}
