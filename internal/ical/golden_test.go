package ical

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// oddities are the files of testdata. A parser of somebody else reads them in
// tests/calendar, so that our own mistakes are not read back by our own eyes.
func oddities(t *testing.T) map[string]Calendar {
	t.Helper()
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour int) time.Time { return time.Date(2026, 7, day, hour, 0, 0, 0, london) }
	one := func(uid, title string) Event {
		return Event{UID: uid + "@trialogue.test", Sequence: 7, Stamp: at(1, 9), Start: at(3, 14), End: at(3, 15), Title: title}
	}
	day := one("day", "Something you said you would do")
	day.Day, day.Start, day.Remind = true, time.Date(2026, 7, 3, 0, 30, 0, 0, london), 15*time.Hour
	meeting := one("meeting", "A meeting")
	meeting.Remind, meeting.Place, meeting.Link = time.Hour, "Room 2, the old library; first floor", "https://trialogue.test/?a=1,2;b=3"
	marks := one("marks", "Commas, semicolons; back\\slashes\nand a second line: \"quoted\"")
	marks.Note = "first\r\nsecond\rthird\u2028fourth"
	letters := one("letters", strings.Repeat("tŷ ", 30)+strings.Repeat("家", 40)+strings.Repeat("👩‍👩‍👧‍👦", 8))
	bad := one("bad", "bell\a, zero\x00, and \xff bytes that are no letter")
	bad.Link = "https://trialogue.test/\r\nATTENDEE:mailto:x@example.org"
	gone := one("gone", "Called off")
	gone.Gone, gone.Remind = true, time.Hour
	return map[string]Calendar{
		"feed":   {Method: Publish, Name: "Trialogue, and more", Events: []Event{day, meeting, gone}},
		"marks":  {Method: Publish, Events: []Event{marks}},
		"letter": {Method: Request, Events: []Event{letters}},
		"bad":    {Method: Publish, Events: []Event{bad}},
		"cancel": {Method: Cancel, Events: []Event{gone}},
		"empty":  {Method: Publish, Name: "Trialogue"},
	}
}

// TestTheFilesAreTheSame compares with what is kept. After a change that is meant,
// run it once with TRIALOGUE_GOLDEN=write.
func TestTheFilesAreTheSame(t *testing.T) {
	for name, c := range oddities(t) {
		path := filepath.Join("testdata", name+".ics")
		if os.Getenv("TRIALOGUE_GOLDEN") == "write" {
			if err := os.WriteFile(path, c.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Bytes(); !bytes.Equal(got, want) {
			t.Errorf("%s is another file:\n%s", name, got)
		}
	}
}

func TestEveryLineOfEveryFile(t *testing.T) {
	for name, c := range oddities(t) {
		file := string(c.Bytes())
		if !strings.HasSuffix(file, "END:VCALENDAR\r\n") {
			t.Errorf("%s does not end as it should", name)
		}
		for _, line := range strings.Split(strings.TrimSuffix(file, "\r\n"), "\r\n") {
			if len(line) > 75 || len(line) == 0 || strings.ContainsAny(line, "\r\n\x00\a") || !utf8.ValidString(line) {
				t.Errorf("%s: %d octets: %q", name, len(line), line)
			}
		}
		if strings.Count(file, ";VALUE=DURATION:") != strings.Count(file, "VALUE=DURATION") {
			t.Errorf("%s says twice of what kind a value is", name)
		}
		if strings.Contains(file, "\r\nATTENDEE") {
			t.Errorf("%s: a text became a line of its own", name)
		}
	}
}
