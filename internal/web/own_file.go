package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// questionTopic is where a carer's questions to take along stand in their own file.
const questionTopic = "caring-role"

// beginOwn gives somebody a file or a triangle of their own, where they have none.
func (s *Site) beginOwn(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.People.Begin(r.Context(), v.Person)
	if err != nil {
		return err
	}
	return seeOther(w, r, "/t/"+string(t), "")
}

// inviteFromOwn leads to inviting out of one's own file or triangle, or offers to begin one.
func (s *Site) inviteFromOwn(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Person.Corner == sharing.Professional {
		return seeOther(w, r, "/open", "")
	}
	mine, err := s.People.Of(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	for _, t := range mine {
		if t.Owner == v.Person.ID {
			return seeOther(w, r, "/t/"+string(t.ID)+"/invite", "")
		}
	}
	return s.page(w, http.StatusOK, &ui.MessagePage{
		Base: s.base(v), Title: v.Words.T("invite.start-title"), Lead: v.Words.T("invite.start-lead"),
		Actions: []ui.Action{ui.Post(v.Words.T("invite.start"), "/own").As(ui.MainAction)},
	})
}

// ownQuestions is a carer's list of questions to take to the team. It prints.
func (s *Site) ownQuestions(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind != triangle.File {
		return errs.Missing("web.ownQuestions")
	}
	page, err := s.questionsPage(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) questionsPage(r *http.Request, v *Visit) (*ui.OwnQuestions, error) {
	found, err := s.carersQuestions(r, v, v.Place.ID)
	page := &ui.OwnQuestions{
		Base: s.base(v), Action: v.Place.Base() + "/take-along", Draft: id.New(),
		Field: ui.Field{ID: "say", Name: "say", Label: v.Words.T("questions.add"), Hint: v.Words.T("questions.add-hint"), Rows: 2, Keep: "questions"},
	}
	page.Notice = notice(v, r)
	for i := len(found) - 1; i >= 0; i-- { // as they were written down
		e := drawEntry(v, found[i], "q"+strconv.Itoa(i+1))
		page.Entries = append(page.Entries, ui.OwnQuestion{Text: e.Text, Href: e.Href + "/correct"})
	}
	return page, err
}

// carersQuestions reads the questions of a carer's own file, newest first.
func (s *Site) carersQuestions(r *http.Request, v *Visit, file id.Triangle) ([]disclose.Shown, error) {
	f := entry.Filter{Topic: questionTopic, GivenBy: v.Person.ID, Kinds: []disclose.Kind{disclose.OwnNote}}
	found, err := s.Entries.Timeline(r.Context(), v.Person.ID, file, f, "", disclose.Place{})
	return found.Shown, err
}

func (s *Site) addOwnQuestion(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind != triangle.File {
		return errs.Missing("web.addOwnQuestion")
	}
	draft, text := r.PostFormValue("draft"), r.PostFormValue("say")
	if !id.Valid(draft) {
		draft = id.New()
	}
	_, err := s.Entries.Write(r.Context(), v.Person.ID, entry.Draft{
		ID: id.Entry(draft), Triangle: v.Place.ID, Kind: disclose.OwnNote, Class: sharing.CarersOwn, Topic: questionTopic, About: []id.Person{v.Person.ID}, Text: text,
	})
	if errs.Is(err, errs.Invalid) {
		page, pageErr := s.questionsPage(r, v)
		if pageErr != nil {
			return pageErr
		}
		page.Field.Value = text
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/take-along", "done.saved")
}
