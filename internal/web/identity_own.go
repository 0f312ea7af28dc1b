package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/identity"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// ownIdentity tells somebody how sure we are who they are, and what follows from it.
func (s *Site) ownIdentity(w http.ResponseWriter, r *http.Request, v *Visit) error {
	st, err := s.Identity.Own(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: backToAccount(v), Title: v.Words.T("identity.own-title"), Lead: v.Words.T("identity.own-lead")}
	page.Notice = notice(v, r)
	level := ui.ListSection{ID: "level", Title: v.Words.T("identity.now"), Summary: levelSummary(v, st), Say: []ui.Rich{ui.Plain(v.Words.T("identity.own-how"))}}
	switch {
	case st.Asked:
		level.Say = append(level.Say, ui.Plain(v.Words.T("identity.own-asked")))
	case v.Person.Corner != sharing.Professional:
		level.Actions = []ui.Action{ui.Post(v.Words.T("identity.again"), "/account/identity/again").As(ui.QuietAction)}
	}
	page.Sections = []ui.ListSection{level}
	if st.Corner == sharing.ServiceUser {
		page.Sections = append(page.Sections, ownNumberSection(v, st))
	}
	return s.page(w, http.StatusOK, page)
}

func ownNumberSection(v *Visit, st identity.State) ui.ListSection {
	number := ui.ListSection{ID: "number", Title: v.Words.T("number.title"), Say: []ui.Rich{ui.Plain(v.Words.T("number.own-why"))}}
	if !st.Number {
		number.Actions = []ui.Action{ui.Also(v.Words.T("number.enter"), "/account/number")}
		return number
	}
	number.Actions = []ui.Action{
		ui.Post(v.Words.T("number.show"), "/account/number/show").As(ui.QuietAction), ui.Go(v.Words.T("number.change"), "/account/number"), ui.Post(v.Words.T("number.drop"), "/account/number/drop"),
	}
	return number
}

// lookAgain asks the teams to look at it once more.
func (s *Site) lookAgain(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Person.Corner == sharing.Professional {
		return errs.Missing("web.lookAgain")
	}
	if err := s.Identity.AskAgain(r.Context(), v.Person.ID); err != nil {
		return err
	}
	return seeOther(w, r, "/account/identity", "done.look-again")
}

func (s *Site) ownNumberForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.ownNumberPage(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) ownNumberPage(r *http.Request, v *Visit) (*ui.FormPage, error) {
	st, err := s.Identity.Own(r.Context(), v.Person.ID)
	if err == nil && st.Corner != sharing.ServiceUser {
		err = errs.Missing("web.ownNumberPage")
	}
	if err != nil {
		return nil, err
	}
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/account/identity", Text: v.Words.T("identity.own-title")}, Title: v.Words.T("number.enter"), Lead: v.Words.T("number.own-why"),
		Action: "/account/number", Button: v.Words.T("account.save"), Parts: numberField(v),
	}, nil
}

func (s *Site) keepOwnNumber(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.ownNumberPage(r, v)
	if err != nil {
		return err
	}
	if err := s.Identity.KeepNumber(r.Context(), v.Person.ID, "", v.Person.ID, r.PostFormValue("number")); err != nil {
		page.Parts[0].Field.Value = r.PostFormValue("number")
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, "/account/identity", "done.number")
}

func (s *Site) showOwnNumber(w http.ResponseWriter, r *http.Request, v *Visit) error {
	n, err := s.Identity.ShowNumber(r.Context(), v.Person.ID, "", v.Person.ID)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, numberShown(s.base(v), &ui.Link{Href: "/account/identity", Text: v.Words.T("identity.own-title")}, n.Spoken(), "number.own-shown"))
}

func (s *Site) dropOwnNumber(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.Identity.DropNumber(r.Context(), v.Person.ID); err != nil {
		return err
	}
	return seeOther(w, r, "/account/identity", "done.number-dropped")
}
