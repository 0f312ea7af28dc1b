package notify

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/words"
)

// Account tells somebody by mail what happened to their account. It names
// nobody else, and says nothing of any triangle.
func (s *Service) Account(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("notify.Account", &err)
	who := id.Person(j.Payload["person"])
	p, err := s.owner(ctx, who)
	if err != nil || s.Mail == nil || p.ID == "" || p.Closed != 0 {
		return err
	}
	if j.Payload["own"] != "" {
		if err := s.run.View(ctx, func(x Tx) (err error) {
			p.Email, err = x.OwnAddress(ctx, who)
			return err
		}); err != nil {
			return err
		}
	}
	if p.Email == "" {
		return nil
	}
	say := s.Words.Printer(p.Lang, nil, s.Now)
	subject, text := accountLetter(say, j.Payload["what"])
	if text == "" {
		return nil
	}
	return s.post(ctx, Mail{ID: j.ID, To: p.Email, Subject: subject, Text: text + "\n\n" + s.URL + "/sign-in\n"})
}

// accountLetter is what a code of something that happened says in a mail.
func accountLetter(say *words.Printer, what string) (subject, text string) {
	switch what {
	case "joined":
		return say.T("notice.joined"), say.T("notice.joined-why")
	case "parted":
		return say.T("notice.parted"), say.T("notice.parted-why")
	case "closing":
		return say.T("notice.closing"), say.T("notice.closing-why")
	case "case":
		return say.T("notice.case"), say.T("notice.case-why")
	}
	return "", ""
}
