package keys

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"trialogue/internal/id"
	"trialogue/internal/seal"
)

// Turned says what a walk did.
type Turned struct {
	Wrapped int // data keys that have another wrapping now
	Closed  int // data keys that the recovery key opens now
}

// Waiting counts what is left of a change that was begun: data keys that the
// master key of an id has not wrapped yet, or wrapped with an older version.
func (s *Service) Waiting(ctx context.Context, master string) (n int, err error) {
	free := func(context.Context) error { return nil }
	err = s.walk(ctx, free, func(rows []Row) error {
		for _, r := range rows {
			stale, err := s.stale(ctx, r, master)
			if err != nil {
				return err
			}
			if stale {
				n++
			}
		}
		return nil
	})
	return n, err
}

func (s *Service) stale(ctx context.Context, r Row, master string) (bool, error) {
	if r.Master != master {
		return true, nil
	}
	h, err := s.master.Holder(ctx, master)
	if err != nil {
		return false, err
	}
	return h.Stale(ctx, r.Wrapped)
}

// Turn makes a master key the one in use, and wraps every data key with it. Which
// one is chosen while nobody else turns keys, and after all that are needed have
// shown that they are here. Cut short, it is begun again and goes on. Readers
// need both master keys meanwhile.
func (s *Service) Turn(ctx context.Context, choose func(context.Context, State) (master string, err error)) (done Turned, err error) {
	err = s.lease(ctx, func(step func(context.Context) error) error {
		state, err := s.complete(ctx)
		if err != nil {
			return err
		}
		master, err := choose(ctx, state)
		if err != nil {
			return err
		}
		if _, err = s.master.Holder(ctx, master); err != nil {
			return err
		}
		// First, so that no new data key is wrapped with the old one.
		if err := s.use(ctx, master, MasterTurned, nil); err != nil {
			return err
		}
		if done, err = s.finish(ctx, step, master); err != nil || done == (Turned{}) {
			return err
		}
		return s.record(ctx, Wrapped, map[string]string{"master": master, "keys": strconv.Itoa(done.Wrapped), "closed": strconv.Itoa(done.Closed)}, nil)
	})
	return done, err
}

// complete reads the state, and makes sure that every master key that is needed
// is here and opens what it wrapped: one data key of each.
func (s *Service) complete(ctx context.Context) (State, error) {
	state, err := s.State(ctx)
	if err != nil {
		return state, err
	}
	for _, master := range slices.Sorted(maps.Keys(state.Masters)) {
		if _, err := s.master.Holder(ctx, master); err != nil {
			return state, err
		}
	}
	tried := map[string]bool{}
	free := func(context.Context) error { return nil }
	return state, s.walk(ctx, free, func(rows []Row) error {
		for _, r := range rows {
			if tried[r.Master] {
				continue
			}
			tried[r.Master] = true
			if _, err := s.unwrap(ctx, r); err != nil {
				return fmt.Errorf("%s: %w", nameOf(r), err)
			}
		}
		return nil
	})
}

// Try makes sure that every master key that is needed is here and opens something.
func (s *Service) Try(ctx context.Context) error {
	_, err := s.complete(ctx)
	return err
}

// use says in the database which master key wraps from now on, and records it
// where that is news.
func (s *Service) use(ctx context.Context, master, ground string, extra map[string]string) error {
	all := map[string]string{"master": master}
	maps.Copy(all, extra)
	note, err := s.draw(ground, all)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		was, err := x.KeySetting(ctx, MasterSetting)
		if err != nil || was == master {
			return err
		}
		if err := x.PutKeySetting(ctx, MasterSetting, master); err != nil {
			return err
		}
		_, err = note.In(ctx, x)
		return err
	})
}

// finish wraps and closes whatever is not as it should be.
func (s *Service) finish(ctx context.Context, step func(context.Context) error, master string) (done Turned, err error) {
	public, err := s.recovery(ctx)
	if err != nil {
		return done, err
	}
	seen := 0
	err = s.walk(ctx, step, func(rows []Row) error {
		var was, now []Row
		for _, r := range rows {
			fresh, err := s.fresh(ctx, r, master, public)
			if err != nil {
				return fmt.Errorf("%s: %w", nameOf(r), err)
			}
			if fresh != nil {
				was, now = append(was, r), append(now, *fresh)
			}
		}
		if _, err := s.replace(ctx, was, now); err != nil {
			return err
		}
		for i := range now {
			if string(was[i].Wrapped) != string(now[i].Wrapped) {
				done.Wrapped++
			}
			if was[i].EscrowKey != now[i].EscrowKey {
				done.Closed++
			}
		}
		seen += len(rows)
		s.progress(seen)
		return nil
	})
	return done, err
}

// fresh is a row as it should be; nil where it is so already.
func (s *Service) fresh(ctx context.Context, r Row, master string, public *seal.RecoveryPublic) (*Row, error) {
	stale, err := s.stale(ctx, r, master)
	if err != nil {
		return nil, err
	}
	open := public != nil && r.EscrowKey != public.ID()
	if !stale && !open {
		return nil, nil
	}
	out := r
	raw, err := s.renewed(ctx, &out, stale, master)
	if err != nil {
		return nil, err
	}
	if open {
		if err := shut(&out, public, raw); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

// renewed gives the data key of a row, and wraps the row anew where it is stale.
func (s *Service) renewed(ctx context.Context, r *Row, stale bool, master string) ([]byte, error) {
	if stale && r.Master == master {
		h, err := s.master.Holder(ctx, master)
		if err != nil {
			return nil, err
		}
		if r.Wrapped, err = h.Renew(ctx, r.Space, r.Wrapped); err != nil {
			return nil, err
		}
		stale = false
	}
	raw, err := s.unwrap(ctx, *r)
	if err == nil && stale {
		err = s.wrap(ctx, r, master, raw)
	}
	return raw, err
}

func (s *Service) unwrap(ctx context.Context, r Row) ([]byte, error) {
	h, err := s.master.Holder(ctx, r.Master)
	if err != nil {
		return nil, err
	}
	return h.Unwrap(ctx, r.Space, r.Wrapped)
}

// wrap wraps, and opens again what it wrapped before it replaces anything.
func (s *Service) wrap(ctx context.Context, r *Row, master string, raw []byte) error {
	h, err := s.master.Holder(ctx, master)
	if err != nil {
		return err
	}
	if r.Wrapped, err = h.Wrap(ctx, r.Space, raw); err != nil {
		return err
	}
	r.Master = master
	back, err := h.Unwrap(ctx, r.Space, r.Wrapped)
	if err == nil && string(back) != string(raw) {
		err = seal.ErrOpen
	}
	return err
}

func shut(r *Row, public *seal.RecoveryPublic, raw []byte) (err error) {
	r.EscrowKey = public.ID()
	r.Escrow, err = public.Close(r.Space, r.Version, raw)
	return err
}

// recovery is the public half of the recovery key; nil where there is none.
func (s *Service) recovery(ctx context.Context) (*seal.RecoveryPublic, error) {
	var text string
	if err := s.run.View(ctx, func(x Tx) (err error) { text, err = x.KeySetting(ctx, RecoverySetting); return err }); err != nil || text == "" {
		return nil, err
	}
	return seal.ParseRecoveryPublic(text)
}
