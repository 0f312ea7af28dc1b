package web

import (
	"context"
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// wordDraft reads a word on an arrow from the path and the form.
func wordDraft(r *http.Request, v *Visit) (relationship.Draft, error) {
	a, err := arrowInPath(r, v)
	if err != nil {
		return relationship.Draft{}, err
	}
	task, ok := relationship.TaskOf(r.PathValue("task"))
	if !ok || task.Arrow != a {
		return relationship.Draft{}, errs.Missing("web.wordDraft")
	}
	d := relationship.Draft{
		ID: id.Entry(r.PostFormValue("draft")), Triangle: v.Place.ID, Arrow: a, Task: task.Code, Other: id.Person(r.PathValue("person")),
		Topic: r.PostFormValue("topic"), Texts: wordTexts(r),
	}
	if !id.Valid(string(d.ID)) {
		d.ID = id.Entry(id.New())
	}
	return d, nil
}

func wordTexts(r *http.Request) map[string]string {
	out := map[string]string{}
	for _, name := range append(relationship.Parts(disclose.Reflection), relationship.Parts(disclose.Received)...) {
		out[name] = r.PostFormValue(name)
	}
	return out
}

// arrowWordForm asks how a task goes, or how it arrives.
func (s *Site) arrowWordForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := wordDraft(r, v)
	if err != nil {
		return err
	}
	page, err := s.wordFormPage(r, v, d)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) wordFormPage(r *http.Request, v *Visit, d relationship.Draft) (*ui.FormPage, error) {
	_, them, err := s.Relationships.Pair(r.Context(), v.Person.ID, v.Place.ID, d.Arrow, d.Other)
	if err != nil {
		return nil, err
	}
	say, err := s.taskWords(r, v)
	if err != nil {
		return nil, err
	}
	name, kind, title := triangle.FirstName(them.Name), disclose.Received, "between.write-finish"
	if d.Arrow.EndAt(v.Place.Me.Corner) == relationship.Start {
		kind, title = disclose.Reflection, "between.write-start"
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/between/" + d.Arrow.Code() + "/" + string(d.Other), Text: arrowTitle(v, d.Arrow, them)},
		Title: v.Words.T(title), Lead: say.title(d.Task), Action: v.Path, Button: v.Words.T("between.keep"), Hidden: []ui.Hidden{{Name: "draft", Value: string(d.ID)}},
		Parts: []ui.FormPart{{Say: ptr(ui.Plain(say.say(d.Task)))}, {Note: &ui.NoteBox{Text: limitsOf(v)}}},
		After: []ui.Rich{ui.Say(v.Words, "between.keep-after", "name", name)}, Audience: aloneSet(v, s.Relationships.Everybody(v.Place.Triangle, v.Person.ID)),
	}
	page.Parts = append(page.Parts, wordFields(v, kind, name, d.Texts, "word/"+d.Task+"/"+string(d.Other))...)
	if v.Place.Is(sharing.Professional) && them.Corner == sharing.Carer {
		page.Parts = append(page.Parts, ui.FormPart{Select: topicOfWord(v, name, d.Topic)})
	}
	return page, nil
}

func ptr[T any](t T) *T { return &t }

// limitsOf are what must be known before the first word.
func limitsOf(v *Visit) ui.Rich {
	if v.Place.Is(sharing.Professional) {
		return ui.Say(v.Words, "between.limits-professional", "about", v.Place.For())
	}
	return ui.Say(v.Words, "between.limits")
}

// wordFields are the questions of one kind of word.
func wordFields(v *Visit, k disclose.Kind, name string, texts map[string]string, keep string) []ui.FormPart {
	field := func(part, label, hint string) ui.FormPart {
		return ui.FormPart{Field: &ui.Field{ID: part, Name: part, Label: label, Hint: hint, Rows: 4, Value: texts[part], MaxLength: relationship.PartMost, Keep: keep + "/" + part, Plainly: true}}
	}
	if k == disclose.Received {
		return []ui.FormPart{field(relationship.PartArrives, v.Words.T("between.ask-arrives", "name", name), v.Words.T("between.ask-arrives-hint"))}
	}
	return []ui.FormPart{
		field(relationship.PartTry, v.Words.T("between.ask-try"), v.Words.T("between.ask-try-hint")),
		field(relationship.PartGoes, v.Words.T("between.ask-goes"), ""),
		field(relationship.PartHelp, v.Words.T("between.ask-help"), ""),
	}
}

// topicOfWord asks a professional whether words before a carer are about the service user.
func topicOfWord(v *Visit, name, chosen string) *ui.Select {
	out := &ui.Select{
		ID: "topic", Name: "topic", Label: v.Words.T("between.ask-topic", "about", v.Place.For()), Hint: v.Words.T("between.ask-topic-hint", "about", v.Place.For(), "name", name), Plainly: true,
		Items: topicOptions(v, chosen),
	}
	out.Items[0].Label = v.Words.T("between.topic-none")
	return out
}

// aloneSet says that nobody else sees it, one by one.
func aloneSet(v *Visit, others []triangle.Member) *ui.AudienceSet {
	set := &ui.AudienceSet{Code: "only", Sum: v.Words.T("audience.nobody"), Folded: true}
	for _, m := range others {
		set.Rows = append(set.Rows, ui.AudienceRow{Who: person(v, m), Answer: ui.Keep, Why: v.Words.T("between.why-own")})
	}
	return set
}

// arrowWordKeep keeps a word for its writer alone. Sent twice, it is kept once.
func (s *Site) arrowWordKeep(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := wordDraft(r, v)
	if err != nil {
		return err
	}
	e, err := s.Relationships.Keep(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		page, pageErr := s.wordFormPage(r, v, d)
		if pageErr != nil {
			return pageErr
		}
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/between/entry/"+string(e), "done.between-kept")
}

// wordInPath reads the {entry} of the path through the door.
func (s *Site) wordInPath(r *http.Request, v *Visit) (relationship.Said, error) {
	return s.wordNow(r.Context(), r.PathValue("entry"), v)
}

func (s *Site) wordNow(ctx context.Context, e string, v *Visit) (relationship.Said, error) {
	if !id.Valid(e) {
		return relationship.Said{}, errs.Missing("web.wordNow")
	}
	return s.Relationships.One(ctx, v.Person.ID, v.Place.ID, id.Entry(e))
}

// across is the other person of the pair, as the visitor sees it.
func across(v *Visit, one relationship.Said) triangle.Member {
	other := one.Other
	if !one.Mine {
		other = one.Spot.Author
	}
	m, ok := v.Place.Member(other)
	if !ok {
		return triangle.Member{Person: other, Name: v.Words.T("entry.somebody")}
	}
	return m
}
