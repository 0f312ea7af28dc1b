// Package calendar knows the private addresses under which people fetch what is coming up for
// them, and how much a title may say.
package calendar

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
