package signin

import (
	"context"
	"errors"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/triangle"
)

// link gives the account that is signed in a further way in.
func (o *Outside) link(ctx context.Context, voucher Voucher, a OutsideAttempt, v Vouched) error {
	p, err := o.person(ctx, a.Person)
	if err != nil {
		return err
	}
	if err := fits(voucher, p, v); err != nil {
		return err
	}
	return o.join(ctx, voucher, p, v)
}

func (o *Outside) person(ctx context.Context, who id.Person) (p triangle.Person, err error) {
	err = o.run.View(ctx, func(t OutsideTx) error {
		p, err = t.Person(ctx, who)
		return err
	})
	return p, err
}

// prove lets somebody who is signed in prove once more who they are. What the
// other side remembers of an earlier hour proves nothing.
func (o *Outside) prove(ctx context.Context, voucher Voucher, a OutsideAttempt, v Vouched) error {
	_, p, err := o.owner(ctx, whoOf(v.Issuer, v.Subject))
	if err != nil {
		return err
	}
	if p.ID == "" || p.ID != a.Person {
		return refused(TurnedOther)
	}
	if err := fits(voucher, p, v); err != nil {
		return err
	}
	if v.Proved < a.Made-time.Minute.Microseconds() {
		return refused(TurnedOld)
	}
	return o.run.Update(ctx, func(t OutsideTx) error {
		return t.SetSessionProof(ctx, a.Person, a.Session, v.Level, min(v.Proved, o.now().UnixMicro()))
	})
}

// WaysOf lists the organisations by which somebody comes in.
func (o *Outside) WaysOf(ctx context.Context, p id.Person) (all []OutsideWay, err error) {
	err = o.run.View(ctx, func(t OutsideTx) error {
		all, err = t.OutsideWaysOf(ctx, p)
		return err
	})
	return all, err
}

// Remove takes a way in away. The last one stays.
func (o *Outside) Remove(ctx context.Context, p id.Person, provider string) (err error) {
	defer errs.Wrap("signin.Remove", &err)
	gone, err := o.note(Voucher{ID: provider}, p, outsideUnlinked)
	if err != nil {
		return err
	}
	return o.run.UpdateScope(ctx, id.Organisation, func(t OutsideTx) error {
		who, err := t.Person(ctx, p)
		if err != nil {
			return err
		}
		left, err := ways(ctx, t, p)
		if err != nil {
			return err
		}
		if left.Outside--; !left.enough(who) {
			return errs.E(errs.Conflict, "signin.Remove", "outside.last", nil)
		}
		removed, err := t.EndOutsideWay(ctx, p, provider)
		if err != nil || !removed {
			return err
		}
		_, err = gone.In(ctx, t)
		return err
	})
}

// So many refusals a minute are written down, all together, so that nobody can
// fill the record from outside.
const turnedMost = 120

// turnAway writes a refusal down and hands it on. Other errors pass.
func (o *Outside) turnAway(ctx context.Context, provider string, p id.Person, cause error) error {
	var no *Refused
	if !errors.As(cause, &no) {
		return cause
	}
	now, key := o.now(), hashToken("outside-turned-away")
	note, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: now.UnixMicro(), Kind: ledger.TurnedAway, Actor: string(p), Person: string(p), Ground: string(no.Code),
		Extra: map[string]string{"provider": provider},
	})
	if err != nil {
		return err
	}
	err = o.run.UpdateScope(ctx, id.Organisation, func(t OutsideTx) error {
		n, err := t.CountAttempts(ctx, key, now.Add(-time.Minute).UnixMicro())
		if err != nil || n >= turnedMost {
			return err
		}
		if err := t.PutAttempt(ctx, key, now.UnixMicro()); err != nil {
			return err
		}
		_, err = note.In(ctx, t)
		return err
	})
	if err != nil {
		return err
	}
	return no
}
