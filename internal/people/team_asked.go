package people

import (
	"context"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// TeamAsked is a service user or a carer who asks a team to come in. Of a carer
// it says nothing about the person they care for.
type TeamAsked struct {
	Invitation
	ByName   string
	ByEmail  string
	ByCorner sharing.Corner
}

// TeamAsked lists who asks the teams of a professional.
func (s *Service) TeamAsked(ctx context.Context, p triangle.Person) (out []TeamAsked, err error) {
	defer errs.Wrap("people.TeamAsked", &err)
	works, err := s.works(ctx, p)
	if err != nil {
		return nil, err
	}
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		for _, team := range works {
			all, err := x.InvitationsFor(ctx, team, s.now().UnixMicro())
			if err != nil {
				return err
			}
			for _, i := range all {
				by, err := x.Person(ctx, i.By)
				if err != nil {
					return err
				}
				out = append(out, TeamAsked{Invitation: i, ByName: by.Name, ByEmail: by.Email, ByCorner: by.Corner})
			}
		}
		return nil
	})
	return out, err
}

// TakeUp lets a professional in for their team. Where a service user asked, they
// join that triangle. Where a carer asked out of their own file, a new triangle
// begins whose first corner is kept free: nothing of the file goes with it.
func (s *Service) TakeUp(ctx context.Context, p triangle.Person, invitation, role string) (_ id.Triangle, err error) {
	defer errs.Wrap("people.TakeUp", &err)
	one, from, err := s.teamInvitation(ctx, p, invitation)
	if err != nil {
		return "", err
	}
	if one.Outcome == Accepted && one.SettledBy == p.ID {
		return s.whereNow(ctx, p.ID, one)
	}
	a := arrival{at: s.now(), triangle: triangle.Triangle{ID: one.Triangle, Team: triangle.Team{ID: one.Team}}, by: p.ID}
	if from.Kind == triangle.File {
		a.fresh = true
		a.triangle = triangle.Triangle{ID: id.Triangle(id.New()), Kind: triangle.Three, Team: triangle.Team{ID: one.Team}, Made: a.at.UnixMicro()}
		a.members = []triangle.Member{
			{Person: triangle.NobodyYet, Corner: sharing.ServiceUser},
			{Person: one.By, Corner: sharing.Carer, Relation: one.Relation, AcceptedBy: p.ID},
		}
	}
	a.members = append(a.members, triangle.Member{Person: p.ID, Corner: sharing.Professional, Role: plain.Line(role), AcceptedBy: one.By})
	if err := a.draw(); err != nil {
		return "", err
	}
	a.news = jobs{at: a.at}.draw(NoticeJob, nil).to(one.By, a.triangle.ID, "joined")
	return a.triangle.ID, s.run.UpdateScope(ctx, a.triangle.ID, func(x Tx) error {
		if err := a.in(ctx, x, one); err != nil || a.fresh {
			return err
		}
		return x.ChangeTriangle(ctx, a.triangle.ID, one.Team)
	})
}

// NotTakenUp ends what somebody asked a team. They read that it is over, and no reason.
func (s *Service) NotTakenUp(ctx context.Context, p triangle.Person, invitation string) (err error) {
	defer errs.Wrap("people.NotTakenUp", &err)
	one, _, err := s.teamInvitation(ctx, p, invitation)
	if err != nil {
		return err
	}
	one.Settled, one.Outcome, one.SettledBy = s.now().UnixMicro(), NotAgreed, p.ID
	return s.run.UpdateScope(ctx, one.Triangle, func(x Tx) error { return x.SettleInvitation(ctx, one) })
}

// teamInvitation finds one that a professional's own team was asked.
func (s *Service) teamInvitation(ctx context.Context, p triangle.Person, invitation string) (one Invitation, from triangle.Triangle, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		if one, err = x.Invitation(ctx, invitation); err != nil {
			return err
		}
		from, err = x.Triangle(ctx, one.Triangle)
		return err
	})
	if err != nil {
		return one, from, err
	}
	if works, err := s.works(ctx, p); err != nil || !slices.Contains(works, one.Team) {
		return one, from, errs.Missing("people.teamInvitation")
	}
	if mine := one.Outcome == Accepted && one.SettledBy == p.ID; !mine && one.State(s.now()) != Open {
		return one, from, errs.E(errs.Conflict, "people.teamInvitation", "invite.not-open", nil)
	}
	return one, from, nil
}
