package web_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/sharing"
)

const freshPassword = "three rainy days in May"

func signInAs(t *testing.T, h *apptest.House, email, password string) apptest.Answer {
	t.Helper()
	return h.Stranger(t).Post("/sign-in", "email", email, "password", password)
}

func TestSomebodyNewBeginsAndSignsIn(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		got := h.Stranger(t).Post("/begin", "corner", "carer", "name", "  Zoë   O’Brien-李 ", "email", "Zoe@Example.ORG", "password", freshPassword, "next", "/ring")
		if got.Status != http.StatusSeeOther || got.Header.Get("Location") != "/sign-in?done=done.begun&next=%2Fring" {
			t.Fatalf("beginning gave %d %q\n%s", got.Status, got.Header.Get("Location"), got.Body)
		}
		in := h.Stranger(t).Post("/sign-in", "email", " zoe@example.org", "password", freshPassword, "next", "/ring")
		if in.Location() != "/ring" || in.Header.Get("Set-Cookie") == "" {
			t.Fatalf("signing in gave %d %q", in.Status, in.Location())
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/account", nil)
		r.Header.Set("Cookie", strings.Split(in.Header.Get("Set-Cookie"), ";")[0])
		if page := h.Stranger(t).Do(r); !strings.Contains(page.Body, "Zoë O’Brien-李") {
			t.Errorf("the name stands as it was meant:\n%s", page.Body)
		}
	})
}

// Nobody can find out by the open form who has an account.
func TestKnownAndUnknownAddressGetTheSameAnswer(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ask := func(email string) apptest.Answer {
			return h.Stranger(t).Post("/begin", "corner", "carer", "name", "Mallory", "email", email, "password", freshPassword)
		}
		known, unknown := ask("jo@example.org"), ask("nobody@example.org")
		if known.Status != unknown.Status || known.Header.Get("Location") != unknown.Header.Get("Location") || known.Body != unknown.Body {
			t.Errorf("known: %d %q, unknown: %d %q", known.Status, known.Header.Get("Location"), unknown.Status, unknown.Header.Get("Location"))
		}
		if signInAs(t, h, "jo@example.org", freshPassword).Status != http.StatusUnprocessableEntity {
			t.Error("the password of a known account must not change")
		}
		if signInAs(t, h, "jo@example.org", apptest.Password).Status != http.StatusSeeOther {
			t.Error("the owner signs in as before")
		}
		wrong, none := signInAs(t, h, "jo@example.org", "not this password"), signInAs(t, h, "none@example.org", "not this password")
		if strings.ReplaceAll(wrong.Body, "jo@", "") != strings.ReplaceAll(none.Body, "none@", "") || wrong.Status != none.Status {
			t.Error("a wrong password and an unknown address must read the same")
		}
	})
}

func TestBeginSaysWhatIsWrongBesideTheField(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for _, c := range []struct{ field, value, say string }{
			{"name", "\u200b\u202e\u2066", "name that we can call you by"}, {"name", strings.Repeat("a", 101), "up to 100"}, {"name", "\x00\n", "name that we"},
			{"email", "no address", "name@example.org"}, {"email", "a@b\nBcc: c@d", "name@example.org"}, {"email", "a\u200b@b.c", "name@example.org"},
			{"password", "short", "10 letters"}, {"password", strings.Repeat("x", 201), "up to 200"}, {"password", "aaaaaaaaaaaa", "guess"},
			{"password", "mallory@example.org", "guess"}, {"corner", "professional", "Choose who"}, {"corner", "", "Choose who"},
		} {
			form := map[string]string{"corner": "carer", "name": "Mallory", "email": "mallory@example.org", "password": freshPassword, c.field: c.value}
			var pairs []string
			for k, v := range form {
				pairs = append(pairs, k, v)
			}
			got := h.Stranger(t).Post("/begin", pairs...)
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, c.say) || !strings.Contains(got.Body, `id="`+c.field+`-error"`) {
				t.Errorf("%s %q gave %d, without %q", c.field, c.value, got.Status, c.say)
			}
			if strings.Contains(got.Body, freshPassword) {
				t.Errorf("a password was sent back with %s", c.field)
			}
		}
	})
}

func TestHostileAddressesDoNotBreakSigningIn(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for _, email := range []string{"\x00", "a\xff@b", strings.Repeat("x", 5000), "' OR 1=1 --", "\u202e"} {
			if got := signInAs(t, h, email, "\x00\xff"); got.Status != http.StatusUnprocessableEntity {
				t.Errorf("%q gave %d", email, got.Status)
			}
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		quiet, busy := h.As(t, "Jo"), h.As(t, "Jo")
		for range 13 {
			h.Clock.Move(50 * time.Minute)
			busy.Get("/account")
		}
		if got := quiet.Get("/account"); got.Status != http.StatusSeeOther || got.Location() != "/sign-in" {
			t.Errorf("a quiet session ends: %d", got.Status)
		}
		if got := busy.Get("/account"); got.Status != http.StatusOK {
			t.Errorf("a busy one lasts: %d", got.Status)
		}
		h.Clock.Move(50 * time.Minute)
		busy.Get("/account")
		h.Clock.Move(50 * time.Minute)
		if got := busy.Get("/account"); got.Status != http.StatusSeeOther {
			t.Errorf("after twelve hours the busy one ends too: %d", got.Status)
		}
	})
}

// Somebody whose session ends while they write comes back to the form.
func TestSessionThatEndsWhileWritingLeadsBack(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		h.Clock.Move(2 * time.Hour)
		for _, path := range []string{"/write", "/write/send"} {
			got := jo.Post(h.In(path), "say", "I am worried about Sam.", "topic", "early-signs")
			to := got.Header.Get("Location")
			if got.Status != http.StatusSeeOther || !strings.Contains(to, "next="+strings.ReplaceAll(h.In("/write"), "/", "%2F")) || strings.Contains(to, "worried") {
				t.Errorf("%s: %d to %q", path, got.Status, to)
			}
		}
		back := h.Stranger(t).Post("/sign-in", "email", "jo@example.org", "password", apptest.Password, "next", h.In("/write"))
		if back.Location() != h.In("/write") {
			t.Errorf("signing in leads to %q", back.Location())
		}
		for _, evil := range []string{"//evil.example", "https://evil.example", `/\evil.example`} {
			if got := h.Stranger(t).Post("/sign-in", "email", "jo@example.org", "password", apptest.Password, "next", evil); got.Location() != "/" {
				t.Errorf("next=%q leads to %q", evil, got.Location())
			}
		}
	})
}

var endLink = regexp.MustCompile(`/account/sessions/[0-9a-f-]{36}/end`)

func TestStolenSessionIsEnded(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		thief, jo := h.As(t, "Jo"), h.As(t, "Jo")
		page := jo.Get("/account/sessions")
		ends := endLink.FindAllString(page.Body, -1)
		if len(ends) != 1 || !strings.Contains(page.Body, "This one") {
			t.Fatalf("there is one other session to end: %v", ends)
		}
		if got := h.As(t, "Al").Post(ends[0]); got.Status != http.StatusSeeOther {
			t.Errorf("somebody else's try gave %d", got.Status)
		}
		if got := thief.Get("/account"); got.Status != http.StatusOK {
			t.Errorf("only the owner can end it: %d", got.Status)
		}
		if got := jo.Post(ends[0]); got.Status != http.StatusSeeOther {
			t.Errorf("ending gave %d", got.Status)
		}
		if got := thief.Get("/account"); got.Location() != "/sign-in" {
			t.Errorf("the thief is out at once: %d", got.Status)
		}
		other := h.As(t, "Jo")
		jo.Post("/account/sessions/end")
		if other.Get("/account").Status != http.StatusSeeOther || jo.Get("/account").Status != http.StatusOK {
			t.Error("all others end, and this one stays")
		}
	})
}

func TestNewPasswordEndsOtherSessions(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		other, jo := h.As(t, "Jo"), h.As(t, "Jo")
		if got := jo.Post("/account/password", "old", "wrong wrong", "fresh", freshPassword); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "not your password now") {
			t.Errorf("a wrong old password gave %d", got.Status)
		}
		if got := jo.Post("/account/password", "old", apptest.Password, "fresh", "short"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a short new one gave %d", got.Status)
		}
		if got := jo.Post("/account/password", "old", apptest.Password, "fresh", freshPassword); got.Location() != "/account" {
			t.Fatalf("changing gave %d\n%s", got.Status, got.Body)
		}
		if other.Get("/account").Status != http.StatusSeeOther || jo.Get("/account").Status != http.StatusOK {
			t.Error("other sessions end, this one stays")
		}
		if signInAs(t, h, "jo@example.org", apptest.Password).Status == http.StatusSeeOther || signInAs(t, h, "jo@example.org", freshPassword).Status != http.StatusSeeOther {
			t.Error("only the new password holds")
		}
	})
}

func TestStrangersAreSentToSignIn(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	for _, path := range []string{"/account", "/account/about", "/account/needs", "/account/reach", "/account/safe", "/account/password", "/left", "/open", "/asked", "/admin/teams", h.In("/people"), h.In("/invite")} {
		if got := h.Stranger(t).Get(path); got.Location() != "/sign-in" {
			t.Errorf("%s gave %d %q", path, got.Status, got.Location())
		}
	}
	if got := h.Stranger(t).Get("/ring"); got.Status != http.StatusOK || !strings.Contains(got.Body, "tel:999") {
		t.Errorf("whom to ring needs no account: %d", got.Status)
	}
}

func TestAloneCarerHasAFileOnTheFirstDay(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		file, err := h.App.People.Begin(t.Context(), h.People["Nia"])
		apptest.Must(t, err)
		again, err := h.App.People.Begin(t.Context(), h.People["Nia"])
		apptest.Must(t, err)
		if file != again {
			t.Error("there is one file, however often one begins")
		}
		nia := h.As(t, "Nia")
		path := "/t/" + string(file) + "/take-along"
		draft := newDraft()
		for range 2 {
			if got := nia.Post(path, "draft", draft, "say", "Whom can I ring on a Sunday?"); got.Location() != path {
				t.Fatalf("writing a question gave %d\n%s\n%s", got.Status, got.Body, h.Logs)
			}
		}
		if got := nia.Get(path); strings.Count(got.Body, "on a Sunday?") != 1 {
			t.Errorf("it stands there once\n%s", got.Body)
		}
		if got := nia.Post(path, "draft", newDraft(), "say", "  "); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("an empty question gave %d", got.Status)
		}
		for _, who := range []string{"Jo", "Ravi", "Grace", "Sam"} {
			for _, page := range []string{path, "/t/" + string(file) + "/timeline"} {
				if got := h.As(t, who).Get(page); got.Status != http.StatusNotFound {
					t.Errorf("%s reads %s: %d", who, page, got.Status)
				}
			}
		}
		for _, page := range []string{"/people", "/leave", "/staff"} {
			if got := nia.Get("/t/" + string(file) + page); got.Status != http.StatusNotFound {
				t.Errorf("%s makes no sense in a file: %d", page, got.Status)
			}
		}
		if _, err := h.App.People.Begin(t.Context(), h.People["Ravi"]); err == nil {
			t.Error("a professional has no file")
		}
		tri, err := h.App.People.Triangle(t.Context(), file)
		apptest.Must(t, err)
		if _, here := tri.ServiceUser(); here || len(tri.At(sharing.Carer, h.Clock.Now())) != 1 {
			t.Errorf("a file has a carer and nobody else: %+v", tri.Members)
		}
	})
}
