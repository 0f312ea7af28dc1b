package web_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/news"
	"trialogue/internal/signin"
)

// stream is an open /events. Lines come as they are sent.
type stream struct {
	status int
	header http.Header
	lines  chan string // closed at its end
}

func openStream(t *testing.T, h *apptest.House, server *httptest.Server, token string) stream {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/events", nil)
	apptest.Must(t, err)
	r.Header.Set("Accept-Encoding", "gzip")
	if token != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: token})
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	apptest.Must(t, err)
	s := stream{status: answer.StatusCode, header: answer.Header, lines: make(chan string, 100)}
	go func() {
		defer close(s.lines)
		defer func() { _ = answer.Body.Close() }()
		for scan := bufio.NewScanner(answer.Body); scan.Scan(); {
			s.lines <- scan.Text()
		}
	}()
	return s
}

// next waits for a line that is not empty; ok is false at the end of the stream.
func (s stream) next(t *testing.T) (line string, ok bool) {
	t.Helper()
	for {
		select {
		case line, ok = <-s.lines:
			if !ok || line != "" {
				return line, ok
			}
		case <-time.After(2 * time.Minute):
			t.Fatal("nothing came")
		}
	}
}

func served(t *testing.T, h *apptest.House) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(h.Handler)
	t.Cleanup(server.Close)
	t.Cleanup(h.Bell.Stop) // before the server waits for its streams
	return server
}

func session(t *testing.T, h *apptest.House, first string) string {
	t.Helper()
	token, err := h.SignIn.Start(t.Context(), h.ID(first), signin.Proof{Way: signin.ByPasskey, Level: 2, Device: "test"})
	apptest.Must(t, err)
	return token
}

func TestStreamSaysThatSomethingIsNewAndNothingElse(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		server := served(t, h)
		ravi, sam := openStream(t, h, server, session(t, h, "Ravi")), openStream(t, h, server, session(t, h, "Sam"))
		if ravi.status != http.StatusOK || ravi.header.Get("Content-Type") != "text/event-stream" || ravi.header.Get("Content-Encoding") != "" {
			t.Fatalf("the stream begins with %d %v", ravi.status, ravi.header)
		}
		for _, s := range []stream{ravi, sam} {
			if line, _ := s.next(t); line != ": hello" {
				t.Fatalf("first line %q", line)
			}
		}
		sent := h.As(t, "Jo").Post(h.In("/write/send"), "topic", "early-signs", "confidence", "team", "say", "a secret word")
		if sent.Status != http.StatusSeeOther {
			t.Fatalf("sending gave %d", sent.Status)
		}
		_, err := h.Worker.Drain(t.Context())
		apptest.Must(t, err)
		if one, _ := ravi.next(t); one != "event: new" {
			t.Errorf("Ravi heard %q", one)
		}
		if two, _ := ravi.next(t); two != "data:" {
			t.Errorf("Ravi heard %q after it", two)
		}
		select {
		case line := <-sam.lines:
			if line != "" {
				t.Errorf("Sam, from whom it is withheld, heard %q", line)
			}
		case <-time.After(200 * time.Millisecond):
		}
	})
}

func TestStreamNeedsASession(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	if s := openStream(t, h, served(t, h), ""); s.status != http.StatusSeeOther || s.header.Get("Location") != "/sign-in?next=%2Fevents" {
		t.Errorf("a stranger got %d to %q", s.status, s.header.Get("Location"))
	}
}

func TestStreamsOfOnePersonAreLimited(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	server, token := served(t, h), session(t, h, "Ravi")
	for range news.StreamsMost {
		s := openStream(t, h, server, token)
		s.next(t)
	}
	if s := openStream(t, h, server, token); s.status != http.StatusNoContent {
		t.Errorf("one stream too many got %d; 204 tells a browser not to come back", s.status)
	}
}

func TestStreamEndsWithItsSessionAndDoesNotKeepItAlive(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	server, token := served(t, h), session(t, h, "Ravi")
	s := openStream(t, h, server, token)
	s.next(t)
	h.Clock.Move(59 * time.Minute)
	again := openStream(t, h, server, token)
	again.next(t)
	h.Clock.Move(2 * time.Minute) // 61 minutes after anybody did anything
	h.Bell.Ring(h.ID("Ravi"))
	for _, one := range []stream{s, again} {
		if line, open := one.next(t); open {
			t.Errorf("after the session ended the stream said %q", line)
		}
	}
}

func TestStoppingEndsStreams(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	s := openStream(t, h, served(t, h), session(t, h, "Ravi"))
	s.next(t)
	h.Stopping()
	if line, open := s.next(t); open {
		t.Errorf("a program that stops said %q", line)
	}
}

func TestPagesNameTheStream(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	if page := h.As(t, "Ravi").Get(h.In("/timeline")); !strings.Contains(page.Body, `data-events="/events"`) {
		t.Error("a page of somebody signed in should name the stream")
	}
	if page := h.Stranger(t).Get("/sign-in"); strings.Contains(page.Body, "data-events") {
		t.Error("a page of a stranger should not")
	}
}
