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
	beginningsMost = 60
	beginningsTime = time.Minute
)

// Begin makes an account for a service user or a carer. An address that is
// taken gets the same answer, at the same pace, and changes nothing; then made
// is false, and only the owner of the address is told.
func (s *Service) Begin(ctx context.Context, n NewAccount) (p triangle.Person, made bool, err error) {
	defer errs.Wrap("signin.Begin", &err)
	n.Role, n.Team, n.Phone, n.Admin = "", "", "", false
	if n.Corner == sharing.Professional {
		n.Corner = ""
	}
	if err := n.problems().Err("signin.Begin"); err != nil {
		return p, false, err
	}
	if err := s.calm(ctx); err != nil {
		return p, false, err
	}
	p, err = s.SignUp(ctx, n)
	if !taken(err) {
		return p, err == nil, err
	}
	return triangle.Person{}, false, s.tellOwner(ctx, n.Email)
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

func (s *Service) tellOwner(ctx context.Context, email string) error {
	at, job := s.now().UnixMicro(), id.New()
	return s.run.Update(ctx, func(t Tx) error {
		owner, err := t.PersonByEmail(ctx, FoldEmail(email))
		if errs.Is(err, errs.NotFound) { // closed meanwhile: nobody to tell
			return nil
		}
		if err != nil {
			return err
		}
		return t.PutJob(ctx, disclose.Job{
			ID: job, Kind: KnownJob, UniqueKey: KnownJob + "/" + string(owner.ID), Payload: map[string]string{"person": string(owner.ID)}, RunAt: at, Made: at,
		})
	})
}
