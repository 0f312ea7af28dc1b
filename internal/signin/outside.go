package signin

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Voucher is another organisation that vouches for people, as the operator has
// set it up.
type Voucher struct {
	ID      string // in addresses
	Name    string // on the button
	For     []sharing.Corner
	Least   triangle.Identity // how sure it must be of somebody
	Create  bool              // a service user or carer may begin an account with it
	Domains []string          // of e-mail addresses that it gives out itself
	Roles   bool              // a professional needs a role that it names
}

// Vouchers speak the language of other organisations. What they refuse is a
// [Refused]; their errors hold nothing of a person.
type Vouchers interface {
	// All lists them in the order of the settings.
	All() []Voucher
	// Ask gives the address to which the browser is sent.
	Ask(ctx context.Context, voucher string, q OutsideQuestion) (string, error)
	// Redeem turns what came back into what is vouched for.
	Redeem(ctx context.Context, voucher string, a OutsideAnswer) (Vouched, error)
}

// OutsideQuestion is what binds an answer to its question.
type OutsideQuestion struct {
	State, Nonce, Verifier string
	Again                  bool // the person shall prove themselves once more
}

// OutsideAnswer is what the browser brought back.
type OutsideAnswer struct {
	Code   string
	Error  string // the other side's code for no
	Issuer string // who says that the answer is theirs; may be empty

	Nonce, Verifier string
}

// Vouched is what another organisation says of somebody, in our terms.
type Vouched struct {
	Issuer, Subject string
	Level           int // factors that were proved there
	Identity        triangle.Identity
	Email           string // only where it was verified there
	Role            bool   // it names a role that professionals need
	Proved          int64  // when they proved it there; 0 where nobody says
}

// OutsideAttempt is one walk to another organisation and back.
type OutsideAttempt struct {
	State    string // hash
	Provider string
	Purpose  Purpose
	Next     string
	Person   id.Person
	Session  string
	Made     int64
	Ends     int64
	Used     int64
	Pending  OutsidePending
}

// OutsidePending is somebody who was vouched for and has no account yet.
type OutsidePending struct {
	Who      string
	Identity triangle.Identity
	Level    int
	Email    string
	Proved   int64
}

// OutsideWay is a way in by another organisation.
type OutsideWay struct {
	ID       string
	Person   id.Person
	Provider string
	Who      string // hash of issuer and subject
	Made     int64
	Used     int64
}

// OutsideTx is what coming in by another organisation needs of a transaction.
type OutsideTx interface {
	OutsideAttempts
	OutsideWays
	OutsidePeople
	WaysReader
	Attempts
	disclose.Appender
}

// OutsideAttempts keeps the walks.
type OutsideAttempts interface {
	// PutOutsideAttempt stores one, and forgets those that ended.
	PutOutsideAttempt(ctx context.Context, a OutsideAttempt) error
	OutsideAttempt(ctx context.Context, state string) (OutsideAttempt, error)
	// UseOutsideAttempt is true for one caller only.
	UseOutsideAttempt(ctx context.Context, state string, now int64) (bool, error)
	// KeepVouched notes who was vouched for; an empty one forgets it again.
	KeepVouched(ctx context.Context, state string, p OutsidePending) error
	CountOutsideAttempts(ctx context.Context, since int64) (int, error)
}

// OutsideWays keeps who comes in by which organisation.
type OutsideWays interface {
	// PutOutsideWay stores one. Another open account that has it is errs.Conflict.
	PutOutsideWay(ctx context.Context, w OutsideWay) error
	// OutsideWay finds one of an open account.
	OutsideWay(ctx context.Context, who string) (OutsideWay, error)
	TouchOutsideWay(ctx context.Context, way string, now int64) error
	EndOutsideWay(ctx context.Context, p id.Person, provider string) (bool, error)
}

// OutsidePeople is what coming in by another organisation changes of accounts.
type OutsidePeople interface {
	Person(ctx context.Context, p id.Person) (triangle.Person, error)
	PersonByEmail(ctx context.Context, email string) (triangle.Person, error)
	PutPerson(ctx context.Context, p triangle.Person, password string) error
	RaiseIdentity(ctx context.Context, p id.Person, to triangle.Identity) error
	SetSessionProof(ctx context.Context, p id.Person, session string, level int, proved int64) error
}

// Outside signs people in whom other organisations vouch for.
type Outside struct {
	run      tx.Runner[OutsideTx]
	sessions *Service
	with     Vouchers
	now      func() time.Time
}

// NewOutside makes the service. Without vouchers nobody comes in by it.
func NewOutside(run tx.Runner[OutsideTx], sessions *Service, with Vouchers, now func() time.Time) *Outside {
	return &Outside{run: run, sessions: sessions, with: with, now: now}
}

// All lists the organisations that vouch for people here.
func (o *Outside) All() []Voucher { return o.with.All() }

// Voucher finds one by its id.
func (o *Outside) Voucher(name string) (Voucher, bool) {
	for _, one := range o.with.All() {
		if one.ID == name {
			return one, true
		}
	}
	return Voucher{}, false
}
