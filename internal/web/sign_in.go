package web

import (
	"net/http"
	"net/url"

	"trialogue/internal/errs"
	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

func (s *Site) accountRoutes() []Route {
	return []Route{
		{http.MethodGet, "/sign-in", Anybody, s.signInForm},
		{http.MethodPost, "/sign-in", Anybody, s.signIn},
		{http.MethodPost, "/sign-out", Halfway, s.signOut},
		{http.MethodGet, "/demo", Anybody, s.demoPeople},
		{http.MethodPost, "/demo/sign-in", Anybody, s.demoSignIn},
		{http.MethodGet, "/begin", Anybody, s.beginForm},
		{http.MethodPost, "/begin", Anybody, s.begin},
		{http.MethodGet, "/account", SignedIn, s.account},
		{http.MethodGet, "/account/password", SignedIn, s.passwordForm},
		{http.MethodPost, "/account/password", SignedIn, s.password},
	}
}

func (s *Site) signInForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.SignedIn() {
		return seeOther(w, r, "/", "")
	}
	page, err := s.signInPage(r, v, r.URL.Query().Get("next"))
	if err != nil {
		return err
	}
	page.Ended = r.URL.Query().Get("ended") == "1"
	if r.URL.Query().Get("done") == "done.signed-out" {
		page.Kept = "*" // who signs out leaves no words in the browser
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) signInPage(r *http.Request, v *Visit, next string) (*ui.SignIn, error) {
	page := &ui.SignIn{Base: s.base(v), Action: "/sign-in"}
	page.Notice = notice(v, r)
	if here(next) {
		page.Next = next
	}
	page.Passkey = s.passkeySignIn(v, page.Next)
	page.Others = s.outsideButtons(v, page.Next)
	begin := "/begin"
	if page.Next != "" {
		begin += "?" + url.Values{"next": {page.Next}}.Encode()
	}
	page.Links = []ui.Link{
		{Href: "/lost", Text: v.Words.T("lost.link-here")},
		{Href: begin, Text: v.Words.T("signin.begin")},
		{Href: "/join", Text: v.Words.T("join.have-code")},
		{Href: "/library", Text: v.Words.T("signin.library")},
	}
	if s.Demo == nil {
		return page, nil
	}
	people, err := s.Demo.People(r.Context())
	for _, p := range people {
		who := ui.Person{Name: p.Name, Initials: p.Initials, Corner: ui.Corner(p.Corner), Role: p.Line}
		page.People = append(page.People, ui.DemoPerson{Who: who, Action: ui.Post(v.Words.T("signin.as", "name", p.Name), "/demo/sign-in", ui.Hidden{Name: "person", Value: string(p.ID)}, ui.Hidden{Name: "next", Value: page.Next})})
	}
	return page, err
}

func (s *Site) signIn(w http.ResponseWriter, r *http.Request, v *Visit) error {
	email, next := r.PostFormValue("email"), r.PostFormValue("next")
	by := s.proofOf(r, signin.ByPassword, 1)
	token, err := s.SignIn.SignIn(r.Context(), email, r.PostFormValue("password"), by)
	if errs.Is(err, errs.Invalid) || errs.Is(err, errs.TooMuch) {
		page, pageErr := s.signInPage(r, v, next)
		if pageErr != nil {
			return pageErr
		}
		page.Email = email
		withErrors(&page.Base, v, err)
		if errs.Is(err, errs.TooMuch) {
			page.Errors = append(page.Errors, ui.FieldError{Text: s.mayTry(w, v, err)})
		}
		return s.page(w, tooMany(err), page)
	}
	if err != nil {
		return err
	}
	if err := s.leaveBefore(r, v); err != nil {
		return err
	}
	s.arrived(w, token, by)
	if next == "" {
		next = s.afterSignIn(r, token)
	}
	return seeOther(w, r, onward(next), "")
}

func (s *Site) signOut(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.End(r.Context(), v.Session.Person, v.Session.ID); err != nil {
		return err
	}
	s.dropCookie(w)
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`) // what scripts kept, also where none runs now
	return seeOther(w, r, "/sign-in", "done.signed-out")
}
