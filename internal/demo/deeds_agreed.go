package demo

import (
	"fmt"

	"trialogue/internal/address"
	"trialogue/internal/agreement"
	"trialogue/internal/id"
)

// plans proposes that somebody does something, or how much support there is.
type plans struct {
	as, topic, text string
	with            []string
	team            bool
	owner           string
	due             int // days from today; working days ago where it is less than nothing
	review          int
	often           string // of a level of support
	steps           []smallStep
}

// smallStep is a small step on the way.
type smallStep struct{ owner, text string }

func (d plans) do(m moment) error {
	n := agreement.Draft{
		ID: m.entry(d.as), Triangle: m.in(), Kind: agreement.Action, Topic: d.topic, Text: d.text, Owner: m.somebody(d.owner),
		To: address.To{People: m.everybody(d.with), Team: d.team},
	}
	if d.often != "" {
		n.Kind, n.Often = agreement.Level, d.often
	}
	var err error
	if n.Due, err = m.days.end(d.due); err != nil {
		return err
	}
	if n.Review, err = m.days.end(d.review); err != nil {
		return err
	}
	for _, one := range d.steps {
		n.Steps = append(n.Steps, agreement.StepDraft{Text: one.text, Owner: m.somebody(one.owner)})
	}
	_, err = m.Agreements.Propose(m.ctx, m.who.ID, n)
	return err
}

// word is what somebody says to an agreement as it was first worded.
func (m moment) word(of, text string) agreement.Word {
	return agreement.Word{ID: m.entry(""), Triangle: m.in(), Version: m.entry(of), Text: text}
}

// willDo is a yes to an agreement.
type willDo struct{ what string }

func (d willDo) do(m moment) error {
	return m.Agreements.Say(m.ctx, m.who.ID, m.entry(d.what), agreement.Yes, m.word(d.what, ""))
}

// didStep is a step that is done, the first being 1.
type didStep struct {
	of   string
	step int
}

func (d didStep) do(m moment) error {
	st, err := m.Agreements.Read(m.ctx, m.who.ID, m.in(), m.entry(d.of))
	if err != nil {
		return err
	}
	steps := st.Latest().Steps
	if d.step < 1 || d.step > len(steps) {
		return fmt.Errorf("%q has %d steps", d.of, len(steps))
	}
	w := m.word(d.of, "")
	w.Step = steps[d.step-1].ID
	return m.Agreements.Step(m.ctx, m.who.ID, m.entry(d.of), agreement.StepDone, w)
}

// did says that it was done, in the words of who did it.
type did struct{ what, text string }

func (d did) do(m moment) error {
	return m.Agreements.Finish(m.ctx, m.who.ID, m.entry(d.what), m.word(d.what, d.text))
}

// missed says that it did not happen, and what would help.
type missed struct{ what, text string }

func (d missed) do(m moment) error {
	return m.Agreements.Miss(m.ctx, m.who.ID, m.entry(d.what), m.word(d.what, d.text))
}

// standsFor is what a team says that it can and cannot do.
type standsFor struct{ team, can, cannot, hours, away string }

func (d standsFor) do(m moment) error {
	return m.Agreements.SetLimits(m.ctx, m.who.ID, m.in(), agreement.Limits{
		ID: id.New(), Team: id.Team(m.drawn[d.team]), Can: d.can, Cannot: d.cannot, OutOfHours: d.hours, Away: d.away,
	}, 0)
}
