package web_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"trialogue/internal/apptest"
)

var (
	headings = regexp.MustCompile(`<h2 id="([a-z]+)">`)
	hrefs    = regexp.MustCompile(`<a [^>]*href="([^"]+)"`)
)

// The account page is one page and not five: who I am, how I sign in, where, how
// I am reached, and the rest. No two of its links lead to one page.
func TestAccountPageReadsAsOne(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	for _, name := range []string{"Sam", "Jo", "Ravi"} {
		_, main, _ := strings.Cut(h.As(t, name).Get("/account").Body, "<main")
		main, _, _ = strings.Cut(main, "</main>")
		var order []string
		for _, m := range headings.FindAllStringSubmatch(main, -1) {
			if m[1] != "work" {
				order = append(order, m[1])
			}
		}
		if want := []string{"you", "ways", "sessions", "reach", "more"}; !slices.Equal(order, want) {
			t.Errorf("%s reads %v", name, order)
		}
		seen := map[string]bool{}
		for _, m := range hrefs.FindAllStringSubmatch(main, -1) {
			if seen[m[1]] && m[1] != "/account" { // messages lead back to where they stand
				t.Errorf("%s finds %s twice", name, m[1])
			}
			seen[m[1]] = true
		}
		if !strings.Contains(main, `href="/account/safe"`) || !strings.Contains(main, `href="/account/close"`) {
			t.Errorf("%s does not find what they came for", name)
		}
	}
}
