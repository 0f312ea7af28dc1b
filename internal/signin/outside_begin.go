package signin

import (
	"context"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// OutsideNew is somebody who begins an account with another organisation.
type OutsideNew struct {
	Provider string
	State    string
	Secret   string
	Name     string
	Corner   sharing.Corner
	By       Proof
}

// Corners are those that an organisation may vouch for, for whom accounts begin
// by themselves. Professionals get theirs from their service.
func (v Voucher) Corners() []sharing.Corner {
	return slices.DeleteFunc(slices.Clone(v.For), func(c sharing.Corner) bool { return c == sharing.Professional })
}

// Waiting reports whether this browser may begin an account now.
func (o *Outside) Waiting(ctx context.Context, provider, state, secret string) (bool, error) {
	a, err := o.waiting(ctx, provider, state, secret)
	if errs.Is(err, errs.NotFound) {
		return false, nil
	}
	return err == nil && a.Pending.Who != "", err
}

func (o *Outside) waiting(ctx context.Context, provider, state, secret string) (a OutsideAttempt, err error) {
	if _, mine := sameWalk(secret, state); !mine {
		return a, errs.Missing("signin.waiting")
	}
	err = o.run.View(ctx, func(t OutsideTx) error {
		a, err = t.OutsideAttempt(ctx, hashToken(state))
		return err
	})
	if err == nil && (a.Provider != provider || a.Pending.Who == "" || o.now().UnixMicro() >= a.Ends) {
		return a, errs.Missing("signin.waiting")
	}
	return a, err
}

// Begin makes an account for somebody who was just vouched for, and signs them in.
func (o *Outside) Begin(ctx context.Context, n OutsideNew) (p triangle.Person, token, next string, err error) {
	defer wrapOutside("signin.OutsideBegin", &err)
	voucher, ok := o.Voucher(n.Provider)
	if !ok || !voucher.Create {
		return p, "", "", errs.Missing("signin.OutsideBegin")
	}
	a, err := o.waiting(ctx, n.Provider, n.State, n.Secret)
	if err != nil {
		return p, "", "", err
	}
	var problems errs.Problems
	if !slices.Contains(voucher.Corners(), n.Corner) {
		problems.Add("corner", "signup.corner-missing")
	}
	checkName(&problems, n.Name)
	if err := problems.Err("signin.OutsideBegin"); err != nil {
		return p, "", "", err
	}
	now := o.now().UnixMicro()
	p = triangle.Person{
		ID: id.Person(id.New()), Name: plain.Line(n.Name), Email: a.Pending.Email, Corner: n.Corner, Identity: a.Pending.Identity,
		Lang: "en", Zone: "Europe/London", Mail: true, Made: now,
	}
	if p, err = o.begin(ctx, voucher, a, p); err != nil {
		return p, "", "", o.turnAway(ctx, n.Provider, "", err)
	}
	token, err = o.start(ctx, p.ID, a.Pending.Level, a.Pending.Proved, n.By)
	return p, token, a.Next, err
}

func (o *Outside) begin(ctx context.Context, voucher Voucher, a OutsideAttempt, p triangle.Person) (triangle.Person, error) {
	way := OutsideWay{ID: id.New(), Person: p.ID, Provider: voucher.ID, Who: a.Pending.Who, Made: p.Made, Used: p.Made}
	begun, err := o.note(voucher, p.ID, outsideBegun, "level", string(p.Identity))
	if err != nil {
		return p, err
	}
	made := p
	err = o.run.UpdateScope(ctx, id.Organisation, func(t OutsideTx) error {
		made = p
		again, err := t.OutsideAttempt(ctx, a.State)
		if err != nil {
			return err
		}
		if again.Pending.Who == "" { // begun in another tab meanwhile
			return refused(TurnedUsed)
		}
		if _, err := t.OutsideWay(ctx, way.Who); !errs.Is(err, errs.NotFound) {
			if err == nil {
				err = refused(TurnedTaken)
			}
			return err
		}
		// An address that somebody has already stays theirs.
		if _, err := t.PersonByEmail(ctx, p.Email); err == nil {
			made.Email = ""
		} else if !errs.Is(err, errs.NotFound) {
			return err
		}
		if err := t.PutPerson(ctx, made, ""); err != nil {
			return err
		}
		if err := t.PutOutsideWay(ctx, way); err != nil {
			return err
		}
		if err := t.KeepVouched(ctx, a.State, OutsidePending{}); err != nil {
			return err
		}
		_, err = begun.In(ctx, t)
		return err
	})
	return made, err
}
