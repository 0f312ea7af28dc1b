package web

import (
	"bytes"
	"image/png"
	"net/http"
	"strings"

	"github.com/pquerna/otp"

	"trialogue/internal/errs"
	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

const codesPath = "/account/ways/codes"

// codesForm is where somebody sets up one-time codes: first what they are, then
// the picture for the app.
func (s *Site) codesForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.codesPage(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) codesPage(r *http.Request, v *Visit) (*ui.ProofPage, error) {
	base, back, err := s.wayBase(r, v)
	if err != nil {
		return nil, err
	}
	t := v.Words.T
	page := &ui.ProofPage{Base: base, BackTo: back, Title: t("ways.codes-begin"), Lead: t("ways.codes-lead")}
	c, err := s.SignIn.NewCodes(r.Context(), v.Person)
	if errs.Is(err, errs.NotFound) {
		page.Say = []ui.Rich{ui.Plain(t("ways.codes-app"))}
		page.Do = []ui.Action{ui.Post(t("ways.codes-go"), codesPath+"/begin").As(ui.MainAction)}
		return page, nil
	}
	page.Say, page.CodesSay = []ui.Rich{ui.Plain(t("ways.codes-scan"))}, said(t("ways.codes-type"))
	page.Picture = &ui.Picture{Src: codesPath + "/picture", Alt: t("ways.codes-picture"), Size: pictureSize}
	page.Codes = []string{inGroups(c.Secret)}
	page.Forms = []ui.ProofForm{{Action: codesPath, Button: t("ways.codes-confirm"), Parts: []ui.FormPart{{Field: &ui.Field{
		ID: "code", Name: "code", Label: t("ways.codes-back"), Hint: t("ways.codes-back-hint"), Autocomplete: "one-time-code", Inputmode: "numeric", MaxLength: codeMost, Narrow: true,
	}}}}}
	page.Do = []ui.Action{ui.Post(t("ways.codes-again"), codesPath+"/begin")}
	return page, err
}

// inGroups writes a secret so that it can be read aloud and typed.
func inGroups(secret string) string {
	var out []string
	for ; len(secret) > 4; secret = secret[4:] {
		out = append(out, secret[:4])
	}
	return strings.Join(append(out, secret), " ")
}

func (s *Site) codesBegin(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.BeginCodes(r.Context(), v.Person, v.Session); err != nil {
		return err
	}
	return seeOther(w, r, codesPath, "")
}

// pictureSize is how large the picture for an app is, in pixels.
const pictureSize = 240

// codesPicture draws what an app reads. It is there only until the first code was typed back.
func (s *Site) codesPicture(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if _, _, err := s.wayBase(r, v); err != nil {
		return err
	}
	c, err := s.SignIn.NewCodes(r.Context(), v.Person)
	if err != nil {
		return err
	}
	address, err := c.Address(v.Person.Email)
	if err != nil {
		return err
	}
	key, err := otp.NewKeyFromURL(address)
	if err != nil {
		return err
	}
	picture, err := key.Image(pictureSize, pictureSize)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(out.Bytes()) // a reader who has gone away is no error of ours
	return nil
}

func (s *Site) codesConfirm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if _, _, err := s.wayBase(r, v); err != nil {
		return err
	}
	err := s.SignIn.ConfirmCodes(r.Context(), v.Person, v.Session, r.PostFormValue("code"))
	if errs.Is(err, errs.Invalid) {
		page, pageErr := s.codesPage(r, v)
		if pageErr != nil {
			return pageErr
		}
		return s.proofAgain(w, v, page, err)
	}
	if errs.Is(err, errs.NotFound) { // it waited too long, or another page was quicker
		return seeOther(w, r, codesPath, "")
	}
	if err != nil {
		return err
	}
	return s.enrolled(w, r, v, signin.ByCode, "done.codes-on")
}

func (s *Site) codesOffForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	have, err := s.SignIn.Ways(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	if !have.Codes {
		return errs.Missing("web.codesOffForm")
	}
	t := v.Words.T
	return s.page(w, http.StatusOK, s.removePage(v, removal{title: t("ways.codes-off"), what: t("ways.remove-codes"), may: have.May(v.Person).Codes, button: t("ways.codes-off")}))
}

func (s *Site) codesOff(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.DropCodes(r.Context(), v.Person); err != nil {
		return err
	}
	return seeOther(w, r, "/account/ways", "done.way-removed")
}

// recoveryForm says what recovery codes are, before ten of them are drawn.
func (s *Site) recoveryForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	have, err := s.SignIn.Ways(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	if !have.Second() {
		return errs.Missing("web.recoveryForm")
	}
	t := v.Words.T
	page := &ui.MessagePage{Base: s.base(v), Title: t("ways.recovery"), Lead: t("ways.recovery-lead"), Text: []ui.Rich{ui.Plain(t("ways.recovery-why"))}}
	page.Notice = notice(v, r)
	if have.Recovery > 0 {
		page.Text = append(page.Text, ui.Plain(t("ways.recovery-old", "count", have.Recovery)))
	}
	page.Actions = []ui.Action{ui.Post(t("ways.recovery-make"), v.Path).As(ui.MainAction), ui.Go(t("ways.recovery-later"), "/account/ways")}
	return s.page(w, http.StatusOK, page)
}

// recoveryMake draws ten and shows them, once.
func (s *Site) recoveryMake(w http.ResponseWriter, r *http.Request, v *Visit) error {
	codes, err := s.SignIn.NewRecovery(r.Context(), v.Person, v.Session)
	if err != nil {
		return err
	}
	t := v.Words.T
	return s.page(w, http.StatusOK, &ui.ProofPage{
		Base: s.base(v), Title: t("ways.recovery-shown"), Lead: t("ways.recovery-shown-lead"), Codes: codes, Say: []ui.Rich{ui.Plain(t("ways.recovery-shown-why"))},
		Do: []ui.Action{ui.Do(t("ways.recovery-kept"), "/account/ways")},
	})
}
