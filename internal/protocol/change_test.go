package protocol_test

import (
	"context"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
)

func TestAChoiceActsAtOnce(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "The dose goes down.")
		f.wantSees("Jo", e, false, "before any choice")
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		f.wantSees("Jo", e, true, "after sharing")
		f.wantSees("Al", e, false, "shared with Jo alone")
		f.choose("Sam", "Jo", "medicines", sharing.Keep)
		f.wantSees("Jo", e, false, "after keeping")
		f.choose("Sam", "professionals", "medicines", sharing.Keep)
		f.wantSees("Bea", e, false, "kept from the team")
		f.choose("Sam", "Bea", "medicines", sharing.Share)
		f.wantSees("Bea", e, true, "one of the team by name")
		f.wantSees("Mei", e, false, "the others of the team")
		if n := f.count("SELECT COUNT(*) FROM ledger_detail WHERE kind = 'decision' AND triangle = $1", string(f.Triangle)); n != 4 {
			t.Errorf("four choices leave %d records", n)
		}
	})
}

func TestAChoiceEndsAtItsVeryInstant(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "The dose goes down.")
		ends := f.Clock.Now().Add(time.Hour)
		f.choose("Sam", "Jo", "medicines", sharing.Share, ends)
		f.Clock.Move(ends.Sub(f.Clock.Now()) - time.Microsecond)
		f.wantSees("Jo", e, true, "a microsecond before the end")
		f.Clock.Move(time.Microsecond)
		f.wantSees("Jo", e, false, "at the end")
		told, err := f.Protocol.Told(t.Context(), f.ID("Jo"), f.Triangle)
		apptest.Must(t, err)
		if len(told.Share)+len(told.Keep) != 0 {
			t.Error("an ended choice is as if it had never been")
		}
	})
}

// A reading that began before a choice was narrowed shows nothing after it.
func TestNarrowingMeetsAReadingOnItsWay(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "The dose goes down.")
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		looks := 0
		page, err := disclose.Read(t.Context(), disclose.NewDoor(f.Clock.Now), disclose.Look[protocol.Tx]{
			Run: store.Runner(f.Store, func(x *store.Tx) protocol.Tx { return x }), Triangle: f.Triangle, Person: f.ID("Jo"), Purpose: sharing.Care, Limit: 10,
			Fetch: func(ctx context.Context, x protocol.Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
				found, err := x.Recent(ctx, f.Triangle, []disclose.Kind{disclose.Note}, after, n)
				if looks++; looks == 1 { // decided by the old choice; before it is recorded, Sam narrows
					f.choose("Sam", "Jo", "medicines", sharing.Keep)
				}
				return found, err
			},
		})
		apptest.Must(t, err)
		if len(page.Shown) != 0 || looks < 2 {
			t.Errorf("%d entries slipped through in %d looks", len(page.Shown), looks)
		}
		if n := f.count("SELECT COUNT(*) FROM ledger_detail WHERE kind = 'sighting' AND entry = $1 AND actor = $2", string(e), f.who("Jo")); n != 0 {
			t.Errorf("%d sightings of what was not shown", n)
		}
	})
}

func TestTheSameFormTwiceIsOneChoice(t *testing.T) {
	both(t, func(f family) {
		d := f.draft("Sam", "Jo", "medicines", sharing.Share, sharing.Everyday)
		for range 2 {
			apptest.Must(t, f.Protocol.Change(t.Context(), f.ID("Sam"), d))
			f.Clock.Move(time.Second)
		}
		if n := f.count("SELECT COUNT(*) FROM decision WHERE triangle = $1", string(f.Triangle)); n != 1 {
			t.Errorf("%d choices", n)
		}
		d.Triangle, d.Recipient = f.Triangle, f.who("Al")
		apptest.Must(t, f.Protocol.Change(t.Context(), f.ID("Sam"), d)) // the id is spent: nothing happens
		if told, err := f.Protocol.Told(t.Context(), f.ID("Al"), f.Triangle); err != nil || names(told.Share)["medicines"] {
			t.Errorf("a spent id changed something else: %v %v", told, err)
		}
	})
}

func TestTwoWindowsMeet(t *testing.T) {
	both(t, func(f family) {
		one := f.draft("Sam", "Jo", "medicines", sharing.Share, sharing.Everyday)
		other := f.draft("Sam", "Jo", "medicines", sharing.Keep, sharing.Everyday)
		wide := f.draft("Sam", "Al", "medicines", sharing.Share, sharing.Everyday)
		apptest.Must(t, f.Protocol.Change(t.Context(), f.ID("Sam"), one))
		f.Clock.Move(time.Second)
		f.wantKind(f.Protocol.Change(t.Context(), f.ID("Sam"), other), errs.Conflict, "the slower window")
		apptest.Must(t, f.Protocol.Change(t.Context(), f.ID("Sam"), wide)) // another person's line is another matter
		q, err := f.Protocol.Form(t.Context(), f.ID("Sam"), f.Triangle, f.who("Jo"), "medicines", sharing.Everyday)
		apptest.Must(t, err)
		if q.Cell.Answer != sharing.Share || q.Read != one.ID {
			t.Errorf("the first choice stands, and the form says so: %+v", q)
		}
	})
}

func TestWhoMayChooseAboutWhat(t *testing.T) {
	both(t, func(f family) {
		try := func(by, to, topic string, when sharing.When) error {
			return f.Protocol.Change(t.Context(), f.ID(by), protocol.Draft{ID: id.New(), Triangle: f.Triangle, Recipient: f.who(to), Topic: topic, Answer: sharing.Share, When: when})
		}
		for _, c := range []struct {
			why, by, to, topic string
			when               sharing.When
		}{
			{"a professional owns nothing here", "Ravi", "Jo", "medicines", ""}, {"somebody outside", "Nia", "Jo", "medicines", ""},
			{"to oneself", "Sam", "Sam", "medicines", ""}, {"to somebody outside", "Sam", "Nia", "medicines", ""}, {"to nobody", "Sam", "", "medicines", ""},
			{"a carer's topic is not Sam's", "Sam", "Jo", "caring-role", ""}, {"a made-up topic", "Sam", "Jo", "own-" + id.New(), ""}, {"everything goes another way", "Sam", "Jo", "*", ""},
			{"Sam's medicines are not Jo's to share with Sam", "Jo", "Sam", "medicines", ""}, {"nor with the team", "Jo", "professionals", "medicines", ""},
			{"a carer has no choice for when Sam cannot decide", "Jo", "Sam", "caring-role", sharing.WithoutCapacity}, {"no such set", "Sam", "Jo", "medicines", "sometimes"},
		} {
			f.wantKind(try(c.by, c.to, c.topic, c.when), errs.NotFound, c.why)
		}
		d := f.draft("Sam", "Jo", "medicines", "maybe", sharing.Everyday)
		f.wantKind(f.Protocol.Change(t.Context(), f.ID("Sam"), d), errs.Invalid, "an answer that is none of three")
		d.Answer, d.Ends = sharing.Share, f.Clock.Now().UnixMicro()
		f.wantKind(f.Protocol.Change(t.Context(), f.ID("Sam"), d), errs.Invalid, "an end that has come")
		if n := f.count("SELECT COUNT(*) FROM decision WHERE triangle = $1", string(f.Triangle)); n != 0 {
			t.Errorf("%d choices were recorded", n)
		}
	})
}

func TestACarersOwnChoices(t *testing.T) {
	both(t, func(f family) {
		own := f.write("Jo", entry.Draft{Kind: disclose.Told, Class: sharing.CarersOwn, Topic: "caring-role", About: []id.Person{f.ID("Jo")}, Text: "I am tired.", Confidence: sharing.Team})
		f.wantSees("Ravi", own, true, "told directly")
		f.wantSees("Sam", own, false, "a carer's own")
		f.choose("Jo", "Sam", "caring-role", sharing.Share)
		f.wantSees("Sam", own, false, "it was said in confidence, and a choice does not undo that")
		told := f.tell("Jo", "medicines", "Sam sleeps badly.", sharing.Named)
		f.wantSees("Al", told, false, "neither has said so")
		f.choose("Jo", "Al", "*", sharing.Share)
		f.wantSees("Al", told, false, "Sam has not")
		f.choose("Sam", "Al", "medicines", sharing.Share)
		f.wantSees("Al", told, true, "both have")
		f.choose("Jo", "Al", "medicines", sharing.Keep)
		f.wantSees("Al", told, false, "Jo took it back for this topic")
	})
}

func TestWhileSamCannotDecide(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "crisis", "What helps: music.")
		d := f.draft("Sam", "Jo", "crisis", sharing.Share, sharing.WithoutCapacity)
		apptest.Must(t, f.Protocol.Change(t.Context(), f.ID("Sam"), d))
		f.Clock.Move(time.Second)
		f.wantSees("Jo", e, false, "it is for another time")
		f.unable()
		f.wantSees("Jo", e, true, "the time has come")
		d = f.draft("Sam", "Al", "crisis", sharing.Share, sharing.Everyday)
		f.wantKind(f.Protocol.Change(t.Context(), f.ID("Sam"), d), errs.Invalid, "a share that is not theirs to give now")
		f.choose("Sam", "Al", "crisis", sharing.Keep)
		q, err := f.Protocol.Form(t.Context(), f.ID("Sam"), f.Triangle, f.who("Al"), "crisis", sharing.Everyday)
		apptest.Must(t, err)
		if q.Cell.Answer != sharing.Keep {
			t.Errorf("keeping is always possible: %+v", q.Cell)
		}
		told, err := f.Protocol.Told(t.Context(), f.ID("Jo"), f.Triangle)
		apptest.Must(t, err)
		if len(told.Share)+len(told.Keep) != 0 {
			t.Error("what Jo can be told must not tell that Sam cannot decide")
		}
	})
}
