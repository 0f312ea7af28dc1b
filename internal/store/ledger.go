package store

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// Append writes records to the end of a triangle's chain. Callers hold the
// triangle's UpdateScope; the primary key is the backstop.
func (t *Tx) Append(ctx context.Context, triangle id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error) {
	head, err := t.Head(ctx, triangle)
	if err != nil {
		return nil, err
	}
	seqs := make([]int64, 0, len(records))
	for i, r := range records {
		r.Triangle, r.Seq = string(triangle), head.Seq+1
		if head, err = ledger.Append(head, r, salts[i]); err != nil {
			return nil, err
		}
		if err := t.putRow(ctx, head, r, salts[i]); err != nil {
			return nil, err
		}
		seqs = append(seqs, r.Seq)
	}
	return seqs, nil
}

func (t *Tx) putRow(ctx context.Context, row ledger.Row, r ledger.Record, salt ledger.Salt) error {
	if _, err := t.sql.Exec(ctx, "INSERT INTO ledger (triangle, seq, commitment, chain) VALUES ($1, $2, $3, $4)",
		row.Triangle, row.Seq, row.Commitment.String(), row.Chain.String()); err != nil {
		return err
	}
	extra := ""
	if len(r.Extra) > 0 {
		raw, err := json.Marshal(r.Extra)
		if err != nil {
			return err
		}
		extra = string(raw)
	}
	_, err := t.sql.Exec(ctx, `INSERT INTO ledger_detail (triangle, seq, at, kind, actor, person, entry, version, topic, rule, ground, extra, salt, day)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		r.Triangle, r.Seq, r.At, string(r.Kind), r.Actor, r.Person, r.Entry, r.Version, r.Topic, r.Rule, r.Ground, extra, salt.Hex(), r.At/dayMicros)
	return err
}

const dayMicros = 86_400_000_000

// Head is the last row of a chain; the zero Row where there is none.
func (t *Tx) Head(ctx context.Context, triangle id.Triangle) (ledger.Row, error) {
	var row ledger.Row
	var commitment, chain string
	err := t.sql.Row(ctx, []any{&row.Seq, &commitment, &chain},
		"SELECT seq, commitment, chain FROM ledger WHERE triangle = $1 ORDER BY seq DESC LIMIT 1", string(triangle))
	if errs.Is(err, errs.NotFound) {
		return ledger.Row{}, nil
	}
	if err != nil {
		return ledger.Row{}, err
	}
	row.Triangle = string(triangle)
	if row.Commitment, err = ledger.ParseHash(commitment); err != nil {
		return ledger.Row{}, err
	}
	row.Chain, err = ledger.ParseHash(chain)
	return row, err
}

// LatestAt is the time of the latest record that is not after a time; 0 where there is none.
func (t *Tx) LatestAt(ctx context.Context, triangle id.Triangle, notAfter int64) (int64, error) {
	var at int64
	err := t.sql.Row(ctx, []any{&at}, "SELECT COALESCE(MAX(at), 0) FROM ledger_detail WHERE triangle = $1 AND at <= $2", string(triangle), notAfter)
	return at, err
}

// SeenOn lists which of some entries are on record as shown to a person on a
// day. The entry "" stands for the limits that they ran into.
func (t *Tx) SeenOn(ctx context.Context, triangle id.Triangle, p id.Person, day int64, entries []string) (disclose.Seen, error) {
	args := []any{string(triangle), string(p), day}
	marks := make([]string, len(entries))
	for i, e := range entries {
		args = append(args, e)
		marks[i] = "$" + strconv.Itoa(len(args))
	}
	seen := disclose.Seen{}
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var k disclose.SeenKey
		var kind, topic, rule string
		if err := scan(&kind, &k.Entry, &k.Version, &k.Ground, &topic, &rule); err != nil {
			return err
		}
		if kind == string(ledger.Unshown) {
			k = disclose.UnshownKey(topic, rule)
		}
		seen[k] = struct{}{}
		return nil
	}, "SELECT kind, entry, version, ground, topic, rule FROM ledger_detail WHERE triangle = $1 AND actor = $2 AND day = $3 AND entry IN ("+
		strings.Join(marks, ", ")+") AND kind IN ('sighting', 'unshown')", args...)
	return seen, err
}

const recordColumns = "triangle, seq, at, kind, actor, person, entry, version, topic, rule, ground, extra"

func scanRecord(scan func(...any) error) (ledger.Record, error) {
	var r ledger.Record
	var kind, extra string
	err := scan(&r.Triangle, &r.Seq, &r.At, &kind, &r.Actor, &r.Person, &r.Entry, &r.Version, &r.Topic, &r.Rule, &r.Ground, &extra)
	r.Kind = ledger.Kind(kind)
	if err == nil && extra != "" {
		err = json.Unmarshal([]byte(extra), &r.Extra)
	}
	return r, err
}

// records reads ledger details with a WHERE and ORDER BY of this package.
func (t *Tx) records(ctx context.Context, where string, args ...any) ([]ledger.Record, error) {
	var out []ledger.Record
	sight, err := t.sight(ctx)
	if err != nil {
		return nil, err
	}
	where, args = sight.asRecords(where, args)
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		r, err := scanRecord(scan)
		out = append(out, r)
		return err
	}, "SELECT "+recordColumns+" FROM ledger_detail WHERE "+where, args...)
	return out, err
}
