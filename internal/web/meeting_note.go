package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// meetingNotePage lets whoever keeps the note write it; others read it here, on a
// page of its own that prints well.
func (s *Site) meetingNotePage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	if m.May.Keep {
		page, err := s.meetingNoteForm(r, v, m, meetingNoteOf(r, v, m))
		if err != nil {
			return err
		}
		return s.page(w, http.StatusOK, page)
	}
	if m.NoteText.Entry == "" && m.Copy.Entry == "" {
		return errs.Missing("web.meetingNotePage")
	}
	page := s.meetingBase(v, m)
	page.BackTo, page.Title, page.Lead = backToMeeting(v, m), v.Words.T("meeting.note"), meetingBegins(v, m.Time())
	note := meetingNoteSection(v, m)
	note.Title, note.Actions = "", nil
	page.Sections = []ui.ListSection{note}
	return s.page(w, http.StatusOK, page)
}

// meetingNoteOf reads what was typed, or begins with what stands there.
func meetingNoteOf(r *http.Request, v *Visit, m meeting.View) meeting.Draft {
	d := meeting.Draft{ID: meetingFormID(r), Triangle: v.Place.ID, Meeting: m.ID, Text: m.NoteText.Words(), From: m.NoteText.Version}
	for _, p := range m.NoteText.Parts {
		if p.Name == meeting.PartActions {
			d.Actions = p.Text
		}
	}
	if r.Method == http.MethodPost {
		d.Text, d.Actions = r.PostFormValue("say"), r.PostFormValue("actions")
		d.From, _ = strconv.Atoi(r.PostFormValue("version"))
	}
	return d
}

func (s *Site) meetingNoteForm(r *http.Request, v *Visit, m meeting.View, d meeting.Draft) (*ui.FormPage, error) {
	t := v.Words.T
	keep := "meeting/" + string(m.ID) + "/note/" + strconv.Itoa(d.From)
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToMeeting(v, m), Title: t("meeting.note-write"), Lead: t("meeting.note-lead"), Action: v.Path, Button: t("meeting.note-send"),
		Hidden: []ui.Hidden{{Name: "draft", Value: string(d.ID)}, {Name: "version", Value: strconv.Itoa(d.From)}},
		Parts: []ui.FormPart{
			{Field: &ui.Field{ID: "say", Name: "say", Label: t("meeting.note-say"), Rows: 8, Value: d.Text, MaxLength: meeting.TextMost, Keep: keep}},
			{Field: &ui.Field{ID: "actions", Name: "actions", Label: t("meeting.note-actions-say"), Hint: t("meeting.note-actions-hint"), Rows: 4, Value: d.Actions, MaxLength: meeting.TextMost, Keep: keep + "/actions"}},
		},
	}
	if d.From > 0 {
		page.After = []ui.Rich{ui.Say(v.Words, "meeting.note-again")}
	}
	hearers, err := s.Meetings.NoteHearers(r.Context(), v.Person.ID, d)
	if err != nil {
		return nil, err
	}
	page.Audience = meetingAudience(v, hearers)
	return page, nil
}

func (s *Site) meetingNote(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	d := meetingNoteOf(r, v, m)
	if err := s.Meetings.WriteNote(r.Context(), v.Person.ID, d); err != nil {
		if !m.May.Keep {
			return err
		}
		page, pageErr := s.meetingNoteForm(r, v, m, d)
		if pageErr != nil {
			return pageErr
		}
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, meetingHref(v, m.ID), "done.meeting-note")
}

// meetingTellForm asks what those get who were not there.
func (s *Site) meetingTellForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err == nil && !m.May.Tell {
		err = errs.Missing("web.meetingTellForm")
	}
	if err != nil {
		return err
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToMeeting(v, m), Title: v.Words.T("meeting.absent"), Lead: v.Words.T("meeting.absent-lead", "about", v.Place.For()), Action: v.Path, Button: v.Words.T("sharing.save"),
	}
	if v.Place.Is(sharing.ServiceUser) {
		page.Lead = v.Words.T("meeting.absent-lead-you")
	}
	for n, p := range m.May.Absent {
		word, _ := m.Told(p)
		name := meetNumbered("tell-", n+1)
		o := &ui.Options{ID: name, Name: name, Legend: v.Words.T("meeting.absent-what", "name", meetFullName(v, p)), Plainly: true}
		for _, one := range []string{meeting.Nothing, meeting.Actions, meeting.Whole} {
			o.Items = append(o.Items, ui.Option{Value: one, Label: v.Words.T("meeting.get-" + one), Checked: one == word})
		}
		page.Parts = append(page.Parts, ui.FormPart{Options: o})
		page.Hidden = append(page.Hidden, ui.Hidden{Name: name + "-of", Value: string(p)})
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) meetingTell(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	choices := map[id.Person]string{}
	for n := range m.May.Absent {
		name := meetNumbered("tell-", n+1)
		choices[id.Person(r.PostFormValue(name+"-of"))] = r.PostFormValue(name)
	}
	if err := s.Meetings.SayWhatTheyGet(r.Context(), v.Person.ID, v.Place.ID, m.ID, choices); err != nil {
		return err
	}
	return seeOther(w, r, meetingHref(v, m.ID), "done.meeting-tell")
}
