package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
)

// talks opens a conversation with the form, and returns its id.
func talks(t *testing.T, h *apptest.House, who string, with []string, pairs ...string) string {
	t.Helper()
	c := id.New()
	form := append([]string{"talk", c, "draft", id.New()}, pairs...)
	for _, name := range with {
		if name != "the-team" {
			name = string(h.ID(name))
		}
		form = append(form, "with", name)
	}
	got := h.As(t, who).Post(h.In("/talk/new/send"), form...)
	if got.Status != http.StatusSeeOther || got.Location() != h.In("/talk/"+c) {
		t.Fatalf("opening as %s: %d %s\n%s", who, got.Status, got.Location(), plainText(got))
	}
	h.Clock.Move(time.Second)
	return c
}

// replies writes a message with the form, and returns its id.
func replies(t *testing.T, h *apptest.House, who, c string, pairs ...string) string {
	t.Helper()
	m := id.New()
	got := h.As(t, who).Post(h.In("/talk/"+c+"/send"), append([]string{"draft", m}, pairs...)...)
	if got.Status != http.StatusSeeOther {
		t.Fatalf("writing as %s: %d\n%s", who, got.Status, plainText(got))
	}
	h.Clock.Move(time.Second)
	return m
}

func isThere(t *testing.T, h *apptest.House, c string, names ...string) {
	t.Helper()
	for _, name := range names {
		if got := h.As(t, name).Get(h.In("/talk/" + c)); got.Status != http.StatusOK {
			t.Errorf("%s should see it: %d", name, got.Status)
		}
	}
}

func isNotThere(t *testing.T, h *apptest.House, c string, names ...string) {
	t.Helper()
	for _, name := range names {
		v := h.As(t, name)
		for _, path := range []string{"", "/people", "/people/add", "/yes", "/earlier/" + string(h.ID("Al"))} {
			if got := v.Get(h.In("/talk/" + c + path)); got.Status != http.StatusNotFound {
				t.Errorf("%s must not see %s: %d", name, path, got.Status)
			}
		}
		for _, path := range []string{"", "/send", "/audience", "/answer", "/yes", "/people", "/people/" + string(h.ID("Jo")) + "/end", "/earlier/" + string(h.ID("Al"))} {
			got := v.Post(h.In("/talk/"+c+path), "draft", id.New(), "say", "Hello.", "answer", "yes", "earlier", "earlier-yes", "person", string(h.ID("Al")), "question", id.New(), "message", id.New())
			if got.Status != http.StatusNotFound {
				t.Errorf("%s must not post to %s: %d", name, path, got.Status)
			}
		}
	}
}

func TestJoAsksTheTeamAndIsAnswered(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Jo", []string{"the-team"}, "line", "Waking Sam", "topic", "day-to-day", "say", "Is it all right to wake him at noon?", "question", "1")
		isThere(t, h, c, "Jo", "Ravi", "Bea", "Grace")
		isNotThere(t, h, c, "Sam", "Al", "Nia")
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "Waking Sam", "Is it all right to wake him at noon?", "Ravi will answer by Tuesday 24 November", "Nobody watches messages day and night")
		mustSay(t, h.As(t, "Bea").Get(h.In("/talk")), "Waking Sam", "Ravi will answer by")
		mustSay(t, h.As(t, "Ravi").Get("/"), "Answer the question that Jo asked.")
		page := h.As(t, "Bea").Get(h.In("/talk/" + c))
		mustSay(t, page, "Does this answer a question?")
		question := strings.Split(strings.Split(page.Body, `id="m-`)[1], `"`)[0]
		replies(t, h, "Bea", c, "say", "Yes, with a cup of tea.", "answers", question)
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "Yes, with a cup of tea.", "Answered by Bea on Monday 23 November.", "See the answer")
		mustNotSay(t, h.As(t, "Ravi").Get("/"), "Answer the question")
		mustNotSay(t, h.As(t, "Sam").Get(h.In("/talk")), "Waking")
	})
}
