package web_test

import (
	"net/http"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

const stoppedEating = "He has stopped eating since Sunday."

// used marks that Jo's words moved the visit.
func used(t *testing.T, h *apptest.House, e id.Entry) apptest.Answer {
	t.Helper()
	got := h.As(t, "Ravi").Post(h.In("/entry/"+string(e)+"/used"), "draft", id.New(), "what", "We moved the visit to Tuesday.")
	if got.Status != http.StatusSeeOther {
		t.Fatalf("marking gave %d\n%s", got.Status, got.Body)
	}
	return got
}

func weighed(h *apptest.House, answer string) []string {
	form := []string{"draft", id.New(), "told", id.New(), "answer", answer, "reasons", "Jo fears for the trust between them.", "words", "We worry that you eat too little."}
	return append(form, day("review", h.Clock.Now().AddDate(0, 1, 0))...)
}

func duties(t *testing.T, h *apptest.House, who string) []duty.Duty {
	t.Helper()
	all, err := h.Weighing.Duties(t.Context(), h.ID(who))
	apptest.Must(t, err)
	return all
}

func TestAConfidenceThatChangedCareIsToBeWeighed(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := toldBy(t, h, "Jo", sharing.Team, stoppedEating)
		if got := used(t, h, e); got.Location() != h.In("/entry/"+string(e)+"/weigh") {
			t.Errorf("marking leads to weighing, not to %q", got.Location())
		}
		used(t, h, e) // a second use asks nobody twice
		todo := duties(t, h, "Ravi")
		if len(todo) != 1 || todo[0].Kind != duty.WeighTelling || todo[0].Due != h.Clock.Now().AddDate(0, 0, 3).UnixMicro() {
			t.Fatalf("Ravi has three working days: %+v", todo)
		}
		if got := h.As(t, "Jo").Get(h.In("/entry/" + string(e))); !strings.Contains(got.Body, "We moved the visit to Tuesday") {
			t.Error("Jo reads what her words did")
		}
		for _, who := range []string{"Sam", "Al"} {
			if got := h.As(t, who).Get(h.In("/timeline")); strings.Contains(got.Body, "moved the visit") || strings.Contains(got.Body, "stopped eating") {
				t.Errorf("%s learns of it", who)
			}
		}
		if countRecords(t, h, ledger.CameOfIt) != 2 {
			t.Error("what came of it is on record")
		}
	})
}

func TestWhatSamMayKnowNeedsNoWeighing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := toldBy(t, h, "Jo", sharing.Named, stoppedEating)
		used(t, h, e)
		if todo := duties(t, h, "Ravi"); len(todo) != 0 {
			t.Errorf("there is nothing to weigh: %+v", todo)
		}
	})
}

func TestOnlyConfidantsMarkAndWeigh(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := toldBy(t, h, "Jo", sharing.Sealed, stoppedEating)
		note := noteOf(t, h, "Bea", "medicines", "Lithium.")
		for who, entry := range map[string]id.Entry{"Ravi": e, "Sam": e, "Jo": e, "Al": e, "Nia": e, "Mei": note} {
			v := h.As(t, who)
			for _, path := range []string{"/used", "/weigh"} {
				get, post := v.Get(h.In("/entry/"+string(entry)+path)), v.Post(h.In("/entry/"+string(entry)+path), append(weighed(h, "keep"), "what", "x")...)
				if get.Status != http.StatusNotFound || post.Status != http.StatusNotFound {
					t.Errorf("%s %s: %d, %d", who, path, get.Status, post.Status)
				}
			}
		}
		got := h.As(t, "Grace").Post(h.In("/entry/"+string(e)+"/used"), "draft", id.New(), "what", " ")
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Write what you did") {
			t.Errorf("an empty form gave %d", got.Status)
		}
	})
}

func TestNotTellingIsJustifiedAndLookedAtAgain(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := toldBy(t, h, "Jo", sharing.Team, stoppedEating)
		used(t, h, e)
		ravi, to, form := h.As(t, "Ravi"), h.In("/entry/"+string(e)+"/weigh"), weighed(h, "keep")
		for want, wrong := range map[string][]string{
			"Write your reasons": change(form, "reasons", ""), "Choose one of the three": change(form, "answer", ""), "Write when you look": change(form, "review-day", ""),
			"not in the past": change(form, "review-year", "2025"), "within 3 months": change(form, "review-year", "2027"),
		} {
			if got := ravi.Post(to, wrong...); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, want) {
				t.Errorf("%d without %q", got.Status, want)
			}
		}
		for range 2 {
			if got := ravi.Post(to, form...); got.Status != http.StatusSeeOther {
				t.Fatalf("weighing gave %d\n%s", got.Status, got.Body)
			}
		}
		todo := duties(t, h, "Ravi")
		if len(todo) != 1 || todo[0].Due <= h.Clock.Now().AddDate(0, 0, 20).UnixMicro() || countRecords(t, h, ledger.Weighed) != 1 {
			t.Errorf("it comes back once, in a month: %+v", todo)
		}
		for who, reads := range map[string]bool{"Bea": true, "Grace": true, "Jo": false, "Sam": false, "Al": false} {
			got := h.As(t, who).Get(h.In("/timeline"))
			if strings.Contains(got.Body, "fears for the trust") != reads {
				t.Errorf("%s reads the reasons: %v", who, !reads)
			}
		}
	})
}

func TestInOtherWordsTheSourceStaysHidden(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := toldBy(t, h, "Jo", sharing.Team, stoppedEating)
		used(t, h, e)
		ravi, to, form := h.As(t, "Ravi"), h.In("/entry/"+string(e)+"/weigh"), weighed(h, "paraphrase")
		for _, telltale := range []string{"Jo says you eat too little.", "Your MOTHER worries."} {
			if got := ravi.Post(to, change(form, "words", telltale)...); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "gives away who said it") {
				t.Errorf("%q gave %d", telltale, got.Status)
			}
		}
		if got := ravi.Post(to, form...); got.Status != http.StatusSeeOther {
			t.Fatalf("weighing gave %d\n%s", got.Status, got.Body)
		}
		page := h.As(t, "Sam").Get(h.In("/entry/" + form[3]))
		if !strings.Contains(page.Body, "eat too little") || strings.Contains(page.Body, string(e)) || strings.Contains(page.Body, "Jo Okafor") {
			t.Errorf("Sam reads the words without where they come from: %d", page.Status)
		}
		if len(duties(t, h, "Ravi")) != 0 || sees(t, h, "Al", id.Entry(form[3]), "eat too little") {
			t.Error("the duty is done, and the words are Sam's alone")
		}
		if got := ravi.Post(to, weighed(h, "keep")...); got.Status != http.StatusConflict {
			t.Errorf("it is weighed once: %d", got.Status)
		}
	})
}

func TestTheGiverIsAskedFirst(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := toldBy(t, h, "Jo", sharing.Team, stoppedEating)
		to := h.In("/entry/" + string(e) + "/agree")
		if got := h.As(t, "Jo").Get(to); got.Status != http.StatusNotFound {
			t.Errorf("nobody has asked yet: %d", got.Status)
		}
		used(t, h, e)
		h.As(t, "Ravi").Post(h.In("/entry/"+string(e)+"/weigh"), weighed(h, "tell")...)
		if sees(t, h, "Sam", e, "stopped eating") {
			t.Fatal("asking tells nothing")
		}
		if todo := duties(t, h, "Jo"); len(todo) != 1 || todo[0].Kind != duty.AskGiver || todo[0].For != h.ID("Ravi") {
			t.Fatalf("Jo is asked: %+v", todo)
		}
		for _, who := range []string{"Al", "Sam", "Bea"} {
			if got := h.As(t, who).Post(to, "agree", "named"); got.Status != http.StatusNotFound {
				t.Errorf("%s answers for Jo: %d", who, got.Status)
			}
		}
		jo := h.As(t, "Jo")
		if got := jo.Get(to); got.Status != http.StatusOK || !strings.Contains(got.Body, "Nobody thinks less of you") {
			t.Fatalf("Jo can say no: %d", got.Status)
		}
		if got := jo.Post(to, "agree", "maybe"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("no answer gave %d", got.Status)
		}
		if got := jo.Post(to, "agree", "named"); got.Status != http.StatusSeeOther {
			t.Fatalf("the answer gave %d\n%s", got.Status, got.Body)
		}
		if !sees(t, h, "Sam", e, "stopped eating") || len(duties(t, h, "Ravi"))+len(duties(t, h, "Jo")) != 0 {
			t.Error("her yes opens it and ends the weighing")
		}
	})
}

func TestTheGiversNoChangesNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := toldBy(t, h, "Jo", sharing.Team, stoppedEating)
		used(t, h, e)
		h.As(t, "Ravi").Post(h.In("/entry/"+string(e)+"/weigh"), weighed(h, "tell")...)
		h.As(t, "Jo").Post(h.In("/entry/"+string(e)+"/agree"), "agree", "no")
		if sees(t, h, "Sam", e, "stopped eating") || len(duties(t, h, "Jo")) != 0 || len(duties(t, h, "Ravi")) != 1 {
			t.Error("Sam learns nothing, and Ravi weighs on")
		}
		form := releaseOf(h, id.New(), e)
		form = change(form, "recipient", string(h.ID("Sam")))
		r := signed(t, h, form)
		h.As(t, "Mei").Post(h.In("/release/" + r + "/countersign"))
		got := h.As(t, "Sam").Get(h.In("/entry/" + string(e)))
		if !strings.Contains(got.Body, "stopped eating") || strings.Contains(got.Body, "Jo Okafor") {
			t.Errorf("a release tells the substance and hides who said it: %d", got.Status)
		}
		if len(duties(t, h, "Ravi")) != 0 || h.As(t, "Sam").Get(h.In("/release/"+r)).Status != http.StatusNotFound || h.As(t, "Jo").Get(h.In("/release/"+r)).Status != http.StatusOK {
			t.Error("it needs no weighing any more; Jo reads the reasons and Sam does not")
		}
	})
}

func TestASealedConfidenceIsNotOpenedByAYes(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := toldBy(t, h, "Jo", sharing.Sealed, stoppedEating)
		grace := h.As(t, "Grace")
		grace.Post(h.In("/entry/"+string(e)+"/used"), "draft", id.New(), "what", "We moved the visit.")
		got := grace.Post(h.In("/entry/"+string(e)+"/weigh"), weighed(h, "tell")...)
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "told to the carer lead alone") {
			t.Errorf("a sealed one gave %d", got.Status)
		}
		grace.Post(h.In("/entry/"+string(e)+"/weigh"), weighed(h, "keep")...)
		if sees(t, h, "Ravi", e, "stopped") || strings.Contains(h.As(t, "Ravi").Get(h.In("/timeline")).Body, "fears for the trust") {
			t.Error("the reasons are for those who may read the confidence")
		}
	})
}
