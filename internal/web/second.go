package web

import (
	"net/http"
	"net/url"

	"trialogue/internal/errs"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// halfway keeps a session that has proved too little away from everything but
// the pages that ask for more. On pages for anybody its person is nobody; after
// a short while it is no session at all.
func (s *Site) halfway(w http.ResponseWriter, r *http.Request, route Route, v *Visit) (stop bool, err error) {
	if !v.SignedIn() || !signin.Halfway(v.Session, v.Person) {
		return false, nil
	}
	fresh := signin.Fresh(v.Session, v.Now)
	switch {
	case fresh && route.Who == Halfway:
		return false, nil
	case fresh && route.Who != Anybody:
		return true, seeOtherNext(w, r, "/second", s.comeBack(r))
	}
	v.Session, v.Person = signin.Session{}, triangle.Person{}
	return false, nil
}

// seeOtherNext leads to a page that leads on to another one.
func seeOtherNext(w http.ResponseWriter, r *http.Request, to, next string) error {
	if here(next) && next != "/" {
		to += "?" + url.Values{"next": {next}}.Encode()
	}
	return seeOther(w, r, to, "")
}

// quietBase is the frame of a page on the way in: no menu, nothing that rings.
func (s *Site) quietBase(v *Visit) ui.Base {
	base := s.base(v)
	base.Quiet, base.Nav, base.Events, base.EndsIn, base.As = true, nil, "", 0, ""
	return base
}

// onward is where a page on the way in leads in the end.
func onward(next string) string {
	if here(next) {
		return next
	}
	return "/"
}

// second asks for the second factor, or helps to get one.
func (s *Site) second(w http.ResponseWriter, r *http.Request, v *Visit) error {
	next := onward(r.URL.Query().Get("next"))
	if !signin.Halfway(v.Session, v.Person) {
		return seeOther(w, r, next, "")
	}
	page, err := s.secondPage(r, v, next)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) secondPage(r *http.Request, v *Visit, next string) (*ui.ProofPage, error) {
	have, err := s.SignIn.Ways(r.Context(), v.Person.ID)
	if err != nil {
		return nil, err
	}
	if !have.Second() {
		return s.firstSecond(v), nil
	}
	t := v.Words.T
	page := &ui.ProofPage{Base: s.quietBase(v), Title: t("second.title"), Lead: t("second.lead")}
	hidden := []ui.Hidden{{Name: "next", Value: next}}
	if len(have.Passkeys) > 0 && s.SignIn.Offers() {
		page.Passkey = &ui.PasskeyForm{
			Ask: "/passkey/ask-me", For: string(signin.ToRise), Action: "/second/passkey", Hidden: hidden, Title: t("ways.passkey"), Button: t("passkey.use"),
		}
	}
	form := ui.ProofForm{ID: "by-code", Title: t("second.by-code"), Action: "/second", Hidden: hidden, Button: t("second.button"), Quiet: page.Passkey != nil}
	form.Parts = []ui.FormPart{{Field: codeField(v, have)}}
	page.Forms = []ui.ProofForm{form}
	return page, nil
}

// codeField asks for a code of an app, or one of those that were written down.
func codeField(v *Visit, have signin.Ways) *ui.Field {
	f := &ui.Field{ID: "code", Name: "code", Label: v.Words.T("second.code"), Hint: v.Words.T("second.code-hint"), Autocomplete: "one-time-code", MaxLength: codeMost, Narrow: true}
	if !have.Codes {
		f.Label, f.Hint, f.Autocomplete = v.Words.T("second.recovery"), v.Words.T("second.recovery-hint"), "off"
	}
	return f
}

// firstSecond helps somebody who needs two factors and has one.
func (s *Site) firstSecond(v *Visit) *ui.ProofPage {
	t := v.Words.T
	page := &ui.ProofPage{Base: s.quietBase(v), Title: t("second.enrol-title"), Lead: t("second.enrol-lead"), Say: []ui.Rich{ui.Plain(t("second.enrol-why"))}}
	look := ui.MainAction
	if s.SignIn.Offers() {
		page.Say = append(page.Say, ui.Say(v.Words, "second.enrol-passkey"))
		page.Do = append(page.Do, ui.Do(t("ways.passkey-add"), "/account/ways/passkeys/new"))
		look = ui.QuietAction
	}
	page.Say = append(page.Say, ui.Say(v.Words, "second.enrol-codes"))
	page.Do = append(page.Do, ui.Do(t("ways.codes-begin"), "/account/ways/codes").As(look))
	return page
}

func (s *Site) secondCode(w http.ResponseWriter, r *http.Request, v *Visit) error {
	fresh, err := s.SignIn.Second(r.Context(), s.token(r), v.Person, r.PostFormValue("code"))
	return s.secondDone(w, r, v, fresh, err)
}

func (s *Site) secondPasskey(w http.ResponseWriter, r *http.Request, v *Visit) error {
	fresh, err := s.SignIn.SecondByPasskey(r.Context(), s.token(r), v.Person, s.takeCeremony(w, r), []byte(r.PostFormValue("answer")))
	return s.secondDone(w, r, v, fresh, err)
}

func (s *Site) secondDone(w http.ResponseWriter, r *http.Request, v *Visit, fresh string, err error) error {
	next := onward(r.PostFormValue("next"))
	switch errs.KindOf(err) {
	case errs.Invalid, errs.TooMuch:
		page, pageErr := s.secondPage(r, v, next)
		if pageErr != nil {
			return pageErr
		}
		return s.proofAgain(w, v, page, err)
	}
	if err != nil {
		return err
	}
	s.setCookie(w, fresh)
	return seeOther(w, r, next, "")
}

// proofAgain shows a page of proofs with what was wrong.
func (s *Site) proofAgain(w http.ResponseWriter, v *Visit, page *ui.ProofPage, problem error) error {
	withErrors(&page.Base, v, problem)
	switch {
	case errs.Is(problem, errs.TooMuch):
		page.Errors = append(page.Errors, ui.FieldError{Text: s.mayTry(w, v, problem)})
	case len(page.Errors) == 0:
		page.Errors = append(page.Errors, ui.FieldError{Text: v.Words.T(errs.KeyOf(problem))})
	}
	return s.page(w, tooMany(problem), page)
}

// token is what the cookie of the session holds.
func (s *Site) token(r *http.Request) string {
	cookie, err := r.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}
