package web

import (
	"net/http"
	"net/url"
	"strconv"

	"trialogue/internal/conversation"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// talk shows a page of a conversation, and the form for the next message.
func (s *Site) talk(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c := r.PathValue("conversation")
	if !id.Valid(c) {
		return errs.Missing("web.talk")
	}
	d, kept, err := s.talkKept(r, v, r.URL.Query().Get("draft"))
	if err != nil {
		return err
	}
	if !kept || d.In != id.Entry(c) {
		d = talkOf(v, url.Values{})
		d.In, d.fresh = id.Entry(c), true
	}
	q := r.URL.Query()
	f := conversation.Find{Before: placeOf(q)}
	if id.Valid(q.Get("see")) {
		f.Around = id.Entry(q.Get("see"))
	}
	return s.talkPage(w, r, v, talkSight{d, f}, nil)
}

// talkFind looks for words in a conversation. What is looked for stands in no address.
func (s *Site) talkFind(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c := r.PathValue("conversation")
	if !id.Valid(c) {
		return errs.Missing("web.talkFind")
	}
	if err := r.ParseForm(); err != nil {
		return errs.E(errs.Invalid, "web.talkFind", "", err)
	}
	d := talkOf(v, url.Values{})
	d.In, d.fresh = id.Entry(c), true
	return s.talkPage(w, r, v, talkSight{d, conversation.Find{Query: plain.Line(r.PostFormValue("q")), Before: placeOf(r.PostForm)}}, nil)
}

// talkSight is a draft, and what of the conversation stands above it.
type talkSight struct {
	talkDraft
	find conversation.Find
}

// talkPage is the page with a draft in its form, and what is wrong with it.
func (s *Site) talkPage(w http.ResponseWriter, r *http.Request, v *Visit, d talkSight, problem error) error {
	if problem != nil && !errs.Is(problem, errs.Invalid) {
		return problem
	}
	f := d.find
	th, err := s.Conversations.Read(r.Context(), v.Person.ID, v.Place.ID, d.In, f)
	if err != nil {
		return err
	}
	base := d.base(v)
	page := &ui.Talk{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/talk", Text: v.Words.T("talk.title")}, Title: th.Words(), Limits: talkBox(v),
		Lead: v.Words.T("talk.with-names", "names", withSaid(v, th.State)), Query: f.Query, FindAction: base + "/find", Waiting: s.talkNotes(v, th),
		Links: []ui.Link{{Href: base + "/people", Text: v.Words.T("talk.people")}},
	}
	page.Notice = notice(v, r)
	for _, m := range th.Messages {
		page.Messages = append(page.Messages, talkMessage(v, th, m))
	}
	if len(th.Messages) == 0 {
		page.Empty = &ui.Empty{Title: v.Words.T("talk.nothing-here")}
	}
	talkTurns(v, page, base, f, th)
	if th.Has(th.Me) {
		if page.Form, err = s.talkForm(r, v, d.talkDraft); err != nil {
			return err
		}
		page.Form.Answers = talkAnswers(v, th, d.talkDraft)
	}
	status := http.StatusOK
	if problem != nil {
		withErrors(&page.Base, v, problem)
		status = http.StatusUnprocessableEntity
	}
	return s.page(w, status, page)
}

// talkTurns lead to what was said before, and back to the newest.
func talkTurns(v *Visit, page *ui.Talk, base string, f conversation.Find, th conversation.Thread) {
	if f.Query != "" || f.Before != (disclose.Place{}) || f.Around != "" {
		page.Newest = &ui.Link{Href: base, Text: v.Words.T("talk.newest")}
	}
	if th.Earlier == (disclose.Place{}) {
		return
	}
	at := strconv.FormatInt(th.Earlier.At, 10)
	if f.Query == "" {
		q := url.Values{"before": {at}, "entry": {string(th.Earlier.Entry)}}
		page.Earlier = &ui.Link{Href: base + "?" + q.Encode() + "#messages", Text: v.Words.T("talk.earlier")}
		return
	}
	further := ui.Post(v.Words.T("talk.look-back"), page.FindAction, ui.Hidden{Name: "q", Value: f.Query}, ui.Hidden{Name: "before", Value: at}, ui.Hidden{Name: "entry", Value: string(th.Earlier.Entry)})
	page.Further = &further
}

// talkMessage draws a message with its writer, and what is known of it.
func talkMessage(v *Visit, th conversation.Thread, m disclose.Shown) ui.Entry {
	m.Known = false // it is said to them here
	e := drawEntry(v, m, "m-"+string(m.Entry))
	e.Topic, e.Kind, e.Href = "", "", ""
	if m.Latest > 1 {
		e.Kind = v.Words.T("entry.corrected")
	}
	if m.Class != sharing.Personal {
		e.Audience = ""
	}
	if q, ok := th.Waits[m.Entry]; ok {
		e.Kind = v.Words.T("kind.question")
		e.Note = waitsSaid(v, q)
		if q.Answer != "" {
			e.Actions = append(e.Actions, ui.Go(v.Words.T("talk.see-answer"), v.Place.Base()+"/talk/"+string(th.Shown.Entry)+"?see="+string(q.Answer)+"#m-"+string(q.Answer)))
		}
	}
	if read := th.Read[m.Entry]; len(read) > 0 {
		var who []triangle.Member
		for _, p := range read {
			if one, ok := v.Place.Member(p); ok {
				who = append(who, one)
			}
		}
		e.Note = joinSentences(e.Note, v.Words.T("talk.has-read", "names", names(who)))
	}
	at := v.Place.Base() + "/entry/" + string(m.Entry)
	if m.Mine {
		e.Actions = append(e.Actions, ui.Go(v.Words.T("entry.correct"), at+"/correct"))
	}
	for _, f := range m.Files {
		e.Actions = append(e.Actions, ui.Go(v.Words.T("entry.open-file", "name", f.Words), at+"/file/"+f.File))
	}
	return append1(e, talkMarkAction(v, th, m))
}

func joinSentences(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}

func append1(e ui.Entry, a *ui.Action) ui.Entry {
	if a != nil {
		e.Actions = append(e.Actions, *a)
	}
	return e
}

// talkMarkAction lets a professional say that words of the team, written after a
// question, answer it.
func talkMarkAction(v *Visit, th conversation.Thread, m disclose.Shown) *ui.Action {
	writer, _ := v.Place.Member(m.GivenBy)
	if len(th.Open) == 0 || writer.Corner != sharing.Professional || m.Made < th.Open[0].Made {
		return nil
	}
	a := ui.Post(v.Words.T("talk.mark"), v.Place.Base()+"/talk/"+string(th.Shown.Entry)+"/answer",
		ui.Hidden{Name: "question", Value: string(th.Open[0].Entry)}, ui.Hidden{Name: "message", Value: string(m.Entry)})
	a.More = quote(th.Open[0].Words())
	return &a
}

// talkAnswers asks a professional which question a message answers; the one that
// waits longest is meant, if nothing else is said.
func talkAnswers(v *Visit, th conversation.Thread, d talkDraft) *ui.Options {
	if len(th.Open) == 0 {
		return nil
	}
	if d.fresh {
		d.Answers = th.Open[0].Entry
	}
	o := &ui.Options{ID: "answers", Name: "answers", Legend: v.Words.T("talk.answers")}
	for _, q := range th.Open {
		o.Items = append(o.Items, ui.Option{Value: string(q.Entry), Label: quote(beginning(q.Words())), Checked: q.Entry == d.Answers})
	}
	o.Items = append(o.Items, ui.Option{Value: "", Label: v.Words.T("talk.answers-none"), Checked: d.Answers == ""})
	return o
}

// talkNotes are what waits here, and what somebody who came later should know.
func (s *Site) talkNotes(v *Visit, th conversation.Thread) []ui.NoteBox {
	var out []ui.NoteBox
	base := v.Place.Base() + "/talk/" + string(th.Shown.Entry)
	switch {
	case !th.YesWaits:
		if v.Place.Is(sharing.ServiceUser) && th.Agreed && mayBeSeen(v) {
			out = append(out, ui.NoteBox{Text: ui.Say(v.Words, "talk.yes-given"), Actions: []ui.Action{ui.Go(v.Words.T("talk.yes-change"), base+"/yes")}})
		}
	case !v.Place.Is(sharing.ServiceUser):
		out = append(out, ui.NoteBox{Text: ui.Say(v.Words, "talk.yes-waits", "about", v.Place.For())})
	case mayBeSeen(v):
		out = append(out, ui.NoteBox{Text: ui.Say(v.Words, "talk.yes-ask", "names", carersSaid(v, th.State)), Actions: []ui.Action{ui.Do(v.Words.T("talk.yes-decide"), base+"/yes")}})
	}
	if !th.Has(th.Me) {
		out = append(out, ui.NoteBox{Text: ui.Say(v.Words, "talk.not-in-it")})
	} else if came, late := th.Late(v.Person.ID); late {
		out = append(out, ui.NoteBox{Text: ui.Say(v.Words, "talk.you-came", "date", v.Words.Date(timeOf(came.Made)))})
	}
	for _, m := range th.Asks {
		out = append(out, ui.NoteBox{
			Text: ui.Say(v.Words, "talk.earlier-ask", "name", triangle.FirstName(m.Name)), Actions: []ui.Action{ui.Go(v.Words.T("talk.earlier-decide"), base+"/earlier/"+string(m.Person))},
		})
	}
	return out
}

// carersSaid names the carers who are in it.
func carersSaid(v *Visit, st conversation.State) string {
	var out []triangle.Member
	for _, m := range st.People {
		if m.Corner == sharing.Carer {
			out = append(out, m)
		}
	}
	return names(out)
}

// talkMark says that a message answers a question.
func (s *Site) talkMark(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c, q, m := r.PathValue("conversation"), r.PostFormValue("question"), r.PostFormValue("message")
	if !id.Valid(c) || !id.Valid(q) || !id.Valid(m) {
		return errs.Missing("web.talkMark")
	}
	if err := s.Conversations.Mark(r.Context(), v.Person.ID, v.Place.ID, id.Entry(c), id.Entry(q), id.Entry(m)); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/talk/"+c, "done.talk-answered")
}
