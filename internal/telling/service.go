// Package telling answers a professional who is on the phone: may I tell this person about this topic? And it keeps what
// was told. The answer comes from what the service user chose, never from what is written: it is the same whether there
// is anything to tell or not. It must never read an entry.
package telling

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
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
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	TrianglesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error)
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	// MetLimit reports whether a limit that somebody met for this person, topic and rule is on record for a day.
	MetLimit(ctx context.Context, l Limit) (bool, error)
}

// Limit is one no, met by a professional on behalf of somebody. Day counts from 1970 UTC.
type Limit struct {
	Triangle      id.Triangle
	Actor, Person id.Person
	Topic, Rule   string
	Day           int64
}

// Service looks up and records.
type Service struct {
	run tx.Runner[Tx]
	now func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], now func() time.Time) *Service { return &Service{run: run, now: now} }

// Circle is a triangle of a professional and the people in it who may ask: its carers, then its service user.
type Circle struct {
	Triangle id.Triangle
	About    triangle.Member
	People   []triangle.Member
}

// People lists whom a professional may be talking to. Anybody else gets nobody.
func (s *Service) People(ctx context.Context, by id.Person) (out []Circle, err error) {
	defer errs.Wrap("telling.People", &err)
	var all []triangle.Triangle
	now := s.now()
	err = s.run.View(ctx, func(t Tx) (err error) {
		all, err = t.TrianglesOf(ctx, by, now.UnixMicro())
		return err
	})
	return Circles(all, by, now), err
}

// Circles are the people about whom a professional can be asked, of triangles that
// were read already.
func Circles(all []triangle.Triangle, by id.Person, now time.Time) (out []Circle) {
	for _, t := range all {
		if place, err := placeOf(t, by, now); err == nil {
			out = append(out, Circle{Triangle: t.ID, About: place.user, People: append(t.At(sharing.Carer, now), place.user)})
		}
	}
	return out
}

// Topics are the topics that can be asked about. What is a carer's own is not for others to ask here.
func Topics() []string {
	var out []string
	for _, t := range sharing.Topics() {
		if !t.ForCarers {
			out = append(out, t.Name)
		}
	}
	return out
}

// place is a professional in a triangle of three.
type place struct {
	triangle.Triangle
	user triangle.Member
}

// placeOf lets professionals of the triangle in; for all others it does not exist.
func placeOf(t triangle.Triangle, by id.Person, now time.Time) (place, error) {
	me, ok := t.Member(by)
	user, has := t.ServiceUser()
	if !ok || !has || !me.Here(now) || me.Corner != sharing.Professional {
		return place{}, errs.Missing("telling.place")
	}
	return place{Triangle: t, user: user}, nil
}

// partner is the person who asks: a carer of the triangle or its service user, here now.
func (p place) partner(who id.Person, now time.Time) (triangle.Member, error) {
	m, ok := p.Member(who)
	if !ok || !m.Here(now) || m.Corner == sharing.Professional {
		return triangle.Member{}, errs.Missing("telling.partner")
	}
	return m, nil
}

func checkTopic(topic string) error {
	var p errs.Problems
	if !slices.Contains(Topics(), topic) {
		p.Add("topic", "telling.topic-missing")
	}
	return p.Err("telling.topic")
}
