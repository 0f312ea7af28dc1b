package web

import (
	"slices"
	"strings"
	"time"

	"trialogue/internal/candour"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// quoteMost is how many letters of somebody's words stand in a title.
const quoteMost = 70

// quote shortens words at the end of a word.
func quote(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if plain.Length(text) <= quoteMost {
		return text
	}
	short := string([]rune(text)[:quoteMost])
	if at := strings.LastIndex(short, " "); at > quoteMost/2 {
		short = short[:at]
	}
	return short + " …"
}

// seenTitle is the reader's own words, or who wrote what.
func seenTitle(v *Visit, one disclose.Shown) string {
	if one.Mine && one.Words() != "" {
		return v.Words.T("candour.quote", "words", quote(one.Words()))
	}
	if one.Mine {
		return v.Words.T("candour.own", "kind", v.Words.T("kind."+string(one.Kind)))
	}
	return v.Words.T("candour.by", "kind", v.Words.T("kind."+string(one.Kind)), "giver", giver(v, one.GivenBy).Name)
}

func seenAbout(v *Visit, one disclose.Shown) string {
	topic, when := topicName(v.Words, one.Topic), v.Words.Date(time.UnixMicro(one.Made))
	if !one.Mine {
		return v.Words.T("candour.about", "topic", topic, "date", when)
	}
	said := v.Words.T("candour.about-own", "topic", topic, "date", when)
	if one.Confidence != "" {
		said += " " + v.Words.T("confidence."+string(one.Confidence), "about", v.Place.For(), "lead", leadName(v))
	}
	return said
}

// roleWords is what stands in brackets after a name.
func roleWords(v *Visit, p id.Person) string {
	m, ok := v.Place.Member(p)
	if !ok {
		return v.Words.T("candour.no-longer")
	}
	if role := roleOf(v, m); role != "" {
		return role
	}
	switch m.Corner {
	case sharing.Carer:
		return v.Words.T("corner.carer-small")
	case sharing.ServiceUser:
		return v.Words.T("corner.service-user-small")
	}
	return v.Words.T("corner.professional-small")
}

// because says why somebody saw it, by the ground on record, for this reader.
func because(v *Visit, h candour.History, one candour.Sighting) string {
	ground := one.Ground
	m, ok := v.Place.Member(one.Viewer)
	staff := ok && m.Corner == sharing.Professional
	if ground == sharing.GroundToldDirectly && staff && h.Kind == disclose.Told && h.Class != sharing.CarersOwn && h.Confidence != sharing.Sealed {
		ground = sharing.GroundToldTheTeam // the carer lead is of the team
	}
	key := "candour.because-" + ground
	if yours(h, ground, v.Person.ID) {
		key += "-yours"
	}
	return v.Words.T(key, "viewer", firstNameOf(v, one.Viewer), "giver", triangle.FirstName(giver(v, h.GivenBy).Name), "about", decider(v, h))
}

// yours reports whether what counts for this ground is the reader's: their words, or their choice.
func yours(h candour.History, ground string, reader id.Person) bool {
	switch ground {
	case sharing.GroundToldTheTeam, sharing.GroundToldDirectly, sharing.GroundGiverAgreed, sharing.GroundSectionShared:
		return h.Mine
	case sharing.GroundAgreed, sharing.GroundAdvance:
		return slices.Contains(h.About, string(reader))
	}
	return false
}

// decider is whose choice an agreement is: the first whom the entry is about.
func decider(v *Visit, h candour.History) string {
	if len(h.About) > 0 {
		return firstNameOf(v, id.Person(h.About[0]))
	}
	return v.Place.For()
}

// groupSentence says when somebody saw one version first, why, and whether again.
func groupSentence(v *Visit, h candour.History, g candour.Group, href string) ui.Rich {
	args := []any{
		"viewer", viewerName(v, g.Viewer), "role", roleWords(v, g.Viewer), "date", v.Words.Date(time.UnixMicro(g.At)), "because", because(v, h, g.Sighting),
	}
	old := g.Version < h.Latest
	if g.Times > 1 {
		args = append(args, "count", g.Times-1, "last", v.Words.Date(time.UnixMicro(g.Last)), "href", href)
	}
	switch {
	case old && g.Times > 1:
		return ui.Say(v.Words, "candour.saw-old-again", args...)
	case old:
		return ui.Say(v.Words, "candour.saw-old", args...)
	case g.Times > 1:
		return ui.Say(v.Words, "candour.saw-again", args...)
	}
	return ui.Say(v.Words, "candour.saw", args...)
}

func sightingSentence(v *Visit, h candour.History, one candour.Sighting) ui.Rich {
	return groupSentence(v, h, candour.Group{Sighting: one, Last: one.At, Times: 1}, "")
}

func viewerName(v *Visit, p id.Person) string {
	if m, ok := v.Place.Member(p); ok {
		return m.Name
	}
	return v.Words.T("candour.outside")
}

// passedSentence says who answers for passing something on.
func passedSentence(v *Visit, p candour.Passed) ui.Rich {
	args := []any{"by", viewerName(v, p.By), "to", firstNameOf(v, p.To), "date", v.Words.Date(time.UnixMicro(p.At))}
	switch {
	case p.Call:
		return ui.Say(v.Words, "candour.told", args...)
	case p.Second != "":
		return ui.Say(v.Words, "candour.released-two", append(args, "second", viewerName(v, p.Second))...)
	}
	return ui.Say(v.Words, "candour.released", args...)
}

func notSeen(v *Visit, h candour.History) string {
	var out []string
	for _, p := range h.NotSeen {
		out = append(out, v.Words.T("candour.not-seen", "name", firstNameOf(v, p)))
	}
	return strings.Join(out, " ")
}
