package protocol

import (
	"context"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Sweep is a choice about every topic at once for one recipient.
type Sweep struct {
	ID        string // drawn with the form
	Triangle  id.Triangle
	Recipient string
	When      sharing.When
	Ends      int64 // of Everything
	// Also asks Nothing to count when the owner cannot decide, too.
	Also bool
}

// Everything shares all that is not sensitive with one recipient. What was
// chosen for single topics stays as it is, and sensitive ones stay one by one.
func (s *Service) Everything(ctx context.Context, by id.Person, w Sweep) (err error) {
	defer errs.Wrap("protocol.Everything", &err)
	return s.commit(ctx, by, w.Triangle, w.ID, func(st state) ([]Choice, error) {
		when, ok := st.set(w.When)
		_, found := st.recipient(w.Recipient)
		if !ok || !found || !st.is(sharing.ServiceUser) {
			return nil, errs.Missing("protocol.Everything")
		}
		if p := checkAnswer(sharing.Share, w.Ends, st.now); len(p) > 0 {
			return nil, p.Err("protocol.Everything")
		}
		return []Choice{{Owner: by, Recipient: w.Recipient, Topic: sharing.EveryTopic, Answer: sharing.Share, When: when, Ends: w.Ends}}, nil
	})
}

// Nothing keeps everything from one recipient: each topic that has a choice for
// them, and every other. A later choice for every topic would not undo a
// narrower one, so each is recorded.
func (s *Service) Nothing(ctx context.Context, by id.Person, w Sweep) (err error) {
	defer errs.Wrap("protocol.Nothing", &err)
	return s.commit(ctx, by, w.Triangle, w.ID, func(st state) ([]Choice, error) {
		when, ok := st.set(w.When)
		_, found := st.recipient(w.Recipient)
		if !ok || !found || st.is(sharing.Professional) {
			return nil, errs.Missing("protocol.Nothing")
		}
		out := st.keepAll(w.Recipient, when)
		if w.Also && st.is(sharing.ServiceUser) && when == sharing.Everyday {
			out = append(out, st.keepAll(w.Recipient, sharing.WithoutCapacity)...)
		}
		return out, nil
	})
}

func (st state) keepAll(recipient string, when sharing.When) []Choice {
	keep := func(topic string) Choice {
		return Choice{Owner: st.me.Person, Recipient: recipient, Topic: topic, Answer: sharing.Keep, When: when}
	}
	out := []Choice{keep(sharing.EveryTopic)}
	for _, topic := range st.chosenTopics(recipient, when) {
		out = append(out, keep(topic))
	}
	return out
}

// chosenTopics are single topics with a choice in force for a recipient.
func (st state) chosenTopics(recipient string, when sharing.When) []string {
	var out []string
	for _, c := range st.choices {
		same := c.Owner == st.me.Person && c.Recipient == recipient && c.When == when
		if !same || c.Topic == sharing.EveryTopic || slices.Contains(out, c.Topic) {
			continue
		}
		if last, _ := st.latest(c.slot(), ""); !last.over(st.now.UnixMicro()) {
			out = append(out, c.Topic)
		}
	}
	slices.Sort(out)
	return out
}

// SweepForm is what a page about all topics at once says before it is pressed.
type SweepForm struct {
	Recipient Recipient
	When      sharing.When
	// Stay are single topics whose own choice would stay after Everything.
	Stay []Topic
}

// Sweeping reads what a choice about all topics would leave as it is.
func (s *Service) Sweeping(ctx context.Context, by id.Person, t id.Triangle, recipient string, when sharing.When) (f SweepForm, err error) {
	defer errs.Wrap("protocol.Sweeping", &err)
	st, err := s.viewSaid(ctx, t, by)
	if err != nil {
		return SweepForm{}, err
	}
	r, found := st.recipient(recipient)
	set, ok := st.set(when)
	if !found || !ok || st.is(sharing.Professional) {
		return SweepForm{}, errs.Missing("protocol.Sweeping")
	}
	names, err := s.Names(ctx, by, t)
	if err != nil {
		return SweepForm{}, err
	}
	f = SweepForm{Recipient: r, When: set}
	for _, topic := range st.topics(st.me, Ordinary) {
		c := st.cell(st.me, r, topic, set)
		if slices.Contains(st.chosenTopics(recipient, set), topic.Name) && c.Answer != sharing.Share {
			topic.Label = names[topic.Name]
			f.Stay = append(f.Stay, topic)
		}
	}
	return f, nil
}
