package conversation

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Earlier is the question to a writer whether somebody who came later may read
// what they wrote before.
type Earlier struct {
	disclose.Shown // the line of the conversation
	Who            triangle.Member
	Came           int64
	Said           What // what they said last; empty while they said nothing
}

// earlierSaid is a writer's word about one coming of somebody.
func (r room) earlierSaid(came Event, what What) Event {
	e := r.event(earlierRef(came, r.me.Person)+"/"+string(what), what, came.Person)
	e.Answer = id.Entry(came.ID)
	return e
}

// AskedEarlier finds the question, for somebody who wrote before another came. For
// anybody else there is none.
func (s *Service) AskedEarlier(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, late id.Person) (e Earlier, err error) {
	defer errs.Wrap("conversation.AskedEarlier", &err)
	_, _, e, err = s.askedEarlier(ctx, by, t, c, late)
	return e, err
}

func (s *Service) askedEarlier(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, late id.Person) (r room, came Event, e Earlier, err error) {
	r, e.Shown, err = s.enter(ctx, by, t, c)
	if err != nil {
		return r, came, e, err
	}
	came, ok := r.Late(late)
	who, known := r.tri.Member(late)
	if !ok || !known || !r.Has(who) {
		return r, came, e, errs.Missing("conversation.askedEarlier")
	}
	before, err := s.before(ctx, r, came)
	if err != nil {
		return r, came, e, err
	}
	said := r.saidEarlier(came)[by]
	// Once it is open there is nothing left to ask.
	if !slices.Contains(writers(before), by) || said == EarlierYes {
		return r, came, e, errs.Missing("conversation.askedEarlier")
	}
	e.Who, e.Came, e.Said = who, came.Made, said
	return r, came, e, nil
}

// AnswerEarlier says yes or no. With the yes of the last writer all of it opens at once.
func (s *Service) AnswerEarlier(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, late id.Person, what What) (err error) {
	defer errs.Wrap("conversation.AnswerEarlier", &err)
	if what != EarlierYes && what != EarlierNo {
		var p errs.Problems
		p.Add("earlier", "talk.earlier-missing")
		return p.Err("conversation.AnswerEarlier")
	}
	r, came, e, err := s.askedEarlier(ctx, by, t, c, late)
	if err != nil || e.Said == what {
		return err
	}
	said := r.earlierSaid(came, what)
	how := duty.End{By: by, At: said.Made, Outcome: string(what)}
	var opened *openedAll
	if what == EarlierYes {
		if opened, err = s.openAll(ctx, r, came, said); err != nil {
			return err
		}
	}
	return s.write(ctx, t, []Event{said}, func(x Tx) error {
		if _, err := x.EndDuties(ctx, t, duty.AgreeEarlier, earlierRef(came, by), how); err != nil {
			return err
		}
		if opened == nil {
			return nil
		}
		return opened.in(ctx, x)
	})
}

// openedAll are the messages of before that open with the last yes.
type openedAll struct {
	came    Event
	said    Event
	writers []id.Person
	all     []disclose.Opening
}

// openAll prepares it. Whether it happens is settled when the yes is written: two
// may say it at the same moment.
func (s *Service) openAll(ctx context.Context, r room, came, said Event) (*openedAll, error) {
	now, err := s.today(ctx, r.me.Person, r.tri.ID, r.opening.ID)
	if err != nil {
		return nil, err
	}
	before, err := s.before(ctx, now, came)
	if err != nil {
		return nil, err
	}
	out := &openedAll{came: came, said: said, writers: writers(before)}
	for i, m := range before {
		item, added := address.Widen(m.Item, now.tri, []id.Person{came.Person}, address.Say{Agreed: now.Agreed, Owners: out.writers})
		if len(added) == 0 {
			continue
		}
		m.Item = item
		one, err := disclose.DrawAddressed(m, added, id.Person(m.Item.GivenBy), said.Made)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			one = one.Quietly()
		}
		out.all = append(out.all, one)
	}
	return out, nil
}

// everybody reports whether each writer's last word is a yes.
func (o *openedAll) everybody(events []Event) bool {
	said := State{events: events}.saidEarlier(o.came)
	return !slices.ContainsFunc(o.writers, func(p id.Person) bool { return said[p] != EarlierYes })
}

// in opens them where everybody has said yes now.
func (o *openedAll) in(ctx context.Context, x Tx) error {
	events, err := x.TalkEvents(tx.For(ctx, ""), o.came.Triangle, o.came.Conversation)
	if err != nil || !o.everybody(events) {
		return err
	}
	for _, one := range o.all {
		if err := one.In(ctx, x); err != nil {
			return err
		}
	}
	return nil
}
