package protocol

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Version is the agreement as it stood at one moment.
type Version struct {
	ID     string
	Number int // 1, 2, 3 …
	By     id.Person
	Pledge id.Entry // what the team committed itself to; empty for nothing yet
	Made   int64
	Words  []Word
}

// Word is one person's acknowledgement. Reservation, where not empty, is an
// entry with what they do not agree to.
type Word struct {
	Person      id.Person
	Corner      sharing.Corner
	Reservation id.Entry
	Made        int64
}

// Said reports whether somebody has acknowledged the version.
func (v Version) Said(p id.Person) bool {
	return slices.ContainsFunc(v.Words, func(w Word) bool { return w.Person == p })
}

// Stands reports whether all three corners have acknowledged it.
func (v Version) Stands() bool {
	for _, corner := range []sharing.Corner{sharing.ServiceUser, sharing.Carer, sharing.Professional} {
		if !slices.ContainsFunc(v.Words, func(w Word) bool { return w.Corner == corner }) {
			return false
		}
	}
	return true
}

// Line is one choice as it stood in a version.
type Line struct {
	Owner     id.Person
	Recipient string
	Topic     string
	When      sharing.When
	Answer    sharing.Choice
	Ends      int64
}

// PutDown writes the choices that stand now down as a new version. ID was drawn
// with the form; pressed twice, it is one version.
func (s *Service) PutDown(ctx context.Context, by id.Person, t id.Triangle, version string) (err error) {
	defer errs.Wrap("protocol.PutDown", &err)
	now := s.now()
	noted, err := disclose.DrawRecord(ledger.Record{Triangle: string(t), At: now.UnixMicro(), Kind: ledger.ProtocolAgreed, Actor: string(by), Extra: map[string]string{"version": version, "step": "put-down"}})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		st, err := load(ctx, x, t, by, now)
		if err != nil {
			return err
		}
		versions, err := x.Agreed(ctx, t)
		if err != nil || slices.ContainsFunc(versions, func(v Version) bool { return v.ID == version }) {
			return err
		}
		v := Version{ID: version, Number: len(versions) + 1, By: by, Made: now.UnixMicro()}
		if v.Pledge, err = lastPledge(ctx, x, t); err != nil {
			return err
		}
		if err := x.PutAgreed(ctx, t, v, st.snapshot()); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// snapshot lists every choice that governs now, of the service user and of each carer.
func (st state) snapshot() []Line {
	var out []Line
	for _, owner := range append(st.tri.At(sharing.ServiceUser, st.now), st.tri.At(sharing.Carer, st.now)...) {
		as := st
		as.me = owner
		sets := []sharing.When{sharing.Everyday}
		if owner.Corner == sharing.ServiceUser {
			sets = append(sets, sharing.WithoutCapacity)
		}
		for _, r := range as.named() {
			for _, topic := range as.chooses(owner, r) {
				for _, when := range sets {
					c := as.cell(owner, r, topic, when)
					if c.Chosen && !c.Everyday {
						out = append(out, Line{Owner: owner.Person, Recipient: r.Name, Topic: topic.Name, When: when, Answer: c.Answer, Ends: c.Until})
					}
				}
			}
		}
	}
	return out
}

// named are the recipients of an owner, and single professionals whom a choice names.
func (st state) named() []Recipient {
	out := st.recipients()
	for _, r := range st.each() {
		if slices.ContainsFunc(st.choices, func(c Choice) bool { return c.Owner == st.me.Person && c.Recipient == r.Name }) {
			out = append(out, r)
		}
	}
	return out
}

// chooses lists all that an owner can choose about for a recipient.
func (st state) chooses(owner triangle.Member, r Recipient) []Topic {
	out := append(st.topics(owner, Ordinary), st.topics(owner, Private)...)
	if owner.Corner == sharing.Carer && r.Corner == sharing.Carer {
		out = append(out, st.topics(owner, ToldPart)...)
	}
	return out
}

// concerns reports whether a line is a reader's to see: their own, one about
// what they may know, and to the team, which acts by them, all. A sensitive topic
// is named to others only where it is shared; one of an owner's own, only to
// those who may read its name.
func (st state) concerns(l Line, names map[string]string) bool {
	topic := topicNamed(l.Topic)
	mine := l.Owner == st.me.Person
	switch {
	case IsOwn(l.Topic) && names[l.Topic] == "":
		return false
	case mine || st.is(sharing.Professional):
		return true
	case l.Recipient != string(st.me.Person):
		return false
	}
	return l.Topic == sharing.EveryTopic || !topic.Sensitive || l.Answer == sharing.Share
}
