package disclose

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// hold keeps somebody's sight as it is at a moment. What they know stays as the
// facts are then; today's are the world's own, and can move on.
func (w *world) hold(p id.Person, at time.Time) {
	facts := w.facts
	facts.Decisions = slices.Clone(facts.Decisions)
	w.paused, w.since, w.today = p, at.UnixMicro(), &facts
}

// earlier is the world an hour ago: what add writes lies before it.
func earlier() time.Time { return start().Add(-30 * time.Minute) }

func TestAHeldSightFindsWhatWasThere(t *testing.T) {
	w := newWorld()
	w.choose(jo, "medication", sharing.Share, start().Add(-2*time.Hour))
	w.add(note("before"))
	w.hold(jo, earlier())
	late := note("after")
	w.add(late)
	w.entries[1].Meta.Made, w.entries[1].Meta.Changed = earlier().UnixMicro(), earlier().UnixMicro()
	if got := texts(w.read(t, w.look(jo))); !slices.Equal(got, []string{"before"}) {
		t.Errorf("Jo finds %q", got)
	}
	if got := texts(w.read(t, w.look(bea))); len(got) != 2 {
		t.Errorf("Bea, whose sight is not held, finds %q", got)
	}
	// A version that was written since is not what was there.
	w.entries[1].Meta.Made = start().Add(-time.Hour).UnixMicro()
	if got := texts(w.read(t, w.look(jo))); !slices.Equal(got, []string{"before"}) {
		t.Errorf("after a correction Jo finds %q", got)
	}
}

func TestAHeldSightNeedsAYesThenAndNow(t *testing.T) {
	now := func(w *world, c sharing.Choice) {
		w.today.Decisions = append(w.today.Decisions, sharing.Decision{
			Owner: string(sam), Recipient: string(jo), Topic: "medication", Answer: c, When: sharing.Everyday, From: sharing.At(start().Add(-time.Minute)),
		})
	}
	for _, c := range []struct {
		name string
		then sharing.Choice
		now  sharing.Choice
		want int
	}{
		{"shared then and now", sharing.Share, sharing.Share, 1},
		{"narrowed since", sharing.Share, sharing.Keep, 0},
		{"widened since", sharing.Keep, sharing.Share, 0},
		{"never shared", sharing.Keep, sharing.Keep, 0},
	} {
		w := newWorld()
		w.choose(jo, "medication", c.then, start().Add(-2*time.Hour))
		w.add(note("words"))
		w.hold(jo, earlier())
		now(w, c.now)
		if got := texts(w.read(t, w.look(jo))); len(got) != c.want {
			t.Errorf("%s: Jo finds %q", c.name, got)
		}
	}
	// What began by itself, with no new choice, was not shared then either.
	w := newWorld()
	w.choose(jo, "medication", sharing.Share, start().Add(-time.Minute))
	w.add(note("words"))
	w.hold(jo, earlier())
	if got := texts(w.read(t, w.look(jo))); len(got) != 0 {
		t.Errorf("a choice that begins later lets Jo find %q", got)
	}
}

func TestAHeldSightFindsOnesOwnWords(t *testing.T) {
	w := newWorld()
	w.hold(jo, start().Add(-2*time.Hour))
	w.add(told("He paces.", sharing.Team))
	if got := texts(w.read(t, w.look(jo))); !slices.Equal(got, []string{"He paces."}) {
		t.Errorf("Jo finds %q of her own", got)
	}
}

func TestAReleaseReachesAHeldSightWhereBothFactsHoldIt(t *testing.T) {
	for _, today := range []bool{true, false} {
		w := newWorld()
		e := w.add(note("what she must know"))
		w.hold(jo, start().Add(-2*time.Hour)) // the words are newer than the hold
		release := sharing.Release{Item: string(e), Recipient: string(jo), Ground: "BEST_INTERESTS", By: string(ravi), From: sharing.At(earlier()), Until: sharing.At(start().Add(time.Hour))}
		w.facts.Releases = []sharing.Release{release}
		if today {
			w.today.Releases = w.facts.Releases
		}
		if got := len(texts(w.read(t, w.look(jo)))); got == 1 != today {
			t.Errorf("ended today %v: Jo finds %d", !today, got)
		}
	}
}

func TestAHeldSightMasksWhatEitherMasks(t *testing.T) {
	w := newWorld()
	w.choose(jo, "medication", sharing.Share, start().Add(-2*time.Hour))
	w.facts.Decisions = append(w.facts.Decisions, sharing.Decision{
		Owner: string(al), Recipient: string(jo), Topic: "medication", Answer: sharing.Share, When: sharing.Everyday, From: sharing.At(start().Add(-2 * time.Hour)),
	})
	w.add(mentioning("Sam and Al quarrelled"))
	w.hold(jo, earlier())
	before := texts(w.read(t, w.look(jo)))
	w.today.Decisions = append(w.today.Decisions, sharing.Decision{
		Owner: string(al), Recipient: string(jo), Topic: "medication", Answer: sharing.Keep, When: sharing.Everyday, From: sharing.At(start().Add(-time.Minute)),
	})
	if got := texts(w.read(t, w.look(jo))); !slices.Equal(got, []string{"Sam and […] quarrelled"}) {
		t.Errorf("Jo finds %q, and found %q before Al kept it", got, before)
	}
}

func TestNothingIsShownWhenAPauseCannotBeRead(t *testing.T) {
	w := newWorld()
	w.add(general("the house rules"))
	w.fails["pause"] = errBroken
	page, err := Read(t.Context(), w.door(), w.look(jo))
	wantNothing(t, "pause", page, err)
	if !errors.Is(err, errBroken) {
		t.Errorf("%v", err)
	}
}

func TestUnion(t *testing.T) {
	a := []string{"m1"}
	if got := union(a, []string{"m1", "m2"}); !slices.Equal(got, []string{"m1", "m2"}) || len(a) != 1 {
		t.Errorf("%q of %q", got, a)
	}
}

// A clock that was set back before the pause brings nothing back.
func TestAHeldSightAndAClockSetBack(t *testing.T) {
	w := newWorld()
	w.choose(jo, "medication", sharing.Share, start().Add(-2*time.Hour))
	w.add(note("before"))
	w.choose(jo, "side-effects", sharing.Share, start()) // the record has seen this moment
	w.hold(jo, earlier())
	w.now = start().Add(-3 * time.Hour)
	if got := texts(w.read(t, w.look(jo))); !slices.Equal(got, []string{"before"}) {
		t.Errorf("Jo finds %q", got)
	}
}

// A file hangs on the version that is shown, and whom that one named is not known.
func TestAFileOfACorrectedEntryIsKeptFromAHeldSight(t *testing.T) {
	for _, corrected := range []bool{false, true} {
		w := newWorld()
		fetch := w.attach(general("with a plan"))
		w.hold(jo, earlier())
		found, err := fetch(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		found.Meta.Corrected = found.Meta.Changed
		if corrected {
			found.Meta.Corrected = start().UnixMicro()
		}
		_, err = w.file(t, jo, func(context.Context, *world) (SealedFile, error) { return found, nil })
		if corrected {
			wantMissing(t, err)
		} else if err != nil {
			t.Error(err)
		}
	}
}
