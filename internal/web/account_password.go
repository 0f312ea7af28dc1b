package web

import (
	"net/http"

	"trialogue/internal/web/ui"
)

func (s *Site) passwordForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.passwordPage(r, v)
	if err != nil {
		return err
	}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

// passwordPage asks for the password now, where there is one.
func (s *Site) passwordPage(r *http.Request, v *Visit) (*ui.FormPage, error) {
	have, err := s.SignIn.Ways(r.Context(), v.Person.ID)
	if err != nil {
		return nil, err
	}
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("account.change-password"), Lead: v.Words.T("account.password-lead"), Action: "/account/password", Button: v.Words.T("account.save"),
		BackTo: &ui.Link{Href: "/account", Text: v.Words.T("account.title")},
		Parts: []ui.FormPart{
			{Field: &ui.Field{ID: "old", Name: "old", Type: "password", Label: v.Words.T("account.old-password"), Autocomplete: "current-password"}},
			{Field: &ui.Field{ID: "fresh", Name: "fresh", Type: "password", Label: v.Words.T("account.new-password"), Hint: v.Words.T("begin.password-hint"), Autocomplete: "new-password"}},
		},
	}
	given, err := s.SignIn.IsGiven(r.Context(), v.Person.ID)
	if err != nil {
		return nil, err
	}
	if given {
		page.Lead = v.Words.T("guard.given")
	}
	if !have.Password {
		page.Title, page.Parts = v.Words.T("ways.password-make"), page.Parts[1:]
	}
	return page, nil
}

// password changes it and ends all other sessions. What was typed is never sent back.
func (s *Site) password(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.ChangePassword(r.Context(), v.Person, v.Session.ID, r.PostFormValue("old"), r.PostFormValue("fresh")); err != nil {
		page, pageErr := s.passwordPage(r, v)
		if pageErr != nil {
			return pageErr
		}
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, "/account", "done.password")
}
