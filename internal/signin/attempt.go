package signin

import (
	"context"
	"crypto/rand"
	"errors"
	"strconv"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/triangle"
)

// Grounds on which somebody is turned away.
const (
	WrongPassword = "wrong-password"
	DeviceChanged = "device-changed"
)

// try is one attempt to sign in.
type try struct {
	lanes  []Lane
	person triangle.Person // zero where nobody has this address
	stored string
	ends   int64 // when the password stops working; 0 for one of a person's own
}

// SignIn checks e-mail and password and starts a session. The token goes into
// the cookie and nowhere else. Every way to fail has the same words, the same
// statements and the same hash: an address that nobody has costs as much.
func (s *Service) SignIn(ctx context.Context, email, password string, by Proof) (token string, err error) {
	defer errs.Wrap("signin.SignIn", &err)
	one, err := s.attempt(ctx, email, by)
	if err != nil {
		return "", err
	}
	ok, err := s.hashes.fits(ctx, password, one.stored)
	if err != nil { // too busy to look at it: then it was no try
		return "", errors.Join(err, s.giveBack(ctx, one.lanes))
	}
	if !ok {
		return "", s.failed(ctx, one.person.ID)
	}
	better, err := s.hashes.better(ctx, password, one.stored)
	if err != nil {
		return "", err
	}
	if by.Level, err = s.afterPassword(ctx, one.person.ID); err != nil {
		return "", err
	}
	by.Way = ByPassword
	return s.start(ctx, one.person.ID, by, func(t Tx) error {
		if better != "" {
			if err := t.SetPassword(ctx, one.person.ID, better); err != nil {
				return err
			}
		}
		if one.ends != 0 {
			if err := t.LimitPassword(ctx, one.person.ID, min(one.ends, s.now().Add(GivenUsed).UnixMicro())); err != nil {
				return err
			}
		}
		return passed(ctx, t, one.lanes)
	})
}

// attempt counts a try, or refuses it, and reads the account. A device that has
// signed in to the account before has a lane that strangers cannot fill.
func (s *Service) attempt(ctx context.Context, email string, by Proof) (one try, err error) {
	folded := FoldEmail(email)
	err = s.run.UpdateScope(ctx, slowScope, func(t Tx) error {
		one = try{}
		known, err := t.KnowsDevice(ctx, hashToken(by.Held), folded)
		if err != nil {
			return err
		}
		pressed := false
		one.lanes = []Lane{deviceLane(email, by.Held)}
		if !known {
			one.lanes = []Lane{pairLane(email, by.Address), netLane(by.Address), accountLane(email)}
			_, all, err := read(ctx, t, accountLane(email))
			if err != nil {
				return err
			}
			pressed = all.lately(s.now().UnixMicro()) >= underFire
		}
		if err := s.take(ctx, t, pressed, one.lanes); err != nil {
			return err
		}
		return one.find(ctx, t, folded, s.now().UnixMicro())
	})
	return one, err
}

// find reads the account, with the same statements where there is none.
func (one *try) find(ctx context.Context, t Tx, folded string, now int64) (err error) {
	if one.person, err = t.PersonByEmail(ctx, folded); err != nil && !errs.Is(err, errs.NotFound) {
		return err
	}
	if one.stored, err = t.Password(ctx, one.person.ID); err != nil && !errs.Is(err, errs.NotFound) {
		return err
	}
	if one.ends, err = t.PasswordEnds(ctx, one.person.ID); err != nil && !errs.Is(err, errs.NotFound) {
		return err
	}
	if one.ends != 0 && now >= one.ends {
		one.stored = ""
	}
	return nil
}

func (s *Service) failed(ctx context.Context, p id.Person) error {
	if err := s.turnAway(ctx, p, WrongPassword); err != nil {
		return err
	}
	var problems errs.Problems
	problems.Add("email", "signin.no-match")
	return problems.Err("signin.SignIn")
}

// Refusals is how often somebody was turned away in a quarter of an hour.
type Refusals struct {
	Person id.Person // empty for all addresses together that nobody has
	Ground string
	Since  int64
	Tries  int
}

const (
	// RefusalsJob puts refusals on record when their quarter of an hour is over.
	RefusalsJob = "turned-away"
	// RefusalsAtOnce is how many it takes in one transaction.
	RefusalsAtOnce = 100

	quarter = 15 * time.Minute
)

// turnAway counts a refusal. It stands in the chain when the quarter of an hour
// is over: one record for an account and a ground, with a number, and one for
// all addresses that nobody has. So nobody can fill the chain, and a refusal
// costs the same whoever was meant.
func (s *Service) turnAway(ctx context.Context, p id.Person, ground string) error {
	now := s.now()
	since := now.Truncate(quarter)
	job := disclose.Job{
		ID: id.New(), Kind: RefusalsJob, UniqueKey: RefusalsJob + "/" + strconv.FormatInt(since.Unix(), 10), Payload: map[string]string{},
		RunAt: since.Add(quarter).UnixMicro(), Made: now.UnixMicro(),
	}
	return s.run.UpdateScope(ctx, slowScope, func(t Tx) error {
		if err := t.CountTurnedAway(ctx, Refusals{Person: p, Ground: ground, Since: since.UnixMicro()}); err != nil {
			return err
		}
		return t.PutJob(ctx, job)
	})
}

// RecordRefusals does a RefusalsJob.
func (s *Service) RecordRefusals(ctx context.Context, _ disclose.Job) (err error) {
	defer errs.Wrap("signin.RecordRefusals", &err)
	for {
		n, err := s.recordRefusals(ctx)
		if err != nil || n < RefusalsAtOnce {
			return err
		}
	}
}

func (s *Service) recordRefusals(ctx context.Context) (n int, err error) {
	salts := make([]ledger.Salt, RefusalsAtOnce)
	for i := range salts {
		if salts[i], err = ledger.NewSalt(rand.Reader); err != nil {
			return 0, err
		}
	}
	before := s.now().Truncate(quarter).UnixMicro()
	err = s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		all, err := t.TakeTurnedAway(ctx, before)
		if n = len(all); err != nil || n == 0 {
			return err
		}
		records := make([]ledger.Record, 0, n)
		for _, r := range all {
			records = append(records, ledger.Record{
				Triangle: string(id.Organisation), At: s.now().UnixMicro(), Kind: ledger.TurnedAway, Actor: nobody, Person: string(r.Person), Ground: r.Ground,
				Extra: map[string]string{"tries": strconv.Itoa(r.Tries), "since": strconv.FormatInt(r.Since, 10)},
			})
		}
		_, err = t.Append(ctx, id.Organisation, records, salts[:n])
		return err
	})
	return n, err
}

// nobody acts where it is not known who did.
const nobody = "nobody"
