package web_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/store/engine"
)

var (
	lostLink   = regexp.MustCompile(`/lost/[A-Za-z0-9_-]{40,}`)
	stopLink   = regexp.MustCompile(`/lost/stop/[0-9a-f-]{36}/[0-9a-f]{64}`)
	sixFigures = regexp.MustCompile(`(\d{3} \d{3})</strong>`)
	vouchLink  = regexp.MustCompile(`/vouch/[0-9a-f-]{36}`)
	stopAction = regexp.MustCompile(`/account/recovery/[0-9a-f-]{36}/stop`)
)

// asksBack asks for a link and returns the last mail.
func asksBack(t *testing.T, h *apptest.House, email string) string {
	t.Helper()
	if got := newBrowserAt(t, h, chromeOnWindows, away).post("/lost", "email", email); got.Status != http.StatusOK {
		t.Fatalf("asking gave %d\n%s", got.Status, got.Body)
	}
	return lastMail(t, h)
}

func lastMail(t *testing.T, h *apptest.House) string {
	t.Helper()
	apptest.Must(t, h.RunJobs(t.Context()))
	mails := h.Mails.Mails()
	if len(mails) == 0 {
		return ""
	}
	return mails[len(mails)-1].Text
}

// opensLink asks for a link and opens it in a browser of its own.
func opensLink(t *testing.T, h *apptest.House, email string) *browser {
	t.Helper()
	b := newBrowserAt(t, h, chromeOnWindows, away)
	if got := b.post(lostLink.FindString(asksBack(t, h, email))); got.Location() != "/lost/on" {
		t.Fatalf("opening the link gave %d %q\n%s", got.Status, got.Location(), got.Body)
	}
	return b
}

// number is what the one who asks reads out.
func (b *browser) number() string {
	b.t.Helper()
	m := sixFigures.FindStringSubmatch(b.get("/lost/on").Body)
	if m == nil {
		b.t.Fatal("no number is shown")
	}
	return m[1]
}

// vouchPath is where somebody answers for the one who asks; empty where they are not asked.
func vouchPath(t *testing.T, h *apptest.House, name string) string {
	t.Helper()
	return vouchLink.FindString(h.As(t, name).Get("/").Body)
}

func TestComingBackWithASecondPerson(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		old := h.As(t, "Jo")
		b := opensLink(t, h, "jo@example.org")
		number := b.number()
		if got := b.post("/lost/on", "password", freshPassword); got.Status != http.StatusConflict || !strings.Contains(got.Body, "not time yet") {
			t.Errorf("without the second person it gave %d", got.Status)
		}
		path := vouchPath(t, h, "Ravi")
		if path == "" {
			t.Fatal("Ravi is not asked")
		}
		page := h.As(t, "Ravi").Get(path).Body
		for _, want := range []string{"Is it Jo Okafor?", "Ring the number that you know", "Do not ask them about their life"} {
			if !strings.Contains(page, want) {
				t.Errorf("the page lacks %q", want)
			}
		}
		if got := h.As(t, "Ravi").Post(path, "number", "000 000", "how", "rang"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "not the number") {
			t.Errorf("a wrong number gave %d", got.Status)
		}
		if got := h.As(t, "Ravi").Post(path, "number", number); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "how you made sure") {
			t.Errorf("without a reason it gave %d", got.Status)
		}
		if got := h.As(t, "Ravi").Post(path, "number", number, "how", "rang"); got.Status != http.StatusSeeOther {
			t.Fatalf("vouching gave %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Bea").Post(path, "number", number, "how", "rang"); got.Status != http.StatusNotFound {
			t.Errorf("vouching twice gave %d", got.Status)
		}
		if got := b.post("/lost/on", "password", "short"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a short password gave %d", got.Status)
		}
		if got := b.post("/lost/on", "password", freshPassword); got.Location() != "/account/sessions" {
			t.Fatalf("coming back gave %d\n%s", got.Status, got.Body)
		}
		if !b.in() || old.Get("/account").Status == http.StatusOK {
			t.Error("the new session does not hold, or an old one goes on")
		}
		if got := b.post("/lost/on", "password", "another long password"); got.Status != http.StatusConflict {
			t.Errorf("a second time it gave %d", got.Status)
		}
		if strings.Contains(lastMail(t, h), "/lost/stop/") || len(h.Mails.Mails()) != 4 {
			t.Errorf("each step is one mail, and the last stops nothing: %+v", h.Mails.Mails())
		}
		if signInAs(t, h, "jo@example.org", apptest.Password).Status == http.StatusSeeOther || signInAs(t, h, "jo@example.org", freshPassword).Status != http.StatusSeeOther {
			t.Error("only the new password holds")
		}
		records := strings.Join(organisationRecords(t, h, "account"), "\n")
		for _, want := range []string{"recovery-asked", string(h.ID("Ravi")) + " " + string(h.ID("Jo")) + ` recovery-vouched {"how":"rang"}`, "recovered"} {
			if !strings.Contains(records, want) {
				t.Errorf("on record is no %q:\n%s", want, records)
			}
		}
	})
}

func TestAloneComingBackTakesADay(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		b := opensLink(t, h, "nia@example.org")
		if got := b.get("/lost/on"); !strings.Contains(got.Body, "One day to wait") || sixFigures.MatchString(got.Body) {
			t.Errorf("it shows\n%s", got.Body)
		}
		for _, name := range []string{"Ravi", "Grace"} {
			if vouchPath(t, h, name) != "" {
				t.Errorf("%s is asked about somebody of no triangle", name)
			}
		}
		h.Clock.Move(23*time.Hour + 59*time.Minute)
		if got := b.post("/lost/on", "password", freshPassword); got.Status != http.StatusConflict {
			t.Errorf("before the day is over it gave %d", got.Status)
		}
		h.Clock.Move(time.Minute)
		if got := b.post("/lost/on", "password", freshPassword); got.Location() != "/account/sessions" {
			t.Errorf("after the day it gave %d\n%s", got.Status, got.Body)
		}
	})
}

func TestOwnerStopsIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		b := opensLink(t, h, "nia@example.org")
		page := h.As(t, "Nia").Get("/").Body
		action := stopAction.FindString(page)
		if action == "" || !strings.Contains(page, "That was not me") {
			t.Fatalf("an open session is not told:\n%s", page)
		}
		if got := h.As(t, "Jo").Post(action); got.Status != http.StatusNotFound {
			t.Errorf("somebody else stops it: %d", got.Status)
		}
		if got := h.As(t, "Nia").Post(action); got.Location() != "/account/sessions" {
			t.Fatalf("stopping gave %d", got.Status)
		}
		h.Clock.Move(25 * time.Hour)
		if got := b.post("/lost/on", "password", freshPassword); got.Status != http.StatusConflict || !strings.Contains(got.Body, "was stopped") {
			t.Errorf("after it was stopped it gave %d", got.Status)
		}
		// And by whoever has the mail, with one press, which no program makes by looking.
		b = opensLink(t, h, "nia@example.org")
		stop := stopLink.FindString(lastMail(t, h))
		newBrowserAt(t, h, chromeOnWindows, home).get(stop)
		if got := b.get("/lost/on"); got.Status != http.StatusOK {
			t.Fatalf("looking at the address stops it: %d", got.Status)
		}
		if got := newBrowserAt(t, h, chromeOnWindows, home).post(stop[:len(stop)-4] + "0000"); got.Status != http.StatusNotFound {
			t.Errorf("a wrong code gave %d", got.Status)
		}
		if got := newBrowserAt(t, h, chromeOnWindows, home).post(stop); got.Status != http.StatusOK || !strings.Contains(got.Body, "It is stopped") {
			t.Errorf("stopping by mail gave %d", got.Status)
		}
		if got := b.get("/lost/on"); got.Status != http.StatusConflict {
			t.Errorf("afterwards the browser gets %d", got.Status)
		}
	})
}

// Only somebody who stands with the one who asks is asked, and sees that anybody asks at all.
func TestWrongPersonIsNotAsked(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		b := opensLink(t, h, "ravi@example.org") // a professional without a team: an administrator alone can say yes
		number := b.number()
		for _, name := range []string{"Sam", "Jo", "Al", "Bea", "Grace", "Ravi"} {
			if path := vouchPath(t, h, name); path != "" {
				t.Errorf("%s is asked", name)
			}
		}
		makeAdmin(t, h, "Bea")
		path := vouchPath(t, h, "Bea")
		if path == "" {
			t.Fatal("the administrator is not asked")
		}
		for _, name := range []string{"Sam", "Jo", "Mei", "Ravi"} {
			if got := h.As(t, name).Post(path, "number", number, "how", "met"); got.Status != http.StatusNotFound {
				t.Errorf("%s vouches: %d", name, got.Status)
			}
		}
		if got := h.As(t, "Bea").Post(path, "number", number, "how", "met"); got.Status != http.StatusSeeOther {
			t.Errorf("the administrator vouches: %d", got.Status)
		}
	})
}

// Two who ask at once cannot let each other in, and who just came back lets in nobody.
func TestTwoWhoAskDoNotVouchForEachOther(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		makeAdmin(t, h, "Bea")
		makeAdmin(t, h, "Mei")
		opensLink(t, h, "bea@example.org")
		mei := opensLink(t, h, "mei@example.org")
		if vouchPath(t, h, "Bea") != "" || vouchPath(t, h, "Mei") != "" {
			t.Fatal("one who asks to come back is asked about another")
		}
		makeAdmin(t, h, "Grace")
		if got := h.As(t, "Grace").Post(vouchOf(t, h, "Grace", "Mei Lee"), "number", mei.number(), "how", "met"); got.Status != http.StatusSeeOther {
			t.Fatalf("Grace vouches: %d", got.Status)
		}
		mei.post("/lost/on", "password", freshPassword)
		if vouchPath(t, h, "Mei") != "" {
			t.Error("who came back a minute ago is asked about another")
		}
		h.Clock.Move(25 * time.Hour)
		if vouchPath(t, h, "Mei") == "" {
			t.Error("a day later Mei is asked like everybody")
		}
	})
}

// vouchOf finds among several who ask the one of a name.
func vouchOf(t *testing.T, h *apptest.House, by, name string) string {
	t.Helper()
	for _, path := range vouchLink.FindAllString(h.As(t, by).Get("/").Body, -1) {
		if strings.Contains(h.As(t, by).Get(path).Body, "Is it "+name+"?") {
			return path
		}
	}
	t.Fatalf("%s is not asked about %s", by, name)
	return ""
}

func makeAdmin(t *testing.T, h *apptest.House, name string) {
	t.Helper()
	execForTest(t, h, "UPDATE person SET admin = 1 WHERE id = $1", string(h.ID(name)))
}

func TestLinkWorksOnceAndForAnHour(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		link := lostLink.FindString(asksBack(t, h, "nia@example.org"))
		b := newBrowserAt(t, h, chromeOnWindows, away)
		for range 3 { // a program that reads mails
			if got := b.get(link); got.Status != http.StatusOK {
				t.Fatalf("looking at the link gave %d", got.Status)
			}
		}
		b.post(link)
		for _, again := range []apptest.Answer{b.post(link), b.get(link), newBrowserAt(t, h, chromeOnWindows, home).post(link)} {
			if again.Status != http.StatusConflict || !strings.Contains(again.Body, "has been used") {
				t.Errorf("the link again gave %d", again.Status)
			}
		}
		if got := newBrowserAt(t, h, chromeOnWindows, home).get("/lost/on"); got.Status != http.StatusConflict {
			t.Errorf("another browser goes on: %d", got.Status)
		}
		h.Clock.Move(20 * time.Minute)
		late := lostLink.FindString(asksBack(t, h, "nia@example.org"))
		h.Clock.Move(time.Hour)
		if got := newBrowserAt(t, h, chromeOnWindows, home).post(late); got.Status != http.StatusConflict || !strings.Contains(got.Body, "is over") {
			t.Errorf("after an hour it gave %d\n%s", got.Status, got.Body)
		}
		if got := newBrowserAt(t, h, chromeOnWindows, home).post("/lost/" + strings.Repeat("A", 43)); got.Status != http.StatusConflict || !strings.Contains(got.Body, "do not know this link") {
			t.Errorf("a made-up link gave %d", got.Status)
		}
		h.Clock.Move(8 * 24 * time.Hour)
		if got := b.get("/lost/on"); got.Status != http.StatusConflict || !strings.Contains(got.Body, "is over") {
			t.Errorf("after a week it gave %d", got.Status)
		}
	})
}

// Nobody fills somebody's box, and a link on its way stays good.
func TestAskingAgainSendsNoSecondMail(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		link := lostLink.FindString(asksBack(t, h, "nia@example.org"))
		asksBack(t, h, "nia@example.org")
		asksBack(t, h, "nobody@example.org")
		if mails := h.Mails.Mails(); len(mails) != 1 {
			t.Errorf("%d mails were sent", len(mails))
		}
		h.Clock.Move(16 * time.Minute)
		fresh := lostLink.FindString(asksBack(t, h, "nia@example.org"))
		if fresh == link || len(h.Mails.Mails()) != 2 {
			t.Error("after a while there is a new link")
		}
		if got := newBrowserAt(t, h, chromeOnWindows, away).post(link); got.Status != http.StatusConflict {
			t.Errorf("the link before it gave %d", got.Status)
		}
		b := newBrowserAt(t, h, chromeOnWindows, home)
		for n := range 12 {
			got := b.post("/lost", "email", fmt.Sprintf("somebody%d@example.org", n))
			if n < 10 != (got.Status == http.StatusOK) {
				t.Errorf("asking for the %d. time gave %d", n+1, got.Status)
			}
		}
	})
}

func TestAccountClosedMeanwhile(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		b := opensLink(t, h, "nia@example.org")
		h.Clock.Move(25 * time.Hour)
		execForTest(t, h, "UPDATE person SET closed = 5, email = '' WHERE id = $1", string(h.ID("Nia")))
		for _, got := range []apptest.Answer{b.get("/lost/on"), b.post("/lost/on", "password", freshPassword)} {
			if got.Status != http.StatusConflict || !strings.Contains(got.Body, "is over") {
				t.Errorf("it gave %d", got.Status)
			}
		}
	})
}

// Whoever vouched and has gone since has not vouched.
func TestSecondPersonGoneMeanwhile(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		b := opensLink(t, h, "jo@example.org")
		path, number := vouchPath(t, h, "Ravi"), b.number()
		if got := h.As(t, "Ravi").Post(path, "number", number, "how", "rang"); got.Status != http.StatusSeeOther {
			t.Fatalf("vouching gave %d", got.Status)
		}
		apptest.Must(t, h.LeaveForTest(t, "Ravi"))
		h.Clock.Move(time.Minute)
		if got := b.post("/lost/on", "password", freshPassword); got.Status != http.StatusConflict {
			t.Errorf("coming back gave %d", got.Status)
		}
		if got := b.get("/lost/on"); !strings.Contains(got.Body, "A second person") {
			t.Errorf("the page does not ask for another:\n%s", got.Body)
		}
		if got := h.As(t, "Bea").Post(vouchPath(t, h, "Bea"), "number", b.number(), "how", "rang"); got.Status != http.StatusSeeOther {
			t.Fatalf("another vouches: %d", got.Status)
		}
		if got := b.post("/lost/on", "password", freshPassword); got.Status != http.StatusSeeOther {
			t.Errorf("coming back gave %d", got.Status)
		}
	})
}

// Somebody who joined others while they waited needs the second person after all.
func TestStakeGrewMeanwhile(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		b := opensLink(t, h, "nia@example.org")
		execForTest(t, h, "INSERT INTO member (id, triangle, person, corner, since) VALUES ($1, $2, $3, 'carer', 5)", id.New(), string(h.Triangle), string(h.ID("Nia")))
		h.Clock.Move(25 * time.Hour)
		if got := b.post("/lost/on", "password", freshPassword); got.Status != http.StatusConflict {
			t.Errorf("a link and a day open a triangle: %d", got.Status)
		}
		if got := b.get("/lost/on"); !strings.Contains(got.Body, "A second person") {
			t.Errorf("it shows\n%s", got.Body)
		}
	})
}

func TestSecondPersonSaysNo(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		b := opensLink(t, h, "jo@example.org")
		path := vouchPath(t, h, "Mei")
		if got := h.As(t, "Mei").Post(path, "answer", "no"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("no without a reason gave %d", got.Status)
		}
		if got := h.As(t, "Mei").Post(path, "answer", "no", "why", "not-them"); got.Status != http.StatusSeeOther {
			t.Fatalf("no gave %d", got.Status)
		}
		if got := b.get("/lost/on"); got.Status != http.StatusConflict || !strings.Contains(got.Body, "could not be sure") {
			t.Errorf("the one who asks gets %d", got.Status)
		}
		// Guessing at the number ends it too.
		b = opensLink(t, h, "al@example.org")
		path = vouchPath(t, h, "Mei")
		for range 5 {
			h.As(t, "Mei").Post(path, "number", "1", "how", "rang")
		}
		if got := b.get("/lost/on"); got.Status != http.StatusConflict {
			t.Errorf("after five wrong numbers it goes on: %d", got.Status)
		}
		if got := strings.Join(organisationRecords(t, h, "account"), "\n"); strings.Count(got, "recovery-refused") != 2 || !strings.Contains(got, `"why":"not-them"`) {
			t.Errorf("on record stands\n%s", got)
		}
	})
}

func execForTest(t *testing.T, h *apptest.House, q string, args ...any) {
	t.Helper()
	apptest.Must(t, h.Store.Engine().Update(t.Context(), func(x *engine.Tx) error {
		_, err := x.Exec(t.Context(), q, args...)
		return err
	}))
}
