package disclose

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// OpenedTo is the ground of a ledger.Talked record: an entry was opened to somebody more.
const OpenedTo = "opened-to"

// Opening is an entry that is opened to more people than it was written to.
type Opening struct {
	meta    Meta
	records []ledger.Record
	salts   []ledger.Salt
	job     Job
}

// DrawAddressed prepares that an entry is opened to people by somebody's yes, from
// a time in microseconds since 1970 UTC. The meta is that of the latest version,
// with its facts as they shall be.
func DrawAddressed(m Meta, people []id.Person, by id.Person, at int64) (Opening, error) {
	o := Opening{meta: m, job: newsJob(m.ID, m.Triangle, at)}
	for _, p := range people {
		o.records = append(o.records, ledger.Record{
			Triangle: string(m.Triangle), At: at, Kind: ledger.Talked, Actor: string(by), Person: string(p),
			Entry: string(m.ID), Version: m.Version, Topic: m.Item.Topic, Ground: OpenedTo,
		})
	}
	var err error
	o.salts, err = drawSalts(len(o.records))
	return o, err
}

// Quietly is the same without telling anybody: of many entries one is news.
func (o Opening) Quietly() Opening {
	o.job = Job{}
	return o
}

// In writes the facts, a record for each person, and the job that tells them.
func (o Opening) In(ctx context.Context, t FactsTx) error {
	if err := t.PutFacts(ctx, o.meta); err != nil {
		return err
	}
	if o.job.ID != "" {
		if err := t.PutJob(ctx, o.job); err != nil {
			return err
		}
	}
	_, err := t.Append(ctx, o.meta.Triangle, o.records, o.salts)
	return err
}
