package identity

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Closings is what closing an account needs of a transaction.
type Closings interface {
	// PutClosing notes that an account closes; it stands until it is dropped.
	PutClosing(ctx context.Context, c Closing) error
	// Closing is errs.NotFound where an account stays.
	Closing(ctx context.Context, p id.Person) (Closing, error)
	DropClosing(ctx context.Context, p id.Person) error
	ClosePerson(ctx context.Context, p id.Person, now int64) error
	// DropUnsent forgets drafts, and what was kept for mails.
	DropUnsent(ctx context.Context, p id.Person) error
	// DropOwn forgets ways in, devices and profile.
	DropOwn(ctx context.Context, p id.Person) error
	// DestroyKey destroys all keys of a space, for good.
	DestroyKey(ctx context.Context, space string, now int64) error
}

// Closing is an account that closes when a time has passed in which its person can come back.
type Closing struct {
	Person id.Person
	Made   int64
	Ends   int64
	File   bool // erase their own file too
}

// Pause is how long somebody can come back.
const Pause = 14 * 24 * time.Hour

// CloseJob closes an account when its pause is over. Payload: "person".
const CloseJob = "close-account"

// MayClose reports whether somebody closes their account themselves. Who works
// for the organisation is let go by it, so the last administrator cannot leave it alone.
func MayClose(p triangle.Person) bool {
	return p.Corner != sharing.Professional && !p.Admin && !p.Governs
}

// Close ends all sessions and begins the pause. Signing in again brings the account back.
func (s *Service) Close(ctx context.Context, p triangle.Person, c Closing) (err error) {
	defer errs.Wrap("identity.Close", &err)
	if !MayClose(p) {
		return errs.Missing("identity.Close")
	}
	now := s.now()
	c.Person, c.Made, c.Ends = p.ID, now.UnixMicro(), now.Add(Pause).UnixMicro()
	noted, err := disclose.DrawRecord(account(p.ID, p.ID, "closing", now, nil))
	if err != nil {
		return err
	}
	letter := tell(p.ID, "closing", now)
	// No unique key: who comes back and closes again has a job for each time, and
	// the earlier one finds that it is not due.
	job := disclose.Job{ID: id.New(), Kind: CloseJob, Payload: map[string]string{"person": string(p.ID)}, RunAt: c.Ends, Made: c.Made}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if _, err := x.Closing(ctx, p.ID); !errs.Is(err, errs.NotFound) {
			return err // pressed twice
		}
		if err := x.PutClosing(ctx, c); err != nil {
			return err
		}
		if err := x.EndSessions(ctx, p.ID, "", now.UnixMicro()); err != nil {
			return err
		}
		for _, j := range []disclose.Job{letter, job} {
			if err := x.PutJob(ctx, j); err != nil {
				return err
			}
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// Stay brings an account back: its person has signed in again.
func (s *Service) Stay(ctx context.Context, p id.Person) (err error) {
	defer errs.Wrap("identity.Stay", &err)
	noted, err := disclose.DrawRecord(account(p, p, "stayed", s.now(), nil))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if _, err := x.Closing(ctx, p); err != nil {
			if errs.Is(err, errs.NotFound) {
				return nil
			}
			return err
		}
		if err := x.DropClosing(ctx, p); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// Jobs say who does which kind of job.
func (s *Service) Jobs() map[string]func(context.Context, disclose.Job) error {
	return map[string]func(context.Context, disclose.Job) error{CloseJob: s.carryOut, EraseJob: s.erase}
}

// carryOut closes an account whose pause is over: places first, then the file
// if that was asked for, then the account itself. Done twice is done once.
func (s *Service) carryOut(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("identity.carryOut", &err)
	who := id.Person(j.Payload["person"])
	c, selves, err := s.due(ctx, who)
	if err != nil || c.Person == "" {
		return err
	}
	for _, p := range append(selves, who) {
		if err := s.leaveAll(ctx, p, c.File); err != nil {
			return err
		}
	}
	for _, p := range append(selves, who) {
		if err := s.shut(ctx, p, who); err != nil {
			return err
		}
	}
	return nil
}

// due finds a closing whose time has come; none where its person came back.
func (s *Service) due(ctx context.Context, who id.Person) (c Closing, selves []id.Person, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		selves = nil
		if c, err = x.Closing(ctx, who); errs.Is(err, errs.NotFound) || c.Ends > s.now().UnixMicro() {
			c = Closing{}
			return nil
		}
		if err != nil {
			return err
		}
		joined, err := x.JoinedTo(ctx, who)
		for _, p := range joined {
			selves = append(selves, p.ID)
		}
		return err
	})
	return c, selves, err
}

// leaveAll ends a carer's places, and erases their own file where that was asked for.
func (s *Service) leaveAll(ctx context.Context, p id.Person, file bool) error {
	var mine []triangle.Triangle
	if err := s.run.View(ctx, func(x Tx) (err error) {
		mine, err = x.TrianglesOf(ctx, p, s.now().UnixMicro())
		return err
	}); err != nil {
		return err
	}
	for _, t := range mine {
		me, _ := t.Member(p)
		switch {
		case t.Kind == triangle.File && file:
			if err := s.EraseFile(ctx, p); err != nil && !errs.Is(err, errs.Conflict) { // it must be kept: the account closes all the same
				return err
			}
		case t.Kind == triangle.Three && me.Corner == sharing.Carer:
			if err := s.places.Leave(ctx, p, t.ID); err != nil && !errs.Is(err, errs.NotFound) && !errs.Is(err, errs.Conflict) {
				return err
			}
		}
	}
	return nil
}

// shut closes one account: ways in, sessions, drafts, and what was kept about
// the person alone. Their name stays beside what they said.
func (s *Service) shut(ctx context.Context, p, by id.Person) error {
	now := s.now()
	noted, err := disclose.DrawRecord(account(by, p, "closed", now, nil))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if c, err := x.Closing(ctx, by); err != nil || c.Ends > now.UnixMicro() {
			if errs.Is(err, errs.NotFound) { // they came back at the last moment
				return nil
			}
			return err
		}
		for _, do := range []func() error{
			func() error { return x.ClosePerson(ctx, p, now.UnixMicro()) },
			func() error { return x.EndSessions(ctx, p, "", now.UnixMicro()) },
			func() error { return x.DropUnsent(ctx, p) },
			func() error { return x.DropOwn(ctx, p) },
			func() error { return x.DropNumber(ctx, p) },
			func() error { return x.DestroyKey(ctx, PersonSpace(p), now.UnixMicro()) },
			func() error { return x.DropClosing(ctx, p) },
		} {
			if err := do(); err != nil {
				return err
			}
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// PersonSpace names the key of what is kept about one person alone.
func PersonSpace(p id.Person) string { return "person/" + string(p) }
