package web_test

import (
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
)

// A meeting of the room of meetings stands in the calendar of who comes, and
// nowhere else, and goes when it is called off.
func TestAMeetingStandsInTheCalendarOfWhoComes(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		london, err := time.LoadLocation("Europe/London")
		apptest.Must(t, err)
		m := id.Entry(id.New())
		apptest.Must(t, h.Meetings.Call(t.Context(), h.ID("Sam"), meeting.Call{
			ID: m, Triangle: h.Triangle, Topic: "care-plan", Why: "The nights are bad.", Minutes: 60, Zone: london, People: []id.Person{h.ID("Jo"), h.ID("Ravi")},
			When: meeting.When{Day: "26", Month: "11", Year: "2026", Clock: "14:00"},
		}))
		jo, al := feedOf(t, h, "Jo", "words"), feedOf(t, h, "Al", "kind")
		invited := fetched(t, h, jo)
		if !strings.Contains(invited, "SUMMARY:An invitation to answer: The nights are bad.") || strings.Contains(invited, "SUMMARY:A meeting") {
			t.Errorf("Jo is invited:\n%s", invited)
		}
		h.Clock.Move(time.Minute)
		apptest.Must(t, h.Meetings.Answer(t.Context(), h.ID("Jo"), h.Triangle, m, meeting.Yes))
		comes := fetched(t, h, jo)
		for _, want := range []string{"SUMMARY:A meeting: The nights are bad.", "DTSTART:20261126T140000Z", "DTEND:20261126T150000Z"} {
			if !strings.Contains(comes, want) {
				t.Errorf("%q is not in\n%s", want, comes)
			}
		}
		mustSay(t, h.As(t, "Jo").Get("/account/calendar"), "A meeting", "Thursday 26 November, 2pm")
		if file := fetched(t, h, al); strings.Contains(file, "VEVENT") {
			t.Errorf("Al is not invited:\n%s", file)
		}
		h.Clock.Move(time.Minute)
		apptest.Must(t, h.Meetings.CallOff(t.Context(), h.ID("Sam"), h.Triangle, m))
		off := fetched(t, h, jo)
		if strings.Contains(off, "STATUS:CONFIRMED") || !strings.Contains(off, "STATUS:CANCELLED") || strings.Contains(off, "nights") {
			t.Errorf("called off:\n%s", off)
		}
	})
}
