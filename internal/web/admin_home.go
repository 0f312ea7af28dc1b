package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/web/ui"
)

// admin is where an administrator begins: names and counts, and nobody's triangle.
func (s *Site) admin(w http.ResponseWriter, r *http.Request, v *Visit) error {
	o, err := s.Organisation.Overview(r.Context(), v.Person)
	if err != nil {
		return err
	}
	name := o.Name
	if name == "" {
		name = v.Words.T("admin.no-name")
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("admin.title"), Lead: v.Words.T("admin.lead"), BackTo: &ui.Link{Href: "/", Text: v.Words.T("nav.home")}}
	page.Notice = notice(v, r)
	change := func(href, more string) *ui.Link {
		return &ui.Link{Href: href, Text: v.Words.T("admin.open"), More: v.Words.T(more)}
	}
	page.Sections = []ui.ListSection{
		{ID: "counts", Summary: ui.Summary{
			{Key: v.Words.T("admin.name"), Value: ui.Plain(name), Change: change("/admin/name", "admin.name")},
			{Key: v.Words.T("admin.services"), Value: ui.Plain(v.Words.T("admin.services-count", "count", len(o.Services))), Change: change("/admin/services", "admin.services")},
			{Key: v.Words.T("admin.teams"), Value: ui.Plain(v.Words.T("admin.teams-count", "count", len(o.Teams))), Change: change("/admin/teams", "admin.teams")},
			{Key: v.Words.T("admin.staff"), Value: ui.Plain(v.Words.T("admin.staff-count", "count", o.Accounts)), Change: change("/admin/staff", "admin.staff")},
		}},
		{ID: "more", Title: v.Words.T("admin.more"), Links: []ui.Link{
			{Href: "/cover", Text: v.Words.T("cover.title")}, {Href: "/admin/offices", Text: v.Words.T("offices.title")}, {Href: "/support", Text: v.Words.T("support.title")}, {Href: "/admin/tasks", Text: v.Words.T("between.wording-title")},
		}},
	}
	if o.NoTeam > 0 {
		page.Sections[0].Note = &ui.NoteBox{Text: ui.Plain(v.Words.T("admin.no-team", "count", o.NoTeam))}
	}
	return s.page(w, http.StatusOK, page)
}

func adminBack(v *Visit) *ui.Link { return &ui.Link{Href: "/admin", Text: v.Words.T("admin.title")} }

func (s *Site) adminName(w http.ResponseWriter, r *http.Request, v *Visit) error {
	o, err := s.Organisation.Overview(r.Context(), v.Person)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.namePage(v, o.Name))
}

func (s *Site) namePage(v *Visit, name string) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), BackTo: adminBack(v), Title: v.Words.T("admin.name"), Action: "/admin/name", Button: v.Words.T("account.save"),
		Parts: []ui.FormPart{{Field: &ui.Field{ID: "name", Name: "name", Label: v.Words.T("admin.name-label"), Hint: v.Words.T("admin.name-hint"), Value: name}}},
	}
}

func (s *Site) adminRename(w http.ResponseWriter, r *http.Request, v *Visit) error {
	name := r.PostFormValue("name")
	if err := s.mustAdmin(r, v); err != nil {
		return err
	}
	if err := s.Organisation.Rename(r.Context(), v.Person, name); err != nil {
		return s.formAgain(w, v, s.namePage(v, name), err)
	}
	return seeOther(w, r, "/admin", "done.saved")
}

// mustAdmin comes before what a form could get wrong: to others it is not there.
func (s *Site) mustAdmin(_ *http.Request, v *Visit) error {
	if !v.Person.Admin {
		return errs.Missing("web.mustAdmin")
	}
	return nil
}

// adminServices lists services, and takes a new one or a new name.
func (s *Site) adminServices(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.servicesPage(r, v, organisation.Unit{ID: r.URL.Query().Get("service")})
	if err != nil {
		return err
	}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

func (s *Site) servicesPage(r *http.Request, v *Visit, u organisation.Unit) (*ui.FormPage, error) {
	if err := s.mustAdmin(r, v); err != nil {
		return nil, err
	}
	all, err := s.Organisation.Services(r.Context())
	if err != nil {
		return nil, err
	}
	heading := v.Words.T("units.new")
	var rows ui.Summary
	for _, one := range all {
		rows = append(rows, ui.SummaryRow{Key: one.Name, Change: &ui.Link{Href: "/admin/services?service=" + one.ID, Text: v.Words.T("units.rename"), More: one.Name}})
		if one.ID == u.ID {
			heading = v.Words.T("units.rename-title", "name", one.Name)
			if u.Name == "" {
				u.Name = one.Name
			}
		}
	}
	if !id.Valid(u.ID) {
		u.ID = id.New()
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: adminBack(v), Title: v.Words.T("admin.services"), Lead: v.Words.T("units.lead"), Action: "/admin/services", Button: v.Words.T("account.save"),
		Hidden: []ui.Hidden{{Name: "service", Value: u.ID}},
	}
	if len(rows) > 0 {
		page.Parts = []ui.FormPart{{Summary: rows}}
	}
	page.Parts = append(page.Parts, ui.FormPart{Heading: heading}, ui.FormPart{Field: &ui.Field{ID: "name", Name: "name", Label: v.Words.T("units.name"), Hint: v.Words.T("units.name-hint"), Value: u.Name, Plainly: true}})
	return page, nil
}

func (s *Site) adminKeepService(w http.ResponseWriter, r *http.Request, v *Visit) error {
	u := organisation.Unit{ID: r.PostFormValue("service"), Name: r.PostFormValue("name")}
	page, err := s.servicesPage(r, v, u)
	if err != nil {
		return err
	}
	if !id.Valid(u.ID) {
		return errs.Missing("web.adminKeepService")
	}
	if err := s.Organisation.KeepService(r.Context(), v.Person, u); err != nil {
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, "/admin/services", "done.saved")
}
