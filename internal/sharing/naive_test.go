package sharing_test

import (
	"slices"
	"sort"
	"strings"
	"time"

	"trialogue/internal/sharing"
)

// A second reading of the rules: lists filtered again and again, nothing shared with the engine and nothing clever.
// It exists to disagree with the engine where one of the two has misread a line.

type verdict struct {
	outcome, rule, ground string
	duties, mask, change  string // sorted, with commas
}

type naive struct{ sharing.Case }

func listed(words ...string) string {
	sort.Strings(words)
	return strings.Join(slices.Compact(words), ",")
}

func (n naive) corner(id string) string {
	for _, p := range n.Triangle.People {
		if p.ID == id {
			return string(p.Corner)
		}
	}
	return ""
}

func (n naive) person(id string) sharing.Person {
	return n.Triangle.People[slices.IndexFunc(n.Triangle.People, func(p sharing.Person) bool { return p.ID == id })]
}

func (n naive) user() sharing.Person {
	return n.Triangle.People[slices.IndexFunc(n.Triangle.People, func(p sharing.Person) bool { return p.Corner == "service-user" })]
}

func over(until sharing.Instant, at time.Time) bool { return until.IsSet() && !at.Before(until.Time()) }

func during(from, until sharing.Instant, at time.Time) bool {
	return !(from.IsSet() && at.Before(from.Time())) && !over(until, at)
}

func (n naive) dead() bool {
	return n.user().Died.IsSet() && !n.user().Died.Time().After(n.Now.Time())
}

func (n naive) foundLacking(at time.Time) bool {
	return slices.ContainsFunc(n.Triangle.Capacity, func(f sharing.Finding) bool { return during(f.From, f.Until, at) })
}

func (n naive) lacking() bool { return !n.dead() && n.foundLacking(n.Now.Time()) }

// everydayChoice and the rest of 3.4. The words are "", "share", "ask", "keep"; named tells of a decision by id.
func (n naive) fourSteps(owner, when string) (word string, named bool) {
	r, now := n.person(n.Request.Recipient), n.Now.Time()
	group := map[string]string{"carer": "carers", "professional": "professionals", "service-user": "service-user"}[string(r.Corner)]
	sensitive := n.Item.Class == "sensitive" || n.Item.Class == "personal" && n.Item.Topic == "trauma"
	type address struct{ recipient, topic string }
	by := map[address][]sharing.Decision{}
	for _, d := range n.Triangle.Decisions {
		right := d.Owner == owner && string(d.When) == when && (d.Recipient == r.ID || d.Recipient == group) && (d.Topic == "*" || d.Topic == n.Item.Topic)
		future := d.From.Time().After(now)
		notTheirs := owner == n.user().ID && d.Answer == "share" && n.foundLacking(d.From.Time())
		if right && !future && !notTheirs {
			by[address{d.Recipient, d.Topic}] = append(by[address{d.Recipient, d.Topic}], d)
		}
	}
	ranks := map[int][]sharing.Decision{}
	for a, all := range by {
		last := newest(all)
		switch {
		case over(last.Until, now):
		case last.Answer == "share" && a.topic == "*" && (sensitive || n.Item.Class == "carer"):
		case last.Answer == "share" && a.recipient == "carers" && r.Since.IsSet() && last.From.Time().Before(r.Since.Time()):
		default:
			rank := 0
			if a.recipient == r.ID {
				rank++
			}
			if a.topic != "*" {
				rank++
			}
			ranks[rank] = append(ranks[rank], last)
		}
	}
	for _, rank := range []int{2, 1, 0} {
		for _, answer := range []string{"keep", "ask", "share"} {
			for _, d := range ranks[rank] {
				if string(d.Answer) == answer {
					word, named = answer, named || d.Recipient == r.ID
				}
			}
			if word != "" {
				return word, named
			}
		}
	}
	return "", false
}

func newest(all []sharing.Decision) sharing.Decision {
	far := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	end := func(d sharing.Decision) time.Time {
		if d.Until.IsSet() {
			return d.Until.Time()
		}
		return far
	}
	strict := map[sharing.Choice]int{"keep": 0, "ask": 1, "share": 2}
	sort.SliceStable(all, func(a, b int) bool {
		x, y := all[a], all[b]
		if !x.From.Time().Equal(y.From.Time()) {
			return x.From.Time().After(y.From.Time())
		}
		if x.Answer != y.Answer {
			return strict[x.Answer] < strict[y.Answer]
		}
		if x.Answer == "share" {
			return end(x).Before(end(y))
		}
		return end(x).After(end(y))
	})
	return all[0]
}

// governing gives the word and whether it was said for a time without capacity.
func (n naive) governing(owner string) (word string, advance bool) {
	daily, dailyNamed := n.fourSteps(owner, "everyday")
	if owner != n.user().ID || !n.lacking() {
		return daily, false
	}
	ahead, aheadNamed := n.fourSteps(owner, "without-capacity")
	if ahead == "" || ahead == "share" && daily == "keep" && !aheadNamed && dailyNamed {
		return daily, false
	}
	return ahead, true
}

func (n naive) says(owner, word string) bool {
	said, _ := n.governing(owner)
	return said == word
}

// confidence with its defaults.
func (n naive) confidence() string {
	if n.Item.Confidence == "" && n.corner(n.Item.GivenBy) == "carer" && n.Item.Class != "carer" {
		return "team"
	}
	return string(n.Item.Confidence)
}

func (n naive) stops(v verdict, heldBy bool) verdict {
	r, i := n.Request.Recipient, n.Item
	if v.outcome != "share" || heldBy || !slices.Contains([]string{"R9", "R10", "R11", "R12", "R13", "R14", "R15"}, v.rule) {
		return v
	}
	if n.corner(r) != "professional" {
		for _, other := range i.About {
			counts := n.corner(other) == "carer" || v.rule == "R9" && n.corner(other) == "service-user"
			if counts && other != r && other != i.GivenBy && !n.says(other, "share") {
				return verdict{outcome: "withhold", rule: v.rule, ground: "others-not-agreed"}
			}
		}
		if i.SeriousHarm != nil && n.Now.Time().Before(sixMonthsOn(i.SeriousHarm.At.Time())) {
			return verdict{outcome: "human", rule: v.rule, ground: "serious-harm"}
		}
	} else if slices.Contains(i.About, r) {
		return verdict{outcome: "human", rule: v.rule, ground: "about-staff"}
	}
	return v
}

// meant are the people whom the giver addressed.
func (n naive) meant() []string {
	var out []string
	for _, p := range n.Triangle.People {
		if a := n.Item.Among; a != nil && (slices.Contains(a.People, p.ID) || a.Team && p.Corner == "professional") {
			out = append(out, p.ID)
		}
	}
	return out
}

func (n naive) leftOut(v verdict) bool {
	if n.Item.Among == nil || v.outcome != "share" && v.outcome != "share-known" || slices.Contains(n.meant(), n.Request.Recipient) {
		return false
	}
	bound := !slices.Contains([]string{"R3", "R4", "R6", "R8"}, v.rule)
	return bound && v.ground != "about-you"
}

// sixMonthsOn steps back from the day that the calendar overshoots.
func sixMonthsOn(t time.Time) time.Time {
	later := t.AddDate(0, 6, 0)
	for later.Month() != (t.Month()+5)%12+1 {
		later = later.AddDate(0, 0, -1)
	}
	return later
}

func (n naive) blanks(v verdict) string {
	r, i := n.Request.Recipient, n.Item
	if v.rule == "R3" || i.OwnSection != nil && i.OwnSection.Owner == r {
		return ""
	}
	var out []string
	for _, m := range i.Mentions {
		if slices.Contains(n.meant(), r) && slices.Contains(n.meant(), m.Person) {
			continue
		}
		if m.Person != r && m.Person != i.GivenBy && !slices.Contains(i.About, m.Person) && n.corner(m.Person) != "professional" {
			out = append(out, m.Span)
		}
	}
	confided := slices.Contains([]string{"unnamed", "team", "sealed"}, n.confidence())
	if (v.rule == "R6" || v.rule == "R10") && n.corner(r) != "professional" && !slices.Contains(i.HeldBy, r) && n.corner(i.GivenBy) == "carer" && confided {
		out = append(out, "source")
		for _, m := range i.Mentions {
			if m.Person == i.GivenBy {
				out = append(out, m.Span)
			}
		}
	}
	return listed(out...)
}

func (n naive) wouldHelp(v verdict) string {
	mine := n.corner(n.Request.Recipient)
	switch {
	case v.outcome == "share" || v.outcome == "share-known":
		return ""
	case v.outcome == "human", v.ground == "advance-refused", v.ground == "refused" && v.rule == "R14":
		return "release-signed"
	case v.ground == "section-not-shared":
		return "section-shared"
	case v.ground == "in-confidence" && v.rule == "R10" && mine == "carer":
		var need []string
		if !n.says(n.user().ID, "share") {
			need = append(need, "owner-agrees")
		}
		if n.confidence() != "named" || !n.says(n.Item.GivenBy, "share") {
			need = append(need, "giver-agrees")
		}
		return listed(need...)
	case v.ground == "in-confidence":
		return "giver-agrees"
	case slices.Contains([]string{"not-agreed", "refused", "carers-own", "others-not-agreed"}, v.ground):
		return "owner-agrees"
	case v.ground == "no-research-consent" && mine == "professional":
		return "owner-agrees"
	}
	return "none"
}

func (n naive) decide() verdict {
	v, heldBy := n.table()
	v = n.stops(v, heldBy)
	if n.leftOut(v) {
		v = verdict{outcome: "withhold", rule: v.rule, ground: "not-addressed"}
	}
	if strings.HasPrefix(v.outcome, "share") {
		v.mask = n.blanks(v)
	}
	v.change = n.wouldHelp(v)
	return v
}
