package ui

// Evidence is what an organisation can show of accounts, teams and keys.
type Evidence struct {
	Base
	BackTo   *Link
	Action   string // where the form looks
	Copy     string // where it takes a copy
	Access   Link   // the report of who may reach what
	Kind     Select
	From, To Field
	Table    SimpleTable
	Older    []Action
}

// Template names the page.
func (Evidence) Template() string { return "evidence" }

// Hello is the top of the page.
func (p *Evidence) Hello() Hello {
	return Hello{Back: p.BackTo, Title: p.T("evidence.title"), Lead: p.T("evidence.lead")}
}
