package telling

import (
	"testing"
	"time"

	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

func hours(n int) time.Time {
	return time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Hour)
}

func instant(n int) sharing.Instant { return sharing.At(hours(n)) }

func facts(decisions ...sharing.Decision) *sharing.Triangle {
	return &sharing.Triangle{
		People: []sharing.Person{
			{ID: "sam", Corner: sharing.ServiceUser}, {ID: "jo", Corner: sharing.Carer, Since: instant(-100)}, {ID: "ravi", Corner: sharing.Professional},
		},
		Decisions: decisions,
	}
}

func choice(answer sharing.Choice, from, until int) sharing.Decision {
	d := sharing.Decision{Owner: "sam", Recipient: "jo", Topic: "medicines", Answer: answer, When: sharing.Everyday, From: instant(from)}
	if until != 0 {
		d.Until = instant(until)
	}
	return d
}

func about() place { return place{user: triangle.Member{Person: "sam"}} }

func question() Question { return Question{Person: "jo", Topic: "medicines"} }

func TestVerdicts(t *testing.T) {
	lacking := facts()
	lacking.Capacity = []sharing.Finding{{From: instant(-1), Until: instant(9), By: "ravi", Reasons: "on record"}}
	for name, c := range map[string]struct {
		facts *sharing.Triangle
		want  Verdict
	}{
		"agreed": {facts(choice(sharing.Share, -2, 0)), Yes}, "asked first": {facts(choice(sharing.Ask, -2, 0)), First}, "never asked": {facts(), First},
		"kept": {facts(choice(sharing.Keep, -2, 0)), No}, "run out": {facts(choice(sharing.Share, -2, -1)), First}, "cannot decide": {lacking, Weigh},
	} {
		if got := verdict(decide(instant(0), c.facts, about(), "ravi", question())); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestChangesAt(t *testing.T) {
	lacking := facts(choice(sharing.Share, -9, 0))
	lacking.Capacity = []sharing.Finding{{From: instant(-1), Until: instant(9), By: "ravi", Reasons: "on record"}}
	for name, c := range map[string]struct {
		facts *sharing.Triangle
		want  time.Time
	}{
		"a yes without an end":              {facts(choice(sharing.Share, -2, 0)), time.Time{}},
		"a yes that ends":                   {facts(choice(sharing.Share, -2, 5)), hours(5)},
		"a yes that a later no cuts short":  {facts(choice(sharing.Share, -2, 5), choice(sharing.Keep, 3, 0)), hours(3)},
		"an end that changes nothing":       {facts(choice(sharing.Ask, -2, 5)), time.Time{}},
		"a finding that leaves the yes":     {lacking, time.Time{}},
		"what has ended already is no news": {facts(choice(sharing.Share, -5, -1)), time.Time{}},
	} {
		if got := changesAt(hours(0), c.facts, about(), "ravi", question()); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestTopicsLeaveOutWhatIsTheCarersOwn(t *testing.T) {
	if checkTopic("medicines") != nil || checkTopic("carers-health") == nil || checkTopic("") == nil || checkTopic("*") == nil {
		t.Error("only topics about the service user can be asked about")
	}
}
