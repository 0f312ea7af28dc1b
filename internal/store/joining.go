package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/identity"
	"trialogue/internal/triangle"
)

// PutJoining stores that a second account was proved.
func (t *Tx) PutJoining(ctx context.Context, j identity.Joining) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO joining (id, account, other, made, ends) VALUES ($1, $2, $3, $4, $5)", j.ID, string(j.Account), string(j.Other), j.Made, j.Ends)
	return err
}

// Joining reads one by its id.
func (t *Tx) Joining(ctx context.Context, joining string) (identity.Joining, error) {
	j := identity.Joining{ID: joining}
	var account, other string
	err := t.sql.Row(ctx, []any{&account, &other, &j.Made, &j.Ends, &j.Done}, "SELECT account, other, made, ends, done FROM joining WHERE id = $1", joining)
	j.Account, j.Other = id.Person(account), id.Person(other)
	return j, err
}

// EndJoining marks it as done; one that is done already is errs.Conflict.
func (t *Tx) EndJoining(ctx context.Context, joining string, at int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE joining SET done = $1 WHERE id = $2 AND done = 0", at, joining)
	return changedOne(n, err, "store.EndJoining")
}

// SetJoined lets one account sign in for another and for all that one signed in
// for; where to is empty, for itself again.
func (t *Tx) SetJoined(ctx context.Context, who, to id.Person) error {
	n, err := t.sql.Exec(ctx, "UPDATE person SET joined_to = $1 WHERE id = $2 AND closed = 0", string(to), string(who))
	if err := changedOne(n, err, "store.SetJoined"); err != nil {
		return err
	}
	if to == "" {
		_, err = t.sql.Exec(ctx, "UPDATE session SET self = '' WHERE self = $1", string(who))
		return err
	}
	_, err = t.sql.Exec(ctx, "UPDATE person SET joined_to = $1 WHERE joined_to = $2", string(to), string(who))
	return err
}

// JoinedTo lists the accounts that one signs in for, oldest first.
func (t *Tx) JoinedTo(ctx context.Context, p id.Person) ([]triangle.Person, error) {
	var out []triangle.Person
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		one, err := scanPerson(scan)
		out = append(out, one)
		return err
	}, "SELECT "+personColumns+" FROM person WHERE joined_to = $1 AND joined_to <> '' AND closed = 0 ORDER BY made, id", string(p))
	return out, err
}

// SetSelf says through which joined account a session looks.
func (t *Tx) SetSelf(ctx context.Context, p id.Person, session string, self id.Person) error {
	_, err := t.sql.Exec(ctx, "UPDATE session SET self = $1, private_until = 0 WHERE person = $2 AND id = $3 AND ended = 0", string(self), string(p), session)
	return err
}

// OwnAddress is the address with which an account was made, also where another signs in for it.
func (t *Tx) OwnAddress(ctx context.Context, p id.Person) (string, error) {
	var email string
	err := t.sql.Row(ctx, []any{&email}, "SELECT email FROM person WHERE id = $1", string(p))
	return email, err
}

// PutClosing notes that an account closes.
func (t *Tx) PutClosing(ctx context.Context, c identity.Closing) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO closing (person, made, ends, file) VALUES ($1, $2, $3, $4)", string(c.Person), c.Made, c.Ends, number(c.File))
	return err
}

// Closing reads it; errs.NotFound where an account stays.
func (t *Tx) Closing(ctx context.Context, p id.Person) (identity.Closing, error) {
	c := identity.Closing{Person: p}
	err := t.sql.Row(ctx, []any{&c.Made, &c.Ends, &c.File}, "SELECT made, ends, file FROM closing WHERE person = $1", string(p))
	return c, err
}

// DropClosing forgets it: the account stays, or has closed.
func (t *Tx) DropClosing(ctx context.Context, p id.Person) error {
	_, err := t.sql.Exec(ctx, "DELETE FROM closing WHERE person = $1", string(p))
	return err
}

// DropOwn forgets by what somebody came in, on which devices, and how they wished
// to be met.
func (t *Tx) DropOwn(ctx context.Context, p id.Person) error {
	for _, q := range []string{
		"DELETE FROM passkey WHERE person = $1",
		"DELETE FROM one_time WHERE person = $1",
		"DELETE FROM recovery_code WHERE person = $1",
		"DELETE FROM passkey_hint WHERE person = $1",
		"DELETE FROM outside_way WHERE person = $1",
		"DELETE FROM device WHERE person = $1",
		"DELETE FROM arrival WHERE person = $1",
		"DELETE FROM profile WHERE person = $1",
		"UPDATE person SET pronouns = '', photo = 0, larger = 0, easy = 0 WHERE id = $1",
	} {
		if _, err := t.sql.Exec(ctx, q, string(p)); err != nil {
			return err
		}
	}
	return nil
}

// DropUnsent forgets drafts, and what was kept for mails.
func (t *Tx) DropUnsent(ctx context.Context, p id.Person) error {
	const kept = "(SELECT id FROM entry WHERE given_by = $1 AND kind = 'kept')"
	for _, q := range []string{
		"DELETE FROM attachment WHERE entry IN " + kept,
		"DELETE FROM entry_version WHERE entry IN " + kept,
		"DELETE FROM entry WHERE given_by = $1 AND kind = 'kept'",
		"DELETE FROM draft WHERE person = $1",
		"DELETE FROM notice WHERE person = $1",
		"DELETE FROM mailed WHERE person = $1",
	} {
		if _, err := t.sql.Exec(ctx, q, string(p)); err != nil {
			return err
		}
	}
	return nil
}

// gone turns a row that was changed meanwhile into errs.NotFound.
func gone(n int64, err error, op string) error {
	if err == nil && n == 0 {
		err = errs.Missing(op)
	}
	return err
}
