package web_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/signin"
	"trialogue/internal/web"
)

var shownPassword = regexp.MustCompile(`[a-z2-7]{5}-[a-z2-7]{5}-[a-z2-7]{5}`)

// Whoever is hired gets a password once; with it they come as far as the second factor.
func TestSomebodyHiredGetsASecondFactorFirst(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newOffice(t, h)
		got := browserAs(t, h, "Ada").post("/admin/teams/"+string(o.team)+"/hire", "name", "Ivy Stone", "email", "ivy@example.org", "role", "nurse")
		password := shownPassword.FindString(got.Body)
		if password == "" {
			t.Fatalf("hiring gave %d\n%s", got.Status, got.Body)
		}
		ivy := newBrowser(t, h)
		if got := ivy.post("/sign-in", "email", "ivy@example.org", "password", password); got.Location() != "/account/password" {
			t.Fatalf("signing in gave %d to %q", got.Status, got.Location())
		}
		if got := ivy.get("/"); got.Location() != "/second" {
			t.Errorf("the first page is the second factor: %q", got.Location())
		}
		if got := ivy.add(device(t), "my phone"); got.Location() != "/account/ways/recovery" || ivy.get("/").Status != http.StatusOK {
			t.Errorf("with a passkey one is in: %d %q", got.Status, got.Location())
		}
	})
}

// At an address that is a bare number there are no passkeys, and everything else works.
func TestWithoutPasskeysNobodyIsOfferedOne(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.SignIn.Offer(nil)
		if page := newBrowser(t, h).get("/sign-in"); strings.Contains(page.Body, "passkey") || strings.Contains(page.Body, "webauthn") {
			t.Errorf("signing in offers one\n%s", page.Body)
		}
		if got := signInAs(t, h, "jo@example.org", apptest.Password); got.Location() != "/" {
			t.Errorf("a carer hears of one: %q", got.Location())
		}
		jo := browserAs(t, h, "Jo")
		for _, path := range []string{"/account", "/account/ways", "/prove"} {
			if page := jo.get(path); page.Status != http.StatusOK || strings.Contains(page.Body, "passkeys/new") || strings.Contains(page.Body, "data-passkey") {
				t.Errorf("%s offers one: %d", path, page.Status)
			}
		}
		for _, got := range []apptest.Answer{
			jo.get("/account/ways/passkeys/new"), jo.post("/passkey/ask-me", "for", "add"), jo.post("/passkey/ask"), jo.get("/account/ways/simpler"), jo.post("/sign-in/passkey", "answer", "{}"),
		} {
			if got.Status != http.StatusNotFound {
				t.Errorf("a way to passkeys is there: %d", got.Status)
			}
		}
		ravi := byPassword(t, h, "Ravi")
		if page := ravi.get("/second"); strings.Contains(page.Body, "passkeys/new") || !strings.Contains(page.Body, "/account/ways/codes") {
			t.Errorf("codes are there instead\n%s", page.Body)
		}
		ravi.codesOn("Ravi")
		if got := ravi.get("/account"); got.Status != http.StatusOK {
			t.Errorf("and one is in: %d", got.Status)
		}
	})
}

type oneDemo struct{ people []web.DemoPerson }

func (d oneDemo) People(context.Context) ([]web.DemoPerson, error) { return d.people, nil }

// Invented people have no password that anybody knows: one press is their proof,
// in a demonstration alone.
func TestADemonstrationProvesWithOnePress(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := stale(t, h, "Jo")
		if got := jo.post("/prove", "demo", "yes"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("on a real service it proves nothing: %d", got.Status)
		}
		real := h.Handler
		h.Handler = h.App.Handler(oneDemo{[]web.DemoPerson{{ID: h.ID("Jo"), Name: "Jo Okafor"}, {ID: h.ID("Ravi"), Name: "Ravi Menon"}}})
		if got := jo.post("/prove", "demo", "yes"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("nor for somebody who came in with a passkey: %d", got.Status)
		}
		ravi := newBrowser(t, h)
		ravi.post("/demo/sign-in", "person", string(h.ID("Ravi")))
		if got := ravi.get("/"); got.Status != http.StatusOK {
			t.Errorf("one press signs in a professional with both factors: %d %q", got.Status, got.Location())
		}
		h.Clock.Move(signin.ProvedFor)
		page := ravi.get("/prove")
		if !strings.Contains(page.Body, "Go on as this person") {
			t.Fatalf("the page offers it\n%s", page.Body)
		}
		if got := ravi.post("/prove", "demo", "yes", "next", "/account/password"); got.Location() != "/account/password" || ravi.get("/account/password").Status != http.StatusOK {
			t.Errorf("one press proves: %d %q", got.Status, got.Location())
		}
		h.Clock.Move(signin.ProvedFor)
		h.Handler = real
		if got := ravi.post("/prove", "demo", "yes"); got.Status == http.StatusSeeOther {
			t.Error("a session of a demonstration proves nothing on a real service")
		}
	})
}
