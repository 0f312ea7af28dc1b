package web

import (
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
)

// meetingRoutes are the pages of meetings.
func (s *Site) meetingRoutes() []Route {
	const base = "/t/{triangle}/meetings"
	const one = base + "/{meeting}"
	return []Route{
		{http.MethodGet, base, InPlace, s.meetings},
		{http.MethodGet, base + "/new", InPlace, s.meetingForm},
		{http.MethodPost, base + "/new", InPlace, s.meetingCall},
		{http.MethodGet, base + "/without", InPlace, s.withoutNetwork},
		{http.MethodPost, base + "/without", InPlace, s.withoutLog},
		{http.MethodGet, one, InPlace, s.meetingPage},
		{http.MethodPost, one + "/do", InPlace, s.meetingDo},
		{http.MethodGet, one + "/people", InPlace, s.meetingPeople},
		{http.MethodPost, one + "/people", InPlace, s.meetingInvite},
		{http.MethodGet, one + "/decide", InPlace, s.meetingDecideForm},
		{http.MethodPost, one + "/decide", InPlace, s.meetingDecide},
		{http.MethodGet, one + "/words", InPlace, s.meetingWordsForm},
		{http.MethodPost, one + "/words", InPlace, s.meetingWords},
		{http.MethodGet, one + "/words/{entry}", InPlace, s.meetingEditForm},
		{http.MethodPost, one + "/words/{entry}", InPlace, s.meetingEdit},
		{http.MethodGet, one + "/time", InPlace, s.meetingTimeForm},
		{http.MethodPost, one + "/time", InPlace, s.meetingTime},
		{http.MethodGet, one + "/note", InPlace, s.meetingNotePage},
		{http.MethodPost, one + "/note", InPlace, s.meetingNote},
		{http.MethodGet, one + "/tell", InPlace, s.meetingTellForm},
		{http.MethodPost, one + "/tell", InPlace, s.meetingTell},
		{http.MethodGet, one + "/calendar", InPlace, s.meetingCalendar},
	}
}

// meetingDone are the messages that their forms leave.
func meetingDone() []string {
	return []string{
		"done.meeting-called", "done.meeting-waits", "done.meeting-answered", "done.meeting-heard", "done.meeting-paused", "done.meeting-goes-on", "done.meeting-wish",
		"done.meeting-there", "done.meeting-read", "done.meeting-closed", "done.meeting-passed", "done.meeting-moved", "done.meeting-suggested", "done.meeting-off",
		"done.meeting-question", "done.meeting-opened", "done.meeting-invited", "done.meeting-proposed", "done.meeting-decided", "done.meeting-said", "done.meeting-changed",
		"done.meeting-note", "done.meeting-tell", "done.meeting-without",
	}
}

// meetingDuty is the page where a duty of theirs is done; empty for those of others.
func meetingDuty(base string, d duty.Duty) string {
	switch d.Kind {
	case duty.AnswerMeeting, duty.ComeToMeeting, duty.CallBack, duty.ReadNote:
		return base + "/meetings/" + string(d.Entry)
	}
	return ""
}

// meetingRoom is the page on which an entry of theirs stands; empty for those of others.
func meetingRoom(base string, e disclose.Shown) string {
	switch e.Kind {
	case disclose.Meeting:
		return base + "/meetings/" + string(e.Entry)
	case disclose.Agenda, disclose.Voice, disclose.OpenQuestion, disclose.MeetingNote:
		return base + "/meetings/" + string(e.Parent)
	case disclose.OffMeeting:
		return base + "/meetings/without"
	}
	return ""
}

// meetingOf reads the meeting in the path through the door.
func (s *Site) meetingOf(r *http.Request, v *Visit) (meeting.View, error) {
	m, err := meetingID(r)
	if err != nil {
		return meeting.View{}, err
	}
	return s.Meetings.View(r.Context(), v.Person.ID, v.Place.ID, m)
}

func meetingID(r *http.Request) (id.Entry, error) {
	m := r.PathValue("meeting")
	if !id.Valid(m) {
		return "", errs.Missing("web.meetingID")
	}
	return id.Entry(m), nil
}

func meetingHref(v *Visit, m id.Entry) string { return v.Place.Base() + "/meetings/" + string(m) }

// meetingFormID is the id that was drawn with a form, or a fresh one.
func meetingFormID(r *http.Request) id.Entry {
	if draft := r.FormValue("draft"); id.Valid(draft) {
		return id.Entry(draft)
	}
	return id.Entry(id.New())
}
