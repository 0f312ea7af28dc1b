package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"trialogue/internal/calendar"
	"trialogue/internal/errs"
	"trialogue/internal/ical"
	"trialogue/internal/triangle"
	"trialogue/internal/words"
)

// calendarFeed answers a calendar program, which has no session. Whoever asks
// with an address that was never made, or that was switched off, finds nothing.
func (s *Site) calendarFeed(w http.ResponseWriter, r *http.Request, v *Visit) error {
	secret, is := strings.CutSuffix(r.PathValue("file"), calendar.Suffix)
	if !is {
		return errs.Missing("web.calendarFeed")
	}
	feed, owner, err := s.Calendars.Behind(r.Context(), secret)
	if err != nil {
		return err
	}
	coming, err := s.Calendars.Upcoming(r.Context(), feed)
	if err != nil {
		return err
	}
	file := ical.Calendar{Method: ical.Publish, Name: "Trialogue"}
	for _, c := range coming {
		file.Events = append(file.Events, s.event(printerOf(s, owner, v.Now), feed, c))
	}
	sendCalendar(w, r, file.Bytes())
	return nil
}

// printerOf says things to somebody who has not signed in for it.
func printerOf(s *Site, p triangle.Person, now time.Time) *words.Printer {
	return s.Words.Printer(p.Lang, zoneOf(p), func() time.Time { return now })
}

// calendarOne sends one thing of one's own calendar, to be saved by hand.
func (s *Site) calendarOne(w http.ResponseWriter, r *http.Request, v *Visit) error {
	name, is := strings.CutSuffix(r.PathValue("event"), calendar.Suffix)
	if !is {
		return errs.Missing("web.calendarOne")
	}
	feed, _, err := s.Calendars.Own(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	c, err := s.Calendars.One(r.Context(), feed, name)
	if err != nil {
		return err
	}
	file := ical.Calendar{Method: ical.Publish, Events: []ical.Event{s.event(v.Words, feed, c)}}
	sendFile(w, calendarMedia, "trialogue.ics", file.Bytes())
	return nil
}

const calendarMedia = "text/calendar; charset=utf-8"

// sendCalendar answers that nothing has changed to a program that says which
// file it has.
func sendCalendar(w http.ResponseWriter, r *http.Request, body []byte) {
	sum := sha256.Sum256(body)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "private, no-cache")
	for held := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(held), "W/") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.Header().Set("Content-Type", calendarMedia)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // a reader who has gone away is no error of ours
}

// Reminders: at nine in the morning before a day, and an hour before a meeting.
const (
	remindDay     = 15 * time.Hour
	remindMeeting = time.Hour
)

// event says one thing as its owner wants to read it in a calendar.
func (s *Site) event(p *words.Printer, feed calendar.Feed, c calendar.Coming) ical.Event {
	e := ical.Event{
		UID: c.Name + "@" + s.Calendars.Host(), Sequence: c.Version, Stamp: timeOf(c.Changed), Start: c.Start, End: c.End, Gone: c.Gone, Title: calendarTitle(p, feed, c),
	}
	if feed.Titles != calendar.Nothing {
		e.Link = s.Calendars.Home()
	}
	if c.End.IsZero() {
		e.Day, e.Start = true, dayOf(c.Start, p.Location())
	}
	switch {
	case !feed.Remind:
	case e.Day:
		e.Remind = remindDay
	default:
		e.Remind = remindMeeting
	}
	return e
}

// dayOf is the day on which something is due. What is due at midnight is due by
// the end of the day before.
func dayOf(due time.Time, zone *time.Location) time.Time {
	return due.Add(-time.Microsecond).In(zone)
}

func calendarTitle(p *words.Printer, feed calendar.Feed, c calendar.Coming) string {
	switch {
	case feed.Titles == calendar.Nothing:
		return p.T("calendar.says-nothing")
	case c.Words != "":
		return p.T("calendar.says-words", "kind", kindTitle(p, c), "words", beginning(c.Words))
	}
	return kindTitle(p, c)
}

func kindTitle(p *words.Printer, c calendar.Coming) string {
	return p.T("calendar.kind-" + string(c.Duty.Kind))
}
