package signin

import (
	"context"
	"errors"

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
	state, err := s.takeChallenge(ctx, to, p.ID, secret)
	if err != nil {
		return err
	}
	_, _, err = s.checkPasskey(ctx, state, answer, p.ID)
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
	lane := secondLane(p)
	if err := s.Take(ctx, lane); err != nil {
		return "", err
	}
	ok, err := s.useRecovery(ctx, p, tidy)
	switch {
	case err != nil:
		return "", errors.Join(err, s.giveBack(ctx, []Lane{lane}))
	case ok:
		return ByRecovery, s.Passed(ctx, lane)
	}
	return "", s.wrongCode(ctx, p)
}

// secondLane is where second factors of one account get slow. Whoever tries
// them has the password already, so strangers cannot fill it.
func secondLane(p id.Person) Lane { return CodeLane("second/"+string(p), "") }

// WrongCode is the ground on which somebody with a password is turned away.
const WrongCode = "wrong-code"

// wrongCode counts a refusal and says so.
func (s *Service) wrongCode(ctx context.Context, p id.Person) error {
	if err := s.turnAway(ctx, p, WrongCode); err != nil {
		return err
	}
	return errWrongCode()
}

// oneTime takes a one-time code, each once. Counting and taking are one step,
// so that many tries at the same time are counted too.
func (s *Service) oneTime(ctx context.Context, p id.Person, code string) error {
	now, took, lanes := s.now(), false, []Lane{secondLane(p)}
	err := s.run.UpdateScope(ctx, slowScope, func(t Tx) error {
		took = false
		if err := s.take(ctx, t, false, lanes); err != nil {
			return err
		}
		all, err := t.CodesOf(ctx, p)
		if err != nil {
			return err
		}
		for _, one := range all {
			if step := one.fits(code, now); one.Confirmed != 0 && step > one.Step {
				if took, err = t.StepCodes(ctx, one.ID, step); err != nil || !took {
					return err
				}
				return passed(ctx, t, lanes)
			}
		}
		return nil
	})
	if err == nil && !took {
		err = s.wrongCode(ctx, p)
	}
	return err
}
