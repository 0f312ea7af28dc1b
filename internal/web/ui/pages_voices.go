package ui

// Voice is one person's own words beside those of others. All are drawn alike:
// the same size, the same type, in an order that does not hang on who reads.
type Voice struct {
	ID    string // for the page only
	Who   Person
	Tags  []string // in which ways they know it
	Parts []VoicePart
	// Missing stands where there are no words of theirs.
	Missing string
	When    string
	// Note is one sentence below, such as how they see it now.
	Note    string
	Actions []Action
}

// OwnPage is what the owner alone sees of what they wrote: with whom it is shared,
// and who has read it.
type OwnPage struct {
	Shared  string
	Seen    []Seen
	Actions []Action
}

// VoicePart is one stretch of words, with a title where there are several.
type VoicePart struct {
	Title string
	Text  []Piece
}

// Knowing is what each one knows, side by side.
type Knowing struct {
	Base
	BackTo      *Link
	Title, Lead string
	Actions     []Action
	Voices      []Voice
	Empty       *Empty
	Mine        *OwnPage
	Accounts    []Item // stories told once
	Own         []Action
}

// Template names the page.
func (Knowing) Template() string { return "knowing" }

// Hello is the top of the page.
func (p *Knowing) Hello() Hello {
	return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead, Actions: p.Actions}
}

// ViewsPage is a matter that people see differently: every view beside the others,
// and how things go on anyway.
type ViewsPage struct {
	Base
	BackTo *Link
	Title  string
	Lead   string // the matter, in one sentence
	About  string // who opened it, when, and what it is about
	Voices []Voice
	Write  *Action // to one's own view, where there is none yet
	Ways   []WayOn
	// NoWay stands where nobody has said how to go on.
	NoWay   string
	Propose Action
	State   []Rich
	Now     []Action // how the reader sees it now
	Look    Action
}

// WayOn is how things could go on anyway, and what each one says to it.
type WayOn struct {
	Who     Person
	When    string
	Text    []Piece
	Words   []WayWord
	Actions []Action
}

// WayWord is one person's yes or no, in a sentence.
type WayWord struct {
	Who  Person
	Text string
}

// Template names the page.
func (ViewsPage) Template() string { return "views" }

// Hello is the top of the page.
func (p *ViewsPage) Hello() Hello { return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead} }
