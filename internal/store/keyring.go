package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/seal"
)

// keyring opens data keys with a master key and remembers the open ones. That
// a key is still in use is asked of the database every time; the keyring alone
// never says so.
type keyring struct {
	master seal.Master
	mu     sync.Mutex
	open   map[string]openKey // by wrapped bytes, so a replaced key is never found
	busy   map[string]chan struct{}
	turns  string // what the database said when it was last asked whether keys were destroyed
	again  bool   // forget once more: somebody may have read a key just before it was destroyed
}

type openKey struct {
	key   *seal.Key
	space string
	at    time.Time
}

// keysKept bounds the memory; a key is some 500 bytes.
const keysKept = 10_000

// fetchLongest is how long one request waits for a key service.
const fetchLongest = 8 * time.Second

func newKeyring(master seal.Master) *keyring {
	return &keyring{master: master, open: map[string]openKey{}, busy: map[string]chan struct{}{}}
}

// lockedKey is a data key as the database keeps it.
type lockedKey struct {
	space   string
	version int
	master  string
	wrapped []byte
}

func (l lockedKey) name() string {
	return fmt.Sprint(l.version, " ", l.space, "\x00", string(l.wrapped))
}

// drawnKey is a new data key that was wrapped before its transaction.
type drawnKey struct {
	raw, wrapped []byte
}

func (k *keyring) held(l lockedKey) *seal.Key {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.open[l.name()].key
}

func (k *keyring) unlock(ctx context.Context, l lockedKey) (*seal.Key, error) {
	raw, err := k.master.Unwrap(ctx, l.master, l.space, l.wrapped)
	if err != nil {
		return nil, keyProblem(fmt.Errorf("the data key of %s: %w", l.space, err))
	}
	if l.version < 1 || l.version > seal.MostVersions {
		return nil, fmt.Errorf("the data key of %s has version %d, which no text can name", l.space, l.version)
	}
	key, err := seal.NewKey(raw, byte(l.version))
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.open) >= keysKept {
		clear(k.open)
	}
	k.open[l.name()] = openKey{key, l.space, time.Now()}
	return key, nil
}

// keyProblem: a master key that is not here, or not now, may come back.
func keyProblem(err error) error {
	var lack *seal.LackError
	if errors.As(err, &lack) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return errs.E(errs.Unavailable, "store.keys", "", err)
	}
	return err
}

// forget drops the open keys of spaces.
func (k *keyring) forget(spaces []string) {
	if len(spaces) == 0 {
		return
	}
	gone := map[string]bool{}
	for _, s := range spaces {
		gone[s] = true
	}
	k.forgetWhere(func(o openKey) bool { return gone[o.space] })
}

func (k *keyring) forgetWhere(so func(openKey) bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for name, o := range k.open {
		if so(o) {
			delete(k.open, name)
		}
	}
}

// needsKey says which key a transaction could not go on without. The key is
// fetched while no transaction is open, and then it runs again.
type needsKey struct {
	locked lockedKey // to be unwrapped; without wrapped bytes: to be drawn and wrapped
}

var errNeedsKey = errors.New("a data key has to be fetched first")

// fetch gets what a transaction needed. Those who need the same key wait for
// the first of them.
func (k *keyring) fetch(ctx context.Context, n needsKey, drawn map[string]drawnKey) error {
	ctx, cancel := context.WithTimeout(ctx, fetchLongest)
	defer cancel()
	if n.locked.wrapped == nil {
		one, err := k.drawKey(ctx, n.locked.master, n.locked.space)
		if err == nil {
			drawn[n.locked.space] = one
		}
		return err
	}
	name := n.locked.name()
	k.mu.Lock()
	if first, busy := k.busy[name]; busy {
		k.mu.Unlock()
		select {
		case <-first: // whether it came is seen in the next try
			return nil
		case <-ctx.Done():
			return keyProblem(ctx.Err())
		}
	}
	done := make(chan struct{})
	k.busy[name] = done
	k.mu.Unlock()
	defer func() {
		k.mu.Lock()
		delete(k.busy, name)
		k.mu.Unlock()
		close(done)
	}()
	_, err := k.unlock(ctx, n.locked)
	return err
}

func (k *keyring) drawKey(ctx context.Context, master, space string) (drawnKey, error) {
	raw, err := seal.Random()
	if err != nil {
		return drawnKey{}, err
	}
	wrapped, err := k.master.Wrap(ctx, master, space, raw)
	return drawnKey{raw, wrapped}, keyProblem(err)
}

// TendKeys is called every few seconds. It forgets open keys that were destroyed
// by another process, and, where kept is over 0, those opened longer ago.
func (db *DB) TendKeys(ctx context.Context, now time.Time, kept time.Duration) error {
	var turns string
	err := Runner(db, func(t *Tx) *Tx { return t }).View(ctx, func(t *Tx) (err error) {
		turns, err = t.KeySetting(ctx, keyTurns)
		return err
	})
	if err != nil {
		return err
	}
	k := db.keys
	k.mu.Lock()
	if turns != k.turns || k.again {
		clear(k.open)
	}
	k.again, k.turns = turns != k.turns, turns
	k.mu.Unlock()
	if kept > 0 {
		k.forgetWhere(func(o openKey) bool { return now.Sub(o.at) >= kept })
	}
	return nil
}

// OpenKeys counts the data keys that lie open in memory.
func (db *DB) OpenKeys() int {
	db.keys.mu.Lock()
	defer db.keys.mu.Unlock()
	return len(db.keys.open)
}
