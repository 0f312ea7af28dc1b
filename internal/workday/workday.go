// Package workday counts the days on which a service is at work: Monday to Friday, as the calendar stands in London.
// It knows no bank holidays and no local closing days, so a date it gives can fall on one; pages that promise a day
// must say "working days, Monday to Friday". It must never know a person, a triangle or what is due.
package workday

import (
	"time"
	_ "time/tzdata" // a machine without a zone database must count the same days
)

// zone is London's; the fallback can only be met when the embedded database is broken.
func zone() *time.Location {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		return time.UTC
	}
	return london
}

// Is reports whether t falls on a Monday to Friday in London.
func Is(t time.Time) bool {
	day := t.In(zone()).Weekday()
	return day != time.Saturday && day != time.Sunday
}

// Add gives the same time of day in London that many working days after t. From a Saturday or Sunday one working day
// leads to Monday. Negative days count as none; none on a weekend stays on it.
func Add(t time.Time, days int) time.Time {
	london := t.In(zone())
	for days > 0 {
		london = london.AddDate(0, 0, 1)
		if Is(london) {
			days--
		}
	}
	return london.In(t.Location())
}
