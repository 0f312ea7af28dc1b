package disclose

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// Grounds of a ledger.SectionShared record.
const (
	SectionOpened = "shared"
	SectionClosed = "ended"
)

// FactsTx is what changing the facts of an entry needs of a transaction.
type FactsTx interface {
	// PutFacts stores the rare facts of an entry as it stands at a version:
	// errs.Conflict where somebody was faster.
	PutFacts(ctx context.Context, m Meta) error
	PutJob(ctx context.Context, j Job) error
	Append(ctx context.Context, t id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error)
}

// Resharing is a change of who else may read somebody's own section.
type Resharing struct {
	meta    Meta
	records []ledger.Record
	salts   []ledger.Salt
	job     Job
}

// DrawShares prepares that from now on these people, and nobody else, may read an
// entry that is somebody's own section. What was not open before begins at a time
// in microseconds since 1970 UTC. The meta is the one of the latest version.
func DrawShares(m Meta, people []id.Person, at int64) (Resharing, error) {
	r := Resharing{}
	before := openTo(m.Item.OwnSection, at)
	section := sharing.OwnSection{Owner: m.Item.GivenBy}
	for _, p := range people {
		share, was := before[string(p)]
		if !was {
			share = sharing.SectionShare{Recipient: string(p), When: sharing.Everyday, From: sharing.Micros(at)}
			r.records = append(r.records, sectionRecord(m, p, SectionOpened, at))
		}
		delete(before, string(p))
		section.SharedWith = append(section.SharedWith, share)
	}
	if m.Item.OwnSection != nil {
		for _, s := range m.Item.OwnSection.SharedWith {
			if _, ends := before[s.Recipient]; ends {
				delete(before, s.Recipient)
				r.records = append(r.records, sectionRecord(m, id.Person(s.Recipient), SectionClosed, at))
			}
		}
	}
	m.Item.OwnSection = &section
	r.meta = m
	r.job = newsJob(m.ID, m.Triangle, at)
	var err error
	r.salts, err = drawSalts(len(r.records))
	return r, err
}

// openTo are the sharings that are open on an ordinary day.
func openTo(s *sharing.OwnSection, at int64) map[string]sharing.SectionShare {
	out := map[string]sharing.SectionShare{}
	if s == nil {
		return out
	}
	for _, share := range s.SharedWith {
		if share.When != sharing.WithoutCapacity && (!share.Until.IsSet() || at < share.Until.Micros()) {
			out[share.Recipient] = share
		}
	}
	return out
}

func sectionRecord(m Meta, p id.Person, ground string, at int64) ledger.Record {
	return ledger.Record{
		Triangle: string(m.Triangle), At: at, Kind: ledger.SectionShared, Actor: m.Item.GivenBy, Person: string(p),
		Entry: string(m.ID), Version: m.Version, Topic: m.Item.Topic, Ground: ground,
	}
}

// In writes the change, its records, and the job that tells those who may read it
// now. Where nothing changes, nothing is written.
func (r Resharing) In(ctx context.Context, t FactsTx) error {
	if len(r.records) == 0 {
		return nil
	}
	if err := t.PutFacts(ctx, r.meta); err != nil {
		return err
	}
	if err := t.PutJob(ctx, r.job); err != nil {
		return err
	}
	_, err := t.Append(ctx, r.meta.Triangle, r.records, r.salts)
	return err
}

// Widening opens an addressed entry to people who have been told: the service user
// has said yes to it before them.
type Widening struct {
	meta Meta
	job  Job
}

// DrawKnown prepares that these people are known to know an entry, from a time in
// microseconds since 1970 UTC. The caller writes the record of why.
func DrawKnown(m Meta, people []id.Person, at int64) Widening {
	known := append([]string(nil), m.Item.KnownTo...)
	for _, p := range people {
		known = append(known, string(p))
	}
	m.Item.KnownTo = known
	return Widening{meta: m, job: newsJob(m.ID, m.Triangle, at)}
}

// In writes it.
func (w Widening) In(ctx context.Context, t FactsTx) error {
	if err := t.PutFacts(ctx, w.meta); err != nil {
		return err
	}
	return t.PutJob(ctx, w.job)
}

// newsJob tells those who may see an entry. Its key is the entry's, so what
// waits already is not queued twice.
func newsJob(e id.Entry, t id.Triangle, at int64) Job {
	return Job{
		ID: id.New(), Kind: NewsJob, UniqueKey: NewsJob + "/" + string(e),
		Payload: map[string]string{"triangle": string(t), "entry": string(e)}, RunAt: at, Made: at,
	}
}
