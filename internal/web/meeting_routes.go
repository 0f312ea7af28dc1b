package web

import (
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// meetingRoutes are the pages of meetings.
func (s *Site) meetingRoutes() []Route { return nil }

// meetingDone are the messages that their forms leave.
func meetingDone() []string { return nil }

// meetingDuty is the page where a duty of theirs is done; empty for those of others.
func meetingDuty(string, duty.Duty) string { return "" }

// meetingRoom is the page on which an entry of theirs stands; empty for those of others.
func meetingRoom(string, disclose.Shown) string { return "" }
