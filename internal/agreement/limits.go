package agreement

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// LimitsTx keeps what a team can and cannot do.
type LimitsTx interface {
	// TeamLimits lists what a team said, the newest first, as the reader of the
	// context may know it who looks from a triangle; without one, as it is.
	TeamLimits(ctx context.Context, t id.Triangle, team id.Team) ([]Limits, error)
	// PutTeamLimits stores them; a number that is taken is errs.Conflict.
	PutTeamLimits(ctx context.Context, l Limits) error
	Person(ctx context.Context, p id.Person) (triangle.Person, error)
	MembershipsOf(ctx context.Context, p id.Person, now int64) ([]triangle.Membership, error)
}

// LimitsMost bounds each text of a team's limits, in letters.
const LimitsMost = 1000

// Limits is what a team says of itself, to everybody with whom it works. It is
// about nobody. A change is a new number; what stood before stays.
type Limits struct {
	ID         string // drawn with the form
	Team       id.Team
	Number     int // 0 where the team has said nothing yet
	By         id.Person
	Can        string
	Cannot     string
	OutOfHours string
	Away       string // what happens when the key worker is away
	Made       int64  // microseconds since 1970 UTC
}

// Limits reads what a team said last, as somebody in a triangle may know it; the
// zero Limits where it has said nothing.
func (s *Service) Limits(ctx context.Context, by id.Person, t id.Triangle, team id.Team) (l Limits, err error) {
	defer errs.Wrap("agreement.Limits", &err)
	if team == "" {
		return Limits{}, nil
	}
	err = s.run.View(ctx, func(x Tx) error {
		all, err := x.TeamLimits(tx.For(ctx, by), t, team)
		l = Limits{Team: team}
		if len(all) > 0 {
			l = all[0]
		}
		return err
	})
	return l, err
}

// MaySetLimits reports whether somebody speaks for a team: its carer lead, the
// carer lead of one of its triangles, or an administrator.
func (s *Service) MaySetLimits(ctx context.Context, by id.Person, t id.Triangle, team id.Team) (may bool, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		may, err = s.maySet(ctx, x, by, t, team)
		return err
	})
	return may, err
}

func (s *Service) maySet(ctx context.Context, x Tx, by id.Person, t id.Triangle, team id.Team) (bool, error) {
	if team == "" {
		return false, nil
	}
	p, err := x.Person(ctx, by)
	if err != nil || p.Closed != 0 || p.Admin {
		return err == nil && p.Closed == 0, err
	}
	works, err := x.MembershipsOf(ctx, by, s.now().UnixMicro())
	if err != nil {
		return false, err
	}
	for _, m := range works {
		if m.Team.ID == team && m.Lead && m.Holds(s.now().UnixMicro()) {
			return true, nil
		}
	}
	if t == "" {
		return false, nil
	}
	tri, me, err := placeIn(ctx, x, by, t, s.now())
	return err == nil && tri.Team.ID == team && me.CarerLead && !me.Passing(), err
}

// SetLimits writes what a team can and cannot do. read is the number that its
// writer had read: somebody faster is errs.Conflict. Sent twice, it is written once.
func (s *Service) SetLimits(ctx context.Context, by id.Person, t id.Triangle, l Limits, read int) (err error) {
	defer errs.Wrap("agreement.SetLimits", &err)
	if err := l.clean().Err("agreement.SetLimits"); err != nil {
		return err
	}
	l.By, l.Made, l.Number = by, s.now().UnixMicro(), read+1
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		may, err := s.maySet(ctx, x, by, t, l.Team)
		if err != nil || !may {
			return firstOf(err, errs.Missing("agreement.SetLimits"))
		}
		all, err := x.TeamLimits(everything(ctx), t, l.Team)
		if err != nil {
			return err
		}
		for _, one := range all {
			if one.ID == l.ID {
				return nil
			}
		}
		if len(all) != read {
			return errs.E(errs.Conflict, "agreement.SetLimits", "agreed.limits-changed", nil)
		}
		return x.PutTeamLimits(ctx, l)
	})
}

func (l *Limits) clean() (p errs.Problems) {
	for _, one := range []struct {
		field string
		text  *string
		needs bool
	}{{"can", &l.Can, true}, {"cannot", &l.Cannot, true}, {"hours", &l.OutOfHours, true}, {"away", &l.Away, false}} {
		*one.text = plain.Clean(*one.text)
		switch have := plain.Length(*one.text); {
		case have == 0 && one.needs:
			p.Add(one.field, "write.text-missing")
		case have > LimitsMost:
			p.Add(one.field, "write.text-long", "most", LimitsMost, "have", have)
		}
	}
	return p
}
