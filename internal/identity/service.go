// Package identity knows how sure we are who somebody is, which accounts are
// one person's, and how an account or a record comes to its end. It never
// matches anybody by name, and never knows what anybody wrote.
package identity

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	Around
	Levels
	Numbers
	Joins
	Closings
	Erasures
}

// Around is what it needs of others' tables.
type Around interface {
	Person(ctx context.Context, p id.Person) (triangle.Person, error)
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	TrianglesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error)
	Append(ctx context.Context, t id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error)
	PutJob(ctx context.Context, j disclose.Job) error
	PutDuty(ctx context.Context, d duty.Duty) error
	EndDuties(ctx context.Context, t id.Triangle, k duty.Kind, ref string, e duty.End) (int, error)
	DutiesAbout(ctx context.Context, t id.Triangle, ref string) ([]duty.Duty, error)
}

// Prover says whose account an address, a password and, where one is asked for,
// a code open. It begins no session.
type Prover interface {
	Recognise(ctx context.Context, email, password, code, address string) (id.Person, error)
}

// Places ends somebody's place in a triangle.
type Places interface {
	Leave(ctx context.Context, p id.Person, t id.Triangle) error
}

// Service answers who is who.
type Service struct {
	run    tx.Runner[Tx]
	now    func() time.Time
	prover Prover
	places Places
}

// New makes the service.
func New(run tx.Runner[Tx], now func() time.Time, prover Prover, places Places) *Service {
	return &Service{run: run, now: now, prover: prover, places: places}
}

// TellJob tells somebody by mail what happened to their account. Payload:
// "person" and "what", a code; "own" where the mail goes to the address of a
// joined account itself.
const TellJob = "account-told"

func tell(p id.Person, what string, now time.Time) disclose.Job {
	return disclose.Job{
		ID: id.New(), Kind: TellJob, UniqueKey: TellJob + "/" + what + "/" + string(p), Payload: map[string]string{"person": string(p), "what": what},
		RunAt: now.UnixMicro(), Made: now.UnixMicro(),
	}
}

// account is a record in the organisation's chain of what happened to somebody's account.
func account(by, who id.Person, ground string, at time.Time, extra map[string]string) ledger.Record {
	return ledger.Record{
		Triangle: string(id.Organisation), At: at.UnixMicro(), Kind: ledger.Account, Actor: string(by), Person: string(who), Ground: ground, Extra: extra,
	}
}

// cared checks that somebody is a professional of a triangle in which a service
// user or carer stands. For anybody else, and about themselves, there is nothing.
func cared(ctx context.Context, x Tx, by id.Person, t id.Triangle, who id.Person, now time.Time) (triangle.Member, error) {
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return triangle.Member{}, err
	}
	me, here := tri.Member(by)
	them, there := tri.Member(who)
	if !here || !there || by == who || who == triangle.NobodyYet || !me.Here(now) || !them.Here(now) ||
		me.Corner != sharing.Professional || them.Corner == sharing.Professional || tri.Kind != triangle.Three {
		return triangle.Member{}, errs.Missing("identity.cared")
	}
	return them, nil
}
