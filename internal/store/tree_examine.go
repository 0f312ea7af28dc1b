package store

import (
	"context"
	"errors"

	"trialogue/internal/ledger"
	"trialogue/internal/store/engine"
	"trialogue/internal/store/migrate"
)

// Examine rebuilds the ledger of a database from nothing and compares it with
// what was signed. It needs no key to any text, changes nothing, and sees one
// moment while others go on working.
func Examine(ctx context.Context, database string, trust ledger.Trust) (report ledger.Report, err error) {
	e, err := engine.Open(ctx, database, engine.Options{Readers: 1})
	if err != nil {
		return ledger.Report{}, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	state, err := migrate.Look(ctx, e)
	if err != nil {
		return ledger.Report{}, err
	}
	if state.At == 0 {
		return ledger.Report{}, errors.New("this is no database of Trialogue: it holds no tables of it")
	}
	err = e.View(ctx, func(t *engine.Tx) error {
		report, err = ledger.Verify(proofs{ctx, &Tx{sql: t}}, trust)
		return err
	})
	return report, err
}
