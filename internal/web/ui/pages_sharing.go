package ui

// Sharing is the table of a person's own choices: topics by people.
type Sharing struct {
	Base
	Set ChoiceSet
	// EverydayHref and CannotHref switch between the two sets. CannotHref is empty for a carer,
	// who has only one.
	EverydayHref, CannotHref string
	Table                    ChoicesTable
	// AddTopic, Print and Talk are further things to do.
	Actions []Action
	// SeeAs leads to what each person would see.
	SeeAs []Action
}

// ChoiceSet is one of the two sets of choices.
type ChoiceSet string

// The two sets: for every day, and for when the person cannot decide.
const (
	Everyday  ChoiceSet = "everyday"
	IfICannot ChoiceSet = "without-capacity"
)

// Template names the page.
func (Sharing) Template() string { return "sharing" }

// Hello is the top of the page.
func (p *Sharing) Hello() Hello {
	return Hello{Title: p.T("sharing.title"), Lead: p.T("sharing.lead"), Picture: true}
}

// IsEveryday tells which set is shown.
func (p *Sharing) IsEveryday() bool { return p.Set != IfICannot }

// Intro says what these choices are about. A carer's are about the carer.
func (p *Sharing) Intro() string {
	switch {
	case p.Who.Corner == Carer:
		return p.T("sharing.carer-intro")
	case p.IsEveryday():
		return p.T("sharing.everyday-intro")
	default:
		return p.T("sharing.cannot-intro")
	}
}

// Note says what counts where nothing was chosen.
func (p *Sharing) Note() Rich {
	switch {
	case p.Who.Corner == Carer:
		return p.Say("sharing.carer-note")
	case p.IsEveryday():
		return p.Say("sharing.everyday-note")
	default:
		return p.Say("sharing.cannot-note")
	}
}

// SharingChange asks one question: what may this person be told about this topic?
// Fields with problems are "answer", "until" and "until-day".
type SharingChange struct {
	Base
	Set    ChoiceSet
	BackTo *Link
	Action string
	Hidden []Hidden
	// Name is who is told, Topic what about, both as they stand in a sentence: "Al", "your medicines".
	Name, Topic string
	// Group is true where Name is several people, such as the team.
	Group bool
	// Answer is what is chosen now.
	Answer Answer
	// Day, Month and Year are the end, as written.
	Day, Month, Year string
	// Ends offers an end date.
	Ends bool
}

// Template names the page.
func (SharingChange) Template() string { return "sharing-change" }

// Hello is the top of the page.
func (p *SharingChange) Hello() Hello {
	return Hello{Back: p.BackTo, Title: p.T("sharing.question", "name", p.Name, "topic", p.Topic)}
}

// AnswerField is the question.
func (p *SharingChange) AnswerField() Options {
	items := []Option{
		{Value: string(Share), Label: p.T("answer.share"), Hint: p.T("sharing.share-hint", "name", p.Name)},
		{Value: string(Ask), Label: p.T("answer.ask"), Hint: p.T("sharing.ask-hint")},
		{Value: string(Keep), Label: p.T("answer.keep"), Hint: p.T("sharing.keep-hint", "name", p.Name)},
	}
	if p.Group {
		items[0].Hint = p.T("sharing.team-share-hint")
		items[1].Hint = p.T("sharing.team-ask-hint")
		items[2].Hint = p.T("sharing.team-keep-hint")
	}
	for i := range items {
		items[i].Checked = items[i].Value == string(p.Answer)
	}
	return Options{ID: "answer", Name: "answer", Legend: p.T("sharing.your-choice"), Items: items, Across: true}
}

// UntilField asks for the end.
func (p *SharingChange) UntilField() DateField {
	return DateField{ID: "until", Name: "until", Legend: p.T("sharing.until"), Hint: p.T("sharing.until-hint"), Day: p.Day, Month: p.Month, Year: p.Year}
}

// SeeAs shows what another person is told, without a trace.
type SeeAs struct {
	Base
	BackTo *Link
	Name   string // whose eyes
	Told   Told
	// Unnamed explains what is not named to them.
	Unnamed []Rich
	// Entries are what they would find; empty leaves the part away.
	Entries []Entry
}

// Template names the page.
func (SeeAs) Template() string { return "see-as" }

// Hello is the top of the page.
func (p *SeeAs) Hello() Hello {
	return Hello{Back: p.BackTo, Title: p.T("see-as.title", "name", p.Name), Lead: p.T("see-as.lead", "name", p.Name)}
}

// MayForm picks a person and a topic.
type MayForm struct {
	Action string
	People []Option
	Topics []Option
}

// MayITell answers a professional on the phone: may I tell this person about this topic?
type MayITell struct {
	Base
	Form MayForm
	// Result is nil before a question is asked.
	Result *MayResult
}

// MayResult is the answer.
type MayResult struct {
	Answer Answer
	Why    Rich // one sentence
	Name   string
	// Reach says how to reach the one who is told, safely.
	Reach *ReachCard
	// Words are things that can be said as they stand.
	Words []string
	// Anyway is what can be done whatever the answer.
	Anyway []string
	// Covers says what a yes is about, and what not.
	Covers []string
	// Change says what could change the answer.
	Change []Rich
	// Actions are the next things: "Ask Sam now".
	Actions []Action
	// Record is the form that writes down that it was told, or asked; nil for none.
	Record *RecordForm
	// Others are the answers for other topics and this person.
	Others []MayOther
}

// RecordForm writes down one line.
type RecordForm struct {
	Action string
	Hidden []Hidden
	// Field asks for the line; without a label only the button is shown.
	Field  Field
	Button string
	Note   string
}

// MayOther is the answer for another topic.
type MayOther struct {
	// Look is the topic; pressing it looks that up.
	Look   Action
	Answer Answer
}

// Template names the page.
func (MayITell) Template() string { return "may-i-tell" }

// Hello is the top of the page.
func (p *MayITell) Hello() Hello { return Hello{Title: p.T("may.title")} }

// TrianglePage is the picture of the six relationships, and the tasks of one.
type TrianglePage struct {
	Base
	Lead     string // "Sam, you and the team. …"
	Triangle Triangle
	Open     *OpenArrow
	// Note explains what is not shown of the other two.
	Note string
	// People are everybody of the triangle, each with a line.
	People []PersonLink
	// Prompt asks whether the reader wants to look at how their ends go now.
	Prompt *NoteBox
	// Rooms are the other pages of this triangle.
	Rooms []LinkGroup
}

// Template names the page.
func (TrianglePage) Template() string { return "triangle" }

// Hello is the top of the page.
func (p *TrianglePage) Hello() Hello { return Hello{Title: p.T("triangle.title"), Lead: p.Lead} }
