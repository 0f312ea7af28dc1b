package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"trialogue/internal/address"
	"trialogue/internal/agreement"
	"trialogue/internal/id"
)

// PutAgreement stores that there is one.
func (t *Tx) PutAgreement(ctx context.Context, a agreement.Agreement) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO agreed (id, triangle, kind, made_by, made) VALUES ($1, $2, $3, $4, $5)",
		string(a.ID), string(a.Triangle), string(a.Kind), string(a.By), a.Made)
	return err
}

// PutAgreedVersion stores a wording with its steps; a number that is taken is errs.Conflict.
func (t *Tx) PutAgreedVersion(ctx context.Context, a id.Entry, v agreement.Version) error {
	if _, err := t.sql.Exec(ctx, `INSERT INTO agreed_version (id, agreement, number, made_by, parties, owner, needs, due, review, after, made)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		string(v.ID), string(a), v.Number, string(v.By), partiesText(v.Parties), string(v.Owner), peopleText(v.Needs), v.Due, v.Review, string(v.After), v.Made); err != nil {
		return err
	}
	for i, s := range v.Steps {
		if _, err := t.sql.Exec(ctx, "INSERT INTO agreed_step (id, version, place, owner) VALUES ($1, $2, $3, $4)", string(s.ID), string(v.ID), i, string(s.Owner)); err != nil {
			return err
		}
	}
	return nil
}

// PutAgreedEvent stores what happened; an id that is taken is errs.Conflict.
func (t *Tx) PutAgreedEvent(ctx context.Context, a id.Entry, e agreement.Event) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO agreed_event (id, agreement, number, kind, made_by, person, step, words, ref, made, place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, (SELECT COUNT(*) FROM agreed_event WHERE agreement = $2))",
		e.ID, string(a), e.Number, string(e.Kind), string(e.By), string(e.Person), string(e.Step), string(e.Words), e.Ref, e.Made)
	return err
}

// theTeam stands among parties for the team as a whole.
const theTeam = "team"

func partiesText(to address.To) string {
	out := peopleText(to.People)
	if to.Team {
		out = strings.TrimSpace(theTeam + " " + out)
	}
	return out
}

func partiesOf(text string) address.To {
	var to address.To
	for _, one := range split(text) {
		if one == theTeam {
			to.Team = true
		} else {
			to.People = append(to.People, id.Person(one))
		}
	}
	return to
}

func peopleText(all []id.Person) string {
	out := make([]string, len(all))
	for i, p := range all {
		out[i] = string(p)
	}
	return strings.Join(out, " ")
}

func peopleOf(text string) []id.Person {
	var out []id.Person
	for _, one := range split(text) {
		out = append(out, id.Person(one))
	}
	return out
}

// Agreements reads some agreements with all that happened, oldest first. Who sees
// a triangle as it was finds what others wrote and did since not there; what
// comes up by the calendar alone comes up for them too.
func (t *Tx) Agreements(ctx context.Context, tri id.Triangle, ids []id.Entry) ([]agreement.Agreement, error) {
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	found := map[id.Entry]*agreement.Agreement{}
	if err := t.agreedRoots(ctx, tri, ids, found); err != nil {
		return nil, err
	}
	if err := t.agreedVersions(ctx, ids, found); err != nil {
		return nil, err
	}
	if err := t.agreedEvents(ctx, ids, found); err != nil {
		return nil, err
	}
	var out []agreement.Agreement
	for _, a := range found {
		a.Versions = keep(held, a.Versions, func(v agreement.Version) int64 { return v.Made }, func(v agreement.Version) bool { return v.By == reader })
		a.Events = keep(held, a.Events, func(e agreement.Event) int64 { return e.Made }, func(e agreement.Event) bool {
			return e.By == reader || e.By == "" && a.Made < held.at
		})
		if len(a.Versions) > 0 {
			out = append(out, *a)
		}
	}
	slices.SortFunc(out, func(a, b agreement.Agreement) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out, nil
}

func (t *Tx) agreedRoots(ctx context.Context, tri id.Triangle, ids []id.Entry, found map[id.Entry]*agreement.Agreement) error {
	return inChunks(ids, 2, func(marks string, values []any) error {
		return t.sql.Rows(ctx, func(scan func(...any) error) error {
			a := agreement.Agreement{Triangle: tri}
			var name, kind, by string
			err := scan(&name, &kind, &by, &a.Made)
			a.ID, a.Kind, a.By = id.Entry(name), agreement.Kind(kind), id.Person(by)
			found[a.ID] = &a
			return err
		}, "SELECT id, kind, made_by, made FROM agreed WHERE triangle = $1 AND id IN ("+marks+")", append([]any{string(tri)}, values...)...)
	})
}

func (t *Tx) agreedVersions(ctx context.Context, ids []id.Entry, found map[id.Entry]*agreement.Agreement) error {
	return inChunks(ids, 1, func(marks string, values []any) error {
		err := t.sql.Rows(ctx, func(scan func(...any) error) error {
			var v agreement.Version
			var name, a, by, parties, owner, needs, after string
			err := scan(&name, &a, &v.Number, &by, &parties, &owner, &needs, &v.Due, &v.Review, &after, &v.Made)
			v.ID, v.By, v.Parties, v.Owner, v.Needs, v.After = id.Entry(name), id.Person(by), partiesOf(parties), id.Person(owner), peopleOf(needs), id.Entry(after)
			if one, ok := found[id.Entry(a)]; ok {
				one.Versions = append(one.Versions, v)
			}
			return err
		}, "SELECT id, agreement, number, made_by, parties, owner, needs, due, review, after, made FROM agreed_version WHERE agreement IN ("+marks+") ORDER BY agreement, number", values...)
		if err != nil {
			return err
		}
		return t.sql.Rows(ctx, func(scan func(...any) error) error {
			var name, version, owner, a string
			if err := scan(&name, &version, &owner, &a); err != nil {
				return err
			}
			one, ok := found[id.Entry(a)]
			if !ok {
				return nil
			}
			at := slices.IndexFunc(one.Versions, func(v agreement.Version) bool { return v.ID == id.Entry(version) })
			one.Versions[at].Steps = append(one.Versions[at].Steps, agreement.Step{ID: id.Entry(name), Owner: id.Person(owner)})
			return nil
		}, "SELECT s.id, s.version, s.owner, v.agreement FROM agreed_step s JOIN agreed_version v ON v.id = s.version WHERE v.agreement IN ("+marks+") ORDER BY s.version, s.place", values...)
	})
}

func (t *Tx) agreedEvents(ctx context.Context, ids []id.Entry, found map[id.Entry]*agreement.Agreement) error {
	return inChunks(ids, 1, func(marks string, values []any) error {
		return t.sql.Rows(ctx, func(scan func(...any) error) error {
			var e agreement.Event
			var a, kind, by, person, step, words string
			err := scan(&e.ID, &a, &e.Number, &kind, &by, &person, &step, &words, &e.Ref, &e.Made)
			e.Kind, e.By, e.Person, e.Step, e.Words = agreement.EventKind(kind), id.Person(by), id.Person(person), id.Entry(step), id.Entry(words)
			if one, ok := found[id.Entry(a)]; ok {
				one.Events = append(one.Events, e)
			}
			return err
		}, "SELECT id, agreement, number, kind, made_by, person, step, words, ref, made FROM agreed_event WHERE agreement IN ("+marks+") ORDER BY agreement, place", values...)
	})
}

// AskedAlone lists the carers about whom a person wants to be asked once more,
// alone, before a yes counts; "*" is every carer.
func (t *Tx) AskedAlone(ctx context.Context, tri id.Triangle, p id.Person) ([]string, error) {
	var out []string
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var carer string
		err := scan(&carer)
		out = append(out, carer)
		return err
	}, "SELECT carer FROM checkin_wish WHERE triangle = $1 AND person = $2 ORDER BY carer", string(tri), string(p))
	return out, err
}

// numbered spells out the next placeholder.
func numbered(args []any) string { return fmt.Sprintf("$%d", len(args)) }
