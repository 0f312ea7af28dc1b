package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/release"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// releaseForm begins a release of one entry.
func (s *Site) releaseForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	q := r.URL.Query()
	d := release.Draft{ID: id.Entry(id.New()), Triangle: v.Place.ID, Item: id.Entry(q.Get("entry")), Recipient: id.Person(q.Get("recipient"))}
	page, err := s.releaseFormPage(r, v, d)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// releaseCheck shows everything once more before it is signed. Nothing is kept yet.
func (s *Site) releaseCheck(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d := releaseDraft(r, v)
	if err := s.Releases.Check(r.Context(), v.Person.ID, d); err != nil {
		return s.releaseAgain(w, r, v, d, err)
	}
	return s.releaseCheckPage(w, r, v, d)
}

// releaseSign signs it, or goes back to change it.
func (s *Site) releaseSign(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d := releaseDraft(r, v)
	if r.PostFormValue("edit") != "" {
		page, err := s.releaseFormPage(r, v, d)
		if err != nil {
			return err
		}
		return s.page(w, http.StatusOK, page)
	}
	if err := s.Releases.Sign(r.Context(), v.Person.ID, d); err != nil {
		return s.releaseAgain(w, r, v, d, err)
	}
	done := "done.release-signed"
	if d.Urgent {
		done = "done.release-urgent"
	}
	return seeOther(w, r, v.Place.Base()+"/release/"+string(d.ID), done)
}

func (s *Site) releaseAgain(w http.ResponseWriter, r *http.Request, v *Visit, d release.Draft, problem error) error {
	if !errs.Is(problem, errs.Invalid) {
		return problem
	}
	page, err := s.releaseFormPage(r, v, d)
	if err != nil {
		return err
	}
	withErrors(&page.Base, v, problem)
	for _, p := range errs.ProblemsOf(problem) {
		if p.Key == "release.no-stands" || p.Key == "release.no-finding" {
			page.Parts = append([]ui.FormPart{noStands(v, p.Key)}, page.Parts...)
		}
	}
	return s.page(w, http.StatusUnprocessableEntity, page)
}

// noStands explains, before anything else, why this ground does not hold by itself, and what can be done instead.
func noStands(v *Visit, key string) ui.FormPart {
	if key == "release.no-finding" {
		return ui.FormPart{Note: &ui.NoteBox{Text: ui.Say(v.Words, "release.finding-first", "about", v.Place.For(), "href", v.Place.Base()+"/capacity/new")}}
	}
	text := ui.Say(v.Words, "release.self-stands", "about", v.Place.For(), "href", v.Place.Base()+"/capacity/new")
	return ui.FormPart{Note: &ui.NoteBox{Text: text, Actions: []ui.Action{ui.Go(v.Words.T("telling.library"), "/library"), ui.Go(v.Words.T("nav.may"), v.Place.Base()+"/may-i-tell")}}}
}

// releaseFields are the texts of the form.
func releaseFields() []string {
	return []string{"facts", "why", "alternatives", "exact", "consulted", "not-told", "senior", "outside"}
}

func releaseDraft(r *http.Request, v *Visit) release.Draft {
	f := r.PostFormValue
	return release.Draft{
		ID: id.Entry(f("draft")), Triangle: v.Place.ID, Item: id.Entry(f("entry")), Recipient: id.Person(f("recipient")), Ground: release.Ground(f("ground")),
		Second: id.Person(f("second")), Urgent: f("urgent") == "yes", Ends: dayIn(r, v, "ends"), Told: release.Told(f("was-told")), Despite: f("despite") == "yes", ToldReview: dayIn(r, v, "review"),
		Words: release.Words{
			Facts: f("facts"), Why: f("why"), Alternatives: f("alternatives"), Exact: f("exact"), Consulted: f("consulted"), NotTold: f("not-told"), Senior: f("senior"), Outside: f("outside"),
		},
	}
}

func (s *Site) releaseFormPage(r *http.Request, v *Visit, d release.Draft) (*ui.FormPage, error) {
	if !id.Valid(string(d.Item)) || !v.Place.Is(sharing.Professional) {
		return nil, errs.Missing("web.releaseFormPage")
	}
	form, err := s.Releases.Form(r.Context(), v.Person.ID, v.Place.ID, d.Item)
	if err != nil {
		return nil, err
	}
	t := v.Words.T
	page := &ui.FormPage{
		Base: s.base(v), Title: t("release.new"), Lead: t("release.form-lead"), Action: v.Place.Base() + "/release/new", Button: t("release.check"),
		BackTo: &ui.Link{Href: v.Place.Base() + "/entry/" + string(d.Item), Text: t("release.back-to-entry")},
		Hidden: []ui.Hidden{{Name: "draft", Value: string(d.ID)}, {Name: "entry", Value: string(d.Item)}},
	}
	held, err := s.heldNote(r, v, d)
	if err != nil {
		return nil, err
	}
	page.Parts = append(releaseWhat(r, v, d, form), append(held, releaseWhy(r, v, d)...)...)
	page.Parts = append(page.Parts, releaseTelling(r, v, d, form)...)
	page.Parts = append(page.Parts, releaseEndParts(r, v, d, form)...)
	return page, nil
}

// releaseWhat shows the one thing that is disclosed, and asks to whom.
func releaseWhat(r *http.Request, v *Visit, d release.Draft, form release.Form) []ui.FormPart {
	t := v.Words.T
	item := ui.Summary{
		{Key: topicName(v.Words, form.Item.Topic), Value: ui.Plain(form.Item.Words())},
		{Key: t("release.concerns"), Value: ui.Plain(form.Concerns.Name)},
	}
	to := ui.Select{ID: "recipient", Name: "recipient", Label: t("release.ask-recipient"), Hint: t("release.ask-recipient-hint"), Plainly: true, Items: []ui.Option{{Label: t("telling.choose-person")}}}
	for _, m := range form.Recipients {
		to.Items = append(to.Items, ui.Option{Value: string(m.Person), Label: m.Name, Checked: m.Person == d.Recipient})
	}
	to.Items = append(to.Items, ui.Option{Value: string(release.Outside), Label: t("release.outside"), Checked: d.Recipient == release.Outside})
	outside := ui.FormPart{Field: &ui.Field{ID: "outside", Name: "outside", Label: t("release.ask-outside"), Value: r.PostFormValue("outside"), Plainly: true}}
	return []ui.FormPart{
		{Heading: t("release.head-what")}, {Summary: item}, {Select: &to}, outside,
		boxAgain(r, "exact", t("release.ask-exact"), t("release.ask-exact-hint")),
	}
}

// releaseWhy asks for the ground, with its test and who decides beside it, and for the reasons.
func releaseWhy(r *http.Request, v *Visit, d release.Draft) []ui.FormPart {
	t := v.Words.T
	grounds := &ui.Options{ID: "ground", Name: "ground", Legend: t("release.ask-ground"), Plainly: true}
	for _, g := range release.Grounds() {
		grounds.Items = append(grounds.Items, ui.Option{Value: string(g), Label: t("ground." + string(g)), Hint: t("ground-test." + string(g)), Checked: g == d.Ground})
	}
	return []ui.FormPart{
		{Heading: t("release.head-why")}, {Options: grounds},
		boxAgain(r, "senior", t("release.ask-senior"), t("release.ask-senior-hint")),
		boxAgain(r, "facts", t("release.ask-facts"), t("release.ask-facts-hint")),
		boxAgain(r, "why", t("release.part-why"), t("release.ask-why-hint")),
		boxAgain(r, "alternatives", t("release.part-alternatives"), ""),
		boxAgain(r, "consulted", t("release.part-consulted"), t("release.ask-consulted-hint")),
	}
}

// releaseTelling asks whether the person whose choice it overrides knows.
func releaseTelling(r *http.Request, v *Visit, d release.Draft, form release.Form) []ui.FormPart {
	t, name := v.Words.T, triangle.FirstName(form.Concerns.Name)
	told := &ui.Options{ID: "was-told", Name: "was-told", Legend: t("release.ask-told", "name", name), Plainly: true, Items: []ui.Option{
		{Value: string(release.ToldAlready), Label: t("release.told-already"), Hint: t("release.told-already-hint", "name", name)},
		{Value: string(release.ToldSoon), Label: t("release.told-soon"), Hint: t("release.told-soon-hint", "name", name)},
		{Value: string(release.ToldLater), Label: t("release.told-later"), Hint: t("release.told-later-hint", "name", name)},
	}}
	for i := range told.Items {
		told.Items[i].Checked = told.Items[i].Value == string(d.Told)
	}
	review := dayAgain(r, "review", t("release.ask-review"), "")
	reads := ui.Say(v.Words, "release.who-reads", "name", name)
	if form.Carers {
		reads = ui.Say(v.Words, "release.who-reads-carer", "name", name, "about", v.Place.For())
	}
	return []ui.FormPart{
		{Heading: t("release.head-telling", "name", name)}, {Say: &reads}, {Options: told},
		boxAgain(r, "not-told", t("release.ask-not-told"), ""), {Date: &review},
	}
}

// releaseEndParts asks for the end and the second person.
func releaseEndParts(r *http.Request, v *Visit, d release.Draft, form release.Form) []ui.FormPart {
	t := v.Words.T
	ends := dayAgain(r, "ends", t("release.ask-ends"), t("release.ask-ends-hint", "most", release.DaysMost))
	second := ui.Select{ID: "second", Name: "second", Label: t("release.ask-second"), Hint: t("release.ask-second-hint"), Plainly: true, Items: []ui.Option{{Label: t("telling.choose-person")}}}
	for _, m := range form.Seconds {
		second.Items = append(second.Items, ui.Option{Value: string(m.Person), Label: m.Name, Checked: m.Person == d.Second})
	}
	urgent := &ui.Options{ID: "urgent", Name: "urgent", Legend: t("release.ask-urgent"), Many: true, Plainly: true, Items: []ui.Option{
		{Value: "yes", Label: t("release.urgent"), Hint: t("release.urgent-hint"), Checked: d.Urgent},
	}}
	return []ui.FormPart{{Heading: t("release.head-end")}, {Date: &ends}, {Select: &second}, {Options: urgent}}
}
