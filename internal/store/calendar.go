package store

import (
	"context"
	"slices"

	"trialogue/internal/calendar"
	"trialogue/internal/duty"
	"trialogue/internal/id"
)

// Feed reads somebody's private calendar address; errs.NotFound for none.
func (t *Tx) Feed(ctx context.Context, p id.Person) (calendar.Feed, error) {
	return t.feed(ctx, "person = $1", string(p))
}

// FeedByHash finds a feed by the hash of its secret. That of an account which is
// closed, or about to be, is errs.NotFound.
func (t *Tx) FeedByHash(ctx context.Context, hash string) (calendar.Feed, error) {
	return t.feed(ctx, `hash = $1 AND EXISTS (SELECT 1 FROM person p JOIN person a ON a.id = CASE WHEN p.joined_to = '' THEN p.id ELSE p.joined_to END
		WHERE p.id = feed.person AND p.closed = 0 AND a.closed = 0 AND NOT EXISTS (SELECT 1 FROM closing c WHERE c.person = a.id OR c.person = p.id))`, hash)
}

func (t *Tx) feed(ctx context.Context, where, arg string) (calendar.Feed, error) {
	var f calendar.Feed
	var person, titles string
	var remind int
	err := t.sql.Row(ctx, []any{&person, &f.Hash, &titles, &remind, &f.Made, &f.Changed}, "SELECT person, hash, titles, remind, made, changed FROM feed WHERE "+where, arg)
	f.Person, f.Titles, f.Remind = id.Person(person), calendar.Titles(titles), remind == 1
	return f, err
}

// PutFeed stores a feed in place of the one before.
func (t *Tx) PutFeed(ctx context.Context, f calendar.Feed) error {
	if err := t.DropFeed(ctx, f.Person); err != nil {
		return err
	}
	_, err := t.sql.Exec(ctx, "INSERT INTO feed (person, hash, titles, remind, made, changed) VALUES ($1, $2, $3, $4, $5, $6)",
		string(f.Person), f.Hash, string(f.Titles), number(f.Remind), f.Made, f.Changed)
	return err
}

// DropFeed takes somebody's address away.
func (t *Tx) DropFeed(ctx context.Context, p id.Person) error {
	_, err := t.sql.Exec(ctx, "DELETE FROM feed WHERE person = $1", string(p))
	return err
}

// DutiesSince lists what somebody has to do in the triangles where they stand
// now, and what of it was done since a time, the earliest day first.
func (t *Tx) DutiesSince(ctx context.Context, p id.Person, now, since int64) ([]duty.Duty, error) {
	out, err := t.dutiesAsOf(ctx, `owner = $1 AND (done = 0 OR done >= $3 OR EXISTS (SELECT 1 FROM hold h WHERE h.triangle = task.triangle AND h.person = $1 AND h.ended = 0))
		AND EXISTS (SELECT 1 FROM member m WHERE m.triangle = task.triangle AND m.person = $1 AND m.since <= $2 AND (m.until = 0 OR m.until > $2)) ORDER BY due, id`, string(p), now, since)
	return slices.DeleteFunc(out, func(d duty.Duty) bool { return d.Done != 0 && d.Done < since }), err
}
