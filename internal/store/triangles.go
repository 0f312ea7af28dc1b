package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

func missing(op string) error { return errs.Missing(op) }

// Triangle reads a triangle with everybody who stands or stood in it.
func (t *Tx) Triangle(ctx context.Context, tri id.Triangle) (triangle.Triangle, error) {
	all, err := t.trianglesNamed(ctx, []id.Triangle{tri})
	if err == nil && len(all) == 0 {
		err = missing("store.Triangle")
	}
	if err != nil {
		return triangle.Triangle{}, err
	}
	return all[0], nil
}

// trianglesNamed reads triangles in two statements, however many there are, in
// the order of their names. One that is not there is left out.
func (t *Tx) trianglesNamed(ctx context.Context, names []id.Triangle) ([]triangle.Triangle, error) {
	if len(names) == 0 {
		return nil, nil
	}
	found := map[id.Triangle]*triangle.Triangle{}
	marks, args := in(names, nil)
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		one := &triangle.Triangle{}
		var name, kind, owner, team string
		err := scan(&name, &kind, &owner, &team, &one.Made, &one.Team.Organisation, &one.Team.Name, &one.Team.Phone, &one.Team.Hours, &one.Team.ReplyDays, &one.Team.Service)
		one.ID, one.Kind, one.Owner, one.Team.ID = id.Triangle(name), triangle.Kind(kind), id.Person(owner), id.Team(team)
		found[one.ID] = one
		return err
	}, `SELECT t.id, t.kind, t.owner, t.team, t.made, COALESCE(m.organisation, ''), COALESCE(m.name, ''), COALESCE(m.phone, ''), COALESCE(m.hours, ''), COALESCE(m.reply_days, 3), COALESCE(m.service, '')
		FROM triangle t LEFT JOIN team m ON m.id = t.team WHERE t.id IN (`+marks+")", args...)
	if err == nil {
		err = t.members(ctx, found, marks, args)
	}
	var out []triangle.Triangle
	for _, name := range names {
		if one, ok := found[name]; ok {
			out = append(out, *one)
		}
	}
	return out, err
}

// members puts each person once into their triangles, as they are now or were
// last, in order of first joining.
func (t *Tx) members(ctx context.Context, into map[id.Triangle]*triangle.Triangle, marks string, args []any) error {
	sight, err := t.sight(ctx)
	if err != nil {
		return err
	}
	type place struct {
		triangle id.Triangle
		person   id.Person
	}
	at := map[place]int{}
	return t.sql.Rows(ctx, func(scan func(...any) error) error {
		var m triangle.Member
		var tri, person, corner, accepted, reach, whom, reason string
		if err := scan(&tri, &m.ID, &person, &m.Name, &m.Pronouns, &m.Photo, &corner, &m.Relation, &m.Role, &m.Phone, &m.CarerLead, &m.Since, &m.Until, &m.Died, &accepted, &m.Basis, &reach, &m.RestsOn, &whom, &reason); err != nil {
			return err
		}
		m.Person, m.Corner, m.AcceptedBy = id.Person(person), sharing.Corner(corner), id.Person(accepted)
		m.Reach, m.For, m.Reason = triangle.Reach(reach), id.Person(whom), id.Entry(reason)
		one := into[id.Triangle(tri)]
		if one == nil || !sight.in[one.ID].asMember(&m, sight.person) {
			return nil
		}
		if i, ok := at[place{one.ID, m.Person}]; ok {
			one.Members[i] = m
			return nil
		}
		at[place{one.ID, m.Person}] = len(one.Members)
		one.Members = append(one.Members, m)
		return nil
	}, `SELECT m.triangle, m.id, m.person, COALESCE(p.name, ''), COALESCE(p.pronouns, ''), COALESCE(p.photo, 0), m.corner, m.relation, CASE WHEN m.role <> '' THEN m.role ELSE COALESCE(p.role, '') END, COALESCE(p.phone, ''),
		m.carer_lead, m.since, m.until, m.died, m.accepted_by, m.basis, m.reach, m.rests_on, m.reach_for, m.reason
		FROM member m LEFT JOIN person p ON p.id = m.person WHERE m.triangle IN (`+marks+") ORDER BY m.since, m.id", args...)
}

// PutTriangle stores a new triangle without anybody in it.
func (t *Tx) PutTriangle(ctx context.Context, tri triangle.Triangle) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO triangle (id, kind, owner, team, made) VALUES ($1, $2, $3, $4, $5)",
		string(tri.ID), string(tri.Kind), string(tri.Owner), string(tri.Team.ID), tri.Made)
	return err
}

// PutMember stores that somebody joins.
func (t *Tx) PutMember(ctx context.Context, tri id.Triangle, m triangle.Member) error {
	_, err := t.sql.Exec(ctx, `INSERT INTO member (id, triangle, person, corner, relation, role, carer_lead, since, until, died, accepted_by, basis, reach, rests_on, reach_for, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		m.ID, string(tri), string(m.Person), string(m.Corner), m.Relation, m.Role, number(m.CarerLead), m.Since, m.Until, m.Died, string(m.AcceptedBy), m.Basis,
		string(m.Reach), m.RestsOn, string(m.For), string(m.Reason))
	return err
}

// EndMember ends a membership that is in force, and says that the caller records
// it; one that has ended already is errs.Conflict.
func (t *Tx) EndMember(ctx context.Context, tri id.Triangle, p id.Person, until int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE member SET until = $1, recorded = 1 WHERE triangle = $2 AND person = $3 AND since <= $1 AND (until = 0 OR until > $1)", until, string(tri), string(p))
	if err == nil && n == 0 {
		err = errs.E(errs.Conflict, "store.EndMember", "error.changed-meanwhile", nil)
	}
	return err
}

// TrianglesOf lists the triangles in which somebody stands at a time, oldest first.
func (t *Tx) TrianglesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error) {
	return t.triangles(ctx, `SELECT m.triangle FROM member m JOIN triangle t ON t.id = m.triangle
		WHERE m.person = $1 AND m.corner <> 'support' AND m.since <= $2 AND (m.until = 0 OR m.until > $2) ORDER BY t.made, t.id`, string(p), now)
}
