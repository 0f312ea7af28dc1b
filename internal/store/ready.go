package store

import (
	"context"
	"fmt"

	"trialogue/internal/errs"
	"trialogue/internal/store/migrate"
)

// Ready reports whether the database answers, has the shape that this program
// expects, and opens with the master key.
func (db *DB) Ready(ctx context.Context) error {
	if err := db.engine.Ping(ctx); err != nil {
		return err
	}
	state, err := migrate.Look(ctx, db.engine)
	if err != nil {
		return err
	}
	if state.At != state.Want {
		return errs.E(errs.Unavailable, "store.Ready", "", fmt.Errorf("the database is at step %d of %d: run trialogue migrate", state.At, state.Want))
	}
	return db.probeMaster(ctx)
}

// checkCanary opens the text that was sealed when the database was made.
func (t *Tx) checkCanary(ctx context.Context) error {
	key, err := t.key(ctx, canarySpace)
	if err != nil {
		return err
	}
	var sealed string
	if err := t.sql.Row(ctx, []any{&sealed}, "SELECT value FROM setting WHERE name = 'canary'"); err != nil {
		return err
	}
	_, err = key.Open(canaryPlace, unhexText(sealed))
	return err
}
