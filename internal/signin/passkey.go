package signin

import (
	"context"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// Passkeys speaks the language of browsers and authenticators. What it takes and
// gives as bytes is theirs; nobody here looks inside.
type Passkeys interface {
	// Create asks a browser to make a passkey.
	Create(who Holder, v Verify) (Ceremony, error)
	// Created checks what came back.
	Created(who Holder, state, answer []byte) (Made, error)
	// Ask asks for a passkey: one of the holder's, or any where holder is nil.
	Ask(holder *Holder, v Verify) (Ceremony, error)
	// Answered checks what came back with the record that find knows.
	Answered(state, answer []byte, find func(credential string) (Holder, error)) (Answered, error)
}

// Holder is somebody with passkeys, as an authenticator is told of them.
type Holder struct {
	ID      id.Person
	Name    string   // what they tell their own accounts apart by
	Records [][]byte // of the passkeys that may be used, or must not be made again
}

// Verify says whether a passkey must make sure who holds it: by a finger, a
// face or a number of its own.
type Verify string

// The two wishes.
const (
	MustVerify Verify = "required"
	MayVerify  Verify = "preferred"
)

// Ceremony is what a browser is asked, and what its answer is checked against.
type Ceremony struct{ Options, State []byte }

// Made is a new passkey.
type Made struct {
	Credential string
	Record     []byte
	Verified   bool
	Eligible   bool // may be kept in a synced place
	Synced     bool // is kept in a synced place
}

// Answered is what a passkey has proved.
type Answered struct {
	Credential string
	Record     []byte // as it is to be kept from now on
	Verified   bool
	Synced     bool
	Copied     bool // its counter went back: there may be two of it
}

// Passkey is one passkey of somebody.
type Passkey struct {
	ID         string
	Credential string
	Person     id.Person
	Name       string
	Record     []byte
	Eligible   bool
	Synced     bool
	Made       int64
	Used       int64
	Doubted    int64 // since when it may have been copied; then it opens nothing
}

// PasskeyTx is what passkeys need of a transaction.
type PasskeyTx interface {
	PutPasskey(ctx context.Context, p Passkey) error
	Passkeys(ctx context.Context, p id.Person) ([]Passkey, error)
	PasskeyByCredential(ctx context.Context, credential string) (Passkey, error)
	ChangePasskey(ctx context.Context, p Passkey) error
	DropPasskey(ctx context.Context, p id.Person, passkey string) error
	// PutChallenge stores one, and forgets those that have ended.
	PutChallenge(ctx context.Context, c Challenge, now int64) error
	// TakeChallenge reads one and forgets it: each is taken once.
	TakeChallenge(ctx context.Context, hash string) (Challenge, error)
}

// Challenge is one question to an authenticator.
type Challenge struct {
	Hash    string
	Purpose Purpose
	Person  id.Person
	State   []byte
	Ends    int64
}

// ChallengeFor is how long a question may be answered.
const ChallengeFor = 5 * time.Minute

// Offer lets people use passkeys. Without it there are none, and nobody is offered any.
func (s *Service) Offer(p Passkeys) { s.keys = p }

// Offers reports whether passkeys can be used here.
func (s *Service) Offers() bool { return s.keys != nil }

func errNoFit() error { return errs.E(errs.Invalid, "signin.passkey", "passkey.no-fit", nil) }

// Ask begins a ceremony. The secret goes into a cookie of the browser that
// asked, the options to its script. Nobody is the zero person.
func (s *Service) Ask(ctx context.Context, to Purpose, p triangle.Person, by Session) (options []byte, secret string, err error) {
	defer errs.Wrap("signin.Ask", &err)
	if s.keys == nil {
		return nil, "", errs.Missing("signin.Ask")
	}
	var c Ceremony
	switch to {
	case ToSignIn:
		p = triangle.Person{}
		c, err = s.keys.Ask(nil, MayVerify)
	case ToRise, ToProve:
		c, err = s.askOne(ctx, p)
	case ToAdd:
		c, err = s.askNew(ctx, p, by)
	default:
		err = errs.Missing("signin.Ask")
	}
	if err != nil {
		return nil, "", err
	}
	secret, err = newToken()
	if err != nil {
		return nil, "", err
	}
	now := s.now()
	one := Challenge{Hash: hashToken(secret), Purpose: to, Person: p.ID, State: c.State, Ends: now.Add(ChallengeFor).UnixMicro()}
	return c.Options, secret, s.run.Update(ctx, func(t Tx) error { return t.PutChallenge(ctx, one, now.UnixMicro()) })
}

func wanted(p triangle.Person) Verify {
	if NeedsTwo(p) {
		return MustVerify
	}
	return MayVerify
}

// askOne asks for one of a person's own passkeys.
func (s *Service) askOne(ctx context.Context, p triangle.Person) (Ceremony, error) {
	if p.ID == "" {
		return Ceremony{}, errs.Missing("signin.askOne")
	}
	w, err := s.Ways(ctx, p.ID)
	if err != nil {
		return Ceremony{}, err
	}
	who := holder(p, w.Passkeys, func(one Passkey) bool { return one.Doubted == 0 })
	if len(who.Records) == 0 {
		return Ceremony{}, errs.Missing("signin.askOne")
	}
	return s.keys.Ask(&who, wanted(p))
}

func holder(p triangle.Person, all []Passkey, which func(Passkey) bool) Holder {
	who := Holder{ID: p.ID, Name: p.Email}
	for _, one := range all {
		if which(one) {
			who.Records = append(who.Records, one.Record)
		}
	}
	return who
}

// takeChallenge reads the state of a ceremony, once, whatever comes of it. One for
// another purpose, another person or another browser fits nothing.
func (s *Service) takeChallenge(ctx context.Context, to Purpose, p id.Person, secret string) ([]byte, error) {
	if s.keys == nil {
		return nil, errs.Missing("signin.take")
	}
	if secret == "" {
		return nil, errs.E(errs.Invalid, "signin.take", "passkey.again", nil)
	}
	var c Challenge
	err := s.run.Update(ctx, func(t Tx) (err error) {
		c, err = t.TakeChallenge(ctx, hashToken(secret))
		return err
	})
	if errs.Is(err, errs.NotFound) || err == nil && (c.Purpose != to || c.Person != p || c.Ends <= s.now().UnixMicro()) {
		return nil, errs.E(errs.Invalid, "signin.take", "passkey.again", nil)
	}
	return c.State, err
}

// checkPasskey checks a passkey and writes down how it stands. Whose it is comes back.
func (s *Service) checkPasskey(ctx context.Context, state, answer []byte, only id.Person) (triangle.Person, Answered, error) {
	var key Passkey
	var who triangle.Person
	got, err := s.keys.Answered(state, answer, func(credential string) (h Holder, err error) {
		err = s.run.View(ctx, func(t Tx) (err error) {
			if key, err = t.PasskeyByCredential(ctx, credential); err != nil {
				return err
			}
			who, err = t.Person(ctx, key.Person)
			return err
		})
		return Holder{ID: who.ID, Name: who.Email, Records: [][]byte{key.Record}}, err
	})
	switch {
	case err != nil:
		return who, got, err
	case who.ID == "" || who.Closed != 0 || only != "" && who.ID != only:
		return who, got, errNoFit()
	case key.Doubted != 0:
		return who, got, errs.E(errs.Invalid, "signin.answer", "passkey.copied", nil)
	case got.Copied:
		return who, got, s.doubt(ctx, key)
	case NeedsTwo(who) && !got.Verified:
		return who, got, errs.E(errs.Invalid, "signin.answer", "passkey.unverified", nil)
	}
	return who, got, s.used(ctx, key, got)
}

// used keeps counter and flags. Two answers that cross each other are two users
// of one counter, so the later one is checked against what the first has left.
func (s *Service) used(ctx context.Context, key Passkey, got Answered) error {
	before := key.Used
	key.Record, key.Synced, key.Used = got.Record, got.Synced, max(s.now().UnixMicro(), before+1)
	return s.run.Update(ctx, func(t Tx) error {
		now, err := t.PasskeyByCredential(ctx, key.Credential)
		if err != nil {
			return err
		}
		if now.Used != before || now.Doubted != 0 {
			return errs.E(errs.Invalid, "signin.used", "passkey.again", nil)
		}
		key.Name = now.Name
		return t.ChangePasskey(ctx, key)
	})
}

// SignInByPasskey finds out who it is by the passkey alone and begins a session.
func (s *Service) SignInByPasskey(ctx context.Context, secret string, answer []byte, by Proof) (token string, err error) {
	defer errs.Wrap("signin.SignInByPasskey", &err)
	state, err := s.takeChallenge(ctx, ToSignIn, "", secret)
	if err != nil {
		return "", err
	}
	who, got, err := s.checkPasskey(ctx, state, answer, "")
	if err != nil {
		return "", err
	}
	level := 1
	if got.Verified {
		level = 2
	}
	return s.Start(ctx, who.ID, by.with(ByPasskey, level))
}
