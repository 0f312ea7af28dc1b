package signin

import (
	"context"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
)

// passkeysMost bounds how many passkeys one person keeps.
const passkeysMost = 20

// passkeyName bounds what a passkey is called, in letters.
const passkeyName = 60

// askNew asks a browser to make a passkey that this person has not got yet.
func (s *Service) askNew(ctx context.Context, p triangle.Person, by Session) (Ceremony, error) {
	if p.ID == "" {
		return Ceremony{}, errs.Missing("signin.askNew")
	}
	w, err := s.Ways(ctx, p.ID)
	if err != nil {
		return Ceremony{}, err
	}
	if !mayAdd(by, p, w) {
		return Ceremony{}, errs.Missing("signin.askNew")
	}
	return s.keys.Create(holder(p, w.Passkeys, func(Passkey) bool { return true }), wanted(p))
}

// NewPasskey is what a browser made, and what its person calls it.
type NewPasskey struct {
	Secret string // of the cookie
	Answer []byte
	Name   string
	Device string // taken for a name where there is none
}

// AddPasskey keeps a passkey that a browser has made.
func (s *Service) AddPasskey(ctx context.Context, p triangle.Person, by Session, n NewPasskey) (err error) {
	defer errs.Wrap("signin.AddPasskey", &err)
	name, err := nameOf(n.Name, n.Device)
	if err != nil {
		return err
	}
	state, err := s.takeChallenge(ctx, ToAdd, p.ID, n.Secret)
	if err != nil {
		return err
	}
	made, err := s.keys.Created(Holder{ID: p.ID, Name: p.Email}, state, n.Answer)
	if err != nil {
		return err
	}
	if NeedsTwo(p) && !made.Verified {
		return errs.E(errs.Invalid, "signin.AddPasskey", "passkey.unverified", nil)
	}
	one := Passkey{
		ID: id.New(), Credential: made.Credential, Person: p.ID, Name: name, Record: made.Record, Eligible: made.Eligible, Synced: made.Synced, Made: s.now().UnixMicro(),
	}
	return s.changed(ctx, p.ID, "way-added", "passkey", func(t Tx) error {
		w, err := ways(ctx, t, p.ID)
		switch {
		case err != nil:
			return err
		case !mayAdd(by, p, w):
			return errs.Missing("signin.AddPasskey")
		case len(w.Passkeys) >= passkeysMost:
			return errs.E(errs.Conflict, "signin.AddPasskey", "passkey.many", nil)
		}
		return t.PutPasskey(ctx, one)
	})
}

func nameOf(name, device string) (string, error) {
	if name = plain.Line(name); !plain.Visible(name) {
		name = plain.Line(device)
	}
	if plain.Length(name) > passkeyName {
		var p errs.Problems
		p.Add("name", "ways.name-long", "most", passkeyName)
		return "", p.Err("signin.nameOf")
	}
	return name, nil
}

// RenamePasskey gives one of a person's own passkeys another name.
func (s *Service) RenamePasskey(ctx context.Context, p id.Person, passkey, name string) (err error) {
	defer errs.Wrap("signin.RenamePasskey", &err)
	if !plain.Visible(plain.Line(name)) {
		var problems errs.Problems
		problems.Add("name", "ways.name-missing")
		return problems.Err("signin.RenamePasskey")
	}
	if name, err = nameOf(name, ""); err != nil {
		return err
	}
	return s.changed(ctx, p, "way-renamed", "passkey", func(t Tx) error {
		one, err := own(ctx, t, p, passkey)
		if err != nil {
			return err
		}
		one.Name = name
		return t.ChangePasskey(ctx, one)
	})
}

// own finds one of a person's own passkeys.
func own(ctx context.Context, t Tx, p id.Person, passkey string) (Passkey, error) {
	all, err := t.Passkeys(ctx, p)
	if err != nil {
		return Passkey{}, err
	}
	n := slices.IndexFunc(all, func(one Passkey) bool { return one.ID == passkey })
	if n < 0 {
		return Passkey{}, errs.Missing("signin.own")
	}
	return all[n], nil
}

// RemovePasskey takes one away, unless nothing good would be left. Whoever takes
// away a device that is lost is signed out on it; keep is the session that stays.
func (s *Service) RemovePasskey(ctx context.Context, p triangle.Person, passkey, keep string) (err error) {
	defer errs.Wrap("signin.RemovePasskey", &err)
	return s.changed(ctx, p.ID, "way-removed", "passkey", func(t Tx) error {
		if _, err := own(ctx, t, p.ID, passkey); err != nil {
			return err
		}
		w, err := ways(ctx, t, p.ID)
		if err != nil {
			return err
		}
		if !w.May(p).Passkey[passkey] {
			return errLast("signin.RemovePasskey")
		}
		if err := t.DropPasskey(ctx, p.ID, passkey); err != nil {
			return err
		}
		if err := t.EndSessions(ctx, p.ID, keep, s.now().UnixMicro()); err != nil {
			return err
		}
		return w.without(passkey).dropIdle(ctx, t, p.ID)
	})
}

// doubt puts a passkey aside of which there may be two, and ends what it may have
// opened. Its person is told, on their page and by mail, and comes in another way.
func (s *Service) doubt(ctx context.Context, key Passkey) error {
	c, err := s.drawChange(ledger.TurnedAway, key.Person, "passkey-copied", map[string]string{"way": "passkey"})
	if err != nil {
		return err
	}
	if err := s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		now, err := t.PasskeyByCredential(ctx, key.Credential)
		if err != nil {
			return err
		}
		if now.Doubted == 0 {
			now.Doubted = c.at
			if err := t.ChangePasskey(ctx, now); err != nil {
				return err
			}
		}
		if err := t.EndSessions(ctx, key.Person, "", c.at); err != nil {
			return err
		}
		return c.in(ctx, t)
	}); err != nil {
		return err
	}
	return errs.E(errs.Invalid, "signin.doubt", "passkey.copied", nil)
}
