package workday

import (
	"testing"
	"time"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	parsed, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func TestAdd(t *testing.T) {
	cases := []struct {
		name, from string
		days       int
		want       string
	}{
		{"a Monday", "2026-11-23T10:00:00Z", 1, "2026-11-24T10:00:00Z"},
		{"over a weekend", "2026-11-20T10:00:00Z", 1, "2026-11-23T10:00:00Z"},
		{"from a Saturday", "2026-11-21T10:00:00Z", 1, "2026-11-23T10:00:00Z"},
		{"from a Sunday", "2026-11-22T10:00:00Z", 3, "2026-11-25T10:00:00Z"},
		{"three from Thursday", "2026-11-19T10:00:00Z", 3, "2026-11-24T10:00:00Z"},
		{"two weeks", "2026-11-23T10:00:00Z", 10, "2026-12-07T10:00:00Z"},
		{"none", "2026-11-23T10:00:00Z", 0, "2026-11-23T10:00:00Z"},
		{"fewer than none", "2026-11-23T10:00:00Z", -2, "2026-11-23T10:00:00Z"},
		{"clocks go back: the same time in London", "2026-10-23T09:00:00Z", 1, "2026-10-26T10:00:00Z"},
		{"clocks go forward", "2026-03-27T10:00:00Z", 1, "2026-03-30T09:00:00Z"},
		{"Sunday night in UTC is Monday in London in summer", "2026-07-05T23:30:00Z", 1, "2026-07-06T23:30:00Z"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Add(at(t, c.from), c.days); !got.Equal(at(t, c.want)) {
				t.Errorf("Add(%s, %d) = %s, want %s", c.from, c.days, got, c.want)
			}
		})
	}
}

func TestAddKeepsTheZoneOfItsTime(t *testing.T) {
	if got := Add(at(t, "2026-11-23T10:00:00Z"), 1); got.Location() != time.UTC {
		t.Errorf("zone is %v", got.Location())
	}
}

func TestIs(t *testing.T) {
	for text, want := range map[string]bool{
		"2026-11-20T23:59:59Z": true, "2026-11-21T00:00:00Z": false, "2026-11-22T23:59:59Z": false, "2026-11-23T00:00:00Z": true,
		"2026-07-03T23:30:00Z": false, // already Saturday in London
		"2026-07-05T23:30:00Z": true,  // already Monday in London
	} {
		if got := Is(at(t, text)); got != want {
			t.Errorf("Is(%s) = %v", text, got)
		}
	}
}
