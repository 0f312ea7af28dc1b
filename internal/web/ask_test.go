package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
)

// Asking looks the same to the last byte, whether there is something to tell or not.
func TestAskingTellsNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		noteAbout(t, h, "substance-use", "Words about it.")
		noteAbout(t, h, "medicines", "Words about it.")
		al, jo := h.As(t, "Al"), h.As(t, "Jo")
		for _, topic := range []string{"substance-use", "immigration", "medicines", "research"} {
			a := al.Post(h.In("/ask"), "topic", topic, "ask", id.New())
			if a.Status != http.StatusSeeOther || a.Header.Get("Location") != h.In("/ask?done=done.asked") {
				t.Errorf("%s: %d %s", topic, a.Status, a.Header.Get("Location"))
			}
		}
		page := al.Get(h.In("/ask?done=done.asked"))
		if strings.Count(page.Body, "It waits for an answer.") != 4 || !strings.Contains(page.Body, "We say the same whether there is something to tell or not.") {
			t.Error("each waits, and nothing more is said")
		}
		if got := jo.Get(h.In("/ask")); strings.Contains(got.Body, "It waits for an answer.") {
			t.Error("what Al asked is not Jo's to see")
		}
		if got := al.Post(h.In("/ask"), "topic", "no-such-topic", "ask", id.New()); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("no topic: %d", got.Status)
		}
	})
}

func TestSamAnswersForADay(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := noteAbout(t, h, "medicines", "The dose goes down.")
		jo, sam := h.As(t, "Jo"), h.As(t, "Sam")
		ask := id.New()
		jo.Post(h.In("/ask"), "topic", "medicines", "ask", ask)
		if got := h.As(t, "Al").Get(h.In("/ask/" + ask)); got.Status != http.StatusNotFound {
			t.Errorf("Al gets %d", got.Status)
		}
		form := sam.Get(h.In("/ask/" + ask))
		if form.Status != http.StatusOK || !strings.Contains(form.Body, "May Jo be told about this? Medicines") {
			t.Fatalf("Sam gets %d", form.Status)
		}
		change := fields(form.Body)["change"]
		for _, bad := range [][]string{{"answer", ""}, {"answer", "until"}, {"answer", "until", "until-day", "30", "until-month", "2", "until-year", "2027"}} {
			if got := sam.Post(h.In("/ask/"+ask), append(bad, "change", change)...); got.Status != http.StatusUnprocessableEntity {
				t.Errorf("%v gave %d", bad, got.Status)
			}
		}
		for range 2 {
			if got := sam.Post(h.In("/ask/"+ask), "answer", "day", "change", change); got.Status != http.StatusSeeOther {
				t.Fatalf("answering gave %d", got.Status)
			}
			h.Clock.Move(time.Second)
		}
		if got := jo.Get(h.In("/ask")); !strings.Contains(got.Body, "you can be told, until Tuesday 24 November") {
			t.Error("Jo reads what counts now")
		}
		if got := jo.Get(h.In("/entry/" + string(e))); got.Status != http.StatusOK {
			t.Errorf("and finds the note: %d", got.Status)
		}
		h.Clock.Move(24 * time.Hour)
		if got := h.As(t, "Jo").Get(h.In("/entry/" + string(e))); got.Status != http.StatusNotFound {
			t.Errorf("a day later it is closed: %d", got.Status)
		}
	})
}

func TestAskMeAloneFirst(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam, jo := h.As(t, "Sam"), h.As(t, "Jo")
		pages := []string{"/ask", "/may-know", "/agreement", "/timeline"}
		before := map[string]string{}
		for _, p := range pages {
			before[p] = steady(jo.Get(h.In(p)).Body)
		}
		if got := sam.Post(h.In("/sharing/alone"), "alone", "yes"); got.Status != http.StatusSeeOther {
			t.Fatalf("setting it gave %d", got.Status)
		}
		for _, p := range pages {
			if steady(jo.Get(h.In(p)).Body) != before[p] {
				t.Errorf("Jo must not be able to tell from %s", p)
			}
		}
		ask := id.New()
		jo.Post(h.In("/ask"), "topic", "medicines", "ask", ask)
		sam = h.As(t, "Sam") // another session: nobody has said who is there
		for _, p := range []string{"/sharing", "/sharing?part=private", "/ask", "/ask/" + ask, "/agreement", "/sharing/alone", "/sharing/as/" + string(h.ID("Jo"))} {
			got := sam.Get(h.In(p))
			if got.Status != http.StatusOK || !strings.Contains(got.Body, "Are you alone just now?") || strings.Contains(got.Body, "edicines") || strings.Contains(got.Body, "choices") {
				t.Errorf("%s must wait: %d", p, got.Status)
			}
		}
		if got := sam.Get("/"); strings.Contains(got.Body, ask) {
			t.Error("nor may the first page show the question")
		}
		if got := sam.Post(h.In("/sharing/change"), "recipient", string(h.ID("Jo")), "topic", "medicines", "answer", "share", "change", id.New()); got.Status == http.StatusSeeOther {
			t.Error("nothing can be changed meanwhile")
		}
		if got := sam.Post(h.In("/private"), "next", h.In("/ask/"+ask)); got.Location() != h.In("/ask/"+ask) {
			t.Fatalf("alone leads to %q", got.Location())
		}
		if got := sam.Get(h.In("/ask/" + ask)); !strings.Contains(got.Body, "Medicines") {
			t.Error("alone, Sam reads the question")
		}
		if got := h.As(t, "Sam").Get(h.In("/sharing")); !strings.Contains(got.Body, "Are you alone just now?") {
			t.Error("it counts for one session")
		}
		h.Clock.Move(20 * time.Minute)
		if got := sam.Get(h.In("/sharing")); !strings.Contains(got.Body, "Are you alone just now?") {
			t.Error("after twenty minutes we ask again")
		}
		if got := sam.Post(h.In("/private"), "next", "https://example.org/"); got.Location() != h.In("/sharing") {
			t.Errorf("it leads nowhere else: %q", got.Location())
		}
	})
}

func TestTheAgreementInWords(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam, jo, ravi := h.As(t, "Sam"), h.As(t, "Jo"), h.As(t, "Ravi")
		choosing(t, sam, h, string(h.ID("Jo")), "medicines", "answer", "share")
		h.Clock.Move(time.Second)
		if got := ravi.Post(h.In("/agreement/pledge"), "pledge", id.New(), "reply", "Three days.", "always", "Who to ring.", "confidence", "The team reads it."); got.Status != http.StatusSeeOther {
			t.Fatalf("the pledge gave %d", got.Status)
		}
		h.Clock.Move(time.Second)
		one, other := id.New(), id.New()
		sam.Post(h.In("/agreement"), "version", one)
		h.Clock.Move(time.Second)
		choosing(t, sam, h, string(h.ID("Jo")), "medicines", "answer", "ask")
		h.Clock.Move(time.Second)
		ravi.Post(h.In("/agreement"), "version", other)
		if got := jo.Get(h.In("/agreement/compare?one=" + one + "&other=" + other)); !strings.Contains(got.Body, "You could be told; now we ask Sam first.") {
			t.Errorf("Jo reads what changed: %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Al").Get(h.In("/agreement/compare?one=" + one + "&other=" + other)); strings.Contains(got.Body, "Medicines") || !strings.Contains(got.Body, "Nothing that concerns you changed") {
			t.Error("Al reads that nothing did")
		}
		if got := jo.Get(h.In("/agreement/word/" + other)); got.Status != http.StatusOK {
			t.Errorf("the form of Jo's word: %d", got.Status)
		}
		if got := jo.Post(h.In("/agreement/word/"+other), "word", id.New(), "but", "I would like to hear about crises."); got.Status != http.StatusSeeOther {
			t.Errorf("Jo's word gave %d", got.Status)
		}
		page := h.As(t, "Al").Get(h.In("/agreement"))
		for _, want := range []string{"Version 2", "Three days.", "I would like to hear about crises.", "Has not said anything about it yet."} {
			if !strings.Contains(page.Body, want) {
				t.Errorf("Al should read %q", want)
			}
		}
	})
}
