package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// openForm is where a professional begins a triangle for somebody.
func (s *Site) openForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.openPage(r, v, people.Opening{Triangle: id.Triangle(id.New()), Invitation: id.New()})
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) openPage(r *http.Request, v *Visit, o people.Opening) (*ui.FormPage, error) {
	if v.Person.Corner != sharing.Professional || v.Person.Team == "" {
		return nil, errs.Missing("web.openPage")
	}
	colleagues, err := s.People.Colleagues(r.Context(), v.Person, v.Person.Team)
	if err != nil {
		return nil, err
	}
	with := &ui.Options{ID: "with", Name: "with", Legend: v.Words.T("open.with"), Many: true}
	lead := &ui.Select{ID: "lead", Name: "lead", Label: v.Words.T("open.lead"), Hint: v.Words.T("open.lead-why"), Items: []ui.Option{{Label: v.Words.T("open.no-lead")}}}
	for _, c := range colleagues {
		lead.Items = append(lead.Items, ui.Option{Value: string(c.ID), Label: c.Name, Checked: c.ID == o.Lead})
		if c.ID == v.Person.ID {
			continue
		}
		chosen := false
		for _, one := range o.Colleagues {
			chosen = chosen || one == c.ID
		}
		with.Items = append(with.Items, ui.Option{Value: string(c.ID), Label: c.Name, Hint: c.Role, Checked: chosen})
	}
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("open.title"), Lead: v.Words.T("open.intro"), Action: "/open", Button: v.Words.T("open.button"),
		BackTo: &ui.Link{Href: "/", Text: v.Words.T("nav.home")},
		Hidden: []ui.Hidden{{Name: "triangle", Value: string(o.Triangle)}, {Name: "invitation", Value: o.Invitation}},
		Parts: []ui.FormPart{
			{Field: &ui.Field{ID: "name", Name: "name", Label: v.Words.T("open.name"), Hint: v.Words.T("open.name-why"), Value: o.Name}},
			{Field: &ui.Field{ID: "email", Name: "email", Type: "email", Label: v.Words.T("invite.email"), Hint: v.Words.T("invite.email-hint"), Value: o.Email}},
			{Field: &ui.Field{ID: "role", Name: "role", Label: v.Words.T("open.role"), Hint: v.Words.T("staff.role-hint"), Value: o.Role, MaxLength: 60}},
		},
	}
	if len(with.Items) > 0 {
		page.Parts = append(page.Parts, ui.FormPart{Options: with})
	}
	page.Parts = append(page.Parts, ui.FormPart{Select: lead})
	return page, nil
}

func (s *Site) openTriangle(w http.ResponseWriter, r *http.Request, v *Visit) error {
	o := people.Opening{
		Triangle: id.Triangle(r.PostFormValue("triangle")), Invitation: r.PostFormValue("invitation"), Name: r.PostFormValue("name"),
		Email: r.PostFormValue("email"), Role: r.PostFormValue("role"), Lead: id.Person(r.PostFormValue("lead")),
	}
	for _, one := range r.PostForm["with"] {
		o.Colleagues = append(o.Colleagues, id.Person(one))
	}
	t, err := s.People.OpenTriangle(r.Context(), v.Person, o)
	if errs.Is(err, errs.Invalid) {
		page, pageErr := s.openPage(r, v, o)
		if pageErr != nil {
			return pageErr
		}
		return s.formAgain(w, v, page, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, "/t/"+string(t)+"/invite/"+o.Invitation, "done.opened")
}
