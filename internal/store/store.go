// Package store holds all SQL, one file a subject. It knows tables and sealing;
// it decides nothing about who may see what.
package store

import (
	"context"
	"fmt"
	"sync"

	"trialogue/internal/disclose"
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
	db := &DB{engine: e, keys: &keyring{master: master, open: map[string]*seal.Key{}}, hint: make(chan struct{}, 1)}
	if err := db.checkMaster(ctx); err != nil {
		_ = e.Close()
		return nil, err
	}
	return db, nil
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
}

// Runner gives a feature transactions of the narrow type that it asks for.
func Runner[T any](db *DB, as func(*Tx) T) tx.Runner[T] { return runner[T]{db, as} }

type runner[T any] struct {
	db *DB
	as func(*Tx) T
}

func (r runner[T]) wrap(queued *bool, fn func(T) error) func(*engine.Tx) error {
	return func(t *engine.Tx) error {
		one := &Tx{sql: t, keys: r.db.keys}
		err := fn(r.as(one))
		*queued = one.queued
		return err
	}
}

func (r runner[T]) View(ctx context.Context, fn func(T) error) error {
	return r.db.watched("view", func(queued *bool) error { return r.db.engine.View(ctx, r.wrap(queued, fn)) })
}

func (r runner[T]) Update(ctx context.Context, fn func(T) error) error {
	return r.db.watched("update", func(queued *bool) error { return r.db.engine.Update(ctx, r.wrap(queued, fn)) })
}

func (r runner[T]) UpdateScope(ctx context.Context, triangle id.Triangle, fn func(T) error) error {
	return r.db.watched("scope", func(queued *bool) error {
		return r.db.engine.UpdateScope(ctx, "triangle/"+string(triangle), r.wrap(queued, fn))
	})
}

// keyring opens data keys with the master key and remembers the open ones.
type keyring struct {
	master seal.Master
	mu     sync.Mutex
	open   map[string]*seal.Key // by wrapped bytes, so a replaced key is never found
}

// keysKept bounds the memory; a key is some 500 bytes.
const keysKept = 10_000

func (k *keyring) unwrap(space string, version int, wrapped []byte) (*seal.Key, error) {
	name := space + "\x00" + string(wrapped)
	k.mu.Lock()
	defer k.mu.Unlock()
	if key, ok := k.open[name]; ok {
		return key, nil
	}
	raw, err := k.master.Unwrap(space, wrapped)
	if err != nil {
		return nil, fmt.Errorf("the data key of %s: %w", space, err)
	}
	key, err := seal.NewKey(raw, byte(version))
	if err != nil {
		return nil, err
	}
	if len(k.open) >= keysKept {
		clear(k.open)
	}
	k.open[name] = key
	return key, nil
}

var _ disclose.Tx = (*Tx)(nil)
