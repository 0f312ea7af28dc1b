package web

import (
	"net/http"
	"slices"

	"trialogue/internal/agreement"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
	"trialogue/internal/workday"
)

// agreedPage is the whole story of one agreement. Whoever only the words came to,
// and who takes no part, reads the words alone.
func (s *Site) agreedPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	a := r.PathValue("agreement")
	if !id.Valid(a) {
		return errs.Missing("web.agreedPage")
	}
	st, err := s.Agreements.Read(r.Context(), v.Person.ID, v.Place.ID, id.Entry(a))
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/agreed", Text: v.Words.T("agreed.title")}, Title: v.Words.T("agreed.one-" + string(st.Kind))}
	page.Notice = notice(v, r)
	if !st.TakesPart {
		entry := drawEntry(v, st.Root, "e1")
		entry.Href = ""
		page.Sections = []ui.ListSection{{Entries: []ui.Entry{entry}}}
		return s.page(w, http.StatusOK, page)
	}
	d := agreedDrawing{v: v, st: st, base: v.Place.Base() + "/agreed/" + a}
	page.Lead = agreedState(v, st.Agreement)
	page.Sections = append(page.Sections, d.words(), d.now())
	if section, ok := d.waiting(); ok {
		page.Sections = append(page.Sections, section)
	}
	if section, ok := d.steps(); ok {
		page.Sections = append(page.Sections, section)
	}
	page.Sections = append(page.Sections, d.story(), d.also())
	return s.page(w, http.StatusOK, page)
}

// agreedDrawing draws one agreement for one reader.
type agreedDrawing struct {
	v    *Visit
	st   agreement.Story
	base string
}

// words is the wording that counts, with a note where it is late.
func (d agreedDrawing) words() ui.ListSection {
	return ui.ListSection{ID: "words", Title: d.v.Words.T("agreed.now"), Note: d.late(), Entries: []ui.Entry{d.entry(d.st.Counts(), "e1")}}
}

// entry is a wording as those read it with whom it is agreed.
func (d agreedDrawing) entry(c agreement.Version, pageID string) ui.Entry {
	out := drawEntry(d.v, d.st.Texts[c.ID], pageID)
	out.Href, out.Kind, out.Note = "", "", ""
	return out
}

// now is who does it by when, and what the reader can do.
func (d agreedDrawing) now() ui.ListSection {
	v, c := d.v, d.st.Counts()
	out := ui.ListSection{Summary: d.rows(c)}
	switch {
	case len(d.st.NotYet) == 0:
	case v.Place.Is(sharing.ServiceUser):
		out.Say = append(out.Say, ui.Say(v.Words, "agreed.not-yet-you", "names", agreedNames(v, d.st.NotYet)))
	default:
		out.Say = append(out.Say, ui.Say(v.Words, "agreed.not-yet", "names", agreedNames(v, d.st.NotYet), "about", v.Place.For()))
	}
	if len(d.st.Alone) > 0 {
		out.Say = append(out.Say, ui.Say(v.Words, "agreed.alone", "names", agreedNames(v, d.st.Alone)))
	}
	out.Actions = d.do()
	return out
}

func (d agreedDrawing) rows(c agreement.Version) ui.Summary {
	v, st := d.v, d.st
	var out ui.Summary
	if often := agreedPart(st.Texts[c.ID]); often != "" {
		out = append(out, ui.SummaryRow{Key: v.Words.T("agreed.row-often"), Value: ui.Plain(often)})
	}
	owner := ui.Plain(nameOfMember(v, st.Owner(c)))
	if st.Gone(v.Place.Triangle, v.Now) {
		owner = ui.Say(v.Words, "agreed.was-owner", "name", nameOfMember(v, st.Owner(c)))
	}
	day := v.Words.T("agreed.no-day")
	if c.Due != 0 {
		day = v.Words.Date(timeOf(c.Due))
	}
	dayKey := v.Words.T("agreed.row-due")
	if st.Kind == agreement.Level {
		dayKey = v.Words.T("agreed.row-until")
	}
	out = append(out,
		ui.SummaryRow{Key: v.Words.T("agreed.row-owner"), Value: owner},
		ui.SummaryRow{Key: dayKey, Value: ui.Plain(day)},
		ui.SummaryRow{Key: v.Words.T("agreed.row-with"), Value: ui.Plain(agreedWith(v, c))},
	)
	if st.First != nil {
		key := "agreed.after-open"
		if st.First.State() == agreement.Done {
			key = "agreed.after-done"
		}
		out = append(out, ui.SummaryRow{Key: v.Words.T("agreed.row-after"), Value: ui.Say(v.Words, key, "words", quote(st.First.Words.Words()), "there", v.Place.Base()+"/agreed/"+string(st.First.ID))})
	}
	if look := st.NextLook(); look != 0 {
		out = append(out, ui.SummaryRow{Key: v.Words.T("agreed.row-review"), Value: ui.Plain(v.Words.Date(timeOf(look)))})
	}
	return out
}

// late says that the day has passed, who knows it and since when, and who hears
// next. It blames nobody.
func (d agreedDrawing) late() *ui.NoteBox {
	v, st := d.v, d.st
	days := agreedDaysLate(v, st.Agreement)
	if days == 0 {
		return nil
	}
	c := st.Counts()
	said := v.Words.T("agreed.late-is", "count", days)
	heard := map[agreement.EventKind]bool{}
	for _, e := range st.Told(c) {
		if heard[e.Kind] {
			continue // of an action and its steps it is said once
		}
		heard[e.Kind] = true
		switch {
		case e.Kind == agreement.LateOwner && e.Person == v.Person.ID:
			said += " " + v.Words.T("agreed.late-you")
		case e.Kind == agreement.LateOwner:
			said += " " + v.Words.T("agreed.late-knows", "name", d.said(e.Person))
		case e.Person == "":
			said += " " + v.Words.T("agreed.late-nobody")
		case e.Kind == agreement.LateTeam:
			said += " " + v.Words.T("agreed.late-team", "name", nameOfMember(v, e.Person), "day", v.Words.Date(timeOf(e.Made)))
		default:
			said += " " + v.Words.T("agreed.late-lead", "name", nameOfMember(v, e.Person), "day", v.Words.Date(timeOf(e.Made)))
		}
	}
	due := timeOf(c.Due)
	switch {
	case !heard[agreement.LateTeam]:
		said += " " + v.Words.T("agreed.late-next-team", "day", v.Words.Date(workday.Add(due, duty.TeamAfter)))
	case !heard[agreement.LateLead]:
		said += " " + v.Words.T("agreed.late-next-lead", "day", v.Words.Date(workday.Add(due, duty.LeadAfter)))
	}
	return &ui.NoteBox{Late: true, Text: ui.Plain(said)}
}

// said begins a sentence with somebody: "You" for the reader.
func (d agreedDrawing) said(p id.Person) string {
	if p == d.v.Person.ID {
		return d.v.Words.T("agreed.you")
	}
	if m, ok := d.v.Place.Member(p); ok {
		return triangle.FirstName(m.Name)
	}
	return d.v.Words.T("entry.somebody")
}

// do is what the reader can do with the wording in force.
func (d agreedDrawing) do() []ui.Action {
	v, st := d.v, d.st
	c, ok := st.Standing()
	if !ok || st.Ended() {
		return nil
	}
	var out []ui.Action
	if st.Owner(c) == v.Person.ID && st.Kind == agreement.Action {
		out = append(out, ui.Do(v.Words.T("agreed.do-done"), d.base+"/done"), ui.Also(v.Words.T("agreed.do-not-done"), d.base+"/not-done"))
	}
	if st.Gone(v.Place.Triangle, v.Now) && (st.Kind == agreement.Action || v.Place.Is(sharing.Professional)) {
		out = append(out, d.post("agreed.do-take", "/take", c, "").As(ui.QuietAction))
	}
	if st.NextLook() != 0 && st.State() == agreement.InForce {
		out = append(out, d.post("agreed.do-looked", "/looked", c, "").As(ui.QuietAction))
	}
	return out
}

// post is a form of one button about a wording, or a step of it.
func (d agreedDrawing) post(key, path string, c agreement.Version, step id.Entry) ui.Action {
	hidden := []ui.Hidden{{Name: "draft", Value: id.New()}, {Name: "version", Value: string(c.ID)}}
	if step != "" {
		hidden = append(hidden, ui.Hidden{Name: "step", Value: string(step)})
	}
	return ui.Post(d.v.Words.T(key), d.base+path, hidden...)
}

// waiting is the wording that waits for a yes, who has said what to it, and the
// reader's own answer.
func (d agreedDrawing) waiting() (ui.ListSection, bool) {
	v, st := d.v, d.st
	last := st.Latest()
	word, answered := st.Word(last.Number, v.Person.ID)
	pending := st.Changing() || st.State() == agreement.Proposed || st.State() == agreement.Declined
	// The service user is asked also where it counts already: their yes opens it.
	asked := v.Place.Is(sharing.ServiceUser) && !answered && last.By != v.Person.ID
	if st.Ended() || !pending && !asked {
		return ui.ListSection{}, false
	}
	out := ui.ListSection{ID: "waiting", Title: v.Words.T("agreed.waiting")}
	if st.Changing() {
		out.Title = v.Words.T("agreed.waiting-change")
		out.Entries, out.Summary = []ui.Entry{d.entry(last, "e2")}, d.rows(last)
		out.Say = []ui.Rich{ui.Say(v.Words, "agreed.old-stands")}
	}
	for _, p := range last.Needs {
		if _, answered := st.Word(last.Number, p); !answered {
			out.Seen = append(out.Seen, ui.Seen{Who: giver(v, p), Text: d.unanswered(p)})
		}
	}
	if answered && word.Kind == agreement.Yes || last.By == v.Person.ID && !slices.Contains(last.Needs, v.Person.ID) {
		return out, true
	}
	key := "agreed.do-agree"
	if slices.Contains(last.Needs, v.Person.ID) && v.Person.ID != d.suOnly(last) {
		key = "agreed.do-yes"
	}
	yes := d.post(key, "/yes", last, "")
	yes.Look = ui.MainAction
	out.Actions = []ui.Action{yes, ui.Also(v.Words.T("agreed.do-no"), d.base+"/no"), ui.Go(v.Words.T("agreed.do-differently"), d.base+"/change")}
	return out, true
}

// suOnly is the service user where they only agree to what others do.
func (d agreedDrawing) suOnly(c agreement.Version) id.Person {
	su, _ := d.v.Place.ServiceUser()
	if d.st.Owner(c) == su.Person || slices.ContainsFunc(c.Steps, func(s agreement.Step) bool { return d.st.StepOwner(c, s) == su.Person }) {
		return ""
	}
	return su.Person
}

// unanswered says that somebody has not answered, or has gone.
func (d agreedDrawing) unanswered(p id.Person) ui.Rich {
	m, ok := d.v.Place.Member(p)
	switch {
	case p == d.v.Person.ID:
		return ui.Say(d.v.Words, "agreed.unanswered-you")
	case !ok || !m.Here(d.v.Now):
		return ui.Say(d.v.Words, "agreed.unanswered-gone", "name", d.said(p))
	}
	return ui.Say(d.v.Words, "agreed.unanswered", "name", d.said(p))
}

// steps are the small steps of the wording that counts.
func (d agreedDrawing) steps() (ui.ListSection, bool) {
	v, st := d.v, d.st
	c := st.Counts()
	_, standing := st.Standing()
	out := ui.ListSection{ID: "steps", Title: v.Words.T("agreed.steps")}
	for _, step := range c.Steps {
		owner := st.StepOwner(c, step)
		item := ui.Item{Who: giver(v, owner), Text: ui.Plain(textOf(st, step.ID))}
		e, done := st.StepState(step.ID)
		if done {
			item.When = v.Words.T("agreed.step-done-on", "day", v.Words.Date(timeOf(e.Made)))
		}
		switch {
		case !standing || st.Ended():
		case st.GoneStep(v.Place.Triangle, v.Now, step.ID):
			item.When = v.Words.T("agreed.nobody-owns")
			item.Actions = []ui.Action{d.about(d.post("agreed.do-take", "/take", c, step.ID), step)}
		case owner == v.Person.ID && done:
			item.Actions = []ui.Action{d.about(d.post("agreed.do-step-undone", "/step", c, step.ID), step)}
		case owner == v.Person.ID:
			item.Actions = []ui.Action{d.about(d.post("agreed.do-step", "/step", c, step.ID), step)}
		}
		out.Items = append(out.Items, item)
	}
	return out, len(out.Items) > 0
}

func (d agreedDrawing) about(a ui.Action, step agreement.Step) ui.Action {
	a.More = quote(textOf(d.st, step.ID))
	return a
}

// also is what anybody who takes part can do.
func (d agreedDrawing) also() ui.ListSection {
	if d.st.Ended() {
		return ui.ListSection{}
	}
	out := ui.ListSection{Actions: []ui.Action{ui.Also(d.v.Words.T("agreed.do-change"), d.base+"/change"), ui.Go(d.v.Words.T("agreed.do-close"), d.base+"/close")}}
	last := d.st.Latest()
	_, answered := d.st.Word(last.Number, d.v.Person.ID)
	if _, pending := d.waiting(); !answered && !pending && last.By != d.v.Person.ID {
		out.Actions = append([]ui.Action{d.post("agreed.do-agree", "/yes", last, "").As(ui.QuietAction)}, out.Actions...)
	}
	return out
}
