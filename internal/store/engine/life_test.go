package engine

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trialogue/internal/errs"
)

func TestGoneBeforeItsTurn(t *testing.T) {
	r := newRoom(t)
	ctx, cancel := context.WithCancel(t.Context())
	holding, release := make(chan struct{}), make(chan struct{})
	held := make(chan error, 1)
	go func() {
		held <- r.Update(t.Context(), func(*Tx) error { close(holding); <-release; return nil })
	}()
	<-holding
	got := make(chan error, 1)
	go func() {
		got <- r.Update(ctx, func(x *Tx) error { t.Error("it ran for nobody"); return put(1)(x) })
	}()
	for len(r.writer.queue) == 0 {
		time.Sleep(time.Millisecond)
	}
	cancel()
	close(release)
	if err := errors.Join(<-held); err != nil {
		t.Fatal(err)
	}
	if err := <-got; !errs.Is(err, errs.Unavailable) || !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	if n := r.numbers(t); n != nil {
		t.Errorf("kept are %v", n)
	}
	if err := r.Update(ctx, put(2)); !errs.Is(err, errs.Unavailable) {
		t.Errorf("gone before it came: %v", err)
	}
}

// A request that goes away while its closure runs must not undo the others'
// work, and the answer still says what became of its own.
func TestGoneWhileRunning(t *testing.T) {
	r := newRoom(t)
	ctx, cancel := context.WithCancel(t.Context())
	got := r.together(t, put(1), func(x *Tx) error {
		cancel()
		if _, err := x.Exec(ctx, "INSERT INTO number (n) VALUES (2)"); err != nil {
			return err
		}
		var n int
		return x.Row(ctx, []any{&n}, "SELECT COUNT(*) FROM number")
	}, put(3))
	if err := errors.Join(got...); err != nil {
		t.Error(err)
	}
	if n := r.numbers(t); !slices.Equal(n, []int{1, 2, 3}) {
		t.Errorf("kept are %v", n)
	}
}

func TestReadersThatGoAwaySpoilNothingForTheNext(t *testing.T) {
	r := newRoom(t)
	for i := range 200 {
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			time.Sleep(time.Duration(i*10) * time.Microsecond)
			cancel()
		}()
		_ = r.View(ctx, func(x *Tx) error {
			return x.Rows(ctx, func(func(...any) error) error { return nil },
				"WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 20000) SELECT n FROM up")
		})
		cancel()
	}
	for range 8 {
		if err := r.Ping(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// What a failure left open is ended before the next batch begins.
func TestAnOpenTransactionIsEndedFirst(t *testing.T) {
	r := newRoom(t)
	if err := r.writer.conn.run(t.Context(), "BEGIN IMMEDIATE"); err != nil { // the writer is idle
		t.Fatal(err)
	}
	if err := r.writer.conn.run(t.Context(), "INSERT INTO number (n) VALUES (1)"); err != nil {
		t.Fatal(err)
	}
	if err := r.Update(t.Context(), put(2)); err != nil {
		t.Error(err)
	}
	if n := r.numbers(t); !slices.Equal(n, []int{2}) {
		t.Errorf("kept are %v", n)
	}
}

func TestCloseWhileBusy(t *testing.T) {
	r := newRoom(t)
	var kept sync.Map
	var next, failed atomic.Int64
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for {
				n := int(next.Add(1))
				if err := r.Update(context.Background(), put(n)); err != nil {
					if !errs.Is(err, errs.Unavailable) {
						t.Errorf("closing gave %v", err)
					}
					failed.Add(1)
					return
				}
				kept.Store(n, true)
			}
		})
		all.Go(func() {
			for r.View(context.Background(), func(x *Tx) error {
				var n int
				return x.Row(context.Background(), []any{&n}, "SELECT COUNT(*) FROM number")
			}) == nil {
			}
		})
	}
	time.Sleep(100 * time.Millisecond)
	closed := make(chan error, 2)
	for range 2 {
		go func() { closed <- r.Close() }()
	}
	for range 2 {
		if err := <-closed; err != nil {
			t.Error(err)
		}
	}
	all.Wait()
	if failed.Load() != 16 {
		t.Errorf("%d of 16 writers heard that it is closed", failed.Load())
	}
	if err := r.Ping(context.Background()); !errs.Is(err, errs.Unavailable) {
		t.Errorf("a closed database answered %v", err)
	}
	if _, err := os.Stat(r.path + "-wal"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("connections are still open: the log is there (%v)", err)
	}
	again, err := Open(t.Context(), r.path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	have := (&room{sqliteEngine: again.(*sqliteEngine)}).numbers(t)
	acknowledged := 0
	kept.Range(func(n, _ any) bool {
		acknowledged++
		if _, found := slices.BinarySearch(have, n.(int)); !found {
			t.Errorf("%d was acknowledged and is not there", n)
		}
		return true
	})
	if acknowledged == 0 || len(have) != acknowledged {
		t.Errorf("%d acknowledged, %d there", acknowledged, len(have))
	}
}

// A closure that ends the writer's goroutine (a test that gives up, for one)
// must not leave anybody waiting, or believing.
func TestAClosureThatEndsTheWriter(t *testing.T) {
	r := newRoom(t)
	got := r.together(t, put(1), func(*Tx) error { runtime.Goexit(); return nil })
	for i, err := range got {
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("closure %d ended with %v", i, err)
		}
	}
	if err := r.Update(context.Background(), put(2)); !errs.Is(err, errs.Unavailable) {
		t.Errorf("afterwards: %v", err)
	}
	if n := r.numbers(t); n != nil {
		t.Errorf("kept are %v", n)
	}
}

func TestATransactionIsOverWhenItsClosureIs(t *testing.T) {
	r := newRoom(t)
	var out *Tx
	for _, way := range []func(context.Context, func(*Tx) error) error{r.View, r.Update} {
		if err := way(t.Context(), func(x *Tx) error { out = x; return nil }); err != nil {
			t.Fatal(err)
		}
		if err := put(1)(out); !errors.Is(err, errOver) {
			t.Errorf("a transaction that is over took a statement: %v", err)
		}
	}
}

func TestBackupWhileWriting(t *testing.T) {
	r := newRoom(t)
	if err := errors.Join(r.Update(t.Context(), put(1)), r.Update(t.Context(), put(2))); err != nil {
		t.Fatal(err)
	}
	raise := func(x *Tx) error {
		for _, n := range []int{1, 2} {
			if _, err := x.Exec(context.Background(), "UPDATE number SET filler = CAST(COALESCE(filler, 0) AS INTEGER) + 1 WHERE n = $1", n); err != nil {
				return err
			}
		}
		return nil
	}
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-stop:
				return
			default:
				if err := r.Update(context.Background(), raise); err != nil {
					t.Error(err)
					return
				}
			}
		}
	}()
	for range 5 {
		checkCopy(t, r, filepath.Join(t.TempDir(), "copy.db"))
	}
	close(stop)
	<-ended
}

func checkCopy(t *testing.T, r *room, path string) {
	t.Helper()
	if err := r.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := r.Backup(t.Context(), path); !errs.Is(err, errs.Conflict) {
		t.Errorf("a second copy over the first: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the copy: %v %v", info.Mode(), err)
	}
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var sound string
	var different int
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&sound); err != nil || sound != "ok" {
		t.Errorf("the copy is damaged: %s %v", sound, err)
	}
	if err := db.QueryRow("SELECT COUNT(DISTINCT COALESCE(filler, 0)) FROM number").Scan(&different); err != nil || different != 1 {
		t.Errorf("the copy holds half a transaction: %d values (%v)", different, err)
	}
}

func TestABackupThatFailsLeavesNothing(t *testing.T) {
	r := newRoom(t)
	if err := r.Backup(t.Context(), filepath.Join(t.TempDir(), "absent", "copy.db")); err == nil {
		t.Error("a copy in a folder that is not there")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := r.Backup(ctx, path); !errs.Is(err, errs.Unavailable) {
		t.Errorf("a copy for nobody: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("half a copy was left: %v", err)
	}
}

func TestNamesOfFiles(t *testing.T) {
	for _, name := range []string{"a b.db", "what?.db", "50%41.db", "#1.db", "ü&x=1.db", "new/folder/a.db"} {
		path := filepath.Join(t.TempDir(), name)
		e, err := Open(t.Context(), path, Options{Readers: 1})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", name, info, err)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"", ":memory:", "file:a.db"} {
		if _, err := Open(t.Context(), name, Options{}); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q was opened: %v", name, err)
		}
	}
	if _, err := Open(t.Context(), t.TempDir(), Options{}); err == nil {
		t.Error("a folder was opened as a database")
	}
	text := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(text, []byte("Dear Sam, this is no database, and it is longer than a header."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), text, Options{}); err == nil {
		t.Error("a letter was opened as a database")
	}
}
