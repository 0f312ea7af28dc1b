package people

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Reply is what a service user says to an invitation that waits for them.
type Reply string

// The replies.
const (
	Yes    Reply = "yes"
	No     Reply = "no"
	NotNow Reply = "not-now"
)

// Answer records the service user's reply. A yes opens the invitation, a no
// ends it, and "not now" asks again in a few days.
func (s *Service) Answer(ctx context.Context, by id.Person, t id.Triangle, invitation string, r Reply) (err error) {
	defer errs.Wrap("people.Answer", &err)
	if r != Yes && r != No && r != NotNow {
		return errs.Missing("people.Answer")
	}
	now := s.now()
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(t), At: now.UnixMicro(), Kind: ledger.Answered, Actor: string(by), Extra: map[string]string{"invitation": invitation, "answer": string(r)},
	})
	if err != nil {
		return err
	}
	jobs := jobs{at: now}
	letter, news := jobs.draw(LetterJob, map[string]string{"invitation": invitation}), jobs.draw(NoticeJob, nil)
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		one, err := s.asked(ctx, x, by, t, invitation)
		if err != nil {
			return err
		}
		if r == NotNow {
			one.Paused = now.Add(pause).UnixMicro()
			return x.ChangeInvitation(ctx, one)
		}
		if err := s.reply(ctx, x, one, by, r, letter); err != nil {
			return err
		}
		if err := x.PutJob(ctx, news.to(one.By, t, "answered")); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

func (s *Service) reply(ctx context.Context, x Tx, one Invitation, by id.Person, r Reply, letter drawn) error {
	now := s.now()
	if r == No {
		one.Settled, one.Outcome, one.SettledBy = now.UnixMicro(), NotAgreed, by
		return x.SettleInvitation(ctx, one)
	}
	one.Agreed, one.Ends = now.UnixMicro(), now.Add(Life).UnixMicro()
	if err := x.ChangeInvitation(ctx, one); err != nil || one.Email == "" {
		return err
	}
	return x.PutJob(ctx, letter.Job)
}

// asked finds an invitation that waits for this service user.
func (s *Service) asked(ctx context.Context, x Tx, by id.Person, t id.Triangle, invitation string) (Invitation, error) {
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return Invitation{}, err
	}
	me, err := standing(tri, by, s.now())
	if err != nil {
		return Invitation{}, err
	}
	one, err := x.Invitation(ctx, invitation)
	if err != nil {
		return Invitation{}, err
	}
	if me.Corner != sharing.ServiceUser || one.Triangle != t {
		return Invitation{}, errs.Missing("people.asked")
	}
	if one.State(s.now()) != Waiting {
		return Invitation{}, errs.E(errs.Conflict, "people.asked", "invite.not-open", nil)
	}
	return one, nil
}

// Withdraw takes an invitation back. Whoever opens the link later reads no more than that it is over.
func (s *Service) Withdraw(ctx context.Context, by id.Person, t id.Triangle, invitation string) (err error) {
	defer errs.Wrap("people.Withdraw", &err)
	now := s.now().UnixMicro()
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		one, err := s.own(ctx, x, by, t, invitation)
		if err != nil {
			return err
		}
		one.Settled, one.Outcome, one.SettledBy = now, Withdrawn, by
		return x.SettleInvitation(ctx, one)
	})
}

// Asking is an invitation that waits for a service user's yes.
type Asking struct {
	Invitation
	ByName string
}

// Asking lists what waits for a service user's yes, in all their triangles.
func (s *Service) Asking(ctx context.Context, p id.Person) (out []Asking, err error) {
	now := s.now()
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		mine, err := x.TrianglesOf(ctx, p, now.UnixMicro())
		if err != nil {
			return err
		}
		for _, t := range mine {
			if me, _ := t.Member(p); me.Corner != sharing.ServiceUser {
				continue
			}
			all, err := x.InvitationsOf(ctx, t.ID)
			if err != nil {
				return err
			}
			out = append(out, waiting(t, all, now.UnixMicro(), func(i Invitation) bool { return i.State(now) == Waiting })...)
		}
		return nil
	})
	return out, err
}

func waiting(t triangle.Triangle, all []Invitation, now int64, is func(Invitation) bool) []Asking {
	var out []Asking
	for _, i := range all {
		if !is(i) || i.Paused > now {
			continue
		}
		by, _ := t.Member(i.By)
		out = append(out, Asking{Invitation: i, ByName: by.Name})
	}
	return out
}

// Invitations lists those of a triangle, newest first: a service user sees all,
// anybody else their own.
func (s *Service) Invitations(ctx context.Context, by id.Person, t id.Triangle) (out []Invitation, err error) {
	defer errs.Wrap("people.Invitations", &err)
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		tri, err := x.Triangle(ctx, t)
		if err != nil {
			return err
		}
		me, err := standing(tri, by, s.now())
		if err != nil {
			return err
		}
		all, err := x.InvitationsOf(ctx, t)
		for _, i := range all {
			if i.By == by || me.Corner == sharing.ServiceUser {
				out = append(out, i)
			}
		}
		return err
	})
	return out, err
}

// Invitation reads one that somebody made, or that concerns their triangle as the service user.
func (s *Service) Invitation(ctx context.Context, by id.Person, t id.Triangle, invitation string) (one Invitation, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		one, err = s.own(ctx, x, by, t, invitation)
		return err
	})
	return one, err
}
