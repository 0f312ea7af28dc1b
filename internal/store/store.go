// Package store holds all SQL, one file a subject. It knows tables and sealing;
// it decides nothing about who may see what.
package store

import (
	"context"
	"errors"
	"fmt"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/seal"
	"trialogue/internal/store/engine"
	"trialogue/internal/store/migrate"
	"trialogue/internal/tx"
)

// DB is an open, migrated database with the keys to its texts.
type DB struct {
	// Watch, where set before the first transaction, counts them.
	Watch  Watch
	engine engine.Engine
	keys   *keyring
	hint   chan struct{}
}

// Open opens the database and brings it to the shape this program expects.
func Open(ctx context.Context, database string, master seal.Master, opt engine.Options) (*DB, error) {
	e, err := engine.Open(ctx, database, opt)
	if err != nil {
		return nil, err
	}
	if _, err := migrate.Up(ctx, e); err != nil {
		_ = e.Close()
		return nil, err
	}
	db := &DB{engine: e, keys: newKeyring(master), hint: make(chan struct{}, 1)}
	if err := db.checkMaster(ctx); err != nil {
		_ = e.Close()
		return nil, err
	}
	return db, nil
}

// OpenLocked opens a database without asking whether the master key fits, and
// without changing its shape. It is for those who look after keys; whoever reads
// texts uses Open.
func OpenLocked(ctx context.Context, database string, master seal.Master, opt engine.Options) (*DB, error) {
	e, err := engine.Open(ctx, database, opt)
	if err != nil {
		return nil, err
	}
	state, err := migrate.Look(ctx, e)
	if err == nil && state.At != state.Want {
		err = errs.E(errs.Invalid, "store.OpenLocked", "", fmt.Errorf("the database is at step %d of %d: run trialogue migrate first", state.At, state.Want))
	}
	if err != nil {
		_ = e.Close()
		return nil, err
	}
	return &DB{engine: e, keys: newKeyring(master), hint: make(chan struct{}, 1)}, nil
}

// Engine is for backups, health and migration; features never see it.
func (db *DB) Engine() engine.Engine { return db.engine }

// Close ends all work.
func (db *DB) Close() error { return db.engine.Close() }

// Tx is one open transaction with the statements of all subjects.
type Tx struct {
	sql  *engine.Tx
	keys *keyring
	used map[string]*seal.Key // keys that this transaction has looked up
	// sights is where one reader sees things as they were, once it was looked up.
	sights *stills
	// queued says that a job was put, which the queue should hear of after the commit.
	queued bool
	// needs is the data key without which this transaction cannot go on.
	needs     *needsKey
	drawn     map[string]drawnKey // by space: new keys that were wrapped before
	destroyed []string            // spaces whose keys go with the commit
	blind     []byte              // the secret of Blind, once it was read
}

// Runner gives a feature transactions of the narrow type that it asks for.
func Runner[T any](db *DB, as func(*Tx) T) tx.Runner[T] { return runner[T]{db, as} }

type runner[T any] struct {
	db *DB
	as func(*Tx) T
}

// run opens a transaction. Where it needs a data key that only a key service
// can open, the key is fetched while no transaction is open, and all is run
// again: a closure may run twice.
func (r runner[T]) run(ctx context.Context, fn func(T) error, open func(func(*engine.Tx) error) error) (queued bool, err error) {
	drawn := map[string]drawnKey{}
	for range fetchMost {
		var last *Tx
		err = open(func(t *engine.Tx) error {
			last = &Tx{sql: t, keys: r.db.keys, drawn: drawn}
			err := fn(r.as(last))
			if last.needs != nil { // also where somebody made light of the error
				return errs.E(errs.Unavailable, "store.run", "", errNeedsKey)
			}
			return err
		})
		switch {
		case last == nil:
			return false, err
		case last.needs == nil:
			if err == nil {
				r.db.keys.forget(last.destroyed)
			}
			return last.queued, err
		case !errors.Is(err, errNeedsKey):
			return false, err
		}
		if err = r.db.keys.fetch(ctx, *last.needs, drawn); err != nil {
			return false, err
		}
	}
	return false, err
}

// fetchMost bounds how many keys one transaction may wait for.
const fetchMost = 1000

func (r runner[T]) View(ctx context.Context, fn func(T) error) error {
	return r.db.watched("view", func() (bool, error) {
		return r.run(ctx, fn, func(f func(*engine.Tx) error) error { return r.db.engine.View(ctx, f) })
	})
}

func (r runner[T]) Update(ctx context.Context, fn func(T) error) error {
	return r.db.watched("update", func() (bool, error) {
		return r.run(ctx, fn, func(f func(*engine.Tx) error) error { return r.db.engine.Update(ctx, f) })
	})
}

func (r runner[T]) UpdateScope(ctx context.Context, triangle id.Triangle, fn func(T) error) error {
	return r.db.watched("scope", func() (bool, error) {
		return r.run(ctx, fn, func(f func(*engine.Tx) error) error {
			return r.db.engine.UpdateScope(ctx, "triangle/"+string(triangle), f)
		})
	})
}

var _ disclose.Tx = (*Tx)(nil)
