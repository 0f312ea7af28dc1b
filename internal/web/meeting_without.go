package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// withoutNetwork lists what professionals said without the network. The service
// user always sees it.
func (s *Site) withoutNetwork(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !meeting.Possible(v.Place.Triangle, v.Now) {
		return seeOther(w, r, v.Place.Base()+"/meetings", "")
	}
	talks, err := s.Meetings.Talks(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	if v.Place.Is(sharing.Professional) && r.URL.Query().Get("write") != "" {
		page, err := s.withoutForm(r, v, withoutOf(r, v))
		if err != nil {
			return err
		}
		return s.page(w, http.StatusOK, page)
	}
	page := &ui.ListPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/meetings", Text: v.Words.T("meeting.title")}, Title: v.Words.T("meeting.without-title"),
		Lead: v.Words.T("meeting.without-why", "about", v.Place.For()),
	}
	page.Notice = notice(v, r)
	if v.Place.Is(sharing.ServiceUser) {
		page.Lead = v.Words.T("meeting.without-why-you")
	}
	if v.Place.Is(sharing.Professional) {
		page.Actions = []ui.Action{ui.Do(v.Words.T("meeting.without-write"), v.Path+"?write=1")}
	}
	section := ui.ListSection{}
	for _, one := range talks {
		section.Entries = append(section.Entries, meetingTalkEntry(v, one))
	}
	if len(talks) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("meeting.without-none")}
	}
	page.Sections = []ui.ListSection{section}
	return s.page(w, http.StatusOK, page)
}

func meetingTalkEntry(v *Visit, one meeting.Logged) ui.Entry {
	e := meetingEntry(v, one.Shown)
	e.Kind = v.Words.T("meeting.without-when", "when", v.Words.DateTime(timeOf(one.At)), "names", meetNames(v, one.Who))
	if one.Came != "" {
		e.Note = v.Words.T("meeting.without-came", "words", one.Came)
	}
	return e
}

func withoutOf(r *http.Request, v *Visit) meeting.Without {
	w := meeting.Without{ID: meetingFormID(r), Triangle: v.Place.ID, About: r.FormValue("say"), Came: r.FormValue("came")}
	for _, p := range r.Form["who"] {
		w.Who = append(w.Who, id.Person(p))
	}
	return w
}

func (s *Site) withoutForm(r *http.Request, v *Visit, n meeting.Without) (*ui.FormPage, error) {
	t := v.Words.T
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Path, Text: t("meeting.without-title")}, Title: t("meeting.without-write"), Lead: t("meeting.without-lead", "about", v.Place.For()), Action: v.Path,
		Button: t("meeting.without-send"), Hidden: []ui.Hidden{{Name: "draft", Value: string(n.ID)}},
	}
	when := meetingWhen(r)
	who := &ui.Options{ID: "who", Name: "who", Many: true, Legend: t("meeting.without-ask-who"), Plainly: true}
	for _, m := range v.Place.At(sharing.Professional, v.Now) {
		chosen := m.Person == v.Person.ID && r.Method == http.MethodGet
		for _, p := range n.Who {
			chosen = chosen || p == m.Person
		}
		who.Items = append(who.Items, ui.Option{Value: string(m.Person), Label: m.Name, Hint: m.Role, Checked: chosen})
	}
	page.Parts = []ui.FormPart{
		{Field: &ui.Field{ID: "say", Name: "say", Label: t("meeting.without-ask-about"), Rows: 4, Value: n.About, MaxLength: meeting.TextMost, Keep: "meeting/without"}},
		{Field: &ui.Field{ID: "came", Name: "came", Label: t("meeting.without-ask-came"), Rows: 3, Value: n.Came, MaxLength: meeting.TextMost, Plainly: true}},
		{Options: who},
		{Date: &ui.DateField{ID: "day", Name: "day", Legend: t("meeting.without-ask-day"), Day: when.Day, Month: when.Month, Year: when.Year, Plainly: true}},
		{Field: &ui.Field{ID: "clock", Name: "clock", Type: "time", Label: t("meeting.ask-clock"), Hint: t("meeting.ask-clock-hint", "zone", meetingZone(v)), Value: when.Clock, Narrow: true, Plainly: true}},
	}
	hearers, err := s.Meetings.WithoutHearers(r.Context(), v.Person.ID, n)
	if err == nil {
		page.Audience = meetingAudience(v, hearers)
	}
	return page, err
}

func (s *Site) withoutLog(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !v.Place.Is(sharing.Professional) {
		return errs.Missing("web.withoutLog")
	}
	n := withoutOf(r, v)
	at, problems := meetingWhen(r).Past(v.Words.Now())
	n.At = at.UnixMicro()
	err := problems.Err("web.withoutLog")
	if err == nil {
		err = s.Meetings.LogWithout(r.Context(), v.Person.ID, n)
	}
	if err != nil {
		page, pageErr := s.withoutForm(r, v, n)
		if pageErr != nil {
			return pageErr
		}
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, v.Path, "done.meeting-without")
}
