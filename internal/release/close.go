package release

import (
	"context"
	"time"

	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// Decline is the second person's no: the release never begins.
func (s *Service) Decline(ctx context.Context, by id.Person, t id.Triangle, release id.Entry) (err error) {
	defer errs.Wrap("release.Decline", &err)
	now := s.now()
	if _, err := s.second(ctx, by, t, release, now); err != nil {
		return err
	}
	return s.close(ctx, by, t, release, Waiting, "declined")
}

// End ends a release now, or takes back one that still waits. Any professional who may read it can.
func (s *Service) End(ctx context.Context, by id.Person, t id.Triangle, release id.Entry) (err error) {
	defer errs.Wrap("release.End", &err)
	return s.close(ctx, by, t, release, "", "ended")
}

// close ends a release that is open; want, where set, is the state that it must be in.
func (s *Service) close(ctx context.Context, by id.Person, t id.Triangle, release id.Entry, want State, why string) error {
	now := s.now()
	var row Row
	err := s.run.View(ctx, func(x Tx) (err error) {
		row, err = readable(ctx, x, by, t, release, now)
		return err
	})
	if err != nil {
		return err
	}
	log, err := drawLog([]ledger.Record{row.ended(by, now, why)})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		row, err := readable(ctx, x, by, t, release, now)
		if err != nil {
			return err
		}
		state := row.State(now)
		if state != Waiting && state != InForce || want != "" && state != want {
			return errs.E(errs.Conflict, "release.close", "release.moved-on", nil)
		}
		if err := shut(ctx, x, row, by, now); err != nil {
			return err
		}
		return log.in(ctx, x)
	})
}

// shut ends the row now and lets nobody wait for a signature that is not needed any more.
func shut(ctx context.Context, t Tx, r Row, by id.Person, now time.Time) error {
	r.Closed, r.Ends = now.UnixMicro(), min(r.Ends, now.UnixMicro())
	if err := t.CloseRelease(ctx, r); err != nil {
		return err
	}
	_, err := t.EndDuties(ctx, r.Triangle, duty.Countersign, string(r.ID), duty.End{By: by, At: now.UnixMicro(), Outcome: "closed"})
	return err
}

// Verdict is what a second person finds when they look back at an urgent release.
type Verdict string

// The verdicts.
const (
	Stands Verdict = "stands"
	Stop   Verdict = "stop" // it ends now
)

// Review looks back at an urgent release. It is never done by the one who signed it, and done once.
func (s *Service) Review(ctx context.Context, by id.Person, t id.Triangle, release id.Entry, v Verdict) (err error) {
	defer errs.Wrap("release.Review", &err)
	if v != Stands && v != Stop {
		var p errs.Problems
		p.Add("verdict", "release.verdict-missing")
		return p.Err("release.Review")
	}
	now := s.now()
	row, err := s.second(ctx, by, t, release, now)
	if err != nil {
		return err
	}
	record := row.record(ledger.ReleaseSigned, by, now)
	record.Extra["role"], record.Extra["verdict"] = "review", string(v)
	looked, err := drawLog([]ledger.Record{record})
	if err != nil {
		return err
	}
	ended, err := drawLog([]ledger.Record{row.ended(by, now, "review")})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		row, err := reviewed(ctx, x, by, row, v, now)
		if err != nil {
			return err
		}
		if err := looked.in(ctx, x); err != nil || v == Stands || row.State(now) != InForce {
			return err
		}
		if err := shut(ctx, x, row, by, now); err != nil {
			return err
		}
		return ended.in(ctx, x)
	})
}

func reviewed(ctx context.Context, t Tx, by id.Person, seen Row, v Verdict, now time.Time) (Row, error) {
	row, err := secondIn(ctx, t, by, seen.Triangle, seen.ID, now)
	if err != nil {
		return row, err
	}
	if !row.NeedsReview() {
		return row, errs.E(errs.Conflict, "release.reviewed", "release.moved-on", nil)
	}
	row.CountersignedBy, row.Reviewed = by, now.UnixMicro()
	if err := t.ReviewRelease(ctx, row); err != nil {
		return row, err
	}
	_, err = t.EndDuties(ctx, row.Triangle, duty.ReviewRelease, string(row.ID), duty.End{By: by, At: now.UnixMicro(), Outcome: string(v)})
	return row, err
}
