package store

import (
	"context"
	"encoding/json"
	"fmt"

	"trialogue/internal/evidence"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// OrganisationLines reads lines of the organisation's chain, newest first. Only
// professionals are named: who else has an account is no evidence.
func (t *Tx) OrganisationLines(ctx context.Context, f evidence.Filter) ([]evidence.Line, error) {
	args := []any{string(id.Organisation), f.Limit}
	where := ""
	narrow := func(condition string, value any) {
		args = append(args, value)
		where += fmt.Sprintf(" AND "+condition, len(args))
	}
	if f.Kind != "" {
		narrow("d.kind = $%d", string(f.Kind))
	}
	if f.From != 0 {
		narrow("d.at >= $%d", f.From)
	}
	if f.Until != 0 {
		narrow("d.at < $%d", f.Until)
	}
	if f.Before != 0 {
		narrow("d.seq < $%d", f.Before)
	}
	var out []evidence.Line
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		l, err := scanLine(scan)
		out = append(out, l)
		return err
	}, `SELECT d.triangle, d.seq, d.at, d.kind, d.actor, d.person, d.entry, d.version, d.topic, d.rule, d.ground, d.extra, l.commitment, l.chain,
			COALESCE(a.corner, ''), CASE WHEN a.corner = 'professional' THEN a.name ELSE '' END,
			COALESCE(p.corner, ''), CASE WHEN p.corner = 'professional' THEN p.name ELSE '' END
		FROM ledger_detail d JOIN ledger l ON l.triangle = d.triangle AND l.seq = d.seq
			LEFT JOIN person a ON a.id = d.actor LEFT JOIN person p ON p.id = d.person
		WHERE d.triangle = $1`+where+` ORDER BY d.seq DESC LIMIT $2`, args...)
	return out, err
}

func scanLine(scan func(...any) error) (evidence.Line, error) {
	var l evidence.Line
	var kind, extra, actor, person string
	err := scan(&l.Triangle, &l.Seq, &l.At, &kind, &l.Actor, &l.Person, &l.Entry, &l.Version, &l.Topic, &l.Rule, &l.Ground, &extra, &l.Commitment, &l.Chain,
		&actor, &l.ActorName, &person, &l.PersonName)
	l.Kind, l.ActorCorner, l.PersonCorner = ledger.Kind(kind), sharing.Corner(actor), sharing.Corner(person)
	if err == nil && extra != "" {
		err = json.Unmarshal([]byte(extra), &l.Extra)
	}
	return l, err
}

// Reaches lists the places of professionals that are in force.
func (t *Tx) Reaches(ctx context.Context, now int64) ([]evidence.Reach, error) {
	var out []evidence.Reach
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r evidence.Reach
		var person, tri string
		err := scan(&person, &r.Name, &r.Role, &tri, &r.Team, &r.Ground, &r.CarerLead, &r.Since, &r.Until)
		r.Person, r.Triangle = id.Person(person), id.Triangle(tri)
		out = append(out, r)
		return err
	}, `SELECT m.person, p.name, CASE WHEN m.role <> '' THEN m.role ELSE p.role END, m.triangle, COALESCE(w.name, ''), m.reach, m.carer_lead, m.since, m.until
		FROM member m JOIN person p ON p.id = m.person JOIN triangle t ON t.id = m.triangle LEFT JOIN team w ON w.id = t.team
		WHERE m.corner IN ('professional', 'support') AND m.since <= $1 AND (m.until = 0 OR m.until > $1) ORDER BY p.name, m.person, m.since, m.triangle`, now)
	return out, err
}

// TurnedAwayFrom lists what somebody was turned away from on a day.
func (t *Tx) TurnedAwayFrom(ctx context.Context, p id.Person, day int64) ([]string, error) {
	all, err := t.records(ctx, "triangle = $1 AND actor = $2 AND day = $3 AND kind = $4 AND ground = $5 ORDER BY seq",
		string(id.Organisation), string(p), day, string(ledger.TurnedAway), evidence.NoPlace)
	out := make([]string, len(all))
	for i, r := range all {
		out[i] = r.Extra["asked"]
	}
	return out, err
}
