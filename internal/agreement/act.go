package agreement

import (
	"context"
	"slices"

	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// Finish says that it was done, by who does it, with words if they like.
func (s *Service) Finish(ctx context.Context, by id.Person, a id.Entry, w Word) (err error) {
	defer errs.Wrap("agreement.Finish", &err)
	return s.do(ctx, by, a, doing{kind: WasDone, ground: groundDone, word: w, may: mayDo, then: func(ctx context.Context, x Tx, k *kit, a *Agreement, _ Event) error {
		return k.over(ctx, x, *a, "done")
	}})
}

// Miss says that it did not happen, in the words of who was to do it: what
// happened, and what would help. It stays open until it is changed or closed.
func (s *Service) Miss(ctx context.Context, by id.Person, a id.Entry, w Word) (err error) {
	defer errs.Wrap("agreement.Miss", &err)
	return s.do(ctx, by, a, doing{kind: WasNotDone, ground: groundNotDone, word: w, needs: true, may: mayDo, then: func(ctx context.Context, x Tx, k *kit, a *Agreement, e Event) error {
		v, ok := a.Standing()
		if !ok || v.Number != e.Number {
			return nil
		}
		if err := k.stopOwing(ctx, x, *a, v, "not-done"); err != nil {
			return err
		}
		return k.notice(ctx, x, k.promisedTo(v, k.me.Person))
	}})
}

// mayDo lets who does it say how it went.
func mayDo(r room, a Agreement) error {
	v, ok := a.Standing()
	if !ok || a.Owner(v) != r.me.Person {
		return errs.Missing("agreement.mayDo")
	}
	if s := a.State(); s != InForce && s != NotDone {
		return errs.E(errs.Conflict, "agreement.mayDo", "agreed.over", nil)
	}
	return nil
}

// Step says that a step is done, or not yet after all.
func (s *Service) Step(ctx context.Context, by id.Person, a id.Entry, kind EventKind, w Word) (err error) {
	defer errs.Wrap("agreement.Step", &err)
	if kind != StepDone && kind != StepUndone {
		return errs.Missing("agreement.Step")
	}
	may := func(r room, a Agreement) error {
		v, ok := a.Standing()
		i := slices.IndexFunc(v.Steps, func(st Step) bool { return st.ID == w.Step })
		if !ok || i < 0 || a.StepOwner(v, v.Steps[i]) != r.me.Person {
			return errs.Missing("agreement.Step")
		}
		return mayStillSay(r, a)
	}
	return s.do(ctx, by, a, doing{kind: kind, ground: groundDone, word: w, may: may, then: func(ctx context.Context, x Tx, k *kit, a *Agreement, e Event) error {
		v, ok := a.Standing()
		if !ok || v.Number != e.Number || a.Owner(v) == k.me.Person {
			return nil
		}
		if kind == StepUndone {
			return k.owe(ctx, x, *a, v, k.me.Person, e.Step)
		}
		return k.settle(ctx, x, *a, string(e.Step), "done")
	}})
}

// Close ends an agreement that is of no more use. Anybody who takes part may, and
// everybody reads who did.
func (s *Service) Close(ctx context.Context, by id.Person, a id.Entry, w Word) (err error) {
	defer errs.Wrap("agreement.Close", &err)
	return s.do(ctx, by, a, doing{kind: WasClosed, ground: groundClosed, word: w, may: mayStillSay, then: func(ctx context.Context, x Tx, k *kit, a *Agreement, _ Event) error {
		v := a.Counts()
		if err := k.over(ctx, x, *a, "closed"); err != nil {
			return err
		}
		if err := k.notice(ctx, x, a.Owner(v)); err != nil || v.By == a.Owner(v) {
			return err
		}
		return k.notice(ctx, x, v.By)
	}})
}

// over ends everything that waits.
func (k *kit) over(ctx context.Context, x Tx, a Agreement, outcome string) error {
	if err := k.stopAsking(ctx, x, a, outcome); err != nil {
		return err
	}
	v := a.Counts()
	if err := k.stopOwing(ctx, x, a, v, outcome); err != nil {
		return err
	}
	return k.notice(ctx, x, k.promisedTo(v, k.me.Person))
}

// LookAgain says that it was looked at and stays. It is looked at again in four weeks.
func (s *Service) LookAgain(ctx context.Context, by id.Person, a id.Entry, w Word) (err error) {
	defer errs.Wrap("agreement.LookAgain", &err)
	may := func(r room, a Agreement) error {
		if v, ok := a.Standing(); !ok || a.State() != InForce || v.Review == 0 && a.Kind != Level {
			return errs.E(errs.Conflict, "agreement.LookAgain", "agreed.over", nil)
		}
		return nil
	}
	return s.do(ctx, by, a, doing{kind: LookedAt, ground: groundAccepted, word: w, may: may, then: func(ctx context.Context, x Tx, k *kit, a *Agreement, e Event) error {
		v, ok := a.Standing()
		if !ok || v.Number != e.Number {
			return nil
		}
		if _, err := x.EndDuties(ctx, a.Triangle, duty.ReviewAgreed, string(a.ID), k.end("stays")); err != nil {
			return err
		}
		owner := a.Owner(v)
		return x.PutDuty(ctx, duty.Duty{
			ID: k.id(), Triangle: a.Triangle, Kind: duty.ReviewAgreed, Owner: owner, For: k.promisedTo(v, owner), Entry: a.ID, Topic: k.topic, Ref: string(a.ID),
			Due: endOf(k.now.AddDate(0, 0, reviewAfter)), Made: k.now.UnixMicro(),
		})
	}})
}

// NextLook is when it is looked at again, or 0: the day of the wording, or four
// weeks after somebody last looked.
func (a Agreement) NextLook() int64 {
	v, ok := a.Standing()
	if !ok || a.State() != InForce {
		return 0
	}
	for _, e := range slices.Backward(a.Events) {
		if e.Kind == LookedAt && e.Number == v.Number {
			return endOf(timeOf(e.Made).AddDate(0, 0, reviewAfter))
		}
	}
	if v.Review == 0 && a.Kind == Level {
		return v.Due
	}
	return v.Review
}

// TakeOver makes somebody the owner of what nobody owns any more: their own yes.
// Without Step it is the action itself.
func (s *Service) TakeOver(ctx context.Context, by id.Person, a id.Entry, w Word) (err error) {
	defer errs.Wrap("agreement.TakeOver", &err)
	may := func(r room, a Agreement) error {
		v, ok := a.Standing()
		if !ok || a.Ended() || !r.orphan(a, v, w.Step) {
			return errs.E(errs.Conflict, "agreement.TakeOver", "agreed.owned", nil)
		}
		return nil
	}
	return s.do(ctx, by, a, doing{kind: TookOver, ground: groundTaken, word: w, may: may, then: func(ctx context.Context, x Tx, k *kit, a *Agreement, e Event) error {
		v, ok := a.Standing()
		if !ok || v.Number != e.Number {
			return nil
		}
		ref := string(a.ID)
		if e.Step != "" {
			ref = string(e.Step)
		}
		if err := k.settle(ctx, x, *a, ref, "taken-over"); err != nil {
			return err
		}
		if err := k.owe(ctx, x, *a, v, k.me.Person, e.Step); err != nil {
			return err
		}
		return k.notice(ctx, x, v.By)
	}})
}

// orphan reports whether the owner of an action, or of a step, has gone.
func (r room) orphan(a Agreement, v Version, step id.Entry) bool {
	owner := a.Owner(v)
	if step != "" {
		i := slices.IndexFunc(v.Steps, func(st Step) bool { return st.ID == step })
		if i < 0 {
			return false
		}
		owner = a.StepOwner(v, v.Steps[i])
		if _, done := a.StepState(step); done {
			return false
		}
	}
	m, ok := r.tri.Member(owner)
	return !ok || !m.Here(r.now)
}
