package evidence

import (
	"context"
	"strconv"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/triangle"
)

// Copy is what leaves with somebody: places and lines as of one moment.
type Copy struct {
	At      int64 // microseconds since 1970 UTC
	Reaches []Reach
	Lines   []Line
}

// CopyMost bounds the lines of one copy; a longer time is taken in parts.
const CopyMost = 100_000

// Copy takes a copy of the report and of the lines in a stretch of time. That
// it was taken stands in the chain before the first byte leaves.
func (s *Service) Copy(ctx context.Context, by triangle.Person, f Filter) (c Copy, err error) {
	defer errs.Wrap("evidence.Copy", &err)
	if err := office(by); err != nil {
		return Copy{}, err
	}
	if err := f.check(); err != nil {
		return Copy{}, err
	}
	now := s.now()
	f.Limit, f.Before = CopyMost+1, 0
	record := ledger.Record{
		Triangle: string(id.Organisation), At: now.UnixMicro(), Kind: ledger.Exported, Actor: string(by.ID), Ground: "evidence",
		Extra: map[string]string{"from": strconv.FormatInt(f.From, 10), "until": strconv.FormatInt(f.Until, 10), "kind": string(f.Kind)},
	}
	drawn, err := disclose.DrawRecord(record)
	if err != nil {
		return Copy{}, err
	}
	err = s.run.UpdateScope(ctx, id.Organisation, func(t Tx) (err error) {
		c = Copy{At: now.UnixMicro()}
		if c.Lines, err = t.OrganisationLines(ctx, f); err != nil {
			return err
		}
		if len(c.Lines) > CopyMost {
			return errs.E(errs.TooMuch, "evidence.Copy", "evidence.copy-long", nil)
		}
		if c.Reaches, err = t.Reaches(ctx, now.UnixMicro()); err != nil {
			return err
		}
		_, err = drawn.In(ctx, t)
		return err
	})
	if err != nil {
		return Copy{}, err
	}
	return c, nil
}
