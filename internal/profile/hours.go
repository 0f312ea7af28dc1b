package profile

import "time"

// Window is a part of each day by the clock on somebody's wall, in minutes after
// midnight. It may run over midnight. From is in it, Until is not.
type Window struct {
	From  int `json:"from"`
	Until int `json:"until"`
}

const dayMinutes = 24 * 60

func (w Window) real() bool {
	return w.From >= 0 && w.Until >= 0 && w.From < dayMinutes && w.Until < dayMinutes && w.From != w.Until
}

// Holds reports whether the wall clock stands in the window.
func (w Window) Holds(t time.Time, where *time.Location) bool {
	local := t.In(where)
	m := local.Hour()*60 + local.Minute()
	if w.From < w.Until {
		return w.From <= m && m < w.Until
	}
	return w.From <= m || m < w.Until
}

// lookAhead bounds the search: a window that the clocks jump over in spring
// opens on the day after.
const lookAhead = 3 * 24 * time.Hour

// Next is the first moment in the window, not before t. It asks minute by minute
// what the wall clock says, because in the nights when clocks change, no sum of
// hours is right. False where there is none.
func (w Window) Next(t time.Time, where *time.Location) (time.Time, bool) {
	if !w.real() {
		return time.Time{}, false
	}
	if w.Holds(t, where) {
		return t, true
	}
	end := t.Add(lookAhead)
	for at := t.Truncate(time.Minute).Add(time.Minute); at.Before(end); at = at.Add(time.Minute) {
		if w.Holds(at, where) {
			return at, true
		}
	}
	return time.Time{}, false
}
