package people

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Accept takes the corner that is offered, once. into names the triangle of the
// invited into which a carer comes; empty makes a new one.
func (s *Service) Accept(ctx context.Context, p triangle.Person, code string, into id.Triangle) (_ id.Triangle, err error) {
	defer errs.Wrap("people.Accept", &err)
	o, err := s.Open(ctx, p, code)
	if err != nil {
		return "", err
	}
	if o.AsksWord {
		return "", wrongWord()
	}
	if o.Mine {
		return s.whereNow(ctx, p.ID, o.Invitation)
	}
	a, err := s.arrival(o, p.ID, into)
	if err != nil {
		return "", err
	}
	basisGone := false
	err = s.run.UpdateScope(ctx, a.triangle.ID, func(x Tx) error {
		one, err := s.proved(ctx, x, p, code)
		if err != nil || one.Settled != 0 {
			return err
		}
		if one.asksWord(p.ID) { // a newer link has taken the place of this one
			return wrongWord()
		}
		if one.Basis != "" {
			if err := holds(ctx, x, one.Triangle, one.Basis, a.at); err != nil {
				basisGone = errs.Is(err, errs.Invalid)
				return closed("join.over")
			}
		}
		return a.in(ctx, x, one)
	})
	if basisGone {
		return "", s.askAfterAll(ctx, o.Invitation)
	}
	return a.triangle.ID, err
}

// whereNow is where somebody landed who has accepted before: the double press of a button.
func (s *Service) whereNow(ctx context.Context, p id.Person, i Invitation) (id.Triangle, error) {
	mine, err := s.Of(ctx, p)
	if err != nil {
		return "", err
	}
	for n := len(mine) - 1; n >= 0; n-- {
		t := mine[n]
		if _, there := t.Member(i.By); t.ID == i.Triangle || there && t.Kind == triangle.Three {
			return t.ID, nil
		}
	}
	return "", closed("join.over")
}

// askAfterAll is for a legal basis that no longer holds: the service user can
// decide again, and so they are asked.
func (s *Service) askAfterAll(ctx context.Context, i Invitation) error {
	err := s.run.UpdateScope(ctx, i.Triangle, func(x Tx) error {
		one, err := x.Invitation(ctx, i.ID)
		if err != nil || one.State(s.now()) != Open {
			return err
		}
		one.Agreed, one.Basis, one.Code, one.Word, one.Holder = 0, "", "", "", ""
		return x.ChangeInvitation(ctx, one)
	})
	if err != nil {
		return err
	}
	return closed("join.over")
}

// arrival is everything drawn before somebody joins.
type arrival struct {
	at       time.Time
	triangle triangle.Triangle // to make where fresh, or to come into
	fresh    bool
	members  []triangle.Member
	joined   []disclose.Noted
	news     disclose.Job
	review   duty.Duty
	by       id.Person // who accepts
}

// arrival draws what accepting needs: a new triangle where the inviter came out
// of their own file, and otherwise one more member.
func (s *Service) arrival(o Offer, p id.Person, into id.Triangle) (a arrival, err error) {
	a = arrival{at: s.now(), triangle: triangle.Triangle{ID: o.Triangle, Kind: triangle.Three}, by: p}
	me := triangle.Member{Person: p, Corner: o.Corner, Relation: o.Relation, AcceptedBy: o.agreedBy(), Basis: string(o.Basis)}
	if o.ByCorner == sharing.Carer {
		carer := triangle.Member{Person: o.By, Corner: sharing.Carer, Relation: o.Relation, AcceptedBy: p}
		if a.triangle.ID = into; into == "" {
			me.Relation, me.AcceptedBy = "", ""
			a.fresh, a.triangle.ID, a.triangle.Owner, a.triangle.Made = true, id.Triangle(id.New()), p, a.at.UnixMicro()
			a.members = []triangle.Member{me, carer}
		} else {
			a.members = []triangle.Member{carer}
		}
	} else {
		a.members = []triangle.Member{me}
	}
	if o.Basis != "" {
		a.review = duty.Duty{ID: id.New(), Triangle: o.Triangle, Kind: ReviewDuty, Owner: o.By, Ref: o.ID, Made: a.at.UnixMicro(), Due: a.at.Add(reviewAfter).UnixMicro()}
	}
	a.news = jobs{at: a.at}.draw(NoticeJob, nil).to(o.By, a.triangle.ID, "joined")
	return a, a.draw()
}

// reviewAfter is when a place that rests on a legal basis is looked at again.
const reviewAfter = 28 * 24 * time.Hour

// draw gives each member an id and a record.
func (a *arrival) draw() error {
	for i := range a.members {
		a.members[i].ID, a.members[i].Since = id.New(), a.at.UnixMicro()
		r := joinedRecord(a.triangle.ID, a.members[i], a.at)
		r.Actor, r.Ground = string(a.by), a.members[i].Basis
		n, err := disclose.DrawRecord(r)
		if err != nil {
			return err
		}
		a.joined = append(a.joined, n)
	}
	return nil
}

// agreedBy is whose yes a place rests on: the service user's, or of whom the
// legal basis was recorded.
func (o Offer) agreedBy() id.Person {
	if o.Corner == sharing.Carer && o.Basis == "" {
		return o.serviceUser
	}
	return o.By
}

// in settles the invitation and lets the members in, all or nothing.
func (a arrival) in(ctx context.Context, x Tx, one Invitation) error {
	one.Settled, one.Outcome, one.SettledBy = a.at.UnixMicro(), Accepted, a.by
	if err := x.SettleInvitation(ctx, one); err != nil {
		return err
	}
	if a.fresh {
		if err := x.PutTriangle(ctx, a.triangle); err != nil {
			return err
		}
	} else if err := a.fits(ctx, x, one); err != nil {
		return err
	}
	if err := a.seat(ctx, x); err != nil {
		return err
	}
	if a.review.ID != "" {
		if err := x.PutDuty(ctx, a.review); err != nil {
			return err
		}
	}
	return x.PutJob(ctx, a.news)
}

// seat puts all members in place, with a record of each.
func (a arrival) seat(ctx context.Context, x Tx) error {
	for i, m := range a.members {
		if err := a.rest(ctx, x, &m); err != nil {
			return err
		}
		if err := a.enter(ctx, x, m); err != nil {
			return err
		}
		if m.Person == triangle.NobodyYet {
			continue
		}
		if _, err := a.joined[i].In(ctx, x); err != nil {
			return err
		}
	}
	return nil
}

// rest lets a professional's place rest on their place in a team, so that both
// end together: the triangle's team where they work in it, or else their home team.
func (a arrival) rest(ctx context.Context, x Tx, m *triangle.Member) error {
	if m.Corner != sharing.Professional {
		return nil
	}
	works, err := x.MembershipsOf(ctx, m.Person, a.at.UnixMicro())
	if err != nil || len(works) == 0 {
		return err
	}
	on := works[0]
	for _, one := range works {
		if one.Team.ID == a.triangle.Team.ID {
			on = one
		}
	}
	m.RestsOn, m.Until = on.ID, on.Until
	held, err := x.HoldMembership(ctx, on.ID, a.at.UnixMicro())
	if err == nil && !held {
		err = errs.Missing("people.rest")
	}
	return err
}

// enter puts a member in place; the service user takes the corner that was kept free.
func (a arrival) enter(ctx context.Context, x Tx, m triangle.Member) error {
	if m.Corner == sharing.ServiceUser && m.Person != triangle.NobodyYet && !a.fresh {
		err := x.Arrive(ctx, a.triangle.ID, m.Person, m.Since)
		if errs.Is(err, errs.Conflict) { // somebody else came before
			err = closed("join.over")
		}
		return err
	}
	return x.PutMember(ctx, a.triangle.ID, m)
}

// fits checks the triangle that somebody comes into: one person has one corner
// there, one place at a time, and a chosen triangle is the chooser's own.
func (a arrival) fits(ctx context.Context, x Tx, one Invitation) error {
	t, err := x.Triangle(ctx, a.triangle.ID)
	if err != nil {
		return err
	}
	if one.Triangle != t.ID {
		if me, err := standing(t, a.by, a.at); err != nil || me.Corner != sharing.ServiceUser {
			return errs.Missing("people.fits")
		}
	}
	for _, m := range a.members {
		old, known := t.Member(m.Person)
		switch {
		case known && old.Corner != m.Corner:
			return closed("join.other-corner")
		case known && old.Here(a.at):
			return closed("join.already")
		}
	}
	return nil
}
