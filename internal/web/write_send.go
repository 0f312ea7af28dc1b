package web

import (
	"net/http"
	"strings"

	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/plain"
	"trialogue/internal/web/ui"
)

// writeCheck shows what is about to be sent and who will see it. Going back to
// change something keeps every word.
func (s *Site) writeCheck(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := draftOf(r, v)
	if err != nil {
		return err
	}
	if r.PostFormValue("back") != "" {
		return s.writeAgain(w, r, v, d, nil, http.StatusOK)
	}
	if err := s.Entries.Check(r.Context(), v.Person.ID, d); err != nil {
		return s.writeAgain(w, r, v, d, err, http.StatusUnprocessableEntity)
	}
	set, err := s.audienceSet(r, v, d)
	if err != nil {
		return err
	}
	page := &ui.WriteCheck{
		Base: s.base(v), Action: v.Place.Base() + "/write/send", Hidden: hiddenDraft(r, d), Text: plain.Clean(d.Text), Set: set,
		Edit: ui.Action{Text: v.Words.T("check.edit"), Post: v.Place.Base() + "/write", Hidden: append(hiddenDraft(r, d), ui.Hidden{Name: "back", Value: "1"}), Look: ui.QuietAction},
	}
	page.Rows = ui.Summary{{Key: v.Words.T("check.topic"), Value: ui.Plain(topicName(v.Words, d.Topic))}}
	return s.page(w, http.StatusOK, page)
}

func hiddenDraft(r *http.Request, d entry.Draft) []ui.Hidden {
	return []ui.Hidden{
		{Name: "draft", Value: string(d.ID)}, {Name: "topic", Value: d.Topic}, {Name: "confidence", Value: string(d.Confidence)},
		{Name: "say", Value: d.Text}, {Name: "names", Value: strings.Join(d.Names, ", ")},
	}
}

// writeAgain shows the form with what was typed, and what is wrong with it.
func (s *Site) writeAgain(w http.ResponseWriter, r *http.Request, v *Visit, d entry.Draft, problem error, status int) error {
	if problem != nil && !errs.Is(problem, errs.Invalid) {
		return problem
	}
	page, err := s.writePage(r, v, d)
	if err != nil {
		return err
	}
	withErrors(&page.Base, v, problem)
	return s.page(w, status, page)
}

// writeSend sends it. Sent twice, it is written once.
func (s *Site) writeSend(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := draftOf(r, v)
	if err != nil {
		return err
	}
	e, err := s.Entries.Write(r.Context(), v.Person.ID, d)
	if err != nil {
		return s.writeAgain(w, r, v, d, err, http.StatusUnprocessableEntity)
	}
	return seeOther(w, r, v.Place.Base()+"/entry/"+string(e), "done.sent")
}
