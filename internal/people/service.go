// Package people knows who stands in which triangle, how they came there and
// how they leave. Nobody is ever matched by name or birth date.
package people

import (
	"context"
	"time"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	TrianglesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error)
	PutTriangle(ctx context.Context, t triangle.Triangle) error
	PutMember(ctx context.Context, t id.Triangle, m triangle.Member) error
	EndMember(ctx context.Context, t id.Triangle, p id.Person, until int64) error
	Append(ctx context.Context, t id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error)
}

// Service answers who is where.
type Service struct {
	run tx.Runner[Tx]
	now func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], now func() time.Time) *Service { return &Service{run: run, now: now} }

// Triangle reads a triangle with everybody who stands or stood in it. Callers
// show it to its members only.
func (s *Service) Triangle(ctx context.Context, t id.Triangle) (out triangle.Triangle, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.Triangle(ctx, t)
		return err
	})
	return out, err
}

// Of lists the triangles in which somebody stands now, oldest first.
func (s *Service) Of(ctx context.Context, p id.Person) (out []triangle.Triangle, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.TrianglesOf(ctx, p, s.now().UnixMicro())
		return err
	})
	return out, err
}
