// Package demo fills an empty database with an invented organisation: three
// teams, several triangles in different states, half a year of history. It goes
// through the same services as everybody; nothing here is a short cut.
//
// It knows the story and in which order to tell it. It must never know SQL, nor
// a way past the door.
package demo

import (
	"context"
	"errors"

	"trialogue/internal/app"
	"trialogue/internal/candour"
	"trialogue/internal/errs"
	"trialogue/internal/store"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
	"trialogue/internal/web"
)

// House is the filled demonstration.
type House struct{ people []web.DemoPerson }

// People lists who can be signed in with one click.
func (h *House) People(context.Context) ([]web.DemoPerson, error) { return h.people, nil }

// Why a database is not filled.
var (
	ErrForeign = errors.New("this database holds people of its own; take an empty folder for a demonstration")
	ErrHalf    = errors.New("an earlier demonstration was cut short while it was made; remove its folder and start again")
)

// Fill makes the people and what they did, and leaves the clock at the real
// time. A database that is filled already is left as it is.
func Fill(ctx context.Context, a *app.App, clock *Clock) (*House, error) {
	defer clock.release()
	run := store.Runner(a.Store, func(t *store.Tx) accounts { return t })
	known, err := find(ctx, run)
	if err != nil {
		return nil, err
	}
	if len(known) == 0 {
		if err := strange(ctx, run); err != nil {
			return nil, err
		}
		if err := newStage(a, clock).play(ctx); err != nil {
			return nil, err
		}
		if known, err = find(ctx, run); err != nil {
			return nil, err
		}
	}
	return house(known)
}

// accounts is what finding the people again needs of a transaction.
type accounts interface {
	PersonByEmail(ctx context.Context, email string) (triangle.Person, error)
	Evidence(ctx context.Context) candour.Evidence
}

// find looks for the people of the story by their addresses.
func find(ctx context.Context, run tx.Runner[accounts]) (map[string]triangle.Person, error) {
	var known map[string]triangle.Person
	err := run.View(ctx, func(t accounts) error {
		known = map[string]triangle.Person{}
		for _, one := range cast() {
			p, err := t.PersonByEmail(ctx, one.email())
			switch {
			case err == nil:
				known[one.key] = p
			case !errs.Is(err, errs.NotFound):
				return err
			}
		}
		return nil
	})
	return known, err
}

// strange refuses a database in which somebody else's record begins.
func strange(ctx context.Context, run tx.Runner[accounts]) error {
	return run.View(ctx, func(t accounts) error {
		chains, err := t.Evidence(ctx).Triangles("", 1)
		if err == nil && len(chains) > 0 {
			err = ErrForeign
		}
		return err
	})
}

// house draws up the list of people. Who stands last in the cast comes last in
// the story, so without them the story was not told to its end.
func house(known map[string]triangle.Person) (*House, error) {
	all := cast()
	if _, whole := known[all[len(all)-1].key]; !whole {
		return nil, ErrHalf
	}
	h := &House{}
	for _, one := range all {
		p, here := known[one.key]
		if !here { // an account that was closed since
			continue
		}
		h.people = append(h.people, web.DemoPerson{
			ID: p.ID, Name: p.Name, Initials: triangle.Initials(p.Name), Corner: one.corner, Line: one.line, Group: one.group,
		})
	}
	return h, nil
}
