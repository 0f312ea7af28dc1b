package address_test

import (
	"slices"
	"testing"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

func kin() triangle.Triangle {
	return triangle.Triangle{ID: "t", Kind: triangle.Three, Members: []triangle.Member{
		{Person: "sam", Name: "Sam", Corner: sharing.ServiceUser, Since: 1}, {Person: "jo", Name: "Jo", Corner: sharing.Carer, Since: 1}, {Person: "al", Name: "Al", Corner: sharing.Carer, Since: 1},
		{Person: "ravi", Name: "Ravi", Corner: sharing.Professional, Since: 1}, {Person: "grace", Name: "Grace", Corner: sharing.Professional, CarerLead: true, Since: 1},
	}}
}

func factsOf(t triangle.Triangle) *sharing.Triangle {
	out := &sharing.Triangle{}
	for _, m := range t.Members {
		out.People = append(out.People, sharing.Person{ID: string(m.Person), Corner: m.Corner, CarerLead: m.CarerLead, Since: sharing.Micros(m.Since)})
	}
	return out
}

var nine = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

func written(t *testing.T, by, about id.Person, c sharing.Confidence, to address.To) sharing.Item {
	t.Helper()
	tri := kin()
	me, _ := tri.Member(by)
	n, p := address.Compose(address.Draft{ID: "e", Triangle: "t", Kind: disclose.Message, To: to, About: about, Topic: "day-to-day", Confidence: c, Text: "Words."}, tri, me, nine)
	if len(p) > 0 {
		t.Fatal(p)
	}
	return n.Item
}

func sees(i sharing.Item, p id.Person) bool {
	return sharing.Decide(sharing.At(nine), factsOf(kin()), &i, sharing.Request{Recipient: string(p), Purpose: sharing.Care}).Shares()
}

func TestWideningOpensWhatIsItsGiversToOpenAndNoMore(t *testing.T) {
	team := address.To{Team: true}
	teamAnd := func(p ...id.Person) address.To { return address.To{Team: true, People: p} }
	cases := []struct {
		name string
		item sharing.Item
		to   id.Person
		say  address.Say
		want bool
	}{
		{"a carer's confidence, to the service user with the carer's yes", written(t, "jo", "sam", sharing.Team, team), "sam", address.Say{}, true},
		{"a carer's confidence, to another carer", written(t, "jo", "sam", sharing.Team, team), "al", address.Say{Agreed: true}, false},
		{"what a carer said by name, to another carer without the service user's yes", written(t, "jo", "sam", "", teamAnd("sam")), "al", address.Say{}, false},
		{"the same with that yes", written(t, "jo", "sam", "", teamAnd("sam")), "al", address.Say{Agreed: true}, true},
		{"what is for the carer lead alone", written(t, "jo", "sam", sharing.Sealed, team), "sam", address.Say{Agreed: true}, false},
		{"a carer of themselves", written(t, "jo", "jo", "", team), "al", address.Say{}, true},
		{"a professional of a carer, without that carer's yes", written(t, "ravi", "jo", "", teamAnd("jo")), "al", address.Say{Agreed: true}, false},
		{"a professional of a carer, with it", written(t, "ravi", "jo", "", teamAnd("jo")), "al", address.Say{Owners: []id.Person{"jo"}}, true},
		{"the service user to a carer", written(t, "sam", "sam", "", team), "jo", address.Say{}, true},
		{"a professional, to a carer without the service user's yes", written(t, "ravi", "sam", "", teamAnd("sam")), "jo", address.Say{}, false},
		{"a professional, to a carer with it", written(t, "ravi", "sam", "", teamAnd("sam")), "jo", address.Say{Agreed: true}, true},
		{"what is true for anybody", written(t, "ravi", "", "", teamAnd("sam")), "jo", address.Say{}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			before := slices.Clone(c.item.Among.People)
			if sees(c.item, c.to) {
				t.Fatal("it was open before")
			}
			wide, _ := address.Widen(c.item, kin(), []id.Person{c.to}, c.say)
			if sees(wide, c.to) != c.want {
				t.Errorf("%s sees it: %v", c.to, !c.want)
			}
			if !slices.Equal(c.item.Among.People, before) {
				t.Error("the item that was given is changed")
			}
			for _, other := range []id.Person{"sam", "jo", "al", "ravi", "grace"} {
				if other != c.to && sees(wide, other) != sees(c.item, other) {
					t.Errorf("it changes something for %s", other)
				}
			}
		})
	}
}

func TestTheServiceUsersYesOpensNoConfidence(t *testing.T) {
	to := address.To{Team: true, People: []id.Person{"sam", "jo", "al"}}
	cases := []struct {
		name string
		item sharing.Item
		want bool
	}{
		{"what another carer said by name", written(t, "jo", "sam", sharing.Named, to), true},
		{"what a professional said", written(t, "ravi", "sam", "", to), true},
		{"what another carer said to the team", written(t, "jo", "sam", sharing.Team, to), false},
		{"what another carer said without a name", written(t, "jo", "sam", sharing.Unnamed, to), false},
		{"what only the carer lead may know", written(t, "jo", "sam", sharing.Sealed, to), false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if sees(c.item, "al") {
				t.Fatal("it was open before")
			}
			if open, _ := address.Agree(c.item, kin(), []id.Person{"jo", "al"}); sees(open, "al") != c.want {
				t.Errorf("Al sees it: %v", !c.want)
			}
		})
	}
}
