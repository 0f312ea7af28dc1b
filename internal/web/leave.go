package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// leaveForm says what leaving means before anybody does it.
func (s *Site) leaveForm(w http.ResponseWriter, _ *http.Request, v *Visit) error {
	if v.Place.Kind == triangle.File || v.Place.Is(sharing.ServiceUser) {
		return errs.Missing("web.leaveForm")
	}
	means := ui.Plain(v.Words.T("going.means"))
	stays := ui.Plain(v.Words.T("going.stays"))
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToPeople(v), Title: v.Words.T("going.title"), Lead: v.Words.T("going.lead"), Action: v.Path, Button: v.Words.T("going.button"),
		Parts: []ui.FormPart{{Say: &means}, {Say: &stays}},
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) leave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.People.Leave(r.Context(), v.Person.ID, v.Place.ID); err != nil {
		return err
	}
	return seeOther(w, r, "/left", "done.left")
}

// endForm asks before somebody else's place is ended. A professional says why, for the record.
func (s *Site) endForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := memberInPath(r, v)
	if err != nil {
		return err
	}
	if !mayEnd(v, m) {
		return errs.Missing("web.endForm")
	}
	return s.page(w, http.StatusOK, s.endPage(v, m))
}

func (s *Site) endPage(v *Visit, m triangle.Member) *ui.FormPage {
	name := triangle.FirstName(m.Name)
	means := ui.Plain(v.Words.T("end.means", "name", name))
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToPeople(v), Title: v.Words.T("end.title", "name", m.Name), Lead: v.Words.T("end.lead", "name", name),
		Action: v.Path, Button: v.Words.T("end.button"), Parts: []ui.FormPart{{Say: &means}},
	}
	if v.Place.Is(sharing.ServiceUser) {
		page.After = []ui.Rich{ui.Plain(v.Words.T("end.no-reason"))}
		return page
	}
	o := &ui.Options{ID: "reason", Name: "reason", Legend: v.Words.T("end.reason"), Hint: v.Words.T("end.reason-why", "name", name)}
	for _, one := range people.Reasons(m.Corner) {
		o.Items = append(o.Items, ui.Option{Value: string(one), Label: v.Words.T("end-reason." + string(one))})
	}
	page.Parts = append(page.Parts, ui.FormPart{Options: o})
	return page
}

func (s *Site) endPlace(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := memberInPath(r, v)
	if err != nil {
		return err
	}
	err = s.People.End(r.Context(), v.Person.ID, v.Place.ID, m.Person, people.Reason(r.PostFormValue("reason")))
	if errs.Is(err, errs.Invalid) {
		return s.formAgain(w, v, s.endPage(v, m), err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/people", "done.ended")
}
