package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/identity"
	"trialogue/internal/nhsnumber"
	"trialogue/internal/seal"
	"trialogue/internal/triangle"
)

// PutIdentityStep stores a step and puts its level in force.
func (t *Tx) PutIdentityStep(ctx context.Context, s identity.Step) error {
	if _, err := t.sql.Exec(ctx, "INSERT INTO identity_step (id, person, level, way, reason, set_by, triangle, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		s.ID, string(s.Person), string(s.Level), s.Way, s.Reason, string(s.By), string(s.Triangle), s.At); err != nil {
		return err
	}
	_, err := t.sql.Exec(ctx, "UPDATE person SET identity = $1 WHERE id = $2", string(s.Level), string(s.Person))
	return err
}

// IdentitySteps lists somebody's, newest first.
func (t *Tx) IdentitySteps(ctx context.Context, p id.Person) ([]identity.Step, error) {
	var out []identity.Step
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		s := identity.Step{Person: p}
		var level, by, tri string
		err := scan(&s.ID, &level, &s.Way, &s.Reason, &by, &tri, &s.At)
		s.Level, s.By, s.Triangle = triangle.Identity(level), id.Person(by), id.Triangle(tri)
		out = append(out, s)
		return err
	}, "SELECT id, level, way, reason, set_by, triangle, at FROM identity_step WHERE person = $1 ORDER BY at DESC, id DESC", string(p))
	return out, err
}

// findSpace seals the keys of keyed hashes, findPlace is what they are bound to.
const (
	findSpace = "find"
	findPlace = "find_key/"
)

// findKey is the key under which NHS numbers can be found and not be guessed.
func (t *Tx) findKey(ctx context.Context) ([]byte, error) {
	const name, place = "nhs-number", findPlace + "nhs-number"
	for {
		var version int
		var body []byte
		err := t.sql.Row(ctx, []any{&version, &body}, "SELECT key_version, body FROM find_key WHERE name = $1", name)
		if err == nil {
			key, err := t.keyOnce(ctx, findSpace, version)
			if err != nil {
				return nil, err
			}
			return key.Open(place, body)
		}
		if !errs.Is(err, errs.NotFound) {
			return nil, err
		}
		raw, err := seal.Random()
		if err != nil {
			return nil, err
		}
		key, err := t.keyOrNew(ctx, findSpace, 0)
		if err != nil {
			return nil, err
		}
		// Two may meet here: the first one's key stands, and both read it.
		if _, err := t.sql.Exec(ctx, "INSERT INTO find_key (name, key_version, body) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
			name, int(key.Version()), key.Seal(place, raw)); err != nil {
			return nil, err
		}
	}
}

func (t *Tx) numberMark(ctx context.Context, n nhsnumber.Number) (string, error) {
	key, err := t.findKey(ctx)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("nhs-number/" + n.Digits()))
	return hex.EncodeToString(mac.Sum(nil)), nil
}

// PutNumber keeps a number, sealed with the person's own key, and tells which
// other open accounts have the same.
func (t *Tx) PutNumber(ctx context.Context, who id.Person, n nhsnumber.Number, by id.Person, at int64) ([]id.Person, error) {
	mark, err := t.numberMark(ctx, n)
	if err != nil {
		return nil, err
	}
	key, err := t.keyOrNew(ctx, identity.PersonSpace(who), at)
	if err != nil {
		return nil, err
	}
	if _, err := t.sql.Exec(ctx, `INSERT INTO nhs_number (person, key_version, body, mark, entered_by, made) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (person) DO UPDATE SET key_version = excluded.key_version, body = excluded.body, mark = excluded.mark, entered_by = excluded.entered_by, made = excluded.made`,
		string(who), int(key.Version()), key.Seal(numberPlace(who), []byte(n.Digits())), mark, string(by), at); err != nil {
		return nil, err
	}
	var out []id.Person
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		var p string
		err := scan(&p)
		out = append(out, id.Person(p))
		return err
	}, "SELECT n.person FROM nhs_number n JOIN person p ON p.id = n.person WHERE n.mark = $1 AND n.person <> $2 AND p.closed = 0 ORDER BY n.made, n.person", mark, string(who))
	return out, err
}

func numberPlace(p id.Person) string { return "nhs_number/" + string(p) }

// Number reads somebody's NHS number; errs.NotFound where none is kept.
func (t *Tx) Number(ctx context.Context, who id.Person) (nhsnumber.Number, error) {
	var version int
	var body []byte
	if err := t.sql.Row(ctx, []any{&version, &body}, "SELECT key_version, body FROM nhs_number WHERE person = $1", string(who)); err != nil {
		return nhsnumber.Number{}, err
	}
	key, err := t.keyOnce(ctx, identity.PersonSpace(who), version)
	if err != nil {
		return nhsnumber.Number{}, err
	}
	raw, err := key.Open(numberPlace(who), body)
	if err != nil {
		return nhsnumber.Number{}, err
	}
	return nhsnumber.Parse(string(raw))
}

// DropNumber forgets somebody's NHS number.
func (t *Tx) DropNumber(ctx context.Context, who id.Person) error {
	_, err := t.sql.Exec(ctx, "DELETE FROM nhs_number WHERE person = $1", string(who))
	return err
}

// PutCase stores something to look into; the same open one twice is one.
func (t *Tx) PutCase(ctx context.Context, c identity.Case) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO identity_case (id, kind, one, other, made) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
		c.ID, c.Kind, string(c.One), string(c.Other), c.Made)
	return err
}

// Cases lists what is open, oldest first.
func (t *Tx) Cases(ctx context.Context) ([]identity.Case, error) {
	var out []identity.Case
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var c identity.Case
		var one, other string
		err := scan(&c.ID, &c.Kind, &one, &other, &c.Made)
		c.One, c.Other = id.Person(one), id.Person(other)
		out = append(out, c)
		return err
	}, "SELECT id, kind, one, other, made FROM identity_case WHERE done = 0 ORDER BY made, id")
	return out, err
}

// EndCase stores what came of a case; one that has ended is errs.Conflict.
func (t *Tx) EndCase(ctx context.Context, c identity.Case) error {
	n, err := t.sql.Exec(ctx, "UPDATE identity_case SET done = $1, done_by = $2, outcome = $3 WHERE id = $4 AND done = 0", c.Done, string(c.DoneBy), c.Outcome, c.ID)
	return changedOne(n, err, "store.EndCase")
}

// Overseers are those who look after how information is used, or else the administrators.
func (t *Tx) Overseers(ctx context.Context) ([]id.Person, error) {
	var out []id.Person
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var p string
		err := scan(&p)
		out = append(out, id.Person(p))
		return err
	}, `SELECT id FROM person WHERE closed = 0 AND (governs = 1 OR (admin = 1 AND NOT EXISTS (SELECT 1 FROM person g WHERE g.governs = 1 AND g.closed = 0))) ORDER BY made, id`)
	return out, err
}
