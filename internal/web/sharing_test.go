package web_test

import (
	"net/http"
	"net/url"
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

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// fields reads the hidden fields of a form, as a browser would send them.
func fields(body string) map[string]string {
	out := map[string]string{}
	for _, m := range hiddenField.FindAllStringSubmatch(body, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// choosing opens the form of one choice and sends it.
func choosing(t *testing.T, v *apptest.Visitor, h *apptest.House, to, topic string, pairs ...string) apptest.Answer {
	t.Helper()
	path := h.In("/sharing/change?") + url.Values{"recipient": {to}, "topic": {topic}}.Encode()
	form := v.Get(path)
	if form.Status != http.StatusOK {
		t.Fatalf("the form is %d", form.Status)
	}
	for name, value := range fields(form.Body) {
		pairs = append(pairs, name, value)
	}
	return v.Post(h.In("/sharing/change"), pairs...)
}

func noteAbout(t *testing.T, h *apptest.House, topic, text string) id.Entry {
	t.Helper()
	e, err := h.Entries.Write(t.Context(), h.ID("Ravi"), entry.Draft{
		ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.Personal, Topic: topic, About: []id.Person{h.ID("Sam")}, Text: text,
	})
	apptest.Must(t, err)
	h.Clock.Move(time.Second)
	return e
}

func TestSamChangesAChoiceAndJosPagesChangeAtOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		noteAbout(t, h, "medicines", "The dose goes down.")
		sam, jo := h.As(t, "Sam"), h.As(t, "Jo")
		if got := jo.Get(h.In("/timeline")); strings.Contains(got.Body, "The dose goes down.") {
			t.Fatal("before any choice Jo reads nothing")
		}
		done := choosing(t, sam, h, string(h.ID("Jo")), "medicines", "answer", "share", "until-day", "1", "until-month", "3", "until-year", "2027")
		if done.Status != http.StatusSeeOther || done.Location() != h.In("/sharing") {
			t.Fatalf("saving gave %d to %q\n%s", done.Status, done.Location(), done.Body)
		}
		h.Clock.Move(time.Second)
		page := sam.Get(done.Header.Get("Location"))
		if !strings.Contains(page.Body, "About your medicines, Jo can be told, until 1 March 2027.") || !strings.Contains(page.Body, "Until 1 March 2027") {
			t.Errorf("the page must say what was done and until when\n%s", page.Body)
		}
		if got := jo.Get(h.In("/timeline")); strings.Count(got.Body, "The dose goes down.") != 1 {
			t.Error("Jo must read it at once")
		}
		if got := jo.Get(h.In("/may-know")); !strings.Contains(got.Body, "Medicines, until 1 March 2027") {
			t.Errorf("and find it among what she can be told: %d", got.Status)
		}
		undo := fields(page.Body[strings.Index(page.Body, "/sharing/undo"):])
		if got := sam.Post(h.In("/sharing/undo"), "change", undo["change"], "undo", undo["undo"]); got.Status != http.StatusSeeOther {
			t.Fatalf("undo gave %d", got.Status)
		}
		h.Clock.Move(time.Second)
		if got := jo.Get(h.In("/timeline")); strings.Contains(got.Body, "The dose goes down.") {
			t.Error("undone, Jo reads it no more")
		}
	})
}

func TestTheFormOfAChoiceSaysWhatIsWrong(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam := h.As(t, "Sam")
		for _, c := range []struct{ day, month, year, say string }{
			{"31", "2", "2027", "This day is not in the calendar"}, {"1", "1", "2026", "This day is over"}, {"1", "1", "2099", "within the next 10 years"}, {"1", "", "", "leave all three empty"},
		} {
			got := choosing(t, sam, h, string(h.ID("Jo")), "medicines", "answer", "share", "until-day", c.day, "until-month", c.month, "until-year", c.year)
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, c.say) || !strings.Contains(got.Body, `value="`+c.day+`"`) {
				t.Errorf("%v: %d", c, got.Status)
			}
		}
		if got := choosing(t, sam, h, string(h.ID("Jo")), "medicines"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Choose one of the three.") {
			t.Errorf("no answer: %d", got.Status)
		}
		stale := choosing(t, sam, h, string(h.ID("Jo")), "medicines", "answer", "keep", "read", id.New())
		if stale.Status == http.StatusSeeOther {
			form := fields(sam.Get(h.In("/sharing/change?recipient=") + string(h.ID("Jo")) + "&topic=medicines").Body)
			stale = sam.Post(h.In("/sharing/change"), "recipient", form["recipient"], "topic", "medicines", "answer", "share", "read", "", "change", id.New())
		}
		if stale.Status != http.StatusUnprocessableEntity || !strings.Contains(stale.Body, "changed while you were reading it") {
			t.Errorf("a form that was overtaken: %d", stale.Status)
		}
	})
}

func TestPagesOfChoices(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo, ravi := string(h.ID("Jo")), string(h.ID("Ravi"))
		pages := map[string][]string{
			"Sam": {"/sharing", "/sharing?set=without-capacity", "/sharing?part=private", "/sharing?part=private&set=without-capacity", "/sharing?each=team", "/sharing/all", "/sharing/topic", "/sharing/alone",
				"/sharing/everything?recipient=" + jo, "/sharing/nothing?recipient=" + jo, "/sharing/nothing?recipient=professionals&set=without-capacity", "/sharing/as/" + jo, "/sharing/as/" + ravi,
				"/sharing/change?recipient=professionals&topic=trauma", "/sharing/change?recipient=" + ravi + "&topic=medicines&set=without-capacity", "/ask", "/agreement"},
			"Jo":   {"/sharing", "/sharing?part=told", "/sharing?each=team", "/sharing/all", "/sharing/topic", "/sharing/nothing?recipient=professionals", "/sharing/as/" + string(h.ID("Sam")), "/ask", "/agreement", "/may-know"},
			"Ravi": {"/ask", "/agreement", "/agreement/pledge", "/may-know"},
		}
		absent := map[string][]string{
			"Sam":  {"/may-know", "/agreement/pledge", "/sharing?set=never", "/sharing/as/" + string(h.ID("Nia")), "/sharing/as/x", "/sharing/renew/" + id.New(), "/ask/" + id.New(), "/sharing/change?recipient=" + jo + "&topic=caring-role", "/agreement?version=" + id.New(), "/agreement/compare"},
			"Jo":   {"/sharing?set=without-capacity", "/sharing/alone", "/sharing/everything?recipient=" + ravi, "/sharing/change?recipient=professionals&topic=medicines"},
			"Ravi": {"/sharing", "/sharing/all", "/sharing/topic", "/sharing/as/" + jo},
			"Nia":  {"/sharing", "/ask", "/agreement", "/may-know", "/sharing/as/" + jo},
		}
		for status, list := range map[int]map[string][]string{http.StatusOK: pages, http.StatusNotFound: absent} {
			for name, paths := range list {
				v := h.As(t, name)
				for _, p := range paths {
					if got := v.Get(h.In(p)); got.Status != status {
						t.Errorf("%s gets %d for %s, not %d", name, got.Status, p, status)
					}
				}
			}
		}
	})
}

func TestATopicOfSamsOwnIsOnNoPageOfOthers(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam := h.As(t, "Sam")
		before := map[string]string{}
		pages := []string{"/may-know", "/timeline", "/agreement", "/ask"}
		for _, p := range pages {
			before[p] = steady(h.As(t, "Al").Get(h.In(p)).Body)
		}
		form := fields(sam.Get(h.In("/sharing/topic")).Body)
		if got := sam.Post(h.In("/sharing/topic"), "topic", form["topic"], "label", "The night bus", "sensitive", "yes"); got.Status != http.StatusSeeOther {
			t.Fatalf("adding gave %d", got.Status)
		}
		h.Clock.Move(time.Second)
		if got := sam.Get(h.In("/sharing?part=private")); !strings.Contains(got.Body, "The night bus") {
			t.Error("Sam must find it")
		}
		if got := choosing(t, sam, h, string(h.ID("Al")), "own-"+form["topic"], "answer", "keep"); got.Status != http.StatusSeeOther {
			t.Fatalf("choosing about it gave %d", got.Status)
		}
		h.Clock.Move(time.Second)
		for _, p := range pages {
			if after := steady(h.As(t, "Al").Get(h.In(p)).Body); after != before[p] {
				t.Errorf("%s must be the same for Al, byte for byte", p)
			}
		}
		if got := sam.Post(h.In("/sharing/topic"), "topic", id.New(), "label", "  "); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a topic without a name gave %d", got.Status)
		}
	})
}

var drawn = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)

// steady takes away the ids that are drawn with each page.
func steady(body string) string { return drawn.ReplaceAllString(body, "") }
