package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/candour"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// questionPage shows a question, who answers by when, and the answers.
func (s *Site) questionPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.askedPage(r, v, "")
	if err != nil {
		return err
	}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

func (s *Site) askedPage(r *http.Request, v *Visit, text string) (*ui.EntryPage, error) {
	e := r.PathValue("entry")
	if !id.Valid(e) {
		return nil, errs.Missing("web.askedPage")
	}
	a, err := s.Candour.Question(r.Context(), v.Person.ID, v.Place.ID, id.Entry(e))
	if err != nil {
		return nil, err
	}
	base := v.Place.Base()
	page := &ui.EntryPage{
		Base: s.base(v), Title: v.Words.T("candour.question-page"), Entry: drawEntry(v, a.Shown, "e1"),
		BackTo: &ui.Link{Href: base + "/questions", Text: v.Words.T("candour.my-questions")},
	}
	if v.Place.Is(sharing.Professional) {
		page.BackTo.Text = v.Words.T("candour.questions-to-answer")
	}
	page.Entry.Href = ""
	page.Entry.Note = aboutSighting(v, a)
	if a.Parent != "" {
		page.Entry.Actions = []ui.Action{ui.Go(v.Words.T("candour.question-about"), base+"/entry/"+string(a.Parent))}
	}
	page.Steps = []ui.Step{{Text: questionState(v, a), Done: !a.Duty.Open()}}
	for i, reply := range a.Answers {
		page.Replies = append(page.Replies, drawEntry(v, reply, "e"+strconv.Itoa(i+2)))
	}
	if v.Place.Is(sharing.Professional) {
		page.Reply = replyForm(v, text)
	}
	return page, nil
}

// aboutSighting says which sighting a question is about.
func aboutSighting(v *Visit, a candour.Asked) string {
	if a.Seen == (candour.SightingKey{}) {
		return ""
	}
	return v.Words.T("candour.question-seen", "viewer", viewerName(v, a.Seen.Viewer), "date", whenOf(v, a.Seen.At))
}

func replyForm(v *Visit, text string) *ui.ReplyForm {
	return &ui.ReplyForm{
		Action: v.Path, Draft: id.New(), Button: v.Words.T("candour.answer-send"), Who: v.Words.T("candour.answer-who"),
		Field: ui.Field{ID: "say", Name: "say", Label: v.Words.T("candour.answer-say"), Rows: 5, Value: text, MaxLength: candour.TextMost, Keep: "answer" + v.Path},
	}
}

// questionAnswer sends an answer. Sent twice, it is written once.
func (s *Site) questionAnswer(w http.ResponseWriter, r *http.Request, v *Visit) error {
	e, draft, text := r.PathValue("entry"), r.PostFormValue("draft"), r.PostFormValue("say")
	if !id.Valid(e) {
		return errs.Missing("web.questionAnswer")
	}
	if !id.Valid(draft) {
		draft = id.New()
	}
	err := s.Candour.Answer(r.Context(), v.Person.ID, v.Place.ID, id.Entry(e), id.Entry(draft), text)
	if errs.Is(err, errs.Invalid) {
		page, pageErr := s.askedPage(r, v, text)
		if pageErr != nil {
			return pageErr
		}
		if page.Reply != nil {
			page.Reply.Draft = draft
		}
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Path, "done.answer")
}
