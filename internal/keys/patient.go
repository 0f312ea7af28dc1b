package keys

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/tx"
)

// patient tries a transaction again that could not get its turn. A change of
// keys has time, and shares the database with a service that never waits long.
type patient struct{ tx.Runner[Tx] }

// patience is how often a transaction is tried. Each try may wait for seconds.
const patience = 12

func (p patient) Update(ctx context.Context, fn func(Tx) error) error {
	return again(ctx, func() error { return p.Runner.Update(ctx, fn) })
}

func (p patient) UpdateScope(ctx context.Context, triangle id.Triangle, fn func(Tx) error) error {
	return again(ctx, func() error { return p.Runner.UpdateScope(ctx, triangle, fn) })
}

func again(ctx context.Context, do func() error) (err error) {
	for range patience {
		if err = do(); !errs.Is(err, errs.Unavailable) || ctx.Err() != nil {
			return err
		}
	}
	return err
}
