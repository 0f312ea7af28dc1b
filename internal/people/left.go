package people

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Former is a triangle in which somebody stood once, as they may know of it now:
// their own dates, and whether they asked for a copy of their own words.
type Former struct {
	Triangle id.Triangle
	With     string // the service user's name, as they knew it
	Since    int64
	Until    int64
	CopyDue  int64 // when the copy is due; 0 when none was asked for
}

// Left lists the triangles that somebody was in.
func (s *Service) Left(ctx context.Context, p id.Person) (out []Former, err error) {
	defer errs.Wrap("people.Left", &err)
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		past, err := x.Left(ctx, p, s.now().UnixMicro())
		if err != nil {
			return err
		}
		for _, t := range past {
			me, _ := t.Member(p)
			one := Former{Triangle: t.ID, Since: me.Since, Until: me.Until}
			if su, ok := t.ServiceUser(); ok && su.Since < me.Until {
				one.With = su.Name
			}
			if one.CopyDue, err = x.CopyAsked(ctx, t.ID, p); err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}

// AskCopy asks the team for a copy of what somebody wrote before they left. A
// person decides that, since others may be named in it: it becomes a duty with
// an owner, due in one month.
func (s *Service) AskCopy(ctx context.Context, p id.Person, t id.Triangle) (err error) {
	defer errs.Wrap("people.AskCopy", &err)
	now := s.now()
	d := duty.Duty{ID: id.New(), Triangle: t, Kind: CopyDuty, For: p, Made: now.UnixMicro(), Due: monthLater(now).UnixMicro()}
	d.Ref = d.ID
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(t), At: now.UnixMicro(), Kind: ledger.Commitment, Actor: string(p), Person: string(p), Extra: map[string]string{"duty": string(CopyDuty), "task": d.ID},
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		tri, err := x.Triangle(ctx, t)
		if err != nil {
			return err
		}
		if me, ok := tri.Member(p); !ok || me.Here(now) || me.Since > now.UnixMicro() {
			return errs.Missing("people.AskCopy")
		}
		if asked, err := x.CopyAsked(ctx, t, p); err != nil || asked != 0 {
			return err // asked twice is asked once
		}
		d.Owner = keeper(tri, now)
		if err := x.PutDuty(ctx, d); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// keeper is who answers for a triangle: its carer lead, or else who came first.
func keeper(t triangle.Triangle, now time.Time) id.Person {
	staff := t.At(sharing.Professional, now)
	for _, m := range staff {
		if m.CarerLead {
			return m.Person
		}
	}
	if len(staff) > 0 {
		return staff[0].Person
	}
	su, _ := t.ServiceUser()
	return su.Person
}

// monthLater is one calendar month on, or the last day of a shorter month.
func monthLater(t time.Time) time.Time {
	first := time.Date(t.Year(), t.Month(), 1, t.Hour(), t.Minute(), t.Second(), 0, t.Location())
	last := first.AddDate(0, 2, -1).Day()
	return first.AddDate(0, 1, min(t.Day(), last)-1)
}
