package notify

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/signin"
)

// Returner says to whom the mails about coming back go.
type Returner interface {
	LostLetter(ctx context.Context, recovery string) (signin.LostLetter, error)
	LostStep(ctx context.Context, recovery string) (signin.LostLetter, error)
}

// GuardLetters are the mails about sign-ins and about coming back. They go to
// everybody with an address: they are about the account itself, and name
// nothing that is in it.
func (s *Service) GuardLetters(r Returner) map[string]func(context.Context, disclose.Job) error {
	return map[string]func(context.Context, disclose.Job) error{
		signin.ArrivedJob: s.arrived,
		signin.LostJob:    func(ctx context.Context, j disclose.Job) error { return s.lost(ctx, r, j) },
	}
}

// arrived tells somebody that their account was used from a device that it does not know.
func (s *Service) arrived(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("notify.arrived", &err)
	p, err := s.owner(ctx, id.Person(j.Payload["person"]))
	if err != nil || p.ID == "" || p.Closed != 0 {
		return err
	}
	if err := s.ring(ctx, p.ID); err != nil || s.Mail == nil || p.Email == "" {
		return err
	}
	say := s.Words.Printer(p.Lang, nil, s.Now)
	return s.post(ctx, Mail{ID: j.ID, To: p.Email, Subject: say.T("guard.mail"), Text: say.T("guard.mail-"+j.Payload["kind"]) + "\n\n" + s.URL + "/account/sessions\n"})
}

// lost tells somebody of each step of coming back, with the way to stop it.
func (s *Service) lost(ctx context.Context, r Returner, j disclose.Job) (err error) {
	defer errs.Wrap("notify.lost", &err)
	step := j.Payload["step"]
	letter := r.LostStep
	if step == signin.StepAsked {
		letter = r.LostLetter
	}
	l, err := letter(ctx, j.Payload["recovery"])
	if errs.Is(err, errs.NotFound) || errs.Is(err, errs.Conflict) || (err == nil && l.Person.Closed != 0) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.ring(ctx, l.Person.ID); err != nil || s.Mail == nil || l.Person.Email == "" {
		return err
	}
	say := s.Words.Printer(l.Person.Lang, nil, s.Now)
	text := say.T("guard.mail-" + step)
	if l.Link != "" {
		text += "\n\n" + s.URL + "/lost/" + l.Link
	}
	if l.Stop != "" {
		text += "\n\n" + say.T("guard.mail-stop") + "\n\n" + s.URL + "/lost/stop/" + l.Stop
	}
	return s.post(ctx, Mail{ID: j.ID, To: l.Person.Email, Subject: say.T("guard.mail"), Text: text + "\n"})
}

// ring tells the open pages of a person.
func (s *Service) ring(ctx context.Context, p id.Person) error {
	err := s.run.Update(ctx, func(x Tx) error { return x.PutRing(ctx, p) })
	if err == nil {
		s.Bell.Ring(p)
	}
	return err
}
