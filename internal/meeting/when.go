package meeting

import (
	"strconv"
	"strings"
	"time"

	"trialogue/internal/errs"
)

// When is a time as somebody typed it. Which tells the two hours apart that a
// clock shows twice when it goes back: First or Second.
type When struct {
	Day, Month, Year string
	Clock            string // "14:00"
	Which            string
}

// The two hours of an autumn night.
const (
	First  = "first"
	Second = "second"
)

// Twice reports whether problems ask which of two hours is meant.
func Twice(err error) bool {
	for _, p := range errs.ProblemsOf(err) {
		if p.Key == "meeting.hour-twice" {
			return true
		}
	}
	return false
}

// already is how long ago a meeting may have begun that is called only now: people
// sit together, and want to keep what they say.
const already = time.Hour

// Read finds a moment that lies ahead, where now stands in the person's place.
func (w When) Read(now time.Time) (time.Time, errs.Problems) {
	at, p := w.moment(now)
	switch {
	case len(p) > 0:
	case at.Before(now.Add(-already)):
		p.Add("day", "meeting.past")
	case at.After(now.AddDate(0, 0, AheadMost)):
		p.Add("day", "meeting.far")
	}
	return at, p
}

// Past finds a moment that has been. Of an hour that came twice it takes the first.
func (w When) Past(now time.Time) (time.Time, errs.Problems) {
	if w.Which == "" {
		w.Which = First
	}
	at, p := w.moment(now)
	if len(p) == 0 && at.After(now) {
		p.Add("day", "meeting.without-ahead")
	}
	return at, p
}

// moment finds what is meant.
func (w When) moment(now time.Time) (time.Time, errs.Problems) {
	var p errs.Problems
	y, mo, d := number(w.Year, 4), number(w.Month, 2), number(w.Day, 2)
	noon := time.Date(y, time.Month(mo), d, 12, 0, 0, 0, now.Location())
	if y < 1000 || noon.Day() != d || int(noon.Month()) != mo || noon.Year() != y {
		p.Add("day", "meeting.day-impossible")
	}
	clock, err := time.Parse("15:04", strings.TrimSpace(w.Clock))
	if err != nil {
		p.Add("clock", "meeting.clock-impossible")
	}
	if len(p) > 0 {
		return time.Time{}, p
	}
	at := time.Date(y, time.Month(mo), d, clock.Hour(), clock.Minute(), 0, 0, now.Location())
	other := twin(at)
	switch {
	case at.Hour() != clock.Hour() || at.Minute() != clock.Minute():
		p.Add("clock", "meeting.hour-missing")
	case !other.IsZero() && w.Which != First && w.Which != Second:
		p.Add("clock", "meeting.hour-twice")
	case !other.IsZero() && (w.Which == First) == other.Before(at):
		at = other
	}
	return at, p
}

// twin is the other moment at which a clock shows the same; zero where there is none.
func twin(at time.Time) time.Time {
	for _, shift := range []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour} {
		for _, other := range []time.Time{at.Add(-shift), at.Add(shift)} {
			if other.Format(time.DateTime) == at.Format(time.DateTime) {
				return other
			}
		}
	}
	return time.Time{}
}

// number reads digits; anything else, or too many, is -1, which is no date.
func number(s string, most int) int {
	s = strings.TrimSpace(s)
	n, err := strconv.Atoi(s)
	if err != nil || len(s) > most || s[0] == '+' || s[0] == '-' {
		return -1
	}
	return n
}

// Lengths are how many minutes a meeting can be planned for.
func Lengths() []int { return []int{30, 45, 60, 90, 120} }

func knownLength(n int) bool {
	for _, one := range Lengths() {
		if one == n {
			return true
		}
	}
	return false
}
