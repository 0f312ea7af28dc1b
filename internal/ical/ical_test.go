package ical

import (
	"strings"
	"testing"
	"time"
)

func sample() Event {
	return Event{
		UID: "one@trialogue.test", Sequence: 2, Stamp: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		Start: time.Date(2026, 11, 26, 14, 0, 0, 0, time.UTC), End: time.Date(2026, 11, 26, 15, 0, 0, 0, time.UTC),
		Title: "A title; with, commas\nand a second line, and so many words that no line of a calendar file can hold them all at once — tŷ", Remind: 90 * time.Minute,
	}
}

func TestLinesAreAsTheStandardWants(t *testing.T) {
	file := string(Calendar{Method: Publish, Name: "Trialogue", Events: []Event{sample()}}.Bytes())
	for _, line := range strings.Split(strings.TrimSuffix(file, "\r\n"), "\r\n") {
		if strings.ContainsAny(line, "\r\n") || len(line) > 75 {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	for _, want := range []string{"METHOD:PUBLISH", "DTSTAMP:20261123T090000Z", "DTSTART:20261126T140000Z", "SEQUENCE:2", "TRIGGER:-PT90M", "STATUS:CONFIRMED", `A title\; with\, commas\nand`} {
		if !strings.Contains(strings.ReplaceAll(file, "\r\n ", ""), want) {
			t.Errorf("%q is not in\n%s", want, file)
		}
	}
}

func TestADayIsADayInItsOwnZone(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	e := sample()
	e.Day, e.Start = true, time.Date(2026, 7, 3, 0, 30, 0, 0, london) // still the 2nd in UTC
	file := string(Calendar{Method: Publish, Events: []Event{e}}.Bytes())
	if !strings.Contains(file, "DTSTART;VALUE=DATE:20260703") || !strings.Contains(file, "DTEND;VALUE=DATE:20260704") {
		t.Error(file)
	}
}

func TestWhatIsCalledOffRemindsNobody(t *testing.T) {
	e := sample()
	e.Gone = true
	file := string(Calendar{Method: Cancel, Events: []Event{e}}.Bytes())
	if !strings.Contains(file, "STATUS:CANCELLED") || strings.Contains(file, "VALARM") {
		t.Error(file)
	}
}
