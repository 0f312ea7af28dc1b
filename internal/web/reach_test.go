package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web"
)

// day gives the three fields of a day so many days from the test's Monday.
func (o works) day(name string, days int) []string {
	d := o.Clock.Now().AddDate(0, 0, days)
	return []string{name + "-day", d.Format("2"), name + "-month", d.Format("1"), name + "-year", d.Format("2006")}
}

func (o works) cover(away, covering string, from, until int) []string {
	form := append([]string{"cover", id.New(), "away", string(o.ID(away)), "covering", string(o.ID(covering))}, o.day("since", from)...)
	return append(form, o.day("until", until)...)
}

func TestCoverIsCheckedBeforeItIsSet(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		m, err := o.Organisation.MembershipOf(t.Context(), o.People["Ada"], string(o.ID("Kim")))
		apptest.Must(t, err)
		m.Until = h.Clock.Now().AddDate(0, 0, 2).UnixMicro()
		apptest.Must(t, o.Organisation.ChangePlace(t.Context(), o.People["Ada"], m))
		tom := h.As(t, "Tom")
		set := o.cover("Tom", "Una", 0, 4)
		for range 2 { // sent twice
			if got := tom.Post("/cover/new", set...); got.Location() != "/cover" {
				t.Fatalf("setting gave %d\n%s", got.Status, got.Body)
			}
		}
		if all, err := o.Organisation.Covers(t.Context(), o.People["Ada"]); err != nil || len(all) != 1 {
			t.Fatalf("it is set once: %v %v", all, err)
		}
		for name, c := range map[string]struct {
			who  string
			form []string
			want string
		}{
			"of oneself":            {"Tom", o.cover("Tom", "Tom", 10, 12), "Nobody can cover for themselves"},
			"an end before it":      {"Tom", o.cover("Tom", "Una", 12, 10), "The last day comes before the first one"},
			"a day that has passed": {"Tom", o.cover("Tom", "Una", -9, -3), "This day has passed"},
			"no end":                {"Tom", o.cover("Tom", "Una", 10, 12)[:12], "A cover always has an end"},
			"no day":                {"Tom", append(o.cover("Tom", "Una", 10, 12)[:12], "until-day", "31", "until-month", "2", "until-year", "2027"), "a day that is in the calendar"},
			"overlapping":           {"Tom", o.cover("Tom", "Lou", 4, 8), "Una Test covers for them from Monday 23 November to Friday 27 November already"},
			"leaves the team first": {"Una", o.cover("Una", "Kim", 0, 6), "They work in their team until Wednesday 25 November"},
			"is away too":           {"Una", o.cover("Una", "Tom", 2, 3), "They are away then too, from Monday 23 November to Friday 27 November"},
			"nobody chosen":         {"Tom", append([]string{"cover", id.New(), "away", string(o.ID("Tom")), "covering", ""}, o.day("until", 3)...), "Choose who covers"},
			"who has no team":       {"Tom", o.cover("Tom", "Gil", 10, 12), "They work in no team then"},
		} {
			if got := h.As(t, c.who).Post("/cover/new", c.form...); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, c.want) {
				t.Errorf("%s gave %d, without %q\n%s", name, got.Status, c.want, got.Body)
			}
		}
		for _, who := range []string{"Lou", "Gil", "Jo", "Pia"} { // of another team, of none, and outside
			if got := h.As(t, who).Post("/cover/new", o.cover("Tom", "Una", 20, 22)...); got.Status != http.StatusNotFound {
				t.Errorf("%s sets a cover for Tom: %d", who, got.Status)
			}
		}
	})
}

func TestCoverReachesAndEndsByItself(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		e := o.note(t, "secretword red")
		if got := h.As(t, "Jo").Post(o.at("/question"), "draft", id.New(), "topic", "medicines", "say", "How is she?"); got.Status != http.StatusSeeOther {
			t.Fatalf("asking gave %d\n%s", got.Status, got.Body)
		}
		form := o.cover("Tom", "Lou", 0, 4)
		if got := h.As(t, "Tom").Post("/cover/new", form...); got.Status != http.StatusSeeOther {
			t.Fatalf("setting gave %d\n%s", got.Status, got.Body)
		}
		lou := h.As(t, "Lou")
		open := "/team/" + string(o.tri) + "/open"
		if got := lou.Post(open); got.Status != http.StatusNotFound {
			t.Errorf("of another team, before anybody said yes: %d", got.Status)
		}
		for _, who := range []string{"Lou", "Tom", "Kim"} {
			if got := h.As(t, who).Post("/cover/" + form[1] + "/agree"); got.Status != http.StatusNotFound {
				t.Errorf("%s says yes: %d", who, got.Status)
			}
		}
		for range 2 {
			if got := h.As(t, "Bo").Post("/cover/" + form[1] + "/agree"); got.Status != http.StatusSeeOther {
				t.Errorf("an administrator says yes: %d", got.Status)
			}
		}
		home := lou.Get("/")
		if !strings.Contains(home.Body, "For Tom, who is away until Friday 27 November") || !strings.Contains(home.Body, "Something waits for Tom about <strong>Pia</strong>") || strings.Contains(home.Body, "medicines</") {
			t.Errorf("what waits stands on Lou's home, and not yet what it is about\n%s", home.Body)
		}
		if got := lou.Post(open); got.Location() != o.at("") {
			t.Fatalf("opening gave %d\n%s", got.Status, got.Body)
		}
		if got := lou.Get(o.at("/entry/" + string(e))); !strings.Contains(got.Body, "secretword red") {
			t.Errorf("Lou reads: %d", got.Status)
		}
		if got := lou.Get("/"); !strings.Contains(got.Body, "about Medicines") && !strings.Contains(got.Body, "medicines") {
			t.Errorf("now it is said what waits\n%s", got.Body)
		}
		if got := h.As(t, "Pia").Get(o.at("/people")); !strings.Contains(got.Body, "Covers for Tom until Friday 27 November.") {
			t.Errorf("Pia reads for whom, and until when\n%s", got.Body)
		}
		if n := count(chain(t, h, o.tri), "reached/cover"); n != 1 {
			t.Errorf("on record %d times", n)
		}
		h.Clock.Move(4*24*time.Hour + 14*time.Hour + 29*time.Minute) // Friday, one minute to midnight
		if got := h.As(t, "Lou").Get(o.at("/entry/" + string(e))); got.Status != http.StatusOK {
			t.Errorf("on the last evening: %d", got.Status)
		}
		h.Clock.Move(time.Minute)
		for _, path := range []string{"/entry/" + string(e), "", "/people"} {
			if got := h.As(t, "Lou").Get(o.at(path)); got.Status != http.StatusNotFound {
				t.Errorf("after it, %q: %d", path, got.Status)
			}
		}
		if got := h.As(t, "Lou").Post(open); got.Status != http.StatusNotFound {
			t.Errorf("nor is there a way in: %d", got.Status)
		}
		if got := h.As(t, "Lou").Get("/"); strings.Contains(got.Body, "who is away") {
			t.Error("nor does anything wait there")
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		if n := count(chain(t, h, o.tri), "left/cover"); n != 1 {
			t.Errorf("the end is on record %d times", n)
		}
	})
}

func TestCoverEndedEarlyEndsItsPlaces(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		form := o.cover("Tom", "Lou", 0, 4)
		if got := h.As(t, "Ada").Post("/cover/new", form...); got.Status != http.StatusSeeOther { // an administrator's own yes
			t.Fatalf("setting gave %d\n%s", got.Status, got.Body)
		}
		lou := h.As(t, "Lou")
		lou.Post("/team/" + string(o.tri) + "/open")
		if got := lou.Get(o.at("/timeline")); got.Status != http.StatusOK {
			t.Fatalf("Lou reads: %d", got.Status)
		}
		if got := h.As(t, "Pia").Post("/cover/" + form[1] + "/end"); got.Status != http.StatusNotFound {
			t.Errorf("Pia at a cover: %d", got.Status)
		}
		for range 2 {
			if got := h.As(t, "Una").Post("/cover/" + form[1] + "/end"); got.Status != http.StatusSeeOther {
				t.Errorf("a colleague ends it: %d", got.Status)
			}
		}
		if got := lou.Get(o.at("/timeline")); got.Status != http.StatusNotFound {
			t.Errorf("the place has ended: %d", got.Status)
		}
	})
}

// code has Pia make a code and read it out.
func (o works) code(t *testing.T) string {
	t.Helper()
	for range 2 { // pressed twice
		if got := o.As(t, "Pia").Post(o.at("/code"), "was", ""); got.Location() != o.at("/code") {
			t.Fatalf("making a code gave %d", got.Status)
		}
	}
	code, err := o.Organisation.Code(t.Context(), o.ID("Tom"), o.tri)
	apptest.Must(t, err)
	return organisation.SaidCode(code)
}

func TestReachByAWrittenReason(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		e := o.note(t, "secretword grey")
		code := o.code(t)
		lou := h.As(t, "Lou")
		form := []string{"id", id.New(), "code", strings.ToLower(code), "reason", "Pia rang the night line and asked for me."}
		if got := lou.Post("/reach", "id", id.New(), "code", code, "reason", " "); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Write why") {
			t.Errorf("no reason: %d", got.Status)
		}
		if got := lou.Post("/reach", "id", id.New(), "code", "Pia Test", "reason", "x"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "leads nowhere") {
			t.Errorf("a name finds nobody: %d", got.Status)
		}
		for _, who := range []string{"Jo", "Pia", "Ada", "Gil"} { // outside, and without a team
			if got := h.As(t, who).Post("/reach", form...); got.Status != http.StatusNotFound {
				t.Errorf("%s comes by a reason: %d", who, got.Status)
			}
		}
		for range 2 {
			if got := lou.Post("/reach", form...); got.Location() != o.at("") {
				t.Fatalf("coming gave %d\n%s", got.Status, got.Body)
			}
		}
		if got := lou.Get(o.at("/entry/" + string(e))); got.Status != http.StatusOK {
			t.Errorf("Lou reads: %d", got.Status)
		}
		for _, path := range []string{"/staff", "/code"} { // for a day, and nobody is let in or sent away from there
			if got := lou.Get(o.at(path)); got.Status != http.StatusNotFound {
				t.Errorf("Lou at %s: %d", path, got.Status)
			}
		}
		if got := lou.Post(o.at("/people/"+string(h.ID("Tom"))+"/end"), "reason", "left-team"); got.Status != http.StatusNotFound {
			t.Errorf("Lou ends Tom's place: %d", got.Status)
		}
		pia := h.As(t, "Pia")
		if got := pia.Get("/"); !strings.Contains(got.Body, "Came with a written reason, until Tuesday 24 November, 9:30am.") {
			t.Errorf("Pia is told at once\n%s", got.Body)
		}
		if got := pia.Get(o.at("/entry/" + form[1])); !strings.Contains(got.Body, "rang the night line") {
			t.Errorf("and reads why: %d", got.Status)
		}
		if got := h.As(t, "Jo").Get(o.at("/entry/" + form[1])); got.Status != http.StatusNotFound {
			t.Errorf("her carer does not: %d", got.Status)
		}
		h.Clock.Move(24*time.Hour - time.Second)
		if got := h.As(t, "Lou").Get(o.at("/timeline")); got.Status != http.StatusOK {
			t.Errorf("within the day: %d", got.Status)
		}
		h.Clock.Move(time.Second)
		if got := h.As(t, "Lou").Get(o.at("/timeline")); got.Status != http.StatusNotFound {
			t.Errorf("after a day: %d", got.Status)
		}
		if got := h.As(t, "Lou").Post("/reach", form...); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "was sent before") {
			t.Errorf("the old form opens nothing again: %d", got.Status)
		}
	})
}

func TestGuessingCodesComesToAnEnd(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		code := o.code(t)
		lou := h.As(t, "Lou")
		for range 10 {
			lou.Post("/reach", "id", id.New(), "code", "AAAAA-AAAAA", "reason", "x")
		}
		if got := lou.Post("/reach", "id", id.New(), "code", code, "reason", "x"); got.Status != http.StatusTooManyRequests || !strings.Contains(got.Body, "wait an hour") {
			t.Errorf("the eleventh: %d", got.Status)
		}
		if n := count(chain(t, h, id.Organisation), "turned-away/reach-code"); n != 10 {
			t.Errorf("%d wrong codes are on record", n)
		}
		h.Clock.Move(time.Hour + time.Second)
		if got := h.As(t, "Lou").Post("/reach", "id", id.New(), "code", code, "reason", "x"); got.Status != http.StatusSeeOther {
			t.Errorf("an hour later: %d", got.Status)
		}
	})
}

func TestReasonIsReviewedByTheLead(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		e := o.note(t, "secretword brown")
		ref := id.New()
		// Whatever Pia keeps from the team, the lead reads the reason.
		if got := h.As(t, "Pia").Post(o.at("/sharing/change"), "recipient", "professionals", "topic", "team", "answer", "keep", "change", id.New()); got.Status != http.StatusSeeOther {
			t.Fatalf("choosing gave %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Lou").Post("/reach", "id", ref, "code", o.code(t), "reason", "secretreason one"); got.Status != http.StatusSeeOther {
			t.Fatalf("coming gave %d\n%s", got.Status, got.Body)
		}
		gil := h.As(t, "Gil")
		if got := gil.Get("/"); !strings.Contains(got.Body, "Lou Test</strong> came into a triangle") || !strings.Contains(got.Body, "By Tuesday 24 November") {
			t.Errorf("it is owed within one working day\n%s", got.Body)
		}
		for _, who := range []string{"Ada", "Kim", "Lou", "Pia", "Jo"} {
			for _, path := range []string{"/reviews", "/reviews/" + ref} {
				if got := h.As(t, who).Get(path); got.Status != http.StatusNotFound {
					t.Errorf("%s at %s: %d", who, path, got.Status)
				}
			}
			if got := h.As(t, who).Post("/reviews/"+ref, "outcome", "not-right"); got.Status != http.StatusNotFound {
				t.Errorf("%s reviews: %d", who, got.Status)
			}
		}
		if got := gil.Get("/reviews/" + ref); !strings.Contains(got.Body, "secretreason one") || !strings.Contains(got.Body, "Pia Test") {
			t.Fatalf("the lead reads the reason: %d\n%s", got.Status, got.Body)
		}
		if n := count(chain(t, h, o.tri), "sighting/release:review"); n != 1 {
			t.Errorf("that it was read is on record %d times", n)
		}
		for _, path := range []string{"/timeline", "/entry/" + string(e), "/entry/" + ref, "/people"} {
			if got := gil.Get(o.at(path)); got.Status != http.StatusNotFound {
				t.Errorf("and opens nothing else, %s: %d", path, got.Status)
			}
		}
		if got := gil.Post("/reviews/" + ref); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("no outcome: %d", got.Status)
		}
		for range 2 {
			if got := gil.Post("/reviews/"+ref, "outcome", "not-right"); got.Location() != "/reviews" {
				t.Errorf("settling gave %d\n%s", got.Status, got.Body)
			}
		}
		if got := h.As(t, "Lou").Get(o.at("/timeline")); got.Status != http.StatusNotFound {
			t.Errorf("the place has ended: %d", got.Status)
		}
		if got := gil.Get("/"); strings.Contains(got.Body, "came into a triangle") {
			t.Error("and the duty is done")
		}
		all := chain(t, h, o.tri)
		if count(all, "left/reason") != 1 || count(all, "commitment-kept/") != 1 {
			t.Errorf("the chain holds %v", all)
		}
	})
}

func TestSupportNeedsASecondPersonAndOpensNoWords(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		e := o.note(t, "secretword violet")
		code, ref := o.code(t), id.New()
		ada := h.As(t, "Ada")
		form := []string{"id", ref, "code", code, "hours", "2", "reason", "faultword: the list of messages stays empty."}
		if got := ada.Post("/support/new", "id", id.New(), "code", code, "hours", "9", "reason", "x"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "up to 4 hours") {
			t.Errorf("too long: %d", got.Status)
		}
		for _, who := range []string{"Tom", "Gil", "Jo"} {
			if got := h.As(t, who).Post("/support/new", form...); got.Status != http.StatusNotFound {
				t.Errorf("%s asks: %d", who, got.Status)
			}
		}
		for range 2 {
			if got := ada.Post("/support/new", form...); got.Location() != "/support/"+ref {
				t.Fatalf("asking gave %d\n%s", got.Status, got.Body)
			}
		}
		for _, who := range []string{"Ada", "Bo", "Kim"} { // herself; an administrator while there is a lead; anybody
			if got := h.As(t, who).Post("/support/"+ref, "answer", "yes"); got.Status != http.StatusNotFound {
				t.Errorf("%s says yes: %d", who, got.Status)
			}
		}
		gil := h.As(t, "Gil")
		if got := gil.Get("/support/" + ref); !strings.Contains(got.Body, "faultword") {
			t.Errorf("the second person reads why: %d\n%s", got.Status, got.Body)
		}
		gil.Post("/support/"+ref, "answer", "yes")
		if got := ada.Get(o.at("/people")); got.Status != http.StatusNotFound {
			t.Errorf("before everybody was told: %d", got.Status)
		}
		for _, who := range []string{"Pia", "Jo", "Tom"} {
			if got := h.As(t, who).Get(o.at("/people")); !strings.Contains(got.Body, "Looking for a fault") || !strings.Contains(got.Body, "Begins at 9:45am") || !strings.Contains(got.Body, "Gil Test said yes to it.") {
				t.Errorf("%s reads that it comes", who)
			}
			if got := h.As(t, who).Get(o.at("/entry/" + ref)); !strings.Contains(got.Body, "faultword") {
				t.Errorf("%s reads why: %d", who, got.Status)
			}
		}
		h.Clock.Move(organisation.SupportNotice)
		ada = h.As(t, "Ada")
		if got := ada.Get(o.at("/people")); got.Status != http.StatusOK || !strings.Contains(got.Body, "Pia Test") {
			t.Errorf("now the pages answer: %d\n%s", got.Status, got.Body)
		}
		if got := ada.Get(o.at("/timeline")); got.Status != http.StatusOK || strings.Contains(got.Body, "secretword") || strings.Contains(got.Body, "faultword") {
			t.Errorf("and hold no words: %d", got.Status)
		}
		for _, path := range []string{"", "/entry/" + string(e), "/entry/" + ref, "/sharing", "/record", "/releases", "/agreement", "/write", "/export", "/staff", "/code", "/questions"} {
			if got := ada.Get(o.at(path)); got.Status == http.StatusOK {
				t.Errorf("support opens %q", path)
			}
		}
		if got := ada.Post(o.at("/write/send"), "draft", id.New(), "topic", "medicines", "say", "hello"); got.Status != http.StatusNotFound {
			t.Errorf("and writes nothing: %d", got.Status)
		}
		if got := h.As(t, "Jo").Post(o.at("/support/" + ref + "/end")); got.Status != http.StatusNotFound {
			t.Errorf("a carer ends it: %d", got.Status)
		}
		for range 2 {
			if got := h.As(t, "Pia").Post(o.at("/support/" + ref + "/end")); got.Status != http.StatusSeeOther {
				t.Errorf("Pia ends it: %d", got.Status)
			}
		}
		if got := ada.Get(o.at("/people")); got.Status != http.StatusNotFound {
			t.Errorf("it is over at once: %d", got.Status)
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		all := chain(t, h, o.tri)
		if count(all, "reached/support") != 1 || count(all, "left/support") != 1 {
			t.Errorf("the chain holds %v", all)
		}
		if got := ada.Get("/left"); strings.Contains(got.Body, "Pia") {
			t.Error("nothing stays of where she looked")
		}
	})
}

func TestSupportEndsByItselfAndEverybodyIsTold(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		ref := id.New()
		apptest.Must(t, h.Organisation.SetOffices(t.Context(), h.People["Ada"], h.ID("Gil"), organisation.Offices{})) // no lead: another administrator
		if got := h.As(t, "Ada").Post("/support/new", "id", ref, "code", o.code(t), "hours", "1", "reason", "x"); got.Status != http.StatusSeeOther {
			t.Fatalf("asking gave %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Bo").Post("/support/"+ref, "answer", "yes"); got.Status != http.StatusSeeOther {
			t.Fatalf("the other administrator's yes gave %d", got.Status)
		}
		h.Clock.Move(organisation.SupportNotice + time.Hour - time.Second)
		if got := h.As(t, "Ada").Get(o.at("/people")); got.Status != http.StatusOK {
			t.Errorf("within the hour: %d", got.Status)
		}
		h.Clock.Move(time.Second)
		if got := h.As(t, "Ada").Get(o.at("/people")); got.Status != http.StatusNotFound {
			t.Errorf("after it: %d", got.Status)
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		if n := count(chain(t, h, o.tri), "left/support"); n != 1 {
			t.Errorf("the end is on record %d times", n)
		}
		told := map[string]bool{}
		h.Clock.Move(2 * time.Hour)
		apptest.Must(t, h.RunJobs(t.Context()))
		for _, m := range h.Mails.Mails() {
			told[m.To] = true
		}
		for _, to := range []string{"pia@example.org", "jo@example.org", "tom@example.org"} {
			if !told[to] {
				t.Errorf("%s was not told: %v", to, told)
			}
		}
	})
}

// TestAdministratorReadsNoEntryAnywhere asks for every route as an administrator
// without a place, and searches the answers for what people wrote and who they are.
func TestAdministratorReadsNoEntryAnywhere(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	o := newWorks(t, h)
	e := o.note(t, "secretword black")
	apptest.Must(t, h.RunJobs(t.Context()))
	kim := h.As(t, "Kim")
	kim.Post("/team/" + string(o.tri) + "/open")
	ada := h.As(t, "Ada")
	values := map[string]string{"triangle": string(o.tri), "entry": string(e), "item": string(e), "person": string(h.ID("Pia")), "recipient": string(h.ID("Pia")), "team": string(o.harbour), "membership": string(h.ID("Kim"))}
	asked := 0
	for _, r := range (&web.Site{}).Routes() {
		if r.Pattern == "/sign-out" || r.Pattern == "/events" || strings.Contains(r.Pattern, "/sessions") {
			continue
		}
		parts := strings.Split(strings.TrimSuffix(r.Pattern, "{$}"), "/")
		for i, part := range parts {
			if name, is := strings.CutPrefix(part, "{"); is {
				value, known := values[strings.TrimRight(name, ".}")]
				if parts[i] = value; !known {
					parts[i] = string(e)
				}
			}
		}
		path, got := strings.Join(parts, "/"), apptest.Answer{}
		if r.Method == http.MethodGet {
			got = ada.Get(path)
		} else {
			got = ada.Post(path)
		}
		asked++
		if r.Who == web.InPlace && got.Status != http.StatusNotFound {
			t.Errorf("%s %s: %d", r.Method, path, got.Status)
		}
		for _, word := range []string{"secretword", "Pia Test", "Okafor"} {
			if strings.Contains(got.Body, word) {
				t.Errorf("%s %s says %q", r.Method, path, word)
			}
		}
	}
	if asked < 100 {
		t.Errorf("only %d routes were asked", asked)
	}
}

// TestTeamEndsWhileSomebodyOpens has somebody open a triangle while their place in the
// team is ended: whichever comes first, no place is left standing.
func TestTeamEndsWhileSomebodyOpens(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		done := make(chan error, 1)
		go func() { done <- h.Organisation.Open(t.Context(), h.People["Kim"], o.tri) }()
		apptest.Must(t, h.Organisation.EndPlace(t.Context(), h.People["Ada"], string(h.ID("Kim"))))
		if err := <-done; err != nil && !errs.Is(err, errs.NotFound) {
			t.Fatal(err)
		}
		tri, err := h.App.People.Triangle(t.Context(), o.tri)
		apptest.Must(t, err)
		if m, ok := tri.Member(h.ID("Kim")); ok && m.Here(h.Clock.Now()) {
			t.Error("a place outlives the team")
		}
	})
}

// TestNobodyOpensTheirOwnTriangleByWork: a nurse who uses the service is nobody's
// professional in her own triangle, nor where she is a carer.
func TestNobodyOpensTheirOwnTriangleByWork(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	o := newWorks(t, h)
	own, err := h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three, Owner: h.ID("Kim"), Team: triangle.Team{ID: o.harbour}}, []triangle.Member{
		{Person: h.ID("Kim"), Corner: sharing.ServiceUser}, {Person: h.ID("Una"), Corner: sharing.Carer, Relation: "friend", Until: h.Clock.Now().AddDate(0, 0, -1).UnixMicro()},
	}, h.Clock.Now().AddDate(0, -1, 0))
	apptest.Must(t, err)
	for _, who := range []string{"Kim", "Una"} {
		if got := h.As(t, who).Post("/team/" + string(own) + "/open"); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", who, got.Status)
		}
	}
	if got := h.As(t, "Tom").Post("/team/" + string(own) + "/open"); got.Status != http.StatusSeeOther {
		t.Errorf("a colleague can: %d", got.Status)
	}
}
