package web_test

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"trialogue/internal/apptest"
	"trialogue/internal/oidc/oidctest"
)

// hostile is one way in which what comes back can be wrong.
type hostile struct {
	name string
	code string // for the record
	do   func(t *testing.T, p *oidctest.Provider)
}

func claim(name string, value any) func(*testing.T, *oidctest.Provider) {
	return func(_ *testing.T, p *oidctest.Provider) {
		p.Token(func(claims map[string]any) { claims[name] = value })
	}
}

func movedClaim(name string, by time.Duration) func(*testing.T, *oidctest.Provider) {
	return func(_ *testing.T, p *oidctest.Provider) {
		p.Token(func(claims map[string]any) { claims[name] = p.Now().Add(by).Unix() })
	}
}

func signedBy(how func(p *oidctest.Provider, text []byte) string) func(*testing.T, *oidctest.Provider) {
	return func(_ *testing.T, p *oidctest.Provider) {
		p.Sign(func(claims map[string]any) string {
			text, _ := json.Marshal(claims)
			return how(p, text)
		})
	}
}

func broken(path string, how http.HandlerFunc) func(*testing.T, *oidctest.Provider) {
	return func(_ *testing.T, p *oidctest.Provider) { p.Break(path, how) }
}

func raw(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// byHand makes a token with any header and an HMAC of a key that everybody may know.
func byHand(header string, text, key []byte) string {
	body := raw(header) + "." + raw(string(text))
	if key == nil {
		return body + "."
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(body))
	return body + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func publicPEM(p *oidctest.Provider) []byte {
	key, _ := p.Key()
	der, _ := x509.MarshalPKIXPublicKey(key.Public())
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

func page(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	_, _ = w.Write([]byte("<!doctype html><title>Maintenance</title><p>secret-of-the-other-side"))
}

func huge(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	for range 3 << 10 {
		_, _ = w.Write([]byte(strings.Repeat(" ", 1<<10)))
	}
	_, _ = w.Write([]byte("{}"))
}

func slow(w http.ResponseWriter, r *http.Request) {
	select {
	case <-time.After(3 * time.Second):
	case <-r.Context().Done():
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, `{"error":"words of jo@example.org"}`, code)
	}
}

func elsewhere(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "http://169.254.169.254/latest", http.StatusTemporaryRedirect)
}

func hostileTokens(t *testing.T) []hostile {
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	apptest.Must(t, err)
	return []hostile{
		{"another issuer", "outside-issuer", claim("iss", "https://elsewhere.example")},
		{"no issuer", "outside-issuer", claim("iss", nil)},
		{"another program's token", "outside-audience", claim("aud", "somebody-else")},
		{"no audience", "outside-audience", claim("aud", nil)},
		{"asked for by another", "outside-audience", claim("azp", "somebody-else")},
		{"for several, asked for by nobody", "outside-audience", claim("aud", []string{oidctest.ClientID, "somebody-else"})},
		{"for several, asked for by another", "outside-audience", func(_ *testing.T, p *oidctest.Provider) {
			p.Token(func(c map[string]any) { c["aud"], c["azp"] = []string{oidctest.ClientID, "b"}, "b" })
		}},
		{"over", "outside-time", movedClaim("exp", -2*time.Minute)},
		{"without an end", "outside-time", claim("exp", nil)},
		{"an end that is a text", "outside-signature", claim("exp", "tomorrow")},
		{"not yet", "outside-time", movedClaim("nbf", 2*time.Minute)},
		{"of tomorrow", "outside-time", movedClaim("iat", 24*time.Hour)},
		{"of no time", "outside-time", claim("iat", nil)},
		{"proved tomorrow", "outside-time", movedClaim("auth_time", time.Hour)},
		{"no nonce", "outside-nonce", claim("nonce", nil)},
		{"another nonce", "outside-nonce", claim("nonce", "another")},
		{"nobody", "outside-subject", claim("sub", "")},
		{"no subject", "outside-subject", claim("sub", nil)},
		{"unsigned", "outside-signature", signedBy(func(_ *oidctest.Provider, text []byte) string { return byHand(`{"alg":"none","typ":"JWT"}`, text, nil) })},
		{"signed with our secret", "outside-signature", signedBy(func(_ *oidctest.Provider, text []byte) string {
			return byHand(`{"alg":"HS256","typ":"JWT"}`, text, []byte(oidctest.Secret))
		})},
		{"signed with our name", "outside-signature", signedBy(func(_ *oidctest.Provider, text []byte) string {
			return byHand(`{"alg":"HS256","typ":"JWT"}`, text, []byte(oidctest.ClientID))
		})},
		{"signed with their public key", "outside-signature", signedBy(func(p *oidctest.Provider, text []byte) string {
			return byHand(`{"alg":"HS256","typ":"JWT"}`, text, publicPEM(p))
		})},
		{"a key of nobody", "outside-signature", signedBy(func(_ *oidctest.Provider, text []byte) string {
			return oidctest.Signed(jose.RS256, stranger, "unknown", text)
		})},
		{"another key under their name", "outside-signature", signedBy(func(p *oidctest.Provider, text []byte) string {
			_, id := p.Key()
			return oidctest.Signed(jose.RS256, stranger, id, text)
		})},
		{"a key that it brings along", "outside-signature", signedBy(func(_ *oidctest.Provider, text []byte) string {
			signer, _ := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: stranger}, &jose.SignerOptions{EmbedJWK: true})
			token, _ := signer.Sign(text)
			out, _ := token.CompactSerialize()
			return out
		})},
		{"changed after signing", "outside-signature", signedBy(func(p *oidctest.Provider, text []byte) string {
			key, id := p.Key()
			parts := strings.Split(oidctest.Signed(jose.RS256, key, id, text), ".")
			parts[1] = raw(strings.Replace(string(text), "sub-of-jo", "sub-of-al", 1))
			return strings.Join(parts, ".")
		})},
		{"two subjects in one token", "outside-answer", signedBy(func(p *oidctest.Provider, text []byte) string {
			key, id := p.Key()
			return oidctest.Signed(jose.RS256, key, id, []byte(strings.Replace(string(text), "{", `{"sub":"sub-of-al",`, 1)))
		})},
		{"no token at all", "outside-signature", signedBy(func(*oidctest.Provider, []byte) string { return "nonsense" })},
	}
}

func hostileAnswers() []hostile {
	info := func(do http.HandlerFunc) func(*testing.T, *oidctest.Provider) { return broken("/userinfo", do) }
	return []hostile{
		{"userinfo of another person", "outside-subject", func(_ *testing.T, p *oidctest.Provider) { p.Info(map[string]any{"sub": "sub-of-al"}) }},
		{"userinfo of nobody", "outside-subject", func(_ *testing.T, p *oidctest.Provider) { p.Info(map[string]any{"sub": nil}) }},
		{"userinfo that says two things", "outside-answer", info(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"sub":"sub-of-jo","identity":"P0","identity":"P9"}`))
		})},
		{"a page instead of userinfo", "outside-answer", info(page)},
		{"a huge userinfo", "outside-answer", info(huge)},
		{"a slow userinfo", "outside-absent", info(slow)},
		{"userinfo leads elsewhere", "outside-answer", info(elsewhere)},
		{"a page instead of a token", "outside-answer", broken("/token", page)},
		{"a huge token", "outside-answer", broken("/token", huge)},
		{"a slow token", "outside-absent", broken("/token", slow)},
		{"token refused", "outside-code", broken("/token", status(http.StatusBadRequest))},
		{"token broken", "outside-absent", broken("/token", status(http.StatusBadGateway))},
		{"token leads elsewhere", "outside-code", broken("/token", elsewhere)},
		{"a token without a token", "outside-answer", broken("/token", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"access_token":"a","token_type":"Bearer"}`))
		})},
		{"keys cannot be had", "outside-absent", broken("/keys", status(http.StatusBadGateway))},
		{"a page instead of keys", "outside-absent", broken("/keys", page)},
		{"huge keys", "outside-absent", broken("/keys", huge)},
		{"slow keys", "outside-absent", broken("/keys", slow)},
		{"keys lead elsewhere", "outside-absent", broken("/keys", elsewhere)},
		{"keys of a family that share a secret", "outside-signature", broken("/keys", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"keys":[{"kty":"oct","k":"` + raw(oidctest.Secret) + `"}]}`))
		})},
	}
}

// However a provider misbehaves: one calm page, one code on record, and nothing else has changed.
func TestHostileProvidersLetNobodyIn(t *testing.T) {
	for _, one := range append(hostileTokens(t), hostileAnswers()...) {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			h := apptest.New(t, apptest.SQLite)
			p := oidctest.New(t, h.Clock.Now)
			settings := map[string]any{"userinfo": true}
			useProvider(t, h, p, settings)
			signedIn(t, h, "Jo").mustLink(p)
			useProvider(t, h, p, settings) // nothing is remembered of the good one
			b := newBrowser(t, h)
			back := b.leave(p, "/sign-in/with/harbour")
			one.do(t, p)
			sessions, account := rowsIn(t, h, "session"), records(t, h, "account")
			got := b.get(back)
			if want := map[bool]int{true: 503, false: 422}[one.code == "outside-absent"]; got.Status != want || !strings.Contains(got.Body, "Nothing here has changed") {
				t.Errorf("%d\n%s", got.Status, got.Body)
			}
			if got := records(t, h, "turned-away"); !slices.Equal(got, []string{one.code}) {
				t.Errorf("on record: %q, want %s", got, one.code)
			}
			if rowsIn(t, h, "session") != sessions || !slices.Equal(records(t, h, "account"), account) || rowsIn(t, h, "outside_way") != 1 || b.cookies["session"] != "" {
				t.Error("something has changed")
			}
			for _, secret := range []string{oidctest.Secret, "sub-of", "secret-of-the-other-side", "words of", "jo@example.org", "access-"} {
				if strings.Contains(got.Body, secret) || strings.Contains(h.Logs.String(), secret) {
					t.Errorf("page or log says %q\n%s", secret, h.Logs)
				}
			}
			if again := b.get(back); again.Status != http.StatusUnprocessableEntity || len(records(t, h, "turned-away")) != 2 {
				t.Errorf("the walk has ended, and coming back again gives %d", again.Status)
			}
		})
	}
}

// Every page about an answer that does not fit together is the same page.
func TestUnsoundAnswersReadTheSame(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	pages := map[string]int{}
	for _, one := range hostileTokens(t)[:12] {
		p := harbour(t, h)
		b := newBrowser(t, h)
		back := b.leave(p, "/sign-in/with/harbour")
		one.do(t, p)
		pages[b.get(back).Body]++
	}
	if len(pages) != 1 {
		t.Errorf("%d different pages", len(pages))
	}
}

func TestGoodAnswersThatLookUnusual(t *testing.T) {
	for name, do := range map[string]func(*testing.T, *oidctest.Provider){
		"a clock that is a little late":  movedClaim("exp", -50*time.Second),
		"a clock that is a little early": movedClaim("iat", 50*time.Second),
		"soon":                           movedClaim("nbf", 50*time.Second),
		"for several, asked for by us": func(_ *testing.T, p *oidctest.Provider) {
			p.Token(func(c map[string]any) { c["aud"], c["azp"] = []string{"b", oidctest.ClientID}, oidctest.ClientID })
		},
		"new keys": func(t *testing.T, p *oidctest.Provider) { p.Rotate(t) },
	} {
		t.Run(name, func(t *testing.T) {
			h := apptest.New(t, apptest.SQLite)
			p := harbour(t, h)
			signedIn(t, h, "Jo").mustLink(p)
			do(t, p)
			if got := newBrowser(t, h).comeIn(p, "/sign-in/with/harbour"); got.Status != http.StatusSeeOther {
				t.Errorf("%d\n%s", got.Status, got.Body)
			}
		})
	}
}

// answerOf changes the address on which a browser comes back.
func changed(t *testing.T, back string, change func(url.Values)) string {
	t.Helper()
	u, err := url.Parse(back)
	apptest.Must(t, err)
	q := u.Query()
	change(q)
	return u.Path + "?" + q.Encode()
}

func TestAnswersOfTheAddressAreChecked(t *testing.T) {
	for name, c := range map[string]struct {
		code   string
		names  bool
		change func(url.Values)
	}{
		"stopped there":          {"outside-said-no", false, func(q url.Values) { q.Del("code"); q.Set("error", "access_denied") }},
		"no code":                {"outside-answer", false, func(q url.Values) { q.Del("code") }},
		"a code of nobody":       {"outside-code", false, func(q url.Values) { q.Set("code", "guessed") }},
		"two codes":              {"outside-answer", false, func(q url.Values) { q.Add("code", "guessed") }},
		"another issuer's":       {"outside-mixed", false, func(q url.Values) { q.Set("iss", "https://elsewhere.example") }},
		"no issuer and it names": {"outside-mixed", true, func(q url.Values) { q.Del("iss") }},
		"an error of another":    {"outside-mixed", true, func(q url.Values) { q.Set("iss", "https://elsewhere.example"); q.Set("error", "access_denied") }},
	} {
		t.Run(name, func(t *testing.T) {
			h := apptest.New(t, apptest.SQLite)
			p := oidctest.New(t, h.Clock.Now)
			if c.names {
				p.Names()
			}
			useProvider(t, h, p, map[string]any{})
			signedIn(t, h, "Jo").mustLink(p)
			b := newBrowser(t, h)
			if got := b.get(changed(t, b.leave(p, "/sign-in/with/harbour"), c.change)); got.Status != http.StatusUnprocessableEntity || b.cookies["session"] != "" {
				t.Errorf("%d\n%s", got.Status, got.Body)
			}
			if got := records(t, h, "turned-away"); !slices.Equal(got, []string{c.code}) {
				t.Errorf("on record: %q", got)
			}
		})
	}
}

// A code that was stolen on the way does not fit the walk of the thief.
func TestACodeOfAnotherWalkDoesNotFit(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	p := harbour(t, h)
	signedIn(t, h, "Jo").mustLink(p)
	var stolen string
	changed(t, newBrowser(t, h).leave(p, "/sign-in/with/harbour"), func(q url.Values) { stolen = q.Get("code") })
	thief := newBrowser(t, h)
	got := thief.get(changed(t, thief.leave(p, "/sign-in/with/harbour"), func(q url.Values) { q.Set("code", stolen) }))
	if got.Status != http.StatusUnprocessableEntity || thief.cookies["session"] != "" {
		t.Errorf("%d", got.Status)
	}
	if got := records(t, h, "turned-away"); !slices.Equal(got, []string{"outside-code"}) {
		t.Errorf("on record: %q", got)
	}
}

// A provider that is down, or says dangerous things of itself, keeps nobody from anything else, and is asked again.
func TestAProviderThatIsDownHarmsNothingElse(t *testing.T) {
	for name, do := range map[string]func(*oidctest.Provider){
		"down": func(p *oidctest.Provider) {
			p.Break("/.well-known/openid-configuration", status(http.StatusBadGateway))
		},
		"slow":      func(p *oidctest.Provider) { p.Break("/.well-known/openid-configuration", slow) },
		"huge":      func(p *oidctest.Provider) { p.Break("/.well-known/openid-configuration", huge) },
		"a page":    func(p *oidctest.Provider) { p.Break("/.well-known/openid-configuration", page) },
		"elsewhere": func(p *oidctest.Provider) { p.Break("/.well-known/openid-configuration", elsewhere) },
		"another issuer": func(p *oidctest.Provider) {
			p.Document(func(d map[string]any) { d["issuer"] = "https://elsewhere.example" })
		},
		"plain http": func(p *oidctest.Provider) {
			p.Document(func(d map[string]any) { d["token_endpoint"] = "http://login.example/token" })
		},
		"a script": func(p *oidctest.Provider) {
			p.Document(func(d map[string]any) { d["authorization_endpoint"] = "javascript:alert(1)" })
		},
		"no keys": func(p *oidctest.Provider) { p.Document(func(d map[string]any) { delete(d, "jwks_uri") }) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := apptest.New(t, apptest.SQLite)
			bad, good := oidctest.New(t, h.Clock.Now), oidctest.New(t, h.Clock.Now)
			do(bad)
			useProvider(t, h, good, map[string]any{}, map[string]any{"id": "bad", "name": "Bad", "issuer": bad.URL})
			signedIn(t, h, "Jo").mustLink(good)
			b := newBrowser(t, h)
			if got := b.get("/sign-in/with/bad"); got.Status != http.StatusServiceUnavailable || !strings.Contains(got.Body, "Bad does not answer just now") || !strings.Contains(got.Body, `href="/sign-in"`) {
				t.Errorf("%d\n%s", got.Status, got.Body)
			}
			if got := b.get("/sign-in/with/bad"); got.Status != http.StatusServiceUnavailable || bad.Calls("/.well-known/openid-configuration") != 1 {
				t.Errorf("%d; asked %d times in a row", got.Status, bad.Calls("/.well-known/openid-configuration"))
			}
			if got := b.comeIn(good, "/sign-in/with/harbour"); got.Location() != "/" {
				t.Errorf("the other one gives %d", got.Status)
			}
			if got := h.Stranger(t).Post("/sign-in", "email", "jo@example.org", "password", apptest.Password, "next", "/library"); got.Location() != "/library" {
				t.Errorf("a password gives %d", got.Status)
			}
			bad.Break("/.well-known/openid-configuration", nil)
			bad.Document(nil)
			h.Clock.Move(6 * time.Second)
			if got := newBrowser(t, h).get("/sign-in/with/bad"); !strings.HasPrefix(got.Header.Get("Location"), bad.URL) {
				t.Errorf("it is well again, and gives %d", got.Status)
			}
			bad.Break("/.well-known/openid-configuration", status(http.StatusBadGateway))
			h.Clock.Move(25 * time.Hour)
			if got := newBrowser(t, h).get("/sign-in/with/bad"); !strings.HasPrefix(got.Header.Get("Location"), bad.URL) {
				t.Errorf("what it said yesterday should do, and gives %d", got.Status)
			}
		})
	}
}

// Whatever a provider says of itself, no call goes to a neighbour inside the network.
func TestNoCallGoesInside(t *testing.T) {
	inside := oidctest.New(t, time.Now)
	port := inside.URL[strings.LastIndexByte(inside.URL, ':'):]
	for _, settings := range []map[string]any{{}, {"hosts": []string{"localhost"}}} {
		h := apptest.New(t, apptest.SQLite)
		p := oidctest.New(t, h.Clock.Now)
		p.Document(func(d map[string]any) { d["token_endpoint"] = "http://localhost" + port + "/token" }) // not the host of the issuer
		useProvider(t, h, p, settings)
		newBrowser(t, h).comeIn(p, "/sign-in/with/harbour")
		if called, allowed := inside.Calls("/token") > 0, len(settings) > 0; called != allowed {
			t.Errorf("with %v: called %v", settings, called)
		}
	}
}
