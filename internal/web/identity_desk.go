package web

import (
	"net/http"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/identity"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// doubles lists accounts that may be one person's. Nobody joins them but the
// person whose they are.
func (s *Site) doubles(w http.ResponseWriter, r *http.Request, v *Visit) error {
	all, err := s.Identity.Cases(r.Context(), v.Person)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: backToAccount(v), Title: v.Words.T("doubles.title"), Lead: v.Words.T("doubles.lead")}
	page.Notice = notice(v, r)
	for _, c := range all {
		section := ui.ListSection{ID: "case-" + c.ID, Title: v.Words.T("doubles." + c.Kind), Say: []ui.Rich{ui.Plain(v.Words.T("doubles.since", "day", whenOf(v, c.Made)))}}
		for _, p := range []triangle.Person{c.First, c.Second} {
			section.Items = append(section.Items, ui.Item{
				Who: ui.Person{Name: p.Name, Initials: triangle.Initials(p.Name), Corner: ui.Corner(p.Corner)}, Text: ui.Plain(p.Email), When: v.Words.T("doubles.made", "day", whenOf(v, p.Made)),
			})
		}
		for _, outcome := range identity.CaseOutcomes() {
			end := ui.Post(v.Words.T("doubles.outcome-"+outcome), "/admin/doubles/"+c.ID, ui.Hidden{Name: "outcome", Value: outcome})
			end.More = c.First.Name
			section.Actions = append(section.Actions, end)
		}
		page.Sections = append(page.Sections, section)
	}
	if len(all) == 0 {
		page.Sections = []ui.ListSection{{Empty: &ui.Empty{Title: v.Words.T("doubles.none")}}}
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) endDouble(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !id.Valid(r.PathValue("case")) {
		return errs.Missing("web.endDouble")
	}
	if err := s.Identity.EndCase(r.Context(), v.Person, r.PathValue("case"), r.PostFormValue("outcome")); err != nil {
		return err
	}
	return seeOther(w, r, "/admin/doubles", "done.case-ended")
}

// eraseDesk is where records are erased by two people, or kept on hold. It
// shows references and codes, and no names.
func (s *Site) eraseDesk(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.eraseDeskPage(r, v)
	if err != nil {
		return err
	}
	switch ask := r.URL.Query().Get("ask"); {
	case ask == "erase" && v.Person.Governs:
		return s.page(w, http.StatusOK, s.askErasePage(v, identity.Erasure{ID: id.New()}))
	case ask == "hold" && v.Person.Governs:
		return s.page(w, http.StatusOK, s.legalHoldPage(v, identity.Hold{ID: id.New()}))
	}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

func (s *Site) eraseDeskPage(r *http.Request, v *Visit) (*ui.ListPage, error) {
	desk, err := s.Identity.EraseDesk(r.Context(), v.Person)
	if err != nil {
		return nil, err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: backToAccount(v), Title: v.Words.T("erase.title"), Lead: v.Words.T("erase.lead")}
	open := ui.ListSection{ID: "open", Title: v.Words.T("erase.open")}
	for _, one := range desk.Open {
		item := ui.Item{Who: ui.Person{Name: triangle.Short(one.Triangle), Initials: "·"}, When: whenOf(v, one.Asked), Text: ui.Plain(v.Words.T("erase.ground-" + one.Ground))}
		switch {
		case one.Second != "":
			item.Text = ui.Plain(v.Words.T("erase.under-way"))
		default:
			if one.AskedBy != v.Person.ID {
				item.Actions = append(item.Actions, ui.Post(v.Words.T("erase.agree"), "/admin/erase/"+one.ID+"/yes").As(ui.QuietAction))
			}
			item.Actions = append(item.Actions, ui.Post(v.Words.T("erase.drop"), "/admin/erase/"+one.ID+"/drop"))
		}
		open.Items = append(open.Items, item)
	}
	if len(open.Items) == 0 {
		open.Empty = &ui.Empty{Title: v.Words.T("erase.none")}
	}
	holds := ui.ListSection{ID: "holds", Title: v.Words.T("erase.holds"), Say: []ui.Rich{ui.Plain(v.Words.T("erase.holds-why"))}}
	for _, h := range desk.Holds {
		item := ui.Item{Who: ui.Person{Name: triangle.Short(h.Triangle), Initials: "·"}, When: whenOf(v, h.Made), Text: ui.Plain(v.Words.T("legal-hold.ground-" + h.Ground))}
		if v.Person.Governs {
			item.Actions = []ui.Action{ui.Post(v.Words.T("legal-hold.end"), "/admin/hold/"+h.ID+"/end")}
		}
		holds.Items = append(holds.Items, item)
	}
	page.Sections = []ui.ListSection{open, holds}
	if v.Person.Governs {
		page.Actions = []ui.Action{ui.Also(v.Words.T("erase.ask"), "/admin/erase?ask=erase"), ui.Also(v.Words.T("legal-hold.put"), "/admin/erase?ask=hold")}
	}
	return page, nil
}

// askErase asks for a record to be erased; a second person has to agree.
func (s *Site) askErase(w http.ResponseWriter, r *http.Request, v *Visit) error {
	e := identity.Erasure{ID: r.PostFormValue("erasure"), Triangle: referenceOf(r.PostFormValue("triangle")), Ground: r.PostFormValue("ground")}
	if err := s.Identity.AskErase(r.Context(), v.Person, e); err != nil {
		if errs.Is(err, errs.NotFound) {
			return err
		}
		return s.formAgain(w, v, s.askErasePage(v, e), err)
	}
	return seeOther(w, r, "/admin/erase", "done.erase-asked")
}

// referenceOf reads a reference as it was copied.
func referenceOf(text string) id.Triangle {
	return id.Triangle(strings.ToLower(strings.TrimSpace(text)))
}

func (s *Site) askErasePage(v *Visit, e identity.Erasure) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/admin/erase", Text: v.Words.T("erase.title")}, Title: v.Words.T("erase.ask"), Lead: v.Words.T("erase.ask-lead"),
		Action: "/admin/erase", Button: v.Words.T("erase.ask-button"), Hidden: []ui.Hidden{{Name: "erasure", Value: e.ID}},
		Parts: []ui.FormPart{
			{Field: &ui.Field{ID: "triangle", Name: "triangle", Label: v.Words.T("erase.reference"), Hint: v.Words.T("erase.reference-hint"), Value: string(e.Triangle)}},
			{Options: groundOptions(v, "ground", "erase.ground-", identity.EraseGrounds(), e.Ground)},
		},
	}
}

func groundOptions(v *Visit, name, prefix string, all []string, chosen string) *ui.Options {
	o := &ui.Options{ID: name, Name: name, Legend: v.Words.T("erase.ground")}
	for _, one := range all {
		o.Items = append(o.Items, ui.Option{Value: one, Label: v.Words.T(prefix + one), Checked: one == chosen})
	}
	return o
}

func (s *Site) agreeErase(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.Identity.AgreeErase(r.Context(), v.Person, r.PathValue("erasure")); err != nil {
		return err
	}
	return seeOther(w, r, "/admin/erase", "done.erase-agreed")
}

func (s *Site) dropErase(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.Identity.DropErase(r.Context(), v.Person, r.PathValue("erasure")); err != nil {
		return err
	}
	return seeOther(w, r, "/admin/erase", "done.erase-dropped")
}

func (s *Site) legalHoldPage(v *Visit, h identity.Hold) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/admin/erase", Text: v.Words.T("erase.title")}, Title: v.Words.T("legal-hold.put"), Lead: v.Words.T("erase.holds-why"),
		Action: "/admin/hold", Button: v.Words.T("legal-hold.put"), Hidden: []ui.Hidden{{Name: "hold", Value: h.ID}},
		Parts: []ui.FormPart{
			{Field: &ui.Field{ID: "held", Name: "held", Label: v.Words.T("erase.reference"), Hint: v.Words.T("erase.reference-hint"), Value: string(h.Triangle)}},
			{Options: groundOptions(v, "hold-ground", "legal-hold.ground-", identity.HoldGrounds(), h.Ground)},
		},
	}
}

func (s *Site) putLegalHold(w http.ResponseWriter, r *http.Request, v *Visit) error {
	h := identity.Hold{ID: r.PostFormValue("hold"), Triangle: referenceOf(r.PostFormValue("held")), Ground: r.PostFormValue("hold-ground")}
	if err := s.Identity.KeepOnHold(r.Context(), v.Person, h); err != nil {
		if errs.Is(err, errs.NotFound) {
			return err
		}
		return s.formAgain(w, v, s.legalHoldPage(v, h), err)
	}
	return seeOther(w, r, "/admin/erase", "done.hold")
}

func (s *Site) endLegalHold(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.Identity.EndHold(r.Context(), v.Person, r.PathValue("hold")); err != nil {
		return err
	}
	return seeOther(w, r, "/admin/erase", "done.hold-ended")
}
