package web

import (
	"net/http"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// account shows what is kept of somebody's account, and where it is open.
func (s *Site) account(w http.ResponseWriter, r *http.Request, v *Visit) error {
	sessions, err := s.SignIn.List(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("account.title"), Lead: v.Words.T("account.lead")}
	page.Notice = notice(v, r)
	page.Sections = []ui.ListSection{
		{ID: "you", Title: v.Words.T("account.you"), Summary: s.accountSummary(v), Actions: []ui.Action{ui.Also(v.Words.T("account.change"), "/account/details"), ui.Go(v.Words.T("account.change-password"), "/account/password")}},
	}
	open := ui.ListSection{ID: "sessions", Title: v.Words.T("account.sessions"), Say: []ui.Rich{ui.Plain(v.Words.T("account.sessions-why"))}}
	for _, one := range sessions {
		item := ui.Item{
			Who:  ui.Person{Name: one.Device, Initials: initialsOf(one.Device)},
			Text: ui.Plain(v.Words.T("account.session", "since", whenOf(v, one.Made), "seen", whenOf(v, one.Seen))),
		}
		if one.ID == v.Session.ID {
			item.When = v.Words.T("account.this-one")
		} else {
			end := ui.Post(v.Words.T("account.end-session"), "/account/sessions/"+one.ID+"/end")
			end.More = one.Device
			item.Actions = []ui.Action{end}
		}
		open.Items = append(open.Items, item)
	}
	if len(sessions) > 1 {
		open.Actions = []ui.Action{ui.Post(v.Words.T("account.end-others"), "/account/sessions/end").As(ui.QuietAction)}
	}
	more := ui.ListSection{ID: "more", Title: v.Words.T("account.more"), Links: append([]ui.Link{{Href: "/left", Text: v.Words.T("left.title")}}, identityLinks(v)...)}
	if v.Person.Corner == sharing.Professional && v.Person.Team != "" {
		more.Links = append(more.Links, ui.Link{Href: "/open", Text: v.Words.T("open.title")}, ui.Link{Href: "/asked", Text: v.Words.T("asked.title")})
	}
	if v.Person.Admin {
		more.Links = append(more.Links, ui.Link{Href: "/admin/teams", Text: v.Words.T("teams.title")})
	}
	page.Sections = append(page.Sections, open, more)
	return s.page(w, http.StatusOK, page)
}

func initialsOf(device string) string {
	var out []rune
	for _, word := range strings.Fields(device) {
		out = append(out, []rune(word)[0])
	}
	return strings.ToUpper(string(out))
}

func (s *Site) accountSummary(v *Visit) ui.Summary {
	p := v.Person
	return ui.Summary{
		{Key: v.Words.T("begin.name"), Value: ui.Plain(p.Name)},
		{Key: v.Words.T("begin.email"), Value: ui.Plain(p.Email)},
		{Key: v.Words.T("account.zone"), Value: ui.Plain(zoneName(p.Zone))},
		{Key: v.Words.T("account.mail"), Value: ui.Plain(yesNo(v, p.Mail))},
	}
}

func yesNo(v *Visit, yes bool) string {
	if yes {
		return v.Words.T("account.yes")
	}
	return v.Words.T("account.no")
}

// endSession ends one of the visitor's own sessions at once.
func (s *Site) endSession(w http.ResponseWriter, r *http.Request, v *Visit) error {
	session := r.PathValue("session")
	if !id.Valid(session) {
		return errs.Missing("web.endSession")
	}
	if err := s.SignIn.End(r.Context(), v.Person.ID, session); err != nil {
		return err
	}
	return seeOther(w, r, "/account", "done.session-ended")
}

func (s *Site) endOtherSessions(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.EndOthers(r.Context(), v.Person.ID, v.Session.ID); err != nil {
		return err
	}
	return seeOther(w, r, "/account", "done.sessions-ended")
}
