package web

import (
	"net/http"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// left lists the triangles that somebody was in, and what is still theirs: their
// own file, and a copy of their own words, which a person gives out.
func (s *Site) left(w http.ResponseWriter, r *http.Request, v *Visit) error {
	past, err := s.People.Left(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("left.title"), Lead: v.Words.T("left.lead"), BackTo: &ui.Link{Href: "/account", Text: v.Words.T("account.title")}}
	page.Notice = notice(v, r)
	for _, one := range past {
		title := v.Words.T("left.with", "name", one.With)
		if one.With == "" {
			title = v.Words.T("left.with-team")
		}
		section := ui.ListSection{ID: "t-" + string(one.Triangle), Title: title, Summary: ui.Summary{
			{Key: v.Words.T("people.here-since"), Value: ui.Plain(v.Words.Date(time.UnixMicro(one.Since)))},
			{Key: v.Words.T("left.until"), Value: ui.Plain(v.Words.Date(time.UnixMicro(one.Until)))},
		}}
		switch {
		case v.Person.Corner == sharing.Professional: // what they wrote at work is the service's record
		case one.CopyDue != 0:
			section.Say = []ui.Rich{ui.Plain(v.Words.T("left.asked", "day", v.Words.Date(time.UnixMicro(one.CopyDue))))}
		default:
			section.Say = []ui.Rich{ui.Plain(v.Words.T("left.copy-why"))}
			section.Actions = []ui.Action{ui.Post(v.Words.T("left.copy"), "/left/"+string(one.Triangle)+"/copy").As(ui.QuietAction)}
		}
		page.Sections = append(page.Sections, section)
	}
	if len(past) == 0 {
		page.Sections = []ui.ListSection{{Empty: &ui.Empty{Title: v.Words.T("left.none")}}}
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) askCopy(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t := r.PathValue("triangle")
	if !id.Valid(t) || v.Person.Corner == sharing.Professional {
		return errs.Missing("web.askCopy")
	}
	if err := s.People.AskCopy(r.Context(), v.Person.ID, id.Triangle(t)); err != nil {
		return err
	}
	return seeOther(w, r, "/left", "done.copy-asked")
}
