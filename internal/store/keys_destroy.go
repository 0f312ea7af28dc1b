package store

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// keyActor stands in the record where the program itself turned a key.
const keyActor = "trialogue"

// DestroyKey takes the keys of a space away for ever, with what the recovery
// key could open. What they sealed is noise from then on, here and in every
// copy that has no older key. It is recorded in the organisation's chain.
func (t *Tx) DestroyKey(ctx context.Context, space string, now int64) error {
	return t.destroyBefore(ctx, space, anyVersion, now)
}

// anyVersion is more than a key can have: its number is one byte.
const anyVersion = 1 << 8

// destroyBefore destroys the keys of a space that are older than a version.
func (t *Tx) destroyBefore(ctx context.Context, space string, version int, now int64) error {
	if err := t.sql.Lock(ctx, "triangle/"+string(id.Organisation)); err != nil {
		return err
	}
	n, err := t.sql.Exec(ctx, "UPDATE data_key SET wrapped = $1, escrow = NULL, escrow_key = '', master = '', destroyed = $2 WHERE space = $3 AND version < $4 AND destroyed = 0",
		[]byte{}, now, space, version)
	if err != nil || n == 0 {
		return err
	}
	t.destroyed = append(t.destroyed, space)
	for name := range t.used {
		delete(t.used, name)
	}
	if err := t.PutKeySetting(ctx, keyTurns, id.New()); err != nil {
		return err
	}
	return t.recordKeyTurn(ctx, now, "destroyed", map[string]string{"space": space})
}

// recordKeyTurn writes down that keys were destroyed. The salt is drawn here: a
// second run of the closure is another try, of which nothing was kept.
func (t *Tx) recordKeyTurn(ctx context.Context, now int64, ground string, extra map[string]string) error {
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: now, Kind: ledger.KeyTurned, Actor: keyActor, Ground: ground, Extra: extra,
	})
	if err != nil {
		return err
	}
	_, err = noted.In(ctx, t)
	return err
}
