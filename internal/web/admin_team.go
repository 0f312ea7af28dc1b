package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// teamInPath finds the {team} of the path, for administrators alone.
func (s *Site) teamInPath(r *http.Request, v *Visit) (triangle.Team, error) {
	if !v.Person.Admin || !id.Valid(r.PathValue("team")) {
		return triangle.Team{}, errs.Missing("web.teamInPath")
	}
	return s.People.Team(r.Context(), id.Team(r.PathValue("team")))
}

func teamsBack(v *Visit) *ui.Link {
	return &ui.Link{Href: "/admin/teams", Text: v.Words.T("teams.title")}
}

// teamPage shows a team and its accounts.
func (s *Site) teamPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.teamInPath(r, v)
	if err != nil {
		return err
	}
	people, err := s.teamPeople(r, v, t)
	if err != nil {
		return err
	}
	base := "/admin/teams/" + string(t.ID)
	page := &ui.ListPage{Base: s.base(v), BackTo: teamsBack(v), Title: t.Name}
	page.Notice = notice(v, r)
	about := ui.ListSection{Summary: teamSummary(v, t), Actions: []ui.Action{ui.Also(v.Words.T("teams.change"), base+"/change"), ui.Also(v.Words.T("limits.title"), base+"/limits")}}
	page.Sections = []ui.ListSection{about, people}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) teamForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.teamInPath(r, v)
	if err != nil {
		return err
	}
	units, err := s.Organisation.Services(r.Context())
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.changeTeamPage(v, t, t, units))
}

// changeTeamPage carries what was read, so that two administrators do not undo each other.
func (s *Site) changeTeamPage(v *Visit, was, t triangle.Team, units []organisation.Unit) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), BackTo: teamsBack(v), Title: v.Words.T("teams.change"), Action: "/admin/teams/" + string(t.ID) + "/change", Button: v.Words.T("account.save"),
		Hidden: []ui.Hidden{
			{Name: "was-name", Value: was.Name}, {Name: "was-phone", Value: was.Phone}, {Name: "was-hours", Value: was.Hours}, {Name: "was-reply", Value: strconv.Itoa(was.ReplyDays)}, {Name: "was-service", Value: was.Service},
		},
		Parts: teamParts(v, t, units),
	}
}

func (s *Site) changeTeam(w http.ResponseWriter, r *http.Request, v *Visit) error {
	old, err := s.teamInPath(r, v)
	if err != nil {
		return err
	}
	units, err := s.Organisation.Services(r.Context())
	if err != nil {
		return err
	}
	days, _ := strconv.Atoi(r.PostFormValue("was-reply")) // a number that is none is never what was read
	was := triangle.Team{ID: old.ID, Name: r.PostFormValue("was-name"), Phone: r.PostFormValue("was-phone"), Hours: r.PostFormValue("was-hours"), ReplyDays: days, Service: r.PostFormValue("was-service")}
	t := teamOf(r, units)
	t.ID = old.ID
	if err := s.People.ChangeTeam(r.Context(), v.Person, was, t); err != nil {
		return s.formAgain(w, v, s.changeTeamPage(v, was, t, units), err)
	}
	return seeOther(w, r, "/admin/teams/"+string(t.ID), "done.saved")
}

func (s *Site) hireForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.teamInPath(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.hirePage(v, t, signin.NewAccount{}))
}

func (s *Site) hirePage(v *Visit, t triangle.Team, n signin.NewAccount) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/admin/teams/" + string(t.ID), Text: t.Name}, Title: v.Words.T("teams.hire"), Lead: v.Words.T("teams.hire-lead"),
		Action: "/admin/teams/" + string(t.ID) + "/hire", Button: v.Words.T("teams.hire-button"),
		Parts: []ui.FormPart{
			{Field: &ui.Field{ID: "name", Name: "name", Label: v.Words.T("teams.their-name"), Value: n.Name, Plainly: true}},
			{Field: &ui.Field{ID: "email", Name: "email", Type: "email", Label: v.Words.T("teams.their-email"), Value: n.Email, Plainly: true}},
			{Field: &ui.Field{ID: "role", Name: "role", Label: v.Words.T("teams.their-role"), Hint: v.Words.T("teams.role-hint"), Value: n.Role, Plainly: true}},
			{Field: &ui.Field{ID: "phone", Name: "phone", Type: "tel", Label: v.Words.T("teams.their-phone"), Value: n.Phone, Plainly: true}},
		},
	}
}

// hire makes the account of a professional and shows their first password once.
func (s *Site) hire(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.teamInPath(r, v)
	if err != nil {
		return err
	}
	n := signin.NewAccount{Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Role: r.PostFormValue("role"), Phone: r.PostFormValue("phone"), Team: t.ID}
	p, password, err := s.SignIn.Hire(r.Context(), v.Person, n)
	if err != nil {
		return s.formAgain(w, v, s.hirePage(v, t, n), err)
	}
	if err := s.Organisation.Hired(r.Context(), v.Person, p); err != nil {
		return err
	}
	return s.page(w, http.StatusOK, &ui.ListPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/admin/teams/" + string(t.ID), Text: t.Name}, Title: v.Words.T("teams.hired", "name", p.Name), Lead: v.Words.T("teams.hired-lead"),
		Sections: []ui.ListSection{{Summary: ui.Summary{
			{Key: v.Words.T("begin.email"), Value: ui.Plain(p.Email)}, {Key: v.Words.T("teams.first-password"), Value: ui.Plain(password)},
		}}},
	})
}

// signOutColleague ends all sessions of a professional, for a device that went astray.
func (s *Site) signOutColleague(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.teamInPath(r, v)
	if err != nil {
		return err
	}
	if err := s.SignIn.SignOut(r.Context(), v.Person, id.Person(r.PathValue("person"))); err != nil {
		return err
	}
	return seeOther(w, r, "/admin/teams/"+string(t.ID), "done.sessions-ended-for")
}

// closeForm asks before an account is closed: there is no way back.
func (s *Site) closeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.teamInPath(r, v)
	if err != nil {
		return err
	}
	staff, err := s.People.Colleagues(r.Context(), v.Person, t.ID)
	if err != nil {
		return err
	}
	for _, p := range staff {
		if string(p.ID) == r.PathValue("person") && p.ID != v.Person.ID {
			return s.page(w, http.StatusOK, &ui.FormPage{
				Base: s.base(v), BackTo: &ui.Link{Href: "/admin/teams/" + string(t.ID), Text: t.Name}, Title: v.Words.T("teams.close-title", "name", p.Name),
				Lead: v.Words.T("teams.close-lead"), Action: v.Path, Button: v.Words.T("teams.close-button"),
			})
		}
	}
	return errs.Missing("web.closeForm")
}

// closeAccount ends a professional's account and all their places, at once.
func (s *Site) closeAccount(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.teamInPath(r, v)
	if err != nil {
		return err
	}
	p := id.Person(r.PathValue("person"))
	if !id.Valid(string(p)) {
		return errs.Missing("web.closeAccount")
	}
	if err := s.SignIn.Close(r.Context(), v.Person, p); err != nil {
		return err // the last administrator, or nobody of this organisation
	}
	if err := s.People.Depart(r.Context(), v.Person, p); err != nil {
		return err
	}
	return seeOther(w, r, "/admin/teams/"+string(t.ID), "done.closed")
}
