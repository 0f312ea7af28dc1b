package agreement_test

import (
	"slices"
	"sync"
	"testing"

	"trialogue/internal/agreement"
	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
)

func TestNobodyOwnsAnythingWithoutAYes(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := draft(h, "Ravi", "Sam", "team")
		a := propose(t, h, "Sam", d)
		if again := propose(t, h, "Sam", d); again != a {
			t.Errorf("sent twice it is one: %s and %s", a, again)
		}
		state(t, h, "Sam", a, agreement.Proposed)
		owesNone(t, h, "Ravi", duty.DoAction)
		if d := owesOne(t, h, "Ravi", duty.SayYes); d.Entry != a || d.For != h.ID("Sam") {
			t.Errorf("Ravi is asked by Sam: %+v", d)
		}
		hidden(t, h, "Jo", a)
		hidden(t, h, "Nia", a)
		w := word(t, h, "Ravi", a, "")
		for range 2 {
			apptest.Must(t, h.Agreements.Say(t.Context(), h.ID("Ravi"), a, agreement.Yes, w))
		}
		state(t, h, "Sam", a, agreement.InForce)
		owesNone(t, h, "Ravi", duty.SayYes)
		if d := owesOne(t, h, "Ravi", duty.DoAction); d.Due != in(4) || d.For != h.ID("Sam") || d.Entry != a {
			t.Errorf("what Ravi owes: %+v", d)
		}
		if err := h.Agreements.Finish(t.Context(), h.ID("Bea"), a, word(t, h, "Bea", a, "")); !errs.Is(err, errs.NotFound) {
			t.Errorf("Bea does not do it: %v", err)
		}
		apptest.Must(t, h.Agreements.Finish(t.Context(), h.ID("Ravi"), a, word(t, h, "Ravi", a, "They open at eight.")))
		state(t, h, "Sam", a, agreement.Done)
		owesNone(t, h, "Ravi", duty.DoAction, duty.ReviewAgreed)
		if st := read(t, h, "Sam", a); st.Texts[st.Events[len(st.Events)-1].Words].Words() != "They open at eight." {
			t.Errorf("Sam reads what came of it: %+v", st.Events)
		}
	})
}

func TestAnOwnersNoIsSaidInTheirWords(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		a := propose(t, h, "Sam", draft(h, "Ravi", "Sam", "team"))
		if err := h.Agreements.Say(t.Context(), h.ID("Ravi"), a, agreement.NotLikeThis, word(t, h, "Ravi", a, " ")); !errs.Is(err, errs.Invalid) {
			t.Errorf("not like this says how else: %v", err)
		}
		says(t, h, "Ravi", a, agreement.No, "I am away that week.")
		state(t, h, "Sam", a, agreement.Declined)
		owesNone(t, h, "Ravi", duty.SayYes, duty.DoAction)
		says(t, h, "Ravi", a, agreement.Yes, "") // after all
		state(t, h, "Sam", a, agreement.InForce)
	})
}

func TestAChangeIsANewWordingAndTheOldStaysUntilItIsAccepted(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		first := draft(h, "Ravi", "Sam", "team")
		a := propose(t, h, "Sam", first)
		says(t, h, "Ravi", a, agreement.Yes, "")
		change := first
		change.ID, change.Agreement, change.Read, change.Text, change.Due = id.Entry(id.New()), a, a, "Ring the pharmacy on Friday.", in(6)
		propose(t, h, "Sam", change)
		st := read(t, h, "Bea", a)
		if v, _ := st.Standing(); v.ID != a || !st.Changing() || st.Texts[st.Latest().ID].Words() != change.Text {
			t.Errorf("the old stays in force, and Bea sees the new: %+v", st.Agreement)
		}
		if d := owesOne(t, h, "Ravi", duty.DoAction); d.Due != in(4) {
			t.Errorf("until then Ravi owes the old: %+v", d)
		}
		says(t, h, "Ravi", a, agreement.Yes, "")
		if d := owesOne(t, h, "Ravi", duty.DoAction); d.Due != in(6) {
			t.Errorf("now Ravi owes the new: %+v", d)
		}
		slow := change
		slow.ID, slow.Text = id.Entry(id.New()), "Somebody else was faster."
		if _, err := h.Agreements.Propose(t.Context(), h.ID("Bea"), slow); !errs.Is(err, errs.Conflict) {
			t.Errorf("who had read the old wording hears of the new: %v", err)
		}
		if again := propose(t, h, "Sam", change); again != a {
			t.Error("sent twice it is one")
		}
		if n := len(read(t, h, "Sam", a).Versions); n != 2 {
			t.Errorf("there are %d wordings", n)
		}
	})
}

func TestOfTwoChangesAtOnceOneIsTold(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		first := draft(h, "Ravi", "Sam", "team")
		a := propose(t, h, "Sam", first)
		var all sync.WaitGroup
		errors := make([]error, 2)
		for i, who := range []string{"Sam", "Bea"} {
			d := first
			d.ID, d.Agreement, d.Read, d.Text = id.Entry(id.New()), a, a, "The words of "+who
			all.Go(func() { _, errors[i] = h.Agreements.Propose(t.Context(), h.ID(who), d) })
		}
		all.Wait()
		if (errors[0] == nil) == (errors[1] == nil) || !errs.Is(errors[0], errs.Conflict) && !errs.Is(errors[1], errs.Conflict) {
			t.Errorf("one of them is told: %v", errors)
		}
		if n := len(read(t, h, "Sam", a).Versions); n != 2 {
			t.Errorf("there are %d wordings", n)
		}
	})
}

func TestTheServiceUsersYesOpensIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := draft(h, "Jo", "Sam", "Jo", "team")
		d.Steps = []agreement.StepDraft{{Text: "Find the number.", Owner: h.ID("Ravi")}, {Text: " "}}
		a := propose(t, h, "Ravi", d)
		hidden(t, h, "Jo", a)
		owesNone(t, h, "Jo", duty.SayYes)
		if st := read(t, h, "Sam", a); !slices.Equal(st.NotYet, []id.Person{h.ID("Jo")}) || len(st.Latest().Steps) != 1 {
			t.Fatalf("Sam reads that Jo waits for it: %+v", st)
		}
		owesOne(t, h, "Sam", duty.SayYes)
		says(t, h, "Sam", a, agreement.Yes, "")
		state(t, h, "Sam", a, agreement.Proposed)
		if st := read(t, h, "Jo", a); len(st.Texts) != 2 || len(st.NotYet) != 0 {
			t.Errorf("Jo reads words and step: %+v", st)
		}
		hidden(t, h, "Al", a)
		owesOne(t, h, "Jo", duty.SayYes)
		says(t, h, "Jo", a, agreement.Yes, "")
		state(t, h, "Ravi", a, agreement.InForce)
		// What is said from now on Jo hears directly, as what Jo says is heard.
		apptest.Must(t, h.Agreements.Miss(t.Context(), h.ID("Jo"), a, word(t, h, "Jo", a, "I had the flu.")))
		state(t, h, "Ravi", a, agreement.NotDone)
		d.ID, d.Agreement, d.Read, d.Text = id.Entry(id.New()), a, a, "Ravi rings instead."
		d.Owner = h.ID("Ravi")
		propose(t, h, "Ravi", d)
		if st := read(t, h, "Jo", a); st.Latest().ID != d.ID {
			t.Error("Jo sees the new wording")
		}
		hidden(t, h, "Al", a)
	})
}

func TestAYesOpensNothingWhereItWaitsForAPrivateWord(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		apptest.Must(t, h.Protocol.Wish(t.Context(), h.ID("Sam"), h.Triangle, []protocol.Wish{{Carer: string(h.ID("Jo"))}}))
		a := propose(t, h, "Ravi", draft(h, "Ravi", "Sam", "Jo", "team"))
		if st := read(t, h, "Sam", a); len(st.Alone) != 1 || len(st.NotYet) != 1 {
			t.Errorf("Sam reads that this yes does not open it to Jo: %+v", st)
		}
		says(t, h, "Sam", a, agreement.Yes, "")
		hidden(t, h, "Jo", a)
	})
}

func TestWhoCanSeeItLaterIsAskedLater(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		a := propose(t, h, "Ravi", draft(h, "Jo", "Jo", "team"))
		owesNone(t, h, "Jo", duty.SayYes)
		later(t, h, day)
		owesNone(t, h, "Jo", duty.SayYes)
		share(t, h, "Jo", "care-plan")
		later(t, h, day)
		later(t, h, day)
		owesOne(t, h, "Jo", duty.SayYes)
		says(t, h, "Jo", a, agreement.Yes, "")
		state(t, h, "Sam", a, agreement.InForce)
	})
}

func TestStepsHaveTheirOwnOwners(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := draft(h, "Ravi", "Sam", "team")
		d.Steps = []agreement.StepDraft{{Text: "Find the number.", Owner: h.ID("Sam")}, {Text: "Write it down.", Owner: h.ID("Ravi")}}
		a := propose(t, h, "Sam", d)
		says(t, h, "Ravi", a, agreement.Yes, "")
		step := read(t, h, "Sam", a).Latest().Steps[0].ID
		if d := owesOne(t, h, "Sam", duty.DoAction); d.Ref != string(step) || d.Entry != a {
			t.Errorf("Sam owes the step: %+v", d)
		}
		w := word(t, h, "Ravi", a, "")
		w.Step = step
		if err := h.Agreements.Step(t.Context(), h.ID("Ravi"), a, agreement.StepDone, w); !errs.Is(err, errs.NotFound) {
			t.Errorf("it is Sam's step: %v", err)
		}
		w = word(t, h, "Sam", a, "")
		w.Step = step
		apptest.Must(t, h.Agreements.Step(t.Context(), h.ID("Sam"), a, agreement.StepDone, w))
		owesNone(t, h, "Sam", duty.DoAction)
		if _, done := read(t, h, "Ravi", a).StepState(step); !done {
			t.Error("Ravi reads that it is done")
		}
		w.ID = id.Entry(id.New())
		apptest.Must(t, h.Agreements.Step(t.Context(), h.ID("Sam"), a, agreement.StepUndone, w))
		owesOne(t, h, "Sam", duty.DoAction)
	})
}

func TestWhatComesFirstMakesNoCircle(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		one := draft(h, "Ravi", "Sam", "team")
		a := propose(t, h, "Sam", one)
		two := draft(h, "Bea", "Sam", "team")
		two.After = a
		b := propose(t, h, "Sam", two)
		if st := read(t, h, "Bea", b); st.First == nil || st.First.ID != a {
			t.Errorf("it comes after the first: %+v", st.First)
		}
		one.ID, one.Agreement, one.Read, one.After = id.Entry(id.New()), a, a, b
		err := h.Agreements.Check(t.Context(), h.ID("Sam"), one)
		if p := errs.ProblemsOf(err); len(p) != 1 || p[0].Key != "agreed.after-circle" {
			t.Errorf("a circle is told: %v", err)
		}
		one.After = a
		if err := h.Agreements.Check(t.Context(), h.ID("Sam"), one); len(errs.ProblemsOf(err)) != 1 {
			t.Errorf("nothing comes after itself: %v", err)
		}
		one.After = id.Entry(id.New())
		if p := errs.ProblemsOf(h.Agreements.Check(t.Context(), h.ID("Sam"), one)); len(p) != 1 || p[0].Key != "agreed.after-missing" {
			t.Errorf("what is not there comes before nothing: %v", p)
		}
	})
}

func TestWhatIsWrongWithADraft(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	for field, spoil := range map[string]func(*agreement.Draft){
		"say":    func(d *agreement.Draft) { d.Text = " " },
		"owner":  func(d *agreement.Draft) { d.Owner = h.ID("Al") },
		"due":    func(d *agreement.Draft) { d.Due = in(-1) },
		"review": func(d *agreement.Draft) { d.Review = in(-1) },
		"topic":  func(d *agreement.Draft) { d.Topic = "no such topic" },
		"with":   func(d *agreement.Draft) { d.To, d.Owner = with(h), h.ID("Sam") },
		"step-1": func(d *agreement.Draft) { d.Steps = []agreement.StepDraft{{Text: "Somebody does this."}} },
		"often":  func(d *agreement.Draft) { d.Kind = agreement.Level },
	} {
		d := draft(h, "Ravi", "Sam", "team")
		spoil(&d)
		_, err := h.Agreements.Propose(t.Context(), h.ID("Sam"), d)
		if p := errs.ProblemsOf(err); len(p) != 1 || p[0].Field != field {
			t.Errorf("%s: %+v", field, p)
		}
	}
	lines, _, err := h.Agreements.List(t.Context(), h.ID("Sam"), h.Triangle, agreement.Filter{Show: agreement.ShowOpen}, disclose.Place{}, 9)
	if err != nil || len(lines) != 0 {
		t.Errorf("nothing was written: %v %v", lines, err)
	}
}

func TestAListIsPagedAndFoundByWhatItIsFor(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for range 5 {
			a := propose(t, h, "Sam", draft(h, "Ravi", "Sam", "team"))
			says(t, h, "Ravi", a, agreement.Yes, "")
		}
		waits := propose(t, h, "Sam", draft(h, "Bea", "Sam", "team"))
		count := func(who string, show agreement.Show) (n int) {
			t.Helper()
			after := disclose.Place{}
			for {
				lines, next, err := h.Agreements.List(t.Context(), h.ID(who), h.Triangle, agreement.Filter{Show: show}, after, 2)
				apptest.Must(t, err)
				if n += len(lines); next == (disclose.Place{}) {
					return n
				}
				after = next
			}
		}
		for _, c := range []struct {
			who  string
			show agreement.Show
			want int
		}{
			{"Ravi", agreement.ShowDoing, 5}, {"Sam", agreement.ShowPromised, 5}, {"Sam", agreement.ShowOpen, 6}, {"Bea", agreement.ShowWaiting, 1}, {"Ravi", agreement.ShowWaiting, 0},
			{"Jo", agreement.ShowOpen, 0}, {"Sam", agreement.ShowLate, 0}, {"Sam", agreement.ShowEnded, 0},
		} {
			if got := count(c.who, c.show); got != c.want {
				t.Errorf("%s finds %d of %s, and should find %d", c.who, got, c.show, c.want)
			}
		}
		apptest.Must(t, h.Agreements.Close(t.Context(), h.ID("Sam"), waits, word(t, h, "Sam", waits, "")))
		owesNone(t, h, "Bea", duty.SayYes)
		h.Clock.Move(6 * day)
		for show, want := range map[agreement.Show]int{agreement.ShowEnded: 1, agreement.ShowOpen: 5, agreement.ShowLate: 5} {
			if got := count("Sam", show); got != want {
				t.Errorf("Sam finds %d of %s", got, show)
			}
		}
	})
}

func TestALevelOfSupportNeedsTheYesOfWhoGetsIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := draft(h, "Ravi", "Sam", "team")
		d.Kind, d.Often, d.Text = agreement.Level, "Every Tuesday", "Ravi visits."
		a := propose(t, h, "Ravi", d)
		state(t, h, "Ravi", a, agreement.Proposed)
		says(t, h, "Sam", a, agreement.Yes, "")
		state(t, h, "Ravi", a, agreement.InForce)
		owesNone(t, h, "Ravi", duty.DoAction)
		if d := owesOne(t, h, "Ravi", duty.ReviewAgreed); d.Due != in(4) {
			t.Errorf("it is looked at when it ends: %+v", d)
		}
		apptest.Must(t, h.Agreements.LookAgain(t.Context(), h.ID("Sam"), a, word(t, h, "Sam", a, "")))
		if d := owesOne(t, h, "Ravi", duty.ReviewAgreed); d.Due != in(28) || read(t, h, "Sam", a).NextLook() != in(28) {
			t.Errorf("and again in four weeks: %+v", d)
		}
		d.ID, d.Owner = id.Entry(id.New()), h.ID("Sam")
		if p := errs.ProblemsOf(h.Agreements.Check(t.Context(), h.ID("Ravi"), d)); len(p) != 1 || p[0].Field != "owner" {
			t.Errorf("support comes from a professional: %+v", p)
		}
	})
}
