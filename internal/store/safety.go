package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/safety"
	"trialogue/internal/sharing"
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

// Wishes lists for whom a yes waits for a private word.
func (t *Tx) Wishes(ctx context.Context, tri id.Triangle) ([]protocol.Wish, error) {
	var out []protocol.Wish
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var w protocol.Wish
		var person string
		err := scan(&person, &w.Carer, &w.KeyWorker, &w.Made)
		w.Person = id.Person(person)
		out = append(out, w)
		return err
	}, "SELECT person, carer, key_worker, made FROM checkin_wish WHERE triangle = $1 ORDER BY person, carer", string(tri))
	return out, err
}

// PutWishes replaces the wishes of a person.
func (t *Tx) PutWishes(ctx context.Context, tri id.Triangle, p id.Person, all []protocol.Wish) error {
	if _, err := t.sql.Exec(ctx, "DELETE FROM checkin_wish WHERE triangle = $1 AND person = $2", string(tri), string(p)); err != nil {
		return err
	}
	for _, w := range all {
		if _, err := t.sql.Exec(ctx, "INSERT INTO checkin_wish (triangle, person, carer, key_worker, made) VALUES ($1, $2, $3, $4, $5)",
			string(tri), string(p), w.Carer, number(w.KeyWorker), w.Made); err != nil {
			return err
		}
	}
	return nil
}

// Pending lists what a person said yes to and has not been asked about alone, oldest first.
func (t *Tx) Pending(ctx context.Context, tri id.Triangle, owner id.Person) ([]protocol.Choice, error) {
	var out []protocol.Choice
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		c := protocol.Choice{Owner: owner}
		var answer, when string
		err := scan(&c.ID, &c.Change, &c.Recipient, &c.Topic, &answer, &when, &c.Begins, &c.Ends)
		c.Answer, c.When = sharing.Choice(answer), sharing.When(when)
		out = append(out, c)
		return err
	}, "SELECT id, change_id, recipient, topic, answer, circumstance, begins, ends FROM pending_yes WHERE triangle = $1 AND owner = $2 ORDER BY begins, id", string(tri), string(owner))
	return out, err
}

// PutPending stores a yes that has started nothing.
func (t *Tx) PutPending(ctx context.Context, tri id.Triangle, c protocol.Choice) error {
	_, err := t.sql.Exec(ctx, `INSERT INTO pending_yes (id, triangle, change_id, owner, recipient, topic, answer, circumstance, begins, ends)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		c.ID, string(tri), c.Change, string(c.Owner), c.Recipient, c.Topic, string(c.Answer), string(c.When), c.Begins, c.Ends)
	return err
}

// DropPending forgets one.
func (t *Tx) DropPending(ctx context.Context, tri id.Triangle, pending string) error {
	_, err := t.sql.Exec(ctx, "DELETE FROM pending_yes WHERE triangle = $1 AND id = $2", string(tri), pending)
	return err
}
