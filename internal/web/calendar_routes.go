package web

import (
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// calendarRoutes are the pages of calendars.
func (s *Site) calendarRoutes() []Route { return nil }

// calendarDone are the messages that their forms leave.
func calendarDone() []string { return nil }

// calendarDuty is the page where a duty of theirs is done; empty for those of others.
func calendarDuty(string, duty.Duty) string { return "" }

// calendarRoom is the page on which an entry of theirs stands; empty for those of others.
func calendarRoom(string, disclose.Shown) string { return "" }
