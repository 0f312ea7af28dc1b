package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/signin"
)

const recoveryColumns = "id, person, link, mailed, opened, browser, need, number, wrong, vouched_by, vouched, ready, ends, made, settled, outcome"

// recoveries reads with a WHERE of this package.
func (t *Tx) recoveries(ctx context.Context, where string, args ...any) ([]signin.Recovery, error) {
	var out []signin.Recovery
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r signin.Recovery
		var p, need, by, outcome string
		err := scan(&r.ID, &p, &r.Link, &r.Mailed, &r.Opened, &r.Browser, &need, &r.Number, &r.Wrong, &by, &r.Vouched, &r.Ready, &r.Ends, &r.Made, &r.Settled, &outcome)
		r.Person, r.Need, r.VouchedBy, r.Outcome = id.Person(p), signin.Need(need), id.Person(by), signin.Outcome(outcome)
		out = append(out, r)
		return err
	}, "SELECT "+recoveryColumns+" FROM recovery WHERE "+where, args...)
	return out, err
}

// PutRecovery stores that somebody asks to come back.
func (t *Tx) PutRecovery(ctx context.Context, r signin.Recovery) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO recovery (id, person, made, ends) VALUES ($1, $2, $3, $4)", r.ID, string(r.Person), r.Made, r.Ends)
	return err
}

// FindRecovery reads one by the key that is set.
func (t *Tx) FindRecovery(ctx context.Context, by signin.RecoveryKey) (signin.Recovery, error) {
	where, arg := "id = $1", by.ID
	switch {
	case by.Link != "":
		where, arg = "link = $1 AND link <> ''", by.Link
	case by.Browser != "":
		where, arg = "browser = $1 AND browser <> ''", by.Browser
	}
	found, err := t.recoveries(ctx, where, arg)
	if err == nil && len(found) == 0 {
		err = errs.Missing("store.FindRecovery")
	}
	if err != nil {
		return signin.Recovery{}, err
	}
	return found[0], nil
}

// ChangeRecovery stores what changed of one that is not settled.
func (t *Tx) ChangeRecovery(ctx context.Context, r signin.Recovery) error {
	n, err := t.sql.Exec(ctx, `UPDATE recovery SET link = $1, mailed = $2, opened = $3, browser = $4, need = $5, number = $6, wrong = $7, vouched_by = $8,
		vouched = $9, ready = $10, ends = $11, settled = $12, outcome = $13 WHERE id = $14 AND settled = 0`,
		r.Link, r.Mailed, r.Opened, r.Browser, string(r.Need), r.Number, r.Wrong, string(r.VouchedBy), r.Vouched, r.Ready, r.Ends, r.Settled, string(r.Outcome), r.ID)
	return changedOne(n, err, "store.ChangeRecovery")
}

// RecoveriesOf lists what a person has under way, oldest first.
func (t *Tx) RecoveriesOf(ctx context.Context, p id.Person, now int64) ([]signin.Recovery, error) {
	return t.recoveries(ctx, "person = $1 AND settled = 0 AND mailed > 0 AND ends > $2 ORDER BY made, id", string(p), now)
}

// RecoveriesWaiting lists those that wait for a second person, oldest first.
func (t *Tx) RecoveriesWaiting(ctx context.Context, now int64) ([]signin.Recovery, error) {
	return t.recoveries(ctx, "settled = 0 AND opened > 0 AND need = 'second' AND vouched = 0 AND ends > $1 ORDER BY made, id", now)
}

// LastRecovered is when somebody last came back; 0 for never.
func (t *Tx) LastRecovered(ctx context.Context, p id.Person) (int64, error) {
	var at int64
	err := t.sql.Row(ctx, []any{&at}, "SELECT COALESCE(MAX(settled), 0) FROM recovery WHERE person = $1 AND outcome = 'recovered'", string(p))
	return at, err
}

// StandsInThree reports whether somebody stands in a triangle of three now.
func (t *Tx) StandsInThree(ctx context.Context, p id.Person, now int64) (bool, error) {
	var n int
	err := t.sql.Row(ctx, []any{&n}, `SELECT COUNT(*) FROM member m JOIN triangle t ON t.id = m.triangle
		WHERE m.person = $1 AND t.kind = 'three' AND m.since <= $2 AND (m.until = 0 OR m.until > $2)`, string(p), now)
	return n > 0, err
}

// SharesWith counts professionals who stand now in a triangle of three in which
// a person stands now: one of them, or all where none is named.
func (t *Tx) SharesWith(ctx context.Context, p, professional id.Person, now int64) (int, error) {
	q := `SELECT COUNT(*) FROM member m JOIN triangle t ON t.id = m.triangle JOIN member o ON o.triangle = m.triangle JOIN person q ON q.id = o.person
		WHERE m.person = $1 AND t.kind = 'three' AND m.since <= $2 AND (m.until = 0 OR m.until > $2) AND o.person <> m.person AND o.corner = 'professional'
		AND o.since <= $2 AND (o.until = 0 OR o.until > $2) AND q.closed = 0`
	args := []any{string(p), now}
	if professional != "" {
		q, args = q+" AND o.person = $3", append(args, string(professional))
	}
	var n int
	err := t.sql.Row(ctx, []any{&n}, q, args...)
	return n, err
}
