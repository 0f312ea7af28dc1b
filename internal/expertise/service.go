// Package expertise knows what each person of a triangle knows and how they know it, the account
// that somebody tells once, and the two views that are kept where people differ. It never weighs
// one person's knowledge or view against another's, and counts no voices.
package expertise

import (
	"context"
	"time"

	"trialogue/internal/address"
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
	disclose.FactsTx
	duty.Tx
	Reader
	Said
}

// Reader finds entries, sealed, and the records around them.
type Reader interface {
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	TrianglesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error)
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	Children(ctx context.Context, t id.Triangle, parent id.Entry) ([]disclose.Sealed, error)
	// KnownIn reads the entries of a kind that stand in a triangle, newest first.
	KnownIn(ctx context.Context, t id.Triangle, k disclose.Kind) ([]disclose.Sealed, error)
	// Touching reads all records that name one of the entries, in order.
	Touching(ctx context.Context, t id.Triangle, es []id.Entry) ([]ledger.Record, error)
	SawVersions(ctx context.Context, t id.Triangle, e id.Entry, p id.Person) ([]int, error)
}

// Said keeps what people say about a matter besides their words.
type Said interface {
	// MatterSaid lists what was said about a matter, oldest first.
	MatterSaid(ctx context.Context, t id.Triangle, matter id.Entry) ([]Word, error)
	// PutMatterSaid stores one word; the same id twice is errs.Conflict.
	PutMatterSaid(ctx context.Context, t id.Triangle, w Word) error
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

// room is a triangle as one person finds it, with what the engine needs to know.
type room struct {
	tri   triangle.Triangle
	facts *sharing.Triangle
	me    triangle.Member
	now   time.Time
}

// enter finds somebody's place. For anybody outside the triangle it is not there.
func (s *Service) enter(ctx context.Context, by id.Person, t id.Triangle) (r room, err error) {
	r.now = s.now()
	err = s.run.View(ctx, func(x Tx) (err error) {
		if r.tri, err = x.Triangle(ctx, t); err != nil {
			return err
		}
		if r.me, err = address.Here(r.tri, by, r.now); err != nil {
			return err
		}
		r.facts, err = x.Facts(ctx, t)
		return err
	})
	return r, err
}

// still makes sure that somebody has not left while they were writing.
func (s *Service) still(ctx context.Context, x Tx, by id.Person, t id.Triangle) error {
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return err
	}
	_, err = address.Here(tri, by, s.now())
	return err
}

// fewMost bounds what is read at once.
const fewMost = 500

// finding reads a handful of sealed entries.
type finding func(ctx context.Context, x Tx) ([]disclose.Sealed, error)

// few reads a handful of entries at once, through the door.
func (s *Service) few(ctx context.Context, by id.Person, t id.Triangle, find finding) ([]disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, s.look(by, t, find))
	return page.Shown, err
}

func (s *Service) look(by id.Person, t id.Triangle, find finding) disclose.Look[Tx] {
	return disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: fewMost,
		Fetch: disclose.AtOnce(find),
	}
}

// one reads one entry that was asked for by name; any that the door does not show
// is errs.NotFound.
func (s *Service) one(ctx context.Context, by id.Person, t id.Triangle, find finding) (disclose.Shown, error) {
	l := s.look(by, t, find)
	l.Direct = true
	page, err := disclose.Read(ctx, s.door, l)
	if err != nil {
		return disclose.Shown{}, err
	}
	if len(page.Shown) == 0 {
		return disclose.Shown{}, errs.Missing("expertise.one")
	}
	return page.Shown[0], nil
}

// ofOwner keeps the pages of one person.
func ofOwner(found []disclose.Sealed, owner id.Person) []disclose.Sealed {
	var out []disclose.Sealed
	for _, one := range found {
		if one.Meta.Item.GivenBy == string(owner) {
			out = append(out, one)
		}
	}
	return out
}

// problem is one thing wrong with a field, said in words.
func problem(op, field, key string, args ...any) error {
	var p errs.Problems
	p.Add(field, key, args...)
	return p.Err(op)
}
