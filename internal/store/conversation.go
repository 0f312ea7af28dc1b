package store

import (
	"context"
	"slices"

	"trialogue/internal/conversation"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/id"
)

// PutTalkEvent stores a row; the same id twice is errs.Conflict.
func (t *Tx) PutTalkEvent(ctx context.Context, e conversation.Event) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO talk_event (id, triangle, conversation, what, person, by_person, entry, answer, made) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		e.ID, string(e.Triangle), string(e.Conversation), string(e.What), string(e.Person), string(e.By), string(e.Entry), string(e.Answer), e.Made)
	return err
}

// TalkEvents lists the rows of a conversation as the reader may know them, in order.
func (t *Tx) TalkEvents(ctx context.Context, tri id.Triangle, c id.Entry) ([]conversation.Event, error) {
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	var out []conversation.Event
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		e := conversation.Event{Triangle: tri, Conversation: c}
		var what, person, by, entry, answer string
		err := scan(&e.ID, &what, &person, &by, &entry, &answer, &e.Made)
		e.What, e.Person, e.By, e.Entry, e.Answer = conversation.What(what), id.Person(person), id.Person(by), id.Entry(entry), id.Entry(answer)
		out = append(out, e)
		return err
	}, "SELECT id, what, person, by_person, entry, answer, made FROM talk_event WHERE triangle = $1 AND conversation = $2 ORDER BY made, id", string(tri), string(c))
	return keep(held, out, func(e conversation.Event) int64 { return e.Made }, func(e conversation.Event) bool { return e.By == reader }), err
}

const newestEntries = "entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version WHERE e.triangle = $1 AND e.withdrawn = 0 AND "

// Talks reads the texts that say what conversations are about, newest first.
func (t *Tx) Talks(ctx context.Context, tri id.Triangle, n int) ([]disclose.Sealed, error) {
	return t.sealedEntries(ctx, newestEntries+"e.kind = $2 ORDER BY e.made DESC, e.id DESC LIMIT $3", string(tri), string(disclose.Conversation), n)
}

// Messages reads up to n messages of a conversation after a place, newest first.
func (t *Tx) Messages(ctx context.Context, tri id.Triangle, c id.Entry, after disclose.Place, n int) ([]disclose.Sealed, error) {
	const of, order = "e.parent = $2 AND e.parent <> '' AND e.kind = 'message'", " ORDER BY e.made DESC, e.id DESC LIMIT $3"
	if after == (disclose.Place{}) {
		return t.sealedEntries(ctx, newestEntries+of+order, string(tri), string(c), n)
	}
	return t.sealedEntries(ctx, newestEntries+of+" AND e.made <= $4 AND (e.made < $4 OR e.id < $5)"+order, string(tri), string(c), n, after.At, string(after.Entry))
}

// AnswersDue lists what waits for an answer of the team in a triangle, as the
// reader may know it, the earliest day first.
func (t *Tx) AnswersDue(ctx context.Context, tri id.Triangle) ([]duty.Duty, error) {
	held, _, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	where := "kind = 'answer-talk' AND triangle = $1"
	if !held.on() {
		where += " AND done = 0"
	}
	out, err := t.dutiesAsOf(ctx, where+" ORDER BY due, id", string(tri))
	return slices.DeleteFunc(out, func(d duty.Duty) bool { return !d.Open() }), err
}

// LeftAnswers lists open duties to answer whose owner stands in the triangle no more.
func (t *Tx) LeftAnswers(ctx context.Context, now int64, n int) ([]duty.Duty, error) {
	return t.duties(ctx, `kind = 'answer-talk' AND done = 0 AND NOT EXISTS (SELECT 1 FROM member m
		WHERE m.triangle = task.triangle AND m.person = task.owner AND m.since <= $1 AND (m.until = 0 OR m.until > $1)) ORDER BY triangle, id LIMIT $2`, now, n)
}

// Covering lists who covers for somebody by a cover that was agreed and holds at a time.
func (t *Tx) Covering(ctx context.Context, away id.Person, now int64) ([]id.Person, error) {
	var out []id.Person
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var p string
		err := scan(&p)
		out = append(out, id.Person(p))
		return err
	}, "SELECT covering FROM cover WHERE away = $1 AND agreed > 0 AND ended = 0 AND since <= $2 AND until > $2 ORDER BY since, id", string(away), now)
	return out, err
}
