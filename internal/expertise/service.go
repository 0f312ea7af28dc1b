// Package expertise knows what each person of a triangle knows and how they know it, the account
// that somebody tells once, and the two views that are kept where people differ.
package expertise

import (
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	disclose.WriteTx
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
