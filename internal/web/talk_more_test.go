package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/conversation"
	"trialogue/internal/id"
)

func TestWhatIsForTheCarerLeadAloneIsAnsweredByHerAlone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Jo", []string{"the-team"}, "line", "I need help", "topic", "early-signs", "say", "He hid a letter.", "confidence", "sealed", "question", "1")
		isThere(t, h, c, "Jo", "Grace")
		isNotThere(t, h, c, "Sam", "Al", "Ravi", "Bea", "Nia")
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "Grace will answer by")
		mustSay(t, h.As(t, "Grace").Get("/"), "Answer the question that Jo asked.")
		mustNotSay(t, h.As(t, "Ravi").Get("/"), "Answer the question")
		replies(t, h, "Grace", c, "say", "I ring you today.")
		replies(t, h, "Jo", c, "say", "Thank you.")
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "I ring you today.")
		mustSay(t, h.As(t, "Grace").Get(h.In("/talk/"+c)), "Thank you.")
		for _, name := range []string{"Ravi", "Sam"} {
			mustNotSay(t, h.As(t, name).Get("/"), "Thank you.", "I ring you today.", "hid a letter")
		}
		// Nothing about Sam can be said here: Sam could read it without the rest.
		got := h.As(t, "Grace").Post(h.In("/talk/"+c+"/send"), "draft", id.New(), "say", "He is fine.", "about", string(h.ID("Sam")))
		if got.Status != http.StatusUnprocessableEntity {
			t.Errorf("about Sam, where Sam cannot see it: %d", got.Status)
		}
		mustSayAnyway(t, got, "That cannot be said here.", "He is fine.")
	})
}

// mustSayAnyway is mustSay for a page with any status.
func mustSayAnyway(t *testing.T, a apptest.Answer, wants ...string) {
	t.Helper()
	text := plainText(a)
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("the page (%d) should say %q:\n%s", a.Status, want, text)
		}
	}
}

func TestAMessageWithMistakesKeepsWhatWasTyped(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		team := []string{"with", "the-team", "draft", id.New(), "talk", id.New()}
		for _, c := range []struct {
			form []string
			want string
		}{
			{[]string{"topic", "day-to-day", "line", "A line"}, "Write a few words first"},
			{[]string{"topic", "day-to-day", "say", "Words."}, "Write a few words first"},
			{[]string{"topic", "nothing", "line", "A line", "say", "Words."}, "Choose what it is about"},
			{[]string{"topic", "day-to-day", "line", strings.Repeat("a", conversation.LineMost+1), "say", "Words."}, "too long"},
			{[]string{"topic", "day-to-day", "line", "A line", "say", strings.Repeat("b", conversation.TextMost+1)}, "too long"},
			{[]string{"topic", "day-to-day", "line", "A line", "say", "Words.", "confidence", "loud"}, "Choose who may know"},
			{[]string{"topic", "day-to-day", "line", "A line", "say", "Words.", "about", string(h.ID("Al"))}, "That cannot be said here."},
			{[]string{"topic", "day-to-day", "line", "A line", "say", "Words.", "with", string(h.ID("Nia"))}, "Choose people of this triangle"},
		} {
			for _, path := range []string{"/talk/new", "/talk/new/send"} {
				got := jo.Post(h.In(path), append(c.form, team...)...)
				if got.Status != http.StatusUnprocessableEntity {
					t.Errorf("%s with %v: %d", path, c.form[:2], got.Status)
				}
				mustSayAnyway(t, got, c.want)
				if strings.Contains(strings.Join(c.form, " "), "Words.") && !strings.Contains(got.Body, "Words.") {
					t.Errorf("%v loses what was typed", c.form)
				}
			}
		}
		if got := jo.Post(h.In("/talk/with")); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("with nobody: %d", got.Status)
		}
		mustNotSay(t, h.As(t, "Ravi").Get(h.In("/talk")), "A line")
		mustSay(t, h.As(t, "Ravi").Get(h.In("/talk")), "There is no conversation yet")
	})
}

var seenMark = regexp.MustCompile(`name="seen-([a-z]+)" value="([0-9a-f]+)"`)

// Without script the list of readers comes first; with it, the list that its writer
// had before them must be the true one.
func TestTheListOfReadersComesBeforeSending(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		form := jo.Get(h.In("/talk/new?question=1"))
		mustSay(t, form, "Who will see this", "What we cannot promise", "Nobody watches messages day and night")
		marks := map[string]string{}
		for _, m := range seenMark.FindAllStringSubmatch(form.Body, -1) {
			marks[m[1]] = m[2]
		}
		send := func(pairs ...string) apptest.Answer {
			return jo.Post(h.In("/talk/new"), append(pairs, "talk", id.New(), "draft", id.New(), "with", "the-team", "line", "A line", "topic", "day-to-day", "confidence", "team", "say", "Words.")...)
		}
		check := send()
		mustSay(t, check, "Check before you send", "Nothing has been sent yet.", "These people will see it: Ravi, Bea, Mei, Grace.")
		mustSay(t, send("scripted", "1"), "Check before you send")
		mustSay(t, send("scripted", "1", "seen-team", marks["sealed"]), "Check before you send")
		mustSay(t, send("scripted", "1", "seen-team", marks["team"], "say", "Al was there."), "Check before you send")
		if got := send("scripted", "1", "seen-team", marks["team"]); got.Status != http.StatusSeeOther {
			t.Errorf("the list was before her: %d", got.Status)
		}
		mustSay(t, send("scripted", "1", "seen-team", marks["team"], "say", "x", "back", "1"), "Start a conversation")
		got := jo.Post(h.In("/talk/new/audience"), "with", "the-team", "topic", "day-to-day", "confidence", "sealed")
		mustSay(t, got, "These people will see it: Grace.")
	})
}

func TestADoubleSendWritesOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c, m := id.New(), id.New()
		form := []string{"talk", c, "draft", m, "with", "the-team", "line", "A line", "topic", "day-to-day", "say", "Only once.", "question", "1"}
		jo := h.As(t, "Jo")
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if got := jo.Post(h.In("/talk/new/send"), form...); got.Status != http.StatusSeeOther || got.Location() != h.In("/talk/"+c) {
					t.Errorf("sending: %d", got.Status)
				}
			})
		}
		all.Wait()
		again := []string{"draft", id.New(), "say", "And this."}
		for range 2 {
			jo.Post(h.In("/talk/"+c+"/send"), again...)
		}
		page := jo.Get(h.In("/talk/" + c))
		if n := strings.Count(page.Body, "Only once."); n != 1 {
			t.Errorf("it stands there %d times", n)
		}
		if n := strings.Count(page.Body, "And this."); n != 1 {
			t.Errorf("the second stands there %d times", n)
		}
		// Somebody else's id is no way in.
		if got := h.As(t, "Al").Post(h.In("/talk/new/send"), form...); got.Status == http.StatusSeeOther {
			t.Error("Al must not be led to what Jo wrote")
		}
	})
}

func TestAnAnswerThatIsLateIsToldOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Sam", []string{"the-team"}, "line", "My pills", "topic", "medicines", "say", "May I take them at noon?", "question", "1")
		jobs := func(d time.Duration) {
			h.Clock.Move(d)
			for range 2 {
				apptest.Must(t, h.RunJobs(t.Context()))
			}
		}
		page := func(who string) apptest.Answer { return h.As(t, who).Get(h.In("/talk/" + c)) }
		jobs(4 * 24 * time.Hour) // Friday
		mustSay(t, page("Sam"), "This is late, and we are sorry. Ravi was to answer by Thursday 26 November.")
		mustNotSay(t, page("Sam"), "was told")
		mustNotSay(t, h.As(t, "Bea").Get("/"), "working days longer than promised")
		jobs(5 * 24 * time.Hour) // Wednesday: four working days past its day
		mustSay(t, page("Sam"), "The whole team was told on Tuesday 1 December.")
		bea := h.As(t, "Bea").Get("/")
		mustSay(t, bea, "has waited three working days longer than promised")
		if n := strings.Count(plainText(bea), "has waited three working days longer than promised"); n != 1 {
			t.Errorf("Bea is told %d times", n)
		}
		if !strings.Contains(bea.Body, "/talk/"+c+"?see=") {
			t.Error("what is late does not lead to where it is answered")
		}
		mustNotSay(t, h.As(t, "Grace").Get("/"), "has waited seven working days longer than promised")
		jobs(7 * 24 * time.Hour)
		mustSay(t, page("Sam"), "The carer lead was told on Monday 7 December.")
		mustSay(t, h.As(t, "Grace").Get("/"), "has waited seven working days longer than promised")
		mustNotSay(t, h.As(t, "Mei").Get("/"), "has waited seven working days longer than promised")
		question := regexp.MustCompile(`id="m-([0-9a-f-]+)"`).FindStringSubmatch(page("Mei").Body)[1]
		replies(t, h, "Mei", c, "say", "Yes, at noon.", "answers", question)
		mustSay(t, page("Sam"), "Answered by Mei")
		for _, name := range []string{"Ravi", "Bea", "Grace"} {
			mustNotSay(t, h.As(t, name).Get("/"), "working days longer than promised", "Answer the question")
		}
		// Another says that a message answers it: the first answer stands.
		if got := h.As(t, "Ravi").Post(h.In("/talk/"+c+"/answer"), "question", question, "message", question); got.Status != http.StatusNotFound {
			t.Errorf("a question answers nothing: %d", got.Status)
		}
	})
}

func TestWordsOfTheTeamCanBeMarkedAsTheAnswer(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Sam", []string{"the-team"}, "line", "My pills", "topic", "medicines", "say", "May I take them at noon?", "question", "1")
		m := replies(t, h, "Bea", c, "say", "Yes, at noon.")
		page := h.As(t, "Ravi").Get(h.In("/talk/" + c))
		mustSay(t, page, "This answers the question")
		question := regexp.MustCompile(`id="m-([0-9a-f-]+)"`).FindStringSubmatch(page.Body)[1]
		if got := h.As(t, "Sam").Post(h.In("/talk/"+c+"/answer"), "question", question, "message", m); got.Status != http.StatusNotFound {
			t.Errorf("Sam asked, and does not answer: %d", got.Status)
		}
		for range 2 {
			if got := h.As(t, "Ravi").Post(h.In("/talk/"+c+"/answer"), "question", question, "message", m); got.Status != http.StatusSeeOther {
				t.Fatalf("marking: %d", got.Status)
			}
		}
		mustSay(t, h.As(t, "Sam").Get(h.In("/talk/"+c)), "Answered by Ravi on Monday 23 November.", "See the answer")
	})
}

func TestNothingTypedIsLost(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		draft := id.New()
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for _, one := range [][2]string{{"talk", id.New()}, {"draft", draft}, {"with", "the-team"}, {"with", string(h.ID("Sam"))}, {"line", "A line"}, {"topic", "day-to-day"}, {"say", "Half a thought"}, {"later", "1"}} {
			apptest.Must(t, form.WriteField(one[0], one[1]))
		}
		part, err := form.CreateFormFile("file", "letter.pdf")
		apptest.Must(t, err)
		_, err = part.Write([]byte("%PDF-1.4 a letter"))
		apptest.Must(t, err)
		apptest.Must(t, form.Close())
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, h.In("/talk/new"), &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		if got := jo.Do(r); got.Location() != h.In("/kept") {
			t.Fatalf("keeping: %d %s", got.Status, plainText(got))
		}
		kept := jo.Get(h.In("/kept"))
		mustSay(t, kept, "Half a thought")
		mustNotSay(t, h.As(t, "Ravi").Get(h.In("/talk")), "A line")
		again := jo.Get(h.In("/talk/new?draft=" + draft))
		mustSay(t, again, "Half a thought", "letter.pdf", "Sam Okafor")
		if !strings.Contains(again.Body, `value="A line"`) || !strings.Contains(kept.Body, "/talk/new?draft="+draft) {
			t.Error("the draft does not come back whole")
		}
		c := id.New()
		if got := jo.Post(h.In("/talk/new/send"), "talk", c, "draft", draft, "with", "the-team", "with", string(h.ID("Sam")), "line", "A line", "topic", "day-to-day", "say", "A whole thought"); got.Status != http.StatusSeeOther {
			t.Fatalf("sending it after all: %d", got.Status)
		}
		mustNotSay(t, jo.Get(h.In("/kept")), "Half a thought")
		page := h.As(t, "Ravi").Get(h.In("/talk/" + c))
		mustSay(t, page, "A whole thought", "Open letter.pdf")
		href := regexp.MustCompile(`/t/[^"]*/file/[^"]*`).FindString(page.Body)
		if got := h.As(t, "Sam").Get(href); got.Body != "%PDF-1.4 a letter" {
			t.Errorf("Sam opens the letter: %d", got.Status)
		}
		if got := h.As(t, "Al").Get(href); got.Status != http.StatusNotFound {
			t.Errorf("Al must not open it: %d", got.Status)
		}
	})
}

func TestReadMarksAreEachPersonsChoice(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Jo", []string{"the-team", "Sam"}, "line", "A line", "topic", "day-to-day", "say", "Words.")
		jo := func() apptest.Answer { return h.As(t, "Jo").Get(h.In("/talk/" + c)) }
		isThere(t, h, c, "Ravi", "Sam")
		mustNotSay(t, jo(), "has read this")
		h.Clock.Move(time.Second)
		ravi := h.As(t, "Ravi")
		ravi.Post(h.In("/talk/reads"), "id", id.New(), "show", "1", "sure", "1")
		mustNotSay(t, jo(), "has read this") // what he read before stays his
		h.Clock.Move(24 * time.Hour)
		isThere(t, h, c, "Ravi", "Sam")
		mustSay(t, jo(), "Ravi has read this.")
		mustNotSay(t, jo(), "Sam has read", "has not read")
		mustNotSay(t, h.As(t, "Sam").Get(h.In("/talk/"+c)), "has read this") // Sam did not write it
		ravi = h.As(t, "Ravi")
		mustSay(t, ravi.Get(h.In("/talk")), "Stop showing it")
		ravi.Post(h.In("/talk/reads"), "id", id.New(), "show", "", "sure", "1")
		mustNotSay(t, jo(), "has read this")
	})
}

func TestOnesOwnMessageCanBeCorrected(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Sam", []string{"the-team", "Jo"}, "line", "A line", "topic", "day-to-day", "say", "Wrods.")
		m := regexp.MustCompile(`id="m-([0-9a-f-]+)"`).FindStringSubmatch(h.As(t, "Sam").Get(h.In("/talk/" + c)).Body)[1]
		if got := h.As(t, "Sam").Post(h.In("/entry/"+m+"/correct"), "version", "1", "say", "Words."); got.Status != http.StatusSeeOther {
			t.Fatalf("correcting: %d", got.Status)
		}
		if got := h.As(t, "Jo").Post(h.In("/entry/"+m+"/correct"), "version", "2", "say", "Other words."); got.Status != http.StatusNotFound {
			t.Errorf("what Sam wrote is not Jo's to correct: %d", got.Status)
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "Words.", "Corrected")
		to := h.As(t, "Jo").Get(h.In("/entry/" + m))
		if !strings.HasPrefix(to.Header.Get("Location"), h.In("/talk/"+c)+"?see="+m) {
			t.Errorf("a message leads to its place: %d %s", to.Status, to.Header.Get("Location"))
		}
		// What is about nobody names nobody, corrected or not.
		n := replies(t, h, "Sam", c, "say", "A walk helps.", "about", "nobody")
		if got := h.As(t, "Sam").Post(h.In("/entry/"+n+"/correct"), "version", "1", "say", "A walk with Al helps."); got.Status != http.StatusSeeOther {
			t.Fatalf("correcting: %d", got.Status)
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "A walk with Al helps.")
	})
}

func TestAPageOfAConversationAndWordsInIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Sam", []string{"the-team", "Jo"}, "line", "A line", "topic", "day-to-day", "say", "The first of all, with Crème.")
		first := regexp.MustCompile(`id="m-([0-9a-f-]+)"`).FindStringSubmatch(h.As(t, "Sam").Get(h.In("/talk/" + c)).Body)[1]
		for range conversation.PageSize {
			h.Clock.Move(time.Second)
			apptest.Must(t, h.Conversations.Say(t.Context(), h.ID("Sam"), h.Triangle, id.Entry(c), conversation.Message{ID: id.Entry(id.New()), Text: "One more."}))
		}
		secret := replies(t, h, "Jo", c, "say", "He hides creme.", "confidence", "team")
		page := h.As(t, "Bea").Get(h.In("/talk/" + c))
		mustNotSay(t, page, "The first of all")
		mustSay(t, page, "Earlier messages", "He hides creme.")
		earlier := strings.ReplaceAll(regexp.MustCompile(`href="([^"]*\?before=[^"#]*)`).FindStringSubmatch(page.Body)[1], "&amp;", "&")
		mustSay(t, h.As(t, "Bea").Get(earlier), "The first of all", "The newest messages")
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c+"?see="+first)), "The first of all")
		mustSay(t, h.As(t, "Sam").Get(h.In("/talk/"+c+"?see="+secret)), "One more.")
		mustNotSay(t, h.As(t, "Sam").Get(h.In("/talk/"+c+"?see="+secret)), "hides")
		found := h.As(t, "Sam").Post(h.In("/talk/"+c+"/find"), "q", "CREME")
		mustSay(t, found, "The first of all, with Crème.")
		mustNotSay(t, found, "One more.", "hides", "Look further back")
		mustSay(t, h.As(t, "Sam").Post(h.In("/talk/"+c+"/find"), "q", "hides"), "There is nothing here for you to read")
	})
}
