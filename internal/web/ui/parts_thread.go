package ui

// Promise is one sentence: who will do what by when. The shape is the person who promised.
type Promise struct {
	By   Person
	When string // "By Friday 27 November", "Tomorrow, Tuesday 24 November, 2:30pm"
	// LateDays is how many days it is late; 0 is not late.
	LateDays int
	Kept     bool
	What     string   // the sentence, with its full stop
	Notes    []string // what else is known, such as who has been told that it is late
	Actions  []Action
}

// Step is one thing that happened to something that was said.
type Step struct {
	Text string
	Done bool
	// Came is the last step: what came of it.
	Came bool
}

// Item is one piece of news.
type Item struct {
	Who     Person
	When    string
	Text    Rich
	Actions []Action
}

// Said is something the reader said, and what became of it.
type Said struct {
	Text  string // the words, without quotation marks
	About string // "You told the team on Tuesday 17 November. Only the team may know."
	Steps []Step
	Link  *Link
}

// Need is one thing that waits for a professional.
type Need struct {
	Who     Person
	Age     string // "4 days late", "6 days", "By Thursday"
	Late    bool
	Say     Rich
	More    string
	Actions []Action
}

// NeedList is one kind of things that wait.
type NeedList struct {
	ID, Title string
	Needs     []Need
}

// DayLine is one line of a professional's day.
type DayLine struct{ Time, What, More string }
