package people

import (
	"context"
	"slices"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// TeamList lists all teams by name: carers and service users can ask each.
func (s *Service) TeamList(ctx context.Context) (out []triangle.Team, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.TeamList(ctx)
		return err
	})
	return out, err
}

// Team finds one team.
func (s *Service) Team(ctx context.Context, t id.Team) (triangle.Team, error) {
	all, err := s.TeamList(ctx)
	for _, one := range all {
		if one.ID == t {
			return one, nil
		}
	}
	if err == nil {
		err = errs.Missing("people.Team")
	}
	return triangle.Team{}, err
}

// MakeTeam adds a team. Only administrators do; the id was drawn with the form.
func (s *Service) MakeTeam(ctx context.Context, by triangle.Person, t triangle.Team) (err error) {
	defer errs.Wrap("people.MakeTeam", &err)
	if !by.Admin {
		return errs.Missing("people.MakeTeam")
	}
	t = tidy(t)
	if err := teamProblems(t).Err("people.MakeTeam"); err != nil {
		return err
	}
	now, fresh := s.now().UnixMicro(), id.New()
	made, err := teamRecord(by.ID, t.ID, "team-made", now)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		organisation, _, err := x.Organisation(ctx)
		if errs.Is(err, errs.NotFound) {
			organisation = fresh
			err = x.PutOrganisation(ctx, fresh, "", now)
		}
		if err != nil {
			return err
		}
		all, err := x.TeamList(ctx)
		if err != nil {
			return err
		}
		for _, one := range all {
			if one.ID == t.ID {
				return nil // the form was sent twice
			}
		}
		if err := nameFree(all, t); err != nil {
			return err
		}
		t.Organisation = organisation
		if err := x.PutTeam(ctx, t, now); err != nil {
			return err
		}
		_, err = made.In(ctx, x)
		return err
	})
}

// ChangeTeam changes a team that is still as it was when it was read.
func (s *Service) ChangeTeam(ctx context.Context, by triangle.Person, was, t triangle.Team) (err error) {
	defer errs.Wrap("people.ChangeTeam", &err)
	if !by.Admin {
		return errs.Missing("people.ChangeTeam")
	}
	t = tidy(t)
	if err := teamProblems(t).Err("people.ChangeTeam"); err != nil {
		return err
	}
	changed, err := teamRecord(by.ID, t.ID, "team-changed-itself", s.now().UnixMicro())
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		all, err := x.TeamList(ctx)
		if err != nil {
			return err
		}
		for _, one := range all {
			if one.ID != t.ID {
				continue
			}
			if was.Organisation = one.Organisation; one != was {
				return errs.E(errs.Conflict, "people.ChangeTeam", "", nil)
			}
			if err := nameFree(all, t); err != nil {
				return err
			}
			if err := x.ChangeTeam(ctx, t); err != nil {
				return err
			}
			_, err := changed.In(ctx, x)
			return err
		}
		return errs.Missing("people.ChangeTeam")
	})
}

// Colleagues lists the professionals of a team, for administrators and for the team itself.
func (s *Service) Colleagues(ctx context.Context, by triangle.Person, t id.Team) ([]triangle.Person, error) {
	if !by.Admin {
		works, err := s.works(ctx, by)
		if err != nil || !slices.Contains(works, t) {
			return nil, errs.Missing("people.Colleagues")
		}
	}
	return s.colleagues(ctx, t)
}

// works lists the teams in which somebody works now, the home team first.
func (s *Service) works(ctx context.Context, p triangle.Person) (out []id.Team, err error) {
	if p.Corner != sharing.Professional {
		return nil, nil
	}
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		all, err := x.MembershipsOf(ctx, p.ID, s.now().UnixMicro())
		for _, m := range all {
			out = append(out, m.Team.ID)
		}
		return err
	})
	return out, err
}

// Near lists the colleagues of all teams in which a professional works now, by
// name; nobody for somebody without a team.
func (s *Service) Near(ctx context.Context, by triangle.Person) (out []triangle.Person, err error) {
	works, err := s.works(ctx, by)
	for _, team := range works {
		some, err := s.colleagues(ctx, team)
		if err != nil {
			return nil, err
		}
		for _, p := range some {
			if !among(out, p.ID) {
				out = append(out, p)
			}
		}
	}
	return out, err
}

// teamRecord draws what the organisation's chain says of a team.
func teamRecord(by id.Person, team id.Team, ground string, now int64) (disclose.Noted, error) {
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: now, Kind: ledger.Staffed, Actor: string(by), Ground: ground, Extra: map[string]string{"team": string(team)},
	})
}

func (s *Service) colleagues(ctx context.Context, t id.Team) (out []triangle.Person, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.Colleagues(ctx, t, s.now().UnixMicro())
		return err
	})
	return out, err
}

func tidy(t triangle.Team) triangle.Team {
	t.Name, t.Phone, t.Hours = plain.Line(t.Name), plain.Line(t.Phone), plain.Line(t.Hours)
	return t
}

// Limits of a team's promise, in working days.
const (
	replyLeast = 1
	replyMost  = 30
	phoneMost  = 30
)

func teamProblems(t triangle.Team) errs.Problems {
	var p errs.Problems
	switch {
	case !plain.Visible(t.Name):
		p.Add("name", "teams.name-missing")
	case plain.Length(t.Name) > nameMost:
		p.Add("name", "teams.name-long", "most", nameMost)
	}
	if t.Phone != "" && (plain.Length(t.Phone) > phoneMost || !plain.Dialled(t.Phone)) {
		p.Add("phone", "teams.phone-wrong")
	}
	if plain.Length(t.Hours) > hoursMost {
		p.Add("hours", "teams.hours-long", "most", hoursMost)
	}
	if t.ReplyDays < replyLeast || t.ReplyDays > replyMost {
		p.Add("reply", "teams.reply-wrong", "least", replyLeast, "most", replyMost)
	}
	return p
}

func nameFree(all []triangle.Team, t triangle.Team) error {
	var p errs.Problems
	for _, one := range all {
		if one.ID != t.ID && strings.EqualFold(one.Name, t.Name) {
			p.Add("name", "teams.name-taken")
		}
	}
	return p.Err("people.nameFree")
}
