package ui

import "strconv"

// Field is one line or one box to write in. Its error comes from Base.Errors by ID.
type Field struct {
	ID, Name, Label, Hint, Value string
	// Type is text (default), email, tel, password, number, date or file.
	Type string
	// Rows makes a box of so many lines.
	Rows int
	// Autocomplete, Inputmode and Accept go to the browser as they are.
	Autocomplete, Inputmode, Accept string
	// MaxLength in letters; 0 is no limit.
	MaxLength int
	// Keep names a draft that the browser keeps for this person if the session ends (Base.Keeper).
	Keep string
	// Narrow draws a short field.
	Narrow bool
	// Plainly asks the question in the size of the body, where many fields share a page.
	Plainly bool
}

// InputType is the type attribute.
func (f Field) InputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// Options is a question with answers to tick: one (radios) or, with Many, several.
type Options struct {
	ID, Name, Legend, Hint string
	Items                  []Option
	Many                   bool
	// Across puts the answers beside each other where there is room.
	Across  bool
	Plainly bool
}

// Option is one answer.
type Option struct {
	Value, Label, Hint string
	Checked            bool
	// Mark names this answer in styles that follow the choice; see Audience.
	Mark string
}

// optionID is the id of one answer: the first has the id of the question, so that the error
// summary leads there.
func optionID(group string, index int, mark string) string {
	switch {
	case mark != "":
		return "c-" + mark
	case index == 0:
		return group
	default:
		return group + "-" + strconv.Itoa(index+1)
	}
}

// FirstID is the id of the first answer.
func (o Options) FirstID() string {
	if len(o.Items) == 0 {
		return o.ID
	}
	return optionID(o.ID, 0, o.Items[0].Mark)
}

// Select is a question with a list of answers, for more answers than fit a page.
type Select struct {
	ID, Name, Label, Hint string
	Items                 []Option
	Plainly               bool
	// Asks tells the script that the audience list depends on this answer.
	Asks bool
}

// DateField is a day in three small fields, named <Name>-day, <Name>-month and <Name>-year.
type DateField struct {
	ID, Name, Legend, Hint string
	Day, Month, Year       string
	Plainly                bool
}

// SummaryRow is one answer on a page that sums up.
type SummaryRow struct {
	Key    string
	Value  Rich
	Change *Link
}

// SimpleTable is a quiet table: the first cell of a row names it. It scrolls by itself on a phone.
type SimpleTable struct {
	ID, Caption string
	Head        []string
	Rows        [][]string
}

// Summary is a list of answers.
type Summary []SummaryRow
