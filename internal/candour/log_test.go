package candour_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	sumnote "golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/ledger"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// days lets something happen on several days, with a checkpoint after each.
func days(t *testing.T, h *apptest.House, n int) {
	t.Helper()
	for range n {
		told := tell(t, h, "Jo", "team", "Sam sings at night.")
		look(t, h, "Ravi", told)
		apptest.Must(t, h.SignedLog.Checkpoint(t.Context()))
		h.Clock.Move(day)
	}
}

// trust is the public key of the house, and checkpoints that were kept outside.
func trust(t *testing.T, h *apptest.House, published ...[]byte) ledger.Trust {
	t.Helper()
	key, err := sumnote.NewVerifier(h.SignedLog.PublicKey())
	apptest.Must(t, err)
	return ledger.Trust{Keys: []sumnote.Verifier{key}, Published: published}
}

func examine(t *testing.T, h *apptest.House, published ...[]byte) ledger.Report {
	t.Helper()
	report, err := store.Examine(t.Context(), h.Config.Database, trust(t, h, published...))
	apptest.Must(t, err)
	return report
}

// force changes what the database itself keeps from being changed.
func force(t *testing.T, h *apptest.House, table, q string, args ...any) {
	t.Helper()
	e := h.Store.Engine()
	apptest.Must(t, e.Update(t.Context(), func(x *engine.Tx) error {
		for _, action := range []string{"update", "delete"} {
			if table == "ledger_detail" && action == "delete" {
				continue // it may be erased
			}
			drop := fmt.Sprintf("DROP TRIGGER IF EXISTS keep_%s_%s", table, action)
			if e.Dialect() == engine.Postgres {
				drop += " ON " + table
			}
			if _, err := x.Exec(t.Context(), drop); err != nil {
				return err
			}
		}
		n, err := x.Exec(t.Context(), q, args...)
		if err == nil && n == 0 {
			t.Errorf("%s touched nothing", q)
		}
		return err
	}))
}

func TestEverythingIsWellAndCovered(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		days(t, h, 3)
		report := examine(t, h)
		if report.First != nil || report.Chains == 0 || report.Leaves < 3 || report.Checkpoints != 3 || report.Unfolded != 0 || report.Unsigned != 0 {
			t.Fatalf("%s", report)
		}
		apptest.Must(t, h.SignedLog.Checkpoint(t.Context()))
		if again := examine(t, h); again.Checkpoints != 3 {
			t.Errorf("with nothing new, nothing is signed: %s", again)
		}
	})
}

// putBack undoes what a test forces upon tables.
func putBack(t *testing.T, h *apptest.House, tables ...string) func() {
	t.Helper()
	run := func(form string) {
		t.Helper()
		apptest.Must(t, h.Store.Engine().Update(t.Context(), func(x *engine.Tx) error {
			for _, table := range tables {
				if _, err := x.Exec(t.Context(), strings.ReplaceAll(form, "?", table)); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	run("CREATE TABLE kept_? AS SELECT * FROM ?")
	return func() {
		t.Helper()
		run("DELETE FROM ?")
		run("INSERT INTO ? SELECT * FROM kept_?")
		run("DROP TABLE kept_?")
	}
}

// spoiling is one way to change the past, and what the check must say of it.
type spoiling struct {
	name, table, change string
	want                []string
}

func spoilings() []spoiling {
	return []spoiling{
		{"a row was changed", "ledger", "UPDATE ledger SET commitment = chain WHERE triangle = $1 AND seq = 4", []string{"row 4"}},
		{"a row is gone", "ledger", "DELETE FROM ledger WHERE triangle = $1 AND seq = 4", []string{"row 4", "missing"}},
		{"a record was changed", "ledger_detail", "UPDATE ledger_detail SET actor = 'somebody else' WHERE triangle = $1 AND seq = 4", []string{"row 4", "changed after it was written"}},
		{"a time was changed", "ledger_detail", "UPDATE ledger_detail SET at = at + 1 WHERE triangle = $1 AND seq = 3", []string{"row 3", "changed after it was written"}},
		{"a salt is unreadable", "ledger_detail", "UPDATE ledger_detail SET salt = 'x' WHERE triangle = $1 AND seq = 3", []string{"row 3"}},
		{"a record is gone without an erasure", "ledger_detail", "DELETE FROM ledger_detail WHERE triangle = $1 AND seq = 4", []string{"row 4", "no later record says that they were erased"}},
		{"the end of a chain is gone", "ledger", "DELETE FROM ledger WHERE triangle = $1 AND seq = (SELECT MAX(seq) FROM ledger WHERE triangle = $1)", []string{"ends too early"}},
		{"a leaf names another row", "tree_leaf", "UPDATE tree_leaf SET seq = seq - 1 WHERE triangle = $1 AND place = (SELECT MAX(place) FROM tree_leaf WHERE triangle = $1)", []string{"leaf"}},
		{"a hash of the tree is gone", "tree_hash", "DELETE FROM tree_hash WHERE $1 <> '' AND place = 1", []string{"leaf 1", "missing"}},
		{"a checkpoint was written anew", "checkpoint", "UPDATE checkpoint SET note = 'trialogue.invalid/log' WHERE $1 <> '' AND size = (SELECT MIN(size) FROM checkpoint)", []string{"damaged or not signed"}},
	}
}

func TestTheFirstBrokenPlaceIsNamed(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		days(t, h, 3)
		for _, c := range spoilings() {
			t.Run(c.name, func(t *testing.T) {
				undo := putBack(t, h, c.table)
				defer undo()
				force(t, h, c.table, c.change, string(h.Triangle))
				report := examine(t, h)
				if report.First == nil {
					t.Fatalf("nobody noticed: %s", report)
				}
				for _, want := range c.want {
					if !strings.Contains(report.String(), want) {
						t.Errorf("it should say %q: %s", want, report)
					}
				}
			})
		}
		if report := examine(t, h); report.First != nil {
			t.Errorf("everything was put back: %s", report)
		}
		t.Run("the tree was cut short", func(t *testing.T) { cutShort(t, h) })
	})
}

// An old copy is in order by itself. Only a checkpoint that somebody kept shows it.
func TestAnOldCopyIsFoundByANewerCheckpoint(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	days(t, h, 2)
	old := filepath.Join(t.TempDir(), "old.db")
	apptest.Must(t, h.Store.Engine().Backup(t.Context(), old))
	days(t, h, 2)
	newest, err := h.SignedLog.Published(t.Context())
	apptest.Must(t, err)
	alone, err := store.Examine(t.Context(), old, trust(t, h))
	apptest.Must(t, err)
	if alone.First != nil {
		t.Fatalf("by itself the copy is in order: %s", alone)
	}
	report, err := store.Examine(t.Context(), old, trust(t, h, newest))
	apptest.Must(t, err)
	if report.First == nil || report.First.Flaw != ledger.TreeShorter || !strings.Contains(report.String(), "older copy was put back") {
		t.Errorf("the newer checkpoint should show it: %s", report)
	}
}

// cutShort puts an older tree back by hand. A checkpoint that was kept outside shows it.
func cutShort(t *testing.T, h *apptest.House) {
	before, err := h.SignedLog.Published(t.Context())
	apptest.Must(t, err)
	c, err := ledger.OpenCheckpoint(before, trust(t, h).Keys...)
	apptest.Must(t, err)
	days(t, h, 1)
	newest, err := h.SignedLog.Published(t.Context())
	apptest.Must(t, err)
	force(t, h, "checkpoint", "DELETE FROM checkpoint WHERE size > $1", c.Size)
	force(t, h, "tree_leaf", "DELETE FROM tree_leaf WHERE place >= $1", c.Size)
	force(t, h, "tree_hash", "DELETE FROM tree_hash WHERE place >= $1", tlog.StoredHashIndex(0, c.Size))
	if report := examine(t, h, newest); report.First == nil || report.First.Flaw != ledger.TreeShorter {
		t.Errorf("the newer checkpoint should show it: %s", report)
	}
}

// A watcher reads the published tiles alone, and sees that the tree only grew.
func TestPublishedTilesShowThatTheTreeOnlyGrew(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		if _, err := h.SignedLog.Published(t.Context()); !errs.Is(err, errs.NotFound) {
			t.Fatalf("nothing is signed yet: %v", err)
		}
		days(t, h, 2)
		keys := trust(t, h).Keys
		open := func() ledger.Checkpoint {
			signed, err := h.SignedLog.Published(t.Context())
			apptest.Must(t, err)
			c, err := ledger.OpenCheckpoint(signed, keys...)
			apptest.Must(t, err)
			return c
		}
		first := open()
		days(t, h, 4)
		second := open()
		fetch := func(path string) ([]byte, error) { return h.SignedLog.Tile(t.Context(), path) }
		if second.Size <= first.Size {
			t.Fatalf("the tree did not grow: %d, %d", first.Size, second.Size)
		}
		apptest.Must(t, ledger.CheckConsistent(first, second, ledger.PublishedHashes(second, fetch)))
		bundle, err := fetch(ledger.TilePath{Entries: true, Width: int(second.Size)}.String())
		apptest.Must(t, err)
		leaves, err := ledger.ParseEntryBundle(bundle)
		apptest.Must(t, err)
		hashes, err := ledger.PublishedHashes(second, fetch).ReadHashes([]int64{tlog.StoredHashIndex(0, 0)})
		apptest.Must(t, err)
		if int64(len(leaves)) != second.Size || tlog.RecordHash(leaves[0][:]) != hashes[0] {
			t.Errorf("%d entries do not go with %d leaves", len(leaves), second.Size)
		}
		for _, path := range []string{"tile/0/001", "tile/0/000.p/255", "tile/entries/000.p/200", "nonsense", "tile/0/../key"} {
			if _, err := fetch(path); !errs.Is(err, errs.NotFound) {
				t.Errorf("%s: %v", path, err)
			}
		}
	})
}

// Two processes on one database must not sign two stories.
func TestCheckpointsAtTheSameTimeAreOne(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		tell(t, h, "Jo", "team", "Sam sings at night.")
		done := make(chan error)
		for range 6 {
			go func() { done <- h.SignedLog.Checkpoint(context.WithoutCancel(t.Context())) }()
		}
		for range 6 {
			apptest.Must(t, <-done)
		}
		if report := examine(t, h); report.First != nil || report.Checkpoints != 1 {
			t.Errorf("%s", report)
		}
	})
}
