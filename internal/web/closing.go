package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/identity"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// closeOwnForm says what goes and what stays before somebody closes their account.
func (s *Site) closeOwnForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !identity.MayClose(v.Person) {
		return s.page(w, http.StatusOK, &ui.MessagePage{
			Base: s.base(v), Title: v.Words.T("closing.title"), Lead: v.Words.T("closing.work"), Text: []ui.Rich{ui.Plain(v.Words.T("closing.work-why"))},
			Actions: []ui.Action{ui.Also(v.Words.T("account.title"), "/account")},
		})
	}
	page, err := s.closeOwnPage(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) closeOwnPage(r *http.Request, v *Visit) (*ui.FormPage, error) {
	mine, err := s.People.Of(r.Context(), v.Person.ID)
	if err != nil {
		return nil, err
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToAccount(v), Title: v.Words.T("closing.title"), Lead: v.Words.T("closing.lead", "days", int(identity.Pause.Hours()/24)),
		Action: "/account/close", Button: v.Words.T("closing.button"),
	}
	part := func(heading string, keys ...string) {
		page.Parts = append(page.Parts, ui.FormPart{Heading: v.Words.T(heading)})
		for _, key := range keys {
			say := ui.Plain(v.Words.T(key))
			page.Parts = append(page.Parts, ui.FormPart{Say: &say})
		}
	}
	own, file := closingPlaces(v, mine)
	if own {
		part("closing.at-once", "closing.carers-out")
	}
	goes := []string{"closing.goes-ways"}
	if v.Person.Corner == sharing.Carer {
		goes = append(goes, "closing.goes-own")
	}
	part("closing.goes", goes...)
	part("closing.stays", "closing.stays-said", "closing.stays-how-long", "closing.stays-name")
	if file {
		page.Parts = append(page.Parts, ui.FormPart{Options: &ui.Options{ID: "file", Name: "file", Legend: v.Words.T("closing.file"), Items: []ui.Option{
			{Value: "keep", Label: v.Words.T("closing.file-keep"), Hint: v.Words.T("closing.file-keep-why"), Checked: r.PostFormValue("file") != "erase"},
			{Value: "erase", Label: v.Words.T("closing.file-erase"), Hint: v.Words.T("closing.file-erase-why"), Checked: r.PostFormValue("file") == "erase"},
		}}})
	}
	page.Parts = append(page.Parts, sureOption(v, v.Words.T("closing.sure-yes")))
	page.After = []ui.Rich{ui.Plain(v.Words.T("closing.back"))}
	return page, nil
}

// sureOption asks once more before something that has no way back.
func sureOption(v *Visit, yes string) ui.FormPart {
	return ui.FormPart{Options: &ui.Options{ID: "sure", Name: "sure", Legend: v.Words.T("closing.sure"), Many: true, Items: []ui.Option{{Value: "yes", Label: yes}}}}
}

// closingPlaces tells whether somebody has a triangle of their own, and a carer's file.
func closingPlaces(v *Visit, mine []triangle.Triangle) (own, file bool) {
	for _, t := range mine {
		me, _ := t.Member(v.Person.ID)
		own = own || me.Corner == sharing.ServiceUser
		file = file || t.Kind == triangle.File && t.Owner == v.Person.ID
	}
	return own, file
}

// closeOwn ends every carer's sight at once where it is a service user's own
// triangle, and then begins the pause.
func (s *Site) closeOwn(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !identity.MayClose(v.Person) {
		return errs.Missing("web.closeOwn")
	}
	if r.PostFormValue("sure") != "yes" {
		page, err := s.closeOwnPage(r, v)
		if err != nil {
			return err
		}
		page.Errors = []ui.FieldError{{Field: "sure", Text: v.Words.T("closing.sure-missing")}}
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	mine, err := s.People.Of(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	for _, t := range mine {
		if err := s.carersOut(r, v, t); err != nil {
			return err
		}
	}
	if err := s.Identity.Close(r.Context(), v.Person, identity.Closing{File: r.PostFormValue("file") == "erase"}); err != nil {
		return err
	}
	s.dropCookie(w)
	return s.page(w, http.StatusOK, s.closedPage(v))
}

// carersOut ends the places of carers where the visitor is the service user.
func (s *Site) carersOut(r *http.Request, v *Visit, t triangle.Triangle) error {
	if me, _ := t.Member(v.Person.ID); me.Corner != sharing.ServiceUser {
		return nil
	}
	for _, carer := range t.At(sharing.Carer, v.Now) {
		err := s.People.End(r.Context(), v.Person.ID, t.ID, carer.Person, people.Reason(""))
		if err != nil && !errs.Is(err, errs.NotFound) && !errs.Is(err, errs.Conflict) {
			return err
		}
	}
	made, err := s.People.Invitations(r.Context(), v.Person.ID, t.ID)
	for _, one := range made {
		if state := one.State(v.Now); state == people.Open || state == people.Waiting {
			if err := s.People.Withdraw(r.Context(), v.Person.ID, t.ID, one.ID); err != nil && !errs.Is(err, errs.Conflict) {
				return err
			}
		}
	}
	return err
}

// closedPage is the last page: nobody is signed in any more.
func (s *Site) closedPage(v *Visit) *ui.MessagePage {
	out := *v
	out.Person, out.Place = triangle.Person{}, Place{}
	return &ui.MessagePage{
		Base: s.base(&out), Title: v.Words.T("closing.done"), Lead: v.Words.T("closing.done-lead", "day", v.Words.Date(v.Now.Add(identity.Pause))),
		Text: []ui.Rich{ui.Plain(v.Words.T("closing.done-back"))}, Actions: []ui.Action{ui.Also(v.Words.T("join.sign-in"), "/sign-in")}, Panel: true,
	}
}

// eraseFileForm asks before somebody's own file is erased: there is no way back.
func (s *Site) eraseFileForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.eraseFilePage(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) eraseFilePage(r *http.Request, v *Visit) (*ui.FormPage, error) {
	mine, err := s.People.Of(r.Context(), v.Person.ID)
	if err != nil {
		return nil, err
	}
	if _, file := closingPlaces(v, mine); !file {
		return nil, errs.Missing("web.eraseFilePage")
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToAccount(v), Title: v.Words.T("erase-file.title"), Lead: v.Words.T("erase-file.lead"), Action: "/account/erase", Button: v.Words.T("erase-file.button"),
		Parts: []ui.FormPart{sureOption(v, v.Words.T("erase-file.sure"))}, After: []ui.Rich{ui.Plain(v.Words.T("erase-file.after"))},
	}
	return page, nil
}

func (s *Site) eraseFile(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.eraseFilePage(r, v)
	if err != nil {
		return err
	}
	if r.PostFormValue("sure") != "yes" {
		page.Errors = []ui.FieldError{{Field: "sure", Text: v.Words.T("closing.sure-missing")}}
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err := s.Identity.EraseFile(r.Context(), v.Person.ID); err != nil {
		return err
	}
	return seeOther(w, r, "/account", "done.file-erased")
}
