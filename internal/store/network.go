package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/network"
)

// PutContactDay stores until when a contact helps, as somebody says it now.
func (t *Tx) PutContactDay(ctx context.Context, d network.Day) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO contact_day (id, triangle, contact, person, ends, made) VALUES ($1, $2, $3, $4, $5, $6)",
		d.ID, string(d.Triangle), string(d.Contact), string(d.By), d.Ends, d.Made)
	return err
}

// ContactDays lists the days that were said for contacts of a triangle, oldest first.
func (t *Tx) ContactDays(ctx context.Context, tri id.Triangle) ([]network.Day, error) {
	var out []network.Day
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		d := network.Day{Triangle: tri}
		var contact, by string
		err := scan(&d.ID, &contact, &by, &d.Ends, &d.Made)
		d.Contact, d.By = id.Entry(contact), id.Person(by)
		out = append(out, d)
		return err
	}, "SELECT id, contact, person, ends, made FROM contact_day WHERE triangle = $1 ORDER BY made, id", string(tri))
	return keep(held, out, func(d network.Day) int64 { return d.Made }, func(d network.Day) bool { return d.By == reader }), err
}
