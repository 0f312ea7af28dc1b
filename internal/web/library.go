package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/web/ui"
)

func (s *Site) libraryRoutes() []Route {
	return []Route{
		{http.MethodGet, "/library", Anybody, s.libraryIndex},
		{http.MethodGet, "/library/{page}", Anybody, s.libraryPage},
	}
}

func (s *Site) libraryIndex(w http.ResponseWriter, _ *http.Request, v *Visit) error {
	page := &ui.LibraryIndex{Base: s.base(v)}
	for _, section := range s.Library.Sections(v.Words.Lang()) {
		group := ui.LibraryGroup{ID: section.Key, Title: section.Title}
		for _, p := range section.Pages {
			group.Links = append(group.Links, ui.LibraryLink{Href: "/library/" + p.Slug, Title: p.Title, Text: p.Summary})
		}
		page.Groups = append(page.Groups, group)
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) libraryPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	p, ok := s.Library.Page(v.Words.Lang(), r.PathValue("page"))
	if !ok {
		return errs.Missing("web.libraryPage")
	}
	page := &ui.LibraryPage{Base: s.base(v), Title: p.Title, Lead: p.Summary, Body: p.HTML, Short: v.Person.Easy}
	page.Next = []ui.Link{{Href: "/library", Text: v.Words.T("library.all")}}
	return s.page(w, http.StatusOK, page)
}
