package people

import (
	"testing"
	"time"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

func at(hour int) time.Time { return time.Date(2026, 11, 23, hour, 0, 0, 0, time.UTC) }

func TestStateOfAnInvitation(t *testing.T) {
	fresh := Invitation{Made: at(9).UnixMicro(), Ends: at(12).UnixMicro()}
	agreed, accepted, withdrawn := fresh, fresh, fresh
	agreed.Agreed = at(10).UnixMicro()
	accepted.Agreed, accepted.Settled, accepted.Outcome = at(10).UnixMicro(), at(11).UnixMicro(), Accepted
	withdrawn.Settled, withdrawn.Outcome = at(11).UnixMicro(), Withdrawn
	for _, c := range []struct {
		what string
		i    Invitation
		now  time.Time
		want State
	}{
		{"before the yes", fresh, at(11), Waiting}, {"after the yes", agreed, at(11), Open}, {"to the last moment", agreed, at(12).Add(-time.Microsecond), Open},
		{"at the end", agreed, at(12), Over}, {"waited too long", fresh, at(12), Over}, {"accepted, long ago", accepted, at(20), Joined}, {"taken back", withdrawn, at(11), Over},
	} {
		if got := c.i.State(c.now); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

func TestCodesForgiveHowTheyWereTyped(t *testing.T) {
	want := hashCode("ABCD2345WXYZ")
	for _, typed := range []string{"abcd2345wxyz", "ABCD 2345 WXYZ", " abcd-2345-wxyz\n"} {
		if hashCode(typed) != want {
			t.Errorf("%q should be the same code", typed)
		}
	}
	if hashCode("ABCD2345WXYA") == want || hashCode("") == want {
		t.Error("other codes are others")
	}
}

func TestOneMonthLater(t *testing.T) {
	for from, want := range map[string]string{"2027-01-31": "2027-02-28", "2028-01-31": "2028-02-29", "2026-11-23": "2026-12-23", "2026-12-31": "2027-01-31", "2027-08-31": "2027-09-30"} {
		day, _ := time.Parse(time.DateOnly, from)
		if got := monthLater(day).Format(time.DateOnly); got != want {
			t.Errorf("a month after %s is %s, not %s", from, want, got)
		}
	}
}

func TestLatelyIsForThoseWhoMayKnow(t *testing.T) {
	now, since := at(12), at(8)
	tri := triangle.Triangle{Members: []triangle.Member{
		{Person: triangle.NobodyYet, Corner: sharing.ServiceUser, Since: at(9).UnixMicro()},
		{Person: "jo", Corner: sharing.Carer, Since: at(1).UnixMicro()},
		{Person: "al", Corner: sharing.Carer, Since: at(1).UnixMicro(), Until: at(10).UnixMicro()},
		{Person: "bea", Corner: sharing.Professional, Since: at(11).UnixMicro()},
		{Person: "old", Corner: sharing.Carer, Since: at(1).UnixMicro(), Until: at(2).UnixMicro()},
		{Person: "later", Corner: sharing.Carer, Since: at(13).UnixMicro()},
	}}
	for corner, want := range map[sharing.Corner][]id.Person{
		sharing.ServiceUser: {"bea", "al"}, sharing.Professional: {"bea", "al"}, sharing.Carer: {"bea"},
	} {
		var got []id.Person
		for _, n := range Lately(tri, triangle.Member{Person: "reader", Corner: corner}, since, now) {
			got = append(got, n.Person)
		}
		if len(got) != len(want) || got[0] != want[0] || got[len(got)-1] != want[len(want)-1] {
			t.Errorf("a %s reads of %v, want %v", corner, got, want)
		}
	}
}

func TestWhoAnswersForATriangle(t *testing.T) {
	tri := triangle.Triangle{Members: []triangle.Member{{Person: "sam", Corner: sharing.ServiceUser}, {Person: "ravi", Corner: sharing.Professional}, {Person: "grace", Corner: sharing.Professional, CarerLead: true}}}
	if got := keeper(tri, at(9)); got != "grace" {
		t.Errorf("the carer lead, not %s", got)
	}
	tri.Members[2].Until = at(8).UnixMicro()
	if got := keeper(tri, at(9)); got != "ravi" {
		t.Errorf("without one, who came first, not %s", got)
	}
	tri.Members = tri.Members[:1]
	if got := keeper(tri, at(9)); got != "sam" {
		t.Errorf("without a team, the service user, not %s", got)
	}
}

func TestBasesAndReasonsAreFixedLists(t *testing.T) {
	for _, b := range Bases() {
		if !knownBasis(b) || b.NeedsFinding() == (b == CourtOrder) {
			t.Errorf("%s", b)
		}
	}
	if knownBasis("nearest-relative") || knownBasis("") || knownRelation("boss") || !knownRelation("neighbour") {
		t.Error("what is not on a list is not known")
	}
}
