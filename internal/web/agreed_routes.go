package web

import (
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// agreedRoutes are the pages of what was agreed.
func (s *Site) agreedRoutes() []Route { return nil }

// agreedDone are the messages that their forms leave.
func agreedDone() []string { return nil }

// agreedDuty is the page where a duty of theirs is done; empty for those of others.
func agreedDuty(string, duty.Duty) string { return "" }

// agreedRoom is the page on which an entry of theirs stands; empty for those of others.
func agreedRoom(string, disclose.Shown) string { return "" }
