// Package network knows who else helps: other services and people, what for, how to reach them
// and for how long. It never decides who may see a contact: the door does.
package network

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	disclose.WriteTx
	Days
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	// Recent reads entries of some kinds, newest first.
	Recent(ctx context.Context, t id.Triangle, kinds []disclose.Kind, after disclose.Place, n int) ([]disclose.Sealed, error)
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
}

// Days keeps until when contacts help.
type Days interface {
	PutContactDay(ctx context.Context, d Day) error
	// ContactDays lists the days that were said for contacts of a triangle, oldest
	// first, as the reader of the context may know them.
	ContactDays(ctx context.Context, t id.Triangle) ([]Day, error)
}

// Day is until when a contact helps, as somebody said it. The last one counts.
// Times are microseconds since 1970 UTC; Ends is 0 for no end.
type Day struct {
	ID       string
	Triangle id.Triangle
	Contact  id.Entry
	By       id.Person
	Ends     int64
	Made     int64
}

// Service does what people ask of this feature.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}
