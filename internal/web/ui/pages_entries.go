package ui

// Timeline lists entries, newest first.
type Timeline struct {
	Base
	Title   string
	Lead    string
	BackTo  *Link
	Actions []Action
	Entries []Entry
	// Find narrows the list; nil leaves it away.
	Find  *FindForm
	Pages *Pagination
	Empty Empty
}

// FindForm looks for words, a topic or a person. It lists every topic, in use or not.
type FindForm struct {
	Action string
	Query  string
	Topics []Option
	People []Option
}

// QueryField asks for words.
func (p *Timeline) QueryField() Field {
	return Field{ID: "q", Name: "q", Type: "search", Label: p.T("timeline.find-words"), Value: p.Find.Query, Plainly: true}
}

// TopicField asks for a topic.
func (p *Timeline) TopicField() Select {
	return Select{ID: "find-topic", Name: "topic", Label: p.T("timeline.find-topic"), Items: p.Find.Topics, Plainly: true}
}

// ByField asks for a person.
func (p *Timeline) ByField() Select {
	return Select{ID: "find-by", Name: "by", Label: p.T("timeline.find-by"), Items: p.Find.People, Plainly: true}
}

// Template names the page.
func (Timeline) Template() string { return "timeline" }

// Hello is the top of the page.
func (p *Timeline) Hello() Hello {
	return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead, Actions: p.Actions}
}

// EntryPage is one entry, with answers to it and who has seen it.
type EntryPage struct {
	Base
	BackTo  *Link
	Title   string // what it is, never its content: "What Jo told the team"
	Entry   Entry
	Replies []Entry
	Steps   []Step
	// Audience is nil where the reader may not know it.
	Audience *AudienceSet
	// Seen is nil where it is not the reader's to know.
	Seen []Seen
	// Reply is a form below; nil for none.
	Reply *ReplyForm
}

// ReplyForm is a box to answer in.
type ReplyForm struct {
	Action string
	Draft  string
	Field  Field
	Button string
	// Who says who will see the reply, in one sentence.
	Who string
}

// Template names the page.
func (EntryPage) Template() string { return "entry" }

// Hello is the top of the page.
func (p *EntryPage) Hello() Hello { return Hello{Back: p.BackTo, Title: p.Title} }

// WhoHasSeen shows each time that somebody opened the reader's words or information.
type WhoHasSeen struct {
	Base
	// Title and Lead, where set, stand instead of those for a reader's own words.
	Title, Lead string
	Actions     []Action
	Items       []SeenItem
	// More leads to everything, and to how one can check that nothing was taken out.
	More  []Link
	Pages *Pagination
}

// SeenItem is one piece of information and its sightings.
type SeenItem struct {
	ID    string
	Title string // the reader's own words in quotation marks, or a name: "Your carer’s assessment"
	About string // "You told the team on Tuesday 17 November. You said: only the team may know."
	Seen  []Seen
	// NotSeen says who has not: "Sam has not seen it." Only where that gives nothing away.
	NotSeen string
	Note    *NoteBox
	// Question leads to "I have a question about this".
	Question Action
	// Also are further things to do, such as "See each time".
	Also []Action
}

// Template names the page.
func (WhoHasSeen) Template() string { return "who-has-seen" }

// Hello is the top of the page.
func (p *WhoHasSeen) Hello() Hello {
	h := Hello{Title: p.T("seen.title"), Lead: p.T("seen.lead"), Picture: true, Actions: p.Actions}
	if p.Title != "" {
		h.Title, h.Lead = p.Title, p.Lead
	}
	return h
}
