package web

import (
	"context"
	"net/http"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
)

// meetingAct is one thing that a button on the page of a meeting does.
type meetingAct func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error

// meetingDeed reads which button was pressed, and what the page says afterwards.
func meetingDeed(r *http.Request) (meetingAct, string) {
	word, entry := r.PostFormValue("word"), id.Entry(r.PostFormValue("entry"))
	switch r.PostFormValue("do") {
	case "answer":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.Answer(ctx, by, t, m, word)
		}, "done.meeting-answered"
	case "heard":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.CallBack(ctx, by, t, m)
		}, "done.meeting-heard"
	case "take":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.Take(ctx, by, t, m, r.PostFormValue("step"))
		}, "done.meeting-moved"
	case "off":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.CallOff(ctx, by, t, m)
		}, "done.meeting-off"
	case "close-question":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.Close(ctx, by, t, m, entry)
		}, "done.meeting-question"
	case "open":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.Open(ctx, by, t, m, entry)
		}, "done.meeting-opened"
	}
	return meetingDeedThere(r, word)
}

// meetingDeedThere is meetingDeed for what is done in the meeting and with its note.
func meetingDeedThere(r *http.Request, word string) (meetingAct, string) {
	switch r.PostFormValue("do") {
	case "pause":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.Pause(ctx, by, t, m, meeting.Paused)
		}, "done.meeting-paused"
	case "go-on":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.Pause(ctx, by, t, m, meeting.WentOn)
		}, "done.meeting-goes-on"
	case "aloud":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, _ id.Entry) error {
			return s.ThinkAloud(ctx, by, t, word)
		}, "done.meeting-wish"
	case "there":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.WasThere(ctx, by, t, m, id.Person(r.PostFormValue("who")), word)
		}, "done.meeting-there"
	case "read":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			version, err := strconv.Atoi(r.PostFormValue("version"))
			if err != nil {
				return errs.Missing("web.meetingDeedThere")
			}
			return s.ReadNote(ctx, by, t, m, version)
		}, "done.meeting-read"
	case "close":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.CloseNote(ctx, by, t, m)
		}, "done.meeting-closed"
	case "pass":
		return func(ctx context.Context, s *meeting.Service, by id.Person, t id.Triangle, m id.Entry) error {
			return s.Pass(ctx, by, t, m)
		}, "done.meeting-passed"
	}
	return nil, ""
}

// meetingDo does one thing to a meeting that the door shows.
func (s *Site) meetingDo(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	act, done := meetingDeed(r)
	if act == nil {
		return errs.Missing("web.meetingDo")
	}
	if err := act(r.Context(), s.Meetings, v.Person.ID, v.Place.ID, m.ID); err != nil {
		return err
	}
	return seeOther(w, r, meetingHref(v, m.ID), done)
}
