package organisation

import (
	"testing"
	"time"
)

func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestDaysAcrossSummerTime: a day on which the clocks change has 23 or 25 hours, and
// a span by days ends at midnight all the same.
func TestDaysAcrossSummerTime(t *testing.T) {
	zone := london(t)
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, zone)
	for _, c := range []struct {
		name       string
		from, last time.Time
		hours      int
	}{
		{"an ordinary day", time.Date(2027, 3, 10, 12, 0, 0, 0, zone), time.Date(2027, 3, 10, 12, 0, 0, 0, zone), 24},
		{"the day in spring", time.Date(2027, 3, 28, 12, 0, 0, 0, zone), time.Date(2027, 3, 28, 12, 0, 0, 0, zone), 23},
		{"the day in autumn", time.Date(2027, 10, 31, 12, 0, 0, 0, zone), time.Date(2027, 10, 31, 12, 0, 0, 0, zone), 25},
		{"a week across spring", time.Date(2027, 3, 25, 12, 0, 0, 0, zone), time.Date(2027, 3, 31, 12, 0, 0, 0, zone), 7*24 - 1},
	} {
		from, until := From(c.from, now), Through(c.last)
		if got := time.UnixMicro(until).Sub(time.UnixMicro(from)); got != time.Duration(c.hours)*time.Hour {
			t.Errorf("%s lasts %s, not %d hours", c.name, got, c.hours)
		}
		if at := time.UnixMicro(until).In(zone); at.Hour() != 0 || at.Minute() != 0 {
			t.Errorf("%s ends at %s", c.name, at)
		}
	}
}

func TestFromTodayIsNow(t *testing.T) {
	zone := london(t)
	now := time.Date(2027, 3, 28, 9, 0, 0, 0, zone)
	for _, c := range []struct {
		day  time.Time
		want time.Time
	}{
		{time.Time{}, now},
		{time.Date(2027, 3, 28, 12, 0, 0, 0, zone), now},
		{time.Date(2027, 3, 29, 12, 0, 0, 0, zone), time.Date(2027, 3, 29, 0, 0, 0, 0, zone)},
		{time.Date(2027, 3, 27, 12, 0, 0, 0, zone), time.Date(2027, 3, 27, 0, 0, 0, 0, zone)},
	} {
		if got := From(c.day, now); got != c.want.UnixMicro() {
			t.Errorf("from %s is %s, not %s", c.day, time.UnixMicro(got).In(zone), c.want)
		}
	}
	if Through(time.Time{}) != 0 {
		t.Error("no day is no end")
	}
}

func TestOverlap(t *testing.T) {
	for _, c := range []struct {
		a, b [2]int64
		want bool
	}{
		{[2]int64{1, 3}, [2]int64{3, 5}, false}, {[2]int64{1, 4}, [2]int64{3, 5}, true}, {[2]int64{3, 5}, [2]int64{1, 3}, false},
		{[2]int64{1, 0}, [2]int64{9, 10}, true}, {[2]int64{9, 10}, [2]int64{1, 0}, true}, {[2]int64{9, 0}, [2]int64{1, 9}, false},
	} {
		if got := overlap(c.a[0], c.a[1], c.b[0], c.b[1]); got != c.want {
			t.Errorf("%v and %v: %v", c.a, c.b, got)
		}
	}
}

func TestCodesAsTheyAreSaid(t *testing.T) {
	for typed, want := range map[string]string{" abcde-fghij ": "ABCDEFGHIJ", "abcde fgh1j": "ABCDEFGHIJ", "ABCDE0FGHI": "ABCDEOFGHI", "far too long to be one": ""} {
		if got := FoldCode(typed); got != want {
			t.Errorf("%q folds to %q", typed, got)
		}
	}
	if SaidCode("ABCDEFGHIJ") != "ABCDE-FGHIJ" || SaidCode("") != "" {
		t.Error("a code is said in two parts")
	}
}
