package disclose

import (
	"context"
	"slices"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Preview shows somebody what another would be shown, of what they may see
// themselves, with the other's masks on top of their own. It is the looking
// person who sees, so it is their sighting that is recorded and never the
// other's. What hangs on the choice of a third person, or on a release, is left
// out: a preview must not be a way to find those out.
func Preview[X Tx](ctx context.Context, d *Door, l Look[X], as id.Person) (Page, error) {
	l.As = as
	return Read(ctx, d, l)
}

// alsoFor asks the engine for the other person, and adds their masks to the answer.
func (r *reading) alsoFor(i sharing.Item, a *sharing.Answer) bool {
	if r.hangsOnOthers(i) {
		return false
	}
	facts := *r.facts
	facts.Decisions = append(slices.Clone(facts.Decisions), r.said...)
	b := sharing.Decide(sharing.At(r.at), &facts, &i, sharing.Request{Recipient: string(r.as), Purpose: r.purpose})
	if !b.Outcome.Shares() || b.Rule == sharing.R6 {
		return false
	}
	for _, span := range b.Mask {
		if !slices.Contains(a.Mask, span) {
			a.Mask = append(slices.Clone(a.Mask), span)
		}
	}
	return true
}

// hangsOnOthers reports whether somebody besides these two has a say in an item:
// a carer who gave it, somebody it is about, the owner of a section.
func (r *reading) hangsOnOthers(i sharing.Item) bool {
	two := []string{string(r.person), string(r.as)}
	if cornerOf(r.facts, id.Person(i.GivenBy)) == sharing.Carer && !slices.Contains(two, i.GivenBy) {
		return true
	}
	if i.OwnSection != nil && !slices.Contains(two, i.OwnSection.Owner) {
		return true
	}
	return slices.ContainsFunc(i.About, func(p string) bool { return !slices.Contains(two, p) })
}

// throughOtherEyes takes away what the other person would not be told of an entry.
func (r *reading) throughOtherEyes(s Shown) Shown {
	if r.as != "" && string(s.GivenBy) != string(r.as) && cornerOf(r.facts, r.as) != sharing.Professional {
		s.Confidence = ""
	}
	return s
}
