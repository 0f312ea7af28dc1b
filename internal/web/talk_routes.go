package web

import (
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// talkRoutes are the pages of conversations.
func (s *Site) talkRoutes() []Route { return nil }

// talkDone are the messages that their forms leave.
func talkDone() []string { return nil }

// talkDuty is the page where a duty of theirs is done; empty for those of others.
func talkDuty(string, duty.Duty) string { return "" }

// talkRoom is the page on which an entry of theirs stands; empty for those of others.
func talkRoom(string, disclose.Shown) string { return "" }
