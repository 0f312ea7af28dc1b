package demo

import (
	"trialogue/internal/candour"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/telling"
)

// notes is what a service user or a professional writes down, and in a carer's
// own file what the carer does.
type notes struct {
	as    string
	topic string
	text  string
	of    string // whom it is about, where not the service user
	paper *paper
}

func (d notes) do(m moment) error {
	own, err := m.file()
	if err != nil {
		return err
	}
	n := entry.Draft{ID: m.entry(d.as), Triangle: m.in(), Kind: disclose.Note, Class: sharing.Personal, Topic: d.topic, Text: d.text}
	switch {
	case own:
		n.Kind, n.Class, n.About = disclose.OwnNote, sharing.CarersOwn, []id.Person{m.who.ID}
	case d.of != "":
		n.Class, n.About = sharing.CarersOwn, []id.Person{m.somebody(d.of)}
	default:
		user, err := m.user()
		if err != nil {
			return err
		}
		n.About = []id.Person{user}
	}
	if d.paper != nil {
		f, err := entry.Attach(d.paper.name, d.paper.bytes())
		if err != nil {
			return err
		}
		n.Files = append(n.Files, f)
	}
	_, err = m.Entries.Write(m.ctx, m.who.ID, n)
	return err
}

// tells is what a carer tells the team, about the service user or, under a
// carers' topic, about themselves.
type tells struct {
	as    string
	topic string
	how   sharing.Confidence
	text  string
	own   bool // about themselves
	later bool // written, and not sent yet
}

func (d tells) do(m moment) error {
	user, err := m.user()
	if err != nil {
		return err
	}
	n := entry.Draft{
		ID: m.entry(d.as), Triangle: m.in(), Kind: disclose.Told, Class: sharing.Personal, Topic: d.topic, About: []id.Person{user}, Confidence: d.how, Text: d.text,
	}
	if d.own {
		n.Class, n.About = sharing.CarersOwn, []id.Person{m.who.ID}
	}
	if d.later {
		return m.Entries.Keep(m.ctx, m.who.ID, n)
	}
	_, err = m.Entries.Write(m.ctx, m.who.ID, n)
	return err
}

// corrects writes a new version of one's own words.
type corrects struct {
	what string
	from int
	text string
}

func (d corrects) do(m moment) error {
	return m.Entries.Correct(m.ctx, m.who.ID, m.in(), m.entry(d.what), d.from, d.text)
}

// questions asks the team, about something that was written or about a topic.
type questions struct {
	as    string
	about string
	topic string
	text  string
}

func (d questions) do(m moment) error {
	a := candour.Ask{Draft: m.entry(d.as), Triangle: m.in(), Topic: d.topic, Text: d.text}
	if d.about != "" {
		a.About = m.entry(d.about)
	}
	_, err := m.Candour.Raise(m.ctx, m.who.ID, a)
	return err
}

// answers is the reply to a question.
type answers struct{ to, text string }

func (d answers) do(m moment) error {
	return m.Candour.Answer(m.ctx, m.who.ID, m.in(), m.entry(d.to), m.entry(""), d.text)
}

// came says what came of something that somebody told.
type came struct {
	of     string
	text   string
	talked bool
}

func (d came) do(m moment) error {
	return m.Candour.Came(m.ctx, m.who.ID, candour.Outcome{Draft: m.entry(""), Triangle: m.in(), Of: m.entry(d.of), Text: d.text, Talked: d.talked})
}

// calls is what a professional told somebody, by phone or in person.
type calls struct {
	to    string
	topic string
	how   telling.How
	text  string
}

func (d calls) do(m moment) error {
	return m.Telling.Told(m.ctx, m.who.ID, telling.Telling{
		ID: m.entry(""), Question: telling.Question{Triangle: m.in(), Person: m.somebody(d.to), Topic: d.topic}, How: d.how, Words: d.text,
	})
}

// wonders is a professional who looks up whether they may tell somebody.
type wonders struct{ to, topic string }

func (d wonders) do(m moment) error {
	_, err := m.Telling.Look(m.ctx, m.who.ID, telling.Question{Triangle: m.in(), Person: m.somebody(d.to), Topic: d.topic})
	return err
}
