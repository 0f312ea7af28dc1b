package ui

// ChoicesPart is a further table of a person's own choices: private subjects, what a carer told,
// or the people of the team one by one.
type ChoicesPart struct {
	Base
	BackTo  *Link
	Title   string
	Lead    string
	Heading string
	// Switch leads between the two sets; empty for a carer, who has only one.
	Switch []NavItem
	Table  ChoicesTable
}

// Template names the page.
func (ChoicesPart) Template() string { return "choices-part" }

// Hello is the top of the page.
func (p *ChoicesPart) Hello() Hello { return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead} }

// AskPage asks somebody for a choice, and shows what was asked before.
type AskPage struct {
	Base
	BackTo *Link
	Title  string
	Lead   string
	// Waiting is what waits for the reader's own yes or no.
	Waiting []Item
	// Form is the question; of its fields only action, hidden ones, parts, button and what stands
	// after it are used.
	Form FormPage
	Mine Summary
}

// Template names the page.
func (AskPage) Template() string { return "ask" }

// Hello is the top of the page.
func (p *AskPage) Hello() Hello { return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead} }

// ToldPage is what a carer can be told, as a page of its own.
type ToldPage struct {
	Base
	BackTo  *Link
	Told    Told
	Actions []Action
}

// Template names the page.
func (ToldPage) Template() string { return "told" }

// Hello is the top of the page.
func (p *ToldPage) Hello() Hello {
	return Hello{Back: p.BackTo, Title: p.T("home.told"), Lead: p.T("home.told-intro", "name", p.Told.Name), Actions: p.Actions}
}
