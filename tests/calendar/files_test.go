package calendar

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
)

const files = "../../internal/ical/testdata"

// parse reads one file, which must hold one calendar and nothing more.
func parse(t *testing.T, name string) *ical.Calendar {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(files, name+".ics"))
	if err != nil {
		t.Fatal(err)
	}
	in := ical.NewDecoder(bytes.NewReader(body))
	c, err := in.Decode()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if _, err := in.Decode(); !errors.Is(err, io.EOF) {
		t.Errorf("%s holds more than one calendar: %v", name, err)
	}
	return c
}

func text(t *testing.T, p ical.Props, name string) string {
	t.Helper()
	got, err := p.Text(name)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return got
}

func moment(t *testing.T, p ical.Props, name string) time.Time {
	t.Helper()
	got, err := p.DateTime(name, time.UTC)
	if err != nil || got.IsZero() {
		t.Errorf("%s: %v, %v", name, got, err)
	}
	return got
}

func one(t *testing.T, c *ical.Calendar, uid string) ical.Event {
	t.Helper()
	for _, e := range c.Events() {
		if text(t, e.Props, ical.PropUID) == uid+"@trialogue.test" {
			return e
		}
	}
	t.Fatalf("%s is not there", uid)
	return ical.Event{}
}

func TestEveryFileSaysWhatItMust(t *testing.T) {
	found, err := filepath.Glob(filepath.Join(files, "*.ics"))
	if err != nil || len(found) < 6 {
		t.Fatalf("%d files: %v", len(found), err)
	}
	methods := map[string]string{"letter": "REQUEST", "cancel": "CANCEL"}
	for _, path := range found {
		name := strings.TrimSuffix(filepath.Base(path), ".ics")
		c := parse(t, name)
		want := methods[name]
		if want == "" {
			want = "PUBLISH"
		}
		if got := text(t, c.Props, ical.PropMethod); got != want {
			t.Errorf("%s has the method %q", name, got)
		}
		if text(t, c.Props, ical.PropVersion) != "2.0" || text(t, c.Props, ical.PropProductID) == "" {
			t.Errorf("%s does not say what it is", name)
		}
		for _, e := range c.Events() {
			if stamp := moment(t, e.Props, ical.PropDateTimeStamp); !stamp.Equal(time.Date(2026, 7, 1, 8, 0, 0, 0, time.UTC)) {
				t.Errorf("%s was stamped at %v", name, stamp)
			}
			if got, err := e.Props.Get(ical.PropSequence).Int(); err != nil || got != 7 {
				t.Errorf("%s is version %d: %v", name, got, err)
			}
		}
		var again bytes.Buffer
		if err := ical.NewEncoder(&again).Encode(c); err != nil && name != "empty" { // this writer wants at least one event
			t.Errorf("%s cannot be written again: %v", name, err)
		}
	}
}

func TestADayEndsWhereTheNextBegins(t *testing.T) {
	e := one(t, parse(t, "feed"), "day")
	start, end := e.Props.Get(ical.PropDateTimeStart), e.Props.Get(ical.PropDateTimeEnd)
	if start.ValueType() != ical.ValueDate || start.Value != "20260703" || end.ValueType() != ical.ValueDate || end.Value != "20260704" {
		t.Errorf("from %+v until %+v", start, end)
	}
	if got := reminder(t, e); got != -15*time.Hour {
		t.Errorf("it reminds %v", got)
	}
}

func TestAMeetingStandsInUTC(t *testing.T) {
	e := one(t, parse(t, "feed"), "meeting")
	if start, end := moment(t, e.Props, ical.PropDateTimeStart), moment(t, e.Props, ical.PropDateTimeEnd); !start.Equal(time.Date(2026, 7, 3, 13, 0, 0, 0, time.UTC)) || end.Sub(start) != time.Hour {
		t.Errorf("from %v until %v", start, end)
	}
	if got := e.Props.Get(ical.PropDateTimeStart).Value; !strings.HasSuffix(got, "Z") {
		t.Errorf("%q names no zone and is not UTC", got)
	}
	if got := text(t, e.Props, ical.PropLocation); got != "Room 2, the old library; first floor" {
		t.Errorf("it is at %q", got)
	}
	if got, err := e.Props.URI(ical.PropURL); err != nil || got.String() != "https://trialogue.test/?a=1,2;b=3" {
		t.Errorf("it leads to %v: %v", got, err)
	}
	if got := reminder(t, e); got != -time.Hour {
		t.Errorf("it reminds %v", got)
	}
}

func reminder(t *testing.T, e ical.Event) time.Duration {
	t.Helper()
	for _, c := range e.Children {
		if c.Name == ical.CompAlarm {
			if text(t, c.Props, ical.PropAction) != "DISPLAY" || text(t, c.Props, ical.PropDescription) == "" {
				t.Errorf("an alarm that shows nothing: %+v", c.Props)
			}
			d, err := c.Props.Get(ical.PropTrigger).Duration()
			if err != nil {
				t.Error(err)
			}
			return d
		}
	}
	t.Error("there is no alarm")
	return 0
}

func TestWhatIsCalledOff(t *testing.T) {
	for _, name := range []string{"feed", "cancel"} {
		e := one(t, parse(t, name), "gone")
		if got, err := e.Status(); err != nil || got != ical.EventCancelled || len(e.Children) != 0 {
			t.Errorf("%s: %q with %d alarms: %v", name, got, len(e.Children), err)
		}
	}
}

// Texts come back letter by letter, however the lines were cut.
func TestTextsComeBackWhole(t *testing.T) {
	for _, c := range []struct{ file, uid, prop, want string }{
		{"marks", "marks", ical.PropSummary, "Commas, semicolons; back\\slashes\nand a second line: \"quoted\""},
		{"marks", "marks", ical.PropDescription, "first\nsecond\nthird\nfourth"},
		{"letter", "letters", ical.PropSummary, strings.Repeat("tŷ ", 30) + strings.Repeat("家", 40) + strings.Repeat("👩‍👩‍👧‍👦", 8)},
		{"bad", "bad", ical.PropSummary, "bell, zero, and  bytes that are no letter"},
	} {
		if got := text(t, one(t, parse(t, c.file), c.uid).Props, c.prop); got != c.want {
			t.Errorf("%s: %q, want %q", c.file, got, c.want)
		}
	}
	if got := text(t, parse(t, "feed").Props, "X-WR-CALNAME"); got != "Trialogue, and more" {
		t.Errorf("the calendar is called %q", got)
	}
}

func TestNothingSlipsInBesideAText(t *testing.T) {
	e := one(t, parse(t, "bad"), "bad")
	if e.Props.Get(ical.PropAttendee) != nil || len(e.Children) != 0 {
		t.Errorf("a text became something else: %+v", e.Props)
	}
}

func TestACalendarWithNothingInIt(t *testing.T) {
	c := parse(t, "empty")
	if n := len(c.Events()); n != 0 {
		t.Errorf("%d events", n)
	}
	d, err := c.Props.Get("REFRESH-INTERVAL").Duration()
	if err != nil || d != time.Hour {
		t.Errorf("it is to be looked at again after %v: %v", d, err)
	}
}
