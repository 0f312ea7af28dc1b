package web

import (
	"net/http"
	"strings"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// adminStaff lists the accounts of professionals, each with their teams. Nobody
// else has a line here: who uses the service is for no administrator to know.
func (s *Site) adminStaff(w http.ResponseWriter, r *http.Request, v *Visit) error {
	staff, err := s.Organisation.Staff(r.Context(), v.Person)
	if err != nil {
		return err
	}
	works, err := s.Organisation.Everywhere(r.Context(), v.Person)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: adminBack(v), Title: v.Words.T("admin.staff"), Lead: v.Words.T("admin.staff-lead")}
	section := ui.ListSection{ID: "staff"}
	for _, p := range staff {
		section.Items = append(section.Items, ui.Item{Who: staffPerson(p), Text: ui.Plain(worksSaid(v, works[p.ID]))})
	}
	page.Sections = []ui.ListSection{section}
	return s.page(w, http.StatusOK, page)
}

func staffPerson(p triangle.Person) ui.Person {
	return ui.Person{Name: p.Name, Initials: triangle.Initials(p.Name), Corner: ui.Professional, Role: p.Role}
}

func worksSaid(v *Visit, works []triangle.Membership) string {
	var out []string
	for _, m := range works {
		out = append(out, m.Team.Name)
	}
	if len(out) == 0 {
		return v.Words.T("admin.in-no-team")
	}
	return strings.Join(out, ", ")
}

// teamPeople lists who works in a team from when until when.
func (s *Site) teamPeople(r *http.Request, v *Visit, t triangle.Team) (ui.ListSection, error) {
	base := "/admin/teams/" + string(t.ID)
	section := ui.ListSection{ID: "staff", Title: v.Words.T("teams.staff"), Actions: []ui.Action{ui.Also(v.Words.T("teams.hire"), base+"/hire"), ui.Also(v.Words.T("membership.add"), base+"/join")}}
	all, err := s.Organisation.Members(r.Context(), v.Person, t.ID)
	for _, m := range all {
		item := ui.Item{Who: staffPerson(m.Person), When: spanSaid(v, m.Since, m.Until), Text: ui.Plain(m.Person.Email)}
		if m.Role != "" {
			item.Who.Role = m.Role
		}
		if m.Lead {
			item.Text = ui.Plain(v.Words.T("membership.is-lead", "email", m.Person.Email))
		}
		if m.Person.ID != v.Person.ID {
			change, end, shut := ui.Go(v.Words.T("membership.change"), "/admin/places/"+m.ID), ui.Go(v.Words.T("membership.end"), "/admin/places/"+m.ID+"/end"), ui.Go(v.Words.T("teams.close"), base+"/people/"+string(m.Person.ID)+"/close")
			out := ui.Post(v.Words.T("guard.sign-out-for"), base+"/people/"+string(m.Person.ID)+"/sign-out").As(ui.QuietAction)
			change.More, end.More, shut.More, out.More = m.Person.Name, m.Person.Name, m.Person.Name, m.Person.Name
			item.Actions = []ui.Action{change, end, out, shut}
		}
		section.Items = append(section.Items, item)
	}
	if len(all) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("teams.nobody")}
	}
	return section, err
}

// spanSaid says from when until when, by days.
func spanSaid(v *Visit, since, until int64) string {
	switch {
	case until == 0 && since > v.Now.UnixMicro():
		return v.Words.T("days.from", "from", v.Words.ShortDate(timeOf(since)))
	case until == 0:
		return v.Words.T("days.since", "from", v.Words.ShortDate(timeOf(since)))
	}
	return v.Words.T("days.span", "from", v.Words.ShortDate(timeOf(since)), "until", v.Words.ShortDate(timeOf(until-1)))
}

// dayTyped reads a day of three fields. Nothing typed is no day; what is no day is a problem.
func dayTyped(r *http.Request, v *Visit, name string, p *errs.Problems) time.Time {
	day := dayIn(r, v, name)
	typed := r.PostFormValue(name+"-day") + r.PostFormValue(name+"-month") + r.PostFormValue(name+"-year")
	if day.IsZero() && strings.TrimSpace(typed) != "" {
		p.Add(name, "days.wrong")
	}
	return day
}

func datePart(r *http.Request, v *Visit, name, legend, hint string) ui.FormPart {
	d := dayAgain(r, name, v.Words.T(legend), v.Words.T(hint))
	return ui.FormPart{Date: &d}
}

func (s *Site) joinTeamForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.joinTeamPage(r, v, organisation.Joining{ID: id.New()})
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) joinTeamPage(r *http.Request, v *Visit, j organisation.Joining) (*ui.FormPage, error) {
	t, err := s.teamInPath(r, v)
	if err != nil {
		return nil, err
	}
	staff, err := s.Organisation.Staff(r.Context(), v.Person)
	if err != nil {
		return nil, err
	}
	list := &ui.Select{ID: "person", Name: "person", Label: v.Words.T("membership.who"), Hint: v.Words.T("membership.who-hint"), Plainly: true, Items: []ui.Option{{Label: v.Words.T("invite.choose")}}}
	for _, p := range staff {
		if p.ID != v.Person.ID {
			list.Items = append(list.Items, ui.Option{Value: string(p.ID), Label: nameAndRole(p), Checked: p.ID == j.Person})
		}
	}
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/admin/teams/" + string(t.ID), Text: t.Name}, Title: v.Words.T("membership.add"), Lead: v.Words.T("membership.lead", "team", t.Name),
		Action: "/admin/teams/" + string(t.ID) + "/join", Button: v.Words.T("membership.add-button"), Hidden: []ui.Hidden{{Name: "membership", Value: j.ID}},
		Parts: append([]ui.FormPart{{Select: list}}, append(rolePart(v, j.Role, j.Lead), datePart(r, v, "since", "membership.since", "membership.since-hint"), datePart(r, v, "until", "membership.until", "membership.until-hint"))...),
	}, nil
}

func nameAndRole(p triangle.Person) string {
	if p.Role == "" {
		return p.Name
	}
	return p.Name + ", " + p.Role
}

func rolePart(v *Visit, role string, lead bool) []ui.FormPart {
	return []ui.FormPart{
		{Field: &ui.Field{ID: "role", Name: "role", Label: v.Words.T("membership.role"), Hint: v.Words.T("teams.role-hint"), Value: role, MaxLength: 100, Plainly: true}},
		tick("lead", v.Words.T("people.carer-lead"), v.Words.T("membership.lead-yes"), lead),
	}
}

func (s *Site) joinTeam(w http.ResponseWriter, r *http.Request, v *Visit) error {
	var p errs.Problems
	j := organisation.Joining{ID: r.PostFormValue("membership"), Team: id.Team(r.PathValue("team")), Person: id.Person(r.PostFormValue("person")), Role: r.PostFormValue("role"), Lead: r.PostFormValue("lead") == "yes"}
	j.Since, j.Until = organisation.From(dayTyped(r, v, "since", &p), v.Now), organisation.Through(dayTyped(r, v, "until", &p))
	page, err := s.joinTeamPage(r, v, j)
	if err != nil {
		return err
	}
	if !id.Valid(j.ID) {
		return errs.Missing("web.joinTeam")
	}
	if err = p.Err("web.joinTeam"); err == nil {
		err = s.Organisation.Join(r.Context(), v.Person, j)
	}
	if err != nil {
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, "/admin/teams/"+string(j.Team), "done.team-joined")
}

func (s *Site) membershipInPath(r *http.Request, v *Visit) (triangle.Membership, error) {
	if !id.Valid(r.PathValue("membership")) {
		return triangle.Membership{}, errs.Missing("web.membershipInPath")
	}
	return s.Organisation.MembershipOf(r.Context(), v.Person, r.PathValue("membership"))
}

func (s *Site) placeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.membershipInPath(r, v)
	if err != nil {
		return err
	}
	page := s.placePage(r, v, m)
	if m.Until != 0 {
		last := timeOf(m.Until - 1).In(v.Words.Location())
		d := page.Parts[len(page.Parts)-1].Date
		d.Day, d.Month, d.Year = last.Format("2"), last.Format("1"), last.Format("2006")
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) placePage(r *http.Request, v *Visit, m triangle.Membership) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/admin/teams/" + string(m.Team.ID), Text: m.Team.Name}, Title: v.Words.T("membership.change-title", "name", m.Person.Name, "team", m.Team.Name),
		Action: "/admin/places/" + m.ID, Button: v.Words.T("account.save"),
		Parts: append(rolePart(v, m.Role, m.Lead), datePart(r, v, "until", "membership.until", "membership.until-hint")),
	}
}

func (s *Site) changePlace(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.membershipInPath(r, v)
	if err != nil {
		return err
	}
	var p errs.Problems
	m.Role, m.Lead, m.Until = r.PostFormValue("role"), r.PostFormValue("lead") == "yes", organisation.Through(dayTyped(r, v, "until", &p))
	if err = p.Err("web.changePlace"); err == nil {
		err = s.Organisation.ChangePlace(r.Context(), v.Person, m)
	}
	if err != nil {
		return s.formAgain(w, v, s.placePage(r, v, m), err)
	}
	return seeOther(w, r, "/admin/teams/"+string(m.Team.ID), "done.saved")
}

func (s *Site) endTeamPlaceForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.membershipInPath(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.endTeamPlacePage(v, m))
}

func (s *Site) endTeamPlacePage(v *Visit, m triangle.Membership) *ui.FormPage {
	means := ui.Plain(v.Words.T("membership.end-means", "name", triangle.FirstName(m.Person.Name)))
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/admin/teams/" + string(m.Team.ID), Text: m.Team.Name}, Title: v.Words.T("membership.end-title", "name", m.Person.Name, "team", m.Team.Name),
		Action: "/admin/places/" + m.ID + "/end", Button: v.Words.T("membership.end-button"), Parts: []ui.FormPart{{Say: &means}},
	}
}

func (s *Site) endTeamPlace(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.membershipInPath(r, v)
	if err != nil {
		return err
	}
	if err := s.Organisation.EndPlace(r.Context(), v.Person, m.ID); err != nil {
		return s.formAgain(w, v, s.endTeamPlacePage(v, m), err)
	}
	return seeOther(w, r, "/admin/teams/"+string(m.Team.ID), "done.team-left")
}
