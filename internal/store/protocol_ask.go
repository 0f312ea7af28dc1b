package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/protocol"
)

// PutAsk stores a question for a choice. The same one twice at a time is errs.Conflict.
func (t *Tx) PutAsk(ctx context.Context, a protocol.Ask) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO ask (id, triangle, owner, asker, recipient, topic, put_to, made) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		a.ID, string(a.Triangle), string(a.Owner), string(a.Asker), a.Recipient, a.Topic, string(a.PutTo), a.Made)
	return err
}

// AsksIn lists what was asked in a triangle, oldest first.
func (t *Tx) AsksIn(ctx context.Context, tri id.Triangle) ([]protocol.Ask, error) {
	var out []protocol.Ask
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		a := protocol.Ask{Triangle: tri}
		var owner, asker, to string
		if err := scan(&a.ID, &owner, &asker, &a.Recipient, &a.Topic, &to, &a.Made, &a.Closed, &a.Outcome); err != nil {
			return err
		}
		if held.hides(a.Made) && asker != string(reader) {
			return nil
		}
		if owner != string(reader) && held.notYet(&a.Closed) {
			a.Outcome = ""
		}
		a.Owner, a.Asker, a.PutTo = id.Person(owner), id.Person(asker), id.Person(to)
		out = append(out, a)
		return nil
	}, "SELECT id, owner, asker, recipient, topic, put_to, made, closed, outcome FROM ask WHERE triangle = $1 ORDER BY made, id", string(tri))
	return out, err
}

// CloseAsk ends a question that waits.
func (t *Tx) CloseAsk(ctx context.Context, ask string, at int64, outcome string) error {
	_, err := t.sql.Exec(ctx, "UPDATE ask SET closed = $1, outcome = $2 WHERE id = $3 AND closed = 0", at, outcome, ask)
	return err
}
