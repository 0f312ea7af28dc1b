package web

import (
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// networkRoutes are the pages of who else helps.
func (s *Site) networkRoutes() []Route {
	get, post := http.MethodGet, http.MethodPost
	return []Route{
		{get, "/t/{triangle}/network", InPlace, s.network},
		{get, "/t/{triangle}/network/ring", InPlace, s.networkRing},
		{get, "/t/{triangle}/network/new", InPlace, s.contactNewForm},
		{post, "/t/{triangle}/network/new", InPlace, s.contactCheck},
		{post, "/t/{triangle}/network/send", InPlace, s.contactSend},
		{get, "/t/{triangle}/network/{contact}", InPlace, s.contactRead},
		{get, "/t/{triangle}/network/{contact}/change", InPlace, s.contactChangeForm},
		{post, "/t/{triangle}/network/{contact}/change", InPlace, s.contactChange},
		{get, "/t/{triangle}/network/{contact}/end", InPlace, s.contactEndForm},
		{post, "/t/{triangle}/network/{contact}/end", InPlace, s.contactEnd},
	}
}

// networkDone are the messages that their forms leave.
func networkDone() []string {
	return []string{"done.contact", "done.contact-changed", "done.contact-ended"}
}

// networkDuty is the page where a duty of theirs is done; empty for those of others.
func networkDuty(string, duty.Duty) string { return "" }

// networkRoom is the page on which an entry of theirs stands; empty for those of others.
func networkRoom(base string, e disclose.Shown) string {
	if e.Kind != disclose.Contact {
		return ""
	}
	return base + "/network/" + string(e.Entry)
}
