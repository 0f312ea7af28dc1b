package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/organisation"
)

// covers reads covers with a WHERE of this package.
func (t *Tx) covers(ctx context.Context, where string, args ...any) ([]organisation.Cover, error) {
	var out []organisation.Cover
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var c organisation.Cover
		var away, covering, team, setBy, agreedBy string
		err := scan(&c.ID, &away, &c.AwayName, &covering, &c.CoveringName, &team, &c.TeamName, &c.Since, &c.Until, &setBy, &agreedBy, &c.Agreed, &c.Ended)
		c.Away, c.Covering, c.Team, c.SetBy, c.AgreedBy = id.Person(away), id.Person(covering), id.Team(team), id.Person(setBy), id.Person(agreedBy)
		out = append(out, c)
		return err
	}, `SELECT c.id, c.away, a.name, c.covering, b.name, c.team, t.name, c.since, c.until, c.set_by, c.agreed_by, c.agreed, c.ended
		FROM cover c JOIN person a ON a.id = c.away JOIN person b ON b.id = c.covering JOIN team t ON t.id = c.team WHERE `+where, args...)
	return out, err
}

// Cover reads one cover.
func (t *Tx) Cover(ctx context.Context, cover string) (organisation.Cover, error) {
	all, err := t.covers(ctx, "c.id = $1", cover)
	if err == nil && len(all) == 0 {
		err = missing("store.Cover")
	}
	if err != nil {
		return organisation.Cover{}, err
	}
	return all[0], nil
}

// CoversOf lists the covers of or by somebody that have not ended at a time, the earliest first.
func (t *Tx) CoversOf(ctx context.Context, p id.Person, now int64) ([]organisation.Cover, error) {
	return t.covers(ctx, "(c.away = $1 OR c.covering = $1) AND c.ended = 0 AND c.until > $2 ORDER BY c.since, c.id", string(p), now)
}

// Covers lists all covers that have not ended at a time, the earliest first.
func (t *Tx) Covers(ctx context.Context, now int64) ([]organisation.Cover, error) {
	return t.covers(ctx, "c.ended = 0 AND c.until > $1 ORDER BY c.since, c.id", now)
}

// PutCover stores a new cover.
func (t *Tx) PutCover(ctx context.Context, c organisation.Cover, made int64) error {
	_, err := t.sql.Exec(ctx, `INSERT INTO cover (id, away, covering, team, since, until, set_by, agreed_by, agreed, made)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		c.ID, string(c.Away), string(c.Covering), string(c.Team), c.Since, c.Until, string(c.SetBy), string(c.AgreedBy), c.Agreed, made)
	return err
}

// AgreeCover stores the yes that a cover waited for.
func (t *Tx) AgreeCover(ctx context.Context, cover string, by id.Person, now int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE cover SET agreed = $1, agreed_by = $2 WHERE id = $3 AND agreed = 0 AND ended = 0 AND until > $1", now, string(by), cover)
	return changedOne(n, err, "store.AgreeCover")
}

// EndCover ends a cover that has not ended.
func (t *Tx) EndCover(ctx context.Context, cover string, by id.Person, now int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE cover SET ended = $1, ended_by = $2 WHERE id = $3 AND ended = 0 AND until > $1", now, string(by), cover)
	return changedOne(n, err, "store.EndCover")
}

// ShortenCover lets a cover end earlier than it was to.
func (t *Tx) ShortenCover(ctx context.Context, cover string, until int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE cover SET until = $1 WHERE id = $2 AND ended = 0 AND until > $1", until, cover)
	return changedOne(n, err, "store.ShortenCover")
}

// HoldCover keeps a cover as it is until this transaction ends, and says whether it is in force.
func (t *Tx) HoldCover(ctx context.Context, cover string, now int64) (bool, error) {
	n, err := t.sql.Exec(ctx, "UPDATE cover SET made = made WHERE id = $1 AND agreed > 0 AND ended = 0 AND since <= $2 AND until > $2", cover, now)
	return n == 1, err
}
