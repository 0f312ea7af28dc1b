// Package relationship knows the six directed relationships of a triangle, the
// tasks of each, and how they go, as far as the person who looks may know it: from
// what they themselves gave, and from what they themselves were shown. It never
// measures anybody against anybody.
package relationship

import (
	"context"
	"time"

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
	Looker
	Writer
	Prompter
	Worder
}

// Looker is what looking needs.
type Looker interface {
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	// GivenBy lists when a person last gave each kind of thing that stands in the
	// timeline, and the latest of what they gave in the rooms.
	GivenBy(ctx context.Context, t id.Triangle, p id.Person) ([]Given, error)
	// ShownTo lists when a person was last shown something of each giver.
	ShownTo(ctx context.Context, t id.Triangle, p id.Person) ([]Shown, error)
	// SaidOn lists when a person last wrote on each arrow, for themselves or shared.
	SaidOn(ctx context.Context, t id.Triangle, p id.Person) (map[string]int64, error)
}

// Writer is what words on arrows need.
type Writer interface {
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	// OnArrows reads up to n words on arrows after a place, newest first.
	OnArrows(ctx context.Context, t id.Triangle, f Filter, after disclose.Place, n int) ([]disclose.Sealed, error)
	// PlacesOnArrows says where words belong.
	PlacesOnArrows(ctx context.Context, t id.Triangle, entries []id.Entry) (map[id.Entry]Spot, error)
	PutOnArrow(ctx context.Context, t id.Triangle, e id.Entry, s Spot, made int64) error
	PutFacts(ctx context.Context, m disclose.Meta) error
}

// Prompter is what a rhythm needs.
type Prompter interface {
	PutDuty(ctx context.Context, d duty.Duty) error
	EndDuties(ctx context.Context, t id.Triangle, k duty.Kind, ref string, e duty.End) (int, error)
	DutiesAbout(ctx context.Context, t id.Triangle, ref string) ([]duty.Duty, error)
	// Rhythm is somebody's rhythm in a triangle; the zero Rhythm where they set none.
	Rhythm(ctx context.Context, t id.Triangle, p id.Person) (Rhythm, error)
	PutRhythm(ctx context.Context, r Rhythm) error
	// RhythmsDue lists up to n rhythms whose next day has come, the earliest first.
	RhythmsDue(ctx context.Context, now int64, n int) ([]Rhythm, error)
	PutRing(ctx context.Context, p id.Person) error
}

// Worder is what wordings of tasks need.
type Worder interface {
	Person(ctx context.Context, p id.Person) (triangle.Person, error)
	// Wordings lists the latest wording of each task that a service changed, and of
	// each that was changed for all.
	Wordings(ctx context.Context, service string) ([]Wording, error)
	// WordingsOf lists all wordings of one task of a service, newest first.
	WordingsOf(ctx context.Context, service, task string) ([]Wording, error)
	// PutWording is errs.Conflict where its number is taken.
	PutWording(ctx context.Context, w Wording) error
}

// Service looks, and keeps what people say about their own ends.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}

// pair is two people at the two ends of an arrow, seen by one of them.
type pair struct {
	tri       triangle.Triangle
	me, other triangle.Member
}

// pairIn finds a pair. Whoever does not stand at an end, or looks for somebody who
// does not stand at the other, finds nothing.
func (s *Service) pairIn(ctx context.Context, x Tx, by id.Person, t id.Triangle, a Arrow, other id.Person) (pair, error) {
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return pair{}, err
	}
	now := s.now()
	me, ok := tri.Member(by)
	them, known := tri.Member(other)
	if !ok || !known || !me.Here(now) || !them.Here(now) || tri.Kind != triangle.Three || other == by || other == triangle.NobodyYet ||
		a.EndAt(me.Corner) == Aside || a.Other(me.Corner) != them.Corner {
		return pair{}, errs.Missing("relationship.pairIn")
	}
	return pair{tri, me, them}, nil
}

// Pair finds who stands across on an arrow; errs.NotFound for anybody else.
func (s *Service) Pair(ctx context.Context, by id.Person, t id.Triangle, a Arrow, other id.Person) (me, them triangle.Member, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		p, err := s.pairIn(ctx, x, by, t, a, other)
		me, them = p.me, p.other
		return err
	})
	return me, them, err
}

// kindAt is what somebody writes at an end of an arrow.
func kindAt(a Arrow, c sharing.Corner) disclose.Kind {
	if c == a.From {
		return disclose.Reflection
	}
	return disclose.Received
}
