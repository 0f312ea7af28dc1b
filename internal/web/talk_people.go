package web

import (
	"net/http"

	"trialogue/internal/conversation"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// talkThread finds the conversation in the path, as the visitor may see it.
func (s *Site) talkThread(r *http.Request, v *Visit) (conversation.Thread, string, error) {
	c := r.PathValue("conversation")
	if !id.Valid(c) {
		return conversation.Thread{}, "", errs.Missing("web.talkThread")
	}
	th, err := s.Conversations.Peek(r.Context(), v.Person.ID, v.Place.ID, id.Entry(c))
	return th, v.Place.Base() + "/talk/" + c, err
}

// talkPeople says who is in a conversation since when, and who could come.
func (s *Site) talkPeople(w http.ResponseWriter, r *http.Request, v *Visit) error {
	th, base, err := s.talkThread(r, v)
	if err != nil {
		return err
	}
	limits := talkLimits(v)
	section := ui.ListSection{ID: "people", Title: v.Words.T("talk.who-is-in"), Note: &limits}
	if th.Team {
		section.Say = append(section.Say, ui.Say(v.Words, "talk.team-in"))
	}
	for _, m := range th.People {
		came := th.Came[m.Person]
		item := ui.Item{Who: person(v, m), Text: ui.Say(v.Words, "talk.since", "date", v.Words.Date(timeOf(came.Made)), "by", nameSaid(v, string(came.By)))}
		if th.MayEnd(m) {
			end := ui.Post(v.Words.T("talk.take-out", "name", triangle.FirstName(m.Name)), base+"/people/"+string(m.Person)+"/end")
			if m.Person == v.Person.ID {
				end.Text = v.Words.T("talk.leave")
			}
			item.Actions = []ui.Action{end}
		}
		section.Items = append(section.Items, item)
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("talk.people"), Lead: th.Words(), BackTo: &ui.Link{Href: base, Text: v.Words.T("talk.back")}, Sections: []ui.ListSection{section, talkMore(v, th, base)}}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

// talkMore says who can bring somebody in.
func talkMore(v *Visit, th conversation.Thread, base string) ui.ListSection {
	out := ui.ListSection{ID: "more", Title: v.Words.T("talk.add")}
	switch {
	case !th.MayAdd:
		out.Say = []ui.Rich{ui.Say(v.Words, "talk.add-only", "name", triangle.FirstName(giver(v, th.GivenBy).Name))}
	case len(th.Joins) == 0:
		out.Say = []ui.Rich{ui.Say(v.Words, "talk.add-nobody")}
	default:
		out.Say = []ui.Rich{ui.Say(v.Words, "talk.add-after")}
		out.Actions = []ui.Action{ui.Do(v.Words.T("talk.add"), base+"/people/add")}
		return out
	}
	out.Actions = []ui.Action{ui.Also(v.Words.T("talk.new"), v.Place.Base()+"/talk/new")}
	return out
}

// talkAddForm asks whom to bring in.
func (s *Site) talkAddForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	th, base, err := s.talkThread(r, v)
	if err == nil && !th.MayAdd {
		err = errs.Missing("web.talkAddForm")
	}
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.talkAddPage(r, v, th, base))
}

func (s *Site) talkAddPage(r *http.Request, v *Visit, th conversation.Thread, base string) *ui.FormPage {
	limits := talkLimits(v)
	return &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("talk.add"), Lead: th.Words(), BackTo: &ui.Link{Href: base + "/people", Text: v.Words.T("talk.people")}, Action: base + "/people",
		Hidden: []ui.Hidden{{Name: "id", Value: id.New()}}, Button: v.Words.T("talk.add"), After: []ui.Rich{ui.Say(v.Words, "talk.add-after")},
		Parts: append(talkAddParts(r, v, th), ui.FormPart{Note: &limits}),
	}
}

func talkAddParts(r *http.Request, v *Visit, th conversation.Thread) []ui.FormPart {
	who := &ui.Options{ID: "person", Name: "person", Legend: v.Words.T("talk.add-whom")}
	for _, m := range th.Joins {
		who.Items = append(who.Items, ui.Option{Value: string(m.Person), Label: m.Name, Hint: roleOf(v, m), Checked: r.PostFormValue("person") == string(m.Person)})
	}
	earlier := &ui.Options{ID: "earlier", Name: "earlier", Many: true, Legend: v.Words.T("talk.add-earlier"), Items: []ui.Option{{Value: "1", Label: v.Words.T("talk.add-earlier-yes"), Checked: r.PostFormValue("earlier") != ""}}}
	return []ui.FormPart{{Options: who}, {Options: earlier}}
}

func (s *Site) talkAdd(w http.ResponseWriter, r *http.Request, v *Visit) error {
	th, base, err := s.talkThread(r, v)
	if err != nil {
		return err
	}
	j := conversation.Join{ID: r.PostFormValue("id"), Triangle: v.Place.ID, In: th.Shown.Entry, Person: id.Person(r.PostFormValue("person")), Earlier: r.PostFormValue("earlier") != ""}
	if !id.Valid(j.ID) {
		j.ID = id.New()
	}
	if err := s.Conversations.Add(r.Context(), v.Person.ID, j); err != nil {
		return s.formAgain(w, v, s.talkAddPage(r, v, th, base), err)
	}
	return seeOther(w, r, base+"/people", "done.talk-came")
}

// talkLeave ends that somebody is in it. The button asks first by what it says.
func (s *Site) talkLeave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	th, base, err := s.talkThread(r, v)
	if err != nil {
		return err
	}
	p := id.Person(r.PathValue("person"))
	if err := s.Conversations.Leave(r.Context(), v.Person.ID, v.Place.ID, th.Shown.Entry, p); err != nil {
		return err
	}
	return seeOther(w, r, base, "done.talk-left")
}

// talkYesForm asks the service user whether the carers here are told directly.
func (s *Site) talkYesForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	th, base, err := s.talkThread(r, v)
	if err != nil {
		return err
	}
	if !v.Place.Is(sharing.ServiceUser) || !th.Has(th.Me) {
		return errs.Missing("web.talkYesForm")
	}
	return s.page(w, http.StatusOK, s.talkYesPage(v, th, base))
}

// The answers to that question.
const (
	yesFromNow = "yes"
	yesSoFar   = "so-far"
	yesNot     = "no"
)

func (s *Site) talkYesPage(v *Visit, th conversation.Thread, base string) *ui.FormPage {
	carers := carersSaid(v, th.State)
	o := &ui.Options{ID: "answer", Name: "answer", Legend: v.Words.T("talk.yes-question", "names", carers), Items: []ui.Option{
		{Value: yesFromNow, Label: v.Words.T("talk.yes-now"), Hint: v.Words.T("talk.yes-now-hint", "names", carers)},
		{Value: yesSoFar, Label: v.Words.T("talk.yes-so-far"), Hint: v.Words.T("talk.yes-so-far-hint")},
		{Value: yesNot, Label: v.Words.T("talk.yes-no"), Hint: v.Words.T("talk.yes-no-hint")},
	}}
	lines := ui.Say(v.Words, "talk.yes-means", "names", carers)
	limits := talkLimits(v)
	return &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("talk.yes-title"), Lead: th.Words(), BackTo: &ui.Link{Href: base, Text: v.Words.T("talk.back")}, Action: base + "/yes", Button: v.Words.T("sharing.save"),
		Hidden: []ui.Hidden{{Name: "id", Value: id.New()}}, Parts: []ui.FormPart{{Say: &lines}, {Options: o}, {Note: &limits}}, After: []ui.Rich{ui.Say(v.Words, "talk.yes-after")},
	}
}

func (s *Site) talkYes(w http.ResponseWriter, r *http.Request, v *Visit) error {
	th, base, err := s.talkThread(r, v)
	if err != nil {
		return err
	}
	a := conversation.Consent{ID: r.PostFormValue("id")}
	if !id.Valid(a.ID) {
		a.ID = id.New()
	}
	done := "done.talk-yes"
	switch r.PostFormValue("answer") {
	case yesFromNow:
		a.Yes = true
	case yesSoFar:
		a.Yes, a.SoFar = true, true
	case yesNot:
		done = "done.talk-no"
	default:
		if !v.Place.Is(sharing.ServiceUser) || !th.Has(th.Me) {
			return errs.Missing("web.talkYes")
		}
		var p errs.Problems
		p.Add("answer", "talk.yes-missing")
		return s.formAgain(w, v, s.talkYesPage(v, th, base), p.Err("web.talkYes"))
	}
	if err := s.Conversations.Agree(r.Context(), v.Person.ID, v.Place.ID, th.Shown.Entry, a); err != nil {
		return err
	}
	return seeOther(w, r, base, done)
}

// talkEarlierForm asks a writer whether somebody who came later may read what they wrote before.
func (s *Site) talkEarlierForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.talkEarlierPage(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) talkEarlierPage(r *http.Request, v *Visit) (*ui.FormPage, error) {
	c := r.PathValue("conversation")
	if !id.Valid(c) {
		return nil, errs.Missing("web.talkEarlierPage")
	}
	e, err := s.Conversations.AskedEarlier(r.Context(), v.Person.ID, v.Place.ID, id.Entry(c), id.Person(r.PathValue("person")))
	if err != nil {
		return nil, err
	}
	name, base := triangle.FirstName(e.Who.Name), v.Place.Base()+"/talk/"+c
	o := &ui.Options{ID: "earlier", Name: "earlier", Legend: v.Words.T("talk.earlier-question", "name", name), Items: []ui.Option{
		{Value: string(conversation.EarlierYes), Label: v.Words.T("talk.earlier-yes"), Hint: v.Words.T("talk.earlier-yes-hint")},
		{Value: string(conversation.EarlierNo), Label: v.Words.T("talk.earlier-no"), Hint: v.Words.T("talk.earlier-no-hint", "name", name), Checked: e.Said == conversation.EarlierNo},
	}}
	say, limits := ui.Say(v.Words, "talk.earlier-means", "name", name, "date", v.Words.Date(timeOf(e.Came))), talkLimits(v)
	return &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("talk.earlier-title"), Lead: e.Words(), BackTo: &ui.Link{Href: base, Text: v.Words.T("talk.back")}, Action: v.Path, Button: v.Words.T("sharing.save"),
		Parts: []ui.FormPart{{Say: &say}, {Options: o}, {Note: &limits}},
	}, nil
}

func (s *Site) talkEarlier(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.talkEarlierPage(r, v)
	if err != nil {
		return err
	}
	what := conversation.What(r.PostFormValue("earlier"))
	base := v.Place.Base() + "/talk/" + r.PathValue("conversation")
	if err := s.Conversations.AnswerEarlier(r.Context(), v.Person.ID, v.Place.ID, id.Entry(r.PathValue("conversation")), id.Person(r.PathValue("person")), what); err != nil {
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, base, "done.talk-"+string(what))
}
