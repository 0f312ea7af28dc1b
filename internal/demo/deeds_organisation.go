package demo

import (
	"context"
	"time"

	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/triangle"
)

// services are those of the organisation, with their teams.
func services() map[string][]string {
	return map[string][]string{"Adult mental health": {"riverside", "harbour"}, "Early intervention": {"northfield"}}
}

// organise names the organisation and makes its services; it says which team is of which.
func (s *stage) organise(ctx context.Context, pat triangle.Person) (map[string]string, error) {
	if err := s.Organisation.Rename(ctx, pat, "Riverside and Harbour Partnership"); err != nil {
		return nil, err
	}
	of := map[string]string{}
	for name, teams := range services() {
		unit := organisation.Unit{ID: id.New(), Name: name}
		if err := s.Organisation.KeepService(ctx, pat, unit); err != nil {
			return nil, err
		}
		for _, team := range teams {
			of[team] = unit.ID
		}
	}
	return of, nil
}

// appoint gives the offices of the cast, and says who is lead of a team.
func (s *stage) appoint(ctx context.Context, pat triangle.Person) error {
	if err := s.Organisation.SetOffices(ctx, pat, s.people["lin"].ID, organisation.Offices{Governs: true}); err != nil {
		return err
	}
	for _, key := range []string{"grace", "yusuf", "ines"} {
		m, err := s.Organisation.MembershipOf(ctx, pat, string(s.people[key].ID)) // the first place has the person's own id
		if err != nil {
			return err
		}
		m.Lead = true
		if err := s.Organisation.ChangePlace(ctx, pat, m); err != nil {
			return err
		}
	}
	return nil
}

// goesAway has somebody covered from now, for some days.
type goesAway struct {
	covering string
	days     int
}

func (d goesAway) do(m moment) error {
	now := m.clock.Now()
	last := now.In(london()).AddDate(0, 0, d.days)
	return m.Organisation.SetCover(m.ctx, m.who, organisation.Cover{
		ID: m.named("cover of " + m.key), Away: m.who.ID, Covering: m.somebody(d.covering), Since: organisation.From(time.Time{}, now), Until: organisation.Through(last),
	})
}

// lendsCover is the yes of the team's lead to a cover for a colleague of another team.
type lendsCover struct{ to string }

func (d lendsCover) do(m moment) error {
	return m.Organisation.AgreeCover(m.ctx, m.who, m.named("cover of "+d.to))
}

// stepsIn takes a place by the team or by cover.
type stepsIn struct{}

func (stepsIn) do(m moment) error { return m.Organisation.Open(m.ctx, m.who, m.in()) }

// makesCode gives the triangle a code that can be told to somebody.
type makesCode struct{}

func (makesCode) do(m moment) error { return m.Organisation.MakeCode(m.ctx, m.who.ID, m.in(), "") }

// comes takes a place for a day by a written reason, with the code that somebody told them.
type comes struct{ as, told, text string }

func (d comes) do(m moment) error {
	code, err := m.Organisation.Code(m.ctx, m.somebody(d.told), m.in())
	if err != nil {
		return err
	}
	t, err := m.Organisation.Find(m.ctx, m.who, code)
	if err != nil {
		return err
	}
	return m.Organisation.Come(m.ctx, m.who, organisation.Coming{ID: m.named(d.as), Triangle: t, Text: d.text})
}

// looksInto reviews why somebody came.
type looksInto struct{ what, outcome string }

func (d looksInto) do(m moment) error {
	if _, _, err := m.Organisation.ReviewOne(m.ctx, m.who, m.named(d.what)); err != nil {
		return err
	}
	return m.Organisation.SettleReview(m.ctx, m.who, m.named(d.what), d.outcome)
}
