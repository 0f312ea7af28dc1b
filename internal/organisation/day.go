package organisation

import "time"

// From is the moment from which something holds that begins on a day: its
// midnight where the day is meant, or now where that has passed today. A zero
// day is now.
func From(day, now time.Time) int64 {
	if day.IsZero() {
		return now.UnixMicro()
	}
	start := midnight(day, 0)
	if start.Before(now) && midnight(day, 1).After(now) {
		return now.UnixMicro()
	}
	return start.UnixMicro()
}

// Through is the first moment after a day, on the calendar of the place where it
// is meant: a day on which the clocks change is shorter or longer than others. A
// zero day is no end.
func Through(day time.Time) int64 {
	if day.IsZero() {
		return 0
	}
	return midnight(day, 1).UnixMicro()
}

func midnight(day time.Time, later int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day()+later, 0, 0, 0, 0, day.Location())
}
