package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/telling"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// toldForm takes down what was told, by phone or in person.
func (s *Site) toldForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	q := telling.Question{Triangle: v.Place.ID, Person: id.Person(r.URL.Query().Get("for")), Topic: r.URL.Query().Get("topic")}
	page, err := s.toldPage(r, v, telling.Telling{ID: id.Entry(id.New()), Question: q, How: telling.InPerson})
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) toldPage(r *http.Request, v *Visit, d telling.Telling) (*ui.FormPage, error) {
	a, err := s.Telling.Look(r.Context(), v.Person.ID, d.Question)
	if err != nil {
		return nil, err
	}
	if a.Verdict != telling.Yes {
		return nil, errs.E(errs.Conflict, "web.toldPage", "telling.changed", nil)
	}
	reach, err := s.reachOf(r, v, d.Triangle, d.Person)
	if err != nil {
		return nil, err
	}
	name, about := triangle.FirstName(a.Asker.Name), triangle.FirstName(a.About.Name)
	why := mayWhy(v, a)
	how := func(way telling.How, label string) ui.Option {
		return ui.Option{Value: string(way), Label: label, Checked: d.How == way}
	}
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("telling.told-title", "name", name), Action: v.Place.Base() + "/told", Button: v.Words.T("telling.told-save"),
		BackTo: &ui.Link{Href: v.Place.Base() + "/may-i-tell", Text: v.Words.T("nav.may")},
		Hidden: []ui.Hidden{{Name: "draft", Value: string(d.ID)}, {Name: "person", Value: askerValue(d.Triangle, d.Person)}, {Name: "topic", Value: d.Topic}},
		Parts: []ui.FormPart{
			{Reach: reach},
			{Note: &ui.NoteBox{Text: why}},
			{Options: &ui.Options{ID: "how", Name: "how", Legend: v.Words.T("telling.how"), Across: true, Plainly: true, Items: []ui.Option{
				how(telling.ByPhone, v.Words.T("telling.by-phone")), how(telling.InPerson, v.Words.T("telling.in-person")),
			}}},
			{Field: &ui.Field{ID: "told", Name: "told", Label: v.Words.T("telling.told-what", "name", name), Hint: v.Words.T("telling.told-hint"), Value: d.Words, Rows: 3, MaxLength: telling.WordsMost, Plainly: true}},
		},
		After: []ui.Rich{ui.Plain(v.Words.T("telling.told-seen", "about", about))},
	}
	return page, nil
}

// tellRecord keeps it. A choice that changed since the page was opened is a conflict, and nothing is kept.
func (s *Site) tellRecord(w http.ResponseWriter, r *http.Request, v *Visit) error {
	q, ok := questionOf(r.PostFormValue("person"), r.PostFormValue("topic"))
	if !ok || q.Triangle != v.Place.ID || !v.Place.Is(sharing.Professional) {
		return errs.Missing("web.told")
	}
	d := telling.Telling{ID: id.Entry(r.PostFormValue("draft")), Question: q, How: telling.How(r.PostFormValue("how")), Words: r.PostFormValue("told")}
	err := s.Telling.Told(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		page, again := s.toldPage(r, v, d)
		if again != nil {
			return again
		}
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	if r.PostFormValue("from") == "may-i-tell" {
		return seeOther(w, r, "/may-i-tell", "done.told")
	}
	return seeOther(w, r, v.Place.Base()+"/entry/"+string(d.ID), "done.told")
}
