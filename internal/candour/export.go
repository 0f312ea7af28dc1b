package candour

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// Format is how a record leaves the service.
type Format string

// The formats.
const (
	CSV  Format = "csv"
	Text Format = "text"
)

// Export reads somebody's whole record for them to keep, through the same door
// as the pages. That a copy left is on record before it does.
func (s *Service) Export(ctx context.Context, by id.Person, t id.Triangle, f Format) (lines []Line, err error) {
	defer errs.Wrap("candour.Export", &err)
	if f != CSV && f != Text {
		return nil, errs.Missing("candour.Export")
	}
	for after := (Cursor{}); ; {
		page, err := s.record(ctx, by, t, after, fewMost, nil)
		if err != nil {
			return nil, err
		}
		lines = append(lines, page.Lines...)
		if after = page.Next; after == (Cursor{}) {
			break
		}
	}
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(t), At: s.now().UnixMicro(), Kind: ledger.Exported, Actor: string(by), Extra: map[string]string{"format": string(f)},
	})
	if err != nil {
		return nil, err
	}
	err = s.run.UpdateScope(ctx, t, func(x Tx) error {
		if _, _, err := s.placeIn(ctx, x, by, t); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
	if err != nil {
		return nil, err
	}
	return lines, nil
}
