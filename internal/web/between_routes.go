package web

import (
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// betweenRoutes are the pages of six relationships.
func (s *Site) betweenRoutes() []Route { return nil }

// betweenDone are the messages that their forms leave.
func betweenDone() []string { return nil }

// betweenDuty is the page where a duty of theirs is done; empty for those of others.
func betweenDuty(string, duty.Duty) string { return "" }

// betweenRoom is the page on which an entry of theirs stands; empty for those of others.
func betweenRoom(string, disclose.Shown) string { return "" }
