package release

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// matter is what a release is decided on: one item, its triangle and the facts of this moment.
type matter struct {
	tri   triangle.Triangle
	user  triangle.Member
	facts *sharing.Triangle
	item  disclose.Meta
	now   time.Time
}

// open finds an item that the professional can see by themselves. What they may not see they cannot release, and it is as
// if it were not there. Nor can they pass on what a release showed them.
func open(ctx context.Context, t Tx, tri id.Triangle, by id.Person, item id.Entry, now time.Time) (matter, error) {
	m := matter{now: now}
	var err error
	if m.tri, err = t.Triangle(ctx, tri); err != nil {
		return m, err
	}
	if m.user, err = staff(m.tri, by, now); err != nil {
		return m, err
	}
	if m.facts, err = t.Facts(ctx, tri); err != nil {
		return m, err
	}
	found, err := t.EntryByID(ctx, tri, item)
	if err != nil {
		return m, err
	}
	if len(found) != 1 {
		return m, errs.Missing("release.open")
	}
	m.item = found[0].Meta
	if a := m.answer(by); !a.Shares() || a.Rule == sharing.R6 {
		return m, errs.Missing("release.open")
	}
	return m, nil
}

func (m matter) answer(to id.Person) sharing.Answer {
	return sharing.Decide(sharing.At(m.now), m.facts, &m.item.Item, sharing.Request{Recipient: string(to), Purpose: sharing.Care})
}

// concerns is the person whose choice a release overrides, and whether it is a carer's: then nothing about the release may
// reach the service user.
func (m matter) concerns() (who id.Person, carers bool) {
	i := m.item.Item
	if i.Class == sharing.CarersOwn {
		return id.Person(i.About[0]), true
	}
	giver, _ := m.tri.Member(id.Person(i.GivenBy))
	if giver.Corner == sharing.Carer && i.Confidence != sharing.Named {
		return giver.Person, true
	}
	return m.user.Person, false
}

// alsoTell is a carer who gave the item and is not the one whose choice it was: they hear of it too.
func (m matter) alsoTell(r Row) (id.Person, bool) {
	giver, ok := m.tri.Member(id.Person(m.item.Item.GivenBy))
	return giver.Person, ok && giver.Corner == sharing.Carer && giver.Person != r.Concerns && giver.Person != r.Recipient
}

// recipientHere finds whom it goes to: somebody who is here now, or somebody outside.
func (m matter) recipientHere(to, by id.Person) bool {
	if to == Outside {
		return true
	}
	who, ok := m.tri.Member(to)
	return ok && who.Here(m.now) && to != by && to != triangle.NobodyYet
}

// secondHere reports whether somebody can be the second person: another professional of the triangle who gains nothing.
func (m matter) secondHere(second, by, recipient id.Person) bool {
	who, ok := m.tri.Member(second)
	return ok && who.Here(m.now) && who.Corner == sharing.Professional && second != by && second != recipient
}

// text is the item of the words behind a release. The service user reads it, or the carer whose confidence it opens; never
// the one about the other.
func (m matter) text(d Draft, by id.Person) sharing.Item {
	who, carers := m.concerns()
	i := sharing.Item{Class: sharing.Sensitive, Topic: TopicRelease, GivenBy: string(by), About: []string{string(who)}, PossibleSources: 1}
	if carers {
		i.Class, i.HeldBy = sharing.CarersOwn, []string{string(by), string(d.Second)}
	}
	if d.Told == ToldLater {
		i.SeriousHarm = &sharing.Opinion{By: string(by), At: sharing.At(m.now)}
	}
	return i
}
