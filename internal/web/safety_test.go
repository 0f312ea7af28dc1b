package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

// alone says so, and ends where the form leads.
func alone(h *apptest.House, v *apptest.Visitor, next string) apptest.Answer {
	return v.Post(h.In("/private"), "next", next)
}

func TestThePausePagesWaitForAPrivateMoment(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam, jo := h.As(t, "Sam"), string(h.ID("Jo"))
		for _, path := range []string{"/sharing/more", "/sharing/more/" + jo, "/sharing/first", "/sharing/again"} {
			got := sam.Get(h.In(path))
			mustSay(t, got, "I am alone now")
			mustNotSay(t, got, "pause")
			mustNotSay(t, got, "see nothing new")
		}
		draft := id.New()
		mustSay(t, sam.Post(h.In("/sharing/more/"+jo), "draft", draft), "I am alone now")
		if on, _, err := h.Safety.List(t.Context(), h.ID("Sam"), h.Triangle); err != nil || len(on) != 0 {
			t.Errorf("a form sent before the private moment pauses nothing: %v %v", on, err)
		}
		alone(h, sam, "")
		mustSay(t, sam.Get(h.In("/sharing/more")), "Pause what Jo sees", "Pause what Al sees")
		mustSay(t, sam.Get(h.In("/sharing/more/"+jo)), "You need no reason", "may notice in time", "ring 999")
		if got := sam.Post(h.In("/sharing/more/"+jo), "draft", draft); got.Status != http.StatusSeeOther || strings.Contains(got.Header.Get("Location"), "pause") {
			t.Errorf("%d to %s: an address stays in a browser", got.Status, got.Header.Get("Location"))
		}
		mustSay(t, sam.Get(h.In("/sharing/more")), "Jo sees nothing new since")
		h.Clock.Move(time.Minute)
		end := sam.Get(h.In("/sharing/more/" + jo))
		mustSay(t, end, "older entries")
		sam.Post(h.In("/sharing/more/"+jo+"/end"), "hold", draft)
		mustSay(t, sam.Get(h.In("/sharing/more")), "Earlier pauses")
		h.Clock.Move(25 * time.Minute)
		mustSay(t, sam.Get(h.In("/sharing/more")), "I am alone now")
		for _, name := range []string{"Jo", "Ravi"} {
			if got := h.As(t, name).Get(h.In("/sharing/more")); got.Status != http.StatusNotFound {
				t.Errorf("%s at Sam's private page: %d", name, got.Status)
			}
		}
	})
}

// Jo has a page open while Sam pauses and widens. What Jo sends then is answered as
// if nothing had happened.
func TestAPauseBegunWhileAPageIsOpen(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		mustSay(t, jo.Get(h.In("/ask")), "Medicines")
		h.Clock.Move(time.Second)
		apptest.Must(t, h.Safety.Pause(t.Context(), h.ID("Sam"), h.Triangle, id.New(), h.ID("Jo")))
		h.Clock.Move(time.Second)
		q, err := h.Protocol.Form(t.Context(), h.ID("Sam"), h.Triangle, string(h.ID("Jo")), "medicines", sharing.Everyday)
		apptest.Must(t, err)
		apptest.Must(t, h.Protocol.Change(t.Context(), h.ID("Sam"), protocol.Draft{ID: id.New(), Triangle: h.Triangle, Recipient: string(h.ID("Jo")), Topic: "medicines", Answer: sharing.Share, Read: q.Read}))
		if got := jo.Post(h.In("/ask"), "ask", id.New(), "topic", "medicines"); got.Status != http.StatusSeeOther {
			t.Errorf("the answer tells Jo that it is shared: %d", got.Status)
		}
		mustNotSay(t, jo.Get(h.In("/may-know")), "Medicines")
	})
}

func TestAHoldOfTheTeam(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ravi, grace, al := h.As(t, "Ravi"), h.As(t, "Grace"), string(h.ID("Al"))
		mustSay(t, ravi.Get(h.In("/people/"+al)), "Set a hold on Al")
		form := ravi.Get(h.In("/people/" + al + "/hold"))
		mustSay(t, form, "within 72 hours", "may notice that nothing new comes", "Only the professionals here can read it")
		draft := id.New()
		wrong := ravi.Post(h.In("/people/"+al+"/hold"), "draft", draft, "reason", "violetanchor")
		if wrong.Status != http.StatusUnprocessableEntity {
			t.Errorf("without a day: %d", wrong.Status)
		}
		if text := plainText(wrong); !strings.Contains(text, "Choose a day from today on") || !strings.Contains(wrong.Body, "violetanchor") {
			t.Errorf("it says what is wrong and keeps the words:\n%s", text)
		}
		set := ravi.Post(h.In("/people/"+al+"/hold"), "draft", draft, "reason", "violetanchor", "review-day", "30", "review-month", "11", "review-year", "2026")
		if set.Status != http.StatusSeeOther {
			t.Fatalf("setting: %d\n%s", set.Status, plainText(set))
		}
		h.Clock.Move(time.Second)
		page := h.In("/holds/" + draft)
		mustNotSay(t, ravi.Get(page), "I have looked, and I agree")
		mustSay(t, grace.Get("/"), "needs a second professional")
		mustSay(t, grace.Get(page), "violetanchor", "I have looked, and I agree", "Ravi Menon")
		mustSay(t, grace.Get(h.In("/people")), "Holds that are on")
		if got := ravi.Post(page + "/confirm"); got.Status != http.StatusConflict {
			t.Errorf("by the same person: %d", got.Status)
		}
		grace.Post(page + "/confirm")
		mustSay(t, grace.Get(page), "Look at it again by")
		for _, name := range []string{"Sam", "Jo", "Al"} {
			v := h.As(t, name)
			for _, path := range []string{"/holds", "/holds/" + draft, "/holds/" + draft + "/longer", "/people/" + al + "/hold"} {
				if got := v.Get(h.In(path)); got.Status != http.StatusNotFound {
					t.Errorf("%s at %s: %d", name, path, got.Status)
				}
			}
			mustNotSay(t, v.Get(h.In("/people")), "hold")
		}
		mustSay(t, grace.Post(page+"/end"), "older entries", "End it now")
		mustSay(t, grace.Get(page), "Look at it again by")
		grace.Post(page+"/end", "sure", "yes")
		mustSay(t, grace.Get(page), "ended on")
	})
}

// A release to somebody whose sight is held needs a signer who was told so. Then it
// reaches them; one that was signed before, and begins later, does not.
func TestAReleaseWhileSomebodyIsHeld(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		apptest.Must(t, h.Safety.Pause(t.Context(), h.ID("Sam"), h.Triangle, id.New(), h.ID("Jo")))
		h.Clock.Move(time.Minute)
		e := notes(t, h, "Ravi", "medicines", "Two tablets instead of one.")
		ravi := h.As(t, "Ravi")
		fields := append(releaseOf(h, id.New(), e), "urgent", "yes")
		refused := ravi.Post(h.In("/release/new"), fields...)
		if refused.Status != http.StatusUnprocessableEntity {
			t.Fatalf("without a word about it: %d", refused.Status)
		}
		if text := plainText(refused); !strings.Contains(text, "There is a hold on this person") || !strings.Contains(text, "must see this all the same") {
			t.Errorf("it says that there is a hold:\n%s", text)
		}
		if got := ravi.Post(h.In("/release/sign"), fields...); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("signed without it: %d", got.Status)
		}
		if got := h.As(t, "Jo").Get(h.In("/entry/" + string(e))); got.Status != http.StatusNotFound {
			t.Errorf("Jo finds it: %d", got.Status)
		}
		if got := ravi.Post(h.In("/release/sign"), append(fields, "despite", "yes")...); got.Status != http.StatusSeeOther {
			t.Fatalf("knowing of it: %d\n%s", got.Status, plainText(got))
		}
		h.Clock.Move(time.Minute)
		mustSay(t, h.As(t, "Jo").Get(h.In("/entry/"+string(e))), "Two tablets")
	})
}

func TestACheckInOnThePages(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam := h.As(t, "Sam")
		before := sam.Get(h.In("/sharing")).Body
		alone(h, sam, "")
		mustSay(t, sam.Get(h.In("/sharing/first")), "For every carer", "My key worker asks me")
		sam.Post(h.In("/sharing/first"), "carer", protocol.AllCarers, "asks", "page")
		h.Clock.Move(time.Hour)
		sam = h.As(t, "Sam")
		if got := sam.Get(h.In("/sharing")).Body; stripped(got) != stripped(before) {
			t.Error("the page of choices shows that there is a wish")
		}
		form := []string{"change", id.New(), "recipient", string(h.ID("Jo")), "topic", "medicines", "answer", "share", "set", "everyday"}
		sent := sam.Post(h.In("/sharing/change"), form...)
		if sent.Status != http.StatusSeeOther {
			t.Fatalf("a yes: %d", sent.Status)
		}
		mustSay(t, sam.Get(sent.Header.Get("Location")), "Jo", "Undo")
		mustNotSay(t, h.As(t, "Jo").Get(h.In("/may-know")), "Medicines")
		h.Clock.Move(time.Hour)
		sam = h.As(t, "Sam")
		to := alone(h, sam, h.In("/sharing"))
		if to.Location() != h.In("/sharing/again") {
			t.Fatalf("saying so leads to %q", to.Location())
		}
		ask := sam.Get(to.Header.Get("Location"))
		mustSay(t, ask, "you said yes to Medicines for Jo", "Is this what you want?")
		yes := sam.Post(h.In("/sharing/again/"+form[1]), "word", "yes", "next", h.In("/sharing"))
		if got := sam.Get(yes.Header.Get("Location")); got.Location() != h.In("/sharing") {
			t.Errorf("afterwards it goes on to %q", got.Location())
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/may-know")), "Medicines")
		if got := sam.Post(h.In("/sharing/again/"+form[1]), "word", "yes"); got.Status != http.StatusNotFound {
			t.Errorf("twice: %d", got.Status)
		}
	})
}

func TestAKeyWorkersPrivateWord(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		apptest.Must(t, h.Protocol.Wish(t.Context(), h.ID("Sam"), h.Triangle, []protocol.Wish{{Carer: protocol.AllCarers, KeyWorker: true}}))
		change := id.New()
		h.As(t, "Sam").Post(h.In("/sharing/change"), "change", change, "recipient", string(h.ID("Jo")), "topic", "medicines", "answer", "share", "set", "everyday")
		ravi := h.As(t, "Ravi")
		mustSay(t, ravi.Get("/"), "alone about a choice")
		mustSay(t, ravi.Get(h.In("/check-in/"+change)), "said yes to Medicines for Jo", "Talk alone")
		if got := h.As(t, "Bea").Get(h.In("/check-in/" + change)); got.Status != http.StatusNotFound {
			t.Errorf("another professional: %d", got.Status)
		}
		ravi.Post(h.In("/check-in/"+change), "word", "no")
		mustNotSay(t, h.As(t, "Jo").Get(h.In("/may-know")), "Medicines")
		mustNotSay(t, ravi.Get("/"), "alone about a choice")
	})
}

// Every page of somebody who may be under pressure lets them leave at once.
func TestEverySafetyPageCanBeLeftQuickly(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	sam := h.As(t, "Sam")
	paths := []string{"/", "/account", "/account/details", "/account/password", h.In("/sharing/more"), h.In("/sharing")}
	check := func(v *apptest.Visitor, paths ...string) {
		for _, path := range paths {
			if got := v.Get(path); !strings.Contains(got.Body, "Leave quickly") {
				t.Errorf("%s has no way to leave quickly (%d)", path, got.Status)
			}
		}
	}
	check(sam, paths...)
	alone(h, sam, "")
	check(sam, h.In("/sharing/more"), h.In("/sharing/more/"+string(h.ID("Jo"))), h.In("/sharing/first"))
	check(h.As(t, "Jo"), "/", "/account", "/account/details", h.In("/leave"), h.In("/ask"), h.In("/may-know"))
	check(h.Stranger(t), "/sign-in", "/begin", "/join", "/ring")
}

// stripped takes out what is drawn anew with each page.
func stripped(body string) string {
	return clocks.ReplaceAllString(ids.ReplaceAllString(body, "drawn"), "")
}

// clocks say when a session ends.
var clocks = regexp.MustCompile(` data-(ends|last)="\d+"|<p class="small soft" data-until>[^<]*</p>`)

// Leaving quickly closes the private pages, so that going back shows none.
func TestPrivatePagesCloseBehindWhoeverLeaves(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam := h.As(t, "Sam")
		alone(h, sam, "")
		mustSay(t, sam.Get(h.In("/sharing/first")), "For every carer")
		if got := sam.Post("/private/end"); got.Status != http.StatusNoContent {
			t.Errorf("leaving: %d", got.Status)
		}
		if got := sam.Get(h.In("/sharing/first")); strings.Contains(got.Body, "For every carer") {
			t.Error("the private page is still open")
		}
	})
}
