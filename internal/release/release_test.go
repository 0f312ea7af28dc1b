package release

import (
	"testing"
	"time"
)

func at(hour int) time.Time { return time.Date(2026, 11, 23, hour, 0, 0, 0, time.UTC) }

func us(hour int) int64 { return at(hour).UnixMicro() }

func TestState(t *testing.T) {
	cases := []struct {
		name string
		row  Row
		now  time.Time
		want State
	}{
		{"signed once", Row{Ends: us(12)}, at(9), Waiting},
		{"signed once, past its end", Row{Ends: us(12)}, at(12), Lapsed},
		{"countersigned", Row{Begins: us(9), Ends: us(12)}, at(9), InForce},
		{"just before its end", Row{Begins: us(9), Ends: us(12)}, at(12).Add(-time.Microsecond), InForce},
		{"at its end", Row{Begins: us(9), Ends: us(12)}, at(12), Expired},
		{"ended by hand", Row{Begins: us(9), Ends: us(10), Closed: us(10)}, at(11), Ended},
		{"declined", Row{Ends: us(12), Closed: us(10)}, at(11), Declined},
		{"the zero row gives nothing", Row{}, at(9), Lapsed},
	}
	for _, c := range cases {
		if got := c.row.State(c.now); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestReviewLate(t *testing.T) {
	urgent := Row{Urgent: true, ReviewBy: us(12)}
	looked, lookedLate := urgent, urgent
	looked.Reviewed, lookedLate.Reviewed = us(12), us(13)
	for name, c := range map[string]struct {
		row  Row
		now  time.Time
		late bool
	}{
		"no review is due": {Row{}, at(20), false}, "in time": {urgent, at(12), false}, "past its time": {urgent, at(13), true},
		"looked at in time": {looked, at(20), false}, "looked at late": {lookedLate, at(20), true},
	} {
		if got := c.row.ReviewLate(c.now); got != c.late {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !urgent.NeedsReview() || looked.NeedsReview() || (Row{}).NeedsReview() {
		t.Error("an urgent one needs one review, and only one")
	}
}

// A last day ends at midnight in London, in summer an hour before UTC's, and never after the longest time.
func TestEndsAt(t *testing.T) {
	july := time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)
	cases := []struct {
		name      string
		now, last time.Time
		want      time.Time
	}{
		{"winter", at(9), at(12), time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)},
		{"summer", july, july.AddDate(0, 0, 3), time.Date(2026, 7, 4, 23, 0, 0, 0, time.UTC)},
		{"the thirtieth day is cut to thirty days", at(9), at(9).AddDate(0, 0, 30), at(9).AddDate(0, 0, 30)},
	}
	for _, c := range cases {
		if got := (Draft{Ends: c.last}).endsAt(c.now); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestFindingInForce(t *testing.T) {
	f := FindingRow{ID: "f", Begins: us(9), Ends: us(12)}
	for hour, want := range map[int]bool{8: false, 9: true, 11: true, 12: false} {
		if got := f.InForce(at(hour)); got != want {
			t.Errorf("at %d: %v", hour, got)
		}
	}
	if found, ok := inForce([]FindingRow{{ID: "old", Begins: us(1), Ends: us(2)}, f}, at(10)); !ok || found.ID != "f" {
		t.Errorf("found %v %v", found, ok)
	}
	if _, ok := inForce(nil, at(10)); ok {
		t.Error("capacity is presumed")
	}
}

func TestGrounds(t *testing.T) {
	seen := map[Ground]bool{}
	for _, g := range Grounds() {
		if seen[g] || !g.Known() {
			t.Errorf("%s stands twice or is unknown", g)
		}
		seen[g] = true
	}
	if len(seen) != 9 || Ground("UNWISE").Known() || Ground("").Known() {
		t.Errorf("%d grounds", len(seen))
	}
}
