package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// joins lets one person join another account of theirs, to the end.
func joins(t *testing.T, h *apptest.House, who, email string) {
	t.Helper()
	v, j := h.As(t, who), id.New()
	got := v.Post("/account/other/join", "joining", j, "email", email, "other-password", apptest.Password)
	if got.Location() != "/account/other/join/"+j {
		t.Fatalf("proving gave %d\n%s", got.Status, got.Body)
	}
	if got := v.Get(got.Location()); got.Status != http.StatusOK || !strings.Contains(got.Body, "Nobody sees more than before") || !strings.Contains(got.Body, email) {
		t.Fatalf("the plan is shown first: %d\n%s", got.Status, got.Body)
	}
	for range 2 {
		if got := v.Post("/account/other/join/" + j); got.Location() != "/account/other" {
			t.Fatalf("joining gave %d\n%s", got.Status, got.Body)
		}
	}
}

func TestJoinedAccountsAreOneWayInAndStayTwoPlaces(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		secret := say(t, h, "Jo", h.Triangle, sharing.Team, "Only the team knows.")
		_, note := ownNote(t, h, "Nia", "For my own eyes.")
		mine, err := h.App.People.OwnFile(t.Context(), h.ID("Nia"))
		apptest.Must(t, err)
		see := func(who string) map[string]string {
			v, out := h.As(t, who), map[string]string{}
			for _, room := range []string{"/timeline", "/people", "/seen", "/sharing"} {
				out[room] = v.Get(h.In(room)).Body
			}
			return out
		}
		for _, who := range []string{"Sam", "Al", "Ravi"} {
			see(who) // what is seen for the first time is on record after this
		}
		before := map[string]map[string]string{"Sam": see("Sam"), "Al": see("Al"), "Ravi": see("Ravi")}
		old := h.As(t, "Jo")
		joins(t, h, "Nia", "jo@example.org")
		jobs(t, h)

		if signInAs(t, h, "jo@example.org", apptest.Password).Status == http.StatusSeeOther || old.Get("/").Status != http.StatusSeeOther {
			t.Error("the old way in still opens")
		}
		told := map[string]bool{}
		for _, m := range h.Mails.Mails() {
			told[m.To] = told[m.To] || strings.Contains(m.Subject, "one now")
		}
		if !told["jo@example.org"] || !told["nia@example.org"] {
			t.Errorf("both addresses are told: %v", told)
		}
		nia := h.As(t, "Nia")
		if got := nia.Get(h.In("/timeline")); got.Status != http.StatusNotFound {
			t.Errorf("from her own account she sees what she saw: %d", got.Status)
		}
		if got := nia.Get("/"); !strings.Contains(got.Body, "My other account") {
			t.Errorf("there is a way to the other\n%s", got.Body)
		}
		if got := nia.Post("/account/other", "self", string(h.ID("Jo"))); got.Location() != "/" {
			t.Fatalf("looking from the other gave %d", got.Status)
		}
		if got := nia.Get(h.In("/entry/" + secret)); !strings.Contains(got.Body, "Only the team knows.") {
			t.Errorf("from there her words are hers: %d", got.Status)
		}
		if got := nia.Get("/t/" + string(mine) + "/entry/" + note); got.Status != http.StatusNotFound {
			t.Errorf("and the other file is closed from there: %d", got.Status)
		}
		if got := nia.Get("/account/password"); got.Location() != "/account/other" {
			t.Errorf("ways in are changed from her own account: %d %q", got.Status, got.Location())
		}
		for who, was := range before {
			for room, body := range see(who) {
				if body != was[room] {
					t.Errorf("%s sees a difference at %s", who, room)
				}
			}
		}
		nia.Post("/account/other", "self", string(h.ID("Nia")))
		link := linkOf(t, h, "Sam", invited(t, h, "Sam", "name", "Nia"), "Nia")
		if got := nia.Post(link); got.Status != http.StatusConflict || !strings.Contains(got.Body, "with your other account") {
			t.Errorf("a second place in the same triangle: %d", got.Status)
		}
		if got := nia.Get("/t/" + string(mine) + "/entry/" + note); !strings.Contains(got.Body, "For my own eyes.") {
			t.Errorf("back again her file opens: %d", got.Status)
		}
		nia.Post("/account/other/part", "other", string(h.ID("Jo")))
		if signInAs(t, h, "jo@example.org", apptest.Password).Status != http.StatusSeeOther || nia.Post("/account/other", "self", string(h.ID("Jo"))).Status != http.StatusNotFound {
			t.Error("parted, each has its own way in again")
		}
		verified(t, h)
	})
}

func TestJoiningIsRefusedWhereItIsNotSafe(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		try := func(who, email, password string) apptest.Answer {
			return h.As(t, who).Post("/account/other/join", "joining", id.New(), "email", email, "other-password", password)
		}
		for _, c := range [][3]string{
			{"Jo", "al@example.org", "Both accounts stand in the same triangle"}, {"Jo", "sam@example.org", "Both accounts stand in the same triangle"},
			{"Sam", "jo@example.org", "Both accounts stand in the same triangle"}, {"Nia", "ravi@example.org", "account for work"}, {"Ravi", "nia@example.org", "account for work"},
			{"Nia", "nia@example.org", "the account that you are signed in with"},
		} {
			if got := try(c[0], c[1], apptest.Password); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, c[2]) {
				t.Errorf("%s takes in %s: %d, without %q", c[0], c[1], got.Status, c[2])
			}
		}
		wrong, none := try("Nia", "jo@example.org", "not the password"), try("Nia", "no@example.org", "not the password")
		if quietly(wrong.Body, "jo@") != quietly(none.Body, "no@") || wrong.Status != http.StatusUnprocessableEntity || strings.Contains(wrong.Body, "Jo Okafor") {
			t.Error("a wrong password and an unknown address differ")
		}
		for range 10 {
			try("Nia", "jo@example.org", "guess after guess")
		}
		if got := try("Nia", "jo@example.org", apptest.Password); got.Status != http.StatusTooManyRequests || !strings.Contains(got.Body, "Please wait") {
			t.Errorf("guessing gets slow: %d", got.Status)
		}
		if signInAs(t, h, "al@example.org", apptest.Password).Status != http.StatusSeeOther {
			t.Error("what was refused changed something")
		}
	})
}

// quietly takes out what each form draws.
func quietly(body, email string) string {
	return drawnID.ReplaceAllString(strings.ReplaceAll(body, email, ""), "")
}

func TestTheYesToJoiningIsOnesOwnAndSoon(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		j := id.New()
		h.As(t, "Nia").Post("/account/other/join", "joining", j, "email", "jo@example.org", "other-password", apptest.Password)
		if got := h.As(t, "Al").Post("/account/other/join/" + j); got.Status != http.StatusNotFound {
			t.Errorf("somebody else says yes: %d", got.Status)
		}
		if got := h.As(t, "Al").Post("/account/other", "self", string(h.ID("Jo"))); got.Status != http.StatusNotFound {
			t.Errorf("somebody else looks through it: %d", got.Status)
		}
		h.Clock.Move(11 * time.Minute)
		if got := h.As(t, "Nia").Post("/account/other/join/" + j); got.Status != http.StatusNotFound {
			t.Errorf("after ten minutes: %d", got.Status)
		}
		if signInAs(t, h, "jo@example.org", apptest.Password).Status != http.StatusSeeOther {
			t.Error("nothing has happened")
		}
	})
}

// Who looks from a service user's account is alone or not in this session, as from any other.
func TestPrivatePagesFromAJoinedAccount(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		wish := h.People["Sam"]
		wish.Alone = true
		apptest.Must(t, h.SignIn.Change(t.Context(), wish))
		joins(t, h, "Nia", "sam@example.org")
		nia := h.As(t, "Nia")
		nia.Post("/account/other", "self", string(h.ID("Sam")))
		if got := nia.Get(h.In("/invite")); !strings.Contains(got.Body, "/private") {
			t.Fatalf("first it asks whether she is alone: %d", got.Status)
		}
		if got := nia.Post(h.In("/private"), "next", h.In("/invite")); got.Location() != h.In("/invite") {
			t.Fatalf("saying so leads to %q", got.Location())
		}
		if got := nia.Get(h.In("/invite")); strings.Contains(got.Body, "/private") || got.Status != http.StatusOK {
			t.Errorf("then it opens: %d", got.Status)
		}
		if got := nia.Post("/sign-out"); got.Status != http.StatusSeeOther || nia.Get(h.In("")).Status != http.StatusSeeOther {
			t.Error("signing out ends it")
		}
	})
}
