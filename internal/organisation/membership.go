package organisation

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
)

// Members lists who works in a team or will: for administrators, and for those who work in it.
func (s *Service) Members(ctx context.Context, by triangle.Person, team id.Team) (out []triangle.Membership, err error) {
	defer errs.Wrap("organisation.Members", &err)
	now := s.now().UnixMicro()
	err = s.run.View(ctx, func(x Tx) error {
		if administrator(ctx, x, by.ID) != nil {
			if _, err := worksIn(ctx, x, by.ID, team, now); err != nil {
				return err
			}
		}
		out, err = x.MembershipsIn(ctx, team, now)
		return err
	})
	return out, err
}

// Works lists where somebody works now, the home team first.
func (s *Service) Works(ctx context.Context, p id.Person) (out []triangle.Membership, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.MembershipsOf(ctx, p, s.now().UnixMicro())
		return err
	})
	return out, err
}

// Everywhere lists everybody's places in teams now, for administrators.
func (s *Service) Everywhere(ctx context.Context, by triangle.Person) (out map[id.Person][]triangle.Membership, err error) {
	defer errs.Wrap("organisation.Everywhere", &err)
	err = s.run.View(ctx, func(x Tx) error {
		out = map[id.Person][]triangle.Membership{}
		if err := administrator(ctx, x, by.ID); err != nil {
			return err
		}
		all, err := x.MembershipsNow(ctx, s.now().UnixMicro())
		for _, m := range all {
			out[m.Person.ID] = append(out[m.Person.ID], m)
		}
		return err
	})
	return out, err
}

// worksIn finds somebody's place in force in a team.
func worksIn(ctx context.Context, x Tx, p id.Person, team id.Team, now int64) (triangle.Membership, error) {
	all, err := x.MembershipsOf(ctx, p, now)
	for _, m := range all {
		if m.Team.ID == team {
			return m, nil
		}
	}
	return triangle.Membership{}, firstOf(err, errs.Missing("organisation.worksIn"))
}

// Joining is a place in a team that an administrator gives. ID was drawn with the form.
type Joining struct {
	ID     string
	Team   id.Team
	Person id.Person
	Role   string
	Lead   bool
	Since  int64
	Until  int64 // 0 where no end is set
}

// Join gives somebody a place in a team. A place there opens triangles, so no
// administrator takes one for themselves.
func (s *Service) Join(ctx context.Context, by triangle.Person, j Joining) (err error) {
	defer errs.Wrap("organisation.Join", &err)
	now := s.now().UnixMicro()
	j.Role = plain.Line(j.Role)
	if err := j.problems(by.ID, now).Err("organisation.Join"); err != nil {
		return err
	}
	r := change{whom: j.Person, ground: "team-joined", extra: map[string]string{"team": string(j.Team), "membership": j.ID}}
	err = s.organise(ctx, by.ID, r, func(x Tx) (bool, error) {
		if err := administrator(ctx, x, by.ID); err != nil {
			return false, err
		}
		one, err := professional(ctx, x, j.Person)
		if err != nil {
			return false, err
		}
		places, err := x.PlacesOf(ctx, j.Person, now)
		if err != nil {
			return false, err
		}
		for _, m := range places {
			switch {
			case m.ID == j.ID:
				return false, nil // sent twice
			case m.Team.ID == j.Team && overlap(m.Since, m.Until, j.Since, j.Until):
				var p errs.Problems
				p.Add("person", "membership.there-already")
				return false, p.Err("organisation.Join")
			}
		}
		if one.Team == "" && j.Since <= now {
			if err := x.SetHomeTeam(ctx, j.Person, j.Team); err != nil {
				return false, err
			}
		}
		return true, x.PutMembership(ctx, triangle.Membership{ID: j.ID, Team: triangle.Team{ID: j.Team}, Person: one, Role: j.Role, Lead: j.Lead, Since: j.Since, Until: j.Until}, now)
	})
	return err
}

// Hired records that somebody was taken on for a team: their first place there was
// made with the account, and has the person's own id.
func (s *Service) Hired(ctx context.Context, by triangle.Person, p triangle.Person) (err error) {
	defer errs.Wrap("organisation.Hired", &err)
	r := change{whom: p.ID, ground: "team-joined", extra: map[string]string{"team": string(p.Team), "membership": string(p.ID)}}
	return s.organise(ctx, by.ID, r, func(x Tx) (bool, error) {
		if err := administrator(ctx, x, by.ID); err != nil {
			return false, err
		}
		_, err := x.Membership(ctx, string(p.ID))
		return err == nil, err
	})
}

func (j Joining) problems(by id.Person, now int64) errs.Problems {
	var p errs.Problems
	switch {
	case j.Person == "":
		p.Add("person", "membership.who-missing")
	case j.Person == by:
		p.Add("person", "membership.not-oneself")
	}
	if plain.Length(j.Role) > nameMost {
		p.Add("role", "signup.role-long", "most", nameMost)
	}
	return append(p, spanProblems(j.Since, j.Until, now)...)
}

// spanProblems finds an end that comes before the beginning, or has passed.
func spanProblems(since, until, now int64) errs.Problems {
	var p errs.Problems
	switch {
	case until == 0:
	case until <= since:
		p.Add("until", "days.end-before-start")
	case until <= now:
		p.Add("until", "days.past")
	}
	return p
}

// overlap reports whether two spans have a moment in common; an end of 0 never comes.
func overlap(aSince, aUntil, bSince, bUntil int64) bool {
	return (aUntil == 0 || bSince < aUntil) && (bUntil == 0 || aSince < bUntil)
}

// MembershipOf reads one place in a team, for administrators.
func (s *Service) MembershipOf(ctx context.Context, by triangle.Person, membership string) (m triangle.Membership, err error) {
	defer errs.Wrap("organisation.MembershipOf", &err)
	err = s.run.View(ctx, func(x Tx) (err error) {
		if err := administrator(ctx, x, by.ID); err != nil {
			return err
		}
		m, err = x.Membership(ctx, membership)
		return err
	})
	return m, err
}

// ChangePlace stores role, carer lead and end of a place in a team. What rests on
// it ends no later. Nobody changes their own: a later end opens more.
func (s *Service) ChangePlace(ctx context.Context, by triangle.Person, to triangle.Membership) (err error) {
	defer errs.Wrap("organisation.ChangePlace", &err)
	now := s.now()
	to.Role = plain.Line(to.Role)
	problems := spanProblems(now.UnixMicro(), to.Until, now.UnixMicro())
	if plain.Length(to.Role) > nameMost {
		problems.Add("role", "signup.role-long", "most", nameMost)
	}
	if err := problems.Err("organisation.ChangePlace"); err != nil {
		return err
	}
	fresh := id.New()
	r := change{whom: to.Person.ID, ground: "team-changed", extra: map[string]string{"membership": to.ID}}
	return s.organise(ctx, by.ID, r, func(x Tx) (bool, error) {
		old, err := s.changeable(ctx, x, by.ID, to.ID)
		if err != nil {
			return false, err
		}
		if old.Role == to.Role && old.Lead == to.Lead && old.Until == to.Until {
			return false, nil
		}
		if to.Until != 0 && to.Until <= old.Since {
			var p errs.Problems
			p.Add("until", "days.end-before-start")
			return false, p.Err("organisation.ChangePlace")
		}
		if err := x.ChangeMembership(ctx, to, now.UnixMicro()); err != nil || to.Until == 0 {
			return err == nil, err
		}
		if err := s.endWith(ctx, x, old, to.Until); err != nil {
			return false, err
		}
		j, _ := endsAt(fresh, to.Until, now)
		return true, x.PutJob(ctx, j)
	})
}

// changeable finds a place in a team that an administrator may change.
func (s *Service) changeable(ctx context.Context, x Tx, by id.Person, membership string) (triangle.Membership, error) {
	if err := administrator(ctx, x, by); err != nil {
		return triangle.Membership{}, err
	}
	old, err := x.Membership(ctx, membership)
	if err == nil && old.Person.ID == by {
		err = errs.E(errs.Conflict, "organisation.changeable", "membership.not-oneself", nil)
	}
	return old, err
}

// endWith ends by a time what rests on a place in a team: places in triangles,
// and covers of that person, or by them for this team, with what rests on those.
func (s *Service) endWith(ctx context.Context, x Tx, m triangle.Membership, until int64) error {
	if _, err := x.EndResting(ctx, m.ID, until); err != nil {
		return err
	}
	covers, err := x.CoversOf(ctx, m.Person.ID, s.now().UnixMicro())
	if err != nil {
		return err
	}
	for _, c := range covers {
		theirs := c.Away == m.Person.ID || (c.Covering == m.Person.ID && c.Team == m.Team.ID)
		if !theirs || c.Until <= until {
			continue
		}
		if err := x.ShortenCover(ctx, c.ID, max(until, c.Since)); err != nil {
			return err
		}
		if _, err := x.EndResting(ctx, c.ID, until); err != nil {
			return err
		}
	}
	return nil
}

// EndPlace ends a place in a team at once, and with it every place in a triangle
// that rests on it: a page that is open there finds nothing the next time.
func (s *Service) EndPlace(ctx context.Context, by triangle.Person, membership string) (err error) {
	defer errs.Wrap("organisation.EndPlace", &err)
	now := s.now()
	after := sweepSoon(now)
	whom, err := s.MembershipOf(ctx, by, membership)
	if err != nil {
		return err
	}
	r := change{whom: whom.Person.ID, ground: "team-left", extra: map[string]string{"team": string(whom.Team.ID), "membership": membership}}
	return s.organise(ctx, by.ID, r, func(x Tx) (bool, error) {
		old, err := s.changeable(ctx, x, by.ID, membership)
		if err != nil || (old.Until != 0 && old.Until <= now.UnixMicro()) {
			return false, err // ended before: it is as they wished
		}
		old.Until = max(now.UnixMicro(), old.Since)
		if err := x.ChangeMembership(ctx, old, now.UnixMicro()); err != nil {
			return false, err
		}
		if err := s.endWith(ctx, x, old, now.UnixMicro()); err != nil {
			return false, err
		}
		return true, firstOf(s.moveHome(ctx, x, old.Person.ID), x.PutJob(ctx, after))
	})
}

// moveHome makes somebody's home team one in which they work.
func (s *Service) moveHome(ctx context.Context, x Tx, p id.Person) error {
	one, err := x.Person(ctx, p)
	if err != nil {
		return err
	}
	works, err := x.MembershipsOf(ctx, p, s.now().UnixMicro())
	if err != nil {
		return err
	}
	home := id.Team("")
	if len(works) > 0 {
		home = works[0].Team.ID
	}
	if slices.ContainsFunc(works, func(m triangle.Membership) bool { return m.Team.ID == one.Team }) || home == one.Team {
		return nil
	}
	return x.SetHomeTeam(ctx, p, home)
}

// sweepSoon draws the job that looks after what has just ended.
func sweepSoon(now time.Time) disclose.Job {
	return disclose.Job{ID: id.New(), Kind: EndedJob, UniqueKey: EndedJob, RunAt: now.UnixMicro(), Made: now.UnixMicro()}
}
