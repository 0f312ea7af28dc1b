package notify

import (
	"context"
	"errors"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
	"trialogue/internal/words"
)

// Opener draws the link for the mail of an invitation.
type Opener interface {
	Letter(ctx context.Context, invitation string) (people.Letter, error)
}

// Letters are the jobs of accounts and invitations.
func (s *Service) Letters(o Opener) map[string]func(context.Context, disclose.Job) error {
	return map[string]func(context.Context, disclose.Job) error{
		people.LetterJob: func(ctx context.Context, j disclose.Job) error { return s.invitation(ctx, o, j) },
		people.NoticeJob: s.notice,
		signin.KnownJob:  s.known,

		signin.ChangedJob: s.changed,
	}
}

// invitation sends the link of an invitation. The mail names nobody: neither
// who invites, nor for whom. Sent again, it holds a new link.
func (s *Service) invitation(ctx context.Context, o Opener, j disclose.Job) (err error) {
	defer errs.Wrap("notify.invitation", &err)
	if s.Mail == nil {
		return nil
	}
	l, err := o.Letter(ctx, j.Payload["invitation"])
	if errs.Is(err, errs.NotFound) || errs.Is(err, errs.Conflict) { // taken back, used or over
		return nil
	}
	if err != nil {
		return err
	}
	if held, err := s.heldFor(ctx, l.Email, j); held || err != nil {
		return err
	}
	p := s.Words.Printer(words.English, nil, s.Now)
	return s.post(ctx, Mail{ID: j.ID, To: l.Email, Subject: p.T("notice.invitation"), Text: p.T("notice.invitation-why") + "\n\n" + s.URL + "/join/" + l.Code + "\n"})
}

// known tells the owner of an account that somebody tried to begin another one.
func (s *Service) known(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("notify.known", &err)
	p, err := s.owner(ctx, id.Person(j.Payload["person"]))
	if err != nil || s.Mail == nil || p.Email == "" || p.Closed != 0 || j.Payload["say"] == "no" {
		return err
	}
	if held, err := s.held(ctx, p, j); held || err != nil {
		return err
	}
	say := s.Words.Printer(p.Lang, nil, s.Now)
	return s.post(ctx, Mail{ID: j.ID, To: p.Email, Subject: say.T("notice.known"), Text: say.T("notice.known-why") + "\n\n" + s.URL + "/sign-in\n"})
}

// changed tells somebody that a way in of theirs was changed, and not which.
func (s *Service) changed(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("notify.changed", &err)
	p, err := s.owner(ctx, id.Person(j.Payload["person"]))
	if err != nil || s.Mail == nil || p.Email == "" || p.Closed != 0 {
		return err
	}
	say := s.Words.Printer(p.Lang, nil, s.Now)
	return s.post(ctx, Mail{ID: j.ID, To: p.Email, Subject: say.T("notice.known"), Text: say.T("notice.way-changed") + "\n\n" + s.URL + "/account/ways\n"})
}

// notice tells one person that somebody came, went or asks: a ring on their open
// pages, and the usual mail unless they had one within the hour.
func (s *Service) notice(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("notify.notice", &err)
	who, now := id.Person(j.Payload["to"]), s.Now().UnixMicro()
	p, err := s.owner(ctx, who)
	if err != nil || p.ID == "" {
		return err
	}
	send, held := false, false
	err = s.run.Update(ctx, func(x Tx) error {
		pause, err := x.Pause(ctx, id.Triangle(j.Payload["triangle"]), who)
		// What comes up by the calendar, of something they know, comes up all the same.
		if held = pause.Since != 0 && j.Payload["known"] == ""; held || err != nil {
			return err
		}
		if err := x.PutRing(ctx, who); err != nil {
			return err
		}
		last, err := x.Mailed(ctx, who)
		send = s.Mail != nil && wantsMail(p) && soonest(last, now) <= now
		return err
	})
	if err != nil || held {
		return err
	}
	s.Bell.Ring(who)
	if !send {
		return nil
	}
	if held, err := s.held(ctx, p, j); held || err != nil {
		return err
	}
	if err := s.post(ctx, s.mail(j.ID, p)); err != nil {
		return err
	}
	return s.run.Update(ctx, func(x Tx) error { return x.PutMailed(ctx, who, now) })
}

// owner reads a person; the zero Person for one who is not there.
func (s *Service) owner(ctx context.Context, who id.Person) (p triangle.Person, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		p, err = x.Person(ctx, who)
		return err
	})
	if errs.Is(err, errs.NotFound) {
		return triangle.Person{}, nil
	}
	return p, err
}

// post sends a mail. An address that a server will never take is no reason to try again.
func (s *Service) post(ctx context.Context, m Mail) error {
	err := s.Mail.Send(ctx, m)
	if errors.Is(err, ErrRefused) {
		s.Log.Warn("a mail server will not take a mail for this address", "job", m.ID)
		s.Note("refused")
		return nil
	}
	if err == nil {
		s.Note("sent")
	}
	return err
}
