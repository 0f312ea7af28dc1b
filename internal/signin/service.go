// Package signin knows who somebody is: accounts, passwords and sessions. It
// never knows what they may see.
package signin

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what signing in needs of a transaction.
type Tx interface {
	Accounts
	Sessions
	Attempts
	WaysTx
	Slow
	Devices
	Recoveries
	Given
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

// Attempts counts what comes from everybody together.
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
	Level        int   // how many factors were proved: 1 or 2; 0 while a code is still to come
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
	ByReturn   Way = "return"   // came back after a lost way in, with a new password
)

// Purpose is what a question to an authenticator, or a walk to another
// organisation, was begun for. One begun for one thing proves nothing for another.
type Purpose string

// The purposes.
const (
	ToSignIn Purpose = "sign-in"
	ToRise   Purpose = "rise" // as a second factor
	ToProve  Purpose = "prove"
	ToAdd    Purpose = "add"
	ToLink   Purpose = "link" // with another organisation
)

// with is a proof from the same place by another way.
func (p Proof) with(w Way, level int) Proof {
	p.Way, p.Level = w, level
	return p
}

// Proof is what somebody proved when they came in, and from where.
type Proof struct {
	Way    Way
	Level  int    // factors: 1 or 2
	Device string // from the browser's name: "Chrome on Android"

	Address string // of the network; only ever kept as a hash
	Held    string // what the device's long cookie holds; empty for none
	Mark    string // what it will hold from now on, see NewMark; empty remembers nothing
}

// Slow counts tries, so that guessing gets slow.
type Slow interface {
	// Blind hashes a text with a secret of the database.
	Blind(ctx context.Context, text string) (string, error)
	Guess(ctx context.Context, name string) (Guess, error)
	PutGuess(ctx context.Context, name string, g Guess) error
	ForgetGuess(ctx context.Context, name string) error
	EaseGuess(ctx context.Context, name string) error
	SweepGuard(ctx context.Context, k Keep) error
	// CountTurnedAway adds one to a quarter of an hour of refusals.
	CountTurnedAway(ctx context.Context, r Refusals) error
	// TakeTurnedAway reads refusals of quarters that are over, and takes them away.
	TakeTurnedAway(ctx context.Context, before int64) ([]Refusals, error)
}

// Devices knows which devices an account was used from.
type Devices interface {
	KnowsDevice(ctx context.Context, hash, email string) (bool, error)
	// DevicesOf counts sessions of a person, up to two, and whether a device is known for them.
	DevicesOf(ctx context.Context, p id.Person, hash string) (sessions, known int, err error)
	PutDevice(ctx context.Context, d Device, old string) error
	ForgetDevices(ctx context.Context, p id.Person) error
	PutArrival(ctx context.Context, a Arrival) error
	Arrivals(ctx context.Context, p id.Person, since int64) ([]Arrival, error)
	AnswerArrival(ctx context.Context, p id.Person, arrival string, now int64) error
	Append(ctx context.Context, t id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error)
}

// Service signs people in and out.
type Service struct {
	run    tx.Runner[Tx]
	now    func() time.Time
	hashes hasher
	limits Limits
	keys   Passkeys // nil where passkeys cannot be used
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
