package people

import (
	"cmp"
	"context"
	"slices"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Staffing is a colleague's place in a triangle: new, or as it is to be from now on.
type Staffing struct {
	Person id.Person
	Role   string
	Lead   bool
}

// Staff brings a colleague of the same team into a triangle, or changes their
// role there. Only a professional who stands in it can.
func (s *Service) Staff(ctx context.Context, by triangle.Person, t id.Triangle, c Staffing) (err error) {
	defer errs.Wrap("people.Staff", &err)
	now := s.now()
	a := arrival{at: now, triangle: triangle.Triangle{ID: t}, by: by.ID, members: []triangle.Member{
		{Person: c.Person, Corner: sharing.Professional, Role: plain.Line(c.Role), CarerLead: c.Lead, AcceptedBy: by.ID},
	}}
	if err := a.draw(); err != nil {
		return err
	}
	news := jobs{at: now}.draw(NoticeJob, nil)
	colleagues, err := s.Near(ctx, by)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		tri, err := x.Triangle(ctx, t)
		if err != nil {
			return err
		}
		me, err := standing(tri, by.ID, now)
		if err != nil || me.Corner != sharing.Professional || me.Passing() {
			return errs.Missing("people.Staff")
		}
		old, known := tri.Member(c.Person)
		switch {
		case known && old.Corner != sharing.Professional:
			return errs.Missing("people.Staff")
		case known && old.Here(now):
			return x.ChangeMember(ctx, t, a.members[0])
		case !among(colleagues, c.Person):
			return errs.Missing("people.Staff")
		}
		a.triangle.Team = tri.Team
		return a.staff(ctx, x, tri, news)
	})
}

func (a arrival) staff(ctx context.Context, x Tx, t triangle.Triangle, news drawn) error {
	if err := a.seat(ctx, x); err != nil {
		return err
	}
	su, ok := t.ServiceUser()
	if !ok {
		return nil
	}
	return x.PutJob(ctx, news.to(su.Person, t.ID, "joined"))
}

func among(people []triangle.Person, p id.Person) bool {
	for _, one := range people {
		if one.ID == p {
			return true
		}
	}
	return false
}

// News is somebody who came or went lately.
type News struct {
	triangle.Member
	Gone bool
	At   int64
}

// Lately lists who came to a triangle or left it since a time, newest first, for
// one of its members. Who left is told to the service user and to professionals alone.
func Lately(t triangle.Triangle, reader triangle.Member, since, now time.Time) []News {
	var out []News
	for _, m := range t.Members {
		if m.Person == reader.Person || m.Person == triangle.NobodyYet {
			continue
		}
		gone := m.Until != 0 && m.Until <= now.UnixMicro()
		switch {
		case gone && m.Until > since.UnixMicro() && reader.Corner != sharing.Carer:
			out = append(out, News{Member: m, Gone: true, At: m.Until})
		case !gone && m.Since > since.UnixMicro() && m.Since <= now.UnixMicro():
			out = append(out, News{Member: m, At: m.Since})
		}
	}
	slices.SortStableFunc(out, func(a, b News) int { return cmp.Compare(b.At, a.At) })
	return out
}
