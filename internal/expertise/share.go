package expertise

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Shared is one time that a page was open to somebody. Until is 0 while it is.
// Times are microseconds since 1970 UTC.
type Shared struct {
	Person       id.Person
	Since, Until int64
}

// Circle is a page of one's own with whom it is shared, and whom it could be.
type Circle struct {
	disclose.Shown
	With    []id.Person
	History []Shared // oldest first, those that ended too
	// Hearers says for everybody here what would become of the page if it were
	// shared with them.
	Hearers []address.Hearer
}

// Shares says whether the page is shared with somebody now.
func (c Circle) Shares(p id.Person) bool { return slices.Contains(c.With, p) }

// CircleOf shows who may read a page of one's own; errs.NotFound where there is none.
func (s *Service) CircleOf(ctx context.Context, by id.Person, t id.Triangle, k disclose.Kind) (c Circle, err error) {
	defer errs.Wrap("expertise.CircleOf", &err)
	r, err := s.enter(ctx, by, t)
	if err != nil {
		return Circle{}, err
	}
	if c.Shown, err = s.own(ctx, by, t, k); err != nil {
		return Circle{}, err
	}
	meta, err := s.pageNow(ctx, r, k)
	if err != nil || meta == nil {
		return Circle{}, err
	}
	c.With = address.SharedWith(meta.Item, r.now)
	c.Hearers = r.ifShared(meta.Item)
	err = s.run.View(ctx, func(x Tx) error {
		records, err := x.Touching(ctx, t, []id.Entry{meta.ID})
		c.History = timesOf(records)
		return err
	})
	return c, err
}

// ifShared asks the engine about a page as if it were shared with everybody here.
func (r room) ifShared(i sharing.Item) []address.Hearer {
	open := sharing.OwnSection{Owner: i.OwnSection.Owner}
	for _, m := range r.others() {
		open.SharedWith = append(open.SharedWith, sharing.SectionShare{Recipient: string(m.Person), When: sharing.Everyday, From: sharing.Micros(r.now.UnixMicro())})
	}
	i.OwnSection = &open
	out := address.Hearers(i, r.tri, r.facts, r.me.Person, r.now)
	slices.SortStableFunc(out, func(a, b address.Hearer) int { return r.order(a.Person) - r.order(b.Person) })
	return out
}

// others are those with whom somebody can share: everybody else who stands here now.
func (r room) others() []triangle.Member {
	var out []triangle.Member
	for _, m := range r.tri.Members {
		if m.Person != r.me.Person && m.Person != triangle.NobodyYet && m.Here(r.now) && m.Corner != triangle.AtSupport {
			out = append(out, m)
		}
	}
	return out
}

// timesOf reads from the record when a page was open to whom.
func timesOf(records []ledger.Record) []Shared {
	var out []Shared
	for _, one := range records {
		switch {
		case one.Kind != ledger.SectionShared:
		case one.Ground == disclose.SectionOpened:
			out = append(out, Shared{Person: id.Person(one.Person), Since: one.At})
		default:
			for i := range out {
				if out[i].Person == id.Person(one.Person) && out[i].Until == 0 {
					out[i].Until = one.At
				}
			}
		}
	}
	return out
}

// ShareWith opens a page of one's own to these people and to nobody else from now
// on. Read is with whom it was shared when the form was made: where that is no
// longer so, it is errs.Conflict and nothing changes.
func (s *Service) ShareWith(ctx context.Context, by id.Person, t id.Triangle, k disclose.Kind, people, read []id.Person) (err error) {
	defer errs.Wrap("expertise.ShareWith", &err)
	r, err := s.enter(ctx, by, t)
	if err != nil {
		return err
	}
	meta, err := s.pageNow(ctx, r, k)
	if err != nil {
		return err
	}
	if meta == nil {
		return errs.Missing("expertise.ShareWith")
	}
	if err := r.canHear(people); err != nil {
		return err
	}
	now := address.SharedWith(meta.Item, r.now)
	if samePeople(now, people) {
		return nil // the same form again, or nothing to change
	}
	if !samePeople(now, read) {
		return changedElsewhere(nil)
	}
	change, err := disclose.DrawShares(*meta, people, r.now.UnixMicro())
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		if err := s.still(ctx, x, by, t); err != nil {
			return err
		}
		again, err := pageOf(ctx, x, t, k, by)
		if err != nil {
			return err
		}
		if len(again) == 0 || !sameShares(again[0].Meta, *meta) {
			return changedElsewhere(nil)
		}
		return change.In(ctx, x)
	})
}

// canHear says what is wrong with the people of a form.
func (r room) canHear(people []id.Person) error {
	for _, p := range people {
		if !slices.ContainsFunc(r.others(), func(m triangle.Member) bool { return m.Person == p }) {
			return problem("expertise.canHear", "with", "expertise.with-unknown")
		}
	}
	return nil
}

func samePeople(a, b []id.Person) bool {
	in := func(list []id.Person) func(id.Person) bool {
		return func(p id.Person) bool { return !slices.Contains(list, p) }
	}
	return !slices.ContainsFunc(a, in(b)) && !slices.ContainsFunc(b, in(a))
}

// sameShares reports whether two readings of a page say the same about who may read it.
func sameShares(a, b disclose.Meta) bool {
	if (a.Item.OwnSection == nil) != (b.Item.OwnSection == nil) {
		return false
	}
	return a.ID == b.ID && (a.Item.OwnSection == nil || slices.Equal(a.Item.OwnSection.SharedWith, b.Item.OwnSection.SharedWith))
}
