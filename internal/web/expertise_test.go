package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// knows writes what somebody knows through the form.
func knows(t *testing.T, h *apptest.House, who string, pairs ...string) apptest.Answer {
	t.Helper()
	form := append([]string{"draft", id.New(), "version", "0"}, pairs...)
	return h.As(t, who).Post(h.In("/expertise/mine"), form...)
}

// shares ticks people on a page that says who reads it.
func shares(t *testing.T, h *apptest.House, who, path string, read []string, with ...string) apptest.Answer {
	t.Helper()
	form := []string{"read", strings.Join(idsOf(h, read), " ")}
	for _, p := range idsOf(h, with) {
		form = append(form, "with", p)
	}
	return h.As(t, who).Post(h.In(path), form...)
}

func idsOf(h *apptest.House, names []string) []string {
	var out []string
	for _, n := range names {
		if p, ok := h.People[n]; ok {
			n = string(p.ID)
		}
		out = append(out, n)
	}
	return out
}

func mustGo(t *testing.T, a apptest.Answer, to string) {
	t.Helper()
	if a.Status != http.StatusSeeOther || a.Location() != to {
		t.Fatalf("should lead to %s: %d to %s\n%s", to, a.Status, a.Location(), plainText(a))
	}
}

func TestWhatEachOneKnowsIsTheirsUntilTheyShareIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		mustSay(t, h.As(t, "Jo").Get(h.In("/expertise")), "Nobody has written anything here for you yet.", "Write what I know")
		mustSay(t, h.As(t, "Jo").Get(h.In("/expertise/mine")), "Nobody but you will see it.", "Another carer reads it only where Sam shares day-to-day things")
		mustGo(t, knows(t, h, "Jo", "hows", "caring", "hows", "training", "say", "The nights go first.", "basis", "From the kitchen.", "limits", "Medicines."), h.In("/expertise/share"))
		for _, other := range []string{"Sam", "Ravi", "Al", "Grace"} {
			mustNotSay(t, h.As(t, other).Get(h.In("/expertise")), "The nights go first")
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/expertise")), "From caring", "From training", "The nights go first.", "From the kitchen.", "For you alone.")
		mustSay(t, h.As(t, "Jo").Get(h.In("/expertise/share")), "Al cannot read it yet: Sam has not shared these things with Al.")
		mustGo(t, shares(t, h, "Jo", "/expertise/share", nil, "Ravi", "Sam", "Al"), h.In("/expertise"))
		mustSay(t, h.As(t, "Jo").Get(h.In("/expertise")), "Nobody else has read it yet.")
		mustSay(t, h.As(t, "Ravi").Get(h.In("")), "Jo has written down what they know. Read it before you meet.")
		mustSay(t, h.As(t, "Ravi").Get(h.In("/people")), "Jo has written down what they know. Read it before you meet.")
		mustSay(t, h.As(t, "Ravi").Get(h.In("/people/"+string(h.ID("Jo")))), "What Jo knows, and how they know it")
		for _, other := range []string{"Ravi", "Sam"} {
			mustSay(t, h.As(t, other).Get(h.In("/expertise")), "The nights go first.", "Medicines.")
		}
		for _, other := range []string{"Al", "Grace"} {
			mustNotSay(t, h.As(t, other).Get(h.In("/expertise")), "The nights go first")
			mustNotSay(t, h.As(t, other).Get(h.In("/people")), "Read it before you meet")
		}
		mustNotSay(t, h.As(t, "Ravi").Get(h.In("/people")), "Read it before you meet")
		mustSay(t, h.As(t, "Jo").Get(h.In("/expertise")), "Ravi Menon (key worker) saw this on Monday 23 November, because you share this with Ravi.", "Sam Okafor (service user) saw this")
		for _, name := range []string{"Jo", "Ravi", "Sam", "Al"} { // nothing of it breaks their other pages
			for _, path := range []string{"/seen", "/record", "/timeline", ""} {
				if got := h.As(t, name).Get(h.In(path)); got.Status != http.StatusOK {
					t.Errorf("%s at %s: %d", name, path, got.Status)
				}
			}
		}
	})
}

func TestSharingEndsAndItsEndIsSeen(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		knows(t, h, "Sam", "hows", "lived", "say", "Music helps.")
		shares(t, h, "Sam", "/expertise/share", nil, "team", "Jo")
		mustSay(t, h.As(t, "Bea").Get(h.In("/expertise")), "Music helps.")
		mustSay(t, h.As(t, "Jo").Get(h.In("/expertise")), "Music helps.")
		mustNotSay(t, h.As(t, "Al").Get(h.In("/expertise")), "Music helps.")
		h.Clock.Move(48 * time.Hour)
		all := []string{"Jo", "Ravi", "Bea", "Mei", "Grace"}
		mustGo(t, shares(t, h, "Sam", "/expertise/share", all, "Ravi"), h.In("/expertise"))
		for _, name := range []string{"Jo", "Bea"} {
			mustNotSay(t, h.As(t, name).Get(h.In("/expertise")), "Music helps.")
		}
		mustSay(t, h.As(t, "Ravi").Get(h.In("/expertise")), "Music helps.")
		mustSay(t, h.As(t, "Sam").Get(h.In("/expertise/share")), "From Monday 23 November until Wednesday 25 November.", "Since Monday 23 November.")
		// The same form again changes nothing; one from before says so.
		mustGo(t, shares(t, h, "Sam", "/expertise/share", all, "Ravi"), h.In("/expertise"))
		late := shares(t, h, "Sam", "/expertise/share", all, "Ravi", "Al")
		if late.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(late), "changed meanwhile") {
			t.Errorf("a form from before must not win: %d", late.Status)
		}
		mustNotSay(t, h.As(t, "Al").Get(h.In("/expertise")), "Music helps.")
		bad := shares(t, h, "Sam", "/expertise/share", []string{"Ravi"}, "Ravi", "Nia")
		if bad.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(bad), "Choose people who are here now.") {
			t.Errorf("somebody outside cannot be chosen: %d", bad.Status)
		}
		mustGo(t, shares(t, h, "Sam", "/expertise/share", []string{"Ravi"}), h.In("/expertise"))
		mustNotSay(t, h.As(t, "Ravi").Get(h.In("/expertise")), "Music helps.")
	})
}

func TestBadWordsAboutWhatOneKnowsAreKeptAndSaid(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	got := knows(t, h, "Jo", "say", "", "basis", "Kept as it is.", "limits", strings.Repeat("a", 3001))
	if got.Status != http.StatusUnprocessableEntity {
		t.Fatalf("%d", got.Status)
	}
	text := plainText(got)
	for _, want := range []string{"Say how you came to know it. Choose at least one.", "Kept as it is.", "Up to 3000 letters"} {
		if !strings.Contains(text, want) && !strings.Contains(got.Body, want) {
			t.Errorf("should say %q:\n%s", want, text)
		}
	}
	mustNotSay(t, h.As(t, "Jo").Get(h.In("/expertise")), "Kept as it is.")
	named := knows(t, h, "Ravi", "hows", "training", "say", "Depot medicines. Sam has one.")
	if named.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(named), "This page cannot name Sam.") {
		t.Errorf("what a professional writes about Sam has no place here: %d", named.Status)
	}
	for _, name := range []string{"Nia"} {
		for _, path := range []string{"/expertise", "/expertise/mine", "/expertise/share", "/expertise/elsewhere", "/views", "/views/new", "/account-of/" + string(h.ID("Jo"))} {
			if got := h.As(t, name).Get(h.In(path)); got.Status != http.StatusNotFound {
				t.Errorf("%s is not here, and %s answers %d", name, path, got.Status)
			}
		}
	}
}

func TestTwoWindowsOnOnePage(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		draft := id.New()
		form := []string{"draft", draft, "version", "0", "hows", "caring", "say", "First."}
		jo := h.As(t, "Jo")
		for range 2 { // sent twice, it is written once
			mustGo(t, jo.Post(h.In("/expertise/mine"), form...), h.In("/expertise/share"))
		}
		mustGo(t, jo.Post(h.In("/expertise/mine"), "draft", draft, "version", "1", "hows", "caring", "say", "Second."), h.In("/expertise"))
		late := jo.Post(h.In("/expertise/mine"), "draft", draft, "version", "1", "hows", "caring", "say", "Third.")
		if late.Status != http.StatusUnprocessableEntity {
			t.Fatalf("a version that came too late: %d", late.Status)
		}
		mustHold(t, late, "This was changed meanwhile", "Second.", "Third.")
		other := knows(t, h, "Jo", "hows", "caring", "say", "A second page.")
		if other.Status != http.StatusUnprocessableEntity {
			t.Fatalf("there is one page: %d", other.Status)
		}
		mustSay(t, jo.Get(h.In("/expertise")), "Second.", "Changed on Monday 23 November")
		mustNotSay(t, jo.Get(h.In("/expertise")), "First.", "A second page.")
	})
}

// mustHold is mustSay for a page that says what is wrong.
func mustHold(t *testing.T, a apptest.Answer, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(plainText(a), want) {
			t.Errorf("the page should say %q:\n%s", want, plainText(a))
		}
	}
}

func TestAnAccountIsToldOnceAndReadersSaySo(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		mine := "/account-of/" + string(h.ID("Jo"))
		jo, ravi := h.As(t, "Jo"), h.As(t, "Ravi")
		mustSay(t, jo.Get(h.In("/expertise")), "Write my story")
		mustSay(t, jo.Get(h.In(mine+"/write")), "Your story", "Nobody but you will see it.")
		mustGo(t, jo.Post(h.In(mine+"/write"), "draft", id.New(), "version", "0", "say", "It began in the autumn."), h.In(mine+"/share"))
		for _, name := range []string{"Ravi", "Sam", "Al"} {
			if got := h.As(t, name).Get(h.In(mine)); got.Status != http.StatusNotFound {
				t.Errorf("%s must find nothing: %d", name, got.Status)
			}
		}
		mustGo(t, shares(t, h, "Jo", mine+"/share", nil, "team"), h.In(mine))
		mustSay(t, jo.Get(h.In(mine)), "Nobody else has opened it yet.", "Shared with Bea, Grace, Mei, Ravi")
		mustSay(t, ravi.Get(h.In("/people")), "Jo has told their story here once")
		mustSay(t, ravi.Get(h.In("/expertise")), "You have not read it yet.")
		mustNotSay(t, ravi.Get(h.In("/expertise")), "It began in the autumn.") // told of it is not yet having read it
		mustSay(t, jo.Get(h.In(mine)), "Nobody else has opened it yet.")
		mustSay(t, ravi.Get(h.In(mine)), "It began in the autumn.", "I have read it")
		mustSay(t, ravi.Get(h.In("/expertise")), "You have opened it.")
		for range 2 {
			mustGo(t, ravi.Post(h.In(mine+"/read"), "version", "1"), h.In(mine))
		}
		mustSay(t, ravi.Get(h.In(mine)), "You said on Monday 23 November that you have read it.")
		page := jo.Get(h.In(mine))
		mustSay(t, page, "Ravi says that they have read it, on Monday 23 November.", "Ravi Menon (key worker) saw this on Monday 23 November")
		if strings.Count(plainText(page), "says that they have read it") != 1 {
			t.Error("said twice is said once")
		}
		h.Clock.Move(24 * time.Hour)
		mustGo(t, h.As(t, "Jo").Post(h.In(mine+"/write"), "draft", id.New(), "version", "1", "say", "It began in the summer."), h.In(mine))
		ravi = h.As(t, "Ravi")
		mustSay(t, ravi.Get(h.In("/expertise")), "Changed since you said on Monday 23 November that you had read it.")
		mustSay(t, h.As(t, "Jo").Get(h.In(mine)), "Ravi said on Monday 23 November that they had read it. You have changed it since.")
		old := ravi.Post(h.In(mine+"/read"), "version", "1")
		if old.Status != http.StatusUnprocessableEntity {
			t.Errorf("what was not read cannot be said to be read: %d", old.Status)
		}
		mustHold(t, old, "Please read it again")
		mustGo(t, ravi.Post(h.In(mine+"/read"), "version", "2"), h.In(mine))
		mustSay(t, h.As(t, "Jo").Get(h.In(mine)), "Ravi says that they have read it, on Tuesday 24 November.")
		for _, path := range []string{"/record", "/seen", mine} {
			if got := ravi.Get(h.In(path)); got.Status != http.StatusOK {
				t.Errorf("%s: %d", path, got.Status)
			}
		}
		for _, one := range []struct{ who, path string }{{"Ravi", mine + "/write"}, {"Sam", mine + "/write"}, {"Ravi", "/account-of/" + string(h.ID("Ravi")) + "/write"}, {"Sam", mine + "/share"}, {"Nia", mine}} {
			if got := h.As(t, one.who).Get(h.In(one.path)); got.Status != http.StatusNotFound {
				t.Errorf("%s at %s: %d", one.who, one.path, got.Status)
			}
		}
		long := h.As(t, "Jo").Post(h.In(mine+"/write"), "version", "2", "say", strings.Repeat("a", 20_001))
		if long.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(long), "20000") {
			t.Errorf("too long: %d", long.Status)
		}
	})
}

// opensMatter goes both steps of the form and returns the matter.
func opensMatter(t *testing.T, h *apptest.House, who, topic, say, confidence string, with ...string) string {
	t.Helper()
	form := []string{"topic", topic, "draft", id.New()}
	for _, p := range idsOf(h, with) {
		form = append(form, "with", p)
	}
	if confidence != "" {
		form = append(form, "confidence", confidence)
	}
	v := h.As(t, who)
	first := v.Post(h.In("/views/new"), form...)
	if first.Status != http.StatusSeeOther {
		t.Fatalf("the first step: %d\n%s", first.Status, plainText(first))
	}
	second := v.Get(first.Header.Get("Location"))
	mustSay(t, second, "What do we see differently?", "Who will see this")
	opened := v.Post(h.In("/views"), append(form, "say", say)...)
	if again := v.Post(h.In("/views"), append(form, "say", say)...); again.Location() != opened.Location() {
		t.Errorf("sent twice, it is opened once: %s and %s", opened.Location(), again.Location())
	}
	base := opened.Location()
	if !strings.HasPrefix(base, h.In("/views/")) {
		t.Fatalf("opening: %d to %s\n%s", opened.Status, base, plainText(opened))
	}
	return strings.TrimPrefix(base, h.In(""))
}

func writesView(t *testing.T, h *apptest.House, who, matter, confidence, say string) {
	t.Helper()
	form := []string{"draft", id.New(), "version", "0", "confidence", confidence, "say", say}
	mustGo(t, h.As(t, who).Post(h.In(matter+"/mine"), form...), h.In(matter))
}

func TestTwoViewsStandBesideEachOther(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		mustSay(t, h.As(t, "Sam").Get(h.In("/views/new")), "you say yes: the people whom you choose read every view in it")
		m := opensMatter(t, h, "Sam", "benefits-and-housing", "Whether it is a good time to move.", "", "Jo", "Ravi")
		for _, name := range []string{"Jo", "Ravi"} {
			mustSay(t, h.As(t, name).Get(h.In("/views")), "Whether it is a good time to move.", "Each view stands.")
			mustSay(t, h.As(t, name).Get(h.In(m)), "Nothing from Sam here yet.", "You have written nothing here yet.", "Write how I see it")
		}
		for _, name := range []string{"Al", "Grace", "Nia"} {
			for _, path := range []string{m, m + "/mine", m + "/go-on", m + "/look"} {
				if got := h.As(t, name).Get(h.In(path)); got.Status != http.StatusNotFound {
					t.Errorf("%s at %s: %d", name, path, got.Status)
				}
			}
			if name != "Nia" {
				mustNotSay(t, h.As(t, name).Get(h.In("/views")), "good time to move")
			}
		}
		mustSay(t, h.As(t, "Jo").Get(h.In(m+"/mine")), "Who may know your view?")
		mustSay(t, h.As(t, "Jo").Get(h.In(m+"/mine?confidence=named")), "How do you see it?", "These people will see it: Sam, Ravi.")
		writesView(t, h, "Ravi", m, "", "I see both sides.")
		writesView(t, h, "Jo", m, "named", "I would wait.")
		writesView(t, h, "Sam", m, "", "I am ready.")
		for _, name := range []string{"Sam", "Jo", "Ravi"} {
			page := h.As(t, name).Get(h.In(m))
			mustSay(t, page, "I am ready.", "I would wait.", "I see both sides.", "Each view stands. None is right or wrong.")
			text := plainText(page)
			if !(strings.Index(text, "I am ready.") < strings.Index(text, "I would wait.") && strings.Index(text, "I would wait.") < strings.Index(text, "I see both sides.")) {
				t.Errorf("for %s the views stand in another order:\n%s", name, text)
			}
			if n := strings.Count(page.Body, `class="voice `); n != 3 {
				t.Errorf("%s sees %d voices", name, n)
			}
		}
		// Nobody has two views, or another's.
		twice := h.As(t, "Jo").Post(h.In(m+"/mine"), "draft", id.New(), "version", "0", "confidence", "named", "say", "Another.")
		if twice.Status != http.StatusUnprocessableEntity {
			t.Errorf("a second view: %d", twice.Status)
		}
		mustHold(t, twice, "This was changed meanwhile", "I would wait.", "Another.")
		mustGo(t, h.As(t, "Jo").Post(h.In(m+"/mine"), "draft", id.New(), "version", "1", "say", "I would wait until spring."), h.In(m))
		mustSay(t, h.As(t, "Sam").Get(h.In(m)), "I would wait until spring.", "Changed on Monday 23 November", "I am ready.")
		for _, name := range []string{"Sam", "Jo", "Ravi", "Al"} {
			for _, path := range []string{"/seen", "/record", "/timeline", "/people", ""} {
				if got := h.As(t, name).Get(h.In(path)); got.Status != http.StatusOK {
					t.Errorf("%s at %s: %d", name, path, got.Status)
				}
			}
			if got := h.As(t, name).Get("/"); got.Status != http.StatusOK && got.Status != http.StatusSeeOther {
				t.Errorf("%s at home: %d", name, got.Status)
			}
		}
	})
}

func TestHowWeGoOnAnyway(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		m := opensMatter(t, h, "Sam", "benefits-and-housing", "Whether to move.", "", "Jo", "Ravi")
		writesView(t, h, "Sam", m, "", "I am ready.")
		mustSay(t, h.As(t, "Jo").Get(h.In(m+"/go-on")), "How could we go on?", "Who will see this")
		draft := id.New()
		for range 2 {
			mustGo(t, h.As(t, "Jo").Post(h.In(m+"/go-on"), "draft", draft, "say", "Two nights a week."), h.In(m))
		}
		empty := h.As(t, "Jo").Post(h.In(m+"/go-on"), "draft", id.New(), "say", " ")
		if empty.Status != http.StatusUnprocessableEntity {
			t.Errorf("nothing proposed: %d", empty.Status)
		}
		way := m + "/go-on/" + draft
		mustGo(t, h.As(t, "Sam").Post(h.In(way), "word", id.New(), "said", "yes"), h.In(m))
		mustGo(t, h.As(t, "Ravi").Post(h.In(way), "word", id.New(), "said", "no"), h.In(m))
		page := h.As(t, "Jo").Get(h.In(m))
		mustSay(t, page, "Two nights a week.", "Sam says yes, since Monday 23 November.", "Ravi says not that, since Monday 23 November.")
		if strings.Count(plainText(page), "Two nights a week.") != 1 {
			t.Error("sent twice, it is proposed once")
		}
		word := id.New()
		for range 2 {
			mustGo(t, h.As(t, "Ravi").Post(h.In(way), "word", word, "said", "yes"), h.In(m))
		}
		mustSay(t, h.As(t, "Sam").Get(h.In(m)), "Ravi says yes", "You say yes")
		for _, bad := range []struct{ who, path, said string }{{"Al", way, "yes"}, {"Jo", way, "maybe"}, {"Jo", m + "/go-on/" + id.New(), "yes"}, {"Jo", m + "/now", "yes"}} {
			if got := h.As(t, bad.who).Post(h.In(bad.path), "word", id.New(), "said", bad.said); got.Status != http.StatusNotFound {
				t.Errorf("%s says %s at %s: %d", bad.who, bad.said, bad.path, got.Status)
			}
		}
		for _, day := range []string{"", "31", "22"} {
			got := h.As(t, "Ravi").Post(h.In(m+"/look"), "until-day", day, "until-month", "11", "until-year", "2026")
			if got.Status != http.StatusUnprocessableEntity || day != "" && !strings.Contains(got.Body, `value="`+day+`"`) {
				t.Errorf("day %q: %d", day, got.Status)
			}
		}
		mustGo(t, h.As(t, "Ravi").Post(h.In(m+"/look"), "word", id.New(), "until-day", "4", "until-month", "12", "until-year", "2026"), h.In(m))
		mustSay(t, h.As(t, "Sam").Get(h.In(m)), "We look again on", "4 December")
		for _, name := range []string{"Sam", "Jo", "Ravi"} {
			if n := len(looks(t, h, name)); n != 1 {
				t.Errorf("%s has %d days to look again", name, n)
			}
		}
		if n := len(looks(t, h, "Grace")); n != 0 {
			t.Errorf("Grace has nothing to look at: %d", n)
		}
		mustGo(t, h.As(t, "Jo").Post(h.In(m+"/look"), "word", id.New(), "until-day", "5", "until-month", "12", "until-year", "2026"), h.In(m))
		if all := looks(t, h, "Ravi"); len(all) != 1 || time.UnixMicro(all[0]).UTC().Format(time.DateOnly) != "2026-12-05" {
			t.Errorf("the later day counts: %v", all)
		}
		mustSay(t, h.As(t, "Ravi").Get("/"), "Look again at something about Sam that people see differently.")
		// Alike is what each says for themselves, and nobody for another.
		for i, name := range []string{"Sam", "Jo", "Ravi"} {
			mustNotSay(t, h.As(t, name).Get(h.In(m)), "Each of us has said so.")
			mustGo(t, h.As(t, name).Post(h.In(m+"/now"), "word", id.New(), "said", "alike"), h.In(m))
			if n := len(looks(t, h, name)); n != 0 {
				t.Errorf("%d: %s has looked: %d", i, name, n)
			}
		}
		mustSay(t, h.As(t, "Sam").Get(h.In(m)), "We see it alike now. Each of us has said so.")
		mustGo(t, h.As(t, "Jo").Post(h.In(m+"/now"), "word", id.New(), "said", "stands"), h.In(m))
		mustSay(t, h.As(t, "Sam").Get(h.In(m)), "Each view stands.", "it still stands for Jo")
	})
}

// looks are the days on which somebody looks again.
func looks(t *testing.T, h *apptest.House, who string) (due []int64) {
	t.Helper()
	all, err := h.Duties.Of(t.Context(), h.ID(who))
	apptest.Must(t, err)
	for _, d := range all {
		if d.Kind == "look-again" {
			due = append(due, d.Due)
		}
	}
	return due
}

func TestWhomAMatterConcernsIsShownBeforeAWordIsWritten(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	ravi := h.As(t, "Ravi")
	none := ravi.Post(h.In("/views/new"), "topic", "", "draft", id.New())
	if none.Status != http.StatusUnprocessableEntity {
		t.Fatalf("nobody chosen: %d", none.Status)
	}
	mustHold(t, none, "Choose at least one person whom it concerns.")
	q := url.Values{"topic": {"medicines"}, "with": {string(h.ID("Jo"))}}
	mustSay(t, ravi.Get(h.In("/views/new?"+q.Encode())), "These people will see it: Sam. These will not: Al, Jo, Bea", "Sam has not decided about this topic. Jo can ask.", "Al is not one of those whom this concerns.")
	m := opensMatter(t, h, "Ravi", "medicines", "Whether the dose is right.", "", "Jo")
	if got := h.As(t, "Jo").Get(h.In(m)); got.Status != http.StatusNotFound {
		t.Errorf("Sam has not shared medicines with Jo: %d", got.Status)
	}
	mustSay(t, h.As(t, "Sam").Get(h.In(m)), "Whether the dose is right.", "Nothing from Ravi here yet.")
	mustNotSay(t, h.As(t, "Sam").Get(h.In(m)), "Nothing from Jo here yet.", "Nothing from Al here yet.")
	share := h.As(t, "Sam").Post(h.In("/sharing/change"), "recipient", string(h.ID("Jo")), "topic", "medicines", "answer", string(sharing.Share), "change", id.New())
	if share.Status != http.StatusSeeOther {
		t.Fatal(share.Status)
	}
	mustSay(t, h.As(t, "Jo").Get(h.In(m)), "Whether the dose is right.", "You have written nothing here yet.")
	mustSay(t, h.As(t, "Sam").Get(h.In(m)), "Nothing from Jo here yet.")
	// A carer's words keep their confidences.
	jo := h.As(t, "Jo")
	wrong := jo.Post(h.In("/views/new"), "topic", "early-signs", "with", string(h.ID("Sam")), "confidence", "team")
	if wrong.Status != http.StatusUnprocessableEntity {
		t.Errorf("Sam cannot be chosen and kept from it: %d", wrong.Status)
	}
	two := opensMatter(t, h, "Sam", "day-to-day", "Whether to ring at nine.", "", "Ravi")
	mustSay(t, h.As(t, "Ravi").Get(h.In(two)), "Both stand. Neither is right or wrong.")
	secret := opensMatter(t, h, "Jo", "early-signs", "Whether the nights are a sign.", "team", "Ravi")
	if got := h.As(t, "Sam").Get(h.In(secret)); got.Status != http.StatusNotFound {
		t.Errorf("told to the team alone: %d", got.Status)
	}
	mustSay(t, h.As(t, "Ravi").Get(h.In(secret)), "Whether the nights are a sign.")
	named := opensMatter(t, h, "Jo", "early-signs", "Whether to ring at night.", "named", "Sam", "Ravi")
	mustSay(t, h.As(t, "Sam").Get(h.In(named)), "Whether to ring at night.")
	writesView(t, h, "Jo", named, "team", "I am afraid at night.")
	mustSay(t, h.As(t, "Ravi").Get(h.In(named)), "I am afraid at night.")
	mustNotSay(t, h.As(t, "Sam").Get(h.In(named)), "I am afraid at night.")
	mustSay(t, h.As(t, "Sam").Get(h.In(named)), "Nothing from Jo here yet.")
}
