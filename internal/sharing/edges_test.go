package sharing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"trialogue/internal/sharing"
)

// Facts that nobody checked must not crash the engine and must not open anything.
func TestBrokenFactsWithhold(t *testing.T) {
	for name, breakIt := range map[string]func(*sharing.Case){
		"no time":           func(c *sharing.Case) { c.Now = sharing.Instant{} },
		"no service user":   func(c *sharing.Case) { c.Triangle.People = c.Triangle.People[1:] },
		"an unknown class":  func(c *sharing.Case) { c.Item.Class = "open" },
		"no class":          func(c *sharing.Case) { c.Item.Class = "" },
		"an unknown aim":    func(c *sharing.Case) { c.Request.Purpose = "curiosity" },
		"an unknown corner": func(c *sharing.Case) { c.Triangle.People[1].Corner = "friend" },
		"an unknown answer": func(c *sharing.Case) { c.Triangle.Decisions[0].Answer = "yes" },
		"about nobody":      func(c *sharing.Case) { c.Item.About = nil },
		"own of nobody":     func(c *sharing.Case) { c.Item.About, c.Item.Class = nil, sharing.CarersOwn },
		"an undated harm":   func(c *sharing.Case) { c.Item.SeriousHarm = &sharing.Opinion{} },
		"about a stranger":  func(c *sharing.Case) { c.Item.About = append(c.Item.About, "tom") },
	} {
		c := base()
		c.Triangle.Decisions = []sharing.Decision{say("sam", "jo", "medicines", sharing.Share)}
		if !decided(&c).Shares() {
			t.Fatal("the whole case must share, or this test says nothing")
		}
		breakIt(&c)
		if decided(&c).Shares() || len(explained(&c).Because) == 0 {
			t.Errorf("%s: %+v", name, decided(&c))
		}
	}
	for _, a := range []sharing.Answer{
		sharing.Decide(hour(0), nil, nil, sharing.Request{}), sharing.Decide(hour(0), &sharing.Triangle{}, nil, sharing.Request{}), {},
	} {
		if a.Shares() || a.Outcome.Shares() {
			t.Errorf("%+v shares", a)
		}
		if e := sharing.Explain(hour(0), nil, nil, sharing.Request{}, a); len(e.Because) == 0 || !slices.Equal(e.Change, []string{"none"}) {
			t.Errorf("%+v", e)
		}
	}
}

func TestDefaultsOfTypedFacts(t *testing.T) {
	c := base()
	c.Request.Purpose = ""
	keep := say("sam", "jo", "medicines", sharing.Keep)
	keep.When = ""
	c.Triangle.Decisions = []sharing.Decision{say("sam", "jo", "*", sharing.Share), keep}
	if a := decided(&c); a.Ground != sharing.GroundRefused || sharing.Check(&c) != nil {
		t.Errorf("%+v %v", a, sharing.Check(&c))
	}
}

func TestInstant(t *testing.T) {
	var absent sharing.Instant
	now := sharing.At(time.Date(2026, 11, 22, 10, 0, 0, 1999, time.FixedZone("", 3600)))
	if absent.IsSet() || !absent.Time().IsZero() || absent.Micros() != 0 || absent.Before(now) || now.Before(absent) {
		t.Error("an absent instant is a moment")
	}
	if !now.IsSet() || now.Time() != time.Date(2026, 11, 22, 9, 0, 0, 1000, time.UTC) || now != sharing.Micros(now.Micros()) || !sharing.Micros(0).Before(now) {
		t.Errorf("%v", now.Time())
	}
}

func TestAudienceShowsWhoIsHere(t *testing.T) {
	c := base()
	c.Triangle.People[2].Until = hour(1)
	c.Triangle.Decisions = []sharing.Decision{say("sam", "carers", "medicines", sharing.Keep)}
	var got []string
	for _, reader := range sharing.Audience(c.Now, &c.Triangle, &c.Item) {
		got = append(got, reader.Person.ID+" "+string(reader.Answer.Outcome))
	}
	if want := []string{"sam share", "jo withhold", "ravi share", "lena share"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestTopics(t *testing.T) {
	all := sharing.Topics()
	if len(all) != 31 {
		t.Errorf("%d topics", len(all))
	}
	all[0].Name = "changed"
	if sharing.Topics()[0].Name != "contact-and-appointments" {
		t.Error("a caller can change the topics of another")
	}
	// A topic that is sensitive from the start is not opened by "*"; any other is.
	for _, topic := range sharing.Topics() {
		c := base()
		c.Item.Topic = topic.Name
		c.Triangle.Decisions = []sharing.Decision{say("sam", "jo", "*", sharing.Share)}
		if decided(&c).Shares() == topic.Sensitive {
			t.Errorf("%+v", topic)
		}
	}
}

func TestGroupsAreWhatDecisionsName(t *testing.T) {
	for corner, want := range map[sharing.Corner]string{
		sharing.ServiceUser: "service-user", sharing.Carer: "carers", sharing.Professional: "professionals",
	} {
		if got := sharing.Group(corner); got != want {
			t.Errorf("%s is %q in a decision, not %q", corner, got, want)
		}
	}
}

func TestMaskIsSortedAndStandsOnce(t *testing.T) {
	c := base()
	c.Triangle.Releases = []sharing.Release{{Item: "i1", Recipient: "sam", Ground: "vital", By: "ravi", From: hour(0), Until: hour(6)}}
	c.Request.Recipient = "sam"
	c.Item.GivenBy, c.Item.Confidence = "jo", sharing.Team
	c.Item.Mentions = []sharing.Mention{
		{Span: "z", Person: "tom"}, {Span: "a", Person: "kim"}, {Span: "a", Person: "tom"}, {Span: "b", Person: "jo"},
		{Span: "r", Person: "ravi"}, {Span: "s", Person: "sam"},
	}
	if a := decided(&c); !slices.Equal(a.Mask, []string{"a", "b", "source", "z"}) || a.Duties != sharing.TellGiver|sharing.RecordMinimum {
		t.Errorf("%+v", a)
	}
	if e := explained(&c); len(e.Because) != 2 || e.Because[1].Key != "because.left-out" {
		t.Errorf("%+v", e)
	}
	c.Item.Confidence = sharing.Named
	if a := decided(&c); !slices.Equal(a.Mask, []string{"a", "z"}) {
		t.Errorf("%+v", a)
	}
	c.Item.Confidence, c.Item.HeldBy = sharing.Team, []string{"sam"}
	if a := decided(&c); !slices.Equal(a.Mask, []string{"a", "z"}) {
		t.Errorf("%+v", a)
	}
}

func TestSentencesFollowTheChoice(t *testing.T) {
	seen := map[string]bool{}
	for _, recipient := range []string{"jo", "ravi", "sam", "nobody"} {
		for _, choice := range []sharing.Choice{"", sharing.Share, sharing.Ask, sharing.Keep} {
			c := base()
			if choice != "" {
				c.Triangle.Decisions = []sharing.Decision{say("sam", recipient, "medicines", choice)}
			}
			said := sharing.Notice(c.Now, &c.Triangle, recipient, "medicines")
			seen[said[0].Key] = true
			if texts := sharing.Texts(said); len(texts) != len(said) || texts[0] != said[0].Text {
				t.Errorf("%q are not the texts of %q", texts, said)
			}
			if len(said) != 2 || !strings.Contains(said[0].Text, "medicines") || said[0].Topic != "medicines" {
				t.Errorf("%q", said)
			}
		}
	}
	if len(seen) != 10 {
		t.Errorf("%v", seen)
	}
}
