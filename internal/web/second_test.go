package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/signin"
	"trialogue/internal/web"
)

var pathPart = regexp.MustCompile(`\{[a-z]+\.{0,3}\}`)

// someWhere spells a pattern out with things that are there.
func someWhere(h *apptest.House, pattern string) string {
	pattern = strings.TrimSuffix(pattern, "{$}")
	return pathPart.ReplaceAllStringFunc(pattern, func(part string) string {
		switch strings.Trim(part, "{}.") {
		case "triangle":
			return string(h.Triangle)
		case "person":
			return string(h.ID("Sam"))
		case "page":
			return "crisis"
		case "corner":
			return "professional"
		}
		return id.New()
	})
}

// One factor of somebody who works here opens nothing but the way to a second.
func TestHalfwayOnesReachNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.People["Ada"] = newOffice(t, h).People["Ada"]
		withCodes(t, h, "Bea")
		withCodes(t, h, "Sam")
		stranger := newBrowser(t, h)
		for name, half := range map[string]*browser{
			"a professional with a password": byPassword(t, h, "Ravi"), "an administrator": byPassword(t, h, "Ada"),
			"a professional with codes": byPassword(t, h, "Bea"), "a service user with codes": byPassword(t, h, "Sam"),
		} {
			for _, r := range (&web.Site{}).Routes() {
				request := r.Method + " " + r.Pattern
				switch request {
				case "POST /sign-out", "POST /passkey/ask", "GET /events", "POST /second", "POST /begin", "POST /sign-in", "POST /sign-in/passkey":
					continue // asked below, or leads nowhere that a stranger does not get
				}
				path := someWhere(h, r.Pattern)
				ask := func(b *browser) apptest.Answer {
					if r.Method == http.MethodGet {
						return b.get(path)
					}
					return b.post(path)
				}
				got := ask(half)
				switch r.Who {
				case web.Anybody:
					if want := ask(stranger); got.Status != want.Status || got.Header.Get("Location") != want.Header.Get("Location") {
						t.Errorf("%s as %s: %d, for a stranger %d", request, name, got.Status, want.Status)
					}
				case web.Halfway:
					if strings.Contains(got.Body, "Sam Okafor") {
						t.Errorf("%s as %s names somebody", request, name)
					}
				default:
					if got.Status != http.StatusSeeOther || got.Location() != "/second" || got.Body != "" && strings.Contains(got.Body, "Okafor") {
						t.Errorf("%s as %s: %d to %q", request, name, got.Status, got.Location())
					}
				}
			}
			if one, err := half.session(); err != nil || !signin.Halfway(one, personOf(t, h, one.Person)) {
				t.Errorf("%s: after all of it the session is %+v, %v", name, one, err)
			}
			if got := half.get("/events"); got.Location() != "/second" {
				t.Errorf("%s hears what is new: %d", name, got.Status)
			}
			if got := half.post("/sign-out"); got.Location() != "/sign-in" {
				t.Errorf("%s signs out: %d", name, got.Status)
			}
		}
	})
}

func TestAProfessionalIsLedToASecondFactorAtOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ravi := byPassword(t, h, "Ravi")
		old := ravi.cookies["session"]
		if got := ravi.get(h.In("/releases")); got.Location() != "/second" || !strings.Contains(got.Header.Get("Location"), "releases") {
			t.Fatalf("asked for work: %d to %q", got.Status, got.Header.Get("Location"))
		}
		page := ravi.get("/second")
		if !strings.Contains(page.Body, "/account/ways/passkeys/new") || !strings.Contains(page.Body, "/account/ways/codes") || strings.Contains(page.Body, "nav--wide") {
			t.Errorf("both ways are offered, and no menu\n%s", page.Body)
		}
		ravi.codesOn("Ravi")
		if got := ravi.get("/account/ways/recovery"); got.Status != http.StatusOK {
			t.Errorf("then one is in, and comes to recovery codes: %d", got.Status)
		}
		stolen := newBrowser(t, h)
		stolen.cookies["session"] = old
		if got := stolen.get("/account"); got.Location() != "/sign-in" {
			t.Errorf("the token from before is worth nothing: %d to %q", got.Status, got.Location())
		}
		bea := byPassword(t, h, "Bea")
		if got := bea.add(device(t), ""); got.Location() != "/account/ways/recovery" || bea.get("/account").Status != http.StatusOK {
			t.Errorf("a passkey does as well: %d to %q", got.Status, got.Location())
		}
	})
}

// Who knows the password and no more must not make themselves a second factor.
func TestAThiefWithAPasswordAddsNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		secret := withCodes(t, h, "Ravi")
		withPasskey(t, h, "Bea")
		withCodes(t, h, "Jo")
		for _, who := range []string{"Ravi", "Bea", "Jo"} {
			thief := byPassword(t, h, who)
			for _, got := range []apptest.Answer{
				thief.get("/account/ways/codes"), thief.post("/account/ways/codes/begin"), thief.post("/account/ways/codes", "code", "123456"), thief.get("/account/ways/codes/picture"),
				thief.get("/account/ways/passkeys/new"), thief.post("/passkey/ask-me", "for", "add"), thief.post("/account/ways/passkeys/new", "answer", "{}"),
				thief.post("/passkey/ask-me", "for", "prove"),
			} {
				if got.Status < 400 || strings.Contains(got.Body, "challenge") {
					t.Errorf("%s: a thief got %d\n%.300s", who, got.Status, got.Body)
				}
			}
		}
		if got := byPassword(t, h, "Ravi").post("/second", "code", codeAt(t, h, secret, 0)); got.Status != http.StatusSeeOther {
			t.Errorf("the owner comes in: %d", got.Status)
		}
	})
}

func TestTheTokenIsNewWhenMoreIsProved(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		secret := withCodes(t, h, "Ravi")
		key := withPasskey(t, h, "Ravi")
		for name, rise := range map[string]func(*browser) apptest.Answer{
			"a code": func(b *browser) apptest.Answer {
				return b.post("/second", "code", codeAt(t, h, secret, 0), "next", "/ring")
			},
			"a passkey": func(b *browser) apptest.Answer {
				return b.post("/second/passkey", "answer", key.Sign(b.ask(signin.ToRise)), "next", "/ring")
			},
		} {
			b := byPassword(t, h, "Ravi")
			before := b.cookies["session"]
			if got := rise(b); got.Location() != "/ring" {
				t.Fatalf("%s gave %d\n%s", name, got.Status, got.Body)
			}
			fixed := newBrowser(t, h)
			fixed.cookies["session"] = before
			if b.cookies["session"] == before || fixed.get("/account").Location() != "/sign-in" || b.get("/account").Status != http.StatusOK {
				t.Errorf("%s: the old token still opens, or the new one does not", name)
			}
		}
		for _, evil := range []string{"//evil.example", "https://evil.example"} {
			b := byPassword(t, h, "Ravi")
			if got := b.post("/second/passkey", "answer", key.Sign(b.ask(signin.ToRise)), "next", evil); got.Location() != "/" {
				t.Errorf("a step leads to %q", got.Header.Get("Location"))
			}
		}
	})
}

func TestHalfwayLastsTenMinutes(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ravi := byPassword(t, h, "Ravi")
		h.Clock.Move(signin.ProvedFor)
		if got := ravi.get("/account/ways/codes"); got.Location() != "/sign-in" {
			t.Errorf("a password of a while ago adds nothing: %d to %q", got.Status, got.Location())
		}
		if got := ravi.get("/sign-in"); got.Status != http.StatusOK {
			t.Errorf("and one signs in again: %d", got.Status)
		}
	})
}
