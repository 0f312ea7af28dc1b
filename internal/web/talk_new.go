package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"trialogue/internal/conversation"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// talkNewForm asks with whom, and then for the first message.
func (s *Site) talkNewForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind != triangle.Three {
		return errs.Missing("web.talkNewForm")
	}
	q := r.URL.Query()
	d, kept, err := s.talkKept(r, v, q.Get("draft"))
	if err != nil {
		return err
	}
	if !kept {
		d = talkOf(v, q)
		d.fresh = true
	}
	professional := v.Place.Is(sharing.Professional)
	if q.Get("question") != "" && len(d.People) == 0 && !professional {
		d.Team = true
	}
	if len(d.People) == 0 && (!d.Team || professional) {
		return s.page(w, http.StatusOK, s.talkWithPage(v, nil))
	}
	if d.fresh {
		d.Question = d.Team && !professional
	}
	return s.talkNewPage(w, r, v, d, nil)
}

// talkWithPage asks with whom somebody wants to talk.
func (s *Site) talkWithPage(v *Visit, chosen []string) *ui.FormPage {
	o := &ui.Options{ID: "with", Name: "with", Many: true, Legend: v.Words.T("talk.with-whom"), Hint: v.Words.T("talk.with-hint-" + string(v.Place.Me.Corner))}
	add := func(value, label, hint string) {
		o.Items = append(o.Items, ui.Option{Value: value, Label: label, Hint: hint, Checked: slices.Contains(chosen, value)})
	}
	if !v.Place.Is(sharing.Professional) {
		add(string(conversation.TheTeam), v.Words.T("talk.team-as-one"), v.Words.T("talk.team-as-one-hint", "names", names(v.Place.At(sharing.Professional, v.Now))))
	}
	for _, corner := range []sharing.Corner{sharing.ServiceUser, sharing.Carer} {
		for _, m := range v.Place.At(corner, v.Now) {
			if m.Person != v.Person.ID {
				add(string(m.Person), m.Name, roleOf(v, m))
			}
		}
	}
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("talk.new"), Lead: v.Words.T("talk.new-lead"), Action: v.Place.Base() + "/talk/with", Button: v.Words.T("talk.go-on"),
		BackTo: &ui.Link{Href: v.Place.Base() + "/talk", Text: v.Words.T("talk.title")}, Parts: []ui.FormPart{{Options: o}},
		After: []ui.Rich{talkLimits(v).Text},
	}
	if !v.Place.Is(sharing.ServiceUser) {
		page.After = append([]ui.Rich{ui.Say(v.Words, "talk.yes-first", "about", v.Place.For())}, page.After...)
	}
	return page
}

// talkWith leads to the form for those who were chosen.
func (s *Site) talkWith(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind != triangle.Three {
		return errs.Missing("web.talkWith")
	}
	if err := r.ParseForm(); err != nil {
		return errs.E(errs.Invalid, "web.talkWith", "", err)
	}
	q := url.Values{}
	for _, one := range r.PostForm["with"] {
		if one == string(conversation.TheTeam) || id.Valid(one) {
			q.Add("with", one)
		}
	}
	if len(q) == 0 {
		var p errs.Problems
		p.Add("with", "talk.with-missing")
		return s.formAgain(w, v, s.talkWithPage(v, r.PostForm["with"]), p.Err("web.talkWith"))
	}
	http.Redirect(w, r, v.Place.Base()+"/talk/new?"+q.Encode(), http.StatusSeeOther)
	return nil
}

// talkNewPage is the form of the first message, with what is wrong with it.
func (s *Site) talkNewPage(w http.ResponseWriter, r *http.Request, v *Visit, d talkDraft, problem error) error {
	if problem != nil && !errs.Is(problem, errs.Invalid) {
		return problem
	}
	form, err := s.talkForm(r, v, d)
	if err != nil {
		return err
	}
	page := &ui.TalkNew{
		Base: s.base(v), Title: v.Words.T("talk.new"), Lead: v.Words.T("talk.write-lead"), BackTo: &ui.Link{Href: v.Place.Base() + "/talk", Text: v.Words.T("talk.title")},
		Limits: talkBox(v), Change: ui.Link{Href: v.Place.Base() + "/talk/new", Text: v.Words.T("talk.change-with")}, Form: *form,
	}
	if d.Team || v.Place.Is(sharing.Professional) {
		page.With = append(page.With, ui.Person{Name: v.Words.T("triangle.the-team"), Initials: v.Words.T("triangle.team-short"), Corner: ui.Professional})
	}
	for _, p := range d.People {
		if m, ok := v.Place.Member(p); ok && m.Here(v.Now) {
			page.With = append(page.With, person(v, m))
		}
	}
	status := http.StatusOK
	if problem != nil {
		withErrors(&page.Base, v, problem)
		status = http.StatusUnprocessableEntity
	}
	return s.page(w, status, page)
}

// talkForm is the form of a message, in a new conversation or in one that is there.
func (s *Site) talkForm(r *http.Request, v *Visit, d talkDraft) (*ui.TalkForm, error) {
	audience, form, err := s.talkSets(r, v, d)
	if err != nil {
		return nil, err
	}
	keep := string(d.In)
	if d.In == "" {
		keep = "new"
	}
	f := &ui.TalkForm{
		Title: v.Words.T("talk.write"), Action: d.base(v), AudienceHref: d.base(v) + "/audience", Audience: audience, AboutWho: v.Place.For(),
		Hidden: append(d.to(), ui.Hidden{Name: "draft", Value: string(d.Message.ID)}),
		Say:    ui.Field{ID: "say", Name: "say", Label: v.Words.T("talk.say"), Rows: 6, Value: d.Text, MaxLength: conversation.TextMost, Keep: "talk/" + string(v.Place.ID) + "/" + keep},
		Names:  ui.Field{ID: "names", Name: "names", Label: v.Words.T("write.names"), Hint: v.Words.T("write.names-hint"), Value: strings.Join(d.Names, ", "), Plainly: true},
		File:   ui.Field{ID: "file", Name: "file", Type: "file", Label: v.Words.T("write.file"), Hint: fileHint(v, entry.Draft{Files: d.Files}), Accept: "application/pdf,image/jpeg,image/png,image/webp,image/gif", Plainly: true},
		About:  talkAbout(v, form, d.About),
	}
	if d.In == "" {
		f.Line = &ui.Field{ID: "line", Name: "line", Label: v.Words.T("talk.line"), Hint: v.Words.T("talk.line-hint"), Value: d.Line, MaxLength: conversation.LineMost}
		f.Topic = &ui.Select{ID: "topic", Name: "topic", Label: v.Words.T("talk.topic"), Hint: v.Words.T("talk.topic-hint"), Items: topicOptions(v, d.Topic), Asks: true}
	}
	if form.Question {
		f.Question = &ui.Options{ID: "question", Name: "question", Many: true, Legend: v.Words.T("talk.question"), Hint: v.Words.T("talk.question-hint", "count", max(1, v.Place.Team.ReplyDays)),
			Items: []ui.Option{{Value: "1", Label: v.Words.T("talk.question-yes"), Checked: d.Question}}}
	}
	if form.Confidence {
		chosen := d.Confidence
		if chosen == "" {
			chosen = form.Usual
		}
		asks := &ui.Write{Base: ui.Base{Words: v.Words}, About: v.Place.For(), Team: names(v.Place.At(sharing.Professional, v.Now)), Lead: leadName(v)}
		f.Confidence = &ui.Options{ID: "confidence", Name: "confidence", Legend: v.Words.T("write.who-may-know"), Items: asks.ConfidenceOptions(string(chosen), len(v.Place.At(sharing.Carer, v.Now)))}
		f.Limits = true
	}
	return f, nil
}

// talkAbout asks whom it is about, the usual first.
func talkAbout(v *Visit, form conversation.Form, chosen string) *ui.Select {
	out := &ui.Select{ID: "about", Name: "about", Label: v.Words.T("talk.about"), Hint: v.Words.T("talk.about-hint-" + string(v.Place.Me.Corner)), Plainly: true, Asks: true}
	for _, one := range form.About {
		label := v.Words.T("talk.about-nobody")
		if m, ok := v.Place.Member(id.Person(one)); ok {
			label = triangle.FirstName(m.Name)
			if m.Person == v.Person.ID {
				label = v.Words.T("talk.about-me")
			}
		}
		out.Items = append(out.Items, ui.Option{Value: one, Label: label, Checked: one == chosen})
	}
	return out
}
