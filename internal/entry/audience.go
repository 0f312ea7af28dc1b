package entry

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Hearer is somebody of the triangle, and what would become of a draft for them.
type Hearer struct {
	triangle.Member
	Answer sharing.Answer
}

// Audience says who would see a draft, who would not, and who may ask, before
// it is sent. Nothing is recorded: nothing is shown.
func (s *Service) Audience(ctx context.Context, by id.Person, d Draft) (out []Hearer, err error) {
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
	now := s.now()
	for _, m := range tri.Members {
		if m.Person == by || m.Person == triangle.NobodyYet || !m.Here(now) {
			continue
		}
		answer := sharing.Decide(sharing.At(now), facts, &n.Item, sharing.Request{Recipient: string(m.Person), Purpose: sharing.Care})
		out = append(out, Hearer{Member: m, Answer: answer})
	}
	return out, nil
}
