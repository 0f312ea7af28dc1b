// Package migrate brings a database to the shape that this program expects. It
// knows numbered files and the few words that differ between the databases.
package migrate

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/store/engine"
)

//go:embed *.sql
var files embed.FS

// step is one numbered file.
type step struct {
	number int
	name   string
	text   string
}

// State is how far a database has come, and how far this program goes.
type State struct {
	At   int
	Want int
}

// Up runs what is missing, each file in one transaction, and returns the names
// of the files it ran. A database from the future is refused untouched.
func Up(ctx context.Context, e engine.Engine) ([]string, error) {
	steps, err := load(files)
	if err != nil {
		return nil, err
	}
	// A database that fits is left alone, so that a role without the right to
	// change tables can serve.
	if s, err := Look(ctx, e); err != nil || s.At == s.Want {
		return nil, err
	}
	var ran []string
	for {
		name, err := next(ctx, e, steps)
		if err != nil || name == "" {
			return ran, err
		}
		ran = append(ran, name)
	}
}

// Look reads the state and changes nothing.
func Look(ctx context.Context, e engine.Engine) (State, error) {
	steps, err := load(files)
	if err != nil {
		return State{}, err
	}
	s := State{Want: len(steps)}
	err = e.View(ctx, func(t *engine.Tx) error {
		if ok, err := hasTable(ctx, t); err != nil || !ok {
			return err
		}
		return t.Row(ctx, []any{&s.At}, "SELECT COALESCE(MAX(number), 0) FROM migration")
	})
	if err == nil && s.At > s.Want {
		err = future(s)
	}
	return s, err
}

func future(s State) error {
	return errs.E(errs.Conflict, "migrate", "", fmt.Errorf(
		"this database was made by a newer version of Trialogue (its shape is number %d, this program knows %d). "+
			"Start the newer version, or restore a backup from before the upgrade. Nothing was changed", s.At, s.Want))
}

// next runs the first missing step and returns its name, or "" when none is missing.
func next(ctx context.Context, e engine.Engine, steps []step) (name string, err error) {
	err = e.UpdateScope(ctx, "migrate", func(t *engine.Tx) error {
		name = ""
		if _, err := t.Exec(ctx, "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)"); err != nil {
			return err
		}
		var at int
		if err := t.Row(ctx, []any{&at}, "SELECT COALESCE(MAX(number), 0) FROM migration"); err != nil {
			return err
		}
		if at > len(steps) {
			return future(State{At: at, Want: len(steps)})
		}
		if at == len(steps) {
			return nil
		}
		name = steps[at].name
		return run(ctx, t, steps[at])
	})
	return name, err
}

func run(ctx context.Context, t *engine.Tx, s step) error {
	for _, statement := range statements(s.text, t.Dialect()) {
		if _, err := t.Exec(ctx, statement); err != nil {
			return fmt.Errorf("migration %s: %w", s.name, err)
		}
	}
	_, err := t.Exec(ctx, "INSERT INTO migration (number, name) VALUES ($1, $2)", s.number, s.name)
	return err
}

func hasTable(ctx context.Context, t *engine.Tx) (bool, error) {
	q := "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'migration'"
	if t.Dialect() == engine.Postgres {
		q = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migration'"
	}
	var n int
	err := t.Row(ctx, []any{&n}, q)
	return n > 0, err
}

// load reads the files and insists on the numbers 1, 2, 3 …
func load(from fs.FS) ([]step, error) {
	names, err := fs.Glob(from, "*.sql") // sorted by name
	if err != nil {
		return nil, err
	}
	var steps []step
	for i, name := range names {
		prefix, _, _ := strings.Cut(name, "_")
		n, err := strconv.Atoi(prefix)
		if err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %s should be number %04d", name, i+1)
		}
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, step{number: n, name: name, text: string(text)})
	}
	return steps, nil
}

var (
	comment    = regexp.MustCompile(`(?m)--.*$`)
	appendOnly = regexp.MustCompile(`(?m)^-- append only: (\w+)$`)
	unchanged  = regexp.MustCompile(`(?m)^-- never changed: (\w+)$`)
	textType   = regexp.MustCompile(`\bTEXT\b`)
	blobType   = regexp.MustCompile(`\bBLOB\b`)
)

// statements spells a file out for one database. No statement of ours holds a
// semicolon inside; a test sees to that.
func statements(text string, d engine.Dialect) []string {
	guards := guardStatements(text, d)
	text = comment.ReplaceAllString(text, "")
	if d == engine.Postgres {
		text = textType.ReplaceAllString(text, `TEXT COLLATE "C"`)
		text = blobType.ReplaceAllString(text, "BYTEA")
	}
	var out []string
	for part := range strings.SplitSeq(text, ";") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return append(out, guards...)
}

// guardStatements makes the triggers that keep a table append only, or its rows
// unchanged (they may still be erased).
func guardStatements(text string, d engine.Dialect) []string {
	var out []string
	for _, m := range appendOnly.FindAllStringSubmatch(text, -1) {
		out = append(out, guard(m[1], "UPDATE", d)...)
		out = append(out, guard(m[1], "DELETE", d)...)
		if d == engine.Postgres { // SQLite has no such word
			out = append(out, guard(m[1], "TRUNCATE", d)...)
		}
	}
	for _, m := range unchanged.FindAllStringSubmatch(text, -1) {
		out = append(out, guard(m[1], "UPDATE", d)...)
	}
	return out
}

func guard(table, action string, d engine.Dialect) []string {
	name := "keep_" + table + "_" + strings.ToLower(action)
	if d == engine.SQLite {
		return []string{fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s BEGIN SELECT RAISE(ABORT, '%s is append only'); END", name, action, table, table)}
	}
	return []string{
		fmt.Sprintf("CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%s is append only'; END $$", name, table),
		fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s()", name, action, table, name),
	}
}
