package signin

import (
	"context"
	"errors"
	"strings"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// outsideFor is how long somebody has to come back.
const outsideFor = 10 * time.Minute

// So many walks can begin in a minute, all together: a flood is not people.
const walksMost = 600

// OutsideGoing is somebody about to go to another organisation.
type OutsideGoing struct {
	Provider string
	Purpose  Purpose
	Next     string
	Secret   string    // of the browser's cookie
	Person   id.Person // of link and prove
	Session  string    // of link and prove
}

// Go begins a walk and gives the address at the other organisation.
func (o *Outside) Go(ctx context.Context, g OutsideGoing) (address string, err error) {
	defer wrapOutside("signin.Go", &err)
	if _, ok := o.Voucher(g.Provider); !ok {
		return "", errs.Missing("signin.Go")
	}
	w, err := newWalk(g.Secret)
	if err != nil {
		return "", err
	}
	address, err = o.with.Ask(ctx, g.Provider, OutsideQuestion{State: w.state, Nonce: w.nonce, Verifier: w.verifier, Again: g.Purpose == ToProve})
	if err != nil {
		return "", o.turnAway(ctx, g.Provider, g.Person, err)
	}
	now := o.now()
	a := OutsideAttempt{
		State: hashToken(w.state), Provider: g.Provider, Purpose: g.Purpose, Next: ownPath(g.Next), Person: g.Person, Session: g.Session,
		Made: now.UnixMicro(), Ends: now.Add(outsideFor).UnixMicro(),
	}
	return address, o.run.Update(ctx, func(t OutsideTx) error {
		n, err := t.CountOutsideAttempts(ctx, now.Add(-time.Minute).UnixMicro())
		if err != nil {
			return err
		}
		if n >= walksMost {
			return errs.E(errs.TooMuch, "signin.Go", "signup.wait", nil)
		}
		return t.PutOutsideAttempt(ctx, a)
	})
}

// ownPath keeps a path of ours and nothing else. Browsers drop tabs and line
// ends from addresses, so a path may hold no such letter.
func ownPath(next string) string {
	if len(next) > 1000 || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.Contains(next, `\`) {
		return ""
	}
	if strings.ContainsFunc(next, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return ""
	}
	return next
}

// wrapOutside leaves a refusal as it is.
func wrapOutside(op string, err *error) {
	if no := (*Refused)(nil); !errors.As(*err, &no) {
		errs.Wrap(op, err)
	}
}
