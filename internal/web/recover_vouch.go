package web

import (
	"net/http"

	"trialogue/internal/signin"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// vouchForm shows who asks to come back, and how to make sure that it is them.
func (s *Site) vouchForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	a, err := s.SignIn.Asker(r.Context(), v.Person, r.PathValue("recovery"))
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.vouchPage(v, a, r))
}

func (s *Site) vouchPage(v *Visit, a signin.Asker, r *http.Request) *ui.FormPage {
	say := func(key string, args ...any) *ui.Rich { text := ui.Say(v.Words, key, args...); return &text }
	name := a.Person.Name
	how := &ui.Options{ID: "how", Name: "how", Legend: v.Words.T("vouch.how")}
	for _, one := range signin.HowKnown() {
		how.Items = append(how.Items, ui.Option{Value: one, Label: v.Words.T("vouch.how-" + one), Checked: r.PostFormValue("how") == one})
	}
	why := &ui.Options{ID: "why", Name: "why", Legend: v.Words.T("vouch.why-not"), Plainly: true}
	for _, one := range signin.WhyNot() {
		why.Items = append(why.Items, ui.Option{Value: one, Label: v.Words.T("vouch.why-" + one), Checked: r.PostFormValue("why") == one})
	}
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/", Text: v.Words.T("nav.home")}, Title: v.Words.T("vouch.title", "name", name),
		Lead: v.Words.T("vouch.since", "name", triangle.FirstName(name), "when", whenOf(v, a.Since), "ends", whenOf(v, a.Ends)), Action: v.Path, Button: v.Words.T("vouch.yes"),
		Parts: []ui.FormPart{
			{Heading: v.Words.T("vouch.first")}, {Say: say("vouch.ring")}, {Say: say("vouch.never")}, {Say: say("vouch.number-why")},
			{Options: how},
			{Field: &ui.Field{ID: "number", Name: "number", Label: v.Words.T("vouch.number"), Hint: v.Words.T("vouch.number-hint"), Inputmode: "numeric", Autocomplete: "off", Narrow: true, MaxLength: 12}},
			{Heading: v.Words.T("vouch.or-not")}, {Options: why},
		},
		Also:  []ui.Action{{Text: v.Words.T("vouch.no"), Name: "answer", Value: "no", Look: ui.QuietAction}},
		After: []ui.Rich{ui.Plain(v.Words.T("vouch.on-record"))},
	}
}

func (s *Site) vouch(w http.ResponseWriter, r *http.Request, v *Visit) error {
	recovery := r.PathValue("recovery")
	a, err := s.SignIn.Asker(r.Context(), v.Person, recovery)
	if err != nil {
		return err
	}
	if r.PostFormValue("answer") == "no" {
		if err := s.SignIn.Refuse(r.Context(), v.Person, recovery, r.PostFormValue("why")); err != nil {
			return s.formAgain(w, v, s.vouchPage(v, a, r), err)
		}
		return seeOther(w, r, sessionsPath, "done.vouch-no")
	}
	if err := s.SignIn.Vouch(r.Context(), v.Person, recovery, r.PostFormValue("number"), r.PostFormValue("how")); err != nil {
		return s.formAgain(w, v, s.vouchPage(v, a, r), err)
	}
	return seeOther(w, r, sessionsPath, "done.vouch-yes")
}
