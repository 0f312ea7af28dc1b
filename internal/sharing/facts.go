package sharing

// Person is somebody who is or was part of the triangle, in [Since, Until).
type Person struct {
	ID           string
	Corner       Corner
	Since, Until Instant
	CarerLead    bool    // a professional who keeps the carers' file
	Died         Instant // of the service user alone
}

// Decision is one recorded choice of an owner. Recipient is a person's id or a whole corner; Topic can be "*".
type Decision struct {
	Owner, Recipient, Topic string
	Answer                  Choice
	When                    When
	From, Until             Instant
}

// Finding says that the service user lacks capacity for sharing decisions in [From, Until).
type Finding struct {
	From, Until Instant
	By, Reasons string
}

// Release is a decision to disclose one item to one person, signed by a human.
type Release struct {
	Item, Recipient, Ground, By string
	From, Until                 Instant
}

// Triangle holds all that is known of three corners.
type Triangle struct {
	People    []Person
	Decisions []Decision
	Capacity  []Finding
	Releases  []Release
}

// Mention is a span of an item that names a person.
type Mention struct{ Span, Person string }

// SectionShare opens an own section to one person in [From, Until).
type SectionShare struct {
	Recipient   string
	When        When
	From, Until Instant
}

// OwnSection marks an item as part of what somebody keeps for themselves, such as a recovery plan.
type OwnSection struct {
	Owner      string
	SharedWith []SectionShare
}

// Among are those whom the giver of an item addressed. It takes away from what the rules give, and adds one thing: what is
// a carer's own and was told to the team is told to whoever is in the team.
type Among struct {
	People []string
	Team   bool
}

// Opinion is a professional's view that seeing the item would do serious harm. It stands for six months.
type Opinion struct {
	By string
	At Instant
}

// Item is one piece of information, without its words. GivenBy is a person's id or "service".
type Item struct {
	ID              string
	Class           Class
	Topic, GivenBy  string
	About, HeldBy   []string
	Confidence      Confidence
	InfluencedCare  bool
	OwnSection      *OwnSection
	KnownTo         []string
	Mentions        []Mention
	SystemOnly      bool
	SeriousHarm     *Opinion
	ResearchConsent []string
	PossibleSources int // 1 to 1000; the zero value counts as 1
	// Among is nil for what is meant for nobody in particular, as everything is that comes in as JSON.
	Among *Among
}

// sensitive is the item's own class, or the topic where it is sensitive from the start.
func (i *Item) sensitive() bool {
	return i.Class == Sensitive || i.Class == Personal && sensitiveTopic(i.Topic)
}

// Request asks for an item on behalf of one person.
type Request struct {
	Recipient string
	Purpose   Purpose
}

// Case is everything that one answer depends on.
type Case struct {
	Name     string
	Now      Instant
	Triangle Triangle
	Item     Item
	Request  Request
}

// has finds an id in a list.
func has(list []string, id string) bool {
	for _, one := range list {
		if one == id {
			return true
		}
	}
	return false
}

// find gives the person of that id, nil where nobody has it.
func find(people []Person, id string) *Person {
	for n := range people {
		if people[n].ID == id {
			return &people[n]
		}
	}
	return nil
}
