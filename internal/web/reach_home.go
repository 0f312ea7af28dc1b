package web

import (
	"net/http"
	"slices"

	"trialogue/internal/duty"
	"trialogue/internal/organisation"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// organisationNeeds are what the visitor owes the organisation, late ones apart.
func (s *Site) organisationNeeds(r *http.Request, v *Visit) (late, need []ui.Need, err error) {
	all, err := s.Organisation.Owed(r.Context(), v.Person)
	for _, d := range all {
		n := ui.Need{Age: byDay(v, d.Due), Late: v.Now.UnixMicro() > d.Due, Who: ui.Person{Name: d.Who, Initials: triangle.Initials(d.Who), Corner: ui.Professional}}
		if n.Late {
			n.Age = v.Words.T("promise.late", "count", lateDays(v, d.Due))
		}
		switch d.Kind {
		case duty.ReviewReach:
			n.Say, n.Actions = ui.Say(v.Words, "owe.review", "name", d.Who), []ui.Action{ui.Go(v.Words.T("home.open"), "/reviews/"+d.Ref)}
			if !v.Person.Governs { // an administrator can only see to it that there is a lead
				n.Say, n.Actions = ui.Say(v.Words, "owe.review-nobody"), []ui.Action{ui.Go(v.Words.T("offices.title"), "/admin/offices")}
			}
		case duty.AnswerSupport:
			n.Say, n.Actions = ui.Say(v.Words, "owe.support", "name", d.Who), []ui.Action{ui.Go(v.Words.T("home.open"), "/support/"+d.Ref)}
		case duty.NobodyThere:
			n = nobodyNeed(v, d, n)
		default:
			continue
		}
		late, need = put(late, need, n)
	}
	return late, need, err
}

// nobodyNeed says that a triangle has no professional: by name to its team alone.
func nobodyNeed(v *Visit, d organisation.Owed, n ui.Need) ui.Need {
	team := d.Team
	if team == "" {
		team = v.Words.T("owe.no-team")
	}
	n.Who = ui.Person{Name: team, Initials: triangle.Initials(team), Corner: ui.Professional}
	if d.Name == "" {
		n.Say, n.Actions = ui.Say(v.Words, "owe.nobody", "team", team), []ui.Action{ui.Go(v.Words.T("owe.see-teams"), "/admin/teams")}
		return n
	}
	n.Say, n.Actions = ui.Say(v.Words, "owe.nobody-name", "name", d.Name), []ui.Action{ui.Go(v.Words.T("team.title"), "/team")}
	return n
}

// coverLists are what waits for colleagues who are away: a list for each. What it
// is about is said only where the visitor has taken a place.
func (s *Site) coverLists(r *http.Request, v *Visit, mine []triangle.Triangle) ([]ui.NeedList, error) {
	all, err := s.Organisation.Covering(r.Context(), v.Person)
	var out []ui.NeedList
	for _, c := range all {
		list := ui.NeedList{ID: "cover-" + c.Cover.ID, Title: forAway(v, c.Cover)}
		for _, d := range c.Duties {
			if n, ok := coverNeed(v, c, mine, d); ok {
				list.Needs = append(list.Needs, n)
			}
		}
		if len(list.Needs) == 0 {
			name := triangle.FirstName(c.Cover.AwayName)
			list.Needs = []ui.Need{{
				Who: ui.Person{Name: c.Cover.AwayName, Initials: triangle.Initials(c.Cover.AwayName), Corner: ui.Professional},
				Say: ui.Say(v.Words, "cover.nothing-waits", "name", name), Actions: []ui.Action{ui.Go(v.Words.T("cover.see-triangles", "name", name), "/team")},
			}}
		}
		out = append(out, list)
	}
	return out, err
}

// coverWaits counts what waits for colleagues who are away; a line that says that
// nothing does has no day.
func coverWaits(lists []ui.NeedList) int {
	n := 0
	for _, list := range lists {
		for _, one := range list.Needs {
			if one.Age != "" {
				n++
			}
		}
	}
	return n
}

func coverNeed(v *Visit, c organisation.ForAway, mine []triangle.Triangle, d duty.Duty) (ui.Need, bool) {
	stand := slices.ContainsFunc(mine, func(t triangle.Triangle) bool {
		m, ok := t.Member(v.Person.ID)
		return ok && t.ID == d.Triangle && m.Corner == sharing.Professional
	})
	n, ok := drawNeed(v, c.Triangles, apartIn(c.Triangles), d)
	if !ok || stand {
		return n, ok
	}
	at := slices.IndexFunc(c.Triangles, func(t triangle.Triangle) bool { return t.ID == d.Triangle })
	su, _ := c.Triangles[at].ServiceUser()
	n.Who, n.More = ui.Person{Name: su.Name, Initials: triangle.Initials(su.Name), Corner: ui.ServiceUser}, ""
	n.Say = ui.Say(v.Words, "cover.something-waits", "name", triangle.FirstName(c.Cover.AwayName), "about", triangle.FirstName(su.Name))
	n.Actions = []ui.Action{ui.Post(v.Words.T("team.open"), "/team/"+string(d.Triangle)+"/open")}
	return n, true
}

// workLinks lead a professional to their teams, to cover, and to their offices.
func workLinks(v *Visit) []ui.NavItem {
	if v.Person.Corner != sharing.Professional {
		return nil
	}
	var out []ui.NavItem
	if v.Person.Team != "" {
		out = append(out, ui.NavItem{Href: "/team", Label: v.Words.T("nav.team")}, ui.NavItem{Href: "/cover", Label: v.Words.T("nav.cover")})
	}
	if v.Person.Governs {
		out = append(out, ui.NavItem{Href: "/reviews", Label: v.Words.T("nav.reviews")})
	}
	if v.Person.Admin {
		out = append(out, ui.NavItem{Href: "/admin", Label: v.Words.T("nav.admin")})
	}
	return out
}
