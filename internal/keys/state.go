package keys

import (
	"context"

	"trialogue/internal/errs"
)

// Counts are the data keys by how they are.
type Counts struct {
	Current   int            // the newest of a space
	Older     int            // needed for texts that were sealed earlier
	Destroyed int            // gone for ever
	Highest   int            // version of the space that was turned most often
	Masters   map[string]int // living ones by the master key that wrapped them
	Escrows   map[string]int // living ones by the recovery key that opens them; "" for none
}

// State is how the keys of a service are.
type State struct {
	Counts
	Master   string // id of the master key that wraps
	Recovery string // id of the recovery key; empty for none
	Turned   int64  // when another master key was last taken into use; 0 for never
	Data     int64  // when a space last got a new data key
}

// Rewrap counts living data keys that another master key wraps than the one in use.
func (s State) Rewrap() (n int) {
	for master, count := range s.Masters {
		if master != s.Master {
			n += count
		}
	}
	return n
}

// Unclosed counts living data keys that the recovery key does not open.
func (s State) Unclosed() (n int) {
	for recovery, count := range s.Escrows {
		if recovery != s.Recovery {
			n += count
		}
	}
	return n
}

// State reads how the keys are. It needs no master key.
func (s *Service) State(ctx context.Context) (out State, err error) {
	public, err := s.recovery(ctx)
	if err != nil {
		return out, err
	}
	if public != nil {
		out.Recovery = public.ID()
	}
	err = s.run.View(ctx, func(x Tx) (err error) {
		if out.Counts, err = x.CountKeys(ctx); err != nil {
			return err
		}
		if out.Master, err = x.KeySetting(ctx, MasterSetting); err != nil {
			return err
		}
		if out.Data, err = x.LastTurn(ctx, DataTurned); err != nil {
			return err
		}
		for _, ground := range []string{MasterTurned, Recovered} {
			at, err := x.LastTurn(ctx, ground)
			if err != nil {
				return err
			}
			out.Turned = max(out.Turned, at)
		}
		return nil
	})
	return out, err
}

// Forget records that a file with an older master key goes away, after it has
// made sure that no living data key needs it. take removes the file.
func (s *Service) Forget(ctx context.Context, master string, take func() error) error {
	return s.lease(ctx, func(func(context.Context) error) error {
		state, err := s.State(ctx)
		if err != nil {
			return err
		}
		if n := state.Masters[master]; n > 0 || master == state.Master {
			return errs.E(errs.Conflict, "keys.Forget", "", needed(n))
		}
		// A transaction that was open when the master key changed may still write
		// a key that the old one wrapped. None is open for that long.
		if since := s.now().UnixMicro() - state.Turned; since < leaseLong.Microseconds() {
			return errs.E(errs.Conflict, "keys.Forget", "", errTooSoon)
		}
		if err := s.record(ctx, MasterForgotten, map[string]string{"master": master}, nil); err != nil {
			return err
		}
		return take()
	})
}
