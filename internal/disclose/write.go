package disclose

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// WriteTx is what writing needs of a transaction.
type WriteTx interface {
	// PutEntry stores a first version, sealed.
	PutEntry(ctx context.Context, n New) error
	// PutVersion stores a later version; errs.Conflict if somebody was faster.
	PutVersion(ctx context.Context, n New) error
	// PutJob queues work that follows the commit. The same unique key twice is one job.
	PutJob(ctx context.Context, j Job) error
	Append(ctx context.Context, t id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error)
}

// Job is work for after the commit. Its payload holds ids, never words.
type Job struct {
	ID        string
	Kind      string
	UniqueKey string
	Payload   map[string]string
	RunAt     int64 // microseconds since 1970 UTC
	Made      int64
}

// NewsJob tells those who may see an entry that there is something new.
const NewsJob = "news"

// Writing is an entry with everything drawn that a transaction must not draw.
type Writing struct {
	entry New
	salt  ledger.Salt
	job   Job
}

// Draw prepares a new entry or a new version. The caller has checked the facts.
func Draw(n New) (Writing, error) {
	salts, err := drawSalts(1)
	if err != nil {
		return Writing{}, err
	}
	n.Item.ID = string(n.ID)
	return Writing{entry: n, salt: salts[0], job: newsJob(n.ID, n.Triangle, n.Changed)}, nil
}

// In writes the entry, its record and its job in one transaction.
func (w Writing) In(ctx context.Context, t WriteTx) error {
	kind, put := ledger.EntryWritten, t.PutEntry
	if w.entry.Version > 1 {
		kind, put = ledger.EntryCorrected, t.PutVersion
	}
	if err := put(ctx, w.entry); err != nil {
		return err
	}
	if err := t.PutJob(ctx, w.job); err != nil {
		return err
	}
	_, err := t.Append(ctx, w.entry.Triangle, []ledger.Record{{
		Triangle: string(w.entry.Triangle), At: w.entry.Changed, Kind: kind, Actor: string(w.entry.Author),
		Entry: string(w.entry.ID), Version: w.entry.Version, Topic: w.entry.Item.Topic,
	}}, []ledger.Salt{w.salt})
	return err
}

// Noted is a record without a text: a choice, a call, somebody joining.
type Noted struct {
	record ledger.Record
	salt   ledger.Salt
}

// DrawRecord prepares a record. Triangle, At, Kind and Actor must be set.
func DrawRecord(r ledger.Record) (Noted, error) {
	salts, err := drawSalts(1)
	if err != nil {
		return Noted{}, err
	}
	return Noted{record: r, salt: salts[0]}, nil
}

// Appender writes records.
type Appender interface {
	Append(ctx context.Context, t id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error)
}

// In appends the record and returns its place in the chain.
func (n Noted) In(ctx context.Context, t Appender) (int64, error) {
	seqs, err := t.Append(ctx, id.Triangle(n.record.Triangle), []ledger.Record{n.record}, []ledger.Salt{n.salt})
	if err != nil {
		return 0, err
	}
	return seqs[0], nil
}
