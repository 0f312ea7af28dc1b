package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/web/ui"
)

// keptList shows what the visitor has written here and not sent yet.
func (s *Site) keptList(w http.ResponseWriter, r *http.Request, v *Visit) error {
	drafts, err := s.Entries.AllKept(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("kept.title"), Lead: v.Words.T("kept.lead"), BackTo: &ui.Link{Href: v.Place.Base(), Text: v.Words.T("nav.triangle")}}
	page.Notice = notice(v, r)
	for _, d := range drafts {
		open := v.Place.Base() + "/write?draft=" + string(d.ID)
		if talk, yes := keptTalk(v, d); yes {
			open = talk
		}
		page.Sections = append(page.Sections, ui.ListSection{
			Say:     []ui.Rich{ui.Plain(beginning(d.Text))},
			Actions: []ui.Action{ui.Do(v.Words.T("kept.go-on"), open), ui.Post(v.Words.T("kept.drop"), v.Place.Base()+"/kept/drop", ui.Hidden{Name: "draft", Value: string(d.ID)})},
		})
	}
	if len(drafts) == 0 {
		page.Sections = []ui.ListSection{{Empty: &ui.Empty{Title: v.Words.T("kept.none")}}}
	}
	return s.page(w, http.StatusOK, page)
}

// beginningMost is how much of a draft a list shows, in letters.
const beginningMost = 160

func beginning(text string) string {
	if plain.Length(text) <= beginningMost {
		return text
	}
	return string([]rune(text)[:beginningMost]) + "…"
}

func (s *Site) keptDrop(w http.ResponseWriter, r *http.Request, v *Visit) error {
	draft := r.PostFormValue("draft")
	if !id.Valid(draft) {
		return errs.Missing("web.keptDrop")
	}
	if err := s.Entries.DropKept(r.Context(), v.Person.ID, v.Place.ID, id.Entry(draft)); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/kept", "done.dropped")
}
