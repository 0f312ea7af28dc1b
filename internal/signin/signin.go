package signin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
)

// Start begins a session for somebody who has proved who they are. Whatever
// token a browser held before opens nothing: a new one is drawn each time.
func (s *Service) Start(ctx context.Context, p id.Person, by Proof) (string, error) {
	return s.start(ctx, p, by, func(Tx) error { return nil })
}

// start is Start with something that is kept if and only if the session begins.
func (s *Service) start(ctx context.Context, p id.Person, by Proof, also func(Tx) error) (string, error) {
	token, now := drawToken(), s.now()
	one := Session{
		ID: id.New(), Person: p, Device: by.Device, Made: now.UnixMicro(), Seen: now.UnixMicro(), Ends: now.Add(s.limits.Life).UnixMicro(),
		Way: by.Way, Level: by.Level, Proved: now.UnixMicro(),
	}
	record, err := s.note(ledger.SignedIn, p, p, string(by.Way))
	if err != nil {
		return "", err
	}
	arrives := s.arriving(one, by)
	err = s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		if err := also(t); err != nil {
			return err
		}
		if err := t.PutSession(ctx, hashToken(token), one); err != nil {
			return err
		}
		if err := arrives(ctx, t); err != nil {
			return err
		}
		_, err := record.In(ctx, t)
		return err
	})
	return token, err
}

// note draws a record for the chain of the organisation.
func (s *Service) note(kind ledger.Kind, actor, about id.Person, ground string) (disclose.Noted, error) {
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: s.now().UnixMicro(), Kind: kind, Actor: string(actor), Person: string(about), Ground: ground,
	})
}

// drawToken draws what only the holder of a cookie or a link knows.
func drawToken() string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // it never fails: without randomness the program ends
	return base64.RawURLEncoding.EncodeToString(raw)
}

// seenStep is how often "last seen" is written down: not with every request.
const seenStep = time.Minute

// Session finds who a token belongs to, and keeps the session going. One that
// ended, or was quiet too long, is errs.SignedOut.
func (s *Service) Session(ctx context.Context, token string) (Session, triangle.Person, error) {
	one, p, err := s.Glance(ctx, token)
	if now := s.now(); err == nil && now.Sub(time.UnixMicro(one.Seen)) >= seenStep {
		one.Seen = now.UnixMicro()
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

// Left is how long a session lasts when nothing more is done, and how long at most.
func (s *Service) Left(one Session) (quiet, most time.Duration) {
	now := s.now()
	most = time.UnixMicro(one.Ends).Sub(now)
	return min(most, time.UnixMicro(one.Seen).Add(s.limits.Idle).Sub(now)), most
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

// EndAll ends all of a person's sessions, this one too.
func (s *Service) EndAll(ctx context.Context, p id.Person) error { return s.EndOthers(ctx, p, "") }

// EndOthers ends all of a person's sessions but the one that is kept.
func (s *Service) EndOthers(ctx context.Context, p id.Person, keep string) error {
	return s.run.Update(ctx, func(t Tx) error { return t.EndSessions(ctx, p, keep, s.now().UnixMicro()) })
}

// FoldEmail is the one spelling under which an address is kept.
func FoldEmail(email string) string { return plain.Email(email) }

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
