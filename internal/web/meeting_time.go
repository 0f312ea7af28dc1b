package web

import (
	"net/http"
	"strconv"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/ical"
	"trialogue/internal/meeting"
	"trialogue/internal/web/ui"
)

// meetingTimeForm asks for another time: to move the meeting, or to suggest one.
func (s *Site) meetingTimeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err == nil && !m.May.Set && !m.May.Suggest {
		err = errs.Missing("web.meetingTimeForm")
	}
	if err != nil {
		return err
	}
	at := timeOf(m.Time().Begins).In(v.Words.Location())
	when := meeting.When{Day: strconv.Itoa(at.Day()), Month: strconv.Itoa(int(at.Month())), Year: strconv.Itoa(at.Year()), Clock: at.Format("15:04")}
	return s.page(w, http.StatusOK, s.meetingTimePage(v, m, when, m.Time().Minutes, nil))
}

func (s *Site) meetingTimePage(v *Visit, m meeting.View, when meeting.When, minutes int, problem error) *ui.FormPage {
	t := v.Words.T
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToMeeting(v, m), Title: t("meeting.suggest"), Lead: t("meeting.suggest-lead"), Action: v.Path, Button: t("meeting.suggest"),
		Parts: meetingTimeParts(v, when, minutes, problem),
	}
	if m.May.Set {
		page.Title, page.Lead, page.Button = t("meeting.move"), t("meeting.move-lead"), t("meeting.move-button")
		page.Also = []ui.Action{{Text: t("meeting.call-off"), Name: "off", Value: "1", Look: ui.QuietAction}}
		page.After = []ui.Rich{ui.Say(v.Words, "meeting.call-off-how")}
	}
	return page
}

func (s *Site) meetingTime(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	if r.PostFormValue("off") != "" {
		if err := s.Meetings.CallOff(r.Context(), v.Person.ID, v.Place.ID, m.ID); err != nil {
			return err
		}
		return seeOther(w, r, meetingHref(v, m.ID), "done.meeting-off")
	}
	n := meeting.Time{Triangle: v.Place.ID, Meeting: m.ID, When: meetingWhen(r), Zone: v.Words.Location(), Minutes: meetingMinutes(r)}
	if err := s.Meetings.SetTime(r.Context(), v.Person.ID, n); err != nil {
		return s.formAgain(w, v, s.meetingTimePage(v, m, n.When, n.Minutes, err), err)
	}
	done := "done.meeting-suggested"
	if m.May.Set {
		done = "done.meeting-moved"
	}
	return seeOther(w, r, meetingHref(v, m.ID), done)
}

// meetingCalendar gives the meeting as a file for a calendar. Its title says
// nothing: others may look at a calendar.
func (s *Site) meetingCalendar(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err == nil && (m.Agreed == 0 || m.Time().Begins == 0) {
		err = errs.Missing("web.meetingCalendar")
	}
	if err != nil {
		return err
	}
	body := meetingFile(m, s.Calendars.Host(), v.Words.T("meeting.calendar-title"))
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8; method="+string(body.Method))
	w.Header().Set("Content-Disposition", `attachment; filename="trialogue.ics"`)
	_, _ = w.Write(body.Bytes()) // a reader who has gone away is no error of ours
	return nil
}

// meetingFile is the file: a request that grows with each move, or that it is called off.
func meetingFile(m meeting.View, host, title string) ical.Calendar {
	begins := timeOf(m.Time().Begins).UTC()
	e := ical.Event{
		UID: "meeting-" + string(m.ID) + "@" + host, Sequence: m.Sequence(), Stamp: timeOf(max(m.Time().Made, m.Off)).UTC(), Start: begins,
		End: begins.Add(time.Duration(m.Time().Minutes) * time.Minute), Title: title, Remind: time.Hour,
	}
	c := ical.Calendar{Method: ical.Request}
	if m.Off != 0 {
		c.Method, e.Gone = ical.Cancel, true
	}
	c.Events = []ical.Event{e}
	return c
}
