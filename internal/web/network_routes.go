package web

import (
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// networkRoutes are the pages of who else helps.
func (s *Site) networkRoutes() []Route { return nil }

// networkDone are the messages that their forms leave.
func networkDone() []string { return nil }

// networkDuty is the page where a duty of theirs is done; empty for those of others.
func networkDuty(string, duty.Duty) string { return "" }

// networkRoom is the page on which an entry of theirs stands; empty for those of others.
func networkRoom(string, disclose.Shown) string { return "" }
