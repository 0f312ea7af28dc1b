package address

import (
	"slices"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Say is who says yes when an addressed text is opened to more people. The giver
// always does: nobody else opens what they wrote.
type Say struct {
	// Agreed says that the service user has said yes to these very people hearing it.
	Agreed bool
	// Owners are carers who said yes to what is about themselves going further.
	Owners []id.Person
}

// Widen is an addressed item as it would be if these people had been addressed
// too, and which of them it now goes to. What the carer lead alone may know goes
// nowhere, and what is about a carer only with that carer's yes.
func Widen(i sharing.Item, tri triangle.Triangle, people []id.Person, say Say) (sharing.Item, []id.Person) {
	if i.Among == nil || i.Confidence == sharing.Sealed {
		return i, nil
	}
	to := *i.Among
	to.People = slices.Clone(to.People)
	i.Among, i.HeldBy, i.KnownTo = &to, slices.Clone(i.HeldBy), slices.Clone(i.KnownTo)
	var added []id.Person
	for _, p := range people {
		m, ok := tri.Member(p)
		if !ok || p == triangle.NobodyYet || i.GivenBy == string(p) || slices.Contains(to.People, string(p)) || i.Class == sharing.CarersOwn && !ownerSays(i, say) {
			continue
		}
		to.People = append(to.People, string(p))
		tell(&i, tri, m, say)
		added = append(added, p)
	}
	return i, added
}

// ownerSays reports whether the carer whose own it is lets it go further.
func ownerSays(i sharing.Item, say Say) bool {
	owner := i.About[0]
	return owner == i.GivenBy || slices.Contains(say.Owners, id.Person(owner))
}

// tell adds somebody to those who are told directly, where the giver's yes, and
// that of the service user, reach so far.
func tell(i *sharing.Item, tri triangle.Triangle, m triangle.Member, say Say) {
	giver, _ := tri.Member(id.Person(i.GivenBy))
	switch {
	case i.Class == sharing.General:
	case i.Class == sharing.CarersOwn, giver.Corner == sharing.Carer && m.Corner == sharing.ServiceUser:
		i.HeldBy = with(i.HeldBy, m.Person)
	case m.Corner != sharing.Carer:
	case giver.Corner == sharing.Carer && say.Agreed && i.Confidence == sharing.Named:
		i.HeldBy = with(i.HeldBy, m.Person)
	case giver.Corner == sharing.ServiceUser, giver.Corner == sharing.Professional && say.Agreed:
		i.KnownTo = with(i.KnownTo, m.Person)
	}
}

// Agree is an addressed item after the service user has said yes to these carers
// hearing it, and which of them are told by that. What a carer said in confidence,
// or of themselves, is not the service user's to open.
func Agree(i sharing.Item, tri triangle.Triangle, carers []id.Person) (sharing.Item, []id.Person) {
	giver, _ := tri.Member(id.Person(i.GivenBy))
	if i.Among == nil || i.Class == sharing.General || i.Class == sharing.CarersOwn || giver.Corner == sharing.Carer && i.Confidence != sharing.Named {
		return i, nil
	}
	to := *i.Among
	to.People = slices.Clone(to.People)
	i.Among, i.HeldBy, i.KnownTo = &to, slices.Clone(i.HeldBy), slices.Clone(i.KnownTo)
	var added []id.Person
	for _, p := range carers {
		m, ok := tri.Member(p)
		known := slices.Contains(i.HeldBy, string(p)) || slices.Contains(i.KnownTo, string(p))
		if !ok || m.Corner != sharing.Carer || i.GivenBy == string(p) || known && slices.Contains(to.People, string(p)) {
			continue
		}
		to.People = with(to.People, p)
		tell(&i, tri, m, Say{Agreed: true})
		added = append(added, p)
	}
	return i, added
}

func with(list []string, p id.Person) []string {
	if slices.Contains(list, string(p)) {
		return list
	}
	return append(list, string(p))
}
