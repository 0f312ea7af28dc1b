package keys_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/keys"
	"trialogue/internal/seal"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

func TestAnotherMasterKey(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		old, next := keyOf(t, 7), keyOf(t, 8)
		_, both := shelfOf(t, old, next)
		r := open(t, h, both, engine.Options{})
		e := r.written(t, "Sam sings.")
		done, err := r.to(t, next)
		if s := r.state(t); err != nil || done.Wrapped < 2 || s.Master != next.ID() || s.Rewrap() != 0 || s.Masters[next.ID()] != s.Current+s.Older || s.Turned != h.Clock.Now().UnixMicro() {
			t.Errorf("%+v %+v %v", done, s, err)
		}
		if again, err := r.to(t, next); err != nil || again != (keys.Turned{}) {
			t.Errorf("a second time: %+v %v", again, err)
		}
		if got := r.turns(t); !slices.Equal(got, []string{keys.MasterTurned, keys.Wrapped}) {
			t.Errorf("on record: %v", got)
		}
		_, alone := shelfOf(t, next)
		later := open(t, h, alone, engine.Options{})
		later.reads(t, e, "Sam sings.")
		later.reads(t, later.written(t, "Sam hums."), "Sam hums.")
		_, former := shelfOf(t, old)
		if _, err := open(t, h, former, engine.Options{}).entries.Read(t.Context(), h.ID("Ravi"), h.Triangle, e); !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), next.ID()) {
			t.Errorf("with the old key alone: %v", err)
		}
	})
}

// A master key that is missing is noticed before anything changes.
func TestATurnThatCannotEndDoesNotBegin(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		next := keyOf(t, 8)
		_, lacking := shelfOf(t, next)
		r := open(t, h, lacking, engine.Options{})
		before := r.state(t)
		var lack *seal.LackError
		if _, err := r.to(t, next); !errors.As(err, &lack) || lack.ID != keyOf(t, 7).ID() {
			t.Errorf("%v", err)
		}
		_, own := shelfOf(t, keyOf(t, 7))
		if _, err := open(t, h, own, engine.Options{}).to(t, next); !errors.As(err, &lack) || lack.ID != next.ID() {
			t.Errorf("%v", err)
		}
		if after := r.state(t); after.Master != before.Master || after.Rewrap() != 0 || len(r.turns(t)) != 0 {
			t.Errorf("before %+v, after %+v", before, after)
		}
	})
}

// The service reads and writes all the while, and never fails. It hears of the
// new master key when it first meets it.
func TestPeopleReadWhileKeysTurn(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		place, service := shelfOf(t, keyOf(t, 7))
		server := open(t, h, service, engine.Options{})
		entries := map[id.Entry]string{}
		for i := range 5 {
			words := fmt.Sprint("Night ", i)
			entries[server.written(t, words)] = words
		}
		ctx, stop := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				for ctx.Err() == nil {
					for e, words := range entries {
						server.reads(t, e, words)
					}
					server.reads(t, server.written(t, "Meanwhile."), "Meanwhile.")
					time.Sleep(5 * time.Millisecond) // people pause; a file has one writer at a time
				}
			})
		}
		for fill := byte(8); fill < 14; fill++ {
			before, next := keyOf(t, fill-1), keyOf(t, fill)
			place.put(next, before)
			r := open(t, h, place.set(t), engine.Options{})
			if _, err := r.to(t, next); err != nil {
				t.Error(err)
			}
			if err := r.keys.TurnSpace(t.Context(), r.space()); err != nil {
				t.Error(err)
			}
			if _, _, err := r.keys.Reseal(t.Context(), ""); err != nil {
				t.Error(err)
			}
			apptest.Must(t, r.Close())
		}
		stop()
		all.Wait()
		s := server.state(t)
		if s.Rewrap() != 0 || s.Older < 6 {
			t.Errorf("%+v", s)
		}
	})
}

func TestOneAtATime(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		old, next := keyOf(t, 7), keyOf(t, 8)
		_, both := shelfOf(t, old, next)
		first, second := open(t, h, both, engine.Options{}), open(t, h, both, engine.Options{})
		_, err := first.keys.Turn(t.Context(), func(context.Context, keys.State) (string, error) {
			for name, try := range map[string]func() error{
				"turn":   func() error { _, err := second.to(t, next); return err },
				"data":   func() error { return second.keys.TurnSpace(t.Context(), second.space()) },
				"reseal": func() error { _, _, err := second.keys.Reseal(t.Context(), ""); return err },
				"finish": func() error { _, err := second.keys.Finish(t.Context()); return err },
			} {
				if err := try(); !errs.Is(err, errs.Conflict) || !errors.Is(err, keys.ErrBusy) {
					t.Errorf("%s at the same time: %v", name, err)
				}
			}
			return next.ID(), nil
		})
		apptest.Must(t, err)
		if _, err := second.keys.Finish(t.Context()); err != nil {
			t.Errorf("when it had ended: %v", err)
		}
		// Somebody who was killed holds others up for two minutes, and no longer.
		apptest.Must(t, first.tx(t, func(x *store.Tx) error {
			now := h.Clock.Now()
			return x.TakeLease(t.Context(), "killed", now.UnixMicro(), now.Add(2*time.Minute).UnixMicro())
		}))
		if _, err := second.keys.Finish(t.Context()); !errors.Is(err, keys.ErrBusy) {
			t.Errorf("%v", err)
		}
		h.Clock.Move(2 * time.Minute)
		if _, err := second.keys.Finish(t.Context()); err != nil {
			t.Errorf("%v", err)
		}
	})
}

// Each change, cut off before each of its statements in turn, leaves everything
// readable, and is done when it was begun again often enough.
func TestCutOffAtEveryStatement(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		recovery, err := seal.DrawRecovery()
		apptest.Must(t, err)
		old, next, last := keyOf(t, 7), keyOf(t, 8), keyOf(t, 9)
		_, all := shelfOf(t, old, next, last)
		armed, seen, fatal := false, 0, 0
		broken := open(t, h, all, engine.Options{Hook: func(string) error {
			if seen++; armed && seen == fatal {
				return errors.New("cut off")
			}
			return nil
		}})
		reader := open(t, h, all, engine.Options{})
		e := reader.written(t, "Sam plays.", disclose.File{Name: "song.txt", Media: "text/plain", Bytes: []byte("la la")})
		for _, step := range []struct {
			name string
			do   func() error
		}{
			{"turn", func() error { _, err := broken.to(t, next); return err }},
			{"data", func() error { return broken.keys.TurnSpace(t.Context(), broken.space()) }},
			{"reseal", func() error { _, _, err := broken.keys.Reseal(t.Context(), ""); return err }},
			{"escrow", func() error { _, err := broken.keys.Escrow(t.Context(), recovery.Public(), true); return err }},
			{"recover", func() error { _, err := broken.keys.Recover(t.Context(), recovery, last.ID()); return err }},
		} {
			cut := 0
			for fatal = 1; ; fatal++ {
				h.Clock.Move(3 * time.Minute) // the lease of the one before
				armed, seen = true, 0
				err := step.do()
				armed = false
				reader.reads(t, e, "Sam plays.")
				if err == nil && seen < fatal {
					break
				}
				if cut++; cut > 300 {
					t.Fatalf("%s never ends: %v", step.name, err)
				}
			}
			if cut < 5 {
				t.Errorf("%s: cut off %d times: the test looks in the wrong place", step.name, cut)
			}
		}
		if s := reader.state(t); s.Master != last.ID() || s.Rewrap() != 0 || s.Unclosed() != 0 || s.Recovery != recovery.Public().ID() {
			t.Errorf("%+v", s)
		}
		for _, want := range []string{keys.MasterTurned, keys.Wrapped, keys.DataTurned, keys.Resealed, keys.RecoveryMade, keys.Recovered} {
			if !slices.Contains(reader.turns(t), want) {
				t.Errorf("no record of %s in %v", want, reader.turns(t))
			}
		}
	})
}

func TestNewDataKeysAndTextsSealedAnew(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		_, master := shelfOf(t, keyOf(t, 7))
		r := open(t, h, master, engine.Options{})
		file := disclose.File{Name: "plan.txt", Media: "text/plain", Bytes: bytes.Repeat([]byte("plan "), 1000)}
		e := r.written(t, "Before.", file)
		var many []id.Entry
		for i := range 45 {
			many = append(many, r.written(t, fmt.Sprint("Day ", i)))
		}
		if n, full, err := r.keys.TurnOlder(t.Context(), h.Clock.Now().Add(-time.Hour)); err != nil || n != 0 || len(full) != 0 {
			t.Errorf("nothing is old: %d %v %v", n, full, err)
		}
		n, _, err := r.keys.TurnOlder(t.Context(), h.Clock.Now().Add(time.Minute))
		if err != nil || n != 1 {
			t.Errorf("turned %d: %v", n, err)
		}
		after := r.written(t, "After.")
		if got := r.versions(t); !slices.Equal(got, []int{1, 2}) {
			t.Errorf("texts are under %v", got)
		}
		texts, spaces, err := r.keys.Reseal(t.Context(), "")
		if err != nil || texts != 47 || !slices.Equal(spaces, []string{r.space()}) {
			t.Errorf("sealed anew: %d in %v: %v", texts, spaces, err)
		}
		if got := r.versions(t); !slices.Equal(got, []int{2}) {
			t.Errorf("texts are under %v", got)
		}
		if again, _, err := r.keys.Reseal(t.Context(), r.space()); err != nil || again != 0 {
			t.Errorf("a second time %d: %v", again, err)
		}
		fresh := open(t, h, master, engine.Options{})
		fresh.reads(t, e, "Before.")
		fresh.reads(t, after, "After.")
		fresh.reads(t, many[44], "Day 44")
		w, err := fresh.entries.Read(t.Context(), h.ID("Ravi"), h.Triangle, e)
		apptest.Must(t, err)
		got, err := fresh.entries.File(t.Context(), h.ID("Ravi"), h.Triangle, e, w.Files[0].File)
		if err != nil || got.Name != file.Name || !bytes.Equal(got.Bytes, file.Bytes) {
			t.Errorf("the file is %q with %d bytes: %v", got.Name, len(got.Bytes), err)
		}
		if err := r.keys.TurnSpace(t.Context(), "nobody"); !errs.Is(err, errs.NotFound) {
			t.Errorf("a space that is not there: %v", err)
		}
		if got := r.turns(t); !slices.Equal(got, []string{keys.DataTurned, keys.Resealed}) {
			t.Errorf("on record: %v", got)
		}
	})
}

// versions lists under which versions of their keys texts and files are.
func (r room) versions(t testing.TB) (out []int) {
	t.Helper()
	apptest.Must(t, r.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var one int
			err := scan(&one)
			out = append(out, one)
			return err
		}, "SELECT key_version FROM entry_version UNION SELECT key_version FROM attachment ORDER BY 1")
	}))
	return out
}

func TestADataKeyHasSoManyVersions(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		_, master := shelfOf(t, keyOf(t, 7))
		r := open(t, h, master, engine.Options{})
		e := r.written(t, "Before.")
		for v := 2; v <= seal.MostVersions; v++ {
			apptest.Must(t, r.keys.TurnSpace(t.Context(), r.space()))
		}
		if err := r.keys.TurnSpace(t.Context(), r.space()); !errors.Is(err, keys.ErrFull) {
			t.Errorf("one more: %v", err)
		}
		if n, full, err := r.keys.TurnOlder(t.Context(), h.Clock.Now().Add(time.Hour)); err != nil || n != 0 || !slices.Equal(full, []string{r.space()}) {
			t.Errorf("%d %v %v", n, full, err)
		}
		r.reads(t, e, "Before.")
		r.reads(t, r.written(t, "The last version seals too."), "The last version seals too.")
		if s := r.state(t); s.Highest != seal.MostVersions || s.Older != seal.MostVersions-1 {
			t.Errorf("%+v", s)
		}
	})
}

func TestStoppingAReseal(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		_, master := shelfOf(t, keyOf(t, 7))
		r := open(t, h, master, engine.Options{})
		for i := range 60 {
			r.written(t, fmt.Sprint("Day ", i))
		}
		apptest.Must(t, r.keys.TurnSpace(t.Context(), r.space()))
		ctx, stop := context.WithCancel(t.Context())
		r.keys.Progress = func(int) { stop() }
		first, _, err := r.keys.Reseal(ctx, "")
		if err == nil || first == 0 || first >= 60 {
			t.Fatalf("stopped after %d: %v", first, err)
		}
		r.keys.Progress = nil
		rest, _, err := r.keys.Reseal(t.Context(), "")
		if err != nil || first+rest != 60 {
			t.Errorf("%d and %d of 60: %v", first, rest, err)
		}
	})
}

func TestForgettingAnOldMasterKey(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		old, next := keyOf(t, 7), keyOf(t, 8)
		_, both := shelfOf(t, old, next)
		r := open(t, h, both, engine.Options{})
		taken := 0
		forget := func(one *seal.Raw) error {
			return r.keys.Forget(t.Context(), one.ID(), func() error { taken++; return nil })
		}
		if err := forget(old); !errs.Is(err, errs.Conflict) || taken > 0 {
			t.Errorf("the one in use: %v", err)
		}
		_, err := r.to(t, next)
		apptest.Must(t, err)
		if err := forget(old); !errs.Is(err, errs.Conflict) || taken > 0 {
			t.Errorf("at once: %v", err)
		}
		h.Clock.Move(3 * time.Minute)
		apptest.Must(t, r.tx(t, func(x *store.Tx) error { // somebody who was late
			rows, err := x.LiveKeys(t.Context(), keys.Place{}, 1)
			if err != nil {
				return err
			}
			late := rows[0]
			late.Master = old.ID()
			_, err = x.ReplaceKey(t.Context(), rows[0], late)
			return err
		}))
		if err := forget(old); !errs.Is(err, errs.Conflict) || taken > 0 {
			t.Errorf("a data key still needs it: %v", err)
		}
		apptest.Must(t, r.tx(t, func(x *store.Tx) error {
			rows, err := x.LiveKeys(t.Context(), keys.Place{}, 1)
			if err != nil {
				return err
			}
			right := rows[0]
			right.Master = next.ID()
			_, err = x.ReplaceKey(t.Context(), rows[0], right)
			return err
		}))
		if err := forget(old); err != nil || taken != 1 {
			t.Errorf("nothing needs it: %v", err)
		}
		if got := r.turns(t); got[len(got)-1] != keys.MasterForgotten {
			t.Errorf("on record: %v", got)
		}
	})
}

func TestAges(t *testing.T) {
	for text, want := range map[string]time.Duration{"365d": 365 * 24 * time.Hour, "0d": 0, "36h": 36 * time.Hour} {
		if got, err := keys.ParseAge(text); err != nil || got != want {
			t.Errorf("%s is %v (%v)", text, got, err)
		}
	}
	for _, bad := range []string{"", "d", "-1d", "a year", "99999d", "1y"} {
		if got, err := keys.ParseAge(bad); err == nil {
			t.Errorf("%q is %v", bad, got)
		}
	}
}
