package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
)

// PutOutsideAttempt stores a walk to another organisation, and forgets those
// that ended more than an hour ago.
func (t *Tx) PutOutsideAttempt(ctx context.Context, a signin.OutsideAttempt) error {
	if _, err := t.sql.Exec(ctx, "DELETE FROM outside_attempt WHERE made < $1", a.Made-hourMicros); err != nil {
		return err
	}
	if _, err := t.sql.Exec(ctx, "UPDATE outside_attempt SET who = '', email = '' WHERE ends < $1 AND who <> ''", a.Made); err != nil {
		return err
	}
	_, err := t.sql.Exec(ctx, "INSERT INTO outside_attempt (state, provider, purpose, next, person, session, made, ends) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		a.State, a.Provider, string(a.Purpose), a.Next, string(a.Person), a.Session, a.Made, a.Ends)
	return err
}

// hourMicros is an hour.
const hourMicros = 60 * 60 * 1_000_000

// OutsideAttempt reads a walk by the hash of its state.
func (t *Tx) OutsideAttempt(ctx context.Context, state string) (signin.OutsideAttempt, error) {
	a := signin.OutsideAttempt{State: state}
	var purpose, person, identity string
	err := t.sql.Row(ctx, []any{&a.Provider, &purpose, &a.Next, &person, &a.Session, &a.Made, &a.Ends, &a.Used, &a.Pending.Who, &identity, &a.Pending.Level, &a.Pending.Email, &a.Pending.Proved},
		"SELECT provider, purpose, next, person, session, made, ends, used, who, identity, level, email, proved FROM outside_attempt WHERE state = $1", state)
	a.Purpose, a.Person, a.Pending.Identity = signin.Purpose(purpose), id.Person(person), triangle.Identity(identity)
	return a, err
}

// UseOutsideAttempt ends a walk; only the first who asks is told true.
func (t *Tx) UseOutsideAttempt(ctx context.Context, state string, now int64) (bool, error) {
	n, err := t.sql.Exec(ctx, "UPDATE outside_attempt SET used = $1 WHERE state = $2 AND used = 0", now, state)
	return n == 1, err
}

// KeepVouched notes who was vouched for at the end of a walk.
func (t *Tx) KeepVouched(ctx context.Context, state string, p signin.OutsidePending) error {
	_, err := t.sql.Exec(ctx, "UPDATE outside_attempt SET who = $1, identity = $2, level = $3, email = $4, proved = $5 WHERE state = $6",
		p.Who, string(p.Identity), p.Level, p.Email, p.Proved, state)
	return err
}

// CountOutsideAttempts counts walks that began since a time.
func (t *Tx) CountOutsideAttempts(ctx context.Context, since int64) (int, error) {
	var n int
	err := t.sql.Row(ctx, []any{&n}, "SELECT COUNT(*) FROM outside_attempt WHERE made >= $1", since)
	return n, err
}

// PutOutsideWay stores a way in. What belonged to a closed account is free again.
func (t *Tx) PutOutsideWay(ctx context.Context, w signin.OutsideWay) error {
	if _, err := t.sql.Exec(ctx, "DELETE FROM outside_way WHERE who = $1 AND person IN (SELECT id FROM person WHERE closed > 0)", w.Who); err != nil {
		return err
	}
	_, err := t.sql.Exec(ctx, "INSERT INTO outside_way (id, person, provider, who, made, used) VALUES ($1, $2, $3, $4, $5, $6)",
		w.ID, string(w.Person), w.Provider, w.Who, w.Made, w.Used)
	return err
}

const outsideColumns = "SELECT w.id, w.person, w.provider, w.who, w.made, w.used FROM outside_way w JOIN person p ON p.id = w.person WHERE p.closed = 0 AND "

func (t *Tx) outsideWays(ctx context.Context, where string, arg any) ([]signin.OutsideWay, error) {
	var all []signin.OutsideWay
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var w signin.OutsideWay
		var person string
		err := scan(&w.ID, &person, &w.Provider, &w.Who, &w.Made, &w.Used)
		w.Person = id.Person(person)
		all = append(all, w)
		return err
	}, outsideColumns+where, arg)
	return all, err
}

// OutsideWay finds the way in of an open account by who is vouched for.
func (t *Tx) OutsideWay(ctx context.Context, who string) (signin.OutsideWay, error) {
	all, err := t.outsideWays(ctx, "w.who = $1", who)
	if err == nil && len(all) == 0 {
		err = missing("store.OutsideWay")
	}
	if err != nil {
		return signin.OutsideWay{}, err
	}
	return all[0], nil
}

// OutsideWaysOf lists a person's ways in by other organisations.
func (t *Tx) OutsideWaysOf(ctx context.Context, p id.Person) ([]signin.OutsideWay, error) {
	return t.outsideWays(ctx, "w.person = $1 ORDER BY w.made, w.id", string(p))
}

// TouchOutsideWay notes that a way in was used.
func (t *Tx) TouchOutsideWay(ctx context.Context, way string, now int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE outside_way SET used = $1 WHERE id = $2 AND used < $1", now, way)
	return err
}

// EndOutsideWay takes a way in away; false where there was none.
func (t *Tx) EndOutsideWay(ctx context.Context, p id.Person, provider string) (bool, error) {
	n, err := t.sql.Exec(ctx, "DELETE FROM outside_way WHERE person = $1 AND provider = $2", string(p), provider)
	return n > 0, err
}

// RaiseIdentity writes down how sure the service is of somebody.
func (t *Tx) RaiseIdentity(ctx context.Context, p id.Person, to triangle.Identity) error {
	_, err := t.sql.Exec(ctx, "UPDATE person SET identity = $1 WHERE id = $2 AND closed = 0", string(to), string(p))
	return err
}

// SetSessionProof writes down when somebody last proved who they are; the
// factors of a session never get fewer.
func (t *Tx) SetSessionProof(ctx context.Context, p id.Person, session string, level int, proved int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE session SET proved = $1, level = CASE WHEN level < $2 THEN $2 ELSE level END WHERE person = $3 AND id = $4 AND ended = 0",
		proved, level, string(p), session)
	return err
}
