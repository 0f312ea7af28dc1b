package protocol

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
)

// Ask is a question to an owner: may this recipient be told about this topic?
type Ask struct {
	ID        string
	Triangle  id.Triangle
	Owner     id.Person
	Asker     id.Person
	Recipient string
	Topic     string
	PutTo     id.Person // the owner, or a professional where the owner cannot be asked
	Made      int64
	Closed    int64  // 0 while it waits
	Outcome   string // for the owner alone
}

// AskDraft is a question about to be asked. ID was drawn with the form. A carer
// asks the service user for themselves: Owner and Recipient may be empty then.
type AskDraft struct {
	ID        string
	Triangle  id.Triangle
	Owner     id.Person
	Recipient string
	Topic     string
}

// When an ask is to be answered, and when its owner is reminded.
const (
	askDue    = 7 * 24 * time.Hour
	askRemind = 3 * 24 * time.Hour
)

// Ask asks an owner for a choice. Whoever asks learns nothing by it: it goes the
// same way whether there is something to tell or not. One that waits already is enough.
func (s *Service) Ask(ctx context.Context, by id.Person, d AskDraft) (err error) {
	defer errs.Wrap("protocol.Ask", &err)
	now := s.now()
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(d.Triangle), At: now.UnixMicro(), Kind: ledger.Asked, Actor: string(by), Person: string(d.Owner), Topic: d.Topic, Extra: map[string]string{"ask": d.ID},
	})
	if err != nil {
		return err
	}
	ids := newIDs(2)
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		st, err := load(ctx, x, d.Triangle, by, now)
		if err != nil {
			return err
		}
		a, err := st.asking(d)
		if err != nil || st.waits(a) {
			return err
		}
		if err := x.PutAsk(ctx, a); err != nil {
			return err
		}
		if _, err := noted.In(ctx, x); err != nil {
			return err
		}
		kind := DutyAsk
		if a.PutTo != a.Owner {
			kind = DutyAskStaff
		}
		if err := putDuty(ctx, x, duty.Duty{ID: ids[0], Triangle: a.Triangle, Kind: kind, Owner: a.PutTo, Topic: a.Topic, Ref: a.ID, Due: now.Add(askDue).UnixMicro(), Made: a.Made}); err != nil {
			return err
		}
		return x.PutJob(ctx, askJob(ids[1], a, now))
	})
}

// asking checks a question against the corner of whoever asks.
func (st state) asking(d AskDraft) (Ask, error) {
	su, ok := st.tri.ServiceUser()
	if !ok || st.is(sharing.ServiceUser) {
		return Ask{}, errs.Missing("protocol.asking")
	}
	if st.is(sharing.Carer) {
		d.Owner, d.Recipient = su.Person, string(st.me.Person)
	}
	owner, ok := st.tri.Member(d.Owner)
	if !ok || owner.Corner == sharing.Professional || !owner.Here(st.now) && !st.died() {
		return Ask{}, errs.Missing("protocol.asking")
	}
	r, ok := st.heard(d.Recipient, owner)
	if !ok {
		return Ask{}, errs.Missing("protocol.asking")
	}
	var p errs.Problems
	topics := sharing.Topics()
	i := slices.IndexFunc(topics, func(t sharing.Topic) bool { return t.Name == d.Topic && t.ForCarers == (owner.Corner == sharing.Carer) })
	switch {
	case i < 0:
		p.Add("topic", "protocol.ask-topic")
	case st.cell(owner, r, Topic{Name: d.Topic, Sensitive: topics[i].Sensitive, ForCarers: topics[i].ForCarers}, sharing.Everyday).Answer == sharing.Share:
		p.Add("topic", "protocol.ask-already")
	}
	return Ask{
		ID: d.ID, Triangle: st.tri.ID, Owner: owner.Person, Asker: st.me.Person, Recipient: d.Recipient, Topic: d.Topic, PutTo: st.whoDecides(owner), Made: st.now.UnixMicro(),
	}, p.Err("protocol.asking")
}

// heard finds for whom a question is asked: oneself, the team, or a carer.
func (st state) heard(name string, owner triangle.Member) (Recipient, bool) {
	if name == string(st.me.Person) {
		return recipientOf(st.me), true
	}
	r, ok := st.recipient(name)
	return r, ok && name != string(owner.Person) && r.Corner != sharing.ServiceUser
}

// waits reports whether the same question waits already.
func (st state) waits(a Ask) bool {
	return slices.ContainsFunc(st.asks, func(o Ask) bool {
		return o.ID == a.ID || o.Closed == 0 && o.Owner == a.Owner && o.Asker == a.Asker && o.Recipient == a.Recipient && o.Topic == a.Topic
	})
}

// whoDecides is the owner, or while they cannot be asked the key worker.
func (st state) whoDecides(owner triangle.Member) id.Person {
	if owner.Corner != sharing.ServiceUser || !st.lacking() && !st.died() {
		return owner.Person
	}
	if key := st.keyWorker(); key != "" {
		return key
	}
	return owner.Person
}

// keyWorker is the professional who is named so, or the first of the team.
func (st state) keyWorker() id.Person {
	m, _ := st.tri.KeyWorker(st.now)
	return m.Person
}

// Asked is a question as one reader sees it. Choice is what governs now, all
// that whoever asked ever learns of an answer.
type Asked struct {
	Ask
	Choice Cell
}

// Waiting lists questions that wait for somebody's answer, oldest first. Pages
// show them to a service user who wants to be asked alone only when they are.
func (s *Service) Waiting(ctx context.Context, by id.Person, t id.Triangle) ([]Asked, error) {
	return s.asked(ctx, by, t, func(a Ask) bool { return a.Closed == 0 && (a.Owner == by || a.PutTo == by) })
}

// MyAsks lists what somebody asked, newest first.
func (s *Service) MyAsks(ctx context.Context, by id.Person, t id.Triangle) ([]Asked, error) {
	out, err := s.asked(ctx, by, t, func(a Ask) bool { return a.Asker == by })
	slices.Reverse(out)
	return out, err
}

func (s *Service) asked(ctx context.Context, by id.Person, t id.Triangle, want func(Ask) bool) (out []Asked, err error) {
	defer errs.Wrap("protocol.asked", &err)
	st, err := s.view(ctx, t, by)
	if err != nil {
		return nil, err
	}
	for _, a := range st.asks {
		owner, found := st.tri.Member(a.Owner)
		if !found || !want(a) || st.answered(a) {
			continue
		}
		if a.Asker == by && a.Owner != by {
			a.Outcome, a.PutTo = "", ""
		}
		out = append(out, Asked{Ask: a, Choice: st.cell(owner, st.recipientNamed(a.Recipient), topicNamed(a.Topic), sharing.Everyday)})
	}
	return out, nil
}

// answered reports whether its owner said yes to a question, and that waits.
func (st state) answered(a Ask) bool {
	return a.Closed == 0 && slices.ContainsFunc(st.pending, func(c Choice) bool {
		return c.Owner == a.Owner && c.Recipient == a.Recipient && c.Topic == a.Topic && c.When == sharing.Everyday
	})
}

// recipientNamed finds a recipient who may have left since.
func (st state) recipientNamed(name string) Recipient {
	if m, ok := st.tri.Member(id.Person(name)); ok {
		return recipientOf(m)
	}
	return Recipient{Name: name, Corner: sharing.Professional, Members: st.tri.At(sharing.Professional, st.now)}
}

// topicNamed finds a topic of every service.
func topicNamed(name string) Topic {
	if t, known := sharing.TopicNamed(name); known {
		return Topic{Name: t.Name, Sensitive: t.Sensitive, ForCarers: t.ForCarers}
	}
	return Topic{Name: name, Sensitive: true, Own: true}
}
