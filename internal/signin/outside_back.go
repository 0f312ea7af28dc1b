package signin

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// OutsideBack is somebody who comes back from another organisation.
type OutsideBack struct {
	Provider string
	State    string
	Answer   OutsideAnswer
	Secret   string // of the browser's cookie
	By       Proof
	Person   id.Person // who is signed in here; may be empty
	Session  string
}

// OutsideEnd is what came of a walk.
type OutsideEnd struct {
	Purpose Purpose
	Next    string
	Token   string // of the new session, where one began
	Begin   bool   // nobody has an account for this, and they may begin one
}

// Back ends a walk. Whoever is turned away gets a [Refused], which is on record,
// and nothing has changed.
func (o *Outside) Back(ctx context.Context, b OutsideBack) (end OutsideEnd, err error) {
	defer wrapOutside("signin.Back", &err)
	voucher, ok := o.Voucher(b.Provider)
	if !ok {
		return end, errs.Missing("signin.Back")
	}
	a, w, err := o.take(ctx, b)
	if err != nil {
		return end, o.turnAway(ctx, b.Provider, b.Person, err)
	}
	end = OutsideEnd{Purpose: a.Purpose, Next: a.Next}
	b.Answer.Nonce, b.Answer.Verifier = w.nonce, w.verifier
	v, err := o.with.Redeem(ctx, b.Provider, b.Answer)
	if err != nil {
		return end, o.turnAway(ctx, b.Provider, a.Person, err)
	}
	switch a.Purpose {
	case ToLink:
		err = o.link(ctx, voucher, a, v)
	case ToProve:
		err = o.prove(ctx, voucher, a, v)
	default:
		end.Token, end.Begin, err = o.comeIn(ctx, voucher, a, v, b.By)
	}
	if err != nil {
		return end, o.turnAway(ctx, b.Provider, a.Person, err)
	}
	return end, nil
}

// take checks that this browser began the walk, with this organisation, a short
// while ago, and that it ends for the first time.
func (o *Outside) take(ctx context.Context, b OutsideBack) (a OutsideAttempt, w walk, err error) {
	w, mine := sameWalk(b.Secret, b.State)
	now, state := o.now().UnixMicro(), hashToken(b.State)
	err = o.run.Update(ctx, func(t OutsideTx) error {
		a, err = t.OutsideAttempt(ctx, state)
		switch {
		case errs.Is(err, errs.NotFound):
			return refused(TurnedState)
		case err != nil:
			return err
		case !mine:
			return refused(TurnedBrowser)
		case a.Used > 0:
			return refused(TurnedUsed)
		case now >= a.Ends:
			return refused(TurnedLate)
		case a.Provider != b.Provider:
			return refused(TurnedMixed)
		case a.Purpose != ToSignIn && (a.Person != b.Person || a.Session != b.Session):
			return refused(TurnedSession)
		}
		first, err := t.UseOutsideAttempt(ctx, state, now)
		if err == nil && !first {
			return refused(TurnedUsed)
		}
		return err
	})
	return a, w, err
}

// owner is the account to which an identity belongs; nobody's is no error.
func (o *Outside) owner(ctx context.Context, who string) (w OutsideWay, p triangle.Person, err error) {
	err = o.run.View(ctx, func(t OutsideTx) error {
		if w, err = t.OutsideWay(ctx, who); err != nil {
			return err
		}
		p, err = t.Person(ctx, w.Person)
		return err
	})
	if errs.Is(err, errs.NotFound) {
		return OutsideWay{}, triangle.Person{}, nil
	}
	return w, p, err
}
