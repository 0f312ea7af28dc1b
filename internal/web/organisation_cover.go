package web

import (
	"net/http"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// covers lists who covers for whom, as far as the visitor may know.
func (s *Site) covers(w http.ResponseWriter, r *http.Request, v *Visit) error {
	all, err := s.Organisation.Covers(r.Context(), v.Person)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: "/", Text: v.Words.T("nav.home")}, Title: v.Words.T("cover.title"), Lead: v.Words.T("cover.lead"), Actions: []ui.Action{ui.Do(v.Words.T("cover.new"), "/cover/new")}}
	page.Notice = notice(v, r)
	section := ui.ListSection{ID: "covers"}
	for _, c := range all {
		item, err := s.coverItem(r, v, c)
		if err != nil {
			return err
		}
		section.Items = append(section.Items, item)
	}
	if len(all) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("cover.none")}
	}
	page.Sections = []ui.ListSection{section}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) coverItem(r *http.Request, v *Visit, c organisation.Cover) (ui.Item, error) {
	key := "cover.planned"
	switch {
	case c.Agreed == 0:
		key = "cover.waits"
	case c.Holds(v.Now.UnixMicro()):
		key = "cover.now"
	}
	item := ui.Item{
		Who: ui.Person{Name: c.AwayName, Initials: triangle.Initials(c.AwayName), Corner: ui.Professional}, When: spanSaid(v, c.Since, c.Until),
		Text: ui.Plain(v.Words.T(key, "covering", c.CoveringName, "team", c.TeamName, "away", triangle.FirstName(c.AwayName))),
	}
	may, err := s.Organisation.MayAgree(r.Context(), v.Person, c)
	if may {
		item.Actions = append(item.Actions, ui.Post(v.Words.T("cover.agree"), "/cover/"+c.ID+"/agree").As(ui.QuietAction))
	}
	end := ui.Post(v.Words.T("cover.end"), "/cover/"+c.ID+"/end")
	end.More = c.AwayName
	item.Actions = append(item.Actions, end)
	return item, err
}

func (s *Site) coverForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c := organisation.Cover{ID: id.New()}
	if !v.Person.Admin {
		c.Away = v.Person.ID
	}
	page, err := s.coverPage(r, v, c)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// coverPage asks who is away and who covers. Colleagues of the visitor's teams can
// be away; whoever works here can cover.
func (s *Site) coverPage(r *http.Request, v *Visit, c organisation.Cover) (*ui.FormPage, error) {
	if v.Person.Corner != sharing.Professional {
		return nil, errs.Missing("web.coverPage")
	}
	near, err := s.People.Near(r.Context(), v.Person)
	if err == nil && v.Person.Admin {
		near, err = s.Organisation.Staff(r.Context(), v.Person)
	}
	if err != nil {
		return nil, err
	}
	choose := ui.Option{Label: v.Words.T("invite.choose")}
	away := &ui.Select{ID: "away", Name: "away", Label: v.Words.T("cover.away"), Plainly: true, Items: []ui.Option{choose}}
	for _, p := range near {
		away.Items = append(away.Items, ui.Option{Value: string(p.ID), Label: nameAndRole(p), Checked: p.ID == c.Away})
	}
	can, err := s.Organisation.CanCover(r.Context(), v.Person)
	if err != nil {
		return nil, err
	}
	covering := &ui.Select{ID: "covering", Name: "covering", Label: v.Words.T("cover.covering"), Hint: v.Words.T("cover.covering-hint"), Plainly: true, Items: []ui.Option{choose}}
	for _, m := range can {
		covering.Items = append(covering.Items, ui.Option{Value: string(m.Person.ID), Label: m.Person.Name + ", " + m.Team.Name, Checked: m.Person.ID == c.Covering})
	}
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/cover", Text: v.Words.T("cover.title")}, Title: v.Words.T("cover.new"), Lead: v.Words.T("cover.new-lead"),
		Action: "/cover/new", Button: v.Words.T("cover.save"), Hidden: []ui.Hidden{{Name: "cover", Value: c.ID}}, After: []ui.Rich{ui.Plain(v.Words.T("cover.told"))},
		Parts: []ui.FormPart{{Select: away}, {Select: covering}, datePart(r, v, "since", "cover.since", "cover.since-hint"), datePart(r, v, "until", "cover.until", "cover.until-hint")},
	}, nil
}

func (s *Site) setCover(w http.ResponseWriter, r *http.Request, v *Visit) error {
	var p errs.Problems
	c := organisation.Cover{ID: r.PostFormValue("cover"), Away: id.Person(r.PostFormValue("away")), Covering: id.Person(r.PostFormValue("covering"))}
	c.Since, c.Until = organisation.From(dayTyped(r, v, "since", &p), v.Now), organisation.Through(dayTyped(r, v, "until", &p))
	page, err := s.coverPage(r, v, c)
	if err != nil {
		return err
	}
	if !id.Valid(c.ID) {
		return errs.Missing("web.setCover")
	}
	if err = p.Err("web.setCover"); err == nil {
		err = s.Organisation.SetCover(r.Context(), v.Person, c)
	}
	if err != nil {
		return s.formAgain(w, v, page, datesSaid(v, err))
	}
	return seeOther(w, r, "/cover", "done.cover-set")
}

// datesSaid lets problems name days as the reader says them.
func datesSaid(v *Visit, err error) error {
	if !errs.Is(err, errs.Invalid) {
		return err
	}
	var out errs.Problems
	for _, p := range errs.ProblemsOf(err) {
		args := make([]any, len(p.Args))
		for i, a := range p.Args {
			if at, ok := a.(time.Time); ok {
				a = v.Words.Date(at)
			}
			args[i] = a
		}
		out.Add(p.Field, p.Key, args...)
	}
	return out.Err("web.datesSaid")
}

func (s *Site) agreeCover(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !id.Valid(r.PathValue("cover")) {
		return errs.Missing("web.agreeCover")
	}
	if err := s.Organisation.AgreeCover(r.Context(), v.Person, r.PathValue("cover")); err != nil {
		return err
	}
	return seeOther(w, r, "/cover", "done.cover-agreed")
}

func (s *Site) endCover(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !id.Valid(r.PathValue("cover")) {
		return errs.Missing("web.endCover")
	}
	if err := s.Organisation.EndCover(r.Context(), v.Person, r.PathValue("cover")); err != nil {
		return err
	}
	return seeOther(w, r, "/cover", "done.cover-ended")
}
