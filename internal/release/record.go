package release

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// record names the release by the entry of its text: whoever may read the one may know of the other. The item stands among
// the codes, so that a search for what happened to it leads to nobody who is not told.
func (r Row) record(k ledger.Kind, by id.Person, at time.Time) ledger.Record {
	return ledger.Record{
		Triangle: string(r.Triangle), At: at.UnixMicro(), Kind: k, Actor: string(by), Person: string(r.Recipient), Entry: string(r.ID), Version: 1,
		Topic: TopicRelease, Ground: string(r.Ground), Extra: map[string]string{"item": string(r.Item)},
	}
}

// ended is the record of an end; why is a code.
func (r Row) ended(by id.Person, at time.Time, why string) ledger.Record {
	record := r.record(ledger.ReleaseEnded, by, at)
	record.Extra["why"] = why
	return record
}

// noted are records with everything drawn.
type noted []disclose.Noted

func drawLog(records []ledger.Record) (noted, error) {
	out := make(noted, len(records))
	for i, r := range records {
		drawn, err := disclose.DrawRecord(r)
		if err != nil {
			return nil, err
		}
		out[i] = drawn
	}
	return out, nil
}

func (n noted) in(ctx context.Context, t disclose.Appender) error {
	for _, one := range n {
		if _, err := one.In(ctx, t); err != nil {
			return err
		}
	}
	return nil
}
