package web

import (
	"net/http"

	"trialogue/internal/calendar"
	"trialogue/internal/errs"
	"trialogue/internal/web/ui"
)

// calendar explains what a calendar of one's own may show, says whether there is
// an address, and lists what would stand in it.
func (s *Site) calendar(w http.ResponseWriter, r *http.Request, v *Visit) error {
	feed, on, err := s.Calendars.Own(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	// The page itself says no words, so nothing is opened for it.
	coming, err := s.Calendars.Upcoming(r.Context(), calendar.Feed{Person: v.Person.ID, Choice: calendar.Choice{Titles: calendar.ByKind}})
	if err != nil {
		return err
	}
	t := v.Words.T
	page := &ui.ListPage{Base: s.base(v), BackTo: backToAccount(v), Title: t("calendar.title"), Lead: t("calendar.lead")}
	page.Notice = notice(v, r)
	page.Sections = []ui.ListSection{calendarState(v, feed, on), {
		ID: "others", Title: t("calendar.others"), Say: calendarWarning(v),
	}, calendarComing(v, coming)}
	return s.page(w, http.StatusOK, page)
}

// calendarState says whether an address works, and what one can do about it.
func calendarState(v *Visit, feed calendar.Feed, on bool) ui.ListSection {
	t := v.Words.T
	section := ui.ListSection{ID: "address", Title: t("calendar.address")}
	if !on {
		section.Say = []ui.Rich{ui.Say(v.Words, "calendar.is-off")}
		section.Actions = []ui.Action{ui.Do(t("calendar.make"), calendarPath+"/new")}
		return section
	}
	section.Say = []ui.Rich{ui.Say(v.Words, "calendar.is-on", "date", v.Words.DateTime(timeOf(feed.Made))), ui.Plain(t("calendar.shown-once"))}
	section.Summary = ui.Summary{
		{Key: t("calendar.titles"), Value: ui.Plain(t("calendar.titles-" + string(feed.Titles))), Change: &ui.Link{Href: calendarPath + "/choices", Text: t("calendar.change"), More: " " + t("calendar.titles")}},
		{Key: t("calendar.remind"), Value: ui.Plain(yesNo(v, feed.Remind))},
	}
	section.Actions = []ui.Action{ui.Post(t("calendar.off"), calendarPath+"/off").As(ui.MainAction), ui.Also(t("calendar.renew"), calendarPath+"/new")}
	return section
}

// calendarWarning says who else may read a calendar.
func calendarWarning(v *Visit) []ui.Rich {
	var out []ui.Rich
	for _, key := range []string{"calendar.others-phone", "calendar.others-company", "calendar.others-never", "calendar.others-hours"} {
		out = append(out, ui.Say(v.Words, key))
	}
	return out
}

func calendarComing(v *Visit, coming []calendar.Coming) ui.ListSection {
	section := ui.ListSection{ID: "coming", Title: v.Words.T("calendar.coming")}
	for _, c := range coming {
		if c.Gone {
			continue
		}
		title, when := kindTitle(v.Words, c), whenComing(v, c)
		section.Summary = append(section.Summary, ui.SummaryRow{
			Key: when, Value: ui.Plain(title), Change: &ui.Link{Href: calendarPath + "/" + c.Name + calendar.Suffix, Text: v.Words.T("calendar.save"), More: ": " + title + ", " + when},
		})
	}
	if len(section.Summary) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("calendar.nothing"), Text: v.Words.T("calendar.nothing-why")}
		return section
	}
	section.Say = []ui.Rich{ui.Plain(v.Words.T("calendar.save-why"))}
	return section
}

func whenComing(v *Visit, c calendar.Coming) string {
	if c.End.IsZero() {
		return v.Words.Date(dayOf(c.Start, v.Words.Location()))
	}
	return v.Words.DateTime(c.Start)
}

// calendarNewForm asks for the choices before an address is made.
func (s *Site) calendarNewForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	feed, on, err := s.Calendars.Own(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.calendarNewPage(v, feed.Choice, on))
}

func (s *Site) calendarNewPage(v *Visit, c calendar.Choice, on bool) *ui.FormPage {
	page := s.choicesPage(v, c)
	page.Action, page.Title, page.Button = calendarPath+"/new", v.Words.T("calendar.make-title"), v.Words.T("calendar.make-button")
	page.Lead = v.Words.T("calendar.make-lead")
	if on {
		page.Title, page.Lead = v.Words.T("calendar.renew"), v.Words.T("calendar.renew-lead")
	}
	var before []ui.FormPart
	for _, say := range calendarWarning(v) {
		before = append(before, ui.FormPart{Say: &say})
	}
	page.Parts = append(before, page.Parts...)
	return page
}

func (s *Site) choicesPage(v *Visit, c calendar.Choice) *ui.FormPage {
	t := v.Words.T
	titles := &ui.Options{ID: "titles", Name: "titles", Legend: t("calendar.titles"), Hint: t("calendar.titles-hint")}
	for _, one := range calendar.Offered(v.Person) {
		titles.Items = append(titles.Items, ui.Option{Value: string(one), Label: t("calendar.titles-" + string(one)), Hint: t("calendar.titles-why-" + string(one)), Checked: one == c.Titles})
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: calendarPath, Text: t("calendar.title")}, Title: t("calendar.choices-title"),
		Action: calendarPath + "/choices", Button: t("account.save"),
		Parts: []ui.FormPart{{Options: titles}, tick("remind", t("calendar.remind"), t("calendar.remind-yes"), c.Remind)},
		After: []ui.Rich{ui.Plain(t("calendar.remind-hint"))},
	}
	return page
}

func calendarChoice(r *http.Request) calendar.Choice {
	return calendar.Choice{Titles: calendar.Titles(r.PostFormValue("titles")), Remind: ticked(r, "remind")}
}

// calendarNew makes an address, and shows it this once.
func (s *Site) calendarNew(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c := calendarChoice(r)
	secret, err := s.Calendars.Renew(r.Context(), v.Person, c)
	if errs.Is(err, errs.Invalid) {
		_, on, ownErr := s.Calendars.Own(r.Context(), v.Person.ID)
		if ownErr != nil {
			return ownErr
		}
		return s.formAgain(w, v, s.calendarNewPage(v, c, on), err)
	}
	if err != nil {
		return err
	}
	t := v.Words.T
	return s.page(w, http.StatusOK, &ui.ProofPage{
		Base: s.base(v), Title: t("calendar.made-title"), Lead: t("calendar.made-lead"), Codes: []string{s.Calendars.Address(secret)}, Copy: true,
		Say: []ui.Rich{ui.Plain(t("calendar.made-how")), ui.Say(v.Words, "calendar.made-secret")},
		Do:  []ui.Action{ui.Do(t("calendar.made-done"), calendarPath)},
	})
}

// calendarChoicesForm is for an address that stays as it is; where there is none,
// one is made with these choices.
func (s *Site) calendarChoicesForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	feed, on, err := s.Calendars.Own(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	if !on {
		return s.page(w, http.StatusOK, s.calendarNewPage(v, feed.Choice, on))
	}
	return s.page(w, http.StatusOK, s.choicesPage(v, feed.Choice))
}

func (s *Site) calendarChoices(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c := calendarChoice(r)
	if err := s.Calendars.Change(r.Context(), v.Person, c); err != nil {
		return s.formAgain(w, v, s.choicesPage(v, c), err)
	}
	return seeOther(w, r, calendarPath, "done.calendar-choices")
}

func (s *Site) calendarOff(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.Calendars.Off(r.Context(), v.Person.ID); err != nil {
		return err
	}
	return seeOther(w, r, calendarPath, "done.calendar-off")
}
