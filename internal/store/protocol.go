package store

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

// Recent reads entries of some kinds, or of all, newest first.
func (t *Tx) Recent(ctx context.Context, tri id.Triangle, kinds []disclose.Kind, after disclose.Place, n int) ([]disclose.Sealed, error) {
	return t.Timeline(ctx, tri, entry.Filter{Kinds: kinds}, after, n)
}

// Choices lists all that was ever chosen in a triangle, oldest first.
func (t *Tx) Choices(ctx context.Context, tri id.Triangle) ([]protocol.Choice, error) {
	var out []protocol.Choice
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		var c protocol.Choice
		var owner, answer, when string
		if err := scan(&c.ID, &c.Change, &owner, &c.Recipient, &c.Topic, &answer, &when, &c.Begins, &c.Ends); err != nil {
			return err
		}
		c.Owner, c.Answer, c.When = id.Person(owner), sharing.Choice(answer), sharing.When(when)
		out = append(out, c)
		return nil
	}, "SELECT id, change_id, owner, recipient, topic, answer, circumstance, begins, ends FROM decision WHERE triangle = $1 ORDER BY begins, id", string(tri))
	return keep(held, out, func(c protocol.Choice) int64 { return c.Begins }, func(c protocol.Choice) bool { return c.Owner == reader }), err
}

// PutChoice records a choice. The same id twice is errs.Conflict.
func (t *Tx) PutChoice(ctx context.Context, tri id.Triangle, c protocol.Choice) error {
	_, err := t.sql.Exec(ctx, `INSERT INTO decision (id, triangle, owner, recipient, topic, answer, circumstance, begins, ends, made_by, made, change_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		c.ID, string(tri), string(c.Owner), c.Recipient, c.Topic, string(c.Answer), string(c.When), c.Begins, c.Ends, string(c.Owner), c.Begins, c.Change)
	return err
}

// OwnTopics lists the topics that people of a triangle added, oldest first.
func (t *Tx) OwnTopics(ctx context.Context, tri id.Triangle) ([]protocol.OwnTopic, error) {
	var out []protocol.OwnTopic
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		var o protocol.OwnTopic
		var entry, by string
		if err := scan(&o.Name, &entry, &o.Sensitive, &by, &o.Made); err != nil {
			return err
		}
		o.Entry, o.By = id.Entry(entry), id.Person(by)
		out = append(out, o)
		return nil
	}, "SELECT name, entry, sensitive, made_by, made FROM topic WHERE triangle = $1 ORDER BY made, name", string(tri))
	return keep(held, out, func(o protocol.OwnTopic) int64 { return o.Made }, func(o protocol.OwnTopic) bool { return o.By == reader }), err
}

// PutOwnTopic stores a topic of somebody's own.
func (t *Tx) PutOwnTopic(ctx context.Context, tri id.Triangle, o protocol.OwnTopic) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO topic (triangle, name, entry, sensitive, made_by, made) VALUES ($1, $2, $3, $4, $5, $6)",
		string(tri), o.Name, string(o.Entry), number(o.Sensitive), string(o.By), o.Made)
	return err
}

// AddedTopic finds one topic that somebody of a triangle added.
func (t *Tx) AddedTopic(ctx context.Context, tri id.Triangle, name string) (sharing.Topic, id.Person, error) {
	topic := sharing.Topic{Name: name}
	var owner string
	var made int64
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return topic, "", err
	}
	err = t.sql.Row(ctx, []any{&topic.Sensitive, &owner, &made, &topic.ForCarers},
		`SELECT o.sensitive, o.made_by, o.made, EXISTS (SELECT 1 FROM member m WHERE m.triangle = o.triangle AND m.person = o.made_by AND m.corner = 'carer')
		FROM topic o WHERE o.triangle = $1 AND o.name = $2`, string(tri), name)
	if err == nil && held.hides(made) && owner != string(reader) {
		err = missing("store.AddedTopic")
	}
	return topic, id.Person(owner), err
}
