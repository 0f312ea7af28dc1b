package ui

// Talk is a conversation: a page of its messages, and the form for the next one.
type Talk struct {
	Base
	BackTo *Link
	Title  string // what it is about
	Lead   string // with whom
	// Limits says that nobody watches day and night, and what to do instead.
	Limits NoteBox
	// Waiting is what waits here: a yes, a question about earlier words.
	Waiting []NoteBox
	// Query is what is looked for; FindAction is where, by post, so that it stands in no address.
	Query, FindAction string
	Newest, Earlier   *Link
	Further           *Action // look further back for the same words
	Messages          []Entry
	Empty             *Empty
	// Form is nil where the reader cannot write here.
	Form  *TalkForm
	Links []Link // who is in it, and settings
}

// Template names the page.
func (Talk) Template() string { return "talk" }

// Hello is the top of the page.
func (p *Talk) Hello() Hello { return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead} }

// QueryField asks for words.
func (p *Talk) QueryField() Field {
	return Field{ID: "q", Name: "q", Type: "search", Label: p.T("timeline.find-words"), Value: p.Query, Plainly: true}
}

// TalkNew opens a conversation with its first message.
type TalkNew struct {
	Base
	BackTo *Link
	Title  string
	Lead   string
	Limits NoteBox
	With   []Person
	Change Link // choose others
	Form   TalkForm
}

// Template names the page.
func (TalkNew) Template() string { return "talk-new" }

// Hello is the top of the page.
func (p *TalkNew) Hello() Hello { return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead} }

// TalkForm is where somebody writes a message, with the people who will see it beside it. What is not set is left away.
type TalkForm struct {
	Title        string
	Action       string
	AudienceHref string // answers a POST of the form with an AudienceFragment
	Hidden       []Hidden
	Line         *Field
	Topic        *Select
	Say          Field
	Answers      *Options
	Question     *Options
	Confidence   *Options
	About        *Select // in a fold: most people never need it
	Names, File  Field
	// Limits are what cannot be promised to somebody who says something in confidence.
	Limits   bool
	AboutWho string // the service user, as they like to be called
	Audience Audience
}
