package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
)

// A token that was in the browser before is never the one after signing in.
func TestATokenGivenBeforeIsNeverAccepted(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		b := newBrowserAt(t, h, chromeOnWindows, home)
		b.cookies["session"], b.cookies["device"] = "planted-session", "planted-device"
		if b.in() {
			t.Fatal("a planted token opens the account")
		}
		b.cookies["session"] = "planted-session"
		b.signIn("jo@example.org", apptest.Password)
		if b.cookies["session"] == "planted-session" || b.cookies["device"] == "planted-device" || len(b.cookies["session"]) < 40 || len(b.cookies["device"]) < 40 {
			t.Fatalf("signing in keeps what was planted: %v", b.cookies)
		}
		thief := newBrowserAt(t, h, chromeOnWindows, away)
		thief.cookies["session"], thief.cookies["device"] = "planted-session", "planted-device"
		if thief.in() {
			t.Error("whoever planted a token is signed in with it")
		}
		// The planted name of the device is known to nobody: its holder has no lane of their own.
		for range 5 {
			thief.signIn("jo@example.org", wrong)
		}
		first := b.cookies["session"]
		b.signIn("jo@example.org", apptest.Password)
		if b.cookies["session"] == first {
			t.Error("signing in again keeps the token")
		}
		// Two lanes: guesses of the thief slow only the thief.
		if thief.signIn("jo@example.org", wrong).Status != http.StatusTooManyRequests || b.signIn("jo@example.org", apptest.Password).Status != http.StatusSeeOther {
			t.Error("the planted device and the real one share a lane")
		}
	})
}

func TestCookiesAreFlagged(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	h.Config.Secure = true
	h.Handler = h.App.Handler(nil)
	got := newBrowserAt(t, h, chromeOnWindows, home).signIn("jo@example.org", apptest.Password)
	set := strings.Join(got.Header.Values("Set-Cookie"), "\n")
	for _, name := range []string{"__Host-session", "__Host-device"} {
		line := regexp.MustCompile(name + `=[^\n]*`).FindString(set)
		for _, flag := range []string{"Path=/", "HttpOnly", "Secure", "SameSite=Lax"} {
			if !strings.Contains(line, flag) {
				t.Errorf("%s lacks %s: %q", name, flag, line)
			}
		}
	}
	if strings.Contains(set, string(h.ID("Jo"))) || strings.Contains(set, "jo@") {
		t.Errorf("a cookie names its person: %s", set)
	}
}

func TestSessionUsedFromAnotherDeviceIsEnded(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := newBrowserAt(t, h, chromeOnWindows, home)
		jo.signIn("jo@example.org", apptest.Password)
		jo.agent = strings.ReplaceAll(chromeOnWindows, "130.0", "131.7") // a new version overnight
		if !jo.in() {
			t.Fatal("a new version of the browser ends a session")
		}
		thief := newBrowserAt(t, h, firefoxOnLinux, away)
		thief.cookies["session"] = jo.cookies["session"]
		if thief.in() {
			t.Error("the session is used from another browser and another system")
		}
		if jo.in() {
			t.Error("a stolen session goes on")
		}
		got := organisationRecords(t, h, "turned-away")
		if len(got) != 1 || !strings.Contains(got[0], string(h.ID("Jo"))+" device-changed") {
			t.Errorf("on record stands %v", got)
		}
		jo.signIn("jo@example.org", apptest.Password)
		for _, page := range []string{"/", "/account", "/account/sessions"} {
			if body := jo.get(page).Body; !strings.Contains(body, "was used from another device") || !strings.Contains(body, "Firefox, Linux") {
				t.Errorf("%s does not tell Jo", page)
			}
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		mails := h.Mails.Mails()
		if len(mails) != 1 || mails[0].To != "jo@example.org" || !strings.Contains(mails[0].Text, "We ended it") || strings.Contains(mails[0].Subject, "device") {
			t.Errorf("Jo got %+v", mails)
		}
	})
}

var arrivalAction = regexp.MustCompile(`/account/arrivals/[0-9a-f-]{36}/(mine|not-mine)`)

func TestNewDeviceIsAskedAbout(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := newBrowserAt(t, h, chromeOnWindows, home)
		jo.signIn("jo@example.org", apptest.Password)
		if strings.Contains(jo.get("/account").Body, "Was that you?") {
			t.Error("the first sign-in of all is asked about")
		}
		h.Clock.Move(time.Minute)
		jo.post("/sign-out")
		jo.signIn("jo@example.org", apptest.Password) // the same device again
		other := newBrowserAt(t, h, firefoxOnLinux, away)
		other.signIn("jo@example.org", apptest.Password)
		if body := other.get("/account/sessions").Body; strings.Contains(body, "Was that you?") {
			t.Error("the new session is asked about itself")
		}
		page := jo.get("/account/sessions").Body
		if strings.Count(page, "Was that you?") != 1 || !strings.Contains(page, "Firefox, Linux") {
			t.Fatalf("the old device is not asked about the new one:\n%s", page)
		}
		actions := arrivalAction.FindAllString(page, -1)
		// Neither the new session nor anybody else can answer.
		other.post(actions[0])
		h.As(t, "Al").Post(actions[0])
		if !strings.Contains(jo.get("/").Body, "Was that you?") {
			t.Fatal("somebody else has answered for Jo")
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		if mails := h.Mails.Mails(); len(mails) != 1 || strings.Contains(mails[0].Text, "Jo") || strings.Contains(mails[0].Text, "Firefox") {
			t.Errorf("one mail without names was meant: %+v", mails)
		}
		if got := jo.post(actions[1]); got.Location() != "/account/password" {
			t.Errorf("that was not me leads to %q", got.Location())
		}
		if other.in() || !jo.in() {
			t.Error("the new session goes on, or the old one ended")
		}
		if strings.Contains(jo.get("/account/sessions").Body, "Was that you?") {
			t.Error("it is asked again")
		}
		if got := organisationRecords(t, h, "account"); len(got) != 1 || !strings.Contains(got[0], "not-me") {
			t.Errorf("on record stands %v", got)
		}
		if got := organisationRecords(t, h, "signed-in"); len(got) != 3+1 || !strings.Contains(got[0], "password") { // Al signed in too
			t.Errorf("the sign-ins on record are %v", got)
		}
		again := newBrowserAt(t, h, firefoxOnLinux, away)
		again.cookies = other.cookies
		again.signIn("jo@example.org", apptest.Password)
		if !strings.Contains(jo.get("/account").Body, "Was that you?") {
			t.Error("a device that was denied comes back unasked")
		}
		jo.post(arrivalAction.FindString(jo.get("/account").Body))
		if strings.Contains(jo.get("/account").Body, "Was that you?") {
			t.Error("that was me does not settle it")
		}
	})
}

func TestSessionsPageEndsOneOrAll(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo, other := h.As(t, "Jo"), h.As(t, "Jo")
		page := jo.Get("/account/sessions").Body
		for _, want := range []string{"This one", "with a passkey", "Since", "Last used", "Sign out everywhere, here too"} {
			if !strings.Contains(page, want) {
				t.Errorf("the page lacks %q", want)
			}
		}
		if got := jo.Post("/account/sessions/end-all"); got.Location() != "/sign-in" {
			t.Errorf("ending all leads to %q", got.Location())
		}
		if jo.Get("/account").Status == http.StatusOK || other.Get("/account").Status == http.StatusOK {
			t.Error("a session goes on after all were ended")
		}
	})
}

var endsAttribute = regexp.MustCompile(`data-ends="(\d+)" data-last="(\d+)"`)

// A page says truly how long its session lasts, from the start and without script.
func TestPagesSayWhenTheSessionEnds(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		page := jo.Get("/account").Body
		if m := endsAttribute.FindStringSubmatch(page); m == nil || m[1] != "3600" || m[2] != "43200" {
			t.Errorf("the page says %v", m)
		}
		if !strings.Contains(page, "you stay signed in until 10:30am") {
			t.Error("it is not said in words")
		}
		h.Clock.Move(30 * time.Second) // not written down: the promise stays what it was
		if m := endsAttribute.FindStringSubmatch(jo.Get("/account").Body); m == nil || m[1] != "3570" {
			t.Errorf("after half a minute the page says %v", m)
		}
		for range 11 {
			h.Clock.Move(time.Hour - time.Minute)
			jo.Get("/account")
		}
		h.Clock.Move(30 * time.Minute)
		if m := endsAttribute.FindStringSubmatch(jo.Get("/account").Body); m == nil || m[1] != m[2] || m[1] == "3600" {
			t.Errorf("near the end of the day the page says %v", m)
		}
	})
}

func TestStillHereKeepsASessionGoing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		h.Clock.Move(58 * time.Minute)
		if got := jo.Post("/still-here"); got.Status != http.StatusOK || got.Body != "3600 39720" {
			t.Errorf("still here gave %d %q", got.Status, got.Body)
		}
		h.Clock.Move(58 * time.Minute)
		if got := jo.Post("/still-here", "next", "/account"); got.Location() != "/account" {
			t.Errorf("without script it leads to %q", got.Location())
		}
		h.Clock.Move(61 * time.Minute)
		if got := jo.Post("/still-here"); got.Location() != "/sign-in" {
			t.Errorf("after the end it gave %d", got.Status)
		}
	})
}
