package signin

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// Recognise says whose account an address and a password open, and begins no
// session. It fails in the words of signing in, counts as a try, and takes as
// long for an account that nobody has.
func (s *Service) Recognise(ctx context.Context, email, password string) (p id.Person, err error) {
	defer errs.Wrap("signin.Recognise", &err)
	now, key := s.now(), attemptKey(email)
	var stored string
	var failed int
	err = s.run.View(ctx, func(t Tx) (err error) {
		stored = ""
		if failed, err = t.CountAttempts(ctx, key, now.Add(-failuresTime).UnixMicro()); err != nil {
			return err
		}
		one, err := t.PersonByEmail(ctx, FoldEmail(email))
		if errs.Is(err, errs.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		p = one.ID
		stored, err = t.Password(ctx, p)
		return err
	})
	if err != nil {
		return "", err
	}
	if failed >= failuresMost {
		return "", errs.E(errs.TooMuch, "signin.Recognise", "signin.wait", nil)
	}
	ok, err := s.hashes.fits(ctx, password, stored)
	if err != nil {
		return "", err
	}
	if !ok {
		return "", s.failed(ctx, key, now)
	}
	return p, nil
}
