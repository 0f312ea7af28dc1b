package keys_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/keys"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// While somebody waits for a key service, nobody else does: the writer of the
// database is free.
func TestASlowKeyServiceHoldsUpNobodyElse(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		service := &far{Raw: keyOf(t, 7)}
		_, master := shelfOf(t, service)
		r := open(t, h, master, engine.Options{})
		service.wait.Store(int64(700 * time.Millisecond))
		var all sync.WaitGroup
		begin := time.Now()
		for range 4 { // all need the same key, which is made only now
			all.Go(func() { r.reads(t, r.written(t, "Slowly."), "Slowly.") })
		}
		time.Sleep(50 * time.Millisecond)
		quick := time.Now()
		apptest.Must(t, r.tx(t, func(x *store.Tx) error { return x.PutKeySetting(t.Context(), "something", "else") }))
		if took := time.Since(quick); took > 400*time.Millisecond {
			t.Errorf("somebody who needs no key waited %v", took)
		}
		all.Wait()
		if took := time.Since(begin); took > 6*time.Second {
			t.Errorf("all took %v", took)
		}
		asked := service.asked.Load()
		r.reads(t, r.written(t, "At once."), "At once.")
		if service.asked.Load() != asked {
			t.Error("a key that lay open was asked for again")
		}
		apptest.Must(t, r.TendKeys(t.Context(), time.Now().Add(-time.Hour), time.Minute))
		if r.OpenKeys() == 0 {
			t.Error("forgotten too early")
		}
		apptest.Must(t, r.TendKeys(t.Context(), time.Now().Add(time.Hour), time.Minute))
		if r.OpenKeys() != 0 {
			t.Errorf("%d keys lie open longer than they may", r.OpenKeys())
		}
	})
}

// A key service that is gone: what lies open can be read, what does not cannot,
// and the words for that say that it may be better later.
func TestAKeyServiceThatIsGone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		service := &far{Raw: keyOf(t, 7)}
		_, master := shelfOf(t, service)
		r := open(t, h, master, engine.Options{})
		e := r.written(t, "Sam sings.")
		apptest.Must(t, r.Ready(t.Context()))
		service.gone.Store(true)
		r.reads(t, e, "Sam sings.")
		if err := r.Ready(t.Context()); !errs.Is(err, errs.Unavailable) {
			t.Errorf("ready without its keys: %v", err)
		}
		later := open(t, h, master, engine.Options{})
		_, err := later.entries.Read(t.Context(), h.ID("Ravi"), h.Triangle, e)
		if !errs.Is(err, errs.Unavailable) || errs.KeyOf(err) != "error.unavailable" {
			t.Errorf("read: %v", err)
		}
		draft := entry.Draft{ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.CarersOwn, Topic: "early-signs",
			About: []id.Person{h.ID("Jo")}, Text: "Jo is tired."}
		if _, err := later.entries.Write(t.Context(), h.ID("Jo"), draft); !errs.Is(err, errs.Unavailable) {
			t.Errorf("written: %v", err)
		}
		// Nobody is on record as having seen what nobody could open.
		var sightings int
		apptest.Must(t, r.Engine().View(t.Context(), func(x *engine.Tx) error {
			return x.Row(t.Context(), []any{&sightings}, "SELECT COUNT(*) FROM ledger_detail WHERE kind = 'sighting' AND entry = $1 AND actor <> $2", string(e), string(h.ID("Ravi")))
		}))
		if sightings != 0 {
			t.Errorf("%d sightings", sightings)
		}
		if _, err := later.keys.Turn(t.Context(), nil); !errs.Is(err, errs.Unavailable) {
			t.Errorf("turned: %v", err)
		}
		service.gone.Store(false)
		later.reads(t, e, "Sam sings.")
		if _, err := later.entries.Write(t.Context(), h.ID("Jo"), draft); err != nil {
			t.Errorf("back again: %v", err)
		}
	})
}

// A program starts also while its key service is gone: pages that need no key
// are there, and those that do say so.
func TestStartingWithoutTheKeyService(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		service := &far{Raw: keyOf(t, 7)}
		_, master := shelfOf(t, service)
		e := open(t, h, master, engine.Options{}).written(t, "Sam sings.")
		service.gone.Store(true)
		db, err := store.Open(t.Context(), h.Config.Database, master, engine.Options{})
		apptest.Must(t, err)
		defer func() { _ = db.Close() }()
		if err := db.Ready(t.Context()); !errs.Is(err, errs.Unavailable) {
			t.Errorf("%v", err)
		}
		service.gone.Store(false)
		apptest.Must(t, db.Ready(t.Context()))
		ravi := h.As(t, "Ravi")
		if got := ravi.Get(h.In("/entry/" + string(e))); got.Status != http.StatusOK {
			t.Errorf("%d", got.Status)
		}
		// A service that answers with another key is no outage.
		_, other := shelfOf(t, &far{Raw: keyOf(t, 9)})
		if db, err := store.Open(t.Context(), h.Config.Database, other, engine.Options{}); !errs.Is(err, errs.Invalid) {
			t.Errorf("opened with another key: %v %v", db, err)
		}
	})
}

// From a file to a key service and back, with people reading.
func TestToAKeyServiceAndBack(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		file, service := keyOf(t, 7), &far{Raw: keyOf(t, 8)}
		_, master := shelfOf(t, file, service)
		server, r := open(t, h, master, engine.Options{}), open(t, h, master, engine.Options{})
		e := server.written(t, "Sam sings.")
		for _, to := range []string{service.ID(), file.ID()} {
			done, err := r.keys.Turn(t.Context(), func(context.Context, keys.State) (string, error) { return to, nil })
			if err != nil || done.Wrapped < 2 {
				t.Errorf("to %s: %+v %v", to, done, err)
			}
			server.reads(t, e, "Sam sings.")
			server.reads(t, server.written(t, "More."), "More.")
		}
	})
}
