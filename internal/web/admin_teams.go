package web

import (
	"net/http"
	"slices"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// teams is for administrators: they keep teams and accounts, and never see what anybody wrote.
func (s *Site) teams(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !v.Person.Admin {
		return errs.Missing("web.teams")
	}
	all, err := s.People.TeamList(r.Context())
	if err != nil {
		return err
	}
	units, err := s.Organisation.Services(r.Context())
	if err != nil {
		return err
	}
	page := s.newTeamPage(v, triangle.Team{ID: id.Team(id.New()), ReplyDays: 3}, units)
	page.Notice = notice(v, r)
	if len(all) > 0 {
		var links ui.Summary
		for _, one := range all {
			links = append(links, ui.SummaryRow{Key: one.Name, Value: ui.Plain(one.Phone), Change: &ui.Link{Href: "/admin/teams/" + string(one.ID), Text: v.Words.T("teams.open"), More: one.Name}})
		}
		page.Parts = append([]ui.FormPart{{Summary: links}, {Heading: v.Words.T("teams.new")}}, page.Parts...)
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) newTeamPage(v *Visit, t triangle.Team, units []organisation.Unit) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("teams.title"), Lead: v.Words.T("teams.lead"), Action: "/admin/teams", Button: v.Words.T("teams.make"),
		BackTo: adminBack(v),
		Hidden: []ui.Hidden{{Name: "team", Value: string(t.ID)}}, Parts: teamParts(v, t, units),
	}
}

func teamParts(v *Visit, t triangle.Team, units []organisation.Unit) []ui.FormPart {
	days := ""
	if t.ReplyDays != 0 {
		days = strconv.Itoa(t.ReplyDays)
	}
	parts := []ui.FormPart{
		{Field: &ui.Field{ID: "name", Name: "name", Label: v.Words.T("teams.name"), Value: t.Name, Plainly: true}},
		{Field: &ui.Field{ID: "phone", Name: "phone", Type: "tel", Label: v.Words.T("teams.phone"), Hint: v.Words.T("teams.phone-why"), Value: t.Phone, Plainly: true}},
		{Field: &ui.Field{ID: "hours", Name: "hours", Label: v.Words.T("teams.hours"), Hint: v.Words.T("teams.hours-hint"), Value: t.Hours, Plainly: true}},
		{Field: &ui.Field{ID: "reply", Name: "reply", Label: v.Words.T("teams.reply"), Hint: v.Words.T("teams.reply-hint"), Value: days, Inputmode: "numeric", Narrow: true, Plainly: true}},
	}
	if len(units) == 0 {
		return parts
	}
	list := &ui.Select{ID: "service", Name: "service", Label: v.Words.T("teams.service"), Plainly: true, Items: []ui.Option{{Label: v.Words.T("teams.no-service")}}}
	for _, u := range units {
		list.Items = append(list.Items, ui.Option{Value: u.ID, Label: u.Name, Checked: u.ID == t.Service})
	}
	return append(parts, ui.FormPart{Select: list})
}

// teamOf reads a team from a form. A number that is none stays 0, and then is a
// problem; a service that is none is none.
func teamOf(r *http.Request, units []organisation.Unit) triangle.Team {
	days, _ := strconv.Atoi(r.PostFormValue("reply"))
	service := r.PostFormValue("service")
	if !slices.ContainsFunc(units, func(u organisation.Unit) bool { return u.ID == service }) {
		service = ""
	}
	return triangle.Team{Service: service, Name: r.PostFormValue("name"), Phone: r.PostFormValue("phone"), Hours: r.PostFormValue("hours"), ReplyDays: days}
}

func (s *Site) makeTeam(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !v.Person.Admin {
		return errs.Missing("web.makeTeam")
	}
	units, err := s.Organisation.Services(r.Context())
	if err != nil {
		return err
	}
	t := teamOf(r, units)
	if t.ID = id.Team(r.PostFormValue("team")); !id.Valid(string(t.ID)) {
		return errs.Missing("web.makeTeam")
	}
	if err := s.People.MakeTeam(r.Context(), v.Person, t); err != nil {
		return s.formAgain(w, v, s.newTeamPage(v, t, units), err)
	}
	return seeOther(w, r, "/admin/teams/"+string(t.ID), "done.saved")
}
