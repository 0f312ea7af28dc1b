package release

import (
	"context"
	"time"

	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// Countersign is the second signature: from now the recipient sees the item, until its end. The first person can never
// give it, nor can the recipient. Of two people at once the first counts, and the other gets errs.Conflict.
func (s *Service) Countersign(ctx context.Context, by id.Person, t id.Triangle, release id.Entry) (err error) {
	defer errs.Wrap("release.Countersign", &err)
	now := s.now()
	row, err := s.second(ctx, by, t, release, now)
	if err != nil {
		return err
	}
	record := row.record(ledger.ReleaseSigned, by, now)
	record.Extra["role"] = "second"
	log, err := drawLog([]ledger.Record{record})
	if err != nil {
		return err
	}
	after := aftermath(now)
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		row, err := secondIn(ctx, x, by, t, release, now)
		if err != nil {
			return err
		}
		if row.CountersignedBy == by && row.Begins != 0 {
			return nil // sent twice
		}
		if err := stillRight(ctx, x, row, now); err != nil {
			return err
		}
		row.CountersignedBy, row.Begins = by, now.UnixMicro()
		if err := x.BeginRelease(ctx, row); err != nil {
			return err
		}
		if _, err := x.EndDuties(ctx, t, duty.Countersign, string(release), duty.End{By: by, At: now.UnixMicro(), Outcome: "signed"}); err != nil {
			return err
		}
		if err := after.begun(ctx, x, row); err != nil {
			return err
		}
		return log.in(ctx, x)
	})
}

// stillRight looks again at what can have changed since the first signature.
func stillRight(ctx context.Context, t Tx, r Row, now time.Time) error {
	if r.State(now) != Waiting {
		return errs.E(errs.Conflict, "release.stillRight", "release.moved-on", nil)
	}
	m, err := open(ctx, t, r.Triangle, r.MadeBy, r.Item, now)
	if err != nil || !m.recipientHere(r.Recipient, r.MadeBy) {
		return errs.E(errs.Conflict, "release.stillRight", "release.moved-on", err)
	}
	if r.Ground != BestInterests {
		return nil
	}
	f, err := t.FindingByID(ctx, r.Triangle, id.Entry(r.Finding))
	if err != nil {
		return err
	}
	if !f.InForce(now) {
		return errs.E(errs.Conflict, "release.stillRight", "release.finding-over", nil)
	}
	return nil
}

// second finds a release for somebody who did not sign it first.
func (s *Service) second(ctx context.Context, by id.Person, t id.Triangle, release id.Entry, now time.Time) (row Row, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		row, err = secondIn(ctx, x, by, t, release, now)
		return err
	})
	return row, err
}

func secondIn(ctx context.Context, t Tx, by id.Person, tri id.Triangle, release id.Entry, now time.Time) (Row, error) {
	row, err := readable(ctx, t, by, tri, release, now)
	if err != nil {
		return Row{}, err
	}
	if row.MadeBy == by {
		return Row{}, errs.E(errs.Conflict, "release.secondIn", "release.same-person", nil)
	}
	if row.Recipient == by {
		return Row{}, errs.E(errs.Conflict, "release.secondIn", "release.own-gain", nil)
	}
	return row, nil
}

// readable finds a release whose text a professional may read. Any other is as if it were not there.
func readable(ctx context.Context, t Tx, by id.Person, tri id.Triangle, release id.Entry, now time.Time) (Row, error) {
	all, err := t.Triangle(ctx, tri)
	if err != nil {
		return Row{}, err
	}
	if _, err := staff(all, by, now); err != nil {
		return Row{}, err
	}
	facts, err := t.Facts(ctx, tri)
	if err != nil {
		return Row{}, err
	}
	text, err := t.EntryByID(ctx, tri, release)
	if err != nil {
		return Row{}, err
	}
	if len(text) != 1 || !sharing.Decide(sharing.At(now), facts, &text[0].Meta.Item, sharing.Request{Recipient: string(by), Purpose: sharing.Care}).Shares() {
		return Row{}, errs.Missing("release.readable")
	}
	return t.ReleaseByID(ctx, tri, release)
}
