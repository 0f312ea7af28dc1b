package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// sharingAll offers to share everything, or nothing more, with one person.
func (s *Site) sharingAll(w http.ResponseWriter, r *http.Request, v *Visit) error {
	look := protocol.Look{Triangle: v.Place.ID, When: sharing.When(r.FormValue("set"))}
	t, err := s.Protocol.Mine(r.Context(), v.Person.ID, look)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: s.toSharing(v), Title: v.Words.T("all.title"), Lead: v.Words.T("all.lead")}
	for _, rec := range t.Recipients {
		name := nameSaid(v, rec.Name)
		q := "?" + url.Values{"recipient": {rec.Name}, "set": {string(t.When)}}.Encode()
		section := ui.ListSection{ID: "p-" + rec.Name, Title: firstNameOrTeam(v, rec)}
		if v.Place.Is(sharing.ServiceUser) {
			section.Actions = append(section.Actions, ui.Also(v.Words.T("all.everything", "name", name), v.Place.Base()+"/sharing/everything"+q))
		}
		section.Actions = append(section.Actions, ui.Also(v.Words.T("all.nothing", "name", name), v.Place.Base()+"/sharing/nothing"+q))
		page.Sections = append(page.Sections, section)
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) everythingForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.sweepPage(w, r, v, "everything", nil)
}

func (s *Site) nothingForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.sweepPage(w, r, v, "nothing", nil)
}

func (s *Site) everything(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.sweep(w, r, v, "everything", s.Protocol.Everything)
}

func (s *Site) nothing(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.sweep(w, r, v, "nothing", s.Protocol.Nothing)
}

// sweepPage says what will change, and what stays, before it is pressed.
func (s *Site) sweepPage(w http.ResponseWriter, r *http.Request, v *Visit, what string, problem error) error {
	f, err := s.Protocol.Sweeping(r.Context(), v.Person.ID, v.Place.ID, r.FormValue("recipient"), sharing.When(r.FormValue("set")))
	if err != nil {
		return err
	}
	if what == "everything" && !v.Place.Is(sharing.ServiceUser) {
		return errs.Missing("web.sweepPage")
	}
	name := nameSaid(v, f.Recipient.Name)
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/sharing/all?set=" + string(f.When), Text: v.Words.T("all.title")},
		Title: v.Words.T("all."+what, "name", name), Lead: v.Words.T("all."+what+"-lead", "name", name), Action: v.Path, Button: v.Words.T("all."+what, "name", name),
		Hidden: []ui.Hidden{{Name: "change", Value: id.New()}, {Name: "recipient", Value: f.Recipient.Name}, {Name: "set", Value: string(f.When)}},
	}
	say := func(key string, args ...any) {
		line := ui.Say(v.Words, key, args...)
		page.Parts = append(page.Parts, ui.FormPart{Say: &line})
	}
	say("all." + what + "-set-" + string(f.When))
	if what == "everything" {
		say("all.everything-private")
		if len(f.Stay) > 0 {
			say("all.everything-stay", "topics", titles(v, f.Stay))
		}
		page.Parts = append(page.Parts, ui.FormPart{Date: untilField(r, v)})
	} else if v.Place.Is(sharing.ServiceUser) && f.When == sharing.Everyday {
		page.Parts = append(page.Parts, ui.FormPart{Options: &ui.Options{ID: "also", Name: "also", Legend: v.Words.T("all.also"), Hint: v.Words.T("all.also-hint"), Many: true, Items: []ui.Option{
			{Value: "yes", Label: v.Words.T("all.also-yes"), Checked: r.FormValue("also") != ""},
		}}})
	}
	withErrors(&page.Base, v, problem)
	status := http.StatusOK
	if problem != nil {
		status = http.StatusUnprocessableEntity
	}
	return s.page(w, status, page)
}

func untilField(r *http.Request, v *Visit) *ui.DateField {
	return &ui.DateField{
		ID: "until", Name: "until", Legend: v.Words.T("sharing.until"), Hint: v.Words.T("sharing.until-hint"),
		Day: r.FormValue("until-day"), Month: r.FormValue("until-month"), Year: r.FormValue("until-year"),
	}
}

func titles(v *Visit, topics []protocol.Topic) string {
	var out []string
	for _, t := range topics {
		out = append(out, topicTitle(v, t))
	}
	return strings.Join(out, ", ")
}

// sweep records a choice about every topic.
func (s *Site) sweep(w http.ResponseWriter, r *http.Request, v *Visit, what string, do func(context.Context, id.Person, protocol.Sweep) error) error {
	sweep := protocol.Sweep{
		ID: r.PostFormValue("change"), Triangle: v.Place.ID, Recipient: r.PostFormValue("recipient"), When: sharing.When(r.PostFormValue("set")), Also: r.PostFormValue("also") != "",
	}
	if !id.Valid(sweep.ID) {
		sweep.ID = id.New()
	}
	ends, problems := formEnd(r, v)
	sweep.Ends = ends
	err := problems.Err("web.sweep")
	if err == nil {
		err = do(r.Context(), v.Person.ID, sweep)
	}
	if errs.Is(err, errs.Invalid) {
		return s.sweepPage(w, r, v, what, err)
	}
	if err != nil {
		return err
	}
	return seeChange(w, r, v, sweep.ID)
}
