package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// spoken is what a running command has said so far.
type spoken struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

var places = regexp.MustCompile(`https?://([0-9.:]+)`)

// started runs a command that serves, and gives the addresses that it names.
func started(t *testing.T, wanted int, args ...string) (addresses []string, out *spoken, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	out = &spoken{}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, env{args: args, stdin: strings.NewReader(""), stdout: out, stderr: out, getenv: func(string) string { return "" }})
	}()
	waitFor(t, "the addresses of "+args[0], func() bool { return len(places.FindAllString(out.String(), -1)) == wanted })
	for _, m := range places.FindAllStringSubmatch(out.String(), -1) {
		addresses = append(addresses, m[0])
	}
	return addresses, out, func() int {
		cancel()
		select {
		case c := <-code:
			return c
		case <-time.After(2 * time.Minute):
			t.Fatalf("it did not stop:\n%s", out)
			return 0
		}
	}
}

func fetch(t *testing.T, url string) (int, string) {
	t.Helper()
	answer, err := http.Get(url) //nolint:noctx // a test's own server
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestServeAnswersMeasuresAndStops(t *testing.T) {
	at, out, stop := started(t, 2, "serve", "-data", t.TempDir(), "-addr", "127.0.0.1:0", "-metrics-addr", "127.0.0.1:0", "-log-json")
	metrics, pages := at[0], at[1]
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/sign-in": 200, "/metrics": 404} {
		if got, _ := fetch(t, pages+path); got != want {
			t.Errorf("%s gave %d, want %d", path, got, want)
		}
	}
	if _, body := fetch(t, metrics+"/metrics"); !strings.Contains(body, `trialogue_requests_total{route="GET /readyz",status="200"} 1`) || !strings.Contains(body, "go_goroutines") {
		t.Errorf("metrics:\n%s", body)
	}
	if code := stop(); code != 0 {
		t.Errorf("ended with %d:\n%s", code, out)
	}
	if !strings.Contains(out.String(), `"route":"GET /sign-in"`) {
		t.Errorf("a line of JSON for each request:\n%s", out)
	}
	if answer, err := http.Get(pages + "/healthz"); err == nil { //nolint:noctx // a test's own server
		_ = answer.Body.Close()
		t.Error("still answering after the end")
	}
}

func TestOpenStreamDoesNotHoldUpTheEnd(t *testing.T) {
	at, out, stop := started(t, 1, "demo", "-addr", "127.0.0.1:0")
	_, page := fetch(t, at[0]+"/sign-in")
	person := regexp.MustCompile(`name="person" value="([^"]+)"`).FindStringSubmatch(page)
	if person == nil {
		t.Fatalf("nobody to sign in as:\n%s", page)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	signed, err := client.Post(at[0]+"/demo/sign-in", "application/x-www-form-urlencoded", strings.NewReader("person="+person[1])) //nolint:noctx // a test's own server
	if err != nil || len(signed.Cookies()) == 0 {
		t.Fatalf("signing in: %v", err)
	}
	_ = signed.Body.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at[0]+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(signed.Cookies()[0])
	stream, err := client.Do(r)
	if err != nil || stream.StatusCode != http.StatusOK {
		t.Fatalf("stream: %v", err)
	}
	defer func() { _ = stream.Body.Close() }()
	begin := time.Now()
	if code := stop(); code != 0 {
		t.Errorf("ended with %d:\n%s", code, out)
	}
	if took := time.Since(begin); took >= graceful {
		t.Errorf("the end took %v: an open page held it up", took)
	}
	if rest, err := io.ReadAll(stream.Body); err != nil {
		t.Errorf("the stream was cut off instead of ended: %v after %q", err, rest)
	}
}

func TestServeRefusesWhatCannotWork(t *testing.T) {
	wants(t, 2, "flag provided but not defined", "serve", "-no-such-setting")
	wants(t, 1, "invalid port", "serve", "-data", t.TempDir(), "-addr", "127.0.0.1:99999")
	wants(t, 1, "invalid port", "serve", "-data", t.TempDir(), "-addr", "127.0.0.1:0", "-metrics-addr", "127.0.0.1:99999")
	wants(t, 1, "mail server is host:port", "serve", "-data", t.TempDir(), "-smtp", "mail.example.org", "-mail-from", "a@example.org")
}
