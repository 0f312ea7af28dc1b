package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/ledger"
)

// PendingHeads lists the last row of each chain that the tree does not hold yet.
// The list of triangles is found by leaps along the index, so long chains cost nothing.
func (t *Tx) PendingHeads(ctx context.Context) ([]ledger.Row, error) {
	var out []ledger.Row
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r ledger.Row
		var commitment, chain string
		if err := scan(&r.Triangle, &r.Seq, &commitment, &chain); err != nil {
			return err
		}
		var err error
		if r.Commitment, err = ledger.ParseHash(commitment); err != nil {
			return err
		}
		r.Chain, err = ledger.ParseHash(chain)
		out = append(out, r)
		return err
	}, `WITH RECURSIVE chains (triangle) AS (
			SELECT MIN(triangle) FROM ledger
			UNION ALL SELECT (SELECT MIN(l.triangle) FROM ledger l WHERE l.triangle > c.triangle) FROM chains c WHERE c.triangle IS NOT NULL
		), heads (triangle, seq, folded) AS (
			SELECT c.triangle, (SELECT MAX(l.seq) FROM ledger l WHERE l.triangle = c.triangle),
				COALESCE((SELECT MAX(f.seq) FROM tree_leaf f WHERE f.triangle = c.triangle), 0)
			FROM chains c WHERE c.triangle IS NOT NULL
		)
		SELECT h.triangle, h.seq, l.commitment, l.chain FROM heads h JOIN ledger l ON l.triangle = h.triangle AND l.seq = h.seq
		WHERE h.seq > h.folded ORDER BY h.triangle`)
	return out, err
}

// TreeSize counts the leaves of the tree.
func (t *Tx) TreeSize(ctx context.Context) (int64, error) {
	var size int64
	err := t.sql.Row(ctx, []any{&size}, "SELECT COALESCE(MAX(place) + 1, 0) FROM tree_leaf")
	return size, err
}

// PutLeaf notes which row stands at a place of the tree.
func (t *Tx) PutLeaf(ctx context.Context, place int64, r ledger.Row) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO tree_leaf (place, triangle, seq, chain) VALUES ($1, $2, $3, $4)", place, r.Triangle, r.Seq, r.Chain.String())
	return err
}

// LeafContents makes the published leaves again from the rows they stand for.
func (t *Tx) LeafContents(ctx context.Context, first, count int64) ([]ledger.Hash, error) {
	key, err := t.blindKey(ctx)
	if err != nil {
		return nil, err
	}
	var out []ledger.Hash
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		var triangle, chain string
		var seq int64
		if err := scan(&triangle, &seq, &chain); err != nil {
			return err
		}
		head, err := ledger.ParseHash(chain)
		out = append(out, ledger.HeadLeaf(ledger.Blind(key, triangle), seq, head))
		return err
	}, "SELECT triangle, seq, chain FROM tree_leaf WHERE place >= $1 AND place < $2 ORDER BY place", first, first+count)
	return out, err
}

// BlindKey returns the key of the leaves, which is the fresh one the first time.
func (t *Tx) BlindKey(ctx context.Context, fresh ledger.Salt) (ledger.Salt, error) {
	if _, err := t.sql.Exec(ctx, "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", blindName, fresh.Hex()); err != nil {
		return ledger.Salt{}, err
	}
	return t.blindKey(ctx)
}

// NewestCheckpoint reads what was signed last; errs.NotFound before the first.
func (t *Tx) NewestCheckpoint(ctx context.Context) ([]byte, error) {
	var note string
	err := t.sql.Row(ctx, []any{&note}, "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
	if errs.Is(err, errs.NotFound) {
		return nil, missing("store.NewestCheckpoint")
	}
	return []byte(note), err
}

// PutCheckpoint keeps a signed checkpoint.
func (t *Tx) PutCheckpoint(ctx context.Context, size int64, note []byte, made int64) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO checkpoint (size, note, made) VALUES ($1, $2, $3)", size, string(note), made)
	return err
}
