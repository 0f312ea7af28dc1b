// Package agreement knows what people of a triangle agreed to do, who does it by when, what
// happened, and what a team can and cannot do. Nobody is made owner without a yes.
package agreement

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
