package store

import (
	"context"
	"errors"
	"fmt"

	"trialogue/internal/errs"
	"trialogue/internal/seal"
	"trialogue/internal/tx"
)

const (
	canarySpace = "canary"
	canaryPlace = "setting/canary"
	canaryText  = "the master key fits"
)

// checkMaster refuses to start with a master key that cannot open what is
// there. A key service that does not answer is no reason: pages that need no
// key are worth having, and Ready says the rest.
func (db *DB) checkMaster(ctx context.Context) error {
	r := Runner(db, func(t *Tx) *Tx { return t })
	var canary lockedKey
	var found error
	err := r.View(ctx, func(t *Tx) (err error) {
		canary, found = t.canary(ctx)
		if errs.Is(found, errs.NotFound) {
			return nil
		}
		return found
	})
	if err == nil {
		switch {
		case found != nil:
			err = db.firstMaster(ctx, r)
		case canary.master == "":
			err = db.adoptMaster(ctx, r, canary)
		}
	}
	if err == nil {
		err = db.probeMaster(ctx)
	}
	var lack *seal.LackError
	switch {
	case errors.Is(err, seal.ErrOpen), errors.As(err, &lack):
		return errs.E(errs.Invalid, "store.Open", "", fmt.Errorf("this master key does not belong to this database: %w", err))
	case errs.Is(err, errs.Unavailable) && found == nil:
		return nil
	}
	return err
}

// firstMaster begins a database that has no keys yet.
func (db *DB) firstMaster(ctx context.Context, r tx.Runner[*Tx]) error {
	master, err := db.keys.master.Begin(ctx)
	if err != nil {
		return err
	}
	return r.Update(ctx, func(t *Tx) error {
		if _, err := t.sql.Exec(ctx, "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", masterSetting, master); err != nil {
			return err
		}
		key, err := t.keyOrNew(ctx, canarySpace, 0)
		if err != nil {
			return err
		}
		_, err = t.sql.Exec(ctx, "INSERT INTO setting (name, value) VALUES ('canary', $1) ON CONFLICT (name) DO NOTHING",
			hexText(key.Seal(canaryPlace, []byte(canaryText))))
		return err
	})
}

// adoptMaster names the one master key of a database from before they had names.
func (db *DB) adoptMaster(ctx context.Context, r tx.Runner[*Tx], canary lockedKey) error {
	master := db.keys.master.Current() // never one that is drawn now
	if canary.master = master; master == "" {
		canary.master = "of this database"
	}
	if _, err := db.keys.unlock(ctx, canary); err != nil {
		return err
	}
	return r.Update(ctx, func(t *Tx) error {
		if _, err := t.sql.Exec(ctx, "UPDATE data_key SET master = $1 WHERE master = '' AND destroyed = 0", master); err != nil {
			return err
		}
		return t.PutKeySetting(ctx, masterSetting, master)
	})
}

// canary reads the data key that seals the text of checkCanary.
func (t *Tx) canary(ctx context.Context) (lockedKey, error) {
	l := lockedKey{space: canarySpace}
	err := t.sql.Row(ctx, []any{&l.version, &l.wrapped, &l.master},
		"SELECT version, wrapped, master FROM data_key WHERE space = $1 AND destroyed = 0 ORDER BY version DESC LIMIT 1", canarySpace)
	return l, err
}

// probeMaster asks the master key itself, and not what is held in memory.
func (db *DB) probeMaster(ctx context.Context) error {
	r := Runner(db, func(t *Tx) *Tx { return t })
	var canary lockedKey
	err := r.View(ctx, func(t *Tx) (err error) { canary, err = t.canary(ctx); return err })
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, fetchLongest)
	defer cancel()
	if _, err := db.keys.unlock(ctx, canary); err != nil {
		return err
	}
	return r.View(ctx, func(t *Tx) error { return t.checkCanary(ctx) })
}
