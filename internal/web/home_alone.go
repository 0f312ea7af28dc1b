package web

import (
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// questionsMost is how many questions to take along a home shows.
const questionsMost = 10

// aloneHome is for somebody whom nobody has joined yet. It is worth having on
// its first day.
func (s *Site) aloneHome(w http.ResponseWriter, r *http.Request, v *Visit, mine []triangle.Triangle) error {
	page := &ui.AloneHome{Base: s.base(v), Greeting: greeting(v), Invite: "/invite", RingList: publicLines(v)}
	page.Notice = notice(v, r)
	for _, t := range mine {
		if t.Kind != triangle.File || t.Owner != v.Person.ID {
			continue
		}
		base := "/t/" + string(t.ID)
		page.Invite = base + "/invite"
		page.Doors = append(page.Doors,
			ui.Door{Href: base + "/write", Title: v.Words.T("alone.write"), Text: v.Words.T("alone.write-why")},
			ui.Door{Href: base + "/take-along", Title: v.Words.T("alone.question"), Text: v.Words.T("alone.question-why")},
			ui.Door{Href: base + "/timeline", Title: v.Words.T("alone.notes"), Text: v.Words.T("alone.notes-why")},
		)
		found, err := s.Entries.Timeline(r.Context(), v.Person.ID, t.ID, entry.Filter{Topic: "caring-role", Kinds: []disclose.Kind{disclose.OwnNote}}, "", disclose.Place{})
		if err != nil {
			return err
		}
		for i, one := range found.Shown {
			if i < questionsMost {
				page.Questions = append(page.Questions, beginning(one.Words()))
			}
		}
	}
	if v.Person.Corner == sharing.Carer {
		page.Doors = append(page.Doors, ui.Door{Href: "/library/your-carers-assessment", Title: v.Words.T("home.assessment"), Text: v.Words.T("alone.assessment-why")})
	}
	page.Doors = append(page.Doors, ui.Door{Href: "/library", Title: v.Words.T("alone.library"), Text: v.Words.T("alone.library-why")})
	return s.page(w, http.StatusOK, page)
}
