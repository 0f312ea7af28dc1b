package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/safety"
)

const holdColumns = `id, triangle, person, made_by, quiet, reason, begins, seq, confirm_by, confirmed, confirmed_by, review, longer, longer_by, longer_reason,
	ended, ended_by, outcome`

// PutHold stores that somebody's sight is held; an id that is taken is errs.Conflict.
func (t *Tx) PutHold(ctx context.Context, h safety.Hold) error {
	t.sights = nil
	_, err := t.sql.Exec(ctx, "INSERT INTO hold ("+holdColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
		h.ID, string(h.Triangle), string(h.Person), string(h.By), number(h.Quiet), string(h.Reason), h.Begins, h.Seq, h.ConfirmBy, h.Confirmed, string(h.ConfirmedBy),
		h.Review, h.Longer, string(h.LongerBy), string(h.LongerReason), h.Ended, string(h.EndedBy), h.Outcome)
	return err
}

// ChangeHold stores what moves of a hold that has not ended.
func (t *Tx) ChangeHold(ctx context.Context, h safety.Hold) error {
	t.sights = nil
	n, err := t.sql.Exec(ctx, `UPDATE hold SET made_by = $1, reason = $2, confirmed = $3, confirmed_by = $4, review = $5, longer = $6, longer_by = $7, longer_reason = $8,
		ended = $9, ended_by = $10, outcome = $11 WHERE id = $12 AND triangle = $13 AND ended = 0`,
		string(h.By), string(h.Reason), h.Confirmed, string(h.ConfirmedBy), h.Review, h.Longer, string(h.LongerBy), string(h.LongerReason),
		h.Ended, string(h.EndedBy), h.Outcome, h.ID, string(h.Triangle))
	return changedOne(n, err, "store.ChangeHold")
}

// HoldsIn lists the holds of a triangle, newest first.
func (t *Tx) HoldsIn(ctx context.Context, tri id.Triangle) ([]safety.Hold, error) {
	var out []safety.Hold
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var h safety.Hold
		var in, person, by, reason, confirmedBy, longerBy, longerReason, endedBy string
		err := scan(&h.ID, &in, &person, &by, &h.Quiet, &reason, &h.Begins, &h.Seq, &h.ConfirmBy, &h.Confirmed, &confirmedBy,
			&h.Review, &h.Longer, &longerBy, &longerReason, &h.Ended, &endedBy, &h.Outcome)
		h.Triangle, h.Person, h.By, h.Reason = id.Triangle(in), id.Person(person), id.Person(by), id.Entry(reason)
		h.ConfirmedBy, h.LongerBy, h.LongerReason, h.EndedBy = id.Person(confirmedBy), id.Person(longerBy), id.Entry(longerReason), id.Person(endedBy)
		out = append(out, h)
		return err
	}, "SELECT "+holdColumns+" FROM hold WHERE triangle = $1 ORDER BY begins DESC, id DESC", string(tri))
	return out, err
}
