package web_test

import (
	"net/http"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
)

func TestWhatJoTellsTheTeamReachesTheTeamAndNotSam(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		form := jo.Get(h.In("/write"))
		if form.Status != http.StatusOK || !strings.Contains(form.Body, "What we cannot promise") {
			t.Fatalf("the form must state its limits first: %d", form.Status)
		}
		draft := id.New()
		fields := []string{"draft", draft, "topic", "early-signs", "confidence", "team", "say", "Sam plays the same song again and again."}
		check := jo.Post(h.In("/write"), fields...)
		if check.Status != http.StatusOK || !strings.Contains(check.Body, "the same song") {
			t.Fatalf("the check must show the words: %d\n%s", check.Status, check.Body)
		}
		sent := jo.Post(h.In("/write/send"), fields...)
		if sent.Status != http.StatusSeeOther || sent.Location() != h.In("/entry/"+draft) {
			t.Fatalf("sending gave %d to %q\n%s", sent.Status, sent.Location(), sent.Body)
		}
		if again := jo.Post(h.In("/write/send"), fields...); again.Location() != sent.Location() {
			t.Errorf("sending twice must lead to the same entry, not to %q (%d)", again.Location(), again.Status)
		}
		for _, name := range []string{"Ravi", "Bea", "Mei", "Grace", "Jo"} {
			if got := h.As(t, name).Get(h.In("/timeline")); strings.Count(got.Body, "the same song") != 1 {
				t.Errorf("%s should read it once, and reads it %d times (%d)", name, strings.Count(got.Body, "the same song"), got.Status)
			}
		}
		for _, name := range []string{"Sam", "Al"} {
			got := h.As(t, name).Get(h.In("/entry/" + draft))
			other := id.New()
			absent := h.As(t, name).Get(h.In("/entry/" + other))
			if got.Status != http.StatusNotFound || strings.ReplaceAll(got.Body, draft, "") != strings.ReplaceAll(absent.Body, other, "") {
				t.Errorf("for %s it must be as if it were not there: %d", name, got.Status)
			}
		}
	})
}
