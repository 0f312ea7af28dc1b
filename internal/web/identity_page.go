package web

import (
	"net/http"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/identity"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// identityOf finds how sure we are of the {person} in the path, for professionals alone.
func (s *Site) identityOf(r *http.Request, v *Visit) (identity.State, error) {
	p := r.PathValue("person")
	if !id.Valid(p) {
		return identity.State{}, errs.Missing("web.identityOf")
	}
	return s.Identity.Of(r.Context(), v.Person.ID, v.Place.ID, id.Person(p))
}

func identityBase(v *Visit, p id.Person) string {
	return v.Place.Base() + "/people/" + string(p) + "/identity"
}

// identityPage shows a professional how sure we are who somebody is, and why.
func (s *Site) identityPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	st, err := s.identityOf(r, v)
	if err != nil {
		return err
	}
	name, base := triangle.FirstName(st.Person.Name), identityBase(v, st.Person.ID)
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/people/" + string(st.Person.ID), Text: st.Person.Name},
		Title: v.Words.T("identity.title", "name", name), Lead: v.Words.T("identity.lead")}
	page.Notice = notice(v, r)
	now := ui.ListSection{ID: "level", Title: v.Words.T("identity.now"), Summary: levelSummary(v, st), Actions: []ui.Action{ui.Also(v.Words.T("identity.set"), base+"/level")}}
	if st.Asked {
		now.Say = []ui.Rich{ui.Plain(v.Words.T("identity.asked", "name", name))}
	}
	page.Sections = []ui.ListSection{now}
	if before := s.stepsBefore(v, st); len(before.Items) > 0 {
		page.Sections = append(page.Sections, before)
	}
	if st.Corner == sharing.ServiceUser {
		number := ui.ListSection{ID: "number", Title: v.Words.T("number.title"), Say: []ui.Rich{ui.Plain(v.Words.T("number.why"))}}
		enter := "number.enter"
		if st.Number {
			enter = "number.change"
			number.Actions = append(number.Actions, ui.Post(v.Words.T("number.show"), base+"/show").As(ui.QuietAction))
		}
		number.Actions = append(number.Actions, ui.Go(v.Words.T(enter), base+"/number"))
		page.Sections = append(page.Sections, number)
	}
	return s.page(w, http.StatusOK, page)
}

// levelSummary says the level, what it means, and on what it rests.
func levelSummary(v *Visit, st identity.State) ui.Summary {
	level := levelName(st.Person.Identity)
	means := v.Words.T("identity.means-" + level)
	if st.Person.ID == v.Person.ID {
		means = v.Words.T("identity.own-means-" + level)
	}
	rows := ui.Summary{
		{Key: v.Words.T("identity.level"), Value: ui.Plain(v.Words.T("identity.level-" + level))},
		{Key: v.Words.T("identity.means"), Value: ui.Plain(means)},
	}
	if len(st.Steps) == 0 {
		return rows
	}
	last := st.Steps[0]
	if last.Way != "" && last.Way != level { // what says the same again is left out
		rows = append(rows, ui.SummaryRow{Key: v.Words.T("identity.way"), Value: ui.Plain(v.Words.T("identity.way-" + last.Way))})
	}
	return append(rows, ui.SummaryRow{Key: v.Words.T("identity.when"), Value: ui.Plain(whenOf(v, last.At))})
}

// levelName is the word of a level in message keys.
func levelName(l triangle.Identity) string {
	if l == triangle.Said {
		return "said"
	}
	return string(l)
}

// stepsBefore lists who set the level, newest first.
func (s *Site) stepsBefore(v *Visit, st identity.State) ui.ListSection {
	section := ui.ListSection{ID: "steps", Title: v.Words.T("identity.steps")}
	for _, step := range st.Steps {
		who := ui.Person{Name: v.Words.T("identity.elsewhere"), Initials: "?"}
		if m, ok := v.Place.Member(step.By); ok {
			who = person(v, m)
		} else if step.Way != identity.WayProvider && step.By != "" {
			who.Name = v.Words.T("identity.other-team")
		}
		text := v.Words.T("identity.level-" + levelName(step.Level))
		if step.Way != "" {
			text += ": " + v.Words.T("identity.way-"+step.Way)
		}
		if step.Reason != "" {
			text += ". " + v.Words.T("identity.reason-"+step.Reason)
		}
		section.Items = append(section.Items, ui.Item{Who: who, When: whenOf(v, step.At), Text: ui.Plain(text)})
	}
	return section
}

func (s *Site) levelForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	st, err := s.identityOf(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.levelPage(v, st, identity.Change{ID: id.New()}))
}

func (s *Site) levelPage(v *Visit, st identity.State, c identity.Change) *ui.FormPage {
	name, base := triangle.FirstName(st.Person.Name), identityBase(v, st.Person.ID)
	ways := &ui.Options{ID: "way", Name: "way", Legend: v.Words.T("identity.how", "name", name), Items: []ui.Option{
		{Value: "known", Label: v.Words.T("identity.i-know", "name", name), Hint: v.Words.T("identity.i-know-hint"), Checked: c.Level == triangle.Known},
	}}
	for _, paper := range identity.Papers() {
		ways.Items = append(ways.Items, ui.Option{Value: "checked:" + paper, Label: v.Words.T("identity.i-saw", "paper", v.Words.T("identity.way-"+paper)), Checked: c.Way == paper})
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: base, Text: v.Words.T("identity.title", "name", name)}, Title: v.Words.T("identity.set"), Lead: v.Words.T("identity.set-lead"),
		Action: base, Button: v.Words.T("account.save"), Hidden: []ui.Hidden{{Name: "step", Value: c.ID}}, Parts: []ui.FormPart{{Options: ways}},
	}
	if st.Person.Identity == triangle.Said {
		return page
	}
	ways.Items = append(ways.Items, ui.Option{Value: "said", Label: v.Words.T("identity.take-back"), Checked: c.Level == triangle.Said && c.Reason != ""})
	reasons := &ui.Select{ID: "reason", Name: "reason", Label: v.Words.T("identity.reason"), Hint: v.Words.T("identity.reason-hint"), Items: []ui.Option{{Label: v.Words.T("invite.choose")}}}
	for _, one := range identity.LowerReasons() {
		reasons.Items = append(reasons.Items, ui.Option{Value: one, Label: v.Words.T("identity.reason-" + one), Checked: one == c.Reason})
	}
	page.Parts = append(page.Parts, ui.FormPart{Select: reasons})
	return page
}

// changeOf reads the level and the way out of one answer.
func changeOf(r *http.Request) identity.Change {
	c := identity.Change{ID: r.PostFormValue("step"), Reason: r.PostFormValue("reason")}
	level, way, _ := strings.Cut(r.PostFormValue("way"), ":")
	switch level {
	case "known":
		c.Level, c.Way = triangle.Known, identity.WayKnown
	case "checked":
		c.Level, c.Way = triangle.Checked, way
	case "said":
	default:
		c.Level = "none"
	}
	return c
}

func (s *Site) setIdentity(w http.ResponseWriter, r *http.Request, v *Visit) error {
	st, err := s.identityOf(r, v)
	if err != nil {
		return err
	}
	c := changeOf(r)
	if err := s.Identity.Set(r.Context(), v.Person.ID, v.Place.ID, st.Person.ID, c); err != nil {
		return s.formAgain(w, v, s.levelPage(v, st, c), err)
	}
	return seeOther(w, r, identityBase(v, st.Person.ID), "done.identity")
}

// showNumber shows a service user's number once, behind a press.
func (s *Site) showNumber(w http.ResponseWriter, r *http.Request, v *Visit) error {
	st, err := s.identityOf(r, v)
	if err != nil {
		return err
	}
	n, err := s.Identity.ShowNumber(r.Context(), v.Person.ID, v.Place.ID, st.Person.ID)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, numberShown(s.base(v), &ui.Link{Href: identityBase(v, st.Person.ID), Text: st.Person.Name}, n.Spoken(), "number.shown-lead"))
}

func numberShown(b ui.Base, back *ui.Link, spoken, lead string) *ui.ListPage {
	t := b.Words.T
	return &ui.ListPage{Base: b, BackTo: back, Title: t("number.title"), Lead: t(lead),
		Sections: []ui.ListSection{{Summary: ui.Summary{{Key: t("number.title"), Value: ui.Plain(spoken)}}}}}
}

func (s *Site) numberForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.numberPage(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) numberPage(r *http.Request, v *Visit) (*ui.FormPage, error) {
	st, err := s.identityOf(r, v)
	if err == nil && st.Corner != sharing.ServiceUser {
		err = errs.Missing("web.numberPage")
	}
	if err != nil {
		return nil, err
	}
	base := identityBase(v, st.Person.ID)
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: base, Text: v.Words.T("identity.title", "name", triangle.FirstName(st.Person.Name))},
		Title: v.Words.T("number.enter"), Lead: v.Words.T("number.enter-lead"), Action: base + "/number", Button: v.Words.T("account.save"), Parts: numberField(v),
	}, nil
}

func numberField(v *Visit) []ui.FormPart {
	return []ui.FormPart{{Field: &ui.Field{
		ID: "number", Name: "number", Label: v.Words.T("number.field"), Hint: v.Words.T("number.hint"), Inputmode: "numeric", Autocomplete: "off", MaxLength: 20, Narrow: true,
	}}}
}

// keepNumber keeps what was typed. It answers the same whoever else has the number.
func (s *Site) keepNumber(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.numberPage(r, v)
	if err != nil {
		return err
	}
	who := id.Person(r.PathValue("person"))
	if err := s.Identity.KeepNumber(r.Context(), v.Person.ID, v.Place.ID, who, r.PostFormValue("number")); err != nil {
		page.Parts[0].Field.Value = r.PostFormValue("number")
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, identityBase(v, who), "done.number")
}

// addIdentity tells professionals on somebody's page how sure we are, and that
// nobody has looked yet where that is so. Others see no trace of it.
func (s *Site) addIdentity(r *http.Request, v *Visit, m triangle.Member, section *ui.ListSection) error {
	st, err := s.Identity.Of(r.Context(), v.Person.ID, v.Place.ID, m.Person)
	if errs.Is(err, errs.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	section.Summary = append(section.Summary, ui.SummaryRow{
		Key: v.Words.T("identity.level"), Value: ui.Plain(v.Words.T("identity.level-" + levelName(st.Person.Identity))),
		Change: &ui.Link{Href: identityBase(v, m.Person), Text: v.Words.T("identity.look"), More: m.Name},
	})
	if st.Person.Closed != 0 {
		section.Summary = append(section.Summary, ui.SummaryRow{Key: v.Words.T("closing.account"), Value: ui.Plain(v.Words.T("closing.closed", "day", whenOf(v, st.Person.Closed)))})
	}
	if m.Corner == sharing.Carer && st.Person.Identity == triangle.Said {
		section.Say = append(section.Say, ui.Plain(v.Words.T("identity.carer-said", "name", triangle.FirstName(m.Name))))
	}
	return nil
}
