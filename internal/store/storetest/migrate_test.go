package storetest

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"trialogue/internal/errs"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/store/migrate"
)

func TestMigratingTwiceChangesNothing(t *testing.T) {
	Databases(t, func(t *testing.T, address string) {
		e := Engine(t, address, engine.Options{})
		before, err := migrate.Look(t.Context(), e)
		Must(t, err)
		if before.At != 0 || before.Want == 0 {
			t.Errorf("an empty database is at %+v", before)
		}
		first, err := migrate.Up(t.Context(), e)
		Must(t, err)
		if len(first) != before.Want {
			t.Errorf("ran %v of %d", first, before.Want)
		}
		again, err := migrate.Up(t.Context(), e)
		Must(t, err)
		after, err := migrate.Look(t.Context(), e)
		Must(t, err)
		if len(again) != 0 || after.At != after.Want {
			t.Errorf("the second time ran %v and ended at %+v", again, after)
		}
	})
}

func TestProgramsThatStartTogether(t *testing.T) {
	Databases(t, func(t *testing.T, address string) {
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				db, err := store.Open(t.Context(), address, Master(t), engine.Options{})
				if err != nil {
					t.Error(err)
					return
				}
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	})
}

const startVariable = "STORETEST_START"

// Two processes, since two engines in one share a library and its locks.
func TestProcessesThatStartTogether(t *testing.T) {
	if address := os.Getenv(startVariable); address != "" {
		db, err := store.Open(t.Context(), address, Master(t), engine.Options{})
		Must(t, err)
		Must(t, db.Close())
		return
	}
	Databases(t, func(t *testing.T, address string) {
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				cmd := exec.Command(os.Args[0], "-test.run=^TestProcessesThatStartTogether$", "-test.count=1")
				cmd.Env = append(os.Environ(), startVariable+"="+address)
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("%v\n%s", err, out)
				}
			})
		}
		all.Wait()
		state, err := migrate.Look(t.Context(), Engine(t, address, engine.Options{}))
		if err != nil || state.At != state.Want {
			t.Errorf("they ended at %+v: %v", state, err)
		}
	})
}

func TestADatabaseFromTheFuture(t *testing.T) {
	Databases(t, func(t *testing.T, address string) {
		e := Engine(t, address, engine.Options{})
		_, err := migrate.Up(t.Context(), e)
		Must(t, err)
		Must(t, e.Update(t.Context(), func(x *engine.Tx) error {
			_, err := x.Exec(t.Context(), "INSERT INTO migration (number, name) VALUES (9999, 'later')")
			return err
		}))
		_, opening := store.Open(t.Context(), address, Master(t), engine.Options{})
		_, up := migrate.Up(t.Context(), e)
		_, look := migrate.Look(t.Context(), e)
		for _, err := range []error{opening, up, look} {
			if !errs.Is(err, errs.Conflict) || !strings.Contains(err.Error(), "newer version") || !strings.Contains(err.Error(), "Nothing was changed") {
				t.Errorf("an operator needs to be told what to do: %v", err)
			}
		}
	})
}

// Whatever breaks while the shape is made, the next start makes it whole.
func TestMigrationThatBreaksAnywhere(t *testing.T) {
	Databases(t, func(t *testing.T, address string) {
		planned := errors.New("planned")
		total, broken := 0, 0
		for stop := 1; ; stop += 29 {
			seen := 0
			e := Engine(t, address, engine.Options{Hook: func(string) error {
				if seen++; seen == stop {
					return planned
				}
				return nil
			}})
			ran, err := migrate.Up(t.Context(), e)
			total += len(ran)
			Must(t, e.Close())
			if err == nil {
				break
			}
			if broken++; !errors.Is(err, planned) {
				t.Fatalf("broken at statement %d: %v", stop, err)
			}
		}
		if state, err := migrate.Look(t.Context(), Engine(t, address, engine.Options{})); err != nil || state.At != state.Want || total != state.Want || broken == 0 {
			t.Errorf("ended at %+v after %d steps and %d breaks: %v", state, total, broken, err)
		}
	})
}

func guarded() map[string]string {
	return map[string]string{
		"ledger":        "INSERT INTO ledger (triangle, seq, commitment, chain) VALUES ('t', 1, 'c', 'h')",
		"ledger_detail": "INSERT INTO ledger_detail (triangle, seq, at, kind, actor, person, entry, version, topic, rule, ground, extra, salt, day) VALUES ('t', 1, 1, 'k', '', '', '', 0, '', '', '', '', '', 0)",
		"decision":      "INSERT INTO decision (id, triangle, owner, recipient, topic, answer, circumstance, begins, made_by, made) VALUES ('d', 't', 'o', 'r', '*', 'keep', 'everyday', 1, 'o', 1)",
		"tree_hash":     "INSERT INTO tree_hash (place, hash) VALUES (0, 'h')",
		"tree_leaf":     "INSERT INTO tree_leaf (place, triangle, seq, chain) VALUES (0, 't', 1, 'h')",
		"checkpoint":    "INSERT INTO checkpoint (size, note, made) VALUES (1, 'n', 1)",
	}
}

func TestWhatIsAppendOnlyStays(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		Must(t, s.Raw(t, "INSERT INTO triangle (id, kind, owner, made) VALUES ('t', 'three', 'o', 1)"))
		for table, insert := range guarded() {
			Must(t, s.Raw(t, insert))
			attempts := []string{fmt.Sprintf("UPDATE %s SET %s", table, sameAgain(table))}
			if table != "ledger_detail" { // may be erased, and is never changed
				attempts = append(attempts, "DELETE FROM "+table)
			}
			if s.Engine().Dialect() == engine.SQLite {
				attempts = append(attempts, strings.Replace(insert, "INSERT", "INSERT OR REPLACE", 1))
			} else if table != "ledger_detail" {
				attempts = append(attempts, "TRUNCATE "+table)
			}
			if table == "ledger_detail" && s.Engine().Dialect() == engine.SQLite {
				attempts = attempts[:1]
			}
			for _, q := range attempts {
				if err := s.Raw(t, q); err == nil || !strings.Contains(err.Error(), "append only") {
					t.Errorf("%s: %v", q, err)
				}
			}
			var n int
			Must(t, s.Engine().View(t.Context(), func(x *engine.Tx) error { return x.Row(t.Context(), []any{&n}, "SELECT COUNT(*) FROM "+table) }))
			if n != 1 {
				t.Errorf("%s has %d rows", table, n)
			}
		}
		Must(t, s.Raw(t, "DELETE FROM ledger_detail"))
	})
}

// sameAgain changes a column into itself: even that is refused.
func sameAgain(table string) string {
	column := map[string]string{"decision": "answer", "tree_hash": "hash", "checkpoint": "note", "ledger": "chain", "tree_leaf": "chain", "ledger_detail": "salt"}[table]
	return column + " = " + column
}

func TestAnotherMasterKeyOpensNothing(t *testing.T) {
	Databases(t, func(t *testing.T, address string) {
		db, err := store.Open(t.Context(), address, Master(t), engine.Options{})
		Must(t, err)
		Must(t, db.Close())
		other := otherMaster(t)
		for range 2 { // the first try must not have made things worse
			if db, err := store.Open(t.Context(), address, other, engine.Options{}); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "does not belong") {
				t.Errorf("opened with another key: %v %v", db, err)
			}
		}
		db, err = store.Open(t.Context(), address, Master(t), engine.Options{})
		Must(t, err)
		var closer io.Closer = db
		Must(t, closer.Close())
	})
}
