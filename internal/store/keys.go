package store

import (
	"context"
	"errors"
	"fmt"

	"trialogue/internal/errs"
	"trialogue/internal/seal"
)

// Settings of the keys.
const (
	masterSetting   = "master"       // id of the master key that wraps new data keys
	recoverySetting = "recovery_key" // public half of the recovery key
	keyTurns        = "key_turns"    // another value whenever data keys were destroyed
)

// key finds the newest data key of a space.
func (t *Tx) key(ctx context.Context, space string) (*seal.Key, error) {
	l := lockedKey{space: space}
	err := t.sql.Row(ctx, []any{&l.version, &l.wrapped, &l.master},
		"SELECT version, wrapped, master FROM data_key WHERE space = $1 AND destroyed = 0 ORDER BY version DESC LIMIT 1", space)
	if err != nil {
		return nil, err
	}
	return t.opened(ctx, l)
}

// keyOnce finds one version of a data key, and asks the database once a transaction.
func (t *Tx) keyOnce(ctx context.Context, space string, version int) (*seal.Key, error) {
	name := fmt.Sprint(version, " ", space)
	if key, ok := t.used[name]; ok {
		return key, nil
	}
	l := lockedKey{space: space, version: version}
	err := t.sql.Row(ctx, []any{&l.wrapped, &l.master},
		"SELECT wrapped, master FROM data_key WHERE space = $1 AND version = $2 AND destroyed = 0", space, version)
	if err != nil {
		return nil, err
	}
	key, err := t.opened(ctx, l)
	if err != nil {
		return nil, err
	}
	if t.used == nil {
		t.used = map[string]*seal.Key{}
	}
	t.used[name] = key
	return key, nil
}

// opened gives the key of a row. One that only a key service can open is
// fetched when this transaction has ended.
func (t *Tx) opened(ctx context.Context, l lockedKey) (*seal.Key, error) {
	if key := t.keys.held(l); key != nil {
		return key, nil
	}
	if t.keys.master.Quick() {
		return t.keys.unlock(ctx, l)
	}
	return nil, t.fetchFirst(l)
}

func (t *Tx) fetchFirst(l lockedKey) error {
	if t.needs == nil {
		t.needs = &needsKey{l}
	}
	return errs.E(errs.Unavailable, "store.keys", "", errNeedsKey)
}

// keyOrNew makes a data key of a space when there is none.
func (t *Tx) keyOrNew(ctx context.Context, space string, now int64) (*seal.Key, error) {
	key, err := t.key(ctx, space)
	if !errs.Is(err, errs.NotFound) {
		return key, err
	}
	// The next one, where those before were destroyed. Two writers of one carer's
	// file may meet here; the first one's key stands. So the number is read before
	// the second look: whoever was faster is found, or has taken that number.
	next, err := t.nextKey(ctx, space)
	if err != nil {
		return nil, err
	}
	if key, err = t.key(ctx, space); !errs.Is(err, errs.NotFound) {
		return key, err
	}
	if err := t.newKey(ctx, space, next, now); err != nil {
		return nil, err
	}
	return t.key(ctx, space)
}

// masterInUse is the id of the master key that wraps new data keys.
func (t *Tx) masterInUse(ctx context.Context) (string, error) {
	master, err := t.KeySetting(ctx, masterSetting)
	if err == nil && master == "" {
		err = errors.New("the database does not say which master key it uses")
	}
	return master, err
}

// escrow closes a data key to the recovery key, where there is one.
func (t *Tx) escrow(ctx context.Context, space string, version int, raw []byte) (escrow []byte, recovery string, err error) {
	text, err := t.KeySetting(ctx, recoverySetting)
	if err != nil || text == "" {
		return nil, "", err
	}
	public, err := seal.ParseRecoveryPublic(text)
	if err != nil {
		return nil, "", err
	}
	escrow, err = public.Close(space, version, raw)
	return escrow, public.ID(), err
}

// KeySetting reads a setting; one that is not there is empty.
func (t *Tx) KeySetting(ctx context.Context, name string) (string, error) {
	var value string
	err := t.sql.Row(ctx, []any{&value}, "SELECT value FROM setting WHERE name = $1", name)
	if errs.Is(err, errs.NotFound) {
		return "", nil
	}
	return value, err
}

// PutKeySetting writes a setting.
func (t *Tx) PutKeySetting(ctx context.Context, name, value string) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
	return err
}
