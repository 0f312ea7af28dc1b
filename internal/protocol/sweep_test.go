package protocol_test

import (
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

func (f family) sweep(to string) protocol.Sweep {
	return protocol.Sweep{ID: id.New(), Triangle: f.Triangle, Recipient: f.who(to), When: sharing.Everyday}
}

func TestEverythingToHerLeavesPrivateSubjectsAndSingleChoices(t *testing.T) {
	both(t, func(f family) {
		medicines, drugs, therapy := f.note("Ravi", "medicines", "a"), f.note("Ravi", "substance-use", "b"), f.note("Ravi", "therapy", "c")
		f.choose("Sam", "Jo", "therapy", sharing.Keep)
		form, err := f.Protocol.Sweeping(t.Context(), f.ID("Sam"), f.Triangle, f.who("Jo"), sharing.Everyday)
		apptest.Must(t, err)
		if len(form.Stay) != 1 || form.Stay[0].Name != "therapy" {
			t.Errorf("the page should name what stays: %+v", form.Stay)
		}
		apptest.Must(t, f.Protocol.Everything(t.Context(), f.ID("Sam"), f.sweep("Jo")))
		f.Clock.Move(time.Second)
		f.wantSees("Jo", medicines, true, "everything")
		f.wantSees("Jo", drugs, false, "a private subject needs its own tick")
		f.wantSees("Jo", therapy, false, "a single choice stays")
		f.choose("Sam", "Jo", "substance-use", sharing.Share)
		f.wantSees("Jo", drugs, true, "ticked itself")
		f.wantKind(f.Protocol.Everything(t.Context(), f.ID("Jo"), f.sweep("Sam")), errs.NotFound, "a carer ticks each topic")
	})
}

func TestNothingMoreToHerClosesEveryTopic(t *testing.T) {
	both(t, func(f family) {
		medicines, crisis, day := f.note("Ravi", "medicines", "a"), f.note("Ravi", "crisis", "b"), f.note("Ravi", "day-to-day", "c")
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		apptest.Must(t, f.Protocol.Everything(t.Context(), f.ID("Sam"), f.sweep("Jo")))
		advance := f.draft("Sam", "Jo", "crisis", sharing.Share, sharing.WithoutCapacity)
		apptest.Must(t, f.Protocol.Change(t.Context(), f.ID("Sam"), advance))
		f.Clock.Move(time.Second)
		f.wantSees("Jo", medicines, true, "before")
		nothing := f.sweep("Jo")
		for range 2 {
			apptest.Must(t, f.Protocol.Nothing(t.Context(), f.ID("Sam"), nothing))
			f.Clock.Move(time.Second)
		}
		f.wantSees("Jo", medicines, false, "a topic with a choice")
		f.wantSees("Jo", day, false, "a topic without")
		if n := f.count("SELECT COUNT(*) FROM decision WHERE change_id = $1 AND answer = 'keep' AND topic IN ('*', 'medicines')", nothing.ID); n != 2 {
			t.Errorf("a keep for everything and one for the topic, once: %d", n)
		}
		told, err := f.Protocol.Told(t.Context(), f.ID("Jo"), f.Triangle)
		apptest.Must(t, err)
		if len(told.Share)+len(told.Ask) != 0 || !names(told.Keep)["medicines"] {
			t.Errorf("everything is kept: %+v", told)
		}
		f.unable()
		f.wantSees("Jo", crisis, true, "what was said for that time stays, unless it was ticked too")
	})
}

func TestNothingMoreCanCountWhenSamCannotDecideToo(t *testing.T) {
	both(t, func(f family) {
		crisis := f.note("Ravi", "crisis", "b")
		apptest.Must(t, f.Protocol.Change(t.Context(), f.ID("Sam"), f.draft("Sam", "Jo", "crisis", sharing.Share, sharing.WithoutCapacity)))
		f.Clock.Move(time.Second)
		both := f.sweep("Jo")
		both.Also = true
		apptest.Must(t, f.Protocol.Nothing(t.Context(), f.ID("Sam"), both))
		f.Clock.Move(time.Second)
		f.unable()
		f.wantSees("Jo", crisis, false, "ticked too")
	})
}

func TestUndoSaysWhatWasSaidBefore(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "The dose goes down.")
		ends := f.Clock.Now().AddDate(0, 3, 0)
		first := f.choose("Sam", "Jo", "medicines", sharing.Share, ends)
		second := f.choose("Sam", "Jo", "medicines", sharing.Keep)
		f.wantKind(f.Protocol.Undo(t.Context(), f.ID("Sam"), f.Triangle, first, id.New()), errs.Conflict, "only the last change can be undone")
		f.wantKind(f.Protocol.Undo(t.Context(), f.ID("Jo"), f.Triangle, second, id.New()), errs.NotFound, "somebody else's change")
		undo := id.New()
		for range 2 {
			apptest.Must(t, f.Protocol.Undo(t.Context(), f.ID("Sam"), f.Triangle, second, undo))
			f.Clock.Move(time.Second)
		}
		f.wantSees("Jo", e, true, "undone")
		q, err := f.Protocol.Form(t.Context(), f.ID("Sam"), f.Triangle, f.who("Jo"), "medicines", sharing.Everyday)
		apptest.Must(t, err)
		if q.Cell.Until != ends.UnixMicro() {
			t.Errorf("the end comes back too: %+v", q.Cell)
		}
	})
}

func TestUndoOfTheFirstChoiceLeavesNone(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "The dose goes down.")
		change := f.choose("Sam", "Jo", "medicines", sharing.Share)
		apptest.Must(t, f.Protocol.Undo(t.Context(), f.ID("Sam"), f.Triangle, change, id.New()))
		f.Clock.Move(time.Second)
		f.wantSees("Jo", e, false, "undone")
		q, err := f.Protocol.Form(t.Context(), f.ID("Sam"), f.Triangle, f.who("Jo"), "medicines", sharing.Everyday)
		apptest.Must(t, err)
		if q.Cell.Chosen || q.Cell.Answer != sharing.Ask {
			t.Errorf("as if nothing had been chosen: %+v", q.Cell)
		}
	})
}

func TestUndoOfNothingMoreBringsAllBack(t *testing.T) {
	both(t, func(f family) {
		medicines, day := f.note("Ravi", "medicines", "a"), f.note("Ravi", "day-to-day", "c")
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		nothing := f.sweep("Jo")
		apptest.Must(t, f.Protocol.Nothing(t.Context(), f.ID("Sam"), nothing))
		f.Clock.Move(time.Second)
		apptest.Must(t, f.Protocol.Undo(t.Context(), f.ID("Sam"), f.Triangle, nothing.ID, id.New()))
		f.Clock.Move(time.Second)
		f.wantSees("Jo", medicines, true, "the single topic")
		f.wantSees("Jo", day, false, "there was no choice for the others")
		told, err := f.Protocol.Told(t.Context(), f.ID("Jo"), f.Triangle)
		apptest.Must(t, err)
		if len(told.Keep) != 0 {
			t.Errorf("nothing is kept, as before: %+v", told.Keep)
		}
	})
}
