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
		for _, path := range []string{"", "/send", "/audience", "/find", "/answer", "/yes", "/people", "/people/" + string(h.ID("Jo")) + "/end", "/earlier/" + string(h.ID("Al"))} {
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
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "Waking Sam", "Is it all right to wake him at noon?", "Ravi will answer by Thursday 26 November", "Nobody watches messages day and night")
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

func TestThreeTalkOnceTheServiceUserHasSaidYes(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Ravi", []string{"Sam", "Jo"}, "line", "The next weeks", "topic", "medicines", "say", "The dose goes down on Monday.")
		isThere(t, h, c, "Sam", "Ravi", "Bea")
		isNotThere(t, h, c, "Jo", "Al", "Nia")
		mustSay(t, h.As(t, "Ravi").Get(h.In("/talk/"+c)), "Sam has not said yes to this conversation yet.", "Not yet. Sam has not said yes to telling Jo this.")
		sam := h.As(t, "Sam")
		mustSay(t, sam.Get(h.In("/talk")), "It waits for your yes.")
		mustSay(t, sam.Get(h.In("/talk/"+c)), "You have not said yes yet, and you need not.")
		if got := sam.Post(h.In("/talk/"+c+"/yes"), "id", id.New()); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("no answer is no answer: %d", got.Status)
		}
		isNotThere(t, h, c, "Jo")
		yes := id.New()
		for range 2 {
			if got := sam.Post(h.In("/talk/"+c+"/yes"), "id", yes, "answer", "yes"); got.Status != http.StatusSeeOther {
				t.Fatalf("saying yes: %d\n%s", got.Status, plainText(got))
			}
		}
		h.Clock.Move(time.Second)
		jo := h.As(t, "Jo").Get(h.In("/talk/" + c))
		mustSay(t, jo, "The next weeks")
		mustNotSay(t, jo, "The dose")
		replies(t, h, "Ravi", c, "say", "And the evening dose stays.")
		replies(t, h, "Jo", c, "say", "He slept well.")
		replies(t, h, "Jo", c, "say", "He cried at night.", "confidence", "team")
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "And the evening dose stays.", "Only the team may know.")
		mustSay(t, h.As(t, "Ravi").Get(h.In("/talk/"+c)), "He cried at night.", "Only the team may know.")
		mustSay(t, sam.Get(h.In("/talk/"+c)), "He slept well.")
		mustNotSay(t, sam.Get(h.In("/talk/"+c)), "cried", "Only the team")
		if got := sam.Post(h.In("/talk/"+c+"/yes"), "id", id.New(), "answer", "so-far"); got.Status != http.StatusSeeOther {
			t.Fatalf("a yes to what is there so far: %d", got.Status)
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "The dose goes down on Monday.")
		h.Clock.Move(time.Second)
		sam.Post(h.In("/talk/"+c+"/yes"), "id", id.New(), "answer", "no")
		h.Clock.Move(time.Second)
		replies(t, h, "Ravi", c, "say", "Only for Sam.")
		got := h.As(t, "Jo").Get(h.In("/talk/" + c))
		mustSay(t, got, "And the evening dose stays.", "Sam has not said yes")
		mustNotSay(t, got, "Only for Sam.")
		isNotThere(t, h, c, "Al", "Nia")
	})
}

func TestSomebodyWhoComesLaterSeesWhatWasBeforeOnlyWhenAllSayYes(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Sam", []string{"the-team", "Jo"}, "line", "Moving out", "topic", "day-to-day", "say", "I want to move out.")
		replies(t, h, "Jo", c, "say", "I am afraid of it.")
		replies(t, h, "Jo", c, "say", "He cannot cook.", "confidence", "team")
		replies(t, h, "Ravi", c, "say", "We can look at flats.")
		isNotThere(t, h, c, "Al")
		if got := h.As(t, "Jo").Get(h.In("/talk/" + c + "/people/add")); got.Status != http.StatusNotFound {
			t.Errorf("Jo did not start it: %d", got.Status)
		}
		sam, join := h.As(t, "Sam"), id.New()
		if got := sam.Post(h.In("/talk/"+c+"/people"), "id", join, "person", string(h.ID("Nia"))); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("Nia is not of this triangle: %d", got.Status)
		}
		for range 2 {
			if got := sam.Post(h.In("/talk/"+c+"/people"), "id", join, "person", string(h.ID("Al")), "earlier", "1"); got.Status != http.StatusSeeOther {
				t.Fatalf("bringing Al in: %d\n%s", got.Status, plainText(got))
			}
		}
		h.Clock.Move(time.Second)
		replies(t, h, "Jo", c, "say", "Hello Al.")
		before := []string{"I want to move out.", "I am afraid of it.", "We can look at flats.", "He cannot cook."}
		al := func() apptest.Answer { return h.As(t, "Al").Get(h.In("/talk/" + c)) }
		mustSay(t, al(), "Moving out", "Hello Al.", "You came into this conversation on Monday 23 November.")
		mustNotSay(t, al(), before...)
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "Al came later. May Al read what you wrote here before?")
		mustNotSay(t, h.As(t, "Bea").Get(h.In("/talk/"+c)), "Al came later")
		if got := h.As(t, "Bea").Get(h.In("/talk/" + c + "/earlier/" + string(h.ID("Al")))); got.Status != http.StatusNotFound {
			t.Errorf("Bea wrote nothing: %d", got.Status)
		}
		say := func(who, what string, want int) {
			t.Helper()
			if got := h.As(t, who).Post(h.In("/talk/"+c+"/earlier/"+string(h.ID("Al"))), "earlier", what); got.Status != want {
				t.Fatalf("%s says %q: %d", who, what, got.Status)
			}
			h.Clock.Move(time.Second)
		}
		say("Jo", "", http.StatusUnprocessableEntity)
		say("Jo", "earlier-no", http.StatusSeeOther)
		say("Ravi", "earlier-yes", http.StatusSeeOther)
		mustNotSay(t, al(), before...)
		say("Jo", "earlier-yes", http.StatusSeeOther)
		mustSay(t, al(), before[:3]...)
		mustNotSay(t, al(), before[3])
		mustSay(t, h.As(t, "Ravi").Get(h.In("/talk/"+c)), before...)
		// Sam takes Al out again: nothing new reaches him, and what he read stays.
		if got := sam.Post(h.In("/talk/" + c + "/people/" + string(h.ID("Al")) + "/end")); got.Status != http.StatusSeeOther {
			t.Fatalf("taking Al out: %d", got.Status)
		}
		h.Clock.Move(time.Second)
		replies(t, h, "Sam", c, "say", "Without Al.")
		mustSay(t, al(), "Hello Al.", "You are not in this conversation")
		mustNotSay(t, al(), "Without Al.")
		if got := h.As(t, "Al").Post(h.In("/talk/"+c+"/send"), "draft", id.New(), "say", "Let me in."); got.Status != http.StatusNotFound {
			t.Errorf("Al cannot write here any more: %d", got.Status)
		}
	})
}
