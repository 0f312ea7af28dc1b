package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/release"
)

// PutFinding stores a finding. Its text has the same id.
func (t *Tx) PutFinding(ctx context.Context, f release.FindingRow) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO capacity (id, triangle, begins, ends, found_by, made, entry) VALUES ($1, $2, $3, $4, $5, $6, $1)",
		string(f.ID), string(f.Triangle), f.Begins, f.Ends, string(f.FoundBy), f.Made)
	return err
}

func (t *Tx) findings(ctx context.Context, where string, args ...any) ([]release.FindingRow, error) {
	var out []release.FindingRow
	sight, err := t.sight(ctx)
	if err != nil {
		return nil, err
	}
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		var f release.FindingRow
		var entry, tri, by string
		if err := scan(&entry, &tri, &f.Begins, &f.Ends, &by, &f.Made); err != nil {
			return err
		}
		f.ID, f.Triangle, f.FoundBy = id.Entry(entry), id.Triangle(tri), id.Person(by)
		if f.FoundBy == sight.person || !sight.in[f.Triangle].hides(f.Made) {
			out = append(out, f)
		}
		return nil
	}, "SELECT id, triangle, begins, ends, found_by, made FROM capacity WHERE "+where, args...)
	return out, err
}

// FindingByID reads one finding of a triangle.
func (t *Tx) FindingByID(ctx context.Context, tri id.Triangle, finding id.Entry) (release.FindingRow, error) {
	found, err := t.findings(ctx, "triangle = $1 AND id = $2", string(tri), string(finding))
	if err == nil && len(found) == 0 {
		err = missing("store.FindingByID")
	}
	if err != nil {
		return release.FindingRow{}, err
	}
	return found[0], nil
}

// FindingsOf lists the findings of a triangle, newest first.
func (t *Tx) FindingsOf(ctx context.Context, tri id.Triangle) ([]release.FindingRow, error) {
	return t.findings(ctx, "triangle = $1 ORDER BY begins DESC, id DESC", string(tri))
}

// EndFinding ends a finding that is in force; one that is over is errs.Conflict.
func (t *Tx) EndFinding(ctx context.Context, f release.FindingRow, at int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE capacity SET ends = $1 WHERE triangle = $2 AND id = $3 AND ends > $1", at, string(f.Triangle), string(f.ID))
	if err == nil && n == 0 {
		err = errs.E(errs.Conflict, "store.EndFinding", "error.changed-meanwhile", nil)
	}
	return err
}
