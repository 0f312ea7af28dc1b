package web

import (
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// betweenRoutes are the pages of six relationships.
func (s *Site) betweenRoutes() []Route {
	const base, word, task = "/t/{triangle}/between", "/t/{triangle}/between/entry/{entry}", "/t/{triangle}/between/{arrow}/{person}/{task}"
	return []Route{
		{http.MethodGet, base, InPlace, s.between},
		{http.MethodGet, base + "/timeline", InPlace, s.betweenTimeline},
		{http.MethodGet, base + "/rhythm", InPlace, s.rhythmForm},
		{http.MethodPost, base + "/rhythm", InPlace, s.rhythmSave},
		{http.MethodPost, base + "/not-now", InPlace, s.rhythmLater},
		{http.MethodGet, base + "/{arrow}", InPlace, s.arrow},
		{http.MethodGet, base + "/{arrow}/{person}", InPlace, s.arrowWith},
		{http.MethodGet, task, InPlace, s.arrowWordForm},
		{http.MethodPost, task, InPlace, s.arrowWordKeep},
		{http.MethodGet, word, InPlace, s.arrowWord},
		{http.MethodGet, word + "/share", InPlace, s.arrowShareForm},
		{http.MethodPost, word + "/share", InPlace, s.arrowShare},
		{http.MethodPost, word + "/unshare", InPlace, s.arrowUnshare},
		{http.MethodGet, word + "/correct", InPlace, s.arrowCorrectForm},
		{http.MethodPost, word + "/correct", InPlace, s.arrowCorrect},
		{http.MethodGet, "/admin/tasks", SignedIn, s.taskWordings},
		{http.MethodGet, "/admin/tasks/{task}", SignedIn, s.taskWordingForm},
		{http.MethodPost, "/admin/tasks/{task}", SignedIn, s.taskWordingSave},
	}
}

// betweenDone are the messages that their forms leave.
func betweenDone() []string {
	return []string{
		"done.between-kept", "done.between-shared", "done.between-waits", "done.between-unshared", "done.between-rhythm", "done.between-later",
		"done.between-reworded", "done.between-put-back",
	}
}

// betweenDuty is the page where a duty of theirs is done; empty for those of others.
func betweenDuty(base string, d duty.Duty) string {
	if d.Kind == duty.LookAtArrow {
		return base + "/between"
	}
	return ""
}

// betweenRoom is the page on which an entry of theirs stands; empty for those of others.
func betweenRoom(base string, e disclose.Shown) string {
	if e.Kind == disclose.Reflection || e.Kind == disclose.Received {
		return base + "/between/entry/" + string(e.Entry)
	}
	return ""
}
