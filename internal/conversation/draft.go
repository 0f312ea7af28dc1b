package conversation

import (
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Limits, stated to people before they reach them.
const (
	TextMost  = 10_000 // letters in a message
	LineMost  = 120    // letters in the line that says what a conversation is about
	FilesMost = 5      // attachments of a message
)

// Nobody is said where a message is about nobody in particular.
const Nobody = "nobody"

// Message is something about to be said. ID is drawn with the form.
type Message struct {
	ID         id.Entry
	About      string // a person's id, Nobody, or empty for what is usual
	Confidence sharing.Confidence
	Text       string
	Names      []string // people outside the triangle who are named in the text
	Files      []disclose.File
	Question   bool     // to the team, which owes an answer
	Answers    id.Entry // the question that it answers, where a professional writes
}

// Draft is a conversation about to be opened with its first message.
type Draft struct {
	ID       id.Entry // of the conversation
	Triangle id.Triangle
	People   []id.Person
	Team     bool
	Line     string // what it is about
	Topic    string
	Message
}

// Form is what a form for a message offers its writer.
type Form struct {
	About      []string // whom it can be about; the first is usual
	Confidence bool     // a carer says how far it may go
	Usual      sharing.Confidence
	Question   bool // it goes to the team, and can be a question
}

// usualAbout is whom a message is about where its writer says nothing.
func (r room) usualAbout() string { return r.aboutOptions()[0] }

// aboutOptions lists whom a message can be about, the usual first.
func (r room) aboutOptions() []string {
	su, known := r.tri.ServiceUser()
	_, with := r.serviceUser()
	me := string(r.me.Person)
	switch {
	case r.me.Corner == sharing.ServiceUser:
		return []string{me, Nobody}
	case r.me.Corner == sharing.Carer && known && (with || r.Carers() < 2 && r.Team || r.Carers() < 2 && len(r.leads()) > 0):
		return []string{string(su.Person), me, Nobody}
	case r.me.Corner == sharing.Carer:
		out := []string{me, Nobody}
		if known {
			out = append(out, string(su.Person))
		}
		return out
	}
	return r.professionalsAbout(su, with)
}

// professionalsAbout keeps what is about the service user out of a conversation
// that is not theirs to see: it would stand there without the rest.
func (r room) professionalsAbout(su triangle.Member, with bool) []string {
	var carers []string
	for _, m := range r.People {
		if m.Corner == sharing.Carer {
			carers = append(carers, string(m.Person))
		}
	}
	seen := r.opening.ID == "" || r.shares(r.opening.Item, su.Person)
	switch {
	case with && seen:
		return append([]string{string(su.Person), Nobody}, carers...)
	case seen && len(carers) == 1:
		return append(carers, Nobody, string(su.Person))
	case len(carers) == 1:
		return append(carers, Nobody)
	case seen:
		return append([]string{Nobody, string(su.Person)}, carers...)
	}
	return append([]string{Nobody}, carers...)
}

// leads are the carer leads among those who are in it by name.
func (r room) leads() []triangle.Member {
	return slices.DeleteFunc(slices.Clone(r.People), func(m triangle.Member) bool { return m.Corner != sharing.Professional })
}

// form is what the form of a message offers.
func (r room) form() Form {
	f := Form{About: r.aboutOptions(), Question: r.me.Corner != sharing.Professional && (r.Team || len(r.leads()) > 0)}
	if r.me.Corner != sharing.Carer || !r.Team {
		return f
	}
	f.Confidence, f.Usual = true, sharing.Team
	if _, with := r.serviceUser(); with {
		f.Usual = sharing.Named
	}
	return f
}

// compose makes the entry of a message, with what is wrong with it.
func (r room) compose(m Message, topic string) (disclose.New, errs.Problems) {
	d := address.Draft{
		ID: m.ID, Triangle: r.tri.ID, Kind: disclose.Message, Parent: r.opening.ID, To: r.reach(), Topic: topic, Agreed: r.Agreed, Circle: true,
		Text: m.Text, Names: m.Names, Files: m.Files,
	}
	var p errs.Problems
	d.About, p = r.about(m.About)
	if r.me.Corner == sharing.Carer {
		r.confide(&d, m.Confidence)
	}
	n, problems := address.Compose(d, r.tri, r.me, r.now)
	return n, append(p, problems...)
}

// reach is to whom a message goes now: those who are in it and may know what it is
// about. Nobody gets words of a conversation that is not there for them yet.
func (r room) reach() address.To {
	to := r.To()
	if r.opening.Item.Among == nil {
		return to
	}
	to.People = slices.DeleteFunc(to.People, func(p id.Person) bool { return !r.shares(r.opening.Item, p) })
	to.Team = to.Team && len(r.able(r.opening.Item)) > 0
	return to
}

// confide settles how far a carer's words go. What is about the service user has
// one of four confidences; anything else goes to all, to the team, or to the lead.
func (r room) confide(d *address.Draft, said sharing.Confidence) {
	switch {
	case !r.Team && len(r.leads()) > 0:
		said = sharing.Sealed
	case !r.Team: // between these people there is nothing to choose
		said = sharing.Named
	}
	d.Confidence = said
	su, _ := r.tri.ServiceUser()
	if d.About == su.Person && d.About != "" {
		return
	}
	if said == sharing.Team || said == sharing.Unnamed {
		d.To.People = nil
	}
	if d.About != "" {
		return
	}
	d.Confidence, d.Names = "", nil
	if said == sharing.Sealed {
		d.To = address.To{}
		for _, m := range r.tri.CarerLeads(r.now) {
			d.To.People = append(d.To.People, m.Person)
		}
	}
}

// about finds the person of what a form says.
func (r room) about(said string) (id.Person, errs.Problems) {
	if said == "" {
		said = r.usualAbout()
	}
	var p errs.Problems
	if !slices.Contains(r.aboutOptions(), said) {
		p.Add("about", "talk.about-not-here")
	}
	if said == Nobody {
		return "", p
	}
	return id.Person(said), p
}

// written says what is wrong with the words of a message.
func (m Message) written() errs.Problems {
	p := address.Written("say", m.Text, TextMost)
	if len(m.Files) > FilesMost {
		p.Add("file", "write.files-many", "most", FilesMost)
	}
	return p
}

// line makes the entry that says what a conversation is about. It goes to all who
// are in it: what only some may know belongs in a message.
func (r room) line(n Draft, about string) (disclose.New, errs.Problems) {
	m := n.Message
	m.ID, m.Text, m.Files, m.About = n.ID, plain.Line(n.Line), nil, about
	_, with := r.serviceUser()
	if with || m.Confidence == sharing.Unnamed {
		m.Confidence = ""
	}
	e, p := r.compose(m, n.Topic)
	e.Kind, e.Parent = disclose.Conversation, ""
	return e, append(p, address.Written("line", m.Text, LineMost)...)
}

// lineAbout is whom the line is about: whom the first message is about, but for a
// professional's about one of several, which the others could not read.
func (r room) lineAbout(m Message) string {
	said := m.About
	if said == "" {
		said = r.usualAbout()
	}
	if r.me.Corner != sharing.Professional {
		return said
	}
	if su, with := r.serviceUser(); with {
		return string(su)
	}
	if one, ok := r.tri.Member(id.Person(said)); ok && one.Corner == sharing.Carer && r.Carers() > 1 {
		return Nobody
	}
	return said
}

// fresh is the room of a conversation that does not exist yet.
func (r room) fresh(n Draft) (room, errs.Problems) {
	var p errs.Problems
	r.Team = n.Team || r.me.Corner == sharing.Professional
	r.Came = map[id.Person]Event{}
	if r.me.Corner != sharing.Professional {
		r.People = append(r.People, r.me)
	}
	for _, who := range n.People {
		m, ok := r.tri.Member(who)
		if !ok || !m.Here(r.now) || m.Corner != sharing.Carer && m.Corner != sharing.ServiceUser || m.Person == triangle.NobodyYet {
			p.Add("with", "talk.with-unknown")
			continue
		}
		if !slices.ContainsFunc(r.People, func(one triangle.Member) bool { return one.Person == who }) {
			r.People = append(r.People, m)
		}
	}
	if len(r.People) == 0 || len(r.People) == 1 && !r.Team {
		p.Add("with", "talk.with-missing")
	}
	if n.Confidence == sharing.Sealed && r.me.Corner == sharing.Carer {
		p = append(p, r.leadsAlone()...)
	}
	r.Agreed = r.me.Corner == sharing.ServiceUser && r.Carers() > 0
	return r, p
}

// leadsAlone makes a conversation with the carer lead of one with the team: what
// is for them alone is answered by them alone.
func (r *room) leadsAlone() (p errs.Problems) {
	if len(r.People) > 1 || !r.Team {
		return nil // with others there it is one message that goes to the lead
	}
	found := r.tri.CarerLeads(r.now)
	if len(found) == 0 {
		p.Add("confidence", "write.no-carer-lead")
		return p
	}
	r.Team, r.People = false, append(r.People, found...)
	return nil
}

// cameRows are the rows of those with whom a conversation begins. Their names follow
// from the conversation's, so that a form sent twice makes them once.
func (r room) cameRows(c id.Entry) []Event {
	who := make([]id.Person, 0, len(r.People)+1)
	if r.Team {
		who = append(who, TheTeam)
	}
	for _, m := range r.People {
		who = append(who, m.Person)
	}
	var out []Event
	for _, p := range who {
		out = append(out, r.named(c, Came, p))
	}
	if r.me.Corner == sharing.ServiceUser {
		out = append(out, r.named(c, Yes, r.me.Person))
	}
	return out
}

func (r room) named(c id.Entry, what What, p id.Person) Event {
	return Event{ID: string(c) + "/" + string(what) + "/" + string(p), Triangle: r.tri.ID, Conversation: c, What: what, Person: p, By: r.me.Person, Made: r.now.UnixMicro()}
}
