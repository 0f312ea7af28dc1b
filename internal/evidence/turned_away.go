package evidence

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// NoPlace is the ground of a record that somebody asked for a triangle in which
// they have no place, whether there is one or not.
const NoPlace = "no-place"

// turnedAwayMost bounds the records of one person and day: somebody who tries
// thousands is known after these.
const turnedAwayMost = 20

// TurnedAway records that somebody who is signed in asked for a triangle in
// which they have no place. It does the same whether the triangle exists or
// not, so that nobody learns by it which do.
func (s *Service) TurnedAway(ctx context.Context, p id.Person, asked id.Triangle) (err error) {
	defer errs.Wrap("evidence.TurnedAway", &err)
	if !id.Valid(string(asked)) {
		return nil
	}
	now := s.now()
	var before []string
	look := func(t Tx) (err error) {
		before, err = t.TurnedAwayFrom(ctx, p, disclose.Day(now))
		return err
	}
	known := func() bool { return len(before) >= turnedAwayMost || slices.Contains(before, string(asked)) }
	if err := s.run.View(ctx, look); err != nil || known() {
		return err
	}
	drawn, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: now.UnixMicro(), Kind: ledger.TurnedAway, Actor: string(p), Ground: NoPlace, Extra: map[string]string{"asked": string(asked)},
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		if err := look(t); err != nil || known() {
			return err
		}
		_, err := drawn.In(ctx, t)
		return err
	})
}
