package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/today"
)

// signalsQuery says where there is something for a person (1) at a time (2), in one row.
const signalsQuery = `SELECT
	CASE WHEN EXISTS (SELECT 1 FROM arrival WHERE person = $1 AND answered = 0)
		OR EXISTS (SELECT 1 FROM recovery WHERE settled = 0 AND (person = $1 OR need = 'second')) THEN 1 ELSE 0 END,
	CASE WHEN NOT EXISTS (SELECT 1 FROM profile WHERE person = $1 AND part = 'needs' AND review > $2) THEN 1 ELSE 0 END,
	CASE WHEN EXISTS (SELECT 1 FROM invitation WHERE team <> '' AND settled = 0 AND agreed > 0) THEN 1 ELSE 0 END,
	CASE WHEN EXISTS (SELECT 1 FROM task WHERE owner = $1 AND done = 0 AND triangle = '` + string(id.Organisation) + `') THEN 1 ELSE 0 END,
	CASE WHEN EXISTS (SELECT 1 FROM cover WHERE covering = $1 AND ended = 0) THEN 1 ELSE 0 END`

// Signals say where there is something at all for a person.
func (t *Tx) Signals(ctx context.Context, p id.Person, now int64) (s today.Signals, err error) {
	err = t.sql.Row(ctx, []any{&s.Account, &s.Review, &s.Asked, &s.Owed, &s.Covering}, signalsQuery, string(p), now)
	return s, err
}

// OpenDuties lists all that is open in a triangle, the earliest day first.
func (t *Tx) OpenDuties(ctx context.Context, tri id.Triangle) ([]duty.Duty, error) {
	out, err := t.dutiesAsOf(ctx, "triangle = $1 AND (done = 0 OR EXISTS (SELECT 1 FROM hold h WHERE h.triangle = $1 AND h.ended = 0)) ORDER BY due, id", string(tri))
	return slices.DeleteFunc(out, func(d duty.Duty) bool { return d.Done != 0 }), err
}

// FirstDuties lists up to n that somebody has to do, the earliest day first. Where
// their sight is held, more is read, for what is done since is still to do for them.
func (t *Tx) FirstDuties(ctx context.Context, p id.Person, now int64, n int) ([]duty.Duty, error) {
	sight, err := t.sight(ctx)
	if err != nil {
		return nil, err
	}
	if !sight.none() {
		all, err := t.DutiesOf(ctx, p, now)
		all = slices.DeleteFunc(all, func(d duty.Duty) bool { return d.Over(now) })
		return all[:min(n, len(all))], err
	}
	return t.duties(ctx, `owner = $1 AND done = 0 AND NOT (kind = 'come-to-meeting' AND due < $2 - 86400000000) AND (triangle = '`+string(id.Organisation)+`' OR triangle IN (
			SELECT m.triangle FROM member m WHERE m.person = $1 AND m.since <= $2 AND (m.until = 0 OR m.until > $2)
		)) ORDER BY due, id LIMIT $3`, string(p), now, n)
}

// HeldAnywhere lists where somebody's sight is held.
func (t *Tx) HeldAnywhere(ctx context.Context, p id.Person) ([]id.Triangle, error) {
	sight, err := t.sightOf(ctx, p)
	return slices.Sorted(maps.Keys(sight.in)), err
}

// metas reads entries without their texts.
func (t *Tx) metas(ctx context.Context, from string, args ...any) ([]disclose.Meta, error) {
	var out []disclose.Meta
	sight, err := t.sight(ctx)
	if err != nil {
		return nil, err
	}
	columns := strings.Replace(entryColumns, "v.body", "NULL", 1)
	query, args := sight.asEntries("SELECT "+columns+" FROM "+standing(from), args)
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		r, err := scanEntry(scan)
		out = append(out, r.meta)
		return err
	}, query, args...)
	return out, err
}

// Metas finds entries of any triangles, without their texts.
func (t *Tx) Metas(ctx context.Context, es []id.Entry) ([]disclose.Meta, error) {
	if len(es) == 0 {
		return nil, nil
	}
	marks, args := in(es, nil)
	return t.metas(ctx, "entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version WHERE e.withdrawn = 0 AND e.id IN ("+marks+") ORDER BY e.id", args...)
}

// newInOne finds what came to one triangle ($%[1]d) after the last look of a person
// ($1), the latest records first.
const newInOne = `SELECT * FROM (SELECT d.triangle, CASE WHEN d.kind = 'release-signed'
		THEN COALESCE((SELECT r.item FROM release r WHERE r.id = d.entry AND r.recipient = $1 AND r.begins > 0), '') ELSE d.entry END
	FROM ledger_detail d WHERE d.triangle = $%[1]d AND d.kind IN ('entry-written', 'entry-corrected', 'section-shared', 'release-signed')
	AND d.actor <> $1 AND d.seq > COALESCE((SELECT l.seq FROM looked l WHERE l.person = $1 AND l.triangle = $%[1]d), 0) ORDER BY d.seq DESC LIMIT $2) n%[1]d`

// NewIn lists, for each of some triangles, the latest n records of others since
// somebody's last look by the entry that each names; "" for what is not theirs.
func (t *Tx) NewIn(ctx context.Context, p id.Person, ts []id.Triangle, n int) (map[id.Triangle][]id.Entry, error) {
	out := map[id.Triangle][]id.Entry{}
	if len(ts) == 0 {
		return out, nil
	}
	args := []any{string(p), n}
	var each []string
	for _, tri := range ts {
		args = append(args, string(tri))
		each = append(each, fmt.Sprintf(newInOne, len(args)))
	}
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var tri, entry string
		err := scan(&tri, &entry)
		out[id.Triangle(tri)] = append(out[id.Triangle(tri)], id.Entry(entry))
		return err
	}, strings.Join(each, " UNION ALL "), args...)
	return out, err
}

// FactsOf reads what the sharing engine needs to know of each of some triangles in
// which nobody's sight is held.
func (t *Tx) FactsOf(ctx context.Context, ts []id.Triangle) (map[id.Triangle]*sharing.Triangle, error) {
	out := map[id.Triangle]*sharing.Triangle{}
	if len(ts) == 0 {
		return out, nil
	}
	seen := map[id.Triangle]map[string]int{}
	for _, tri := range ts {
		out[tri], seen[tri] = &sharing.Triangle{}, map[string]int{}
	}
	marks, args := in(ts, nil)
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var tri string
		f, err := scanFact(scan, &tri)
		if one, ok := out[id.Triangle(tri)]; ok && err == nil {
			f.into(one, seen[id.Triangle(tri)])
		}
		return err
	}, strings.ReplaceAll(factsQuery, "= $1", "IN ("+marks+")"), args...)
	return out, err
}
