package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/signin"
)

// KnowsDevice reports whether a device has signed in to the account of an address.
func (t *Tx) KnowsDevice(ctx context.Context, hash, email string) (bool, error) {
	var n int
	err := t.sql.Row(ctx, []any{&n}, `SELECT COUNT(*) FROM device d JOIN person p ON p.id = d.person
		WHERE d.hash = $1 AND p.email = $2 AND p.email <> '' AND p.closed = 0`, hash, email)
	return n > 0, err
}

// DevicesOf counts the sessions that a person ever had, up to two, and whether
// a device is known for them.
func (t *Tx) DevicesOf(ctx context.Context, p id.Person, hash string) (sessions, known int, err error) {
	err = t.sql.Row(ctx, []any{&sessions, &known}, `SELECT (SELECT COUNT(*) FROM (SELECT id FROM session WHERE person = $1 LIMIT 2) s),
		(SELECT COUNT(*) FROM device WHERE hash = $2 AND person = $1)`, string(p), hash)
	return sessions, known, err
}

// PutDevice gives a device its new name for everybody who uses it, and knows
// that this person does.
func (t *Tx) PutDevice(ctx context.Context, d signin.Device, old string) error {
	if _, err := t.sql.Exec(ctx, "UPDATE device SET hash = $1 WHERE hash = $2", d.Hash, old); err != nil {
		return err
	}
	_, err := t.sql.Exec(ctx, `INSERT INTO device (hash, person, name, made, seen) VALUES ($1, $2, $3, $4, $4)
		ON CONFLICT (hash, person) DO UPDATE SET seen = excluded.seen, name = excluded.name`, d.Hash, string(d.Person), d.Name, d.At)
	return err
}

// ForgetDevices forgets which devices a person has used.
func (t *Tx) ForgetDevices(ctx context.Context, p id.Person) error {
	_, err := t.sql.Exec(ctx, "DELETE FROM device WHERE person = $1", string(p))
	return err
}

// PutArrival stores that somebody is to be asked about a sign-in.
func (t *Tx) PutArrival(ctx context.Context, a signin.Arrival) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO arrival (id, person, session, device, kind, at) VALUES ($1, $2, $3, $4, $5, $6)",
		a.ID, string(a.Person), a.Session, a.Device, string(a.Kind), a.At)
	return err
}

// Arrivals lists what a person has not answered, newest first.
func (t *Tx) Arrivals(ctx context.Context, p id.Person, since int64) ([]signin.Arrival, error) {
	var out []signin.Arrival
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		a := signin.Arrival{Person: p}
		var kind string
		err := scan(&a.ID, &a.Session, &a.Device, &kind, &a.At)
		a.Kind = signin.ArrivalKind(kind)
		out = append(out, a)
		return err
	}, "SELECT id, session, device, kind, at FROM arrival WHERE person = $1 AND answered = 0 AND at > $2 ORDER BY at DESC, id DESC", string(p), since)
	return out, err
}

// AnswerArrival stores that a person has answered.
func (t *Tx) AnswerArrival(ctx context.Context, p id.Person, arrival string, now int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE arrival SET answered = $1 WHERE person = $2 AND id = $3 AND answered = 0", now, string(p), arrival)
	return err
}
