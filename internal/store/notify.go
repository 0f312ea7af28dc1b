package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/news"
)

// PutNotice keeps for a mail that there is something new for somebody.
func (t *Tx) PutNotice(ctx context.Context, n news.Notice) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO notice (person, entry, triangle, made) VALUES ($1, $2, $3, $4) ON CONFLICT (person, entry) DO NOTHING",
		string(n.Person), string(n.Entry), string(n.Triangle), n.Made)
	return err
}

// Notices lists what waits for a mail to somebody, oldest first.
func (t *Tx) Notices(ctx context.Context, p id.Person) ([]news.Notice, error) {
	var out []news.Notice
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var entry, tri string
		n := news.Notice{Person: p}
		err := scan(&entry, &tri, &n.Made)
		n.Entry, n.Triangle = id.Entry(entry), id.Triangle(tri)
		out = append(out, n)
		return err
	}, "SELECT entry, triangle, made FROM notice WHERE person = $1 ORDER BY made, entry", string(p))
	return out, err
}

// DropNotice forgets what waited; false when somebody else was faster.
func (t *Tx) DropNotice(ctx context.Context, n news.Notice) (bool, error) {
	touched, err := t.sql.Exec(ctx, "DELETE FROM notice WHERE person = $1 AND entry = $2", string(n.Person), string(n.Entry))
	return touched > 0, err
}

// Mailed is when somebody was last sent a mail; 0 for never.
func (t *Tx) Mailed(ctx context.Context, p id.Person) (int64, error) {
	var at int64
	err := t.sql.Row(ctx, []any{&at}, "SELECT at FROM mailed WHERE person = $1", string(p))
	if errs.Is(err, errs.NotFound) {
		return 0, nil
	}
	return at, err
}

// PutMailed notes that somebody was sent a mail.
func (t *Tx) PutMailed(ctx context.Context, p id.Person, at int64) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO mailed (person, at) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET at = excluded.at", string(p), at)
	return err
}
