package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// staffForm lets a professional bring a colleague in, or say who does what.
func (s *Site) staffForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.staffPage(r, v, people.Staffing{Person: id.Person(r.URL.Query().Get("person"))})
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) staffPage(r *http.Request, v *Visit, c people.Staffing) (*ui.FormPage, error) {
	if !v.Place.Is(sharing.Professional) || v.Place.Me.Passing() {
		return nil, errs.Missing("web.staffPage")
	}
	colleagues, err := s.People.Near(r.Context(), v.Person)
	list := &ui.Select{ID: "person", Name: "person", Label: v.Words.T("staff.who"), Hint: v.Words.T("staff.who-why"), Items: []ui.Option{{Label: v.Words.T("invite.choose")}}}
	for _, one := range colleagues {
		list.Items = append(list.Items, ui.Option{Value: string(one.ID), Label: one.Name + ", " + one.Role, Checked: one.ID == c.Person})
	}
	return &ui.FormPage{
		Base: s.base(v), BackTo: backToPeople(v), Title: v.Words.T("staff.title"), Lead: v.Words.T("staff.lead"), Action: v.Path, Button: v.Words.T("account.save"),
		Parts: []ui.FormPart{
			{Select: list},
			{Field: &ui.Field{ID: "role", Name: "role", Label: v.Words.T("staff.role"), Hint: v.Words.T("staff.role-hint"), Value: c.Role, MaxLength: 60}},
			tick("lead", v.Words.T("people.carer-lead"), v.Words.T("staff.lead-yes"), c.Lead),
		},
	}, err
}

func (s *Site) staff(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c := people.Staffing{Person: id.Person(r.PostFormValue("person")), Role: r.PostFormValue("role"), Lead: r.PostFormValue("lead") == "yes"}
	page, err := s.staffPage(r, v, c)
	if err != nil {
		return err
	}
	if !id.Valid(string(c.Person)) {
		page.Errors = []ui.FieldError{{Field: "person", Text: v.Words.T("staff.who-missing")}}
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err := s.People.Staff(r.Context(), v.Person, v.Place.ID, c); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/people", "done.saved")
}
