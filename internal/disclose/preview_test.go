package disclose

import (
	"slices"
	"testing"
	"time"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

func (w *world) preview(t *testing.T, p, as id.Person) Page {
	t.Helper()
	page, err := Preview(t.Context(), w.door(), w.look(p), as)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// Sam looks through Jo's eyes: never more than Sam may see, never more than Jo
// may, and never what hangs on somebody else.
func TestLookingThroughOtherEyes(t *testing.T) {
	w := newWorld()
	w.choose(jo, "medication", sharing.Share, start().Add(-time.Hour))
	own := note("a section of Bea's")
	own.Item.OwnSection = &sharing.OwnSection{Owner: string(bea), SharedWith: []sharing.SectionShare{
		{Recipient: string(sam), When: sharing.Everyday, From: sharing.At(start().Add(-time.Hour))},
		{Recipient: string(jo), When: sharing.Everyday, From: sharing.At(start().Add(-time.Hour))},
	}}
	own.Item.GivenBy, own.Author = string(bea), bea
	own.Item.About = nil
	mine := mentioning("I and Al went out")
	mine.Item.GivenBy, mine.Author = string(sam), sam
	fromAl := told("Al says he is better", sharing.Named)
	fromAl.Item.GivenBy, fromAl.Author = string(al), al
	aboutAl := general("about Al as well")
	aboutAl.Item.About = []string{string(al)}
	kept := note("kept from Jo")
	kept.Item.Topic = "physical-health"
	for _, n := range []New{mine, general("the house rules"), mentioning("Sam and Al quarrelled"), kept, own, fromAl, aboutAl, told("Jo told this", sharing.Team)} {
		w.add(n)
	}
	page := w.preview(t, sam, jo)
	if got := texts(page); !slices.Equal(got, []string{"Sam and […] quarrelled", "the house rules", "I and […] went out"}) {
		t.Errorf("Sam sees for Jo: %q", got)
	}
	for _, r := range w.records(ledger.Sighting) {
		if r.Actor != string(sam) {
			t.Errorf("%s has seen nothing: %+v", r.Actor, r)
		}
	}
	if n := len(w.records(ledger.Unshown)); n != 0 {
		t.Errorf("nobody ran into anything: %d", n)
	}
}

func TestAPreviewOfOnesOwnWords(t *testing.T) {
	w := newWorld()
	w.add(told("Sam sleeps badly", sharing.Named))
	for _, s := range w.preview(t, jo, sam).Shown {
		if s.Confidence != "" {
			t.Errorf("Sam is not told how it was given: %+v", s)
		}
	}
	for as, want := range map[id.Person]sharing.Confidence{ravi: sharing.Named} {
		page := w.preview(t, jo, as)
		if len(page.Shown) != 0 && page.Shown[0].Confidence != want {
			t.Errorf("for %s: %+v", as, page.Shown)
		}
	}
}
