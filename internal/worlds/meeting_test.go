package worlds

import (
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
)

func meetingRoom() room {
	return room{
		secrets: []secret{
			{"a network meeting, from the call to the note", []string{"Al", "Nia"}, wholeMeeting},
			{"a meeting with the team alone, and talk without anybody", []string{"Jo", "Al", "Nia"}, meetingWithTheTeam},
		},
		before: meetingBefore, during: meetingDuring,
	}
}

// callMeeting calls a meeting some hours from now.
func callMeeting(t *testing.T, h *apptest.House, by, m, why string, in time.Duration, people ...string) {
	t.Helper()
	at := h.Clock.Now().Add(in).UTC().Truncate(time.Minute)
	c := meeting.Call{
		ID: id.Entry(m), Triangle: h.Triangle, Topic: "day-to-day", Why: why, Place: "secretword 120", Zone: time.UTC, Minutes: 60,
		When: meeting.When{Day: at.Format("2"), Month: at.Format("1"), Year: at.Format("2006"), Clock: at.Format("15:04")},
	}
	for _, p := range people {
		c.People = append(c.People, h.ID(p))
	}
	apptest.Must(t, h.Meetings.Call(t.Context(), h.ID(by), c))
}

func saysThere(t *testing.T, h *apptest.House, by, m, text string, kind disclose.Kind) {
	t.Helper()
	apptest.Must(t, h.Meetings.Say(t.Context(), h.ID(by), meeting.Words{ID: id.Entry(id.New()), Triangle: h.Triangle, Meeting: id.Entry(m), Kind: kind, Text: text}))
}

// wholeMeeting is called by Jo, who proposes Al and a guest. Sam says no to Al.
func wholeMeeting(t *testing.T, h *apptest.House, m string) {
	t.Helper()
	ctx, e := t.Context(), id.Entry(m)
	callMeeting(t, h, "Jo", m, "secretword 121", time.Minute, "Al", "Ravi", "Bea")
	apptest.Must(t, h.Meetings.Decide(ctx, h.ID("Sam"), meeting.Decision{
		Triangle: h.Triangle, Meeting: e, Meet: meeting.Yes, Yes: []id.Person{h.ID("Ravi"), h.ID("Bea"), h.ID("Jo")}, No: []id.Person{h.ID("Al")},
	}))
	apptest.Must(t, h.Meetings.Invite(ctx, h.ID("Jo"), meeting.Invite{Triangle: h.Triangle, Meeting: e, GuestID: id.Entry(id.New()), GuestName: "secretword 122", GuestIs: "aunt"}))
	for _, p := range []string{"Ravi", "Bea", "Jo"} {
		apptest.Must(t, h.Meetings.Answer(ctx, h.ID(p), h.Triangle, e, meeting.Yes))
	}
	saysThere(t, h, "Jo", m, "secretword 123", disclose.Agenda)
	h.Clock.Move(time.Minute)
	for _, p := range []string{"Sam", "Ravi", "Jo"} {
		apptest.Must(t, h.Meetings.WasThere(ctx, h.ID(p), h.Triangle, e, h.ID(p), meeting.Yes))
	}
	saysThere(t, h, "Ravi", m, "secretword 124", disclose.Voice)
	saysThere(t, h, "Sam", m, "secretword 125", disclose.OpenQuestion)
	apptest.Must(t, h.Meetings.ThinkAloud(ctx, h.ID("Sam"), h.Triangle, meeting.No))
	apptest.Must(t, h.Meetings.WriteNote(ctx, h.ID("Ravi"), meeting.Draft{ID: id.Entry(id.New()), Triangle: h.Triangle, Meeting: e, Text: "secretword 126"}))
	for _, p := range []string{"Sam", "Jo"} {
		apptest.Must(t, h.Meetings.ReadNote(ctx, h.ID(p), h.Triangle, e, 1))
	}
	apptest.Must(t, h.Meetings.SayWhatTheyGet(ctx, h.ID("Sam"), h.Triangle, e, map[id.Person]string{h.ID("Bea"): meeting.Whole}))
	apptest.Must(t, h.Meetings.Pass(ctx, h.ID("Ravi"), h.Triangle, e))
}

func meetingWithTheTeam(t *testing.T, h *apptest.House, m string) {
	t.Helper()
	callMeeting(t, h, "Sam", m, "secretword 127", 48*time.Hour, "Ravi")
	apptest.Must(t, h.Meetings.Answer(t.Context(), h.ID("Ravi"), h.Triangle, id.Entry(m), meeting.Yes))
	send(t, h, "Ravi", "/meetings/without", "draft", id.New(), "say", "secretword 128", "who", string(h.ID("Ravi")), "who", string(h.ID("Bea")),
		"day-day", "22", "day-month", "11", "day-year", "2026", "clock", "10:00")
}

// meetingName is the meeting that both worlds have from before a sight is held.
const meetingName = "01900000-0000-7000-8000-0000000021a1"

// meetingBefore is a meeting of three days on, which everybody has read of.
func meetingBefore(t *testing.T, h *apptest.House) {
	t.Helper()
	callMeeting(t, h, "Sam", meetingName, "We plan the spring.", 72*time.Hour, "Jo", "Al", "Ravi", "Bea")
	for _, p := range []string{"Jo", "Al", "Ravi", "Bea"} {
		apptest.Must(t, h.Meetings.Answer(t.Context(), h.ID(p), h.Triangle, meetingName, meeting.Yes))
	}
	for name := range h.People {
		h.As(t, name).Get(h.In("/meetings"))
		h.As(t, name).Get(h.In("/meetings/" + meetingName))
	}
}

// meetingDuring moves that meeting, writes for it, calls another, and talks without the network.
func meetingDuring(t *testing.T, h *apptest.House, held string) {
	t.Helper()
	ctx := t.Context()
	at := h.Clock.Now().Add(96 * time.Hour).UTC().Truncate(time.Minute)
	apptest.Must(t, h.Meetings.SetTime(ctx, h.ID("Sam"), meeting.Time{
		Triangle: h.Triangle, Meeting: meetingName, Minutes: 90, Zone: time.UTC,
		When: meeting.When{Day: at.Format("2"), Month: at.Format("1"), Year: at.Format("2006"), Clock: at.Format("15:04")},
	}))
	for _, p := range []string{"Jo", "Bea", "Ravi"} {
		if p != held {
			apptest.Must(t, h.Meetings.Answer(ctx, h.ID(p), h.Triangle, meetingName, meeting.Maybe))
			saysThere(t, h, p, meetingName, "secretword 129", disclose.Agenda)
		}
	}
	apptest.Must(t, h.Meetings.Invite(ctx, h.ID("Sam"), meeting.Invite{
		Triangle: h.Triangle, Meeting: meetingName, People: []id.Person{h.ID("Mei")}, GuestID: id.Entry(id.New()), GuestName: "secretword 130", GuestIs: "aunt",
	}))
	other := id.New()
	callMeeting(t, h, "Sam", other, "secretword 131", time.Hour, "Jo", "Al", "Ravi", "Bea")
	apptest.Must(t, h.Meetings.ThinkAloud(ctx, h.ID("Sam"), h.Triangle, meeting.No))
	apptest.Must(t, h.Meetings.LogWithout(ctx, h.ID("Ravi"), meeting.Without{
		ID: id.Entry(id.New()), Triangle: h.Triangle, At: h.Clock.Now().UnixMicro(), Who: []id.Person{h.ID("Ravi"), h.ID("Grace")}, About: "secretword 132",
	}))
}

// TestAMeetingStandsStillInAPause walks one meeting as somebody whose sight is
// held, who then answers, too: as in the world where nothing happened.
func TestAMeetingStandsStillInAPause(t *testing.T) {
	for _, c := range []struct{ by, who string }{{"Sam", "Jo"}, {"Ravi", "Bea"}} {
		t.Run(c.by+" holds "+c.who, func(t *testing.T) {
			t.Parallel()
			a, b, _ := twoHouses(t)
			hold(t, a, c.by, c.who)
			a.Clock.Move(time.Minute)
			meetingDuring(t, a, c.who)
			apptest.Must(t, a.RunJobs(t.Context()))
			b.Clock.Move(a.Clock.Now().Sub(b.Clock.Now()))
			w := walker{house: a, entries: []string{meetingName}, people: everybody(a)}
			look := func(h *apptest.House) map[string]string {
				out, v := map[string]string{}, h.As(t, c.who)
				for _, path := range []string{"", "/people", "/decide", "/words", "/time", "/note", "/tell", "/calendar"} {
					got := v.Get(h.In("/meetings/" + meetingName + path))
					out[path] = got.Header.Get("Content-Disposition") + w.quiet(got.Body)
				}
				out["list"], out["home"], out["without"] = w.quiet(v.Get(h.In("/meetings")).Body), w.quiet(v.Get("/").Body), w.quiet(v.Get(h.In("/meetings/without")).Body)
				return out
			}
			was := look(b)
			if !strings.Contains(was[""], "We plan the spring.") || !strings.Contains(was["/calendar"], "BEGIN:VEVENT") {
				t.Fatal("the meeting is not there")
			}
			compare(t, c.who, was, look(a))
			for _, h := range []*apptest.House{a, b} {
				send(t, h, c.who, "/meetings/"+meetingName+"/do", "do", "answer", "word", meeting.Maybe)
				send(t, h, c.who, "/meetings/"+meetingName+"/do", "do", "answer", "word", meeting.Yes)
				send(t, h, c.who, "/meetings/"+meetingName+"/words", "kind", "agenda", "draft", meetingWords, "sure", "1", "say", "My own.")
				apptest.Must(t, h.RunJobs(t.Context()))
			}
			compare(t, c.who, look(b), look(a))
			if got := a.As(t, "Sam").Get(a.In("/meetings/" + meetingName)); !strings.Contains(got.Body, "My own.") {
				t.Error("the others do not read what somebody writes whose sight is held")
			}
			a.Clock.Move(50 * time.Hour) // the day before, as they know it
			b.Clock.Move(50 * time.Hour)
			apptest.Must(t, a.RunJobs(t.Context()))
			apptest.Must(t, b.RunJobs(t.Context()))
			compare(t, c.who, look(b), look(a))
			same(t, a, b, c.who)
		})
	}
}

// meetingWords is what somebody writes in both worlds.
const meetingWords = "01900000-0000-7000-8000-0000000021a2"
