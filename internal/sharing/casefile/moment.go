package casefile

import (
	"time"

	"trialogue/internal/sharing"
)

// parseMoment reads an RFC 3339 time with capital T and Z and at most six digits of fraction, on a day that exists.
func parseMoment(s string) (sharing.Instant, bool) {
	const seconds = len("2026-01-02T15:04:05")
	if len(s) <= seconds || s[len(s)-1] != 'Z' || !shaped(s[:seconds]) {
		return sharing.Instant{}, false
	}
	micros, ok := fraction(s[seconds : len(s)-1])
	if !ok {
		return sharing.Instant{}, false
	}
	t, err := time.Parse("2006-01-02T15:04:05", s[:seconds])
	if err != nil {
		return sharing.Instant{}, false
	}
	return sharing.Micros(t.UnixMicro() + micros), true
}

// shaped compares with the pattern of digits and marks; the library alone would let some others pass.
func shaped(s string) bool {
	const pattern = "0000-00-00T00:00:00"
	for n := range len(pattern) {
		if pattern[n] == '0' && !digit(s[n]) || pattern[n] != '0' && s[n] != pattern[n] {
			return false
		}
	}
	return true
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// fraction reads nothing, or a point and one to six digits, as microseconds.
func fraction(s string) (int64, bool) {
	if s == "" {
		return 0, true
	}
	const mostDigits = 6
	if s[0] != '.' || len(s) < 2 || len(s) > 1+mostDigits {
		return 0, false
	}
	var us int64
	for n := 1; n <= mostDigits; n++ {
		us *= 10
		if n >= len(s) {
			continue
		}
		if !digit(s[n]) {
			return 0, false
		}
		us += int64(s[n] - '0')
	}
	return us, true
}
