package people

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Opening is a triangle that a professional wants to begin. Triangle and
// Invitation were drawn with the form.
type Opening struct {
	Triangle   id.Triangle
	Invitation string
	Name       string // of the service user, for the invitation alone
	Email      string // may be empty
	Role       string // of the professional who opens it
	Lead       id.Person
	Colleagues []id.Person // of the same team
}

// OpenTriangle begins a triangle: professionals of one team, and an invitation to the
// service user. Until they accept, nobody can write about them.
func (s *Service) OpenTriangle(ctx context.Context, by triangle.Person, o Opening) (t id.Triangle, err error) {
	defer errs.Wrap("people.OpenTriangle", &err)
	works, err := s.works(ctx, by)
	if err != nil || len(works) == 0 || !id.Valid(string(o.Triangle)) {
		return "", errs.Missing("people.OpenTriangle")
	}
	by.Team = works[0]
	now := s.now()
	i := Invitation{
		ID: o.Invitation, Triangle: o.Triangle, By: by.ID, Corner: sharing.ServiceUser, Name: plain.Line(o.Name), Email: plain.Email(o.Email),
		Made: now.UnixMicro(), Agreed: now.UnixMicro(), Ends: now.Add(Life).UnixMicro(),
	}
	if err := i.problems().Err("people.OpenTriangle"); err != nil {
		return "", err
	}
	members, err := s.staff(ctx, by, o)
	if err != nil {
		return "", err
	}
	err = s.begin(ctx, triangle.Triangle{ID: o.Triangle, Kind: triangle.Three, Team: triangle.Team{ID: by.Team}, Made: now.UnixMicro()}, members, i, now)
	if errs.Is(err, errs.Conflict) {
		if tri, again := s.Triangle(ctx, o.Triangle); again == nil {
			if _, mine := standing(tri, by.ID, now); mine == nil {
				return o.Triangle, nil // the form was sent twice
			}
		}
	}
	return o.Triangle, err
}

// staff are the opener and the colleagues of their own team that they named.
func (s *Service) staff(ctx context.Context, by triangle.Person, o Opening) ([]triangle.Member, error) {
	colleagues, err := s.colleagues(ctx, by.Team)
	if err != nil {
		return nil, err
	}
	members := []triangle.Member{
		{Person: triangle.NobodyYet, Corner: sharing.ServiceUser},
		{Person: by.ID, Corner: sharing.Professional, Role: plain.Line(o.Role), CarerLead: o.Lead == by.ID},
	}
	for _, c := range colleagues {
		if c.ID != by.ID && (slices.Contains(o.Colleagues, c.ID) || o.Lead == c.ID) {
			members = append(members, triangle.Member{Person: c.ID, Corner: sharing.Professional, CarerLead: o.Lead == c.ID})
		}
	}
	return members, nil
}

func (s *Service) begin(ctx context.Context, t triangle.Triangle, members []triangle.Member, i Invitation, now time.Time) error {
	a := arrival{at: now, triangle: t, members: members, by: i.By}
	if err := a.draw(); err != nil {
		return err
	}
	invited, err := disclose.DrawRecord(invitedRecord(i))
	if err != nil {
		return err
	}
	letter := jobs{at: now}.draw(LetterJob, map[string]string{"invitation": i.ID})
	return s.run.UpdateScope(ctx, t.ID, func(x Tx) error {
		if err := x.PutTriangle(ctx, t); err != nil {
			return err
		}
		if err := a.seat(ctx, x); err != nil {
			return err
		}
		if err := x.PutInvitation(ctx, i); err != nil {
			return err
		}
		if i.Email != "" {
			if err := x.PutJob(ctx, letter.Job); err != nil {
				return err
			}
		}
		_, err := invited.In(ctx, x)
		return err
	})
}
