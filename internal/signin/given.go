package signin

import (
	"context"
	"time"

	"trialogue/internal/id"
)

// A password that somebody was given is there to come in once and choose one of
// their own: whoever drew it and handed it over has read it.
const (
	GivenUnused = 7 * 24 * time.Hour // from when it was drawn
	GivenUsed   = time.Hour          // from when it was first used
)

// Given is what a first password needs of a transaction.
type Given interface {
	// PasswordEnds is when a password stops working; 0 for one of a person's own.
	PasswordEnds(ctx context.Context, p id.Person) (int64, error)
	LimitPassword(ctx context.Context, p id.Person, until int64) error
}

// IsGiven reports whether somebody comes in with a password that is not of their own choosing.
func (s *Service) IsGiven(ctx context.Context, p id.Person) (given bool, err error) {
	err = s.run.View(ctx, func(t Tx) error {
		ends, err := t.PasswordEnds(ctx, p)
		given = ends != 0
		return err
	})
	return given, err
}
