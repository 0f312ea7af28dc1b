package web_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
)

// promise gives somebody something to do by a time, about an entry.
func promise(t *testing.T, h *apptest.House, who string, k duty.Kind, about id.Entry, due time.Time) duty.Duty {
	t.Helper()
	d := duty.Duty{ID: id.New(), Triangle: h.Triangle, Kind: k, Owner: h.ID(who), For: h.ID("Sam"), Entry: about, Topic: "day-to-day", Ref: string(about), Due: due.UnixMicro(), Made: h.Clock.Now().UnixMicro()}
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error { return x.PutDuty(t.Context(), d) }))
	return d
}

// kept ends it.
func kept(t *testing.T, h *apptest.House, d duty.Duty, by string) {
	t.Helper()
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error {
		_, err := x.EndDuties(t.Context(), d.Triangle, d.Kind, d.Ref, duty.End{By: h.ID(by), At: h.Clock.Now().UnixMicro(), Outcome: "done"})
		return err
	}))
}

var feedPath = regexp.MustCompile(`http://trialogue\.test(/calendar/[A-Za-z0-9_-]{43}\.ics)`)

// eventPath is where one thing is saved by hand.
var eventPath = regexp.MustCompile(`/account/calendar/duty-[0-9a-f]+\.ics`)

// feedOf switches somebody's calendar on and returns where it is fetched.
func feedOf(t *testing.T, h *apptest.House, who, titles string) string {
	t.Helper()
	got := h.As(t, who).Post("/account/calendar/new", "titles", titles, "remind", "yes")
	found := feedPath.FindStringSubmatch(got.Body)
	if got.Status != http.StatusOK || found == nil {
		t.Fatalf("making an address: %d\n%s", got.Status, got.Body)
	}
	return found[1]
}

// fetched is what a calendar program gets, with folded lines made whole.
func fetched(t *testing.T, h *apptest.House, path string) string {
	t.Helper()
	got := h.Stranger(t).Get(path)
	if got.Status != http.StatusOK || got.Header.Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Fatalf("the calendar answers %d, %q", got.Status, got.Header.Get("Content-Type"))
	}
	return strings.ReplaceAll(got.Body, "\r\n ", "")
}

func lines(file, name string) (out []string) {
	for line := range strings.SplitSeq(file, "\r\n") {
		if strings.HasPrefix(line, name) {
			out = append(out, line)
		}
	}
	return out
}

func TestACalendarIsOffUntilItIsSwitchedOn(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		about := tells(t, h, "Jo", sharing.Named, "I bring the form, with; commas, and more.")
		promise(t, h, "Jo", duty.DoAction, about, time.Date(2026, 11, 26, 17, 0, 0, 0, time.UTC))
		jo := h.As(t, "Jo")
		mustSay(t, jo.Get("/account/calendar"), "It is off.", "Thursday 26 November", "Something you said you would do", "Please leave it off when somebody else looks at your phone")
		path := feedOf(t, h, "Jo", "nothing")
		file := fetched(t, h, path)
		for _, want := range []string{"SUMMARY:Trialogue\r\n", "DTSTART;VALUE=DATE:20261126", "DTEND;VALUE=DATE:20261127", "METHOD:PUBLISH", "TRIGGER:-PT15H", "@trialogue.test"} {
			if !strings.Contains(file, want) {
				t.Errorf("%q is not in\n%s", want, file)
			}
		}
		for _, no := range []string{"form", "Sam", "Jo", "said you would", "URL"} {
			if strings.Contains(file, no) {
				t.Errorf("a calendar that says nothing says %q:\n%s", no, file)
			}
		}
		mustSay(t, jo.Get("/account/calendar"), "It is on since")
		if got := jo.Post("/account/calendar/off"); got.Location() != "/account/calendar" {
			t.Errorf("switching off: %d", got.Status)
		}
		other := "/calendar/" + strings.Repeat("A", 43) + ".ics"
		off, never := h.Stranger(t).Get(path), h.Stranger(t).Get(other)
		if off.Status != http.StatusNotFound || strings.ReplaceAll(off.Body, path, other) != never.Body {
			t.Errorf("an address that is off must look like one that never was: %d", off.Status)
		}
		if strings.Contains(h.Logs.String(), path[len("/calendar/"):len("/calendar/")+20]) {
			t.Error("the secret stands in the log")
		}
	})
}

func TestANewAddressEndsTheOldOne(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	old := feedOf(t, h, "Jo", "nothing")
	fresh := feedOf(t, h, "Jo", "kind")
	if got := h.Stranger(t).Get(old); got.Status != http.StatusNotFound {
		t.Errorf("the old address answers %d", got.Status)
	}
	fetched(t, h, fresh)
	for _, path := range []string{strings.TrimSuffix(fresh, ".ics"), fresh + "x", "/calendar/.ics", "/calendar/" + strings.ToLower(fresh[len("/calendar/"):])} {
		if got := h.Stranger(t).Get(path); got.Status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, got.Status)
		}
	}
}

func TestAnAddressAsksForAProof(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	jo := h.As(t, "Jo")
	h.Clock.Move(20 * time.Minute)
	if got := jo.Post("/account/calendar/new", "titles", "nothing"); strings.Contains(got.Body, "/calendar/") && feedPath.MatchString(got.Body) {
		t.Error("an address was made without a proof")
	}
	mustSay(t, h.As(t, "Jo").Get("/account/calendar"), "It is off.")
}

func TestBadChoicesChangeNothing(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	for who, titles := range map[string]string{"Jo": "", "Sam": "everything", "Ravi": "words"} {
		got := h.As(t, who).Post("/account/calendar/new", "titles", titles)
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Choose what a title may say") {
			t.Errorf("%s asks for titles %q: %d", who, titles, got.Status)
		}
		if _, on, err := h.Calendars.Own(t.Context(), h.ID(who)); err != nil || on {
			t.Errorf("%s has a calendar now: %v", who, err)
		}
		if got := h.As(t, who).Post("/account/calendar/choices", "titles", "nothing"); got.Status != http.StatusNotFound {
			t.Errorf("choices without an address: %d", got.Status)
		}
	}
	path := feedOf(t, h, "Ravi", "kind")
	if got := h.As(t, "Ravi").Post("/account/calendar/choices", "titles", "words"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("words for a professional: %d", got.Status)
	}
	fetched(t, h, path)
}

func TestACalendarHoldsOnlyWhatTheDoorShows(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		hidden := notes(t, h, "Ravi", "medicines", "secretword")
		d := promise(t, h, "Jo", duty.AnswerTalk, hidden, h.Clock.Now().AddDate(0, 0, 3))
		path := feedOf(t, h, "Jo", "words")
		if file := fetched(t, h, path); strings.Contains(file, "VEVENT") {
			t.Errorf("Jo may not see what it is about:\n%s", file)
		}
		page := h.As(t, "Jo").Get("/account/calendar")
		if eventPath.MatchString(page.Body) {
			t.Errorf("there is a file of %s", d.ID)
		}
		mustSay(t, page, "Nothing with a day comes up just now.")
	})
}

func TestWordsGoThroughTheDoor(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := tells(t, h, "Al", sharing.Named, "Al fetches the key,\nearly.")
		d := promise(t, h, "Sam", duty.DoAction, e, h.Clock.Now().AddDate(0, 0, 3))
		feedOf(t, h, "Sam", "kind")
		mustNotSay(t, h.As(t, "Al").Get(h.In("/seen")), "Sam Okafor (service user) saw this")
		path := feedOf(t, h, "Sam", "words")
		if file := fetched(t, h, path); !strings.Contains(file, `SUMMARY:Something you said you would do: Al fetches the key\,\nearly.`) {
			t.Error(file)
		}
		mustSay(t, h.As(t, "Al").Get(h.In("/seen")), "Sam Okafor (service user) saw this on Monday 23 November")
		saved := eventPath.FindString(h.As(t, "Sam").Get("/account/calendar").Body)
		if strings.Contains(saved, d.ID) || strings.Contains(saved, string(e)) {
			t.Errorf("%s names what is inside", saved)
		}
		one := h.As(t, "Sam").Get(saved)
		if one.Status != http.StatusOK || one.Header.Get("Content-Disposition") != `attachment; filename="trialogue.ics"` || strings.Count(one.Body, "BEGIN:VEVENT") != 1 {
			t.Errorf("saved by hand: %d\n%s", one.Status, one.Body)
		}
		if got := h.As(t, "Jo").Get(saved); got.Status != http.StatusNotFound {
			t.Errorf("somebody else's: %d", got.Status)
		}
	})
}

func TestNothingNewIsTheSameFile(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := tells(t, h, "Jo", sharing.Named, "A talk.")
		promise(t, h, "Jo", duty.ComeToMeeting, e, time.Date(2026, 12, 1, 14, 0, 0, 0, time.UTC))
		path := feedOf(t, h, "Jo", "kind")
		first := h.Stranger(t).Get(path)
		h.Clock.Move(26 * time.Hour)
		again := h.Stranger(t).Get(path)
		if again.Body != first.Body || again.Header.Get("ETag") == "" || again.Header.Get("ETag") != first.Header.Get("ETag") {
			t.Error("nothing changed, and the file did")
		}
		for _, want := range []string{"DTSTART:20261201T140000Z", "DTEND:20261201T150000Z", "SUMMARY:A meeting", "TRIGGER:-PT1H"} {
			if !strings.Contains(first.Body, want) {
				t.Errorf("%q is not in\n%s", want, first.Body)
			}
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		r.Header.Set("If-None-Match", `"other", W/`+first.Header.Get("ETag"))
		if got := h.Stranger(t).Do(r); got.Status != http.StatusNotModified || got.Body != "" {
			t.Errorf("to somebody who has it: %d", got.Status)
		}
	})
}

func TestADayThatMovesStaysTheSameThing(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	e := tells(t, h, "Jo", sharing.Named, "A talk.")
	d := promise(t, h, "Jo", duty.ComeToMeeting, e, time.Date(2026, 12, 1, 14, 0, 0, 0, time.UTC))
	path := feedOf(t, h, "Jo", "kind")
	first := fetched(t, h, path)
	h.Clock.Move(2 * time.Hour)
	kept(t, h, d, "Ravi")
	gone := fetched(t, h, path)
	if !strings.Contains(gone, "STATUS:CANCELLED") || strings.Contains(gone, "VALARM") {
		t.Errorf("called off:\n%s", gone)
	}
	promise(t, h, "Jo", duty.ComeToMeeting, e, time.Date(2026, 12, 2, 9, 0, 0, 0, time.UTC))
	moved := fetched(t, h, path)
	if strings.Count(moved, "BEGIN:VEVENT") != 1 || !strings.Contains(moved, "DTSTART:20261202T090000Z") || strings.Contains(moved, "CANCELLED") {
		t.Errorf("moved:\n%s", moved)
	}
	uid, sequence := lines(first, "UID:"), lines(first, "SEQUENCE:")
	if now := lines(moved, "UID:"); len(uid) != 1 || now[0] != uid[0] {
		t.Errorf("it was %q and is %q", uid, now)
	}
	if now := lines(moved, "SEQUENCE:"); len(now[0]) != len(sequence[0]) || now[0] <= sequence[0] {
		t.Errorf("the version was %q and is %q", sequence, now)
	}
}

func TestWhatIsCalledOffIsToldForAMonth(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	e := tells(t, h, "Jo", sharing.Named, "A talk.")
	far := promise(t, h, "Jo", duty.ComeToMeeting, e, h.Clock.Now().AddDate(1, 0, 0))
	past := promise(t, h, "Jo", duty.DoAction, e, h.Clock.Now().AddDate(0, 0, 1))
	path := feedOf(t, h, "Jo", "kind")
	h.Clock.Move(48 * time.Hour)
	kept(t, h, far, "Ravi")
	kept(t, h, past, "Jo")
	if file := fetched(t, h, path); strings.Count(file, "BEGIN:VEVENT") != 1 || !strings.Contains(file, "STATUS:CANCELLED") {
		t.Errorf("only what was called off before its day is told:\n%s", file)
	}
	h.Clock.Move(31 * 24 * time.Hour)
	if file := fetched(t, h, path); strings.Contains(file, "VEVENT") {
		t.Errorf("after a month:\n%s", file)
	}
}

func TestAClosedAccountHasNoCalendar(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := feedOf(t, h, "Jo", "nothing")
		fetched(t, h, path)
		apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).Update(t.Context(), func(x *store.Tx) error {
			return x.ClosePerson(t.Context(), h.ID("Jo"), h.Clock.Now().UnixMicro())
		}))
		if got := h.Stranger(t).Get(path); got.Status != http.StatusNotFound {
			t.Errorf("the calendar of a closed account answers %d", got.Status)
		}
	})
}

func TestWhoHasLeftHasNothingComingUpThere(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	e := tells(t, h, "Al", sharing.Named, "A talk.")
	promise(t, h, "Al", duty.ComeToMeeting, e, h.Clock.Now().AddDate(0, 0, 5))
	path := feedOf(t, h, "Al", "nothing")
	if !strings.Contains(fetched(t, h, path), "VEVENT") {
		t.Fatal("it was there before")
	}
	apptest.Must(t, h.LeaveForTest(t, "Al"))
	if file := fetched(t, h, path); strings.Contains(file, "VEVENT") {
		t.Errorf("after leaving:\n%s", file)
	}
}
