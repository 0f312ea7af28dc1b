package safety

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// Pause is the quiet one: a service user keeps a carer's sight as it is. The
// same pause sent twice is one, and a carer who is paused already stays so.
func (s *Service) Pause(ctx context.Context, by id.Person, t id.Triangle, pause string, who id.Person) (err error) {
	defer errs.Wrap("safety.Pause", &err)
	now := s.now()
	h := Hold{ID: pause, Triangle: t, Person: who, By: by, Quiet: true, Begins: now.UnixMicro()}
	noted, err := disclose.DrawRecord(h.record(ledger.Hold, by, h.Begins, "begun"))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		r, err := s.enter(ctx, x, by, t, now)
		if err != nil {
			return err
		}
		m, ok := r.tri.Member(who)
		if r.me.Corner != sharing.ServiceUser || !ok || !m.Here(now) || m.Corner != sharing.Carer {
			return errs.Missing("safety.Pause")
		}
		if slices.ContainsFunc(r.holds, func(o Hold) bool { return o.ID == pause || o.Quiet && o.Person == who && o.On(now) }) {
			return nil
		}
		if h.Seq, err = noted.In(ctx, x); err != nil {
			return err
		}
		return x.PutHold(ctx, h)
	})
}

// End ends a hold: the service user a pause of their own, a professional a hold
// of the team. From then on the person sees what the choices allow, also of what
// was written in between. Ended already is fine.
func (s *Service) End(ctx context.Context, by id.Person, t id.Triangle, hold string) (err error) {
	defer errs.Wrap("safety.End", &err)
	return s.change(ctx, by, t, hold, func(r room, h *Hold) (string, error) {
		switch {
		case h.Quiet == r.staff():
			return "", errs.Missing("safety.End")
		case h.Ended != 0:
			return "", nil
		}
		h.end(r.now.UnixMicro(), by, Lifted)
		return Lifted, nil
	})
}

func (h *Hold) end(at int64, by id.Person, outcome string) {
	h.Ended, h.EndedBy, h.Outcome = at, by, outcome
}

// change moves one hold. plan says the step for the record; an empty one changes
// nothing. It is made twice, before and inside the transaction.
func (s *Service) change(ctx context.Context, by id.Person, t id.Triangle, hold string, plan func(room, *Hold) (string, error)) error {
	now := s.now()
	var h Hold
	var step string
	look := func(x Tx) error {
		r, err := s.enter(ctx, x, by, t, now)
		if err != nil {
			return err
		}
		if h, err = r.hold(hold); err != nil {
			return err
		}
		step, err = plan(r, &h)
		return err
	}
	if err := s.run.View(ctx, look); err != nil || step == "" {
		return err
	}
	drawnFor := step
	noted, err := disclose.DrawRecord(h.record(kindOf(step), by, now.UnixMicro(), step))
	if err != nil {
		return err
	}
	review := id.New()
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		if err := look(x); err != nil || step == "" {
			return err
		}
		if step != drawnFor {
			return errs.E(errs.Conflict, "safety.change", "error.changed-meanwhile", nil)
		}
		if err := x.ChangeHold(ctx, h); err != nil {
			return err
		}
		if err := follow(ctx, x, h, by, now.UnixMicro(), review); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// kindOf is the kind of record of a step.
func kindOf(step string) ledger.Kind {
	if step == Lifted || step == Unconfirmed {
		return ledger.HoldLifted
	}
	return ledger.Hold
}

// follow keeps the duties in step with a hold.
func follow(ctx context.Context, x Tx, h Hold, by id.Person, at int64, review string) error {
	end := duty.End{By: by, At: at, Outcome: h.Outcome}
	if h.Confirmed != 0 && h.Longer == 0 || h.Ended != 0 {
		if _, err := x.EndDuties(ctx, h.Triangle, DutyConfirm, h.ID, end); err != nil {
			return err
		}
	}
	if h.Quiet || h.Confirmed != at && h.Ended == 0 {
		return nil
	}
	if _, err := x.EndDuties(ctx, h.Triangle, DutyReview, h.ID, end); err != nil || h.Ended != 0 {
		return err
	}
	return x.PutDuty(ctx, duty.Duty{ID: review, Triangle: h.Triangle, Kind: DutyReview, Owner: h.By, For: h.Person, Ref: h.ID, Due: h.Review, Made: at})
}
