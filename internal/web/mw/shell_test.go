package mw

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

// answer sends one request through a wall to a handler that says where it comes from.
func answer(t *testing.T, wall Middleware, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	wall(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprint(w, r.RemoteAddr, " ", r.Header.Get("X-Forwarded-For"), r.Header.Get("X-Forwarded-Proto"))
	})).ServeHTTP(w, r)
	return w
}

func request(method, path string, pairs ...string) *http.Request {
	r := httptest.NewRequestWithContext(context.Background(), method, path, nil)
	for i := 0; i+1 < len(pairs); i += 2 {
		r.Header.Add(pairs[i], pairs[i+1])
	}
	return r
}

func TestOnlyATrustedProxyNamesTheBrowser(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for _, c := range []struct {
		peer      string
		forwarded []string
		want      string
	}{
		{"192.0.2.9:4000", []string{"203.0.113.1"}, "192.0.2.9:4000"},
		{"10.0.0.1:4000", nil, "10.0.0.1:0"},
		{"10.0.0.1:4000", []string{"203.0.113.1"}, "203.0.113.1:0"},
		{"10.0.0.1:4000", []string{"198.51.100.7, 203.0.113.1"}, "203.0.113.1:0"}, // what stands further out may be made up
		{"10.0.0.1:4000", []string{"198.51.100.7", "203.0.113.1, 10.0.0.2"}, "203.0.113.1:0"},
		{"10.0.0.1:4000", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3:0"},
		{"10.0.0.1:4000", []string{"nonsense"}, "10.0.0.1:0"},
		{"10.0.0.1:4000", []string{"203.0.113.1, nonsense, 10.0.0.2"}, "10.0.0.2:0"},
		{"[fd00::1]:4000", []string{"2001:db8::1"}, "[2001:db8::1]:0"},
		{"[::ffff:10.0.0.1]:4000", []string{"::ffff:203.0.113.1"}, "203.0.113.1:0"},
		{"pipe", []string{"203.0.113.1"}, "pipe"},
	} {
		r := request(http.MethodGet, "/", "X-Forwarded-Proto", "https")
		r.RemoteAddr = c.peer
		for _, f := range c.forwarded {
			r.Header.Add("X-Forwarded-For", f)
		}
		if got := answer(t, Address(trusted), r).Body.String(); got != c.want+" " {
			t.Errorf("%s with %q came from %q, not %q", c.peer, c.forwarded, got, c.want)
		}
	}
}

func TestOnlyTheNamesOfTheServiceAnswer(t *testing.T) {
	wall := Host([]string{"trialogue.example.org"})
	for host, want := range map[string]int{
		"trialogue.example.org": 200, "Trialogue.Example.ORG:443": 200, "trialogue.example.org.": 200,
		"evil.example": 421, "127.0.0.1": 421, "": 421, "trialogue.example.org.evil.example": 421,
	} {
		r := request(http.MethodGet, "/sign-in")
		r.Host = host
		if got := answer(t, wall, r).Code; got != want {
			t.Errorf("%q: %d, not %d", host, got, want)
		}
	}
	r := request(http.MethodGet, "/readyz")
	r.Host = "10.1.2.3:8080"
	if got := answer(t, wall, r).Code; got != 200 {
		t.Errorf("a watcher that asks by number got %d", got)
	}
	if got := answer(t, Host(nil), request(http.MethodGet, "/")).Code; got != 200 {
		t.Errorf("without names: %d", got)
	}
}

func TestOtherSitesMayLinkAndNoMore(t *testing.T) {
	for _, c := range []struct {
		method, site, mode, dest string
		want                     int
	}{
		{"GET", "", "", "", 200}, {"GET", "none", "navigate", "document", 200}, {"GET", "same-origin", "cors", "empty", 200},
		{"GET", "cross-site", "navigate", "document", 200}, {"HEAD", "cross-site", "navigate", "document", 200},
		{"GET", "cross-site", "no-cors", "image", 403}, {"GET", "cross-site", "no-cors", "script", 403}, {"GET", "cross-site", "cors", "empty", 403},
		{"GET", "cross-site", "navigate", "iframe", 403}, {"GET", "cross-site", "navigate", "object", 403}, {"GET", "same-site", "no-cors", "image", 403},
	} {
		r := request(c.method, "/", "Sec-Fetch-Site", c.site, "Sec-Fetch-Mode", c.mode, "Sec-Fetch-Dest", c.dest)
		if c.site == "" {
			r.Header = http.Header{}
		}
		if got := answer(t, Isolate, r).Code; got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}

// A form of another site dies at one wall or the other, whatever it says.
func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	both := func(h http.Handler) http.Handler { return Isolate(Origin()(h)) }
	for _, pairs := range [][]string{
		{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"},
		{"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"},
	} {
		if got := answer(t, both, request(http.MethodPost, "/sign-in", pairs...)).Code; got != http.StatusForbidden {
			t.Errorf("%v: %d", pairs, got)
		}
	}
	if got := answer(t, both, request(http.MethodPost, "/sign-in", "Sec-Fetch-Site", "same-origin")).Code; got != 200 {
		t.Errorf("our own form: %d", got)
	}
}

func TestAFloodIsSlowedAndAWardIsNot(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	wall := Flood(5, func() time.Time { return now })
	h := wall(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	send := func(from, path string) int {
		r := request(http.MethodGet, path)
		r.RemoteAddr = from
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code == http.StatusTooManyRequests && w.Header().Get("Retry-After") == "" {
			t.Error("nothing says when to come back")
		}
		return w.Code
	}
	for i := range 20 {
		if got := send("192.0.2.1:1", "/"); got != 200 {
			t.Fatalf("request %d: %d", i, got)
		}
	}
	if got := send("192.0.2.1:2", "/"); got != http.StatusTooManyRequests {
		t.Errorf("one too many: %d", got)
	}
	if send("192.0.2.2:1", "/") != 200 || send("192.0.2.1:1", "/healthz") != 200 {
		t.Error("somebody else, or a watcher, was slowed")
	}
	for range 20 {
		send("[2001:db8::1]:1", "/")
	}
	if got := send("[2001:db8::ffff]:1", "/"); got != http.StatusTooManyRequests {
		t.Errorf("a household has one bound for all its addresses: %d", got)
	}
	if now = now.Add(time.Second); send("192.0.2.1:1", "/") != 200 {
		t.Error("a second later it goes on")
	}
}

func TestTheMemoryOfAFloodIsBounded(t *testing.T) {
	f := &flood{limit: 1, burst: 1, from: map[netip.Prefix]*rate.Limiter{}}
	r := request(http.MethodGet, "/")
	for i := range floodMost + 10 {
		r.RemoteAddr = netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), 1).String()
		f.of(r)
	}
	if len(f.from) > floodMost {
		t.Errorf("%d addresses are remembered", len(f.from))
	}
}

func TestOneTooManyAtOnceIsToldAtOnce(t *testing.T) {
	hold, inside := make(chan struct{}), make(chan struct{}, 2)
	h := Busy(2)(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			inside <- struct{}{}
			<-hold
		}
	}))
	send := func(path string) int {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, request(http.MethodGet, path))
		return w.Code
	}
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() { send("/slow") })
		<-inside
	}
	if got := send("/"); got != http.StatusServiceUnavailable {
		t.Errorf("one too many: %d", got)
	}
	if send("/healthz") != 200 || send("/events") != 200 {
		t.Error("watchers and streams are not counted")
	}
	close(hold)
	all.Wait()
	if got := send("/"); got != 200 {
		t.Errorf("afterwards: %d", got)
	}
}

func TestSizesFollowWhatABodySaysItIs(t *testing.T) {
	h := Limit(Size{Form: 10, Files: 100})(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
		}
	}))
	for _, c := range []struct {
		kind string
		size int
		want int
	}{
		{"application/x-www-form-urlencoded", 10, 200}, {"application/x-www-form-urlencoded", 11, 413}, {"", 11, 413}, {"text/plain; multipart/form-data", 11, 413},
		{"multipart/form-data; boundary=x", 100, 200}, {"multipart/form-data; boundary=x", 101, 413},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(strings.Repeat("a", c.size)))
		r.Header.Set("Content-Type", c.kind)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%q with %d bytes: %d", c.kind, c.size, w.Code)
		}
	}
}

func TestHeadersLeaveNothingToOthers(t *testing.T) {
	h := answer(t, Headers, request(http.MethodGet, "/")).Header()
	policy := h.Get("Content-Security-Policy")
	for _, part := range strings.Split(policy, "; ") {
		name, from, _ := strings.Cut(part, " ")
		if from != "'self'" && from != "'none'" {
			t.Errorf("%s may come from %s", name, from)
		}
	}
	for _, must := range []string{"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
		if !strings.Contains(policy, must) {
			t.Errorf("the policy lacks %s", must)
		}
	}
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp", "X-Frame-Options": "DENY",
	} {
		if h.Get(name) != want {
			t.Errorf("%s is %q", name, h.Get(name))
		}
	}
	if got := answer(t, Secure, request(http.MethodGet, "/")).Header().Get("Strict-Transport-Security"); got != "max-age=31536000; includeSubDomains" {
		t.Errorf("come by https: %q", got)
	}
}
