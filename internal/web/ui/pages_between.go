package ui

// ArrowPage is one of the six relationships: its tasks, and how both ends see them
// where the reader may know it.
type ArrowPage struct {
	Base
	BackTo *Link
	Title  string
	Lead   string
	// Pairs are those who stand across, where there are several.
	Pairs []PersonLink
	// Prompt asks whether the reader wants to look at how it goes now.
	Prompt *NoteBox
	Arrow  OpenArrow
	// More leads to the arrow that runs the other way, and to what was written.
	More []Link
}

// Template names the page.
func (ArrowPage) Template() string { return "arrow" }

// Hello is the top of the page.
func (p *ArrowPage) Hello() Hello { return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead} }

// LinkGroup is a short list of places under a heading.
type LinkGroup struct {
	ID, Title string
	Links     []Link
}
