package demo

import (
	"trialogue/internal/disclose"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// everybody are people of the cast.
func (m moment) everybody(keys []string) []id.Person {
	var out []id.Person
	for _, key := range keys {
		out = append(out, m.somebody(key))
	}
	return out
}

// writesUp is what somebody knows and how they know it, and who may read it.
type writesUp struct {
	hows   []expertise.How
	text   string
	basis  string
	limits string // what they do not know
	with   []string
}

func (d writesUp) do(m moment) error {
	err := m.Expertise.Write(m.ctx, m.who.ID, expertise.Draft{
		ID: m.entry(""), Triangle: m.in(), Hows: d.hows, Text: d.text, Basis: d.basis, Limits: d.limits,
	})
	if err != nil {
		return err
	}
	m.clock.tick()
	return m.Expertise.ShareWith(m.ctx, m.who.ID, m.in(), disclose.Expertise, m.everybody(d.with), nil)
}

// tellsOnce is an account that nobody has to give twice, and who may read it.
type tellsOnce struct {
	text string
	with []string
}

func (d tellsOnce) do(m moment) error {
	if err := m.Expertise.WriteAccount(m.ctx, m.who.ID, expertise.Draft{ID: m.entry(""), Triangle: m.in(), Text: d.text}); err != nil {
		return err
	}
	m.clock.tick()
	return m.Expertise.ShareWith(m.ctx, m.who.ID, m.in(), disclose.Account, m.everybody(d.with), nil)
}

// hasRead opens somebody's account and says so.
type hasRead struct{ whose string }

func (d hasRead) do(m moment) error {
	a, err := m.Expertise.AccountOf(m.ctx, m.who.ID, m.in(), m.somebody(d.whose))
	if err != nil {
		return err
	}
	m.clock.tick()
	return m.Expertise.HaveRead(m.ctx, m.who.ID, m.in(), m.somebody(d.whose), a.Version)
}

// differs opens a matter that people see in different ways.
type differs struct {
	as, topic, text string
	with            []string
	team            bool
	how             sharing.Confidence
}

func (d differs) do(m moment) error {
	_, err := m.Expertise.Open(m.ctx, m.who.ID, expertise.MatterDraft{
		ID: m.entry(d.as), Triangle: m.in(), Topic: d.topic, With: m.everybody(d.with), Team: d.team, Confidence: d.how, Text: d.text,
	})
	return err
}

// sees is how somebody sees such a matter.
type sees struct {
	what string
	how  sharing.Confidence
	text string
}

func (d sees) do(m moment) error {
	return m.Expertise.WriteView(m.ctx, m.who.ID, expertise.ViewDraft{ID: m.entry(""), Triangle: m.in(), Matter: m.entry(d.what), Confidence: d.how, Text: d.text})
}

// goesOn is how things could go on all the same.
type goesOn struct{ as, with, text string }

func (d goesOn) do(m moment) error {
	return m.Expertise.Propose(m.ctx, m.who.ID, expertise.ViewDraft{ID: m.entry(d.as), Triangle: m.in(), Matter: m.entry(d.with), Text: d.text})
}

// likes is a yes to a way to go on.
type likes struct{ way, of string }

func (d likes) do(m moment) error {
	return m.Expertise.Answer(m.ctx, m.who.ID, m.in(), expertise.Word{ID: id.New(), Matter: m.entry(d.of), GoOn: m.entry(d.way), Said: expertise.Yes})
}

// looksAgain sets the day on which all look at a matter again.
type looksAgain struct {
	at   string
	days int // from today
}

func (d looksAgain) do(m moment) error {
	return m.Expertise.LookAgain(m.ctx, m.who.ID, m.in(), expertise.Word{ID: id.New(), Matter: m.entry(d.at), Due: m.days.in(d.days).UnixMicro()})
}
