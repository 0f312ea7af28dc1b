package protocol

import (
	"strconv"
	"strings"
	"time"

	"trialogue/internal/errs"
)

// yearsMost is how far ahead an end can lie.
const yearsMost = 10

// End reads a last day as somebody wrote it, where now stands in their place.
// The choice counts on that whole day, so the end is the midnight after it. Three
// empty fields are no end. Problems stand on the field.
func End(field, day, month, year string, now time.Time) (int64, errs.Problems) {
	var p errs.Problems
	day, month, year = strings.TrimSpace(day), strings.TrimSpace(month), strings.TrimSpace(year)
	if day+month+year == "" {
		return 0, nil
	}
	if day == "" || month == "" || year == "" {
		p.Add(field, "protocol.until-part")
		return 0, p
	}
	y, m, d := number(year, 4), number(month, 2), number(day, 2)
	last := time.Date(y, time.Month(m), d, 0, 0, 0, 0, now.Location())
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch {
	case y < 1000 || last.Day() != d || int(last.Month()) != m || last.Year() != y:
		p.Add(field, "protocol.until-impossible")
	case last.Before(today):
		p.Add(field, "protocol.until-past")
	case last.After(today.AddDate(yearsMost, 0, 0)):
		p.Add(field, "protocol.until-far", "years", yearsMost)
	}
	if len(p) > 0 {
		return 0, p
	}
	return last.AddDate(0, 0, 1).UnixMicro(), nil
}

// number reads digits; anything else, or too many, is -1, which is no date.
func number(s string, most int) int {
	n, err := strconv.Atoi(s)
	if err != nil || len(s) > most || s[0] == '+' || s[0] == '-' {
		return -1
	}
	return n
}

// LastDay is the day on which a choice with this end still counts; whole is
// false where it ends within a day.
func LastDay(ends int64, where *time.Location) (day time.Time, whole bool) {
	at := time.UnixMicro(ends).In(where)
	if at.Hour() == 0 && at.Minute() == 0 && at.Second() == 0 {
		return at.AddDate(0, 0, -1), true
	}
	return at, false
}
