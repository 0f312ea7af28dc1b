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

// whoSection says who somebody is here, and leads to what they may want to say
// of themselves. It says nothing of what they need: somebody may look over a shoulder.
func whoSection(v *Visit) ui.ListSection {
	t := v.Words.T
	rows := ui.Summary{{Key: t("begin.name"), Value: ui.Plain(v.Person.Name)}, {Key: t("begin.email"), Value: ui.Plain(v.Person.Email)}}
	return ui.ListSection{ID: "you", Title: t("account.you"), Summary: rows, Links: []ui.Link{
		{Href: "/account/about", Text: t("profile.about")},
		{Href: "/account/needs", Text: t("profile.needs")},
		{Href: "/account/identity", Text: t("identity.own-title")},
	}}
}

// reachSection leads to how somebody is reached, and to what must not happen then.
func reachSection(v *Visit) ui.ListSection {
	t := v.Words.T
	rows := ui.Summary{{Key: t("account.mail"), Value: ui.Plain(yesNo(v, v.Person.Mail))}, {Key: t("account.zone"), Value: ui.Plain(zoneName(v.Person.Zone))}}
	return ui.ListSection{ID: "reach", Title: t("account.reach"), Summary: rows, Links: []ui.Link{
		{Href: "/account/reach", Text: t("profile.reach")},
		{Href: "/account/safe", Text: t("profile.safe")},
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
