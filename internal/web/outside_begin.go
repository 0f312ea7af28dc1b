package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

// outsideBeginForm is for somebody who was vouched for and is new here.
func (s *Site) outsideBeginForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	provider, state := r.PathValue("provider"), r.URL.Query().Get("state")
	voucher, ok := s.Outside.Voucher(provider)
	if !ok {
		return errs.Missing("web.outsideBeginForm")
	}
	waiting, err := s.Outside.Waiting(r.Context(), provider, state, s.sentOutsideSecret(r))
	if err != nil {
		return err
	}
	if !waiting {
		return s.outsideNo(w, v, provider, &signin.Refused{Code: signin.TurnedLate})
	}
	return s.page(w, http.StatusOK, s.outsideBeginPage(v, voucher, signin.OutsideNew{State: state}))
}

func (s *Site) outsideBeginPage(v *Visit, voucher signin.Voucher, n signin.OutsideNew) *ui.FormPage {
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("begin.title"), Lead: v.Words.T("outside.begin-lead", "name", voucher.Name), Button: v.Words.T("begin.button"),
		Action: "/sign-in/with/" + voucher.ID + "/begin", Hidden: []ui.Hidden{{Name: "state", Value: n.State}},
		BackTo: &ui.Link{Href: "/sign-in", Text: v.Words.T("begin.back")},
		After:  []ui.Rich{ui.Plain(v.Words.T("outside.begin-have", "name", voucher.Name)), ui.Say(v.Words, "begin.privacy", "privacy", "/library/privacy")},
	}
	who := &ui.Options{ID: "corner", Name: "corner", Legend: v.Words.T("begin.corner")}
	for _, corner := range voucher.Corners() {
		one := ui.Option{Value: string(corner), Label: v.Words.T("begin.carer"), Hint: v.Words.T("begin.carer-why"), Checked: n.Corner == corner}
		if corner == sharing.ServiceUser {
			one.Label, one.Hint = v.Words.T("begin.service-user"), v.Words.T("begin.service-user-why")
		}
		who.Items = append(who.Items, one)
	}
	page.Parts = []ui.FormPart{
		{Options: who},
		{Field: &ui.Field{ID: "name", Name: "name", Label: v.Words.T("begin.name"), Hint: v.Words.T("begin.name-hint"), Value: n.Name, Autocomplete: "name"}},
	}
	return page
}

func (s *Site) outsideBegin(w http.ResponseWriter, r *http.Request, v *Visit) error {
	provider := r.PathValue("provider")
	voucher, ok := s.Outside.Voucher(provider)
	if !ok {
		return errs.Missing("web.outsideBegin")
	}
	n := signin.OutsideNew{
		Provider: provider, State: r.PostFormValue("state"), Secret: s.sentOutsideSecret(r), By: s.proofOf(r, signin.ByOutside, 0),
		Name: r.PostFormValue("name"), Corner: sharing.Corner(r.PostFormValue("corner")),
	}
	p, token, next, err := s.Outside.Begin(r.Context(), n)
	switch errs.KindOf(err) {
	case errs.Invalid:
		return s.formAgain(w, v, s.outsideBeginPage(v, voucher, n), err)
	case errs.NotFound:
		return s.outsideNo(w, v, provider, &signin.Refused{Code: signin.TurnedLate})
	}
	if err != nil {
		return s.outsideNo(w, v, provider, err)
	}
	s.arrived(w, token, n.By)
	if len(next) < 5 || next[:5] != "/join" || p.Corner == sharing.Carer { // an invitation brings its own place
		if _, err := s.People.Begin(r.Context(), p); err != nil {
			return err
		}
	}
	if next == "" {
		next = "/"
	}
	return seeOther(w, r, next, "")
}
