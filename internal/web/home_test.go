package web_test

import (
	"net/http"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
)

func TestHomesAnswerTheFirstQuestions(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.As(t, "Jo").Post(h.In("/write/send"), "draft", id.New(), "topic", "early-signs", "confidence", "team", "say", "He plays the same song.")
		for name, wants := range map[string][]string{
			"Jo":   {"Good morning, Jo.", "He plays the same song.", "What you can be told", "999", "Tell the team something"},
			"Sam":  {"Good morning, Sam.", "Nothing is waiting for you", "My sharing choices"},
			"Ravi": {"Monday 23 November", "Jo Okafor, mother of Sam", "Sam Okafor"},
			"Nia":  {"Good morning, Nia.", "999"},
		} {
			got := h.As(t, name).Get("/")
			if got.Status != http.StatusOK {
				t.Fatalf("%s: %d\n%s", name, got.Status, h.Logs.String())
			}
			for _, want := range wants {
				if !strings.Contains(got.Body, want) {
					t.Errorf("the home of %s lacks %q", name, want)
				}
			}
		}
		if got := h.As(t, "Sam").Get("/"); strings.Contains(got.Body, "same song") {
			t.Error("what Jo told the team stands on Sam's home")
		}
	})
}

func TestTheTriangleShowsWhoIsWhoFromTheReadersEnd(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	for _, name := range []string{"Sam", "Jo", "Ravi"} {
		got := h.As(t, name).Get(h.In(""))
		if got.Status != http.StatusOK || !strings.Contains(got.Body, "Grace Bello") || !strings.Contains(got.Body, "The six arrows") {
			t.Errorf("%s: %d", name, got.Status)
		}
	}
	if got := h.As(t, "Nia").Get(h.In("")); got.Status != http.StatusNotFound {
		t.Errorf("Nia is in no triangle: %d", got.Status)
	}
}
