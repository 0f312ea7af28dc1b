package web

import (
	"net/http"
	"strings"

	"trialogue/internal/evidence"
	"trialogue/internal/identity"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// account is where somebody begins who looks for anything of their own: who they
// are, how they come in, where they are signed in, how they are reached, and the rest.
func (s *Site) account(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.guardNotes(r, v); err != nil {
		return err
	}
	open, err := s.SignIn.List(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	ways, err := s.waysCard(r, v)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("account.title"), Lead: v.Words.T("account.lead")}
	page.Notice = notice(v, r)
	page.Sections = []ui.ListSection{whoSection(v), ways, {
		ID: "sessions", Title: v.Words.T("account.where"), Say: []ui.Rich{ui.Plain(v.Words.T("guard.open-count", "count", len(open)))},
		Links: []ui.Link{{Href: sessionsPath, Text: v.Words.T("guard.look")}},
	}, reachSection(v)}
	if work := workOf(v); len(work) > 0 {
		page.Sections = append(page.Sections, ui.ListSection{ID: "work", Title: v.Words.T("account.work"), Links: work})
	}
	page.Sections = append(page.Sections, ui.ListSection{ID: "more", Title: v.Words.T("account.more"), Links: accountMore(v)})
	return s.page(w, http.StatusOK, page)
}

// workOf leads to what somebody looks after.
func workOf(v *Visit) (out []ui.Link) {
	if v.Person.Corner == sharing.Professional && v.Person.Team != "" {
		out = append(out, ui.Link{Href: "/asked", Text: v.Words.T("asked.title")})
	}
	return append(out, officesOf(v)...)
}

// officesOf leads to what belongs to an office.
func officesOf(v *Visit) (out []ui.Link) {
	if v.Person.Admin {
		out = append(out, ui.Link{Href: "/admin", Text: v.Words.T("admin.title")})
	}
	if v.Person.Governs {
		out = append(out, ui.Link{Href: "/reviews", Text: v.Words.T("review.title")})
	}
	if evidence.MayLook(v.Person) {
		out = append(out, ui.Link{Href: "/evidence", Text: v.Words.T("evidence.title")})
	}
	if identity.Oversees(v.Person) {
		out = append(out, ui.Link{Href: "/admin/doubles", Text: v.Words.T("doubles.title")}, ui.Link{Href: "/admin/erase", Text: v.Words.T("erase.title")})
	}
	return out
}

// accountMore ends with what cannot be taken back lightly.
func accountMore(v *Visit) []ui.Link {
	out := []ui.Link{{Href: calendarPath, Text: v.Words.T("calendar.title")}, {Href: "/left", Text: v.Words.T("left.title")}}
	if v.Person.Corner != sharing.Professional {
		out = append(out, ui.Link{Href: "/account/other", Text: v.Words.T("joined.title")})
	}
	return append(out, ui.Link{Href: "/account/close", Text: v.Words.T("closing.title")})
}

func initialsOf(device string) string {
	var out []rune
	for _, word := range strings.Fields(device) {
		out = append(out, []rune(word)[0])
	}
	return strings.ToUpper(string(out))
}

func yesNo(v *Visit, yes bool) string {
	if yes {
		return v.Words.T("account.yes")
	}
	return v.Words.T("account.no")
}
