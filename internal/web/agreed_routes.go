package web

import (
	"net/http"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// agreedRoutes are the pages of what was agreed. A page that can open something to
// carers waits for a private moment, for whoever asked for one.
func (s *Site) agreedRoutes() []Route {
	return slices.Concat([]Route{
		{http.MethodGet, "/t/{triangle}/agreed", InPlace, s.agreedList},
		{http.MethodGet, "/t/{triangle}/agreed/new", InPlace, s.agreedForm},
		{http.MethodPost, "/t/{triangle}/agreed/new", InPlace, s.agreedCheck},
		{http.MethodPost, "/t/{triangle}/agreed", InPlace, s.agreedSend},
		{http.MethodGet, "/t/{triangle}/agreed/{agreement}", InPlace, s.alone(s.agreedPage)},
		{http.MethodGet, "/t/{triangle}/agreed/{agreement}/change", InPlace, s.agreedChangeForm},
		{http.MethodPost, "/t/{triangle}/agreed/{agreement}/change", InPlace, s.agreedCheck},
		{http.MethodPost, "/t/{triangle}/agreed/{agreement}/change/send", InPlace, s.agreedSend},
		{http.MethodPost, "/t/{triangle}/agreed/{agreement}/yes", InPlace, s.alone(s.agreedYes)},
		{http.MethodGet, "/t/{triangle}/agreed/{agreement}/no", InPlace, s.agreedNoForm},
		{http.MethodPost, "/t/{triangle}/agreed/{agreement}/no", InPlace, s.agreedNo},
		{http.MethodGet, "/t/{triangle}/agreed/{agreement}/done", InPlace, s.agreedDoneForm},
		{http.MethodPost, "/t/{triangle}/agreed/{agreement}/done", InPlace, s.agreedFinish},
		{http.MethodGet, "/t/{triangle}/agreed/{agreement}/not-done", InPlace, s.agreedMissForm},
		{http.MethodPost, "/t/{triangle}/agreed/{agreement}/not-done", InPlace, s.agreedMiss},
		{http.MethodPost, "/t/{triangle}/agreed/{agreement}/step", InPlace, s.agreedStep},
		{http.MethodGet, "/t/{triangle}/agreed/{agreement}/close", InPlace, s.agreedCloseForm},
		{http.MethodPost, "/t/{triangle}/agreed/{agreement}/close", InPlace, s.agreedClose},
		{http.MethodPost, "/t/{triangle}/agreed/{agreement}/take", InPlace, s.agreedTake},
		{http.MethodPost, "/t/{triangle}/agreed/{agreement}/looked", InPlace, s.agreedLooked},
	}, s.limitsRoutes())
}

func (s *Site) limitsRoutes() []Route {
	return []Route{
		{http.MethodGet, "/t/{triangle}/limits", InPlace, s.limitsPage},
		{http.MethodGet, "/t/{triangle}/limits/change", InPlace, s.limitsForm},
		{http.MethodPost, "/t/{triangle}/limits/change", InPlace, s.limitsSend},
		{http.MethodGet, "/admin/teams/{team}/limits", SignedIn, s.adminLimitsForm},
		{http.MethodPost, "/admin/teams/{team}/limits", SignedIn, s.adminLimitsSend},
	}
}

// agreedDone are the messages that their forms leave.
func agreedDone() []string {
	return []string{
		"done.agreed-proposed", "done.agreed-changed", "done.agreed-yes", "done.agreed-no", "done.agreed-finished", "done.agreed-missed", "done.agreed-step", "done.agreed-closed",
		"done.agreed-taken", "done.agreed-looked", "done.limits",
	}
}

// agreedDuty is the page where a duty of theirs is done; empty for those of others.
func agreedDuty(base string, d duty.Duty) string {
	switch d.Kind {
	case duty.SayYes, duty.DoAction, duty.LateForTeam, duty.LateForLead, duty.ReviewAgreed, duty.NobodyOwns:
		return base + "/agreed/" + string(d.Entry)
	}
	return ""
}

// agreedRoom is the page on which an entry of theirs stands; empty for those of others.
func agreedRoom(base string, e disclose.Shown) string {
	switch e.Kind {
	case disclose.Agreed, disclose.AgreedStep, disclose.Happened:
		if e.Parent != "" {
			return base + "/agreed/" + string(e.Parent)
		}
		return base + "/agreed/" + string(e.Entry)
	}
	return ""
}
