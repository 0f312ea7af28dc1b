package signin

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// ProvedFor is how long somebody counts as having proved who they are, for what
// is hard to take back.
const ProvedFor = 10 * time.Minute

// Fresh reports whether the person of a session proved who they are a short while ago.
func Fresh(s Session, now time.Time) bool { return now.Sub(time.UnixMicro(s.Proved)) < ProvedFor }

// RiseTx is what a session that proves more needs of a transaction.
type RiseTx interface {
	// RenewSession gives a session a new token, and what it has proved; what it
	// had proved before it keeps. errs.NotFound where it has ended.
	RenewSession(ctx context.Context, old, fresh string, s Session) error
}

// HintTx is what a hint needs of a transaction.
type HintTx interface {
	PasskeyHint(ctx context.Context, p id.Person) (Hint, error)
	PutPasskeyHint(ctx context.Context, p id.Person, h Hint) error
}

// Typed says how somebody could prove themselves by what they type; the
// zero value says that they could not.
type Typed struct{ Password, Code bool }

// Typed says what somebody types to prove who they are: their password, and a
// code where they have codes, or where one factor is not enough for them.
func (w Ways) Typed(p triangle.Person) Typed {
	code := w.Codes || NeedsTwo(p)
	if !w.Password || code && !w.Codes && w.Recovery == 0 {
		return Typed{}
	}
	return Typed{Password: true, Code: code}
}

// Prove notes that somebody proved who they are by what they typed. The session
// goes on under a new token.
func (s *Service) Prove(ctx context.Context, token string, p triangle.Person, password, code string) (fresh string, err error) {
	defer errs.Wrap("signin.Prove", &err)
	w, err := s.Ways(ctx, p.ID)
	if err != nil {
		return "", err
	}
	needs := w.Typed(p)
	if !needs.Password {
		return "", errs.Missing("signin.Prove")
	}
	if needs.Code && tidyCode(code) == "" {
		_, err := s.factor(ctx, p.ID, "")
		return "", err
	}
	if err := s.prove(ctx, p.ID, hashToken(token), password); err != nil {
		if !errs.Is(err, errs.Invalid) {
			return "", err
		}
		var problems errs.Problems
		problems.Add("password", "prove.password-wrong")
		return "", problems.Err("signin.Prove")
	}
	if needs.Code {
		if _, err := s.factor(ctx, p.ID, code); err != nil {
			return "", err
		}
	}
	return s.rise(ctx, token, p.ID, Proof{})
}

// ProveByPasskey is Prove with a passkey.
func (s *Service) ProveByPasskey(ctx context.Context, token string, p triangle.Person, secret string, answer []byte) (fresh string, err error) {
	defer errs.Wrap("signin.ProveByPasskey", &err)
	if err := s.passkeyOf(ctx, ToProve, p, secret, answer); err != nil {
		return "", err
	}
	return s.rise(ctx, token, p.ID, Proof{})
}

// Proved notes that somebody proved who they are elsewhere: the caller knows it.
func (s *Service) Proved(ctx context.Context, token string, p id.Person) (fresh string, err error) {
	defer errs.Wrap("signin.Proved", &err)
	return s.rise(ctx, token, p, Proof{})
}

// rise gives a session a new token with what was proved just now. The old token
// opens nothing from then on.
func (s *Service) rise(ctx context.Context, token string, p id.Person, by Proof) (string, error) {
	fresh, err := newToken()
	if err != nil {
		return "", err
	}
	one := Session{Person: p, Way: by.Way, Level: by.Level, Proved: s.now().UnixMicro()}
	err = s.run.Update(ctx, func(t Tx) error { return t.RenewSession(ctx, hashToken(token), hashToken(fresh), one) })
	if errs.Is(err, errs.NotFound) {
		return "", errs.E(errs.SignedOut, "signin.rise", "", nil)
	}
	return fresh, err
}

func newToken() (string, error) {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

// Hint says whether somebody was shown that passkeys are simpler, and put it away.
type Hint struct{ Shown, Away int64 }

// Hinted reports whether to say to somebody that there are passkeys: to who has
// none and has not put it away.
func (s *Service) Hinted(ctx context.Context, p id.Person) (bool, error) {
	h, none, err := s.hint(ctx, p)
	return err == nil && none && h.Away == 0, err
}

// HintOnce is Hinted for the page after signing in, which comes one time only.
func (s *Service) HintOnce(ctx context.Context, p id.Person) (bool, error) {
	h, none, err := s.hint(ctx, p)
	if err != nil || !none || h != (Hint{}) {
		return false, err
	}
	now := s.now().UnixMicro()
	err = s.run.Update(ctx, func(t Tx) error { return t.PutPasskeyHint(ctx, p, Hint{Shown: now}) })
	return err == nil, err
}

// hint reads how it stands, and whether somebody could have passkeys and has none.
func (s *Service) hint(ctx context.Context, p id.Person) (h Hint, none bool, err error) {
	defer errs.Wrap("signin.hint", &err)
	if s.keys == nil {
		return Hint{}, false, nil
	}
	err = s.run.View(ctx, func(t Tx) error {
		if h, err = t.PasskeyHint(ctx, p); err != nil {
			return err
		}
		have, err := t.Passkeys(ctx, p)
		none = len(have) == 0
		return err
	})
	return h, none, err
}

// PutAway puts that hint away for good.
func (s *Service) PutAway(ctx context.Context, p id.Person) error {
	now := s.now().UnixMicro()
	return s.run.Update(ctx, func(t Tx) error { return t.PutPasskeyHint(ctx, p, Hint{Shown: now, Away: now}) })
}
