package engine

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"trialogue/internal/errs"
)

// room is a SQLite engine with one table of numbers, and a hook to break it with.
type room struct {
	*sqliteEngine
	commits atomic.Int64
	breaks  atomic.Pointer[breakage]
}

// breakage makes one statement fail: the first that begins so after some were let through.
type breakage struct {
	statement string
	letBy     atomic.Int64
}

var errPlanned = errs.E(errs.Unavailable, "test", "", errors.New("planned"))

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{}
	e, err := Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), Options{Hook: r.hook})
	if err != nil {
		t.Fatal(err)
	}
	r.sqliteEngine = e.(*sqliteEngine)
	t.Cleanup(func() { _ = r.Close() })
	if err := r.Update(t.Context(), func(x *Tx) error {
		_, err := x.Exec(t.Context(), "CREATE TABLE number (n BIGINT PRIMARY KEY, filler BLOB)")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	r.commits.Store(0)
	return r
}

func (r *room) hook(q string) error {
	if q == "COMMIT" {
		r.commits.Add(1)
	}
	if bad := r.breaks.Load(); bad != nil && strings.HasPrefix(q, bad.statement) && bad.letBy.Add(-1) == -1 {
		return errPlanned
	}
	return nil
}

func (r *room) breakOne(statement string, letBy int64) {
	b := &breakage{statement: statement}
	b.letBy.Store(letBy)
	r.breaks.Store(b)
}

func put(n int) func(*Tx) error {
	return func(x *Tx) error {
		_, err := x.Exec(context.Background(), "INSERT INTO number (n) VALUES ($1)", n)
		return err
	}
}

// together runs closures in one batch: a first one holds the writer until all
// of them have queued, in order.
func (r *room) together(t *testing.T, fns ...func(*Tx) error) []error {
	t.Helper()
	holding, release := make(chan struct{}), make(chan struct{})
	first := make(chan error, 1)
	go func() {
		first <- r.Update(t.Context(), func(*Tx) error {
			close(holding)
			<-release
			time.Sleep(batchLong) // so that the others are a batch of their own
			return nil
		})
	}()
	<-holding
	results := make([]chan error, len(fns))
	for i, fn := range fns {
		results[i] = make(chan error, 1)
		go func() { results[i] <- r.Update(context.Background(), fn) }()
		for len(r.writer.queue) <= i {
			time.Sleep(time.Millisecond)
		}
	}
	close(release)
	if err := <-first; err != nil {
		t.Fatal(err)
	}
	out := make([]error, len(fns))
	for i := range results {
		select {
		case out[i] = <-results[i]:
		case <-time.After(2 * time.Minute):
			t.Fatalf("closure %d was never answered", i)
		}
	}
	return out
}

func (r *room) numbers(t *testing.T) []int {
	t.Helper()
	var out []int
	err := r.View(context.Background(), func(x *Tx) error {
		return x.Rows(context.Background(), func(scan func(...any) error) error {
			var n int
			err := scan(&n)
			out = append(out, n)
			return err
		}, "SELECT n FROM number ORDER BY n")
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAFailingClosureUndoesOnlyItself(t *testing.T) {
	r := newRoom(t)
	own := errors.New("changed my mind")
	got := r.together(t, put(1),
		func(x *Tx) error { return errors.Join(put(2)(x), own) },
		put(3),
		func(x *Tx) error { _ = put(4)(x); panic("oh") },
		put(1),
		func(x *Tx) error { _ = put(1)(x); return put(6)(x) },
		func(x *Tx) error { _ = put(1)(x); return nil },
		put(5),
	)
	for i, want := range []func(error) bool{
		0: func(err error) bool { return err == nil },
		1: func(err error) bool { return errors.Is(err, own) },
		2: func(err error) bool { return err == nil },
		3: func(err error) bool { return err != nil && strings.Contains(err.Error(), "panicked: oh") },
		4: func(err error) bool { return errs.Is(err, errs.Conflict) },
		5: func(err error) bool { return errs.Is(err, errs.Conflict) }, // nothing runs after a failed statement
		6: func(err error) bool { return errs.Is(err, errs.Conflict) }, // and nobody can overlook one
		7: func(err error) bool { return err == nil },
	} {
		if !want(got[i]) {
			t.Errorf("closure %d ended with %v", i, got[i])
		}
	}
	if n := r.numbers(t); !slices.Equal(n, []int{1, 3, 5}) {
		t.Errorf("kept are %v, and should be 1, 3, 5", n)
	}
	if n := r.commits.Load(); n != 2 {
		t.Errorf("%d commits for one batch and the one before it", n)
	}
}

// A disk that is full takes the whole transaction with it.
func TestNobodyOfALostTransactionIsAcknowledged(t *testing.T) {
	r := newRoom(t)
	full := func(x *Tx) error {
		var pages, most int
		if err := x.Row(context.Background(), []any{&pages}, "PRAGMA page_count"); err != nil {
			return err
		}
		return x.Row(context.Background(), []any{&most}, fmt.Sprintf("PRAGMA max_page_count = %d", pages+20))
	}
	if err := r.Update(t.Context(), full); err != nil {
		t.Fatal(err)
	}
	big := func(x *Tx) error {
		_, err := x.Exec(context.Background(), "INSERT INTO number (n, filler) VALUES (7, zeroblob(1000000))")
		return err
	}
	got := r.together(t, put(1), put(2), big, put(3))
	for i, err := range got[:3] {
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("closure %d of the lost transaction ended with %v", i, err)
		}
	}
	if got[3] != nil {
		t.Errorf("the one that came after it was still waiting, and ended with %v", got[3])
	}
	if n := r.numbers(t); !slices.Equal(n, []int{3}) {
		t.Errorf("kept are %v, and should be 3 alone", n)
	}
	// Somebody who overlooks the failure must not write outside of any transaction.
	got = r.together(t, func(x *Tx) error { _ = big(x); return put(8)(x) }, put(9))
	if !errs.Is(got[0], errs.Unavailable) || got[1] != nil || !slices.Equal(r.numbers(t), []int{3, 9}) {
		t.Errorf("an overlooked failure: %v, kept %v", got, r.numbers(t))
	}
}

func TestFailuresAtBeginAndCommit(t *testing.T) {
	for _, c := range []struct {
		statement string
		kept      []int
	}{{"BEGIN IMMEDIATE", []int{2, 3}}, {"COMMIT", nil}} {
		t.Run(c.statement, func(t *testing.T) {
			r := newRoom(t)
			r.breakOne(c.statement, 1) // the batch that holds the writer comes first
			got := r.together(t, put(1), put(2), put(3))
			for i, err := range got {
				if acknowledged := err == nil; acknowledged != slices.Contains(c.kept, i+1) {
					t.Errorf("closure %d ended with %v", i+1, err)
				}
				if err != nil && !errs.Is(err, errs.Unavailable) {
					t.Errorf("closure %d has the wrong kind: %v", i+1, err)
				}
			}
			if n := r.numbers(t); !slices.Equal(n, c.kept) {
				t.Errorf("kept are %v, and should be %v", n, c.kept)
			}
			if err := r.Update(t.Context(), put(10)); err != nil {
				t.Errorf("afterwards everything should work: %v", err)
			}
		})
	}
}
