package web

import (
	"net/http"
	"strings"

	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// ring shows whom to ring. It works without signing in, and then names nobody.
func (s *Site) ring(w http.ResponseWriter, r *http.Request, v *Visit) error {
	lines := publicLines(v)
	var met []ui.ReachCard
	if v.SignedIn() {
		mine, err := s.People.Of(r.Context(), v.Person.ID)
		if err != nil {
			return err
		}
		for _, t := range mine {
			lines = append(lines, teamLines(v, t)...)
		}
		if met, err = s.ringPeople(r, v, mine); err != nil {
			return err
		}
	}
	return s.page(w, http.StatusOK, &ui.Ring{Base: s.base(v), Lines: lines, People: met})
}

// ringLines are the numbers for the pages of one triangle.
func ringLines(v *Visit, t triangle.Triangle) []ui.RingLine {
	return append(publicLines(v), teamLines(v, t)...)
}

// publicLines are true for anybody in England.
func publicLines(v *Visit) []ui.RingLine {
	return []ui.RingLine{
		{Title: v.Words.T("ring.danger"), Text: v.Words.T("ring.danger-why"), Tel: "999", Shown: "999"},
		{Title: v.Words.T("ring.crisis"), Text: v.Words.T("ring.crisis-why"), Tel: "111", Shown: v.Words.T("ring.crisis-number")},
	}
}

// teamLines are the team's line and the carer lead, where they have a number.
func teamLines(v *Visit, t triangle.Triangle) []ui.RingLine {
	var out []ui.RingLine
	if t.Team.Phone != "" {
		out = append(out, ui.RingLine{Title: t.Team.Name, Text: t.Team.Hours, Tel: dial(t.Team.Phone), Shown: t.Team.Phone})
	}
	for _, m := range t.At(sharing.Professional, v.Now) {
		if m.CarerLead && m.Phone != "" && m.Person != v.Person.ID {
			out = append(out, ui.RingLine{Title: m.Name, Text: v.Words.T("ring.carer-lead"), Tel: dial(m.Phone), Shown: m.Phone})
		}
	}
	return out
}

// dial keeps of a number what a phone needs.
func dial(number string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, number)
}
