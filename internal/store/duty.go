package store

import (
	"context"
	"slices"

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
	return t.dutiesAsOf(ctx, "triangle = $1 AND ref = $2 ORDER BY made, id", string(tri), ref)
}

// DutiesOf lists what somebody has to do in the triangles where they stand now,
// and for the organisation, the earliest day first.
func (t *Tx) DutiesOf(ctx context.Context, p id.Person, now int64) ([]duty.Duty, error) {
	out, err := t.dutiesAsOf(ctx, `owner = $1 AND (done = 0 OR EXISTS (SELECT 1 FROM hold h WHERE h.triangle = task.triangle AND h.person = $1 AND h.ended = 0)) AND (triangle = '`+string(id.Organisation)+`' OR EXISTS (
			SELECT 1 FROM member m WHERE m.triangle = task.triangle AND m.person = $1 AND m.since <= $2 AND (m.until = 0 OR m.until > $2)
		)) ORDER BY due, id`, string(p), now)
	return slices.DeleteFunc(out, func(d duty.Duty) bool { return d.Done != 0 }), err
}

// DutiesFor lists open duties of others that were promised to somebody.
func (t *Tx) DutiesFor(ctx context.Context, tri id.Triangle, p id.Person) ([]duty.Duty, error) {
	return t.dutiesAsOf(ctx, "triangle = $1 AND for_person = $2 AND owner <> $2 AND done = 0 ORDER BY due, id", string(tri), string(p))
}

// dutiesAsOf are duties as the reader of the context may know them. What comes
// up by the calendar alone comes up for them too, where it is about something old.
func (t *Tx) dutiesAsOf(ctx context.Context, where string, args ...any) ([]duty.Duty, error) {
	out, err := t.duties(ctx, where, args...)
	if err != nil {
		return nil, err
	}
	sight, err := t.sight(ctx)
	if err != nil || sight.none() {
		return out, err
	}
	kept := out[:0]
	for _, d := range out {
		held := sight.in[d.Triangle]
		if d.DoneBy != sight.person && held.notYet(&d.Done) {
			d.DoneBy, d.Outcome = "", ""
		}
		if held.hides(d.Made) && d.For != sight.person {
			old, err := t.dueAnyway(ctx, d, held)
			if err != nil {
				return nil, err
			}
			if !old {
				continue
			}
		}
		kept = append(kept, d)
	}
	return kept, nil
}

// dueAnyway reports whether a duty came up because time passed over a choice, a
// question or an agreement that is older than the moment.
func (t *Tx) dueAnyway(ctx context.Context, d duty.Duty, held still) (bool, error) {
	var n int
	err := t.sql.Row(ctx, []any{&n}, `SELECT (SELECT COUNT(*) FROM decision WHERE id = $1 AND begins < $2 AND $3 IN ('choice-review', 'choice-ending'))
		+ (SELECT COUNT(*) FROM ask WHERE id = $1 AND made < $2 AND $3 = 'ask-reminder')
		+ (SELECT COUNT(*) FROM agreed_version WHERE agreement = $4 AND made < $2 AND $3 IN ('late-for-team', 'late-for-lead'))`, d.Ref, held.at, string(d.Kind), string(d.Entry))
	return n > 0, err
}
