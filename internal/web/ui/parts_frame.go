package ui

// Hello is the top of a page: where one comes from, the title, and the first sentence, which answers.
type Hello struct {
	Back    *Link
	Title   string
	Lead    string
	Actions []Action
	// Picture draws the three shapes; for home pages and other places that open something.
	Picture bool
	// Done draws a tick: something worked.
	Done bool
	// Corner draws the picture of this corner; empty means the reader's.
	Corner Corner
}

// Pagination leads through a long list. Nil links are left away.
type Pagination struct {
	Newer, Older *Link
	Text         string // "Messages 11 to 20"; never a count of what is withheld
}

// RingLine is one number to ring.
type RingLine struct {
	Title string // "A crisis, at any hour"
	Text  string // when it answers; may be empty
	Tel   string // "01632960123"
	Shown string // "01632 960 123"
}

// Empty stands where there is nothing, kindly.
type Empty struct {
	Title, Text string
	Action      *Action
}

// NoteBox is a message inside a page.
type NoteBox struct {
	Text    Rich
	Late    bool // something is late or about to end
	Actions []Action
}
