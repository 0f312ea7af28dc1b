package web_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/oidc/oidctest"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
)

// wardRoles are settings as a provider for staff would need them.
func wardRoles() map[string]any {
	return map[string]any{
		"for": []string{"professional"}, "userinfo": true, "two_factors": []map[string]any{{"claim": "acr", "values": []string{"AAL3"}}},
		"roles": map[string]any{"claim": "roles", "field": "role_code", "codes": []string{"R8000"}, "organisation_field": "org_code", "organisations": []string{"RXX"}},
	}
}

func TestProfessionalsNeedARoleThatCountsHere(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		p := harbour(t, h, wardRoles())
		p.As("ravi", map[string]any{"acr": "AAL3"})
		role := func(org, code string) map[string]any {
			return map[string]any{"roles": []map[string]any{{"org_code": "ABC", "role_code": "S0:G0:R1"}, {"org_code": org, "role_code": code}}}
		}
		p.Info(role("RXX", "S8000:G8000:R8000"))
		ravi := signedIn(t, h, "Ravi")
		ravi.mustLink(p)
		b := newBrowser(t, h)
		if got := b.comeIn(p, "/sign-in/with/harbour"); got.Location() != "/" {
			t.Fatalf("%d\n%s", got.Status, got.Body)
		}
		if one, who := b.inside(); who != h.ID("Ravi") || one.Level != 2 {
			t.Errorf("%v as %s", one, who)
		}
		for name, info := range map[string]map[string]any{
			"another organisation": role("ABC", "S8000:G8000:R8000"), "another role": role("RXX", "S8000:G8000:R80001"), "none": {}, "a text": {"roles": "R8000"},
		} {
			p.Info(info)
			if got := newBrowser(t, h).comeIn(p, "/sign-in/with/harbour"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "a role that you need here") {
				t.Errorf("%s: %d\n%s", name, got.Status, got.Body)
			}
		}
		p.Info(role("RXX", "R8000"))
		p.As("jo", nil)
		if got := signedIn(t, h, "Jo").link(p, "harbour"); !strings.Contains(got.Body, "An account like yours") {
			t.Errorf("a carer: %d\n%s", got.Status, got.Body)
		}
		if page := signedIn(t, h, "Jo").get("/account/ways/outside"); strings.Contains(page.Body, "Harbour") {
			t.Error("a carer is offered what is for professionals")
		}
		p.As("nobody", nil)
		if got := newBrowser(t, h).comeIn(p, "/sign-in/with/harbour"); !strings.Contains(got.Body, "no account that goes with it") || strings.Contains(got.Body, `href="/begin"`) {
			t.Errorf("nobody: %d\n%s", got.Status, got.Body)
		}
	})
}

// An address lets somebody in only where the operator says that the provider gives it out itself.
func TestAnAddressProvesNothingByItself(t *testing.T) {
	for name, c := range map[string]struct {
		domains []string
		who     string
		claims  map[string]any
		in      bool
	}{
		"not set":              {nil, "Ravi", map[string]any{"email": "ravi@example.org", "email_verified": true}, false},
		"set":                  {[]string{"example.org"}, "Ravi", map[string]any{"email": "Ravi@Example.org", "email_verified": true}, true},
		"not verified":         {[]string{"example.org"}, "Ravi", map[string]any{"email": "ravi@example.org", "email_verified": false}, false},
		"nothing said":         {[]string{"example.org"}, "Ravi", map[string]any{"email": "ravi@example.org"}, false},
		"another domain":       {[]string{"trust.example.org"}, "Ravi", map[string]any{"email": "ravi@example.org", "email_verified": true}, false},
		"no professional":      {[]string{"example.org"}, "Jo", map[string]any{"email": "jo@example.org", "email_verified": true}, false},
		"a name in an address": {[]string{"example.org"}, "Ravi", map[string]any{"email": "ravi@evil.example@example.org", "email_verified": true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := apptest.New(t, apptest.SQLite)
			p := harbour(t, h, map[string]any{"for": []string{"professional", "carer"}, "email_domains": c.domains})
			p.As("somebody", c.claims)
			b := newBrowser(t, h)
			b.comeIn(p, "/sign-in/with/harbour")
			if _, who := b.inside(); (who == h.ID(c.who)) != c.in || (who != "") != c.in {
				t.Errorf("in as %q", who)
			}
			if got := len(records(t, h, "account")) == 1; got != c.in {
				t.Errorf("on record: %q", records(t, h, "account"))
			}
		})
	}
}

func TestAProviderMustBeSureEnough(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	p := harbour(t, h, map[string]any{"identity": map[string]any{"claim": "level", "known": []string{"P5"}, "checked": []string{"P9"}, "least": "checked"}})
	jo := signedIn(t, h, "Jo")
	for _, level := range []any{"P5", "P0", "p9", nil, 9, true} {
		p.As("sub-of-jo", map[string]any{"level": level})
		if got := jo.link(p, "harbour"); !strings.Contains(got.Body, "not sure enough yet") {
			t.Errorf("%v links: %d", level, got.Status)
		}
	}
	if got := identityOf(t, h, "Jo"); got != triangle.Said || rowsIn(t, h, "outside_way") != 0 {
		t.Errorf("identity is %q", got)
	}
	p.As("sub-of-jo", map[string]any{"level": "P9"})
	jo.mustLink(p)
	p.As("sub-of-jo", map[string]any{"level": "P5"})
	if got := newBrowser(t, h).comeIn(p, "/sign-in/with/harbour"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("coming in with less gives %d", got.Status)
	}
}

func TestSomebodyNewBeginsWithAProvider(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		p := harbour(t, h, map[string]any{"create": true, "for": []string{"carer", "professional"}, "identity": map[string]any{"claim": "level", "checked": []string{"P9"}}})
		p.As("new", map[string]any{"level": "P9", "email": "Zoe@example.org", "email_verified": true})
		b := newBrowser(t, h)
		to := b.comeIn(p, "/sign-in/with/harbour?next=/account")
		form := b.get(to.Header.Get("Location"))
		if to.Location() != "/sign-in/with/harbour/begin" || form.Status != http.StatusOK || strings.Contains(form.Body, "It is about me") || b.cookies["session"] != "" {
			t.Fatalf("%d %q\n%s", to.Status, to.Location(), form.Body)
		}
		_, rest, _ := strings.Cut(form.Body, `name="state" value="`)
		state, _, _ := strings.Cut(rest, `"`)
		begin := func(b *browser, corner, name string) apptest.Answer {
			return b.post("/sign-in/with/harbour/begin", "state", state, "corner", corner, "name", name)
		}
		for _, corner := range []string{"professional", "service-user", ""} {
			if got := begin(b, corner, "Zoë"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Zoë") {
				t.Errorf("as %q: %d", corner, got.Status)
			}
		}
		if got := begin(newBrowser(t, h), "carer", "Mallory"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Nothing here has changed") {
			t.Errorf("another browser: %d", got.Status)
		}
		people := rowsIn(t, h, "person")
		if got := begin(b, "carer", "Zoë"); got.Location() != "/account" {
			t.Fatalf("beginning gives %d\n%s", got.Status, got.Body)
		}
		if page := b.get("/account"); !strings.Contains(page.Body, "Zoë") || !strings.Contains(page.Body, "zoe@example.org") {
			t.Errorf("the account:\n%s", page.Body)
		}
		if got := begin(b, "carer", "Zoë"); got.Status != http.StatusUnprocessableEntity || rowsIn(t, h, "person") != people+1 {
			t.Errorf("a second time: %d, %d people", got.Status, rowsIn(t, h, "person"))
		}
		if got := records(t, h, "account"); len(got) != 1 || !strings.HasPrefix(got[0], "outside-begun ") {
			t.Errorf("on record: %q", got)
		}
		// The only way in stays until there is another one.
		if got := b.post("/account/ways/outside/harbour/remove"); got.Status != http.StatusConflict || !strings.Contains(got.Body, "only way in") {
			t.Errorf("removing the last: %d\n%s", got.Status, got.Body)
		}
		if got := newBrowser(t, h).comeIn(p, "/sign-in/with/harbour"); got.Location() != "/" {
			t.Errorf("the next time: %d", got.Status)
		}
	})
}

// Somebody else's address does not go over to whoever begins with it.
func TestBeginningTakesNoAddressAway(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		p := harbour(t, h, map[string]any{"create": true})
		p.As("new", map[string]any{"email": "jo@example.org", "email_verified": true})
		b := newBrowser(t, h)
		u, err := url.Parse(b.comeIn(p, "/sign-in/with/harbour").Header.Get("Location"))
		apptest.Must(t, err)
		if got := b.post("/sign-in/with/harbour/begin", "state", u.Query().Get("state"), "corner", "carer", "name", "Mallory"); got.Location() != "/" {
			t.Fatalf("%d\n%s", got.Status, got.Body)
		}
		if _, who := b.inside(); who == h.ID("Jo") || who == "" {
			t.Errorf("in as %s", who)
		}
		if got := h.Stranger(t).Post("/sign-in", "email", "jo@example.org", "password", apptest.Password, "next", "/library"); got.Location() != "/library" {
			t.Errorf("Jo's own sign-in gives %d", got.Status)
		}
	})
}

func TestAClosedAccountFreesItsIdentity(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		p := harbour(t, h, map[string]any{"for": []string{"professional", "carer"}})
		signedIn(t, h, "Ravi").mustLink(p)
		boss, err := h.SignIn.SignUp(t.Context(), signin.NewAccount{Name: "Pat", Email: "pat@example.org", Password: apptest.Password, Corner: sharing.Professional, Admin: true})
		apptest.Must(t, err)
		apptest.Must(t, h.SignIn.Close(t.Context(), boss, h.ID("Ravi")))
		if got := newBrowser(t, h).comeIn(p, "/sign-in/with/harbour"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a closed account lets in: %d", got.Status)
		}
		signedIn(t, h, "Jo").mustLink(p)
	})
}

// Each way of telling a provider who we are is taken by one that checks it.
func TestClientAuthentication(t *testing.T) {
	big, err := rsa.GenerateKey(rand.Reader, 2048)
	apptest.Must(t, err)
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	apptest.Must(t, err)
	for name, c := range map[string]struct {
		settings map[string]any
		key      crypto.Signer
		public   crypto.PublicKey
		in       bool
	}{
		"basic":                  {map[string]any{}, nil, nil, true},
		"post":                   {map[string]any{"client_auth": "client_secret_post"}, nil, nil, true},
		"wrong":                  {map[string]any{"secret_file": "other"}, nil, nil, false},
		"RS512":                  {map[string]any{"key_algorithm": "RS512", "key_id": "k1"}, big, big.Public(), true},
		"RS256":                  {map[string]any{"key_algorithm": "RS256"}, big, big.Public(), true},
		"ES256":                  {map[string]any{"key_algorithm": "ES256"}, curve, curve.Public(), true},
		"for the wrong audience": {map[string]any{"key_algorithm": "RS256", "key_audience": "issuer"}, big, big.Public(), false},
		"another key":            {map[string]any{"key_algorithm": "RS256"}, big, curve.Public(), false},
	} {
		t.Run(name, func(t *testing.T) {
			h := apptest.New(t, apptest.SQLite)
			p := oidctest.New(t, h.Clock.Now)
			p.Client(c.public)
			dir := t.TempDir()
			apptest.Must(t, os.WriteFile(filepath.Join(dir, "other"), []byte("not the secret"), 0o600))
			if c.settings["secret_file"] != nil {
				c.settings["secret_file"] = filepath.Join(dir, "other")
			}
			if c.key != nil {
				der, err := x509.MarshalPKCS8PrivateKey(c.key)
				apptest.Must(t, err)
				c.settings["client_auth"], c.settings["secret_file"], c.settings["key_file"] = "private_key_jwt", nil, filepath.Join(dir, "key.pem")
				apptest.Must(t, os.WriteFile(filepath.Join(dir, "key.pem"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), 0o600))
			}
			useProvider(t, h, p, c.settings)
			jo := signedIn(t, h, "Jo")
			if got := jo.link(p, "harbour"); (got.Location() == "/account/ways/outside") != c.in {
				t.Errorf("%d\n%s", got.Status, got.Body)
			}
			if got := records(t, h, "turned-away"); !c.in && !slices.Equal(got, []string{"outside-code Jo"}) {
				t.Errorf("on record: %q", got)
			}
		})
	}
}

// Nobody fills the record, or the table of walks, from outside.
func TestAFloodIsNotWrittenDown(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	p := harbour(t, h)
	b := newBrowser(t, h)
	for range 130 {
		if got := b.get("/sign-in/with/harbour/back?code=a&state=b.c"); got.Status != http.StatusUnprocessableEntity {
			t.Fatalf("%d", got.Status)
		}
	}
	if n := len(records(t, h, "turned-away")); n != 120 {
		t.Errorf("%d records", n)
	}
	last := 0
	for range 601 {
		last = b.get("/sign-in/with/harbour").Status
	}
	if last != http.StatusTooManyRequests || rowsIn(t, h, "outside_attempt") != 600 {
		t.Errorf("the last gives %d, %d walks are kept", last, rowsIn(t, h, "outside_attempt"))
	}
	h.Clock.Move(2 * time.Hour)
	b.leave(p, "/sign-in/with/harbour")
	if n := rowsIn(t, h, "outside_attempt"); n != 1 {
		t.Errorf("%d walks are kept after they ended", n)
	}
}

// Cookies of the walk are for https alone where the service is, and for nobody's script.
func TestTheCookieOfAWalk(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	p := harbour(t, h)
	h.Config.Secure = true
	h.Handler = h.App.Handler(nil)
	got := h.Stranger(t).Get("/sign-in/with/harbour").Header.Get("Set-Cookie")
	for _, want := range []string{"__Host-outside=", "Path=/", "HttpOnly", "Secure", "SameSite=Lax", "Max-Age=900"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q has no %s", got, want)
		}
	}
	if p.Calls("/authorize") != 0 {
		t.Error("nobody went there yet")
	}
}
