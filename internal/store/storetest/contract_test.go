package storetest

import (
	"bytes"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"trialogue/internal/errs"
	"trialogue/internal/store/engine"
)

func put(ctx context.Context, x *engine.Tx, name string, n int64) error {
	_, err := x.Exec(ctx, "INSERT INTO thing (name, n) VALUES ($1, $2)", name, n)
	return err
}

func names(t *testing.T, e engine.Engine) []string {
	t.Helper()
	var out []string
	Must(t, e.View(t.Context(), func(x *engine.Tx) error {
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var name string
			err := scan(&name)
			out = append(out, name)
			return err
		}, "SELECT name FROM thing ORDER BY name")
	}))
	return out
}

func TestRowsAndTheirErrors(t *testing.T) {
	Engines(t, func(t *testing.T, e engine.Engine) {
		ctx := t.Context()
		Must(t, e.Update(ctx, func(x *engine.Tx) error {
			if err := errors.Join(put(ctx, x, "a", 1), put(ctx, x, "b", 2)); err != nil {
				return err
			}
			touched, err := x.Exec(ctx, "UPDATE thing SET n = n + 1 WHERE n > $1", 0)
			if touched != 2 {
				t.Errorf("%d rows touched, and two were there", touched)
			}
			return err
		}))
		Must(t, e.View(ctx, func(x *engine.Tx) error {
			var n int
			Want(t, x.Row(ctx, []any{&n}, "SELECT n FROM thing WHERE name = $1", "absent"), errs.NotFound)
			if err := x.Row(ctx, []any{&n}, "SELECT n FROM thing"); err == nil || errs.Is(err, errs.NotFound) {
				t.Errorf("two rows where one was meant: %v", err)
			}
			enough := errors.New("enough")
			calls := 0
			err := x.Rows(ctx, func(func(...any) error) error { calls++; return enough }, "SELECT n FROM thing")
			if !errors.Is(err, enough) || calls != 1 {
				t.Errorf("a reader that has enough: %v after %d rows", err, calls)
			}
			return x.Row(ctx, []any{&n}, "SELECT n FROM thing WHERE name = $1", "b") // none of that spoils the transaction
		}))
	})
}

func TestValuesComeBackAsTheyWere(t *testing.T) {
	Engines(t, func(t *testing.T, e engine.Engine) {
		ctx := t.Context()
		raw := []byte{0, 255, 0, 'x'}
		for name, n := range map[string]int64{"low": math.MinInt64, "high": math.MaxInt64, "ünïcödé 李 🦊": -1, "a'b\"; --": 0} {
			var gotName string
			var gotN int64
			var gotRaw []byte
			Must(t, e.Update(ctx, func(x *engine.Tx) error {
				return x.Row(ctx, []any{&gotName, &gotN, &gotRaw},
					"INSERT INTO thing (name, n, raw) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING RETURNING name, n, raw", name, n, raw)
			}))
			if gotName != name || gotN != n || !bytes.Equal(gotRaw, raw) {
				t.Errorf("%q %d came back as %q %d %x", name, n, gotName, gotN, gotRaw)
			}
		}
	})
}

func TestTextIsInByteOrder(t *testing.T) {
	Engines(t, func(t *testing.T, e engine.Engine) {
		want := []string{"A", "Z", "_", "a", "z", "É", "é"}
		Must(t, e.Update(t.Context(), func(x *engine.Tx) error {
			for i, name := range []string{"é", "a", "Z", "É", "_", "z", "A"} {
				if err := put(t.Context(), x, name, int64(i)); err != nil {
					return err
				}
			}
			return nil
		}))
		if got := names(t, e); !slices.Equal(got, want) {
			t.Errorf("order %v, want %v", got, want)
		}
	})
}

func TestKindsOfRealErrors(t *testing.T) {
	Engines(t, func(t *testing.T, e engine.Engine) {
		for q, want := range map[string]errs.Kind{
			"INSERT INTO thing (name, n) VALUES ('a', 1), ('a', 2)":      errs.Conflict,
			"INSERT INTO thing (name) VALUES ('a')":                      errs.Internal, // n is missing
			"SELECT colour FROM thing":                                   errs.Internal,
			"INSERT INTO thing (name, n, colour) VALUES ('a', 1, 'red')": errs.Internal,
			"UPDATE nothing SET n = 1":                                   errs.Internal,
			"SELEC n FROM thing":                                         errs.Internal,
		} {
			err := e.Update(t.Context(), func(x *engine.Tx) error {
				_, err := x.Exec(t.Context(), q)
				return err
			})
			if err == nil || errs.KindOf(err) != want {
				t.Errorf("%s gave %v (%v), want %v", q, errs.KindOf(err), err, want)
			}
			if errs.KeyOf(err) != "error."+want.String() {
				t.Errorf("%s has the words %s", q, errs.KeyOf(err))
			}
		}
		if got := names(t, e); got != nil {
			t.Errorf("something was kept: %v", got)
		}
	})
}

func TestAViewWritesNothing(t *testing.T) {
	Engines(t, func(t *testing.T, e engine.Engine) {
		for _, q := range []string{"INSERT INTO thing (name, n) VALUES ('a', 1)", "DELETE FROM thing", "CREATE TABLE other (n BIGINT)"} {
			if err := e.View(t.Context(), func(x *engine.Tx) error {
				_, err := x.Exec(t.Context(), q)
				return err
			}); err == nil {
				t.Errorf("a view took %s", q)
			}
		}
		if got := names(t, e); got != nil {
			t.Errorf("something was kept: %v", got)
		}
	})
}

func TestAViewIsOneMoment(t *testing.T) {
	Engines(t, func(t *testing.T, e engine.Engine) {
		ctx := t.Context()
		count := func(x *engine.Tx) (n int) {
			Must(t, x.Row(ctx, []any{&n}, "SELECT COUNT(*) FROM thing"))
			return n
		}
		Must(t, e.View(ctx, func(x *engine.Tx) error {
			before := count(x)
			Must(t, e.Update(ctx, func(y *engine.Tx) error { return put(ctx, y, "later", 1) }))
			if after := count(x); before != 0 || after != 0 {
				t.Errorf("a view saw %d and then %d", before, after)
			}
			return nil
		}))
		if got := names(t, e); len(got) != 1 {
			t.Errorf("the next view saw %v", got)
		}
	})
}

// The same closure ends the same way on both databases.
func TestHowClosuresEnd(t *testing.T) {
	Engines(t, func(t *testing.T, e engine.Engine) {
		ctx := t.Context()
		mine := errors.New("changed my mind")
		for way, run := range Ways(e) {
			Must(t, run(ctx, func(x *engine.Tx) error { return put(ctx, x, way, 1) }))
			if err := run(ctx, func(x *engine.Tx) error { return errors.Join(put(ctx, x, "undone", 1), mine) }); !errors.Is(err, mine) {
				t.Errorf("%s: own error became %v", way, err)
			}
			err := run(ctx, func(x *engine.Tx) error { _ = put(ctx, x, "undone", 1); panic("oh") })
			if err == nil || !strings.Contains(err.Error(), "oh") {
				t.Errorf("%s: a panic became %v", way, err)
			}
			Want(t, run(ctx, func(x *engine.Tx) error {
				_ = put(ctx, x, way, 2) // is there already
				_ = put(ctx, x, "undone", 1)
				return nil
			}), errs.Conflict)
			gone, cancel := context.WithCancel(ctx)
			cancel()
			Want(t, run(gone, func(x *engine.Tx) error { return put(gone, x, "undone", 1) }), errs.Unavailable)
			Must(t, run(ctx, func(x *engine.Tx) error { // no row is no failed statement
				var n int
				if err := x.Row(ctx, []any{&n}, "SELECT n FROM thing WHERE name = 'absent'"); !errs.Is(err, errs.NotFound) {
					return err
				}
				return put(ctx, x, way+" again", 1)
			}))
		}
		if got := names(t, e); !slices.Equal(got, []string{"scope", "scope again", "update", "update again"}) {
			t.Errorf("kept are %v", got)
		}
	})
}

func TestAClosedDatabaseSaysSo(t *testing.T) {
	Engines(t, func(t *testing.T, e engine.Engine) {
		Must(t, e.Ping(t.Context()))
		Must(t, e.Close())
		Must(t, e.Close())
		nothing := func(*engine.Tx) error { return nil }
		for way, err := range map[string]error{
			"ping": e.Ping(t.Context()), "view": e.View(t.Context(), nothing), "update": e.Update(t.Context(), nothing),
			"scope": e.UpdateScope(t.Context(), "one", nothing),
		} {
			if !errs.Is(err, errs.Unavailable) {
				t.Errorf("%s on a closed database: %v", way, err)
			}
		}
	})
}

func TestBackupIsForSQLite(t *testing.T) {
	Engines(t, func(t *testing.T, e engine.Engine) {
		err := e.Backup(t.Context(), t.TempDir()+"/copy.db")
		if e.Dialect() == engine.Postgres {
			if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "pg_dump") {
				t.Errorf("PostgreSQL has tools of its own, and we said %v", err)
			}
			return
		}
		Must(t, err)
	})
}
