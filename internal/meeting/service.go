// Package meeting knows when the network of a triangle meets, who was invited by whom, and
// what was agreed. Each voice keeps its own words. It never decides who reads them: the door does.
package meeting

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
	Steps
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	Children(ctx context.Context, t id.Triangle, parent id.Entry) ([]disclose.Sealed, error)
}

// Steps is how steps are kept.
type Steps interface {
	PutSteps(ctx context.Context, steps []Step) error
	// StepsOf lists the steps of meetings, the oldest first, as the reader of the
	// context may know them. The meeting "" stands for what people wish at all of them.
	StepsOf(ctx context.Context, t id.Triangle, meetings []id.Entry) ([]Step, error)
	// MeetingTexts reads up to n entries of some kinds after a place, newest first.
	MeetingTexts(ctx context.Context, t id.Triangle, kinds []disclose.Kind, after disclose.Place, n int) ([]disclose.Sealed, error)
	// TimesAfter lists the steps that set a time after a moment, in all triangles.
	TimesAfter(ctx context.Context, at int64) ([]Step, error)
	// TakeOver makes what somebody owed a meeting, and others ended, ended by
	// themselves: then it is so also where their sight is held.
	TakeOver(ctx context.Context, t id.Triangle, ref string, owner id.Person) error
}

// Limits, stated to people before they reach them.
const (
	TextMost    = 10_000 // letters in a text
	ShortMost   = 300    // letters in a place, a link, a name
	AheadMost   = 366    // days until a meeting
	AnswerIn    = 24 * time.Hour
	RemindHours = 24
	listMost    = 100
	childMost   = 500
)

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

// room is a triangle of three with who acts in it.
type room struct {
	tri triangle.Triangle
	me  triangle.Member
	su  triangle.Member
	now time.Time
}

// enter finds who acts. Where the service user's corner is empty there is no
// network to call: it needs the three.
func (s *Service) enter(ctx context.Context, x Tx, by id.Person, t id.Triangle, now time.Time) (r room, err error) {
	r.now = now
	if r.tri, err = x.Triangle(ctx, t); err != nil {
		return room{}, err
	}
	if r.me, err = address.Here(r.tri, by, now); err != nil {
		return room{}, err
	}
	su, ok := r.tri.ServiceUser()
	if r.tri.Kind != triangle.Three || !ok || !su.Here(now) {
		return room{}, errs.Missing("meeting.enter")
	}
	r.su = su
	return r, nil
}

// Possible reports whether there are the three that a meeting needs.
func Possible(t triangle.Triangle, now time.Time) bool {
	su, ok := t.ServiceUser()
	return t.Kind == triangle.Three && ok && su.Here(now)
}

func (r room) mine() bool { return r.me.Person == r.su.Person }

func (r room) staff() bool { return r.me.Corner == sharing.Professional }

// here finds somebody of the triangle who can be invited.
func (r room) here(p id.Person) (triangle.Member, bool) {
	m, ok := r.tri.Member(p)
	return m, ok && p != triangle.NobodyYet && m.Here(r.now) && m.Corner != triangle.AtSupport
}
