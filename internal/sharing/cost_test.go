package sharing_test

import (
	"testing"

	"trialogue/internal/sharing"
)

// busy is a case that uses long lists: a carer asks in a triangle with forty recorded choices.
func busy() sharing.Case {
	c := base()
	for range 10 {
		for _, topic := range []string{"therapy", "discharge", "team", "medicines"} {
			c.Triangle.Decisions = append(c.Triangle.Decisions, say("sam", "jo", topic, sharing.Share))
		}
	}
	c.Item.SeriousHarm = &sharing.Opinion{By: "ravi", At: at("2020-01-01T00:00:00Z")}
	return c
}

func TestAShareAllocatesNothing(t *testing.T) {
	for name, change := range map[string]func(*sharing.Case){
		"own words": asks("ravi"), "research": func(c *sharing.Case) {
			c.Request = sharing.Request{Recipient: "lena", Purpose: sharing.Research}
			c.Item.ResearchConsent = []string{"sam"}
		},
		"general": func(c *sharing.Case) { c.Item.Class, c.Item.About = sharing.General, nil },
		"section": func(c *sharing.Case) {
			c.Item.OwnSection = &sharing.OwnSection{Owner: "sam", SharedWith: []sharing.SectionShare{{Recipient: "jo", From: hour(0)}}}
		},
		"carer's own":   func(c *sharing.Case) { c.Item.Class, c.Item.About = sharing.CarersOwn, []string{"jo"} },
		"told the team": both(asks("ravi"), func(c *sharing.Case) { c.Item.GivenBy = "jo" }),
		"about you":     asks("sam"),
		"direct care":   asks("lena"),
		"known":         func(c *sharing.Case) { c.Item.KnownTo = []string{"jo"} },
		"lacking":       lacking,
		"agreed":        func(*sharing.Case) {},
		"mentioning nobody hidden": func(c *sharing.Case) {
			c.Item.Mentions = []sharing.Mention{{Span: "s", Person: "sam"}, {Span: "t", Person: "ravi"}}
		},
	} {
		c := busy()
		change(&c)
		if a := decided(&c); !a.Shares() || len(a.Mask) > 0 {
			t.Fatalf("%s is no plain share: %+v", name, a)
		}
		if n := testing.AllocsPerRun(100, func() { decided(&c) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func benchmark(b *testing.B, c sharing.Case) {
	b.ReportAllocs()
	for b.Loop() {
		decided(&c)
	}
}

func BenchmarkDecideShare(b *testing.B) {
	c := base()
	c.Triangle.Decisions = []sharing.Decision{say("sam", "jo", "medicines", sharing.Share)}
	benchmark(b, c)
}

func BenchmarkDecideFortyChoices(b *testing.B) { benchmark(b, busy()) }

func BenchmarkDecideNoChoice(b *testing.B) { benchmark(b, base()) }

func BenchmarkExplain(b *testing.B) {
	c := busy()
	b.ReportAllocs()
	for b.Loop() {
		explained(&c)
	}
}
