package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/sharing"
)

// safetyRoutes are for people under pressure. The addresses of a service user's
// own pages say nothing: a browser remembers them.
func (s *Site) safetyRoutes() []Route {
	get, post := http.MethodGet, http.MethodPost
	private := []Route{
		{get, "/t/{triangle}/sharing/more", InPlace, s.pauses},
		{get, "/t/{triangle}/sharing/more/{person}", InPlace, s.pauseForm},
		{post, "/t/{triangle}/sharing/more/{person}", InPlace, s.pause},
		{post, "/t/{triangle}/sharing/more/{person}/end", InPlace, s.pauseEnd},
		{get, "/t/{triangle}/sharing/first", InPlace, s.checkInForm},
		{post, "/t/{triangle}/sharing/first", InPlace, s.checkInSave},
		{get, "/t/{triangle}/sharing/again", InPlace, s.checkIns},
		{post, "/t/{triangle}/sharing/again/{change}", InPlace, s.checkIn},
	}
	for i := range private {
		private[i].Do = s.inPrivate(private[i].Do)
	}
	return append(private, []Route{
		{get, "/t/{triangle}/holds", InPlace, s.holds},
		{get, "/t/{triangle}/people/{person}/hold", InPlace, s.holdForm},
		{post, "/t/{triangle}/people/{person}/hold", InPlace, s.holdSet},
		{get, "/t/{triangle}/holds/{hold}", InPlace, s.holdPage},
		{post, "/t/{triangle}/holds/{hold}/confirm", InPlace, s.holdConfirm},
		{get, "/t/{triangle}/holds/{hold}/longer", InPlace, s.holdLongerForm},
		{post, "/t/{triangle}/holds/{hold}/longer", InPlace, s.holdLonger},
		{post, "/t/{triangle}/holds/{hold}/end", InPlace, s.holdEnd},
		{get, "/t/{triangle}/check-in/{change}", InPlace, s.checkInTalk},
		{post, "/t/{triangle}/check-in/{change}", InPlace, s.checkInTalked},
	}...)
}

// saidAlone reports whether somebody said that they are alone, a short while ago
// and in this session. For these pages it is asked of everybody.
func saidAlone(v *Visit) bool { return v.Now.UnixMicro() < v.Session.PrivateUntil }

// inPrivate is for a service user alone, and only when they said so.
func (s *Site) inPrivate(do handler) handler {
	return func(w http.ResponseWriter, r *http.Request, v *Visit) error {
		if !v.Place.Is(sharing.ServiceUser) {
			return errs.Missing("web.inPrivate")
		}
		if saidAlone(v) {
			return do(w, r, v)
		}
		return s.page(w, http.StatusOK, s.privatePage(v, s.comeBack(r)))
	}
}
