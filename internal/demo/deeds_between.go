package demo

import (
	"fmt"

	"trialogue/internal/relationship"
)

// reflects is what somebody says about a task between themselves and another: of
// their own end, or of how it reaches them. It is theirs alone until they share it.
type reflects struct {
	on    string // a task of one of the arrows
	with  string
	topic string // what a professional says of the service user before a carer
	// Their own end: what they try, how it goes, what would help.
	try, goes, help string
	arrives         string // how it reaches them, at the other end
	shared          bool
}

func (d reflects) do(m moment) error {
	task, ok := relationship.TaskOf(d.on)
	if !ok {
		return fmt.Errorf("there is no task %q", d.on)
	}
	e, err := m.Relationships.Keep(m.ctx, m.who.ID, relationship.Draft{
		ID: m.entry(""), Triangle: m.in(), Arrow: task.Arrow, Task: task.Code, Other: m.somebody(d.with), Topic: d.topic,
		Texts: map[string]string{
			relationship.PartTry: d.try, relationship.PartGoes: d.goes, relationship.PartHelp: d.help, relationship.PartArrives: d.arrives,
		},
	})
	if err != nil || !d.shared {
		return err
	}
	m.clock.tick()
	return m.Relationships.Share(m.ctx, m.who.ID, m.in(), e)
}

// likesToBeAsked sets how often somebody is asked how their ends go.
type likesToBeAsked struct{ pace relationship.Pace }

func (d likesToBeAsked) do(m moment) error {
	return m.Relationships.SetRhythm(m.ctx, m.who.ID, m.in(), d.pace, london().String())
}
