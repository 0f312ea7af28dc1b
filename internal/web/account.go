package web

import (
	"net/http"
	"strings"

	"trialogue/internal/evidence"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// account shows what is kept of somebody's account, and where it is open.
func (s *Site) account(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.guardNotes(r, v); err != nil {
		return err
	}
	open, err := s.SignIn.List(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("account.title"), Lead: v.Words.T("account.lead")}
	page.Notice = notice(v, r)
	page.Sections = []ui.ListSection{
		{ID: "you", Title: v.Words.T("account.you"), Summary: s.accountSummary(v), Actions: []ui.Action{ui.Also(v.Words.T("account.change"), "/account/about"), ui.Go(v.Words.T("account.change-password"), "/account/password")}},
	}
	more := ui.ListSection{ID: "more", Title: v.Words.T("account.more"), Links: append([]ui.Link{{Href: "/left", Text: v.Words.T("left.title")}}, identityLinks(v)...)}
	if len(s.Outside.All()) > 0 {
		more.Links = append(more.Links, ui.Link{Href: outsideList, Text: v.Words.T("outside.title")})
	}
	if v.Person.Corner == sharing.Professional && v.Person.Team != "" {
		more.Links = append(more.Links, ui.Link{Href: "/open", Text: v.Words.T("open.title")}, ui.Link{Href: "/asked", Text: v.Words.T("asked.title")})
	}
	if v.Person.Admin {
		more.Links = append(more.Links, ui.Link{Href: "/admin", Text: v.Words.T("admin.title")})
	}
	if evidence.MayLook(v.Person) {
		more.Links = append(more.Links, ui.Link{Href: "/evidence", Text: v.Words.T("evidence.title")})
	}
	ways, err := s.waysCard(r, v)
	if err != nil {
		return err
	}
	page.Sections = append(page.Sections, profileSection(v), ways, ui.ListSection{
		ID: "sessions", Title: v.Words.T("account.sessions"), Say: []ui.Rich{ui.Plain(v.Words.T("guard.open-count", "count", len(open)))},
		Links: []ui.Link{{Href: sessionsPath, Text: v.Words.T("guard.look")}},
	}, more)
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
