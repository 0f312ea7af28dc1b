package organisation

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// Offices are what somebody does for the whole organisation.
type Offices struct {
	Admin   bool // keeps teams and accounts
	Governs bool // looks after how information is used
}

// Staff lists the open accounts of professionals. Only administrators do.
func (s *Service) Staff(ctx context.Context, by triangle.Person) (out []triangle.Person, err error) {
	defer errs.Wrap("organisation.Staff", &err)
	err = s.run.View(ctx, func(x Tx) (err error) {
		if err := administrator(ctx, x, by.ID); err != nil {
			return err
		}
		out, err = x.Staff(ctx)
		return err
	})
	return out, err
}

// SetOffices gives and takes offices. Nobody changes their own, and the last
// administrator stays one, also where two take the office from each other at once.
func (s *Service) SetOffices(ctx context.Context, by triangle.Person, whom id.Person, o Offices) (err error) {
	defer errs.Wrap("organisation.SetOffices", &err)
	if by.ID == whom {
		return errs.E(errs.Conflict, "organisation.SetOffices", "offices.own", nil)
	}
	extra := map[string]string{"administrator": yesNo(o.Admin), "governs": yesNo(o.Governs)}
	return s.organise(ctx, by.ID, change{whom: whom, ground: "offices", extra: extra}, func(x Tx) (bool, error) {
		if err := administrator(ctx, x, by.ID); err != nil {
			return false, err
		}
		one, err := professional(ctx, x, whom)
		if err != nil || (one.Admin == o.Admin && one.Governs == o.Governs) {
			return false, err
		}
		one.Admin, one.Governs = o.Admin, o.Governs
		return true, x.SetOffices(ctx, one)
	})
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// holders lists who holds an office, but for one.
func holders(ctx context.Context, x Tx, but id.Person, holds func(triangle.Person) bool) ([]id.Person, error) {
	staff, err := x.Staff(ctx)
	var out []id.Person
	for _, p := range staff {
		if p.ID != but && holds(p) {
			out = append(out, p.ID)
		}
	}
	return out, err
}

func governs(p triangle.Person) bool     { return p.Governs }
func administers(p triangle.Person) bool { return p.Admin }

// reviewers are the information-governance leads, but for one; where there is
// none, the other administrators.
func reviewers(ctx context.Context, x Tx, but id.Person) ([]id.Person, error) {
	some, err := holders(ctx, x, but, governs)
	if err != nil || len(some) > 0 {
		return some, err
	}
	return holders(ctx, x, but, administers)
}
