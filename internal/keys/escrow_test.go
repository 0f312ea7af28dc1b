package keys_test

import (
	"errors"
	"slices"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/keys"
	"trialogue/internal/seal"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

func drawRecovery(t *testing.T) *seal.Recovery {
	t.Helper()
	r, err := seal.DrawRecovery()
	apptest.Must(t, err)
	return r
}

// The master key is gone. The recovery key brings every text back, and nothing
// that was destroyed.
func TestALostMasterKey(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		_, master := shelfOf(t, keyOf(t, 7))
		r, recovery := open(t, h, master, engine.Options{}), drawRecovery(t)
		before := r.written(t, "Before the recovery key.")
		done, err := r.keys.Escrow(t.Context(), recovery.Public(), false)
		if err != nil || done.Closed < 2 {
			t.Fatalf("%+v %v", done, err)
		}
		apptest.Must(t, r.keys.TurnSpace(t.Context(), r.space()))
		after := r.written(t, "After it.")
		gone := disclose.CarerSpace(h.ID("Jo"))
		_, err = r.entries.Write(t.Context(), h.ID("Jo"), entry.Draft{
			ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.CarersOwn, Topic: "early-signs", About: []id.Person{h.ID("Jo")}, Text: "Jo is tired.",
		})
		apptest.Must(t, err)
		apptest.Must(t, r.tx(t, func(x *store.Tx) error { return x.DestroyKey(t.Context(), gone, 5) }))

		fresh := keyOf(t, 9)
		_, lost := shelfOf(t, fresh)
		late := open(t, h, lost, engine.Options{})
		if c, err := late.keys.CheckEscrow(t.Context(), recovery); err != nil || c.Opens != 3 || c.Lacks+c.Broken != 0 {
			t.Errorf("checked without the master key: %+v %v", c, err)
		}
		if n, err := late.keys.Recover(t.Context(), drawRecovery(t), fresh.ID()); !errors.Is(err, keys.ErrNoCopy) || n != 0 {
			t.Errorf("with another recovery key: %d %v", n, err)
		}
		if s := r.state(t); s.Master != master.Current() || s.Rewrap() != 0 {
			t.Errorf("something changed: %+v", s)
		}
		n, err := late.keys.Recover(t.Context(), recovery, fresh.ID())
		if err != nil || n != 3 {
			t.Fatalf("recovered %d: %v", n, err)
		}
		late.reads(t, before, "Before the recovery key.")
		late.reads(t, after, "After it.")
		late.reads(t, late.written(t, "And on."), "And on.")
		if s := late.state(t); s.Destroyed != 1 || s.Master != fresh.ID() || s.Rewrap() != 0 || s.Unclosed() != 0 {
			t.Errorf("%+v", s)
		}
		if got := late.turns(t); !slices.Equal(got, []string{keys.RecoveryMade, keys.DataTurned, "destroyed", keys.Recovered, keys.Wrapped}) {
			t.Errorf("on record: %v", got)
		}
	})
}

func TestOneRecoveryKeyInThePlaceOfAnother(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		_, master := shelfOf(t, keyOf(t, 7))
		r, first, second := open(t, h, master, engine.Options{}), drawRecovery(t), drawRecovery(t)
		r.written(t, "Sam sings.")
		_, err := r.keys.Escrow(t.Context(), first.Public(), false)
		apptest.Must(t, err)
		if _, err := r.keys.Escrow(t.Context(), second.Public(), false); !errors.Is(err, keys.ErrHasRecovery) {
			t.Errorf("unasked: %v", err)
		}
		if c, err := r.keys.CheckEscrow(t.Context(), first); err != nil || c.Opens != 2 || c.Lacks != 0 {
			t.Errorf("%+v %v", c, err)
		}
		if done, err := r.keys.Escrow(t.Context(), second.Public(), true); err != nil || done.Closed != 2 || done.Wrapped != 0 {
			t.Errorf("%+v %v", done, err)
		}
		if c, err := r.keys.CheckEscrow(t.Context(), first); err != nil || c.Opens != 0 || c.Lacks != 2 {
			t.Errorf("the old sheet opens %+v %v", c, err)
		}
		apptest.Must(t, r.tx(t, func(x *store.Tx) error { // one copy is put in the place of another
			rows, err := x.LiveKeys(t.Context(), keys.Place{}, 2)
			if err != nil {
				return err
			}
			swapped := rows[0]
			swapped.Escrow = rows[1].Escrow
			_, err = x.ReplaceKey(t.Context(), rows[0], swapped)
			return err
		}))
		if c, err := r.keys.CheckEscrow(t.Context(), second); err != nil || c.Opens != 1 || c.Broken != 1 {
			t.Errorf("with a copy that was swapped: %+v %v", c, err)
		}
		if _, err := r.keys.Recover(t.Context(), second, keyOf(t, 7).ID()); err != nil {
			t.Errorf("nothing to recover: %v", err)
		}
	})
}

// A key that is destroyed is served to nobody: not here, not in another
// program that had it open, and nothing brings it back.
func TestADestroyedKey(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		_, master := shelfOf(t, keyOf(t, 7), keyOf(t, 8))
		here, there := open(t, h, master, engine.Options{}), open(t, h, master, engine.Options{})
		recovery := drawRecovery(t)
		_, err := here.keys.Escrow(t.Context(), recovery.Public(), false)
		apptest.Must(t, err)
		e := here.written(t, "Sam sings.")
		there.reads(t, e, "Sam sings.")
		apptest.Must(t, there.TendKeys(t.Context(), h.Clock.Now(), 0))
		apptest.Must(t, there.TendKeys(t.Context(), h.Clock.Now(), 0))
		there.reads(t, e, "Sam sings.")

		// One that is undone destroys nothing.
		undone := errors.New("undone")
		if err := here.tx(t, func(x *store.Tx) error { return errors.Join(x.DestroyKey(t.Context(), here.space(), 7), undone) }); !errors.Is(err, undone) {
			t.Error(err)
		}
		here.reads(t, e, "Sam sings.")
		open := here.OpenKeys()
		apptest.Must(t, here.tx(t, func(x *store.Tx) error { return x.DestroyKey(t.Context(), here.space(), 7) }))
		if here.OpenKeys() != open-1 {
			t.Errorf("%d keys lie open, and %d did before", here.OpenKeys(), open)
		}
		for name, r := range map[string]room{"here": here, "there": there} {
			if w, err := r.entries.Read(t.Context(), h.ID("Ravi"), h.Triangle, e); !errs.Is(err, errs.NotFound) {
				t.Errorf("%s it is read: %q %v", name, w.Words(), err)
			}
		}
		apptest.Must(t, there.TendKeys(t.Context(), h.Clock.Now(), 0))
		if there.OpenKeys() != 0 {
			t.Errorf("there %d keys lie open", there.OpenKeys())
		}
		here.noBytes(t)
		if _, err := here.to(t, keyOf(t, 8)); err != nil {
			t.Error(err)
		}
		if err := here.keys.TurnSpace(t.Context(), here.space()); !errs.Is(err, errs.NotFound) {
			t.Errorf("a new key for it: %v", err)
		}
		if n, _, err := here.keys.Reseal(t.Context(), here.space()); err != nil || n != 0 {
			t.Errorf("sealed anew: %d %v", n, err)
		}
		apptest.Must(t, here.tx(t, func(x *store.Tx) error { return x.DestroyKey(t.Context(), here.space(), 9) })) // a second time
		here.noBytes(t)
		if s := here.state(t); s.Destroyed != 1 || s.Rewrap() != 0 || s.Unclosed() != 0 {
			t.Errorf("%+v", s)
		}
		here.recordedOnce(t)
		// What is written from now on has a key of its own; what was there stays gone.
		later, err := there.write(t, "A new text.")
		apptest.Must(t, err)
		here.reads(t, later, "A new text.")
		if w, err := here.entries.Read(t.Context(), h.ID("Ravi"), h.Triangle, e); !errs.Is(err, errs.NotFound) {
			t.Errorf("the old text is read: %q %v", w.Words(), err)
		}
	})
}

// noBytes: nothing is left that any key could open.
func (r room) noBytes(t *testing.T) {
	t.Helper()
	var wrapped, escrow, at int
	apptest.Must(t, r.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Row(t.Context(), []any{&wrapped, &escrow, &at}, "SELECT LENGTH(wrapped), COALESCE(LENGTH(escrow), 0), destroyed FROM data_key WHERE space = $1", r.space())
	}))
	if wrapped+escrow != 0 || at != 7 {
		t.Errorf("left: %d and %d bytes, destroyed at %d", wrapped, escrow, at)
	}
}

func (r room) recordedOnce(t *testing.T) {
	t.Helper()
	n := 0
	for _, ground := range r.turns(t) {
		if ground == "destroyed" {
			n++
		}
	}
	var extra string
	apptest.Must(t, r.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Row(t.Context(), []any{&extra}, "SELECT extra FROM ledger_detail WHERE ground = 'destroyed'")
	}))
	if n != 1 || extra != `{"space":"`+r.space()+`"}` {
		t.Errorf("%d records, the last says %s", n, extra)
	}
}
