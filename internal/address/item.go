package address

import (
	"slices"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// itemOf settles the facts of an addressed text. Who writes about whom decides
// how far it is private; to whom decides only how far it goes.
func itemOf(d Draft, tri triangle.Triangle, by triangle.Member, now time.Time) (sharing.Item, errs.Problems) {
	var p errs.Problems
	i := sharing.Item{ID: string(d.ID), Class: sharing.Personal, Topic: d.Topic, GivenBy: string(by.Person), PossibleSources: 1, Among: among(d.To, tri)}
	if _, known := sharing.TopicNamed(d.Topic); !known {
		p.Add("topic", "write.topic-missing")
	}
	if by.Corner != sharing.Carer && d.Confidence != "" {
		p.Add("confidence", "write.confidence-carers")
	}
	if d.About == "" {
		i.Class = sharing.General
		return i, p
	}
	about, ok := tri.Member(d.About)
	if !ok || about.Corner == sharing.Professional || by.Corner == sharing.ServiceUser && about.Person != by.Person || by.Corner == sharing.Carer && about.Corner == sharing.Carer && about.Person != by.Person {
		p.Add("about", "write.about-unknown")
		return i, p
	}
	i.About = []string{string(about.Person)}
	switch {
	case about.Corner == sharing.Carer:
		carersOwn(&i, d, tri, about, now)
	case by.Corner == sharing.Carer:
		p = append(p, toldByCarer(&i, d, tri, now)...)
	case by.Corner == sharing.ServiceUser || d.Agreed:
		// The service user tells these people, or has agreed that they are told.
		i.KnownTo = carersIn(d.To, tri)
	}
	return i, p
}

func among(to To, tri triangle.Triangle) *sharing.Among {
	out := &sharing.Among{Team: to.Team}
	for _, p := range to.People {
		if m, ok := tri.Member(p); ok && m.Person != triangle.NobodyYet {
			out.People = append(out.People, string(p))
		}
	}
	return out
}

// carersOwn is what a carer says of themselves, or a professional says to them: it
// is told directly to those who are addressed. What a professional says of a carer
// goes to that carer and the team alone.
func carersOwn(i *sharing.Item, d Draft, tri triangle.Triangle, about triangle.Member, now time.Time) {
	i.Class, i.Confidence = sharing.CarersOwn, ""
	byCarer := i.GivenBy == string(about.Person)
	for _, m := range tri.Members {
		switch {
		case !m.Here(now) || m.Person == triangle.NobodyYet:
		case m.Person == about.Person, d.To.Includes(m) && (byCarer || m.Corner == sharing.Professional):
			i.HeldBy = append(i.HeldBy, string(m.Person))
		}
	}
	if byCarer && d.Confidence == sharing.Sealed {
		sealed(i, tri, now)
	}
}

// toldByCarer is what a carer says about the service user.
func toldByCarer(i *sharing.Item, d Draft, tri triangle.Triangle, now time.Time) (p errs.Problems) {
	su, _ := tri.ServiceUser()
	i.PossibleSources = sources(d, tri, id.Person(i.GivenBy), now)
	i.Confidence = d.Confidence
	if i.Confidence == "" {
		i.Confidence = sharing.Team
		if d.To.Includes(su) {
			i.Confidence = sharing.Named
		}
	}
	switch {
	case !slices.Contains([]sharing.Confidence{sharing.Named, sharing.Unnamed, sharing.Team, sharing.Sealed}, i.Confidence):
		p.Add("confidence", "write.confidence-missing")
	case i.Confidence == sharing.Unnamed && i.PossibleSources < 2:
		p.Add("confidence", "write.unnamed-one-source", "about", triangle.FirstName(su.Name))
	case i.Confidence == sharing.Sealed && len(tri.CarerLeads(now)) == 0:
		p.Add("confidence", "write.no-carer-lead")
	case i.Confidence == sharing.Sealed:
		sealed(i, tri, now)
	case d.Agreed && i.Confidence == sharing.Named:
		i.HeldBy = carersIn(d.To, tri)
	}
	return p
}

// sources counts who could have said it, as the service user would guess.
func sources(d Draft, tri triangle.Triangle, by id.Person, now time.Time) int {
	all := tri.At(sharing.Carer, now)
	if d.Circle {
		all = slices.DeleteFunc(all, func(m triangle.Member) bool { return m.Person != by && !d.To.Includes(m) })
	}
	return max(1, len(all))
}

// sealed is for the carer leads alone, whoever else was addressed.
func sealed(i *sharing.Item, tri triangle.Triangle, now time.Time) {
	i.Among = &sharing.Among{}
	i.HeldBy = nil
	for _, m := range tri.CarerLeads(now) {
		i.Among.People = append(i.Among.People, string(m.Person))
		i.HeldBy = append(i.HeldBy, string(m.Person))
	}
	i.Confidence = sharing.Sealed
}

func carersIn(to To, tri triangle.Triangle) []string {
	var out []string
	for _, p := range to.People {
		if m, ok := tri.Member(p); ok && m.Corner == sharing.Carer {
			out = append(out, string(p))
		}
	}
	return out
}

// ids are the people of an item, as our own ids.
func ids(all []string) []id.Person {
	out := make([]id.Person, len(all))
	for n, one := range all {
		out[n] = id.Person(one)
	}
	return out
}
