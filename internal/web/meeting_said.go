package web

import (
	"strings"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// meetingAudience lists who will see something that is about to be written, who will
// not, and who not yet, each with the reason.
func meetingAudience(v *Visit, hearers []address.Hearer) *ui.AudienceSet {
	set := ui.AudienceSet{Code: "only", Folded: true}
	fillAudience(v, &set, hearers, func(h address.Hearer) string { return meetingWhy(v, h) })
	return &set
}

func meetingWhy(v *Visit, h address.Hearer) string {
	ground := hearsBy(h)
	name := triangle.FirstName(h.Name)
	switch ground {
	case sharing.GroundNotAddressed:
		return v.Words.T("meeting.why-not-meant", "name", name)
	case sharing.GroundAlreadyKnown:
		return v.Words.T("meeting.why-told", "name", name)
	}
	return whyOf(v, h)
}

// meetingBegins says when a meeting is, where the reader's clock stands.
func meetingBegins(v *Visit, t meeting.Step) string {
	if t.Begins == 0 {
		return v.Words.T("meeting.no-time")
	}
	at := timeOf(t.Begins)
	return v.Words.T("meeting.from-to", "begins", v.Words.DateTime(at), "ends", v.Words.Clock(at.Add(time.Duration(t.Minutes)*time.Minute)))
}

// meetingSpan says how long something took.
func meetingSpan(v *Visit, d time.Duration) string {
	switch {
	case d < time.Hour:
		return v.Words.T("meeting.minutes", "count", max(1, int(d/time.Minute)))
	case d < 48*time.Hour:
		return v.Words.T("meeting.hours", "count", int(d/time.Hour))
	}
	return v.Words.T("meeting.days", "count", int(d/(24*time.Hour)))
}

// meetName is the first name of somebody of the triangle.
func meetName(v *Visit, p id.Person) string {
	if m, ok := v.Place.Member(p); ok {
		return triangle.FirstName(m.Name)
	}
	return v.Words.T("entry.somebody")
}

// meetNames joins first names: "Ravi and Bea".
func meetNames(v *Visit, people []id.Person) string {
	var all []string
	for _, p := range people {
		all = append(all, meetName(v, p))
	}
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return v.Words.T("meeting.and", "first", strings.Join(all[:len(all)-1], ", "), "last", all[len(all)-1])
}

// meetingZone says which clock a form means.
func meetingZone(v *Visit) string {
	_, place, found := strings.Cut(v.Words.Location().String(), "/")
	if !found {
		place = v.Words.Location().String()
	}
	return strings.ReplaceAll(place, "_", " ")
}
