package store

import (
	"context"

	"trialogue/internal/duty"
	"trialogue/internal/id"
)

// PutDuty stores something to do by a date.
func (t *Tx) PutDuty(ctx context.Context, d duty.Duty) error {
	_, err := t.sql.Exec(ctx, `INSERT INTO task (id, triangle, kind, owner, for_person, entry, topic, ref, due, made, done, done_by, outcome)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		d.ID, string(d.Triangle), string(d.Kind), string(d.Owner), string(d.For), string(d.Entry), d.Topic, d.Ref, d.Due, d.Made, d.Done, string(d.DoneBy), d.Outcome)
	return err
}

// EndDuties ends the open duties of a kind about one thing, and says how many there were.
func (t *Tx) EndDuties(ctx context.Context, tri id.Triangle, k duty.Kind, ref string, e duty.End) (int, error) {
	n, err := t.sql.Exec(ctx, "UPDATE task SET done = $1, done_by = $2, outcome = $3 WHERE triangle = $4 AND kind = $5 AND ref = $6 AND done = 0",
		e.At, string(e.By), e.Outcome, string(tri), string(k), ref)
	return int(n), err
}

const dutyColumns = "id, triangle, kind, owner, for_person, entry, topic, ref, due, made, done, done_by, outcome"

func (t *Tx) duties(ctx context.Context, where string, args ...any) ([]duty.Duty, error) {
	var out []duty.Duty
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var d duty.Duty
		var tri, kind, owner, whom, entry, by string
		if err := scan(&d.ID, &tri, &kind, &owner, &whom, &entry, &d.Topic, &d.Ref, &d.Due, &d.Made, &d.Done, &by, &d.Outcome); err != nil {
			return err
		}
		d.Triangle, d.Kind, d.Entry = id.Triangle(tri), duty.Kind(kind), id.Entry(entry)
		d.Owner, d.For, d.DoneBy = id.Person(owner), id.Person(whom), id.Person(by)
		out = append(out, d)
		return nil
	}, "SELECT "+dutyColumns+" FROM task WHERE "+where, args...)
	return out, err
}

// DutiesAbout lists the duties about one thing, oldest first.
func (t *Tx) DutiesAbout(ctx context.Context, tri id.Triangle, ref string) ([]duty.Duty, error) {
	return t.duties(ctx, "triangle = $1 AND ref = $2 ORDER BY made, id", string(tri), ref)
}

// DutiesOf lists what somebody has to do in the triangles where they stand now,
// and for the organisation, the earliest day first.
func (t *Tx) DutiesOf(ctx context.Context, p id.Person, now int64) ([]duty.Duty, error) {
	return t.duties(ctx, `owner = $1 AND done = 0 AND (triangle = '`+string(id.Organisation)+`' OR EXISTS (
			SELECT 1 FROM member m WHERE m.triangle = task.triangle AND m.person = $1 AND m.since <= $2 AND (m.until = 0 OR m.until > $2)
		)) ORDER BY due, id`, string(p), now)
}
