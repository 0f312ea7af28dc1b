package web

import (
	"net/http"

	"trialogue/internal/id"
	"trialogue/internal/safety"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// pauses lists the carers, with what is paused for each.
func (s *Site) pauses(w http.ResponseWriter, r *http.Request, v *Visit) error {
	on, past, err := s.Safety.List(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: s.toSharing(v), Title: v.Words.T("pause.link"), Lead: v.Words.T("pause.lead")}
	page.Notice = notice(v, r)
	section := ui.ListSection{ID: "carers", Title: v.Words.T("pause.carers")}
	for _, m := range v.Place.At(sharing.Carer, v.Now) {
		item := ui.Item{Who: person(v, m), Text: ui.Say(v.Words, "pause.off", "name", triangle.FirstName(m.Name))}
		item.Actions = []ui.Action{ui.Go(v.Words.T("pause.begin", "name", triangle.FirstName(m.Name)), v.Path+"/"+string(m.Person))}
		if h, ok := holdOn(on, m.Person); ok {
			item.Text = ui.Say(v.Words, "pause.on", "name", triangle.FirstName(m.Name), "day", v.Words.DateTime(timeOf(h.Begins)))
			item.Actions[0].Text = v.Words.T("pause.end", "name", triangle.FirstName(m.Name))
		}
		section.Items = append(section.Items, item)
	}
	if len(section.Items) == 0 {
		section.Say = []ui.Rich{ui.Plain(v.Words.T("pause.nobody"))}
	}
	page.Sections = []ui.ListSection{section}
	if before := s.pausesBefore(v, past); len(before.Items) > 0 {
		page.Sections = append(page.Sections, before)
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) pausesBefore(v *Visit, past []safety.Hold) ui.ListSection {
	section := ui.ListSection{ID: "before", Title: v.Words.T("pause.before")}
	for _, h := range past {
		section.Items = append(section.Items, ui.Item{Who: giver(v, h.Person), Text: ui.Say(v.Words, "pause.was", "from", v.Words.DateTime(timeOf(h.Begins)), "until", v.Words.DateTime(timeOf(h.Ended)))})
	}
	return section
}

// holdOn finds the hold of somebody in a list.
func holdOn(on []safety.Hold, p id.Person) (safety.Hold, bool) {
	for _, h := range on {
		if h.Person == p {
			return h, true
		}
	}
	return safety.Hold{}, false
}

// pauseForm says before it begins, or before it ends, what that means.
func (s *Site) pauseForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := memberInPath(r, v)
	if err != nil || m.Corner != sharing.Carer {
		return s.notFound(w, r, v)
	}
	on, _, err := s.Safety.List(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	name := triangle.FirstName(m.Name)
	page := &ui.FormPage{Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/sharing/more", Text: v.Words.T("pause.link")}, Action: v.Path}
	says := []string{"does", "still", "team", "cannot"}
	if h, ok := holdOn(on, m.Person); ok {
		page.Title, page.Button, page.Action = v.Words.T("pause.end", "name", name), v.Words.T("pause.end-button"), v.Path+"/end"
		page.Lead = v.Words.T("pause.end-lead", "name", name)
		page.Hidden = []ui.Hidden{{Name: "hold", Value: h.ID}}
		says = []string{"between", "narrow"}
	} else {
		page.Title, page.Button, page.Lead = v.Words.T("pause.begin", "name", name), v.Words.T("pause.button"), v.Words.T("pause.form-lead", "name", name)
		page.Hidden = []ui.Hidden{{Name: "draft", Value: id.New()}}
	}
	for _, key := range says {
		text := ui.Plain(v.Words.T("pause.say-"+key, "name", name))
		page.Parts = append(page.Parts, ui.FormPart{Say: &text})
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) pause(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := memberInPath(r, v)
	draft := r.PostFormValue("draft")
	if err != nil || !id.Valid(draft) {
		return s.notFound(w, r, v)
	}
	if err := s.Safety.Pause(r.Context(), v.Person.ID, v.Place.ID, draft, m.Person); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/sharing/more", "done.saved")
}

func (s *Site) pauseEnd(w http.ResponseWriter, r *http.Request, v *Visit) error {
	hold := r.PostFormValue("hold")
	if !id.Valid(hold) {
		return s.notFound(w, r, v)
	}
	if err := s.Safety.End(r.Context(), v.Person.ID, v.Place.ID, hold); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/sharing/more", "done.saved")
}
