package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// findingOf is a good form about Sam.
func findingOf(h *apptest.House) []string {
	form := []string{
		"draft", id.New(), "decision", "Whether Al may know about leave", "lacks", "weigh", "reasons", "He cannot hold on to what we say for a minute.", "help", "We tried twice, with his sister there.",
	}
	form = append(form, day("day", h.Clock.Now())...)
	return append(form, day("until", h.Clock.Now().AddDate(0, 0, 14))...)
}

func TestAFindingNeedsDecisionDayReasonsAndAnEnd(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ravi, good := h.As(t, "Ravi"), findingOf(h)
		if got := ravi.Get(h.In("/capacity/new")); got.Status != http.StatusOK || !strings.Contains(got.Body, "<strong>unwise</strong> is no reason") {
			t.Fatalf("the page says what is no reason: %d", got.Status)
		}
		for want, form := range map[string][]string{
			"Write which decision": change(good, "decision", ""), "An unwise choice is none of these": change(good, "lacks", "unwise"), "An unwise choice is no reason": change(good, "reasons", " "),
			"tried to help them": change(good, "help", ""), "Write the day": change(good, "day-month", "13"), "Write until when": change(good, "until-year", ""),
			"not in the past": change(good, "until-year", "2025"), "not in the future": change(good, "day-year", "2027"), "within the last 7 days": change(good, "day-day", "2"), "within 6 months": change(good, "until-year", "2028"),
		} {
			got := ravi.Post(h.In("/capacity/new"), form...)
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, want) {
				t.Errorf("%d without %q", got.Status, want)
			}
		}
		if countRecords(t, h, ledger.Capacity) != 0 {
			t.Error("nothing was found")
		}
	})
}

func TestAFindingChangesTheAnswerUntilItsEnd(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		choose(t, h, sharing.WithoutCapacity, string(h.ID("Jo")), "crisis", "share", 0)
		h.Clock.Move(time.Minute)
		ravi, form := h.As(t, "Ravi"), findingOf(h)
		answer := func() string {
			return h.As(t, "Ravi").Post("/may-i-tell", "person", asks(h, "Jo"), "topic", "crisis").Body
		}
		if !strings.Contains(answer(), "say--ask") {
			t.Fatal("before it, Sam is asked")
		}
		for range 2 {
			if got := ravi.Post(h.In("/capacity/new"), form...); got.Status != http.StatusSeeOther {
				t.Fatalf("recording gave %d\n%s", got.Status, got.Body)
			}
		}
		if countRecords(t, h, ledger.Capacity) != 1 {
			t.Error("sent twice, recorded once")
		}
		if body := answer(); !strings.Contains(body, "said yes in advance") {
			t.Error("Sam's advance choice counts")
		}
		if got := ravi.Post(h.In("/capacity/new"), findingOf(h)...); got.Status != http.StatusConflict {
			t.Errorf("one at a time: %d", got.Status)
		}
		for who, reads := range map[string]bool{"Sam": true, "Bea": true, "Jo": false, "Al": false, "Nia": false} {
			got := h.As(t, who).Get(h.In("/capacity"))
			if strings.Contains(got.Body, "hold on to what we say") != reads {
				t.Errorf("%s reads it: %v (%d)", who, !reads, got.Status)
			}
		}
		for _, who := range []string{"Sam", "Jo", "Nia"} {
			if got := h.As(t, who).Post(h.In("/capacity/" + form[1] + "/end")); got.Status != http.StatusNotFound {
				t.Errorf("%s ends it: %d", who, got.Status)
			}
		}
		h.Clock.Move(15 * 24 * time.Hour)
		if !strings.Contains(answer(), "say--ask") {
			t.Error("it is over after its last day")
		}
		todo, err := h.Releases.Duties(t.Context(), h.ID("Ravi"))
		apptest.Must(t, err)
		if len(todo) != 1 || todo[0].Kind != duty.ReviewFinding || !todo[0].Late(h.Clock.Now()) {
			t.Errorf("Ravi is to look again: %+v", todo)
		}
	})
}

// A release that rests on a finding needs one in force, and ends with it.
func TestBestInterestsStandAndFallWithTheFinding(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		item := noteOf(t, h, "Ravi", "medicines", secretPlan)
		ravi, finding := h.As(t, "Ravi"), findingOf(h)
		ravi.Post(h.In("/capacity/new"), finding...)
		form := change(releaseOf(h, id.New(), item), "ground", "BEST_INTERESTS")
		r, waiting := signed(t, h, form), signed(t, h, change(form, "draft", id.New()))
		if got := h.As(t, "Mei").Post(h.In("/release/" + r + "/countersign")); got.Status != http.StatusSeeOther || !sees(t, h, "Jo", item, secretPlan) {
			t.Fatalf("it begins: %d", got.Status)
		}
		h.Clock.Move(time.Hour)
		if got := h.As(t, "Bea").Post(h.In("/capacity/" + finding[1] + "/end")); got.Status != http.StatusSeeOther {
			t.Fatalf("ending gave %d\n%s", got.Status, got.Body)
		}
		if sees(t, h, "Jo", item, secretPlan) {
			t.Error("it ends with the finding")
		}
		if got := h.As(t, "Mei").Post(h.In("/release/" + waiting + "/countersign")); got.Status != http.StatusConflict {
			t.Errorf("and none begins without one: %d", got.Status)
		}
		if got := h.As(t, "Bea").Post(h.In("/capacity/" + finding[1] + "/end")); got.Status != http.StatusConflict {
			t.Errorf("it ends once: %d", got.Status)
		}
	})
}
