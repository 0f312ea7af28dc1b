// Package conversation knows who talks with whom in a triangle, and who is to answer by when. What
// is written to the team is written to all of it, not to one inbox.
package conversation

import (
	"context"
	"slices"
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
	Waiting
	PutTalkEvent(ctx context.Context, e Event) error
	// DropKept removes what somebody kept of a draft, text and all.
	DropKept(ctx context.Context, t id.Triangle, by id.Person, draft id.Entry) error
}

// Reader finds conversations, sealed, and the rows around them.
type Reader interface {
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	EntriesByID(ctx context.Context, t id.Triangle, es []id.Entry) ([]disclose.Sealed, error)
	// Talks reads up to n texts that say what conversations are about, newest first.
	Talks(ctx context.Context, t id.Triangle, n int) ([]disclose.Sealed, error)
	// Messages reads up to n messages of a conversation after a place, newest first.
	Messages(ctx context.Context, t id.Triangle, c id.Entry, after disclose.Place, n int) ([]disclose.Sealed, error)
	// TalkEvents lists the rows of a conversation, or with none the words on read marks, in order.
	TalkEvents(ctx context.Context, t id.Triangle, c id.Entry) ([]Event, error)
	// Touching reads all records that name one of the entries, in order.
	Touching(ctx context.Context, t id.Triangle, es []id.Entry) ([]ledger.Record, error)
}

// Waiting finds what waits for an answer, and who stands in for whom.
type Waiting interface {
	// AnswersDue lists what waits for an answer in a triangle, the earliest day first.
	AnswersDue(ctx context.Context, t id.Triangle) ([]duty.Duty, error)
	// LeftAnswers lists up to n open duties to answer whose owner has gone.
	LeftAnswers(ctx context.Context, now int64, n int) ([]duty.Duty, error)
	// Covering lists who covers for somebody at a time.
	Covering(ctx context.Context, away id.Person, now int64) ([]id.Person, error)
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

// room is a conversation as one person finds it. What is not theirs to see has no room.
type room struct {
	State
	opening disclose.Meta
	tri     triangle.Triangle
	facts   *sharing.Triangle
	me      triangle.Member
	now     time.Time
}

// place finds somebody's place in a triangle of three.
func (s *Service) place(ctx context.Context, x Tx, by id.Person, t id.Triangle) (r room, err error) {
	r.now = s.now()
	if r.tri, err = x.Triangle(ctx, t); err != nil {
		return r, err
	}
	if r.tri.Kind != triangle.Three {
		return r, errs.Missing("conversation.place")
	}
	if r.me, err = address.Here(r.tri, by, r.now); err != nil {
		return r, err
	}
	r.facts, err = x.Facts(ctx, t)
	return r, err
}

// enter finds a conversation that the door shows somebody; any other is errs.NotFound.
func (s *Service) enter(ctx context.Context, by id.Person, t id.Triangle, c id.Entry) (r room, shown disclose.Shown, err error) {
	if shown, err = s.one(ctx, by, t, c); err != nil {
		return r, shown, err
	}
	err = s.run.View(ctx, func(x Tx) error {
		r, err = s.look(ctx, x, by, t, c)
		return err
	})
	return r, shown, err
}

// look reads the rows of a conversation. Whoever calls it has asked the door first.
func (s *Service) look(ctx context.Context, x Tx, by id.Person, t id.Triangle, c id.Entry) (room, error) {
	r, err := s.place(ctx, x, by, t)
	if err != nil {
		return r, err
	}
	found, err := x.EntryByID(ctx, t, c)
	if err != nil {
		return r, err
	}
	if len(found) == 0 || found[0].Meta.Kind != disclose.Conversation {
		return r, errs.Missing("conversation.look")
	}
	r.opening = found[0].Meta
	events, err := x.TalkEvents(ctx, t, c)
	r.State = stateOf(events, r.tri, r.now)
	return r, err
}

// today is a conversation as it is, whoever's sight is held: what somebody writes
// goes to those who are in it, and never to somebody who has left.
func (s *Service) today(ctx context.Context, by id.Person, t id.Triangle, c id.Entry) (r room, err error) {
	ctx = tx.For(ctx, "")
	err = s.run.View(ctx, func(x Tx) error {
		r, err = s.look(ctx, x, by, t, c)
		return err
	})
	return r, err
}

// one reads one conversation's line through the door; any other entry is errs.NotFound.
func (s *Service) one(ctx context.Context, by id.Person, t id.Triangle, c id.Entry) (disclose.Shown, error) {
	found, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		all, err := x.EntryByID(ctx, t, c)
		return slices.DeleteFunc(all, func(one disclose.Sealed) bool { return one.Meta.Kind != disclose.Conversation }), err
	})
	if err == nil && len(found) == 0 {
		err = errs.Missing("conversation.one")
	}
	if err != nil {
		return disclose.Shown{}, err
	}
	return found[0], nil
}

// fewMost bounds what is read at once by name.
const fewMost = 200

func (s *Service) few(ctx context.Context, by id.Person, t id.Triangle, fetch func(context.Context, Tx) ([]disclose.Sealed, error)) ([]disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: fewMost,
		Fetch: disclose.AtOnce(fetch),
	})
	return page.Shown, err
}

// shares asks the engine about somebody. Nothing is shown, so nothing is recorded.
func (r room) shares(i sharing.Item, p id.Person) bool {
	return sharing.Decide(sharing.At(r.now), r.facts, &i, sharing.Request{Recipient: string(p), Purpose: sharing.Care}).Shares()
}

// event is a row of this conversation. Rows are named by who calls, so that a form
// that is sent twice makes one.
func (r room) event(name string, what What, p id.Person) Event {
	return Event{ID: name, Triangle: r.tri.ID, Conversation: r.opening.ID, What: what, Person: p, By: r.me.Person, Made: r.now.UnixMicro()}
}

// noted is the record of an event. It names no entry: the facts of none change by it.
func noted(e Event) (disclose.Noted, error) {
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(e.Triangle), At: e.Made, Kind: ledger.Talked, Actor: string(e.By), Person: string(e.Person), Ground: string(e.What),
		Extra: map[string]string{"conversation": string(e.Conversation)},
	})
}

// write puts rows and their records, and what else belongs to them. Twice is once.
func (s *Service) write(ctx context.Context, t id.Triangle, events []Event, also func(Tx) error) error {
	notes := make([]disclose.Noted, len(events))
	for i, e := range events {
		var err error
		if notes[i], err = noted(e); err != nil {
			return err
		}
	}
	err := s.run.UpdateScope(ctx, t, func(x Tx) error {
		for i, e := range events {
			if err := x.PutTalkEvent(ctx, e); err != nil {
				return err
			}
			if _, err := notes[i].In(ctx, x); err != nil {
				return err
			}
		}
		if also == nil {
			return nil
		}
		return also(x)
	})
	if errs.Is(err, errs.Conflict) && len(events) > 0 && s.stands(ctx, events[0]) {
		return nil
	}
	return err
}

// stands reports whether a row was written before by the same person: a form sent twice.
func (s *Service) stands(ctx context.Context, e Event) bool {
	found := false
	err := s.run.View(ctx, func(x Tx) error {
		all, err := x.TalkEvents(ctx, e.Triangle, e.Conversation)
		found = slices.ContainsFunc(all, func(one Event) bool { return one.ID == e.ID && one.By == e.By && one.What == e.What })
		return err
	})
	return err == nil && found
}
