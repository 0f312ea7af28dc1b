package signin

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// ArrivedJob tells somebody by mail that their account was used from a device
// that it does not know. Payload: "person".
const ArrivedJob = "account-arrived"

// askedFor is how long somebody is asked about a sign-in.
const askedFor = 30 * 24 * time.Hour

// DeviceKept is how long a device is known after its last sign-in.
const DeviceKept = 180 * 24 * time.Hour

// Device is a browser in which an account was used.
type Device struct {
	Hash   string
	Person id.Person
	Name   string
	At     int64
}

// ArrivalKind says what somebody is asked about.
type ArrivalKind string

// The kinds.
const (
	NewDevice   ArrivalKind = "new"     // signed in from a device that was not used before
	UsedChanged ArrivalKind = "changed" // a session was used from another device, and ended
)

// Arrival is something about which somebody says "that was me", or not.
type Arrival struct {
	ID      string
	Person  id.Person
	Session string
	Device  string
	Kind    ArrivalKind
	At      int64
	Times   int // how often the same was asked and not answered, this one with it
}

// like reports whether one answer settles both.
func (a Arrival) like(b Arrival) bool { return a.Kind == b.Kind && a.Device == b.Device }

// NewMark draws what the long cookie of a device holds after a sign-in. It names
// nobody, and is another one each time: one that somebody put there before, or
// kept, is known to no account.
func NewMark() string { return drawToken() }

// arriving prepares what a sign-in leaves: a known device, and a question where
// it is a new one. Who signs in for the first time ever is not asked.
func (s *Service) arriving(one Session, by Proof) func(context.Context, Tx) error {
	if by.Mark == "" {
		return func(context.Context, Tx) error { return nil }
	}
	asked := s.asking(one, NewDevice, by.Device)
	device := Device{Hash: hashToken(by.Mark), Person: one.Person, Name: by.Device, At: one.Made}
	return func(ctx context.Context, t Tx) error {
		sessions, known, err := t.DevicesOf(ctx, one.Person, hashToken(by.Held))
		if err != nil {
			return err
		}
		if err := t.PutDevice(ctx, device, hashToken(by.Held)); err != nil {
			return err
		}
		// The first ever, a device that was used before, or somebody who is told at each step.
		if sessions <= 1 || known > 0 || by.Way == ByReturn {
			return nil
		}
		return asked(ctx, t)
	}
}

// asking prepares a question, and the mail that goes with it.
func (s *Service) asking(one Session, kind ArrivalKind, device string) func(context.Context, Tx) error {
	a := Arrival{ID: id.New(), Person: one.Person, Session: one.ID, Device: device, Kind: kind, At: s.now().UnixMicro()}
	mail := s.mailTo(ArrivedJob, one.Person, map[string]string{"kind": string(kind)})
	return func(ctx context.Context, t Tx) error {
		if err := t.PutArrival(ctx, a); err != nil {
			return err
		}
		return t.PutJob(ctx, mail)
	}
}

// mailTo is a job for a mail to one person; two that wait are one.
func (s *Service) mailTo(kind string, p id.Person, more map[string]string) disclose.Job {
	at := s.now().UnixMicro()
	payload := map[string]string{"person": string(p)}
	key := kind + "/" + string(p)
	for name, value := range more {
		payload[name] = value
		key += "/" + value
	}
	return disclose.Job{ID: id.New(), Kind: kind, UniqueKey: key, Payload: payload, RunAt: at, Made: at}
}

// Arrivals lists what somebody is asked about, newest first, each kind of device
// once. A session is never asked about itself: whoever holds it would only say yes.
func (s *Service) Arrivals(ctx context.Context, p id.Person, session string) (out []Arrival, err error) {
	err = s.run.View(ctx, func(t Tx) error {
		out = nil
		all, err := t.Arrivals(ctx, p, s.now().Add(-askedFor).UnixMicro())
		for _, a := range all {
			if a.Session == session {
				continue
			}
			i := slices.IndexFunc(out, a.like)
			if i < 0 {
				i, out = len(out), append(out, a)
			}
			out[i].Times++
		}
		return err
	})
	return out, err
}

// WasMe settles a question: it was the person.
func (s *Service) WasMe(ctx context.Context, p id.Person, session, arrival string) error {
	return s.answer(ctx, p, session, arrival, func(Tx, []Arrival) error { return nil })
}

// WasNotMe settles a question: it was somebody else. Their session ends at once,
// and every device has to be new again.
func (s *Service) WasNotMe(ctx context.Context, p id.Person, session, arrival string) error {
	record, err := s.note(ledger.Account, p, p, "not-me")
	if err != nil {
		return err
	}
	now := s.now().UnixMicro()
	return s.answer(ctx, p, session, arrival, func(t Tx, all []Arrival) error {
		for _, a := range all {
			if err := t.EndSession(ctx, p, a.Session, now); err != nil {
				return err
			}
		}
		if err := t.ForgetDevices(ctx, p); err != nil {
			return err
		}
		_, err := record.In(ctx, t)
		return err
	})
}

// answer settles a question of a person and those that were shown as one with
// it. One that is not theirs, or is settled, changes nothing.
func (s *Service) answer(ctx context.Context, p id.Person, session, arrival string, then func(Tx, []Arrival) error) error {
	now := s.now()
	return s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		all, err := t.Arrivals(ctx, p, now.Add(-askedFor).UnixMicro())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(a Arrival) bool { return a.ID == arrival && a.Session != session })
		if i < 0 {
			return nil
		}
		var settled []Arrival
		for _, a := range all {
			if !a.like(all[i]) || a.Session == session {
				continue
			}
			if err := t.AnswerArrival(ctx, p, a.ID, now.UnixMicro()); err != nil {
				return err
			}
			settled = append(settled, a)
		}
		return then(t, settled)
	})
}

// Keep says what the sweep leaves: what is older goes.
type Keep struct{ Guesses, Devices, Arrivals, Recoveries int64 }

// SweepJob forgets what is over, once a day.
const SweepJob = "sweep-guard"

// Sweep does a SweepJob.
func (s *Service) Sweep(ctx context.Context, _ disclose.Job) error {
	before := func(d time.Duration) int64 { return s.now().Add(-d).UnixMicro() }
	return s.run.Update(ctx, func(t Tx) error {
		return t.SweepGuard(ctx, Keep{Guesses: before(3 * 24 * time.Hour), Devices: before(DeviceKept), Arrivals: before(2 * askedFor), Recoveries: before(askedFor)})
	})
}
