package entry

import (
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// itemOf turns a draft into the facts that the engine decides on. The writer's
// corner settles what can be said how.
func itemOf(d Draft, by triangle.Member, t triangle.Triangle, now time.Time) (sharing.Item, errs.Problems) {
	var p errs.Problems
	i := sharing.Item{ID: string(d.ID), Class: d.Class, Topic: d.Topic, GivenBy: string(by.Person), Confidence: d.Confidence, PossibleSources: 1}
	if _, known := sharing.TopicNamed(d.Topic); !d.added && !known {
		p.Add("topic", "write.topic-missing")
	}
	for _, a := range d.About {
		if m, ok := t.Member(a); !ok || m.Corner == sharing.Professional {
			p.Add("about", "write.about-unknown")
		}
		i.About = append(i.About, string(a))
	}
	if len(d.About) > 1 {
		p.Add("about", "write.split")
	}
	if i.Class != sharing.General && len(d.About) == 0 {
		p.Add("about", "write.about-missing")
	}
	if d.Kind == disclose.OwnNote {
		ownNote(&i, by)
		return i, p
	}
	if by.Corner == sharing.Carer {
		p = append(p, carersItem(&i, d, t, now)...)
	} else if i.Confidence != "" {
		p.Add("confidence", "write.confidence-carers")
	}
	if i.Class == sharing.CarersOwn && by.Corner == sharing.ServiceUser {
		p.Add("about", "write.about-unknown")
	}
	return i, p
}

// ownNote is for the writer alone until they share it.
func ownNote(i *sharing.Item, by triangle.Member) {
	i.Confidence = ""
	i.OwnSection = &sharing.OwnSection{Owner: string(by.Person)}
}

// carersItem is what a carer tells: about the service user under one of four
// confidences, or about themselves to the people they say.
func carersItem(i *sharing.Item, d Draft, t triangle.Triangle, now time.Time) errs.Problems {
	var p errs.Problems
	if i.Class == sharing.CarersOwn {
		i.HeldBy = heldBy(d.Confidence, t, now)
		return p
	}
	if !slices.Contains([]sharing.Confidence{sharing.Named, sharing.Unnamed, sharing.Team, sharing.Sealed}, d.Confidence) {
		p.Add("confidence", "write.confidence-missing")
	}
	i.PossibleSources = max(1, len(t.At(sharing.Carer, now)))
	if d.Confidence == sharing.Unnamed && i.PossibleSources < 2 {
		su, _ := t.ServiceUser()
		p.Add("confidence", "write.unnamed-one-source", "about", triangle.FirstName(su.Name))
	}
	if d.Confidence == sharing.Sealed && len(t.CarerLeads(now)) == 0 {
		p.Add("confidence", "write.no-carer-lead")
	}
	return p
}

// heldBy lists who is told when a carer says something about themselves.
func heldBy(c sharing.Confidence, t triangle.Triangle, now time.Time) []string {
	told := t.At(sharing.Professional, now)
	if c == sharing.Sealed {
		told = t.CarerLeads(now)
	}
	var out []string
	for _, m := range told {
		out = append(out, string(m.Person))
	}
	return out
}

func memberHere(t triangle.Triangle, p id.Person, now time.Time) (triangle.Member, error) {
	m, ok := t.Member(p)
	if !ok || !m.Here(now) {
		return triangle.Member{}, errs.Missing("entry.member")
	}
	return m, nil
}
