package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Facts reads what the sharing engine needs to know of a triangle. A triangle
// that does not exist has no people, and so nobody is shown anything.
func (t *Tx) Facts(ctx context.Context, triangle id.Triangle) (*sharing.Triangle, error) {
	f := &sharing.Triangle{}
	for _, read := range []func(context.Context, id.Triangle, *sharing.Triangle) error{t.factPeople, t.factDecisions, t.factCapacity, t.factReleases} {
		if err := read(ctx, triangle, f); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// factPeople merges the memberships of somebody who left and came back: the
// engine knows each person once, as they are now or were last.
func (t *Tx) factPeople(ctx context.Context, triangle id.Triangle, f *sharing.Triangle) error {
	at := map[string]int{}
	return t.sql.Rows(ctx, func(scan func(...any) error) error {
		var p sharing.Person
		var corner string
		var lead bool
		var since, until, died int64
		if err := scan(&p.ID, &corner, &lead, &since, &until, &died); err != nil {
			return err
		}
		p.Corner, p.CarerLead = sharing.Corner(corner), lead
		p.Since, p.Until, p.Died = sharing.Micros(since), optional(until), optional(died)
		if i, ok := at[p.ID]; ok {
			f.People[i] = p
			return nil
		}
		at[p.ID] = len(f.People)
		f.People = append(f.People, p)
		return nil
	}, "SELECT person, corner, carer_lead, since, until, died FROM member WHERE triangle = $1 ORDER BY since, id", string(triangle))
}

func (t *Tx) factDecisions(ctx context.Context, triangle id.Triangle, f *sharing.Triangle) error {
	return t.sql.Rows(ctx, func(scan func(...any) error) error {
		var d sharing.Decision
		var answer, when string
		var begins, ends int64
		if err := scan(&d.Owner, &d.Recipient, &d.Topic, &answer, &when, &begins, &ends); err != nil {
			return err
		}
		d.Answer, d.When = sharing.Choice(answer), sharing.When(when)
		d.From, d.Until = sharing.Micros(begins), optional(ends)
		f.Decisions = append(f.Decisions, d)
		return nil
	}, "SELECT owner, recipient, topic, answer, circumstance, begins, ends FROM decision WHERE triangle = $1 ORDER BY begins, id", string(triangle))
}

func (t *Tx) factCapacity(ctx context.Context, triangle id.Triangle, f *sharing.Triangle) error {
	return t.sql.Rows(ctx, func(scan func(...any) error) error {
		c := sharing.Finding{Reasons: "on record"}
		var begins, ends int64
		if err := scan(&c.By, &begins, &ends); err != nil {
			return err
		}
		c.From, c.Until = sharing.Micros(begins), optional(ends)
		f.Capacity = append(f.Capacity, c)
		return nil
	}, "SELECT found_by, begins, ends FROM capacity WHERE triangle = $1 ORDER BY begins, id", string(triangle))
}

// factReleases leaves out what nobody has signed.
func (t *Tx) factReleases(ctx context.Context, triangle id.Triangle, f *sharing.Triangle) error {
	return t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r sharing.Release
		var begins, ends int64
		if err := scan(&r.Item, &r.Recipient, &r.Ground, &r.By, &begins, &ends); err != nil {
			return err
		}
		r.From, r.Until = sharing.Micros(begins), sharing.Micros(ends)
		f.Releases = append(f.Releases, r)
		return nil
	}, "SELECT item, recipient, ground, made_by, begins, ends FROM release WHERE triangle = $1 AND begins > 0 ORDER BY begins, id", string(triangle))
}

// optional reads a time where 0 means none.
func optional(us int64) sharing.Instant {
	if us == 0 {
		return sharing.Instant{}
	}
	return sharing.Micros(us)
}
