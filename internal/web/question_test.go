package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

func TestAQuestionHasAnOwnerADayAndAnAnswer(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := tells(t, h, "Jo", sharing.Team, "Sam has stopped going to band practice.")
		opens(t, h, "Bea", e)
		jo := h.As(t, "Jo")
		seen := jo.Get(h.In("/seen/" + string(e)))
		link := regexp.MustCompile(`href="([^"]*/question\?at=[^"]*)"`).FindStringSubmatch(seen.Body)
		if link == nil {
			t.Fatalf("a sighting has no question:\n%s", seen.Body)
		}
		query := strings.ReplaceAll(link[1], "&amp;", "&")
		form := jo.Get(query)
		mustSay(t, form, "This question is about the time when Bea Lindqvist saw it", "Bea Lindqvist will answer within three working days", "Who will see this", "Ravi Menon")
		at := regexp.MustCompile(`at=(\d+)`).FindStringSubmatch(query)[1]
		fields := []string{"draft", id.New(), "entry", string(e), "who", string(h.ID("Bea")), "at", at, "say", "What did you need it for?"}
		sent := jo.Post(h.In("/question"), fields...)
		if sent.Status != http.StatusSeeOther {
			t.Fatalf("sending answers %d:\n%s", sent.Status, plainText(sent))
		}
		if again := jo.Post(h.In("/question"), fields...); again.Location() != sent.Location() {
			t.Errorf("sent twice must be asked once: %d %q", again.Status, again.Location())
		}
		// Monday and three working days.
		mustSay(t, jo.Get(sent.Location()), "What did you need it for?", "Bea will answer by Thursday 26 November.", "This question is about the time when Bea Lindqvist saw it: Monday 23 November, 9:30am.")
		mustSay(t, jo.Get(h.In("/questions")), "“What did you need it for?” Bea will answer by Thursday 26 November.")
		waiting, err := h.Candour.Waiting(t.Context(), h.ID("Bea"))
		apptest.Must(t, err)
		if len(waiting) != 1 || waiting[0].For != h.ID("Jo") {
			t.Fatalf("Bea has one question to answer: %+v", waiting)
		}
		mustSay(t, h.As(t, "Bea").Get(h.In("/questions")), "Questions for you to answer", "What did you need it for?")
		mustNotSay(t, h.As(t, "Ravi").Get(h.In("/questions")), "What did you need it for?")
		for _, name := range []string{"Sam", "Al", "Nia"} {
			if got := h.As(t, name).Get(sent.Location()); got.Status != http.StatusNotFound {
				t.Errorf("%s must not find it: %d", name, got.Status)
			}
		}
		h.Clock.Move(5 * 24 * time.Hour)
		jo = h.As(t, "Jo")
		mustSay(t, jo.Get(sent.Location()), "Bea was to answer by Thursday 26 November. That has not happened. We are sorry.")
		answers(t, h, sent.Location())
		mustSay(t, jo.Get(sent.Location()), "To plan time for music.", "Bea answered on Saturday 28 November.")
		if waiting, err = h.Candour.Waiting(t.Context(), h.ID("Bea")); err != nil || len(waiting) != 0 {
			t.Errorf("nothing is left to answer: %v %+v", err, waiting)
		}
	})
}

// answers lets Bea answer, with the mistakes that people make.
func answers(t *testing.T, h *apptest.House, question string) {
	t.Helper()
	bea := h.As(t, "Bea")
	if got := bea.Post(question, "draft", id.New(), "say", "  "); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("an answer without words: %d", got.Status)
	}
	if got := h.As(t, "Jo").Post(question, "draft", id.New(), "say", "I answer myself"); got.Status != http.StatusNotFound {
		t.Errorf("the asker does not answer: %d", got.Status)
	}
	fields := []string{"draft", id.New(), "say", "To plan time for music."}
	for range 2 {
		if got := bea.Post(question, fields...); got.Status != http.StatusSeeOther {
			t.Fatalf("answering: %d\n%s", got.Status, plainText(got))
		}
	}
	if page := bea.Get(question); strings.Count(plainText(page), "To plan time for music.") != 1 {
		t.Errorf("sent twice must be written once:\n%s", plainText(page))
	}
}

// A colleague can answer while somebody is away.
func TestAColleagueAnswersAndTheTeamCanBeAsked(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam := h.As(t, "Sam")
		form := sam.Get(h.In("/question"))
		mustSay(t, form, "What is it about?", "Grace Bello will answer within three working days")
		if got := sam.Post(h.In("/question"), "draft", id.New(), "topic", "no such topic", "say", "When?"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a topic that is none: %d", got.Status)
		}
		bad := sam.Post(h.In("/question"), "draft", id.New(), "topic", "medicines", "say", "")
		if bad.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(bad), "Write a few words first") {
			t.Errorf("a question without words: %d", bad.Status)
		}
		sent := sam.Post(h.In("/question"), "draft", id.New(), "topic", "medicines", "say", "Can I take it later?")
		if got := h.As(t, "Ravi").Post(sent.Location(), "draft", id.New(), "say", "Yes, until ten."); got.Status != http.StatusSeeOther {
			t.Fatalf("a colleague may answer: %d", got.Status)
		}
		mustSay(t, sam.Get(sent.Location()), "Yes, until ten.", "Ravi answered on Monday 23 November.")
		if got := h.As(t, "Jo").Get(sent.Location()); got.Status != http.StatusNotFound {
			t.Errorf("Sam has not agreed that Jo reads about medicines: %d", got.Status)
		}
	})
}

// What hangs on a sealed confidence must not tell the rest of the team of it.
func TestAQuestionAboutASealedConfidenceStaysWithTheCarerLead(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := tells(t, h, "Jo", sharing.Sealed, "He hid a letter.")
		opens(t, h, "Grace", e)
		jo := h.As(t, "Jo")
		sent := jo.Post(h.In("/question"), "draft", id.New(), "entry", string(e), "say", "Does anybody know?")
		mustSay(t, jo.Get(sent.Location()), "Grace will answer by")
		for _, name := range []string{"Ravi", "Bea", "Mei", "Sam", "Al"} {
			if got := h.As(t, name).Get(sent.Location()); got.Status != http.StatusNotFound {
				t.Errorf("%s must not find it: %d", name, got.Status)
			}
		}
		mustSay(t, h.As(t, "Grace").Get(sent.Location()), "Does anybody know?")
		outcome := h.In("/entry/" + string(e) + "/outcome")
		if got := h.As(t, "Ravi").Get(outcome); got.Status != http.StatusNotFound {
			t.Errorf("Ravi must not find the form: %d", got.Status)
		}
		h.As(t, "Grace").Post(outcome, "draft", id.New(), "say", "It stays in your file.")
		for _, name := range []string{"Ravi", "Sam"} {
			mustNotSay(t, h.As(t, name).Get(h.In("/timeline")), "It stays in your file.", "Does anybody know?")
		}
	})
}

// What may not be seen cannot be asked about, and a sighting that was none neither.
func TestNobodyAsksAboutWhatTheyMayNotSee(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := tells(t, h, "Jo", sharing.Team, "Sam has stopped going to band practice.")
		opens(t, h, "Bea", e)
		for _, name := range []string{"Sam", "Al"} {
			if got := h.As(t, name).Post(h.In("/question"), "draft", id.New(), "entry", string(e), "say", "What is this?"); got.Status != http.StatusNotFound {
				t.Errorf("%s: %d", name, got.Status)
			}
		}
		if got := h.As(t, "Jo").Post(h.In("/question"), "draft", id.New(), "entry", string(e), "who", string(h.ID("Ravi")), "at", "5", "say", "Why Ravi?"); got.Status != http.StatusNotFound {
			t.Errorf("Ravi has not seen it: %d", got.Status)
		}
		if got := h.As(t, "Ravi").Get(h.In("/question")); got.Status != http.StatusNotFound {
			t.Errorf("professionals talk to each other elsewhere: %d", got.Status)
		}
	})
}

func TestTheGiverReadsWhatCameOfIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := tells(t, h, "Jo", sharing.Team, "Sam has stopped going to band practice.")
		path := h.In("/entry/" + string(e) + "/outcome")
		ravi := h.As(t, "Ravi")
		mustSay(t, ravi.Get(h.In("/entry/"+string(e))), "Write what came of it")
		mustSay(t, h.As(t, "Jo").Get(h.In("/entry/"+string(e))), "See who has seen it", "I have a question about this")
		mustSay(t, ravi.Get(path), "Jo will read this.", "that Sam keeps private", "“Sam has stopped going to band practice.”")
		if got := ravi.Post(path, "draft", id.New(), "say", ""); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("without words: %d", got.Status)
		}
		for range 2 {
			if got := ravi.Post(path, "draft", id.New(), "say", "", "talked", "1"); got.Status != http.StatusSeeOther {
				t.Errorf("that the team talked about it is enough: %d", got.Status)
			}
		}
		fields := []string{"draft", id.New(), "say", "Bea will make time for music.", "talked", "1"}
		for range 2 {
			if got := ravi.Post(path, fields...); got.Status != http.StatusSeeOther {
				t.Fatalf("%d\n%s", got.Status, plainText(got))
			}
		}
		said, err := h.Candour.Said(t.Context(), h.ID("Jo"), h.Triangle, 5)
		apptest.Must(t, err)
		if len(said) != 1 {
			t.Fatalf("Jo told one thing: %d", len(said))
		}
		var steps []string
		for _, s := range said[0].Steps {
			steps = append(steps, string(s.Kind)+" "+s.Text)
		}
		if got := strings.Join(steps, "; "); got != "read ; talked ; came Bea will make time for music." {
			t.Errorf("the steps are %q", got)
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/timeline")), "Bea will make time for music.")
		for _, name := range []string{"Sam", "Al", "Jo"} {
			v := h.As(t, name)
			if name != "Jo" {
				mustNotSay(t, v.Get(h.In("/timeline")), "time for music")
			}
			if got := v.Get(path); got.Status != http.StatusNotFound {
				t.Errorf("%s writes no outcomes: %d", name, got.Status)
			}
		}
		note := notes(t, h, "Bea", "medicines", "A note of the team.")
		if got := ravi.Get(h.In("/entry/" + string(note) + "/outcome")); got.Status != http.StatusNotFound {
			t.Errorf("the team owes itself no outcome: %d", got.Status)
		}
		own := says(t, h, "Sam", entry.Draft{Kind: disclose.Note, Topic: "day-to-day", Text: "I would like a bicycle."})
		if got := ravi.Post(h.In("/entry/"+string(own)+"/outcome"), "draft", id.New(), "say", "We ask at the workshop."); got.Status != http.StatusSeeOther {
			t.Errorf("Sam is owed one: %d", got.Status)
		}
		mustSay(t, h.As(t, "Sam").Get(h.In("/timeline")), "We ask at the workshop.")
	})
}
