package casefile

import "trialogue/internal/sharing"

func (f fields) item(name string) sharing.Item {
	f = f.child(name, "id", "class", "topic", "givenBy", "about", "heldBy", "confidence", "influencedCare", "ownSection",
		"knownTo", "mentions", "systemOnly", "seriousHarm", "researchConsent", "possibleSources")
	return sharing.Item{
		ID: f.string("id"), Class: sharing.Class(f.word("class")), Topic: f.string("topic"), GivenBy: f.string("givenBy"),
		About: f.strings("about"), HeldBy: f.strings("heldBy"), KnownTo: f.strings("knownTo"),
		Confidence:      sharing.Confidence(f.optionalWord("confidence")),
		InfluencedCare:  f.flag("influencedCare"),
		SystemOnly:      f.flag("systemOnly"),
		OwnSection:      f.section("ownSection"),
		Mentions:        f.mentions("mentions"),
		SeriousHarm:     f.opinion("seriousHarm"),
		ResearchConsent: f.strings("researchConsent"),
		PossibleSources: f.count("possibleSources", sharing.MostSources),
	}
}

func (f fields) section(name string) *sharing.OwnSection {
	if !f.has(name) {
		return nil
	}
	f = f.child(name, "owner", "sharedWith")
	s := &sharing.OwnSection{Owner: f.string("owner")}
	for _, v := range f.list("sharedWith") {
		e := f.within(f.at("sharedWith"), v, "recipient", "when", "from", "until")
		s.SharedWith = append(s.SharedWith, sharing.SectionShare{
			Recipient: e.string("recipient"), When: sharing.When(e.word("when")),
			From: e.moment("from"), Until: e.optionalMoment("until"),
		})
	}
	return s
}

func (f fields) mentions(name string) []sharing.Mention {
	var all []sharing.Mention
	for _, v := range f.list(name) {
		m := f.within(f.at(name), v, "span", "person")
		all = append(all, sharing.Mention{Span: m.string("span"), Person: m.string("person")})
	}
	return all
}

func (f fields) opinion(name string) *sharing.Opinion {
	if !f.has(name) {
		return nil
	}
	f = f.child(name, "by", "at")
	return &sharing.Opinion{By: f.string("by"), At: f.moment("at")}
}
