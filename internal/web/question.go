package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"trialogue/internal/candour"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// askOf reads what a question is about. The draft's id was drawn with the form.
func askOf(v *Visit, q url.Values) candour.Ask {
	a := candour.Ask{
		Draft: id.Entry(q.Get("draft")), Triangle: v.Place.ID, Seen: sightingKey(q), Topic: q.Get("topic"), Text: q.Get("say"),
	}
	if !id.Valid(string(a.Draft)) {
		a.Draft = id.Entry(id.New())
	}
	if id.Valid(q.Get("entry")) {
		a.About, a.Topic = id.Entry(q.Get("entry")), ""
	}
	return a
}

// questionForm asks for a question about an entry, about one sighting, or to the team.
func (s *Site) questionForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.questionPageFor(r, v, askOf(v, r.URL.Query()))
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) questionPageFor(r *http.Request, v *Visit, a candour.Ask) (*ui.FormPage, error) {
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("candour.question-title"), Lead: v.Words.T("candour.question-lead"), Action: v.Place.Base() + "/question",
		BackTo: &ui.Link{Href: v.Place.Base() + "/seen", Text: v.Words.T("candour.back-to-seen")}, Button: v.Words.T("candour.question-send"),
	}
	page.Hidden = []ui.Hidden{{Name: "draft", Value: string(a.Draft)}, {Name: "entry", Value: string(a.About)}}
	if a.Seen != (candour.SightingKey{}) {
		page.Hidden = append(page.Hidden, ui.Hidden{Name: "who", Value: string(a.Seen.Viewer)}, ui.Hidden{Name: "at", Value: strconv.FormatInt(a.Seen.At, 10)})
		said := ui.Say(v.Words, "candour.question-seen", "viewer", viewerName(v, a.Seen.Viewer), "date", whenOf(v, a.Seen.At))
		page.Parts = append(page.Parts, ui.FormPart{Note: &ui.NoteBox{Text: said}})
	}
	if a.About == "" {
		page.Parts = append(page.Parts, ui.FormPart{Select: &ui.Select{ID: "topic", Name: "topic", Label: v.Words.T("candour.question-topic"), Items: questionTopics(v, a.Topic)}})
	}
	note, err := s.teamLimits(r, v)
	if err != nil {
		return nil, err
	}
	if note != nil {
		page.Parts = append(page.Parts, ui.FormPart{Note: note})
	}
	page.Parts = append(page.Parts, ui.FormPart{Field: &ui.Field{
		ID: "say", Name: "say", Label: v.Words.T("candour.question-say"), Rows: 5, Value: a.Text, MaxLength: candour.TextMost, Keep: "question/" + string(a.About),
	}})
	return page, s.questionAudience(r, v, a, page)
}

// questionTopics are those of the reader's corner, and "the team" to begin with.
func questionTopics(v *Visit, chosen string) []ui.Option {
	if chosen == "" {
		chosen = "team"
	}
	return topicOptions(v, chosen)[1:]
}

// questionAudience says who will see the question and who will answer it.
func (s *Site) questionAudience(r *http.Request, v *Visit, a candour.Ask, page *ui.FormPage) error {
	if a.About == "" && a.Topic == "" {
		a.Topic = "team"
	}
	hearers, owner, err := s.Candour.Audience(r.Context(), v.Person.ID, a)
	if errs.Is(err, errs.Invalid) {
		withErrors(&page.Base, v, err)
		return nil
	}
	if err != nil {
		return err
	}
	set := hearersSet(v, hearers)
	page.Audience = &set
	page.After = []ui.Rich{ui.Say(v.Words, "candour.question-owner", "name", owner.Name, "count", max(1, v.Place.Team.ReplyDays))}
	return nil
}

func (s *Site) questionSend(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := r.ParseForm(); err != nil {
		return errs.E(errs.Invalid, "web.questionSend", "", err)
	}
	a := askOf(v, r.PostForm)
	e, err := s.Candour.Raise(r.Context(), v.Person.ID, a)
	if errs.Is(err, errs.Invalid) {
		page, pageErr := s.questionPageFor(r, v, a)
		if pageErr != nil {
			return pageErr
		}
		page.Errors = nil
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/question/"+string(e), "done.question")
}

// questions lists what the visitor asked, or has to answer.
func (s *Site) questions(w http.ResponseWriter, r *http.Request, v *Visit) error {
	found, err := s.Candour.Questions(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	base := v.Place.Base()
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("candour.my-questions"), BackTo: &ui.Link{Href: base + "/seen", Text: v.Words.T("candour.back-to-seen")}}
	section := ui.ListSection{ID: "questions"}
	if v.Place.Is(sharing.Professional) {
		page.Title = v.Words.T("candour.questions-to-answer")
	} else if canAsk(v) {
		page.Actions = []ui.Action{ui.Do(v.Words.T("candour.ask-team"), base+"/talk/new?question=1")}
	}
	for _, a := range found {
		who, _ := v.Place.Member(a.GivenBy)
		item := ui.Item{Who: person(v, who), When: whenOf(v, a.Made), Text: ui.Say(v.Words, "candour.question-line", "words", quote(a.Words()), "state", questionState(v, a))}
		open := ui.Go(v.Words.T("candour.question-open"), base+"/question/"+string(a.Entry))
		open.More = quote(a.Words())
		item.Actions = []ui.Action{open}
		section.Items = append(section.Items, item)
	}
	if len(found) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("candour.no-questions")}
	}
	page.Sections = []ui.ListSection{section}
	return s.page(w, http.StatusOK, page)
}

// questionState says who answers by when, that it is late, or when it was answered.
func questionState(v *Visit, a candour.Asked) string {
	d := a.Duty
	switch {
	case d.ID == "":
		return ""
	case !d.Open():
		return v.Words.T("candour.state-answered", "name", answererName(v, d.DoneBy), "date", v.Words.Date(time.UnixMicro(d.Done)))
	case d.Late(v.Now):
		return v.Words.T("candour.state-late", "name", answererName(v, d.Owner), "date", v.Words.Date(time.UnixMicro(d.Due)))
	}
	return v.Words.T("candour.state-open", "name", answererName(v, d.Owner), "date", v.Words.Date(time.UnixMicro(d.Due)))
}

// answererName is who owes the answer. Somebody who has left owes nothing more: the team does.
func answererName(v *Visit, p id.Person) string {
	if m, ok := v.Place.Member(p); ok && m.Here(v.Now) {
		return triangle.FirstName(m.Name)
	}
	return v.Words.T("candour.the-team")
}
