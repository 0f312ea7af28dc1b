package ui

// DemoPeople lists the invented people of a demonstration by where they belong.
// The field of the form is "person".
type DemoPeople struct {
	Base
	Action string // where the form goes
	Groups []DemoGroup
}

// DemoGroup is a family or the teams.
type DemoGroup struct {
	ID, Title string
	People    []DemoChoice
}

// DemoChoice is somebody with the value that takes their place.
type DemoChoice struct {
	Who   Person
	Value string
}

// Template names the page.
func (DemoPeople) Template() string { return "demo-people" }

// Hello is the top of the page.
func (p *DemoPeople) Hello() Hello { return Hello{Title: p.T("demo.title"), Lead: p.T("demo.lead")} }
