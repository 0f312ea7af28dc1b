package store

import (
	"context"
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"trialogue/internal/candour"
	"trialogue/internal/errs"
	"trialogue/internal/ledger"
)

// proofs reads all that proves and is proved, as one transaction sees it.
// What was damaged is handed on as it is, for the check to name it: a hash that
// cannot be read becomes the zero hash, which fits nowhere.
type proofs struct {
	ctx context.Context // the interfaces of package tlog have no room for one
	t   *Tx
}

// Evidence opens the ledger and its tree for proving, checking and growing.
func (t *Tx) Evidence(ctx context.Context) candour.Evidence { return proofs{ctx, t} }

// Triangles lists triangles that have rows.
func (e proofs) Triangles(after string, most int) ([]string, error) {
	return texts(e, "SELECT DISTINCT triangle FROM ledger WHERE triangle > $1 ORDER BY triangle LIMIT $2", after, most)
}

// Checkpoints lists what was signed, smallest first.
func (e proofs) Checkpoints(skip, most int) ([][]byte, error) {
	notes, err := texts(e, "SELECT note FROM checkpoint ORDER BY size LIMIT $1 OFFSET $2", most, skip)
	out := make([][]byte, len(notes))
	for i, n := range notes {
		out[i] = []byte(n)
	}
	return out, err
}

func texts(e proofs, q string, args ...any) ([]string, error) {
	var out []string
	err := e.t.sql.Rows(e.ctx, func(scan func(...any) error) error {
		var one string
		err := scan(&one)
		out = append(out, one)
		return err
	}, q, args...)
	return out, err
}

const evidenceColumns = `l.seq, l.commitment, l.chain, COALESCE(d.seq, 0), COALESCE(d.at, 0), COALESCE(d.kind, ''), COALESCE(d.actor, ''), COALESCE(d.person, ''),
	COALESCE(d.entry, ''), COALESCE(d.version, 0), COALESCE(d.topic, ''), COALESCE(d.rule, ''), COALESCE(d.ground, ''), COALESCE(d.extra, ''), COALESCE(d.salt, '')`

// Rows reads a stretch of one chain, each row with what it hides unless that was erased.
func (e proofs) Rows(triangle string, after int64, most int) ([]ledger.Stored, error) {
	var out []ledger.Stored
	err := e.t.sql.Rows(e.ctx, func(scan func(...any) error) error {
		one, err := scanStored(scan, triangle)
		out = append(out, one)
		return err
	}, "SELECT "+evidenceColumns+` FROM ledger l LEFT JOIN ledger_detail d ON d.triangle = l.triangle AND d.seq = l.seq
		WHERE l.triangle = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3`, triangle, after, most)
	return out, err
}

func scanStored(scan func(...any) error, triangle string) (ledger.Stored, error) {
	var commitment, chain, kind, extra, salt string
	s := ledger.Stored{Row: ledger.Row{Triangle: triangle}}
	r := ledger.Record{Triangle: triangle}
	err := scan(&s.Row.Seq, &commitment, &chain, &r.Seq, &r.At, &kind, &r.Actor, &r.Person, &r.Entry, &r.Version, &r.Topic, &r.Rule, &r.Ground, &extra, &salt)
	s.Row.Commitment, s.Row.Chain = orZero(ledger.ParseHash(commitment)), orZero(ledger.ParseHash(chain))
	if err != nil || r.Seq == 0 {
		return s, err
	}
	r.Kind = ledger.Kind(kind)
	if extra != "" && json.Unmarshal([]byte(extra), &r.Extra) != nil {
		r.Extra = nil // then it is not what was committed to, and the check says so
	}
	s.Detail = &ledger.Detail{Record: r, Salt: orZero(ledger.ParseSalt(salt))}
	return s, nil
}

// orZero takes what could be read, and the zero value otherwise.
func orZero[T any](v T, err error) T {
	if err != nil {
		var zero T
		return zero
	}
	return v
}

// Leaves lists leaves of the tree.
func (e proofs) Leaves(from int64, most int) ([]ledger.Leaf, error) {
	return e.leaves("SELECT place, triangle, seq FROM tree_leaf WHERE place >= $1 ORDER BY place LIMIT $2", from, most)
}

// LeafFor finds the first leaf that covers a row.
func (e proofs) LeafFor(triangle string, seq int64) (ledger.Leaf, bool, error) {
	found, err := e.leaves("SELECT place, triangle, seq FROM tree_leaf WHERE triangle = $1 AND seq >= $2 ORDER BY seq LIMIT 1", triangle, seq)
	if err != nil || len(found) == 0 {
		return ledger.Leaf{}, false, err
	}
	return found[0], true, nil
}

func (e proofs) leaves(q string, args ...any) ([]ledger.Leaf, error) {
	key, err := e.t.blindKey(e.ctx)
	if err != nil {
		return nil, err
	}
	var out []ledger.Leaf
	err = e.t.sql.Rows(e.ctx, func(scan func(...any) error) error {
		var l ledger.Leaf
		err := scan(&l.Index, &l.Triangle, &l.Seq)
		l.Blinded = ledger.Blind(key, l.Triangle)
		out = append(out, l)
		return err
	}, q, args...)
	return out, err
}

// ReadHashes reads hashes of the tree; a missing one is ledger.ErrMissing.
// Neighbours are read together.
func (e proofs) ReadHashes(places []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, 0, len(places))
	for i := 0; i < len(places); {
		j := i + 1
		for j < len(places) && places[j] == places[j-1]+1 {
			j++
		}
		run, err := e.hashes(places[i], places[j-1])
		if err != nil {
			return nil, err
		}
		out, i = append(out, run...), j
	}
	return out, nil
}

func (e proofs) hashes(first, last int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	err := e.t.sql.Rows(e.ctx, func(scan func(...any) error) error {
		var hash string
		err := scan(&hash)
		out = append(out, tlog.Hash(orZero(ledger.ParseHash(hash))))
		return err
	}, "SELECT hash FROM tree_hash WHERE place >= $1 AND place <= $2 ORDER BY place", first, last)
	if err == nil && int64(len(out)) != last-first+1 {
		err = fmt.Errorf("%w: one of %d to %d", ledger.ErrMissing, first, last)
	}
	return out, err
}

// StoreHashes keeps new hashes of the tree.
func (e proofs) StoreHashes(first int64, hashes []tlog.Hash) error {
	for i, h := range hashes {
		if _, err := e.t.sql.Exec(e.ctx, "INSERT INTO tree_hash (place, hash) VALUES ($1, $2)", first+int64(i), ledger.Hash(h).String()); err != nil {
			return err
		}
	}
	return nil
}

const blindName = "tree-blind"

// blindKey keeps the leaves of one triangle from being matched by outsiders.
// It protects what is published, not this database, so it lies in it; without
// one, no leaf fits.
func (t *Tx) blindKey(ctx context.Context) (ledger.Salt, error) {
	var text string
	err := t.sql.Row(ctx, []any{&text}, "SELECT value FROM setting WHERE name = $1", blindName)
	if errs.Is(err, errs.NotFound) {
		return ledger.Salt{}, nil
	}
	return orZero(ledger.ParseSalt(text)), err
}
