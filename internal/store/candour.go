package store

import (
	"context"

	"trialogue/internal/candour"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// aboutPattern finds an id among ids that are parted by spaces.
func aboutPattern(p id.Person) string { return "% " + string(p) + " %" }

// Concerning reads up to n entries that a person gave or that are about them, newest first.
// What somebody took back stays theirs to follow.
func (t *Tx) Concerning(ctx context.Context, triangle id.Triangle, p id.Person, after disclose.Place, n int) ([]disclose.Sealed, error) {
	args := []any{string(triangle), string(p), aboutPattern(p), n}
	place := ""
	if after != (disclose.Place{}) {
		args = append(args, after.At, string(after.Entry))
		place = "AND (e.made < $5 OR (e.made = $5 AND e.id < $6))"
	}
	return t.sealedEntries(ctx, `entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version
		WHERE e.triangle = $1 AND e.kind NOT IN ('kept', 'topic-name') AND (e.given_by = $2 OR (e.withdrawn = 0 AND ' ' || e.about || ' ' LIKE $3)) `+place+`
		ORDER BY e.made DESC, e.id DESC LIMIT $4`, args...)
}

// EntriesByID reads the latest versions of entries, in the order of their making.
func (t *Tx) EntriesByID(ctx context.Context, triangle id.Triangle, es []id.Entry) ([]disclose.Sealed, error) {
	var out []disclose.Sealed
	err := inChunks(es, 2, func(marks string, values []any) error {
		some, err := t.sealedEntries(ctx, `entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version
			WHERE e.triangle = $1 AND e.withdrawn = 0 AND e.id IN (`+marks+") ORDER BY e.made, e.id", append([]any{string(triangle)}, values...)...)
		out = append(out, some...)
		return err
	})
	return out, err
}

// Touching reads all records that name one of the entries, in order.
func (t *Tx) Touching(ctx context.Context, triangle id.Triangle, es []id.Entry) ([]ledger.Record, error) {
	var out []ledger.Record
	err := inChunks(es, 2, func(marks string, values []any) error {
		some, err := t.records(ctx, "triangle = $1 AND entry <> '' AND entry IN ("+marks+") ORDER BY seq", append([]any{string(triangle)}, values...)...)
		out = append(out, some...)
		return err
	})
	return out, err
}

// RecordsNear reads up to n records that a person did, that name them, or that name an
// entry of theirs, newest first; and all calls, which concern whom they are about.
func (t *Tx) RecordsNear(ctx context.Context, triangle id.Triangle, p id.Person, before candour.Moment, n int) ([]ledger.Record, error) {
	return t.records(ctx, `triangle = $1 AND kind <> 'unshown' AND NOT (kind = 'sighting' AND actor = $2) AND (at < $4 OR (at = $4 AND seq < $5))
		AND (actor = $2 OR person = $2 OR kind = 'told' OR entry IN (SELECT e.id FROM entry e WHERE e.triangle = $1 AND (e.given_by = $2 OR ' ' || e.about || ' ' LIKE $3)))
		ORDER BY at DESC, seq DESC LIMIT $6`, string(triangle), string(p), aboutPattern(p), before.At, before.Seq, n)
}

// BegunReleases lists releases that took effect, ended or not, oldest first.
func (t *Tx) BegunReleases(ctx context.Context, triangle id.Triangle) ([]candour.Release, error) {
	var out []candour.Release
	held, reader, err := t.heldIn(ctx, triangle)
	if err != nil {
		return nil, err
	}
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r candour.Release
		var entry, recipient, by, second, told string
		err := scan(&entry, &recipient, &by, &second, &r.Begins, &told)
		r.Entry, r.Recipient, r.By, r.Second, r.Told = id.Entry(entry), id.Person(recipient), id.Person(by), id.Person(second), told == "told"
		out = append(out, r)
		return err
	}, "SELECT item, recipient, made_by, countersigned_by, begins, told FROM release WHERE triangle = $1 AND begins > 0 ORDER BY begins, id", string(triangle))
	return keep(held, out, func(r candour.Release) int64 { return r.Begins }, func(r candour.Release) bool { return r.By == reader }), err
}

// QuestionsOf reads the latest questions that a person asked, newest first.
func (t *Tx) QuestionsOf(ctx context.Context, triangle id.Triangle, asker id.Person) ([]disclose.Sealed, error) {
	return t.sealedEntries(ctx, `entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version
		WHERE e.triangle = $1 AND e.given_by = $2 AND e.kind = $3 AND e.withdrawn = 0 ORDER BY e.made DESC, e.id DESC LIMIT 100`,
		string(triangle), string(asker), string(disclose.Question))
}
