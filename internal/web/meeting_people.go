package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// meetingPeople asks who else should come.
func (s *Site) meetingPeople(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err == nil && !m.May.Invite {
		err = errs.Missing("web.meetingPeople")
	}
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.meetingInvitePage(r, v, m))
}

func (s *Site) meetingInvitePage(r *http.Request, v *Visit, m meeting.View) *ui.FormPage {
	t := v.Words.T
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToMeeting(v, m), Title: t("meeting.propose-more"), Lead: t("meeting.propose-lead", "about", v.Place.For()),
		Action: v.Path, Button: t("meeting.propose"), Hidden: []ui.Hidden{{Name: "draft", Value: string(meetingFormID(r))}},
	}
	if v.Place.Is(sharing.ServiceUser) {
		page.Title, page.Lead, page.Button = t("meeting.invite-more"), t("meeting.invite-lead"), t("meeting.invite")
	}
	if len(m.May.Ask) > 0 {
		o := meetingPeopleOptions(v, m.May.Ask, r.Form["people"], t("meeting.ask-people"))
		if len(m.LastTime) > 0 {
			o.Hint = t("meeting.last-time", "names", meetNames(v, m.LastTime))
		}
		page.Parts = append(page.Parts, ui.FormPart{Options: o})
	}
	say := ui.Say(v.Words, "meeting.guest-how")
	page.Parts = append(page.Parts, ui.FormPart{Heading: t("meeting.guest-title")}, ui.FormPart{Say: &say},
		ui.FormPart{Field: &ui.Field{ID: "guest-name", Name: "guest-name", Label: t("meeting.guest-name"), Value: r.FormValue("guest-name"), MaxLength: meeting.ShortMost, Plainly: true}},
		ui.FormPart{Field: &ui.Field{ID: "guest-is", Name: "guest-is", Label: t("meeting.guest-is", "about", v.Place.For()), Value: r.FormValue("guest-is"), MaxLength: meeting.ShortMost, Plainly: true}})
	return page
}

func backToMeeting(v *Visit, m meeting.View) *ui.Link {
	return &ui.Link{Href: meetingHref(v, m.ID), Text: v.Words.T("meeting.one")}
}

// meetingInvite invites, or proposes.
func (s *Site) meetingInvite(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	i := meeting.Invite{Triangle: v.Place.ID, Meeting: m.ID, GuestID: meetingFormID(r), GuestName: r.PostFormValue("guest-name"), GuestIs: r.PostFormValue("guest-is")}
	for _, p := range r.PostForm["people"] {
		i.People = append(i.People, id.Person(p))
	}
	if err := s.Meetings.Invite(r.Context(), v.Person.ID, i); err != nil {
		return s.formAgain(w, v, s.meetingInvitePage(r, v, m), err)
	}
	done := "done.meeting-proposed"
	if v.Place.Is(sharing.ServiceUser) {
		done = "done.meeting-invited"
	}
	return seeOther(w, r, meetingHref(v, m.ID), done)
}

// meetingDecideForm asks the service user whether they want the meeting, and who comes.
func (s *Site) meetingDecideForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err == nil && !m.May.Decide {
		err = errs.Missing("web.meetingDecideForm")
	}
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.meetingDecidePage(r, v, m))
}

func (s *Site) meetingDecidePage(r *http.Request, v *Visit, m meeting.View) *ui.FormPage {
	t := v.Words.T
	page := &ui.FormPage{Base: s.base(v), BackTo: backToMeeting(v, m), Title: t("meeting.decide"), Lead: t("meeting.decide-lead"), Action: v.Path, Button: t("sharing.save")}
	yesNo := func(name, legend, hint string) ui.FormPart {
		chosen := r.FormValue(name)
		return ui.FormPart{Options: &ui.Options{ID: name, Name: name, Legend: legend, Hint: hint, Plainly: true, Items: []ui.Option{
			{Value: meeting.Yes, Label: t("meeting.yes"), Checked: chosen == meeting.Yes}, {Value: meeting.No, Label: t("meeting.no"), Checked: chosen == meeting.No},
		}}}
	}
	if m.Agreed == 0 {
		rows := ui.Summary{
			{Key: t("meeting.ask-why"), Value: ui.Plain(m.Call.Words())}, {Key: t("meeting.when"), Value: ui.Plain(meetingBegins(v, m.Time()))},
			{Key: t("meeting.called-by"), Value: ui.Plain(meetFullName(v, m.By))},
		}
		page.Parts = append(page.Parts, ui.FormPart{Summary: rows}, yesNo("meet", t("meeting.ask-meet"), ""))
	}
	for n, a := range m.Waiting() {
		name := meetNumbered("who-", n+1)
		if a.Guest != "" {
			g := m.Guests[a.Guest]
			page.Parts = append(page.Parts, yesNo(name, t("meeting.ask-comes", "name", g.Words()), t("meeting.guest-proposed", "is", meetingGuestIs(g), "name", meetName(v, a.By))))
		} else {
			page.Parts = append(page.Parts, yesNo(name, t("meeting.ask-comes", "name", meetFullName(v, a.Person)), t("meeting.person-proposed", "name", meetName(v, a.By))))
		}
		page.Hidden = append(page.Hidden, ui.Hidden{Name: name + "-of", Value: string(a.Person) + string(a.Guest)})
	}
	page.After = []ui.Rich{ui.Say(v.Words, "meeting.decide-after")}
	return page
}

// meetingDecide takes the service user's word. Who is not named waits on.
func (s *Site) meetingDecide(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	d := meeting.Decision{Triangle: v.Place.ID, Meeting: m.ID, Meet: r.PostFormValue("meet")}
	for n := range m.Waiting() {
		name := meetNumbered("who-", n+1)
		of := r.PostFormValue(name + "-of")
		switch r.PostFormValue(name) {
		case meeting.Yes:
			d.Yes, d.YesGuest = append(d.Yes, id.Person(of)), append(d.YesGuest, id.Entry(of))
		case meeting.No:
			d.No, d.NoGuest = append(d.No, id.Person(of)), append(d.NoGuest, id.Entry(of))
		}
	}
	if err := s.Meetings.Decide(r.Context(), v.Person.ID, d); err != nil {
		return s.formAgain(w, v, s.meetingDecidePage(r, v, m), err)
	}
	return seeOther(w, r, meetingHref(v, m.ID), "done.meeting-decided")
}
