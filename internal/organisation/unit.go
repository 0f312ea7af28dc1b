package organisation

import (
	"context"
	"slices"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
)

// Unit is a service of the organisation, such as early intervention. It has teams.
type Unit struct {
	ID   string // drawn with the form
	Name string
}

// nameMost bounds names and roles, in letters.
const nameMost = 100

// Overview is what an administrator sees first: names and counts, and nobody's triangle.
type Overview struct {
	Name     string
	Services []Unit
	Teams    []triangle.Team
	Accounts int // open accounts of professionals
	NoTeam   int // of these, how many work in no team now
}

// Overview reads it. Only administrators do.
func (s *Service) Overview(ctx context.Context, by triangle.Person) (o Overview, err error) {
	defer errs.Wrap("organisation.Overview", &err)
	now := s.now().UnixMicro()
	err = s.run.View(ctx, func(x Tx) error {
		o = Overview{}
		if err := administrator(ctx, x, by.ID); err != nil {
			return err
		}
		if _, o.Name, err = x.Organisation(ctx); err != nil && !errs.Is(err, errs.NotFound) {
			return err
		}
		if o.Services, err = x.Services(ctx); err != nil {
			return err
		}
		if o.Teams, err = x.TeamList(ctx); err != nil {
			return err
		}
		staff, err := x.Staff(ctx)
		if err != nil {
			return err
		}
		works, err := x.MembershipsNow(ctx, now)
		works = slices.CompactFunc(works, func(a, b triangle.Membership) bool { return a.Person.ID == b.Person.ID })
		o.Accounts, o.NoTeam = len(staff), len(staff)-len(works)
		return err
	})
	return o, err
}

// Services lists the services by name.
func (s *Service) Services(ctx context.Context) (out []Unit, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.Services(ctx)
		return err
	})
	return out, err
}

// Rename gives the organisation its own name.
func (s *Service) Rename(ctx context.Context, by triangle.Person, name string) (err error) {
	defer errs.Wrap("organisation.Rename", &err)
	name = plain.Line(name)
	if err := checkName(name).Err("organisation.Rename"); err != nil {
		return err
	}
	now, fresh := s.now().UnixMicro(), id.New()
	return s.organise(ctx, by.ID, change{ground: "named"}, func(x Tx) (bool, error) {
		if err := administrator(ctx, x, by.ID); err != nil {
			return false, err
		}
		org, old, err := own(ctx, x, fresh, now)
		if err != nil || old == name {
			return false, err
		}
		return true, x.SetOrganisationName(ctx, org, name)
	})
}

// own finds the organisation, or makes it.
func own(ctx context.Context, x Tx, fresh string, now int64) (org, name string, err error) {
	org, name, err = x.Organisation(ctx)
	if errs.Is(err, errs.NotFound) {
		return fresh, "", x.PutOrganisation(ctx, fresh, "", now)
	}
	return org, name, err
}

// KeepService makes a service, or gives it another name.
func (s *Service) KeepService(ctx context.Context, by triangle.Person, u Unit) (err error) {
	defer errs.Wrap("organisation.KeepService", &err)
	u.Name = plain.Line(u.Name)
	if err := checkName(u.Name).Err("organisation.KeepService"); err != nil {
		return err
	}
	now, fresh := s.now().UnixMicro(), id.New()
	return s.organise(ctx, by.ID, change{ground: "service", extra: map[string]string{"service": u.ID}}, func(x Tx) (bool, error) {
		if err := administrator(ctx, x, by.ID); err != nil {
			return false, err
		}
		org, _, err := own(ctx, x, fresh, now)
		if err != nil {
			return false, err
		}
		all, err := x.Services(ctx)
		for _, one := range all {
			switch {
			case one == u:
				return false, nil // sent twice
			case one.ID != u.ID && strings.EqualFold(one.Name, u.Name):
				var p errs.Problems
				p.Add("name", "units.name-taken")
				return false, p.Err("organisation.KeepService")
			}
		}
		return true, firstOf(err, x.PutService(ctx, org, u, now))
	})
}

func checkName(name string) errs.Problems {
	var p errs.Problems
	switch {
	case !plain.Visible(name):
		p.Add("name", "units.name-missing")
	case plain.Length(name) > nameMost:
		p.Add("name", "units.name-long", "most", nameMost)
	}
	return p
}
