// Package oidctest is a provider of OpenID Connect that can misbehave in every
// way that one can think of. Only tests import it.
package oidctest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// Who we are at the provider.
const (
	ClientID = "trialogue-at-riverside"
	Secret   = "a secret + that / needs % escaping"
)

// Provider signs people in. What is set changes how it behaves from then on.
type Provider struct {
	URL string // the issuer
	Now func() time.Time

	mu       sync.Mutex
	server   *httptest.Server
	key      *rsa.PrivateKey
	keyID    string
	codes    map[string]asked
	calls    map[string]int
	subject  string
	claims   map[string]any
	info     map[string]any
	document func(map[string]any)
	token    func(map[string]any)
	sign     func(map[string]any) string
	broken   map[string]http.HandlerFunc
	public   crypto.PublicKey // of a client that signs who it is
	seen     map[string]bool  // signed words that were used
	names    bool             // says in answers whose they are
}

// asked is what the browser brought.
type asked struct{ nonce, challenge, back string }

// New starts one.
func New(t testing.TB, now func() time.Time) *Provider {
	t.Helper()
	p := &Provider{Now: now, codes: map[string]asked{}, calls: map[string]int{}, broken: map[string]http.HandlerFunc{}, seen: map[string]bool{}, subject: "sub-of-jo"}
	p.Rotate(t)
	mux := http.NewServeMux()
	for path, do := range map[string]http.HandlerFunc{
		"/.well-known/openid-configuration": p.discovery, "/authorize": p.authorize, "/token": p.exchange, "/keys": p.keys, "/userinfo": p.userinfo,
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.calls[path]++
			if broken := p.broken[path]; broken != nil {
				broken(w, r)
				return
			}
			do(w, r)
		})
	}
	p.server = httptest.NewServer(mux)
	p.URL = p.server.URL
	t.Cleanup(p.server.Close)
	return p
}

// Rotate takes a new key; the old one is no longer among those that are shown.
func (p *Provider) Rotate(t testing.TB) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key, p.keyID = key, rand.Text()
}

// As says who signs in from now on, with which further claims.
func (p *Provider) As(subject string, claims map[string]any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.subject, p.claims = subject, claims
}

// Info sets what userinfo tells beyond the subject.
func (p *Provider) Info(claims map[string]any) { p.mu.Lock(); defer p.mu.Unlock(); p.info = claims }

// Document changes what discovery says.
func (p *Provider) Document(change func(map[string]any)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.document = change
}

// Token changes the claims of every signed token.
func (p *Provider) Token(change func(map[string]any)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.token = change
}

// Sign makes tokens in another way.
func (p *Provider) Sign(how func(map[string]any) string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sign = how
}

// Break answers a path in another way; nil mends it.
func (p *Provider) Break(path string, how http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.broken[path] = how
}

// Names has the provider say in every answer whose it is.
func (p *Provider) Names() { p.mu.Lock(); defer p.mu.Unlock(); p.names = true }

// Client sets the public key of a client that signs who it is.
func (p *Provider) Client(key crypto.PublicKey) { p.mu.Lock(); defer p.mu.Unlock(); p.public = key }

// Calls counts how often a path was asked for.
func (p *Provider) Calls(path string) int { p.mu.Lock(); defer p.mu.Unlock(); return p.calls[path] }

// Walk is a browser that goes where it is sent, signs in there, and is sent
// back: it gives the address on which it lands.
func (p *Provider) Walk(t testing.TB, address string) *url.URL {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	back, err := answer.Location()
	if err != nil {
		t.Fatalf("the provider answers %d and leads nowhere: %v", answer.StatusCode, err)
	}
	return back
}

// SettingsFile writes settings for this provider and gives the file's path.
// What is given is put on top; a nil takes a setting away.
func (p *Provider) SettingsFile(t testing.TB, more ...map[string]any) string {
	t.Helper()
	dir := t.TempDir()
	var all []map[string]any
	for _, changes := range more {
		one := map[string]any{
			"id": "harbour", "name": "Harbour", "issuer": p.URL, "client_id": ClientID, "client_auth": "client_secret_basic", "secret_file": "secret",
			"for": []string{"service-user", "carer"},
		}
		maps.Copy(one, changes)
		maps.DeleteFunc(one, func(_ string, value any) bool { return value == nil })
		all = append(all, one)
	}
	text, err := json.Marshal(map[string]any{"providers": all})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "providers.json")
	for name, text := range map[string][]byte{path: text, filepath.Join(dir, "secret"): []byte(Secret + "\n")} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	doc := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
		"userinfo_endpoint": p.URL + "/userinfo", "id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"}, "response_types_supported": []string{"code"},
	}
	if p.names {
		doc["authorization_response_iss_parameter_supported"] = true
	}
	if p.document != nil {
		p.document(doc)
	}
	answer(w, doc)
}

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("response_type") != "code" || q.Get("client_id") != ClientID || q.Get("code_challenge_method") != "S256" || !strings.Contains(" "+q.Get("scope")+" ", " openid ") {
		http.Error(w, "a bad question: "+r.URL.RawQuery, http.StatusBadRequest)
		return
	}
	code := rand.Text()
	p.codes[code] = asked{nonce: q.Get("nonce"), challenge: q.Get("code_challenge"), back: q.Get("redirect_uri")}
	back := url.Values{"code": {code}, "state": {q.Get("state")}}
	if p.names {
		back.Set("iss", p.URL)
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusSeeOther)
}

func (p *Provider) exchange(w http.ResponseWriter, r *http.Request) {
	was, known := p.codes[r.PostFormValue("code")]
	delete(p.codes, r.PostFormValue("code"))
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	switch {
	case !p.isClient(r):
		fail(w, http.StatusUnauthorized, "invalid_client")
	case !known, was.back != r.PostFormValue("redirect_uri"), base64.RawURLEncoding.EncodeToString(sum[:]) != was.challenge:
		fail(w, http.StatusBadRequest, "invalid_grant")
	default:
		answer(w, map[string]any{"access_token": "access-" + p.subject, "token_type": "Bearer", "expires_in": 300, "id_token": p.idToken(was.nonce)})
	}
}

// isClient checks who asks, in each of the ways that are used here.
func (p *Provider) isClient(r *http.Request) bool {
	if word := r.PostFormValue("client_assertion"); word != "" {
		return p.isSigned(word) && r.PostFormValue("client_secret") == "" && r.PostFormValue("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
	}
	if name, secret, basic := r.BasicAuth(); basic {
		name, _ = url.QueryUnescape(name)
		secret, _ = url.QueryUnescape(secret)
		return name == ClientID && secret == Secret
	}
	return r.PostFormValue("client_id") == ClientID && r.PostFormValue("client_secret") == Secret
}

func (p *Provider) isSigned(word string) bool {
	parsed, err := jwt.ParseSigned(word, []jose.SignatureAlgorithm{jose.RS512, jose.RS256, jose.ES256})
	if err != nil || p.public == nil {
		return false
	}
	var c jwt.Claims
	if parsed.Claims(p.public, &c) != nil || p.seen[c.ID] || c.ID == "" || c.Expiry == nil || c.Expiry.Time().After(p.Now().Add(5*time.Minute)) {
		return false
	}
	p.seen[c.ID] = true
	return c.ValidateWithLeeway(jwt.Expected{Issuer: ClientID, Subject: ClientID, AnyAudience: jwt.Audience{p.URL + "/token"}, Time: p.Now()}, time.Minute) == nil
}

func (p *Provider) idToken(nonce string) string {
	now := p.Now()
	claims := map[string]any{
		"iss": p.URL, "sub": p.subject, "aud": ClientID, "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "nonce": nonce, "auth_time": now.Unix(),
	}
	maps.Copy(claims, p.claims)
	if p.token != nil {
		p.token(claims)
	}
	maps.DeleteFunc(claims, func(_ string, value any) bool { return value == nil })
	if p.sign != nil {
		return p.sign(claims)
	}
	text, _ := json.Marshal(claims)
	return Signed(jose.RS256, p.key, p.keyID, text)
}

// Signed signs any text as a token.
func Signed(alg jose.SignatureAlgorithm, key any, keyID string, text []byte) string {
	options := (&jose.SignerOptions{}).WithType("JWT")
	if keyID != "" {
		options = options.WithHeader("kid", keyID)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, options)
	if err != nil {
		panic(err)
	}
	signed, err := signer.Sign(text)
	if err != nil {
		panic(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		panic(err)
	}
	return token
}

// Key is the key that signs now, for tokens that a test makes in Sign.
func (p *Provider) Key() (*rsa.PrivateKey, string) { return p.key, p.keyID }

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: p.keyID, Algorithm: "RS256", Use: "sig"}}})
}

func (p *Provider) userinfo(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer access-"+p.subject {
		http.Error(w, "who asks?", http.StatusUnauthorized)
		return
	}
	claims := map[string]any{"sub": p.subject}
	maps.Copy(claims, p.info)
	answer(w, claims)
}

func answer(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}

func fail(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": code, "error_description": "words of the other side"})
}
