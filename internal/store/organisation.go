package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/triangle"
)

// Organisation reads the organisation that runs this service; the first one made.
func (t *Tx) Organisation(ctx context.Context) (organisation, name string, err error) {
	err = t.sql.Row(ctx, []any{&organisation, &name}, "SELECT id, name FROM organisation ORDER BY made, id LIMIT 1")
	return organisation, name, err
}

// PutOrganisation stores an organisation.
func (t *Tx) PutOrganisation(ctx context.Context, organisation, name string, made int64) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO organisation (id, name, made) VALUES ($1, $2, $3)", organisation, name, made)
	return err
}

// TeamList lists all teams by name.
func (t *Tx) TeamList(ctx context.Context) ([]triangle.Team, error) {
	var out []triangle.Team
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var one triangle.Team
		var team string
		err := scan(&team, &one.Organisation, &one.Name, &one.Phone, &one.Hours, &one.ReplyDays, &one.Service)
		one.ID = id.Team(team)
		out = append(out, one)
		return err
	}, "SELECT id, organisation, name, phone, hours, reply_days, service FROM team ORDER BY name, id")
	return out, err
}

// PutTeam stores a team.
func (t *Tx) PutTeam(ctx context.Context, team triangle.Team, made int64) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO team (id, organisation, name, phone, hours, reply_days, made, service) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		string(team.ID), team.Organisation, team.Name, team.Phone, team.Hours, team.ReplyDays, made, team.Service)
	return err
}

// ChangeTeam stores name, number, hours, promise and service of a team.
func (t *Tx) ChangeTeam(ctx context.Context, team triangle.Team) error {
	n, err := t.sql.Exec(ctx, "UPDATE team SET name = $1, phone = $2, hours = $3, reply_days = $4, service = $5 WHERE id = $6",
		team.Name, team.Phone, team.Hours, team.ReplyDays, team.Service, string(team.ID))
	return changedOne(n, err, "store.ChangeTeam")
}

// Colleagues lists the open accounts of who works in a team at a time, by name.
func (t *Tx) Colleagues(ctx context.Context, team id.Team, now int64) ([]triangle.Person, error) {
	var out []triangle.Person
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		p, err := scanPerson(scan)
		out = append(out, p)
		return err
	}, "SELECT "+personColumns+" FROM person WHERE corner = 'professional' AND closed = 0 AND id IN ("+worksIn+") ORDER BY name, id", string(team), now)
	return out, err
}

// CopyAsked reads when a copy is due that somebody asked for; 0 where nobody did.
func (t *Tx) CopyAsked(ctx context.Context, tri id.Triangle, p id.Person) (due int64, err error) {
	err = t.sql.Row(ctx, []any{&due}, "SELECT COALESCE(MAX(due), 0) FROM task WHERE triangle = $1 AND for_person = $2 AND kind = $3 AND done = 0",
		string(tri), string(p), string(people.CopyDuty))
	return due, err
}
