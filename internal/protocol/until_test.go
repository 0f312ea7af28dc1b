package protocol

import (
	"testing"
	"time"
)

func TestEndReadsTheLastDayThatCounts(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 9, 30, 0, 0, london)
	good := []struct {
		day, month, year string
		want             time.Time
	}{
		{"23", "11", "2026", time.Date(2026, 11, 24, 0, 0, 0, 0, london)},
		{" 30 ", "6", "2027", time.Date(2027, 7, 1, 0, 0, 0, 0, london)}, // summer time
		{"29", "02", "2028", time.Date(2028, 3, 1, 0, 0, 0, 0, london)},
		{"23", "11", "2036", time.Date(2036, 11, 24, 0, 0, 0, 0, london)},
	}
	for _, c := range good {
		got, p := End("until", c.day, c.month, c.year, now)
		if len(p) > 0 || got != c.want.UnixMicro() {
			t.Errorf("%s %s %s: %v, %v", c.day, c.month, c.year, time.UnixMicro(got), p)
		}
	}
	if got, p := End("until", "", " ", "", now); got != 0 || p != nil {
		t.Errorf("nothing written is no end: %d %v", got, p)
	}
	bad := []struct{ day, month, year, key string }{
		{"22", "11", "2026", "protocol.until-past"}, {"1", "1", "1999", "protocol.until-past"},
		{"29", "2", "2027", "protocol.until-impossible"}, {"31", "4", "2027", "protocol.until-impossible"}, {"1", "13", "2027", "protocol.until-impossible"},
		{"0", "1", "2027", "protocol.until-impossible"}, {"-1", "1", "2027", "protocol.until-impossible"}, {"+1", "1", "2027", "protocol.until-impossible"},
		{"first", "1", "2027", "protocol.until-impossible"}, {"1", "1", "27", "protocol.until-impossible"}, {"1", "1", "20270", "protocol.until-impossible"},
		{"24", "11", "2036", "protocol.until-far"}, {"1", "1", "9999", "protocol.until-far"},
		{"1", "", "2027", "protocol.until-part"}, {"", "", "2027", "protocol.until-part"},
	}
	for _, c := range bad {
		got, p := End("until", c.day, c.month, c.year, now)
		if got != 0 || len(p) != 1 || p[0].Key != c.key || p[0].Field != "until" {
			t.Errorf("%s %s %s should be %s, and is %v", c.day, c.month, c.year, c.key, p)
		}
	}
}

func TestLastDayTellsADayFromAMoment(t *testing.T) {
	day, whole := LastDay(time.Date(2027, 7, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), time.UTC)
	if !whole || day.Day() != 30 || day.Month() != time.June {
		t.Errorf("a midnight ends the day before it: %v %v", day, whole)
	}
	if _, whole := LastDay(time.Date(2027, 7, 1, 9, 30, 0, 0, time.UTC).UnixMicro(), time.UTC); whole {
		t.Error("half past nine ends no whole day")
	}
}
