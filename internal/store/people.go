package store

import (
	"context"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

const personColumns = "id, name, email, corner, role, team, phone, lang, zone, admin, mail, alone, made, closed, governs, identity, pronouns, photo, larger, easy"

// personRead is personColumns with the address at which somebody is reached:
// for a joined account that of the account that signs in for it.
func personRead() string {
	return strings.Replace(personColumns, "email", "CASE WHEN joined_to = '' THEN email ELSE (SELECT j.email FROM person j WHERE j.id = person.joined_to) END", 1)
}

func scanPerson(scan func(...any) error, more ...any) (triangle.Person, error) {
	var p triangle.Person
	var personID, corner, team, identity string
	dest := append([]any{&personID, &p.Name, &p.Email, &corner, &p.Role, &team, &p.Phone, &p.Lang, &p.Zone, &p.Admin, &p.Mail, &p.Alone, &p.Made, &p.Closed, &p.Governs, &identity, &p.Pronouns, &p.Photo, &p.Larger, &p.Easy}, more...)
	err := scan(dest...)
	p.ID, p.Corner, p.Team, p.Identity = id.Person(personID), sharing.Corner(corner), id.Team(team), triangle.Identity(identity)
	return p, err
}

// person reads one person with a WHERE of this package.
func (t *Tx) person(ctx context.Context, where string, arg any) (triangle.Person, error) {
	var p triangle.Person
	var found bool
	err := t.sql.Rows(ctx, func(scan func(...any) error) (err error) {
		found = true
		p, err = scanPerson(scan)
		return err
	}, "SELECT "+personRead()+" FROM person WHERE "+where, arg)
	if err == nil && !found {
		err = missing("store.person")
	}
	return p, err
}

// Person reads one person.
func (t *Tx) Person(ctx context.Context, p id.Person) (triangle.Person, error) {
	return t.person(ctx, "id = $1", string(p))
}

// PersonByEmail reads one person by folded e-mail address.
func (t *Tx) PersonByEmail(ctx context.Context, email string) (triangle.Person, error) {
	return t.person(ctx, "email = $1 AND email <> '' AND closed = 0 AND joined_to = ''", email)
}

// PutPerson stores a new person. An e-mail address that is taken is errs.Conflict.
func (t *Tx) PutPerson(ctx context.Context, p triangle.Person, password string) error {
	_, err := t.sql.Exec(ctx, `INSERT INTO person (id, name, email, password, corner, role, team, phone, lang, zone, admin, mail, alone, made, governs, identity, pronouns)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		string(p.ID), p.Name, p.Email, password, string(p.Corner), p.Role, string(p.Team), p.Phone, p.Lang, p.Zone, number(p.Admin), number(p.Mail), number(p.Alone), p.Made,
		number(p.Governs), string(p.Identity), p.Pronouns)
	if err != nil || p.Team == "" {
		return err
	}
	// Who is taken on for a team works in it from then on; the first place in a team has the person's own id.
	_, err = t.sql.Exec(ctx, `INSERT INTO team_member (id, team, person, role, since, made)
		SELECT CAST($1 AS TEXT), id, CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($3 AS BIGINT) FROM team WHERE id = $4`, string(p.ID), p.Role, p.Made, string(p.Team))
	return err
}

// ChangePerson stores name, language and wishes of a person.
func (t *Tx) ChangePerson(ctx context.Context, p triangle.Person) error {
	_, err := t.sql.Exec(ctx, "UPDATE person SET name = $1, lang = $2, zone = $3, mail = $4, alone = $5, phone = $6, role = $7 WHERE id = $8",
		p.Name, p.Lang, p.Zone, number(p.Mail), number(p.Alone), p.Phone, p.Role, string(p.ID))
	return err
}

// ClosePerson closes an account; its address becomes free for another. What the
// person had in teams and covers ends with it. The last administrator's stays
// open: that is errs.Conflict.
func (t *Tx) ClosePerson(ctx context.Context, p id.Person, now int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE person SET closed = $1, email = '', password = '' WHERE id = $2 AND closed = 0 AND "+notLast, now, string(p), string(p))
	if err != nil {
		return err
	}
	if n == 0 {
		one, err := t.Person(ctx, p)
		if errs.Is(err, errs.NotFound) || (err == nil && one.Closed != 0) {
			return nil
		}
		return lastAdministrator(0, err, "store.ClosePerson")
	}
	if err := t.DropFeed(ctx, p); err != nil {
		return err
	}
	return t.endWork(ctx, p, now)
}

// Password reads the password hash of a person.
func (t *Tx) Password(ctx context.Context, p id.Person) (string, error) {
	var hash string
	err := t.sql.Row(ctx, []any{&hash}, "SELECT password FROM person WHERE id = $1 AND closed = 0", string(p))
	return hash, err
}

// SetPassword stores a new password hash.
func (t *Tx) SetPassword(ctx context.Context, p id.Person, hash string) error {
	_, err := t.sql.Exec(ctx, "UPDATE person SET password = $1, password_ends = 0 WHERE id = $2", hash, string(p))
	return err
}

// PasswordEnds reads when a password stops working; 0 for one of a person's own.
func (t *Tx) PasswordEnds(ctx context.Context, p id.Person) (int64, error) {
	var ends int64
	err := t.sql.Row(ctx, []any{&ends}, "SELECT password_ends FROM person WHERE id = $1 AND closed = 0", string(p))
	return ends, err
}

// LimitPassword stores until when a password works.
func (t *Tx) LimitPassword(ctx context.Context, p id.Person, until int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE person SET password_ends = $1 WHERE id = $2", until, string(p))
	return err
}
