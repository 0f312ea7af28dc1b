package ui

// FormPage asks for a few things on one page. Most questions need no page of their own kind.
type FormPage struct {
	Base
	BackTo *Link
	Title  string
	Lead   string
	Action string // where the form goes, by post
	Hidden []Hidden
	// Parts stand in order: questions, and words between them.
	Parts  []FormPart
	Button string
	// Files says that the form sends attachments.
	Files bool
	// Also are further buttons of the same form, such as "Keep for later".
	Also []Action
	// After stands below the button: what happens next.
	After []Rich
	// Audience, if set, stands beside the form.
	Audience *AudienceSet
}

// FormPart is one question, or a heading, a paragraph or a summary between questions. Set one.
type FormPart struct {
	Heading string
	Say     *Rich
	Field   *Field
	Options *Options
	Select  *Select
	Date    *DateField
	Summary Summary
	Note    *NoteBox
	Picks   *Picks
	Reach   *ReachCard
	Who     *Person
}

// Template names the page.
func (FormPage) Template() string { return "form" }

// Hello is the top of the page.
func (p *FormPage) Hello() Hello { return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead} }

// ListPage is a quiet page of sections: people, news, entries, links. Most lists need no page of
// their own kind.
type ListPage struct {
	Base
	BackTo   *Link
	Title    string
	Lead     string
	Actions  []Action
	Sections []ListSection
	Pages    *Pagination
}

// ListSection is one part of a list page. What is not set is left away.
type ListSection struct {
	ID, Title string
	Say       []Rich
	Summary   Summary
	Who       *Person
	Reach     []ReachCard
	People    []PersonLink
	Items     []Item
	Entries   []Entry
	Promises  []Promise
	Seen      []Seen
	Links     []Link
	Table     *SimpleTable
	Note      *NoteBox
	Empty     *Empty
	Actions   []Action
}

// Template names the page.
func (ListPage) Template() string { return "list" }

// Hello is the top of the page.
func (p *ListPage) Hello() Hello {
	return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead, Actions: p.Actions}
}
