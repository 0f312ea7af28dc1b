// Package signin knows who somebody is: accounts, passwords and sessions. It
// never knows what they may see.
package signin

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what signing in needs of a transaction.
type Tx interface {
	Accounts
	Sessions
	Attempts
}

// Accounts is what accounts need of a transaction.
type Accounts interface {
	PersonByEmail(ctx context.Context, email string) (triangle.Person, error)
	Person(ctx context.Context, p id.Person) (triangle.Person, error)
	Password(ctx context.Context, p id.Person) (string, error)
	SetPassword(ctx context.Context, p id.Person, hash string) error
	PutPerson(ctx context.Context, p triangle.Person, password string) error
	ChangePerson(ctx context.Context, p triangle.Person) error
	// ClosePerson closes an account; the address becomes free.
	ClosePerson(ctx context.Context, p id.Person, now int64) error
	PutJob(ctx context.Context, j disclose.Job) error
}

// Sessions is what sessions need of a transaction.
type Sessions interface {
	PutSession(ctx context.Context, hash string, s Session) error
	// Session reads a session and its person by the hash of the token.
	Session(ctx context.Context, hash string) (Session, triangle.Person, error)
	TouchSession(ctx context.Context, hash string, seen int64) error
	EndSession(ctx context.Context, p id.Person, session string, now int64) error
	// EndSessions ends all of a person's but one; keep may be empty.
	EndSessions(ctx context.Context, p id.Person, keep string, now int64) error
	SessionsOf(ctx context.Context, p id.Person, now int64) ([]Session, error)
	SetPrivate(ctx context.Context, p id.Person, session string, until int64) error
}

// Attempts counts failed sign-ins, so that guessing gets slow.
type Attempts interface {
	CountAttempts(ctx context.Context, key string, since int64) (int, error)
	PutAttempt(ctx context.Context, key string, at int64) error
}

// Session is one signed-in device.
type Session struct {
	ID           string
	Person       id.Person
	Device       string // from the browser's name: "Chrome on Android"
	Made         int64  // microseconds since 1970 UTC
	Seen         int64
	Ends         int64
	PrivateUntil int64 // "I am alone now" holds until then
	Way          Way   // by which it began
	Level        int   // how many factors were proved: 1 or 2
	Proved       int64 // when the person last proved who they are
	Joined       bool  // they sign in for another account of theirs too
	Closing      int64 // when their account closes, unless they come back; 0 where it stays
}

// Way is how somebody proves who they are.
type Way string

// The ways.
const (
	ByPassword Way = "password"
	ByPasskey  Way = "passkey"
	ByCode     Way = "code"     // one-time code, after a password
	ByRecovery Way = "recovery" // recovery code, after a password
	ByOutside  Way = "outside"  // another organisation vouches, by OpenID Connect
	ByDemo     Way = "demo"     // invented people of a demonstration
)

// Proof is what somebody proved when they came in, and from where.
type Proof struct {
	Way    Way
	Level  int    // factors: 1 or 2
	Device string // from the browser's name: "Chrome on Android"
}

// Service signs people in and out.
type Service struct {
	run    tx.Runner[Tx]
	now    func() time.Time
	hashes hasher
	limits Limits
}

// Limits are how long a session lives. The zero value is right for production.
type Limits struct {
	Idle time.Duration // without a request; 0 means one hour
	Life time.Duration // at most; 0 means twelve hours
}

// New makes the service.
func New(run tx.Runner[Tx], now func() time.Time, l Limits) *Service {
	if l.Idle == 0 {
		l.Idle = time.Hour
	}
	if l.Life == 0 {
		l.Life = 12 * time.Hour
	}
	return &Service{run: run, now: now, hashes: newHasher(), limits: l}
}

// Idle is how long a session lasts without a request.
func (s *Service) Idle() time.Duration { return s.limits.Idle }
