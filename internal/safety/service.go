// Package safety knows people under pressure: whose sight of a triangle is held,
// by whom, until when somebody looks again, and how it ends. It never decides
// what is shown: the door does, by the moment that is written down here.
package safety

import (
	"context"
	"slices"
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
	duty.Tx
	Holds
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	EntriesByID(ctx context.Context, t id.Triangle, es []id.Entry) ([]disclose.Sealed, error)
}

// Holds is how holds are kept.
type Holds interface {
	PutHold(ctx context.Context, h Hold) error
	// ChangeHold stores what moves of one that has not ended; an ended one is errs.Conflict.
	ChangeHold(ctx context.Context, h Hold) error
	// HoldsIn lists the holds of a triangle, newest first.
	HoldsIn(ctx context.Context, t id.Triangle) ([]Hold, error)
}

// Hold keeps somebody's sight of a triangle at a moment. A quiet one was set by
// the service user. Times are microseconds since 1970 UTC; 0 is not yet.
type Hold struct {
	ID       string
	Triangle id.Triangle
	Person   id.Person // who sees nothing new
	By       id.Person
	Quiet    bool
	Reason   id.Entry
	Begins   int64
	Seq      int64 // its record in the chain

	ConfirmBy   int64 // without a second professional it ends then
	Confirmed   int64
	ConfirmedBy id.Person

	Review       int64 // somebody looks again by then
	Longer       int64 // a later day that waits for a second professional
	LongerBy     id.Person
	LongerReason id.Entry

	Ended   int64
	EndedBy id.Person
	Outcome string // a code
}

// How a hold can end.
const (
	Lifted      = "lifted"      // somebody ended it
	Unconfirmed = "unconfirmed" // no second professional looked in time
	service     = id.Person("service")
)

// On reports whether a hold acts at a time.
func (h Hold) On(now time.Time) bool { return h.Ended == 0 && !h.lapsed(now) }

// lapsed reports whether nobody confirmed it in time. The job that ends it may be late.
func (h Hold) lapsed(now time.Time) bool {
	return !h.Quiet && h.Confirmed == 0 && now.UnixMicro() >= h.ConfirmBy
}

// Late reports whether the day to look again has passed. It acts on all the same:
// a day that was forgotten must not open a door.
func (h Hold) Late(now time.Time) bool { return h.Review != 0 && now.UnixMicro() > h.Review }

// The spans of a hold.
const (
	ConfirmWithin = 72 * time.Hour
	ReviewMost    = 14 * 24 * time.Hour
	ReasonMost    = 4000 // letters
)

// The kinds of duty and job of this package. Ref names the hold.
const (
	DutyConfirm duty.Kind = "hold-confirm" // look at a hold as the second professional
	DutyReview  duty.Kind = "hold-review"  // is it still needed?
	LapseJob              = "hold-lapse"
	ReviewJob             = "hold-review-late"
)

// Service keeps pauses and holds.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}

// room is a triangle with its holds as one of its people may know them.
type room struct {
	tri   triangle.Triangle
	me    triangle.Member
	holds []Hold
	now   time.Time
}

// enter finds who acts; for anybody without a place it is not there.
func (s *Service) enter(ctx context.Context, x Tx, by id.Person, t id.Triangle, now time.Time) (r room, err error) {
	r.now = now
	if r.tri, err = x.Triangle(ctx, t); err != nil {
		return room{}, err
	}
	me, ok := r.tri.Member(by)
	if !ok || !me.Here(now) || r.tri.Kind != triangle.Three {
		return room{}, errs.Missing("safety.enter")
	}
	r.me = me
	all, err := x.HoldsIn(ctx, t)
	since := heldSince(all, by)
	r.holds = slices.DeleteFunc(all, func(h Hold) bool { return !r.mayKnow(h) || since != 0 && h.Begins >= since && h.By != by })
	return r, err
}

// heldSince is since when somebody's own sight is held; what came later they do
// not find here either.
func heldSince(all []Hold, p id.Person) int64 {
	var since int64
	for _, h := range all {
		if h.Person == p && h.Ended == 0 && (since == 0 || h.Begins < since) {
			since = h.Begins
		}
	}
	return since
}

// mayKnow says who may know of a hold: the service user of their own pauses,
// professionals of all, and nobody of one on themselves.
func (r room) mayKnow(h Hold) bool {
	switch {
	case h.Person == r.me.Person:
		return false
	case r.me.Corner == sharing.Professional:
		return true
	}
	return h.Quiet && h.By == r.me.Person
}

func (r room) staff() bool { return r.me.Corner == sharing.Professional }

// hold finds one that the person may know of.
func (r room) hold(name string) (Hold, error) {
	i := slices.IndexFunc(r.holds, func(h Hold) bool { return h.ID == name })
	if i < 0 {
		return Hold{}, errs.Missing("safety.hold")
	}
	return r.holds[i], nil
}

// others are the professionals who can be second: not whoever began, and nobody
// whose own sight is held.
func (r room) others(h Hold, not ...id.Person) []triangle.Member {
	var out []triangle.Member
	for _, m := range r.tri.At(sharing.Professional, r.now) {
		held := slices.ContainsFunc(r.holds, func(o Hold) bool { return o.Person == m.Person && o.On(r.now) })
		if m.Person != h.Person && !held && !slices.Contains(not, m.Person) {
			out = append(out, m)
		}
	}
	return out
}

// record draws the line of the chain about a hold; step says what was done.
func (h Hold) record(kind ledger.Kind, by id.Person, at int64, step string) ledger.Record {
	ground := "safeguarding"
	if h.Quiet {
		ground = "quiet"
	}
	return ledger.Record{
		Triangle: string(h.Triangle), At: at, Kind: kind, Actor: string(by), Person: string(h.Person), Ground: ground,
		Extra: map[string]string{"hold": h.ID, "step": step},
	}
}

// List is what somebody may know of holds, those in force first.
func (s *Service) List(ctx context.Context, by id.Person, t id.Triangle) (on, past []Hold, err error) {
	defer errs.Wrap("safety.List", &err)
	now := s.now()
	err = s.run.View(ctx, func(x Tx) error {
		on, past = nil, nil
		r, err := s.enter(ctx, x, by, t, now)
		if err != nil {
			return err
		}
		if r.me.Corner == sharing.Carer {
			return errs.Missing("safety.List")
		}
		for _, h := range r.holds {
			if h.On(now) {
				on = append(on, h)
			} else {
				past = append(past, h)
			}
		}
		return nil
	})
	return on, past, err
}

// One reads one hold.
func (s *Service) One(ctx context.Context, by id.Person, t id.Triangle, hold string) (h Hold, err error) {
	defer errs.Wrap("safety.One", &err)
	err = s.run.View(ctx, func(x Tx) error {
		r, err := s.enter(ctx, x, by, t, s.now())
		if err != nil {
			return err
		}
		h, err = r.hold(hold)
		return err
	})
	return h, err
}

// Reasons opens the reasons of a hold for a professional. They are read through
// the door like any text, so that it is on record who read them.
func (s *Service) Reasons(ctx context.Context, by id.Person, h Hold) ([]disclose.Shown, error) {
	ids := slices.DeleteFunc([]id.Entry{h.Reason, h.LongerReason}, func(e id.Entry) bool { return e == "" })
	if len(ids) == 0 {
		return nil, nil
	}
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: h.Triangle, Person: by, Purpose: sharing.Care, Limit: len(ids),
		Fetch: disclose.AtOnce(func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntriesByID(ctx, h.Triangle, ids) }),
	})
	return page.Shown, err
}

// Held tells a professional whether somebody's sight is held, so that they do
// not tell by voice what the pages keep. Of themselves they learn nothing.
func (s *Service) Held(ctx context.Context, by id.Person, t id.Triangle, p id.Person) (bool, error) {
	on, _, err := s.List(ctx, by, t)
	return slices.ContainsFunc(on, func(h Hold) bool { return h.Person == p }), err
}
