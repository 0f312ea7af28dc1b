package store

import (
	"context"
	"errors"
	"fmt"

	"trialogue/internal/errs"
	"trialogue/internal/seal"
)

// key finds the newest data key of a space.
func (t *Tx) key(ctx context.Context, space string) (*seal.Key, error) {
	var version int
	var wrapped []byte
	err := t.sql.Row(ctx, []any{&version, &wrapped},
		"SELECT version, wrapped FROM data_key WHERE space = $1 AND destroyed = 0 ORDER BY version DESC LIMIT 1", space)
	if err != nil {
		return nil, err
	}
	return t.keys.unwrap(space, version, wrapped)
}

// keyOnce finds one version of a data key, and asks the database once a transaction.
func (t *Tx) keyOnce(ctx context.Context, space string, version int) (*seal.Key, error) {
	name := fmt.Sprint(version, " ", space)
	if key, ok := t.used[name]; ok {
		return key, nil
	}
	var wrapped []byte
	err := t.sql.Row(ctx, []any{&wrapped},
		"SELECT wrapped FROM data_key WHERE space = $1 AND version = $2 AND destroyed = 0", space, version)
	if err != nil {
		return nil, err
	}
	key, err := t.keys.unwrap(space, version, wrapped)
	if err != nil {
		return nil, err
	}
	if t.used == nil {
		t.used = map[string]*seal.Key{}
	}
	t.used[name] = key
	return key, nil
}

// keyOrNew makes a data key of a space when there is none.
func (t *Tx) keyOrNew(ctx context.Context, space string, now int64) (*seal.Key, error) {
	key, err := t.key(ctx, space)
	if !errs.Is(err, errs.NotFound) {
		return key, err
	}
	// The next one, where those before were destroyed. Two writers of one
	// carer's file may meet here; the first one's key stands.
	if err := t.newKey(ctx, space, now); err != nil {
		return nil, err
	}
	return t.key(ctx, space)
}

const canaryText = "the master key fits"

// checkMaster refuses to start with a master key that cannot open what is there.
func (db *DB) checkMaster(ctx context.Context) error {
	r := Runner(db, func(t *Tx) *Tx { return t })
	return r.Update(ctx, func(t *Tx) error {
		key, err := t.keyOrNew(ctx, "canary", 0)
		if errors.Is(err, seal.ErrOpen) {
			return errs.E(errs.Invalid, "store.Open", "", fmt.Errorf("this master key does not belong to this database: %w", err))
		}
		if err != nil {
			return err
		}
		err = t.checkCanary(ctx)
		if errs.Is(err, errs.NotFound) {
			_, err = t.sql.Exec(ctx, "INSERT INTO setting (name, value) VALUES ('canary', $1) ON CONFLICT (name) DO NOTHING",
				hexText(key.Seal("setting/canary", []byte(canaryText))))
		}
		return err
	})
}
