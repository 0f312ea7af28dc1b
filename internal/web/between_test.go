package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/store"
	"trialogue/internal/triangle"
)

// wordOn writes a word on a task as somebody, and returns the path of its page.
func wordOn(t *testing.T, h *apptest.House, who, arrow, other, task string, pairs ...string) string {
	t.Helper()
	path := h.In("/between/" + arrow + "/" + string(h.ID(other)) + "/" + task)
	got := h.As(t, who).Post(path, append([]string{"draft", id.New()}, pairs...)...)
	if got.Status != http.StatusSeeOther {
		t.Fatalf("%s writes on %s: %d\n%s", who, path, got.Status, plainText(got))
	}
	return got.Location()
}

func post(t *testing.T, h *apptest.House, who, path string, pairs ...string) {
	t.Helper()
	if got := h.As(t, who).Post(path, pairs...); got.Status != http.StatusSeeOther {
		t.Fatalf("%s posts %s: %d\n%s", who, path, got.Status, plainText(got))
	}
}

func TestTheTriangleLeadsToSixArrows(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for _, who := range []string{"Sam", "Jo", "Ravi"} {
			page := h.As(t, who).Get(h.In(""))
			for _, arrow := range []string{"service-user-to-carer", "carer-to-service-user", "service-user-to-professional", "professional-to-service-user", "carer-to-professional", "professional-to-carer"} {
				if strings.Count(page.Body, h.In("/between/"+arrow)+`"`) != 2 {
					t.Errorf("%s: the picture and the list should both lead to %s", who, arrow)
				}
				if got := h.As(t, who).Get(h.In("/between/" + arrow)); got.Status != http.StatusOK {
					t.Errorf("%s opens %s: %d", who, arrow, got.Status)
				}
			}
			mustSay(t, h.As(t, who).Get(h.In("/between")), "Your arrows", "Between the other two")
		}
	})
}

func TestAnArrowShowsItsTasksAndBothEnds(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		// Jo has one service user across, and begins at once.
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "From you to Sam", "What you can try", "Helping them do it, not doing it for them", "Keeping hope alive", "Being more than a carer", "Write how it goes", "Make it something we agree")
		// Sam has two carers across, and chooses.
		mustSay(t, h.As(t, "Sam").Get(h.In("/between/carer-to-service-user")), "With whom?", "Jo Okafor", "Al Okafor")
		mustSay(t, h.As(t, "Sam").Get(h.In("/between/carer-to-service-user/"+string(h.ID("Jo")))), "From Jo to you", "What Jo can try", "In these words, “you” is Jo.", "Say how it arrives")

		word := wordOn(t, h, "Jo", "carer-to-service-user", "Sam", "help-to-do", "try", "I leave his letters shut.", "goes", "Mondays are hard.")
		mustSay(t, h.As(t, "Jo").Get(word), "You wrote", "What I try", "I leave his letters shut.", "How it goes", "Mondays are hard.", "Only you.", "Share this with Sam")
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "I leave his letters shut.", "Only you see this.", "Write again")
		for _, who := range []string{"Sam", "Al", "Ravi", "Grace", "Nia"} {
			if got := h.As(t, who).Get(word); got.Status != http.StatusNotFound {
				t.Errorf("%s finds a word that is Jo's alone: %d", who, got.Status)
			}
		}
		mustNotSay(t, h.As(t, "Sam").Get(h.In("/between/carer-to-service-user/"+string(h.ID("Jo")))), "letters", "Jo wrote")

		mustSay(t, h.As(t, "Jo").Get(word+"/share"), "Share this with Sam?", "Sam will see it. Nobody else will.", "You share it with Sam.", "It is not shared with Al.", "I leave his letters shut.")
		post(t, h, "Jo", word+"/share")
		mustSay(t, h.As(t, "Jo").Get(word), "You and Sam.", "Stop sharing it")
		mustSay(t, h.As(t, "Sam").Get(h.In("/between/carer-to-service-user/"+string(h.ID("Jo")))), "Jo wrote", "I leave his letters shut.", "Jo shared this with you.")
		for _, who := range []string{"Al", "Ravi", "Grace", "Nia"} {
			if got := h.As(t, who).Get(word); got.Status != http.StatusNotFound {
				t.Errorf("%s finds a word that Jo shared with Sam: %d", who, got.Status)
			}
		}

		arrives := wordOn(t, h, "Sam", "carer-to-service-user", "Jo", "help-to-do", "arrives", "Better when you do not hold the pen.")
		mustNotSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "do not hold the pen", "How it arrives with Sam")
		post(t, h, "Sam", arrives+"/share")
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "How it arrives with Sam", "Better when you do not hold the pen.")

		post(t, h, "Jo", word+"/unshare")
		if got := h.As(t, "Sam").Get(word); got.Status != http.StatusNotFound {
			t.Errorf("Sam still finds what is shared no more: %d", got.Status)
		}
		mustSay(t, h.As(t, "Jo").Get(word), "Only you.")
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/timeline")), "I leave his letters shut.", "Better when you do not hold the pen.")
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/timeline?arrow=carer-to-professional")), "Nothing here yet")
	})
}

func TestAnArrowBetweenTheOtherTwoSaysNothingOfHowItGoes(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		before := h.As(t, "Ravi").Get(h.In("/between/carer-to-service-user"))
		mustSay(t, before, "How it goes is for them to know.", "Keeping hope alive")
		mustNotSay(t, before, "Write how it goes", "Say how it arrives", "Make it something we agree", "Jo wrote")
		post(t, h, "Jo", wordOn(t, h, "Jo", "carer-to-service-user", "Sam", "carry-hope", "goes", "secret")+"/share")
		after := h.As(t, "Ravi").Get(h.In("/between/carer-to-service-user"))
		if mainOf(before) != mainOf(after) {
			t.Error("the page of an arrow between the other two must not change")
		}
		for _, path := range []string{"/between/carer-to-service-user/" + string(h.ID("Jo")), "/between/carer-to-service-user/" + string(h.ID("Jo")) + "/carry-hope"} {
			if got := h.As(t, "Ravi").Get(h.In(path)); got.Status != http.StatusNotFound {
				t.Errorf("%s for Ravi: %d", path, got.Status)
			}
			if got := h.As(t, "Ravi").Post(h.In(path), "goes", "x"); got.Status != http.StatusNotFound && got.Status != http.StatusMethodNotAllowed {
				t.Errorf("%s sent by Ravi: %d", path, got.Status)
			}
		}
	})
}

// mainOf is the page without its frame, in which the time ticks.
func mainOf(a apptest.Answer) string {
	main := a.Body
	if at := strings.Index(main, "<main"); at >= 0 {
		main = main[at:]
	}
	main, _, _ = strings.Cut(main, "</main>")
	return main
}

func TestAWordThatSaysNothingComesBackWithWhatIsWrong(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := h.In("/between/carer-to-service-user/" + string(h.ID("Sam")) + "/help-to-do")
		jo := h.As(t, "Jo")
		mustSay(t, jo.Get(path), "How is this going?", "Nobody but you will see it.", "It is for you alone.", "What we cannot promise", "What do you try?", "How does it go, in your own words?", "What would help?")
		empty := jo.Post(path, "draft", id.New(), "try", " ")
		if empty.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(empty), "Write a few words in at least one box") {
			t.Errorf("an empty word gives %d", empty.Status)
		}
		long := jo.Post(path, "draft", id.New(), "try", "kept words", "goes", strings.Repeat("x", 2001))
		if long.Status != http.StatusUnprocessableEntity || !strings.Contains(long.Body, "kept words") || !strings.Contains(plainText(long), "This is too long: 2001 letters. The most is 2000.") {
			t.Errorf("a long word gives %d", long.Status)
		}
		mustSay(t, jo.Get(h.In("/between/timeline")), "Nothing here yet")
		draft := id.New()
		first, second := jo.Post(path, "draft", draft, "try", "Once."), jo.Post(path, "draft", draft, "try", "Once.")
		if first.Location() != second.Location() || first.Status != http.StatusSeeOther {
			t.Errorf("sent twice leads to %q and %q", first.Location(), second.Location())
		}
		for _, wrong := range []string{"/between/carer-to-carer", "/between/carer-to-service-user/x", "/between/carer-to-service-user/" + string(h.ID("Sam")) + "/hold-hope", "/between/entry/x", "/between/entry/" + id.New() + "/share"} {
			if got := jo.Get(h.In(wrong)); got.Status != http.StatusNotFound {
				t.Errorf("%s: %d", wrong, got.Status)
			}
		}
	})
}

func TestAProfessionalReadsWhereWordsAboutSamBelong(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := h.In("/between/professional-to-carer/" + string(h.ID("Jo")) + "/share-together")
		ravi := h.As(t, "Ravi")
		mustSay(t, ravi.Get(path), "Do you write about Sam here?", "What you know about Sam belongs in a note")
		bad := ravi.Post(path, "draft", id.New(), "goes", "I told Sam.")
		if bad.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(bad), "You name Sam.") {
			t.Errorf("naming Sam without a topic gives %d", bad.Status)
		}
		word := wordOn(t, h, "Ravi", "professional-to-carer", "Jo", "share-together", "goes", "I told Sam.", "topic", "medicines")
		mustSay(t, ravi.Get(word+"/share"), "Jo will not see it yet.", "Jo sees it once Sam shares this topic with them.")
		got := ravi.Post(word + "/share")
		if !strings.HasSuffix(got.Header.Get("Location"), "done.between-waits") {
			t.Errorf("it says that it is shared: %s", got.Header.Get("Location"))
		}
		if jo := h.As(t, "Jo").Get(word); jo.Status != http.StatusNotFound {
			t.Errorf("Jo finds it: %d", jo.Status)
		}
	})
}

func TestCorrectingAWord(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		word := wordOn(t, h, "Sam", "service-user-to-professional", "Ravi", "in-charge", "try", "I bring a list.", "help", "More time.")
		sam := h.As(t, "Sam")
		mustSay(t, sam.Get(word+"/correct"), "The words you had before stay on record.", "I bring a list.", "More time.")
		if got := sam.Post(word+"/correct", "version", "1", "try", ""); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("nothing left gives %d", got.Status)
		}
		post(t, h, "Sam", word+"/correct", "version", "1", "try", "I bring two lists.")
		slow := sam.Post(word+"/correct", "version", "1", "try", "Mine is slower.")
		if slow.Status != http.StatusUnprocessableEntity && slow.Status != http.StatusConflict || !strings.Contains(slow.Body, "Mine is slower.") {
			t.Errorf("the slower window gets %d", slow.Status)
		}
		mustSay(t, sam.Get(word), "I bring two lists.", "Corrected")
		mustNotSay(t, sam.Get(word), "More time.")
		if got := h.As(t, "Ravi").Get(word + "/correct"); got.Status != http.StatusNotFound {
			t.Errorf("Ravi finds it: %d", got.Status)
		}
		// An entry that has a room of its own is shown there, and earlier words stay.
		h.Clock.Move(24 * time.Hour)
		next := wordOn(t, h, "Sam", "service-user-to-professional", "Ravi", "in-charge", "try", "No list today.")
		mustSay(t, h.As(t, "Sam").Get(next), "What you wrote before", "I bring two lists.")
		if got := h.As(t, "Sam").Get(h.In("/entry/" + next[strings.LastIndex(next, "/")+1:])); got.Location() != next {
			t.Errorf("the entry leads to %q", got.Location())
		}
	})
}

func TestARhythmAsksOnTheFirstPagesAndNotNowPutsItAway(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		mustSay(t, h.As(t, "Ravi").Get(h.In("/between/rhythm")), "When should we ask you?", "Never", "Once a month", "Every two weeks", "Once a week")
		if got := h.As(t, "Ravi").Post(h.In("/between/rhythm"), "pace", "hourly"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a rhythm that is none gives %d", got.Status)
		}
		post(t, h, "Ravi", h.In("/between/rhythm"), "pace", "weekly")
		h.Clock.Move(7 * 24 * time.Hour)
		apptest.Must(t, h.Worker.Plan(t.Context()))
		apptest.Must(t, h.RunJobs(t.Context()))
		mustSay(t, h.As(t, "Ravi").Get("/"), "You wanted to look at how your own part goes, with Sam.")
		mustSay(t, h.As(t, "Ravi").Get(h.In("/between")), "Is now a good time?", "Not now")
		mustNotSay(t, h.As(t, "Bea").Get("/"), "You wanted to look")
		if mails := len(h.Mails.Mails()); mails != 0 {
			t.Errorf("%d mails went", mails)
		}
		post(t, h, "Ravi", h.In("/between/not-now"))
		mustNotSay(t, h.As(t, "Ravi").Get("/"), "You wanted to look")
		mustNotSay(t, h.As(t, "Ravi").Get(h.In("/between")), "Is now a good time?")
	})
}

// makeAdministrator gives somebody the office.
func makeAdministrator(t *testing.T, h *apptest.House, who string) {
	t.Helper()
	p := h.People[who]
	p.Admin = true
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).Update(t.Context(), func(x *store.Tx) error { return x.SetOffices(t.Context(), p) }))
	h.People[who] = p
}

func TestAdministratorsRewordTasks(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		makeAdministrator(t, h, "Grace")
		for _, name := range []string{"Ravi", "Jo", "Sam"} {
			for _, path := range []string{"/admin/tasks", "/admin/tasks/own-life"} {
				if got := h.As(t, name).Get(path); got.Status != http.StatusNotFound {
					t.Errorf("%s opens %s: %d", name, path, got.Status)
				}
			}
			if got := h.As(t, name).Post("/admin/tasks/own-life", "number", "0", "wording", id.New(), "title", "x", "sentence", "x", "example", "x"); got.Status != http.StatusNotFound {
				t.Errorf("%s rewords: %d", name, got.Status)
			}
		}
		grace := h.As(t, "Grace")
		mustSay(t, grace.Get("/admin"), "How we say the six arrows")
		mustSay(t, grace.Get("/admin/tasks"), "Being more than a carer", "The words of the program", "From carer to service user, everybody")
		mustSay(t, grace.Get("/admin/tasks/own-life"), "For everybody.", "You are a person with friends", "Thursday is choir")
		bad := grace.Post("/admin/tasks/own-life", "number", "0", "wording", id.New(), "title", "", "sentence", "kept sentence", "example", "x")
		if bad.Status != http.StatusUnprocessableEntity || !strings.Contains(bad.Body, "kept sentence") {
			t.Errorf("without a title: %d", bad.Status)
		}
		post(t, h, "Grace", "/admin/tasks/own-life", "number", "0", "wording", id.New(), "title", "You matter too", "sentence", "Rest is care.", "example", "“I sing.”")
		mustSay(t, grace.Get("/admin/tasks"), "You matter too", "Own words since Monday 23 November")
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "You matter too", "Rest is care.", "“I sing.”")
		slow := grace.Post("/admin/tasks/own-life", "number", "0", "wording", id.New(), "title", "Slower", "sentence", "x", "example", "x")
		if slow.Status != http.StatusUnprocessableEntity && slow.Status != http.StatusConflict || !strings.Contains(plainText(slow), "Somebody changed these words while you were writing.") || !strings.Contains(slow.Body, "Slower") {
			t.Errorf("the slower one gets %d", slow.Status)
		}
		mustSay(t, grace.Get("/admin/tasks/own-life"), "Put the words of the program back")
		post(t, h, "Grace", "/admin/tasks/own-life", "number", "1", "wording", id.New(), "title", "ignored", "back", "yes")
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "Being more than a carer")
		mustSay(t, grace.Get("/admin/tasks/own-life"), "The words of the program were put back.", "You matter too Rest is care.")
		if got := grace.Get("/admin/tasks?service=" + id.New()); got.Status != http.StatusNotFound {
			t.Errorf("a service that is none: %d", got.Status)
		}
		if got := grace.Get("/admin/tasks/none"); got.Status != http.StatusNotFound {
			t.Errorf("a task that is none: %d", got.Status)
		}
	})
}

func TestACarersOwnFileHasNoArrows(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	file, err := h.App.People.OwnFile(t.Context(), h.ID("Nia"))
	apptest.Must(t, err)
	for _, path := range []string{"/between", "/between/timeline", "/between/rhythm", "/between/carer-to-professional"} {
		if got := h.As(t, "Nia").Get("/t/" + string(file) + path); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}

// What was shared stands as text on the pages that follow what somebody said, for both of the pair.
func TestWhatIsSharedStandsWhereverItsReadersLook(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for _, c := range []struct{ by, arrow, other, task, part string }{
			{"Jo", "carer-to-service-user", "Sam", "help-to-do", "try"}, {"Sam", "carer-to-service-user", "Jo", "help-to-do", "arrives"},
			{"Ravi", "professional-to-service-user", "Sam", "hold-hope", "goes"}, {"Jo", "carer-to-professional", "Ravi", "may-differ", "help"},
			{"Ravi", "carer-to-professional", "Jo", "may-differ", "arrives"},
		} {
			word := wordOn(t, h, c.by, c.arrow, c.other, c.task, c.part, "Words of "+c.by+", said softly.")
			post(t, h, c.by, word+"/share")
			apptest.Must(t, h.RunJobs(t.Context()))
			if c.other != "Ravi" {
				mustSay(t, h.As(t, c.other).Get("/"), "Words of "+c.by+", said softly.")
			}
			mustSay(t, h.As(t, c.other).Get(word), "Words of "+c.by+", said softly.")
			mustSay(t, h.As(t, c.by).Get(word), "Words of "+c.by+", said softly.")
		}
		for _, who := range []string{"Sam", "Jo", "Ravi", "Al"} {
			for _, path := range []string{"", "/timeline", "/seen", "/record", "/between/timeline", "/people"} {
				if got := h.As(t, who).Get(h.In(path)); got.Status >= 500 {
					t.Errorf("%s at %q: %d", who, path, got.Status)
				}
			}
			if got := h.As(t, who).Get("/"); got.Status != http.StatusOK {
				t.Errorf("%s at home: %d", who, got.Status)
			}
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/seen")), "Sam Okafor", "saw this")
	})
}

func TestAServiceHasWordsOfItsOwn(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		makeAdministrator(t, h, "Grace")
		service := id.New()
		post(t, h, "Grace", "/admin/services", "service", service, "name", "Early help")
		apptest.Must(t, h.App.People.MakeTeam(t.Context(), h.People["Grace"], triangle.Team{ID: h.Team, Name: "Riverside", ReplyDays: 3, Service: service}))
		apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).Update(t.Context(), func(x *store.Tx) error {
			return x.ChangeTriangle(t.Context(), h.Triangle, h.Team)
		}))
		mustSay(t, h.As(t, "Grace").Get("/admin/tasks"), "Early help")
		mustSay(t, h.As(t, "Grace").Get("/admin/tasks/own-life?service="+service), "For Early help.")
		got := h.As(t, "Grace").Post("/admin/tasks/own-life", "service", service, "number", "0", "wording", id.New(), "title", "Your own days", "sentence", "They count.", "example", "“Choir.”")
		if got.Status != http.StatusSeeOther || !strings.Contains(got.Header.Get("Location"), "service="+service) {
			t.Fatalf("it leads to %d %q", got.Status, got.Header.Get("Location"))
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "Your own days")
		mustSay(t, h.As(t, "Grace").Get("/admin/tasks"), "Being more than a carer") // for everybody else nothing changed
		mustNotSay(t, h.As(t, "Grace").Get("/admin/tasks"), "Your own days")
	})
}
