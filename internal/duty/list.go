package duty

import (
	"context"
	"time"

	"trialogue/internal/id"
	"trialogue/internal/tx"
)

// Lists reads what people have to do, of whatever kind.
type Lists struct {
	run tx.Runner[Tx]
	now func() time.Time
}

// NewLists makes the reader.
func NewLists(run tx.Runner[Tx], now func() time.Time) *Lists { return &Lists{run: run, now: now} }

// Of lists what somebody has to do where they stand now, the earliest day first.
func (l *Lists) Of(ctx context.Context, p id.Person) (out []Duty, err error) {
	err = l.run.View(ctx, func(t Tx) (err error) {
		out, err = t.DutiesOf(ctx, p, l.now().UnixMicro())
		return err
	})
	return out, err
}
