package store

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// still is the moment as of which somebody sees a triangle. The zero still is now.
type still struct{ at, seq int64 }

// on reports whether a sight is held at all.
func (s still) on() bool { return s.at != 0 }

// hides reports whether something that was done at a time came after the moment.
func (s still) hides(at int64) bool { return s.on() && at >= s.at }

// stills are the held triangles of one person, looked up once a transaction.
type stills struct {
	person id.Person
	in     map[id.Triangle]still
}

// sight reads where the reader of the context sees things as they were.
func (t *Tx) sight(ctx context.Context) (stills, error) { return t.sightOf(ctx, tx.Reader(ctx)) }

func (t *Tx) sightOf(ctx context.Context, p id.Person) (stills, error) {
	if p == "" {
		return stills{}, nil
	}
	if t.sights != nil && t.sights.person == p {
		return *t.sights, nil
	}
	out := stills{person: p}
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var tri string
		var s still
		if err := scan(&tri, &s.at, &s.seq); err != nil {
			return err
		}
		if out.in == nil {
			out.in = map[id.Triangle]still{}
		}
		out.in[id.Triangle(tri)] = s
		return nil
	}, "SELECT triangle, MIN(begins), MIN(seq) FROM hold WHERE person = $1 AND ended = 0 GROUP BY triangle ORDER BY triangle", string(p))
	if err != nil {
		return stills{}, err
	}
	for tri, s := range out.in {
		if out.in[tri], err = t.backTo(ctx, tri, s); err != nil {
			return stills{}, err
		}
	}
	t.sights = &out
	return out, nil
}

// backTo moves the moment back to the first record that was written after the
// hold with an earlier time: the clock was set back, and times alone would let
// new things pass for old ones.
func (t *Tx) backTo(ctx context.Context, tri id.Triangle, s still) (still, error) {
	var first int64
	err := t.sql.Row(ctx, []any{&first}, "SELECT COALESCE(MIN(at), $3) FROM ledger_detail WHERE triangle = $1 AND seq > $2", string(tri), s.seq, int64(math.MaxInt64))
	s.at = min(s.at, first)
	return s, err
}

// heldIn is the moment as of which the reader of the context sees a triangle.
func (t *Tx) heldIn(ctx context.Context, tri id.Triangle) (still, id.Person, error) {
	all, err := t.sight(ctx)
	return all.in[tri], all.person, err
}

// none says that a list of stills holds nothing back.
func (s stills) none() bool { return len(s.in) == 0 }

// cases spells out, for a column with a triangle, one value of each held one.
func (s stills) cases(column string, args *[]any, value func(still) int64, otherwise int64) string {
	var out strings.Builder
	out.WriteString("CASE " + column)
	for _, tri := range slices.Sorted(maps.Keys(s.in)) {
		*args = append(*args, string(tri))
		fmt.Fprintf(&out, " WHEN $%d THEN %d", len(*args), value(s.in[tri]))
	}
	fmt.Fprintf(&out, " ELSE %d END", otherwise)
	return out.String()
}

func atOf(s still) int64  { return s.at }
func seqOf(s still) int64 { return s.seq }

// asEntries turns a query of entries into one that finds them as they were: the
// latest version that the reader wrote, or that was there before the moment. An
// entry whose facts changed since counts only where the reader had seen it; that
// it was opened to others changes nothing for the reader.
func (s stills) asEntries(query string, args []any) (string, []any) {
	if s.none() {
		return query, args
	}
	args = slices.Clone(args)
	at := s.cases("e.triangle", &args, atOf, math.MaxInt64)
	seq := s.cases("e.triangle", &args, seqOf, math.MaxInt64)
	args = append(args, string(s.person))
	me := fmt.Sprintf("$%d", len(args))
	latest := "(SELECT MAX(w.version) FROM entry_version w WHERE w.entry = e.id AND (w.author = " + me + `
		OR EXISTS (SELECT 1 FROM release l WHERE l.item = e.id AND l.recipient = ` + me + " AND l.despite = 1 AND l.begins > 0) OR w.made < " + at + ` AND (
		e.given_by = ` + me + ` OR EXISTS (SELECT 1 FROM ledger_detail o WHERE o.triangle = e.triangle AND o.entry = e.id AND o.entry <> '' AND o.kind = 'sighting' AND o.actor = ` + me + " AND o.seq < " + seq + `)
		OR NOT EXISTS (SELECT 1 FROM ledger_detail o WHERE o.triangle = e.triangle AND o.entry = e.id AND o.entry <> '' AND o.seq > ` + seq + `
			AND o.kind NOT IN ('sighting', 'unshown', 'entry-written', 'entry-corrected', 'suppressed')
			AND NOT (o.kind IN ('section-shared', 'talked') AND o.person <> '' AND o.person <> ` + me + `)))))`
	return strings.ReplaceAll(query, "e.version", latest), args
}

// asRecords begins the condition of a query of records: those before the moment,
// and those of the reader.
func (s stills) asRecords(where string, args []any) (string, []any) {
	if s.none() {
		return where, args
	}
	args = slices.Clone(args)
	seq := s.cases("triangle", &args, seqOf, math.MaxInt64)
	args = append(args, string(s.person))
	return fmt.Sprintf("(actor = $%d OR seq < %s) AND %s", len(args), seq, where), args
}

// Pause is what somebody's sight of a triangle is held at, with the facts of today.
func (t *Tx) Pause(ctx context.Context, tri id.Triangle, p id.Person) (disclose.Pause, error) {
	all, err := t.sightOf(ctx, p)
	if err != nil || !all.in[tri].on() {
		return disclose.Pause{}, err
	}
	today, err := t.allFacts(ctx, tri, stills{})
	return disclose.Pause{Since: all.in[tri].at, Today: today}, err
}

// asMember is a place as it was: one that ended since has not ended. It is false
// for somebody who came since. One's own place is always as it is.
func (s still) asMember(m *triangle.Member, reader id.Person) bool {
	if !s.on() || m.Person == reader {
		return true
	}
	if s.hides(m.Until) {
		m.Until = 0
	}
	if s.hides(m.Died) {
		m.Died = 0
	}
	return !s.hides(m.Since)
}

// keep drops what came after the moment and is not the reader's own.
func keep[T any](s still, list []T, at func(T) int64, mine func(T) bool) []T {
	if !s.on() {
		return list
	}
	return slices.DeleteFunc(list, func(one T) bool { return s.hides(at(one)) && !mine(one) })
}

// notYet puts a time back to 0 where it lies after the moment.
func (s still) notYet(at *int64) bool {
	if !s.hides(*at) {
		return false
	}
	*at = 0
	return true
}
