package web

import (
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// expertiseRoutes are the pages of what each one knows.
func (s *Site) expertiseRoutes() []Route {
	return []Route{
		{http.MethodGet, "/t/{triangle}/expertise", InPlace, s.expertise},
		{http.MethodGet, "/t/{triangle}/expertise/mine", InPlace, s.expertiseForm},
		{http.MethodPost, "/t/{triangle}/expertise/mine", InPlace, s.expertiseSave},
		{http.MethodGet, "/t/{triangle}/expertise/elsewhere", InPlace, s.expertiseElsewhere},
		{http.MethodGet, "/t/{triangle}/expertise/share", InPlace, s.expertiseShareForm},
		{http.MethodPost, "/t/{triangle}/expertise/share", InPlace, s.expertiseShare},
		{http.MethodGet, "/t/{triangle}/account-of/{person}", InPlace, s.accountOf},
		{http.MethodPost, "/t/{triangle}/account-of/{person}/read", InPlace, s.accountRead},
		{http.MethodGet, "/t/{triangle}/account-of/{person}/write", InPlace, s.accountForm},
		{http.MethodPost, "/t/{triangle}/account-of/{person}/write", InPlace, s.accountSave},
		{http.MethodGet, "/t/{triangle}/account-of/{person}/share", InPlace, s.accountShareForm},
		{http.MethodPost, "/t/{triangle}/account-of/{person}/share", InPlace, s.accountShare},
		{http.MethodGet, "/t/{triangle}/views", InPlace, s.views},
		{http.MethodPost, "/t/{triangle}/views", InPlace, s.viewsOpen},
		{http.MethodGet, "/t/{triangle}/views/new", InPlace, s.viewsNew},
		{http.MethodPost, "/t/{triangle}/views/new", InPlace, s.viewsNewNext},
		{http.MethodGet, "/t/{triangle}/views/{matter}", InPlace, s.viewsPage},
		{http.MethodGet, "/t/{triangle}/views/{matter}/mine", InPlace, s.viewForm},
		{http.MethodPost, "/t/{triangle}/views/{matter}/mine", InPlace, s.viewSave},
		{http.MethodGet, "/t/{triangle}/views/{matter}/go-on", InPlace, s.goOnForm},
		{http.MethodPost, "/t/{triangle}/views/{matter}/go-on", InPlace, s.goOnSave},
		{http.MethodPost, "/t/{triangle}/views/{matter}/go-on/{entry}", InPlace, s.goOnAnswer},
		{http.MethodPost, "/t/{triangle}/views/{matter}/now", InPlace, s.viewsNow},
		{http.MethodGet, "/t/{triangle}/views/{matter}/look", InPlace, s.lookForm},
		{http.MethodPost, "/t/{triangle}/views/{matter}/look", InPlace, s.lookSave},
	}
}

// expertiseDone are the messages that their forms leave.
func expertiseDone() []string {
	return []string{
		"done.expertise", "done.expertise-shared", "done.account", "done.account-read", "done.views-open", "done.view", "done.go-on", "done.views-word", "done.look",
	}
}

// expertiseDuty is the page where a duty of theirs is done; empty for those of others.
func expertiseDuty(base string, d duty.Duty) string {
	if d.Kind == duty.LookAgain {
		return base + "/views/" + string(d.Entry)
	}
	return ""
}

// expertiseRoom is the page on which an entry of theirs stands; empty for those of others.
func expertiseRoom(base string, e disclose.Shown) string {
	switch e.Kind {
	case disclose.Expertise:
		return base + "/expertise"
	case disclose.Account:
		return base + "/account-of/" + string(e.GivenBy)
	case disclose.Matter:
		return base + "/views/" + string(e.Entry)
	case disclose.View, disclose.GoOn:
		return base + "/views/" + string(e.Parent)
	}
	return ""
}
