package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/people"
	"trialogue/internal/web"
)

// A link that went astray opens nothing: without the word nobody reads a name,
// and after five words it is over, the same as one that never was.
func TestStrayLinkOpensNothingWithoutTheWord(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := invited(t, h, "Sam", "name", "Nia Rees")
		l := handOver(t, h, "Sam", path)
		al := h.As(t, "Al")
		for _, got := range []apptest.Answer{al.Get(l.link), al.Post(l.link), al.Post(l.link, "answer", "no"), al.Post(l.link, "say", "word", "word", "wrong guess")} {
			if strings.Contains(got.Body, "Sam") || strings.Contains(got.Body, "Nia") || !strings.Contains(got.Body, "One word, please") {
				t.Fatalf("without the word there is nothing but the question: %d\n%s", got.Status, got.Body)
			}
		}
		al.Post(l.link, "say", "word", "word", "wrong two")
		al.Post(l.link, "say", "word", "word", "wrong three")
		if got := al.Post(l.link, "say", "word", "word", l.word); got.Status != http.StatusTooManyRequests || !strings.Contains(got.Body, "wait five minutes") {
			t.Fatalf("after three words one waits, whatever the next one is: %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Sam").Get(path); !strings.Contains(got.Body, "3 words were typed that did not fit") {
			t.Errorf("Sam reads that somebody tries\n%s", got.Body)
		}
		other := h.As(t, "Jo") // another account does not start afresh
		other.Post(l.link, "say", "word", "word", "wrong four")
		last := other.Post(l.link, "say", "word", "word", "wrong five")
		never := other.Post("/join/"+strings.Repeat("C", 26), "say", "word", "word", "wrong five")
		if last.Status != http.StatusConflict || norm(last.Body, l.link) != norm(never.Body, "/join/"+strings.Repeat("C", 26)) {
			t.Errorf("the fifth ends it, and then it looks as if it had never been: %d", last.Status)
		}
		if got := h.As(t, "Nia").Post(l.link, "say", "word", "word", l.word); got.Status != http.StatusConflict {
			t.Errorf("even with the right word: %d", got.Status)
		}
		page := h.As(t, "Sam").Get(path)
		if !strings.Contains(page.Body, "5 words were typed that did not fit, so we ended it") || strings.Contains(page.Body, "Jo Okafor typed") {
			t.Errorf("the inviter is told, neutrally\n%s", page.Body)
		}
	})
}

func TestTheWordIsForgivingAndBindsTheLinkToOnePerson(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		l := handOver(t, h, "Sam", invited(t, h, "Sam", "name", "Nia"))
		typed := "  " + strings.ToUpper(strings.ReplaceAll(l.word, " ", " - ")) + "."
		if got := h.As(t, "Nia").Post(l.link, "say", "word", "word", typed); got.Location() != l.link {
			t.Fatalf("%q should do: %d\n%s", typed, got.Status, got.Body)
		}
		if got := h.As(t, "Nia").Get(l.link); !strings.Contains(got.Body, "Sam Okafor invites you") {
			t.Errorf("then she reads who invites\n%s", got.Body)
		}
		if got := h.As(t, "Al").Post(l.link, "say", "word", "word", l.word); got.Status != http.StatusConflict || strings.Contains(got.Body, "Sam") {
			t.Errorf("a second person with link and word comes too late: %d", got.Status)
		}
		if got := h.As(t, "Nia").Post(l.link); got.Location() != h.In("/people") {
			t.Errorf("and it still opens for her: %d", got.Status)
		}
	})
}

// With an address, the mail's link opens for that address alone, and whoever
// else opens it shortens its life.
func TestMailedLinkIsForItsAddressAlone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := invited(t, h, "Sam", "name", "Nia", "email", "nia@example.org")
		apptest.Must(t, h.RunJobs(t.Context()))
		link := mailedLink(t, h, "nia@example.org")
		if got := h.As(t, "Al").Get(link); got.Status != http.StatusConflict || strings.Contains(got.Body, "Sam") || !strings.Contains(got.Body, "another e-mail address") {
			t.Errorf("Al: %d\n%s", got.Status, got.Body)
		}
		page := h.As(t, "Sam").Get(path)
		if !strings.Contains(page.Body, "it was opened with another account") || strings.Contains(page.Body, "Al Okafor opened") {
			t.Errorf("Sam is told\n%s", page.Body)
		}
		h.Clock.Move(people.LifeAstray - time.Minute)
		if got := h.As(t, "Nia").Get(link); !strings.Contains(got.Body, "Sam Okafor invites you") {
			t.Errorf("for two days it opens for her, without a word: %d\n%s", got.Status, got.Body)
		}
		h.Clock.Move(time.Minute)
		if got := h.As(t, "Nia").Get(link); got.Status != http.StatusConflict {
			t.Errorf("and no longer: %d", got.Status)
		}
	})
}

func mailedLink(t *testing.T, h *apptest.House, to string) string {
	t.Helper()
	for _, m := range h.Mails.Mails() {
		if code := joinCode.FindString(m.Text); m.To == to && code != "" {
			return code
		}
	}
	t.Fatalf("there is no mail with a link to %s", to)
	return ""
}

func TestLinksLiveForAWeek(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		if people.Life != 7*24*time.Hour {
			t.Fatalf("a link lives for %s", people.Life)
		}
		link := linkOf(t, h, "Sam", invited(t, h, "Sam", "name", "Nia"), "Nia")
		h.Clock.Move(people.Life - time.Second)
		if got := h.As(t, "Nia").Get(link); got.Status != http.StatusOK {
			t.Errorf("to the end of the week: %d", got.Status)
		}
		h.Clock.Move(time.Second)
		if got := h.As(t, "Nia").Post(link); got.Status != http.StatusConflict {
			t.Errorf("and not after it: %d", got.Status)
		}
	})
}

func TestInvitationsOpenedByWhomTheyAreNotFor(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := invited(t, h, "Ravi", "name", "Nia", "relation", "sister")
		h.As(t, "Sam").Post(path+"/answer", "answer", "yes")
		if got := h.As(t, "Sam").Get(linkOf(t, h, "Ravi", path, "Sam")); got.Status != http.StatusConflict || !strings.Contains(got.Body, "This triangle is your own") {
			t.Errorf("the service user, as a carer of their own: %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Jo").Get(linkOf(t, h, "Ravi", path, "Jo")); got.Status != http.StatusConflict || !strings.Contains(got.Body, "You are in this triangle already") {
			t.Errorf("a carer who is in already: %d", got.Status)
		}
		link := linkOf(t, h, "Ravi", path, "Nia")
		apptest.Must(t, h.App.People.Leave(t.Context(), h.ID("Ravi"), h.Triangle))
		gone, never := h.As(t, "Nia").Get(link), h.As(t, "Nia").Get("/join/"+strings.Repeat("D", 26))
		if gone.Status != http.StatusConflict || norm(gone.Body, link) != norm(never.Body, "/join/"+strings.Repeat("D", 26)) {
			t.Errorf("when the inviter has left it is over, and looks as if it had never been: %d", gone.Status)
		}
		if _, err := h.App.People.Accept(t.Context(), h.People["Nia"], strings.TrimPrefix(link, "/join/"), ""); !errs.Is(err, errs.Conflict) {
			t.Errorf("accepting: %v", err)
		}
	})
}

// Before the service user's yes nothing reaches the one who is invited: no
// mail, no page, no count.
func TestBeforeTheYesNothingReachesTheCarer(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		nia := h.As(t, "Nia")
		before := pagesOf(nia)
		invited(t, h, "Ravi", "name", "Nia Rees", "email", "nia@example.org", "relation", "sister")
		apptest.Must(t, h.RunJobs(t.Context()))
		for _, m := range h.Mails.Mails() {
			if m.To == "nia@example.org" {
				t.Errorf("a mail went out: %+v", m)
			}
		}
		for path, was := range before {
			if is := pagesOf(nia)[path]; is != was || strings.Contains(is, "Okafor") || strings.Contains(is, "Ravi") {
				t.Errorf("%s tells something", path)
			}
		}
	})
}

// pagesOf reads every page without a place in its address.
func pagesOf(v *apptest.Visitor) map[string]string {
	out := map[string]string{}
	for _, r := range (&web.Site{}).Routes() {
		if r.Method == http.MethodGet && !strings.Contains(r.Pattern, "{") && r.Pattern != "/events" {
			out[r.Pattern] = drawnID.ReplaceAllString(v.Get(r.Pattern).Body, "")
		}
	}
	out["/"] = v.Get("/").Body
	return out
}
