package web

import (
	"net/http"
	"strings"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/release"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

func (s *Site) capacityRoutes() []Route {
	return []Route{
		{http.MethodGet, "/t/{triangle}/capacity", InPlace, s.capacityList},
		{http.MethodGet, "/t/{triangle}/capacity/new", InPlace, s.capacityForm},
		{http.MethodPost, "/t/{triangle}/capacity/new", InPlace, s.capacityFind},
		{http.MethodPost, "/t/{triangle}/capacity/{finding}/end", InPlace, s.capacityEnd},
	}
}

// capacityList shows findings to professionals and, in the same words, to the service user they are about.
func (s *Site) capacityList(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Is(sharing.Carer) || v.Place.For() == "" {
		return errs.Missing("web.capacityList")
	}
	found, err := s.Releases.Findings(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	staff := v.Place.Is(sharing.Professional)
	page := &ui.ListPage{Base: s.base(v), BackTo: backToTriangle(v), Title: v.Words.T("capacity.title")}
	page.Notice = notice(v, r)
	if staff {
		page.Lead = v.Words.T("capacity.lead", "about", v.Place.For())
		page.Actions = []ui.Action{ui.Do(v.Words.T("capacity.new"), v.Place.Base()+"/capacity/new")}
	} else {
		page.Title, page.Lead = v.Words.T("capacity.title-you"), v.Words.T("capacity.lead-you")
	}
	for _, f := range found {
		page.Sections = append(page.Sections, findingSection(v, f, staff))
	}
	if len(found) == 0 {
		page.Sections = []ui.ListSection{{Empty: &ui.Empty{Title: v.Words.T("capacity.none"), Text: v.Words.T("capacity.none-text")}}}
	}
	return s.page(w, http.StatusOK, page)
}

func findingSection(v *Visit, f release.Found, staff bool) ui.ListSection {
	section := ui.ListSection{ID: "f-" + string(f.ID), Title: partOf(f.Text, release.PartDecision)}
	state := v.Words.T("capacity.over", "day", endOf(v, f.Ends))
	if f.InForce(v.Now) {
		state = v.Words.T("capacity.in-force", "day", endOf(v, f.Ends))
		if staff {
			section.Actions = []ui.Action{ui.Post(v.Words.T("capacity.end"), v.Place.Base()+"/capacity/"+string(f.ID)+"/end").As(ui.QuietAction)}
		}
	}
	section.Summary = ui.Summary{
		{Key: v.Words.T("capacity.state"), Value: ui.Plain(state)},
		{Key: v.Words.T("capacity.from"), Value: ui.Plain(whenOf(v, f.Begins))},
		{Key: v.Words.T("capacity.by"), Value: ui.Plain(giver(v, f.FoundBy).Name)},
		{Key: v.Words.T("capacity.lacks"), Value: ui.Plain(lackWords(v, partOf(f.Text, release.PartLacks)))},
		{Key: v.Words.T("capacity.reasons"), Value: ui.Plain(f.Text.Words())},
		{Key: v.Words.T("capacity.help"), Value: ui.Plain(partOf(f.Text, release.PartHelp))},
	}
	return section
}

func lackWords(v *Visit, codes string) string {
	var out []string
	for _, code := range strings.Fields(codes) {
		out = append(out, v.Words.T("capacity.lack-"+code))
	}
	return strings.Join(out, ". ")
}

// partOf is one answer of a text of several; empty where it is not there.
func partOf(text disclose.Shown, name string) string {
	for _, p := range text.Parts {
		if p.Name == name {
			return p.Text
		}
	}
	return ""
}

// endOf says an end in words: midnight is the end of the day before.
func endOf(v *Visit, us int64) string {
	end := time.UnixMicro(us).In(v.Words.Now().Location())
	if end.Hour() == 0 && end.Minute() == 0 {
		return v.Words.T("capacity.end-of", "day", v.Words.Date(end.Add(-time.Second)))
	}
	return v.Words.DateTime(end)
}

func backToTriangle(v *Visit) *ui.Link {
	return &ui.Link{Href: v.Place.Base(), Text: v.Words.T("nav.triangle")}
}

func (s *Site) capacityForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !v.Place.Is(sharing.Professional) || v.Place.For() == "" {
		return errs.Missing("web.capacityForm")
	}
	return s.page(w, http.StatusOK, s.capacityPage(r, v, id.New()))
}

func (s *Site) capacityFind(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d := release.FindingDraft{
		ID: id.Entry(r.PostFormValue("draft")), Triangle: v.Place.ID, Decision: r.PostFormValue("decision"), Day: dayIn(r, v, "day"),
		Reasons: r.PostFormValue("reasons"), Help: r.PostFormValue("help"), Until: dayIn(r, v, "until"),
	}
	for _, lack := range r.PostForm["lacks"] {
		d.Lacks = append(d.Lacks, release.Lack(lack))
	}
	err := s.Releases.Find(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		page := s.capacityPage(r, v, string(d.ID))
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/capacity", "done.found")
}

func (s *Site) capacityEnd(w http.ResponseWriter, r *http.Request, v *Visit) error {
	finding := r.PathValue("finding")
	if !id.Valid(finding) {
		return errs.Missing("web.capacityEnd")
	}
	if err := s.Releases.EndFinding(r.Context(), v.Person.ID, v.Place.ID, id.Entry(finding)); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/capacity", "done.finding-ended")
}

// dayIn reads a day of three fields, as midday where the reader is; zero where it is no day.
func dayIn(r *http.Request, v *Visit, name string) time.Time {
	text := strings.TrimSpace(r.PostFormValue(name+"-year")) + "-" + strings.TrimSpace(r.PostFormValue(name+"-month")) + "-" + strings.TrimSpace(r.PostFormValue(name+"-day"))
	day, err := time.ParseInLocation("2006-1-2", text, v.Words.Now().Location())
	if err != nil {
		return time.Time{}
	}
	return day.Add(12 * time.Hour)
}

// dayAgain asks for a day, with what was written before.
func dayAgain(r *http.Request, name, legend, hint string) ui.DateField {
	return ui.DateField{
		ID: name, Name: name, Legend: legend, Hint: hint, Plainly: true,
		Day: r.PostFormValue(name + "-day"), Month: r.PostFormValue(name + "-month"), Year: r.PostFormValue(name + "-year"),
	}
}

// boxAgain asks for a text, with what was written before.
func boxAgain(r *http.Request, name, label, hint string) ui.FormPart {
	return ui.FormPart{Field: &ui.Field{ID: name, Name: name, Label: label, Hint: hint, Rows: 4, Value: r.PostFormValue(name), MaxLength: release.WordsMost, Plainly: true}}
}
