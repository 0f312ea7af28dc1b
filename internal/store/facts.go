package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// factsQuery reads people (1), decisions (2), findings (3) and releases (4) of a
// triangle in one go: every page needs all of them. What nobody has signed is
// left out.
const factsQuery = `
	SELECT triangle, 1, id, person, corner, '', '', '', carer_lead, since, until, died FROM member WHERE triangle = $1 AND corner <> 'support'
	UNION ALL SELECT triangle, 2, id, owner, recipient, topic, answer, circumstance, 0, begins, ends, 0 FROM decision WHERE triangle = $1
	UNION ALL SELECT triangle, 3, id, found_by, '', '', '', '', 0, begins, ends, made FROM capacity WHERE triangle = $1
	UNION ALL SELECT triangle, 4, id, item, recipient, ground, made_by, '', despite, begins, ends, 0 FROM release WHERE triangle = $1 AND begins > 0
	ORDER BY 2, 10, 3`

// fact is one row of factsQuery; what the columns mean depends on the kind.
type fact struct {
	kind              int
	id, a, b, c, d, e string
	flag              int
	begins, ends, at  int64
}

func scanFact(scan func(...any) error, tri *string) (f fact, err error) {
	err = scan(tri, &f.kind, &f.id, &f.a, &f.b, &f.c, &f.d, &f.e, &f.flag, &f.begins, &f.ends, &f.at)
	return f, err
}

// Facts reads what the sharing engine needs to know of a triangle. A triangle
// that does not exist has no people, and so nobody is shown anything.
// For somebody whose sight is held they are those of the moment that it is held at.
func (t *Tx) Facts(ctx context.Context, triangle id.Triangle) (*sharing.Triangle, error) {
	sight, err := t.sight(ctx)
	if err != nil {
		return nil, err
	}
	return t.allFacts(ctx, triangle, sight)
}

func (t *Tx) allFacts(ctx context.Context, triangle id.Triangle, sight stills) (*sharing.Triangle, error) {
	out := &sharing.Triangle{}
	held := sight.in[triangle]
	seen := map[string]int{}
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var tri string
		f, err := scanFact(scan, &tri)
		if err != nil {
			return err
		}
		if f.asOf(held, sight.person) {
			f.into(out, seen)
		}
		return nil
	}, factsQuery, string(triangle))
	if err != nil {
		return nil, err
	}
	return out, nil
}

// asOf is a fact as it was at a moment; false for one that came later. One's own
// place and choices are as they are.
func (f *fact) asOf(held still, reader id.Person) bool {
	if !held.on() || f.kind < 3 && f.a == string(reader) {
		return true
	}
	switch f.kind {
	case 1:
		held.notYet(&f.ends)
		held.notYet(&f.at)
	case 3:
		return !held.hides(f.at) // a finding can be dated back
	}
	return !held.hides(f.begins) || f.kind == 4 && f.flag == 1
}

func (f fact) into(out *sharing.Triangle, seen map[string]int) {
	from, until := sharing.Micros(f.begins), optional(f.ends)
	switch f.kind {
	case 1:
		p := sharing.Person{ID: f.a, Corner: sharing.Corner(f.b), CarerLead: f.flag == 1, Since: from, Until: until, Died: optional(f.at)}
		// Somebody who left and came back is one person to the engine: as they
		// are now, or were last.
		if i, ok := seen[p.ID]; ok {
			out.People[i] = p
			return
		}
		seen[p.ID] = len(out.People)
		out.People = append(out.People, p)
	case 2:
		out.Decisions = append(out.Decisions, sharing.Decision{
			Owner: f.a, Recipient: f.b, Topic: f.c, Answer: sharing.Choice(f.d), When: sharing.When(f.e), From: from, Until: until,
		})
	case 3:
		out.Capacity = append(out.Capacity, sharing.Finding{By: f.a, Reasons: "on record", From: from, Until: until})
	case 4:
		out.Releases = append(out.Releases, sharing.Release{Item: f.a, Recipient: f.b, Ground: f.c, By: f.d, From: from, Until: sharing.Micros(f.ends)})
	}
}

// optional reads a time where 0 means none.
func optional(us int64) sharing.Instant {
	if us == 0 {
		return sharing.Instant{}
	}
	return sharing.Micros(us)
}
