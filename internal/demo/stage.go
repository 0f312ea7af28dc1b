package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"trialogue/internal/app"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// act is something that somebody did, so many working days before today.
type act struct {
	days  int
	clock string // in London: "09:30"
	who   string // by key of the cast
	do    deed
}

// deed is one thing that can be done. It calls the service that a page would call.
type deed interface{ do(m moment) error }

// scene is what happened in one triangle.
type scene struct {
	name string
	acts []act
}

// stage is where the story is told.
type stage struct {
	*app.App
	clock  *Clock
	days   calendar
	people map[string]triangle.Person
	drawn  map[string]string // ids of what has a name in the story
}

func newStage(a *app.App, clock *Clock) *stage {
	return &stage{App: a, clock: clock, days: newCalendar(clock.Now()), people: map[string]triangle.Person{}, drawn: map[string]string{}}
}

// story is all that happened, a triangle after the other.
func story() []scene {
	return []scene{okafor(), nair(), tomWalsh(), haddad(), bernieWalsh(), nowak(), reid(), rees(), profiles()}
}

// timed is an act with its moment.
type timed struct {
	act
	at    time.Time
	scene string
}

// script puts all acts in the order in which they happened.
func (s *stage) script() ([]timed, error) {
	var out []timed
	for _, one := range story() {
		for _, a := range one.acts {
			at, err := s.days.ago(a.days, a.clock)
			if err != nil {
				return nil, err
			}
			out = append(out, timed{a, at, one.name})
		}
	}
	slices.SortStableFunc(out, func(a, b timed) int { return cmp.Compare(a.at.UnixMicro(), b.at.UnixMicro()) })
	return out, nil
}

// play tells the story. Jobs run as time passes, so that none is left
// over; at the end the log is signed, so that everything can be proved.
func (s *stage) play(ctx context.Context) error {
	script, err := s.script()
	if err != nil {
		return err
	}
	s.clock.stand(script[0].at.AddDate(0, 0, -7))
	if err := s.arrive(ctx); err != nil {
		return err
	}
	for _, t := range script {
		if err := s.act(ctx, t); err != nil {
			return fmt.Errorf("demo: %s, %d days ago at %s, %s %T: %w", t.scene, t.days, t.clock, t.who, t.do, err)
		}
	}
	s.clock.release()
	if err := s.arriveLast(ctx); err != nil {
		return err
	}
	if err := s.work(ctx); err != nil {
		return err
	}
	return s.SignedLog.Checkpoint(ctx)
}

func (s *stage) act(ctx context.Context, t timed) error {
	before := s.clock.Now()
	s.clock.stand(t.at)
	if now := s.clock.Now(); now.Month() != before.Month() {
		if err := s.work(ctx); err != nil {
			return err
		}
	}
	who, known := s.people[t.who]
	if !known {
		return fmt.Errorf("nobody is called %q", t.who)
	}
	return t.do.do(moment{stage: s, ctx: ctx, key: t.who, who: who, scene: t.scene})
}

// hands work side by side, since what is written together is made durable
// together. More of them would only get in each other's way.
const hands = 4

// work does the jobs that are due.
func (s *stage) work(ctx context.Context) error {
	return together(hands, func(int) error {
		_, err := s.Worker.Drain(ctx)
		return err
	})
}

// together does a thing for several hands at once.
func together(hands int, do func(hand int) error) error {
	var wait sync.WaitGroup
	problems := make([]error, hands)
	for i := range hands {
		wait.Go(func() { problems[i] = do(i) })
	}
	wait.Wait()
	return errors.Join(problems...)
}

// moment is an act as it happens.
type moment struct {
	*stage
	ctx   context.Context
	key   string // of who does it
	who   triangle.Person
	scene string
}

// in is the triangle of the scene.
func (m moment) in() id.Triangle { return id.Triangle(m.named("triangle")) }

// named is the id of something in this scene. It is drawn when it is first named.
func (m moment) named(name string) string {
	key := m.scene + "/" + name
	if m.drawn[key] == "" {
		m.drawn[key] = id.New()
	}
	return m.drawn[key]
}

// is gives a name to what has an id already.
func (m moment) is(name, id string) { m.drawn[m.scene+"/"+name] = id }

// entry is the id of an entry; without a name it is a fresh one.
func (m moment) entry(name string) id.Entry {
	if name == "" {
		return id.Entry(id.New())
	}
	return id.Entry(m.named(name))
}

// somebody is a person of the cast; empty stays empty.
func (m moment) somebody(key string) id.Person { return m.people[key].ID }
