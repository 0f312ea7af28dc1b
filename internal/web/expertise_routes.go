package web

import (
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// expertiseRoutes are the pages of what each one knows.
func (s *Site) expertiseRoutes() []Route { return nil }

// expertiseDone are the messages that their forms leave.
func expertiseDone() []string { return nil }

// expertiseDuty is the page where a duty of theirs is done; empty for those of others.
func expertiseDuty(string, duty.Duty) string { return "" }

// expertiseRoom is the page on which an entry of theirs stands; empty for those of others.
func expertiseRoom(string, disclose.Shown) string { return "" }
