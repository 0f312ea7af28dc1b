package web

import (
	"strings"

	"trialogue/internal/address"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// fillAudience draws who will see a text and who will not, each with why, and says
// it once more in one sentence.
func fillAudience(v *Visit, set *ui.AudienceSet, hearers []address.Hearer, why func(address.Hearer) string) {
	var will, wont []string
	for _, h := range hearers {
		row := ui.AudienceRow{Who: person(v, h.Member), Answer: answerOf(h.Answer.Outcome), Why: why(h)}
		set.Rows = append(set.Rows, row)
		if row.Answer == ui.Share {
			will = append(will, triangle.FirstName(h.Name))
		} else {
			wont = append(wont, triangle.FirstName(h.Name))
		}
	}
	set.Sum = v.Words.T(sumKey(will, wont), "will", strings.Join(will, ", "), "wont", strings.Join(wont, ", "))
}

func sumKey(will, wont []string) string {
	switch {
	case len(will) == 0:
		return "audience.nobody"
	case len(wont) == 0:
		return "audience.all"
	}
	return "audience.some"
}

// hearsBy is the ground of an answer; a release has its own behind it.
func hearsBy(h address.Hearer) string {
	ground, _, _ := strings.Cut(h.Answer.Ground, ":")
	return ground
}

// whyOf says in one sentence why somebody will or will not see a text.
func whyOf(v *Visit, h address.Hearer) string { return whyFor(v, h, hearsBy(h)) }

// whyFor is whyOf with another ground.
func whyFor(v *Visit, h address.Hearer, ground string) string {
	return v.Words.T("audience.why-"+string(h.Answer.Outcome)+"-"+ground, "name", triangle.FirstName(h.Name), "about", v.Place.For())
}
