package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/web/ui"
)

// renewForm is the first press: it says until when the choice would go on.
func (s *Site) renewForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	e, err := s.Protocol.Renewing(r.Context(), v.Person.ID, v.Place.ID, r.PathValue("choice"))
	if err != nil {
		return err
	}
	name, c := nameSaid(v, e.Choice.Recipient), e.Choice
	page := &ui.FormPage{
		Base: s.base(v), BackTo: s.toSharing(v), Title: v.Words.T("renew.title"),
		Lead:   v.Words.T("renew.lead-"+string(c.Answer), "name", name, "topic", topicOf(v, e.Topic), "date", lastDay(v, c.Ends)),
		Action: v.Path, Hidden: []ui.Hidden{{Name: "change", Value: id.New()}}, Button: v.Words.T("renew.yes", "date", lastDay(v, e.Again)),
		After: []ui.Rich{ui.Say(v.Words, "renew.after")},
	}
	return s.page(w, http.StatusOK, page)
}

// renew is the second press.
func (s *Site) renew(w http.ResponseWriter, r *http.Request, v *Visit) error {
	change := r.PostFormValue("change")
	if !id.Valid(change) {
		return errs.Missing("web.renew")
	}
	if err := s.Protocol.Renew(r.Context(), v.Person.ID, v.Place.ID, r.PathValue("choice"), change); err != nil {
		return err
	}
	return seeChange(w, r, v, change)
}
