package worlds

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/store/engine"
)

// The words of people that are searched for. None of them stands anywhere else.
var secretWords = []string{"zanzibarquilt", "violetanchor", "Okafor", "example.org", "a rainy day"}

// TestPeoplesWordsStayWhereTheyBelong lets people write and read, and then
// searches everything that leaves or lies about: logs, mails, the files of the
// database, addresses and titles.
func TestPeoplesWordsStayWhereTheyBelong(t *testing.T) {
	file := apptest.SQLite(t)
	h := apptest.New(t, func(testing.TB) string { return file })
	jo, ravi, sam := h.As(t, "Jo"), h.As(t, "Ravi"), h.As(t, "Sam")
	e, note := id.New(), id.New()
	jo.Post(h.In("/write/send"), "draft", e, "topic", "early-signs", "confidence", "team", "say", "zanzibarquilt and Al")
	ravi.Post(h.In("/write/send"), "draft", note, "topic", "medicines", "say", "violetanchor")
	sam.Post(h.In("/write/send"), "draft", id.New(), "topic", "gossip", "say", "violetanchor") // a form with a mistake
	sam.Post("/sign-in", "email", "Sam@example.org", "password", "zanzibarquilt")              // and a wrong password
	apptest.Must(t, h.RunJobs(t.Context()))
	w := walker{house: h, entries: []string{e, note}, people: everybody(h)}
	for _, name := range []string{"Sam", "Jo", "Ravi", "Nia"} {
		v := h.As(t, name)
		for request, answer := range w.walk(v) {
			checkAddresses(t, request, answer)
		}
		v.Get(h.In("/timeline?q=zanzibarquilt"))
	}
	search(t, "the logs", h.Logs.Bytes(), secretWords)
	apptest.Must(t, h.Close())
	files, err := filepath.Glob(file + "*")
	apptest.Must(t, err)
	for _, f := range files {
		body, err := os.ReadFile(f)
		apptest.Must(t, err)
		search(t, filepath.Base(f), body, []string{"zanzibarquilt", "violetanchor", "a rainy day"})
	}
}

var (
	title = regexp.MustCompile(`<title>([^<]*)</title>`)
	href  = regexp.MustCompile(`(?:href|action|src)="([^"]*)"`)
)

// checkAddresses looks at titles and at every address of a page.
func checkAddresses(t *testing.T, request, answer string) {
	t.Helper()
	for _, m := range title.FindAllStringSubmatch(answer, -1) {
		if m[1] != "Trialogue" {
			t.Errorf("%s has the title %q", request, m[1])
		}
	}
	for _, m := range href.FindAllStringSubmatch(answer, -1) {
		if strings.HasPrefix(m[1], "mailto:") {
			continue
		}
		search(t, "an address on "+request, []byte(m[1]), secretWords)
	}
}

func search(t *testing.T, where string, body []byte, words []string) {
	t.Helper()
	for _, word := range words {
		if at := bytes.Index(bytes.ToLower(body), []byte(strings.ToLower(word))); at >= 0 {
			from, to := max(0, at-80), min(len(body), at+80)
			t.Errorf("%q stands in %s: …%q…", word, where, body[from:to])
		}
	}
}

// TestAnEmptyProgramAnswers walks a database in which nobody is.
func TestAnEmptyProgramAnswers(t *testing.T) {
	h := apptest.Empty(t, apptest.SQLite(t), engine.Options{})
	for _, path := range []string{"/sign-in", "/library", "/begin", "/ring", "/healthz", "/readyz"} {
		if got := h.Stranger(t).Get(path); got.Status != http.StatusOK {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
	if got := h.Stranger(t).Get("/"); got.Location() != "/sign-in" {
		t.Errorf("/ leads to %q", got.Location())
	}
}
