package words

import (
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	p := english(t, "2026-11-23T09:00:00Z")
	for _, tc := range []struct {
		name, at, want string
		say            func(time.Time) string
	}{
		{"moment", "2026-11-24T14:30:00Z", "Tuesday 24 November, 2:30pm", p.DateTime},
		{"full hour", "2026-11-24T09:00:00Z", "Tuesday 24 November, 9am", p.DateTime},
		{"midday", "2026-11-24T12:00:00Z", "midday", p.Clock},
		{"midnight", "2026-11-24T00:00:00Z", "midnight", p.Clock},
		{"after midnight", "2026-11-24T00:05:00Z", "12:05am", p.Clock},
		{"another year", "2027-03-01T10:00:00Z", "Monday 1 March 2027", p.Date},
		{"short", "2026-12-12T10:00:00Z", "12 December", p.ShortDate},
		{"summer time moves the day", "2026-06-30T23:30:00Z", "Wednesday 1 July, 12:30am", p.DateTime},
		{"the year is the reader's", "2026-12-31T23:59:00Z", "31 December", p.ShortDate},
		{"today", "2026-11-23T23:59:00Z", "today", p.Day},
		{"tomorrow", "2026-11-24T00:00:00Z", "tomorrow", p.Day},
		{"yesterday", "2026-11-22T23:59:00Z", "yesterday", p.Day},
		{"the day before", "2026-11-21T12:00:00Z", "Saturday 21 November", p.Day},
		{"now", "2026-11-23T08:59:30Z", "just now", p.Ago},
		{"a minute", "2026-11-23T08:59:00Z", "1 minute ago", p.Ago},
		{"hours", "2026-11-23T06:30:00Z", "2 hours ago", p.Ago},
		{"within the hour over midnight", "2026-11-23T08:01:00Z", "59 minutes ago", p.Ago},
		{"ago yesterday", "2026-11-22T23:00:00Z", "yesterday", p.Ago},
		{"days", "2026-11-14T12:00:00Z", "9 days ago", p.Ago},
		{"long ago", "2026-11-08T12:00:00Z", "Sunday 8 November", p.Ago},
		{"ahead", "2026-11-24T12:00:00Z", "tomorrow", p.Ago},
	} {
		if got := tc.say(at(t, tc.at)()); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestDaysFromNowCountsMidnights(t *testing.T) {
	p := english(t, "2026-10-24T22:30:00Z") // 23:30 in London, the night before the clocks go back
	for when, want := range map[string]int{
		"2026-10-24T22:59:00Z": 0,
		"2026-10-24T23:01:00Z": 1, // 00:01 on Sunday
		"2026-10-25T23:59:00Z": 1, // the Sunday has 25 hours
		"2026-10-26T00:01:00Z": 2,
		"2026-10-23T22:59:00Z": -1,
	} {
		if got := p.DaysFromNow(at(t, when)()); got != want {
			t.Errorf("%s: %d days, want %d", when, got, want)
		}
	}
}

func TestPlaceOfTheReader(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	auckland, err := time.LoadLocation("Pacific/Auckland")
	if err != nil {
		t.Fatal(err)
	}
	p := c.Printer(English, auckland, at(t, "2026-11-23T09:00:00Z"))
	if got := p.DateTime(at(t, "2026-11-23T12:00:00Z")()); got != "Tuesday 24 November, 1am" {
		t.Errorf("in Auckland: %q", got)
	}
	if p.Location() != auckland || c.Printer(English, nil, time.Now).Location().String() != "Europe/London" {
		t.Error("the place is not kept")
	}
}
