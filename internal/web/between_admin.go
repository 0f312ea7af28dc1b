package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/relationship"
	"trialogue/internal/web/ui"
)

// wordingPlace is for whose people an administrator looks at the words.
type wordingPlace struct {
	service string // an id, or relationship.ForAll
	name    string
	all     []organisation.Unit
}

// wordingsOf finds the service that a form or an address names. One that is none is not there.
func (s *Site) wordingsOf(r *http.Request, v *Visit) (wordingPlace, error) {
	if err := s.mustAdmin(r, v); err != nil {
		return wordingPlace{}, err
	}
	units, err := s.Organisation.Services(r.Context())
	p := wordingPlace{service: r.FormValue("service"), name: v.Words.T("between.wording-all"), all: units}
	if err != nil || p.service == relationship.ForAll {
		return p, err
	}
	i := slices.IndexFunc(units, func(u organisation.Unit) bool { return u.ID == p.service })
	if i < 0 {
		return p, errs.Missing("web.wordingsOf")
	}
	p.name = units[i].Name
	return p, nil
}

func (p wordingPlace) query() string {
	if p.service == relationship.ForAll {
		return ""
	}
	return "?service=" + url.QueryEscape(p.service)
}

// taskWordings lists the tasks of the arrows as one service says them.
func (s *Site) taskWordings(w http.ResponseWriter, r *http.Request, v *Visit) error {
	place, err := s.wordingsOf(r, v)
	if err != nil {
		return err
	}
	own, err := s.Relationships.Wordings(r.Context(), place.service)
	if err != nil {
		return err
	}
	say := taskWords{v, own}
	page := &ui.ListPage{Base: s.base(v), BackTo: adminBack(v), Title: v.Words.T("between.wording-title"), Lead: v.Words.T("between.wording-lead")}
	page.Notice = notice(v, r)
	who := ui.ListSection{ID: "for", Title: v.Words.T("between.wording-service"), Links: []ui.Link{{Href: "/admin/tasks", Text: v.Words.T("between.wording-all")}}}
	for _, u := range place.all {
		who.Links = append(who.Links, ui.Link{Href: "/admin/tasks?service=" + url.QueryEscape(u.ID), Text: u.Name})
	}
	page.Sections = []ui.ListSection{who}
	for i, a := range relationship.Arrows() {
		section := ui.ListSection{ID: "arrow-" + strconv.Itoa(i+1), Title: plainArrow(v, a) + ", " + place.name}
		for _, t := range a.Tasks() {
			section.Summary = append(section.Summary, ui.SummaryRow{
				Key: say.title(t.Code), Value: ui.Plain(say.say(t.Code) + " (" + whoseWords(v, own[t.Code], place.service) + ")"),
				Change: &ui.Link{Href: "/admin/tasks/" + t.Code + place.query(), Text: v.Words.T("between.wording-change"), More: say.title(t.Code)},
			})
		}
		page.Sections = append(page.Sections, section)
	}
	return s.page(w, http.StatusOK, page)
}

// plainArrow says an arrow where nobody in particular stands.
func plainArrow(v *Visit, a relationship.Arrow) string {
	return v.Words.T("triangle.from-to", "from", v.Words.T("corner."+string(a.From)+"-small"), "to", v.Words.T("corner."+string(a.To)+"-small"))
}

// whoseWords says whose words they are.
func whoseWords(v *Visit, w relationship.Wording, service string) string {
	switch {
	case w.Number == 0:
		return v.Words.T("between.wording-standard")
	case w.Service == service:
		return v.Words.T("between.wording-own", "date", v.Words.Date(timeOf(w.Made)))
	}
	return v.Words.T("between.wording-for-all")
}

// taskWordingForm shows the words of one task to change.
func (s *Site) taskWordingForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.wordingPage(r, v, nil)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// wordingPage asks for the words of one task; typed, where set, is what was typed.
func (s *Site) wordingPage(r *http.Request, v *Visit, typed *relationship.Wording) (*ui.FormPage, error) {
	place, err := s.wordingsOf(r, v)
	if err != nil {
		return nil, err
	}
	task, ok := relationship.TaskOf(r.PathValue("task"))
	if !ok {
		return nil, errs.Missing("web.wordingPage")
	}
	own, err := s.Relationships.Wordings(r.Context(), place.service)
	if err != nil {
		return nil, err
	}
	history, err := s.Relationships.History(r.Context(), v.Person, place.service, task.Code)
	if err != nil {
		return nil, err
	}
	say := taskWords{v, own}
	form := relationship.Wording{ID: id.New(), Task: task.Code, Title: say.title(task.Code), Say: say.say(task.Code), Example: say.example(task.Code)}
	if typed != nil {
		form = *typed
	}
	if len(history) > 0 {
		form.Number = history[0].Number // after a conflict the page shows whose words stand now
	}
	path := "/admin/tasks/" + task.Code
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/admin/tasks" + place.query(), Text: v.Words.T("between.wording-title")}, Title: v.Words.T("between.wording-edit"),
		Lead: v.Words.T("between.wording-edit-lead", "service", place.name), Action: path, Button: v.Words.T("between.wording-save"),
		Hidden: []ui.Hidden{{Name: "service", Value: place.service}, {Name: "number", Value: strconv.Itoa(form.Number)}, {Name: "wording", Value: form.ID}},
		Parts:  wordingFields(v, form),
	}
	page.After = wordingHistory(v, history)
	if len(history) > 0 && !history[0].Standard() {
		page.Also = []ui.Action{{Text: v.Words.T("between.wording-back"), Name: "back", Value: "yes", Look: ui.QuietAction}}
	}
	return page, nil
}

func wordingFields(v *Visit, w relationship.Wording) []ui.FormPart {
	return []ui.FormPart{
		{Say: ptr(ui.Plain(plainArrow(v, arrowOfTask(w.Task))))},
		{Field: &ui.Field{ID: "title", Name: "title", Label: v.Words.T("between.wording-field-title"), Value: w.Title, MaxLength: relationship.TitleMost, Plainly: true}},
		{Field: &ui.Field{ID: "sentence", Name: "sentence", Label: v.Words.T("between.wording-field-sentence"), Rows: 3, Value: w.Say, MaxLength: relationship.SentenceMost, Plainly: true}},
		{Field: &ui.Field{ID: "example", Name: "example", Label: v.Words.T("between.wording-field-example"), Rows: 3, Value: w.Example, MaxLength: relationship.ExampleMost, Plainly: true}},
	}
}

func arrowOfTask(code string) relationship.Arrow {
	t, _ := relationship.TaskOf(code)
	return t.Arrow
}

// wordingHistory lists what was said before, and when.
func wordingHistory(v *Visit, all []relationship.Wording) []ui.Rich {
	var out []ui.Rich
	for _, w := range all {
		text := v.Words.T("between.wording-line", "title", w.Title, "say", w.Say, "example", w.Example)
		if w.Standard() {
			text = v.Words.T("between.wording-put-back")
		}
		out = append(out, ui.Say(v.Words, "between.wording-at", "date", whenOf(v, w.Made), "words", text))
	}
	return out
}

// taskWordingSave changes how a service says a task, or puts the words of the program back.
func (s *Site) taskWordingSave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	place, err := s.wordingsOf(r, v)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(r.PostFormValue("number"))
	if err != nil || !id.Valid(r.PostFormValue("wording")) {
		return errs.Missing("web.taskWordingSave")
	}
	given := relationship.Wording{
		ID: r.PostFormValue("wording"), Service: place.service, Task: r.PathValue("task"), Number: number,
		Title: r.PostFormValue("title"), Say: r.PostFormValue("sentence"), Example: r.PostFormValue("example"),
	}
	do, done := s.Relationships.Reword, "done.between-reworded"
	if r.PostFormValue("back") != "" {
		do, done = s.Relationships.PutBack, "done.between-put-back"
	}
	if err := do(r.Context(), v.Person, given); err != nil {
		page, pageErr := s.wordingPage(r, v, &given)
		if pageErr != nil {
			return pageErr
		}
		return s.formAgain(w, v, page, err)
	}
	q := url.Values{"done": {done}}
	if place.service != relationship.ForAll {
		q.Set("service", place.service)
	}
	http.Redirect(w, r, "/admin/tasks?"+q.Encode(), http.StatusSeeOther)
	return nil
}
