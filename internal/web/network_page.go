package web

import (
	"net/http"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/network"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// network shows who is who around the service user: the triangle itself, and who
// else helps. What has ended stands below as before.
func (s *Site) network(w http.ResponseWriter, r *http.Request, v *Visit) error {
	contacts, err := s.Network.List(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	told, err := s.networkTold(r, v)
	if err != nil {
		return err
	}
	t := v.Words.T
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base(), Text: t("nav.triangle")}, Title: t("network.title"), Lead: t("network.lead", "about", v.Place.For())}
	page.Notice = notice(v, r)
	page.Actions = []ui.Action{ui.Do(t("network.add"), v.Place.Base()+"/network/new"), ui.Also(t("network.ring"), v.Place.Base()+"/network/ring")}
	for _, corner := range []sharing.Corner{sharing.ServiceUser, sharing.Carer, sharing.Professional} {
		page.Sections = append(page.Sections, membersSection(v, corner, told))
	}
	page.Sections = append(page.Sections, contactSection(v, contacts, true), contactSection(v, contacts, false))
	if before := beforeSection(v, contacts); len(before.Items) > 0 {
		page.Sections = append(page.Sections, before)
	}
	page.Sections = append(page.Sections, networkLinks(v))
	return s.page(w, http.StatusOK, page)
}

// membersSection are those who stand at one corner now.
func membersSection(v *Visit, corner sharing.Corner, told told) ui.ListSection {
	section := ui.ListSection{ID: "members-" + string(corner), Title: v.Words.T("people." + string(corner))}
	for _, m := range v.Place.At(corner, v.Now) {
		say := []string{whatFor(v, m), memberReach(v, m), told.of(m)}
		section.Items = append(section.Items, ui.Item{
			Who: person(v, m), When: memberTime(v, m), Text: ui.Plain(sentences(say)), Actions: []ui.Action{openMember(v, m)},
		})
	}
	if len(section.Items) == 0 {
		section.Say = []ui.Rich{ui.Plain(v.Words.T("people.none-" + string(corner)))}
		return section
	}
	if say, ok := told.corner[corner]; ok {
		section.Say = []ui.Rich{say}
	}
	return section
}

func openMember(v *Visit, m triangle.Member) ui.Action {
	open := ui.Go(v.Words.T("network.open"), v.Place.Base()+"/people/"+string(m.Person))
	open.More = ": " + m.Name
	return open
}

// sentences joins those that say something.
func sentences(all []string) string {
	var out []string
	for _, one := range all {
		if one != "" {
			out = append(out, one)
		}
	}
	return strings.Join(out, " ")
}

// whatFor says what somebody is there for, where more is known than their place.
func whatFor(v *Visit, m triangle.Member) string {
	switch {
	case m.Corner == sharing.Professional && m.Reach != triangle.AskedIn:
		return whyHere(v, m)
	case m.CarerLead:
		return v.Words.T("network.for-carers")
	case m.Corner == sharing.ServiceUser && m.Person != v.Person.ID:
		return v.Words.T("network.for-own", "name", triangle.FirstName(m.Name))
	case m.Corner == sharing.Carer:
		return v.Words.T("network.for-carer", "about", v.Place.For())
	}
	return ""
}

// memberReach says how to reach a member. Numbers of carers and service users are
// theirs to give, and stand on their own pages for those who may see them.
func memberReach(v *Visit, m triangle.Member) string {
	switch {
	case m.Person == v.Person.ID:
		return ""
	case m.Corner == sharing.Professional && m.Phone != "":
		return v.Words.T("network.phone", "number", m.Phone)
	case m.Corner == sharing.Professional && v.Place.Team.Phone != "":
		return v.Words.T("network.team-phone", "number", v.Place.Team.Phone)
	}
	return ""
}

func memberTime(v *Visit, m triangle.Member) string {
	since := v.Words.T("people.since", "day", v.Words.ShortDate(timeOf(m.Since)))
	if m.Until == 0 {
		return since
	}
	return since + ", " + v.Words.T("network.until", "date", lastDay(v, m.Until))
}

// contactSection are services, or single people, who help now.
func contactSection(v *Visit, all []network.Contact, services bool) ui.ListSection {
	section := ui.ListSection{ID: "people-else", Title: v.Words.T("network.people")}
	if services {
		section.ID, section.Title = "services", v.Words.T("network.services")
	}
	for _, c := range all {
		if c.Service == services && !c.Over(v.Now) {
			section.Items = append(section.Items, contactItem(v, c))
		}
	}
	if len(section.Items) == 0 {
		section.Say = []ui.Rich{ui.Plain(v.Words.T("network.none-yet"))}
		return section
	}
	section.Say = []ui.Rich{outsideTold(v)}
	return section
}

// outsideTold says that nothing goes to those outside, and what one can do.
func outsideTold(v *Visit) ui.Rich {
	switch v.Place.Me.Corner {
	case sharing.Professional:
		return ui.Say(v.Words, "network.told-professional", "releases", v.Place.Base()+"/releases")
	case sharing.Carer:
		return ui.Say(v.Words, "network.told-carer", "about", v.Place.For(), "ask", v.Place.Base()+"/ask")
	}
	return ui.Say(v.Words, "network.told-own")
}

func contactItem(v *Visit, c network.Contact) ui.Item {
	say := []string{ended(c.For), contactReach(v, c)}
	open := ui.Go(v.Words.T("network.open"), v.Place.Base()+"/network/"+string(c.Entry))
	open.More = ": " + c.Name
	return ui.Item{Who: contactPerson(c), When: contactTime(v, c), Text: ui.Plain(sentences(say)), Actions: []ui.Action{open}}
}

func contactPerson(c network.Contact) ui.Person {
	return ui.Person{Name: c.Name, Initials: triangle.Initials(c.Name), Role: c.Does}
}

// ended ends words of somebody with a full stop where they have none.
func ended(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".?!") {
		return text
	}
	return text + "."
}

func contactReach(v *Visit, c network.Contact) string {
	var out []string
	if c.Phone != "" {
		out = append(out, v.Words.T("network.phone", "number", c.Phone))
	}
	return sentences(append(out, ended(c.Reach)))
}

func contactTime(v *Visit, c network.Contact) string {
	switch {
	case c.Ends == 0:
		return v.Words.T("network.no-end")
	case c.Over(v.Now):
		return v.Words.T("network.was-until", "date", lastDay(v, c.Ends))
	}
	return v.Words.T("network.until", "date", lastDay(v, c.Ends))
}

// beforeSection are those whose day has passed, and professionals who have gone.
func beforeSection(v *Visit, all []network.Contact) ui.ListSection {
	section := ui.ListSection{ID: "before", Title: v.Words.T("network.before")}
	for _, m := range v.Place.Members {
		if m.Corner == sharing.Professional && !m.Passing() && m.Until != 0 && m.Until <= v.Now.UnixMicro() {
			section.Items = append(section.Items, ui.Item{Who: person(v, m), When: v.Words.T("network.was-until", "date", lastDay(v, m.Until)), Text: ui.Plain(v.Words.T("network.was-team"))})
		}
	}
	for _, c := range all {
		if c.Over(v.Now) {
			section.Items = append(section.Items, contactItem(v, c))
		}
	}
	return section
}

// networkLinks lead to where one can read or ask more.
func networkLinks(v *Visit) ui.ListSection {
	t, base := v.Words.T, v.Place.Base()
	section := ui.ListSection{ID: "more", Title: t("network.more"), Links: []ui.Link{{Href: base + "/agreement", Text: t("room.agreement")}}}
	if v.Place.Is(sharing.Carer) {
		section.Links = append(section.Links, ui.Link{Href: "/library/your-carers-assessment", Text: t("home.assessment")})
	}
	return ui.ListSection{ID: section.ID, Title: section.Title, Links: append(section.Links,
		ui.Link{Href: "/library/how-sharing-works-here", Text: t("network.library-sharing")}, ui.Link{Href: "/library/who-to-ring", Text: t("network.library-ring")}, ui.Link{Href: "/library", Text: t("nav.library")})}
}

// contactRead shows one contact, and what its reader can do with it.
func (s *Site) contactRead(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c, err := s.contactInPath(r, v)
	if err != nil {
		return err
	}
	t := v.Words.T
	page := &ui.ListPage{Base: s.base(v), BackTo: backToNetwork(v), Title: c.Name, Lead: c.Does}
	page.Notice = notice(v, r)
	rows := ui.Summary{{Key: t("network.for"), Value: ui.Plain(c.For)}}
	for _, one := range []struct{ key, text string }{
		{t("network.number"), c.Phone}, {t("network.reach"), c.Reach}, {t("network.how-long"), contactTime(v, c)}, {t("network.topic"), topicName(v.Words, c.Topic)},
		{t("network.from"), contactFrom(v, c)}, {t("network.who-may-know"), confidenceSaid(v, c)},
	} {
		if one.text != "" {
			rows = append(rows, ui.SummaryRow{Key: one.key, Value: ui.Plain(one.text)})
		}
	}
	rows = append(rows, ui.SummaryRow{Key: t("network.told"), Value: outsideTold(v)})
	section := ui.ListSection{Summary: rows}
	if c.MayCorrect {
		section.Actions = append(section.Actions, ui.Also(t("network.change"), v.Path+"/change"))
	}
	if c.MayEnd && !c.Over(v.Now) {
		section.Actions = append(section.Actions, ui.Also(t("network.end"), v.Path+"/end"))
	}
	page.Sections = []ui.ListSection{section}
	return s.page(w, http.StatusOK, page)
}

// contactFrom says who wrote it down, and when, as far as the reader may know.
func contactFrom(v *Visit, c network.Contact) string {
	name := giver(v, c.GivenBy).Name
	if c.Mine {
		name = v.Words.T("network.you")
	}
	return v.Words.T("network.from-when", "name", name, "date", v.Words.Date(timeOf(c.Changed)))
}

func confidenceSaid(v *Visit, c network.Contact) string {
	if c.Confidence == "" {
		return ""
	}
	return v.Words.T("confidence."+string(c.Confidence), "about", v.Place.For(), "lead", leadName(v))
}

func backToNetwork(v *Visit) *ui.Link {
	return &ui.Link{Href: v.Place.Base() + "/network", Text: v.Words.T("network.title")}
}

func (s *Site) contactInPath(r *http.Request, v *Visit) (network.Contact, error) {
	e := r.PathValue("contact")
	if !id.Valid(e) {
		return network.Contact{}, errs.Missing("web.contactInPath")
	}
	return s.Network.Read(r.Context(), v.Person.ID, v.Place.ID, id.Entry(e))
}
