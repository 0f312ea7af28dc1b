package web

import (
	"net/http"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/web/ui"
)

// writeCheck shows what is about to be sent and who will see it. Going back to
// change something keeps every word.
func (s *Site) writeCheck(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := s.draftOf(r, v)
	if err != nil {
		return err
	}
	if r.PostFormValue("back") != "" {
		return s.writeAgain(w, r, v, d, nil, http.StatusOK)
	}
	if d.Files, err = s.attached(r); err != nil {
		return s.writeAgain(w, r, v, d, err, http.StatusUnprocessableEntity)
	}
	later := r.PostFormValue("later") != ""
	if later || len(d.Files) > 0 {
		if err := s.Entries.Keep(r.Context(), v.Person.ID, d); err != nil {
			return s.writeAgain(w, r, v, d, err, http.StatusUnprocessableEntity)
		}
	}
	if later {
		return seeOther(w, r, v.Place.Base()+"/kept", "done.kept")
	}
	if err := s.Entries.Check(r.Context(), v.Person.ID, d); err != nil {
		return s.writeAgain(w, r, v, d, err, http.StatusUnprocessableEntity)
	}
	page, err := s.checkPage(r, v, d)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) checkPage(r *http.Request, v *Visit, d entry.Draft) (*ui.WriteCheck, error) {
	set, err := s.audienceSet(r, v, d)
	if err != nil {
		return nil, err
	}
	kept, err := s.Entries.Kept(r.Context(), v.Person.ID, v.Place.ID, d.ID)
	if err != nil {
		return nil, err
	}
	page := &ui.WriteCheck{
		Base: s.base(v), Action: v.Place.Base() + "/write/send", Hidden: hiddenDraft(d), Text: plain.Clean(d.Text), Set: set,
		Edit: ui.Action{Text: v.Words.T("check.edit"), Post: v.Place.Base() + "/write", Hidden: append(hiddenDraft(d), ui.Hidden{Name: "back", Value: "1"}), Look: ui.QuietAction},
	}
	page.Rows = ui.Summary{{Key: v.Words.T("check.topic"), Value: ui.Plain(topicName(v.Words, d.Topic))}}
	if d.Confidence != "" {
		said := v.Words.T("confidence."+string(d.Confidence), "about", v.Place.For(), "lead", leadName(v))
		page.Rows = append(page.Rows, ui.SummaryRow{Key: v.Words.T("write.who-may-know"), Value: ui.Plain(said)})
	}
	for _, f := range kept.Files {
		page.Rows = append(page.Rows, ui.SummaryRow{Key: v.Words.T("check.file"), Value: ui.Plain(f.Name)})
	}
	others, err := s.Entries.Named(r.Context(), v.Person.ID, d)
	if err == nil && len(others) > 0 {
		page.Warn = &ui.NoteBox{Text: ui.Plain(v.Words.T("check.names", "names", names(others)))}
	}
	return page, err
}

func hiddenDraft(d entry.Draft) []ui.Hidden {
	return []ui.Hidden{
		{Name: "draft", Value: string(d.ID)}, {Name: "topic", Value: d.Topic}, {Name: "confidence", Value: string(d.Confidence)},
		{Name: "say", Value: d.Text}, {Name: "names", Value: strings.Join(d.Names, ", ")}, {Name: "class", Value: chosenClass(d)},
	}
}

// chosenClass is the class as the form names it.
func chosenClass(d entry.Draft) string {
	if d.Kind == disclose.OwnNote {
		return string(forMeAlone)
	}
	return string(d.Class)
}

// writeAgain shows the form with what was typed, and what is wrong with it.
func (s *Site) writeAgain(w http.ResponseWriter, r *http.Request, v *Visit, d entry.Draft, problem error, status int) error {
	if problem != nil && !errs.Is(problem, errs.Invalid) {
		return problem
	}
	kept, err := s.Entries.Kept(r.Context(), v.Person.ID, v.Place.ID, d.ID)
	if err != nil {
		return err
	}
	d.Files = kept.Files
	page, err := s.writePage(r, v, d)
	if err != nil {
		return err
	}
	withErrors(&page.Base, v, problem)
	return s.page(w, status, page)
}

// writeSend sends it. Sent twice, it is written once.
func (s *Site) writeSend(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := s.draftOf(r, v)
	if err != nil {
		return err
	}
	kept, err := s.Entries.Kept(r.Context(), v.Person.ID, v.Place.ID, d.ID)
	if err != nil {
		return err
	}
	d.Files = kept.Files
	for i := range d.Files {
		d.Files[i].ID = id.New()
	}
	e, err := s.Entries.Write(r.Context(), v.Person.ID, d)
	if err != nil {
		return s.writeAgain(w, r, v, d, err, http.StatusUnprocessableEntity)
	}
	return seeOther(w, r, v.Place.Base()+"/entry/"+string(e), "done.sent")
}
