package signin

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// KnownJob tells the owner of an account, by mail, that somebody tried to begin
// another one with their address. Payload: "person".
const KnownJob = "account-known"

// So many accounts can begin in this time, all together: a flood is not people.
const (
	freeBegin      = 20 // from one address, before it slows down
	beginningsMost = 60
	beginningsTime = time.Minute
)

// Begin makes an account for a service user or a carer. An address that is
// taken gets the same answer, at the same pace, and changes nothing; then made
// is false, and only the owner of the address is told.
func (s *Service) Begin(ctx context.Context, n NewAccount, address string) (p triangle.Person, made bool, err error) {
	defer errs.Wrap("signin.Begin", &err)
	n.Role, n.Team, n.Phone, n.Admin = "", "", "", false
	if n.Corner == sharing.Professional {
		n.Corner = ""
	}
	if err := n.problems().Err("signin.Begin"); err != nil {
		return p, false, err
	}
	if err := s.Take(ctx, Lane{name: "begin/" + address, free: freeBegin}); err != nil {
		return p, false, err
	}
	if err := s.calm(ctx); err != nil {
		return p, false, err
	}
	p, err = s.SignUp(ctx, n)
	if made = err == nil; !made && !taken(err) {
		return p, false, err
	}
	return p, made, s.tellOwner(ctx, n.Email, made)
}

func taken(err error) bool {
	problems := errs.ProblemsOf(err)
	return len(problems) == 1 && problems[0].Key == "signup.email-taken"
}

// calm counts beginnings.
func (s *Service) calm(ctx context.Context) error {
	now := s.now()
	key := hashToken("begin")
	return s.run.Update(ctx, func(t Tx) error {
		n, err := t.CountAttempts(ctx, key, now.Add(-beginningsTime).UnixMicro())
		if err != nil {
			return err
		}
		if n >= beginningsMost {
			return errs.E(errs.TooMuch, "signin.Begin", "signup.wait", nil)
		}
		return t.PutAttempt(ctx, key, now.UnixMicro())
	})
}

// tellOwner queues a mail to the owner of an address that was taken. Where the
// account is new the same job is queued and says nothing: the work is the same.
func (s *Service) tellOwner(ctx context.Context, email string, fresh bool) error {
	at, job := s.now().UnixMicro(), id.New()
	say := "yes"
	if fresh {
		say = "no"
	}
	return s.run.Update(ctx, func(t Tx) error {
		owner, err := t.PersonByEmail(ctx, FoldEmail(email))
		if errs.Is(err, errs.NotFound) { // closed meanwhile: nobody to tell
			return nil
		}
		if err != nil {
			return err
		}
		return t.PutJob(ctx, disclose.Job{
			ID: job, Kind: KnownJob, UniqueKey: KnownJob + "/" + say + "/" + string(owner.ID), Payload: map[string]string{"person": string(owner.ID), "say": say}, RunAt: at, Made: at,
		})
	})
}
