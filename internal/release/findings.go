package release

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// Found is a finding with its words.
type Found struct {
	FindingRow
	Text disclose.Shown
}

// Findings shows those that somebody may read, newest first: to professionals and to the service user, in full.
func (s *Service) Findings(ctx context.Context, by id.Person, t id.Triangle) (out []Found, err error) {
	defer errs.Wrap("release.Findings", &err)
	texts, err := s.texts(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.TextsOf(ctx, t, disclose.Finding) })
	if err != nil || len(texts) == 0 {
		return nil, err
	}
	var rows []FindingRow
	err = s.run.View(ctx, func(x Tx) (err error) {
		rows, err = x.FindingsOf(ctx, t)
		return err
	})
	for _, text := range texts {
		if i := slices.IndexFunc(rows, func(f FindingRow) bool { return f.ID == text.Entry }); i >= 0 {
			out = append(out, Found{FindingRow: rows[i], Text: text})
		}
	}
	return out, err
}

// EndFinding says that the service user can decide again. Every release that rests on the finding ends with it.
func (s *Service) EndFinding(ctx context.Context, by id.Person, t id.Triangle, finding id.Entry) (err error) {
	defer errs.Wrap("release.EndFinding", &err)
	now := s.now()
	var row FindingRow
	var rest []Row
	err = s.run.View(ctx, func(x Tx) (err error) {
		row, rest, err = resting(ctx, x, by, t, finding, now)
		return err
	})
	if err != nil {
		return err
	}
	records := []ledger.Record{row.record(by, now, "ended")}
	for _, r := range rest {
		records = append(records, r.ended(by, now, "finding"))
	}
	log, err := drawLog(records)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		row, meanwhile, err := resting(ctx, x, by, t, finding, now)
		if err != nil {
			return err
		}
		if len(meanwhile) != len(rest) || !row.InForce(now) {
			return errs.E(errs.Conflict, "release.EndFinding", "error.changed-meanwhile", nil)
		}
		if err := x.EndFinding(ctx, row, now.UnixMicro()); err != nil {
			return err
		}
		for _, r := range meanwhile {
			if err := shut(ctx, x, r, by, now); err != nil {
				return err
			}
		}
		if _, err := x.EndDuties(ctx, t, duty.ReviewFinding, string(finding), duty.End{By: by, At: now.UnixMicro(), Outcome: "ended"}); err != nil {
			return err
		}
		return log.in(ctx, x)
	})
}

// resting finds a finding and the open releases that rest on it.
func resting(ctx context.Context, t Tx, by id.Person, tri id.Triangle, finding id.Entry, now time.Time) (FindingRow, []Row, error) {
	all, err := t.Triangle(ctx, tri)
	if err != nil {
		return FindingRow{}, nil, err
	}
	if _, err := staff(all, by, now); err != nil {
		return FindingRow{}, nil, err
	}
	row, err := t.FindingByID(ctx, tri, finding)
	if err != nil {
		return FindingRow{}, nil, err
	}
	releases, err := t.ReleasesOf(ctx, tri)
	return row, slices.DeleteFunc(releases, func(r Row) bool {
		state := r.State(now)
		return r.Finding != string(finding) || state != Waiting && state != InForce
	}), err
}
