package signin

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// afterPassword is the level of a session that a password began: 0 where a code
// is still to come, because its person asked for codes.
func (s *Service) afterPassword(ctx context.Context, p id.Person) (int, error) {
	w, err := s.Ways(ctx, p)
	if w.Codes {
		return 0, err
	}
	return 1, err
}

// Second takes a one-time code or a recovery code after a password. The session
// goes on under a new token, so that one fixed before is worth nothing.
func (s *Service) Second(ctx context.Context, token string, p triangle.Person, typed string) (fresh string, err error) {
	defer errs.Wrap("signin.Second", &err)
	way, err := s.factor(ctx, p.ID, typed)
	if err != nil {
		return "", err
	}
	return s.rise(ctx, token, p.ID, Proof{Way: way, Level: 2})
}

// SecondByPasskey takes a passkey after a password.
func (s *Service) SecondByPasskey(ctx context.Context, token string, p triangle.Person, secret string, answer []byte) (fresh string, err error) {
	defer errs.Wrap("signin.SecondByPasskey", &err)
	if err := s.passkeyOf(ctx, ToRise, p, secret, answer); err != nil {
		return "", err
	}
	return s.rise(ctx, token, p.ID, Proof{Way: ByPasskey, Level: 2})
}

// passkeyOf checks a passkey of somebody who is known.
func (s *Service) passkeyOf(ctx context.Context, to Purpose, p triangle.Person, secret string, answer []byte) error {
	state, err := s.take(ctx, to, p.ID, secret)
	if err != nil {
		return err
	}
	_, _, err = s.answer(ctx, state, answer, p.ID)
	return err
}

// Enrolled lets a session go on that has just got its first second factor by
// proving it.
func (s *Service) Enrolled(ctx context.Context, token string, p triangle.Person, by Way) (fresh string, err error) {
	defer errs.Wrap("signin.Enrolled", &err)
	return s.rise(ctx, token, p.ID, Proof{Way: by, Level: 2})
}

// factor checks what somebody typed as a second factor, slower and slower.
func (s *Service) factor(ctx context.Context, p id.Person, typed string) (Way, error) {
	tidy := tidyCode(typed)
	if tidy == "" {
		var problems errs.Problems
		problems.Add("code", "ways.code-missing")
		return "", problems.Err("signin.factor")
	}
	if isCode(tidy) {
		return ByCode, s.oneTime(ctx, p, tidy)
	}
	if err := s.tries(ctx, p); err != nil {
		return "", err
	}
	ok, err := s.useRecovery(ctx, p, tidy)
	if err != nil || ok {
		return ByRecovery, err
	}
	return "", s.missed(ctx, p)
}

func secondKey(p id.Person) string { return attemptKey("second/" + string(p)) }

func (s *Service) tries(ctx context.Context, p id.Person) error {
	return s.run.View(ctx, func(t Tx) error { return s.mayTry(ctx, t, p) })
}

func (s *Service) mayTry(ctx context.Context, t Tx, p id.Person) error {
	n, err := t.CountAttempts(ctx, secondKey(p), s.now().Add(-failuresTime).UnixMicro())
	if err == nil && n >= failuresMost {
		err = errs.E(errs.TooMuch, "signin.mayTry", "ways.wait", nil)
	}
	return err
}

// missed notes a code that did not fit.
func (s *Service) missed(ctx context.Context, p id.Person) error {
	if err := s.run.Update(ctx, func(t Tx) error { return t.PutAttempt(ctx, secondKey(p), s.now().UnixMicro()) }); err != nil {
		return err
	}
	return errWrongCode()
}

// oneTime takes a one-time code, each once. Counting and taking are one step,
// so that many tries at the same time are counted too.
func (s *Service) oneTime(ctx context.Context, p id.Person, code string) error {
	now, took := s.now(), false
	err := s.run.UpdateScope(ctx, id.Triangle("second/"+string(p)), func(t Tx) error {
		took = false
		if err := s.mayTry(ctx, t, p); err != nil {
			return err
		}
		all, err := t.CodesOf(ctx, p)
		if err != nil {
			return err
		}
		for _, one := range all {
			if step := one.fits(code, now); one.Confirmed != 0 && step > one.Step {
				took, err = t.StepCodes(ctx, one.ID, step)
				return err
			}
		}
		return t.PutAttempt(ctx, secondKey(p), now.UnixMicro())
	})
	if err == nil && !took {
		err = errWrongCode()
	}
	return err
}
