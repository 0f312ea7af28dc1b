package web

import (
	"net/http"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/mention"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// talkNew takes the form of a new conversation, and talkSay that of a message.
func (s *Site) talkNew(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.talkTake(w, r, v)
}

func (s *Site) talkSay(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !id.Valid(r.PathValue("conversation")) {
		return errs.Missing("web.talkSay")
	}
	return s.talkTake(w, r, v)
}

// talkTake sends what was written where its writer had the true list of readers
// before them. Otherwise it shows the list first; nothing that was typed is lost.
func (s *Site) talkTake(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := s.talkPosted(r, v)
	if err != nil {
		return err
	}
	if err := s.talkThere(r, v, d); err != nil {
		return err
	}
	if r.PostFormValue("back") != "" {
		return s.talkAgain(w, r, v, d, nil)
	}
	if d.Files, err = s.attached(r); err != nil {
		return s.talkAgain(w, r, v, d, err)
	}
	later := r.PostFormValue("later") != ""
	if later || len(d.Files) > 0 {
		if err := s.Entries.Keep(r.Context(), v.Person.ID, d.kept()); err != nil {
			return s.talkAgain(w, r, v, d, err)
		}
	}
	if later {
		return seeOther(w, r, v.Place.Base()+"/kept", "done.kept")
	}
	if err := s.talkCheck(r, v, d); err != nil {
		return s.talkAgain(w, r, v, d, err)
	}
	set, err := s.talkSet(r, v, d)
	if err != nil {
		return err
	}
	if r.PostFormValue("scripted") == "1" && r.PostFormValue("seen-"+s.talkCode(r, v, d)) == set.Seen && len(s.talkNamed(v, d)) == 0 {
		return s.talkReally(w, r, v, d)
	}
	return s.talkCheckPage(w, r, v, d, set)
}

// talkThere keeps anybody from a form of a conversation that is not there for them.
func (s *Site) talkThere(r *http.Request, v *Visit, d talkDraft) error {
	if d.In == "" && v.Place.Kind != triangle.Three {
		return errs.Missing("web.talkThere")
	}
	_, _, err := s.talkHearers(r, v, d)
	if errs.Is(err, errs.Invalid) {
		return nil
	}
	return err
}

// talkCode names the list that its writer had before them.
func (s *Site) talkCode(r *http.Request, v *Visit, d talkDraft) string {
	if form, err := s.talkAsks(r, v, d); err != nil || !form.Confidence {
		return "only"
	}
	return setCode(d.Confidence)
}

func (s *Site) talkCheck(r *http.Request, v *Visit, d talkDraft) error {
	if d.In != "" {
		return s.Conversations.CheckMessage(r.Context(), v.Person.ID, v.Place.ID, d.In, d.Message)
	}
	return s.Conversations.Check(r.Context(), v.Person.ID, d.Draft)
}

// talkNamed lists people of the triangle whom a text names, besides its writer and
// the one it is about.
func (s *Site) talkNamed(v *Visit, d talkDraft) []triangle.Member {
	var out []triangle.Member
	for _, one := range mention.Facts(mention.Find(plain.Clean(d.Text), v.Place.Triangle, d.Names)) {
		m, ok := v.Place.Member(id.Person(one.Person))
		su, _ := v.Place.ServiceUser()
		if ok && m.Person != v.Person.ID && m.Person != su.Person && string(m.Person) != d.About && !slices.ContainsFunc(out, func(o triangle.Member) bool { return o.Person == m.Person }) {
			out = append(out, m)
		}
	}
	return out
}

func (s *Site) talkCheckPage(w http.ResponseWriter, r *http.Request, v *Visit, d talkDraft, set ui.AudienceSet) error {
	kept, err := s.Entries.Kept(r.Context(), v.Person.ID, v.Place.ID, d.Message.ID)
	if err != nil {
		return err
	}
	set.Seen = ""
	page := &ui.WriteCheck{
		Base: s.base(v), Action: d.base(v) + "/send", Hidden: d.hidden(), Text: plain.Clean(d.Text), Set: set,
		Edit: ui.Action{Text: v.Words.T("check.edit"), Post: d.base(v), Hidden: append(d.hidden(), ui.Hidden{Name: "back", Value: "1"}), Look: ui.QuietAction},
	}
	row := func(key, value string) {
		page.Rows = append(page.Rows, ui.SummaryRow{Key: key, Value: ui.Plain(value)})
	}
	if d.In == "" {
		row(v.Words.T("talk.line"), plain.Line(d.Line))
		row(v.Words.T("talk.topic"), topicName(v.Words, d.Topic))
	}
	if d.Confidence != "" {
		row(v.Words.T("write.who-may-know"), v.Words.T("confidence."+string(d.Confidence), "about", v.Place.For(), "lead", leadName(v)))
	}
	if d.Question {
		row(v.Words.T("talk.question"), v.Words.T("talk.question-yes"))
	}
	for _, f := range kept.Files {
		row(v.Words.T("check.file"), f.Name)
	}
	if others := s.talkNamed(v, d); len(others) > 0 {
		page.Warn = &ui.NoteBox{Text: ui.Plain(v.Words.T("check.names", "names", names(others)))}
	}
	return s.page(w, http.StatusOK, page)
}

// talkAgain shows the form with what was typed, and what is wrong with it.
func (s *Site) talkAgain(w http.ResponseWriter, r *http.Request, v *Visit, d talkDraft, problem error) error {
	kept, err := s.Entries.Kept(r.Context(), v.Person.ID, v.Place.ID, d.Message.ID)
	if err != nil {
		return err
	}
	d.Files = kept.Files
	if d.In == "" {
		return s.talkNewPage(w, r, v, d, problem)
	}
	return s.talkPage(w, r, v, talkSight{talkDraft: d}, problem)
}

func (s *Site) talkNewSend(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.talkSendIt(w, r, v)
}

func (s *Site) talkSend(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !id.Valid(r.PathValue("conversation")) {
		return errs.Missing("web.talkSend")
	}
	return s.talkSendIt(w, r, v)
}

func (s *Site) talkSendIt(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := s.talkPosted(r, v)
	if err != nil {
		return err
	}
	if err := s.talkThere(r, v, d); err != nil {
		return err
	}
	return s.talkReally(w, r, v, d)
}

// talkReally sends it. Sent twice, it is written once.
func (s *Site) talkReally(w http.ResponseWriter, r *http.Request, v *Visit, d talkDraft) error {
	kept, err := s.Entries.Kept(r.Context(), v.Person.ID, v.Place.ID, d.Message.ID)
	if err != nil {
		return err
	}
	d.Files = kept.Files
	for i := range d.Files {
		d.Files[i].ID = id.New()
	}
	if d.In != "" {
		err := s.Conversations.Say(r.Context(), v.Person.ID, v.Place.ID, d.In, d.Message)
		if errs.Is(err, errs.Conflict) { // their words stand in the form again
			var p errs.Problems
			p.Add("", errs.KeyOf(err))
			err = p.Err("web.talkReally")
		}
		if err != nil {
			return s.talkAgain(w, r, v, d, err)
		}
		return s.talkSaid(w, r, v, d)
	}
	c, err := s.Conversations.Open(r.Context(), v.Person.ID, d.Draft)
	if err != nil {
		return s.talkAgain(w, r, v, d, err)
	}
	return seeOther(w, r, v.Place.Base()+"/talk/"+string(c), "done.talk-opened")
}

func (s *Site) talkSaid(w http.ResponseWriter, r *http.Request, v *Visit, d talkDraft) error {
	if d.Answers != "" {
		return seeOther(w, r, d.base(v), "done.talk-answered")
	}
	return seeOther(w, r, d.base(v), "done.talk-said")
}

// talkNewAudience answers the script that asks again when an answer changes.
func (s *Site) talkNewAudience(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.talkFragment(w, r, v)
}

func (s *Site) talkAudience(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !id.Valid(r.PathValue("conversation")) {
		return errs.Missing("web.talkAudience")
	}
	return s.talkFragment(w, r, v)
}

func (s *Site) talkFragment(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := s.talkPosted(r, v)
	if err != nil {
		return err
	}
	if err := s.talkThere(r, v, d); err != nil {
		return err
	}
	a, _, err := s.talkSets(r, v, d)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, &ui.AudienceFragment{Base: s.base(v), Audience: a})
}
