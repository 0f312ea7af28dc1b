// Package evidence is what an organisation can show: who may reach what and why,
// who was turned away, what happened to accounts, teams and keys. It reads the
// organisation's own chain and the places of professionals. It never knows what
// anybody wrote, and it names no service user and no carer.
package evidence

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what evidence needs of a transaction.
type Tx interface {
	disclose.Appender
	// OrganisationLines reads lines of the organisation's chain, newest first.
	OrganisationLines(ctx context.Context, f Filter) ([]Line, error)
	// Reaches lists places of professionals that are in force, ordered.
	Reaches(ctx context.Context, now int64) ([]Reach, error)
	// TurnedAwayFrom lists what somebody was turned away from on a day.
	TurnedAwayFrom(ctx context.Context, p id.Person, day int64) ([]string, error)
}

// Filter narrows the lines of the chain.
type Filter struct {
	Kind   ledger.Kind // empty for all
	From   int64       // microseconds since 1970 UTC; 0 for no limit
	Until  int64       // likewise; not inside
	Before int64       // place in the chain; 0 for the newest
	Limit  int
}

// Line is one record with its place in the chain, so that it can be checked
// against a published checkpoint.
type Line struct {
	ledger.Record
	Commitment, Chain string
	ActorName         string // of a professional; empty for anybody else
	PersonName        string
	ActorCorner       sharing.Corner
	PersonCorner      sharing.Corner
}

// Reach is one professional's place in one triangle.
type Reach struct {
	Person    id.Person
	Name      string
	Role      string // in the triangle, or in general
	Triangle  id.Triangle
	Team      string // of the triangle
	Ground    string // why they stand there; empty where they were invited or brought in by a colleague
	CarerLead bool
	Since     int64
	Until     int64 // 0 for no end
}

// Service shows evidence to those whose office it is.
type Service struct {
	run tx.Runner[Tx]
	now func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], now func() time.Time) *Service { return &Service{run: run, now: now} }

// MayLook reports whether somebody's office is to look after evidence. For
// anybody else it is not there.
func MayLook(p triangle.Person) bool { return p.Admin || p.Governs }

func office(p triangle.Person) error {
	if !MayLook(p) {
		return errs.Missing("evidence.office")
	}
	return nil
}
