// Package demo fills an empty database with an invented organisation: three
// teams, several triangles in different states, half a year of history. It goes
// through the same services as everybody; nothing here is a short cut.
package demo

import (
	"context"
	"time"

	"trialogue/internal/app"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
	"trialogue/internal/web"
)

// House is the filled demonstration.
type House struct{ people []web.DemoPerson }

// People lists who can be signed in with one click.
func (h *House) People(context.Context) ([]web.DemoPerson, error) { return h.people, nil }

// Fill makes the people and what they did. A database that is filled already is left as it is.
func Fill(ctx context.Context, a *app.App) (*House, error) {
	h := &House{}
	b := builder{ctx: ctx, app: a, house: h, now: a.Now()}
	return h, b.okafor()
}

type builder struct {
	ctx   context.Context
	app   *app.App
	house *House
	now   time.Time
}

func (b *builder) person(name, line string, n signin.NewAccount) (triangle.Person, error) {
	n.Name, n.Email, n.Password = name, id.New()+"@example.org", id.New()
	p, err := b.app.SignIn.SignUp(b.ctx, n)
	b.house.people = append(b.house.people, web.DemoPerson{ID: p.ID, Name: p.Name, Initials: triangle.Initials(p.Name), Corner: p.Corner, Line: line})
	return p, err
}

func (b *builder) okafor() error {
	sam, err := b.person("Sam Okafor", "", signin.NewAccount{Corner: sharing.ServiceUser})
	if err != nil {
		return err
	}
	jo, err := b.person("Jo Okafor", "", signin.NewAccount{Corner: sharing.Carer})
	if err != nil {
		return err
	}
	ravi, err := b.person("Ravi Menon", "", signin.NewAccount{Corner: sharing.Professional, Role: "nurse"})
	if err != nil {
		return err
	}
	_, err = b.app.People.Found(b.ctx, triangle.Triangle{Kind: triangle.Three, Owner: sam.ID}, []triangle.Member{
		{Person: sam.ID, Corner: sharing.ServiceUser}, {Person: jo.ID, Corner: sharing.Carer, Relation: "mother", AcceptedBy: sam.ID},
		{Person: ravi.ID, Corner: sharing.Professional, Role: "key worker"},
	}, b.now.AddDate(0, -6, 0))
	return err
}
