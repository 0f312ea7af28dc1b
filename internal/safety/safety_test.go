package safety_test

import (
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/candour"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/safety"
	"trialogue/internal/sharing"
	"trialogue/internal/store/engine"
	"trialogue/internal/tx"
	"trialogue/internal/weighing"
)

const day = 24 * time.Hour

// home is the house with words for what these tests do often.
type home struct {
	*apptest.House
	t *testing.T
}

func both(t *testing.T, fn func(h home)) {
	t.Helper()
	apptest.Both(t, func(t *testing.T, h *apptest.House) { fn(home{h, t}) })
}

// general is something that everybody of the triangle may know.
func (h home) general(text string) id.Entry {
	h.t.Helper()
	h.Clock.Move(time.Second)
	e, err := h.Entries.Write(h.t.Context(), h.ID("Ravi"), entry.Draft{ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.General, Topic: "team", Text: text})
	apptest.Must(h.t, err)
	h.Clock.Move(time.Second)
	return e
}

func (h home) sees(name string, e id.Entry) bool {
	h.t.Helper()
	_, err := h.Entries.Read(h.t.Context(), h.ID(name), h.Triangle, e)
	if err != nil && !errs.Is(err, errs.NotFound) {
		h.t.Fatal(err)
	}
	return err == nil
}

func (h home) wantSees(name string, e id.Entry, want bool, why string) {
	h.t.Helper()
	if got := h.sees(name, e); got != want {
		h.t.Errorf("%s: %s sees it: %v", why, name, got)
	}
}

func (h home) wantKind(err error, k errs.Kind, why string) {
	h.t.Helper()
	if !errs.Is(err, k) {
		h.t.Errorf("%s should be %v, and is %v", why, k, err)
	}
}

func (h home) draft(who string) safety.Draft {
	return safety.Draft{ID: id.New(), Triangle: h.Triangle, Person: h.ID(who), Reason: "violetanchor: he reads over Sam's shoulder", Review: h.Clock.Now().Add(7 * day)}
}

// hold sets a hold that nobody has confirmed yet.
func (h home) hold(by, who string) string {
	h.t.Helper()
	d := h.draft(who)
	apptest.Must(h.t, h.Safety.Set(h.t.Context(), h.ID(by), d))
	h.Clock.Move(time.Second)
	return d.ID
}

func (h home) pause(who string) string {
	h.t.Helper()
	name := id.New()
	apptest.Must(h.t, h.Safety.Pause(h.t.Context(), h.ID("Sam"), h.Triangle, name, h.ID(who)))
	h.Clock.Move(time.Second)
	return name
}

func (h home) one(name string) safety.Hold {
	h.t.Helper()
	found, err := h.Safety.One(h.t.Context(), h.ID("Grace"), h.Triangle, name)
	apptest.Must(h.t, err)
	return found
}

// duties counts what somebody owes of a kind.
func (h home) duties(who string, k duty.Kind) (n int) {
	h.t.Helper()
	all, err := h.Duties.Of(tx.For(h.t.Context(), h.ID(who)), h.ID(who))
	apptest.Must(h.t, err)
	for _, d := range all {
		if d.Kind == k {
			n++
		}
	}
	return n
}

func TestAQuietPauseBeginsAndEnds(t *testing.T) {
	both(t, func(h home) {
		before := h.general("before")
		name := h.pause("Jo")
		during := h.general("during")
		h.wantSees("Jo", before, true, "what was there stays")
		h.wantSees("Jo", during, false, "what came since")
		for _, other := range []string{"Sam", "Al", "Ravi"} {
			h.wantSees(other, during, true, "nobody else is held")
		}
		apptest.Must(t, h.Safety.Pause(t.Context(), h.ID("Sam"), h.Triangle, name, h.ID("Jo")))
		apptest.Must(t, h.Safety.Pause(t.Context(), h.ID("Sam"), h.Triangle, id.New(), h.ID("Jo")))
		on, _, err := h.Safety.List(t.Context(), h.ID("Sam"), h.Triangle)
		apptest.Must(t, err)
		if len(on) != 1 {
			t.Fatalf("pressed three times it is one pause: %+v", on)
		}
		apptest.Must(t, h.Safety.End(t.Context(), h.ID("Sam"), h.Triangle, name))
		apptest.Must(t, h.Safety.End(t.Context(), h.ID("Sam"), h.Triangle, name))
		h.wantSees("Jo", during, true, "after the end it is an older entry like any other")
	})
}

func TestWhoMayPauseAndHold(t *testing.T) {
	both(t, func(h home) {
		ctx := t.Context()
		for _, c := range [][2]string{{"Jo", "Al"}, {"Ravi", "Al"}, {"Nia", "Al"}, {"Sam", "Ravi"}, {"Sam", "Sam"}, {"Sam", "Nia"}} {
			h.wantKind(h.Safety.Pause(ctx, h.ID(c[0]), h.Triangle, id.New(), h.ID(c[1])), errs.NotFound, c[0]+" pauses "+c[1])
		}
		// A professional who is alone cannot be held: nobody else could set it, and nobody holds themselves.
		for _, c := range [][2]string{{"Jo", "Al"}, {"Sam", "Al"}, {"Nia", "Al"}, {"Ravi", "Sam"}, {"Ravi", "Ravi"}, {"Ravi", "Nia"}} {
			h.wantKind(h.Safety.Set(ctx, h.ID(c[0]), h.draft(c[1])), errs.NotFound, c[0]+" holds "+c[1])
		}
		d := h.draft("Al")
		d.Reason = " "
		h.wantKind(h.Safety.Set(ctx, h.ID("Ravi"), d), errs.Invalid, "no reason")
		for _, at := range []time.Duration{-2 * day, 20 * day} {
			d := h.draft("Al")
			d.Review = h.Clock.Now().Add(at)
			h.wantKind(h.Safety.Set(ctx, h.ID("Ravi"), d), errs.Invalid, "a day that is no day for it")
		}
		d = h.draft("Al")
		apptest.Must(t, h.Safety.Set(ctx, h.ID("Ravi"), d))
		apptest.Must(t, h.Safety.Set(ctx, h.ID("Ravi"), d))
		h.wantKind(h.Safety.Set(ctx, h.ID("Bea"), h.draft("Al")), errs.Conflict, "a second hold")
		if on, _, err := h.Safety.List(ctx, h.ID("Bea"), h.Triangle); err != nil || len(on) != 1 {
			t.Errorf("there is one hold: %+v %v", on, err)
		}
	})
}

func TestAHoldWithoutASecondEndsByItself(t *testing.T) {
	both(t, func(h home) {
		name := h.hold("Ravi", "Al")
		during := h.general("during")
		h.wantSees("Al", during, false, "it acts at once")
		h.Clock.Move(safety.ConfirmWithin - 2*time.Minute)
		apptest.Must(t, h.RunJobs(t.Context()))
		h.wantSees("Al", during, false, "a minute before")
		if h.duties("Grace", safety.DutyConfirm) != 1 || h.duties("Ravi", safety.DutyConfirm) != 0 || h.duties("Ravi", safety.DutyReview) != 1 {
			t.Error("the others are asked to be second, and who set it looks again")
		}
		h.Clock.Move(3 * time.Minute)
		apptest.Must(t, h.RunJobs(t.Context()))
		h.wantSees("Al", during, true, "it has ended by itself")
		if got := h.one(name); got.Outcome != safety.Unconfirmed || got.EndedBy != "service" {
			t.Errorf("it ended as %+v", got)
		}
		if h.duties("Grace", safety.DutyConfirm)+h.duties("Ravi", safety.DutyReview) != 0 {
			t.Error("nothing is left to do")
		}
		h.wantKind(h.Safety.Confirm(t.Context(), h.ID("Grace"), h.Triangle, name), errs.Conflict, "a second who comes too late")
	})
}

func TestASecondProfessionalIsSomebodyElse(t *testing.T) {
	both(t, func(h home) {
		ctx, name := t.Context(), h.hold("Ravi", "Bea")
		h.wantKind(h.Safety.Confirm(ctx, h.ID("Ravi"), h.Triangle, name), errs.Conflict, "by the same person")
		for _, who := range []string{"Bea", "Sam", "Jo", "Nia"} {
			h.wantKind(h.Safety.Confirm(ctx, h.ID(who), h.Triangle, name), errs.NotFound, "by "+who)
			h.wantKind(h.Safety.End(ctx, h.ID(who), h.Triangle, name), errs.NotFound, "ended by "+who)
		}
		apptest.Must(t, h.Safety.Confirm(ctx, h.ID("Grace"), h.Triangle, name))
		apptest.Must(t, h.Safety.Confirm(ctx, h.ID("Mei"), h.Triangle, name))
		if got := h.one(name); got.ConfirmedBy != h.ID("Grace") {
			t.Errorf("the first who agreed stands there: %+v", got)
		}
		during := h.general("during")
		h.Clock.Move(5 * day)
		apptest.Must(t, h.RunJobs(ctx))
		h.wantSees("Bea", during, false, "confirmed, it stays")
		if n := h.duties("Bea", safety.DutyConfirm) + h.duties("Bea", safety.DutyReview); n != 0 {
			t.Errorf("Bea has %d tasks that give it away", n)
		}
	})
}

func TestAForgottenReviewGoesToAll(t *testing.T) {
	both(t, func(h home) {
		ctx, name := t.Context(), h.hold("Ravi", "Al")
		apptest.Must(t, h.Safety.Confirm(ctx, h.ID("Grace"), h.Triangle, name))
		during := h.general("during")
		h.Clock.Move(9 * day)
		apptest.Must(t, h.RunJobs(ctx))
		h.wantSees("Al", during, false, "a day that was forgotten opens no door")
		for _, who := range []string{"Ravi", "Grace", "Mei", "Bea"} {
			if n := h.duties(who, safety.DutyReview); n != 1 {
				t.Errorf("%s has %d tasks to look again", who, n)
			}
		}
		if !h.one(name).Late(h.Clock.Now()) {
			t.Error("it is late")
		}
		apptest.Must(t, h.Safety.End(ctx, h.ID("Mei"), h.Triangle, name))
		h.wantSees("Al", during, true, "ended")
		if n := h.duties("Ravi", safety.DutyReview) + h.duties("Bea", safety.DutyReview); n != 0 {
			t.Errorf("%d tasks are left", n)
		}
	})
}

func TestLongerNeedsANewReasonAndASecond(t *testing.T) {
	both(t, func(h home) {
		ctx, name := t.Context(), h.hold("Ravi", "Al")
		h.wantKind(h.Safety.Lengthen(ctx, h.ID("Ravi"), name, h.draft("Al")), errs.Conflict, "before anybody confirmed")
		apptest.Must(t, h.Safety.Confirm(ctx, h.ID("Grace"), h.Triangle, name))
		before := h.one(name).Review
		h.Clock.Move(5 * day)
		d := h.draft("Al")
		d.Reason = ""
		h.wantKind(h.Safety.Lengthen(ctx, h.ID("Bea"), name, d), errs.Invalid, "without a reason")
		d.Reason = "still"
		apptest.Must(t, h.Safety.Lengthen(ctx, h.ID("Bea"), name, d))
		apptest.Must(t, h.Safety.Lengthen(ctx, h.ID("Bea"), name, d))
		if h.one(name).Review != before {
			t.Error("it counts only from a second's yes")
		}
		h.wantKind(h.Safety.Confirm(ctx, h.ID("Bea"), h.Triangle, name), errs.Conflict, "by who asked for it")
		if h.duties("Ravi", safety.DutyConfirm) != 1 {
			t.Error("the others are asked")
		}
		apptest.Must(t, h.Safety.Confirm(ctx, h.ID("Ravi"), h.Triangle, name))
		if got := h.one(name); got.Review <= before || got.Longer != 0 || got.By != h.ID("Bea") {
			t.Errorf("it goes on: %+v", got)
		}
		if h.duties("Bea", safety.DutyReview) != 1 || h.duties("Ravi", safety.DutyReview) != 0 || h.duties("Mei", safety.DutyConfirm) != 0 {
			t.Error("who asked looks again, and nobody is asked any more")
		}
	})
}

// The reason is for professionals of the triangle alone, and it is sealed like any text.
func TestNobodyElseReadsAReason(t *testing.T) {
	both(t, func(h home) {
		name := h.hold("Ravi", "Bea")
		for _, who := range []string{"Mei", "Grace", "Ravi"} {
			found, err := h.Safety.Reasons(t.Context(), h.ID(who), h.one(name))
			if err != nil || len(found) != 1 || !strings.Contains(found[0].Words(), "violetanchor") {
				t.Errorf("%s reads %v %v", who, found, err)
			}
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		for _, who := range []string{"Bea", "Sam", "Jo", "Al", "Nia"} {
			h.wantSees(who, id.Entry(name), false, "the reason")
			if n, err := h.News.Count(t.Context(), h.ID(who), h.Triangle); err != nil || n != 0 {
				t.Errorf("%s has %d news of it (%v)", who, n, err)
			}
			for _, path := range []string{"/timeline", "/record", "/people", "/holds", "/questions"} {
				if got := h.As(t, who).Get(h.In(path)); strings.Contains(got.Body, "violetanchor") || strings.Contains(got.Body, name) {
					t.Errorf("%s finds it at %s", who, path)
				}
			}
		}
	})
}

func TestHoldsAreInTheChainAndInNobodysRecordPage(t *testing.T) {
	both(t, func(h home) {
		name := h.pause("Jo")
		apptest.Must(t, h.Safety.End(t.Context(), h.ID("Sam"), h.Triangle, name))
		h.hold("Ravi", "Al")
		var n int
		apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
			return x.Row(t.Context(), []any{&n}, "SELECT COUNT(*) FROM ledger_detail WHERE triangle = $1 AND kind IN ('hold', 'hold-lifted') AND person <> '' AND ground <> ''", string(h.Triangle))
		}))
		if n != 3 {
			t.Errorf("%d records of holds", n)
		}
		for who := range h.People {
			lines, err := h.Candour.Record(t.Context(), h.ID(who), h.Triangle, candour.Cursor{})
			if errs.Is(err, errs.NotFound) {
				continue
			}
			apptest.Must(t, err)
			for _, l := range lines.Lines {
				if strings.HasPrefix(string(l.Kind), "hold") {
					t.Errorf("%s finds %s in their record, where somebody may look over their shoulder", who, l.Kind)
				}
			}
		}
	})
}

// New things that look old because the clock was set back are hidden all the same.
func TestAClockSetBackBringsNothingThrough(t *testing.T) {
	both(t, func(h home) {
		before := h.general("before")
		h.Clock.Move(time.Hour)
		h.pause("Jo")
		h.Clock.Move(-30 * time.Minute)
		during := h.general("during, and dated before")
		h.wantSees("Ravi", during, true, "for the team it is there")
		h.wantSees("Jo", during, false, "dated before, written after")
		h.wantSees("Jo", before, true, "what was there")
		h.Clock.Move(3 * day)
		h.wantSees("Jo", during, false, "later")
	})
}

// Somebody leaves while their sight is held, and comes back to a world that still is.
func TestWhoLeavesWhileHeld(t *testing.T) {
	both(t, func(h home) {
		name := h.hold("Ravi", "Al")
		apptest.Must(t, h.Safety.Confirm(t.Context(), h.ID("Grace"), h.Triangle, name))
		during := h.general("during")
		apptest.Must(t, h.App.People.Leave(t.Context(), h.ID("Al"), h.Triangle))
		h.Clock.Move(time.Second)
		h.wantSees("Al", during, false, "whoever has left")
		if got := h.As(t, "Al").Get("/left"); strings.Contains(got.Body, "hold") {
			t.Error("the page for whoever left speaks of a hold")
		}
		h.Clock.Move(9 * day)
		apptest.Must(t, h.RunJobs(t.Context()))
		apptest.Must(t, h.Safety.End(t.Context(), h.ID("Ravi"), h.Triangle, name))
	})
}

// What was written for today's team reaches it, whomever the writer still sees there.
func TestWhoIsHeldIsHeard(t *testing.T) {
	both(t, func(h home) {
		h.pause("Jo")
		apptest.Must(t, h.LeaveForTest(t, "Grace"))
		h.Clock.Move(time.Second)
		draft := id.New()
		got := h.As(t, "Jo").Post(h.In("/question"), "draft", draft, "topic", "early-signs", "say", "Who is there?")
		if got.Status != 303 {
			t.Fatalf("asking: %d", got.Status)
		}
		waiting := 0
		for _, who := range []string{"Ravi", "Bea", "Mei"} {
			waiting += h.duties(who, "question")
			h.wantSees(who, id.Entry(draft), true, "a question while held")
		}
		if waiting != 1 {
			t.Errorf("%d of today's team own the question", waiting)
		}
	})
}

func TestHeldTellsProfessionalsAlone(t *testing.T) {
	both(t, func(h home) {
		h.pause("Jo")
		if held, err := h.Safety.Held(t.Context(), h.ID("Ravi"), h.Triangle, h.ID("Jo")); err != nil || !held {
			t.Errorf("the team knows: %v %v", held, err)
		}
		_, err := h.Safety.Held(t.Context(), h.ID("Al"), h.Triangle, h.ID("Jo"))
		h.wantKind(err, errs.NotFound, "another carer")
		got := h.As(t, "Ravi").Post("/may-i-tell", "person", string(h.Triangle)+"/"+string(h.ID("Jo")), "topic", "day-to-day")
		if !strings.Contains(got.Body, "nothing new just now") || strings.Contains(got.Body, `action="/t/`+string(h.Triangle)+`/told"`) {
			t.Error("may I tell must say that nothing new is to be told")
		}
	})
}

// choose makes a choice, and lets a second pass.
func (h home) choose(owner, to, topic string, answer sharing.Choice) {
	h.t.Helper()
	h.Clock.Move(time.Second)
	q, err := h.Protocol.Form(h.t.Context(), h.ID(owner), h.Triangle, string(h.ID(to)), topic, sharing.Everyday)
	apptest.Must(h.t, err)
	apptest.Must(h.t, h.Protocol.Change(h.t.Context(), h.ID(owner), protocol.Draft{
		ID: id.New(), Triangle: h.Triangle, Recipient: string(h.ID(to)), Topic: topic, Answer: answer, Read: q.Read,
	}))
	h.Clock.Move(time.Second)
}

// A confidence that is opened while somebody is held was not open when it began.
func TestAConfidenceThatIsOpenedMeanwhile(t *testing.T) {
	both(t, func(h home) {
		ctx, e := t.Context(), id.Entry(id.New())
		h.choose("Sam", "Jo", "early-signs", sharing.Share)
		h.choose("Al", "Jo", "early-signs", sharing.Share)
		_, err := h.Entries.Write(ctx, h.ID("Al"), entry.Draft{ID: e, Triangle: h.Triangle, Kind: disclose.Told, Class: sharing.Personal, Topic: "early-signs", About: []id.Person{h.ID("Sam")}, Confidence: sharing.Team, Text: "He paces."})
		apptest.Must(t, err)
		h.Clock.Move(time.Second)
		pause := h.pause("Jo")
		apptest.Must(t, h.Weighing.Mark(ctx, h.ID("Ravi"), weighing.Change{ID: id.Entry(id.New()), Triangle: h.Triangle, Entry: e, What: "We came earlier."}))
		h.Clock.Move(time.Second)
		apptest.Must(t, h.Weighing.Weigh(ctx, h.ID("Ravi"), weighing.Weighed{ID: id.Entry(id.New()), Told: id.Entry(id.New()), Triangle: h.Triangle, Entry: e, Answer: weighing.Tell, Reasons: "Sam should know."}))
		h.Clock.Move(time.Second)
		apptest.Must(t, h.Weighing.Agree(ctx, h.ID("Al"), h.Triangle, e, weighing.WithName))
		h.Clock.Move(time.Second)
		h.wantSees("Sam", e, true, "Al agreed")
		h.wantSees("Jo", e, false, "opened while held")
		apptest.Must(t, h.Safety.End(ctx, h.ID("Sam"), h.Triangle, pause))
		h.wantSees("Jo", e, true, "after the end")
	})
}
