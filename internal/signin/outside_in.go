package signin

import (
	"context"
	"slices"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Grounds of what happens to an account by another organisation.
const (
	outsideLinked   = "outside-linked"
	outsideUnlinked = "outside-unlinked"
	outsideBegun    = "outside-begun"
	identityRaised  = "identity"
)

// comeIn signs in whoever the identity belongs to.
func (o *Outside) comeIn(ctx context.Context, voucher Voucher, a OutsideAttempt, v Vouched, by Proof) (token string, begin bool, err error) {
	who := whoOf(v.Issuer, v.Subject)
	way, p, err := o.owner(ctx, who)
	if err != nil {
		return "", false, err
	}
	if p.ID == "" {
		if p, err = o.byEmail(ctx, voucher, v); err != nil {
			return "", false, err
		}
	}
	if p.ID == "" {
		return "", true, o.keepForBeginning(ctx, voucher, a, v)
	}
	if err := fits(voucher, p, v); err != nil {
		return "", false, err
	}
	if way.ID == "" {
		err = o.join(ctx, voucher, p, v)
	} else {
		err = o.seen(ctx, voucher, p, way, v)
	}
	if err != nil {
		return "", false, err
	}
	token, err = o.start(ctx, p.ID, v.Level, v.Proved, by)
	return token, false, err
}

// fits reports whether an organisation may vouch for this account, and is sure enough.
func fits(voucher Voucher, p triangle.Person, v Vouched) error {
	switch {
	case !slices.Contains(voucher.For, p.Corner):
		return refused(TurnedCorner)
	case rank(v.Identity) < rank(voucher.Least):
		return refused(TurnedLevel)
	case p.Corner == sharing.Professional && voucher.Roles && !v.Role:
		return refused(TurnedRole)
	}
	return nil
}

// rank orders how sure one can be of somebody.
func rank(i triangle.Identity) int {
	switch i {
	case triangle.Checked:
		return 2
	case triangle.Known:
		return 1
	default:
		return 0
	}
}

// byEmail finds a professional whose address the organisation gives out itself.
// Without such a setting an address proves nothing.
func (o *Outside) byEmail(ctx context.Context, voucher Voucher, v Vouched) (p triangle.Person, err error) {
	_, domain, _ := strings.Cut(FoldEmail(v.Email), "@")
	if domain == "" || !slices.Contains(voucher.Domains, domain) {
		return p, nil
	}
	err = o.run.View(ctx, func(t OutsideTx) error {
		p, err = t.PersonByEmail(ctx, FoldEmail(v.Email))
		return err
	})
	if errs.Is(err, errs.NotFound) || (err == nil && p.Corner != sharing.Professional) {
		return triangle.Person{}, nil
	}
	return p, err
}

// keepForBeginning notes who was vouched for, so that they can begin an account.
func (o *Outside) keepForBeginning(ctx context.Context, voucher Voucher, a OutsideAttempt, v Vouched) error {
	if !voucher.Create {
		return refused(TurnedNobody)
	}
	if rank(v.Identity) < rank(voucher.Least) {
		return refused(TurnedLevel)
	}
	pending := OutsidePending{Who: whoOf(v.Issuer, v.Subject), Identity: v.Identity, Level: v.Level, Email: FoldEmail(v.Email), Proved: v.Proved}
	return o.run.Update(ctx, func(t OutsideTx) error { return t.KeepVouched(ctx, a.State, pending) })
}

// start begins a session. Somebody whom the other side remembered has not just
// proved who they are, and the session says so.
func (o *Outside) start(ctx context.Context, p id.Person, level int, proved int64, by Proof) (string, error) {
	token, err := o.sessions.Start(ctx, p, by.with(ByOutside, level))
	if err != nil {
		return "", err
	}
	one, _, err := o.sessions.Glance(ctx, token)
	if err != nil {
		return "", err
	}
	return token, o.run.Update(ctx, func(t OutsideTx) error {
		return t.SetSessionProof(ctx, p, one.ID, level, min(proved, one.Proved))
	})
}

// seen notes that a way was used, and what the organisation is sure of by now.
func (o *Outside) seen(ctx context.Context, voucher Voucher, p triangle.Person, way OutsideWay, v Vouched) error {
	now := o.now().UnixMicro()
	if rank(v.Identity) <= rank(p.Identity) {
		return o.run.Update(ctx, func(t OutsideTx) error { return t.TouchOutsideWay(ctx, way.ID, now) })
	}
	raised, err := o.note(voucher, p.ID, identityRaised, "level", string(v.Identity))
	if err != nil {
		return err
	}
	return o.run.UpdateScope(ctx, id.Organisation, func(t OutsideTx) error {
		if err := t.TouchOutsideWay(ctx, way.ID, now); err != nil {
			return err
		}
		return raise(ctx, t, p.ID, v.Identity, raised)
	})
}

// join gives an account a way in by an organisation. An account has one of
// each, and an identity has one account.
func (o *Outside) join(ctx context.Context, voucher Voucher, p triangle.Person, v Vouched) error {
	now := o.now().UnixMicro()
	way := OutsideWay{ID: id.New(), Person: p.ID, Provider: voucher.ID, Who: whoOf(v.Issuer, v.Subject), Made: now, Used: now}
	linked, err := o.note(voucher, p.ID, outsideLinked)
	if err != nil {
		return err
	}
	raised, err := o.note(voucher, p.ID, identityRaised, "level", string(v.Identity))
	if err != nil {
		return err
	}
	return o.run.UpdateScope(ctx, id.Organisation, func(t OutsideTx) error {
		if old, err := t.OutsideWay(ctx, way.Who); err == nil {
			if old.Person != p.ID {
				return refused(TurnedTaken)
			}
			return t.TouchOutsideWay(ctx, old.ID, now)
		} else if !errs.Is(err, errs.NotFound) {
			return err
		}
		has, err := t.OutsideWaysOf(ctx, p.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(has, func(one OutsideWay) bool { return one.Provider == voucher.ID }) {
			return refused(TurnedTwice)
		}
		if err := t.PutOutsideWay(ctx, way); err != nil {
			return err
		}
		if _, err := linked.In(ctx, t); err != nil {
			return err
		}
		return raise(ctx, t, p.ID, v.Identity, raised)
	})
}

// raise writes down that somebody is better known, and never the opposite.
func raise(ctx context.Context, t OutsideTx, who id.Person, to triangle.Identity, note disclose.Noted) error {
	p, err := t.Person(ctx, who)
	if err != nil {
		return err
	}
	if p.Closed > 0 {
		return refused(TurnedNobody)
	}
	if rank(to) <= rank(p.Identity) {
		return nil
	}
	if err := t.RaiseIdentity(ctx, who, to); err != nil {
		return err
	}
	_, err = note.In(ctx, t)
	return err
}

// note draws a record about an account, with the organisation that vouches.
func (o *Outside) note(voucher Voucher, p id.Person, ground string, more ...string) (disclose.Noted, error) {
	extra := map[string]string{"provider": voucher.ID}
	for i := 0; i+1 < len(more); i += 2 {
		extra[more[i]] = more[i+1]
	}
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: o.now().UnixMicro(), Kind: ledger.Account, Actor: string(p), Person: string(p), Ground: ground, Extra: extra,
	})
}
