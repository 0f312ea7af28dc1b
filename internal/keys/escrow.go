package keys

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"trialogue/internal/seal"
)

// ErrHasRecovery is the cause when there is a recovery key already.
var ErrHasRecovery = errors.New("there is a recovery key already: say -replace if a new sheet shall take its place, and the old one open nothing more")

// Escrow makes a recovery key the one in use, and closes every data key to it.
// The sheet must be on its way to the safe before: from the commit on, copies
// for the old one begin to go.
func (s *Service) Escrow(ctx context.Context, public *seal.RecoveryPublic, replace bool) (done Turned, err error) {
	err = s.lease(ctx, func(step func(context.Context) error) error {
		state, err := s.complete(ctx)
		if err != nil {
			return err
		}
		err = s.record(ctx, RecoveryMade, map[string]string{"recovery": public.ID()}, func(x Tx) error {
			was, err := x.KeySetting(ctx, RecoverySetting)
			if err != nil {
				return err
			}
			if was != "" && !replace {
				return ErrHasRecovery
			}
			return x.PutKeySetting(ctx, RecoverySetting, public.Text())
		})
		if err != nil {
			return err
		}
		done, err = s.finish(ctx, step, state.Master)
		return err
	})
	return done, err
}

// Finish does what is left of a change that was cut short.
func (s *Service) Finish(ctx context.Context) (Turned, error) {
	return s.Turn(ctx, func(_ context.Context, state State) (string, error) { return state.Master, nil })
}

// Check counts the data keys that a recovery key opens, and those it does not.
// It writes nothing.
type Check struct {
	Opens  int
	Lacks  int // have no copy for this key
	Broken int // have one that does not open
}

// CheckEscrow proves what a recovery key can do, and changes nothing.
func (s *Service) CheckEscrow(ctx context.Context, key *seal.Recovery) (c Check, err error) {
	free := func(context.Context) error { return nil }
	err = s.walk(ctx, free, func(rows []Row) error {
		for _, r := range rows {
			if r.EscrowKey != key.Public().ID() {
				c.Lacks++
			} else if _, err := key.Open(r.Space, r.Version, r.Escrow); err != nil {
				c.Broken++
			} else {
				c.Opens++
			}
		}
		return nil
	})
	return c, err
}

// ErrNoCopy is the cause when a recovery key does not open every data key.
var ErrNoCopy = errors.New("this recovery key does not open every data key; nothing was changed")

// Recover opens every data key with the recovery key and wraps it with a new
// master key. The old one is not needed. All must open before anything changes.
func (s *Service) Recover(ctx context.Context, key *seal.Recovery, master string) (n int, err error) {
	if _, err := s.master.Holder(ctx, master); err != nil {
		return 0, err
	}
	if err := s.Opens(ctx, key, master); err != nil {
		return 0, err
	}
	err = s.lease(ctx, func(step func(context.Context) error) error {
		if err := s.use(ctx, master, Recovered, map[string]string{"recovery": key.Public().ID()}); err != nil {
			return err
		}
		err := s.walk(ctx, step, func(rows []Row) error {
			done, err := s.rescue(ctx, key, master, rows)
			n += done
			s.progress(n)
			return err
		})
		if err != nil {
			return err
		}
		return s.record(ctx, Wrapped, map[string]string{"master": master, "keys": strconv.Itoa(n)}, nil)
	})
	return n, err
}

// Opens makes sure that a recovery key opens every data key, and changes
// nothing. What the new master key wraps already comes from a try that was cut
// short.
func (s *Service) Opens(ctx context.Context, key *seal.Recovery, master string) error {
	free := func(context.Context) error { return nil }
	bad := 0
	err := s.walk(ctx, free, func(rows []Row) error {
		for _, r := range rows {
			if r.Master == master {
				continue
			}
			if _, err := key.Open(r.Space, r.Version, r.Escrow); err != nil || r.EscrowKey != key.Public().ID() {
				bad++
			}
		}
		return nil
	})
	if err == nil && bad > 0 {
		err = fmt.Errorf("%w: %d data keys have no copy for it", ErrNoCopy, bad)
	}
	return err
}

func (s *Service) rescue(ctx context.Context, key *seal.Recovery, master string, rows []Row) (int, error) {
	var was, now []Row
	for _, r := range rows {
		if r.Master == master {
			continue
		}
		raw, err := key.Open(r.Space, r.Version, r.Escrow)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", nameOf(r), err)
		}
		out := r
		if err := s.wrap(ctx, &out, master, raw); err != nil {
			return 0, fmt.Errorf("%s: %w", nameOf(r), err)
		}
		was, now = append(was, r), append(now, out)
	}
	return s.replace(ctx, was, now)
}
