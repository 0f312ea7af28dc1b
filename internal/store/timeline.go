package store

import (
	"context"
	"fmt"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// Timeline reads up to n entries after a place, newest first.
func (t *Tx) Timeline(ctx context.Context, triangle id.Triangle, f entry.Filter, after disclose.Place, n int) ([]disclose.Sealed, error) {
	where := []string{"e.triangle = $1", "e.withdrawn = 0"}
	args := []any{string(triangle)}
	add := func(clause string, values ...any) {
		marks := make([]any, len(values))
		for i, v := range values {
			args = append(args, v)
			marks[i] = len(args)
		}
		where = append(where, fmt.Sprintf(clause, marks...))
	}
	if after != (disclose.Place{}) {
		add("(e.made < $%d OR (e.made = $%d AND e.id < $%d))", after.At, after.At, string(after.Entry))
	}
	if f.Topic != "" {
		add("e.topic = $%d", f.Topic)
	}
	if f.GivenBy != "" {
		add("e.given_by = $%d", string(f.GivenBy))
	}
	if f.From != 0 {
		add("e.made >= $%d", f.From)
	}
	if f.Until != 0 {
		add("e.made < $%d", f.Until)
	}
	if len(f.Kinds) == 0 {
		where = append(where, "e.kind NOT IN ("+notInTimeline()+")")
	} else {
		values := make([]any, len(f.Kinds))
		for i, k := range f.Kinds {
			values[i] = string(k)
		}
		add("e.kind IN ("+strings.TrimSuffix(strings.Repeat("$%d, ", len(values)), ", ")+")", values...)
	}
	args = append(args, n)
	return t.sealedEntries(ctx, fmt.Sprintf(
		"entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version WHERE %s ORDER BY e.made DESC, e.id DESC LIMIT $%d",
		strings.Join(where, " AND "), len(args)), args...)
}

// notInTimeline lists, for SQL, what stands elsewhere. The names are ours, so they
// need no placeholders.
func notInTimeline() string {
	out := "'kept', 'topic-name'"
	for _, k := range disclose.WithRooms() {
		out += ", '" + string(k) + "'"
	}
	return out
}

// EntryByID reads the latest version of one entry of a triangle; none is an empty list.
func (t *Tx) EntryByID(ctx context.Context, triangle id.Triangle, e id.Entry) ([]disclose.Sealed, error) {
	return t.sealedEntries(ctx,
		"entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version WHERE e.id = $1 AND e.triangle = $2 AND e.withdrawn = 0",
		string(e), string(triangle))
}

// Versions reads all versions of one entry, newest first.
func (t *Tx) Versions(ctx context.Context, triangle id.Triangle, e id.Entry) ([]disclose.Sealed, error) {
	return t.sealedEntries(ctx,
		"entry e JOIN entry_version v ON v.entry = e.id AND v.version <= e.version WHERE e.id = $1 AND e.triangle = $2 AND e.withdrawn = 0 ORDER BY v.version DESC",
		string(e), string(triangle))
}

// Children reads what hangs on an entry (replies, outcomes), oldest first.
func (t *Tx) Children(ctx context.Context, triangle id.Triangle, parent id.Entry) ([]disclose.Sealed, error) {
	return t.sealedEntries(ctx,
		"entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version WHERE e.parent = $1 AND e.triangle = $2 AND e.withdrawn = 0 ORDER BY e.made, e.id",
		string(parent), string(triangle))
}

// FileByID reads one attachment of an entry's latest version.
func (t *Tx) FileByID(ctx context.Context, triangle id.Triangle, e id.Entry, file string) (disclose.SealedFile, error) {
	entries, err := t.EntryByID(ctx, triangle, e)
	if err != nil {
		return disclose.SealedFile{}, err
	}
	if len(entries) == 0 {
		return disclose.SealedFile{}, errs.Missing("store.FileByID")
	}
	meta := entries[0].Meta
	return t.sealedFile(ctx, meta, file)
}

func (t *Tx) sealedFile(ctx context.Context, meta disclose.Meta, file string) (disclose.SealedFile, error) {
	var name, body []byte
	var keyVersion int
	out := disclose.File{ID: file}
	err := t.sql.Row(ctx, []any{&keyVersion, &name, &out.Media, &body},
		"SELECT key_version, name, media, body FROM attachment WHERE id = $1 AND entry = $2 AND version = $3", file, string(meta.ID), meta.Version)
	if err != nil {
		return disclose.SealedFile{}, err
	}
	return disclose.SealFile(meta, func() (disclose.File, error) {
		key, err := t.keyOnce(ctx, meta.Space(), keyVersion)
		if err != nil {
			return disclose.File{}, err
		}
		plain, err := key.Open(namePlace+file, name)
		if err != nil {
			return disclose.File{}, err
		}
		out.Name = string(plain)
		out.Bytes, err = key.Open(filePlace+file, body)
		return out, err
	}), nil
}

// SawVersions lists which versions of an entry a person is on record as having seen.
func (t *Tx) SawVersions(ctx context.Context, triangle id.Triangle, e id.Entry, p id.Person) ([]int, error) {
	var out []int
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var v int
		err := scan(&v)
		out = append(out, v)
		return err
	}, "SELECT DISTINCT version FROM ledger_detail WHERE entry = $1 AND triangle = $2 AND actor = $3 AND kind = 'sighting' AND entry <> '' ORDER BY version", string(e), string(triangle), string(p))
	return out, err
}

// DropKept removes what somebody kept of a draft: it was never shown to
// anybody, so nothing needs to stay.
func (t *Tx) DropKept(ctx context.Context, triangle id.Triangle, by id.Person, draft id.Entry) error {
	const kept = "(SELECT id FROM entry WHERE triangle = $1 AND given_by = $2 AND parent = $3 AND kind = 'kept')"
	for _, q := range []string{
		"DELETE FROM attachment WHERE entry IN " + kept,
		"DELETE FROM entry_version WHERE entry IN " + kept,
		"DELETE FROM entry WHERE id IN " + kept,
	} {
		if _, err := t.sql.Exec(ctx, q, string(triangle), string(by), string(draft)); err != nil {
			return err
		}
	}
	return nil
}

// HangingOn counts what hangs on an entry.
func (t *Tx) HangingOn(ctx context.Context, triangle id.Triangle, e id.Entry) (int, error) {
	var n int
	err := t.sql.Row(ctx, []any{&n}, "SELECT COUNT(*) FROM entry WHERE parent = $1 AND parent <> '' AND triangle = $2 AND withdrawn = 0 AND kind <> 'kept'", string(e), string(triangle))
	return n, err
}
