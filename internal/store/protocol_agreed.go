package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

// Agreed lists the versions of an agreement with who acknowledged them, oldest first.
func (t *Tx) Agreed(ctx context.Context, tri id.Triangle) ([]protocol.Version, error) {
	var out []protocol.Version
	at := map[string]int{}
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		var v protocol.Version
		var by, pledge string
		if err := scan(&v.ID, &v.Number, &by, &pledge, &v.Made); err != nil {
			return err
		}
		v.By, v.Pledge = id.Person(by), id.Entry(pledge)
		if held.hides(v.Made) && v.By != reader {
			return nil
		}
		at[v.ID] = len(out)
		out = append(out, v)
		return nil
	}, "SELECT id, number, made_by, pledge, made FROM agreement WHERE triangle = $1 ORDER BY number", string(tri))
	if err != nil {
		return nil, err
	}
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		var w protocol.Word
		var version, person, corner, reservation string
		if err := scan(&version, &person, &corner, &reservation, &w.Made); err != nil {
			return err
		}
		w.Person, w.Corner, w.Reservation = id.Person(person), sharing.Corner(corner), id.Entry(reservation)
		i, known := at[version]
		if !known || held.hides(w.Made) && w.Person != reader {
			return nil
		}
		out[i].Words = append(out[i].Words, w)
		return nil
	}, `SELECT w.agreement, w.person, w.corner, w.reservation, w.made FROM agreement_word w JOIN agreement a ON a.id = w.agreement
		WHERE a.triangle = $1 ORDER BY w.made, w.person`, string(tri))
	return out, err
}

// AgreedLines lists the choices of a version in a fixed order.
func (t *Tx) AgreedLines(ctx context.Context, version string) ([]protocol.Line, error) {
	var out []protocol.Line
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var l protocol.Line
		var owner, when, answer string
		if err := scan(&owner, &l.Recipient, &l.Topic, &when, &answer, &l.Ends); err != nil {
			return err
		}
		l.Owner, l.When, l.Answer = id.Person(owner), sharing.When(when), sharing.Choice(answer)
		out = append(out, l)
		return nil
	}, "SELECT owner, recipient, topic, circumstance, answer, ends FROM agreement_line WHERE agreement = $1 ORDER BY owner, recipient, circumstance, topic", version)
	return out, err
}

// PutAgreed stores a version. The same number twice is errs.Conflict.
func (t *Tx) PutAgreed(ctx context.Context, tri id.Triangle, v protocol.Version, lines []protocol.Line) error {
	if _, err := t.sql.Exec(ctx, "INSERT INTO agreement (id, triangle, number, made_by, pledge, made) VALUES ($1, $2, $3, $4, $5, $6)",
		v.ID, string(tri), v.Number, string(v.By), string(v.Pledge), v.Made); err != nil {
		return err
	}
	for _, l := range lines {
		if _, err := t.sql.Exec(ctx, "INSERT INTO agreement_line (agreement, owner, recipient, topic, circumstance, answer, ends) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			v.ID, string(l.Owner), l.Recipient, l.Topic, string(l.When), string(l.Answer), l.Ends); err != nil {
			return err
		}
	}
	return nil
}

// PutAgreedWord stores somebody's word on a version.
func (t *Tx) PutAgreedWord(ctx context.Context, version string, w protocol.Word) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO agreement_word (agreement, person, corner, reservation, made) VALUES ($1, $2, $3, $4, $5)",
		version, string(w.Person), string(w.Corner), string(w.Reservation), w.Made)
	return err
}
