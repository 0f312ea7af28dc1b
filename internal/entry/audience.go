package entry

import (
	"context"

	"trialogue/internal/address"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Audience says who would see a draft, who would not, and who may ask, before
// it is sent. Nothing is recorded: nothing is shown.
func (s *Service) Audience(ctx context.Context, by id.Person, d Draft) (out []address.Hearer, err error) {
	defer errs.Wrap("entry.Audience", &err)
	n, err := s.compose(ctx, by, d)
	if err != nil {
		return nil, err
	}
	var tri triangle.Triangle
	var facts *sharing.Triangle
	err = s.run.View(ctx, func(t Tx) (err error) {
		if tri, err = t.Triangle(ctx, d.Triangle); err != nil {
			return err
		}
		facts, err = t.Facts(ctx, d.Triangle)
		return err
	})
	if err != nil {
		return nil, err
	}
	return address.Hearers(n.Item, tri, facts, by, s.now()), nil
}
