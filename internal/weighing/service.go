// Package weighing is for a confidence that changed care. Somebody told the team something that the service user is not
// to know; the team acted on it; so a person must weigh: tell, say the substance without its source, or write down why
// not. And the giver learns what their words did. It must never tell the service user by itself.
package weighing

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	disclose.WriteTx
	duty.Tx
	Entries
}

// Entries finds entries, sealed, and changes what is known of one.
type Entries interface {
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	// MarkInfluence notes that an entry changed what the team does.
	MarkInfluence(ctx context.Context, t id.Triangle, e id.Entry) error
	// OpenConfidence gives an entry of the team's confidence a wider one, as its giver agreed. Another is errs.Conflict.
	OpenConfidence(ctx context.Context, t id.Triangle, e id.Entry, c sharing.Confidence) error
}

// Topics of the texts of this package. Nobody chooses about them, so no choice opens them to a carer by accident.
const (
	TopicOutcome = "weighing" // what came of what somebody said, and why
	TopicForYou  = "for-you"  // the substance, for the service user alone
)

// Limits, stated to people before they reach them.
const (
	WordsMost    = 4000 // letters of a text
	WeighDays    = 3    // working days to weigh in
	ReviewMonths = 3    // the longest until a silence is looked at again
)

// Service marks and weighs.
type Service struct {
	run tx.Runner[Tx]
	now func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], now func() time.Time) *Service { return &Service{run: run, now: now} }

// confidence is what a carer told about the service user, as its confidant sees it at one moment.
type confidence struct {
	tri   triangle.Triangle
	user  triangle.Member
	giver triangle.Member
	facts *sharing.Triangle
	meta  disclose.Meta
	now   time.Time
}

// open lets a professional in who may read the entry by themselves. For all others, and for an entry that no carer gave
// about the service user, there is nothing.
func open(ctx context.Context, t Tx, tri id.Triangle, by id.Person, e id.Entry, now time.Time) (confidence, error) {
	c, err := find(ctx, t, tri, e, now)
	if err != nil {
		return c, err
	}
	me, ok := c.tri.Member(by)
	a := c.answer(by)
	if !ok || !me.Here(now) || me.Corner != sharing.Professional || !a.Shares() || a.Rule == sharing.R6 {
		return c, errs.Missing("weighing.open")
	}
	return c, nil
}

// find reads a confidence for nobody in particular: the caller checks who asks.
func find(ctx context.Context, t Tx, tri id.Triangle, e id.Entry, now time.Time) (confidence, error) {
	c := confidence{now: now}
	var err error
	if c.tri, err = t.Triangle(ctx, tri); err != nil {
		return c, err
	}
	if c.facts, err = t.Facts(ctx, tri); err != nil {
		return c, err
	}
	found, err := t.EntryByID(ctx, tri, e)
	if err != nil {
		return c, err
	}
	var user bool
	if c.user, user = c.tri.ServiceUser(); !user || len(found) != 1 {
		return c, errs.Missing("weighing.find")
	}
	c.meta = found[0].Meta
	c.giver, _ = c.tri.Member(id.Person(c.meta.Item.GivenBy))
	i := c.meta.Item
	if c.giver.Corner != sharing.Carer || i.OwnSection != nil || i.Class == sharing.CarersOwn || !slices.Contains(i.About, string(c.user.Person)) {
		return c, errs.Missing("weighing.find")
	}
	return c, nil
}

func (c confidence) answer(to id.Person) sharing.Answer {
	return sharing.Decide(sharing.At(c.now), c.facts, &c.meta.Item, sharing.Request{Recipient: string(to), Purpose: sharing.Care})
}

// kept reports whether the service user is not to know it: otherwise there is nothing to weigh.
func (c confidence) kept() bool { return !c.answer(c.user.Person).Shares() }

// confidants are the professionals who may read it now.
func (c confidence) confidants() []string {
	var out []string
	for _, m := range c.tri.At(sharing.Professional, c.now) {
		if c.answer(m.Person).Shares() {
			out = append(out, string(m.Person))
		}
	}
	return out
}

// entry begins a new text that hangs on the confidence.
func (c confidence) entry(e id.Entry, k disclose.Kind, by id.Person, item sharing.Item) disclose.New {
	at := c.now.UnixMicro()
	item.GivenBy, item.PossibleSources = string(by), 1
	return disclose.New{Meta: disclose.Meta{
		ID: e, Triangle: c.tri.ID, Kind: k, Version: 1, Latest: 1, Author: by, Parent: c.meta.ID, Made: at, Changed: at, Item: item,
	}}
}
