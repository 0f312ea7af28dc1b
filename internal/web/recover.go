package web

import (
	"net/http"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

// lostForm is for whoever lost a password or a device. It asks for the address alone.
func (s *Site) lostForm(w http.ResponseWriter, _ *http.Request, v *Visit) error {
	return s.page(w, http.StatusOK, s.lostPage(v, ""))
}

func (s *Site) lostPage(v *Visit, email string) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("lost.title"), Lead: v.Words.T("lost.lead"), Action: "/lost", Button: v.Words.T("lost.button"),
		BackTo: &ui.Link{Href: "/sign-in", Text: v.Words.T("lost.back")},
		Parts:  []ui.FormPart{{Field: &ui.Field{ID: "email", Name: "email", Type: "email", Label: v.Words.T("sign-in.email"), Value: email, Autocomplete: "username"}}},
		After:  []ui.Rich{ui.Plain(v.Words.T("lost.what-next")), ui.Plain(v.Words.T("lost.no-mail"))},
	}
}

// lost answers every address alike.
func (s *Site) lost(w http.ResponseWriter, r *http.Request, v *Visit) error {
	email := r.PostFormValue("email")
	if err := s.SignIn.AskBack(r.Context(), email, addressOf(r)); err != nil {
		return s.formAgain(w, v, s.lostPage(v, email), err)
	}
	return s.page(w, http.StatusOK, &ui.MessagePage{
		Base: s.base(v), Title: v.Words.T("lost.sent"), Lead: v.Words.T("lost.sent-lead"), Text: []ui.Rich{ui.Plain(v.Words.T("lost.sent-what")), ui.Plain(v.Words.T("lost.sent-none"))},
		Actions: []ui.Action{ui.Also(v.Words.T("lost.back"), "/sign-in")},
	})
}

// lostLink asks for one press, so that a program that reads mails uses nothing up.
func (s *Site) lostLink(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.LinkHolds(r.Context(), r.PathValue("link")); err != nil {
		return s.lostOver(w, v, err)
	}
	return s.page(w, http.StatusOK, &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("lost.link"), Lead: v.Words.T("lost.link-lead"), Action: r.URL.Path, Button: v.Words.T("lost.link-button"),
		After: []ui.Rich{ui.Plain(v.Words.T("lost.link-browser"))},
	})
}

// lostOver says kindly why somebody cannot go on here, and what they can do.
func (s *Site) lostOver(w http.ResponseWriter, v *Visit, err error) error {
	if !errs.Is(err, errs.Conflict) {
		return err
	}
	return s.page(w, http.StatusConflict, &ui.MessagePage{
		Base: s.base(v), Title: v.Words.T("lost.not-open"), Lead: v.Words.T(errs.KeyOf(err)),
		Actions: []ui.Action{ui.Do(v.Words.T("lost.ask-again"), "/lost"), ui.Also(v.Words.T("lost.back"), "/sign-in")},
	})
}

const lostPath = "/lost/on"

func (s *Site) lostOpen(w http.ResponseWriter, r *http.Request, v *Visit) error {
	browser, err := s.SignIn.OpenLink(r.Context(), r.PathValue("link"))
	if err != nil {
		return s.lostOver(w, v, err)
	}
	s.setLost(w, browser, 7*24*time.Hour)
	return seeOther(w, r, lostPath, "")
}

func (s *Site) setLost(w http.ResponseWriter, value string, d time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: s.hostCookie("lost"), Value: value, Path: "/", MaxAge: int(d.Seconds()), Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// browserOf is what the browser holds in which a link was opened.
func (s *Site) browserOf(r *http.Request) string {
	c, err := r.Cookie(s.hostCookie("lost"))
	if err != nil {
		return ""
	}
	return c.Value
}

// lostOn shows where somebody stands who comes back: what they wait for, or the new password.
func (s *Site) lostOn(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c, err := s.SignIn.Coming(r.Context(), s.browserOf(r))
	if err != nil {
		return s.lostOver(w, v, err)
	}
	switch {
	case c.Now:
		return s.page(w, http.StatusOK, s.freshPasswordPage(v, ""))
	case c.Need == signin.NeedWait:
		return s.page(w, http.StatusOK, &ui.MessagePage{
			Base: s.base(v), Title: v.Words.T("lost.wait"), Lead: v.Words.T("lost.wait-lead", "when", whenOf(v, c.Ready)),
			Text: []ui.Rich{ui.Plain(v.Words.T("lost.wait-why")), ui.Plain(v.Words.T("lost.same-browser", "until", whenOf(v, c.Ends)))},
		})
	}
	return s.page(w, http.StatusOK, &ui.MessagePage{
		Base: s.base(v), Title: v.Words.T("lost.second"), Lead: v.Words.T("lost.second-lead"),
		Text: []ui.Rich{
			ui.Say(v.Words, "lost.number", "number", c.Number[:3]+" "+c.Number[3:]), ui.Plain(v.Words.T("lost.second-who")), ui.Plain(v.Words.T("lost.second-why")),
			ui.Plain(v.Words.T("lost.same-browser", "until", whenOf(v, c.Ends))),
		},
		Actions: []ui.Action{ui.Do(v.Words.T("lost.look-again"), lostPath), ui.Also(v.Words.T("frame.ring"), "/ring")},
	})
}

func (s *Site) freshPasswordPage(v *Visit, lost signin.Lost) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("lost.fresh"), Lead: v.Words.T("lost.fresh-lead"), Action: lostPath, Button: v.Words.T("lost.fresh-button"),
		Parts: []ui.FormPart{{Field: &ui.Field{
			ID: "password", Name: "password", Type: "password", Label: v.Words.T("account.new-password"), Hint: v.Words.T("begin.password-hint"), Autocomplete: "new-password",
		}}, {Options: &ui.Options{ID: "lost", Name: "lost", Legend: v.Words.T("lost.what"), Hint: v.Words.T("lost.what-why"), Items: []ui.Option{
			{Value: string(signin.LostPassword), Label: v.Words.T("lost.what-password"), Checked: lost != signin.LostDevice},
			{Value: string(signin.LostDevice), Label: v.Words.T("lost.what-device"), Checked: lost == signin.LostDevice},
		}}}},
	}
}

// lostFinish sets the new password and signs in.
func (s *Site) lostFinish(w http.ResponseWriter, r *http.Request, v *Visit) error {
	by, lost := s.proofOf(r, signin.ByReturn, 1), signin.Lost(r.PostFormValue("lost"))
	token, err := s.SignIn.ComeBack(r.Context(), s.browserOf(r), r.PostFormValue("password"), lost, by)
	if errs.Is(err, errs.Conflict) {
		return s.lostOver(w, v, err)
	}
	if err != nil {
		return s.formAgain(w, v, s.freshPasswordPage(v, lost), err)
	}
	if err := s.leaveBefore(r, v); err != nil {
		return err
	}
	s.setLost(w, "", -time.Second)
	s.arrived(w, token, by)
	return seeOther(w, r, sessionsPath, "done.came-back")
}

// lostStopForm asks for one press: a program that follows links stops nothing.
func (s *Site) lostStopForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.page(w, http.StatusOK, &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("lost.stop"), Lead: v.Words.T("lost.stop-lead"), Action: r.URL.Path, Button: v.Words.T("guard.not-mine"),
	})
}

func (s *Site) lostStop(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.StopByMail(r.Context(), r.PathValue("recovery"), r.PathValue("code")); err != nil {
		return s.lostOver(w, v, err)
	}
	return s.page(w, http.StatusOK, &ui.MessagePage{
		Base: s.base(v), Title: v.Words.T("lost.stop-done"), Lead: v.Words.T("lost.stop-done-lead"), Actions: []ui.Action{ui.Also(v.Words.T("lost.back"), "/sign-in")},
	})
}

// lostStopHere is the same in an open session.
func (s *Site) lostStopHere(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.Stop(r.Context(), v.Person.ID, r.PathValue("recovery")); err != nil {
		return s.lostOver(w, v, err)
	}
	return seeOther(w, r, sessionsPath, "done.recovery-stopped")
}
