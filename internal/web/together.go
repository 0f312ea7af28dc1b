package web

import (
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// togetherRoutes are the pages of working together.
func (s *Site) togetherRoutes() []Route {
	return slices.Concat(s.betweenRoutes(), s.expertiseRoutes(), s.agreedRoutes(), s.talkRoutes(), s.meetingRoutes(), s.calendarRoutes(), s.networkRoutes())
}

// togetherDone are the messages that their forms leave.
func togetherDone() []string {
	return slices.Concat(betweenDone(), expertiseDone(), agreedDone(), talkDone(), meetingDone(), calendarDone(), networkDone())
}

// togetherDuty is the page where a duty of working together is done; empty for any other.
func togetherDuty(base string, d duty.Duty) string {
	for _, of := range []func(string, duty.Duty) string{betweenDuty, expertiseDuty, talkDuty, agreedDuty, meetingDuty, calendarDuty, networkDuty} {
		if href := of(base, d); href != "" {
			return href
		}
	}
	return ""
}

// togetherRoom is the page on which an entry stands that has a room of its own; empty for any other.
func togetherRoom(base string, e disclose.Shown) string {
	for _, of := range []func(string, disclose.Shown) string{betweenRoom, expertiseRoom, agreedRoom, talkRoom, meetingRoom, calendarRoom, networkRoom} {
		if href := of(base, e); href != "" {
			return href
		}
	}
	return ""
}
