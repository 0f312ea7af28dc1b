package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/profile"
)

// sealedTable is a table with sealed columns that share one key version. A new
// place of sealed bytes has a line in sealedTables, or a reason in
// keys_sealed_test.go: otherwise its bytes would stay under an old key for ever.
type sealedTable struct {
	name    string   // called s in what follows
	from    string   // the table, with what names its space
	space   string   // whose key seals a row
	row     []string // what names a row, as text
	most    int      // how many rows are sealed anew in one transaction
	columns []sealedColumn
}

// sealedColumn says what the bytes of a column are bound to.
type sealedColumn struct {
	name  string
	bound func(row []string) string
}

// ofPerson is the space of what a person keeps for themselves.
const ofPerson = "'person/' || s.person"

// sealedTables lists what hangs on an entry, on a person, and what finds numbers.
var sealedTables = []sealedTable{
	{"entry_version", "entry e JOIN entry_version s ON s.entry = e.id", "e.space", []string{"s.entry", "CAST(s.version AS TEXT)"}, 20, []sealedColumn{
		{"body", func(row []string) string { return bodyPlace(id.Entry(row[0]), digits(row[1])) }},
	}},
	{"attachment", "entry e JOIN attachment s ON s.entry = e.id", "e.space", []string{"s.id"}, 1, []sealedColumn{
		{"name", func(row []string) string { return namePlace + row[0] }},
		{"body", func(row []string) string { return filePlace + row[0] }},
	}},
	{"profile", "profile s", ofPerson, []string{"s.person", "s.part", "CAST(s.version AS TEXT)"}, 5, []sealedColumn{
		{"body", func(row []string) string { return partPlace(id.Person(row[0]), profile.Part(row[1]), digits(row[2])) }},
	}},
	{"passkey", "passkey s", ofPerson, []string{"s.id"}, 20, []sealedColumn{
		{"record", func(row []string) string { return passkeyPlace + row[0] }},
	}},
	{"one_time", "one_time s", ofPerson, []string{"s.id"}, 20, []sealedColumn{
		{"secret", func(row []string) string { return oneTimePlace + row[0] }},
	}},
	{"nhs_number", "nhs_number s", ofPerson, []string{"s.person"}, 20, []sealedColumn{
		{"body", func(row []string) string { return numberPlace(id.Person(row[0])) }},
	}},
	{"find_key", "find_key s", "'" + findSpace + "'", []string{"s.name"}, 20, []sealedColumn{
		{"body", func(row []string) string { return findPlace + row[0] }},
	}},
}

// digits reads a number of the database; what is none is bound to no place.
func digits(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
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
		parts = append(parts, "SELECT "+one.space+" AS space FROM "+one.from+" WHERE "+one.space+" > $1 AND s.key_version < "+
			"(SELECT MAX(k.version) FROM data_key k WHERE k.space = "+one.space+" AND k.destroyed = 0) AND "+keyOf(one.space))
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

// keyOf leaves out rows whose own key was destroyed: they cannot be opened.
func keyOf(space string) string {
	return "EXISTS (SELECT 1 FROM data_key o WHERE o.space = " + space + " AND o.version = s.key_version AND o.destroyed = 0)"
}

type oldRow struct {
	row     []string
	keyUsed int
	sealed  [][]byte
}

func (t *Tx) oldRows(ctx context.Context, table sealedTable, space string, newest, most int) ([]oldRow, error) {
	columns := slices.Clone(table.row)
	for _, c := range table.columns {
		columns = append(columns, "s."+c.name)
	}
	var out []oldRow
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		r := oldRow{row: make([]string, len(table.row)), sealed: make([][]byte, len(table.columns))}
		to := []any{&r.keyUsed}
		for i := range r.row {
			to = append(to, &r.row[i])
		}
		for i := range r.sealed {
			to = append(to, &r.sealed[i])
		}
		err := scan(to...)
		out = append(out, r)
		return err
	}, fmt.Sprintf("SELECT s.key_version, %s FROM %s WHERE %s = $1 AND s.key_version < $2 AND %s ORDER BY %s LIMIT $3",
		strings.Join(columns, ", "), table.from, table.space, keyOf(table.space), strings.Join(table.row, ", ")), space, newest, most)
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
	sets, where, args := "", "", []any{int(newest.Version()), r.keyUsed}
	for i, c := range table.columns {
		place := c.bound(r.row)
		text, err := old.Open(place, r.sealed[i])
		if err != nil {
			return fmt.Errorf("%s: %w", place, err)
		}
		args = append(args, newest.Seal(place, text))
		sets += fmt.Sprintf(", %s = $%d", c.name, len(args))
	}
	for i, column := range table.row {
		args = append(args, r.row[i])
		where += fmt.Sprintf(" AND %s = $%d", strings.ReplaceAll(column, "s.", ""), len(args))
	}
	_, err = t.sql.Exec(ctx, fmt.Sprintf("UPDATE %s SET key_version = $1%s WHERE key_version = $2%s", table.name, sets, where), args...)
	return err
}
