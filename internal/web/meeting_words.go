package web

import (
	"net/http"
	"slices"
	"strconv"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// changeKind asks for a change in the note; it is what somebody says about it.
const changeKind = "change"

// meetingWordsOf reads what somebody is about to write about a meeting.
func meetingWordsOf(r *http.Request, v *Visit, m id.Entry) meeting.Words {
	w := meeting.Words{
		ID: meetingFormID(r), Triangle: v.Place.ID, Meeting: m, Kind: disclose.Kind(r.FormValue("kind")), Text: r.FormValue("say"), Reflection: r.FormValue("reflection") != "",
	}
	switch {
	case r.FormValue("kind") == changeKind:
		w.Kind, w.Change = disclose.Voice, true
	case !slices.Contains(meeting.Kinds(), w.Kind):
		w.Kind = disclose.Agenda
	}
	if v.Place.Is(sharing.Carer) {
		w.Confidence = sharing.Confidence(r.FormValue("confidence"))
		if w.Confidence == "" {
			w.Confidence = sharing.Named
		}
	}
	return w
}

// meetingKindOf is the name of the form for words.
func meetingKindOf(w meeting.Words) string {
	if w.Change {
		return changeKind
	}
	return string(w.Kind)
}

func (s *Site) meetingWordsForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	page, err := s.meetingWordsPage(r, v, m, meetingWordsOf(r, v, m.ID))
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) meetingWordsPage(r *http.Request, v *Visit, m meeting.View, words meeting.Words) (*ui.FormPage, error) {
	kind := meetingKindOf(words)
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToMeeting(v, m), Title: v.Words.T("meeting.write-" + kind), Lead: v.Words.T("meeting.write-lead-" + kind), Action: v.Path, Button: v.Words.T("meeting.write-send"),
		Hidden: []ui.Hidden{{Name: "draft", Value: string(words.ID)}, {Name: "kind", Value: kind}},
	}
	page.Parts = []ui.FormPart{{Field: &ui.Field{ID: "say", Name: "say", Label: v.Words.T("meeting.write-say"), Rows: 6, Value: words.Text, MaxLength: meeting.TextMost, Keep: "meeting/" + string(m.ID) + "/" + kind}}}
	if v.Place.Is(sharing.Carer) {
		page.Parts = append([]ui.FormPart{meetingConfidence(v, words.Confidence)}, page.Parts...)
		page.Button = v.Words.T("write.check")
	}
	if v.Place.Is(sharing.Professional) && words.Kind == disclose.Voice && !words.Change {
		aloud := &ui.Options{ID: "reflection", Name: "reflection", Many: true, Legend: v.Words.T("meeting.aloud"), Plainly: true, Items: []ui.Option{{Value: meeting.Yes, Label: v.Words.T("meeting.aloud-is"), Checked: words.Reflection}}}
		if m.SomebodyQuiet {
			aloud.Hint = v.Words.T("meeting.aloud-quiet")
		}
		page.Parts = append(page.Parts, ui.FormPart{Options: aloud})
	}
	hearers, err := s.Meetings.Hearers(r.Context(), v.Person.ID, words)
	if errs.Is(err, errs.Invalid) {
		return page, nil
	}
	if err != nil {
		return nil, err
	}
	page.Audience = meetingAudience(v, hearers)
	return page, nil
}

// meetingConfidence asks how far a carer's words may go, before the first word.
func meetingConfidence(v *Visit, chosen sharing.Confidence) ui.FormPart {
	o := &ui.Options{ID: "confidence", Name: "confidence", Legend: v.Words.T("meeting.confidence"), Hint: v.Words.T("meeting.confidence-hint"), Plainly: true}
	for _, c := range []sharing.Confidence{sharing.Named, sharing.Unnamed, sharing.Team, sharing.Sealed} {
		o.Items = append(o.Items, ui.Option{Value: string(c), Label: v.Words.T("confidence."+string(c), "about", v.Place.For(), "lead", leadName(v)), Checked: c == chosen})
	}
	return ui.FormPart{Options: o}
}

// meetingWords writes. A carer sees once more who will read it.
func (s *Site) meetingWords(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	words := meetingWordsOf(r, v, m.ID)
	carer := v.Place.Is(sharing.Carer)
	err = s.Meetings.CheckWords(r.Context(), v.Person.ID, words)
	switch {
	case err == nil && carer && r.PostFormValue("change") != "":
		return s.meetingWordsAgain(w, r, v, m, words, nil)
	case err == nil && carer && r.PostFormValue("sure") == "":
		return s.meetingWordsCheck(w, r, v, m, words)
	case err == nil:
		err = s.Meetings.Say(r.Context(), v.Person.ID, words)
	}
	if err != nil {
		return s.meetingWordsAgain(w, r, v, m, words, err)
	}
	return seeOther(w, r, meetingHref(v, m.ID), "done.meeting-said")
}

func (s *Site) meetingWordsAgain(w http.ResponseWriter, r *http.Request, v *Visit, m meeting.View, words meeting.Words, problem error) error {
	page, err := s.meetingWordsPage(r, v, m, words)
	if err != nil {
		return err
	}
	if problem == nil {
		return s.page(w, http.StatusOK, page)
	}
	return s.formAgain(w, v, page, problem)
}

func (s *Site) meetingWordsCheck(w http.ResponseWriter, r *http.Request, v *Visit, m meeting.View, words meeting.Words) error {
	hearers, err := s.Meetings.Hearers(r.Context(), v.Person.ID, words)
	if err != nil {
		return err
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToMeeting(v, m), Title: v.Words.T("meeting.check-title"), Lead: v.Words.T("confidence."+string(words.Confidence), "about", v.Place.For(), "lead", leadName(v)),
		Action: v.Path, Button: v.Words.T("meeting.write-send"), Hidden: append(meetingTyped(r), ui.Hidden{Name: "sure", Value: "1"}), Audience: meetingAudience(v, hearers),
		Parts: []ui.FormPart{{Summary: ui.Summary{{Key: v.Words.T("meeting.write-say"), Value: ui.Plain(words.Text)}}}},
		Also:  []ui.Action{{Text: v.Words.T("meeting.change-it"), Name: "change", Value: "1", Look: ui.QuietAction}},
	}
	return s.page(w, http.StatusOK, page)
}

// meetingEditForm shows somebody their own words to change.
func (s *Site) meetingEditForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, _, err := s.meetingEditPage(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) meetingEditPage(r *http.Request, v *Visit) (*ui.FormPage, disclose.Shown, error) {
	m, err := s.meetingOf(r, v)
	e := r.PathValue("entry")
	if err == nil && (!id.Valid(e) || m.Note.Final != 0 || m.Off != 0) {
		err = errs.Missing("web.meetingEditPage")
	}
	if err != nil {
		return nil, disclose.Shown{}, err
	}
	own, err := s.Meetings.OwnWords(r.Context(), v.Person.ID, v.Place.ID, m.ID, id.Entry(e))
	if err != nil {
		return nil, disclose.Shown{}, err
	}
	text, place, link := own.Words(), m.Place, m.Link
	from := own.Version
	if r.Method == http.MethodPost {
		text, place, link = r.PostFormValue("say"), r.PostFormValue("place"), r.PostFormValue("link")
		from, _ = strconv.Atoi(r.PostFormValue("version"))
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToMeeting(v, m), Title: v.Words.T("meeting.edit-title"), Lead: v.Words.T("meeting.edit-lead"), Action: v.Path, Button: v.Words.T("sharing.save"),
		Hidden: []ui.Hidden{{Name: "version", Value: strconv.Itoa(from)}},
		Parts:  []ui.FormPart{{Field: &ui.Field{ID: "say", Name: "say", Label: v.Words.T("meeting.write-say"), Rows: 6, Value: text, MaxLength: meeting.TextMost}}},
	}
	if own.Kind == disclose.Meeting {
		page.Parts = append(page.Parts, meetingPlaceParts(v, place, link)...)
	}
	return page, own, nil
}

func (s *Site) meetingEdit(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, own, err := s.meetingEditPage(r, v)
	if err != nil {
		return err
	}
	m, err := meetingID(r)
	if err != nil {
		return err
	}
	from, err := strconv.Atoi(r.PostFormValue("version"))
	if err != nil {
		return errs.Missing("web.meetingEdit")
	}
	err = s.Meetings.Change(r.Context(), v.Person.ID, meeting.Edit{
		Triangle: v.Place.ID, Meeting: m, Entry: own.Entry, From: from, Text: r.PostFormValue("say"), Place: r.PostFormValue("place"), Link: r.PostFormValue("link"),
	})
	if err != nil {
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, meetingHref(v, m), "done.meeting-changed")
}
