package ui

// Ring lists whom to ring. It must be quick to read and to press.
type Ring struct {
	Base
	Lines []RingLine
	// People are those of a professional's triangles who gave a number or a rule.
	People []ReachCard
}

// Template names the page.
func (Ring) Template() string { return "ring" }

// Hello is the top of the page.
func (p *Ring) Hello() Hello { return Hello{Title: p.T("frame.ring"), Lead: p.T("ring.lead")} }

// OwnQuestions is a carer's own list of questions to take to the team. It prints as a plain list.
type OwnQuestions struct {
	Base
	Action  string
	Draft   string
	Field   Field
	Entries []OwnQuestion
}

// OwnQuestion is one of them, with the way to change it.
type OwnQuestion struct {
	Text []Piece
	Href string
}

// Template names the page.
func (OwnQuestions) Template() string { return "own-questions" }

// Hello is the top of the page.
func (p *OwnQuestions) Hello() Hello {
	return Hello{Back: &Link{Href: "/", Text: p.T("nav.home")}, Title: p.T("questions.title"), Lead: p.T("questions.lead")}
}
