package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/network"
	"trialogue/internal/web/ui"
)

// contactChangeForm corrects a contact that the reader wrote down. Who sees it
// stays as it is.
func (s *Site) contactChangeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c, err := s.contactInPath(r, v)
	if err == nil && !c.MayCorrect {
		err = errs.Missing("web.contactChangeForm")
	}
	if err != nil {
		return err
	}
	page := s.changeContactPage(r, v, c, c.Details, id.New())
	for _, part := range page.Parts {
		if part.Date != nil {
			dayFields(v, part.Date, c.Ends)
		}
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) changeContactPage(r *http.Request, v *Visit, c network.Contact, d network.Details, day string) *ui.FormPage {
	t := v.Words.T
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/network/" + string(c.Entry), Text: c.Name}, Title: t("network.change"), Lead: t("network.change-lead"),
		Action: v.Place.Base() + "/network/" + string(c.Entry) + "/change", Button: t("account.save"),
		Hidden: []ui.Hidden{{Name: "from", Value: strconv.Itoa(c.Latest)}, {Name: "day", Value: day}}, Parts: detailParts(r, v, d),
	}
}

func (s *Site) contactChange(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c, err := s.contactInPath(r, v)
	if err == nil && !c.MayCorrect {
		err = errs.Missing("web.contactChange")
	}
	if err != nil {
		return err
	}
	from, _ := strconv.Atoi(r.PostFormValue("from")) // what is no number is no version
	change := network.Change{Triangle: v.Place.ID, Contact: c.Entry, From: from, Day: drawnOr(r.PostFormValue("day")), Details: detailsOf(r)}
	ends, problems := formEnd(r, v)
	if sameDay(r, v, c.Ends) { // a day that has passed may stay as it is
		ends, problems = c.Ends, nil
	}
	change.Ends = ends
	if err = problems.Err("web.contactChange"); err == nil {
		err = s.Network.Correct(r.Context(), v.Person.ID, change)
	}
	if err != nil {
		return s.formAgain(w, v, s.changeContactPage(r, v, c, change.Details, change.Day), err)
	}
	return seeOther(w, r, v.Place.Base()+"/network/"+string(c.Entry), "done.contact-changed")
}

// sameDay reports whether the form holds the day that stands already.
func sameDay(r *http.Request, v *Visit, ends int64) bool {
	var stands ui.DateField
	dayFields(v, &stands, ends)
	return ends != 0 && stands.Day == r.PostFormValue("until-day") && stands.Month == r.PostFormValue("until-month") && stands.Year == r.PostFormValue("until-year")
}

// drawnOr is the id that was drawn with a form, or a new one.
func drawnOr(drawn string) string {
	if id.Valid(drawn) {
		return drawn
	}
	return id.New()
}

func (s *Site) contactEndForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c, err := s.endable(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.endContactPage(r, v, c, id.New()))
}

func (s *Site) endable(r *http.Request, v *Visit) (network.Contact, error) {
	c, err := s.contactInPath(r, v)
	if err == nil && !c.MayEnd {
		err = errs.Missing("web.endable")
	}
	return c, err
}

func (s *Site) endContactPage(r *http.Request, v *Visit, c network.Contact, day string) *ui.FormPage {
	t := v.Words.T
	until := untilField(r, v)
	until.Legend, until.Hint = t("network.end-when"), t("network.end-hint")
	if until.Day+until.Month+until.Year == "" {
		today := v.Words.Now()
		until.Day, until.Month, until.Year = strconv.Itoa(today.Day()), strconv.Itoa(int(today.Month())), strconv.Itoa(today.Year())
	}
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/network/" + string(c.Entry), Text: c.Name}, Title: t("network.end-title", "name", c.Name), Lead: t("network.end-lead"),
		Action: v.Place.Base() + "/network/" + string(c.Entry) + "/end", Button: t("account.save"), Hidden: []ui.Hidden{{Name: "day", Value: day}}, Parts: []ui.FormPart{{Date: until}},
	}
}

func (s *Site) contactEnd(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c, err := s.endable(r, v)
	if err != nil {
		return err
	}
	day := network.Day{ID: drawnOr(r.PostFormValue("day")), Triangle: v.Place.ID, Contact: c.Entry}
	ends, problems := formEnd(r, v)
	day.Ends = ends
	if err = problems.Err("web.contactEnd"); err == nil {
		err = s.Network.End(r.Context(), v.Person.ID, day)
	}
	if err != nil {
		return s.formAgain(w, v, s.endContactPage(r, v, c, day.ID), err)
	}
	return seeOther(w, r, v.Place.Base()+"/network/"+string(c.Entry), "done.contact-ended")
}
