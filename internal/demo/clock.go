package demo

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // a machine without a zone database tells the same story
)

// Clock is the time of a demonstration. While the story is told it stands where
// the story is; then it is the real time.
type Clock struct {
	real func() time.Time
	mu   sync.Mutex
	at   time.Time // zero for the real time
}

// NewClock makes a clock over the real time.
func NewClock(real func() time.Time) *Clock { return &Clock{real: real} }

// Now is the time that the program sees.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at.IsZero() {
		return c.real()
	}
	return c.at
}

// stand puts the clock to a moment of the story, and never back.
func (c *Clock) stand(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.After(c.at) {
		c.at = at
	}
}

// tick lets a few seconds pass between two presses of a button.
func (c *Clock) tick() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(20 * time.Second)
}

// release ends the story.
func (c *Clock) release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = time.Time{}
}

// london is where the story happens.
func london() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil { // cannot be: the zones are built in
		return time.UTC
	}
	return zone
}

// calendar counts from the day on which the story is told.
type calendar struct{ today time.Time }

func newCalendar(now time.Time) calendar { return calendar{now.In(london())} }

// ago is a time of day so many working days before today, Monday to Friday.
func (c calendar) ago(days int, clock string) (time.Time, error) {
	var hour, minute int
	if _, err := fmt.Sscanf(clock, "%d:%d", &hour, &minute); err != nil || days < 1 {
		return time.Time{}, fmt.Errorf("demo: no such time: %d days ago at %q", days, clock)
	}
	day := time.Date(c.today.Year(), c.today.Month(), c.today.Day(), hour, minute, 0, 0, c.today.Location())
	for days > 0 {
		day = day.AddDate(0, 0, -1)
		if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			days--
		}
	}
	return day, nil
}

// in is the midnight that ends a day so many days from today.
func (c calendar) in(days int) time.Time {
	return time.Date(c.today.Year(), c.today.Month(), c.today.Day()+days+1, 0, 0, 0, 0, c.today.Location())
}

// end is the last moment of a day so many days from today, or where it is less than
// nothing so many working days before it; 0 is no day.
func (c calendar) end(days int) (int64, error) {
	switch {
	case days == 0:
		return 0, nil
	case days > 0:
		return c.in(days).UnixMicro() - 1, nil
	}
	day, err := c.ago(-days, "00:00")
	return day.AddDate(0, 0, 1).UnixMicro() - 1, err
}

// thursday is the first Thursday that lies at least six days ahead.
func (c calendar) thursday() time.Time {
	day := c.today.AddDate(0, 0, 6)
	for day.Weekday() != time.Thursday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}
