package worlds

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// linkOrName is what a mail may hold: our own name, and a link with a code.
var linkOrName = regexp.MustCompile(`http://trialogue\.test[/a-z-]*[A-Z2-7]*|Trialogue`)

// unsaid are words that would tell somebody who looks at a lock screen what this
// is about.
func unsaid(h *apptest.House) []string {
	out := []string{"triangle", "carer", "service user", "nurse", "team", "hospital", "mental", "health", "pause", "hold", "alone", "safeguard", "sharing", "private", "secretword"}
	for _, p := range h.People {
		out = append(out, triangle.FirstName(p.Name), p.Name[strings.LastIndex(p.Name, " ")+1:])
	}
	for _, t := range sharing.Topics() {
		if t.Name != "team" { // a word of everyday, looked for above
			out = append(out, strings.ReplaceAll(t.Name, "-", " "))
		}
	}
	return out
}

// TestMailsAndTitlesNameNobody lets everything happen that sends a mail, and looks
// through all of them, and through the title of every page.
func TestMailsAndTitlesNameNobody(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	s := begin(t, h)
	hold(t, h, "Ravi", "Al")
	happen(t, h, s, "Al")
	_, err := h.App.People.Invite(t.Context(), people.Invitation{
		ID: id.New(), Triangle: h.Triangle, By: h.ID("Sam"), Corner: sharing.Carer, Name: "Grandma Okafor", Email: "gran@example.org", Relation: "friend", Ends: h.Clock.Now().AddDate(0, 0, 7).UnixMicro(),
	})
	apptest.Must(t, err)
	h.Stranger(t).Post("/begin", "name", "Somebody", "email", "Sam@example.org", "password", apptest.Password, "corner", "carer") // has an account already
	h.Clock.Move(2 * time.Hour)
	apptest.Must(t, h.RunJobs(t.Context()))
	subjects := map[string]bool{}
	for _, m := range h.Mails.Mails() {
		subjects[m.Subject] = true
		text := linkOrName.ReplaceAllString(m.Subject+"\n"+m.Text, "")
		for _, word := range unsaid(h) {
			if regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(word) + `\b`).MatchString(text) {
				t.Errorf("a mail says %q: %q", word, text)
			}
		}
	}
	if len(subjects) < 2 {
		t.Errorf("only these were sent: %v", subjects)
	}
	w := walker{house: h, entries: []string{s.seen}, people: everybody(h)}
	for _, name := range []string{"Sam", "Jo", "Ravi", "Nia"} {
		v := h.As(t, name)
		if name == "Sam" {
			v.Post(h.In("/private")) // so that the private pages are walked, too
		}
		for request, answer := range w.walk(v) {
			checkAddresses(t, request, answer)
		}
	}
}
