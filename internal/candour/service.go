package candour

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	disclose.WriteTx
	Reader
	duty.Tx
	// QuestionsOf reads the latest questions that a person asked, newest first.
	QuestionsOf(ctx context.Context, t id.Triangle, asker id.Person) ([]disclose.Sealed, error)
}

// Reader finds entries, sealed, and the records around them.
type Reader interface {
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	EntriesByID(ctx context.Context, t id.Triangle, es []id.Entry) ([]disclose.Sealed, error)
	Children(ctx context.Context, t id.Triangle, parent id.Entry) ([]disclose.Sealed, error)
	// Concerning reads up to n entries that a person gave or that are about them, newest first.
	Concerning(ctx context.Context, t id.Triangle, p id.Person, after disclose.Place, n int) ([]disclose.Sealed, error)
	// Touching reads all records that name one of the entries, in order.
	Touching(ctx context.Context, t id.Triangle, es []id.Entry) ([]ledger.Record, error)
	// RecordsNear reads up to n records that a person did, that name them, or that name
	// an entry of theirs, newest first.
	RecordsNear(ctx context.Context, t id.Triangle, p id.Person, before Moment, n int) ([]ledger.Record, error)
	// BegunReleases lists releases that took effect, ended or not, oldest first.
	BegunReleases(ctx context.Context, t id.Triangle) ([]Release, error)
}

// Moment is a place among records: before this time, and at this time before this row.
type Moment struct{ At, Seq int64 }

// Release is a signed decision to show one entry to one person. Until Told it is
// kept from the person whose choice it overrides, for a reason that is looked at again.
type Release struct {
	Entry     id.Entry
	Recipient id.Person // or somebody outside, who has no place here
	By        id.Person
	Second    id.Person // who signed too; empty for none
	Begins    int64     // microseconds since 1970 UTC
	Told      bool
}

// Service shows people what happened to what is theirs.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	log  *Log
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, log *Log, now func() time.Time) *Service {
	return &Service{run: run, door: door, log: log, now: now}
}

// fewMost bounds what hangs on one entry.
const fewMost = 500

// few reads a handful of entries at once, through the door.
func (s *Service) few(ctx context.Context, by id.Person, t id.Triangle, keep func(disclose.Shown) bool, fetch func(context.Context, Tx) ([]disclose.Sealed, error)) ([]disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: fewMost, Keep: keep,
		Fetch: disclose.AtOnce(fetch),
	})
	return page.Shown, err
}

// one reads one entry that a person may see; any other is errs.NotFound.
func (s *Service) one(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (disclose.Shown, error) {
	found, err := s.few(ctx, by, t, nil, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntryByID(ctx, t, e) })
	if err != nil {
		return disclose.Shown{}, err
	}
	if len(found) == 0 {
		return disclose.Shown{}, errs.Missing("candour.one")
	}
	return found[0], nil
}

// place reads the triangle and where somebody stands in it now.
func (s *Service) place(ctx context.Context, by id.Person, t id.Triangle) (tri triangle.Triangle, me triangle.Member, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		tri, me, err = s.placeIn(ctx, x, by, t)
		return err
	})
	return tri, me, err
}

func (s *Service) placeIn(ctx context.Context, x Tx, by id.Person, t id.Triangle) (triangle.Triangle, triangle.Member, error) {
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return triangle.Triangle{}, triangle.Member{}, err
	}
	me, ok := tri.Member(by)
	if !ok || !me.Here(s.now()) {
		return triangle.Triangle{}, triangle.Member{}, errs.Missing("candour.place")
	}
	return tri, me, nil
}
