package sharing

func (p *problems) item(t *Triangle, i *Item) {
	p.text("item.id", i.ID)
	p.word("item.class", i.Class.known())
	p.text("item.topic", i.Topic)
	p.when(i.Topic == anyTopic, "item.topic", "is the word for every topic")
	p.text("item.givenBy", i.GivenBy)
	p.when(i.GivenBy != theService && find(t.People, i.GivenBy) == nil, "item.givenBy", "is not in people")
	p.about(t, i)
	p.texts("item.heldBy", i.HeldBy)
	p.texts("item.knownTo", i.KnownTo)
	p.texts("item.researchConsent", i.ResearchConsent)
	p.mentions(i.Mentions)
	p.confidence(t, i)
	p.section(t, i)
	if i.SeriousHarm != nil {
		p.by("item.seriousHarm.by", t, i.SeriousHarm.By)
		p.moment("item.seriousHarm.at", i.SeriousHarm.At)
	}
	p.when(i.PossibleSources < 0 || i.PossibleSources > MostSources, "item.possibleSources", "is not from 1 to 1000")
}

// MostSources bounds PossibleSources; more would only be a mistake in typing.
const MostSources = 1000

func (p *problems) about(t *Triangle, i *Item) {
	for _, id := range i.About {
		p.text("item.about", id)
		p.when(find(t.People, id) == nil, "item.about", "holds somebody who is not in people")
	}
	if i.Class == General {
		p.when(len(i.About) > 0, "item.about", "stands on a general item")
		p.when(len(i.Mentions) > 0, "item.mentions", "stands on a general item")
		return
	}
	if len(i.About) == 0 {
		p.add("item.about", "is empty")
		return
	}
	if i.Class == CarersOwn {
		first := find(t.People, i.About[0])
		p.when(first == nil || first.Corner != Carer, "item.about", "of a carer's own item does not begin with a carer")
		p.when(isUser(t, i.GivenBy), "item.givenBy", "of a carer's own item is the service user")
	}
}

func (p *problems) mentions(mentions []Mention) {
	for n := range mentions {
		p.text("item.mentions.span", mentions[n].Span)
		p.when(mentions[n].Span == sourceSpan, "item.mentions.span", "is the word for the giver")
		p.text("item.mentions.person", mentions[n].Person)
	}
}

func (p *problems) confidence(t *Triangle, i *Item) {
	p.word("item.confidence", i.Confidence.known())
	if i.Confidence == "" {
		return
	}
	giver := find(t.People, i.GivenBy)
	p.when(i.Class == General, "item.confidence", "stands on a general item")
	p.when(giver == nil || giver.Corner != Carer, "item.confidence", "stands where no carer gave the item")
	p.when(i.OwnSection != nil, "item.confidence", "stands beside ownSection")
}

func (p *problems) section(t *Triangle, i *Item) {
	s := i.OwnSection
	if s == nil {
		return
	}
	p.when(i.Class == General, "item.ownSection", "stands on a general item")
	p.owner("item.ownSection.owner", t, s.Owner)
	p.when(i.GivenBy != s.Owner && i.GivenBy != theService, "item.ownSection", "was given by another than its owner")
	for n := range s.SharedWith {
		e := &s.SharedWith[n]
		p.text("item.ownSection.sharedWith.recipient", e.Recipient)
		p.word("item.ownSection.sharedWith.when", e.When.known())
		p.when(e.When == WithoutCapacity && !isUser(t, s.Owner), "item.ownSection.sharedWith.when", "comes from another owner than the service user")
		p.moment("item.ownSection.sharedWith.from", e.From)
		p.interval("item.ownSection.sharedWith", e.From, e.Until)
	}
}
