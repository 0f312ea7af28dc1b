package news

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// Mark is where somebody's last look ended. Seq is a place in the triangle's
// chain, so that no clock set back can hide what is new; At is for words. The
// zero Mark is somebody who never looked.
type Mark struct {
	Seq int64
	At  int64 // microseconds since 1970 UTC
}

// Notice is a mail that may be sent: there is something new for somebody.
type Notice struct {
	Person   id.Person
	Triangle id.Triangle
	Entry    id.Entry
	Made     int64 // microseconds since 1970 UTC
}

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	// Looked is where somebody's last look ended.
	Looked(ctx context.Context, p id.Person, t id.Triangle) (Mark, error)
	// PutLooked moves the mark forward; one that lies further on stands.
	PutLooked(ctx context.Context, p id.Person, t id.Triangle, m Mark) error
	// ChainEnd is the number of the last record of a triangle.
	ChainEnd(ctx context.Context, t id.Triangle) (int64, error)
	// EntriesSince reads up to n entries that were written, corrected, or
	// released to this person, after a place in the chain, newest first.
	EntriesSince(ctx context.Context, p id.Person, t id.Triangle, seq int64, after disclose.Place, n int) ([]disclose.Sealed, error)
}

// Service answers what is new.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}

// News is what somebody may see that they did not see at their last look.
type News struct {
	Since time.Time // of the last look; zero for somebody who never looked
	Shown []disclose.Shown
	More  bool // there is more than these
	end   int64
}

// Most is how many new entries a page lists.
const Most = 20

// Since shows what is new in a triangle for one of its people, newest first.
// Being shown, it is on record like everything that is shown.
func (s *Service) Since(ctx context.Context, p id.Person, t id.Triangle) (out News, err error) {
	defer errs.Wrap("news.Since", &err)
	var mark Mark
	err = s.run.View(ctx, func(x Tx) error {
		if out.end, err = x.ChainEnd(ctx, t); err != nil {
			return err
		}
		mark, err = x.Looked(ctx, p, t)
		return err
	})
	if err != nil {
		return News{}, err
	}
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: p, Purpose: sharing.Care, Limit: Most,
		Fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
			return s.ofOthers(ctx, x, p, t, mark.Seq, after, n)
		},
	})
	if err != nil {
		return News{}, err
	}
	out.Shown, out.More = page.Shown, page.Next != (disclose.Place{})
	if mark.At != 0 {
		out.Since = time.UnixMicro(mark.At)
	}
	return out, nil
}

// Count says how many entries somebody would find if they looked now, up to
// Most. It opens nothing, so nothing is recorded, and what is withheld does
// not count.
func (s *Service) Count(ctx context.Context, p id.Person, t id.Triangle) (n int, err error) {
	defer errs.Wrap("news.Count", &err)
	now := s.now()
	ctx = tx.For(ctx, p)
	err = s.run.View(ctx, func(x Tx) error {
		n, err = s.count(ctx, x, p, t, now)
		return err
	})
	return n, err
}

func (s *Service) count(ctx context.Context, x Tx, p id.Person, t id.Triangle, now time.Time) (int, error) {
	mark, err := x.Looked(ctx, p, t)
	if err != nil {
		return 0, err
	}
	sight, err := disclose.See(ctx, x, t, p, now)
	if err != nil {
		return 0, err
	}
	n, after := 0, disclose.Place{}
	for {
		some, err := s.ofOthers(ctx, x, p, t, mark.Seq, after, Most)
		if err != nil {
			return 0, err
		}
		for _, one := range some {
			after = disclose.Place{At: one.Meta.Made, Entry: one.Meta.ID}
			if sight.Decide(one.Meta, sharing.Care).Shares() {
				n++
			}
			if n == Most {
				return n, nil
			}
		}
		if len(some) < Most {
			return n, nil
		}
	}
}

// Saw notes that somebody was shown this list. What came while it was made is
// still new next time.
func (s *Service) Saw(ctx context.Context, p id.Person, t id.Triangle, n News) (err error) {
	defer errs.Wrap("news.Saw", &err)
	now := s.now().UnixMicro()
	return s.run.Update(ctx, func(x Tx) error { return x.PutLooked(ctx, p, t, Mark{Seq: n.end, At: now}) })
}

// Look notes that somebody has looked: what is there now is no longer new.
func (s *Service) Look(ctx context.Context, p id.Person, t id.Triangle) (err error) {
	defer errs.Wrap("news.Look", &err)
	now := s.now().UnixMicro()
	return s.run.Update(ctx, func(x Tx) error {
		end, err := x.ChainEnd(ctx, t)
		if err != nil {
			return err
		}
		return x.PutLooked(ctx, p, t, Mark{Seq: end, At: now})
	})
}

// ofOthers leaves out what somebody wrote themselves, and reads on until there
// are n or none are left: the door takes fewer than n for the end.
func (s *Service) ofOthers(ctx context.Context, x Tx, p id.Person, t id.Triangle, seq int64, after disclose.Place, n int) ([]disclose.Sealed, error) {
	var out []disclose.Sealed
	for len(out) < n {
		some, err := x.EntriesSince(ctx, p, t, seq, after, n)
		if err != nil {
			return nil, err
		}
		for _, one := range some {
			after = disclose.Place{At: one.Meta.Made, Entry: one.Meta.ID}
			if !writtenBy(one.Meta, p) && len(out) < n {
				out = append(out, one)
			}
		}
		if len(some) < n {
			break
		}
	}
	return out, nil
}

func writtenBy(m disclose.Meta, p id.Person) bool {
	return m.Author == p || m.Item.GivenBy == string(p)
}
