package signin

import (
	"context"
	"errors"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// How guessing gets slow. A lane has some free tries. From then on each try
// doubles the wait before the next: 1 second, 2, 4 … up to waitMost. A try is
// counted before it is looked at, so that many at once are not free, and given
// back when it was right. A try that comes too early costs nothing: no wait
// grows, no hash is computed.
const (
	waitFirst = time.Second
	waitMost  = 15 * time.Minute
	// forgetAfter without a try, a lane forgets half of its tries.
	forgetAfter = 6 * time.Hour

	freePair    = 5  // one account from one address, or from its known device
	freeNet     = 30 // one address, all accounts: a ward or a family shares one
	freeSession = 5  // a password asked for again at an open session
	freeCode    = 10 // codes of invitations, recovery, one-time codes

	// An account at which this many were wrong lately is under fire: an address
	// that is new to it has one try at once and then waits from underFireFirst on.
	// Nobody is refused for what others did, so its owner always has that try.
	underFire      = 20
	underFireFirst = 30 * time.Second
)

// slowScope is where tries are counted, one after the other.
const slowScope id.Triangle = "slow"

// Guess is how often something was tried.
type Guess struct {
	Tries int
	At    int64 // microseconds since 1970 UTC
	Until int64
}

// Lane is a place where guessing gets slow by itself. What it names is kept as a hash.
type Lane struct {
	name string
	free int
	// counts says that the lane is only counted and never refuses.
	counts bool
}

// SessionLane is for what is asked of somebody at an open session.
func SessionLane(p id.Person, session string) Lane {
	return Lane{name: "session/" + string(p) + "/" + session, free: freeSession}
}

// CodeLane is for codes of a kind, typed from one address.
func CodeLane(kind, address string) Lane {
	return Lane{name: "code/" + kind + "/" + address, free: freeCode}
}

func pairLane(email, address string) Lane {
	return Lane{name: "pair/" + FoldEmail(email) + "/" + address, free: freePair}
}

// deviceLane belongs to a device that has signed in to the account before.
func deviceLane(email, held string) Lane {
	return Lane{name: "device/" + FoldEmail(email) + "/" + hashToken(held), free: freePair}
}

func netLane(address string) Lane { return Lane{name: "net/" + address, free: freeNet} }

func accountLane(email string) Lane { return Lane{name: "account/" + FoldEmail(email), counts: true} }

// Wait is why a try was not taken: it came before its time.
type Wait struct{ Until time.Time }

func (w Wait) Error() string { return "signin: too early" }

// WaitUntil says until when somebody is to wait, if that is what an error means.
func WaitUntil(err error) (time.Time, bool) {
	var w Wait
	if !errors.As(err, &w) {
		return time.Time{}, false
	}
	return w.Until, true
}

func tooEarly(until int64) error {
	return errs.E(errs.TooMuch, "signin.take", "guard.wait", Wait{time.UnixMicro(until)})
}

// lately is how many tries still count.
func (g Guess) lately(now int64) int {
	if now <= g.At {
		return g.Tries
	}
	return g.Tries >> min(30, (now-g.At)/forgetAfter.Microseconds())
}

// next is a guess with one more try. Under fire, the wait begins sooner and longer.
func (l Lane) next(g Guess, now int64, pressed bool) Guess {
	free, first := l.free, waitFirst
	if pressed {
		free, first = 1, underFireFirst
	}
	out := Guess{Tries: g.lately(now) + 1, At: now}
	if over := out.Tries - free; over >= 0 && !l.counts {
		out.Until = now + min(waitMost, first<<min(over, 20)).Microseconds()
	}
	return out
}

// Take counts one try in each lane, or refuses it in all.
func (s *Service) Take(ctx context.Context, lanes ...Lane) error {
	return s.run.UpdateScope(ctx, slowScope, func(t Tx) error { return s.take(ctx, t, false, lanes) })
}

// take is Take inside a transaction. pressed says that the account is under fire.
func (s *Service) take(ctx context.Context, t Tx, pressed bool, lanes []Lane) error {
	now := s.now().UnixMicro()
	names, guesses := make([]string, len(lanes)), make([]Guess, len(lanes))
	var until int64
	for i, l := range lanes {
		var err error
		if names[i], guesses[i], err = read(ctx, t, l); err != nil {
			return err
		}
		until = max(until, guesses[i].Until)
	}
	if until > now {
		return tooEarly(until)
	}
	for i, l := range lanes {
		if err := t.PutGuess(ctx, names[i], l.next(guesses[i], now, pressed && i == 0)); err != nil {
			return err
		}
	}
	return nil
}

func read(ctx context.Context, t Tx, l Lane) (string, Guess, error) {
	name, err := t.Blind(ctx, l.name)
	if err != nil {
		return "", Guess{}, err
	}
	g, err := t.Guess(ctx, name)
	return name, g, err
}

// Passed gives back a try that was right: the first lane begins anew, the others
// forget this try and no other.
func (s *Service) Passed(ctx context.Context, lanes ...Lane) error {
	return s.run.UpdateScope(ctx, slowScope, func(t Tx) error { return passed(ctx, t, lanes) })
}

func passed(ctx context.Context, t Tx, lanes []Lane) error {
	for i, l := range lanes {
		name, err := t.Blind(ctx, l.name)
		if err != nil {
			return err
		}
		if i == 0 {
			err = t.ForgetGuess(ctx, name)
		} else {
			err = t.EaseGuess(ctx, name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// giveBack takes back a try that nobody looked at.
func (s *Service) giveBack(ctx context.Context, lanes []Lane) error {
	return s.run.UpdateScope(ctx, slowScope, func(t Tx) error {
		for _, l := range lanes {
			name, err := t.Blind(ctx, l.name)
			if err != nil {
				return err
			}
			if err := t.EaseGuess(ctx, name); err != nil {
				return err
			}
		}
		return nil
	})
}
