package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
)

// calls sends the form on which somebody calls a meeting for Wednesday 25 November at 14:00.
func calls(t *testing.T, h *apptest.House, who string, people ...string) string {
	t.Helper()
	m := id.New()
	got := h.As(t, who).Post(h.In("/meetings/new"), callForm(h, m, people...)...)
	if got.Status != http.StatusSeeOther || got.Location() != h.In("/meetings/"+m) {
		t.Fatalf("calling as %s: %d %s\n%s", who, got.Status, got.Location(), plainText(got))
	}
	return m
}

func callForm(h *apptest.House, m string, people ...string) []string {
	day := "25"
	if h.Clock.Now().Sub(apptest.Start()) > 24*time.Hour {
		day = "30"
	}
	form := []string{
		"draft", m, "sure", "1", "topic", "care-plan", "say", "The nights are bad again.", "place", "Sam’s kitchen", "link", "https://meet.example.org/1",
		"day-day", day, "day-month", "11", "day-year", "2026", "clock", "14:00", "minutes", "60",
	}
	for _, p := range people {
		form = append(form, "people", string(h.ID(p)))
	}
	return form
}

// does presses a button on the page of a meeting.
func does(t *testing.T, h *apptest.House, who, m, what string, pairs ...string) {
	t.Helper()
	got := h.As(t, who).Post(h.In("/meetings/"+m+"/do"), append([]string{"do", what}, pairs...)...)
	if got.Status != http.StatusSeeOther {
		t.Fatalf("%s as %s: %d\n%s", what, who, got.Status, plainText(got))
	}
}

// fills sends a form that must work.
func fills(t *testing.T, h *apptest.House, who, path string, pairs ...string) {
	t.Helper()
	if got := h.As(t, who).Post(h.In(path), pairs...); got.Status != http.StatusSeeOther {
		t.Fatalf("%s as %s: %d\n%s", path, who, got.Status, plainText(got))
	}
}

func meets(t *testing.T, h *apptest.House, who, m string) apptest.Answer {
	t.Helper()
	return h.As(t, who).Get(h.In("/meetings/" + m))
}

func TestANetworkMeetingFromTheCallToTheNote(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		m := calls(t, h, "Sam", "Jo", "Al", "Ravi", "Bea")
		mustSay(t, meets(t, h, "Sam", m), "The nights are bad again.", "Wednesday 25 November, 2pm to 3pm", "Sam’s kitchen", "The team answers by Tuesday 24 November, 9:30am")
		mustSay(t, h.As(t, "Ravi").Get("/"), "has called a meeting")
		h.Clock.Move(3 * time.Hour)
		for _, one := range [][2]string{{"Ravi", "yes"}, {"Bea", "yes"}, {"Jo", "yes"}, {"Al", "no"}} {
			does(t, h, one[0], m, "answer", "word", one[1])
		}
		mustSay(t, meets(t, h, "Jo", m), "The team answered after 3 hours (Ravi).", "Does not come")
		fills(t, h, "Jo", "/meetings/"+m+"/words", "kind", "agenda", "draft", id.New(), "sure", "1", "say", "Who I ring at night.")
		for _, name := range []string{"Sam", "Al", "Ravi", "Bea"} {
			mustSay(t, meets(t, h, name, m), "Who I ring at night.")
		}
		mustNotSay(t, meets(t, h, "Mei", m), "Who I ring at night.") // of the team, and not invited
		h.Clock.Move(2 * 24 * time.Hour)                             // Wednesday, 12:30
		h.Clock.Move(2 * time.Hour)
		for _, name := range []string{"Sam", "Jo", "Ravi", "Bea"} {
			does(t, h, name, m, "there", "who", string(h.ID(name)), "word", "yes")
		}
		fills(t, h, "Ravi", "/meetings/"+m+"/words", "kind", "voice", "draft", id.New(), "say", "I heard that the nights are long.")
		mustSay(t, meets(t, h, "Jo", m), "I heard that the nights are long.")
		mustNotSay(t, meets(t, h, "Al", m), "I heard that the nights are long.")
		fills(t, h, "Sam", "/meetings/"+m+"/words", "kind", "open-question", "draft", id.New(), "say", "What helps at four in the morning?")
		noteAndReading(t, h, m)
	})
}

// noteAndReading is what follows the meeting: the note, what the absent get, and what stays open.
func noteAndReading(t *testing.T, h *apptest.House, m string) {
	t.Helper()
	fills(t, h, "Ravi", "/meetings/"+m+"/note", "draft", id.New(), "version", "0", "say", "We talked about the nights.", "actions", "Bea rings on Friday.")
	mustSay(t, meets(t, h, "Jo", m), "We talked about the nights.", "Still to be read by Sam, Jo and Bea.")
	mustNotSay(t, meets(t, h, "Al", m), "We talked about the nights.")
	does(t, h, "Jo", m, "read", "version", "1")
	fills(t, h, "Sam", "/meetings/"+m+"/words", "kind", "change", "draft", id.New(), "say", "Please say that I slept on Sunday.")
	fills(t, h, "Ravi", "/meetings/"+m+"/note", "version", "1", "say", "We talked about the nights. Sam slept on Sunday.", "actions", "Bea rings on Friday.")
	mustSay(t, meets(t, h, "Ravi", m), "Still to be read by Sam, Jo and Bea.")
	if got := h.As(t, "Bea").Post(h.In("/meetings/"+m+"/do"), "do", "read", "version", "1"); got.Status != http.StatusConflict {
		t.Errorf("an earlier version is not what is there now: %d", got.Status)
	}
	for _, name := range []string{"Jo", "Bea", "Sam"} {
		does(t, h, name, m, "read", "version", "2")
	}
	mustSay(t, meets(t, h, "Bea", m), "Final on Wednesday 25 November, 2:30pm. Read by Sam, Jo, Ravi and Bea.")
	fills(t, h, "Jo", "/meetings/"+m+"/tell", "tell-1-of", string(h.ID("Al")), "tell-1", "note")
	fills(t, h, "Sam", "/meetings/"+m+"/tell", "tell-1-of", string(h.ID("Al")), "tell-1", "actions")
	fills(t, h, "Jo", "/meetings/"+m+"/tell", "tell-1-of", string(h.ID("Al")), "tell-1", "note") // too late: Sam has said
	does(t, h, "Ravi", m, "pass")
	does(t, h, "Ravi", m, "pass")
	al := meets(t, h, "Al", m)
	mustSay(t, al, "Bea rings on Friday.", "It was agreed that you hear what was agreed to be done.")
	mustNotSay(t, al, "We talked about the nights", "Sam slept")
	if strings.Count(plainText(al), "Bea rings on Friday.") != 1 {
		t.Error("what is given twice stands once")
	}
	calls(t, h, "Sam", "Ravi", "Jo")
	list := h.As(t, "Jo").Get(h.In("/meetings"))
	mustSay(t, list, "What helps at four in the morning?", "It has been, and its note is final.")
	mustSay(t, h.As(t, "Sam").Get(h.In("/meetings/new")), "Ravi and Bea came last time.")
}
