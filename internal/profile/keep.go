package profile

import (
	"context"
	"reflect"
	"slices"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
)

// Limits of what is typed about oneself, in letters.
const (
	nameMost     = 100
	pronounsMost = 40
)

// Named is what people are called.
type Named struct{ Name, Pronouns, Lang string }

// NamedOf reads it off a person.
func NamedOf(p triangle.Person) Named { return Named{p.Name, p.Pronouns, p.Lang} }

// SetNamed stores name, pronouns and language. Was is what stood in the form
// when it was opened: what changed meanwhile is errs.Conflict.
func (s *Service) SetNamed(ctx context.Context, p id.Person, was, is Named) (err error) {
	defer errs.Wrap("profile.SetNamed", &err)
	is.Name, is.Pronouns = plain.Line(is.Name), plain.Line(is.Pronouns)
	var problems errs.Problems
	switch {
	case !plain.Visible(is.Name):
		problems.Add("name", "signup.name-missing")
	case plain.Length(is.Name) > nameMost:
		problems.Add("name", "signup.name-long", "most", nameMost)
	}
	if plain.Length(is.Pronouns) > pronounsMost {
		problems.Add("pronouns", "profile.pronouns-long", "most", pronounsMost)
	}
	if err := problems.Err("profile.SetNamed"); err != nil {
		return err
	}
	return s.save(ctx, p, differ(was, is), func(x Tx, o Own, _ int64) (bool, error) {
		now := NamedOf(o.Person)
		if now == is {
			return false, nil
		}
		if now != was {
			return false, conflict("profile.SetNamed")
		}
		o.Person.Name, o.Person.Pronouns, o.Person.Lang = is.Name, is.Pronouns, is.Lang
		return true, x.SetAbout(ctx, o.Person)
	})
}

// conflict is the answer to a form that was opened before the last change.
func conflict(op string) error { return errs.E(errs.Conflict, op, "profile.changed-meanwhile", nil) }

func differ(was, is Named) []string {
	var out []string
	for _, one := range []struct {
		field   string
		changed bool
	}{{"name", was.Name != is.Name}, {"pronouns", was.Pronouns != is.Pronouns}, {"language", was.Lang != is.Lang}} {
		if one.changed {
			out = append(out, one.field)
		}
	}
	return out
}

// SetNeeds stores what somebody needs, on top of the version that their form
// was opened with. Pages are drawn accordingly from then on.
func (s *Service) SetNeeds(ctx context.Context, p id.Person, version int, n Need) (err error) {
	defer errs.Wrap("profile.SetNeeds", &err)
	n, problems := n.tidy(s.now())
	if err := problems.Err("profile.SetNeeds"); err != nil {
		return err
	}
	return s.save(ctx, p, []string{string(Needs)}, func(x Tx, o Own, now int64) (bool, error) {
		if same(o.Needs, n) && o.Version[Needs] != 0 {
			return false, nil
		}
		if o.Version[Needs] != version {
			return false, conflict("profile.SetNeeds")
		}
		o.Needs = n
		o.Person.Larger, o.Person.Easy = n.Has(LargePrint), n.Has(EasyRead)
		if err := x.SetAbout(ctx, o.Person); err != nil {
			return false, err
		}
		return true, x.PutPart(ctx, p, Needs, o.Kept, now)
	})
}

// same compares what somebody said; a day for review that was not chosen moves
// with the clock and says nothing.
func same(a, b Need) bool {
	near := a.Review-b.Review < day && b.Review-a.Review < day
	return slices.Equal(a.Lines, b.Lines) && a.Shown == b.Shown && near
}

const day = int64(24 * time.Hour / time.Microsecond)

// StillRight says that one's needs are as they were. It asks again in a year.
func (s *Service) StillRight(ctx context.Context, p id.Person) (err error) {
	defer errs.Wrap("profile.StillRight", &err)
	again := s.now().AddDate(1, 0, 0).UnixMicro()
	return s.save(ctx, p, []string{"review"}, func(x Tx, o Own, now int64) (bool, error) {
		sure := o.Needs
		if sure.Review = again; o.Version[Needs] == 0 || same(o.Needs, sure) {
			return false, nil // nothing to be sure of, or pressed twice
		}
		o.Needs = sure
		return true, x.PutPart(ctx, p, Needs, o.Kept, now)
	})
}

// Contact is how to reach somebody, and what of it stands with their account.
type Contact struct {
	Reaching
	Mail bool
	Zone string
}

// SetReach stores how and when somebody is reached.
func (s *Service) SetReach(ctx context.Context, p id.Person, version int, c Contact) (err error) {
	defer errs.Wrap("profile.SetReach", &err)
	tidy, problems := c.Reaching.tidy()
	if _, err := time.LoadLocation(c.Zone); err != nil || c.Zone == "" || c.Zone == "Local" {
		problems.Add("zone", "account.zone-unknown")
	}
	if err := problems.Err("profile.SetReach"); err != nil {
		return err
	}
	return s.save(ctx, p, []string{string(Reach)}, func(x Tx, o Own, now int64) (bool, error) {
		if reflect.DeepEqual(o.Reach, tidy) && o.Person.Mail == c.Mail && o.Person.Zone == c.Zone && o.Version[Reach] != 0 {
			return false, nil
		}
		if o.Version[Reach] != version {
			return false, conflict("profile.SetReach")
		}
		o.Reach, o.Person.Mail, o.Person.Zone = tidy, c.Mail, c.Zone
		if err := x.SetAbout(ctx, o.Person); err != nil {
			return false, err
		}
		return true, x.PutPart(ctx, p, Reach, o.Kept, now)
	})
}

// SetSafe stores what must not happen when somebody is reached.
func (s *Service) SetSafe(ctx context.Context, p id.Person, version int, safe Safety) (err error) {
	defer errs.Wrap("profile.SetSafe", &err)
	safe, problems := safe.tidy()
	if err := problems.Err("profile.SetSafe"); err != nil {
		return err
	}
	return s.save(ctx, p, []string{string(Safe)}, func(x Tx, o Own, now int64) (bool, error) {
		if reflect.DeepEqual(o.Safe, safe) && o.Version[Safe] != 0 {
			return false, nil
		}
		if o.Version[Safe] != version {
			return false, conflict("profile.SetSafe")
		}
		o.Safe = safe
		return true, x.PutPart(ctx, p, Safe, o.Kept, now)
	})
}

// save changes a profile and puts on record which kinds of thing changed. What
// changes nothing leaves no record.
func (s *Service) save(ctx context.Context, p id.Person, fields []string, do func(x Tx, o Own, now int64) (bool, error)) error {
	now := s.now().UnixMicro()
	noted, err := s.change(p, fields)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		o, err := own(ctx, x, p)
		if err != nil {
			return err
		}
		changed, err := do(x, o, now)
		if err != nil || !changed {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}
