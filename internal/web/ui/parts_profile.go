package ui

// Flag says in one line, on every page where it matters, what somebody needs so that they can read and talk.
type Flag struct {
	Who  string // first name
	Text string // "large print, an interpreter (Polish)"
	Href string // where the whole of it stands
	Link string // words of the link
}

// ReachCard says how to reach somebody. What must not happen stands before the numbers, and while there is any such
// rule, the numbers open only by a press.
type ReachCard struct {
	ID    string
	Who   Person
	Rules []string // safe contact
	Shut  string   // words of the press that opens the numbers; empty shows them at once
	// Phones are numbers, each with what may be done with it.
	Phones []ReachPhone
	// Says are further sentences: times, post, letters.
	Says []string
	// Needs are what the person needs, one a line.
	Needs []string
	Empty string // instead of everything, where nothing is known
	More  *Link
}

// ReachPhone is one number.
type ReachPhone struct{ Tel, Shown, Note string }

// Picks are boxes to tick, each with room for a short word of its own. Its box appears when it is ticked; where a
// browser cannot do that without script, all are there.
type Picks struct {
	ID, Legend, Hint string
	Items            []Pick
}

// Pick is one box. Detail, if set, is its word.
type Pick struct {
	ID, Name, Label, Hint string
	Checked               bool
	Detail                *Field
}
