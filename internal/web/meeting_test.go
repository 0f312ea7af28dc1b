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

func TestACallThatCannotBeTaken(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for name, c := range map[string]struct {
			change []string
			say    string
		}{
			"no reason":        {[]string{"say", " "}, "Write a few words first"},
			"no day":           {[]string{"day-month", "13"}, "Write a day that is in the calendar"},
			"no time":          {[]string{"clock", "soon"}, "Write a time like 14:00"},
			"past":             {[]string{"day-day", "22"}, "lie ahead"},
			"far":              {[]string{"day-year", "2030"}, "within a year"},
			"no such hour":     {[]string{"day-day", "28", "day-month", "3", "day-year", "2027", "clock", "01:30"}, "does not exist"},
			"a foreign link":   {[]string{"link", "javascript:alert(1)"}, "begins with https://"},
			"a plain link":     {[]string{"link", "http://example.org"}, "begins with https://"},
			"an odd length":    {[]string{"minutes", "7"}, "Choose how long it takes"},
			"somebody unknown": {[]string{"people", id.New()}, "Choose from the people who are here"},
			"an unknown topic": {[]string{"topic", "gossip"}, "Choose what it is about"},
		} {
			t.Run(name, func(t *testing.T) {
				form := callForm(h, id.New(), "Jo")
				for i := 0; i+1 < len(c.change); i += 2 {
					for j := 0; j+1 < len(form); j += 2 {
						if form[j] == c.change[i] {
							form[j+1] = c.change[i+1]
						}
					}
				}
				form[3] = "" // not sure yet: no page to check comes of it either
				if got := h.As(t, "Sam").Post(h.In("/meetings/new"), form...); got.Status != http.StatusUnprocessableEntity {
					t.Errorf("before it is sent: %d", got.Status)
				}
				form[3] = "1"
				got := h.As(t, "Sam").Post(h.In("/meetings/new"), form...)
				if got.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(got), c.say) {
					t.Errorf("%d, and it should say %q:\n%s", got.Status, c.say, plainText(got))
				}
				if name != "no reason" && !strings.Contains(got.Body, "The nights are bad again.") {
					t.Error("what was typed is lost")
				}
			})
		}
		mustSay(t, h.As(t, "Sam").Get(h.In("/meetings")), "No meeting is planned")
	})
}

func TestAnHourThatComesTwiceIsAskedBack(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	form := append(callForm(h, id.New()), "which", "")
	h.Clock.Move(-40 * 24 * time.Hour) // October
	set := func(name, value string) {
		for j := 0; j+1 < len(form); j += 2 {
			if form[j] == name {
				form[j+1] = value
			}
		}
	}
	set("day-day", "25")
	set("day-month", "10")
	set("clock", "01:30")
	got := h.As(t, "Sam").Post(h.In("/meetings/new"), form...)
	if got.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(got), "This hour comes twice") || !strings.Contains(plainText(got), "Which of the two hours?") {
		t.Fatalf("%d\n%s", got.Status, plainText(got))
	}
	set("which", "second")
	if got := h.As(t, "Sam").Post(h.In("/meetings/new"), form...); got.Status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.Status, plainText(got))
	}
	mustSay(t, h.As(t, "Sam").Get(h.In("/meetings")), "1:30am to 2:30am")
}

func TestACallIsCheckedBeforeItIsSent(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		m := id.New()
		form := callForm(h, m, "Jo")
		without := append([]string{}, form...)
		without[3] = "" // not sure yet
		got := h.As(t, "Sam").Post(h.In("/meetings/new"), without...)
		mustSay(t, got, "Nothing has been sent yet.", "These people will see it: Jo, Ravi, Bea, Mei, Grace. These will not: Al.", "You tell Jo directly.", "It is not addressed to Al.")
		if meets(t, h, "Sam", m).Status != http.StatusNotFound {
			t.Error("nothing was sent")
		}
		mustSay(t, h.As(t, "Sam").Post(h.In("/meetings/new"), append(without, "change", "1")...), "Why meet now?")
		for range 2 { // sent twice
			if got := h.As(t, "Sam").Post(h.In("/meetings/new"), form...); got.Location() != h.In("/meetings/"+m) {
				t.Fatalf("%d %s", got.Status, got.Location())
			}
		}
		if n := strings.Count(plainText(h.As(t, "Sam").Get(h.In("/meetings"))), "The nights are bad again."); n != 1 {
			t.Errorf("it stands there %d times", n)
		}
	})
}

func TestTheServiceUserDecidesOnThePage(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		m := calls(t, h, "Jo", "Al", "Ravi")
		mustSay(t, meets(t, h, "Jo", m), "Sam has been asked.", "Waits for Sam’s yes.")
		mustSay(t, meets(t, h, "Sam", m), "It happens only if you say yes.")
		mustSay(t, h.As(t, "Sam").Get(h.In("/meetings/"+m+"/decide")), "Do you want this meeting?", "Should Jo Okafor come?", "Should Al Okafor come?", "Should Ravi Menon come?")
		got := h.As(t, "Sam").Post(h.In("/meetings/"+m+"/decide"), "who-1", "yes", "who-1-of", string(h.ID("Jo")))
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(got), "Say yes or no to the meeting") {
			t.Errorf("without a word on the meeting: %d", got.Status)
		}
		fills(t, h, "Sam", "/meetings/"+m+"/decide", "meet", "yes", "who-1", "yes", "who-1-of", string(h.ID("Jo")), "who-2", "no", "who-2-of", string(h.ID("Al")), "who-3", "yes", "who-3-of", string(h.ID("Ravi")))
		mustSay(t, meets(t, h, "Ravi", m), "It is on.", "Has not answered yet")
		mustNotSay(t, meets(t, h, "Ravi", m), "Al Okafor")
		mustSay(t, meets(t, h, "Jo", m), "Not this time") // she proposed him
		if got := meets(t, h, "Al", m); got.Status != http.StatusNotFound {
			t.Errorf("Al finds it: %d", got.Status)
		}
	})
}

func TestAMeetingIsNotThereForOthers(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		m := calls(t, h, "Sam", "Jo", "Ravi")
		al, absent := h.As(t, "Al"), id.New()
		for _, path := range []string{"", "/people", "/decide", "/words", "/time", "/note", "/tell", "/calendar", "/words/" + m} {
			here, never := al.Get(h.In("/meetings/"+m+path)), al.Get(h.In("/meetings/"+absent+path))
			if here.Status != http.StatusNotFound || ids.ReplaceAllString(here.Body, "") != ids.ReplaceAllString(never.Body, "") {
				t.Errorf("%s answers %d", path, here.Status)
			}
			if got := h.As(t, "Nia").Get(h.In("/meetings/" + m + path)); got.Status != http.StatusNotFound {
				t.Errorf("for Nia %s answers %d", path, got.Status)
			}
		}
		for _, what := range []string{"answer", "heard", "take", "off", "close-question", "open", "pause", "go-on", "aloud", "there", "read", "close", "pass", "nonsense"} {
			if got := al.Post(h.In("/meetings/"+m+"/do"), "do", what, "word", "yes", "version", "1"); got.Status != http.StatusNotFound {
				t.Errorf("Al does %s: %d", what, got.Status)
			}
		}
		for _, path := range []string{"/people", "/decide", "/words", "/time", "/note", "/tell", "/words/" + m} {
			if got := al.Post(h.In("/meetings/"+m+path), "say", "x", "version", "1"); got.Status != http.StatusNotFound {
				t.Errorf("Al sends %s: %d", path, got.Status)
			}
		}
		mustNotSay(t, al.Get(h.In("/meetings")), "nights")
		// Mei is of the team and reads the call, but is not invited.
		for _, path := range []string{"/people", "/decide", "/words", "/note", "/tell"} {
			if got := h.As(t, "Mei").Get(h.In("/meetings/" + m + path)); got.Status != http.StatusNotFound {
				t.Errorf("for Mei %s answers %d", path, got.Status)
			}
		}
		if got := h.Stranger(t).Get(h.In("/meetings/" + m)); got.Status != http.StatusSeeOther {
			t.Errorf("a stranger must sign in: %d", got.Status)
		}
	})
}

func TestTheCalendarFileTellsNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		m := calls(t, h, "Jo", "Ravi")
		if got := h.As(t, "Jo").Get(h.In("/meetings/" + m + "/calendar")); got.Status != http.StatusNotFound {
			t.Errorf("before Sam’s yes: %d", got.Status)
		}
		fills(t, h, "Sam", "/meetings/"+m+"/decide", "meet", "yes")
		file := func(wants ...string) {
			t.Helper()
			got := h.As(t, "Jo").Get(h.In("/meetings/" + m + "/calendar"))
			if got.Status != http.StatusOK || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/calendar") || !strings.Contains(got.Header.Get("Content-Disposition"), "trialogue.ics") {
				t.Fatalf("%d %v", got.Status, got.Header)
			}
			for _, want := range append(wants, "UID:meeting-"+m+"@trialogue.test", "SUMMARY:Trialogue", "CLASS:PRIVATE") {
				if !strings.Contains(got.Body, want+"\r\n") {
					t.Errorf("the file should say %q:\n%s", want, got.Body)
				}
			}
			for _, never := range []string{"nights", "kitchen", "Sam", "Jo", "meet.example"} {
				if strings.Contains(got.Body, never) {
					t.Errorf("the file says %q", never)
				}
			}
		}
		file("METHOD:REQUEST", "SEQUENCE:0", "DTSTART:20261125T140000Z", "DTEND:20261125T150000Z", "STATUS:CONFIRMED")
		fills(t, h, "Sam", "/meetings/"+m+"/time", "day-day", "26", "day-month", "11", "day-year", "2026", "clock", "9.30", "minutes", "30")
		file("METHOD:REQUEST", "SEQUENCE:1", "DTSTART:20261126T093000Z")
		mustSay(t, meets(t, h, "Jo", m), "Sam moved it. It was Wednesday 25 November, 2pm to 3pm.")
		fills(t, h, "Sam", "/meetings/"+m+"/time", "off", "1")
		file("METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED")
		mustSay(t, meets(t, h, "Jo", m), "Sam called this meeting off")
	})
}

func TestSomebodyChangesTheirWordsInTwoWindows(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		m, e := calls(t, h, "Sam", "Jo", "Ravi"), id.New()
		words := func(text string, more ...string) apptest.Answer {
			return h.As(t, "Ravi").Post(h.In("/meetings/"+m+"/words"), append([]string{"kind", "agenda", "draft", e, "say", text}, more...)...)
		}
		if got := words(" "); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("nothing: %d", got.Status)
		}
		for range 2 {
			if got := words("How the weekends are."); got.Status != http.StatusSeeOther {
				t.Fatalf("%d\n%s", got.Status, plainText(got))
			}
		}
		if n := strings.Count(plainText(meets(t, h, "Sam", m)), "How the weekends are."); n != 1 {
			t.Errorf("it stands there %d times", n)
		}
		mustSay(t, h.As(t, "Ravi").Get(h.In("/meetings/"+m+"/words/"+e)), "How the weekends are.")
		fills(t, h, "Ravi", "/meetings/"+m+"/words/"+e, "version", "1", "say", "How the weekends are for you.")
		got := h.As(t, "Ravi").Post(h.In("/meetings/"+m+"/words/"+e), "version", "1", "say", "Typed in the other window.")
		if got.Status != http.StatusUnprocessableEntity && got.Status != http.StatusConflict || !strings.Contains(got.Body, "Typed in the other window.") {
			t.Errorf("%d\n%s", got.Status, plainText(got))
		}
		mustSay(t, meets(t, h, "Sam", m), "How the weekends are for you.")
		if got := h.As(t, "Sam").Get(h.In("/meetings/" + m + "/words/" + e)); got.Status != http.StatusNotFound {
			t.Errorf("Sam changes Ravi’s words: %d", got.Status)
		}
		fills(t, h, "Sam", "/meetings/"+m+"/words/"+m, "version", "1", "say", "The nights are worse.", "place", "The café", "link", "")
		mustSay(t, meets(t, h, "Jo", m), "The nights are worse.", "The café")
		// An entry of a meeting is shown where it belongs.
		if got := h.As(t, "Sam").Get(h.In("/entry/" + e)); got.Location() != h.In("/meetings/"+m) {
			t.Errorf("it leads to %q", got.Location())
		}
	})
}

func TestTalkWithoutTheNetworkOnItsPage(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		form := []string{"draft", id.New(), "say", "Whether the dose is right.", "came", "We ask Sam.", "who", string(h.ID("Ravi")), "who", string(h.ID("Mei")), "day-day", "20", "day-month", "11", "day-year", "2026", "clock", "10:00"}
		mustSay(t, h.As(t, "Ravi").Get(h.In("/meetings/without?write=1")), "Sam always sees this.", "It is about Sam.")
		fills(t, h, "Ravi", "/meetings/without", form...)
		mustSay(t, h.As(t, "Sam").Get(h.In("/meetings/without")), "Whether the dose is right.", "Friday 20 November, 10am: Ravi and Mei", "What came of it: We ask Sam.")
		mustSay(t, h.As(t, "Jo").Get(h.In("/meetings/without")), "Nothing is written down here")
		for _, who := range []string{"Sam", "Jo"} {
			if got := h.As(t, who).Post(h.In("/meetings/without"), form...); got.Status != http.StatusNotFound {
				t.Errorf("%s logs a talk: %d", who, got.Status)
			}
		}
		form[1], form[11] = id.New(), "24" // tomorrow
		if got := h.As(t, "Ravi").Post(h.In("/meetings/without"), form...); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Whether the dose is right.") {
			t.Errorf("%d", got.Status)
		}
	})
}

func TestACarerAloneCallsNoMeeting(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	tri, err := h.App.People.Begin(t.Context(), h.People["Nia"])
	apptest.Must(t, err)
	nia := h.As(t, "Nia")
	mustSay(t, nia.Get("/t/"+string(tri)+"/meetings"), "A meeting needs the three of you")
	if got := nia.Get("/t/" + string(tri) + "/meetings/new"); got.Status != http.StatusSeeOther {
		t.Errorf("the form: %d", got.Status)
	}
	if got := nia.Post("/t/"+string(tri)+"/meetings/new", callForm(h, id.New())...); got.Status != http.StatusNotFound {
		t.Errorf("calling: %d", got.Status)
	}
}
