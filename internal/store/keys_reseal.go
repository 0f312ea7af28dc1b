package store

import (
	"context"
	"fmt"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// sealedTable is a table with sealed columns that share one key version. A new
// place of sealed bytes has a line in sealedTables, or a reason in
// keys_sealed_test.go: otherwise its bytes would stay under an old key for ever.
type sealedTable struct {
	name, row string // the table, and the column that names a row together with "version"
	most      int    // how many rows are sealed anew in one transaction
	columns   []sealedColumn
}

// sealedColumn says what the bytes of a column are bound to.
type sealedColumn struct {
	name  string
	bound func(row string, version int) string
}

// sealedTables lists what hangs on an entry, which names its space.
var sealedTables = []sealedTable{
	{"entry_version", "entry", 20, []sealedColumn{
		{"body", func(row string, version int) string { return bodyPlace(id.Entry(row), version) }},
	}},
	{"attachment", "id", 1, []sealedColumn{
		{"name", func(row string, _ int) string { return namePlace + row }},
		{"body", func(row string, _ int) string { return filePlace + row }},
	}},
}

// What the two sealed columns of an attachment are bound to, before its id.
const (
	namePlace = "attachment/name/"
	filePlace = "attachment/body/"
)

// OldTexts names spaces in which something is sealed with an older version.
func (t *Tx) OldTexts(ctx context.Context, after string, n int) ([]string, error) {
	var parts []string
	for _, one := range sealedTables {
		parts = append(parts, "SELECT e.space FROM entry e JOIN "+one.name+" s ON s.entry = e.id WHERE e.space > $1 AND s.key_version < "+
			"(SELECT MAX(k.version) FROM data_key k WHERE k.space = e.space AND k.destroyed = 0)")
	}
	var out []string
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var space string
		err := scan(&space)
		out = append(out, space)
		return err
	}, "SELECT space FROM ("+strings.Join(parts, " UNION ")+") old ORDER BY space LIMIT $2", after, n)
	return out, err
}

// Reseal seals some texts of a space with its newest key, and says how many it
// did; 0 is the end. Each goes from bytes to bytes inside this method.
func (t *Tx) Reseal(ctx context.Context, space string, most int) (done int, err error) {
	newest, err := t.key(ctx, space)
	if errs.Is(err, errs.NotFound) { // destroyed, or never there
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	for _, table := range sealedTables {
		rows, err := t.oldRows(ctx, table, space, int(newest.Version()), min(most-done, table.most))
		if err != nil {
			return done, err
		}
		for _, r := range rows {
			if err := t.resealRow(ctx, table, space, r); err != nil {
				return done, err
			}
			done++
		}
		if done >= most {
			break
		}
	}
	return done, nil
}

type oldRow struct {
	id               string
	version, keyUsed int
	sealed           [][]byte
}

func (t *Tx) oldRows(ctx context.Context, table sealedTable, space string, newest, most int) ([]oldRow, error) {
	columns := ""
	for _, c := range table.columns {
		columns += ", s." + c.name
	}
	var out []oldRow
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		r := oldRow{sealed: make([][]byte, len(table.columns))}
		to := []any{&r.id, &r.version, &r.keyUsed}
		for i := range r.sealed {
			to = append(to, &r.sealed[i])
		}
		err := scan(to...)
		out = append(out, r)
		return err
	}, fmt.Sprintf("SELECT s.%s, s.version, s.key_version%s FROM entry e JOIN %s s ON s.entry = e.id WHERE e.space = $1 AND s.key_version < $2 ORDER BY s.%s, s.version LIMIT $3",
		table.row, columns, table.name, table.row), space, newest, most)
	return out, err
}

func (t *Tx) resealRow(ctx context.Context, table sealedTable, space string, r oldRow) error {
	newest, err := t.key(ctx, space)
	if err != nil {
		return err
	}
	old, err := t.keyOnce(ctx, space, r.keyUsed)
	if err != nil {
		return err
	}
	sets, args := "", []any{int(newest.Version()), r.id, r.version, r.keyUsed}
	for i, c := range table.columns {
		place := c.bound(r.id, r.version)
		text, err := old.Open(place, r.sealed[i])
		if err != nil {
			return fmt.Errorf("%s: %w", place, err)
		}
		args = append(args, newest.Seal(place, text))
		sets += fmt.Sprintf(", %s = $%d", c.name, len(args))
	}
	_, err = t.sql.Exec(ctx, fmt.Sprintf("UPDATE %s SET key_version = $1%s WHERE %s = $2 AND version = $3 AND key_version = $4", table.name, sets, table.row), args...)
	return err
}
