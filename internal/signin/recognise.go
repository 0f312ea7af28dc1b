package signin

import (
	"context"
	"errors"

	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// Recognise says whose account somebody could sign in to with what they type,
// and begins no session. It fails in the words of signing in, counts as a try,
// and takes as long for an account that nobody has. Where an account has
// one-time codes switched on, a code is asked for as well.
func (s *Service) Recognise(ctx context.Context, email, password, code, address string) (p id.Person, err error) {
	defer errs.Wrap("signin.Recognise", &err)
	one, err := s.attempt(ctx, email, Proof{Address: address})
	if err != nil {
		return "", err
	}
	ok, err := s.hashes.fits(ctx, password, one.stored)
	if err != nil {
		return "", errors.Join(err, s.giveBack(ctx, one.lanes))
	}
	if !ok {
		return "", s.failed(ctx, one.person.ID)
	}
	if err := s.Passed(ctx, one.lanes...); err != nil {
		return "", err
	}
	have, err := s.Ways(ctx, one.person.ID)
	if err != nil || !have.Codes {
		return one.person.ID, err
	}
	_, err = s.factor(ctx, one.person.ID, code)
	return one.person.ID, err
}
