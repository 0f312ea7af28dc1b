package meeting

import (
	"testing"
	"time"

	"trialogue/internal/errs"
)

func london(t *testing.T) *time.Location {
	t.Helper()
	where, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return where
}

func TestATimeIsReadAsTheClockShowsIt(t *testing.T) {
	now := time.Date(2026, 10, 1, 9, 0, 0, 0, london(t))
	for _, c := range []struct {
		name    string
		when    When
		want    string // in UTC
		problem string
	}{
		{"in summer time", When{"22", "10", "2026", "14:00", ""}, "2026-10-22T13:00:00Z", ""},
		{"after the clocks went back, the same hour", When{"29", "10", "2026", "14:00", ""}, "2026-10-29T14:00:00Z", ""},
		{"an hour that comes twice", When{"25", "10", "2026", "01:30", ""}, "", "meeting.hour-twice"},
		{"the first of the two", When{"25", "10", "2026", "01:30", First}, "2026-10-25T00:30:00Z", ""},
		{"the second of the two", When{"25", "10", "2026", "01:30", Second}, "2026-10-25T01:30:00Z", ""},
		{"an hour that does not exist", When{"28", "3", "2027", "01:30", ""}, "", "meeting.hour-missing"},
		{"the hour after it", When{"28", "3", "2027", "02:30", ""}, "2027-03-28T01:30:00Z", ""},
		{"no such day", When{"30", "2", "2027", "14:00", ""}, "", "meeting.day-impossible"},
		{"letters for a day", When{"x", "2", "2027", "14:00", ""}, "", "meeting.day-impossible"},
		{"no time", When{"22", "10", "2026", "", ""}, "", "meeting.clock-impossible"},
		{"past", When{"1", "10", "2026", "07:59", ""}, "", "meeting.past"},
		{"begun already", When{"1", "10", "2026", "08:00", ""}, "2026-10-01T07:00:00Z", ""},
		{"too far", When{"30", "10", "2027", "14:00", ""}, "", "meeting.far"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at, problems := c.when.Read(now)
			if c.problem != "" {
				if len(problems) != 1 || problems[0].Key != c.problem {
					t.Fatalf("problems %v", problems)
				}
				return
			}
			if len(problems) > 0 || at.UTC().Format(time.RFC3339) != c.want {
				t.Errorf("%s, %v", at.UTC().Format(time.RFC3339), problems)
			}
		})
	}
}

func TestWhatIsAskedBackIsWhichHour(t *testing.T) {
	_, problems := When{"25", "10", "2026", "01:30", ""}.Read(time.Date(2026, 10, 1, 9, 0, 0, 0, london(t)))
	if !Twice(problems.Err("test")) {
		t.Error("the page should ask which hour is meant")
	}
	var other errs.Problems
	other.Add("clock", "meeting.hour-missing")
	if Twice(other.Err("test")) {
		t.Error("there is nothing to ask where the hour does not exist")
	}
}

func TestAnHourOfZonesWithHalfHours(t *testing.T) {
	howe, err := time.LoadLocation("Australia/Lord_Howe")
	if err != nil {
		t.Fatal(err)
	}
	w := When{"4", "4", "2027", "01:45", Second}
	at, problems := w.Read(time.Date(2027, 4, 1, 9, 0, 0, 0, howe))
	if len(problems) > 0 || at.UTC().Format(time.RFC3339) != "2027-04-03T15:15:00Z" {
		t.Errorf("%s %v", at.UTC().Format(time.RFC3339), problems)
	}
}
