package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/keys"
	"trialogue/internal/ledger"
)

const keyColumns = "space, version, wrapped, master, escrow, escrow_key, made"

func (t *Tx) keyRows(ctx context.Context, where string, args ...any) ([]keys.Row, error) {
	var out []keys.Row
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r keys.Row
		err := scan(&r.Space, &r.Version, &r.Wrapped, &r.Master, &r.Escrow, &r.EscrowKey, &r.Made)
		out = append(out, r)
		return err
	}, "SELECT "+keyColumns+" FROM data_key k WHERE "+where, args...)
	return out, err
}

// LiveKeys lists data keys that are not destroyed, by space and version.
func (t *Tx) LiveKeys(ctx context.Context, after keys.Place, n int) ([]keys.Row, error) {
	return t.keyRows(ctx, "destroyed = 0 AND (space > $1 OR (space = $1 AND version > $2)) ORDER BY space, version LIMIT $3", after.Space, after.Version, n)
}

// NewestKeys lists the newest version of each living space made before a time.
func (t *Tx) NewestKeys(ctx context.Context, after string, before int64, n int) ([]keys.Row, error) {
	return t.keyRows(ctx, `destroyed = 0 AND space > $1 AND made < $2 AND space <> $3
		AND version = (SELECT MAX(version) FROM data_key o WHERE o.space = k.space) ORDER BY space LIMIT $4`, after, before, canarySpace, n)
}

// ReplaceKey puts one row in the place of another, and reports whether that
// other one was still there.
func (t *Tx) ReplaceKey(ctx context.Context, was, now keys.Row) (bool, error) {
	n, err := t.sql.Exec(ctx, `UPDATE data_key SET wrapped = $1, master = $2, escrow = $3, escrow_key = $4
		WHERE space = $5 AND version = $6 AND wrapped = $7 AND escrow_key = $8 AND destroyed = 0`,
		now.Wrapped, now.Master, now.Escrow, now.EscrowKey, was.Space, was.Version, was.Wrapped, was.EscrowKey)
	return n == 1, err
}

// AddKey adds a version, and reports whether it was the next one of a space that
// is alive.
func (t *Tx) AddKey(ctx context.Context, r keys.Row) (bool, error) {
	n, err := t.sql.Exec(ctx, `INSERT INTO data_key (space, version, wrapped, master, escrow, escrow_key, made)
		SELECT space, version + 1, $1, $2, $3, $4, $5 FROM data_key
		WHERE space = $6 AND version = $7 AND destroyed = 0 ON CONFLICT (space, version) DO NOTHING`,
		r.Wrapped, r.Master, r.Escrow, r.EscrowKey, r.Made, r.Space, r.Version-1)
	return n == 1, err
}

// CountKeys counts all data keys by how they are.
func (t *Tx) CountKeys(ctx context.Context) (keys.Counts, error) {
	c := keys.Counts{Masters: map[string]int{}, Escrows: map[string]int{}}
	var living, spaces int
	if err := t.sql.Row(ctx, []any{&c.Destroyed, &c.Highest, &living},
		"SELECT COALESCE(SUM(CASE WHEN destroyed > 0 THEN 1 ELSE 0 END), 0), COALESCE(MAX(version), 0), COALESCE(SUM(CASE WHEN destroyed = 0 THEN 1 ELSE 0 END), 0) FROM data_key"); err != nil {
		return c, err
	}
	if err := t.sql.Row(ctx, []any{&spaces}, "SELECT COUNT(DISTINCT space) FROM data_key WHERE destroyed = 0"); err != nil {
		return c, err
	}
	c.Current, c.Older = spaces, living-spaces
	return c, t.sql.Rows(ctx, func(scan func(...any) error) error {
		var master, escrow string
		var n int
		err := scan(&master, &escrow, &n)
		c.Masters[master] += n
		c.Escrows[escrow] += n
		return err
	}, "SELECT master, escrow_key, COUNT(*) FROM data_key WHERE destroyed = 0 GROUP BY master, escrow_key ORDER BY master, escrow_key")
}

// keyLease names the one lease of those who turn keys.
const keyLease = "keys"

// TakeLease takes or renews the lease: errs.Conflict while somebody else has it.
func (t *Tx) TakeLease(ctx context.Context, holder string, now, until int64) error {
	n, err := t.sql.Exec(ctx, `INSERT INTO key_lease (name, holder, until) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE key_lease.holder = excluded.holder OR key_lease.until <= $4`,
		keyLease, holder, until, now)
	if err == nil && n == 0 {
		err = errs.E(errs.Conflict, "store.TakeLease", "", nil)
	}
	return err
}

// DropLease gives the lease back.
func (t *Tx) DropLease(ctx context.Context, holder string) error {
	_, err := t.sql.Exec(ctx, "DELETE FROM key_lease WHERE name = $1 AND holder = $2", keyLease, holder)
	return err
}

// LastTurn is when a key was last turned under a ground; 0 for never.
func (t *Tx) LastTurn(ctx context.Context, ground string) (at int64, err error) {
	err = t.sql.Row(ctx, []any{&at}, "SELECT COALESCE(MAX(at), 0) FROM ledger_detail WHERE triangle = $1 AND kind = $2 AND ground = $3",
		string(id.Organisation), string(ledger.KeyTurned), ground)
	return at, err
}

var _ keys.Tx = (*Tx)(nil)
