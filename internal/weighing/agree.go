package weighing

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// Agreement is a giver's answer to: may the service user know what you told us?
type Agreement string

// The answers. Without a name is only for words that somebody else could have said too.
const (
	WithName    Agreement = "named"
	WithoutName Agreement = "unnamed"
	NotNow      Agreement = "no"
)

// Asked is a question that waits for a giver.
type Asked struct {
	duty.Duty
	CanHide bool // somebody else could have said it
}

// Asked finds the question about an entry that its giver told us; errs.NotFound for all others.
func (s *Service) Asked(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (a Asked, err error) {
	defer errs.Wrap("weighing.Asked", &err)
	err = s.run.View(ctx, func(x Tx) error {
		c, d, err := s.asked(ctx, x, by, t, e)
		a = Asked{Duty: d, CanHide: c.meta.Item.PossibleSources >= 2}
		return err
	})
	return a, err
}

func (s *Service) asked(ctx context.Context, t Tx, by id.Person, tri id.Triangle, e id.Entry) (confidence, duty.Duty, error) {
	c, err := find(ctx, t, tri, e, s.now())
	if err != nil {
		return c, duty.Duty{}, err
	}
	d, waits, err := openDuty(ctx, t, tri, duty.AskGiver, e)
	if err != nil {
		return c, d, err
	}
	if c.giver.Person != by || !c.giver.Here(c.now) || !waits {
		return c, d, errs.Missing("weighing.asked")
	}
	return c, d, nil
}

// Agree is the giver's answer. A yes opens their words to the service user from now; a no changes nothing, and the
// professional who asked weighs on.
func (s *Service) Agree(ctx context.Context, by id.Person, t id.Triangle, e id.Entry, a Agreement) (err error) {
	defer errs.Wrap("weighing.Agree", &err)
	var c confidence
	err = s.run.View(ctx, func(x Tx) (err error) {
		c, _, err = s.asked(ctx, x, by, t, e)
		return err
	})
	if err != nil {
		return err
	}
	if err := c.checkAgreement(a).Err("weighing.Agree"); err != nil {
		return err
	}
	record, err := disclose.DrawRecord(c.record(ledger.Answered, by, map[string]string{"answer": string(a)}))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		if _, _, err := s.asked(ctx, x, by, t, e); err != nil {
			return err
		}
		end := duty.End{By: by, At: c.now.UnixMicro(), Outcome: string(a)}
		if _, err := x.EndDuties(ctx, t, duty.AskGiver, string(e), end); err != nil {
			return err
		}
		if err := c.agreed(ctx, x, a, end); err != nil {
			return err
		}
		_, err := record.In(ctx, x)
		return err
	})
}

func (c confidence) checkAgreement(a Agreement) errs.Problems {
	var p errs.Problems
	switch {
	case a == WithName, a == NotNow:
	case a == WithoutName && c.meta.Item.PossibleSources >= 2:
	case a == WithoutName:
		p.Add("agree", "weighing.one-source")
	default:
		p.Add("agree", "weighing.agree-missing")
	}
	return p
}

// agreed opens the words and ends the weighing.
func (c confidence) agreed(ctx context.Context, t Tx, a Agreement, end duty.End) error {
	if a == NotNow {
		return nil
	}
	if err := t.OpenConfidence(ctx, c.tri.ID, c.meta.ID, sharing.Confidence(a)); err != nil {
		return err
	}
	_, err := t.EndDuties(ctx, c.tri.ID, duty.WeighTelling, string(c.meta.ID), end)
	return err
}

// Duties lists what somebody has to weigh or is asked, in all their triangles, the earliest day first.
func (s *Service) Duties(ctx context.Context, by id.Person) (out []duty.Duty, err error) {
	defer errs.Wrap("weighing.Duties", &err)
	err = s.run.View(ctx, func(t Tx) error {
		all, err := t.DutiesOf(ctx, by, s.now().UnixMicro())
		out = nil
		for _, d := range all {
			if d.Kind == duty.WeighTelling || d.Kind == duty.AskGiver {
				out = append(out, d)
			}
		}
		return err
	})
	return out, err
}
