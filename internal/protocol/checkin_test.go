package protocol_test

import (
	"testing"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

// wish asks to be asked alone before a yes for a carer starts.
func (f family) wish(carer string, key bool) {
	f.t.Helper()
	to := carer
	if carer != protocol.AllCarers {
		to = f.who(carer)
	}
	if err := f.Protocol.Wish(f.t.Context(), f.ID("Sam"), f.Triangle, []protocol.Wish{{Carer: to, KeyWorker: key}}); err != nil {
		f.t.Fatal(err)
	}
}

// cell is what Sam's own table shows.
func (f family) cell(to, topic string) protocol.Cell {
	f.t.Helper()
	q, err := f.Protocol.Form(f.t.Context(), f.ID("Sam"), f.Triangle, f.who(to), topic, sharing.Everyday)
	if err != nil {
		f.t.Fatal(err)
	}
	return q.Cell
}

func (f family) waits(who string) []protocol.Waits {
	f.t.Helper()
	out, err := f.Protocol.CheckInsOf(f.t.Context(), f.ID(who), f.Triangle)
	if err != nil {
		f.t.Fatal(err)
	}
	return out
}

func TestAYesWaitsForAPrivateWord(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "two tablets")
		f.wish(protocol.AllCarers, false)
		records := f.count("SELECT COUNT(*) FROM ledger WHERE triangle = $1", string(f.Triangle))
		change := f.choose("Sam", "Jo", "medicines", sharing.Share)
		if got := f.count("SELECT COUNT(*) FROM ledger WHERE triangle = $1", string(f.Triangle)); got != records {
			f.t.Errorf("it left %d records", got-records)
		}
		f.wantSees("Jo", e, false, "it starts nothing")
		if got := f.cell("Jo", "medicines"); got.Answer != sharing.Share || !got.Chosen {
			f.t.Errorf("Sam's table shows %+v, and somebody who looks on can tell", got)
		}
		done, err := f.Protocol.LookAt(t.Context(), f.ID("Sam"), f.Triangle, change)
		if err != nil || len(done.Choices) != 1 || !done.Last {
			f.t.Errorf("the message after it: %+v %v", done, err)
		}
		told, err := f.Protocol.Told(t.Context(), f.ID("Jo"), f.Triangle)
		if err != nil || names(told.Share)["medicines"] {
			f.t.Errorf("Jo can be told %+v (%v)", told.Share, err)
		}
		f.wantKind(f.Protocol.CheckIn(t.Context(), f.ID("Jo"), f.Triangle, change, protocol.Meant), errs.NotFound, "Jo's own word")
		f.wantKind(f.Protocol.CheckIn(t.Context(), f.ID("Ravi"), f.Triangle, change, protocol.Meant), errs.NotFound, "a key worker who was not asked")
		if err := f.Protocol.CheckIn(t.Context(), f.ID("Sam"), f.Triangle, change, protocol.Meant); err != nil {
			f.t.Fatal(err)
		}
		f.wantSees("Jo", e, true, "Sam meant it")
		if len(f.waits("Sam")) != 0 {
			f.t.Error("nothing waits any more")
		}
		f.wantKind(f.Protocol.CheckIn(t.Context(), f.ID("Sam"), f.Triangle, change, protocol.Meant), errs.NotFound, "the same word twice")
	})
}

func TestANoIsForgotten(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "two tablets")
		f.wish("Jo", false)
		change := f.choose("Sam", "Jo", "medicines", sharing.Share)
		if err := f.Protocol.CheckIn(t.Context(), f.ID("Sam"), f.Triangle, change, protocol.NotMeant); err != nil {
			f.t.Fatal(err)
		}
		f.wantSees("Jo", e, false, "Sam did not mean it")
		if got := f.cell("Jo", "medicines"); got.Chosen {
			f.t.Errorf("nothing of it is left: %+v", got)
		}
		f.wantKind(f.Protocol.CheckIn(t.Context(), f.ID("Sam"), f.Triangle, change, "perhaps"), errs.NotFound, "another word")
	})
}

func TestAYesThatNobodyConfirmsIsForgotten(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "two tablets")
		f.wish("Jo", false)
		change := f.choose("Sam", "Jo", "medicines", sharing.Share)
		f.Clock.Move(protocol.PendingFor + time.Hour)
		f.wantSees("Jo", e, false, "after two weeks")
		if f.cell("Jo", "medicines").Chosen || len(f.waits("Sam")) != 0 {
			f.t.Error("it is forgotten")
		}
		f.wantKind(f.Protocol.CheckIn(t.Context(), f.ID("Sam"), f.Triangle, change, protocol.Meant), errs.NotFound, "a word that comes too late")
		f.choose("Sam", "Al", "medicines", sharing.Keep)
		if n := f.count("SELECT COUNT(*) FROM pending_yes"); n != 0 {
			f.t.Errorf("%d stale yeses stay in the database", n)
		}
	})
}

func TestNarrowingIsNeverPutOff(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "two tablets")
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		f.wish("Jo", false)
		f.wantSees("Jo", e, true, "from before the wish")
		f.choose("Sam", "Jo", "medicines", sharing.Keep)
		f.wantSees("Jo", e, false, "a no works at once")
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		f.choose("Sam", "Jo", "medicines", sharing.Ask)
		if len(f.waits("Sam")) != 0 {
			f.t.Error("a no takes the place of a yes that waits")
		}
		if err := f.Protocol.Nothing(t.Context(), f.ID("Sam"), protocol.Sweep{ID: id.New(), Triangle: f.Triangle, Recipient: f.who("Jo"), When: sharing.Everyday}); err != nil {
			f.t.Fatal(err)
		}
		// A yes for less time than stands narrows, too; for longer it waits.
		f.choose("Sam", "Al", "medicines", sharing.Share, f.Clock.Now().AddDate(0, 3, 0))
		f.wish(protocol.AllCarers, false)
		f.choose("Sam", "Al", "medicines", sharing.Share, f.Clock.Now().AddDate(0, 1, 0))
		if len(f.waits("Sam")) != 0 {
			f.t.Error("a shorter yes waits")
		}
		f.choose("Sam", "Al", "medicines", sharing.Share, f.Clock.Now().AddDate(0, 6, 0))
		if len(f.waits("Sam")) != 1 {
			f.t.Error("a longer yes starts at once")
		}
	})
}

func TestOnlyWhoWasNamedWaits(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "two tablets")
		f.wish("Jo", false)
		f.choose("Sam", "Al", "medicines", sharing.Share)
		f.wantSees("Al", e, true, "Al was not named")
		f.choose("Sam", "professionals", "medicines", sharing.Keep)
		f.choose("Sam", "professionals", "medicines", sharing.Share)
		f.wantSees("Bea", e, true, "the team is not a carer")
		f.wantKind(f.Protocol.Wish(t.Context(), f.ID("Jo"), f.Triangle, nil), errs.NotFound, "a carer's wish")
		f.wantKind(f.Protocol.Wish(t.Context(), f.ID("Sam"), f.Triangle, []protocol.Wish{{Carer: f.who("Ravi")}}), errs.NotFound, "a wish about the team")
	})
}

func TestEverythingAndAnAskWait(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "two tablets")
		f.wish("Jo", false)
		if err := f.Protocol.Everything(t.Context(), f.ID("Sam"), protocol.Sweep{ID: id.New(), Triangle: f.Triangle, Recipient: f.who("Jo"), When: sharing.Everyday}); err != nil {
			f.t.Fatal(err)
		}
		f.wantSees("Jo", e, false, "everything waits")
		f.Clock.Move(time.Second)
		ask := id.New()
		if err := f.Protocol.Ask(t.Context(), f.ID("Jo"), protocol.AskDraft{ID: ask, Triangle: f.Triangle, Topic: "care-plan"}); err != nil {
			f.t.Fatal(err)
		}
		answer := protocol.AskAnswer{ID: id.New(), Triangle: f.Triangle, Ask: ask, Answer: sharing.Share, Ends: f.Clock.Now().AddDate(0, 1, 0).UnixMicro()}
		if err := f.Protocol.Answer(t.Context(), f.ID("Sam"), answer); err != nil {
			f.t.Fatal(err)
		}
		if err := f.Protocol.Answer(t.Context(), f.ID("Sam"), answer); err != nil {
			f.t.Errorf("sent twice it is one: %v", err)
		}
		waiting, err := f.Protocol.Waiting(t.Context(), f.ID("Sam"), f.Triangle)
		if err != nil || len(waiting) != 0 {
			f.t.Errorf("on Sam's pages the question is answered: %+v %v", waiting, err)
		}
		mine, err := f.Protocol.MyAsks(t.Context(), f.ID("Jo"), f.Triangle)
		if err != nil || len(mine) != 1 || mine[0].Closed != 0 || mine[0].Choice.Answer == sharing.Share {
			f.t.Errorf("on Jo's it waits: %+v %v", mine, err)
		}
		if err := f.Protocol.CheckIn(t.Context(), f.ID("Sam"), f.Triangle, answer.ID, protocol.Meant); err != nil {
			f.t.Fatal(err)
		}
		if mine, err = f.Protocol.MyAsks(t.Context(), f.ID("Jo"), f.Triangle); err != nil || mine[0].Choice.Answer != sharing.Share {
			f.t.Errorf("after Sam's word Jo finds %+v %v", mine, err)
		}
	})
}

func TestAWaitingYesCanBeTakenBack(t *testing.T) {
	both(t, func(f family) {
		f.wish("Jo", false)
		records := f.count("SELECT COUNT(*) FROM ledger WHERE triangle = $1", string(f.Triangle))
		change := f.choose("Sam", "Jo", "medicines", sharing.Share)
		if err := f.Protocol.Undo(t.Context(), f.ID("Sam"), f.Triangle, change, id.New()); err != nil {
			f.t.Fatal(err)
		}
		if f.cell("Jo", "medicines").Chosen || len(f.waits("Sam")) != 0 {
			f.t.Error("it is gone")
		}
		if got := f.count("SELECT COUNT(*) FROM ledger WHERE triangle = $1", string(f.Triangle)); got != records {
			f.t.Errorf("%d records of what never began", got-records)
		}
	})
}

// See it as shows what the table shows, unless Sam said that they are alone.
func TestSeeingAsAnotherWhileAYesWaits(t *testing.T) {
	both(t, func(f family) {
		f.note("Ravi", "medicines", "two tablets")
		f.wish("Jo", false)
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		for _, c := range []struct {
			eyes  protocol.Eyes
			shown bool
		}{{"", true}, {protocol.Alone, false}} {
			as, err := f.Protocol.SeeAs(t.Context(), f.ID("Sam"), f.Triangle, f.ID("Jo"), disclose.Place{}, c.eyes)
			if err != nil || names(as.Told.Share)["medicines"] != c.shown || len(as.Entries) == 1 != c.shown {
				f.t.Errorf("%q: told %v, entries %d, %v", c.eyes, names(as.Told.Share), len(as.Entries), err)
			}
		}
	})
}

// An agreement is read by all three: it holds what has begun.
func TestAnAgreementHoldsNoYesThatWaits(t *testing.T) {
	both(t, func(f family) {
		f.wish("Jo", false)
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		if err := f.Protocol.PutDown(t.Context(), f.ID("Sam"), f.Triangle, id.New()); err != nil {
			f.t.Fatal(err)
		}
		if n := f.count("SELECT COUNT(*) FROM agreement_line WHERE topic = 'medicines' AND recipient = $1 AND answer = 'share'", f.who("Jo")); n != 0 {
			f.t.Error("the agreement tells Jo of a yes that waits")
		}
	})
}

func TestAKeyWorkerAsksInPrivate(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "two tablets")
		f.wish("Jo", true)
		change := f.choose("Sam", "Jo", "medicines", sharing.Share)
		if got := f.waits("Ravi"); len(got) != 1 || got[0].Change != change || got[0].Topics[0].Name != "medicines" {
			f.t.Fatalf("the key worker is asked: %+v", got)
		}
		if n := f.count("SELECT COUNT(*) FROM task WHERE kind = 'check-in' AND owner = $1 AND done = 0", f.who("Ravi")); n != 1 {
			f.t.Errorf("%d tasks", n)
		}
		if len(f.waits("Bea")) != 0 {
			f.t.Error("nobody else of the team is told")
		}
		f.wantKind(f.Protocol.CheckIn(t.Context(), f.ID("Bea"), f.Triangle, change, protocol.Meant), errs.NotFound, "another professional's word")
		if err := f.Protocol.CheckIn(t.Context(), f.ID("Ravi"), f.Triangle, change, protocol.Meant); err != nil {
			f.t.Fatal(err)
		}
		f.wantSees("Jo", e, true, "Sam said yes in private")
		if n := f.count("SELECT COUNT(*) FROM decision WHERE topic = 'medicines' AND owner = $1 AND made_by = $1", f.who("Sam")); n != 1 {
			f.t.Error("the choice is Sam's")
		}
		if n := f.count("SELECT COUNT(*) FROM task WHERE kind = 'check-in' AND done = 0"); n != 0 {
			f.t.Errorf("%d tasks are left", n)
		}
	})
}

// While Sam cannot decide, a word given now starts nothing.
func TestNoCheckInWhileSomebodyCannotDecide(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "two tablets")
		f.wish("Jo", false)
		change := f.choose("Sam", "Jo", "medicines", sharing.Share)
		f.unable()
		f.wantKind(f.Protocol.CheckIn(t.Context(), f.ID("Sam"), f.Triangle, change, protocol.Meant), errs.Invalid, "a yes while Sam cannot decide")
		f.wantSees("Jo", e, false, "it starts nothing")
	})
}
