package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/seal"
	"trialogue/internal/signin"
)

// blindSpace is the space whose key seals the secret of [Tx.Blind].
const blindSpace = "blind"

// Blind hashes a text with a secret that a copy of the database does not tell.
func (t *Tx) Blind(ctx context.Context, text string) (string, error) {
	secret, err := t.blindSecret(ctx)
	if err != nil {
		return "", err
	}
	sum := hmac.New(sha256.New, secret)
	sum.Write([]byte(text))
	return hexText(sum.Sum(nil)), nil
}

// blindSecret opens the secret, or draws one where there is none that opens:
// whatever is hashed with it is only counted, and may be forgotten.
func (t *Tx) blindSecret(ctx context.Context) ([]byte, error) {
	if t.blind != nil {
		return t.blind, nil
	}
	var sealed string
	err := t.sql.Row(ctx, []any{&sealed}, "SELECT value FROM setting WHERE name = 'blind'")
	if errs.Is(err, errs.NotFound) {
		return t.newBlindSecret(ctx)
	}
	if err != nil {
		return nil, err
	}
	raw := unhexText(sealed)
	if len(raw) == 0 {
		return t.newBlindSecret(ctx)
	}
	key, err := t.keyOnce(ctx, blindSpace, int(raw[0]))
	if errs.Is(err, errs.NotFound) {
		return t.newBlindSecret(ctx)
	}
	if err != nil {
		return nil, err
	}
	secret, err := key.Open("setting/blind", raw)
	if errors.Is(err, seal.ErrOpen) {
		return t.newBlindSecret(ctx)
	}
	t.blind = secret
	return secret, err
}

func (t *Tx) newBlindSecret(ctx context.Context) ([]byte, error) {
	key, err := t.keyOrNew(ctx, blindSpace, 0)
	if err != nil {
		return nil, err
	}
	secret := make([]byte, seal.KeySize)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	_, err = t.sql.Exec(ctx, "INSERT INTO setting (name, value) VALUES ('blind', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
		hexText(key.Seal("setting/blind", secret)))
	t.blind = secret
	return secret, err
}

// Guess reads how often something was tried; zero where it never was.
func (t *Tx) Guess(ctx context.Context, name string) (signin.Guess, error) {
	var g signin.Guess
	err := t.sql.Row(ctx, []any{&g.Tries, &g.At, &g.Until}, "SELECT tries, at, until FROM guess WHERE name = $1", name)
	if errs.Is(err, errs.NotFound) {
		return signin.Guess{}, nil
	}
	return g, err
}

// PutGuess stores how often something was tried.
func (t *Tx) PutGuess(ctx context.Context, name string, g signin.Guess) error {
	_, err := t.sql.Exec(ctx, `INSERT INTO guess (name, tries, at, until) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO UPDATE SET tries = excluded.tries, at = excluded.at, until = excluded.until`, name, g.Tries, g.At, g.Until)
	return err
}

// ForgetGuess forgets all tries of a name.
func (t *Tx) ForgetGuess(ctx context.Context, name string) error {
	_, err := t.sql.Exec(ctx, "DELETE FROM guess WHERE name = $1", name)
	return err
}

// EaseGuess forgets one try of a name, and its wait.
func (t *Tx) EaseGuess(ctx context.Context, name string) error {
	_, err := t.sql.Exec(ctx, "UPDATE guess SET tries = tries - 1, until = 0 WHERE name = $1 AND tries > 0", name)
	return err
}

// SweepGuard forgets what is over: tries, devices and answers.
func (t *Tx) SweepGuard(ctx context.Context, k signin.Keep) error {
	for _, one := range []struct {
		q      string
		before int64
	}{
		{"DELETE FROM guess WHERE at < $1", k.Guesses},
		{"DELETE FROM device WHERE seen < $1", k.Devices},
		{"DELETE FROM arrival WHERE at < $1", k.Arrivals},
		{"DELETE FROM recovery WHERE ends < $1", k.Recoveries},
	} {
		if _, err := t.sql.Exec(ctx, one.q, one.before); err != nil {
			return err
		}
	}
	return nil
}

// CountTurnedAway adds one to a quarter of an hour of refusals.
func (t *Tx) CountTurnedAway(ctx context.Context, r signin.Refusals) error {
	_, err := t.sql.Exec(ctx, `INSERT INTO turned_away (person, ground, since, tries) VALUES ($1, $2, $3, 1)
		ON CONFLICT (person, ground, since) DO UPDATE SET tries = turned_away.tries + 1`, string(r.Person), r.Ground, r.Since)
	return err
}

// TakeTurnedAway reads the refusals of quarters that are over, and takes them away.
func (t *Tx) TakeTurnedAway(ctx context.Context, before int64) ([]signin.Refusals, error) {
	var out []signin.Refusals
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r signin.Refusals
		var p string
		err := scan(&p, &r.Ground, &r.Since, &r.Tries)
		r.Person = id.Person(p)
		out = append(out, r)
		return err
	}, "SELECT person, ground, since, tries FROM turned_away WHERE since < $1 ORDER BY since, person, ground LIMIT $2", before, signin.RefusalsAtOnce)
	for _, r := range out {
		if err == nil {
			_, err = t.sql.Exec(ctx, "DELETE FROM turned_away WHERE person = $1 AND ground = $2 AND since = $3", string(r.Person), r.Ground, r.Since)
		}
	}
	return out, err
}
