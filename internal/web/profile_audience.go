package web

import (
	"net/http"
	"strings"

	"trialogue/internal/profile"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// profileAudience says before anything is written who will see a part of one's
// profile: the people of all one's triangles, each by name. It asks the same
// function that decides when they look.
func (s *Site) profileAudience(r *http.Request, v *Visit, part profile.Part) (*ui.AudienceSet, error) {
	mine, err := s.People.Of(r.Context(), v.Person.ID)
	if err != nil {
		return nil, err
	}
	set := &ui.AudienceSet{Code: "only", Folded: true}
	will, seen := []string{}, map[string]int{}
	for _, t := range mine {
		me, _ := t.Member(v.Person.ID)
		for _, m := range t.Members {
			if m.Person == v.Person.ID || !m.Here(v.Now) || m.Person == triangle.NobodyYet {
				continue
			}
			row := profileRow(v, part, me, m)
			// Who stands with somebody in two triangles sees what either shows them.
			if at, twice := seen[string(m.Person)]; twice {
				if row.Answer == ui.Share && set.Rows[at].Answer != ui.Share {
					set.Rows[at] = row
				}
				continue
			}
			seen[string(m.Person)] = len(set.Rows)
			set.Rows = append(set.Rows, row)
		}
	}
	for _, row := range set.Rows {
		if row.Answer == ui.Share {
			will = append(will, triangle.FirstName(row.Who.Name))
		}
	}
	set.Sum = v.Words.T("profile.audience-nobody")
	if len(will) > 0 {
		set.Sum = v.Words.T("profile.audience-sum", "names", strings.Join(will, ", "))
	}
	return set, nil
}

func profileRow(v *Visit, part profile.Part, me, m triangle.Member) ui.AudienceRow {
	st := profile.Standing{Relation: profile.Together, Reader: m.Corner, Owner: me.Corner}
	row := ui.AudienceRow{Who: person(v, m), Answer: ui.Keep, Why: v.Words.T("profile.audience-never")}
	switch {
	case profile.ShownTo(part, st, false) && m.Corner == sharing.Professional:
		row.Answer, row.Why = ui.Share, v.Words.T("profile.audience-serves")
	case profile.ShownTo(part, st, false):
		row.Answer, row.Why = ui.Share, v.Words.T("profile.audience-together")
	case profile.ShownTo(part, st, true):
		row.Why = v.Words.T("profile.audience-tick")
	case me.Corner == sharing.Professional:
		row.Why = v.Words.T("profile.audience-work")
	}
	return row
}
