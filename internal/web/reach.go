package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// team lists the triangles of the visitor's teams, and those of colleagues for whom they cover.
func (s *Site) team(w http.ResponseWriter, r *http.Request, v *Visit) error {
	teams, err := s.Organisation.OfTeams(r.Context(), v.Person)
	if err != nil {
		return err
	}
	covering, err := s.Organisation.Covering(r.Context(), v.Person)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: "/", Text: v.Words.T("nav.home")}, Title: v.Words.T("team.title"), Lead: v.Words.T("team.lead")}
	page.Notice = notice(v, r)
	for _, c := range covering {
		section := ui.ListSection{ID: "cover-" + c.Cover.ID, Title: forAway(v, c.Cover)}
		section.Items = openItems(v, c.Triangles)
		if len(c.Triangles) == 0 {
			section.Empty = &ui.Empty{Title: v.Words.T("team.cover-none", "name", triangle.FirstName(c.Cover.AwayName))}
		}
		page.Sections = append(page.Sections, section)
	}
	for _, one := range teams {
		section := ui.ListSection{ID: "team-" + string(one.Membership.Team.ID), Title: one.Membership.Team.Name, Items: openItems(v, one.Triangles)}
		if len(one.Triangles) == 0 {
			section.Empty = &ui.Empty{Title: v.Words.T("team.none")}
		}
		page.Sections = append(page.Sections, section)
	}
	if len(teams) == 0 {
		page.Sections = append(page.Sections, ui.ListSection{Empty: &ui.Empty{Title: v.Words.T("team.no-team"), Text: v.Words.T("team.no-team-why")}})
	} else {
		page.Sections = append(page.Sections, ui.ListSection{ID: "other", Title: v.Words.T("team.other"), Say: []ui.Rich{ui.Say(v.Words, "team.other-way", "href", "/reach")}})
	}
	return s.page(w, http.StatusOK, page)
}

// forAway says for whom somebody covers, and until when.
func forAway(v *Visit, c organisation.Cover) string {
	return v.Words.T("cover.for", "name", triangle.FirstName(c.AwayName), "day", v.Words.Date(timeOf(c.Until-1)))
}

// openItems draws triangles, each with the way in: straight for who stands there,
// and otherwise by taking a place.
func openItems(v *Visit, all []triangle.Triangle) []ui.Item {
	var out []ui.Item
	for _, t := range all {
		su, ok := t.ServiceUser()
		if !ok {
			continue
		}
		item := ui.Item{Who: ui.Person{Name: su.Name, Initials: triangle.Initials(su.Name), Corner: ui.ServiceUser}, Text: ui.Plain(keySaid(v, t))}
		if me, ok := t.Member(v.Person.ID); ok && me.Here(v.Now) {
			see := ui.Go(v.Words.T("team.here"), "/t/"+string(t.ID))
			see.More = su.Name
			item.Actions = []ui.Action{see}
		} else {
			open := ui.Post(v.Words.T("team.open"), "/team/"+string(t.ID)+"/open").As(ui.QuietAction)
			open.More = su.Name
			item.Actions = []ui.Action{open}
		}
		out = append(out, item)
	}
	return out
}

// keySaid names the key worker of a triangle, or says that nobody of the team is there.
func keySaid(v *Visit, t triangle.Triangle) string {
	staff := t.At(sharing.Professional, v.Now)
	for _, m := range staff {
		if m.IsKeyWorker() {
			return v.Words.T("team.key-worker", "name", m.Name)
		}
	}
	for _, m := range staff {
		if !m.Passing() {
			return v.Words.T("team.first", "name", m.Name)
		}
	}
	return v.Words.T("team.nobody")
}

// openByTeam takes a place by the team or by cover, and goes there.
func (s *Site) openByTeam(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t := r.PathValue("triangle")
	if !id.Valid(t) {
		return errs.Missing("web.openByTeam")
	}
	if err := s.Organisation.Open(r.Context(), v.Person, id.Triangle(t)); err != nil {
		return err
	}
	return seeOther(w, r, "/t/"+t, "done.reached")
}

// reachForm is the way in for who has none: a code that a person told them, and a reason.
func (s *Site) reachForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.reachPage(r, v, organisation.Coming{ID: id.New()}, "")
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) reachPage(r *http.Request, v *Visit, c organisation.Coming, code string) (*ui.FormPage, error) {
	works, err := s.Organisation.Works(r.Context(), v.Person.ID)
	if err == nil && (v.Person.Corner != sharing.Professional || len(works) == 0) {
		err = errs.Missing("web.reachPage")
	}
	if err != nil {
		return nil, err
	}
	means, told := ui.Plain(v.Words.T("reach.means")), ui.Plain(v.Words.T("reach.told"))
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/team", Text: v.Words.T("team.title")}, Title: v.Words.T("reach.title"), Lead: v.Words.T("reach.lead"),
		Action: "/reach", Button: v.Words.T("reach.button"), Hidden: []ui.Hidden{{Name: "id", Value: c.ID}},
		Parts: []ui.FormPart{{Say: &means}, codePart(v, code), reasonPart(v, "reach.reason", "reach.reason-hint", c.Text)},
		After: []ui.Rich{told},
	}, nil
}

func codePart(v *Visit, code string) ui.FormPart {
	return ui.FormPart{Field: &ui.Field{ID: "code", Name: "code", Label: v.Words.T("reach.code"), Hint: v.Words.T("reach.code-hint"), Value: code, Autocomplete: "off", Narrow: true, Plainly: true}}
}

func reasonPart(v *Visit, label, hint, text string) ui.FormPart {
	return ui.FormPart{Field: &ui.Field{ID: "reason", Name: "reason", Label: v.Words.T(label), Hint: v.Words.T(hint), Rows: 4, Value: text, MaxLength: organisation.ReasonMost, Plainly: true}}
}

func (s *Site) reachByReason(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c := organisation.Coming{ID: r.PostFormValue("id"), Text: r.PostFormValue("reason")}
	code := r.PostFormValue("code")
	page, err := s.reachPage(r, v, c, code)
	if err != nil {
		return err
	}
	if !id.Valid(c.ID) {
		return errs.Missing("web.reachByReason")
	}
	if c.Triangle, err = s.Organisation.Find(r.Context(), v.Person, code); err == nil {
		err = s.Organisation.Come(r.Context(), v.Person, c)
	}
	if err != nil {
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, "/t/"+string(c.Triangle), "done.reached")
}

// codePage shows the code of a triangle to who may give it to others.
func (s *Site) codePage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	code, err := s.Organisation.Code(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: backToPeople(v), Title: v.Words.T("code.title"), Lead: v.Words.T("code.lead")}
	page.Notice = notice(v, r)
	section := ui.ListSection{Say: []ui.Rich{ui.Plain(v.Words.T("code.means"))}}
	if code == "" {
		section.Empty = &ui.Empty{Title: v.Words.T("code.none")}
		section.Actions = []ui.Action{ui.Post(v.Words.T("code.make"), v.Place.Base()+"/code", ui.Hidden{Name: "was"}).As(ui.MainAction)}
	} else {
		section.Summary = ui.Summary{{Key: v.Words.T("code.is"), Value: ui.Plain(organisation.SaidCode(code))}}
		section.Actions = []ui.Action{ui.Post(v.Words.T("code.change"), v.Place.Base()+"/code", ui.Hidden{Name: "was", Value: code}).As(ui.QuietAction)}
	}
	page.Sections = []ui.ListSection{section}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) makeCode(w http.ResponseWriter, r *http.Request, v *Visit) error {
	was := r.PostFormValue("was")
	if !r.PostForm.Has("was") {
		return errs.Missing("web.makeCode")
	}
	if err := s.Organisation.MakeCode(r.Context(), v.Person.ID, v.Place.ID, was); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/code", "done.code")
}
