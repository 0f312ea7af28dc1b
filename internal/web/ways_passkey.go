package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// ceremonyName is the cookie that ties a question to the browser that asked.
func (s *Site) ceremonyName() string {
	if s.Secure {
		return "__Host-passkey"
	}
	return "passkey"
}

func (s *Site) ceremonyCookie(w http.ResponseWriter, secret string, age int) {
	http.SetCookie(w, &http.Cookie{Name: s.ceremonyName(), Value: secret, Path: "/", MaxAge: age, Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteStrictMode})
}

// takeCeremony reads the cookie of a question and lets it go: each is answered once.
func (s *Site) takeCeremony(w http.ResponseWriter, r *http.Request) string {
	cookie, err := r.Cookie(s.ceremonyName())
	if err != nil {
		return ""
	}
	s.ceremonyCookie(w, "", -1)
	return cookie.Value
}

// passkeyAsk hands the script a question for somebody who is not known yet.
func (s *Site) passkeyAsk(w http.ResponseWriter, r *http.Request, _ *Visit) error {
	return s.askBrowser(w, r, signin.ToSignIn, triangle.Person{}, signin.Session{})
}

// passkeyAskMe hands the script a question for the person of the session.
func (s *Site) passkeyAskMe(w http.ResponseWriter, r *http.Request, v *Visit) error {
	to := signin.Purpose(r.PostFormValue("for"))
	if to == signin.ToSignIn || to == signin.ToProve && signin.Halfway(v.Session, v.Person) {
		return errs.Missing("web.passkeyAskMe")
	}
	return s.askBrowser(w, r, to, v.account(), v.Session)
}

func (s *Site) askBrowser(w http.ResponseWriter, r *http.Request, to signin.Purpose, p triangle.Person, by signin.Session) error {
	options, secret, err := s.SignIn.Ask(r.Context(), to, p, by)
	if err != nil {
		return err
	}
	s.ceremonyCookie(w, secret, int(signin.ChallengeFor.Seconds()))
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(options) // a reader who has gone away is no error of ours
	return nil
}

// passkeySignIn is the part of the page for signing in that needs no name.
func (s *Site) passkeySignIn(v *Visit, next string) *ui.PasskeyForm {
	if !s.SignIn.Offers() {
		return nil
	}
	return &ui.PasskeyForm{
		Ask: "/passkey/ask", For: string(signin.ToSignIn), Action: "/sign-in/passkey", Hidden: []ui.Hidden{{Name: "next", Value: next}}, Offer: true, Quiet: true,
		Title: v.Words.T("passkey.sign-in"), Say: v.Words.T("passkey.sign-in-why"), Button: v.Words.T("passkey.sign-in-button"),
	}
}

func (s *Site) signInByPasskey(w http.ResponseWriter, r *http.Request, v *Visit) error {
	next := r.PostFormValue("next")
	by := s.proofOf(r, signin.ByPasskey, 0)
	token, err := s.SignIn.SignInByPasskey(r.Context(), s.takeCeremony(w, r), []byte(r.PostFormValue("answer")), by)
	if errs.Is(err, errs.Invalid) {
		page, pageErr := s.signInPage(r, v, next)
		if pageErr != nil {
			return pageErr
		}
		page.Errors = []ui.FieldError{{Text: s.firstProblem(v, err)}}
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	if err := s.leaveBefore(r, v); err != nil {
		return err
	}
	s.arrived(w, token, by)
	return seeOther(w, r, onward(next), "")
}

// passkeyForm is where somebody makes a passkey.
func (s *Site) passkeyForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.passkeyPage(r, v, deviceOf(r))
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) passkeyPage(r *http.Request, v *Visit, name string) (*ui.ProofPage, error) {
	base, back, err := s.wayBase(r, v)
	if err != nil {
		return nil, err
	}
	if !s.SignIn.Offers() {
		return nil, errs.Missing("web.passkeyPage")
	}
	t := v.Words.T
	return &ui.ProofPage{
		Base: base, BackTo: back, Title: t("ways.passkey-add"), Lead: t("ways.passkey-lead"), Say: []ui.Rich{ui.Plain(t("ways.passkey-why")), ui.Say(v.Words, "ways.passkey-shared")},
		Passkey: &ui.PasskeyForm{
			Make: true, Ask: "/passkey/ask-me", For: string(signin.ToAdd), Action: "/account/ways/passkeys/new", Button: t("ways.passkey-make"),
			Field: &ui.Field{ID: "name", Name: "name", Label: t("ways.name"), Hint: t("ways.name-hint"), Value: name, MaxLength: nameMost},
		},
		Do: []ui.Action{ui.Go(t("ways.codes-instead"), "/account/ways/codes")},
	}, nil
}

// nameMost bounds the name of a passkey in the field; the service decides.
const nameMost = 60

// wayBase is the frame of a page that adds a way in, which may stand before the
// first second factor. Whoever has one must use it first.
func (s *Site) wayBase(r *http.Request, v *Visit) (ui.Base, *ui.Link, error) {
	if !signin.Halfway(v.Session, v.Person) {
		return s.base(v), &ui.Link{Href: "/account/ways", Text: v.Words.T("ways.title")}, nil
	}
	may, err := s.SignIn.MayEnrol(r.Context(), v.Session, v.Person)
	if err == nil && !may {
		err = errs.Missing("web.wayBase")
	}
	return s.quietBase(v), &ui.Link{Href: "/second", Text: v.Words.T("second.back")}, err
}

func (s *Site) passkeyAdd(w http.ResponseWriter, r *http.Request, v *Visit) error {
	n := signin.NewPasskey{Secret: s.takeCeremony(w, r), Answer: []byte(r.PostFormValue("answer")), Name: r.PostFormValue("name"), Device: deviceOf(r)}
	err := s.SignIn.AddPasskey(r.Context(), v.Person, v.Session, n)
	switch errs.KindOf(err) {
	case errs.Invalid, errs.Conflict:
		page, pageErr := s.passkeyPage(r, v, n.Name)
		if err == nil || pageErr != nil {
			return pageErr
		}
		return s.proofAgain(w, v, page, err)
	}
	if err != nil {
		return err
	}
	return s.enrolled(w, r, v, signin.ByPasskey, "done.passkey")
}

// enrolled goes on after a new second factor. A session that waited for its
// first goes on under a new token; recovery codes are the next thing to have.
func (s *Site) enrolled(w http.ResponseWriter, r *http.Request, v *Visit, by signin.Way, done string) error {
	if signin.Halfway(v.Session, v.Person) {
		fresh, err := s.SignIn.Enrolled(r.Context(), s.token(r), v.Person, by)
		if err != nil {
			return err
		}
		s.setCookie(w, fresh)
	}
	have, err := s.SignIn.Ways(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	if have.Recovery == 0 {
		return seeOther(w, r, "/account/ways/recovery", done)
	}
	return seeOther(w, r, "/account/ways", done)
}

// passkeyInPath finds one of the visitor's own passkeys.
func (s *Site) passkeyInPath(r *http.Request, v *Visit) (signin.Passkey, signin.Ways, error) {
	have, err := s.SignIn.Ways(r.Context(), v.Person.ID)
	for _, one := range have.Passkeys {
		if one.ID == r.PathValue("passkey") && id.Valid(one.ID) {
			return one, have, err
		}
	}
	if err == nil {
		err = errs.Missing("web.passkeyInPath")
	}
	return signin.Passkey{}, have, err
}

func (s *Site) passkeyNameForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, _, err := s.passkeyInPath(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.passkeyNamePage(v, one.Name))
}

func (s *Site) passkeyNamePage(v *Visit, name string) *ui.FormPage {
	t := v.Words.T
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/account/ways", Text: t("ways.title")}, Title: t("ways.rename-title"), Action: v.Path, Button: t("account.save"),
		Parts: []ui.FormPart{{Field: &ui.Field{ID: "name", Name: "name", Label: t("ways.name"), Hint: t("ways.name-hint"), Value: name, MaxLength: nameMost}}},
	}
}

func (s *Site) passkeyName(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.RenamePasskey(r.Context(), v.Person.ID, r.PathValue("passkey"), r.PostFormValue("name")); err != nil {
		return s.formAgain(w, v, s.passkeyNamePage(v, r.PostFormValue("name")), err)
	}
	return seeOther(w, r, "/account/ways", "done.saved")
}

func (s *Site) passkeyRemoveForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, have, err := s.passkeyInPath(r, v)
	if err != nil {
		return err
	}
	t := v.Words.T
	return s.page(w, http.StatusOK, s.removePage(v, removal{
		title: t("ways.remove-title", "name", one.Name), what: t("ways.remove-passkey"), may: have.May(v.Person).Passkey[one.ID], button: t("ways.remove"),
	}))
}

func (s *Site) passkeyRemove(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.RemovePasskey(r.Context(), v.Person, r.PathValue("passkey"), v.Session.ID); err != nil {
		return err
	}
	return seeOther(w, r, "/account/ways", "done.way-removed")
}

// removal is one way in to take away, and what that means.
type removal struct {
	title, what, button string
	may                 bool
}

// removePage says what follows before anything is taken away, or why it stays.
func (s *Site) removePage(v *Visit, m removal) *ui.MessagePage {
	t := v.Words.T
	page := &ui.MessagePage{Base: s.base(v), Title: m.title}
	keep := ui.Also(t("ways.keep"), "/account/ways")
	if !m.may {
		page.Lead = t("ways.last")
		page.Text = []ui.Rich{ui.Plain(t("ways.last-why"))}
		page.Actions = []ui.Action{keep}
		return page
	}
	page.Lead = m.what
	page.Text = []ui.Rich{ui.Plain(t("ways.told"))}
	page.Actions = []ui.Action{ui.Post(m.button, v.Path).As(ui.MainAction), keep}
	return page
}
