package demo

import (
	"fmt"

	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/triangle"
)

// opens begins a triangle with colleagues, and invites the service user.
type opens struct {
	user string
	role string // of who opens it
	lead string
	with []string
}

func (d opens) do(m moment) error {
	o := people.Opening{
		Triangle: m.in(), Invitation: m.named("invites " + d.user), Name: m.people[d.user].Name, Role: d.role, Lead: m.somebody(d.lead),
	}
	for _, key := range d.with {
		o.Colleagues = append(o.Colleagues, m.somebody(key))
	}
	_, err := m.People.OpenTriangle(m.ctx, m.who, o)
	return err
}

// joins takes up an invitation with the link that its maker gave out.
type joins struct{ by string }

func (d joins) do(m moment) error {
	link, err := m.People.Link(m.ctx, m.somebody(d.by), m.in(), m.named("invites "+m.key))
	if err != nil {
		return err
	}
	m.clock.tick()
	if err := m.People.Say(m.ctx, m.who, link.Code, link.Word); err != nil {
		return err
	}
	_, err = m.People.Accept(m.ctx, m.who, link.Code, "")
	return err
}

// invites asks a carer in. Somebody with no place in the cast has a name alone.
type invites struct {
	whom     string
	name     string
	relation string
}

func (d invites) do(m moment) error {
	name := d.name
	if p, known := m.people[d.whom]; known {
		name = p.Name
	}
	_, err := m.People.Invite(m.ctx, people.Invitation{
		ID: m.named("invites " + d.whom), Triangle: m.in(), By: m.who.ID, Corner: carer, Name: name, Relation: d.relation,
	})
	return err
}

// agrees is a service user's yes to an invitation.
type agrees struct{ to string }

func (d agrees) do(m moment) error {
	return m.People.Answer(m.ctx, m.who.ID, m.in(), m.named("invites "+d.to), people.Yes)
}

// brings lets a colleague of the same team in.
type brings struct {
	whom, role string
	lead       bool
}

func (d brings) do(m moment) error {
	return m.People.Staff(m.ctx, m.who, m.in(), people.Staffing{Person: m.somebody(d.whom), Role: d.role, Lead: d.lead})
}

// leaves ends one's own place.
type leaves struct{}

func (leaves) do(m moment) error { return m.People.Leave(m.ctx, m.who.ID, m.in()) }

// begins gives somebody a file or a triangle of their own.
type begins struct{}

func (begins) do(m moment) error {
	t, err := m.People.Begin(m.ctx, m.who)
	m.is("triangle", string(t))
	return err
}

// user is the service user of the scene.
func (m moment) user() (id.Person, error) {
	t, err := m.People.Triangle(m.ctx, m.in())
	if err != nil {
		return "", err
	}
	su, ok := t.ServiceUser()
	if !ok {
		return "", fmt.Errorf("nobody stands there as service user yet")
	}
	return su.Person, nil
}

// looks is a first page that is read: what is new, and no more.
type looks struct{}

func (looks) do(m moment) error {
	if _, err := m.News.Since(m.ctx, m.who.ID, m.in()); err != nil {
		return err
	}
	return m.News.Look(m.ctx, m.who.ID, m.in())
}

// reads opens one entry.
type reads struct{ what string }

func (d reads) do(m moment) error {
	_, err := m.Entries.Read(m.ctx, m.who.ID, m.in(), m.entry(d.what))
	return err
}

// file reports whether the scene is a carer's own file.
func (m moment) file() (bool, error) {
	t, err := m.People.Triangle(m.ctx, m.in())
	return t.Kind == triangle.File, err
}
