package sharing_test

import (
	"slices"
	"sort"
	"strings"
)

const upset = "listen-open,offer-general"

// table is the list of rules as it is written; heldBy says that being told directly was the reason.
func (n naive) table() (v verdict, heldBy bool) {
	r, i, q, now := n.Request.Recipient, n.Item, n.Request.Purpose, n.Now.Time()
	u := n.user()
	in := func(list []string) bool { return slices.Contains(list, r) }
	say := func(rule, outcome, ground, duties string) (verdict, bool) {
		return verdict{outcome: outcome, rule: rule, ground: ground, duties: duties}, false
	}
	here := n.corner(r) != "" && during(n.person(r).Since, n.person(r).Until, now) && !(r == u.ID && n.dead())
	left := !here && n.corner(r) != "" && over(n.person(r).Until, now) && !(r == u.ID && n.dead())
	if !here && !(left && q == "subject-access") {
		return say("R1", "withhold", "not-a-member", "")
	}
	if i.SystemOnly {
		return say("R2", "withhold", "system-only", "")
	}
	if here && i.GivenBy == r {
		return say("R3", "share", "own-words", "")
	}
	if here && q == "research" {
		all := true
		for _, who := range i.About {
			all = all && slices.Contains(i.ResearchConsent, who)
		}
		if n.corner(i.GivenBy) != "professional" && i.GivenBy != "service" {
			all = all && slices.Contains(i.ResearchConsent, i.GivenBy)
		}
		if i.Class == "general" || n.corner(r) == "professional" && all {
			return say("R4", "share", "research-consent", "")
		}
		return say("R4", "withhold", "no-research-consent", "")
	}
	var grounds []string
	for _, l := range n.Triangle.Releases {
		if l.Item == i.ID && l.Recipient == r && during(l.From, l.Until, now) {
			grounds = append(grounds, l.Ground)
		}
	}
	sort.Strings(grounds)
	if q == "subject-access" {
		if !in(i.About) && i.GivenBy != r {
			return say("R5", "withhold", "not-your-data", "")
		}
		if len(grounds) == 0 {
			return say("R5", "human", "subject-access", "record-minimum")
		}
	}
	if len(grounds) > 0 {
		return say("R6", "share", "release:"+grounds[0], "record-minimum,tell-giver")
	}
	switch {
	case i.Class == "general":
		return say("R7", "share", "general", "")
	case i.OwnSection != nil:
		return n.section(), false
	case i.Class == "carer":
		v := n.carers()
		return v, in(i.HeldBy) || n.heardAsTeam()
	case n.corner(i.GivenBy) == "carer" && slices.Contains(i.About, u.ID):
		v := n.told()
		return v, in(i.HeldBy)
	case !slices.Contains(i.About, u.ID):
		return say("R16", "withhold", "no-rule", "")
	case r == u.ID:
		return say("R11", "share", "about-you", "")
	}
	return n.rest(), false
}

func (n naive) rest() verdict {
	word, ahead := n.governing(n.user().ID)
	stuck := n.lacking() || n.dead()
	if n.corner(n.Request.Recipient) == "professional" {
		switch word + map[bool]string{true: " stuck"}[stuck] {
		case "keep", "keep stuck":
			return verdict{outcome: "human", rule: "R12", ground: "objected", duties: "record-minimum"}
		case "ask":
			return verdict{outcome: "ask", rule: "R12", ground: "not-agreed"}
		case "ask stuck":
			return verdict{outcome: "human", rule: "R12", ground: "best-interests", duties: "record-minimum"}
		}
		return verdict{outcome: "share", rule: "R12", ground: "direct-care", duties: "record-minimum"}
	}
	if slices.Contains(n.Item.KnownTo, n.Request.Recipient) {
		return verdict{outcome: "share-known", rule: "R13", ground: "already-known"}
	}
	if !stuck {
		return map[string]verdict{
			"share": {outcome: "share", rule: "R15", ground: "agreed", duties: "record-minimum"},
			"ask":   {outcome: "ask", rule: "R15", ground: "not-agreed", duties: upset},
			"":      {outcome: "ask", rule: "R15", ground: "not-agreed", duties: upset},
			"keep":  {outcome: "withhold", rule: "R15", ground: "refused", duties: upset + ",review-refusal"},
		}[word]
	}
	time := "lacking"
	if n.dead() {
		time = "dead"
	}
	kind := "everyday"
	if ahead {
		kind = "ahead"
	}
	unasked := verdict{outcome: "human", rule: "R14", ground: "best-interests", duties: upset}
	if n.dead() {
		unasked.ground = "after-death"
	}
	answer, known := map[string]verdict{
		"ahead share lacking":    {outcome: "share", rule: "R14", ground: "advance", duties: "record-minimum"},
		"ahead keep lacking":     {outcome: "withhold", rule: "R14", ground: "advance-refused", duties: upset},
		"everyday share lacking": {outcome: "share", rule: "R14", ground: "agreed", duties: "record-minimum"},
		"everyday share dead":    {outcome: "share", rule: "R14", ground: "agreed", duties: "record-minimum"},
		"everyday keep lacking":  {outcome: "human", rule: "R14", ground: "best-interests", duties: upset + ",review-refusal"},
		"everyday keep dead":     {outcome: "withhold", rule: "R14", ground: "refused", duties: upset},
	}[strings.Join([]string{kind, word, time}, " ")]
	if !known {
		return unasked
	}
	return answer
}

func (n naive) section() verdict {
	r, s, u := n.Request.Recipient, n.Item.OwnSection, n.user().ID
	if s.Owner == r {
		return verdict{outcome: "share", rule: "R8", ground: "own-section"}
	}
	open := map[string]bool{}
	for _, e := range s.SharedWith {
		void := s.Owner == u && n.foundLacking(e.From.Time()) ||
			n.corner(s.Owner) == "carer" && n.corner(r) == "carer" && slices.Contains(n.Item.About, u) && !n.says(u, "share")
		if e.Recipient == r && during(e.From, e.Until, n.Now.Time()) && !void {
			open[string(e.When)] = true
		}
	}
	if open["everyday"] {
		return verdict{outcome: "share", rule: "R8", ground: "section-shared"}
	}
	if n.lacking() && open["without-capacity"] {
		return verdict{outcome: "share", rule: "R8", ground: "advance", duties: "record-minimum"}
	}
	return verdict{outcome: "withhold", rule: "R8", ground: "section-not-shared"}
}

// heardAsTeam: what a carer told the team is told to all of it, but for what the carer lead alone may know.
func (n naive) heardAsTeam() bool {
	a := n.Item.Among
	return a != nil && a.Team && n.Item.GivenBy == n.Item.About[0] && n.corner(n.Request.Recipient) == "professional" && n.confidence() != "sealed"
}

func (n naive) carers() verdict {
	r, owner := n.Request.Recipient, n.Item.About[0]
	staff := n.corner(r) == "professional"
	guarded := n.confidence() != "" && n.confidence() != "named"
	word, _ := n.governing(owner)
	if slices.Contains(n.Item.HeldBy, r) || n.heardAsTeam() {
		return verdict{outcome: "share", rule: "R9", ground: "told-directly"}
	}
	if guarded && !staff {
		return verdict{outcome: "withhold", rule: "R9", ground: "in-confidence"}
	}
	if guarded && n.confidence() == "sealed" && !n.person(r).CarerLead {
		return verdict{outcome: "human", rule: "R9", ground: "in-confidence"}
	}
	if r == owner {
		return verdict{outcome: "share", rule: "R9", ground: "about-you"}
	}
	if word == "share" {
		return verdict{outcome: "share", rule: "R9", ground: "agreed", duties: "record-minimum"}
	}
	if word == "keep" {
		return verdict{outcome: "withhold", rule: "R9", ground: "refused"}
	}
	if word == "ask" || staff {
		return verdict{outcome: "ask", rule: "R9", ground: "not-agreed"}
	}
	return verdict{outcome: "withhold", rule: "R9", ground: "carers-own"}
}

func (n naive) told() verdict {
	r, i := n.Request.Recipient, n.Item
	if slices.Contains(i.HeldBy, r) || n.person(r).CarerLead {
		return verdict{outcome: "share", rule: "R10", ground: "told-directly"}
	}
	switch n.corner(r) {
	case "professional":
		if n.confidence() == "sealed" {
			return verdict{outcome: "human", rule: "R10", ground: "in-confidence"}
		}
		return verdict{outcome: "share", rule: "R10", ground: "told-the-team", duties: "record-minimum"}
	case "service-user":
		hidden := n.confidence() == "unnamed" && i.PossibleSources > 1 && !slices.Contains(i.About, i.GivenBy)
		if n.confidence() == "named" || hidden {
			return verdict{outcome: "share", rule: "R10", ground: "giver-agreed"}
		}
		if i.InfluencedCare {
			return verdict{outcome: "human", rule: "R10", ground: "influenced-care", duties: "tell-giver,weigh-telling"}
		}
	case "carer":
		if n.confidence() == "named" && n.says(i.GivenBy, "share") && n.says(n.user().ID, "share") {
			return verdict{outcome: "share", rule: "R10", ground: "both-agreed"}
		}
	}
	return verdict{outcome: "withhold", rule: "R10", ground: "in-confidence"}
}
