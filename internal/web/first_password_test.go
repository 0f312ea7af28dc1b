package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
)

// hired makes the account of a professional, with a password that is handed over.
func hired(t *testing.T, h *apptest.House, name string) (triangle.Person, string) {
	t.Helper()
	p, password, err := h.SignIn.Hire(t.Context(), triangle.Person{Admin: true}, signin.NewAccount{Name: name + " Webb", Email: name + "@example.org", Role: "nurse"})
	apptest.Must(t, err)
	h.People[name] = p
	return p, password
}

// Whoever drew a password and handed it over has read it. It opens the account
// for an hour after it was first used, and never a week after it was drawn.
func TestAFirstPasswordStopsWorking(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		_, password := hired(t, h, "kim")
		b := newBrowser(t, h)
		if got := b.signIn("kim@example.org", password); got.Location() != "/account/password" {
			t.Fatalf("it leads to %d %q\n%s", got.Status, got.Location(), got.Body)
		}
		if got := b.get("/account/password"); got.Location() != "/second" {
			t.Errorf("a second factor comes first: %d %q", got.Status, got.Location())
		}
		h.Clock.Move(59 * time.Minute)
		if got := newBrowser(t, h).signIn("kim@example.org", password); got.Status != http.StatusSeeOther {
			t.Errorf("within the hour: %d", got.Status)
		}
		h.Clock.Move(2 * time.Minute)
		late, never := newBrowser(t, h).signIn("kim@example.org", password), newBrowser(t, h).signIn("none@example.org", password)
		if late.Status != never.Status || strings.ReplaceAll(late.Body, "kim@", "") != strings.ReplaceAll(never.Body, "none@", "") {
			t.Errorf("after the hour it reads otherwise than for nobody: %d and %d", late.Status, never.Status)
		}
		_, password = hired(t, h, "lee")
		h.Clock.Move(signin.GivenUnused)
		if got := newBrowser(t, h).signIn("lee@example.org", password); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a week later: %d", got.Status)
		}
	})
}

func TestAPasswordOfOnesOwnStays(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		_, password := hired(t, h, "kim")
		kim := browserAs(t, h, "kim")
		if page := kim.get("/account/password"); !strings.Contains(page.Body, "Choose one of your own now") {
			t.Errorf("nothing says that it was given\n%s", page.Body)
		}
		if got := kim.post("/account/password", "old", password, "fresh", freshPassword); got.Status != http.StatusSeeOther {
			t.Fatalf("choosing one: %d\n%s", got.Status, got.Body)
		}
		h.Clock.Move(30 * 24 * time.Hour)
		if got := newBrowser(t, h).signIn("kim@example.org", freshPassword); got.Status != http.StatusSeeOther || got.Location() == "/account/password" {
			t.Errorf("a month later: %d %q", got.Status, got.Location())
		}
	})
}

// Whoever lost the device comes back without what was on it; whoever only
// forgot a password is asked for the rest as always.
func TestALostDeviceTakesItsWaysInAlong(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		secret := withCodes(t, h, "Jo")
		back := func(lost string) *browser {
			b := opensLink(t, h, "jo@example.org")
			number := b.number()
			if got := h.As(t, "Ravi").Post(vouchPath(t, h, "Ravi"), "number", number, "how", "rang"); got.Status != http.StatusSeeOther {
				t.Fatalf("vouching gave %d", got.Status)
			}
			if got := b.post("/lost/on", "password", freshPassword, "lost", lost); got.Status != http.StatusSeeOther {
				t.Fatalf("coming back gave %d\n%s", got.Status, got.Body)
			}
			return b
		}
		forgot := back("password")
		if got := forgot.get("/account"); got.Location() != "/second" {
			t.Errorf("the codes are still asked for: %d %q", got.Status, got.Location())
		}
		if got := forgot.post("/second", "code", codeAt(t, h, secret, 0)); got.Status != http.StatusSeeOther || !forgot.in() {
			t.Errorf("with a code: %d", got.Status)
		}
		h.Clock.Move(25 * time.Hour)
		if b := back("device"); !b.in() {
			t.Error("the codes of the lost device are still asked for")
		} else if w, err := h.SignIn.Ways(t.Context(), h.ID("Jo")); err != nil || w.Codes || len(w.Passkeys) > 0 || w.Recovery > 0 || !w.Password {
			t.Errorf("left: %+v %v", w, err)
		}
	})
}

func TestAnAdministratorSignsAColleagueOut(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		_, _ = hired(t, h, "kit")
		kit := h.As(t, "kit")
		path := func(name string) string {
			return "/admin/teams/" + string(o.harbour) + "/people/" + string(h.ID(name)) + "/sign-out"
		}
		if got := h.As(t, "Ravi").Post(path("kit")); got.Status != http.StatusNotFound || kit.Get("/account").Status != http.StatusOK {
			t.Errorf("a nurse did it: %d", got.Status)
		}
		if got := h.As(t, "Ada").Post(path("Sam")); got.Status != http.StatusNotFound {
			t.Errorf("a service user was signed out by an administrator: %d", got.Status)
		}
		if got := h.As(t, "Ada").Post(path("kit")); got.Status != http.StatusSeeOther || kit.Get("/account").Location() != "/sign-in" {
			t.Errorf("signing out: %d", got.Status)
		}
		if accountRecords(t, h, "kit", "sessions-ended") != 1 {
			t.Error("it is not on record")
		}
	})
}
