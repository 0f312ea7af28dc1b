package pgtest_test

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"trialogue/internal/pgtest"
)

func TestEachDatabaseIsFreshAndItsOwn(t *testing.T) {
	first, second := open(t, pgtest.URL(t)), open(t, pgtest.URL(t))
	for _, db := range []*sql.DB{first, second} {
		if n := tables(t, db); n != 0 {
			t.Fatalf("a fresh database has %d tables", n)
		}
	}
	if _, err := first.Exec("CREATE TABLE note (words TEXT)"); err != nil {
		t.Fatal(err)
	}
	if n := tables(t, first); n != 1 {
		t.Errorf("the first database has %d tables, want 1", n)
	}
	if n := tables(t, second); n != 0 {
		t.Errorf("the second database sees %d tables of the first", n)
	}
}

func TestDatabaseIsDroppedWithItsTest(t *testing.T) {
	watcher := open(t, pgtest.URL(t))
	var name string
	t.Run("inner", func(t *testing.T) {
		db := open(t, pgtest.URL(t)) // still connected when the database goes
		if err := db.QueryRow("SELECT current_database()").Scan(&name); err != nil {
			t.Fatal(err)
		}
		if n := named(t, watcher, name); n != 1 {
			t.Fatalf("%d databases named %s while the test runs, want 1", n, name)
		}
	})
	if n := named(t, watcher, name); n != 0 {
		t.Errorf("the database %s outlived its test", name)
	}
}

// The server of a process that ends, whichever way, ends as well.
func TestOwnServerEndsWithItsProcess(t *testing.T) {
	if os.Getenv("PGTEST_INNER") != "" {
		db := open(t, pgtest.URL(t))
		var socket string
		if err := db.QueryRow("SHOW unix_socket_directories").Scan(&socket); err != nil {
			t.Fatal(err)
		}
		fmt.Printf("socket=%s.\n", socket)
		os.Exit(3) // no cleanup of the test runs
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestOwnServerEndsWithItsProcess$")
	cmd.Env = append(os.Environ(), "PGTEST_INNER=yes", pgtest.ServerVariable+"=")
	out, err := cmd.Output()
	if err == nil {
		t.Fatal("the inner process should have ended with 3")
	}
	_, rest, found := strings.Cut(string(out), "socket=")
	socket, _, _ := strings.Cut(rest, ".\n")
	if !found || socket == "" {
		t.Fatalf("the inner process did not name its server: %s", out)
	}
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if _, err := os.Stat(socket); os.IsNotExist(err) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the server in %s outlived its process", socket)
		}
	}
}

// Without a server the test fails and says what to do; it is never skipped.
func TestMissingServerFailsInClearWords(t *testing.T) {
	if os.Getenv("PGTEST_INNER") != "" {
		pgtest.URL(t)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestMissingServerFailsInClearWords$")
	cmd.Dir = t.TempDir() // no script is above this folder
	cmd.Env = append(os.Environ(), "PGTEST_INNER=yes", pgtest.ServerVariable+"=")
	out, err := cmd.Output()
	if err == nil {
		t.Fatalf("the test passed without a server: %s", out)
	}
	for _, want := range []string{"needs PostgreSQL", "scripts/setup", pgtest.ServerVariable} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the message does not hold %q:\n%s", want, out)
		}
	}
}

func open(t *testing.T, address string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func tables(t *testing.T, db *sql.DB) int {
	t.Helper()
	return count(t, db, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
}

func named(t *testing.T, db *sql.DB, name string) int {
	t.Helper()
	return count(t, db, "SELECT count(*) FROM pg_database WHERE datname = $1", name)
}

func count(t *testing.T, db *sql.DB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := db.QueryRow(query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
