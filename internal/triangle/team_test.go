package triangle

import (
	"testing"
	"time"

	"trialogue/internal/sharing"
)

func TestWhoTheServiceUserTurnsToFirst(t *testing.T) {
	now := time.UnixMicro(1000)
	team := func(members ...Member) Triangle {
		for i := range members {
			members[i].Corner = sharing.Professional
		}
		return Triangle{Members: members}
	}
	for _, c := range []struct {
		name string
		in   Triangle
		want string
	}{
		{"nobody", Triangle{}, ""},
		{"whoever came first", team(Member{Person: "bea"}, Member{Person: "ravi"}), "bea"},
		{"who is named so, however it is written", team(Member{Person: "bea"}, Member{Person: "ravi", Role: "Nurse, Key Worker"}), "ravi"},
		{"not who has left", team(Member{Person: "ravi", Role: "key worker", Until: 5}, Member{Person: "bea"}), "bea"},
	} {
		if m, ok := c.in.KeyWorker(now); string(m.Person) != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", c.name, m.Person, ok)
		}
	}
	leads := team(Member{Person: "grace", CarerLead: true}, Member{Person: "old", CarerLead: true, Until: 5}, Member{Person: "ravi"}).CarerLeads(now)
	if len(leads) != 1 || leads[0].Person != "grace" {
		t.Errorf("%v", leads)
	}
}
