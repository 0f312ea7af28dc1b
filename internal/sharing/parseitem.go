package sharing

func (f fields) item(name string) Item {
	f = f.child(name, "id", "class", "topic", "givenBy", "about", "heldBy", "confidence", "influencedCare", "ownSection",
		"knownTo", "mentions", "systemOnly", "seriousHarm", "researchConsent", "possibleSources")
	return Item{
		ID: f.string("id"), Class: Class(f.word("class")), Topic: f.string("topic"), GivenBy: f.string("givenBy"),
		About: f.strings("about"), HeldBy: f.strings("heldBy"), KnownTo: f.strings("knownTo"),
		Confidence:      Confidence(f.optionalWord("confidence")),
		InfluencedCare:  f.flag("influencedCare"),
		SystemOnly:      f.flag("systemOnly"),
		OwnSection:      f.section("ownSection"),
		Mentions:        f.mentions("mentions"),
		SeriousHarm:     f.opinion("seriousHarm"),
		ResearchConsent: f.strings("researchConsent"),
		PossibleSources: f.count("possibleSources", mostSources),
	}
}

func (f fields) section(name string) *OwnSection {
	if !f.has(name) {
		return nil
	}
	f = f.child(name, "owner", "sharedWith")
	s := &OwnSection{Owner: f.string("owner")}
	for _, v := range f.list("sharedWith") {
		e := f.within(f.at("sharedWith"), v, "recipient", "when", "from", "until")
		s.SharedWith = append(s.SharedWith, SectionShare{
			Recipient: e.string("recipient"), When: When(e.word("when")),
			From: e.moment("from"), Until: e.optionalMoment("until"),
		})
	}
	return s
}

func (f fields) mentions(name string) []Mention {
	var all []Mention
	for _, v := range f.list(name) {
		m := f.within(f.at(name), v, "span", "person")
		all = append(all, Mention{Span: m.string("span"), Person: m.string("person")})
	}
	return all
}

func (f fields) opinion(name string) *Opinion {
	if !f.has(name) {
		return nil
	}
	f = f.child(name, "by", "at")
	return &Opinion{By: f.string("by"), At: f.moment("at")}
}
