package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
	"trialogue/internal/weighing"
)

// weighForm asks what the service user is to know of a confidence that changed their care.
func (s *Site) weighForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.weighPage(r, v, weighing.Weighed{ID: id.Entry(id.New()), Told: id.Entry(id.New())})
	if err != nil {
		return err
	}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

func (s *Site) weighPage(r *http.Request, v *Visit, d weighing.Weighed) (*ui.FormPage, error) {
	one, who, err := s.toldByCarer(r, v)
	if err != nil {
		return nil, err
	}
	task, asked, err := s.Weighing.Duty(r.Context(), v.Person.ID, v.Place.ID, one.Entry)
	if err != nil {
		return nil, err
	}
	t, name, about := v.Words.T, triangle.FirstName(who.Name), v.Place.For()
	page := &ui.FormPage{
		Base: s.base(v), Title: t("weighing.title"), Lead: t("weighing.lead", "name", name, "about", about, "day", whenOf(v, task.Due)), Action: v.Path, Button: t("weighing.save"),
		BackTo: backToEntry(v, one.Entry), Hidden: []ui.Hidden{{Name: "draft", Value: string(d.ID)}, {Name: "told", Value: string(d.Told)}},
	}
	if asked {
		waits := ui.Say(v.Words, "weighing.asked", "name", name)
		page.Parts = append(page.Parts, ui.FormPart{Note: &ui.NoteBox{Text: waits}})
	}
	page.Parts = append(page.Parts, weighParts(r, v, d, name)...)
	user, _ := v.Place.ServiceUser()
	release := ui.Say(v.Words, "weighing.release", "name", name, "href", v.Place.Base()+"/release/new?entry="+string(one.Entry)+"&recipient="+string(user.Person))
	page.After = []ui.Rich{ui.Plain(t("weighing.after", "name", name, "about", about)), release}
	said := ui.Summary{{Key: t("weighing.said", "name", name), Value: ui.Plain(one.Words())}}
	page.Parts = append([]ui.FormPart{{Summary: said}}, page.Parts...)
	return page, nil
}

func weighParts(r *http.Request, v *Visit, d weighing.Weighed, name string) []ui.FormPart {
	t, about := v.Words.T, v.Place.For()
	answers := &ui.Options{ID: "answer", Name: "answer", Legend: t("weighing.question", "about", about), Plainly: true, Items: []ui.Option{
		{Value: string(weighing.Tell), Label: t("weighing.tell", "name", name), Hint: t("weighing.tell-hint", "name", name, "about", about)},
		{Value: string(weighing.Paraphrase), Label: t("weighing.paraphrase"), Hint: t("weighing.paraphrase-hint", "about", about)},
		{Value: string(weighing.Keep), Label: t("weighing.keep", "about", about), Hint: t("weighing.keep-hint", "most", weighing.ReviewMonths)},
	}}
	for i := range answers.Items {
		answers.Items[i].Checked = answers.Items[i].Value == string(d.Answer)
	}
	review := dayAgain(r, "review", t("weighing.ask-review"), "")
	return []ui.FormPart{
		{Options: answers},
		boxAgain(r, "words", t("weighing.ask-words", "about", about), t("weighing.ask-words-hint", "name", name)),
		{Date: &review},
		boxAgain(r, "reasons", t("weighing.ask-reasons"), t("weighing.ask-reasons-hint")),
	}
}

func (s *Site) weigh(w http.ResponseWriter, r *http.Request, v *Visit) error {
	f := r.PostFormValue
	d := weighing.Weighed{
		ID: id.Entry(f("draft")), Told: id.Entry(f("told")), Triangle: v.Place.ID, Entry: id.Entry(r.PathValue("entry")),
		Answer: weighing.Answer(f("answer")), Reasons: f("reasons"), Words: f("words"), Review: dayIn(r, v, "review"),
	}
	err := s.Weighing.Weigh(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		page, again := s.weighPage(r, v, d)
		if again != nil {
			return again
		}
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/entry/"+string(d.Entry), "done.weighed")
}

// agreeForm asks the giver, who alone can open their words.
func (s *Site) agreeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.agreePage(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) agreePage(r *http.Request, v *Visit) (*ui.FormPage, error) {
	whole, err := s.readEntry(r, v)
	if err != nil {
		return nil, err
	}
	if !whole.Mine || !v.Place.Is(sharing.Carer) {
		return nil, errs.Missing("web.agreePage")
	}
	asked, err := s.Weighing.Asked(r.Context(), v.Person.ID, v.Place.ID, whole.Entry)
	if err != nil {
		return nil, err
	}
	t, about := v.Words.T, v.Place.For()
	answers := &ui.Options{ID: "agree", Name: "agree", Legend: t("weighing.agree-question", "about", about), Items: []ui.Option{
		{Value: string(weighing.WithName), Label: t("weighing.agree-named"), Hint: t("weighing.agree-named-hint", "about", about)},
	}}
	if asked.CanHide {
		answers.Items = append(answers.Items, ui.Option{Value: string(weighing.WithoutName), Label: t("weighing.agree-unnamed"), Hint: t("weighing.agree-unnamed-hint", "about", about)})
	}
	answers.Items = append(answers.Items, ui.Option{Value: string(weighing.NotNow), Label: t("weighing.agree-no"), Hint: t("weighing.agree-no-hint")})
	return &ui.FormPage{
		Base: s.base(v), Title: t("weighing.agree-title"), Lead: t("weighing.agree-lead", "name", giver(v, asked.For).Name, "about", about), Action: v.Path, Button: t("weighing.agree-save"),
		BackTo: backToEntry(v, whole.Entry),
		Parts:  []ui.FormPart{{Summary: ui.Summary{{Key: t("weighing.you-said"), Value: ui.Plain(whole.Words())}}}, {Options: answers}},
		After:  []ui.Rich{ui.Plain(t("weighing.agree-after", "about", about))},
	}, nil
}

func (s *Site) agree(w http.ResponseWriter, r *http.Request, v *Visit) error {
	e := id.Entry(r.PathValue("entry"))
	err := s.Weighing.Agree(r.Context(), v.Person.ID, v.Place.ID, e, weighing.Agreement(r.PostFormValue("agree")))
	if errs.Is(err, errs.Invalid) {
		page, again := s.agreePage(r, v)
		if again != nil {
			return again
		}
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/entry/"+string(e), "done.giver-agreed")
}
