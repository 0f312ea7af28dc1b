package sharing_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trialogue/internal/sharing"
)

// What must always hold (section 4), whatever the rules are.

// drawn lets rapid choose, so that a failure shrinks to a small case.
func drawn(t *rapid.T) chooser {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
}

type failing interface {
	Fatalf(format string, args ...any)
}

// always tries a property on many seeded cases, and then lets rapid look for a small one that breaks it.
func always(t *testing.T, property func(t failing, pick chooser)) {
	t.Helper()
	for seed := range uint64(20000) {
		property(t, seeded(seed))
	}
	rapid.Check(t, func(t *rapid.T) { property(t, drawn(t)) })
}

func decided(c *sharing.Case) sharing.Answer {
	return sharing.Decide(c.Now, &c.Triangle, &c.Item, c.Request)
}

func explained(c *sharing.Case) sharing.Explanation {
	return sharing.Explain(c.Now, &c.Triangle, &c.Item, c.Request, decided(c))
}

type caseOf struct{ *sharing.Case }

func (c caseOf) in(from, until sharing.Instant) bool { return during(from, until, c.Now.Time()) }

// released: a signed release for this recipient and item is in force.
func (c caseOf) released() bool {
	return slices.ContainsFunc(c.Triangle.Releases, func(l sharing.Release) bool {
		return l.Item == c.Item.ID && l.Recipient == c.Request.Recipient && c.in(l.From, l.Until)
	})
}

// chose: the carer has some share in force that could cover the recipient.
func (c caseOf) chose(owner string) bool {
	return slices.ContainsFunc(c.Triangle.Decisions, func(d sharing.Decision) bool {
		return d.Owner == owner && d.Answer == sharing.Share && c.in(d.From, d.Until)
	})
}

func TestNobodySeesACarersOwnWithoutTheirChoice(t *testing.T) {
	always(t, func(t failing, pick chooser) {
		c := randomCase(pick)
		i, r := &c.Item, c.Request.Recipient
		if i.Class != sharing.CarersOwn || i.OwnSection != nil || !decided(&c).Shares() {
			return
		}
		owner := i.About[0]
		consented := c.Request.Purpose == sharing.Research && slices.Contains(i.ResearchConsent, owner)
		told := r == owner || r == i.GivenBy || slices.Contains(i.HeldBy, r) || i.Among != nil && i.Among.Team && i.GivenBy == owner && (naive{c}).corner(r) == "professional"
		if !told && !consented && !(caseOf{&c}).released() && !(caseOf{&c}).chose(owner) {
			t.Fatalf("%s sees what is %s's own: %+v", r, owner, decided(&c))
		}
	})
}

// Addressing takes away, but for a carer's own words to the team.
func TestAddressingShowsNobodyMore(t *testing.T) {
	always(t, func(t failing, pick chooser) {
		c := randomCase(pick)
		if c.Item.Among == nil || c.Item.Class == sharing.CarersOwn && len(c.Item.About) > 0 && c.Item.GivenBy == c.Item.About[0] {
			return
		}
		open := c
		open.Item.Among = nil
		if decided(&c).Shares() && !decided(&open).Shares() {
			t.Fatalf("addressing shows it: %+v", decided(&c))
		}
	})
}

func TestASectionStaysWithItsOwnerAndWhomTheyChose(t *testing.T) {
	always(t, func(t failing, pick chooser) {
		c := randomCase(pick)
		s, r := c.Item.OwnSection, c.Request.Recipient
		if s == nil || c.Request.Purpose == sharing.Research || !decided(&c).Shares() {
			return
		}
		opened := slices.ContainsFunc(s.SharedWith, func(e sharing.SectionShare) bool {
			return e.Recipient == r && (caseOf{&c}).in(e.From, e.Until)
		})
		if r != s.Owner && !opened && !(caseOf{&c}).released() {
			t.Fatalf("%s sees a page of %s: %+v", r, s.Owner, decided(&c))
		}
	})
}

func TestNobodySeesATeamConfidenceOutsideTheTeam(t *testing.T) {
	always(t, func(t failing, pick chooser) {
		c := randomCase(pick)
		n, i, r := naive{c}, &c.Item, c.Request.Recipient
		closed := n.confidence() == "team" || n.confidence() == "sealed"
		if !closed || i.OwnSection != nil || !decided(&c).Shares() || !slices.Contains(i.About, "sam") && i.Class != sharing.CarersOwn {
			return
		}
		consented := c.Request.Purpose == sharing.Research && slices.Contains(i.ResearchConsent, i.GivenBy)
		if r == i.GivenBy || slices.Contains(i.HeldBy, r) || consented || (caseOf{&c}).released() {
			return
		}
		if n.corner(r) != "professional" || n.confidence() == "sealed" && !n.person(r).CarerLead {
			t.Fatalf("%s sees a %s confidence", r, n.confidence())
		}
	})
}

// seesNoMore: after is not a share where before was none, and blanks out no less.
func seesNoMore(before, after sharing.Answer) bool {
	if !after.Shares() {
		return true
	}
	if !before.Shares() || before.Outcome == sharing.ShareKnown && after.Outcome == sharing.Share {
		return false
	}
	for _, span := range before.Mask {
		if !slices.Contains(after.Mask, span) {
			return false
		}
	}
	return true
}

func TestTakingAwayAShareShowsNobodyMore(t *testing.T) {
	always(t, func(t failing, pick chooser) {
		c := randomCase(pick)
		before := decided(&c)
		all := c.Triangle.Decisions
		for n, d := range all {
			if d.Answer != sharing.Share || !(caseOf{&c}).in(d.From, d.Until) {
				continue
			}
			less := c
			less.Triangle.Decisions = slices.Delete(slices.Clone(all), n, n+1)
			if after := decided(&less); !seesNoMore(before, after) {
				t.Fatalf("without %+v: %+v became %+v", d, before, after)
			}
		}
	})
}

func TestAddingAKeepShowsNobodyMore(t *testing.T) {
	always(t, func(t failing, pick chooser) {
		c := randomCase(pick)
		before := decided(&c)
		keep := randomDecision(pick)
		keep.Answer = sharing.Keep
		if !(caseOf{&c}).in(keep.From, keep.Until) {
			return
		}
		c.Triangle.Decisions = append(c.Triangle.Decisions, keep)
		if after := decided(&c); !seesNoMore(before, after) {
			t.Fatalf("with %+v: %+v became %+v", keep, before, after)
		}
	})
}

func shuffled[T any](pick chooser, list []T) []T {
	list = slices.Clone(list)
	for n := len(list) - 1; n > 0; n-- {
		m := pick(n + 1)
		list[n], list[m] = list[m], list[n]
	}
	return list
}

func TestOrderChangesNothing(t *testing.T) {
	always(t, func(t failing, pick chooser) {
		c := randomCase(pick)
		_, before := judged(&c)
		text := explained(&c).Because
		c.Triangle = sharing.Triangle{
			People: shuffled(pick, c.Triangle.People), Decisions: shuffled(pick, c.Triangle.Decisions),
			Capacity: shuffled(pick, c.Triangle.Capacity), Releases: shuffled(pick, c.Triangle.Releases),
		}
		i := &c.Item
		i.HeldBy, i.KnownTo, i.Mentions = shuffled(pick, i.HeldBy), shuffled(pick, i.KnownTo), shuffled(pick, i.Mentions)
		i.ResearchConsent = shuffled(pick, i.ResearchConsent)
		if len(i.About) > 0 {
			i.About = append([]string{i.About[0]}, shuffled(pick, i.About[1:])...)
		}
		if s := i.OwnSection; s != nil {
			i.OwnSection = &sharing.OwnSection{Owner: s.Owner, SharedWith: shuffled(pick, s.SharedWith)}
		}
		if _, after := judged(&c); after != before || !slices.Equal(text, explained(&c).Because) {
			t.Fatalf("%+v became %+v", before, after)
		}
	})
}

func TestANonShareSaysNothingOfTheItem(t *testing.T) {
	always(t, func(t failing, pick chooser) {
		c := randomCase(pick)
		other := c
		other.Item = randomItem(pick)
		other.Item.Topic = c.Item.Topic
		other.Request.Purpose = one(pick, sharing.Care, sharing.Research, sharing.SubjectAccess)
		if decided(&c).Shares() || decided(&other).Shares() {
			return
		}
		said, again := explained(&c).Because, explained(&other).Because
		unasked := sharing.Notice(c.Now, &c.Triangle, c.Request.Recipient, c.Item.Topic)
		if len(said) == 0 || !slices.Equal(said, again) || !slices.Equal(said, unasked) {
			t.Fatalf("said %q, of another item %q, of none %q", said, again, unasked)
		}
	})
}

func TestANonShareToTheServiceUserFollowsTheTopicAlone(t *testing.T) {
	always(t, func(t failing, pick chooser) {
		a, b := randomCase(pick), randomCase(pick)
		a.Request.Recipient, b.Request.Recipient = "sam", "sam"
		b.Item.Topic = a.Item.Topic
		if decided(&a).Shares() || decided(&b).Shares() {
			return
		}
		if x, y := explained(&a).Because, explained(&b).Because; !slices.Equal(x, y) {
			t.Fatalf("%q and %q", x, y)
		}
	})
}

func TestAnswersAreWhole(t *testing.T) {
	always(t, func(t failing, pick chooser) {
		c := randomCase(pick)
		a, e := decided(&c), explained(&c)
		if a.Shares() == (len(e.Change) > 0) || len(e.Because) == 0 || a.Ground == "" || a.Rule == "" {
			t.Fatalf("%+v %+v", a, e)
		}
		if !a.Shares() && len(a.Mask) > 0 || !slices.IsSorted(a.Mask) || len(slices.Compact(slices.Clone(a.Mask))) != len(a.Mask) {
			t.Fatalf("mask %q", a.Mask)
		}
		for _, s := range e.Because {
			if s.Key == "" || strings.Contains(strings.ToLower(s.Text), "refused") || strings.ContainsAny(s.Text, "!{}") {
				t.Fatalf("%q", s)
			}
		}
		if a.Outcome != sharing.Share && a.Duties.Has(sharing.RecordMinimum) && a.Outcome != sharing.Human {
			t.Fatalf("%+v owes a record of nothing", a)
		}
	})
}
