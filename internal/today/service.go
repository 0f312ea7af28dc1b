// Package today knows what somebody's first page needs: what waits for them, what
// was promised to them, what slips and what is coming up. It keeps nothing and
// writes nothing; a look at sixty triangles costs as many statements as one at one.
package today

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	Promised
	Many
}

// Promised is what one triangle holds of promises.
type Promised interface {
	// OpenDuties lists all that is open in a triangle, the earliest day first.
	OpenDuties(ctx context.Context, t id.Triangle) ([]duty.Duty, error)
	EntriesByID(ctx context.Context, t id.Triangle, es []id.Entry) ([]disclose.Sealed, error)
}

// Many reads from many triangles with one statement each.
type Many interface {
	Signals(ctx context.Context, p id.Person, now int64) (Signals, error)
	TrianglesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error)
	// FirstDuties lists up to n that somebody has to do where they stand now, and
	// for the organisation, the earliest day first.
	FirstDuties(ctx context.Context, p id.Person, now int64, n int) ([]duty.Duty, error)
	// Metas finds entries of any triangles, without their texts.
	Metas(ctx context.Context, es []id.Entry) ([]disclose.Meta, error)
	// NewIn lists, for each of some triangles, the latest n records of others since
	// somebody's last look by the entry that each names; "" for what is not theirs.
	NewIn(ctx context.Context, p id.Person, ts []id.Triangle, n int) (map[id.Triangle][]id.Entry, error)
	// FactsOf reads what the sharing engine needs to know of each triangle.
	FactsOf(ctx context.Context, ts []id.Triangle) (map[id.Triangle]*sharing.Triangle, error)
	// HeldAnywhere lists where somebody's sight is held.
	HeldAnywhere(ctx context.Context, p id.Person) ([]id.Triangle, error)
}

// Signals say where there is something at all, so that a page asks no further
// where there is nothing. A signal can be one too many, never one too few.
type Signals struct {
	Account  bool // a new device, somebody on the way back in, somebody to vouch for
	Review   bool // needs that were said are to be looked at again, or were never asked
	Asked    bool // a team is asked to let somebody in
	Owed     bool // something for the organisation
	Covering bool // the person stands in for a colleague
}

// Service looks.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}
