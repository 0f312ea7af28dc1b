package signin

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// ChangePassword needs the old password, and ends every other session. Whoever
// sits at somebody's open session cannot try passwords without end.
func (s *Service) ChangePassword(ctx context.Context, p triangle.Person, session, old, fresh string) (err error) {
	defer errs.Wrap("signin.ChangePassword", &err)
	var problems errs.Problems
	checkPassword(&problems, "fresh", fresh, p.Email, p.Name)
	if err := problems.Err("signin.ChangePassword"); err != nil {
		return err
	}
	have, err := s.Ways(ctx, p.ID)
	if err != nil {
		return err
	}
	if have.Password {
		if err := s.prove(ctx, p.ID, session, old); err != nil {
			return err
		}
	}
	hash, err := s.hashes.hash(ctx, fresh)
	if err != nil {
		return err
	}
	return s.changed(ctx, p.ID, "password-changed", "password", func(t Tx) error {
		if err := t.SetPassword(ctx, p.ID, hash); err != nil {
			return err
		}
		return t.EndSessions(ctx, p.ID, session, s.now().UnixMicro())
	})
}

// DropPassword takes the password away from somebody who comes in otherwise.
func (s *Service) DropPassword(ctx context.Context, p triangle.Person) (err error) {
	defer errs.Wrap("signin.DropPassword", &err)
	return s.changed(ctx, p.ID, "password-removed", "password", func(t Tx) error {
		have, err := ways(ctx, t, p.ID)
		if err != nil {
			return err
		}
		if !have.Password {
			return errs.Missing("signin.DropPassword")
		}
		if !have.May(p).Password {
			return errLast("signin.DropPassword")
		}
		return t.SetPassword(ctx, p.ID, "")
	})
}

// prove checks the password of somebody who is signed in. Each session has a
// lane of its own: whoever guesses at one slows down no other.
func (s *Service) prove(ctx context.Context, p id.Person, session, password string) error {
	lane := SessionLane(p, session)
	var stored string
	if err := s.run.UpdateScope(ctx, slowScope, func(t Tx) (err error) {
		if err = s.take(ctx, t, false, []Lane{lane}); err != nil {
			return err
		}
		stored, err = t.Password(ctx, p)
		return err
	}); err != nil {
		return err
	}
	ok, err := s.hashes.fits(ctx, password, stored)
	if err != nil {
		return errors.Join(err, s.giveBack(ctx, []Lane{lane}))
	}
	if ok {
		return s.Passed(ctx, lane)
	}
	if err := s.turnAway(ctx, p, WrongPassword); err != nil {
		return err
	}
	var problems errs.Problems
	problems.Add("old", "account.old-password-wrong")
	return problems.Err("signin.prove")
}

// Change stores a person's own name, language, place and wishes.
func (s *Service) Change(ctx context.Context, p triangle.Person) (err error) {
	defer errs.Wrap("signin.Change", &err)
	var problems errs.Problems
	checkName(&problems, p.Name)
	if _, err := time.LoadLocation(p.Zone); err != nil || p.Zone == "" || p.Zone == "Local" {
		problems.Add("zone", "account.zone-unknown")
	}
	if err := problems.Err("signin.Change"); err != nil {
		return err
	}
	p.Name = plain.Line(p.Name)
	if p.Corner != sharing.ServiceUser {
		p.Alone = false // theirs alone to ask for
	}
	return s.run.Update(ctx, func(t Tx) error { return t.ChangePerson(ctx, p) })
}

// NewPassword makes a password that an administrator hands over. The person
// changes it when they have signed in.
func NewPassword() string {
	raw := strings.ToLower(rand.Text())
	return raw[:5] + "-" + raw[5:10] + "-" + raw[10:15]
}

// Hire makes the account of a professional. Only administrators do. The
// password comes back once, to be handed over.
func (s *Service) Hire(ctx context.Context, by triangle.Person, n NewAccount) (p triangle.Person, password string, err error) {
	defer errs.Wrap("signin.Hire", &err)
	if !by.Admin {
		return p, "", errs.Missing("signin.Hire")
	}
	n.Corner, n.Password, n.Admin, n.Given = sharing.Professional, NewPassword(), false, true
	p, err = s.SignUp(ctx, n)
	if err != nil {
		return p, "", err
	}
	return p, n.Password, nil
}

// Close ends a professional's account and their sessions at once. Their words
// and the record stay. Only administrators do, and never to themselves.
func (s *Service) Close(ctx context.Context, by triangle.Person, p id.Person) (err error) {
	defer errs.Wrap("signin.Close", &err)
	if !by.Admin || by.ID == p {
		return errs.Missing("signin.Close")
	}
	now := s.now().UnixMicro()
	closed, err := s.note(ledger.Account, by.ID, p, "closed")
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		admin, err := t.Person(ctx, by.ID)
		if err != nil {
			return err
		}
		one, err := t.Person(ctx, p)
		if err != nil {
			return err
		}
		if one.Corner != sharing.Professional || !admin.Admin || admin.Closed != 0 {
			return errs.Missing("signin.Close")
		}
		if err := t.ClosePerson(ctx, p, now); err != nil {
			return err
		}
		if err := t.EndSessions(ctx, p, "", now); err != nil {
			return err
		}
		_, err = closed.In(ctx, t)
		return err
	})
}

// SignOut ends every session of a professional, at once. Only administrators do,
// for a device that went astray; the account stays as it is.
func (s *Service) SignOut(ctx context.Context, by triangle.Person, p id.Person) (err error) {
	defer errs.Wrap("signin.SignOut", &err)
	if !by.Admin {
		return errs.Missing("signin.SignOut")
	}
	ended, err := s.note(ledger.Account, by.ID, p, "sessions-ended")
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		one, err := t.Person(ctx, p)
		if err != nil {
			return err
		}
		if one.Corner != sharing.Professional || one.Closed != 0 {
			return errs.Missing("signin.SignOut")
		}
		if err := t.EndSessions(ctx, p, "", s.now().UnixMicro()); err != nil {
			return err
		}
		_, err = ended.In(ctx, t)
		return err
	})
}
