package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// offices lists who does what for the whole organisation.
func (s *Site) offices(w http.ResponseWriter, r *http.Request, v *Visit) error {
	staff, err := s.Organisation.Staff(r.Context(), v.Person)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: adminBack(v), Title: v.Words.T("offices.title"), Lead: v.Words.T("offices.lead")}
	page.Notice = notice(v, r)
	admins := ui.ListSection{ID: "admins", Title: v.Words.T("offices.admins"), Say: []ui.Rich{ui.Plain(v.Words.T("offices.admins-why"))}}
	leads := ui.ListSection{ID: "leads", Title: v.Words.T("offices.leads"), Say: []ui.Rich{ui.Plain(v.Words.T("offices.leads-why"))}}
	others := ui.ListSection{ID: "others", Title: v.Words.T("offices.others")}
	for _, p := range staff {
		item := officeItem(v, p)
		if p.Admin {
			admins.Items = append(admins.Items, item)
		}
		if p.Governs {
			leads.Items = append(leads.Items, item)
		}
		if !p.Admin && !p.Governs {
			others.Items = append(others.Items, item)
		}
	}
	if len(leads.Items) == 0 {
		leads.Empty = &ui.Empty{Title: v.Words.T("offices.no-lead"), Text: v.Words.T("offices.no-lead-why")}
	}
	page.Sections = []ui.ListSection{admins, leads, others}
	return s.page(w, http.StatusOK, page)
}

func officeItem(v *Visit, p triangle.Person) ui.Item {
	item := ui.Item{Who: staffPerson(p), Text: ui.Plain(p.Email)}
	if p.ID == v.Person.ID {
		item.When = v.Words.T("role.you")
		return item
	}
	change := ui.Go(v.Words.T("offices.change"), "/admin/offices/"+string(p.ID))
	change.More = p.Name
	item.Actions = []ui.Action{change}
	return item
}

func (s *Site) officeInPath(r *http.Request, v *Visit) (triangle.Person, error) {
	staff, err := s.Organisation.Staff(r.Context(), v.Person)
	for _, p := range staff {
		if string(p.ID) == r.PathValue("person") {
			return p, nil
		}
	}
	if err == nil {
		err = errs.Missing("web.officeInPath")
	}
	return triangle.Person{}, err
}

func (s *Site) officeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	p, err := s.officeInPath(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.officePage(v, p))
}

func (s *Site) officePage(v *Visit, p triangle.Person) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/admin/offices", Text: v.Words.T("offices.title")}, Title: v.Words.T("offices.of", "name", p.Name),
		Action: "/admin/offices/" + string(p.ID), Button: v.Words.T("account.save"), After: []ui.Rich{ui.Plain(v.Words.T("offices.record"))},
		Parts: []ui.FormPart{
			tick("admin", v.Words.T("offices.admin"), v.Words.T("offices.admin-yes"), p.Admin),
			tick("governs", v.Words.T("offices.governs"), v.Words.T("offices.governs-yes"), p.Governs),
		},
	}
}

func (s *Site) setOffice(w http.ResponseWriter, r *http.Request, v *Visit) error {
	p, err := s.officeInPath(r, v)
	if err != nil {
		return err
	}
	o := organisation.Offices{Admin: r.PostFormValue("admin") == "yes", Governs: r.PostFormValue("governs") == "yes"}
	if err := s.Organisation.SetOffices(r.Context(), v.Person, id.Person(r.PathValue("person")), o); err != nil {
		p.Admin, p.Governs = o.Admin, o.Governs
		return s.formAgain(w, v, s.officePage(v, p), err)
	}
	return seeOther(w, r, "/admin/offices", "done.saved")
}
