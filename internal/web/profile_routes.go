package web

import (
	"net/http"

	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

// profileRoutes are about how somebody wishes to be met. What keeps them safe
// waits until they are alone, if they want that.
func (s *Site) profileRoutes() []Route {
	return []Route{
		{http.MethodGet, "/account/about", SignedIn, s.aboutForm},
		{http.MethodPost, "/account/about", SignedIn, s.about},
		{http.MethodGet, "/account/photo", SignedIn, s.photoForm},
		{http.MethodPost, "/account/photo", SignedIn, s.photo},
		{http.MethodPost, "/account/photo/remove", SignedIn, s.removePhoto},
		{http.MethodGet, "/photo/{person}", SignedIn, s.photoOf},
		{http.MethodGet, "/account/needs", SignedIn, s.needsForm},
		{http.MethodPost, "/account/needs", SignedIn, s.setNeeds},
		{http.MethodPost, "/account/needs/still", SignedIn, s.needsStill},
		{http.MethodPost, "/account/needs/none", SignedIn, s.needsNone},
		{http.MethodGet, "/account/reach", SignedIn, s.contactForm},
		{http.MethodPost, "/account/reach", SignedIn, s.setReach},
		{http.MethodGet, "/account/safe", SignedIn, s.aloneAtHome(s.safeForm)},
		{http.MethodPost, "/account/safe", SignedIn, s.aloneAtHome(s.setSafe)},
		{http.MethodPost, "/account/private", SignedIn, s.sayAloneAtHome},
	}
}

// profileSection leads to the parts of a profile. It says nothing of what
// stands in them: somebody may look over a shoulder.
func profileSection(v *Visit) ui.ListSection {
	return ui.ListSection{ID: "me", Title: v.Words.T("profile.title"), Say: []ui.Rich{ui.Plain(v.Words.T("profile.why"))}, Links: []ui.Link{
		{Href: "/account/about", Text: v.Words.T("profile.about")},
		{Href: "/account/needs", Text: v.Words.T("profile.needs")},
		{Href: "/account/reach", Text: v.Words.T("profile.reach")},
		{Href: "/account/safe", Text: v.Words.T("profile.safe")},
	}}
}

// backToAccount leads back from a part of the profile.
func backToAccount(v *Visit) *ui.Link {
	return &ui.Link{Href: "/account", Text: v.Words.T("account.title")}
}

// aloneAtHome is alone for pages that stand in no triangle.
func (s *Site) aloneAtHome(do handler) handler {
	return func(w http.ResponseWriter, r *http.Request, v *Visit) error {
		if mayBeSeen(v) {
			return do(w, r, v)
		}
		page := s.privatePage(v, s.comeBack(r))
		page.Action = "/account/private"
		page.After = []ui.Rich{ui.Say(v.Words, "private.after", "minutes", int(signin.AloneFor.Minutes()))}
		return s.page(w, http.StatusOK, page)
	}
}

func (s *Site) sayAloneAtHome(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.SayAlone(r.Context(), v.Person.ID, v.Session.ID); err != nil {
		return err
	}
	next := r.PostFormValue("next")
	if !here(next) {
		next = "/account"
	}
	return seeOther(w, r, next, "")
}
