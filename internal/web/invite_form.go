package web

import (
	"net/http"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// Whom somebody can invite.
const (
	inviteCarer  = "carer"
	invitePerson = "person"
	inviteTeam   = "team"
)

// inviteKinds is whom the visitor can invite from where they are.
func inviteKinds(v *Visit) []string {
	_, here := v.Place.ServiceUser()
	switch {
	case v.Place.Kind == triangle.File:
		return []string{inviteTeam, invitePerson}
	case v.Place.Is(sharing.ServiceUser):
		return []string{inviteCarer, inviteTeam}
	case v.Place.Is(sharing.Professional) && here:
		return []string{inviteCarer}
	case v.Place.Is(sharing.Professional):
		return []string{invitePerson}
	}
	return nil
}

func (s *Site) inviteForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	kinds := inviteKinds(v)
	who := r.URL.Query().Get("who")
	if len(kinds) == 1 {
		who = kinds[0]
	}
	if len(kinds) > 1 && who == "" {
		return s.page(w, http.StatusOK, s.whomToInvite(v, kinds))
	}
	if !slices.Contains(kinds, who) {
		return errs.Missing("web.inviteForm")
	}
	page, err := s.invitePage(r, v, who, people.Invitation{ID: id.New()})
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// whomToInvite asks first, where there is a choice.
func (s *Site) whomToInvite(v *Visit, kinds []string) *ui.ListPage {
	page := &ui.ListPage{Base: s.base(v), BackTo: backToPeople(v), Title: v.Words.T("invite.whom"), Lead: v.Words.T("invite.whom-lead")}
	var section ui.ListSection
	for _, kind := range kinds {
		section.Links = append(section.Links, ui.Link{Href: v.Path + "?who=" + kind, Text: v.Words.T("invite.a-" + kind)})
	}
	page.Sections = []ui.ListSection{section}
	return page
}

func backToPeople(v *Visit) *ui.Link {
	if v.Place.Kind == triangle.File {
		return &ui.Link{Href: "/", Text: v.Words.T("nav.home")}
	}
	return &ui.Link{Href: v.Place.Base() + "/people", Text: v.Words.T("people.title")}
}

func (s *Site) invitePage(r *http.Request, v *Visit, who string, i people.Invitation) (*ui.FormPage, error) {
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToPeople(v), Title: v.Words.T("invite.a-" + who), Action: v.Place.Base() + "/invite", Button: v.Words.T("invite.button"),
		Hidden: []ui.Hidden{{Name: "invitation", Value: i.ID}, {Name: "who", Value: who}},
	}
	if who == inviteTeam {
		return page, s.inviteTeamParts(r, v, page, i)
	}
	page.Parts = []ui.FormPart{
		{Field: &ui.Field{ID: "name", Name: "name", Label: v.Words.T("invite.name"), Hint: v.Words.T("invite.name-hint"), Value: i.Name}},
		{Field: &ui.Field{ID: "email", Name: "email", Type: "email", Label: v.Words.T("invite.email"), Hint: v.Words.T("invite.email-hint"), Value: i.Email}},
	}
	switch {
	case who == inviteCarer:
		page.Lead = v.Words.T("invite.carer-lead")
		page.Parts = append(page.Parts, ui.FormPart{Select: relationSelect(v, v.Words.T("invite.relation", "about", v.Place.For()), i.Relation)})
		if v.Place.Is(sharing.ServiceUser) {
			page.Lead, page.Parts[2].Select.Label = v.Words.T("invite.my-carer-lead"), v.Words.T("invite.my-relation")
			page.After = []ui.Rich{ui.Plain(v.Words.T("invite.carer-sees"))}
			break
		}
		page.Parts = append(page.Parts, basisOptions(v, i.Basis))
	case v.Place.Kind == triangle.File:
		page.Lead = v.Words.T("invite.person-from-file")
		page.Parts = append(page.Parts, ui.FormPart{Select: relationSelect(v, v.Words.T("invite.own-relation"), i.Relation)})
	default:
		page.Lead = v.Words.T("invite.person-lead")
	}
	return page, nil
}

func relationSelect(v *Visit, label, chosen string) *ui.Select {
	list := &ui.Select{ID: "relation", Name: "relation", Label: label, Items: []ui.Option{{Label: v.Words.T("invite.choose")}}}
	for _, one := range people.Relations() {
		list.Items = append(list.Items, ui.Option{Value: one, Label: v.Words.T("relation." + one), Checked: one == chosen})
	}
	return list
}

// basisOptions is for professionals: ask first, which is the rule, or say on
// what the place rests if the person cannot be asked.
func basisOptions(v *Visit, chosen people.Basis) ui.FormPart {
	name := v.Place.For()
	o := &ui.Options{ID: "basis", Name: "basis", Legend: v.Words.T("invite.basis", "about", name), Items: []ui.Option{
		{Value: "", Label: v.Words.T("invite.ask-first", "about", name), Hint: v.Words.T("invite.ask-first-why", "about", name), Checked: chosen == ""},
	}}
	for _, b := range people.Bases() {
		o.Items = append(o.Items, ui.Option{Value: string(b), Label: v.Words.T("basis." + string(b)), Hint: v.Words.T("basis-hint." + string(b)), Checked: chosen == b})
	}
	return ui.FormPart{Options: o}
}

func (s *Site) inviteTeamParts(r *http.Request, v *Visit, page *ui.FormPage, i people.Invitation) error {
	page.Lead, page.Button = v.Words.T("invite.my-team-lead"), v.Words.T("invite.team-button")
	if v.Place.Kind == triangle.File {
		page.Lead = v.Words.T("invite.team-from-file")
	}
	teams, err := s.People.TeamList(r.Context())
	list := &ui.Select{ID: "team", Name: "team", Label: v.Words.T("invite.team"), Items: []ui.Option{{Label: v.Words.T("invite.choose")}}}
	for _, one := range teams {
		list.Items = append(list.Items, ui.Option{Value: string(one.ID), Label: one.Name, Checked: one.ID == i.Team})
	}
	page.Parts = []ui.FormPart{{Select: list}}
	if v.Place.Kind == triangle.File {
		page.Parts = append(page.Parts, ui.FormPart{Select: relationSelect(v, v.Words.T("invite.own-relation"), i.Relation)})
	}
	return err
}

// invite makes the invitation. Sent twice, it is made once.
func (s *Site) invite(w http.ResponseWriter, r *http.Request, v *Visit) error {
	who := r.PostFormValue("who")
	if !slices.Contains(inviteKinds(v), who) {
		return errs.Missing("web.invite")
	}
	i := people.Invitation{
		ID: r.PostFormValue("invitation"), Triangle: v.Place.ID, By: v.Person.ID, Corner: sharing.Carer,
		Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Relation: r.PostFormValue("relation"), Basis: people.Basis(r.PostFormValue("basis")),
	}
	switch who {
	case invitePerson:
		i.Corner, i.Basis = sharing.ServiceUser, ""
	case inviteTeam:
		i.Corner, i.Basis, i.Name, i.Email = sharing.Professional, "", "", ""
		i.Team = id.Team(r.PostFormValue("team"))
	}
	made, err := s.People.Invite(r.Context(), i)
	if err != nil {
		page, pageErr := s.invitePage(r, v, who, i)
		if pageErr != nil {
			return pageErr
		}
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, v.Place.Base()+"/invite/"+made.ID, "done.invited")
}
