package store

import (
	"context"
	"fmt"

	"trialogue/internal/errs"
	"trialogue/internal/seal"
)

// nextKey is the number that a new data key of a space would have.
func (t *Tx) nextKey(ctx context.Context, space string) (version int, err error) {
	err = t.sql.Row(ctx, []any{&version}, "SELECT COALESCE(MAX(version), 0) + 1 FROM data_key WHERE space = $1", space)
	return version, err
}

// newKey makes the data key of a space with a number, which seals from then on. A
// key service is asked when this transaction has ended, and the closure runs again.
func (t *Tx) newKey(ctx context.Context, space string, version int, now int64) error {
	master, err := t.masterInUse(ctx)
	if err != nil {
		return err
	}
	drawn, ready := t.drawn[space]
	if !ready {
		if !t.keys.master.Quick() {
			return t.fetchFirst(lockedKey{space: space, master: master})
		}
		if drawn, err = t.keys.drawKey(ctx, master, space); err != nil {
			return err
		}
	}
	if version > seal.MostVersions {
		return errs.E(errs.Conflict, "store.newKey", "", fmt.Errorf("the space %s has had %d keys, and no space has more", space, seal.MostVersions))
	}
	escrow, recovery, err := t.escrow(ctx, space, version, drawn.raw)
	if err != nil {
		return err
	}
	// Two may meet here: the first one's key stands.
	_, err = t.sql.Exec(ctx, `INSERT INTO data_key (space, version, wrapped, master, escrow, escrow_key, made) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (space, version) DO NOTHING`, space, version, drawn.wrapped, master, escrow, recovery, now)
	return err
}
