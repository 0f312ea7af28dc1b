package ui

// Components shows every part on one page, for those who build pages. It is reached only by
// samples; its words are not in the catalogue.
type Components struct {
	Base
	People   []Person
	Field    Field
	Box      Field
	File     Field
	Radios   Options
	Boxes    Options
	Choose   Select
	By       DateField
	Sum      Summary
	Promises []Promise
	Steps    []Step
	Entry    Entry
	Views    TwoViews
	Note     NoteBox
	Empty    Empty
	Actions  []Action
	Pages    Pagination
	Badges   []Badge
	Answers  []Answer
	Short    Field
	Table    SimpleTable
}

// Template names the page.
func (Components) Template() string { return "components" }

// Hello is the top of the page.
func (p *Components) Hello() Hello {
	return Hello{Title: "Components", Lead: "The parts that every page is made of.", Picture: true}
}
