package sharing

// Topic is one thing that people decide about. A service can add topics and never remove one.
type Topic struct {
	Name      string
	Sensitive bool // from the start, whatever the class says
	ForCarers bool // about the carers themselves
}

// Topics gives the topics that every service starts with, in the order of a page.
func Topics() []Topic {
	return []Topic{
		{Name: "contact-and-appointments"}, {Name: "team"}, {Name: "diagnosis"}, {Name: "medicines"},
		{Name: "side-effects"}, {Name: "care-plan"}, {Name: "recovery-plan"}, {Name: "safety-plan"},
		{Name: "early-signs"}, {Name: "crisis"}, {Name: "whereabouts"}, {Name: "discharge"},
		{Name: "day-to-day"}, {Name: "physical-health"}, {Name: "therapy"}, {Name: "benefits-and-housing"},
		{Name: "work-and-learning"}, {Name: "legal-status"}, {Name: "research"},
		{Name: "trauma", Sensitive: true}, {Name: "substance-use", Sensitive: true},
		{Name: "sexual-health", Sensitive: true}, {Name: "offences", Sensitive: true},
		{Name: "family-views", Sensitive: true}, {Name: "gender-history", Sensitive: true},
		{Name: "immigration", Sensitive: true}, {Name: "pregnancy", Sensitive: true},
		{Name: "caring-role", ForCarers: true}, {Name: "carers-health", ForCarers: true},
		{Name: "carers-assessment", ForCarers: true}, {Name: "carers-life", ForCarers: true},
	}
}

// TopicNamed finds one of the topics that every service starts with.
func TopicNamed(name string) (Topic, bool) {
	for _, t := range Topics() {
		if t.Name == name {
			return t, true
		}
	}
	return Topic{}, false
}

// ForCarers reports whether a topic is about the carers themselves.
func ForCarers(name string) bool { return carersTopic(name) }

// sensitiveTopic is asked for every item, so it is a switch and not a search in Topics.
func sensitiveTopic(name string) bool {
	switch name {
	case "trauma", "substance-use", "sexual-health", "offences",
		"family-views", "gender-history", "immigration", "pregnancy":
		return true
	}
	return false
}

// carersTopic reports whether a topic is about the carers themselves.
func carersTopic(name string) bool {
	switch name {
	case "caring-role", "carers-health", "carers-assessment", "carers-life":
		return true
	}
	return false
}
