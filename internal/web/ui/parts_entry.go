package ui

// Entry is a piece of text that somebody gave, as this reader may see it.
type Entry struct {
	ID    string // for the page only, such as "e1"
	Who   Person
	When  string // "Tuesday 17 November, 2:30pm"
	Topic string // "Early signs"
	Kind  string // what it is: "About everybody", "In confidence"; may be empty
	Text  []Piece
	// Audience is one sentence: "The team can see this. Sam cannot."
	Audience string
	Href     string // to its own page; empty for none
	Actions  []Action
	// Note stands below: "You may talk about this. It adds nothing new."
	Note string
}

// Piece is a part of a text: words, or a quiet blank where a name was taken out. The blank shows
// its word ("a name") and nothing of what it hides.
type Piece struct {
	Text  string
	Blank string
}

// Words makes a text without blanks.
func Words(text string) []Piece { return []Piece{{Text: text}} }

// View is one person's view, equal in size to the other's.
type View struct {
	Corner Corner
	Title  string // "Sam sees it like this"
	Text   string
	// Lines are answers to several questions, instead of a text.
	Lines []ViewLine
	More  string // who can see it
}

// ViewLine is the answer to one question.
type ViewLine struct{ Label, Text string }

// TwoViews is a difference that stands, and how things go on anyway.
type TwoViews struct {
	Views  []View
	Anyway string // empty if nothing is agreed yet
}

// Seen is one sighting in words: "Ravi (Sam’s nurse) saw this on Wednesday 18 November, because you told the team."
type Seen struct {
	Who  Person
	Text Rich
}
