package protocol

import (
	"context"
	"slices"

	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Ending is a choice that ends soon, as one reader sees it.
type Ending struct {
	Choice Choice
	Topic  Topic
	// Mine says that the reader is the owner, who can renew it.
	Mine bool
	// Again is the end it would have when renewed for as long as before.
	Again int64
}

// EndingSoon lists the choices that come up for review, for owner or recipient.
func (s *Service) EndingSoon(ctx context.Context, by id.Person, t id.Triangle) (out []Ending, err error) {
	defer errs.Wrap("protocol.EndingSoon", &err)
	var st state
	var duties []duty.Duty
	err = s.run.View(ctx, func(x Tx) error {
		if st, err = load(ctx, x, t, by, s.now()); err != nil {
			return err
		}
		duties, err = x.DutiesOf(ctx, by, s.now().UnixMicro())
		return err
	})
	if err != nil || len(duties) == 0 {
		return nil, err
	}
	names, err := s.Names(ctx, by, t)
	for _, d := range duties {
		if d.Triangle != t || d.Kind != DutyReview && d.Kind != DutyEnding {
			continue
		}
		e, ok := st.ending(d.Ref)
		if e.Topic.Label = names[e.Topic.Name]; ok && (!e.Topic.Own || e.Topic.Label != "") {
			e.Mine = e.Choice.Owner == by
			out = append(out, e)
		}
	}
	return out, err
}

// ending finds a choice that stands and has an end.
func (st state) ending(choice string) (Ending, bool) {
	i := slices.IndexFunc(st.choices, func(c Choice) bool { return c.ID == choice })
	if i < 0 {
		return Ending{}, false
	}
	c := st.choices[i]
	if last, _ := st.latest(c.slot(), ""); last.ID != c.ID || c.Ends == 0 || c.over(st.now.UnixMicro()) {
		return Ending{}, false
	}
	topic := topicNamed(c.Topic)
	if c.Topic == sharing.EveryTopic {
		topic = everything()
	}
	return Ending{Choice: c, Topic: topic, Again: c.Ends + (c.Ends - c.Begins)}, true
}

// Renewing reads one's own choice that ends, for the page that renews it.
func (s *Service) Renewing(ctx context.Context, by id.Person, t id.Triangle, choice string) (e Ending, err error) {
	defer errs.Wrap("protocol.Renewing", &err)
	st, err := s.viewSaid(ctx, t, by)
	if err != nil {
		return Ending{}, err
	}
	e, ok := st.ending(choice)
	if !ok || e.Choice.Owner != by {
		return Ending{}, errs.Missing("protocol.Renewing")
	}
	names, err := s.Names(ctx, by, t)
	e.Topic.Label, e.Mine = names[e.Topic.Name], true
	return e, err
}

// Renew says the same again, for as long as before. It is the second press.
func (s *Service) Renew(ctx context.Context, by id.Person, t id.Triangle, choice, change string) (err error) {
	defer errs.Wrap("protocol.Renew", &err)
	return s.commit(ctx, by, t, change, func(st state) ([]Choice, error) {
		e, ok := st.ending(choice)
		if !ok || e.Choice.Owner != by {
			return nil, errs.E(errs.Conflict, "protocol.Renew", "protocol.changed-meanwhile", nil)
		}
		c := e.Choice
		return []Choice{{Owner: by, Recipient: c.Recipient, Topic: c.Topic, Answer: c.Answer, When: c.When, Ends: e.Again}}, nil
	})
}
