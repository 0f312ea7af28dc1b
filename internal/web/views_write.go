package web

import (
	"net/http"
	"net/url"
	"strconv"

	"trialogue/internal/address"
	"trialogue/internal/errs"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// viewForm is where somebody writes how they see a matter. A carer chooses who may
// know before the first word.
func (s *Site) viewForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.matterInPath(r, v)
	if err != nil {
		return err
	}
	d := expertise.ViewDraft{ID: id.Entry(id.New()), Triangle: v.Place.ID, Matter: m.Entry, Confidence: sharing.Confidence(r.URL.Query().Get("confidence"))}
	mine, written := m.Mine()
	if written {
		d.ID, d.Version, d.Text = mine.Entry, mine.Version, mine.Words()
	}
	if !written && d.Confidence == "" && carersWords(v, m.About) {
		return s.page(w, http.StatusOK, s.viewWho(v, m))
	}
	page, err := s.viewPage(r, v, m, d)
	if errs.Is(err, errs.Invalid) {
		return s.formAgain(w, v, s.viewWho(v, m), err)
	}
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) matterForm(v *Visit, m expertise.Matter, step string) *ui.FormPage {
	base := v.Place.Base() + "/views/" + string(m.Entry)
	return &ui.FormPage{
		Base: s.base(v), Action: base + step, BackTo: &ui.Link{Href: base, Text: v.Words.T("views.back-matter")},
		Parts: []ui.FormPart{{Summary: ui.Summary{{Key: v.Words.T("views.mine-matter"), Value: ui.Plain(m.Words())}}}},
	}
}

// viewWho asks a carer who may know their view.
func (s *Site) viewWho(v *Visit, m expertise.Matter) *ui.FormPage {
	page := s.matterForm(v, m, "/mine")
	page.Title, page.Lead, page.Button = v.Words.T("views.mine-who"), v.Words.T("views.mine-who-lead"), v.Words.T("views.mine-next")
	page.Hidden = []ui.Hidden{{Name: "step", Value: "who"}}
	options := namedOptions(v, sharing.Named)
	options.Hint = ""
	page.Parts = append(page.Parts, ui.FormPart{Options: options})
	return page
}

func (s *Site) viewPage(r *http.Request, v *Visit, m expertise.Matter, d expertise.ViewDraft) (*ui.FormPage, error) {
	hearers, err := s.Expertise.ViewAudience(r.Context(), v.Person.ID, d)
	if err != nil {
		return nil, err
	}
	page := s.matterForm(v, m, "/mine")
	page.Title, page.Lead, page.Button = v.Words.T("views.mine-title"), v.Words.T("views.mine-lead"), v.Words.T("views.mine-button")
	sayPart(v, page, d, hearers, v.Words.T("views.mine-say"), "view/"+string(m.Entry))
	return page, nil
}

// sayPart adds the box of a text that hangs on a matter, and who will read it.
func sayPart(v *Visit, page *ui.FormPage, d expertise.ViewDraft, hearers []address.Hearer, label, keep string) {
	set := addressedSet(v, hearers)
	set.Folded = true
	page.Audience = &set
	page.Hidden = []ui.Hidden{{Name: "draft", Value: string(d.ID)}, {Name: "version", Value: strconv.Itoa(d.Version)}, {Name: "confidence", Value: string(d.Confidence)}}
	page.Parts = append(page.Parts, ui.FormPart{Field: &ui.Field{
		ID: "say", Name: "say", Label: label, Hint: v.Words.T("expertise.most", "most", expertise.ViewMost), Rows: 9, Value: d.Text, Keep: keep,
	}})
}

func viewDraft(r *http.Request, v *Visit, m expertise.Matter) expertise.ViewDraft {
	return expertise.ViewDraft{
		ID: id.Entry(drawnID(r, "draft")), Triangle: v.Place.ID, Matter: m.Entry, Version: versionOf(r), Text: r.PostFormValue("say"),
		Confidence: sharing.Confidence(r.PostFormValue("confidence")),
	}
}

func (s *Site) viewSave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.matterInPath(r, v)
	if err != nil {
		return err
	}
	d := viewDraft(r, v, m)
	base := v.Place.Base() + "/views/" + string(m.Entry)
	if r.PostFormValue("step") == "who" {
		return seeOther(w, r, base+"/mine?"+url.Values{"confidence": {string(d.Confidence)}}.Encode(), "")
	}
	err = s.Expertise.WriteView(r.Context(), v.Person.ID, d)
	if err == nil {
		return seeOther(w, r, base, "done.view")
	}
	var before ui.Summary
	if mine, written := m.Mine(); written && errs.Is(err, errs.Conflict) { // from now on against what stands there
		d.ID, d.Version = mine.Entry, mine.Version
		before = ui.Summary{{Key: v.Words.T("views.mine-title"), Value: ui.Plain(mine.Words())}}
	}
	page, pageErr := s.viewPage(r, v, m, d)
	if errs.Is(pageErr, errs.Invalid) {
		page, pageErr = s.viewWho(v, m), nil
	}
	if pageErr != nil {
		return pageErr
	}
	if before != nil {
		standsNow(v, page, before)
	}
	return s.formAgain(w, v, page, err)
}

// goOnForm asks how things could go on anyway.
func (s *Site) goOnForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.matterInPath(r, v)
	if err != nil {
		return err
	}
	page, err := s.proposePage(r, v, m, expertise.ViewDraft{ID: id.Entry(id.New()), Triangle: v.Place.ID, Matter: m.Entry})
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) proposePage(r *http.Request, v *Visit, m expertise.Matter, d expertise.ViewDraft) (*ui.FormPage, error) {
	hearers, err := s.Expertise.GoOnAudience(r.Context(), v.Person.ID, d)
	if err != nil {
		return nil, err
	}
	page := s.matterForm(v, m, "/go-on")
	page.Title, page.Lead, page.Button = v.Words.T("views.propose-title"), v.Words.T("views.propose-lead"), v.Words.T("views.propose-button")
	sayPart(v, page, d, hearers, v.Words.T("views.propose-say"), "go-on/"+string(m.Entry))
	return page, nil
}

func (s *Site) goOnSave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.matterInPath(r, v)
	if err != nil {
		return err
	}
	d := viewDraft(r, v, m)
	err = s.Expertise.Propose(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		d.Confidence = ""
		page, pageErr := s.proposePage(r, v, m, d)
		if pageErr != nil {
			return pageErr
		}
		return s.formAgain(w, v, page, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/views/"+string(m.Entry), "done.go-on")
}

// wordOf is what somebody says by pressing a button; its id was drawn with the page.
func wordOf(r *http.Request) (expertise.Word, error) {
	matter := r.PathValue("matter")
	if !id.Valid(matter) {
		return expertise.Word{}, errs.Missing("web.wordOf")
	}
	return expertise.Word{ID: drawnID(r, "word"), Matter: id.Entry(matter), Said: expertise.Saying(r.PostFormValue("said"))}, nil
}

func (s *Site) goOnAnswer(w http.ResponseWriter, r *http.Request, v *Visit) error {
	word, err := wordOf(r)
	if err != nil {
		return err
	}
	if !id.Valid(r.PathValue("entry")) {
		return errs.Missing("web.goOnAnswer")
	}
	word.GoOn = id.Entry(r.PathValue("entry"))
	if err := s.Expertise.Answer(r.Context(), v.Person.ID, v.Place.ID, word); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/views/"+string(word.Matter), "done.views-word")
}

func (s *Site) viewsNow(w http.ResponseWriter, r *http.Request, v *Visit) error {
	word, err := wordOf(r)
	if err != nil {
		return err
	}
	if err := s.Expertise.Now(r.Context(), v.Person.ID, v.Place.ID, word); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/views/"+string(word.Matter), "done.views-word")
}

// lookForm asks for the day to look again.
func (s *Site) lookForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.matterInPath(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.lookPage(r, v, m))
}

func (s *Site) lookPage(r *http.Request, v *Visit, m expertise.Matter) *ui.FormPage {
	page := s.matterForm(v, m, "/look")
	page.Title, page.Lead, page.Button = v.Words.T("views.look-title"), v.Words.T("views.look-lead"), v.Words.T("views.look-button")
	page.Hidden = []ui.Hidden{{Name: "word", Value: drawnID(r, "word")}}
	page.Parts = append(page.Parts, ui.FormPart{Date: &ui.DateField{
		ID: "until", Name: "until", Legend: v.Words.T("views.look-day"), Day: r.PostFormValue("until-day"), Month: r.PostFormValue("until-month"), Year: r.PostFormValue("until-year"),
	}})
	return page
}

func (s *Site) lookSave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.matterInPath(r, v)
	if err != nil {
		return err
	}
	word, err := wordOf(r)
	if err != nil {
		return err
	}
	end, problems := protocol.End("until", r.PostFormValue("until-day"), r.PostFormValue("until-month"), r.PostFormValue("until-year"), v.Words.Now())
	if err = problems.Err("web.lookSave"); err == nil {
		word.Due = end
		err = s.Expertise.LookAgain(r.Context(), v.Person.ID, v.Place.ID, word)
	}
	if errs.Is(err, errs.Invalid) {
		return s.formAgain(w, v, s.lookPage(r, v, m), err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/views/"+string(m.Entry), "done.look")
}
