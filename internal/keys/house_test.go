package keys_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trialogue/internal/app"
	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/keys"
	"trialogue/internal/ledger"
	"trialogue/internal/seal"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// keyOf is a master key of one byte. apptest's houses begin with the one of 7.
func keyOf(t testing.TB, fill byte) *seal.Raw {
	t.Helper()
	one, err := seal.NewRaw(bytes.Repeat([]byte{fill}, seal.KeySize))
	apptest.Must(t, err)
	return one
}

// shelf is a place of master keys that a test can change while a program runs.
type shelf struct {
	mu  sync.Mutex
	all []seal.Holder
}

func (s *shelf) put(all ...seal.Holder) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = all
}

func (s *shelf) set(t testing.TB) *seal.Set {
	return seal.NewSet(t.Context(), func(context.Context) ([]seal.Holder, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return slices.Clone(s.all), nil
	}, nil)
}

func shelfOf(t testing.TB, all ...seal.Holder) (*shelf, *seal.Set) {
	s := &shelf{all: all}
	return s, s.set(t)
}

// room is another program on the database of a house.
type room struct {
	*store.DB
	h       *apptest.House
	keys    *keys.Service
	entries *entry.Service
}

func open(t testing.TB, h *apptest.House, master *seal.Set, opt engine.Options) room {
	t.Helper()
	db, err := store.OpenLocked(t.Context(), h.Config.Database, master, opt)
	apptest.Must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return room{db, h, app.Keys(db, master, h.Clock.Now),
		entry.New(store.Runner(db, func(x *store.Tx) entry.Tx { return x }), disclose.NewDoor(h.Clock.Now), h.Clock.Now)}
}

// write has Ravi write in the triangle, with a file where one is named.
func (r room) write(t testing.TB, words string, files ...disclose.File) (id.Entry, error) {
	t.Helper()
	return r.entries.Write(t.Context(), r.h.ID("Ravi"), entry.Draft{
		ID: id.Entry(id.New()), Triangle: r.h.Triangle, Kind: disclose.Note, Class: sharing.General, Topic: "early-signs", Text: words, Files: files,
	})
}

func (r room) written(t testing.TB, words string, files ...disclose.File) id.Entry {
	t.Helper()
	e, err := r.write(t, words, files...)
	apptest.Must(t, err)
	return e
}

// reads checks that an entry holds what was written.
func (r room) reads(t testing.TB, e id.Entry, words string) {
	t.Helper()
	w, err := r.entries.Read(t.Context(), r.h.ID("Ravi"), r.h.Triangle, e)
	if err != nil || w.Words() != words {
		t.Errorf("%q was due: %q %v", words, w.Words(), err)
	}
}

func (r room) state(t testing.TB) keys.State {
	t.Helper()
	s, err := r.keys.State(t.Context())
	apptest.Must(t, err)
	return s
}

// tx runs what a feature would.
func (r room) tx(t testing.TB, fn func(x *store.Tx) error) error {
	t.Helper()
	return store.Runner(r.DB, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), id.Organisation, fn)
}

// turns lists what the organisation's chain says of keys, oldest first.
func (r room) turns(t testing.TB) (out []string) {
	t.Helper()
	apptest.Must(t, r.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var one string
			err := scan(&one)
			out = append(out, one)
			return err
		}, "SELECT ground FROM ledger_detail WHERE triangle = 'organisation' AND kind = 'key-turned' ORDER BY seq")
	}))
	report, err := store.Examine(t.Context(), r.h.Config.Database, ledger.Trust{})
	apptest.Must(t, err)
	if report.First != nil {
		t.Errorf("the record is broken: %v", report.First)
	}
	return out
}

// to turns to a master key.
func (r room) to(t testing.TB, one seal.Holder) (keys.Turned, error) {
	t.Helper()
	return r.keys.Turn(t.Context(), func(context.Context, keys.State) (string, error) { return one.ID(), nil })
}

// far is a master key behind a service that can be slow, or gone.
type far struct {
	*seal.Raw
	wait  atomic.Int64 // nanoseconds
	gone  atomic.Bool
	asked atomic.Int64
}

var errGone = errs.E(errs.Unavailable, "test", "", errors.New("the key service does not answer"))

func (f *far) Quick() bool { return false }

func (f *far) delay(ctx context.Context) error {
	f.asked.Add(1)
	select {
	case <-time.After(time.Duration(f.wait.Load())):
	case <-ctx.Done():
		return ctx.Err()
	}
	if f.gone.Load() {
		return errGone
	}
	return nil
}

func (f *far) Wrap(ctx context.Context, space string, raw []byte) ([]byte, error) {
	if err := f.delay(ctx); err != nil {
		return nil, err
	}
	return f.Raw.Wrap(ctx, space, raw)
}

func (f *far) Unwrap(ctx context.Context, space string, wrapped []byte) ([]byte, error) {
	if err := f.delay(ctx); err != nil {
		return nil, err
	}
	return f.Raw.Unwrap(ctx, space, wrapped)
}

// space names the key of the triangle.
func (r room) space() string { return "triangle/" + string(r.h.Triangle) }
