package candour

import (
	"context"
	"errors"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// Proof makes the file that proves one sighting, for somebody who may know of
// it; for anybody else it is errs.NotFound. Where no checkpoint covers it yet,
// one is made first.
func (s *Service) Proof(ctx context.Context, by id.Person, t id.Triangle, e id.Entry, k SightingKey) (file string, err error) {
	defer errs.Wrap("candour.Proof", &err)
	h, err := s.History(ctx, by, t, e)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(h.Sightings, func(one Sighting) bool { return one.Key() == k }) {
		return "", errs.Missing("candour.Proof")
	}
	var seq int64
	err = s.run.View(ctx, func(x Tx) error {
		records, err := x.Touching(ctx, t, []id.Entry{e})
		for _, r := range records {
			if r.Kind == ledger.Sighting && sightingOf(r).Key() == k {
				seq = r.Seq
			}
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return s.log.prove(ctx, t, seq)
}

// prove makes the proof of one row under the newest checkpoint.
func (l *Log) prove(ctx context.Context, t id.Triangle, seq int64) (string, error) {
	p, err := l.tryProof(ctx, t, seq)
	if errors.Is(err, ledger.ErrNotYet) || errs.Is(err, errs.NotFound) {
		if err := l.Checkpoint(ctx); err != nil {
			return "", err
		}
		p, err = l.tryProof(ctx, t, seq)
	}
	if err != nil {
		return "", err
	}
	return p.Text(), nil
}

func (l *Log) tryProof(ctx context.Context, t id.Triangle, seq int64) (p ledger.Proof, err error) {
	err = l.run.View(ctx, func(x LogTx) error {
		signed, err := x.NewestCheckpoint(ctx)
		if err != nil {
			return err
		}
		p, err = ledger.BuildProof(x.Evidence(ctx), string(t), seq, signed, l.check)
		return err
	})
	return p, err
}
