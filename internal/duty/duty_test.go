package duty

import (
	"testing"
	"time"
)

func TestLate(t *testing.T) {
	due := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	before, after := due.Add(-time.Microsecond), due.Add(time.Microsecond)
	cases := []struct {
		name string
		duty Duty
		now  time.Time
		late bool
	}{
		{"open before its day", Duty{Due: due.UnixMicro()}, before, false},
		{"open at its moment", Duty{Due: due.UnixMicro()}, due, false},
		{"open after it", Duty{Due: due.UnixMicro()}, after, true},
		{"done in time, however long ago", Duty{Due: due.UnixMicro(), Done: before.UnixMicro()}, after.AddDate(1, 0, 0), false},
		{"done late stays late", Duty{Due: due.UnixMicro(), Done: after.UnixMicro()}, after, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.duty.Late(c.now); got != c.late {
				t.Errorf("Late = %v", got)
			}
		})
	}
}

func TestOpen(t *testing.T) {
	if !(Duty{}).Open() || (Duty{Done: 1}).Open() {
		t.Error("a duty is open until it is done")
	}
}

func TestAMeetingIsOverADayAfterItBegan(t *testing.T) {
	begins := time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)
	d := Duty{Kind: ComeToMeeting, Due: begins.UnixMicro()}
	if d.Over(begins.Add(24*time.Hour).UnixMicro()) || !d.Over(begins.Add(24*time.Hour+time.Microsecond).UnixMicro()) {
		t.Error("a meeting is over when a day has passed")
	}
	if d.Kind = DoAction; d.Over(begins.AddDate(1, 0, 0).UnixMicro()) {
		t.Error("what somebody said they would do is never over by itself")
	}
}
