package store

import (
	"context"
	"encoding/json"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/release"
)

const releaseColumns = `id, triangle, item, recipient, ground, finding, made_by, second, countersigned_by, concerns, urgent, begins, ends, review_by, reviewed, closed,
	told, told_review, made, despite`

// PutRelease stores a signed release. Its text has the same id.
func (t *Tx) PutRelease(ctx context.Context, r release.Row) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO release ("+releaseColumns+`, entry)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $1)`,
		string(r.ID), string(r.Triangle), string(r.Item), string(r.Recipient), string(r.Ground), r.Finding, string(r.MadeBy), string(r.Second), string(r.CountersignedBy),
		string(r.Concerns), number(r.Urgent), r.Begins, r.Ends, r.ReviewBy, r.Reviewed, r.Closed, string(r.Told), r.ToldReview, r.Made, number(r.Despite))
	return err
}

func (t *Tx) releases(ctx context.Context, where string, args ...any) ([]release.Row, error) {
	var out []release.Row
	sight, err := t.sight(ctx)
	if err != nil {
		return nil, err
	}
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r release.Row
		var entry, tri, item, recipient, ground, by, second, countersigned, concerns, told string
		if err := scan(&entry, &tri, &item, &recipient, &ground, &r.Finding, &by, &second, &countersigned, &concerns, &r.Urgent, &r.Begins, &r.Ends, &r.ReviewBy, &r.Reviewed, &r.Closed,
			&told, &r.ToldReview, &r.Made, &r.Despite); err != nil {
			return err
		}
		r.ID, r.Triangle, r.Item, r.Ground, r.Told = id.Entry(entry), id.Triangle(tri), id.Entry(item), release.Ground(ground), release.Told(told)
		r.Recipient, r.MadeBy, r.Second, r.CountersignedBy, r.Concerns = id.Person(recipient), id.Person(by), id.Person(second), id.Person(countersigned), id.Person(concerns)
		if asOf(&r, sight.in[r.Triangle], sight.person) {
			out = append(out, r)
		}
		return nil
	}, "SELECT "+releaseColumns+" FROM release WHERE "+where, args...)
	return out, err
}

// asOf is a release as it was at a moment; false for one that was signed later.
func asOf(r *release.Row, held still, reader id.Person) bool {
	if r.MadeBy == reader {
		return true
	}
	if r.CountersignedBy != reader && held.notYet(&r.Begins) {
		r.CountersignedBy = ""
	}
	held.notYet(&r.Closed)
	return !held.hides(r.Made)
}

// ReleaseByID reads one release of a triangle.
func (t *Tx) ReleaseByID(ctx context.Context, tri id.Triangle, r id.Entry) (release.Row, error) {
	found, err := t.releases(ctx, "triangle = $1 AND id = $2", string(tri), string(r))
	if err == nil && len(found) == 0 {
		err = missing("store.ReleaseByID")
	}
	if err != nil {
		return release.Row{}, err
	}
	return found[0], nil
}

// ReleasesOf lists the releases of a triangle, newest first.
func (t *Tx) ReleasesOf(ctx context.Context, tri id.Triangle) ([]release.Row, error) {
	return t.releases(ctx, "triangle = $1 ORDER BY made DESC, id DESC", string(tri))
}

// BeginRelease countersigns a release that waits; one that has moved on is errs.Conflict.
func (t *Tx) BeginRelease(ctx context.Context, r release.Row) error {
	return t.moveRelease(ctx, "UPDATE release SET countersigned_by = $1, begins = $2 WHERE triangle = $3 AND id = $4 AND begins = 0 AND closed = 0 AND ends > $2",
		string(r.CountersignedBy), r.Begins, string(r.Triangle), string(r.ID))
}

// ReviewRelease notes that a second person looked back at an urgent release.
func (t *Tx) ReviewRelease(ctx context.Context, r release.Row) error {
	return t.moveRelease(ctx, "UPDATE release SET countersigned_by = $1, reviewed = $2 WHERE triangle = $3 AND id = $4 AND reviewed = 0 AND urgent = 1",
		string(r.CountersignedBy), r.Reviewed, string(r.Triangle), string(r.ID))
}

// CloseRelease ends a release that is open.
func (t *Tx) CloseRelease(ctx context.Context, r release.Row) error {
	return t.moveRelease(ctx, "UPDATE release SET closed = $1, ends = $2 WHERE triangle = $3 AND id = $4 AND closed = 0",
		r.Closed, r.Ends, string(r.Triangle), string(r.ID))
}

func (t *Tx) moveRelease(ctx context.Context, statement string, args ...any) error {
	n, err := t.sql.Exec(ctx, statement, args...)
	if err == nil && n == 0 {
		err = errs.E(errs.Conflict, "store.moveRelease", "release.moved-on", nil)
	}
	return err
}

// ReleaseTold notes that the person whose choice it overrides knows, and lifts the opinion that kept the text from them.
func (t *Tx) ReleaseTold(ctx context.Context, r release.Row) error {
	if _, err := t.sql.Exec(ctx, "UPDATE release SET told = $1 WHERE triangle = $2 AND id = $3", string(release.ToldAlready), string(r.Triangle), string(r.ID)); err != nil {
		return err
	}
	var text string
	if err := t.sql.Row(ctx, []any{&text}, "SELECT facts FROM entry WHERE triangle = $1 AND id = $2", string(r.Triangle), string(r.ID)); err != nil || text == "" {
		return err
	}
	var rare disclose.Rare
	if err := json.Unmarshal([]byte(text), &rare); err != nil {
		return err
	}
	rare.HarmBy, rare.HarmAt = "", 0
	raw, err := json.Marshal(rare)
	if err != nil {
		return err
	}
	_, err = t.sql.Exec(ctx, "UPDATE entry SET facts = $1 WHERE triangle = $2 AND id = $3", string(raw), string(r.Triangle), string(r.ID))
	return err
}

// TextsOf finds the entries of a kind, newest first.
func (t *Tx) TextsOf(ctx context.Context, tri id.Triangle, k disclose.Kind) ([]disclose.Sealed, error) {
	return t.sealedEntries(ctx,
		"entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version WHERE e.triangle = $1 AND e.kind = $2 AND e.withdrawn = 0 ORDER BY e.made DESC, e.id DESC",
		string(tri), string(k))
}
