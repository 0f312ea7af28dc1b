package web

import (
	"net/http"
	"net/url"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// matterDraft reads whom a matter concerns and what it is about.
func matterDraft(r *http.Request, v *Visit) (expertise.MatterDraft, error) {
	if err := r.ParseForm(); err != nil {
		return expertise.MatterDraft{}, errs.E(errs.Invalid, "web.matterDraft", "", err)
	}
	d := expertise.MatterDraft{
		ID: id.Entry(id.New()), Triangle: v.Place.ID, Topic: r.Form.Get("topic"), Text: r.Form.Get("say"), Confidence: sharing.Confidence(r.Form.Get("confidence")),
	}
	if drawn := r.Form.Get("draft"); id.Valid(drawn) {
		d.ID = id.Entry(drawn)
	}
	for _, one := range r.Form["with"] {
		if one == teamOfNow {
			d.Team = true
			continue
		}
		d.With = append(d.With, id.Person(one))
	}
	return d, nil
}

// viewsNew asks first whom it concerns, and then, with everybody who will read it
// beside the box, for the sentence itself.
func (s *Site) viewsNew(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind == triangle.File || v.Place.Me.Corner == triangle.AtSupport {
		return errs.Missing("web.viewsNew")
	}
	d, err := matterDraft(r, v)
	if err != nil {
		return err
	}
	if len(d.With) == 0 || r.Form.Get("change") != "" {
		if v.Place.Is(sharing.Carer) && d.Confidence == "" {
			d.Confidence = sharing.Named
		}
		return s.page(w, http.StatusOK, s.viewsFirst(v, d))
	}
	page, err := s.viewsSecond(r, v, d)
	if errs.Is(err, errs.Invalid) {
		return s.formAgain(w, v, s.viewsFirst(v, d), err)
	}
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// viewsFirst asks what it is about and whom it concerns.
func (s *Site) viewsFirst(v *Visit, d expertise.MatterDraft) *ui.FormPage {
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("views.new-title"), Lead: v.Words.T("views.new-lead"), Action: v.Place.Base() + "/views/new", Button: v.Words.T("views.next"),
		BackTo: &ui.Link{Href: v.Place.Base() + "/views", Text: v.Words.T("views.back")},
		Hidden: []ui.Hidden{{Name: "draft", Value: string(d.ID)}},
		Parts: []ui.FormPart{
			{Select: &ui.Select{ID: "topic", Name: "topic", Label: v.Words.T("views.topic"), Items: topicOptions(v, d.Topic)}},
			{Options: &ui.Options{ID: "with", Name: "with", Legend: v.Words.T("views.with"), Hint: v.Words.T("views.with-hint"), Many: true, Items: withOptions(v, d)}},
		},
	}
	switch {
	case v.Place.Is(sharing.Carer):
		page.Parts = append(page.Parts, ui.FormPart{Options: namedOptions(v, d.Confidence)})
	case v.Place.Is(sharing.ServiceUser):
		page.After = []ui.Rich{ui.Say(v.Words, "views.with-yes")}
	default:
		page.After = []ui.Rich{ui.Say(v.Words, "views.with-user-too", "about", v.Place.For())}
	}
	return page
}

// withOptions are the people of the triangle, in the fixed order, and the team.
func withOptions(v *Visit, d expertise.MatterDraft) []ui.Option {
	var out []ui.Option
	for _, corner := range []sharing.Corner{sharing.ServiceUser, sharing.Carer, sharing.Professional} {
		for _, m := range v.Place.At(corner, v.Now) {
			if m.Person == v.Person.ID {
				continue
			}
			hint := v.Words.T("corner." + string(m.Corner))
			if role := roleOf(v, m); role != "" {
				hint += ", " + role
			}
			out = append(out, ui.Option{Value: string(m.Person), Label: m.Name, Hint: hint, Checked: slices.Contains(d.With, m.Person)})
		}
	}
	return append(out, ui.Option{Value: teamOfNow, Label: v.Words.T("views.with-team"), Hint: v.Words.T("views.with-team-hint"), Checked: d.Team})
}

// namedOptions are the confidences in which a carer can give a view: each with a name.
func namedOptions(v *Visit, chosen sharing.Confidence) *ui.Options {
	words := ui.Write{Base: ui.Base{Words: v.Words}, About: v.Place.For(), Team: names(v.Place.At(sharing.Professional, v.Now)), Lead: leadName(v)}
	all := words.ConfidenceOptions(string(chosen), 1)
	all = slices.DeleteFunc(all, func(o ui.Option) bool { return !slices.Contains(expertise.Named(), sharing.Confidence(o.Value)) })
	for i := range all {
		all[i].Mark = ""
	}
	return &ui.Options{ID: "confidence", Name: "confidence", Legend: v.Words.T("write.who-may-know"), Hint: v.Words.T("views.confidence-hint"), Items: all}
}

// viewsNewNext checks whom it concerns, and goes on to the page that shows who will read it.
func (s *Site) viewsNewNext(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := matterDraft(r, v)
	if err != nil {
		return err
	}
	if _, err := s.Expertise.MatterAudience(r.Context(), v.Person.ID, d); err != nil {
		return s.formAgain(w, v, s.viewsFirst(v, d), err)
	}
	return seeOther(w, r, v.Place.Base()+"/views/new?"+matterQuery(d).Encode(), "")
}

func matterQuery(d expertise.MatterDraft) url.Values {
	q := url.Values{"topic": {d.Topic}, "draft": {string(d.ID)}}
	for _, p := range d.With {
		q.Add("with", string(p))
	}
	if d.Team {
		q.Add("with", teamOfNow)
	}
	if d.Confidence != "" {
		q.Set("confidence", string(d.Confidence))
	}
	return q
}

// viewsSecond is the box, with those beside it who will read what is written there.
func (s *Site) viewsSecond(r *http.Request, v *Visit, d expertise.MatterDraft) (*ui.FormPage, error) {
	hearers, err := s.Expertise.MatterAudience(r.Context(), v.Person.ID, d)
	if err != nil {
		return nil, err
	}
	set := addressedSet(v, hearers)
	set.Folded = true
	q := matterQuery(d)
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("views.say-title"), Lead: v.Words.T("views.say-lead"), Action: v.Place.Base() + "/views", Button: v.Words.T("views.say-button"), Audience: &set,
		Parts: []ui.FormPart{{Field: &ui.Field{
			ID: "say", Name: "say", Label: v.Words.T("views.say"), Hint: v.Words.T("views.say-hint", "most", expertise.MatterMost), Rows: 3, Value: d.Text, MaxLength: expertise.MatterMost, Keep: "views-new/" + string(v.Place.ID),
		}}},
	}
	for _, name := range []string{"draft", "topic", "with", "confidence"} {
		for _, value := range q[name] {
			page.Hidden = append(page.Hidden, ui.Hidden{Name: name, Value: value})
		}
	}
	q.Set("change", "1")
	page.BackTo = &ui.Link{Href: v.Place.Base() + "/views/new?" + q.Encode(), Text: v.Words.T("views.back-first")}
	return page, nil
}

// viewsOpen opens the matter. Sent twice, it is opened once.
func (s *Site) viewsOpen(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind == triangle.File {
		return errs.Missing("web.viewsOpen")
	}
	d, err := matterDraft(r, v)
	if err != nil {
		return err
	}
	e, err := s.Expertise.Open(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		page, pageErr := s.viewsSecond(r, v, d)
		if errs.Is(pageErr, errs.Invalid) { // whom it concerns is wrong too
			page, pageErr = s.viewsFirst(v, d), nil
		}
		if pageErr != nil {
			return pageErr
		}
		return s.formAgain(w, v, page, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/views/"+string(e), "done.views-open")
}
