package sharing

import (
	"testing"
	"time"
)

func rulingWorld() (Instant, *Triangle) {
	now := At(time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC))
	back := func(days int) Instant { return Micros(now.Micros() - int64(days)*86_400_000_000) }
	return now, &Triangle{
		People: []Person{{ID: "sam", Corner: ServiceUser}, {ID: "jo", Corner: Carer}, {ID: "ravi", Corner: Professional}},
		Decisions: []Decision{
			{Owner: "sam", Recipient: "jo", Topic: "medicines", Answer: Share, From: back(9), Until: Micros(now.Micros() + 1)},
			{Owner: "sam", Recipient: "jo", Topic: "crisis", Answer: Share, From: back(9), Until: now},
			{Owner: "sam", Recipient: "jo", Topic: "*", Answer: Share, From: back(5)},
			{Owner: "sam", Recipient: "carers", Topic: "therapy", Answer: Share, From: back(5), Until: Micros(now.Micros() + 5)},
			{Owner: "sam", Recipient: "professionals", Topic: "therapy", Answer: Keep, From: back(5)},
			{Owner: "sam", Recipient: "jo", Topic: "therapy", When: WithoutCapacity, Answer: Keep, From: back(5)},
		},
	}
}

func TestGoverningSaysWhatWasChosenAndUntilWhen(t *testing.T) {
	now, tri := rulingWorld()
	cases := []struct {
		name   string
		q      Question
		answer Choice
		until  int64 // after now; -1 for none
	}{
		{"the exact choice", Question{"sam", "jo", "medicines", Personal, ""}, Share, 1},
		{"at its end a choice is gone and a wider one counts", Question{"sam", "jo", "crisis", Personal, ""}, Share, -1},
		{"everything never covers what is sensitive", Question{"sam", "jo", "trauma", Sensitive, ""}, "", 0},
		{"of two equal choices the one that ends last", Question{"sam", "jo", "therapy", Personal, Everyday}, Share, -1},
		{"the other time is a choice of its own", Question{"sam", "jo", "therapy", Personal, WithoutCapacity}, Keep, -1},
		{"a whole corner", Question{"sam", "professionals", "therapy", Personal, ""}, Keep, -1},
		{"one of a corner", Question{"sam", "ravi", "therapy", Personal, ""}, Keep, -1},
		{"a whole corner knows nothing of one person's choices", Question{"sam", "carers", "medicines", Personal, ""}, "", 0},
		{"nobody", Question{"sam", "who", "medicines", Personal, ""}, "", 0},
		{"another owner", Question{"jo", "ravi", "caring-role", CarersOwn, ""}, "", 0},
	}
	for _, c := range cases {
		got := Governing(now, tri, c.q)
		if got.Answer != c.answer || got.Found != (c.answer != "") {
			t.Errorf("%s: %+v", c.name, got)
			continue
		}
		if got.Found && got.Until.IsSet() != (c.until >= 0) || got.Until.IsSet() && got.Until.Micros()-now.Micros() != c.until {
			t.Errorf("%s ends at %+v", c.name, got.Until)
		}
	}
	if got := Governing(now, &Triangle{}, Question{Owner: "sam", Recipient: "jo"}); got.Found {
		t.Error("a triangle without a service user has no choices")
	}
}

// What a page shows as the choice is what the engine decides by.
func TestGoverningAgreesWithDecide(t *testing.T) {
	now, tri := rulingWorld()
	for _, topic := range Topics() {
		item := Item{ID: "i", Class: Personal, Topic: topic.Name, GivenBy: "service", About: []string{"sam"}}
		a := Decide(now, tri, &item, Request{Recipient: "jo"})
		r := Governing(now, tri, Question{Owner: "sam", Recipient: "jo", Topic: topic.Name, Class: Personal})
		if a.Shares() != (r.Answer == Share) || (a.Outcome == Withhold) != (r.Answer == Keep) {
			t.Errorf("%s: the page says %q, the engine %q", topic.Name, r.Answer, a.Outcome)
		}
	}
}
