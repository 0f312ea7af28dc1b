package store

import (
	"context"
	"fmt"
	"math"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/news"
)

// Looked is where somebody's last look at a triangle ended; zero for never.
func (t *Tx) Looked(ctx context.Context, p id.Person, tri id.Triangle) (news.Mark, error) {
	var m news.Mark
	err := t.sql.Row(ctx, []any{&m.Seq, &m.At}, "SELECT seq, at FROM looked WHERE person = $1 AND triangle = $2", string(p), string(tri))
	if errs.Is(err, errs.NotFound) {
		return news.Mark{}, nil
	}
	return m, err
}

// PutLooked moves the mark forward; one that lies further on stands.
func (t *Tx) PutLooked(ctx context.Context, p id.Person, tri id.Triangle, m news.Mark) error {
	_, err := t.sql.Exec(ctx, `INSERT INTO looked (person, triangle, seq, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (person, triangle) DO UPDATE SET seq = excluded.seq, at = excluded.at WHERE looked.seq <= excluded.seq`,
		string(p), string(tri), m.Seq, m.At)
	return err
}

// ChainEnd is the number of the last record of a triangle; 0 where there is none.
func (t *Tx) ChainEnd(ctx context.Context, tri id.Triangle) (int64, error) {
	row, err := t.Head(ctx, tri)
	return row.Seq, err
}

// EntriesSince reads up to n entries that were written, corrected, or released
// to this person, after a place in the chain, newest first.
func (t *Tx) EntriesSince(ctx context.Context, p id.Person, tri id.Triangle, seq int64, after disclose.Place, n int) ([]disclose.Sealed, error) {
	held, _, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	until := int64(math.MaxInt64) // what was written later is no news to somebody whose sight is held
	if held.on() {
		until = held.seq
	}
	where := `entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version WHERE e.triangle = $1 AND e.withdrawn = 0 AND e.kind <> 'topic-name' AND e.id IN (
		SELECT d.entry FROM ledger_detail d WHERE d.triangle = $1 AND d.seq > $2 AND d.seq < $4 AND d.kind IN ('entry-written', 'entry-corrected', 'section-shared')
		UNION SELECT r.item FROM ledger_detail d JOIN release r ON r.id = d.entry
			WHERE d.triangle = $1 AND d.seq > $2 AND d.kind = 'release-signed' AND r.recipient = $3 AND r.begins > 0 AND (d.seq < $4 OR r.despite = 1))`
	args := []any{string(tri), seq, string(p), until}
	if after != (disclose.Place{}) {
		where += " AND (e.made < $5 OR (e.made = $5 AND e.id < $6))"
		args = append(args, after.At, string(after.Entry))
	}
	args = append(args, n)
	return t.sealedEntries(ctx, fmt.Sprintf("%s ORDER BY e.made DESC, e.id DESC LIMIT $%d", where, len(args)), args...)
}

// PutRing puts on record that a person's open pages should be told.
func (t *Tx) PutRing(ctx context.Context, p id.Person) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO bell (person, rings) VALUES ($1, 1) ON CONFLICT (person) DO UPDATE SET rings = bell.rings + 1", string(p))
	return err
}

// ringsAtOnce keeps the statements few: a short list is filled up.
const ringsAtOnce = 100

// Rings counts the rings on record for people.
func (t *Tx) Rings(ctx context.Context, people []id.Person) (map[id.Person]int64, error) {
	marks := make([]string, ringsAtOnce)
	for i := range marks {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	q := "SELECT person, rings FROM bell WHERE person IN (" + strings.Join(marks, ", ") + ")"
	out := map[id.Person]int64{}
	for len(people) > 0 {
		some := people[:min(len(people), ringsAtOnce)]
		people = people[len(some):]
		args := make([]any, ringsAtOnce)
		for i := range args {
			args[i] = string(some[min(i, len(some)-1)])
		}
		err := t.sql.Rows(ctx, func(scan func(...any) error) error {
			var p string
			var n int64
			err := scan(&p, &n)
			out[id.Person(p)] = n
			return err
		}, q, args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
