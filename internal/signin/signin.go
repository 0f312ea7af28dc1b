package signin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
)

// After this many failures in this time, an account waits. Nobody is locked
// out for longer, so that a stranger cannot keep somebody away.
const (
	failuresMost = 10
	failuresTime = 15 * time.Minute
)

// SignIn checks e-mail and password and starts a session. The token goes into
// the cookie and nowhere else. Every way to fail has the same words.
func (s *Service) SignIn(ctx context.Context, email, password, device string) (token string, err error) {
	defer errs.Wrap("signin.SignIn", &err)
	now := s.now()
	key := attemptKey(email)
	var p triangle.Person
	var stored string
	var failed int
	err = s.run.View(ctx, func(t Tx) (err error) {
		if failed, err = t.CountAttempts(ctx, key, now.Add(-failuresTime).UnixMicro()); err != nil {
			return err
		}
		p, err = t.PersonByEmail(ctx, FoldEmail(email))
		if errs.Is(err, errs.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		stored, err = t.Password(ctx, p.ID)
		return err
	})
	if err != nil {
		return "", err
	}
	if failed >= failuresMost {
		return "", errs.E(errs.TooMuch, "signin.SignIn", "signin.wait", nil)
	}
	ok, err := s.hashes.fits(ctx, password, stored)
	if err != nil {
		return "", err
	}
	if !ok {
		return "", s.failed(ctx, key, now)
	}
	level, err := s.afterPassword(ctx, p.ID)
	if err != nil {
		return "", err
	}
	return s.Start(ctx, p.ID, Proof{Way: ByPassword, Level: level, Device: device})
}

func (s *Service) failed(ctx context.Context, key string, now time.Time) error {
	if err := s.run.Update(ctx, func(t Tx) error { return t.PutAttempt(ctx, key, now.UnixMicro()) }); err != nil {
		return err
	}
	var p errs.Problems
	p.Add("email", "signin.no-match")
	return p.Err("signin.SignIn")
}

// Start begins a session for somebody who has proved who they are.
func (s *Service) Start(ctx context.Context, p id.Person, by Proof) (string, error) {
	raw := make([]byte, 32)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	token := base64.RawURLEncoding.EncodeToString(raw)
	now := s.now()
	one := Session{
		ID: id.New(), Person: p, Device: by.Device, Made: now.UnixMicro(), Seen: now.UnixMicro(), Ends: now.Add(s.limits.Life).UnixMicro(),
		Way: by.Way, Level: by.Level, Proved: now.UnixMicro(),
	}
	err := s.run.Update(ctx, func(t Tx) error { return t.PutSession(ctx, hashToken(token), one) })
	return token, err
}

// seenStep is how often "last seen" is written down: not with every request.
const seenStep = time.Minute

// Session finds who a token belongs to, and keeps the session going. One that
// ended, or was quiet too long, is errs.SignedOut.
func (s *Service) Session(ctx context.Context, token string) (Session, triangle.Person, error) {
	one, p, err := s.Glance(ctx, token)
	if now := s.now(); err == nil && now.Sub(time.UnixMicro(one.Seen)) >= seenStep {
		err = s.run.Update(ctx, func(t Tx) error { return t.TouchSession(ctx, hashToken(token), now.UnixMicro()) })
	}
	return one, p, err
}

// Glance is Session without keeping it going.
func (s *Service) Glance(ctx context.Context, token string) (Session, triangle.Person, error) {
	if token == "" {
		return Session{}, triangle.Person{}, errs.E(errs.SignedOut, "signin.Session", "", nil)
	}
	now := s.now()
	hash := hashToken(token)
	var one Session
	var p triangle.Person
	err := s.run.View(ctx, func(t Tx) (err error) {
		one, p, err = t.Session(ctx, hash)
		return err
	})
	if errs.Is(err, errs.NotFound) {
		return Session{}, triangle.Person{}, errs.E(errs.SignedOut, "signin.Session", "", nil)
	}
	if err != nil {
		return Session{}, triangle.Person{}, err
	}
	quiet := now.Sub(time.UnixMicro(one.Seen))
	if now.UnixMicro() >= one.Ends || quiet >= s.limits.Idle {
		return Session{}, triangle.Person{}, errs.E(errs.SignedOut, "signin.Session", "", nil)
	}
	return one, p, nil
}

// List shows a person's open sessions, newest first.
func (s *Service) List(ctx context.Context, p id.Person) (out []Session, err error) {
	err = s.run.View(ctx, func(t Tx) (err error) {
		out, err = t.SessionsOf(ctx, p, s.now().UnixMicro())
		return err
	})
	quiet := s.now().Add(-s.limits.Idle).UnixMicro()
	return slices.DeleteFunc(out, func(one Session) bool { return one.Seen <= quiet }), err
}

// End ends one of a person's own sessions.
func (s *Service) End(ctx context.Context, p id.Person, session string) error {
	return s.run.Update(ctx, func(t Tx) error { return t.EndSession(ctx, p, session, s.now().UnixMicro()) })
}

// EndOthers ends all of a person's sessions but the one that is kept.
func (s *Service) EndOthers(ctx context.Context, p id.Person, keep string) error {
	return s.run.Update(ctx, func(t Tx) error { return t.EndSessions(ctx, p, keep, s.now().UnixMicro()) })
}

// FoldEmail is the one spelling under which an address is kept.
func FoldEmail(email string) string { return plain.Email(email) }

// attemptKey keeps no address: only a hash counts.
func attemptKey(email string) string { return hashToken("attempt:" + FoldEmail(email)) }

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
