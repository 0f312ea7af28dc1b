package web

import (
	"net/http"

	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

// handler is what a route does.
type handler func(w http.ResponseWriter, r *http.Request, v *Visit) error

// mayBeSeen reports whether private pages can be shown now. Somebody who asked
// to be asked alone first is shown nothing of them until they say that they are.
func mayBeSeen(v *Visit) bool {
	return !v.Person.Alone || v.Now.UnixMicro() < v.Session.PrivateUntil
}

// alone puts off a page until its reader is alone. What stands there instead
// says nothing of why.
func (s *Site) alone(do handler) handler {
	return func(w http.ResponseWriter, r *http.Request, v *Visit) error {
		if mayBeSeen(v) {
			return do(w, r, v)
		}
		return s.page(w, http.StatusOK, s.privatePage(v, s.comeBack(r)))
	}
}

func (s *Site) privatePage(v *Visit, next string) *ui.FormPage {
	base := s.base(v)
	base.Quiet = true
	return &ui.FormPage{
		Base: base, BackTo: &ui.Link{Href: "/", Text: v.Words.T("nav.home")}, Title: v.Words.T("private.title"), Lead: v.Words.T("private.lead"),
		Action: v.Place.Base() + "/private", Hidden: []ui.Hidden{{Name: "next", Value: next}}, Button: v.Words.T("private.yes"),
		After: []ui.Rich{ui.Say(v.Words, "private.after", "minutes", int(signin.AloneFor.Minutes()))},
	}
}

// sayAlone opens the private pages for a while, in this session alone.
func (s *Site) sayAlone(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.SayAlone(r.Context(), v.Session.Person, v.Session.ID); err != nil {
		return err
	}
	next := r.PostFormValue("next")
	if !here(next) {
		next = v.Place.Base() + "/sharing"
	}
	next, err := s.checkInFirst(r, v, next)
	if err != nil {
		return err
	}
	return seeOther(w, r, next, "")
}

// sayNotAlone closes the private pages again. A page that is left quickly sends it.
func (s *Site) sayNotAlone(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.SayNotAlone(r.Context(), v.Session.Person, v.Session.ID); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// aloneForm is where the wish itself is set. It is one of the private pages.
func (s *Site) aloneForm(w http.ResponseWriter, _ *http.Request, v *Visit) error {
	if !v.Place.Is(sharing.ServiceUser) {
		return s.notFound(w, nil, v)
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: s.toSharing(v), Title: v.Words.T("alone-wish.title"), Lead: v.Words.T("alone-wish.lead"),
		Action: v.Path, Button: v.Words.T("alone-wish.save"), After: []ui.Rich{ui.Say(v.Words, "alone-wish.after")},
	}
	page.Parts = []ui.FormPart{{Options: &ui.Options{ID: "alone", Name: "alone", Legend: v.Words.T("alone-wish.question"), Items: []ui.Option{
		{Value: "yes", Label: v.Words.T("alone-wish.yes"), Checked: v.Person.Alone},
		{Value: "no", Label: v.Words.T("alone-wish.no"), Checked: !v.Person.Alone},
	}}}}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) aloneSave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !v.Place.Is(sharing.ServiceUser) {
		return s.notFound(w, r, v)
	}
	p := v.Person
	p.Alone = r.PostFormValue("alone") == "yes"
	if err := s.SignIn.Change(r.Context(), p); err != nil {
		return err
	}
	// Whoever just set it is at a private page: they need not say so at once.
	if err := s.SignIn.SayAlone(r.Context(), v.Session.Person, v.Session.ID); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/sharing", "done.saved")
}
