package people

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// Outcomes lists how a duty of this part can end, as codes.
func Outcomes(k duty.Kind) []string {
	switch k {
	case CopyDuty:
		return []string{"given", "part", "kept"}
	case ReviewDuty:
		return []string{"stays", "ended"}
	}
	return nil
}

// Owed lists what somebody owes of this part, the earliest day first.
func (s *Service) Owed(ctx context.Context, p id.Person) (out []duty.Duty, err error) {
	defer errs.Wrap("people.Owed", &err)
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.DutiesOf(ctx, p, s.now().UnixMicro())
		return err
	})
	return slices.DeleteFunc(out, func(d duty.Duty) bool { return Outcomes(d.Kind) == nil }), err
}

// OwedOne finds one of them by what it is about.
func (s *Service) OwedOne(ctx context.Context, p id.Person, t id.Triangle, ref string) (duty.Duty, error) {
	all, err := s.Owed(ctx, p)
	for _, d := range all {
		if d.Triangle == t && d.Ref == ref {
			return d, nil
		}
	}
	if err == nil {
		err = errs.Missing("people.OwedOne")
	}
	return duty.Duty{}, err
}

// Settle ends a duty of one's own. A place that stays on its legal basis is
// looked at again after the same time.
func (s *Service) Settle(ctx context.Context, p id.Person, t id.Triangle, ref, outcome string) (err error) {
	defer errs.Wrap("people.Settle", &err)
	d, err := s.OwedOne(ctx, p, t, ref)
	if err != nil {
		return err
	}
	if !slices.Contains(Outcomes(d.Kind), outcome) {
		var problems errs.Problems
		problems.Add("outcome", "owed.outcome-missing")
		return problems.Err("people.Settle")
	}
	now := s.now()
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(t), At: now.UnixMicro(), Kind: ledger.CommitmentKept, Actor: string(p), Person: string(d.For),
		Extra: map[string]string{"duty": string(d.Kind), "task": d.ID, "outcome": outcome},
	})
	if err != nil {
		return err
	}
	next, news := again(d, now), jobs{at: now}.draw(NoticeJob, nil)
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		n, err := x.EndDuties(ctx, t, d.Kind, ref, duty.End{By: p, At: now.UnixMicro(), Outcome: outcome})
		if err != nil || n == 0 {
			return err // somebody was faster: it is done
		}
		if outcome == "stays" {
			if err := x.PutDuty(ctx, next); err != nil {
				return err
			}
		}
		if d.For != "" {
			if err := x.PutJob(ctx, news.to(d.For, t, "answered")); err != nil {
				return err
			}
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// again is the same duty, to be done once more.
func again(d duty.Duty, now time.Time) duty.Duty {
	d.ID, d.Made, d.Due = id.New(), now.UnixMicro(), now.Add(reviewAfter).UnixMicro()
	return d
}
