package sharing

import "time"

// Instant is a moment in microseconds since 1970 UTC. The zero value means absent.
type Instant struct {
	us  int64
	set bool
}

// At is the moment of t; what is finer than a microsecond is cut off.
func At(t time.Time) Instant { return Instant{us: t.UnixMicro(), set: true} }

// Micros is the moment so many microseconds after 1970 UTC.
func Micros(us int64) Instant { return Instant{us: us, set: true} }

// IsSet tells a moment from an absent one, also at 1970 itself.
func (n Instant) IsSet() bool { return n.set }

// Micros gives microseconds since 1970 UTC, 0 where absent.
func (n Instant) Micros() int64 { return n.us }

// Time gives the moment in UTC. Of an absent instant it gives the zero time.
func (n Instant) Time() time.Time {
	if !n.set {
		return time.Time{}
	}
	return time.UnixMicro(n.us).UTC()
}

// Before compares two moments. Nothing is before an absent one, and an absent one is before nothing.
func (n Instant) Before(o Instant) bool { return n.set && o.set && n.us < o.us }

// reached reports whether this moment is set and not after now.
func (n Instant) reached(now Instant) bool { return n.set && n.us <= now.us }

// within reports whether a moment lies in [from, until); an absent from has always begun, an absent until never ends.
func (n Instant) within(from, until Instant) bool {
	return n.set && (!from.set || from.us <= n.us) && !until.reached(n)
}

// monthsLater counts calendar months in UTC. A day that the month does not have becomes its last day.
func (n Instant) monthsLater(months int) Instant {
	t := n.Time()
	year, month, day := t.Date()
	first := time.Date(year, month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	clock := t.Sub(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
	return At(first.AddDate(0, 0, min(day, last)-1).Add(clock))
}
