package store

import (
	"context"
	"math"
	"strings"

	"trialogue/internal/agreement"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/id"
)

// AgreedEntries reads up to n first wordings after a place, newest first.
func (t *Tx) AgreedEntries(ctx context.Context, tri id.Triangle, f agreement.Filter, after disclose.Place, n int) ([]disclose.Sealed, error) {
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	moment := int64(math.MaxInt64)
	if held.on() {
		moment = held.at
	}
	args := []any{string(tri)}
	put := func(v any) string {
		args = append(args, v)
		return numbered(args)
	}
	var asOf [2]string // the moment and the reader
	known := func() [2]string {
		if asOf[0] == "" {
			asOf = [2]string{put(moment), put(string(reader))}
		}
		return asOf
	}
	where := []string{"e.triangle = $1", "e.withdrawn = 0", "a.triangle = $1"}
	if f.Kind != "" {
		where = append(where, "a.kind = "+put(string(f.Kind)))
	}
	if after != (disclose.Place{}) {
		at, last := put(after.At), put(string(after.Entry))
		where = append(where, "(e.made < "+at+" OR (e.made = "+at+" AND e.id < "+last+"))")
	}
	switch f.Show {
	case agreement.ShowOpen:
		where = append(where, "NOT "+ended(known()))
	case agreement.ShowEnded:
		where = append(where, ended(known()))
	case agreement.ShowWaiting:
		where = append(where, owed(known(), "d.kind = 'say-yes' AND d.owner = "+put(string(f.Person))))
	case agreement.ShowDoing:
		where = append(where, owed(known(), "d.kind IN ('do-action', 'review-agreed') AND d.owner = "+put(string(f.Person))))
	case agreement.ShowPromised:
		p := put(string(f.Person))
		where = append(where, owed(known(), "d.kind IN ('do-action', 'review-agreed') AND d.for_person = "+p+" AND d.owner <> "+p))
	case agreement.ShowLate:
		where = append(where, owed(known(), "d.kind = 'do-action' AND d.due < "+put(f.Now)))
	}
	limit := put(n)
	return t.sealedEntries(ctx, "agreed a JOIN entry e ON e.id = a.id JOIN entry_version v ON v.entry = e.id AND v.version = e.version WHERE "+
		strings.Join(where, " AND ")+" ORDER BY e.made DESC, e.id DESC LIMIT "+limit, args...)
}

// ended says that something closed an agreement, as the reader may know it.
func ended(asOf [2]string) string {
	return "EXISTS (SELECT 1 FROM agreed_event x WHERE x.agreement = a.id AND x.kind IN ('done', 'closed') AND (x.made_by = " + asOf[1] + " OR x.made < " + asOf[0] + "))"
}

// owed says that a duty is open, as the reader may know it: see dutiesAsOf.
func owed(asOf [2]string, which string) string {
	return "EXISTS (SELECT 1 FROM task d WHERE d.triangle = $1 AND d.entry = a.id AND " + which +
		" AND (d.done = 0 OR (d.done_by <> " + asOf[1] + " AND d.done >= " + asOf[0] + ")) AND (d.made < " + asOf[0] + " OR d.for_person = " + asOf[1] + "))"
}

// LateActions lists open actions whose day has passed, in all triangles.
func (t *Tx) LateActions(ctx context.Context, now int64, after string, n int) ([]duty.Duty, error) {
	return t.duties(ctx, "kind = 'do-action' AND done = 0 AND due < $1 AND id > $2 ORDER BY id LIMIT $3", now, after, n)
}

// GoneOwners lists open duties of agreements whose owner stands there no more.
func (t *Tx) GoneOwners(ctx context.Context, now int64, after string, n int) ([]duty.Duty, error) {
	return t.duties(ctx, `kind IN ('do-action', 'review-agreed', 'say-yes', 'late-for-team', 'late-for-lead', 'nobody-owns') AND done = 0 AND id > $2 AND EXISTS (SELECT 1 FROM agreed a WHERE a.id = task.entry)
		AND NOT EXISTS (SELECT 1 FROM member m WHERE m.triangle = task.triangle AND m.person = task.owner AND m.since <= $1 AND (m.until = 0 OR m.until > $1)) ORDER BY id LIMIT $3`, now, after, n)
}

// WaitingAsks lists who was not asked for a yes because they could not see the words.
func (t *Tx) WaitingAsks(ctx context.Context, after string, n int) ([]agreement.Waiting, error) {
	var out []agreement.Waiting
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var w agreement.Waiting
		var tri, a, person string
		err := scan(&w.Event, &tri, &a, &w.Number, &person)
		w.Triangle, w.Agreement, w.Person = id.Triangle(tri), id.Entry(a), id.Person(person)
		out = append(out, w)
		return err
	}, `SELECT w.id, a.triangle, w.agreement, w.number, w.person FROM agreed_event w JOIN agreed a ON a.id = w.agreement WHERE w.kind = 'waits' AND w.id > $1
		AND NOT EXISTS (SELECT 1 FROM agreed_event x WHERE x.kind = 'asked' AND x.ref = w.id)
		AND NOT EXISTS (SELECT 1 FROM agreed_event x WHERE x.agreement = a.id AND x.kind IN ('done', 'closed'))
		AND NOT EXISTS (SELECT 1 FROM agreed_version v WHERE v.agreement = a.id AND v.number > w.number) ORDER BY w.id LIMIT $2`, after, n)
	return out, err
}

// TeamLimits lists what a team said it can and cannot do, the newest first, as the
// reader may know it who looks from a triangle.
func (t *Tx) TeamLimits(ctx context.Context, tri id.Triangle, team id.Team) ([]agreement.Limits, error) {
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	var out []agreement.Limits
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		l := agreement.Limits{Team: team}
		var by string
		err := scan(&l.ID, &l.Number, &by, &l.Can, &l.Cannot, &l.OutOfHours, &l.Away, &l.Made)
		l.By = id.Person(by)
		out = append(out, l)
		return err
	}, "SELECT id, number, made_by, can, cannot, out_of_hours, away, made FROM team_limits WHERE team = $1 ORDER BY number DESC", string(team))
	return keep(held, out, func(l agreement.Limits) int64 { return l.Made }, func(l agreement.Limits) bool { return l.By == reader }), err
}

// PutTeamLimits stores them; a number that is taken is errs.Conflict.
func (t *Tx) PutTeamLimits(ctx context.Context, l agreement.Limits) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO team_limits (id, team, number, made_by, can, cannot, out_of_hours, away, made) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		l.ID, string(l.Team), l.Number, string(l.By), l.Can, l.Cannot, l.OutOfHours, l.Away, l.Made)
	return err
}
