package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/triangle"
)

// agreedFields is a form for an action that Jo is asked to do, due on Friday 27 November.
func agreedFields(h *apptest.House, owner string, pairs ...string) []string {
	fields := []string{
		"draft", id.New(), "kind", "action", "topic", "care-plan", "say", "Ring the pharmacy about the mornings.", "owner", string(h.ID(owner)),
		"due-day", "27", "due-month", "11", "due-year", "2026",
	}
	return append(fields, pairs...)
}

// three addresses Sam, Jo and the team.
func three(h *apptest.House) []string {
	return []string{"with", string(h.ID("Sam")), "with", string(h.ID("Jo")), "with", "team"}
}

// agrees proposes something and gives the page of it.
func agrees(t *testing.T, h *apptest.House, who string, fields []string) string {
	t.Helper()
	got := h.As(t, who).Post(h.In("/agreed"), fields...)
	if got.Status != http.StatusSeeOther {
		t.Fatalf("proposing answers %d:\n%s", got.Status, plainText(got))
	}
	return got.Location()
}

var agreedHiddenField = regexp.MustCompile(`name="(version|step)" value="([^"]*)"`)

// presses sends the form of one button of a page, with its hidden fields.
func presses(t *testing.T, h *apptest.House, who, page, path string, pairs ...string) apptest.Answer {
	t.Helper()
	v := h.As(t, who)
	got := v.Get(page)
	form := regexp.MustCompile(`(?s)action="` + regexp.QuoteMeta(page+path) + `".*?</form>`).FindString(got.Body)
	if form == "" {
		t.Fatalf("%s has no way to %s:\n%s", who, path, plainText(got))
	}
	fields := append([]string{"draft", id.New()}, pairs...)
	for _, m := range agreedHiddenField.FindAllStringSubmatch(form, -1) {
		fields = append(fields, m[1], m[2])
	}
	return v.Post(page+path, fields...)
}

func mustGoOn(t *testing.T, a apptest.Answer) {
	t.Helper()
	if a.Status != http.StatusSeeOther {
		t.Fatalf("it answers %d:\n%s", a.Status, plainText(a))
	}
}

func mustBeNothing(t *testing.T, a apptest.Answer) {
	t.Helper()
	if a.Status != http.StatusNotFound {
		t.Fatalf("there must be nothing, and it answers %d:\n%s", a.Status, plainText(a))
	}
}

func TestThreeAgreeOnSomething(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ravi := h.As(t, "Ravi")
		mustSay(t, ravi.Get(h.In("/agreed")), "What we agreed", "Nothing is agreed yet.")
		mustSay(t, ravi.Get(h.In("/agreed/new")), "Agree on something", "With whom do you agree on it?", "Who will see this")
		fields := agreedFields(h, "Jo", append(three(h), "step-1", "Find the number.", "step-owner-1", string(h.ID("Ravi")))...)
		mustSay(t, ravi.Post(h.In("/agreed/new"), fields...), "Check before you send", "Jo will see this when Sam says yes to it.", "You have not chosen Al.", "Friday 27 November",
			"It counts when these have said yes: Jo and you.", "Ravi Menon: Find the number.")
		page := agrees(t, h, "Ravi", fields)
		if again := h.As(t, "Ravi").Post(h.In("/agreed"), fields...); again.Location() != page {
			t.Errorf("sent twice it is one: %d %s", again.Status, again.Location())
		}
		mustSay(t, ravi.Get(page), "It waits for a yes from Jo.", "Jo will see this when Sam says yes to it.", "Jo has not answered yet.")
		for _, name := range []string{"Jo", "Al", "Nia"} {
			mustBeNothing(t, h.As(t, name).Get(page))
			mustBeNothing(t, h.As(t, name).Post(page+"/yes", "draft", id.New(), "version", page[strings.LastIndex(page, "/")+1:]))
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/agreed")), "Nothing is agreed yet.")
		mustSay(t, h.As(t, "Sam").Get(h.In("/agreed")), "Waiting for your yes or no", "Ring the pharmacy about the mornings.")
		mustGoOn(t, presses(t, h, "Sam", page, "/yes"))
		mustSay(t, h.As(t, "Sam").Get(page), "You said yes on Monday 23 November.", "Jo can see it since Monday 23 November, with this yes.")
		mustSay(t, h.As(t, "Jo").Get(page), "Yes, I will do my part", "Find the number.")
		mustBeNothing(t, h.As(t, "Al").Get(page))
		mustGoOn(t, presses(t, h, "Jo", page, "/yes"))
		mustSay(t, h.As(t, "Jo").Get(page), "This is agreed, and it is to be done.", "It is done", "It did not happen")
		mustGoOn(t, presses(t, h, "Ravi", page, "/step"))
		mustSay(t, h.As(t, "Sam").Get(page), "Done on Monday 23 November", "Ravi did a step on Monday 23 November. “Find the number.”")
		mustGoOn(t, h.As(t, "Jo").Post(page+"/done", "draft", id.New(), "version", page[strings.LastIndex(page, "/")+1:], "say", "They open at eight."))
		mustSay(t, h.As(t, "Sam").Get(page), "This is done.", "Jo said on Monday 23 November that it is done. “They open at eight.”")
		mustSay(t, h.As(t, "Sam").Get(h.In("/agreed")), "Done or closed")
		mustBeNothing(t, h.As(t, "Jo").Get(page+"/done"))
	})
}

func TestWhatDidNotHappenIsAskedKindly(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		page := agrees(t, h, "Sam", agreedFields(h, "Jo", three(h)...))
		mustGoOn(t, presses(t, h, "Jo", page, "/yes"))
		version := page[strings.LastIndex(page, "/")+1:]
		jo := h.As(t, "Jo")
		mustSay(t, jo.Get(page+"/not-done"), "That happens. Nobody is blamed.", "What happened, and what would help?", "Who will see this")
		if got := jo.Post(page+"/not-done", "draft", id.New(), "version", version, "say", " "); got.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(got), "Write a few words first") {
			t.Errorf("words are asked for: %d", got.Status)
		}
		mustBeNothing(t, h.As(t, "Ravi").Get(page+"/not-done"))
		fields := []string{"draft", id.New(), "version", version, "say", "I had the flu. A reminder would help."}
		mustGoOn(t, jo.Post(page+"/not-done", fields...))
		mustGoOn(t, jo.Post(page+"/not-done", fields...))
		got := h.As(t, "Ravi").Get(page)
		mustSay(t, got, "This has not happened. Please look together at what would help.", "I had the flu. A reminder would help.")
		if n := strings.Count(plainText(got), "I had the flu"); n != 1 {
			t.Errorf("it is said %d times", n)
		}
		mustGoOn(t, h.As(t, "Sam").Post(page+"/close", "draft", id.New(), "version", version))
		mustSay(t, jo.Get(page), "This is closed.", "Sam closed it on Monday 23 November.")
		if got := jo.Get(page + "/change"); got.Status != http.StatusConflict {
			t.Errorf("what is closed does not change: %d", got.Status)
		}
	})
}

func TestTwoChangeTheSameAgreement(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		page := agrees(t, h, "Sam", agreedFields(h, "Ravi", "with", "team"))
		mustGoOn(t, presses(t, h, "Ravi", page, "/yes"))
		first := page[strings.LastIndex(page, "/")+1:]
		mustSay(t, h.As(t, "Bea").Get(page+"/change"), "Propose other words", "Ring the pharmacy about the mornings.")
		fields := agreedFields(h, "Ravi", "read", first)
		fields[7] = "Ring on Wednesday."
		mustGoOn(t, h.As(t, "Bea").Post(page+"/change/send", fields...))
		mustGoOn(t, h.As(t, "Bea").Post(page+"/change/send", fields...))
		mustSay(t, h.As(t, "Sam").Get(page), "This counts. New words wait for a yes from Ravi.", "Ring on Wednesday.", "Ring the pharmacy about the mornings.")
		fields = agreedFields(h, "Ravi", "read", first)
		fields[7] = "Ring on Thursday, and ask for the small boxes."
		got := h.As(t, "Sam").Post(page+"/change/send", fields...)
		if text := plainText(got); got.Status != http.StatusConflict || !strings.Contains(text, "Somebody changed it while you were writing. These are the words of Bea now: “Ring on Wednesday.”") ||
			!strings.Contains(got.Body, "Ring on Thursday, and ask for the small boxes.") {
			t.Errorf("the second is told, and keeps what was typed: %d\n%s", got.Status, text)
		}
		read := regexp.MustCompile(`name="read" value="([^"]*)"`).FindStringSubmatch(got.Body)[1]
		fields = agreedFields(h, "Ravi", "read", read)
		fields[7] = "Ring on Thursday."
		mustGoOn(t, h.As(t, "Sam").Post(page+"/change/send", fields...))
		mustGoOn(t, presses(t, h, "Ravi", page, "/yes"))
		mustSay(t, h.As(t, "Bea").Get(page), "This is agreed, and it is to be done.", "Sam proposed other words on Monday 23 November: “Ring on Thursday.”")
	})
}

func TestLateIsSaidPlainlyAndBlamesNobody(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		page := agrees(t, h, "Sam", agreedFields(h, "Bea", "with", "team"))
		mustGoOn(t, presses(t, h, "Bea", page, "/yes"))
		sweep := func(d time.Duration) {
			h.Clock.Move(d)
			apptest.Must(t, h.Agreements.Sweep(t.Context(), disclose.Job{}))
			apptest.Must(t, h.RunJobs(t.Context()))
		}
		sweep(5 * 24 * time.Hour)
		mustSay(t, h.As(t, "Sam").Get(page), "This is one day late. Bea knows.", "One of the team who can see it is told on Wednesday 2 December, if it is still open then.")
		sweep(5 * 24 * time.Hour) // Thursday 3 December
		got := h.As(t, "Sam").Get(page)
		mustSay(t, got, "This is five days late. Bea knows. Ravi Menon was told for the team on Thursday 3 December.", "The carer lead is told on Tuesday 8 December, if it is still open then.")
		mustNotSay(t, got, "sorry", "failed", "fault")
		mustSay(t, h.As(t, "Ravi").Get("/"), "Something that was promised for Sam is three working days past its day.")
		mustSay(t, h.As(t, "Sam").Get(h.In("/agreed")), "Past its day", "Five days late.")
		sweep(6 * 24 * time.Hour)
		mustSay(t, h.As(t, "Sam").Get(page), "Grace Bello was told, as carer lead, on Wednesday 9 December.")
		mustSay(t, h.As(t, "Bea").Get(page), "You know.")
	})
}

func TestNobodyOwnsItWhenTheOwnerHasGone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		page := agrees(t, h, "Sam", agreedFields(h, "Bea", "with", "team"))
		mustGoOn(t, presses(t, h, "Bea", page, "/yes"))
		h.Clock.Move(time.Hour)
		apptest.Must(t, h.LeaveForTest(t, "Bea"))
		mustSay(t, h.As(t, "Sam").Get(page), "Nobody owns this now.", "Nobody now. It was Bea Lindqvist, who has left.", "I will do this")
		mustGoOn(t, presses(t, h, "Ravi", page, "/take"))
		mustSay(t, h.As(t, "Sam").Get(page), "This is agreed, and it is to be done.", "Ravi took it on, on Monday 23 November.", "Who does itRavi Menon")
		got := h.As(t, "Mei").Post(page+"/take", "draft", id.New(), "version", page[strings.LastIndex(page, "/")+1:])
		if got.Status != http.StatusConflict {
			t.Errorf("it has an owner now: %d", got.Status)
		}
	})
}

func TestBadAgreementsKeepWhatWasTyped(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	sam := h.As(t, "Sam")
	for _, c := range []struct {
		why  string
		with []string
		at   map[int]string // instead of the usual fields
	}{
		{"Write a few words first", nil, map[int]string{7: " "}},
		{"Choose who will do it", nil, map[int]string{9: ""}},
		{"Choose somebody with whom you agree on it", nil, map[int]string{9: string(h.ID("Al"))}},
		{"There is no such day.", nil, map[int]string{11: "31"}},
		{"There is no such day.", nil, map[int]string{11: "next week"}},
		{"Choose today or a later day", nil, map[int]string{11: "1"}},
		{"Choose a day within two years", nil, map[int]string{15: "2036"}},
		{"Choose who does this step", []string{"step-1", "Begin."}, nil},
		{"The most is 200.", []string{"step-1", strings.Repeat("a", 300), "step-owner-1", string(h.ID("Ravi"))}, nil},
		{"This is not there any more.", []string{"after", id.New()}, nil},
	} {
		fields := agreedFields(h, "Ravi", append([]string{"with", "team"}, c.with...)...)
		for i, value := range c.at {
			fields[i] = value
		}
		for _, path := range []string{"/agreed/new", "/agreed"} {
			got := sam.Post(h.In(path), fields...)
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(got), c.why) {
				t.Errorf("%s should say %q: %d\n%s", path, c.why, got.Status, plainText(got))
			}
			if c.at[7] == "" && !strings.Contains(got.Body, "Ring the pharmacy about the mornings.") {
				t.Errorf("%s keeps what was typed", c.why)
			}
		}
	}
	mustSay(t, sam.Get(h.In("/agreed")), "Nothing is agreed yet.")
	back := sam.Post(h.In("/agreed"), agreedFields(h, "Ravi", "with", "team", "back", "1")...)
	mustSay(t, back, "Agree on something")
	if !strings.Contains(back.Body, "Ring the pharmacy about the mornings.") {
		t.Error("going back keeps every word")
	}
	mustSay(t, sam.Get(h.In("/agreed/new?from=share-together&topic=nonsense")), "Agree on something")
	mustSay(t, sam.Get(h.In("/agreed/new?from=agree-support")), "Agree on support")
	mustBeNothing(t, sam.Get(h.In("/agreed?show=nonsense")))
	mustBeNothing(t, sam.Get(h.In("/agreed/nonsense")))
}

func TestSupportIsAgreedAndShown(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		fields := agreedFields(h, "Ravi", "with", string(h.ID("Sam")), "with", "team", "often", "Every Tuesday afternoon")
		fields[3], fields[7] = "level", "Ravi visits at home."
		page := agrees(t, h, "Ravi", fields)
		mustSay(t, h.As(t, "Sam").Get(h.In("/limits")), "Ravi visits at home.", "Every Tuesday afternoon", "Until Friday 27 November", "It waits for a yes from you.")
		mustGoOn(t, presses(t, h, "Sam", page, "/yes"))
		mustSay(t, h.As(t, "Sam").Get(page), "Support that is agreed", "This is agreed.", "How oftenEvery Tuesday afternoon")
		mustSay(t, h.As(t, "Jo").Get(h.In("/limits")), "No support is agreed here yet.")
		mustBeNothing(t, h.As(t, "Jo").Get(page))
		mustGoOn(t, presses(t, h, "Sam", page, "/looked"))
		mustSay(t, h.As(t, "Ravi").Get(page), "Sam looked at it on Monday 23 November. It stays as it is.", "Looked at againMonday 21 December")
	})
}

// withTeam gives the family's triangle a team with hours and a phone.
func withTeam(t *testing.T, h *apptest.House) triangle.Person {
	t.Helper()
	boss := triangle.Person{ID: id.Person(id.New()), Name: "Ada Test", Email: "ada@example.org", Corner: sharing.Professional, Admin: true, Lang: "en", Zone: "Europe/London", Made: 1}
	run := store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x })
	apptest.Must(t, run.Update(t.Context(), func(x *store.Tx) error { return x.PutPerson(t.Context(), boss, "") }))
	apptest.Must(t, h.App.People.MakeTeam(t.Context(), boss, triangle.Team{ID: h.Team, Name: "Riverside", Phone: "01632 960 777", Hours: "Weekdays, 9am to 5pm", ReplyDays: 3}))
	apptest.Must(t, run.Update(t.Context(), func(x *store.Tx) error { return x.ChangeTriangle(t.Context(), h.Triangle, h.Team) }))
	h.People["Ada"] = boss
	return boss
}

func TestATeamSaysWhatItCanAndCannotDo(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		withTeam(t, h)
		for _, name := range []string{"Sam", "Jo", "Ravi"} {
			mustSay(t, h.As(t, name).Get(h.In("/limits")), "The team reads messages at these times: Weekdays, 9am to 5pm.", "You get an answer within three working days, Monday to Friday.",
				"Nobody watches these pages day and night.", "You can ring the team: 01632 960 777.", "The team has not written this down yet.")
		}
		mustBeNothing(t, h.As(t, "Nia").Get(h.In("/limits")))
		fields := []string{"draft", id.New(), "read", "0", "can", "We visit at home.", "cannot", "We cannot come within the hour.", "hours", "Ring 111 and choose option 2.", "away", "Bea answers."}
		for _, name := range []string{"Sam", "Jo", "Ravi"} {
			mustBeNothing(t, h.As(t, name).Get(h.In("/limits/change")))
			mustBeNothing(t, h.As(t, name).Post(h.In("/limits/change"), fields...))
		}
		grace := h.As(t, "Grace")
		mustSay(t, grace.Get(h.In("/limits/change")), "Write what the team can and cannot do", "Write nothing here about a person.")
		if got := grace.Post(h.In("/limits/change"), "draft", id.New(), "read", "0", "can", "We visit at home."); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "We visit at home.") {
			t.Errorf("what is missing is said, and what was typed stays: %d", got.Status)
		}
		for range 2 {
			mustGoOn(t, grace.Post(h.In("/limits/change"), fields...))
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/limits")), "We cannot come within the hour.", "Bea answers.", "The team wrote this on Monday 23 November.")
		ada := h.As(t, "Ada")
		mustSay(t, ada.Get("/admin/teams/"+string(h.Team)+"/limits"), "Write what the team can and cannot do")
		fields[1], fields[5] = id.New(), "Other words of Ada."
		got := ada.Post("/admin/teams/"+string(h.Team)+"/limits", fields...)
		if got.Status != http.StatusConflict || !strings.Contains(got.Body, "Other words of Ada.") || !strings.Contains(plainText(got), "Somebody else of the team changed this while you were writing.") {
			t.Errorf("who had not read the newest is told: %d\n%s", got.Status, plainText(got))
		}
		fields[1], fields[3] = id.New(), "1"
		mustGoOn(t, ada.Post("/admin/teams/"+string(h.Team)+"/limits", fields...))
		mustSay(t, h.As(t, "Sam").Get(h.In("/limits")), "Other words of Ada.")
		mustBeNothing(t, h.As(t, "Grace").Get("/admin/teams/"+string(h.Team)+"/limits"))
		// The box stands wherever people write to the team, and not for the team itself.
		for _, path := range []string{"/write", "/question", "/agreed/new"} {
			mustSay(t, h.As(t, "Jo").Get(h.In(path)), "Nobody watches this day and night. Ring 111 and choose option 2.")
		}
		mustNotSay(t, h.As(t, "Ravi").Get(h.In("/write")), "Nobody watches this day and night.")
	})
}

func TestSomebodyWhoTakesNoPartReadsTheWordsAlone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		page := agrees(t, h, "Jo", agreedFields(h, "Jo", "with", "team"))
		// Without Sam, only the team knows what Jo says.
		mustBeNothing(t, h.As(t, "Sam").Get(page))
		mustBeNothing(t, h.As(t, "Al").Get(page))
		mustSay(t, h.As(t, "Mei").Get(page), "This is agreed, and it is to be done.")
		if got := h.Stranger(t).Get(page); got.Status != http.StatusSeeOther {
			t.Errorf("a stranger signs in first: %d", got.Status)
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/agreed/new")), "If Sam is not among them, only the team will know it.")
	})
}

func TestAHeldSightSeesAnAgreementAsItWas(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		page := agrees(t, h, "Sam", agreedFields(h, "Ravi", append(three(h), "step-1", "Find the number.", "step-owner-1", string(h.ID("Ravi")))...))
		mustGoOn(t, presses(t, h, "Ravi", page, "/yes"))
		apptest.Must(t, h.RunJobs(t.Context()))
		h.As(t, "Jo").Get(page)
		h.As(t, "Jo").Get(page)
		seen := func() string {
			text, _, _ := strings.Cut(plainText(h.As(t, "Jo").Get(page)), "You will be signed out") // when that is, ticks
			return text
		}
		was := seen()
		h.Clock.Move(time.Second)
		apptest.Must(t, h.Safety.Pause(t.Context(), h.ID("Sam"), h.Triangle, id.New(), h.ID("Jo")))
		h.Clock.Move(time.Minute)
		first := page[strings.LastIndex(page, "/")+1:]
		mustGoOn(t, presses(t, h, "Ravi", page, "/step"))
		change := agreedFields(h, "Ravi", "read", first)
		change[7] = "Other words, while Jo sees nothing new."
		mustGoOn(t, h.As(t, "Sam").Post(page+"/change/send", change...))
		mustGoOn(t, presses(t, h, "Ravi", page, "/yes"))
		apptest.Must(t, h.RunJobs(t.Context()))
		jo := h.As(t, "Jo")
		if is := seen(); is != was {
			t.Errorf("Jo sees it as it was:\n%s\nand not\n%s", was, is)
		}
		mustNotSay(t, jo.Get(h.In("/agreed")), "Other words")
		// What Jo does is written down, and nothing tells Jo of what there is.
		mustGoOn(t, jo.Post(page+"/yes", "draft", id.New(), "version", first))
		mustSay(t, jo.Get(page), "You said yes on Monday 23 November.")
		mustNotSay(t, jo.Get(page), "Other words")
		mustSay(t, h.As(t, "Sam").Get(page), "Jo said yes on Monday 23 November.", "Other words, while Jo sees nothing new.")
		other := agreedFields(h, "Ravi", "read", first)
		other[7] = "The words of Jo."
		mustGoOn(t, jo.Post(page+"/change/send", other...))
		mustSay(t, jo.Get(page), "The words of Jo.", "New words wait for a yes from Ravi.")
		mustNotSay(t, jo.Get(page), "Other words")
	})
}

func TestTheServiceUserIsAskedAlsoWhereItCountsAlready(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	page := agrees(t, h, "Ravi", agreedFields(h, "Ravi", three(h)...)) // Ravi's own yes is enough for it to count
	mustSay(t, h.As(t, "Sam").Get(page), "This is agreed, and it is to be done.", "Jo will see this when you say yes to it.", "Yes, I agree")
	mustBeNothing(t, h.As(t, "Jo").Get(page))
	mustGoOn(t, presses(t, h, "Sam", page, "/yes"))
	mustSay(t, h.As(t, "Jo").Get(page), "Ring the pharmacy about the mornings.", "Yes, I agree")
	mustGoOn(t, presses(t, h, "Jo", page, "/yes"))
	mustSay(t, h.As(t, "Ravi").Get(page), "Jo said yes on Monday 23 November.")
}

func TestACarersFileHasNobodyToAgreeWith(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	file, err := h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.File, Owner: h.ID("Nia")}, []triangle.Member{{Person: h.ID("Nia"), Corner: sharing.Carer}}, apptest.Start().AddDate(0, -1, 0))
	apptest.Must(t, err)
	nia := h.As(t, "Nia")
	for _, path := range []string{"/agreed", "/agreed/new", "/limits", "/limits/change"} {
		mustBeNothing(t, nia.Get("/t/"+string(file)+path))
	}
	mustBeNothing(t, nia.Post("/t/"+string(file)+"/agreed", agreedFields(h, "Nia", "with", "team")...))
}

func TestWhoAsksToBeAloneIsAskedAlone(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	page := agrees(t, h, "Ravi", agreedFields(h, "Ravi", three(h)...))
	sam := h.People["Sam"]
	sam.Alone = true
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).Update(t.Context(), func(x *store.Tx) error { return x.ChangePerson(t.Context(), sam) }))
	got := h.As(t, "Sam").Get(page)
	mustNotSay(t, got, "Ring the pharmacy", "Jo will see this")
	sent := h.As(t, "Sam").Post(page+"/yes", "draft", id.New(), "version", page[strings.LastIndex(page, "/")+1:])
	mustNotSay(t, sent, "Ring the pharmacy")
	mustBeNothing(t, h.As(t, "Jo").Get(page))
}
