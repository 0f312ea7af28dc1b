package web

import (
	"net/http"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// people shows who is who in a triangle, since when, and how to reach them.
func (s *Site) people(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind == triangle.File {
		return errs.Missing("web.people")
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("people.title"), Lead: v.Words.T("people.lead"), BackTo: &ui.Link{Href: v.Place.Base(), Text: v.Words.T("nav.triangle")}}
	page.Notice = notice(v, r)
	var err error
	if page.Sections, err = s.readBeforeSection(r, v); err != nil {
		return err
	}
	for _, corner := range []sharing.Corner{sharing.ServiceUser, sharing.Carer, sharing.Professional} {
		section := ui.ListSection{ID: string(corner), Title: v.Words.T("people." + string(corner)), People: s.peopleAt(v, corner)}
		if len(section.People) == 0 {
			section.Say = []ui.Rich{ui.Plain(v.Words.T("people.none-" + string(corner)))}
		}
		if corner == sharing.Professional {
			section.Summary = teamSummary(v, v.Place.Team)
			if v.Place.Is(sharing.Professional) {
				section.Summary = append(section.Summary, ui.SummaryRow{Key: v.Words.T("people.reference"), Value: ui.Plain(string(v.Place.ID))})
			}
		}
		page.Sections = append(page.Sections, section)
	}
	support, err := s.supportHere(r, v)
	if err != nil {
		return err
	}
	if len(support.Items) > 0 {
		page.Sections = append(page.Sections, support)
	}
	if lately := latelySection(v); len(lately.Items) > 0 {
		page.Sections = append(page.Sections, lately)
	}
	made, err := s.People.Invitations(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	if section := invitationLinks(v, made); len(section.Links) > 0 && mayBeSeen(v) {
		page.Sections = append(page.Sections, section)
	}
	if page.Sections, err = s.withHolds(r, v, page.Sections); err != nil {
		return err
	}
	page.Sections = append(page.Sections, ui.ListSection{ID: "do", Title: v.Words.T("people.do"), Links: peopleDo(v)})
	return s.page(w, http.StatusOK, page)
}

// peopleAt draws everybody at one corner, each with the way to their page.
func (s *Site) peopleAt(v *Visit, corner sharing.Corner) []ui.PersonLink {
	var out []ui.PersonLink
	for _, m := range v.Place.At(corner, v.Now) {
		one := ui.PersonLink{
			Who: person(v, m), Href: v.Place.Base() + "/people/" + string(m.Person), More: sinceWhy(v, m),
		}
		if readFirst(v, m.Person) {
			one.First = v.Words.T("profile.read-first")
		}
		out = append(out, one)
	}
	return out
}

func teamSummary(v *Visit, t triangle.Team) ui.Summary {
	var rows ui.Summary
	for _, one := range []struct{ key, value string }{{"people.team-name", t.Name}, {"people.team-phone", t.Phone}, {"people.team-hours", t.Hours}} {
		if one.value != "" {
			rows = append(rows, ui.SummaryRow{Key: v.Words.T(one.key), Value: ui.Plain(one.value)})
		}
	}
	if t.ID != "" {
		rows = append(rows, ui.SummaryRow{Key: v.Words.T("people.team-reply"), Value: ui.Plain(v.Words.T("people.reply-days", "count", t.ReplyDays))})
	}
	return rows
}

// latelyTime is how long it counts as news that somebody came or went.
const latelyTime = 28 * 24 * time.Hour

func latelySection(v *Visit) ui.ListSection {
	section := ui.ListSection{ID: "lately", Title: v.Words.T("people.lately")}
	for _, n := range people.Lately(v.Place.Triangle, v.Place.Me, v.Now.Add(-latelyTime), v.Now) {
		text := cameSaid(v, n.Member)
		if n.Gone {
			text = v.Words.T("people.went", "name", n.Name)
		}
		section.Items = append(section.Items, ui.Item{Who: person(v, n.Member), When: v.Words.Date(time.UnixMicro(n.At)), Text: ui.Plain(text)})
	}
	return section
}

func invitationLinks(v *Visit, made []people.Invitation) ui.ListSection {
	section := ui.ListSection{ID: "invitations", Title: v.Words.T("people.invitations")}
	for _, one := range made {
		if state := one.State(v.Now); state == people.Open || state == people.Waiting {
			name := one.Name
			if one.Team != "" {
				name = v.Words.T("people.a-team")
			}
			section.Links = append(section.Links, ui.Link{Href: v.Place.Base() + "/invite/" + one.ID, Text: v.Words.T("people.invitation-"+string(state), "name", name)})
		}
	}
	return section
}

func peopleDo(v *Visit) []ui.Link {
	base := v.Place.Base()
	var out []ui.Link
	if v.Place.Me.Corner == triangle.AtSupport {
		return []ui.Link{{Href: "/support", Text: v.Words.T("support.title")}}
	}
	if len(inviteKinds(v)) > 0 {
		out = append(out, ui.Link{Href: base + "/invite", Text: v.Words.T("people.invite")})
	}
	if v.Place.Is(sharing.Professional) && !v.Place.Me.Passing() {
		out = append(out, ui.Link{Href: base + "/staff", Text: v.Words.T("staff.title")})
	}
	if v.Place.Is(sharing.ServiceUser) || (v.Place.Is(sharing.Professional) && !v.Place.Me.Passing()) {
		out = append(out, ui.Link{Href: base + "/code", Text: v.Words.T("code.title")})
	}
	out = append(out, ui.Link{Href: "/ring", Text: v.Words.T("frame.ring")})
	if !v.Place.Is(sharing.ServiceUser) {
		out = append(out, ui.Link{Href: base + "/leave", Text: v.Words.T("going.title")})
	}
	return out
}

// personPage shows one member: who they are here, since when, and on whose yes.
func (s *Site) personPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := memberInPath(r, v)
	if err != nil {
		return err
	}
	rows := ui.Summary{
		{Key: v.Words.T("people.place"), Value: ui.Plain(placeName(v, m))},
		{Key: v.Words.T("people.here-since"), Value: ui.Plain(v.Words.Date(time.UnixMicro(m.Since)))},
	}
	rows = append(rows, whyRows(v, m)...)
	if m.CarerLead {
		rows = append(rows, ui.SummaryRow{Key: v.Words.T("people.carer-lead"), Value: ui.Plain(v.Words.T("people.carer-lead-why"))})
	}
	if m.Phone != "" {
		rows = append(rows, ui.SummaryRow{Key: v.Words.T("people.phone"), Value: ui.Plain(m.Phone)})
	}
	if m.Basis != "" && !v.Place.Is(sharing.Carer) {
		rows = append(rows, ui.SummaryRow{Key: v.Words.T("invitation.basis"), Value: ui.Plain(v.Words.T("basis." + m.Basis))})
	}
	met, err := s.metIn(r.Context(), v, v.Place.Triangle, m.Person)
	if err != nil {
		return err
	}
	who := person(v, m).Large()
	section := ui.ListSection{Who: &who, Summary: rows}
	if card := reachCard(v, met); card != nil {
		section.Reach = []ui.ReachCard{*card}
	}
	if err := s.addIdentity(r, v, m, &section); err != nil {
		return err
	}
	if mayEnd(v, m) {
		section.Actions = []ui.Action{ui.Go(v.Words.T("end.link", "name", triangle.FirstName(m.Name)), v.Path+"/end")}
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: backToPeople(v), Title: m.Name, Sections: []ui.ListSection{section}}
	known, err := s.knownOf(r, v, m.Person)
	if err != nil {
		return err
	}
	page.Sections = append(append(page.Sections, known...), holdLink(v, m)...)
	return s.page(w, http.StatusOK, page)
}

// memberInPath finds the {person} of the path among those who stand here now.
func memberInPath(r *http.Request, v *Visit) (triangle.Member, error) {
	p := r.PathValue("person")
	m, ok := v.Place.Member(id.Person(p))
	if !id.Valid(p) || !ok || !m.Here(v.Now) || m.Corner == triangle.AtSupport || v.Place.Kind == triangle.File {
		return triangle.Member{}, errs.Missing("web.memberInPath")
	}
	return m, nil
}

// mayEnd reports whether the page offers to end somebody's place; the service decides.
func mayEnd(v *Visit, m triangle.Member) bool {
	if m.Person == v.Person.ID || m.Corner == sharing.ServiceUser || m.Corner == triangle.AtSupport || v.Place.Me.Passing() {
		return false
	}
	return v.Place.Is(sharing.ServiceUser) || v.Place.Is(sharing.Professional)
}
