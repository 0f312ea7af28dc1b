package sharing_test

import (
	"testing"
	"time"

	"trialogue/internal/sharing"
)

// say is a decision of everyday, in force from hour 0 on, unless changed.
func say(owner, recipient, topic string, answer sharing.Choice) sharing.Decision {
	return sharing.Decision{Owner: owner, Recipient: recipient, Topic: topic, Answer: answer, When: sharing.Everyday, From: hour(0)}
}

func ahead(d sharing.Decision) sharing.Decision {
	d.When = sharing.WithoutCapacity
	return d
}

func from(d sharing.Decision, begin int) sharing.Decision {
	d.From = hour(begin)
	return d
}

func until(d sharing.Decision, end int) sharing.Decision {
	d.Until = hour(end)
	return d
}

// scene is a small story: Ravi writes something personal about Sam's medicines, and Jo asks, unless changed.
type scene struct {
	name string
	want string // rule, outcome and ground
	do   func(c *sharing.Case)
}

func base() sharing.Case {
	return sharing.Case{
		Now: hour(nowHour),
		Triangle: sharing.Triangle{People: []sharing.Person{
			{ID: "sam", Corner: sharing.ServiceUser}, {ID: "jo", Corner: sharing.Carer}, {ID: "kim", Corner: sharing.Carer},
			{ID: "ravi", Corner: sharing.Professional}, {ID: "lena", Corner: sharing.Professional, CarerLead: true},
		}},
		Item:    sharing.Item{ID: "i1", Class: sharing.Personal, Topic: "medicines", GivenBy: "ravi", About: []string{"sam"}},
		Request: sharing.Request{Recipient: "jo", Purpose: sharing.Care},
	}
}

func at(text string) sharing.Instant {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return sharing.At(t)
}

func decisions(all ...sharing.Decision) func(*sharing.Case) {
	return func(c *sharing.Case) { c.Triangle.Decisions = all }
}

func lacking(c *sharing.Case) {
	c.Triangle.Capacity = []sharing.Finding{{From: hour(2), By: "ravi", Reasons: "could not weigh it"}}
}

func both(steps ...func(*sharing.Case)) func(*sharing.Case) {
	return func(c *sharing.Case) {
		for _, step := range steps {
			step(c)
		}
	}
}

func asks(id string) func(*sharing.Case) { return func(c *sharing.Case) { c.Request.Recipient = id } }

func died(c *sharing.Case) { c.Triangle.People[0].Died = hour(nowHour) }

func topic(name string) func(*sharing.Case) { return func(c *sharing.Case) { c.Item.Topic = name } }

func play(t *testing.T, scenes []scene) {
	t.Helper()
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			c := base()
			s.do(&c)
			if err := sharing.Check(&c); err != nil {
				t.Fatal(err)
			}
			a, v := judged(&c)
			if got := v.rule + " " + v.outcome + " " + v.ground; got != s.want {
				t.Errorf("%s, not %s: %+v", got, s.want, a)
			}
			if want := (naive{c}).decide(); v != want {
				t.Errorf("the other reading says %+v, not %+v", want, v)
			}
		})
	}
}

func TestGoverningDecision(t *testing.T) {
	const share, ask, keep = "R15 share agreed", "R15 ask not-agreed", "R15 withhold refused"
	star := func(recipient string, answer sharing.Choice) sharing.Decision {
		return say("sam", recipient, "*", answer)
	}
	exact := func(recipient string, answer sharing.Choice) sharing.Decision {
		return say("sam", recipient, "medicines", answer)
	}
	play(t, []scene{
		{"nothing said", ask, decisions()},
		{"said of another topic", ask, decisions(say("sam", "jo", "therapy", sharing.Share))},
		{"said to another carer", ask, decisions(exact("kim", sharing.Share))},
		{"said to the professionals", ask, decisions(exact("professionals", sharing.Share))},
		{"said by another owner", ask, decisions(say("kim", "jo", "medicines", sharing.Share))},
		{"said of a time without capacity", ask, decisions(ahead(exact("jo", sharing.Share)))},
		{"begins now", share, decisions(from(exact("jo", sharing.Share), nowHour))},
		{"begins later", ask, decisions(from(exact("jo", sharing.Share), nowHour+1))},
		{"ends now", ask, decisions(until(exact("jo", sharing.Share), nowHour))},
		{"ends later", share, decisions(until(exact("jo", sharing.Share), nowHour+1))},
		{"a later one replaces", share, decisions(from(exact("jo", sharing.Share), 1), exact("jo", sharing.Keep))},
		{"what it replaced does not come back", ask, decisions(exact("jo", sharing.Share), until(from(exact("jo", sharing.Keep), 1), 2))},
		{"one that has not begun replaces nothing", share, decisions(exact("jo", sharing.Share), from(exact("jo", sharing.Keep), 5))},
		{"of a tie the keep", keep, decisions(exact("jo", sharing.Keep), exact("jo", sharing.Ask), exact("jo", sharing.Share))},
		{"of a tie the keep, though it has ended", ask, decisions(until(exact("jo", sharing.Keep), 1), exact("jo", sharing.Share))},
		{"of two shares the one that ends first", ask, decisions(exact("jo", sharing.Share), until(exact("jo", sharing.Share), 2))},
		{"of two keeps the one that ends last", keep, decisions(until(exact("jo", sharing.Keep), 2), exact("jo", sharing.Keep), star("jo", sharing.Share))},
		{"of two asks the one that ends last", ask, decisions(exact("jo", sharing.Ask), until(exact("jo", sharing.Ask), 2), star("jo", sharing.Share))},
		{"exact over star", share, decisions(exact("jo", sharing.Share), star("jo", sharing.Keep))},
		{"exact over star, though older", share, decisions(exact("jo", sharing.Share), from(star("jo", sharing.Keep), 2))},
		{"person over corner", share, decisions(star("jo", sharing.Share), star("carers", sharing.Keep))},
		{"person and star ranks with corner and exact", keep, decisions(star("jo", sharing.Share), exact("carers", sharing.Keep))},
		{"and the other way round", keep, decisions(star("jo", sharing.Keep), exact("carers", sharing.Share))},
		{"ask over share in one rank", ask, decisions(star("jo", sharing.Ask), exact("carers", sharing.Share))},
		{"corner and star", share, decisions(star("carers", sharing.Share))},
		{"what has ended leaves its rank", share, decisions(until(exact("jo", sharing.Keep), 1), star("carers", sharing.Share))},
		{"star does not open the sensitive", ask, both(topic("trauma"), decisions(star("jo", sharing.Share)))},
		{"star keeps the sensitive", keep, both(topic("trauma"), decisions(star("carers", sharing.Keep)))},
		{"a tick opens the sensitive", share, both(topic("trauma"), decisions(say("sam", "jo", "trauma", sharing.Share), star("carers", sharing.Keep)))},
		{"star does not open the class sensitive", ask, func(c *sharing.Case) {
			c.Item.Class = sharing.Sensitive
			c.Triangle.Decisions = []sharing.Decision{star("jo", sharing.Share)}
		}},
		{"a share for carers before she came", ask, func(c *sharing.Case) {
			c.Triangle.People[1].Since = hour(1)
			c.Triangle.Decisions = []sharing.Decision{exact("carers", sharing.Share)}
		}},
		{"a share for carers as she came", share, func(c *sharing.Case) {
			c.Triangle.People[1].Since = hour(0)
			c.Triangle.Decisions = []sharing.Decision{exact("carers", sharing.Share)}
		}},
		{"a share for her before she came", share, func(c *sharing.Case) {
			c.Triangle.People[1].Since = hour(1)
			c.Triangle.Decisions = []sharing.Decision{exact("jo", sharing.Share)}
		}},
		{"a keep for carers before she came", keep, func(c *sharing.Case) {
			c.Triangle.People[1].Since = hour(1)
			c.Triangle.Decisions = []sharing.Decision{exact("carers", sharing.Keep)}
		}},
		{"a share given in a finding that has ended", ask, both(decisions(from(exact("jo", sharing.Share), 1)), func(c *sharing.Case) {
			c.Triangle.Capacity = []sharing.Finding{{From: hour(1), Until: hour(2), By: "ravi", Reasons: "x"}}
		})},
		{"a share given as the finding ended", share, both(decisions(from(exact("jo", sharing.Share), 2)), func(c *sharing.Case) {
			c.Triangle.Capacity = []sharing.Finding{{From: hour(1), Until: hour(2), By: "ravi", Reasons: "x"}}
		})},
		{"a share given in a finding replaces no keep", keep, both(decisions(exact("jo", sharing.Keep), from(exact("jo", sharing.Share), 1)), func(c *sharing.Case) {
			c.Triangle.Capacity = []sharing.Finding{{From: hour(1), Until: hour(2), By: "ravi", Reasons: "x"}}
		})},
		{"a keep given in a finding counts", keep, both(decisions(exact("jo", sharing.Share), from(exact("jo", sharing.Keep), 1)), func(c *sharing.Case) {
			c.Triangle.Capacity = []sharing.Finding{{From: hour(1), Until: hour(2), By: "ravi", Reasons: "x"}}
		})},
	})
}

func TestWhenTheUserCannotBeAsked(t *testing.T) {
	exact := func(recipient string, answer sharing.Choice) sharing.Decision {
		return say("sam", recipient, "medicines", answer)
	}
	star := func(recipient string, answer sharing.Choice) sharing.Decision {
		return say("sam", recipient, "*", answer)
	}
	const advance, human, everyday = "R14 share advance", "R14 human best-interests", "R14 share agreed"
	play(t, []scene{
		{"nothing said", human, lacking},
		{"advance share", advance, both(lacking, decisions(ahead(exact("jo", sharing.Share))))},
		{"advance keep", "R14 withhold advance-refused", both(lacking, decisions(ahead(exact("jo", sharing.Keep)), exact("jo", sharing.Share)))},
		{"advance ask", human, both(lacking, decisions(ahead(exact("jo", sharing.Ask)), exact("jo", sharing.Share)))},
		{"advance share over everyday keep by name", advance, both(lacking, decisions(ahead(star("jo", sharing.Share)), exact("jo", sharing.Keep)))},
		{"advance share to all gives way", human, both(lacking, decisions(ahead(exact("carers", sharing.Share)), star("jo", sharing.Keep)))},
		{"but not to a keep for all", advance, both(lacking, decisions(ahead(exact("carers", sharing.Share)), exact("carers", sharing.Keep)))},
		{"one of two shares names her", advance, both(lacking, decisions(ahead(exact("carers", sharing.Share)), ahead(star("jo", sharing.Share)), exact("jo", sharing.Keep)))},
		{"one of two keeps names her", human, both(lacking, decisions(ahead(exact("carers", sharing.Share)), exact("carers", sharing.Keep), star("jo", sharing.Keep)))},
		{"an everyday ask by name does not make it give way", advance, both(lacking, decisions(ahead(exact("carers", sharing.Share)), exact("jo", sharing.Ask)))},
		{"everyday share", everyday, both(lacking, decisions(exact("jo", sharing.Share)))},
		{"everyday keep", human, both(lacking, decisions(exact("jo", sharing.Keep)))},
		{"advance share given in the finding", human, both(lacking, decisions(from(ahead(exact("jo", sharing.Share)), 2)))},
		{"dead, nothing said", "R14 human after-death", died},
		{"dead, advance share is over", "R14 human after-death", both(died, decisions(ahead(exact("jo", sharing.Share))))},
		{"dead in a finding", "R14 human after-death", both(lacking, died)},
		{"dead, everyday share", everyday, both(died, decisions(exact("jo", sharing.Share)))},
		{"dead, everyday keep", "R14 withhold refused", both(died, decisions(exact("jo", sharing.Keep)))},
		{"dead, everyday ask", "R14 human after-death", both(died, decisions(exact("jo", sharing.Ask)))},
		{"dies later", "R15 ask not-agreed", func(c *sharing.Case) { c.Triangle.People[0].Died = hour(nowHour + 1) }},
		{"team, told to ask", "R12 human best-interests", both(lacking, asks("lena"), decisions(exact("lena", sharing.Ask)))},
		{"team, told to ask, dead", "R12 human best-interests", both(died, asks("lena"), decisions(exact("professionals", sharing.Ask)))},
		{"team, kept out", "R12 human objected", both(lacking, asks("lena"), decisions(exact("lena", sharing.Keep)))},
		{"team, nothing said", "R12 share direct-care", both(lacking, asks("lena"))},
		{"knows already", "R13 share-known already-known", both(lacking, func(c *sharing.Case) { c.Item.KnownTo = []string{"jo"} })},
	})
}

func TestSeriousHarmStandsForSixCalendarMonths(t *testing.T) {
	for _, x := range []struct{ given, ends string }{
		{"2026-01-15T08:30:00.000001Z", "2026-07-15T08:30:00.000001Z"},
		{"2025-08-31T12:00:00Z", "2026-02-28T12:00:00Z"},
		{"2027-08-31T23:59:59Z", "2028-02-29T23:59:59Z"},
		{"2027-08-30T00:00:00Z", "2028-02-29T00:00:00Z"},
		{"2026-12-31T00:00:00Z", "2027-06-30T00:00:00Z"},
		{"2026-03-31T10:00:00Z", "2026-09-30T10:00:00Z"},
		{"2024-02-29T10:00:00Z", "2024-08-29T10:00:00Z"},
		{"9999-12-31T10:00:00Z", "9999-12-31T23:59:59Z"},
	} {
		c := base()
		c.Request.Recipient = "sam"
		c.Item.SeriousHarm = &sharing.Opinion{By: "ravi", At: at(x.given)}
		for moved, want := range map[time.Duration]sharing.Outcome{-time.Microsecond: sharing.Human, 0: sharing.Share} {
			c.Now = sharing.At(at(x.ends).Time().Add(moved))
			if x.ends[:4] == "9999" {
				want = sharing.Human
			}
			if a := decided(&c); a.Outcome != want || a.Rule != sharing.R11 {
				t.Errorf("given %s, asked at %s: %+v", x.given, c.Now.Time(), a)
			}
		}
	}
}
