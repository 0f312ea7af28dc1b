package ui

// CarerHome answers a carer's first questions: what is new, whom do I ring, what can I be told,
// what happens next for me.
type CarerHome struct {
	Base
	Greeting string // "Good morning, Jo."
	Lead     string // the first sentence answers: "Three things are new since Friday."
	About    string // the service user, as they like to be called: "Sam"
	TellHref string // tell the team something
	AskHref  string // ask a question
	News     []Item
	Promises []Promise
	// KeptPromises are short sentences, newest first.
	KeptPromises []string
	// Told is nil while there is nobody whose choices could count.
	Told *Told
	// ToldNotes stand below: that private is a right, and when the choice is looked at again.
	ToldNotes []Rich
	// Together is what the three have promised each other.
	Together Together
	Said     []Said
	SeenHref string // who has seen what I said
	RingList []RingLine
	// ForYou are links to the carer's own things: assessment, check-in, library.
	ForYou []Link
}

// Template names the page.
func (CarerHome) Template() string { return "carer-home" }

// Hello is the top of the page.
func (p *CarerHome) Hello() Hello {
	h := Hello{Title: p.Greeting, Lead: p.Lead, Picture: true}
	if p.TellHref != "" {
		h.Actions = append(h.Actions, Do(p.T("home.tell"), p.TellHref))
	}
	if p.AskHref != "" {
		h.Actions = append(h.Actions, Also(p.T("home.ask"), p.AskHref))
	}
	return h
}

// ServiceUserHome answers: what waits for my yes or no, who sees what, what did I set out to do.
type ServiceUserHome struct {
	Base
	Greeting  string
	Lead      string
	WriteHref string // write something
	// Waiting are things that need a yes or no, each with its actions.
	Waiting  []Item
	News     []Item
	Promises []Promise
	// Together is what the three have promised each other.
	Together Together
	// Goals are next small steps of the reader's own plan.
	Goals       []Goal
	PlanHref    string
	SharingHref string
	// SharingSum says the choices in one or two sentences.
	SharingSum []Rich
	// Seen are the latest sightings of the reader's information.
	Seen     []Seen
	SeenHref string
	RingList []RingLine
}

// Together is what people have promised each other, as one of them may know it. What
// is empty is left away.
type Together struct {
	Waiting  []Item    // for a yes, an answer or a look of the reader's own
	Mine     []Promise // what the reader said they would do
	Promised []Promise // what others said they would do
	Coming   []Promise // meetings
}

// Goal is something somebody set out to do, and its steps.
type Goal struct {
	Title string
	Why   string
	Steps []Step
	Href  string
}

// Template names the page.
func (ServiceUserHome) Template() string { return "service-user-home" }

// Hello is the top of the page.
func (p *ServiceUserHome) Hello() Hello {
	h := Hello{Title: p.Greeting, Lead: p.Lead, Picture: true}
	if p.SharingHref != "" {
		h.Actions = append(h.Actions, Do(p.T("home.my-choices"), p.SharingHref))
	}
	if p.WriteHref != "" {
		h.Actions = append(h.Actions, Also(p.T("home.write"), p.WriteHref))
	}
	return h
}

// ProfessionalHome is the day of a professional: who needs me today.
type ProfessionalHome struct {
	Base
	Title string // the day: "Monday 23 November"
	Lead  string // where to start
	// MayITell is the form at the top; nil leaves it away.
	MayITell *MayForm
	// Lists are what waits: past their day, questions, confidences to weigh, choices to look at.
	Lists []NeedList
	Day   []DayLine
	// DayNote says when the reader finishes and who answers then.
	DayNote  string
	WentWell []string
	// More leads to what waits besides; nil where the lists are all.
	More *Link
	// People are the triangles of this professional, those where something waits first.
	People []PersonLink
	// Everybody leads to all of them; nil where People are all.
	Everybody *Link
	Pages     *Pagination // on the pages that list all
	// Offices lead to what the reader looks after in the organisation.
	Offices []Link
	// WriteHref starts a note; empty leaves it away.
	WriteHref string
}

// PersonLink leads to a person's pages.
type PersonLink struct {
	Who  Person
	Href string
	More string
	// First is what must be read before anything is done; it stands out.
	First string
}

// Template names the page.
func (ProfessionalHome) Template() string { return "professional-home" }

// Hello is the top of the page.
func (p *ProfessionalHome) Hello() Hello {
	h := Hello{Title: p.Title, Lead: p.Lead, Picture: true}
	if p.WriteHref != "" {
		h.Actions = append(h.Actions, Do(p.T("home.note"), p.WriteHref))
	}
	return h
}

// AloneHome is for a carer whom nobody has joined yet. It must be worth having on its first day.
type AloneHome struct {
	Base
	Greeting string
	// Doors are what can be done alone: notes, questions to take along, check-in, assessment, rights.
	Doors []Door
	// Questions the carer wrote down to take to the team.
	Questions []string
	// Invite leads to the page that invites the team or the person.
	Invite   string
	RingList []RingLine
}

// Door is one thing to do, with a sentence about what for.
type Door struct{ Href, Title, Text string }

// Template names the page.
func (AloneHome) Template() string { return "alone-home" }

// Hello is the top of the page.
func (p *AloneHome) Hello() Hello {
	return Hello{Title: p.Greeting, Lead: p.T("alone.lead"), Picture: true}
}
