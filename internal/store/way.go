package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/signin"
)

// What the sealed bytes of ways in are bound to, before an id.
const (
	passkeyPlace = "passkey/"
	oneTimePlace = "one-time/"
)

// waySpace is the space of the key to what opens somebody's account.
func waySpace(p id.Person) string { return "person/" + string(p) }

const passkeyColumns = "id, credential, person, name, key_version, record, eligible, synced, made, used, doubted"

// PutPasskey stores a new passkey; one that somebody has already is errs.Conflict.
func (t *Tx) PutPasskey(ctx context.Context, p signin.Passkey) error {
	key, err := t.keyOrNew(ctx, waySpace(p.Person), p.Made)
	if err != nil {
		return err
	}
	_, err = t.sql.Exec(ctx, "INSERT INTO passkey ("+passkeyColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		p.ID, p.Credential, string(p.Person), p.Name, int(key.Version()), key.Seal(passkeyPlace+p.ID, p.Record), number(p.Eligible), number(p.Synced), p.Made, p.Used, p.Doubted)
	return err
}

// passkeys reads with a WHERE of this package, and opens what is sealed.
func (t *Tx) passkeys(ctx context.Context, where string, arg any) ([]signin.Passkey, error) {
	var out []signin.Passkey
	var versions []int
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var p signin.Passkey
		var person string
		var version int
		err := scan(&p.ID, &p.Credential, &person, &p.Name, &version, &p.Record, &p.Eligible, &p.Synced, &p.Made, &p.Used, &p.Doubted)
		p.Person = id.Person(person)
		out, versions = append(out, p), append(versions, version)
		return err
	}, "SELECT "+passkeyColumns+" FROM passkey WHERE "+where, arg)
	if err != nil {
		return nil, err
	}
	for i := range out {
		key, err := t.keyOnce(ctx, waySpace(out[i].Person), versions[i])
		if err != nil {
			return nil, err
		}
		if out[i].Record, err = key.Open(passkeyPlace+out[i].ID, out[i].Record); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Passkeys lists the passkeys of a person, oldest first.
func (t *Tx) Passkeys(ctx context.Context, p id.Person) ([]signin.Passkey, error) {
	return t.passkeys(ctx, "person = $1 ORDER BY made, id", string(p))
}

// PasskeyByCredential reads one by what its authenticator calls it.
func (t *Tx) PasskeyByCredential(ctx context.Context, credential string) (signin.Passkey, error) {
	found, err := t.passkeys(ctx, "credential = $1", credential)
	if err == nil && len(found) == 0 {
		err = missing("store.PasskeyByCredential")
	}
	if err != nil {
		return signin.Passkey{}, err
	}
	return found[0], nil
}

// ChangePasskey stores name, record, state and doubt of one.
func (t *Tx) ChangePasskey(ctx context.Context, p signin.Passkey) error {
	key, err := t.keyOrNew(ctx, waySpace(p.Person), p.Made)
	if err != nil {
		return err
	}
	n, err := t.sql.Exec(ctx, "UPDATE passkey SET name = $1, key_version = $2, record = $3, synced = $4, used = $5, doubted = $6 WHERE id = $7",
		p.Name, int(key.Version()), key.Seal(passkeyPlace+p.ID, p.Record), number(p.Synced), p.Used, p.Doubted, p.ID)
	return changedOne(n, err, "store.ChangePasskey")
}

// DropPasskey forgets one of a person's passkeys.
func (t *Tx) DropPasskey(ctx context.Context, p id.Person, passkey string) error {
	_, err := t.sql.Exec(ctx, "DELETE FROM passkey WHERE person = $1 AND id = $2", string(p), passkey)
	return err
}

// PutChallenge stores a question to a browser, and forgets those that have ended.
func (t *Tx) PutChallenge(ctx context.Context, c signin.Challenge, now int64) error {
	if _, err := t.sql.Exec(ctx, "DELETE FROM challenge WHERE ends <= $1", now); err != nil {
		return err
	}
	_, err := t.sql.Exec(ctx, "INSERT INTO challenge (hash, purpose, person, state, ends) VALUES ($1, $2, $3, $4, $5)",
		c.Hash, string(c.Purpose), string(c.Person), string(c.State), c.Ends)
	return err
}

// TakeChallenge reads one and forgets it; who comes second finds nothing.
func (t *Tx) TakeChallenge(ctx context.Context, hash string) (signin.Challenge, error) {
	c := signin.Challenge{Hash: hash}
	var purpose, person, state string
	if err := t.sql.Row(ctx, []any{&purpose, &person, &state, &c.Ends}, "SELECT purpose, person, state, ends FROM challenge WHERE hash = $1", hash); err != nil {
		return c, err
	}
	c.Purpose, c.Person, c.State = signin.Purpose(purpose), id.Person(person), []byte(state)
	n, err := t.sql.Exec(ctx, "DELETE FROM challenge WHERE hash = $1", hash)
	if err == nil && n == 0 {
		err = missing("store.TakeChallenge")
	}
	return c, err
}

// PutCodes stores new one-time codes in the place of others that wait.
func (t *Tx) PutCodes(ctx context.Context, c signin.Codes) error {
	key, err := t.keyOrNew(ctx, waySpace(c.Person), c.Made)
	if err != nil {
		return err
	}
	if _, err := t.sql.Exec(ctx, "DELETE FROM one_time WHERE person = $1 AND confirmed = 0", string(c.Person)); err != nil {
		return err
	}
	_, err = t.sql.Exec(ctx, "INSERT INTO one_time (id, person, key_version, secret, made) VALUES ($1, $2, $3, $4, $5)",
		c.ID, string(c.Person), int(key.Version()), key.Seal(oneTimePlace+c.ID, []byte(c.Secret)), c.Made)
	return err
}

// CodesOf lists a person's one-time codes: those that are on, and those that wait.
func (t *Tx) CodesOf(ctx context.Context, p id.Person) ([]signin.Codes, error) {
	var out []signin.Codes
	var sealed [][]byte
	var versions []int
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		c := signin.Codes{Person: p}
		var secret []byte
		var version int
		err := scan(&c.ID, &version, &secret, &c.Made, &c.Confirmed, &c.Step)
		out, sealed, versions = append(out, c), append(sealed, secret), append(versions, version)
		return err
	}, "SELECT id, key_version, secret, made, confirmed, step FROM one_time WHERE person = $1 ORDER BY made, id", string(p))
	if err != nil {
		return nil, err
	}
	for i := range out {
		key, err := t.keyOnce(ctx, waySpace(p), versions[i])
		if err != nil {
			return nil, err
		}
		secret, err := key.Open(oneTimePlace+out[i].ID, sealed[i])
		if err != nil {
			return nil, err
		}
		out[i].Secret = string(secret)
	}
	return out, nil
}

// ConfirmCodes switches codes on and forgets all others of the person.
func (t *Tx) ConfirmCodes(ctx context.Context, c signin.Codes, now int64) error {
	if _, err := t.sql.Exec(ctx, "DELETE FROM one_time WHERE person = $1 AND id <> $2", string(c.Person), c.ID); err != nil {
		return err
	}
	n, err := t.sql.Exec(ctx, "UPDATE one_time SET confirmed = $1, step = $2 WHERE id = $3 AND confirmed = 0", now, c.Step, c.ID)
	return changedOne(n, err, "store.ConfirmCodes")
}

// StepCodes takes a half minute, unless it or a later one was taken.
func (t *Tx) StepCodes(ctx context.Context, codes string, step int64) (bool, error) {
	n, err := t.sql.Exec(ctx, "UPDATE one_time SET step = $1 WHERE id = $2 AND step < $1", step, codes)
	return n == 1, err
}

// DropCodes forgets all one-time codes of a person.
func (t *Tx) DropCodes(ctx context.Context, p id.Person) error {
	_, err := t.sql.Exec(ctx, "DELETE FROM one_time WHERE person = $1", string(p))
	return err
}

// PutRecoveryCodes stores the hashes of new recovery codes in the place of the old ones.
func (t *Tx) PutRecoveryCodes(ctx context.Context, p id.Person, salt string, hashes []string, now int64) error {
	if _, err := t.sql.Exec(ctx, "DELETE FROM recovery_code WHERE person = $1", string(p)); err != nil {
		return err
	}
	for _, hash := range hashes {
		if _, err := t.sql.Exec(ctx, "INSERT INTO recovery_code (person, hash, salt, made) VALUES ($1, $2, $3, $4)", string(p), hash, salt, now); err != nil {
			return err
		}
	}
	return nil
}

// RecoveryCodes reads the salt of a person's recovery codes, and how many are left.
func (t *Tx) RecoveryCodes(ctx context.Context, p id.Person) (salt string, left int, err error) {
	err = t.sql.Row(ctx, []any{&salt, &left}, "SELECT COALESCE(MAX(salt), ''), COUNT(*) FROM recovery_code WHERE person = $1 AND used = 0", string(p))
	return salt, left, err
}

// UseRecoveryCode takes one recovery code, unless it was taken before.
func (t *Tx) UseRecoveryCode(ctx context.Context, p id.Person, hash string, now int64) (bool, error) {
	n, err := t.sql.Exec(ctx, "UPDATE recovery_code SET used = $1 WHERE person = $2 AND hash = $3 AND used = 0", now, string(p), hash)
	return n == 1, err
}

// RenewSession gives an open session a new token and what it proved just now;
// a level that it had stays.
func (t *Tx) RenewSession(ctx context.Context, old, fresh string, s signin.Session) error {
	n, err := t.sql.Exec(ctx, `UPDATE session SET hash = $1, way = CASE WHEN $2 = '' THEN way ELSE $2 END, level = CASE WHEN level < $3 THEN $3 ELSE level END, proved = $4
		WHERE hash = $5 AND person = $6 AND ended = 0`, fresh, string(s.Way), s.Level, s.Proved, old, string(s.Person))
	if err == nil && n == 0 {
		err = missing("store.RenewSession")
	}
	return err
}

// PasskeyHint reads whether somebody was shown that there are passkeys.
func (t *Tx) PasskeyHint(ctx context.Context, p id.Person) (h signin.Hint, err error) {
	err = t.sql.Row(ctx, []any{&h.Shown, &h.Away}, "SELECT shown, away FROM passkey_hint WHERE person = $1", string(p))
	if errs.Is(err, errs.NotFound) {
		return signin.Hint{}, nil
	}
	return h, err
}

// PutPasskeyHint notes that it was shown, or put away.
func (t *Tx) PutPasskeyHint(ctx context.Context, p id.Person, h signin.Hint) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO passkey_hint (person, shown, away) VALUES ($1, $2, $3) ON CONFLICT (person) DO UPDATE SET away = CASE WHEN excluded.away > passkey_hint.away THEN excluded.away ELSE passkey_hint.away END",
		string(p), h.Shown, h.Away)
	return err
}
