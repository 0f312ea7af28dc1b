package address_test

import (
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

var now = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// family is Sam with two carers and a team of two, Grace keeping the carers' file.
func family() triangle.Triangle {
	return triangle.Triangle{ID: "t", Kind: triangle.Three, Members: []triangle.Member{
		{Person: "sam", Name: "Sam Okafor", Corner: sharing.ServiceUser, Since: 1},
		{Person: "jo", Name: "Jo Okafor", Corner: sharing.Carer, Since: 1},
		{Person: "al", Name: "Al Okafor", Corner: sharing.Carer, Since: 1},
		{Person: "ravi", Name: "Ravi Menon", Corner: sharing.Professional, Since: 1},
		{Person: "grace", Name: "Grace Bello", Corner: sharing.Professional, CarerLead: true, Since: 1},
	}}
}

func facts(decisions ...sharing.Decision) *sharing.Triangle {
	out := &sharing.Triangle{Decisions: decisions}
	for _, m := range family().Members {
		out.People = append(out.People, sharing.Person{ID: string(m.Person), Corner: m.Corner, CarerLead: m.CarerLead, Since: sharing.Micros(m.Since)})
	}
	return out
}

// yes is that Sam shares a topic with a carer.
func yes(to, topic string) sharing.Decision {
	return sharing.Decision{Owner: "sam", Recipient: to, Topic: topic, Answer: sharing.Share, When: sharing.Everyday, From: sharing.Micros(2)}
}

func member(t *testing.T, p id.Person) triangle.Member {
	t.Helper()
	m, ok := family().Member(p)
	if !ok {
		t.Fatalf("%s is not in the family", p)
	}
	return m
}

// readers are those who would be shown an item, by name.
func readers(i sharing.Item, f *sharing.Triangle, by id.Person) string {
	var out []string
	for _, h := range address.Hearers(i, family(), f, by, now) {
		if h.Answer.Shares() {
			out = append(out, string(h.Person))
		}
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

func TestWhoReadsWhatWasAddressed(t *testing.T) {
	team, three := address.To{Team: true}, address.To{Team: true, People: []id.Person{"sam", "jo"}}
	carers := address.To{People: []id.Person{"jo"}, Team: true}
	for _, c := range []struct {
		name string
		by   id.Person
		d    address.Draft
		with []sharing.Decision
		want string
	}{
		{"the service user to the team", "sam", address.Draft{To: team, About: "sam"}, nil, "grace ravi"},
		{"the service user to one carer, whatever was chosen", "sam", address.Draft{To: address.To{People: []id.Person{"jo"}}, About: "sam"}, nil, "jo"},
		{"a carer to the team", "jo", address.Draft{To: team, About: "sam"}, nil, "grace ravi"},
		{"a carer among three", "jo", address.Draft{To: three, About: "sam"}, nil, "grace ravi sam"},
		{"a carer to the carer lead alone", "jo", address.Draft{To: three, About: "sam", Confidence: sharing.Sealed}, nil, "grace"},
		{"a carer among three, for the team alone", "jo", address.Draft{To: three, About: "sam", Confidence: sharing.Team}, nil, "grace ravi"},
		{"a carer of themselves to the team", "jo", address.Draft{To: team, About: "jo"}, nil, "grace ravi"},
		{"a carer of themselves among three", "jo", address.Draft{To: three, About: "jo"}, nil, "grace ravi sam"},
		{"a carer of themselves, sealed", "jo", address.Draft{To: three, About: "jo", Confidence: sharing.Sealed}, nil, "grace"},
		{"a professional to a carer, with no choice made", "ravi", address.Draft{To: carers, About: "sam"}, nil, "grace sam"},
		{"a professional to a carer, where Sam shares it", "ravi", address.Draft{To: carers, About: "sam"}, []sharing.Decision{yes("jo", "day-to-day")}, "grace jo sam"},
		{"and to nobody else whom Sam shares it with", "ravi", address.Draft{To: carers, About: "sam"}, []sharing.Decision{yes("carers", "day-to-day")}, "grace jo sam"},
		{"a professional among three with Sam's yes", "ravi", address.Draft{To: three, About: "sam", Agreed: true}, nil, "grace jo sam"},
		{"a professional to a carer about that carer", "ravi", address.Draft{To: carers, About: "jo"}, nil, "grace jo"},
		{"and never of a carer to the service user", "ravi", address.Draft{To: three, About: "jo"}, nil, "grace jo"},
		{"what holds for anybody", "ravi", address.Draft{To: carers}, nil, "grace jo"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.d.ID, c.d.Kind, c.d.Text = "e", disclose.Message, "Hello."
			if c.d.Topic = "day-to-day"; c.d.About == "jo" {
				c.d.Topic = "caring-role"
			}
			n, problems := address.Compose(c.d, family(), member(t, c.by), now)
			if len(problems) > 0 {
				t.Fatal(problems.Err(""))
			}
			check := sharing.Case{Now: sharing.At(now), Triangle: *facts(), Item: n.Item, Request: sharing.Request{Recipient: "jo"}}
			if err := sharing.Check(&check); err != nil {
				t.Error(err)
			}
			if got := readers(n.Item, facts(c.with...), c.by); got != c.want {
				t.Errorf("%q read it, %q were meant to", got, c.want)
			}
		})
	}
}

// A name is no news among those who were addressed, and stays hidden from others.
func TestNamesAmongThoseWhoWereAddressed(t *testing.T) {
	d := address.Draft{ID: "e", Kind: disclose.Message, To: address.To{People: []id.Person{"sam", "jo"}, Team: true}, About: "sam", Topic: "day-to-day", Agreed: true, Text: "Jo rings, and Al drives."}
	n, _ := address.Compose(d, family(), member(t, "ravi"), now)
	mask := sharing.Decide(sharing.At(now), facts(), &n.Item, sharing.Request{Recipient: "sam", Purpose: sharing.Care}).Mask
	var hidden []string
	for _, s := range n.Body.Spans {
		if slices.Contains(mask, s.ID) {
			hidden = append(hidden, s.Person)
		}
	}
	if strings.Join(hidden, " ") != "al" {
		t.Errorf("hidden from Sam: %v; Al was not addressed, and Jo was", hidden)
	}
}

// Where one carer alone is in a conversation with the service user, a name cannot be left out.
func TestANameCannotBeLeftOutWhereOneCouldHaveSaidIt(t *testing.T) {
	for _, c := range []struct {
		with   []id.Person
		circle bool
		fine   bool
	}{{[]id.Person{"sam"}, true, false}, {[]id.Person{"sam", "jo"}, true, false}, {[]id.Person{"sam", "al"}, true, true}, {[]id.Person{"sam"}, false, true}} {
		d := address.Draft{ID: "e", Kind: disclose.Message, To: address.To{Team: true, People: c.with}, About: "sam", Topic: "day-to-day", Confidence: sharing.Unnamed, Circle: c.circle, Text: "He paces."}
		if _, problems := address.Compose(d, family(), member(t, "jo"), now); (len(problems) == 0) != c.fine {
			t.Errorf("with %v: %v", c.with, problems)
		}
	}
}

func TestWhatIsWrongIsSaidBesideItsField(t *testing.T) {
	for _, c := range []struct {
		by    id.Person
		d     address.Draft
		field string
	}{
		{"sam", address.Draft{About: "jo", Topic: "day-to-day"}, "about"},
		{"jo", address.Draft{About: "al", Topic: "day-to-day"}, "about"},
		{"jo", address.Draft{About: "ravi", Topic: "day-to-day"}, "about"},
		{"jo", address.Draft{About: "sam", Topic: "gossip"}, "topic"},
		{"jo", address.Draft{About: "sam", Topic: "day-to-day", Confidence: "loud"}, "confidence"},
		{"ravi", address.Draft{About: "sam", Topic: "day-to-day", Confidence: sharing.Team}, "confidence"},
	} {
		_, problems := address.Compose(c.d, family(), member(t, c.by), now)
		if len(problems) != 1 || problems[0].Field != c.field {
			t.Errorf("%s with %+v: %v", c.by, c.d, problems)
		}
	}
	if p := address.Written("say", " \n ", 5); len(p) != 1 || p[0].Key != "write.text-missing" {
		t.Error(p)
	}
	if p := address.Written("say", "six let", 5); len(p) != 1 || p[0].Key != "write.text-long" {
		t.Error(p)
	}
}

func TestAPageOfOnesOwnIsItsOwnersUntilItIsShared(t *testing.T) {
	for _, by := range []id.Person{"sam", "jo", "ravi"} {
		n := address.Own(address.Page{ID: "e", Kind: disclose.Expertise, Topic: "day-to-day", Text: "I know this."}, family(), member(t, by), now)
		n.Triangle = "t"
		if got := readers(n.Item, facts(yes("carers", "day-to-day")), by); got != "" {
			t.Errorf("%q read what %s keeps", got, by)
		}
		others := []id.Person{"sam", "jo", "ravi"}
		others = slices.DeleteFunc(others, func(p id.Person) bool { return p == by })
		n.Item.OwnSection = &sharing.OwnSection{Owner: string(by)}
		shared := address.Own(address.Page{ID: "e", Kind: disclose.Expertise, Topic: "day-to-day", Text: "I know this.", Shared: others}, family(), member(t, by), now)
		if got := readers(shared.Item, facts(), by); len(strings.Fields(got)) != 2 {
			t.Errorf("%q read what %s shares with %v", got, by, others)
		}
		if got := address.SharedWith(shared.Item, now); !slices.Equal(got, others) {
			t.Errorf("shared with %v, and not %v", got, others)
		}
	}
}

// What touches the service user goes from one carer to another only with the service user's yes.
func TestAPageThatTouchesTheServiceUser(t *testing.T) {
	page := address.Page{ID: "e", Kind: disclose.Reflection, Topic: "day-to-day", Touches: true, Text: "We talk more.", Shared: []id.Person{"al"}}
	n := address.Own(page, family(), member(t, "jo"), now)
	if got := readers(n.Item, facts(), "jo"); got != "" {
		t.Errorf("%q read it", got)
	}
	if got := readers(n.Item, facts(yes("al", "day-to-day")), "jo"); got != "al" {
		t.Errorf("%q read it", got)
	}
}

func TestHereIsForThoseWhoStandHere(t *testing.T) {
	if _, err := address.Here(family(), "nia", now); !errs.Is(err, errs.NotFound) {
		t.Error(err)
	}
	left := family()
	left.Members[1].Until = now.UnixMicro()
	if _, err := address.Here(left, "jo", now); !errs.Is(err, errs.NotFound) {
		t.Error(err)
	}
	if m, err := address.Here(family(), "jo", now); err != nil || m.Person != "jo" {
		t.Error(err)
	}
}
