package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"trialogue/internal/agreement"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// agreedTeam is the answer that addresses the team as one.
const agreedTeam = "team"

// agreedDraft is a form as it was filled in, days as they were typed.
type agreedDraft struct {
	agreement.Draft
	due, review ui.DateField
	problems    errs.Problems
}

// agreedFrom reads a form. What it changes, if anything, stands in the path; whom it
// is agreed with and what it is about do not change.
func (s *Site) agreedFrom(r *http.Request, v *Visit) (d agreedDraft, st agreement.Story, err error) {
	if err := r.ParseForm(); err != nil {
		return d, st, errs.E(errs.Invalid, "web.agreedFrom", "", err)
	}
	q := r.PostForm
	d.Draft = agreement.Draft{
		ID: id.Entry(q.Get("draft")), Triangle: v.Place.ID, Kind: agreement.Kind(q.Get("kind")), Topic: q.Get("topic"), Text: q.Get("say"), Often: q.Get("often"),
		Owner: id.Person(q.Get("owner")), After: id.Entry(q.Get("after")), Read: id.Entry(q.Get("read")),
	}
	if !id.Valid(q.Get("draft")) {
		d.ID = id.Entry(id.New())
	}
	for _, who := range q["with"] {
		if who == agreedTeam {
			d.To.Team = true
		} else {
			d.To.People = append(d.To.People, id.Person(who))
		}
	}
	d.due, d.Due = agreedDay(q, "due", &d.problems)
	d.review, d.Review = agreedDay(q, "review", &d.problems)
	d.problems = append(d.problems, agreement.TooFar("due", d.Due, v.Now)...)
	d.problems = append(d.problems, agreement.TooFar("review", d.Review, v.Now)...)
	for i := range agreement.StepsMost {
		n := strconv.Itoa(i + 1)
		d.Steps = append(d.Steps, agreement.StepDraft{Text: q.Get("step-" + n), Owner: id.Person(q.Get("step-owner-" + n))})
	}
	if r.PathValue("agreement") == "" {
		return d, st, nil
	}
	if st, err = s.agreedStory(r, v); err == nil {
		d.keep(st)
	}
	return d, st, err
}

// keep takes over what a change leaves as it is.
func (d *agreedDraft) keep(st agreement.Story) {
	d.Agreement, d.Kind, d.Topic = st.ID, st.Kind, st.Root.Topic
	d.To = st.With()
}

func agreedDay(q url.Values, name string, p *errs.Problems) (ui.DateField, int64) {
	f := ui.DateField{Day: q.Get(name + "-day"), Month: q.Get(name + "-month"), Year: q.Get(name + "-year")}
	at, problems := agreement.Day(name, f.Day, f.Month, f.Year)
	*p = append(*p, problems...)
	return f, at
}

// agreedStory reads the agreement of the path, for those who take part in it.
func (s *Site) agreedStory(r *http.Request, v *Visit) (agreement.Story, error) {
	a := r.PathValue("agreement")
	if !id.Valid(a) {
		return agreement.Story{}, errs.Missing("web.agreedStory")
	}
	st, err := s.Agreements.Read(r.Context(), v.Person.ID, v.Place.ID, id.Entry(a))
	if err == nil && !st.TakesPart {
		err = errs.Missing("web.agreedStory")
	}
	return st, err
}

// agreedForm is the empty form. A task of a relationship can lead here, by its code.
func (s *Site) agreedForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind == triangle.File {
		return errs.Missing("web.agreedForm")
	}
	d := agreedDraft{Draft: agreement.Draft{ID: id.Entry(id.New()), Triangle: v.Place.ID, Kind: agreement.Action, Topic: "care-plan"}}
	from := r.URL.Query().Get("from")
	switch {
	case r.URL.Query().Get("kind") == string(agreement.Level) || from == "agree-support":
		d.Kind = agreement.Level
	case from == "actions-carer" || from == "strengths-carer":
		d.Topic = "caring-role"
	}
	if su, ok := v.Place.ServiceUser(); ok && su.Person != v.Person.ID {
		d.To.People = []id.Person{su.Person}
	}
	d.To.Team = true
	page, err := s.agreedFormPage(r, v, d, agreement.Story{})
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// agreedChangeForm is the form with the newest wording in it.
func (s *Site) agreedChangeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	st, err := s.agreedStory(r, v)
	if err != nil {
		return err
	}
	if st.Ended() {
		return errs.E(errs.Conflict, "web.agreedChangeForm", "agreed.over", nil)
	}
	last := st.Latest()
	words := st.Texts[last.ID]
	d := agreedDraft{
		Draft: agreement.Draft{ID: id.Entry(id.New()), Triangle: v.Place.ID, Read: last.ID, Text: words.Words(), Owner: st.Owner(last), After: last.After, Often: agreedPart(words)},
		due:   dateFieldOf(last.Due), review: dateFieldOf(last.Review),
	}
	d.keep(st)
	for _, step := range last.Steps {
		d.Steps = append(d.Steps, agreement.StepDraft{Text: textOf(st, step.ID), Owner: st.StepOwner(last, step)})
	}
	page, err := s.agreedFormPage(r, v, d, st)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func textOf(st agreement.Story, e id.Entry) string {
	one := st.Texts[e]
	return one.Words()
}

func agreedPart(words disclose.Shown) string {
	for _, p := range words.Parts {
		if p.Name == agreement.OftenPart {
			return p.Text
		}
	}
	return ""
}

// dateFieldOf is a day that was set before, as its three fields.
func dateFieldOf(at int64) ui.DateField {
	if at == 0 {
		return ui.DateField{}
	}
	day := timeOf(at).In(agreement.London())
	return ui.DateField{Day: strconv.Itoa(day.Day()), Month: strconv.Itoa(int(day.Month())), Year: strconv.Itoa(day.Year())}
}

// agreedCheck shows what is about to be proposed, who will see it and who is asked
// for a yes. Going back to change something keeps every word.
func (s *Site) agreedCheck(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, st, err := s.agreedFrom(r, v)
	if err != nil {
		return err
	}
	if r.PostFormValue("back") != "" {
		return s.agreedAgain(w, r, v, d, st, nil)
	}
	if err := s.agreedWrong(r, v, d); err != nil {
		return s.agreedAgain(w, r, v, d, st, err)
	}
	page, err := s.agreedCheckPage(r, v, d)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// agreedWrong says what is wrong with days and words together.
func (s *Site) agreedWrong(r *http.Request, v *Visit, d agreedDraft) error {
	err := s.Agreements.Check(r.Context(), v.Person.ID, d.Draft)
	if err != nil && !errs.Is(err, errs.Invalid) {
		return err
	}
	return append(slices.Clone(d.problems), errs.ProblemsOf(err)...).Err("web.agreedWrong")
}

// agreedAgain shows the form with what was typed, and what is wrong. After a change
// by somebody else it shows the words that stand now, and keeps what was typed.
func (s *Site) agreedAgain(w http.ResponseWriter, r *http.Request, v *Visit, d agreedDraft, st agreement.Story, problem error) error {
	if problem != nil && !errs.Is(problem, errs.Invalid) && !errs.Is(problem, errs.Conflict) {
		return problem
	}
	status := http.StatusOK
	conflict := errs.Is(problem, errs.Conflict)
	if conflict {
		status, d.ID, d.Read = http.StatusConflict, id.Entry(id.New()), st.Latest().ID
	} else if problem != nil {
		status = http.StatusUnprocessableEntity
	}
	page, err := s.agreedFormPage(r, v, d, st)
	if err != nil {
		return err
	}
	withErrors(&page.Base, v, problem)
	if conflict {
		page.Errors = append(page.Errors, ui.FieldError{Text: v.Words.T(errs.KeyOf(problem))})
		page.Parts = append([]ui.FormPart{
			{Note: &ui.NoteBox{Text: ui.Say(v.Words, "agreed.stands-now", "name", nameSaid(v, string(st.Latest().By)), "words", textOf(st, st.Latest().ID))}},
		}, page.Parts...)
	}
	return s.page(w, status, page)
}

// agreedSend proposes it. Sent twice, it is proposed once.
func (s *Site) agreedSend(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, st, err := s.agreedFrom(r, v)
	if err != nil {
		return err
	}
	if r.PostFormValue("back") != "" {
		return s.agreedAgain(w, r, v, d, st, nil)
	}
	a, done := id.Entry(""), "done.agreed-proposed"
	if err = d.problems.Err("web.agreedSend"); err == nil {
		a, err = s.Agreements.Propose(r.Context(), v.Person.ID, d.Draft)
	}
	if d.Agreement != "" {
		done = "done.agreed-changed"
	}
	if errs.Is(err, errs.Conflict) && d.Agreement != "" && !st.Ended() {
		if st, err2 := s.agreedStory(r, v); err2 == nil {
			return s.agreedAgain(w, r, v, d, st, err)
		}
	}
	if errs.Is(err, errs.Invalid) {
		return s.agreedAgain(w, r, v, d, st, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/agreed/"+string(a), done)
}

// agreedPeople are those who can be chosen: everybody who is here.
func agreedPeople(v *Visit) []triangle.Member {
	return slices.Concat(v.Place.At(sharing.ServiceUser, v.Now), v.Place.At(sharing.Carer, v.Now), v.Place.At(sharing.Professional, v.Now))
}
