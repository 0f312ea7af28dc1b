package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// onePage is how many lines the long lists of a professional show at once.
const onePage = 50

// waitingPage lists all that waits for a professional, a page at a time.
func (s *Site) waitingPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	mine, err := s.People.Of(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	here := standing(v, mine, sharing.Professional)
	if len(here) == 0 {
		return errs.Missing("web.waitingPage")
	}
	from := pageFrom(r)
	duties, more, err := s.Today.Waiting(r.Context(), v.Person.ID, from*onePage, onePage)
	if err != nil {
		return err
	}
	var n needs
	n.sort(v, here, duties)
	page := &ui.ProfessionalHome{Base: s.base(v), Title: v.Words.T("home.all-waiting"), Lists: n.lists(v), Pages: numbered(v, from, more)}
	if len(duties) == 0 {
		page.Lead = v.Words.T("home.lead-need-none")
	}
	return s.page(w, http.StatusOK, page)
}

// everybodyPage lists all people of a professional.
func (s *Site) everybodyPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	mine, err := s.People.Of(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	here := standing(v, mine, sharing.Professional)
	if len(here) == 0 {
		return errs.Missing("web.everybodyPage")
	}
	from := pageFrom(r)
	shown := here[min(from*onePage, len(here)):min((from+1)*onePage, len(here))]
	day, err := s.Today.Counts(r.Context(), v.Person.ID, shown)
	if err != nil {
		return err
	}
	page := &ui.ProfessionalHome{Base: s.base(v), Title: v.Words.T("home.people"), Pages: numbered(v, from, len(here) > (from+1)*onePage)}
	if page.People, err = s.peopleOf(r, v, here, day); err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// pageFrom is the number of the page in an address, from 0.
func pageFrom(r *http.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || n < 1 || n > 1000 {
		return 0
	}
	return n
}

// numbered leads to the pages before and after; nil for a single page.
func numbered(v *Visit, at int, more bool) *ui.Pagination {
	if at == 0 && !more {
		return nil
	}
	out := &ui.Pagination{}
	if at > 0 {
		out.Newer = &ui.Link{Href: v.Path + "?page=" + strconv.Itoa(at-1), Text: v.Words.T("home.page-before")}
	}
	if more {
		out.Older = &ui.Link{Href: v.Path + "?page=" + strconv.Itoa(at+1), Text: v.Words.T("home.page-after")}
	}
	return out
}
