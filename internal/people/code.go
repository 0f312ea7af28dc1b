package people

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Link is what an inviter hands over, by two ways: the code in writing, the
// word by voice. Both are shown once; only their hashes are kept.
type Link struct{ Code, Word string }

// Link draws a new code and word for an open invitation; those before open
// nothing from then on. Somebody who finds the link has not heard the word.
func (s *Service) Link(ctx context.Context, by id.Person, t id.Triangle, invitation string) (l Link, err error) {
	defer errs.Wrap("people.Link", &err)
	l = Link{Code: rand.Text(), Word: drawWord()}
	err = s.run.UpdateScope(ctx, t, func(x Tx) error {
		one, err := s.own(ctx, x, by, t, invitation)
		if err != nil {
			return err
		}
		return s.recode(ctx, x, one, l)
	})
	return l, err
}

// recode puts a new code, and a word or none, on an open invitation.
func (s *Service) recode(ctx context.Context, x Tx, i Invitation, l Link) error {
	if i.State(s.now()) != Open || i.Team != "" {
		return errs.E(errs.Conflict, "people.recode", "invite.not-open", nil)
	}
	i.Code, i.Word, i.Holder = hashCode(l.Code), "", ""
	if l.Word != "" {
		i.Word = hashWord(i.ID, l.Word)
	}
	return x.ChangeInvitation(ctx, i)
}

// own finds an invitation for somebody who made it, or for the service user.
func (s *Service) own(ctx context.Context, x Tx, by id.Person, t id.Triangle, invitation string) (Invitation, error) {
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
	if one.Triangle != t || (one.By != by && me.Corner != sharing.ServiceUser) {
		return Invitation{}, errs.Missing("people.own")
	}
	return one, nil
}

// Letter is what a mail with an invitation needs. It names nobody.
type Letter struct{ Email, Code string }

// Letter draws the link for the mail of an invitation. It is for the program
// alone, never for a person; errs.NotFound when there is nothing to send any more.
func (s *Service) Letter(ctx context.Context, invitation string) (l Letter, err error) {
	defer errs.Wrap("people.Letter", &err)
	l.Code = rand.Text()
	err = s.run.Update(ctx, func(x Tx) error {
		one, err := x.Invitation(ctx, invitation)
		if err != nil {
			return err
		}
		if one.State(s.now()) != Open || one.Email == "" {
			return errs.Missing("people.Letter")
		}
		l.Email = one.Email
		// The mail reached the address, and it opens for that address alone.
		return s.recode(ctx, x, one, Link{Code: l.Code})
	})
	return l, err
}

// hashCode forgives how a code was typed: small letters, spaces and lines between.
func hashCode(code string) string {
	code = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '2' && r <= '7':
			return r
		}
		return -1
	}, code)
	sum := sha256.Sum256([]byte("invitation:" + code))
	return hex.EncodeToString(sum[:])
}
