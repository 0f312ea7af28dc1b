package store

import (
	"context"

	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/triangle"
)

// TrianglesOfTeam lists the triangles of a team in which there is a service user, oldest first.
func (t *Tx) TrianglesOfTeam(ctx context.Context, team id.Team) ([]triangle.Triangle, error) {
	return t.triangles(ctx, `SELECT t.id FROM triangle t WHERE t.team = $1 AND t.team <> '' AND t.kind = 'three'
		AND EXISTS (SELECT 1 FROM member m WHERE m.triangle = t.id AND m.corner = 'service-user' AND m.person <> $2) ORDER BY t.made, t.id`, string(team), string(triangle.NobodyYet))
}

// EndPlace ends one place that has not ended, also one that has not begun, and
// says that the caller records it. It is false where it had ended.
func (t *Tx) EndPlace(ctx context.Context, place string, now int64) (bool, error) {
	n, err := t.sql.Exec(ctx, "UPDATE member SET until = CASE WHEN since > $1 THEN since ELSE $1 END, recorded = 1 WHERE id = $2 AND (until = 0 OR until > $1)", now, place)
	return n == 1, err
}

// Over lists places that have ended and from which something still follows, the earliest first.
func (t *Tx) Over(ctx context.Context, now int64, most int) ([]organisation.Over, error) {
	var out []organisation.Over
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var o organisation.Over
		var tri, person, corner, reach string
		err := scan(&o.Place, &tri, &person, &corner, &reach, &o.Until, &o.Recorded)
		o.Triangle, o.Person, o.Corner, o.Reach = id.Triangle(tri), id.Person(person), corner, triangle.Reach(reach)
		out = append(out, o)
		return err
	}, "SELECT id, triangle, person, corner, reach, until, recorded FROM member WHERE until > 0 AND until <= $1 AND settled = 0 ORDER BY until, id LIMIT $2", now, most)
	return out, err
}

// SettleOver notes that all follows from the end of a place is done. It is false where somebody was faster.
func (t *Tx) SettleOver(ctx context.Context, place string) (bool, error) {
	n, err := t.sql.Exec(ctx, "UPDATE member SET recorded = 1, settled = 1 WHERE id = $1 AND settled = 0", place)
	return n == 1, err
}

const reachedColumns = `r.id, r.triangle, r.person, r.reach, r.entry, r.hours, r.second, r.answered, r.answer, r.review_by, r.reviewed, r.outcome, r.made,
	COALESCE(p.name, ''), COALESCE(q.name, ''), COALESCE(m.since, 0), COALESCE(m.until, 0)`

func (t *Tx) reached(ctx context.Context, where string, args ...any) ([]organisation.Reached, error) {
	var out []organisation.Reached
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r organisation.Reached
		var tri, person, reach, entry, second string
		err := scan(&r.ID, &tri, &person, &reach, &entry, &r.Hours, &second, &r.Answered, &r.Answer, &r.ReviewBy, &r.Reviewed, &r.Outcome, &r.Made, &r.Name, &r.SecondName, &r.Since, &r.Until)
		r.Triangle, r.Person, r.Reach, r.Entry, r.Second = id.Triangle(tri), id.Person(person), triangle.Reach(reach), id.Entry(entry), id.Person(second)
		out = append(out, r)
		return err
	}, "SELECT "+reachedColumns+" FROM reached r LEFT JOIN person p ON p.id = r.person LEFT JOIN person q ON q.id = r.second LEFT JOIN member m ON m.id = r.id WHERE "+where, args...)
	return out, err
}

// Reached reads one coming by a written reason or for support.
func (t *Tx) Reached(ctx context.Context, ref string) (organisation.Reached, error) {
	all, err := t.reached(ctx, "r.id = $1", ref)
	if err == nil && len(all) == 0 {
		err = missing("store.Reached")
	}
	if err != nil {
		return organisation.Reached{}, err
	}
	return all[0], nil
}

// ToReview lists the comings by a written reason that nobody has reviewed, the earliest day first.
func (t *Tx) ToReview(ctx context.Context) ([]organisation.Reached, error) {
	return t.reached(ctx, "r.reach = 'reason' AND r.reviewed = 0 ORDER BY r.review_by, r.id")
}

// SupportSince lists asks for support that were made after a time, the latest first.
func (t *Tx) SupportSince(ctx context.Context, since int64) ([]organisation.Reached, error) {
	return t.reached(ctx, "r.reach = 'support' AND r.made > $1 ORDER BY r.made DESC, r.id DESC", since)
}

// SupportIn lists the support of a triangle that has been agreed to and has not ended at a time.
func (t *Tx) SupportIn(ctx context.Context, tri id.Triangle, now int64) ([]organisation.Reached, error) {
	return t.reached(ctx, "r.triangle = $1 AND r.reach = 'support' AND r.answer = 'yes' AND m.until > $2 AND m.until > m.since ORDER BY m.since, r.id", string(tri), now)
}

// PutReached stores a coming by a written reason, or an ask for support.
func (t *Tx) PutReached(ctx context.Context, r organisation.Reached) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO reached (id, triangle, person, reach, entry, hours, review_by, made) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		r.ID, string(r.Triangle), string(r.Person), string(r.Reach), string(r.Entry), r.Hours, r.ReviewBy, r.Made)
	return err
}

// AnswerReached stores the second person's answer; one that was given is errs.Conflict.
func (t *Tx) AnswerReached(ctx context.Context, r organisation.Reached) error {
	n, err := t.sql.Exec(ctx, "UPDATE reached SET second = $1, answered = $2, answer = $3 WHERE id = $4 AND answered = 0", string(r.Second), r.Answered, r.Answer, r.ID)
	return changedOne(n, err, "store.AnswerReached")
}

// ReviewReached stores the outcome of a review; one that was given is errs.Conflict.
func (t *Tx) ReviewReached(ctx context.Context, ref string, by id.Person, outcome string, now int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE reached SET reviewed = $1, reviewed_by = $2, outcome = $3 WHERE id = $4 AND reviewed = 0", now, string(by), outcome, ref)
	return changedOne(n, err, "store.ReviewReached")
}

// TriangleCode reads the code of a triangle; empty where nobody has made one.
func (t *Tx) TriangleCode(ctx context.Context, tri id.Triangle) (string, error) {
	var code string
	err := t.sql.Row(ctx, []any{&code}, "SELECT COALESCE(MAX(code), '') FROM triangle_code WHERE triangle = $1", string(tri))
	return code, err
}

// PutTriangleCode stores a new code in the place of an old one.
func (t *Tx) PutTriangleCode(ctx context.Context, tri id.Triangle, code string, made int64) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO triangle_code (triangle, code, made) VALUES ($1, $2, $3) ON CONFLICT (triangle) DO UPDATE SET code = excluded.code, made = excluded.made",
		string(tri), code, made)
	return err
}

// TriangleByCode finds a triangle by its code.
func (t *Tx) TriangleByCode(ctx context.Context, code string) (id.Triangle, error) {
	var tri string
	err := t.sql.Row(ctx, []any{&tri}, "SELECT triangle FROM triangle_code WHERE code = $1", code)
	return id.Triangle(tri), err
}

// DutiesOfKind lists the open duties of a kind in one place, the earliest day first.
func (t *Tx) DutiesOfKind(ctx context.Context, tri id.Triangle, k duty.Kind) ([]duty.Duty, error) {
	return t.duties(ctx, "triangle = $1 AND kind = $2 AND done = 0 ORDER BY due, id", string(tri), string(k))
}
