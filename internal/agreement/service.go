// Package agreement knows what people of a triangle agreed to do, who does it by when, what
// happened, and what a team can and cannot do. Nobody is made owner without a yes.
package agreement

import (
	"context"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	disclose.WriteTx
	disclose.FactsTx
	duty.Tx
	Reader
	Rows
	Sweeping
	LimitsTx
}

// Reader finds people, and entries that are sealed.
type Reader interface {
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	EntriesByID(ctx context.Context, t id.Triangle, es []id.Entry) ([]disclose.Sealed, error)
	Children(ctx context.Context, t id.Triangle, parent id.Entry) ([]disclose.Sealed, error)
	// AgreedEntries reads up to n first wordings after a place, newest first.
	AgreedEntries(ctx context.Context, t id.Triangle, f Filter, after disclose.Place, n int) ([]disclose.Sealed, error)
	// AskedAlone lists the carers about whom a person wants to be asked once more,
	// alone, before a yes counts; "*" is every carer.
	AskedAlone(ctx context.Context, t id.Triangle, p id.Person) ([]string, error)
}

// Rows keeps what is known of agreements besides their words.
type Rows interface {
	// Agreements reads some agreements of a triangle as the reader of the context may
	// know them, oldest first. What is not there is left out.
	Agreements(ctx context.Context, t id.Triangle, ids []id.Entry) ([]Agreement, error)
	PutAgreement(ctx context.Context, a Agreement) error
	// PutAgreedVersion stores a wording with its steps; a number that is taken is errs.Conflict.
	PutAgreedVersion(ctx context.Context, agreement id.Entry, v Version) error
	PutAgreedEvent(ctx context.Context, agreement id.Entry, e Event) error
}

// Sweeping finds what comes up by the calendar alone. Each reads up to n, in the
// order of ids, after one.
type Sweeping interface {
	// LateActions lists open actions whose day has passed, in all triangles.
	LateActions(ctx context.Context, now int64, after string, n int) ([]duty.Duty, error)
	// GoneOwners lists open duties of this feature whose owner stands there no more.
	GoneOwners(ctx context.Context, now int64, after string, n int) ([]duty.Duty, error)
	// WaitingAsks lists who was not asked for a yes because they could not see the words.
	WaitingAsks(ctx context.Context, after string, n int) ([]Waiting, error)
}

// Service does what people ask of this feature.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}

// everything is the context of somebody who acts: what they do follows from how
// things are, also where their own sight is held.
func everything(ctx context.Context) context.Context { return tx.For(ctx, "") }

// fewMost bounds what hangs on one agreement.
const fewMost = 1000

// few reads entries at once, through the door.
func (s *Service) few(ctx context.Context, by id.Person, t id.Triangle, fetch func(context.Context, Tx) ([]disclose.Sealed, error)) ([]disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: fewMost,
		Fetch: disclose.AtOnce(fetch),
	})
	return page.Shown, err
}

// place reads the triangle and where somebody stands in it now. A carer's own
// file has nobody to agree with.
func (s *Service) place(ctx context.Context, by id.Person, t id.Triangle) (tri triangle.Triangle, me triangle.Member, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		tri, me, err = placeIn(ctx, x, by, t, s.now())
		return err
	})
	return tri, me, err
}

func placeIn(ctx context.Context, x Tx, by id.Person, t id.Triangle, now time.Time) (triangle.Triangle, triangle.Member, error) {
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return triangle.Triangle{}, triangle.Member{}, err
	}
	me, err := address.Here(tri, by, now)
	if err == nil && tri.Kind == triangle.File {
		err = errs.Missing("agreement.placeIn")
	}
	return tri, me, err
}
