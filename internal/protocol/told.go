package protocol

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Told is what somebody can be told about the service user, topic by topic. It
// follows the choices for every day alone, and so tells nothing of what there
// is, nor of how the service user is. Sensitive topics, and those that the
// service user added, are never listed unless they are shared; nor is what the
// service user has said nothing about, for which they are asked first.
type Told struct {
	Share, Ask, Keep []ToldTopic
}

// ToldTopic is one line. New says that it was shared within the last week.
type ToldTopic struct {
	Topic Topic
	New   bool
	Until int64 // 0 for no end
}

const newFor = 7 * 24 * time.Hour

// Told reads what a carer or professional can be told.
func (s *Service) Told(ctx context.Context, by id.Person, t id.Triangle) (out Told, err error) {
	defer errs.Wrap("protocol.Told", &err)
	st, err := s.view(ctx, t, by)
	if err != nil {
		return Told{}, err
	}
	if st.is(sharing.ServiceUser) {
		return Told{}, errs.Missing("protocol.Told")
	}
	names, err := s.Names(ctx, by, t)
	if err != nil {
		return Told{}, err
	}
	su, ok := st.tri.ServiceUser()
	if !ok {
		return Told{}, nil
	}
	return st.told(su, recipientOf(st.me), names), nil
}

func recipientOf(m triangle.Member) Recipient {
	return Recipient{Name: string(m.Person), Corner: m.Corner, Member: m}
}

// told lists what one recipient can be told by one owner.
func (st state) told(owner triangle.Member, r Recipient, names map[string]string) Told {
	var out Told
	for _, topic := range st.all(owner) {
		if topic.ForCarers != (owner.Corner == sharing.Carer) {
			continue
		}
		topic.Label = names[topic.Name]
		c := st.cell(owner, r, topic, sharing.Everyday)
		line := ToldTopic{Topic: topic, Until: c.Until}
		switch {
		case c.Answer == sharing.Share && topic.Own && topic.Label == "":
			// Shared, and its name is not: nothing can be said of it.
		case c.Answer == sharing.Share:
			line.New = c.Chosen && st.now.Sub(time.UnixMicro(c.Since)) < newFor
			out.Share = append(out.Share, line)
		case topic.Sensitive || topic.Own || !c.Chosen && owner.Corner == sharing.ServiceUser:
			// Not listed. For what is not listed the service user is asked first.
		case c.Answer == sharing.Ask:
			out.Ask = append(out.Ask, line)
		default:
			out.Keep = append(out.Keep, line)
		}
	}
	return out
}

// As is what another person would see, for the owner who asks.
type As struct {
	Who     triangle.Member
	Told    Told
	Entries []disclose.Shown
	Next    disclose.Place
}

// Eyes say who may be looking at a page.
type Eyes string

// Alone is somebody who said that nobody looks over their shoulder.
const Alone Eyes = "alone"

// previewMost is how many entries a page of a preview shows.
const previewMost = 50

// SeeAs shows an owner what another person of the triangle would be told, and
// what they would find of what the owner can see. Nothing is recorded for the other.
//
// A yes that waits for a private word counts here as it does in the table, unless
// the owner said that they are alone: then it is the truth.
func (s *Service) SeeAs(ctx context.Context, by id.Person, t id.Triangle, as id.Person, after disclose.Place, eyes Eyes) (out As, err error) {
	defer errs.Wrap("protocol.SeeAs", &err)
	st, err := s.view(ctx, t, by)
	if err != nil {
		return As{}, err
	}
	var said []sharing.Decision
	if eyes != Alone {
		for _, c := range st.pending {
			said = append(said, decisionOf(c))
		}
		st = st.said()
	}
	who, ok := st.tri.Member(as)
	if !ok || !who.Here(st.now) || as == by || st.is(sharing.Professional) {
		return As{}, errs.Missing("protocol.SeeAs")
	}
	names, err := s.Names(ctx, by, t)
	if err != nil {
		return As{}, err
	}
	page, err := disclose.Preview(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: previewMost, After: after, Said: said,
		Fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
			return x.Recent(ctx, t, nil, after, n)
		},
		Keep: func(one disclose.Shown) bool { return one.Kind != disclose.TopicName },
	}, as)
	return As{Who: who, Told: st.told(st.me, recipientOf(who), names), Entries: page.Shown, Next: page.Next}, err
}
