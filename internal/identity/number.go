package identity

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/nhsnumber"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Numbers is what NHS numbers need of a transaction.
type Numbers interface {
	// PutNumber keeps a number, sealed, and tells which other accounts have the same.
	PutNumber(ctx context.Context, who id.Person, n nhsnumber.Number, by id.Person, at int64) ([]id.Person, error)
	Number(ctx context.Context, who id.Person) (nhsnumber.Number, error)
	DropNumber(ctx context.Context, who id.Person) error
	// PutCase stores something to look into; the same open one twice is one.
	PutCase(ctx context.Context, c Case) error
	Cases(ctx context.Context) ([]Case, error)
	EndCase(ctx context.Context, c Case) error
	// Overseers are those who look after how information is used, or else the administrators.
	Overseers(ctx context.Context) ([]id.Person, error)
}

// Case is something that the organisation has to look into: two accounts that
// may be one person's. It says so to nobody else.
type Case struct {
	ID      string
	Kind    string
	One     id.Person
	Other   id.Person
	Made    int64
	Done    int64
	DoneBy  id.Person
	Outcome string
}

// The kinds of case.
const (
	SameNumber    = "same-number"
	JoinedWrongly = "joined-wrongly"
)

// CaseOutcomes are how a case can end.
func CaseOutcomes() []string { return []string{"two-people", "one-person", "number-wrong"} }

// KeepNumber keeps somebody's NHS number: a service user's own, or entered by a
// professional of their triangle. t is empty for one's own. Whether another
// account has it is never told to the one who types.
func (s *Service) KeepNumber(ctx context.Context, by id.Person, t id.Triangle, who id.Person, typed string) (err error) {
	defer errs.Wrap("identity.KeepNumber", &err)
	n, err := nhsnumber.Parse(typed)
	if err != nil {
		var p errs.Problems
		p.Add("number", "identity.number-wrong")
		return p.Err("identity.KeepNumber")
	}
	now := s.now()
	noted, err := disclose.DrawRecord(account(by, who, "number-entered", now, nil))
	if err != nil {
		return err
	}
	cases := []string{id.New(), id.New(), id.New(), id.New()}
	var news []disclose.Job
	for range overseersMost {
		news = append(news, tell("", "", now))
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if err := s.mayKeep(ctx, x, by, t, who); err != nil {
			return err
		}
		same, err := x.PutNumber(ctx, who, n, by, now.UnixMicro())
		if err != nil {
			return err
		}
		for i := range min(len(same), len(cases)) {
			one, other := min(who, same[i]), max(who, same[i])
			if err := x.PutCase(ctx, Case{ID: cases[i], Kind: SameNumber, One: one, Other: other, Made: now.UnixMicro()}); err != nil {
				return err
			}
		}
		if len(same) > 0 {
			if err := s.alert(ctx, x, news); err != nil {
				return err
			}
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// overseersMost bounds how many are told of a case.
const overseersMost = 10

// alert tells those who oversee that there is something to look into.
func (s *Service) alert(ctx context.Context, x Tx, drawn []disclose.Job) error {
	overseers, err := x.Overseers(ctx)
	if err != nil {
		return err
	}
	for i := range min(len(overseers), len(drawn)) {
		job := drawn[i]
		job.UniqueKey, job.Payload = TellJob+"/case/"+string(overseers[i]), map[string]string{"person": string(overseers[i]), "what": "case"}
		if err := x.PutJob(ctx, job); err != nil {
			return err
		}
	}
	return nil
}

// mayKeep checks who enters whose number: service users alone have one here.
func (s *Service) mayKeep(ctx context.Context, x Tx, by id.Person, t id.Triangle, who id.Person) error {
	now := s.now()
	if t != "" {
		m, err := cared(ctx, x, by, t, who, now)
		if err == nil && m.Corner != sharing.ServiceUser {
			err = errs.Missing("identity.mayKeep")
		}
		return err
	}
	if by != who {
		return errs.Missing("identity.mayKeep")
	}
	p, err := x.Person(ctx, who)
	if err != nil || p.Corner == sharing.ServiceUser {
		return err
	}
	mine, err := x.TrianglesOf(ctx, who, now.UnixMicro())
	for _, one := range mine {
		if me, _ := one.Member(who); me.Corner == sharing.ServiceUser {
			return err
		}
	}
	if err == nil {
		err = errs.Missing("identity.mayKeep")
	}
	return err
}

// ShowNumber shows a service user's number to a professional of their triangle.
// It is on record before it is shown. One's own is shown without a record.
func (s *Service) ShowNumber(ctx context.Context, by id.Person, t id.Triangle, who id.Person) (n nhsnumber.Number, err error) {
	defer errs.Wrap("identity.ShowNumber", &err)
	if by == who && t == "" {
		err = s.run.View(ctx, func(x Tx) (err error) {
			n, err = x.Number(ctx, who)
			return err
		})
		return n, err
	}
	now := s.now()
	noted, err := disclose.DrawRecord(account(by, who, "number-shown", now, nil))
	if err != nil {
		return n, err
	}
	err = s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		m, err := cared(ctx, x, by, t, who, now)
		if err != nil {
			return err
		}
		if m.Corner != sharing.ServiceUser {
			return errs.Missing("identity.ShowNumber")
		}
		if n, err = x.Number(ctx, who); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
	if err != nil {
		return nhsnumber.Number{}, err
	}
	return n, nil
}

// DropNumber takes away one's own number.
func (s *Service) DropNumber(ctx context.Context, p id.Person) (err error) {
	defer errs.Wrap("identity.DropNumber", &err)
	noted, err := disclose.DrawRecord(account(p, p, "number-dropped", s.now(), nil))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if err := x.DropNumber(ctx, p); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// CaseShown is a case with the two people in it.
type CaseShown struct {
	Case
	First, Second triangle.Person
}

// Oversees reports whether somebody looks into cases.
func Oversees(p triangle.Person) bool { return p.Governs || p.Admin }

// Cases lists what is open, oldest first, for those who oversee alone.
func (s *Service) Cases(ctx context.Context, by triangle.Person) (out []CaseShown, err error) {
	defer errs.Wrap("identity.Cases", &err)
	if !Oversees(by) {
		return nil, errs.Missing("identity.Cases")
	}
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		all, err := x.Cases(ctx)
		for _, c := range all {
			one := CaseShown{Case: c}
			if one.First, err = x.Person(ctx, c.One); err != nil {
				return err
			}
			if one.Second, err = x.Person(ctx, c.Other); err != nil {
				return err
			}
			out = append(out, one)
		}
		return err
	})
	return out, err
}

// EndCase says what came of a case. It joins nothing: two accounts are joined
// by the person whose they are.
func (s *Service) EndCase(ctx context.Context, by triangle.Person, c, outcome string) (err error) {
	defer errs.Wrap("identity.EndCase", &err)
	all, err := s.Cases(ctx, by)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.ID == c {
			return s.endCase(ctx, by, one.Case, outcome)
		}
	}
	return errs.Missing("identity.EndCase")
}

func (s *Service) endCase(ctx context.Context, by triangle.Person, c Case, outcome string) error {
	known := false
	for _, one := range CaseOutcomes() {
		known = known || one == outcome
	}
	if !known {
		var p errs.Problems
		p.Add("outcome", "owed.outcome-missing")
		return p.Err("identity.EndCase")
	}
	now := s.now()
	c.Done, c.DoneBy, c.Outcome = now.UnixMicro(), by.ID, outcome
	noted, err := disclose.DrawRecord(account(by.ID, c.One, "case-ended", now, map[string]string{"case": c.ID, "other": string(c.Other), "outcome": outcome}))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if err := x.EndCase(ctx, c); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
}
