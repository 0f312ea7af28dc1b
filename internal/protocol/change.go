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
)

// Draft is a choice that somebody is about to make. ID was drawn with the form.
// Read is what Form said: if another choice came meanwhile, nothing is changed.
type Draft struct {
	ID        string
	Triangle  id.Triangle
	Recipient string
	Topic     string
	When      sharing.When
	Answer    sharing.Choice
	Ends      int64
	Read      string
}

// Change records a choice. It acts at once, also on what is on its way: every
// reading decides anew before it shows anything.
func (s *Service) Change(ctx context.Context, by id.Person, d Draft) (err error) {
	defer errs.Wrap("protocol.Change", &err)
	return s.commit(ctx, by, d.Triangle, d.ID, func(st state) ([]Choice, error) {
		q, err := st.question(d.Recipient, d.Topic, d.When)
		if err != nil {
			return nil, err
		}
		if q.Read != d.Read {
			return nil, errs.E(errs.Conflict, "protocol.Change", "protocol.changed-meanwhile", nil)
		}
		if p := checkAnswer(d.Answer, d.Ends, st.now); len(p) > 0 {
			return nil, p.Err("protocol.Change")
		}
		return []Choice{{Owner: by, Recipient: d.Recipient, Topic: d.Topic, Answer: d.Answer, When: q.When, Ends: d.Ends}}, nil
	})
}

func checkAnswer(answer sharing.Choice, ends int64, now time.Time) errs.Problems {
	var p errs.Problems
	if !slices.Contains([]sharing.Choice{sharing.Share, sharing.Ask, sharing.Keep}, answer) {
		p.Add("answer", "protocol.answer-missing")
	}
	if ends != 0 && ends <= now.UnixMicro() {
		p.Add("until", "protocol.until-past")
	}
	return p
}

// Question is what a form asks an owner: what may this recipient be told about
// this topic? Read goes into the form.
type Question struct {
	Recipient Recipient
	Topic     Topic
	When      sharing.When
	Cell      Cell
	Read      string
}

// Form reads what stands now, for a form that changes it.
func (s *Service) Form(ctx context.Context, by id.Person, t id.Triangle, recipient, topic string, when sharing.When) (q Question, err error) {
	defer errs.Wrap("protocol.Form", &err)
	st, err := s.viewSaid(ctx, t, by)
	if err != nil {
		return Question{}, err
	}
	if q, err = st.question(recipient, topic, when); err != nil || !q.Topic.Own {
		return q, err
	}
	names, err := s.Names(ctx, by, t)
	q.Topic.Label = names[q.Topic.Name]
	return q, err
}

// question finds recipient and topic; what the owner has no say in is not there.
func (st state) question(recipient, topic string, when sharing.When) (Question, error) {
	when, ok := st.set(when)
	r, found := st.recipient(recipient)
	if st.is(sharing.Professional) || !ok || !found {
		return Question{}, errs.Missing("protocol.question")
	}
	t, found := st.topic(st.me, r, topic)
	if !found {
		return Question{}, errs.Missing("protocol.question")
	}
	return Question{
		Recipient: r, Topic: t, When: when, Cell: st.cell(st.me, r, t, when),
		Read: st.touching(slot{st.me.Person, r.Name, t.Name, when}, r.Corner),
	}, nil
}

// set reads which set of choices is meant; only the service user has two.
func (st state) set(when sharing.When) (sharing.When, bool) {
	switch when {
	case "", sharing.Everyday:
		return sharing.Everyday, true
	case sharing.WithoutCapacity:
		return when, st.is(sharing.ServiceUser)
	}
	return "", false
}

// latestBegin is when the newest choice of the triangle was made.
func (st state) latestBegin() int64 {
	var last int64
	for _, c := range st.choices {
		last = max(last, c.Begins)
	}
	return last
}

// commit makes a change of the choices that plan gives. The plan is made twice:
// to draw what a transaction must not draw, and again inside it. The same change
// sent twice is one; a plan that has become another is a conflict.
func (s *Service) commit(ctx context.Context, by id.Person, t id.Triangle, change string, plan func(state) ([]Choice, error)) error {
	now := s.now()
	var drawn []writing
	var waits later
	var before bool
	err := s.run.View(ctx, func(x Tx) error {
		st, err := load(ctx, x, t, by, now)
		if err != nil {
			return err
		}
		// A clock that was set back must not let an older choice win.
		if last := st.latestBegin(); last >= now.UnixMicro() {
			now = time.UnixMicro(last + 1)
			st.now = now
		}
		if before = st.changed(change, by); before {
			return nil
		}
		choices, err := planned(st, plan)
		if err != nil {
			return err
		}
		choices, later := st.split(choices)
		waits = drawLater(len(later))
		drawn, err = draw(t, by, change, choices, now)
		return err
	})
	if err != nil || before {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		st, err := load(ctx, x, t, by, now)
		if err != nil || st.changed(change, by) {
			return err
		}
		choices, err := planned(st, plan)
		if err != nil {
			return err
		}
		starts, later := st.split(choices)
		if !sameChoices(drawn, starts) || len(later) != len(waits.ids) {
			return errs.E(errs.Conflict, "protocol.commit", "protocol.changed-meanwhile", nil)
		}
		if err := st.supersede(ctx, x, choices); err != nil {
			return err
		}
		if err := waits.in(ctx, x, st, change, later, len(starts) == 0); err != nil {
			return err
		}
		return write(ctx, x, st, drawn)
	})
}

// changed tells a form that was sent twice.
func (st state) changed(change string, by id.Person) bool {
	was := func(c Choice) bool { return c.Change == change && c.Owner == by }
	return slices.ContainsFunc(st.choices, was) || slices.ContainsFunc(st.pending, was)
}

// planned keeps the service user from giving away what is not theirs to give now.
func planned(st state, plan func(state) ([]Choice, error)) ([]Choice, error) {
	choices, err := plan(st.said())
	if err != nil {
		return nil, err
	}
	for _, c := range choices {
		if c.Answer == sharing.Share && st.is(sharing.ServiceUser) && st.lacking() {
			var p errs.Problems
			p.Add("answer", "protocol.share-not-now")
			return nil, p.Err("protocol.planned")
		}
	}
	return choices, nil
}

// writing is a choice with everything drawn.
type writing struct {
	choice Choice
	noted  disclose.Noted
	job    disclose.Job
}

func draw(t id.Triangle, by id.Person, change string, choices []Choice, now time.Time) ([]writing, error) {
	var out []writing
	for i, c := range choices {
		c.Change, c.ID = change, id.New()
		if i == 0 {
			c.ID = change // the form's id is the key, so that a second press meets it
		}
		if c.Begins == 0 {
			c.Begins = now.UnixMicro()
		}
		noted, err := disclose.DrawRecord(ledger.Record{
			Triangle: string(t), At: now.UnixMicro(), Kind: ledger.Decision, Actor: string(by), Person: c.Recipient, Topic: c.Topic, Ground: string(c.Answer),
			Extra: map[string]string{"choice": c.ID, "when": string(c.When)},
		})
		if err != nil {
			return nil, err
		}
		out = append(out, writing{choice: c, noted: noted, job: endsJob(t, c, now)})
	}
	return out, nil
}

func sameChoices(drawn []writing, again []Choice) bool {
	return slices.EqualFunc(drawn, again, func(w writing, c Choice) bool {
		return w.choice.slot() == c.slot() && w.choice.Answer == c.Answer && w.choice.Ends == c.Ends
	})
}

// write stores a change, queues its reminders, and ends what has waited for it.
func write(ctx context.Context, x Tx, st state, drawn []writing) error {
	for _, w := range drawn {
		if err := x.PutChoice(ctx, st.tri.ID, w.choice); err != nil {
			return err
		}
		if _, err := w.noted.In(ctx, x); err != nil {
			return err
		}
		if w.job.ID != "" {
			if err := x.PutJob(ctx, w.job); err != nil {
				return err
			}
		}
		if err := settle(ctx, x, st, w.choice); err != nil {
			return err
		}
	}
	return nil
}

// settle ends duties about a choice that was replaced, and asks that it answers.
func settle(ctx context.Context, x Tx, st state, c Choice) error {
	if old, ok := st.latest(c.slot(), ""); ok {
		if err := endDuties(ctx, x, st.tri.ID, old.ID, duty.End{By: st.me.Person, At: st.now.UnixMicro(), Outcome: "replaced"}); err != nil {
			return err
		}
	}
	for _, a := range st.asks {
		if a.Closed != 0 || a.Owner != c.Owner || a.Recipient != c.Recipient || a.Topic != c.Topic || c.When != sharing.Everyday {
			continue
		}
		if err := closeAsk(ctx, x, a, st, string(c.Answer)); err != nil {
			return err
		}
	}
	return nil
}
