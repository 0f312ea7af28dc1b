package web

import (
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
)

// talkRoutes are the pages of conversations.
func (s *Site) talkRoutes() []Route {
	const get, post = http.MethodGet, http.MethodPost
	return []Route{
		{get, "/t/{triangle}/talk", InPlace, s.talks},
		{get, "/t/{triangle}/talk/new", InPlace, s.talkNewForm},
		{post, "/t/{triangle}/talk/new", InPlace, s.talkNew},
		{post, "/t/{triangle}/talk/with", InPlace, s.talkWith},
		{post, "/t/{triangle}/talk/new/audience", InPlace, s.talkNewAudience},
		{post, "/t/{triangle}/talk/new/send", InPlace, s.talkNewSend},
		{get, "/t/{triangle}/talk/{conversation}", InPlace, s.talk},
		{post, "/t/{triangle}/talk/{conversation}", InPlace, s.talkSay},
		{post, "/t/{triangle}/talk/{conversation}/audience", InPlace, s.talkAudience},
		{post, "/t/{triangle}/talk/{conversation}/send", InPlace, s.talkSend},
		{post, "/t/{triangle}/talk/{conversation}/find", InPlace, s.talkFind},
		{post, "/t/{triangle}/talk/{conversation}/answer", InPlace, s.talkMark},
		{get, "/t/{triangle}/talk/{conversation}/yes", InPlace, s.alone(s.talkYesForm)},
		{post, "/t/{triangle}/talk/{conversation}/yes", InPlace, s.alone(s.talkYes)},
		{get, "/t/{triangle}/talk/{conversation}/people", InPlace, s.talkPeople},
		{post, "/t/{triangle}/talk/{conversation}/people", InPlace, s.talkAdd},
		{get, "/t/{triangle}/talk/{conversation}/people/add", InPlace, s.talkAddForm},
		{post, "/t/{triangle}/talk/{conversation}/people/{person}/end", InPlace, s.talkLeave},
		{get, "/t/{triangle}/talk/{conversation}/earlier/{person}", InPlace, s.talkEarlierForm},
		{post, "/t/{triangle}/talk/{conversation}/earlier/{person}", InPlace, s.talkEarlier},
		{post, "/t/{triangle}/talk/reads", InPlace, s.talkReads},
	}
}

// talkDone are the messages that their forms leave.
func talkDone() []string {
	return []string{"done.talk-opened", "done.talk-said", "done.talk-answered", "done.talk-yes", "done.talk-no", "done.talk-came", "done.talk-left", "done.talk-earlier-yes", "done.talk-earlier-no", "done.talk-reads-on", "done.talk-reads-off"}
}

// talkDuty is the page where a duty of theirs is done; empty for those of others.
func talkDuty(base string, d duty.Duty) string {
	to := base + "/talk/" + string(d.Entry)
	switch d.Kind {
	case duty.AnswerTalk, duty.AnswerLate, duty.AnswerVeryLate:
		return to + "?see=" + d.Ref + "#m-" + d.Ref
	case duty.AgreeEarlier:
		return to + "/earlier/" + string(d.For)
	}
	return ""
}

// talkRoom is the page on which an entry of theirs stands; empty for those of others.
func talkRoom(base string, e disclose.Shown) string {
	switch e.Kind {
	case disclose.Conversation:
		return base + "/talk/" + string(e.Entry)
	case disclose.Message:
		return base + "/talk/" + string(e.Parent) + "?see=" + string(e.Entry) + "#m-" + string(e.Entry)
	}
	return ""
}
