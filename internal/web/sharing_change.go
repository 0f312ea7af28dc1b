package web

import (
	"net/http"
	"net/url"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// sharingForm asks one question: what may this person be told about this topic?
func (s *Site) sharingForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	q, err := s.changeQuestion(r, v)
	if err != nil {
		return err
	}
	page := s.changePage(r, v, q, id.New())
	page.Answer = ui.Answer(q.Cell.Answer)
	if q.Cell.Until != 0 && !q.Cell.Everyday {
		if day, whole := protocol.LastDay(q.Cell.Until, v.Words.Location()); whole {
			page.Day, page.Month, page.Year = strconv.Itoa(day.Day()), strconv.Itoa(int(day.Month())), strconv.Itoa(day.Year())
		}
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) changeQuestion(r *http.Request, v *Visit) (protocol.Question, error) {
	return s.Protocol.Form(r.Context(), v.Person.ID, v.Place.ID, r.FormValue("recipient"), r.FormValue("topic"), sharing.When(r.FormValue("set")))
}

// changePage carries what was read, so that another change meanwhile is noticed.
func (s *Site) changePage(r *http.Request, v *Visit, q protocol.Question, change string) *ui.SharingChange {
	page := &ui.SharingChange{
		Base: s.base(v), Set: ui.ChoiceSet(q.When), BackTo: &ui.Link{Href: backToTable(r, v, q.When), Text: v.Words.T("protocol.back")}, Action: v.Path,
		Name: firstNameOrTeam(v, q.Recipient), Topic: topicOf(v, q.Topic), Group: q.Recipient.Group(), Ends: true,
		Hidden: []ui.Hidden{
			{Name: "change", Value: change}, {Name: "recipient", Value: q.Recipient.Name}, {Name: "topic", Value: q.Topic.Name}, {Name: "set", Value: string(q.When)},
			{Name: "read", Value: q.Read}, {Name: "part", Value: r.FormValue("part")}, {Name: "each", Value: r.FormValue("each")},
		},
	}
	if q.Recipient.Group() {
		page.Name = v.Words.T("protocol.the-team")
	}
	return page
}

// backToTable leads to the table from which a question was opened.
func backToTable(r *http.Request, v *Visit, when sharing.When) string {
	q := url.Values{"set": {string(when)}}
	for _, name := range []string{"part", "each"} {
		if r.FormValue(name) != "" {
			q.Set(name, r.FormValue(name))
		}
	}
	return v.Place.Base() + "/sharing?" + q.Encode()
}

// sharingChange records a choice. Sent twice, it is one.
func (s *Site) sharingChange(w http.ResponseWriter, r *http.Request, v *Visit) error {
	q, err := s.changeQuestion(r, v)
	if err != nil {
		return err
	}
	d := protocol.Draft{
		ID: r.PostFormValue("change"), Triangle: v.Place.ID, Recipient: q.Recipient.Name, Topic: q.Topic.Name, When: q.When,
		Answer: sharing.Choice(r.PostFormValue("answer")), Read: r.PostFormValue("read"),
	}
	if !id.Valid(d.ID) {
		d.ID = id.New()
	}
	var problems errs.Problems
	d.Ends, problems = formEnd(r, v)
	if err = problems.Err("web.sharingChange"); err == nil {
		err = s.Protocol.Change(r.Context(), v.Person.ID, d)
	}
	if errs.Is(err, errs.Invalid) || errs.Is(err, errs.Conflict) {
		return s.changeAgain(w, r, v, q, err)
	}
	if err != nil {
		return err
	}
	return seeChange(w, r, v, d.ID)
}

// formEnd reads the last day of a form, in the reader's place.
func formEnd(r *http.Request, v *Visit) (int64, errs.Problems) {
	return protocol.End("until", r.PostFormValue("until-day"), r.PostFormValue("until-month"), r.PostFormValue("until-year"), v.Words.Now())
}

// changeAgain shows the form with what was chosen, and what is wrong. After a
// conflict it carries what stands now, so that sending it again is a decision.
func (s *Site) changeAgain(w http.ResponseWriter, r *http.Request, v *Visit, q protocol.Question, problem error) error {
	page := s.changePage(r, v, q, id.New())
	page.Answer = ui.Answer(r.PostFormValue("answer"))
	page.Day, page.Month, page.Year = r.PostFormValue("until-day"), r.PostFormValue("until-month"), r.PostFormValue("until-year")
	withErrors(&page.Base, v, problem)
	if errs.Is(problem, errs.Conflict) {
		page.Errors = append(page.Errors, ui.FieldError{Text: v.Words.T("protocol.changed-now", "answer", v.Words.T("answer."+string(q.Cell.Answer)))})
	}
	return s.page(w, http.StatusUnprocessableEntity, page)
}

// seeChange goes back to the choices, which say what was done.
func seeChange(w http.ResponseWriter, r *http.Request, v *Visit, change string) error {
	q := url.Values{"change": {change}}
	if r.FormValue("set") == string(sharing.WithoutCapacity) {
		q.Set("set", r.FormValue("set"))
	}
	http.Redirect(w, r, v.Place.Base()+"/sharing?"+q.Encode(), http.StatusSeeOther)
	return nil
}

// sharingUndo takes the last change back.
func (s *Site) sharingUndo(w http.ResponseWriter, r *http.Request, v *Visit) error {
	change, undo := r.PostFormValue("change"), r.PostFormValue("undo")
	if !id.Valid(change) || !id.Valid(undo) {
		return errs.Missing("web.sharingUndo")
	}
	if err := s.Protocol.Undo(r.Context(), v.Person.ID, v.Place.ID, change, undo); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/sharing", "done.undone")
}
