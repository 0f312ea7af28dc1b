package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// wordForm asks somebody whether they go along with a version, and with what reservation.
func (s *Site) wordForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.wordPage(w, r, v, nil)
}

func (s *Site) wordPage(w http.ResponseWriter, r *http.Request, v *Visit, problem error) error {
	a, err := s.Protocol.Agreement(r.Context(), v.Person.ID, v.Place.ID, r.PathValue("version"))
	if err != nil {
		return err
	}
	if a.Open.ID == "" {
		return errs.Missing("web.wordPage")
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/agreement", Text: v.Words.T("agreement.title")}, Title: v.Words.T("agreement.say-mine"),
		Lead: v.Words.T("agreement.word-lead", "number", a.Open.Number), Action: v.Path, Button: v.Words.T("agreement.word-button"),
		Hidden: []ui.Hidden{{Name: "word", Value: id.New()}}, After: []ui.Rich{ui.Say(v.Words, "agreement.word-after")},
	}
	page.Parts = []ui.FormPart{{Field: &ui.Field{
		ID: "but", Name: "but", Rows: 4, Label: v.Words.T("agreement.but"), Hint: v.Words.T("agreement.but-hint"), Value: r.PostFormValue("but"), Keep: "word/" + a.Open.ID,
	}}}
	status := http.StatusOK
	if problem != nil {
		withErrors(&page.Base, v, problem)
		status = http.StatusUnprocessableEntity
	}
	return s.page(w, status, page)
}

func (s *Site) word(w http.ResponseWriter, r *http.Request, v *Visit) error {
	a := protocol.Acknowledgement{ID: id.Entry(r.PostFormValue("word")), Triangle: v.Place.ID, Version: r.PathValue("version"), But: r.PostFormValue("but")}
	if !id.Valid(string(a.ID)) {
		a.ID = id.Entry(id.New())
	}
	err := s.Protocol.Acknowledge(r.Context(), v.Person.ID, a)
	if errs.Is(err, errs.Invalid) {
		return s.wordPage(w, r, v, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/agreement", "done.agreed")
}

// pledgeForm asks a professional what the team commits itself to.
func (s *Site) pledgeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	now, err := s.Protocol.Pledge(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, p := range now.Parts {
		texts[p.Name] = p.Text
	}
	return s.pledgePage(w, v, string(now.Entry), texts, nil)
}

func pledgeParts() []string {
	return []string{protocol.PartReply, protocol.PartAlways, protocol.PartConfidence}
}

func (s *Site) pledgePage(w http.ResponseWriter, v *Visit, read string, texts map[string]string, problem error) error {
	if !v.Place.Is(sharing.Professional) {
		return errs.Missing("web.pledgePage")
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/agreement", Text: v.Words.T("agreement.title")}, Title: v.Words.T("agreement.pledge-write"),
		Lead: v.Words.T("pledge.lead"), Action: v.Place.Base() + "/agreement/pledge", Button: v.Words.T("pledge.save"),
		Hidden: []ui.Hidden{{Name: "pledge", Value: id.New()}, {Name: "read", Value: read}}, After: []ui.Rich{ui.Say(v.Words, "pledge.after")},
	}
	for _, name := range pledgeParts() {
		page.Parts = append(page.Parts, ui.FormPart{Field: &ui.Field{ID: name, Name: name, Rows: 3, Label: v.Words.T("pledge." + name), Hint: v.Words.T("pledge.hint-" + name), Value: texts[name]}})
	}
	withErrors(&page.Base, v, problem)
	status := http.StatusOK
	if problem != nil {
		status = http.StatusUnprocessableEntity
	}
	if errs.Is(problem, errs.Conflict) {
		page.Errors = append(page.Errors, ui.FieldError{Text: v.Words.T(errs.KeyOf(problem))})
	}
	return s.page(w, status, page)
}

func (s *Site) pledge(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d := protocol.PledgeDraft{ID: id.Entry(r.PostFormValue("pledge")), Triangle: v.Place.ID, Read: id.Entry(r.PostFormValue("read")), Parts: map[string]string{}}
	if !id.Valid(string(d.ID)) {
		d.ID = id.Entry(id.New())
	}
	for _, name := range pledgeParts() {
		d.Parts[name] = r.PostFormValue(name)
	}
	err := s.Protocol.Promise(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) || errs.Is(err, errs.Conflict) {
		return s.pledgePage(w, v, string(d.Read), d.Parts, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/agreement", "done.pledge")
}
