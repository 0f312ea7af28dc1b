package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trialogue/internal/app"
	"trialogue/internal/backup"
	"trialogue/internal/config"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/store/engine"
	"trialogue/internal/triangle"
)

// called runs a command line and gives what it said and how it ended.
func called(t *testing.T, args ...string) (out string, code int) {
	t.Helper()
	var said bytes.Buffer
	code = run(t.Context(), env{args: args, stdin: strings.NewReader(""), stdout: &said, stderr: &said, getenv: func(string) string { return "" }})
	return said.String(), code
}

func wants(t *testing.T, want int, says string, args ...string) string {
	t.Helper()
	out, code := called(t, args...)
	if code != want || !strings.Contains(out, says) {
		t.Errorf("trialogue %s ended with %d, want %d with %q:\n%s", strings.Join(args, " "), code, want, says, out)
	}
	return out
}

// filled makes a data folder with two people in it, and a signed checkpoint.
func filled(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	c, _, err := config.Parse("test", []string{"-data", dir}, func(string) string { return "" }, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.New(t.Context(), c, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sam, err := a.SignIn.SignUp(t.Context(), signin.NewAccount{Name: "Sam Okafor", Email: "sam@example.org", Password: "a rainy day in March", Corner: sharing.ServiceUser})
	if err != nil {
		t.Fatal(err)
	}
	members := []triangle.Member{{Person: sam.ID, Corner: sharing.ServiceUser}, {Person: id.Person(id.New()), Corner: sharing.Carer, AcceptedBy: sam.ID}}
	if _, err := a.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three, Owner: sam.ID}, members, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := a.SignedLog.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func changeDatabase(t *testing.T, path string, statements ...string) {
	t.Helper()
	e, err := engine.Open(t.Context(), path, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	for _, q := range statements {
		if err := e.Update(t.Context(), func(x *engine.Tx) error { _, err := x.Exec(t.Context(), q); return err }); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMigrateLooksFirstAndThenDoes(t *testing.T) {
	dir := t.TempDir()
	wants(t, 1, "no such file", "migrate", "-dry-run", "-data", dir)
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Error("looking made something")
	}
	wants(t, 0, "The database fits this program.", "migrate", "-data", dir)
	wants(t, 0, "Steps that would run: 0.", "migrate", "-dry-run", "-data", dir)
	changeDatabase(t, filepath.Join(dir, "trialogue.db"), "DELETE FROM migration WHERE number > 1")
	wants(t, 0, "Nothing was changed. Steps that would run:", "migrate", "-dry-run", "-data", dir)
	changeDatabase(t, filepath.Join(dir, "trialogue.db"), "INSERT INTO migration (number, name) VALUES (9999, 'later')")
	wants(t, 1, "newer version", "migrate", "-data", dir)
	wants(t, 2, "Usage: trialogue migrate", "migrate", "-data", dir, "left-over")
	wants(t, 0, "Usage: trialogue migrate", "migrate", "-h")
}

func TestBackupAndRestoreByCommand(t *testing.T) {
	dir, other := filled(t), t.TempDir()
	copied := filepath.Join(other, "copy.db")
	wants(t, 0, "Without the master key", "backup", "-data", dir, copied)
	wants(t, 1, "exists already", "backup", "-data", dir, copied)
	m, err := backup.ReadManifest(copied)
	if err != nil || !strings.Contains(m.Checkpoint, "trialogue.invalid/log") {
		t.Fatalf("the manifest should hold the last checkpoint: %+v, %v", m, err)
	}
	wants(t, 1, "never replaces a database", "restore", "-data", dir, copied)

	fresh := t.TempDir()
	wants(t, 1, "the log key is not at", "restore", "-data", fresh, copied)
	wants(t, 0, "The master key is not at", "restore", "-without-log-key", "-data", fresh, copied)

	again := t.TempDir()
	for _, key := range []string{"log.key", "master.key"} {
		raw, err := os.ReadFile(filepath.Join(dir, key))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(again, key), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out := wants(t, 0, "Restored to", "restore", "-data", again, copied); strings.Contains(out, "master key is not") {
		t.Error("the key is there")
	}
	wants(t, 2, "Usage: trialogue restore", "restore", "-data", again)
	wants(t, 1, "no such file", "backup", "-data", filepath.Join(other, "nowhere"), filepath.Join(other, "x"))
	wants(t, 1, "pg_restore", "restore", "-database", "postgres://nobody@localhost/none", copied)
}

// Whoever changes a record in a copy can write a fitting manifest too. The
// ledger tells.
func TestRestoreProvesTheLedger(t *testing.T) {
	dir := filled(t)
	for name, c := range map[string]struct {
		change []string
		says   string
	}{
		"a record rewritten": {[]string{"DROP TRIGGER keep_ledger_detail_update", "UPDATE ledger_detail SET actor = 'somebody-else' WHERE seq = 2"}, "broken"},
		"an end cut off": {[]string{
			"DROP TRIGGER keep_checkpoint_delete", "DROP TRIGGER keep_tree_leaf_delete", "DELETE FROM checkpoint",
			"DELETE FROM tree_leaf WHERE place = (SELECT MAX(place) FROM tree_leaf)"}, "broken"},
	} {
		t.Run(name, func(t *testing.T) {
			copied := filepath.Join(t.TempDir(), "copy.db")
			wants(t, 0, "Backed up", "backup", "-data", dir, copied)
			was, err := backup.ReadManifest(copied)
			if err != nil {
				t.Fatal(err)
			}
			changeDatabase(t, copied, c.change...)
			now, err := backup.Measure(copied)
			if err != nil {
				t.Fatal(err)
			}
			was.Size, was.SHA256 = now.Size, now.SHA256
			raw, err := json.Marshal(was)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(backup.ManifestPath(copied), raw, 0o600); err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(t.TempDir(), "restored.db")
			wants(t, 1, c.says, "restore", "-data", dir, "-database", to, copied)
			if _, err := os.Stat(to); err == nil {
				t.Error("a ledger that does not hold got a name")
			}
		})
	}
}

func TestUnknownCommandListsAll(t *testing.T) {
	out := wants(t, 2, "Usage: trialogue COMMAND", "make-coffee")
	for _, c := range commands() {
		if !strings.Contains(out, "  "+c.name+" ") || c.about == "" {
			t.Errorf("the list lacks %s", c.name)
		}
	}
}

// waitFor asks again and again until it is so.
func waitFor(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !so(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited too long for %s", what)
		}
	}
}
