package web_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/release"
	"trialogue/internal/sharing"
)

const secretPlan = "the bread knife under the stairs"

func sees(t *testing.T, h *apptest.House, who string, e id.Entry, words string) bool {
	t.Helper()
	return strings.Contains(h.As(t, who).Get(h.In("/entry/"+string(e))).Body, words)
}

// signed posts a good form as Ravi and gives the id of the release.
func signed(t *testing.T, h *apptest.House, form []string) string {
	t.Helper()
	got := h.As(t, "Ravi").Post(h.In("/release/sign"), form...)
	if got.Status != http.StatusSeeOther {
		t.Fatalf("signing gave %d\n%s", got.Status, got.Body)
	}
	return form[1]
}

func TestAReleaseNeedsTwoAndGivesOneThingUntilItsEnd(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		chose(t, h, string(h.ID("Jo")), "safety-plan", "keep", 0)
		item, other := noteOf(t, h, "Ravi", "safety-plan", "He spoke of "+secretPlan+"."), noteOf(t, h, "Ravi", "safety-plan", "A second thing.")
		form := releaseOf(h, id.New(), item)
		check := h.As(t, "Ravi").Post(h.In("/release/new"), form...)
		if check.Status != http.StatusOK || !strings.Contains(check.Body, "Nothing has been kept or shared yet") || countRecords(t, h, ledger.ReleaseDrafted) != 0 {
			t.Fatalf("the check keeps nothing: %d\n%s", check.Status, check.Body)
		}
		r := signed(t, h, form)
		if sees(t, h, "Jo", item, secretPlan) {
			t.Fatal("one signature gives nothing")
		}
		if same := h.As(t, "Ravi").Post(h.In("/release/" + r + "/countersign")); same.Status != http.StatusConflict || sees(t, h, "Jo", item, secretPlan) {
			t.Fatalf("nobody is their own second person: %d", same.Status)
		}
		if second := h.As(t, "Mei").Post(h.In("/release/" + r + "/countersign")); second.Status != http.StatusSeeOther {
			t.Fatalf("the second signature gave %d\n%s", second.Status, second.Body)
		}
		if !sees(t, h, "Jo", item, secretPlan) || sees(t, h, "Jo", other, "A second thing") || sees(t, h, "Al", item, secretPlan) {
			t.Error("Jo sees exactly the one thing, and Al nothing")
		}
		end := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC) // the end of 30 November in London
		h.Clock.Move(end.Add(-time.Microsecond).Sub(h.Clock.Now()))
		if !sees(t, h, "Jo", item, secretPlan) {
			t.Error("it holds until its end")
		}
		h.Clock.Move(time.Microsecond)
		if sees(t, h, "Jo", item, secretPlan) {
			t.Error("it is over at its end exactly")
		}
		if got := h.As(t, "Mei").Get(h.In("/release/" + r)); !strings.Contains(got.Body, "It came to its end") {
			t.Error("the page says so")
		}
	})
}

func TestEveryAnswerOfAReleaseIsNeeded(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		item := noteOf(t, h, "Ravi", "medicines", "Lithium since May.")
		past, far := h.Clock.Now().AddDate(0, 0, -1), h.Clock.Now().AddDate(0, 0, 31)
		good := releaseOf(h, id.New(), item)
		cases := map[string][]string{
			"Write what happened": change(good, "facts", " "), "Write why there is no yes": change(good, "why", ""), "Write what else was tried": change(good, "alternatives", ""),
			"Write what exactly": change(good, "exact", ""), "asked for advice, or why nobody was": change(good, "consulted", ""),
			"Choose a ground": change(good, "ground", "UNWISE"), "Choose who is to see it": change(good, "recipient", string(h.ID("Nia"))),
			"can see it already": change(good, "recipient", string(h.ID("Sam"))), "Choose whether they know": change(good, "was-told", ""),
			"Write what harm": change(good, "was-told", "later"), "Write when you look at it again": change(good, "was-told", "later"),
			"be your own second person": change(good, "second", string(h.ID("Ravi"))), "Choose a second professional": change(good, "second", string(h.ID("Jo"))),
			"Record the finding first": change(good, "ground", "BEST_INTERESTS"), "normally stands": change(good, "ground", "SERIOUS_HARM_SELF"),
			"Write the last day": change(good, "ends-day", ""), "Write who outside gets it": change(good, "recipient", "outside"),
		}
		for want, form := range cases {
			got := h.As(t, "Ravi").Post(h.In("/release/sign"), form...)
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, want) {
				t.Errorf("%d without %q", got.Status, want)
			}
		}
		for want, at := range map[string]time.Time{"not in the past": past, "within 30 days": far} {
			form := good
			for i := 0; i < 6; i += 2 {
				form = change(form, day("ends", at)[i], day("ends", at)[i+1])
			}
			if got := h.As(t, "Ravi").Post(h.In("/release/new"), form...); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, want) {
				t.Errorf("%d without %q", got.Status, want)
			}
		}
		if countRecords(t, h, ledger.ReleaseSigned) != 0 || sees(t, h, "Jo", item, "Lithium") {
			t.Error("nothing was signed")
		}
	})
}

func TestANoAboutOneselfStandsUnlessASeniorSaysWhy(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		item := noteOf(t, h, "Ravi", "crisis", "He thinks of the bridge.")
		form := change(releaseOf(h, id.New(), item), "ground", "SERIOUS_HARM_SELF")
		got := h.As(t, "Ravi").Post(h.In("/release/new"), form...)
		for _, offered := range []string{"You can always listen", "general information", "senior clinician", "/capacity/new"} {
			if !strings.Contains(got.Body, offered) {
				t.Errorf("the page offers %q", offered)
			}
		}
		signed(t, h, change(form, "senior", "Dr Lee: he agreed last week that she should know when it is this bad."))
	})
}

func TestWhoMayComeNearARelease(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		item := noteOf(t, h, "Ravi", "safety-plan", secretPlan)
		form := releaseOf(h, id.New(), item)
		r := signed(t, h, form)
		fresh := releaseOf(h, id.New(), item)
		for _, who := range []string{"Sam", "Jo", "Al", "Nia"} {
			v := h.As(t, who)
			for _, path := range []string{"/release/new?entry=" + string(item), "/capacity/new"} {
				if got := v.Get(h.In(path)); got.Status != http.StatusNotFound {
					t.Errorf("%s opens %s: %d", who, path, got.Status)
				}
			}
			for _, path := range []string{"/release/new", "/release/sign"} {
				if got := v.Post(h.In(path), fresh...); got.Status != http.StatusNotFound {
					t.Errorf("%s posts %s: %d", who, path, got.Status)
				}
			}
			for _, act := range []string{"countersign", "decline", "review", "end", "told"} {
				if got := v.Post(h.In("/release/"+r+"/"+act), "verdict", "stands"); got.Status != http.StatusNotFound {
					t.Errorf("%s does %s: %d", who, act, got.Status)
				}
			}
		}
		for _, who := range []string{"Jo", "Al", "Nia"} {
			list, page := h.As(t, who).Get(h.In("/releases")), h.As(t, who).Get(h.In("/release/"+r))
			absent := h.As(t, who).Get(h.In("/release/" + id.New()))
			if list.Status != http.StatusNotFound || page.Status != http.StatusNotFound || page.Body == "" || len(page.Body) != len(absent.Body) {
				t.Errorf("for %s there is no release: %d %d", who, list.Status, page.Status)
			}
		}
		elsewhere := h.As(t, "Ravi").Post(h.In("/release/new"), change(fresh, "entry", id.New())...)
		if elsewhere.Status != http.StatusNotFound {
			t.Errorf("an entry of nowhere gave %d", elsewhere.Status)
		}
	})
}

func TestTheOneWhoseChoiceItWasReadsItUnlessThatWouldHarm(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		item := noteOf(t, h, "Ravi", "safety-plan", secretPlan)
		open := signed(t, h, releaseOf(h, id.New(), item))
		later := append(change(releaseOf(h, id.New(), item), "was-told", "later"), "not-told", "He would act on it tonight.")
		hidden := signed(t, h, append(later, day("review", h.Clock.Now().AddDate(0, 0, 14))...))
		sam := h.As(t, "Sam")
		if got := sam.Get(h.In("/release/" + open)); got.Status != http.StatusOK || !strings.Contains(got.Body, "Asking would raise the risk") {
			t.Errorf("Sam was told, and reads why: %d", got.Status)
		}
		for _, path := range []string{"/release/" + hidden, "/entry/" + hidden} {
			if got := sam.Get(h.In(path)); got.Status != http.StatusNotFound {
				t.Errorf("Sam was not told, and %s gave %d", path, got.Status)
			}
		}
		for _, path := range []string{"/releases", "/timeline"} {
			if got := sam.Get(h.In(path)); strings.Contains(got.Body, "act on it tonight") || strings.Contains(got.Body, hidden) {
				t.Errorf("%s gives it away", path)
			}
		}
		if got := h.As(t, "Mei").Post(h.In("/release/" + hidden + "/told")); got.Status != http.StatusSeeOther {
			t.Fatalf("told now gave %d", got.Status)
		}
		if got := sam.Get(h.In("/release/" + hidden)); got.Status != http.StatusOK || !strings.Contains(got.Body, "act on it tonight") {
			t.Errorf("once told, Sam reads it: %d", got.Status)
		}
	})
}

func TestUrgentActsAtOnceAndIsLookedAtWithinAWorkingDay(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.Clock.Move(4 * 24 * time.Hour) // a Friday
		item := noteOf(t, h, "Ravi", "safety-plan", secretPlan)
		r := signed(t, h, change(releaseOf(h, id.New(), item), "urgent", "yes"))
		if !sees(t, h, "Jo", item, secretPlan) {
			t.Fatal("urgent acts at once")
		}
		todo, err := h.Releases.Duties(t.Context(), h.ID("Mei"))
		apptest.Must(t, err)
		if len(todo) != 1 || todo[0].Kind != duty.ReviewRelease || todo[0].Due != h.Clock.Now().AddDate(0, 0, 3).UnixMicro() {
			t.Fatalf("Mei looks at it by Monday: %+v", todo)
		}
		if got := h.As(t, "Ravi").Post(h.In("/release/"+r+"/review"), "verdict", "stands"); got.Status != http.StatusConflict {
			t.Errorf("the one who signed cannot look back: %d", got.Status)
		}
		if got := h.As(t, "Mei").Post(h.In("/release/"+r+"/review"), "verdict", ""); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("no verdict gave %d", got.Status)
		}
		h.Clock.Move(3*24*time.Hour + time.Second)
		if got := h.As(t, "Bea").Get(h.In("/release/" + r)); !strings.Contains(got.Body, "It is late") {
			t.Error("a late review is plain to see")
		}
		if got := h.As(t, "Mei").Post(h.In("/release/"+r+"/review"), "verdict", "stop"); got.Status != http.StatusSeeOther {
			t.Fatalf("the review gave %d", got.Status)
		}
		if sees(t, h, "Jo", item, secretPlan) {
			t.Error("it ends with the review")
		}
		if got := h.As(t, "Bea").Post(h.In("/release/"+r+"/review"), "verdict", "stands"); got.Status != http.StatusConflict {
			t.Errorf("a second review gave %d", got.Status)
		}
		whole, err := h.Releases.Read(t.Context(), h.ID("Bea"), h.Triangle, id.Entry(r))
		apptest.Must(t, err)
		if !whole.ReviewLate(h.Clock.Now()) || whole.State(h.Clock.Now()) != release.Ended {
			t.Errorf("late stays late: %+v", whole.Row)
		}
	})
}

func TestTwoCountersignAtOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		item := noteOf(t, h, "Ravi", "safety-plan", secretPlan)
		r := id.Entry(signed(t, h, releaseOf(h, id.New(), item)))
		var wait sync.WaitGroup
		outcome := make([]error, 2)
		for i, who := range []string{"Mei", "Bea"} {
			wait.Go(func() { outcome[i] = h.Releases.Countersign(t.Context(), h.ID(who), h.Triangle, r) })
		}
		wait.Wait()
		if (outcome[0] == nil) == (outcome[1] == nil) || !errs.Is(outcome[0], errs.Conflict) && !errs.Is(outcome[1], errs.Conflict) {
			t.Fatalf("exactly one counts: %v, %v", outcome[0], outcome[1])
		}
		if n := countRecords(t, h, ledger.ReleaseSigned); n != 2 {
			t.Errorf("two signatures, not %d", n)
		}
	})
}

func TestSentTwiceSignsOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		item := noteOf(t, h, "Ravi", "safety-plan", secretPlan)
		form := change(releaseOf(h, id.New(), item), "urgent", "yes")
		signed(t, h, form)
		r := signed(t, h, form)
		all, err := h.Releases.List(t.Context(), h.ID("Bea"), h.Triangle)
		apptest.Must(t, err)
		if len(all) != 1 || countRecords(t, h, ledger.ReleaseSigned) != 1 {
			t.Errorf("%d releases", len(all))
		}
		for range 2 {
			apptest.Must(t, h.Releases.Tell(t.Context(), h.ID("Bea"), h.Triangle, id.Entry(r)))
		}
	})
}

func TestDeclinedLapsedAndEndedGiveNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		item := noteOf(t, h, "Ravi", "safety-plan", secretPlan)
		declined, ended, lapsed := signed(t, h, releaseOf(h, id.New(), item)), signed(t, h, releaseOf(h, id.New(), item)), signed(t, h, releaseOf(h, id.New(), item))
		mei := h.As(t, "Mei")
		mei.Post(h.In("/release/" + declined + "/decline"))
		if got := h.As(t, "Bea").Post(h.In("/release/" + declined + "/countersign")); got.Status != http.StatusConflict {
			t.Errorf("a no is a no: %d", got.Status)
		}
		mei.Post(h.In("/release/" + ended + "/countersign"))
		if !sees(t, h, "Jo", item, secretPlan) {
			t.Fatal("in force")
		}
		if got := h.As(t, "Ravi").Post(h.In("/release/" + ended + "/end")); got.Status != http.StatusSeeOther || sees(t, h, "Jo", item, secretPlan) {
			t.Errorf("ended by hand: %d", got.Status)
		}
		if got := h.As(t, "Ravi").Post(h.In("/release/" + ended + "/end")); got.Status != http.StatusConflict {
			t.Errorf("it cannot end twice: %d", got.Status)
		}
		h.Clock.Move(9 * 24 * time.Hour)
		if got := h.As(t, "Mei").Post(h.In("/release/" + lapsed + "/countersign")); got.Status != http.StatusConflict || sees(t, h, "Jo", item, secretPlan) {
			t.Errorf("nobody signs what is over: %d", got.Status)
		}
		if n := countRecords(t, h, ledger.ReleaseEnded); n != 2 {
			t.Errorf("two ends on record, not %d", n)
		}
	})
}

// What Jo told the carer lead alone can be released by her alone, and Sam learns nothing of it.
func TestASealedConfidenceIsReleasedByTheCarerLeadAlone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		item := toldBy(t, h, "Jo", sharing.Sealed, "He hits his little sister.")
		for _, who := range []string{"Ravi", "Mei"} {
			if got := h.As(t, who).Get(h.In("/release/new?entry=" + string(item))); got.Status != http.StatusNotFound {
				t.Errorf("%s releases what they cannot see: %d", who, got.Status)
			}
		}
		form := change(change(releaseOf(h, id.New(), item), "recipient", string(h.ID("Ravi"))), "ground", "SAFEGUARD_CHILD")
		if got := h.As(t, "Grace").Post(h.In("/release/sign"), form...); got.Status != http.StatusSeeOther {
			t.Fatalf("Grace signs: %d\n%s", got.Status, got.Body)
		}
		r := form[1]
		for who, reads := range map[string]bool{"Grace": true, "Mei": true, "Jo": true, "Bea": false, "Ravi": false, "Sam": false, "Al": false} {
			if got := h.As(t, who).Get(h.In("/release/" + r)); (got.Status == http.StatusOK) != reads {
				t.Errorf("%s reads the reasons: %v (%d)", who, !reads, got.Status)
			}
		}
		if got := h.As(t, "Bea").Post(h.In("/release/" + r + "/countersign")); got.Status != http.StatusNotFound {
			t.Errorf("who was not asked cannot sign: %d", got.Status)
		}
		if got := h.As(t, "Mei").Post(h.In("/release/" + r + "/countersign")); got.Status != http.StatusSeeOther {
			t.Fatalf("Mei signs: %d\n%s", got.Status, got.Body)
		}
		if !sees(t, h, "Ravi", item, "little sister") || sees(t, h, "Mei", item, "little sister") || sees(t, h, "Sam", item, "little sister") {
			t.Error("only Ravi is shown it")
		}
		if got := h.As(t, "Ravi").Get(h.In("/release/new?entry=" + string(item))); got.Status != http.StatusNotFound {
			t.Errorf("what a release showed cannot be passed on: %d", got.Status)
		}
		for _, path := range []string{"/timeline", "/releases"} {
			if got := h.As(t, "Sam").Get(h.In(path)); strings.Contains(got.Body, r) || strings.Contains(got.Body, "sister") {
				t.Errorf("%s tells Sam", path)
			}
		}
	})
}
