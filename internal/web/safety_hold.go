package web

import (
	"net/http"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/release"
	"trialogue/internal/safety"
	"trialogue/internal/sharing"
	"trialogue/internal/telling"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// holds lists for professionals whose sight is held, and what is to be done.
func (s *Site) holds(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !v.Place.Is(sharing.Professional) {
		return errs.Missing("web.holds")
	}
	on, past, err := s.Safety.List(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: backToTriangle(v), Title: v.Words.T("hold.title"), Lead: v.Words.T("hold.lead")}
	page.Notice = notice(v, r)
	now := ui.ListSection{ID: "now", Title: v.Words.T("hold.now"), Items: s.holdItems(v, on)}
	if len(on) == 0 {
		now.Say = []ui.Rich{ui.Plain(v.Words.T("hold.none"))}
	}
	page.Sections = []ui.ListSection{now}
	if len(past) > 0 {
		page.Sections = append(page.Sections, ui.ListSection{ID: "past", Title: v.Words.T("hold.past"), Items: s.holdItems(v, past)})
	}
	page.Sections = append(page.Sections, ui.ListSection{ID: "new", Title: v.Words.T("hold.new"), Say: []ui.Rich{ui.Plain(v.Words.T("hold.new-how"))}, Links: []ui.Link{{Href: v.Place.Base() + "/people", Text: v.Words.T("people.title")}}})
	return s.page(w, http.StatusOK, page)
}

func (s *Site) holdItems(v *Visit, some []safety.Hold) []ui.Item {
	var out []ui.Item
	for _, h := range some {
		out = append(out, ui.Item{
			Who: giver(v, h.Person), When: v.Words.Date(timeOf(h.Begins)), Text: holdState(v, h),
			Actions: []ui.Action{ui.Go(v.Words.T("home.open"), v.Place.Base()+"/holds/"+h.ID)},
		})
	}
	return out
}

// holdState says in one sentence where a hold stands.
func holdState(v *Visit, h safety.Hold) ui.Rich {
	name := triangle.FirstName(giver(v, h.Person).Name)
	switch {
	case h.Ended != 0 && h.Outcome == safety.Unconfirmed, !h.On(v.Now) && h.Ended == 0:
		return ui.Say(v.Words, "hold.state-unconfirmed", "name", name)
	case h.Ended != 0:
		return ui.Say(v.Words, "hold.state-ended", "name", name, "day", v.Words.Date(timeOf(h.Ended)))
	case h.Quiet:
		return ui.Say(v.Words, "hold.state-quiet", "name", name, "about", v.Place.For())
	case h.Confirmed == 0:
		return ui.Say(v.Words, "hold.state-waits", "name", name, "day", v.Words.DateTime(timeOf(h.ConfirmBy)))
	case h.Late(v.Now):
		return ui.Say(v.Words, "hold.state-late", "name", name, "day", v.Words.Date(timeOf(h.Review)))
	}
	return ui.Say(v.Words, "hold.state-on", "name", name, "day", v.Words.Date(timeOf(h.Review)))
}

// withHolds puts the holds in force before a professional on the page of people.
func (s *Site) withHolds(r *http.Request, v *Visit, sections []ui.ListSection) ([]ui.ListSection, error) {
	if !v.Place.Is(sharing.Professional) {
		return sections, nil
	}
	on, _, err := s.Safety.List(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil || len(on) == 0 {
		return sections, err
	}
	return append(sections, ui.ListSection{ID: "holds", Title: v.Words.T("hold.now"), Items: s.holdItems(v, on)}), nil
}

// holdLink leads a professional from somebody's page to a hold on them.
func holdLink(v *Visit, m triangle.Member) []ui.ListSection {
	if !v.Place.Is(sharing.Professional) || m.Corner == sharing.ServiceUser || m.Person == v.Person.ID {
		return nil
	}
	return []ui.ListSection{{
		ID: "hold", Title: v.Words.T("hold.new"), Say: []ui.Rich{ui.Plain(v.Words.T("hold.why", "name", triangle.FirstName(m.Name)))},
		Actions: []ui.Action{ui.Go(v.Words.T("hold.set", "name", triangle.FirstName(m.Name)), v.Place.Base()+"/people/"+string(m.Person)+"/hold")},
	}}
}

func (s *Site) holdForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := heldInPath(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.holdFormPage(r, v, m, id.New()))
}

// heldInPath finds somebody whose sight a professional can hold.
func heldInPath(r *http.Request, v *Visit) (triangle.Member, error) {
	m, err := memberInPath(r, v)
	if err == nil && len(holdLink(v, m)) == 0 {
		err = errs.Missing("web.heldInPath")
	}
	return m, err
}

func (s *Site) holdFormPage(r *http.Request, v *Visit, m triangle.Member, draft string) *ui.FormPage {
	t, name := v.Words.T, triangle.FirstName(m.Name)
	review := dayAgain(r, "review", t("hold.ask-review"), t("hold.ask-review-hint", "most", int(safety.ReviewMost/(24*time.Hour))))
	note := ui.Say(v.Words, "hold.does", "name", name)
	second := ui.Say(v.Words, "hold.second", "hours", int(safety.ConfirmWithin.Hours()))
	cannot := ui.Say(v.Words, "hold.cannot", "name", name)
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/people/" + string(m.Person), Text: m.Name}, Title: t("hold.set", "name", name), Lead: t("hold.form-lead", "name", name),
		Action: v.Path, Hidden: []ui.Hidden{{Name: "draft", Value: draft}}, Button: t("hold.button"),
		Parts: []ui.FormPart{{Note: &ui.NoteBox{Text: note}}, {Say: &second}, {Say: &cannot}, boxAgain(r, "reason", t("hold.ask-reason"), t("hold.ask-reason-hint", "name", name)), {Date: &review}},
	}
}

func (s *Site) holdSet(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := heldInPath(r, v)
	if err != nil {
		return err
	}
	d := safety.Draft{ID: r.PostFormValue("draft"), Triangle: v.Place.ID, Person: m.Person, Reason: r.PostFormValue("reason"), Review: dayIn(r, v, "review")}
	if err := s.Safety.Set(r.Context(), v.Person.ID, d); err != nil {
		return s.formAgain(w, v, s.holdFormPage(r, v, m, d.ID), err)
	}
	return seeOther(w, r, v.Place.Base()+"/holds/"+d.ID, "done.saved")
}

func (s *Site) holdInPath(r *http.Request, v *Visit) (safety.Hold, error) {
	name := r.PathValue("hold")
	if !id.Valid(name) || !v.Place.Is(sharing.Professional) {
		return safety.Hold{}, errs.Missing("web.holdInPath")
	}
	return s.Safety.One(r.Context(), v.Person.ID, v.Place.ID, name)
}

// holdPage shows one hold, its reasons, and what can be done with it.
func (s *Site) holdPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	h, err := s.holdInPath(r, v)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/holds", Text: v.Words.T("hold.title")}, Title: giver(v, h.Person).Name}
	page.Notice = notice(v, r)
	section := ui.ListSection{Say: []ui.Rich{holdState(v, h)}, Summary: holdSummary(v, h)}
	section.Actions = holdActions(v, h)
	page.Sections = []ui.ListSection{section}
	reasons, err := s.Safety.Reasons(r.Context(), v.Person.ID, h)
	if err != nil {
		return err
	}
	texts := ui.ListSection{ID: "reasons", Title: v.Words.T("hold.reasons"), Say: []ui.Rich{ui.Plain(v.Words.T("hold.reasons-who"))}}
	for i, one := range reasons {
		texts.Entries = append(texts.Entries, drawEntry(v, one, "r"+string(rune('1'+i))))
	}
	if len(texts.Entries) > 0 {
		page.Sections = append(page.Sections, texts)
	}
	return s.page(w, http.StatusOK, page)
}

func holdSummary(v *Visit, h safety.Hold) ui.Summary {
	row := func(key, value string) ui.SummaryRow { return ui.SummaryRow{Key: key, Value: ui.Plain(value)} }
	rows := ui.Summary{row(v.Words.T("hold.by"), giver(v, h.By).Name), row(v.Words.T("hold.since"), v.Words.DateTime(timeOf(h.Begins)))}
	if h.ConfirmedBy != "" {
		rows = append(rows, row(v.Words.T("hold.confirmed-by"), giver(v, h.ConfirmedBy).Name))
	}
	if h.Review != 0 && h.Ended == 0 {
		rows = append(rows, row(v.Words.T("hold.review"), v.Words.Date(timeOf(h.Review))))
	}
	if h.Longer != 0 {
		rows = append(rows, row(v.Words.T("hold.longer-asked"), v.Words.T("hold.longer-by", "name", giver(v, h.LongerBy).Name, "day", v.Words.Date(timeOf(h.Longer)))))
	}
	return rows
}

// holdActions are what this professional can do. The first that is due comes first.
func holdActions(v *Visit, h safety.Hold) []ui.Action {
	if h.Quiet || !h.On(v.Now) {
		return nil
	}
	var out []ui.Action
	switch {
	case h.Longer != 0 && h.LongerBy != v.Person.ID:
		out = append(out, ui.Post(v.Words.T("hold.confirm-longer"), v.Place.Base()+"/holds/"+h.ID+"/confirm").As(ui.MainAction))
	case h.Confirmed == 0 && h.By != v.Person.ID:
		out = append(out, ui.Post(v.Words.T("hold.confirm"), v.Place.Base()+"/holds/"+h.ID+"/confirm").As(ui.MainAction))
	case h.Confirmed != 0 && h.Longer == 0:
		out = append(out, ui.Also(v.Words.T("hold.longer"), v.Place.Base()+"/holds/"+h.ID+"/longer"))
	}
	return append(out, ui.Post(v.Words.T("hold.end"), v.Place.Base()+"/holds/"+h.ID+"/end").As(ui.QuietAction))
}

func (s *Site) holdConfirm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	h, err := s.holdInPath(r, v)
	if err != nil {
		return err
	}
	if err := s.Safety.Confirm(r.Context(), v.Person.ID, v.Place.ID, h.ID); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/holds/"+h.ID, "done.saved")
}

func (s *Site) holdEnd(w http.ResponseWriter, r *http.Request, v *Visit) error {
	h, err := s.holdInPath(r, v)
	if err != nil {
		return err
	}
	if r.PostFormValue("sure") != "yes" {
		return s.page(w, http.StatusOK, s.holdEndPage(v, h))
	}
	if err := s.Safety.End(r.Context(), v.Person.ID, v.Place.ID, h.ID); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/holds/"+h.ID, "done.saved")
}

// holdEndPage says first what the person will find once it ends.
func (s *Site) holdEndPage(v *Visit, h safety.Hold) *ui.FormPage {
	name := triangle.FirstName(giver(v, h.Person).Name)
	say := ui.Say(v.Words, "hold.end-between", "name", name)
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/holds/" + h.ID, Text: v.Words.T("hold.title")}, Title: v.Words.T("hold.end"), Lead: v.Words.T("hold.end-lead", "name", name),
		Action: v.Place.Base() + "/holds/" + h.ID + "/end", Hidden: []ui.Hidden{{Name: "sure", Value: "yes"}}, Parts: []ui.FormPart{{Say: &say}}, Button: v.Words.T("hold.end-button"),
	}
}

func (s *Site) holdLongerForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	h, err := s.holdInPath(r, v)
	if err != nil {
		return err
	}
	if len(holdActions(v, h)) == 0 {
		return errs.Missing("web.holdLongerForm")
	}
	return s.page(w, http.StatusOK, s.holdLongerPage(r, v, h, id.New()))
}

func (s *Site) holdLongerPage(r *http.Request, v *Visit, h safety.Hold, draft string) *ui.FormPage {
	t, name := v.Words.T, triangle.FirstName(giver(v, h.Person).Name)
	review := dayAgain(r, "review", t("hold.ask-review"), t("hold.ask-review-hint", "most", int(safety.ReviewMost/(24*time.Hour))))
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/holds/" + h.ID, Text: giver(v, h.Person).Name}, Title: t("hold.longer"), Lead: t("hold.longer-lead"),
		Action: v.Path, Hidden: []ui.Hidden{{Name: "draft", Value: draft}}, Button: t("hold.longer-button"),
		Parts: []ui.FormPart{boxAgain(r, "reason", t("hold.ask-reason-again"), t("hold.ask-reason-hint", "name", name)), {Date: &review}},
	}
}

func (s *Site) holdLonger(w http.ResponseWriter, r *http.Request, v *Visit) error {
	h, err := s.holdInPath(r, v)
	if err != nil {
		return err
	}
	d := safety.Draft{ID: r.PostFormValue("draft"), Triangle: v.Place.ID, Person: h.Person, Reason: r.PostFormValue("reason"), Review: dayIn(r, v, "review")}
	if err := s.Safety.Lengthen(r.Context(), v.Person.ID, h.ID, d); err != nil {
		return s.formAgain(w, v, s.holdLongerPage(r, v, h, d.ID), err)
	}
	return seeOther(w, r, v.Place.Base()+"/holds/"+h.ID, "done.saved")
}

// heldNote tells who signs a release that the recipient's sight is held, and asks
// whether they mean it.
func (s *Site) heldNote(r *http.Request, v *Visit, d release.Draft) ([]ui.FormPart, error) {
	if !id.Valid(string(d.Recipient)) {
		return nil, nil
	}
	held, err := s.Safety.Held(r.Context(), v.Person.ID, v.Place.ID, d.Recipient)
	if err != nil || !held {
		return nil, err
	}
	name := triangle.FirstName(giver(v, d.Recipient).Name)
	note := ui.Say(v.Words, "hold.release", "name", name, "href", v.Place.Base()+"/holds")
	return []ui.FormPart{{Note: &ui.NoteBox{Text: note, Late: true}}, tick("despite", v.Words.T("hold.despite"), v.Words.T("hold.despite-yes", "name", name), d.Despite)}, nil
}

// heldFirst takes the place of an answer to "may I tell": what the pages keep
// back, nobody should give away by voice.
func (s *Site) heldFirst(r *http.Request, v *Visit, q telling.Question, m *ui.MayResult) error {
	held, err := s.Safety.Held(r.Context(), v.Person.ID, q.Triangle, q.Person)
	if err != nil || !held {
		return err
	}
	*m = ui.MayResult{
		Answer: ui.Ask, Name: m.Name, Why: ui.Say(v.Words, "hold.may", "name", m.Name), Words: []string{v.Words.T("hold.may-say")},
		Anyway: []string{v.Words.T("telling.listen", "name", m.Name), v.Words.T("telling.general")}, Actions: []ui.Action{ui.Go(v.Words.T("hold.title"), "/t/"+string(q.Triangle)+"/holds")},
	}
	return nil
}
