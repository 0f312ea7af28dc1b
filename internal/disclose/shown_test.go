package disclose

import (
	"strings"
	"testing"
	"time"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// one reads a page with one entry on it.
func (w *world) one(t *testing.T, p id.Person) Shown {
	t.Helper()
	page := w.read(t, w.look(p))
	if len(page.Shown) != 1 {
		t.Fatalf("%s reads %d entries", p, len(page.Shown))
	}
	return page.Shown[0]
}

func TestAHiddenSourceIsHiddenEverywhere(t *testing.T) {
	w := newWorld()
	n := told("He told me so himself", sharing.Unnamed)
	n.Item.InfluencedCare = true
	n.Body.Files = []Name{{File: "f1", Words: "from-jo.pdf"}}
	n.Body.Parts = []Part{{Name: "when", Text: "yesterday"}}
	w.add(n)
	s := w.one(t, sam)
	if s.GivenBy != "" || s.Author != "" || s.Files != nil || s.About != nil || s.Confidence != "" {
		t.Errorf("Sam can tell who said it: %+v", s)
	}
	if s.Words() != "He told me so himself" || len(s.Parts) != 1 {
		t.Errorf("the words themselves stay: %+v", s)
	}
	for _, p := range []id.Person{jo, ravi} {
		s := w.one(t, p)
		if s.GivenBy != jo || s.Author != jo || len(s.Files) != 1 || s.Confidence != sharing.Unnamed || s.Mine != (p == jo) {
			t.Errorf("%s sees %+v", p, s)
		}
	}
}

// mentioning is a note of Ravi's about Sam that names Al.
func mentioning(text string) New {
	n := note(text)
	n.Item.Topic = "medication"
	at := strings.Index(text, "Al")
	if at >= 0 {
		n.Body.Spans = []Span{{ID: "m1", Start: at, End: at + 2, Person: string(al)}}
		n.Item.Mentions = n.Body.mentions()
	}
	return n
}

func TestANameThatIsMasked(t *testing.T) {
	w := newWorld()
	w.choose(jo, "medication", sharing.Share, start().Add(-time.Hour))
	n := mentioning("Sam and Al quarrelled")
	n.Body.Files = []Name{{File: "f1", Words: "letter-of-al.pdf"}}
	w.add(n)
	s := w.one(t, jo)
	if s.Words() != "Sam and […] quarrelled" || s.Files != nil || s.GivenBy != ravi {
		t.Errorf("Jo reads %q with %v", s.Words(), s.Files)
	}
	if s := w.one(t, bea); s.Words() != "Sam and […] quarrelled" && s.Words() != "Sam and Al quarrelled" {
		t.Errorf("Bea reads %q", s.Words())
	}
	if s := w.one(t, ravi); s.Words() != "Sam and Al quarrelled" && !s.Mine {
		t.Errorf("Ravi reads %q", s.Words())
	}
}

// The facts of an entry tell of its latest text; an earlier one names whom it named.
func TestAnEarlierVersionIsMaskedByItsOwnNames(t *testing.T) {
	w := newWorld()
	w.choose(jo, "medication", sharing.Share, start().Add(-time.Hour))
	n := mentioning("Sam and Al quarrelled")
	n.Version, n.Latest = 1, 2
	n.Item.Mentions = nil // corrected since: the latest text names nobody
	w.add(n)
	if s := w.one(t, jo); s.Words() != "Sam and […] quarrelled" {
		t.Errorf("Jo reads %q", s.Words())
	}
}

func TestWhatIsKnownAlreadyIsMarked(t *testing.T) {
	w := newWorld()
	n := note("Jo told us this herself")
	n.Item.KnownTo = []string{string(jo)}
	w.add(n)
	page := w.read(t, w.look(jo))
	for _, s := range page.Shown {
		if !s.Known {
			t.Errorf("it adds nothing new, and Jo reads %+v", s)
		}
	}
	if len(page.Shown) != 1 || len(w.records(ledger.Sighting)) != 1 {
		t.Errorf("%d shown, %d recorded", len(page.Shown), len(w.chain))
	}
}

func TestConfidenceIsToldToGiverAndTeamAlone(t *testing.T) {
	w := newWorld()
	n := told("Sam sleeps badly", sharing.Named)
	w.add(n)
	for p, want := range map[id.Person]sharing.Confidence{jo: sharing.Named, ravi: sharing.Named, sam: ""} {
		for _, s := range w.read(t, w.look(p)).Shown {
			if s.Confidence != want {
				t.Errorf("%s sees that it was given as %q", p, s.Confidence)
			}
		}
	}
}
