package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/triangle"
)

// worksIn finds who works in team $1 at time $2.
const worksIn = "SELECT person FROM team_member WHERE team = $1 AND since <= $2 AND (until = 0 OR until > $2)"

// SetOrganisationName stores the organisation's own name.
func (t *Tx) SetOrganisationName(ctx context.Context, organisation, name string) error {
	_, err := t.sql.Exec(ctx, "UPDATE organisation SET name = $1 WHERE id = $2", name, organisation)
	return err
}

// Services lists all services by name.
func (t *Tx) Services(ctx context.Context) ([]organisation.Unit, error) {
	var out []organisation.Unit
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var one organisation.Unit
		err := scan(&one.ID, &one.Name)
		out = append(out, one)
		return err
	}, "SELECT id, name FROM service ORDER BY name, id")
	return out, err
}

// PutService stores a service, or its new name.
func (t *Tx) PutService(ctx context.Context, org string, s organisation.Unit, made int64) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO service (id, organisation, name, made) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
		s.ID, org, s.Name, made)
	return err
}

const membershipColumns = `w.id, w.role, w.lead, w.since, w.until, t.id, t.organisation, t.name, t.phone, t.hours, t.reply_days, t.service,
	p.id, p.name, p.email, p.corner, p.role, p.team, p.phone, p.lang, p.zone, p.admin, p.mail, p.alone, p.made, p.closed, p.governs, p.identity, p.pronouns, p.photo, p.larger, p.easy`

// memberships reads places in teams with a WHERE of this package.
func (t *Tx) memberships(ctx context.Context, where string, args ...any) ([]triangle.Membership, error) {
	var out []triangle.Membership
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var m triangle.Membership
		var team string
		p, err := scanPerson(func(person ...any) error {
			return scan(append([]any{&m.ID, &m.Role, &m.Lead, &m.Since, &m.Until, &team, &m.Team.Organisation, &m.Team.Name, &m.Team.Phone, &m.Team.Hours, &m.Team.ReplyDays, &m.Team.Service}, person...)...)
		})
		m.Team.ID, m.Person = id.Team(team), p
		out = append(out, m)
		return err
	}, "SELECT "+membershipColumns+" FROM team_member w JOIN team t ON t.id = w.team JOIN person p ON p.id = w.person WHERE "+where, args...)
	return out, err
}

// Membership reads one place in a team.
func (t *Tx) Membership(ctx context.Context, membership string) (triangle.Membership, error) {
	all, err := t.memberships(ctx, "w.id = $1", membership)
	if err == nil && len(all) == 0 {
		err = missing("store.Membership")
	}
	if err != nil {
		return triangle.Membership{}, err
	}
	return all[0], nil
}

// MembershipsIn lists the places in a team that have not ended at a time.
func (t *Tx) MembershipsIn(ctx context.Context, team id.Team, now int64) ([]triangle.Membership, error) {
	return t.memberships(ctx, "w.team = $1 AND (w.until = 0 OR w.until > $2) AND p.closed = 0 ORDER BY p.name, w.since, w.id", string(team), now)
}

// MembershipsOf lists where somebody works at a time, the home team first.
func (t *Tx) MembershipsOf(ctx context.Context, p id.Person, now int64) ([]triangle.Membership, error) {
	return t.memberships(ctx, `w.person = $1 AND w.since <= $2 AND (w.until = 0 OR w.until > $2) AND p.closed = 0
		ORDER BY CASE WHEN w.team = p.team THEN 0 ELSE 1 END, w.since, w.id`, string(p), now)
}

// MembershipsNow lists who works where at a time, by name.
func (t *Tx) MembershipsNow(ctx context.Context, now int64) ([]triangle.Membership, error) {
	return t.memberships(ctx, `w.since <= $1 AND (w.until = 0 OR w.until > $1) AND p.closed = 0
		ORDER BY p.name, p.id, CASE WHEN w.team = p.team THEN 0 ELSE 1 END, w.since, w.id`, now)
}

// TidyHomes makes it so that everybody's home team is one in which they work.
func (t *Tx) TidyHomes(ctx context.Context, now int64) error {
	const works = "SELECT 1 FROM team_member w WHERE w.person = person.id AND w.since <= $1 AND (w.until = 0 OR w.until > $1)"
	_, err := t.sql.Exec(ctx, `UPDATE person SET team = COALESCE((SELECT MIN(w.team) FROM team_member w WHERE w.person = person.id AND w.since <= $1 AND (w.until = 0 OR w.until > $1)), '')
		WHERE corner = 'professional' AND closed = 0 AND NOT EXISTS (`+works+` AND w.team = person.team) AND (EXISTS (`+works+`)
			OR EXISTS (SELECT 1 FROM team_member o WHERE o.person = person.id AND o.team = person.team))`, now)
	return err
}

// PlacesOf lists the places in teams that somebody has or will have, the earliest first.
func (t *Tx) PlacesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Membership, error) {
	return t.memberships(ctx, "w.person = $1 AND (w.until = 0 OR w.until > $2) ORDER BY w.since, w.id", string(p), now)
}

// PutMembership stores a new place in a team.
func (t *Tx) PutMembership(ctx context.Context, m triangle.Membership, made int64) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO team_member (id, team, person, role, lead, since, until, made) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		m.ID, string(m.Team.ID), string(m.Person.ID), m.Role, number(m.Lead), m.Since, m.Until, made)
	return err
}

// ChangeMembership stores role, lead and end of a place that has not ended at a time.
func (t *Tx) ChangeMembership(ctx context.Context, m triangle.Membership, now int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE team_member SET role = $1, lead = $2, until = $3 WHERE id = $4 AND (until = 0 OR until > $5)",
		m.Role, number(m.Lead), m.Until, m.ID, now)
	return changedOne(n, err, "store.ChangeMembership")
}

// HoldMembership keeps a place in a team as it is until this transaction ends,
// and says whether it is in force. Whoever ends it waits, and then finds what
// rests on it.
func (t *Tx) HoldMembership(ctx context.Context, membership string, now int64) (bool, error) {
	n, err := t.sql.Exec(ctx, "UPDATE team_member SET made = made WHERE id = $1 AND since <= $2 AND (until = 0 OR until > $2)", membership, now)
	return n == 1, err
}

// SetHomeTeam stores somebody's home team; empty for none.
func (t *Tx) SetHomeTeam(ctx context.Context, p id.Person, team id.Team) error {
	_, err := t.sql.Exec(ctx, "UPDATE person SET team = $1 WHERE id = $2", string(team), string(p))
	return err
}

// EndResting ends by a time what rests on a place in a team or on a cover, where
// it would last longer. It returns how many places that were.
func (t *Tx) EndResting(ctx context.Context, on string, until int64) (int64, error) {
	return t.sql.Exec(ctx, "UPDATE member SET until = $1 WHERE rests_on = $2 AND rests_on <> '' AND (until = 0 OR until > $1)", until, on)
}

// endWork ends what somebody has in teams and covers, and all that rests on it.
func (t *Tx) endWork(ctx context.Context, p id.Person, now int64) error {
	for _, q := range []string{
		"UPDATE member SET until = $1 WHERE (until = 0 OR until > $1) AND rests_on IN (SELECT id FROM team_member WHERE person = $2)",
		"UPDATE member SET until = $1 WHERE (until = 0 OR until > $1) AND rests_on IN (SELECT id FROM cover WHERE away = $2 OR covering = $2)",
		"UPDATE cover SET ended = $1, ended_by = $2 WHERE ended = 0 AND until > $1 AND (away = $2 OR covering = $2)",
		"UPDATE team_member SET until = $1 WHERE person = $2 AND (until = 0 OR until > $1)",
		"UPDATE member SET until = CASE WHEN since > $1 THEN since ELSE $1 END WHERE person = $2 AND reach IN ('reason', 'support') AND until > $1",
	} {
		if _, err := t.sql.Exec(ctx, q, now, string(p)); err != nil {
			return err
		}
	}
	return nil
}

// Staff lists the open accounts of professionals, by name.
func (t *Tx) Staff(ctx context.Context) ([]triangle.Person, error) {
	var out []triangle.Person
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		p, err := scanPerson(scan)
		out = append(out, p)
		return err
	}, "SELECT "+personColumns+" FROM person WHERE corner = 'professional' AND closed = 0 ORDER BY name, id")
	return out, err
}

// SetOffices stores which offices somebody has. The last administrator keeps
// theirs: that is errs.Conflict.
func (t *Tx) SetOffices(ctx context.Context, p triangle.Person) error {
	n, err := t.sql.Exec(ctx, "UPDATE person SET admin = $1, governs = $2 WHERE id = $3 AND closed = 0 AND ($1 = 1 OR "+notLast+")", number(p.Admin), number(p.Governs), string(p.ID))
	return lastAdministrator(n, err, "store.SetOffices")
}

// notLast holds for everybody but the only administrator; $3 is the person.
const notLast = "(admin = 0 OR EXISTS (SELECT 1 FROM person o WHERE o.admin = 1 AND o.closed = 0 AND o.id <> $3))"

func lastAdministrator(n int64, err error, op string) error {
	if err == nil && n == 0 {
		err = errs.E(errs.Conflict, op, "offices.last", nil)
	}
	return err
}
