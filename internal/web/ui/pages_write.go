package ui

// Write is where somebody writes something down, with the people who will see it beside the box.
// Fields with problems are "topic", "confidence" and "say".
type Write struct {
	Base
	// Asks shapes the words: what is written, and by whom.
	Asks WriteKind
	// About is the service user, as they like to be called; empty if the reader is that person.
	About string
	// Team names who reads it: "Ravi, Bea, Dr Lee and Grace".
	Team string
	// Lead names the carer lead: "Grace".
	Lead string
	// Action is where the form goes; the button "Check before you send" sends it there.
	Action string
	// AudienceHref answers a POST of topic and confidence with an AudienceFragment.
	AudienceHref string
	// Draft is the id that makes a double submit write once.
	Draft string
	// Hidden are further fields of the form.
	Hidden []Hidden
	Topics []Option
	// Classes are the answers to "What kind is it?"; empty asks nothing.
	Classes []Option
	// Confidence are the answers to "Who may know?", each with its Mark; empty asks nothing.
	// ConfidenceOptions makes the usual four.
	Confidence []Option
	Audience   Audience
	Text       string
	// KeepName names this text for the browser's keeper (Field.Keep).
	KeepName string
	// Names are other people whom the text names, parted by commas.
	Names string
	// FileHint says what can be added; empty offers no attachment.
	FileHint string
	// Later offers "Keep for later", sent as later=1.
	Later bool
	// BackTo leads back.
	BackTo *Link
	// Reading says when messages are read: "The team reads messages on weekdays, 9am to 5pm."
	Reading string
	// Limits says what the team can and cannot do; nil for the team itself.
	Limits *NoteBox
}

// WriteKind says what is written.
type WriteKind string

// What can be written.
const (
	TellTeam WriteKind = "tell" // a carer tells the team something
	AskTeam  WriteKind = "ask"  // a carer or service user asks a question
	MyWords  WriteKind = "mine" // a service user writes something
	TeamNote WriteKind = "note" // a professional writes a note
)

// Template names the page.
func (Write) Template() string { return "write" }

// Hello is the top of the page.
func (p *Write) Hello() Hello {
	h := Hello{Back: p.BackTo}
	switch p.Asks {
	case AskTeam:
		h.Title, h.Lead = p.T("write.ask"), p.T("write.ask-lead")
	case MyWords:
		h.Title, h.Lead = p.T("write.mine"), p.T("write.mine-lead")
	case TeamNote:
		h.Title, h.Lead = p.T("write.note", "about", p.About), p.T("write.note-lead")
	default:
		h.Title, h.Lead = p.T("write.tell"), p.T("write.tell-lead", "about", p.About)
	}
	return h
}

// Question is what stands over the box.
func (p *Write) Question() string {
	switch p.Asks {
	case AskTeam:
		return p.T("write.ask-question")
	case MyWords:
		return p.T("write.mine-question")
	case TeamNote:
		return p.T("write.note-question", "about", p.About)
	default:
		return p.T("write.tell-question")
	}
}

// Hint is what stands between the question and the box.
func (p *Write) Hint() string {
	if p.Asks == TeamNote {
		return p.T("write.note-hint")
	}
	return p.T("write.hint")
}

// TopicField is the first question.
func (p *Write) TopicField() Select {
	return Select{ID: "topic", Name: "topic", Label: p.T("write.topic"), Items: p.Topics, Asks: true}
}

// ClassField asks what kind it is.
func (p *Write) ClassField() Options {
	return Options{ID: "class", Name: "class", Legend: p.T("write.class"), Items: p.Classes}
}

// ConfidenceField is the second question.
func (p *Write) ConfidenceField() Options {
	return Options{ID: "confidence", Name: "confidence", Legend: p.T("write.who-may-know"), Hint: p.T("write.change-later"), Items: p.Confidence}
}

// SayField is the box.
func (p *Write) SayField() Field {
	return Field{ID: "say", Name: "say", Label: p.Question(), Hint: p.Hint(), Value: p.Text, Rows: 7, Keep: p.KeepName}
}

// NamesField asks who else is named.
func (p *Write) NamesField() Field {
	return Field{ID: "names", Name: "names", Label: p.T("write.names"), Hint: p.T("write.names-hint"), Value: p.Names, Plainly: true}
}

// FileField adds an attachment.
func (p *Write) FileField() Field {
	return Field{ID: "file", Name: "file", Type: "file", Label: p.T("write.file"), Hint: p.FileHint, Accept: "application/pdf,image/jpeg,image/png,image/webp,image/gif", Plainly: true}
}

// ConfidenceOptions are the four ways in which a carer can tell something about a service user.
// chosen is "named", "unnamed", "team" or "sealed". sources is how many people could have said it.
func (p *Write) ConfidenceOptions(chosen string, sources int) []Option {
	unnamed := p.T("write.unnamed-hint")
	if sources < 2 {
		unnamed = p.T("write.unnamed-alone", "about", p.About)
	}
	all := []Option{
		{Value: "named", Label: p.T("write.named", "about", p.About), Hint: p.T("write.named-hint")},
		{Value: "unnamed", Label: p.T("write.unnamed", "about", p.About), Hint: unnamed},
		{Value: "team", Label: p.T("write.team"), Hint: p.T("write.team-hint", "team", p.Team, "about", p.About)},
		{Value: "sealed", Label: p.T("write.sealed", "lead", p.Lead), Hint: p.T("write.sealed-hint")},
	}
	for i := range all {
		all[i].Mark, all[i].Checked = all[i].Value, all[i].Value == chosen
	}
	return all
}

// AudienceFragment is the list alone, for the script that asks again when the topic changes.
type AudienceFragment struct {
	Base
	Audience Audience
}

// Template names the fragment.
func (AudienceFragment) Template() string { return "audience-fragment" }

// IsFragment leaves the frame away.
func (AudienceFragment) IsFragment() {}

// WriteCheck shows what is about to be sent, and who will see it.
type WriteCheck struct {
	Base
	Action string // where "Send it" goes
	Hidden []Hidden
	Rows   Summary // topic, confidence, each with a link to change it
	Text   string  // what was written
	Set    AudienceSet
	// Edit leads back to the form with everything kept.
	Edit Action
	// Warn is something to think about: "You also write about Al."
	Warn *NoteBox
}

// Template names the page.
func (WriteCheck) Template() string { return "write-check" }

// Hello is the top of the page.
func (p *WriteCheck) Hello() Hello {
	return Hello{Title: p.T("check.title"), Lead: p.T("check.lead")}
}
