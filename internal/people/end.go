package people

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Reason is why a professional ends a place. It is for the record; the one who
// goes is not told it.
type Reason string

// The reasons.
const (
	Safety      Reason = "safety"       // somebody could come to harm
	BasisEnded  Reason = "basis-ended"  // the legal basis no longer holds
	WrongPerson Reason = "wrong-person" // the invitation reached somebody else
	LeftTeam    Reason = "left-team"    // a colleague works elsewhere
)

// Reasons lists what a professional can give for ending the place at a corner.
func Reasons(corner sharing.Corner) []Reason {
	if corner == sharing.Professional {
		return []Reason{LeftTeam, WrongPerson}
	}
	return []Reason{Safety, BasisEnded, WrongPerson}
}

// Leave ends one's own place. What one wrote stays, and so does the record. A
// service user cannot leave their own triangle, nor a carer their own file.
func (s *Service) Leave(ctx context.Context, p id.Person, t id.Triangle) (err error) {
	defer errs.Wrap("people.Leave", &err)
	return s.end(ctx, t, ending{by: p, who: p})
}

// End ends somebody else's place at once: the service user anybody's, without a
// word of why; a professional a carer's or a colleague's, for a reason.
func (s *Service) End(ctx context.Context, by id.Person, t id.Triangle, who id.Person, r Reason) (err error) {
	defer errs.Wrap("people.End", &err)
	if by == who {
		return errs.Missing("people.End")
	}
	return s.end(ctx, t, ending{by: by, who: who, reason: r})
}

// Depart ends every place of a professional who leaves the service. Only
// administrators do; they learn nothing of where the places were.
func (s *Service) Depart(ctx context.Context, by triangle.Person, who id.Person) (err error) {
	defer errs.Wrap("people.Depart", &err)
	if !by.Admin {
		return errs.Missing("people.Depart")
	}
	mine, err := s.Of(ctx, who)
	if err != nil {
		return err
	}
	for _, t := range mine {
		err := s.end(ctx, t.ID, ending{by: by.ID, who: who, reason: LeftTeam, office: true})
		if err != nil && !errs.Is(err, errs.NotFound) && !errs.Is(err, errs.Conflict) {
			return err
		}
	}
	return nil
}

type ending struct {
	by, who id.Person
	reason  Reason
	office  bool // by the administrator, who stands in no triangle
}

func (s *Service) end(ctx context.Context, t id.Triangle, e ending) error {
	now := s.now()
	r := ledger.Record{Triangle: string(t), At: now.UnixMicro(), Kind: ledger.Left, Actor: string(e.by), Person: string(e.who)}
	if e.reason != "" {
		r.Extra = map[string]string{"reason": string(e.reason)}
	}
	left, err := disclose.DrawRecord(r)
	if err != nil {
		return err
	}
	draw := jobs{at: now}
	toThem, toOther := draw.draw(NoticeJob, nil), draw.draw(NoticeJob, nil)
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		tri, err := x.Triangle(ctx, t)
		if err != nil {
			return err
		}
		if err := e.allowed(tri, now); err != nil {
			return err
		}
		if err := x.EndMember(ctx, t, e.who, now.UnixMicro()); err != nil {
			return err
		}
		if err := e.takeBack(ctx, x, t, now.UnixMicro()); err != nil {
			return err
		}
		if e.by != e.who {
			if err := x.PutJob(ctx, toThem.to(e.who, t, "left")); err != nil {
				return err
			}
		}
		if other, ok := toTell(tri, e); ok {
			if err := x.PutJob(ctx, toOther.to(other, t, "left")); err != nil {
				return err
			}
		}
		_, err = left.In(ctx, x)
		return err
	})
}

// takeBack ends the open invitations of somebody who goes: nobody would answer for them.
func (e ending) takeBack(ctx context.Context, x Tx, t id.Triangle, now int64) error {
	all, err := x.InvitationsOf(ctx, t)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.By != e.who || one.Settled != 0 {
			continue
		}
		one.Settled, one.Outcome, one.SettledBy = now, Withdrawn, e.by
		if err := x.SettleInvitation(ctx, one); err != nil {
			return err
		}
	}
	return nil
}

// toTell is the service user where somebody else ended a place.
func toTell(t triangle.Triangle, e ending) (id.Person, bool) {
	su, ok := t.ServiceUser()
	return su.Person, ok && su.Person != e.by && su.Person != e.who
}

// allowed checks who may end whose place.
func (e ending) allowed(t triangle.Triangle, now time.Time) error {
	them, err := standing(t, e.who, now)
	if err != nil {
		return err
	}
	if e.office && them.Corner == sharing.Professional {
		return nil
	}
	me, err := standing(t, e.by, now)
	if err != nil || t.Kind != triangle.Three || them.Corner == sharing.ServiceUser || (me.Passing() && e.by != e.who) {
		return errs.Missing("people.end")
	}
	switch {
	case e.by == e.who, me.Corner == sharing.ServiceUser:
		return nil
	case me.Corner != sharing.Professional:
		return errs.Missing("people.end")
	}
	if !slices.Contains(Reasons(them.Corner), e.reason) {
		var p errs.Problems
		p.Add("reason", "going.reason-missing")
		return p.Err("people.end")
	}
	return nil
}
