package evidence

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/ledger"
	"trialogue/internal/triangle"
)

// PageMost is how many lines one page shows.
const PageMost = 50

// Lines shows a page of the organisation's chain, newest first; more says
// whether there are older ones.
func (s *Service) Lines(ctx context.Context, by triangle.Person, f Filter) (out []Line, more bool, err error) {
	defer errs.Wrap("evidence.Lines", &err)
	if err := office(by); err != nil {
		return nil, false, err
	}
	if err := f.check(); err != nil {
		return nil, false, err
	}
	f.Limit = PageMost + 1
	err = s.run.View(ctx, func(t Tx) (err error) {
		out, err = t.OrganisationLines(ctx, f)
		return err
	})
	if more = len(out) > PageMost; more {
		out = out[:PageMost]
	}
	return out, more, err
}

func (f Filter) check() error {
	var p errs.Problems
	if f.Kind != "" && !f.Kind.OfOrganisation() && f.Kind != ledger.Exported {
		p.Add("kind", "evidence.kind-unknown")
	}
	if f.From != 0 && f.Until != 0 && f.From >= f.Until {
		p.Add("until", "evidence.until-early")
	}
	return p.Err("evidence.check")
}

// Reaches shows who may reach what, and why, as it is now.
func (s *Service) Reaches(ctx context.Context, by triangle.Person) (out []Reach, err error) {
	defer errs.Wrap("evidence.Reaches", &err)
	if err := office(by); err != nil {
		return nil, err
	}
	err = s.run.View(ctx, func(t Tx) (err error) {
		out, err = t.Reaches(ctx, s.now().UnixMicro())
		return err
	})
	return out, err
}
