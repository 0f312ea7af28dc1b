package release

import (
	"context"
	"time"

	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// Tell notes that the person whose choice was overridden has been told by a human. From now they can read the release too.
func (s *Service) Tell(ctx context.Context, by id.Person, t id.Triangle, release id.Entry) (err error) {
	defer errs.Wrap("release.Tell", &err)
	now := s.now()
	var row Row
	err = s.run.View(ctx, func(x Tx) (err error) {
		row, err = readable(ctx, x, by, t, release, now)
		return err
	})
	if err != nil {
		return err
	}
	record := row.record(ledger.Told, by, now)
	record.Person = string(row.Concerns)
	log, err := drawLog([]ledger.Record{record})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		row, err := readable(ctx, x, by, t, release, now)
		if err != nil {
			return err
		}
		if row.Told == ToldAlready {
			return nil // sent twice
		}
		if err := x.ReleaseTold(ctx, row); err != nil {
			return err
		}
		if err := endTelling(ctx, x, row, by, now); err != nil {
			return err
		}
		return log.in(ctx, x)
	})
}

func endTelling(ctx context.Context, t Tx, r Row, by id.Person, now time.Time) error {
	for _, k := range []duty.Kind{duty.TellGiver, duty.ReviewTelling} {
		if _, err := t.EndDuties(ctx, r.Triangle, k, string(r.ID), duty.End{By: by, At: now.UnixMicro(), Outcome: "told"}); err != nil {
			return err
		}
	}
	return nil
}
