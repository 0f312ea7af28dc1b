package protocol_test

import (
	"context"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

func (f family) ask(by, topic string) string {
	f.t.Helper()
	d := protocol.AskDraft{ID: id.New(), Triangle: f.Triangle, Topic: topic}
	apptest.Must(f.t, f.Protocol.Ask(f.t.Context(), f.ID(by), d))
	f.Clock.Move(time.Second)
	return d.ID
}

func (f family) waiting(name string) []protocol.Asked {
	f.t.Helper()
	out, err := f.Protocol.Waiting(f.t.Context(), f.ID(name), f.Triangle)
	apptest.Must(f.t, err)
	return out
}

func (f family) myAsk(name string) protocol.Asked {
	f.t.Helper()
	out, err := f.Protocol.MyAsks(f.t.Context(), f.ID(name), f.Triangle)
	apptest.Must(f.t, err)
	if len(out) == 0 {
		f.t.Fatal("nothing was asked")
	}
	return out[0]
}

func TestAskingOnceAndAnsweringOnce(t *testing.T) {
	both(t, func(f family) {
		e := f.note("Ravi", "medicines", "The dose goes down.")
		ask := f.ask("Jo", "medicines")
		f.ask("Jo", "medicines") // it waits already
		if w := f.waiting("Sam"); len(w) != 1 || w[0].ID != ask || w[0].Recipient != f.who("Jo") {
			t.Fatalf("one question waits for Sam: %+v", w)
		}
		if len(f.waiting("Ravi"))+len(f.waiting("Al")) != 0 {
			t.Error("it waits for nobody else")
		}
		answer := protocol.AskAnswer{ID: id.New(), Triangle: f.Triangle, Ask: ask, Answer: sharing.Share}
		f.wantKind(f.Protocol.Answer(t.Context(), f.ID("Sam"), answer), errs.Invalid, "a yes to a question has an end")
		answer.Ends = f.Clock.Now().Add(24 * time.Hour).UnixMicro()
		f.wantKind(f.Protocol.Answer(t.Context(), f.ID("Al"), answer), errs.NotFound, "not Al's to answer")
		for range 2 {
			apptest.Must(t, f.Protocol.Answer(t.Context(), f.ID("Sam"), answer))
			f.Clock.Move(time.Second)
		}
		f.wantSees("Jo", e, true, "Sam said yes")
		if got := f.myAsk("Jo"); got.Closed == 0 || got.Choice.Answer != sharing.Share || got.Outcome != "" || got.PutTo != "" {
			t.Errorf("Jo sees what counts now, and no more: %+v", got)
		}
		again := answer
		again.ID, again.Answer = id.New(), sharing.Keep
		f.wantKind(f.Protocol.Answer(t.Context(), f.ID("Sam"), again), errs.Conflict, "it is answered")
		f.Clock.Move(24 * time.Hour)
		f.wantSees("Jo", e, false, "the day is over")
		f.openDuties("Sam", 0)
	})
}

func (f family) openDuties(name string, want int) {
	f.t.Helper()
	if n := f.count("SELECT COUNT(*) FROM task WHERE owner = $1 AND done = 0", f.who(name)); n != want {
		f.t.Errorf("%s has %d things to do, not %d", name, n, want)
	}
}

func TestNotNowLeavesEverythingAsItIs(t *testing.T) {
	both(t, func(f family) {
		ask := f.ask("Jo", "medicines")
		f.wantKind(f.Protocol.Leave(t.Context(), f.ID("Al"), f.Triangle, ask), errs.NotFound, "not Al's")
		for range 2 {
			apptest.Must(t, f.Protocol.Leave(t.Context(), f.ID("Sam"), f.Triangle, ask))
		}
		if got := f.myAsk("Jo"); got.Closed == 0 || got.Choice.Chosen || got.Choice.Answer != sharing.Ask {
			t.Errorf("nothing was chosen: %+v", got)
		}
		f.ask("Jo", "medicines")
		if len(f.waiting("Sam")) != 1 {
			t.Error("it can be asked again")
		}
		f.choose("Sam", "Jo", "medicines", sharing.Keep)
		if len(f.waiting("Sam")) != 0 {
			t.Error("a choice answers the question that waits for it")
		}
	})
}

func TestWhoMayAskWhom(t *testing.T) {
	both(t, func(f family) {
		try := func(by, owner, to, topic string) error {
			return f.Protocol.Ask(t.Context(), f.ID(by), protocol.AskDraft{ID: id.New(), Triangle: f.Triangle, Owner: id.Person(f.who(owner)), Recipient: f.who(to), Topic: topic})
		}
		apptest.Must(t, try("Ravi", "Sam", "Jo", "medicines"))
		apptest.Must(t, try("Ravi", "Jo", "professionals", "carers-health"))
		if w := f.waiting("Jo"); len(w) != 1 || w[0].Owner != f.ID("Jo") {
			t.Errorf("Jo is asked about her own: %+v", w)
		}
		f.wantKind(try("Ravi", "Sam", "professionals", "medicines"), errs.Invalid, "the team may know already")
		f.wantKind(try("Ravi", "Sam", "Jo", "carers-health"), errs.Invalid, "not Sam's topic")
		f.wantKind(try("Ravi", "Jo", "Jo", "caring-role"), errs.NotFound, "Jo about Jo")
		f.wantKind(try("Ravi", "Ravi", "Jo", "medicines"), errs.NotFound, "a professional owns nothing")
		f.wantKind(try("Jo", "Al", "Jo", "carers-health"), errs.Invalid, "a carer asks Sam, whatever the form says")
		f.wantKind(try("Sam", "Sam", "Jo", "medicines"), errs.NotFound, "Sam asks nobody")
		f.wantKind(try("Nia", "Sam", "Nia", "medicines"), errs.NotFound, "somebody outside")
		f.choose("Sam", "Al", "medicines", sharing.Share)
		f.wantKind(try("Al", "", "", "medicines"), errs.Invalid, "Al can be told already")
	})
}

func TestWhatCannotBePutToSamGoesToTheKeyWorker(t *testing.T) {
	both(t, func(f family) {
		f.unable()
		ask := f.ask("Jo", "medicines")
		if w := f.waiting("Ravi"); len(w) != 1 || w[0].ID != ask {
			t.Fatalf("Ravi looks into it: %+v", w)
		}
		if got := f.myAsk("Jo"); got.PutTo != "" {
			t.Error("Jo is not told to whom it went")
		}
		f.wantKind(f.Protocol.Answer(t.Context(), f.ID("Ravi"), protocol.AskAnswer{ID: id.New(), Triangle: f.Triangle, Ask: ask, Answer: sharing.Keep}), errs.NotFound, "nobody chooses for Sam")
		apptest.Must(t, f.Protocol.Leave(t.Context(), f.ID("Ravi"), f.Triangle, ask))
		if len(f.waiting("Ravi")) != 0 || f.count("SELECT COUNT(*) FROM decision") != 0 {
			t.Error("looked into, and nothing chosen")
		}
		f.sql("UPDATE member SET died = $1 WHERE person = $2", f.Clock.Now().UnixMicro(), f.who("Sam"))
		f.ask("Al", "diagnosis")
		if len(f.waiting("Ravi")) != 1 {
			t.Error("after a death, too")
		}
	})
}

func (f family) work(kind string, payload map[string]string) {
	f.t.Helper()
	payload["triangle"] = string(f.Triangle)
	apptest.Must(f.t, f.Protocol.Jobs()[kind](context.Background(), disclose.Job{ID: id.New(), Kind: kind, Payload: payload}))
}

func TestAQuestionThatWaitsComesUpAgain(t *testing.T) {
	both(t, func(f family) {
		ask := f.ask("Jo", "medicines")
		if n := f.count("SELECT COUNT(*) FROM job WHERE kind = $1 AND run_at > $2", protocol.AskJob, f.Clock.Now().UnixMicro()); n != 1 {
			t.Errorf("%d reminders are queued", n)
		}
		for range 2 {
			f.work(protocol.AskJob, map[string]string{"ask": ask})
		}
		f.openDuties("Sam", 2)
		apptest.Must(t, f.Protocol.Leave(t.Context(), f.ID("Sam"), f.Triangle, ask))
		f.openDuties("Sam", 0)
		f.work(protocol.AskJob, map[string]string{"ask": ask})
		f.openDuties("Sam", 0)
	})
}

func TestAChoiceComesUpTwoWeeksBeforeItsEnd(t *testing.T) {
	both(t, func(f family) {
		begins, ends := f.Clock.Now(), f.Clock.Now().AddDate(0, 0, 60)
		choice := f.choose("Sam", "Jo", "medicines", sharing.Share, ends)
		f.choose("Sam", "Al", "medicines", sharing.Keep, ends)
		if n := f.count("SELECT COUNT(*) FROM job WHERE kind = $1 AND run_at = $2", protocol.EndsJob, ends.AddDate(0, 0, -14).UnixMicro()); n != 2 {
			t.Errorf("%d reminders are queued for that day", n)
		}
		f.Clock.Move(46 * 24 * time.Hour)
		for range 2 {
			f.work(protocol.EndsJob, map[string]string{"choice": choice})
		}
		f.openDuties("Sam", 1)
		f.openDuties("Jo", 1)
		soon, err := f.Protocol.EndingSoon(t.Context(), f.ID("Jo"), f.Triangle)
		apptest.Must(t, err)
		if len(soon) != 1 || soon[0].Mine || soon[0].Topic.Name != "medicines" {
			t.Errorf("Jo reads what ends: %+v", soon)
		}
		e, err := f.Protocol.Renewing(t.Context(), f.ID("Sam"), f.Triangle, choice)
		apptest.Must(t, err)
		if e.Again != ends.Add(ends.Sub(begins)).UnixMicro() {
			t.Errorf("as long again: %v", time.UnixMicro(e.Again))
		}
		_, err = f.Protocol.Renewing(t.Context(), f.ID("Jo"), f.Triangle, choice)
		f.wantKind(err, errs.NotFound, "not Jo's to renew")
		change := id.New()
		for range 2 {
			apptest.Must(t, f.Protocol.Renew(t.Context(), f.ID("Sam"), f.Triangle, choice, change))
			f.Clock.Move(time.Second)
		}
		f.openDuties("Sam", 0)
		f.openDuties("Jo", 0)
		f.work(protocol.EndsJob, map[string]string{"choice": choice}) // replaced: nothing to say
		f.openDuties("Sam", 0)
		f.wantKind(f.Protocol.Renew(t.Context(), f.ID("Sam"), f.Triangle, choice, id.New()), errs.Conflict, "renewed meanwhile")
	})
}

func TestAShortOrPrivateChoiceRemindsNobodyElse(t *testing.T) {
	both(t, func(f family) {
		f.choose("Sam", "Jo", "medicines", sharing.Share, f.Clock.Now().AddDate(0, 0, 7))
		if n := f.count("SELECT COUNT(*) FROM job WHERE kind = $1", protocol.EndsJob); n != 0 {
			t.Errorf("a week needs no reminder: %d", n)
		}
		keep := f.choose("Sam", "Al", "medicines", sharing.Keep, f.Clock.Now().AddDate(0, 0, 60))
		f.work(protocol.EndsJob, map[string]string{"choice": keep})
		f.openDuties("Sam", 1)
		f.openDuties("Al", 0)
	})
}
