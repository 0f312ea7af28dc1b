package protocol

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
)

// Limits of topics of one's own, stated before they are reached.
const (
	LabelMost = 60 // letters
	OwnMost   = 30 // topics of one person
)

// TopicDraft is a topic that somebody is about to add. ID was drawn with the form.
type TopicDraft struct {
	ID        string
	Triangle  id.Triangle
	Label     string
	Sensitive bool
}

// AddTopic adds a topic of one's own. Its label is what its owner gave, like any
// text: those alone read it who may be told about the topic.
func (s *Service) AddTopic(ctx context.Context, by id.Person, d TopicDraft) (err error) {
	defer errs.Wrap("protocol.AddTopic", &err)
	label := plain.Line(d.Label)
	if err := checkLabel(label).Err("protocol.AddTopic"); err != nil {
		return err
	}
	st, err := s.view(ctx, d.Triangle, by)
	if err != nil {
		return err
	}
	if st.is(sharing.Professional) {
		return errs.Missing("protocol.AddTopic")
	}
	o := OwnTopic{Name: ownPrefix + d.ID, Entry: id.Entry(d.ID), Sensitive: d.Sensitive, By: by, Made: st.now.UnixMicro()}
	topic := Topic{Name: o.Name, Sensitive: d.Sensitive, ForCarers: st.is(sharing.Carer), Own: true}
	w, err := disclose.Draw(disclose.New{
		Meta: disclose.Meta{
			ID: o.Entry, Triangle: d.Triangle, Kind: disclose.TopicName, Version: 1, Latest: 1, Author: by, Made: o.Made, Changed: o.Made,
			Item: sharing.Item{Class: topic.class(), Topic: o.Name, GivenBy: string(by), About: []string{string(by)}, PossibleSources: 1},
		},
		Body: disclose.Body{Text: label},
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		st, err := load(ctx, x, d.Triangle, by, s.now())
		if err != nil || slices.ContainsFunc(st.own, func(one OwnTopic) bool { return one.Name == o.Name && one.By == by }) {
			return err // they left, or the form came twice
		}
		if err := st.roomForTopic().Err("protocol.AddTopic"); err != nil {
			return err
		}
		if err := w.In(ctx, x); err != nil {
			return err
		}
		return x.PutOwnTopic(ctx, d.Triangle, o)
	})
}

func checkLabel(label string) errs.Problems {
	var p errs.Problems
	switch {
	case label == "":
		p.Add("label", "protocol.label-missing")
	case plain.Length(label) > LabelMost:
		p.Add("label", "protocol.label-long", "most", LabelMost)
	}
	return p
}

func (st state) roomForTopic() errs.Problems {
	var p errs.Problems
	mine := 0
	for _, o := range st.own {
		if o.By == st.me.Person {
			mine++
		}
	}
	if mine >= OwnMost {
		p.Add("label", "protocol.label-many", "most", OwnMost)
	}
	return p
}

// Names are the labels of own topics that somebody may read, by topic.
func (s *Service) Names(ctx context.Context, by id.Person, t id.Triangle) (map[string]string, error) {
	shown, err := s.read(ctx, by, t, 4*OwnMost, disclose.TopicName)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, one := range shown {
		out[one.Topic] = one.Words()
	}
	return out, nil
}

// WritableTopics are the labels of own topics under which somebody can write, by
// topic: those of the service user whose names they may read, and a carer's own.
func (s *Service) WritableTopics(ctx context.Context, by id.Person, t id.Triangle) (map[string]string, error) {
	st, err := s.view(ctx, t, by)
	if err != nil || len(st.own) == 0 {
		return nil, err
	}
	names, err := s.Names(ctx, by, t)
	if err != nil {
		return nil, err
	}
	for _, o := range st.own {
		if m, _ := st.tri.Member(o.By); m.Corner == sharing.Carer && o.By != by {
			delete(names, o.Name)
		}
	}
	return names, nil
}

// read shows entries of some kinds, newest first.
func (s *Service) read(ctx context.Context, by id.Person, t id.Triangle, most int, kinds ...disclose.Kind) ([]disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: most,
		Fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
			return x.Recent(ctx, t, kinds, after, n)
		},
	})
	return page.Shown, err
}
