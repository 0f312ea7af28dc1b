package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// Arrive puts the service user into the corner that was kept free. Where it is
// no longer free it is errs.Conflict.
func (t *Tx) Arrive(ctx context.Context, tri id.Triangle, p id.Person, since int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE member SET person = $1, since = $2 WHERE triangle = $3 AND person = $4",
		string(p), since, string(tri), string(triangle.NobodyYet))
	if err := changedOne(n, err, "store.Arrive"); err != nil {
		return err
	}
	_, err = t.sql.Exec(ctx, "UPDATE triangle SET owner = $1 WHERE id = $2", string(p), string(tri))
	return err
}

// ChangeMember stores role and carer lead of a place that is in force at m.Since.
func (t *Tx) ChangeMember(ctx context.Context, tri id.Triangle, m triangle.Member) error {
	n, err := t.sql.Exec(ctx, "UPDATE member SET role = $1, carer_lead = $2 WHERE triangle = $3 AND person = $4 AND (until = 0 OR until > $5)",
		m.Role, number(m.CarerLead), string(tri), string(m.Person), m.Since)
	return changedOne(n, err, "store.ChangeMember")
}

// ChangeTriangle gives a triangle its team, where it has none yet.
func (t *Tx) ChangeTriangle(ctx context.Context, tri id.Triangle, team id.Team) error {
	_, err := t.sql.Exec(ctx, "UPDATE triangle SET team = $1 WHERE id = $2 AND team = ''", string(team), string(tri))
	return err
}

// Left lists triangles in which somebody stood before a time and stands no
// more, latest first.
func (t *Tx) Left(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error) {
	return t.triangles(ctx, `SELECT triangle FROM member WHERE person = $1 AND corner <> 'support' GROUP BY triangle
		HAVING SUM(CASE WHEN until = 0 OR until > $2 THEN 1 ELSE 0 END) = 0 ORDER BY MAX(until) DESC, triangle`, string(p), now)
}

// triangles reads those whose ids a query gives, in its order.
func (t *Tx) triangles(ctx context.Context, query string, args ...any) ([]triangle.Triangle, error) {
	var ids []id.Triangle
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var tri string
		err := scan(&tri)
		ids = append(ids, id.Triangle(tri))
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	return t.trianglesNamed(ctx, ids)
}
