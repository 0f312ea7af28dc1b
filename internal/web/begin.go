package web

import (
	"net/http"
	"net/url"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

// beginForm is where a service user or a carer starts. Professionals get their
// account from their service.
func (s *Site) beginForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.SignedIn() {
		return seeOther(w, r, "/", "")
	}
	return s.page(w, http.StatusOK, s.beginPage(v, signin.NewAccount{}, r.URL.Query().Get("next")))
}

func (s *Site) beginPage(v *Visit, n signin.NewAccount, next string) *ui.FormPage {
	corner := func(c sharing.Corner, label, hint string) ui.Option {
		return ui.Option{Value: string(c), Label: v.Words.T(label), Hint: v.Words.T(hint), Checked: n.Corner == c}
	}
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("begin.title"), Lead: v.Words.T("begin.lead"), Action: "/begin", Button: v.Words.T("begin.button"),
		BackTo: &ui.Link{Href: "/sign-in", Text: v.Words.T("begin.back")},
		Parts: []ui.FormPart{
			{Options: &ui.Options{ID: "corner", Name: "corner", Legend: v.Words.T("begin.corner"), Items: []ui.Option{
				corner(sharing.ServiceUser, "begin.service-user", "begin.service-user-why"), corner(sharing.Carer, "begin.carer", "begin.carer-why"),
			}}},
			{Field: &ui.Field{ID: "name", Name: "name", Label: v.Words.T("begin.name"), Hint: v.Words.T("begin.name-hint"), Value: n.Name, Autocomplete: "name"}},
			{Field: &ui.Field{ID: "email", Name: "email", Type: "email", Label: v.Words.T("begin.email"), Hint: v.Words.T("begin.email-hint"), Value: n.Email, Autocomplete: "username"}},
			{Field: &ui.Field{ID: "password", Name: "password", Type: "password", Label: v.Words.T("begin.password"), Hint: v.Words.T("begin.password-hint"), Autocomplete: "new-password"}},
		},
		After: []ui.Rich{ui.Plain(v.Words.T("begin.professionals")), ui.Say(v.Words, "begin.privacy", "privacy", "/library/privacy")},
	}
	if here(next) {
		page.Hidden = []ui.Hidden{{Name: "next", Value: next}}
	}
	return page
}

// begin makes the account. Whether the address was known here or not, the answer is the same.
func (s *Site) begin(w http.ResponseWriter, r *http.Request, v *Visit) error {
	n := signin.NewAccount{
		Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Password: r.PostFormValue("password"), Corner: sharing.Corner(r.PostFormValue("corner")),
	}
	next := r.PostFormValue("next")
	p, made, err := s.SignIn.Begin(r.Context(), n, addressOf(r))
	if err != nil {
		return s.formAgain(w, v, s.beginPage(v, n, next), err)
	}
	// Whoever follows an invitation gets their place from it.
	if made && (p.Corner == sharing.Carer || !strings.HasPrefix(next, "/join")) {
		if _, err := s.People.Begin(r.Context(), p); err != nil {
			return err
		}
	}
	q := url.Values{"done": {"done.begun"}}
	if here(next) {
		q.Set("next", next)
	}
	http.Redirect(w, r, "/sign-in?"+q.Encode(), http.StatusSeeOther)
	return nil
}

// formAgain shows a form with what was typed, and what is wrong with it.
func (s *Site) formAgain(w http.ResponseWriter, v *Visit, page *ui.FormPage, problem error) error {
	switch errs.KindOf(problem) {
	case errs.Invalid:
		withErrors(&page.Base, v, problem)
	case errs.TooMuch:
		page.Errors = append(page.Errors, ui.FieldError{Text: s.mayTry(w, v, problem)})
	case errs.Conflict:
		page.Errors = append(page.Errors, ui.FieldError{Text: v.Words.T(errs.KeyOf(problem))})
	default:
		return problem
	}
	return s.page(w, tooMany(problem), page)
}
