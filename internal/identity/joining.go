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

// Joins is what joining two accounts of one person needs of a transaction.
type Joins interface {
	PutJoining(ctx context.Context, j Joining) error
	Joining(ctx context.Context, joining string) (Joining, error)
	// SetJoined lets one account sign in for another, or, where to is empty, no more.
	SetJoined(ctx context.Context, who, to id.Person) error
	// JoinedTo lists the accounts that one signs in for.
	JoinedTo(ctx context.Context, p id.Person) ([]triangle.Person, error)
	EndSessions(ctx context.Context, p id.Person, keep string, now int64) error
	// SetSelf says through which joined account a session looks; empty for its own.
	SetSelf(ctx context.Context, p id.Person, session string, self id.Person) error
	// EndJoining marks it as done; one that is done already is errs.Conflict.
	EndJoining(ctx context.Context, joining string, at int64) error
}

// Joining is the time between proving a second account and saying yes.
//
// Two joined accounts are one way in with two places to look from. Nothing that
// was said, shared or recorded changes its owner: in each triangle somebody
// stays who they are there. So nothing can become visible that was not before.
type Joining struct {
	ID      string
	Account id.Person // signs in from then on
	Other   id.Person // was proved
	Made    int64
	Ends    int64
	Done    int64
}

// joiningLife is how long the yes may take.
const joiningLife = 10 * time.Minute

// Proving is what somebody types to prove that another account is theirs, and
// from where.
type Proving struct{ Email, Password, Code, Address string }

// Prove begins to join: somebody who is signed in proves that another account
// is theirs too. The id is drawn with the form.
func (s *Service) Prove(ctx context.Context, p triangle.Person, joining string, by Proving) (err error) {
	defer errs.Wrap("identity.Prove", &err)
	if !id.Valid(joining) {
		return errs.Missing("identity.Prove")
	}
	if p.Corner == sharing.Professional {
		return refuse("joined.work")
	}
	other, err := s.prover.Recognise(ctx, by.Email, by.Password, by.Code, by.Address)
	if err != nil {
		return err
	}
	now := s.now()
	j := Joining{ID: joining, Account: p.ID, Other: other, Made: now.UnixMicro(), Ends: now.Add(joiningLife).UnixMicro()}
	err = s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if err := s.joinable(ctx, x, j); err != nil {
			return err
		}
		return x.PutJoining(ctx, j)
	})
	if errs.Is(err, errs.Conflict) && errs.KeyOf(err) == "" { // the form was sent twice
		_, err = s.Plan(ctx, p, joining)
	}
	return err
}

func refuse(key string) error {
	var p errs.Problems
	p.Add("email", key)
	return p.Err("identity.joinable")
}

// joinable refuses what would put one person into two corners, and accounts that an organisation gave.
func (s *Service) joinable(ctx context.Context, x Tx, j Joining) error {
	if j.Account == j.Other {
		return refuse("joined.same")
	}
	one, err := x.Person(ctx, j.Account)
	if err != nil {
		return err
	}
	other, err := x.Person(ctx, j.Other)
	if err != nil {
		return err
	}
	for _, p := range []triangle.Person{one, other} {
		if p.Corner == sharing.Professional || Oversees(p) || p.Closed != 0 {
			return refuse("joined.work")
		}
	}
	places := map[id.Triangle]bool{}
	accounts, err := x.JoinedTo(ctx, j.Account)
	if err != nil {
		return err
	}
	for _, p := range append(accounts, one) {
		mine, err := x.TrianglesOf(ctx, p.ID, s.now().UnixMicro())
		if err != nil {
			return err
		}
		for _, t := range mine {
			places[t.ID] = true
		}
	}
	others, err := x.JoinedTo(ctx, j.Other)
	if err != nil {
		return err
	}
	for _, p := range append(others, other) {
		theirs, err := x.TrianglesOf(ctx, p.ID, s.now().UnixMicro())
		if err != nil {
			return err
		}
		for _, t := range theirs {
			if places[t.ID] {
				return refuse("joined.same-triangle")
			}
		}
	}
	return nil
}

// Plan is what will happen, to be read before the yes.
type Plan struct {
	Joining
	Person    triangle.Person     // whose account it was
	Triangles []triangle.Triangle // where it stands
}

// Plan reads what a proved joining would do.
func (s *Service) Plan(ctx context.Context, p triangle.Person, joining string) (out Plan, err error) {
	defer errs.Wrap("identity.Plan", &err)
	err = s.run.View(ctx, func(x Tx) error {
		if out.Joining, err = s.proven(ctx, x, p.ID, joining); err != nil {
			return err
		}
		if out.Person, err = x.Person(ctx, out.Other); err != nil {
			return err
		}
		out.Triangles, err = x.TrianglesOf(ctx, out.Other, s.now().UnixMicro())
		return err
	})
	return out, err
}

// proven finds a joining of somebody whose time has not run out.
func (s *Service) proven(ctx context.Context, x Tx, p id.Person, joining string) (Joining, error) {
	j, err := x.Joining(ctx, joining)
	if err == nil && (j.Account != p || s.now().UnixMicro() >= j.Ends) {
		err = errs.Missing("identity.proven")
	}
	return j, err
}

// Join joins what was proved. It stands on record for both, and both addresses are told.
func (s *Service) Join(ctx context.Context, p triangle.Person, joining string) (err error) {
	defer errs.Wrap("identity.Join", &err)
	plan, err := s.Plan(ctx, p, joining)
	if err != nil || plan.Done != 0 {
		return err
	}
	now := s.now()
	stays, err := disclose.DrawRecord(account(p.ID, p.ID, "joined", now, map[string]string{"other": string(plan.Other)}))
	if err != nil {
		return err
	}
	goes, err := disclose.DrawRecord(account(p.ID, plan.Other, "joined-to", now, map[string]string{"other": string(p.ID)}))
	if err != nil {
		return err
	}
	here, there := tell(p.ID, "joined", now), tell(plan.Other, "joined", now)
	there.Payload["own"] = "yes"
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		j, err := s.proven(ctx, x, p.ID, joining)
		if err != nil {
			return err
		}
		if err := s.joinable(ctx, x, j); err != nil {
			return err
		}
		if err := x.EndJoining(ctx, joining, now.UnixMicro()); err != nil {
			return err
		}
		if err := x.SetJoined(ctx, j.Other, j.Account); err != nil {
			return err
		}
		if err := x.EndSessions(ctx, j.Other, "", now.UnixMicro()); err != nil {
			return err
		}
		for _, job := range []disclose.Job{here, there} {
			if err := x.PutJob(ctx, job); err != nil {
				return err
			}
		}
		if _, err := stays.In(ctx, x); err != nil {
			return err
		}
		_, err = goes.In(ctx, x)
		return err
	})
}

// Selves lists the accounts that somebody signs in for besides their own.
func (s *Service) Selves(ctx context.Context, p id.Person) (out []triangle.Person, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.JoinedTo(ctx, p)
		return err
	})
	return out, err
}

// LookFrom lets a session look from one of its person's accounts; their own is itself.
func (s *Service) LookFrom(ctx context.Context, p id.Person, session string, self id.Person) (err error) {
	defer errs.Wrap("identity.LookFrom", &err)
	return s.run.Update(ctx, func(x Tx) error {
		all, err := x.JoinedTo(ctx, p)
		if err != nil {
			return err
		}
		if self == p {
			return x.SetSelf(ctx, p, session, "")
		}
		for _, one := range all {
			if one.ID == self {
				return x.SetSelf(ctx, p, session, self)
			}
		}
		return errs.Missing("identity.LookFrom")
	})
}

// Part undoes a joining. Each account is again as it was, with its own way in.
// The organisation is asked to look into it.
func (s *Service) Part(ctx context.Context, p triangle.Person, other id.Person) (err error) {
	defer errs.Wrap("identity.Part", &err)
	now := s.now()
	noted, err := disclose.DrawRecord(account(p.ID, other, "parted", now, nil))
	if err != nil {
		return err
	}
	look := Case{ID: id.New(), Kind: JoinedWrongly, One: min(p.ID, other), Other: max(p.ID, other), Made: now.UnixMicro()}
	letter := tell(other, "parted", now)
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		all, err := x.JoinedTo(ctx, p.ID)
		if err != nil {
			return err
		}
		for _, one := range all {
			if one.ID != other {
				continue
			}
			if err := x.SetJoined(ctx, other, ""); err != nil {
				return err
			}
			if err := x.PutCase(ctx, look); err != nil {
				return err
			}
			if err := x.PutJob(ctx, letter); err != nil {
				return err
			}
			_, err = noted.In(ctx, x)
			return err
		}
		return errs.Missing("identity.Part")
	})
}
