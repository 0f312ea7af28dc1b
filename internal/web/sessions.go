package web

import (
	"fmt"
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

func (s *Site) guardRoutes() []Route {
	return []Route{
		{http.MethodGet, "/account/sessions", SignedIn, s.sessions},
		{http.MethodPost, "/account/sessions/end", SignedIn, s.endOtherSessions},
		{http.MethodPost, "/account/sessions/end-all", SignedIn, s.endAllSessions},
		{http.MethodPost, "/account/sessions/{session}/end", SignedIn, s.endSession},
		{http.MethodPost, "/account/arrivals/{arrival}/mine", SignedIn, s.wasMe},
		{http.MethodPost, "/account/arrivals/{arrival}/not-mine", SignedIn, s.wasNotMe},
		{http.MethodPost, "/still-here", SignedIn, s.stillHere},
		{http.MethodGet, "/lost", Anybody, s.lostForm},
		{http.MethodPost, "/lost", Anybody, s.lost},
		{http.MethodGet, "/lost/{link}", Anybody, s.lostLink},
		{http.MethodPost, "/lost/{link}", Anybody, s.lostOpen},
		{http.MethodGet, "/lost/on", Anybody, s.lostOn},
		{http.MethodPost, "/lost/on", Anybody, s.lostFinish},
		{http.MethodGet, "/lost/stop/{recovery}/{code}", Anybody, s.lostStopForm},
		{http.MethodPost, "/lost/stop/{recovery}/{code}", Anybody, s.lostStop},
		{http.MethodPost, "/account/recovery/{recovery}/stop", SignedIn, s.lostStopHere},
		{http.MethodGet, "/vouch/{recovery}", SignedIn, s.vouchForm},
		{http.MethodPost, "/vouch/{recovery}", SignedIn, s.vouch},
	}
}

const sessionsPath = "/account/sessions"

// sessions shows where somebody is signed in, and lets them end each.
func (s *Site) sessions(w http.ResponseWriter, r *http.Request, v *Visit) error {
	open, err := s.SignIn.List(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	if err := s.guardNotes(r, v); err != nil {
		return err
	}
	page := &ui.ListPage{
		Base: s.base(v), Title: v.Words.T("account.sessions"), Lead: v.Words.T("account.sessions-why"),
		BackTo: &ui.Link{Href: "/account", Text: v.Words.T("account.title")},
	}
	page.Notice = notice(v, r)
	section := ui.ListSection{ID: "sessions", Title: v.Words.T("guard.open-now")}
	for _, one := range open {
		section.Items = append(section.Items, sessionItem(v, one))
	}
	if len(open) > 1 {
		section.Actions = append(section.Actions, ui.Post(v.Words.T("account.end-others"), sessionsPath+"/end").As(ui.QuietAction))
	}
	section.Actions = append(section.Actions, ui.Post(v.Words.T("guard.end-all"), sessionsPath+"/end-all").As(ui.QuietAction))
	page.Sections = []ui.ListSection{section, {
		ID: "kept", Title: v.Words.T("guard.how-long"), Say: []ui.Rich{ui.Plain(v.Words.T("guard.how-long-why")), ui.Plain(v.Words.T("guard.device-why"))},
	}}
	return s.page(w, http.StatusOK, page)
}

func sessionItem(v *Visit, one signin.Session) ui.Item {
	item := ui.Item{
		Who:  ui.Person{Name: one.Device, Initials: initialsOf(one.Device)},
		Text: ui.Plain(v.Words.T("guard.session", "since", whenOf(v, one.Made), "seen", whenOf(v, one.Seen), "way", v.Words.T("guard.way-"+string(one.Way)))),
	}
	if one.ID == v.Session.ID {
		item.When = v.Words.T("account.this-one")
		return item
	}
	end := ui.Post(v.Words.T("account.end-session"), sessionsPath+"/"+one.ID+"/end")
	end.More = one.Device
	item.Actions = []ui.Action{end}
	return item
}

// endSession ends one of the visitor's own sessions at once.
func (s *Site) endSession(w http.ResponseWriter, r *http.Request, v *Visit) error {
	session := r.PathValue("session")
	if !id.Valid(session) {
		return errs.Missing("web.endSession")
	}
	if err := s.SignIn.End(r.Context(), v.Person.ID, session); err != nil {
		return err
	}
	return seeOther(w, r, sessionsPath, "done.session-ended")
}

func (s *Site) endOtherSessions(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.EndOthers(r.Context(), v.Person.ID, v.Session.ID); err != nil {
		return err
	}
	return seeOther(w, r, sessionsPath, "done.sessions-ended")
}

func (s *Site) endAllSessions(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.EndAll(r.Context(), v.Person.ID); err != nil {
		return err
	}
	s.dropCookie(w)
	return seeOther(w, r, "/sign-in", "done.signed-out")
}

// stillHere keeps a session going. The script reads how long it lasts now.
func (s *Site) stillHere(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if next := r.PostFormValue("next"); here(next) {
		return seeOther(w, r, next, "")
	}
	quiet, most := s.SignIn.Left(v.Session)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := fmt.Fprintf(w, "%.0f %.0f", quiet.Seconds(), most.Seconds())
	return err
}

// guardNotes says on a page what somebody should know of their account, until they answer.
func (s *Site) guardNotes(r *http.Request, v *Visit) error {
	asked, err := s.SignIn.Arrivals(r.Context(), v.Person.ID, v.Session.ID)
	if err != nil {
		return err
	}
	v.Notes = nil
	for _, a := range asked {
		base := "/account/arrivals/" + a.ID
		v.Notes = append(v.Notes, ui.NoteBox{
			Text: ui.Say(v.Words, "guard.arrival-"+string(a.Kind), "device", a.Device, "when", whenOf(v, a.At), "count", a.Times), Late: a.Kind == signin.UsedChanged,
			Actions: []ui.Action{ui.Post(v.Words.T("guard.mine"), base+"/mine").As(ui.QuietAction), ui.Post(v.Words.T("guard.not-mine"), base+"/not-mine").As(ui.QuietAction)},
		})
	}
	coming, err := s.SignIn.Recoveries(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	for _, one := range coming {
		v.Notes = append(v.Notes, ui.NoteBox{
			Text: ui.Say(v.Words, "guard.recovery", "when", whenOf(v, one.Mailed)), Late: true,
			Actions: []ui.Action{ui.Post(v.Words.T("guard.not-mine"), "/account/recovery/"+one.ID+"/stop").As(ui.QuietAction)},
		})
	}
	askers, err := s.SignIn.Askers(r.Context(), v.Person)
	if err != nil {
		return err
	}
	for _, a := range askers {
		v.Notes = append(v.Notes, ui.NoteBox{
			Text:    ui.Say(v.Words, "vouch.asks", "name", a.Person.Name),
			Actions: []ui.Action{ui.Also(v.Words.T("vouch.look"), "/vouch/"+a.Recovery)},
		})
	}
	return nil
}

func (s *Site) wasMe(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.WasMe(r.Context(), v.Person.ID, v.Session.ID, r.PathValue("arrival")); err != nil {
		return err
	}
	return seeOther(w, r, sessionsPath, "done.was-me")
}

// wasNotMe ends the other session and leads to the next thing to do.
func (s *Site) wasNotMe(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.WasNotMe(r.Context(), v.Person.ID, v.Session.ID, r.PathValue("arrival")); err != nil {
		return err
	}
	return seeOther(w, r, "/account/password", "done.was-not-me")
}
