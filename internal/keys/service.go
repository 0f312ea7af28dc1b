// Package keys turns the keys that seal texts: it wraps data keys with another
// master key, gives spaces new data keys, seals old texts anew, and keeps a copy
// of every data key that only a recovery key opens. It knows ids and wrapped
// bytes; it never sees a text, and it never says who may.
package keys

import (
	"context"
	"errors"
	"fmt"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/seal"
	"trialogue/internal/tx"
)

// Row is one data key as the database keeps it.
type Row struct {
	Space     string
	Version   int
	Wrapped   []byte
	Master    string // id of the master key that wrapped it
	Escrow    []byte // the same key, for the recovery key alone; may be empty
	EscrowKey string // id of the recovery key; empty without escrow
	Made      int64
}

// Place is where a walk through the data keys has come to.
type Place struct {
	Space   string
	Version int
}

// Rows reads and changes data keys.
type Rows interface {
	// LiveKeys lists data keys that are not destroyed, by space and version.
	LiveKeys(ctx context.Context, after Place, n int) ([]Row, error)
	// ReplaceKey puts one row in the place of another, and reports whether
	// that other one was still there.
	ReplaceKey(ctx context.Context, was, now Row) (bool, error)
	// AddKey adds a version, and reports whether it was the next one of a space
	// that is alive.
	AddKey(ctx context.Context, r Row) (bool, error)
	// NewestKeys lists the newest version of each living space made before a time.
	NewestKeys(ctx context.Context, after string, before int64, n int) ([]Row, error)
	// CountKeys counts all data keys by how they are.
	CountKeys(ctx context.Context) (Counts, error)
}

// Settings are what the database says of its keys.
type Settings interface {
	KeySetting(ctx context.Context, name string) (string, error)
	PutKeySetting(ctx context.Context, name, value string) error
	// TakeLease takes the one lease of those who turn keys: errs.Conflict while
	// somebody else has it.
	TakeLease(ctx context.Context, holder string, now, until int64) error
	DropLease(ctx context.Context, holder string) error
	// LastTurn is when a key was last turned under a ground; 0 for never.
	LastTurn(ctx context.Context, ground string) (int64, error)
}

// Texts seals old texts with newer keys. No text leaves it.
type Texts interface {
	// OldTexts names spaces in which something is sealed with an older version.
	OldTexts(ctx context.Context, after string, n int) ([]string, error)
	// Reseal seals up to n texts of a space with its newest key, and says how many it did.
	Reseal(ctx context.Context, space string, n int) (int, error)
	disclose.Appender
}

// Tx is what this package needs of a transaction.
type Tx interface {
	Rows
	Settings
	Texts
}

// Names of settings, as the store has them.
const (
	MasterSetting   = "master"
	RecoverySetting = "recovery_key"
)

// What is recorded when a key was turned.
const (
	MasterTurned    = "master"        // another master key is in use
	Wrapped         = "wrapped"       // data keys were wrapped, or closed to the recovery key, anew
	DataTurned      = "data"          // a space has a new data key
	Resealed        = "resealed"      // old texts are sealed with the newest key
	RecoveryMade    = "recovery"      // there is a recovery key, or another one
	Recovered       = "recovered"     // the recovery key opened what the master key could not
	MasterForgotten = "old-forgotten" // a file with an older master key was taken away
)

// Operator stands in the record for whoever has a shell on the machine.
const Operator = "operator"

// leaseLong is how long a command that was killed keeps others waiting.
const leaseLong = 2 * time.Minute

// batch is how many data keys change in one transaction.
const batch = 100

// Master is what turning needs of master keys.
type Master interface {
	Holder(ctx context.Context, id string) (seal.Holder, error)
}

// Service turns keys.
type Service struct {
	run    tx.Runner[Tx]
	master Master
	now    func() time.Time
	// Progress, where set, hears how far a walk has come.
	Progress func(done int)
}

// New makes the service.
func New(run tx.Runner[Tx], master Master, now func() time.Time) *Service {
	return &Service{run: patient{run}, master: master, now: now}
}

// ErrBusy is the cause when somebody else turns keys.
var ErrBusy = errors.New("another command is turning keys on this database; if it was killed, wait two minutes")

// lease keeps others away while work runs, and is renewed by step.
func (s *Service) lease(ctx context.Context, work func(step func(context.Context) error) error) error {
	holder := id.New()
	step := func(ctx context.Context) error {
		now := s.now()
		err := s.run.Update(ctx, func(x Tx) error {
			return x.TakeLease(ctx, holder, now.UnixMicro(), now.Add(leaseLong).UnixMicro())
		})
		if errs.Is(err, errs.Conflict) {
			return errs.E(errs.Conflict, "keys.lease", "", ErrBusy)
		}
		return err
	}
	if err := step(ctx); err != nil {
		return err
	}
	err := work(step)
	after := context.WithoutCancel(ctx)
	return errors.Join(err, s.run.Update(after, func(x Tx) error { return x.DropLease(after, holder) }))
}

// record writes down what was done, in the chain of the organisation.
func (s *Service) record(ctx context.Context, ground string, extra map[string]string, also func(Tx) error) error {
	n, err := s.draw(ground, extra)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if also != nil {
			if err := also(x); err != nil {
				return err
			}
		}
		_, err := n.In(ctx, x)
		return err
	})
}

func (s *Service) draw(ground string, extra map[string]string) (disclose.Noted, error) {
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: s.now().UnixMicro(), Kind: ledger.KeyTurned, Actor: Operator, Ground: ground, Extra: extra,
	})
}

func (s *Service) progress(done int) {
	if s.Progress != nil {
		s.Progress(done)
	}
}

// walk goes through all living data keys in batches. step is asked before each.
func (s *Service) walk(ctx context.Context, step func(context.Context) error, do func([]Row) error) error {
	var at Place
	for {
		if err := step(ctx); err != nil {
			return err
		}
		var rows []Row
		if err := s.run.View(ctx, func(x Tx) (err error) { rows, err = x.LiveKeys(ctx, at, batch); return err }); err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		if err := do(rows); err != nil {
			return err
		}
		last := rows[len(rows)-1]
		at = Place{last.Space, last.Version}
	}
}

// replace writes changed rows. A row that somebody else changed meanwhile, or
// destroyed, stays as they left it.
func (s *Service) replace(ctx context.Context, was, now []Row) (changed int, err error) {
	if len(now) == 0 {
		return 0, nil
	}
	err = s.run.Update(ctx, func(x Tx) error {
		changed = 0
		for i := range now {
			yes, err := x.ReplaceKey(ctx, was[i], now[i])
			if err != nil {
				return err
			}
			if yes {
				changed++
			}
		}
		return nil
	})
	return changed, err
}

func nameOf(r Row) string { return fmt.Sprintf("%s (version %d)", r.Space, r.Version) }

// errTooSoon is the cause when an old master key shall be forgotten at once.
var errTooSoon = errors.New("the master key was changed less than two minutes ago: wait until nothing that began before can still need the old one")

func needed(n int) error {
	return fmt.Errorf("%d data keys still need this master key: run trialogue keys finish first", n)
}
