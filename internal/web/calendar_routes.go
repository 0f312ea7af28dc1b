package web

import (
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

const calendarPath = "/account/calendar"

// calendarRoutes are the pages of calendars. The address that calendar programs
// fetch asks for no session: whoever holds it reads what it says.
func (s *Site) calendarRoutes() []Route {
	return []Route{
		{http.MethodGet, calendarPath, SignedIn, s.calendar},
		{http.MethodGet, calendarPath + "/new", SignedIn, s.calendarNewForm},
		{http.MethodPost, calendarPath + "/new", SignedIn, s.calendarNew},
		{http.MethodGet, calendarPath + "/choices", SignedIn, s.calendarChoicesForm},
		{http.MethodPost, calendarPath + "/choices", SignedIn, s.calendarChoices},
		{http.MethodPost, calendarPath + "/off", SignedIn, s.calendarOff},
		{http.MethodGet, calendarPath + "/{event}", SignedIn, s.calendarOne},
		{http.MethodGet, "/calendar/{file}", Anybody, s.calendarFeed},
	}
}

// calendarDone are the messages that their forms leave.
func calendarDone() []string { return []string{"done.calendar-off", "done.calendar-choices"} }

// calendarDuty is the page where a duty of theirs is done; empty for those of others.
func calendarDuty(string, duty.Duty) string { return "" }

// calendarRoom is the page on which an entry of theirs stands; empty for those of others.
func calendarRoom(string, disclose.Shown) string { return "" }
