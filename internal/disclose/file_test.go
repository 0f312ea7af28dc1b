package disclose

import (
	"context"
	"errors"
	"testing"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// attach hangs a file on an entry that is like n.
func (w *world) attach(n New) func(context.Context, *world) (SealedFile, error) {
	w.add(n)
	m := w.entries[len(w.entries)-1].Meta
	return func(context.Context, *world) (SealedFile, error) {
		return SealFile(m, func() (File, error) {
			w.opened = append(w.opened, m.ID)
			return File{ID: "f1", Name: "plan.pdf", Media: "application/pdf", Bytes: []byte("%PDF")}, w.fails["open"]
		}), w.fails["fetch"]
	}
}

func (w *world) file(t *testing.T, p id.Person, fetch func(context.Context, *world) (SealedFile, error)) (File, error) {
	t.Helper()
	return ReadFile(t.Context(), w.door(), FileLook[*world]{Run: w, Triangle: home, Person: p, Fetch: fetch})
}

func TestAFileIsRecordedLikeItsEntry(t *testing.T) {
	w := newWorld()
	fetch := w.attach(general("with a plan"))
	for range 3 {
		f, err := w.file(t, jo, fetch)
		if err != nil || f.Name != "plan.pdf" || string(f.Bytes) != "%PDF" {
			t.Fatalf("%+v %v", f, err)
		}
	}
	if n := len(w.records(ledger.Sighting)); n != 1 || w.opens != 1 {
		t.Errorf("%d sightings in %d transactions", n, w.opens)
	}
	if _, err := w.file(t, ravi, fetch); err != nil || w.opens != 1 {
		t.Errorf("one's own file needs no record: %v", err)
	}
	w.now = start().Add(48 * time.Hour)
	w.between = func() { // another window of Jo's was faster
		w.between = nil
		if _, err := w.file(t, jo, fetch); err != nil {
			t.Error(err)
		}
	}
	if _, err := w.file(t, jo, fetch); err != nil || len(w.records(ledger.Sighting)) != 2 {
		t.Errorf("two windows at once are one sighting: %d (%v)", len(w.records(ledger.Sighting)), err)
	}
}

func TestAFileThatBreaks(t *testing.T) {
	for _, where := range []string{"view", "facts", "latest", "fetch", "open", "seen", "append", "commit"} {
		for _, late := range []bool{false, true} {
			w := newWorld()
			fetch := w.attach(general("with a plan"))
			breaking := func() { w.fails[where] = errBroken }
			if late && where != "view" {
				w.between = breaking
			} else {
				breaking()
			}
			if f, err := w.file(t, jo, fetch); !errors.Is(err, errBroken) || f.ID != "" || f.Bytes != nil || len(w.chain) != 0 {
				t.Errorf("%s: %+v came with %v and %d records", where, f, err, len(w.chain))
			}
		}
	}
}

func TestAFileIsWithheldUnderAnyMask(t *testing.T) {
	unnamed := told("He told me so himself", sharing.Unnamed)
	unnamed.Item.InfluencedCare = true
	for what, c := range map[string]struct {
		n   New
		who id.Person
	}{
		"withheld": {note("two tablets"), al}, "hidden source": {unnamed, sam}, "a masked name": {mentioning("Sam and Al quarrelled"), jo}, "outside": {general("plan"), nia},
	} {
		w := newWorld()
		w.choose(jo, "medication", sharing.Share, start().Add(-time.Hour))
		fetch := w.attach(c.n)
		f, err := w.file(t, c.who, fetch)
		wantMissing(t, err)
		if f.Bytes != nil || len(w.opened) != 0 || len(w.records(ledger.Sighting)) != 0 {
			t.Errorf("%s: %+v, opened %v", what, f, w.opened)
		}
	}
}

func TestAFileThatIsTakenAwayMeanwhile(t *testing.T) {
	w := newWorld()
	w.choose(jo, "medication", sharing.Share, start().Add(-time.Hour))
	fetch := w.attach(note("two tablets"))
	w.between = func() { w.choose(jo, "medication", sharing.Keep, start().Add(-time.Second)) }
	f, err := w.file(t, jo, fetch)
	wantMissing(t, err)
	if f.Bytes != nil || len(w.records(ledger.Sighting)) != 0 {
		t.Errorf("%+v with %d records", f, len(w.chain))
	}
	if !errs.Is(err, errs.NotFound) {
		t.Error(err)
	}
}
