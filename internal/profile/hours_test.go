package profile

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func london(t testing.TB) *time.Location {
	t.Helper()
	where, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return where
}

func TestNextMomentInTheWindow(t *testing.T) {
	day := func(text string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", text, london(t))
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	utc := func(text string) time.Time {
		at, err := time.Parse("2006-01-02 15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for name, c := range map[string]struct {
		w         Window
		now, want time.Time
	}{
		"inside":                         {Window{9 * 60, 17 * 60}, day("2026-11-23 12:30"), day("2026-11-23 12:30")},
		"before":                         {Window{9 * 60, 17 * 60}, day("2026-11-23 07:10"), day("2026-11-23 09:00")},
		"at its end, the day after":      {Window{9 * 60, 17 * 60}, day("2026-11-23 17:00"), day("2026-11-24 09:00")},
		"over midnight, late":            {Window{22 * 60, 6 * 60}, day("2026-11-23 23:59"), day("2026-11-23 23:59")},
		"over midnight, by day":          {Window{22 * 60, 6 * 60}, day("2026-11-23 12:00"), day("2026-11-23 22:00")},
		"the night the clocks go on":     {Window{9 * 60, 17 * 60}, utc("2027-03-27 18:00"), utc("2027-03-28 08:00")},
		"a window that spring cuts into": {Window{90, 4 * 60}, utc("2027-03-28 00:40"), utc("2027-03-28 01:00")},
		"a window that spring jumps":     {Window{60, 120}, utc("2027-03-28 00:30"), utc("2027-03-29 00:00")},
		"the night the clocks go back":   {Window{9 * 60, 17 * 60}, utc("2026-10-24 17:00"), utc("2026-10-25 09:00")},
		"an hour that autumn has twice":  {Window{60, 120}, utc("2026-10-25 00:10"), utc("2026-10-25 00:10")},
	} {
		got, ok := c.w.Next(c.now, london(t))
		if !ok || !got.Equal(c.want) {
			t.Errorf("%s: %v %v, want %v", name, got.UTC(), ok, c.want.UTC())
		}
	}
}

// Whatever the window, the zone and the moment: the answer lies in the window,
// not before now, and no earlier minute does.
func TestNextIsTheFirst(t *testing.T) {
	zones := []string{"Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		where, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		w := Window{rapid.IntRange(0, 47).Draw(t, "from") * 30, rapid.IntRange(0, 47).Draw(t, "until") * 30}
		now := time.Unix(rapid.Int64Range(1_790_000_000, 1_830_000_000).Draw(t, "now"), 0)
		at, ok := w.Next(now, where)
		if ok != (w.From != w.Until) {
			t.Fatalf("found %v", ok)
		}
		if !ok {
			return
		}
		if !w.Holds(at, where) || at.Before(now) {
			t.Fatalf("%v is not in it, or before %v", at, now)
		}
		for m := now; m.Before(at); m = m.Add(time.Minute) {
			if w.Holds(m, where) {
				t.Fatalf("%v was there already", m)
			}
		}
	})
}

func TestTheStricterRuleCounts(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	hours := Safety{Rules: []Line{{Code: RuleHours}}, Hours: Window{60, 120}}
	for name, c := range map[string]struct {
		k    Kept
		zone string
		ever bool
	}{
		"nothing said":            {Kept{}, "Europe/London", true},
		"no mail":                 {Kept{Safe: Safety{Rules: []Line{{Code: RuleNoMail}}}}, "Europe/London", false},
		"a call instead of mail":  {Kept{Needs: Need{Lines: []Line{{Code: NoMail}}}}, "Europe/London", false},
		"hours":                   {Kept{Safe: hours}, "Europe/London", true},
		"hours nobody can follow": {Kept{Safe: hours}, "Mars/Olympus", false},
		"both":                    {Kept{Safe: Safety{Rules: []Line{{Code: RuleNoMail}, {Code: RuleHours}}, Hours: Window{0, 720}}}, "Europe/London", false},
	} {
		if _, ever := Mails(c.k, c.zone).Next(noon); ever != c.ever {
			t.Errorf("%s: %v", name, ever)
		}
	}
}
