package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// teamAsked lists who asks the visitor's team to come in.
func (s *Site) teamAsked(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Person.Corner != sharing.Professional {
		return errs.Missing("web.teamAsked")
	}
	all, err := s.People.TeamAsked(r.Context(), v.Person)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("asked.title"), Lead: v.Words.T("asked.lead")}
	page.Notice = notice(v, r)
	section := ui.ListSection{Items: askedItems(v, all)}
	if len(all) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("asked.none")}
	}
	page.Sections = []ui.ListSection{section}
	return s.page(w, http.StatusOK, page)
}

func askedItems(v *Visit, all []people.TeamAsked) []ui.Item {
	var out []ui.Item
	for _, one := range all {
		text := v.Words.T("asked.service-user", "name", one.ByName)
		if one.ByCorner == sharing.Carer {
			text = v.Words.T("asked.carer", "name", one.ByName, "email", one.ByEmail)
		}
		to := "/asked/" + one.ID
		out = append(out, ui.Item{
			Who: ui.Person{Name: one.ByName, Initials: triangle.Initials(one.ByName), Corner: ui.Corner(one.ByCorner)}, When: whenOf(v, one.Made), Text: ui.Plain(text),
			Actions: []ui.Action{
				ui.Post(v.Words.T("asked.yes"), to, ui.Hidden{Name: "answer", Value: "yes"}).As(ui.MainAction),
				ui.Post(v.Words.T("asked.no"), to, ui.Hidden{Name: "answer", Value: "no"}).As(ui.QuietAction),
			},
		})
	}
	return out
}

func (s *Site) answerTeamAsked(w http.ResponseWriter, r *http.Request, v *Visit) error {
	i := r.PathValue("invitation")
	if !id.Valid(i) {
		return errs.Missing("web.answerTeamAsked")
	}
	switch r.PostFormValue("answer") {
	case "yes":
		t, err := s.People.TakeUp(r.Context(), v.Person, i, v.Person.Role)
		if err != nil {
			return err
		}
		return seeOther(w, r, "/t/"+string(t)+"/people", "done.taken-up")
	case "no":
		if err := s.People.NotTakenUp(r.Context(), v.Person, i); err != nil {
			return err
		}
		return seeOther(w, r, "/asked", "done.not-taken-up")
	}
	return errs.Missing("web.answerTeamAsked")
}

// askedNeeds is who waits for an answer of the visitor's team, for their home.
func (s *Site) askedNeeds(r *http.Request, v *Visit) ([]ui.Need, error) {
	all, err := s.People.TeamAsked(r.Context(), v.Person)
	var out []ui.Need
	for _, one := range all {
		out = append(out, ui.Need{
			Who: ui.Person{Name: one.ByName, Initials: triangle.Initials(one.ByName), Corner: ui.Corner(one.ByCorner)},
			Age: v.Words.Ago(timeOf(one.Made)), Say: ui.Say(v.Words, "asked.need", "name", one.ByName),
			Actions: []ui.Action{ui.Go(v.Words.T("asked.open"), "/asked")},
		})
	}
	return out, err
}
