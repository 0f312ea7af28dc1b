package web

import (
	"net/http"

	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// owedForm is where somebody says how a promise of theirs ended: a copy that
// was asked for, or a place on a legal basis that is to be looked at again.
func (s *Site) owedForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := s.owedInPath(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.owedPage(v, d))
}

func (s *Site) owedInPath(r *http.Request, v *Visit) (duty.Duty, error) {
	ref := r.PathValue("ref")
	if !id.Valid(ref) {
		return duty.Duty{}, errs.Missing("web.owedInPath")
	}
	return s.People.OwedOne(r.Context(), v.Person.ID, v.Place.ID, ref)
}

func (s *Site) owedPage(v *Visit, d duty.Duty) *ui.FormPage {
	who, _ := v.Place.Member(d.For)
	o := &ui.Options{ID: "outcome", Name: "outcome", Legend: v.Words.T("owed.outcome")}
	for _, one := range people.Outcomes(d.Kind) {
		o.Items = append(o.Items, ui.Option{Value: one, Label: v.Words.T("owed." + one)})
	}
	say := ui.Say(v.Words, "owed.what-"+string(d.Kind), "name", triangle.FirstName(who.Name))
	return &ui.FormPage{
		Base: s.base(v), BackTo: backToPeople(v), Title: v.Words.T("owed.title"), Lead: v.Words.T("owed.due", "day", v.Words.Date(timeOf(d.Due))),
		Action: v.Path, Button: v.Words.T("account.save"), Parts: []ui.FormPart{{Say: &say}, {Options: o}},
	}
}

func (s *Site) owed(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := s.owedInPath(r, v)
	if err != nil {
		return err
	}
	if err := s.People.Settle(r.Context(), v.Person.ID, v.Place.ID, d.Ref, r.PostFormValue("outcome")); err != nil {
		return s.formAgain(w, v, s.owedPage(v, d), err)
	}
	return seeOther(w, r, v.Place.Base()+"/people", "done.saved")
}
