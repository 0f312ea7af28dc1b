package ui

import "strconv"

// Audience is who will see something about to be written, for each confidence it could have.
// Styles show the set that belongs to the chosen answer at once; without them the set of Chosen
// stands, and the page "Check before you send" shows the true one.
type Audience struct {
	Sets []AudienceSet
	// Chosen is the code of the set that counts now.
	Chosen string
}

// AudienceSet is one list. Code is "named", "unnamed", "team", "sealed", or "only" where there is
// nothing to choose; the answers that choose between them carry the same word as their Mark.
type AudienceSet struct {
	Code string
	Sum  string // one sentence: "Four people in the team will see it. Sam and Al will not."
	Rows []AudienceRow
	// Seen, where set, goes back with the form: it says which list its writer had before them.
	Seen string
	// Folded lets the rows wait behind a press where the window is narrow; the sentence stands.
	Folded bool
}

// AudienceRow is one person of the list.
type AudienceRow struct {
	Who    Person
	Answer Answer
	Why    string // one sentence
	Says   string // said instead of the answer's own words, if set: "Not yet"
}

// Tag is the answer in words and shape.
func (r AudienceRow) Tag() Tag {
	t := SightTag(r.Answer)
	t.Text = r.Says
	return t
}

// ChoicesTable is topics by people. On a phone one person is shown at a time.
type ChoicesTable struct {
	Label   string // id of the heading that names the table
	Columns []ChoiceColumn
	Rows    []ChoiceRow
}

// ChoiceColumn is one person, or a group such as the team.
type ChoiceColumn struct {
	Who   Person
	Short string // "Jo", "The team"
	// Open shows this column first on a phone. Without any, it is the first.
	Open bool
}

// ChoiceRow is one topic.
type ChoiceRow struct {
	Topic, Hint string
	Cells       []ChoiceCell // one for each column
}

// ChoiceCell is one choice.
type ChoiceCell struct {
	Answer Answer
	Until  string // "Until 1 March 2027"; empty for no end
	Change string // address of the page that changes it; empty if the reader cannot
}

// First tells which column is open on a phone.
func (t ChoicesTable) First() int {
	for i, c := range t.Columns {
		if c.Open {
			return i
		}
	}
	return 0
}

// PickID is the id of the control that opens a column on a phone.
func (t ChoicesTable) PickID(column int) string { return "pick-" + strconv.Itoa(column+1) }

// Told is what a carer can be told, topic by topic.
type Told struct {
	Name  string // of the service user, as they like to be called
	Share []ToldTopic
	Ask   []ToldTopic
	Keep  []ToldTopic
}

// ToldTopic is one topic of the list.
type ToldTopic struct {
	Text string
	New  bool
}
