package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
)

// meetingDo does the one thing that a button on the page of a meeting says, where
// the door shows the meeting.
func (s *Site) meetingDo(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	done, err := s.meetingDeed(r, v, m.ID)
	if err == nil && done == "" {
		done, err = s.meetingDeedThere(r, v, m.ID)
	}
	if err == nil && done == "" {
		err = errs.Missing("web.meetingDo")
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, meetingHref(v, m.ID), done)
}

// meetingDeed does what is done before a meeting, and returns what the page says
// afterwards; "" for any other deed.
func (s *Site) meetingDeed(r *http.Request, v *Visit, m id.Entry) (done string, err error) {
	ctx, by, t := r.Context(), v.Person.ID, v.Place.ID
	switch r.PostFormValue("do") {
	case "answer":
		return "done.meeting-answered", s.Meetings.Answer(ctx, by, t, m, r.PostFormValue("word"))
	case "heard":
		return "done.meeting-heard", s.Meetings.CallBack(ctx, by, t, m)
	case "take":
		return "done.meeting-moved", s.Meetings.Take(ctx, by, t, m, r.PostFormValue("step"))
	case "off":
		return "done.meeting-off", s.Meetings.CallOff(ctx, by, t, m)
	case "close-question":
		return "done.meeting-question", s.Meetings.Close(ctx, by, t, m, id.Entry(r.PostFormValue("entry")))
	case "open":
		return "done.meeting-opened", s.Meetings.Open(ctx, by, t, m, id.Entry(r.PostFormValue("entry")))
	}
	return "", nil
}

// meetingDeedThere is meetingDeed for what is done in the meeting and with its note.
func (s *Site) meetingDeedThere(r *http.Request, v *Visit, m id.Entry) (done string, err error) {
	ctx, by, t := r.Context(), v.Person.ID, v.Place.ID
	switch r.PostFormValue("do") {
	case "pause":
		return "done.meeting-paused", s.Meetings.Pause(ctx, by, t, m, meeting.Paused)
	case "go-on":
		return "done.meeting-goes-on", s.Meetings.Pause(ctx, by, t, m, meeting.WentOn)
	case "aloud":
		return "done.meeting-wish", s.Meetings.ThinkAloud(ctx, by, t, r.PostFormValue("word"))
	case "there":
		return "done.meeting-there", s.Meetings.WasThere(ctx, by, t, m, id.Person(r.PostFormValue("who")), r.PostFormValue("word"))
	case "read":
		version, err := strconv.Atoi(r.PostFormValue("version"))
		if err != nil {
			return "", nil // a form of nobody
		}
		return "done.meeting-read", s.Meetings.ReadNote(ctx, by, t, m, version)
	case "close":
		return "done.meeting-closed", s.Meetings.CloseNote(ctx, by, t, m)
	case "pass":
		return "done.meeting-passed", s.Meetings.Pass(ctx, by, t, m)
	}
	return "", nil
}
