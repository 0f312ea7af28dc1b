package web

import (
	"net/http"
	"strings"

	"trialogue/internal/address"
	"trialogue/internal/candour"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

func outcomeOf(r *http.Request, v *Visit) (candour.Outcome, error) {
	o := candour.Outcome{
		Draft: id.Entry(r.PostFormValue("draft")), Triangle: v.Place.ID, Of: id.Entry(r.PathValue("entry")),
		Text: r.PostFormValue("say"), Talked: r.PostFormValue("talked") != "",
	}
	if !id.Valid(string(o.Of)) {
		return o, errs.Missing("web.outcomeOf")
	}
	if !id.Valid(string(o.Draft)) {
		o.Draft = id.Entry(id.New())
	}
	return o, nil
}

// outcomeForm asks what came of something that a carer or the service user said.
func (s *Site) outcomeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	o, err := outcomeOf(r, v)
	if err != nil {
		return err
	}
	page, err := s.outcomePage(r, v, o)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) outcomePage(r *http.Request, v *Visit, o candour.Outcome) (*ui.FormPage, error) {
	of, hearers, err := s.Candour.OutcomeFor(r.Context(), v.Person.ID, o.Triangle, o.Of)
	if err != nil {
		return nil, err
	}
	giver := firstNameOf(v, of.GivenBy)
	warning := ui.NoteBox{Text: ui.Say(v.Words, "candour.outcome-warning", "giver", giver)}
	if m, ok := v.Place.Member(of.GivenBy); ok && m.Person != v.Place.Owner {
		warning.Text = ui.Say(v.Words, "candour.outcome-warning-carer", "giver", giver, "about", v.Place.For())
	}
	words := ui.Plain(v.Words.T("candour.quote", "words", quote(of.Words())))
	set := hearersSet(v, hearers)
	return &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("candour.outcome-title"), Lead: v.Words.T("candour.outcome-lead", "giver", giver), Action: v.Path,
		BackTo: &ui.Link{Href: v.Place.Base() + "/entry/" + string(o.Of), Text: v.Words.T("candour.outcome-back")},
		Hidden: []ui.Hidden{{Name: "draft", Value: string(o.Draft)}}, Button: v.Words.T("candour.outcome-send"), Audience: &set,
		Parts: []ui.FormPart{
			{Say: &words}, {Note: &warning},
			{Field: &ui.Field{ID: "say", Name: "say", Label: v.Words.T("candour.outcome-say"), Hint: v.Words.T("candour.outcome-hint"), Rows: 5, Value: o.Text, MaxLength: candour.TextMost, Keep: "outcome" + v.Path}},
			{Options: &ui.Options{ID: "talked", Name: "talked", Legend: v.Words.T("candour.outcome-also"), Many: true, Plainly: true, Items: []ui.Option{
				{Value: "1", Label: v.Words.T("candour.outcome-talked"), Checked: o.Talked},
			}}},
		},
	}, nil
}

func (s *Site) outcomeSend(w http.ResponseWriter, r *http.Request, v *Visit) error {
	o, err := outcomeOf(r, v)
	if err != nil {
		return err
	}
	err = s.Candour.Came(r.Context(), v.Person.ID, o)
	if errs.Is(err, errs.Invalid) {
		page, pageErr := s.outcomePage(r, v, o)
		if pageErr != nil {
			return pageErr
		}
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/entry/"+string(o.Of), "done.outcome")
}

// hearersSet lists who will and who will not see a text between one person and the team.
func hearersSet(v *Visit, hearers []address.Hearer) ui.AudienceSet {
	set := ui.AudienceSet{Code: "only"}
	var will []string
	for _, h := range hearers {
		answer := answerOf(h.Answer.Outcome)
		if answer == ui.Share {
			will = append(will, triangle.FirstName(h.Name))
		} else {
			answer = ui.Keep
		}
		set.Rows = append(set.Rows, ui.AudienceRow{Who: person(v, h.Member), Answer: answer})
	}
	set.Sum = v.Words.T("candour.will-see", "names", strings.Join(will, ", "))
	if len(will) == 0 {
		set.Sum = v.Words.T("audience.nobody")
	}
	return set
}
