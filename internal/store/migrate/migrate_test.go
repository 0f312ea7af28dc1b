package migrate

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"trialogue/internal/store/engine"
)

func ours(t *testing.T) []step {
	t.Helper()
	steps, err := load(files)
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

var whole = regexp.MustCompile(`^(CREATE (UNIQUE )?(TABLE|INDEX|TRIGGER|FUNCTION)|ALTER TABLE|DROP (TABLE|INDEX)|INSERT INTO|UPDATE|DELETE FROM) `)

// A semicolon inside a text or a comment would cut a statement in two.
func TestStatementsAreWhole(t *testing.T) {
	for _, d := range []engine.Dialect{engine.SQLite, engine.Postgres} {
		for _, s := range ours(t) {
			for _, one := range statements(s.text, d) {
				if problem := halfStatement(one); problem != "" {
					t.Errorf("%s for %s: %s in %q", s.name, d, problem, one)
				}
			}
		}
	}
}

func halfStatement(q string) string {
	switch {
	case !whole.MatchString(q):
		return "an unknown beginning"
	case strings.Count(q, "(") != strings.Count(q, ")"):
		return "brackets that do not match"
	case strings.Count(q, "'")%2 != 0:
		return "quotes that do not match"
	case strings.Contains(q, "--"), strings.Contains(q, "/*"):
		return "a comment"
	}
	return ""
}

func TestHalfStatementsAreFound(t *testing.T) {
	for text, want := range map[string]string{
		"CREATE TABLE a (b TEXT DEFAULT 'x;y')": "do not match", "CREATE TABLE a (b TEXT); c": "unknown beginning",
		"CREATE TABLE a (b TEXT /* c */)": "a comment", "CREATE TABLE a (b TEXT, -- one; two\n c TEXT)": "",
	} {
		found := ""
		for _, one := range statements(text, engine.SQLite) {
			found += halfStatement(one)
		}
		if (want == "") != (found == "") || !strings.Contains(found, want) {
			t.Errorf("%q: %q", text, found)
		}
	}
}

// A promise that is spelled wrongly would be a comment, and nobody would notice.
func TestEveryPromiseOfATableIsUnderstood(t *testing.T) {
	looksLike := regexp.MustCompile(`(?mi)^\s*--\s*(append|never)[ -](only|changed)\b.*$`)
	for _, s := range ours(t) {
		understood := len(appendOnly.FindAllString(s.text, -1)) + len(unchanged.FindAllString(s.text, -1))
		if found := looksLike.FindAllString(s.text, -1); len(found) != understood {
			t.Errorf("%s: %d promises understood of %q", s.name, understood, found)
		}
		for _, m := range append(appendOnly.FindAllStringSubmatch(s.text, -1), unchanged.FindAllStringSubmatch(s.text, -1)...) {
			if !strings.Contains(s.text, "CREATE TABLE "+m[1]+" (") {
				t.Errorf("%s promises something of %s and does not make it", s.name, m[1])
			}
		}
	}
}

func TestTypesForEachDatabase(t *testing.T) {
	const text = "CREATE TABLE a (\n  b TEXT NOT NULL, -- TEXT; kept\n  c BLOB\n);\n-- append only: a\n-- never changed: b\n"
	lite, pg := statements(text, engine.SQLite), statements(text, engine.Postgres)
	if len(lite) != 4 || !strings.Contains(lite[0], "b TEXT NOT NULL") || !strings.Contains(lite[0], "c BLOB") {
		t.Errorf("SQLite: %q", lite)
	}
	if len(pg) != 9 || !strings.Contains(pg[0], `b TEXT COLLATE "C" NOT NULL`) || !strings.Contains(pg[0], "c BYTEA") {
		t.Errorf("PostgreSQL: %q", pg)
	}
	for _, want := range []string{"UPDATE ON a", "DELETE ON a", "TRUNCATE ON a", "UPDATE ON b"} {
		if !strings.Contains(strings.Join(pg, "\n"), want) {
			t.Errorf("PostgreSQL has no guard for %s", want)
		}
	}
	if all := strings.Join(pg, "\n"); strings.Contains(all, "DELETE ON b") {
		t.Error("what never changes may still be erased")
	}
}

func TestNumbersHaveNoGap(t *testing.T) {
	for _, names := range [][]string{{"0002_a.sql"}, {"0001_a.sql", "0003_b.sql"}, {"0001_a.sql", "0001_b.sql"}, {"first.sql"}} {
		from := fstest.MapFS{}
		for _, name := range names {
			from[name] = &fstest.MapFile{Data: []byte("CREATE TABLE a (b TEXT)")}
		}
		if steps, err := load(from); err == nil {
			t.Errorf("%v was taken: %v", names, steps)
		}
	}
	if steps := ours(t); len(steps) == 0 || steps[0].name != "0001_start.sql" {
		t.Errorf("our own files: %v", steps)
	}
}

// A step that fails half-way leaves nothing of itself and keeps the steps before it.
func TestAStepIsWholeOrNotThere(t *testing.T) {
	e, err := engine.Open(t.Context(), t.TempDir()+"/a.db", engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	steps := []step{{1, "0001_good.sql", "CREATE TABLE a (b TEXT)"}, {2, "0002_bad.sql", "CREATE TABLE c (d TEXT); INSERT INTO absent VALUES (1)"}}
	if name, err := next(t.Context(), e, steps); err != nil || name != "0001_good.sql" {
		t.Fatalf("%s: %v", name, err)
	}
	if _, err := next(t.Context(), e, steps); err == nil || !strings.Contains(err.Error(), "0002_bad.sql") {
		t.Errorf("the error should name the file: %v", err)
	}
	steps[1].text = "CREATE TABLE c (d TEXT)" // mended: nothing of the first try is in the way
	if name, err := next(t.Context(), e, steps); err != nil || name != "0002_bad.sql" {
		t.Errorf("%s: %v", name, err)
	}
	if name, err := next(t.Context(), e, steps); err != nil || name != "" {
		t.Errorf("after the last: %q %v", name, err)
	}
}

func TestLoadReportsWhatCannotBeRead(t *testing.T) {
	if _, err := load(unreadable{}); err == nil {
		t.Error("a file that cannot be read was taken")
	}
}

// unreadable lists a file that nobody can open.
type unreadable struct{}

func (unreadable) Open(name string) (fs.File, error) {
	if name == "." {
		return fstest.MapFS{"0001_a.sql": &fstest.MapFile{}}.Open(".")
	}
	return nil, fmt.Errorf("%s: %w", name, fs.ErrPermission)
}
