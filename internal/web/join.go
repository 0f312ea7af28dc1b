package web

import (
	"net/http"
	"net/url"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// joinForm is for a code that somebody read out.
func (s *Site) joinForm(w http.ResponseWriter, _ *http.Request, v *Visit) error {
	return s.page(w, http.StatusOK, s.joinCodePage(v))
}

func (s *Site) joinCodePage(v *Visit) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("join.title"), Lead: v.Words.T("join.type-lead"), Action: "/join", Button: v.Words.T("join.type-button"),
		Parts: []ui.FormPart{{Field: &ui.Field{ID: "code", Name: "code", Label: v.Words.T("join.code"), Hint: v.Words.T("join.code-hint"), MaxLength: codeMost}}},
	}
}

// codeMost bounds what can be typed, spaces between the letters included.
const codeMost = 60

func (s *Site) joinTyped(w http.ResponseWriter, r *http.Request, v *Visit) error {
	code := strings.Join(strings.Fields(r.PostFormValue("code")), "")
	if code == "" || len(code) > codeMost || strings.ContainsAny(code, "/?#%") {
		page := s.joinCodePage(v)
		page.Errors = []ui.FieldError{{Field: "code", Text: v.Words.T("join.code-missing")}}
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	return seeOther(w, r, "/join/"+url.PathEscape(code), "")
}

// joinPage tells nothing before somebody has signed in, not even whether there
// is an invitation. Then whoever holds the code reads who invites, and for whom.
func (s *Site) joinPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !v.SignedIn() {
		next := url.Values{"next": {v.Path}}.Encode()
		return s.page(w, http.StatusOK, &ui.MessagePage{
			Base: s.base(v), Title: v.Words.T("join.title"), Lead: v.Words.T("join.first"), Text: []ui.Rich{ui.Plain(v.Words.T("join.first-why"))},
			Actions: []ui.Action{ui.Do(v.Words.T("join.begin"), "/begin?"+next), ui.Also(v.Words.T("join.sign-in"), "/sign-in?"+next)},
		})
	}
	var o people.Offer
	err := s.tryCode(r, v, "join", func() (err error) {
		o, err = s.People.Open(r.Context(), v.Person, r.PathValue("code"))
		return err
	})
	if errs.Is(err, errs.Conflict) {
		return s.notOpen(w, v, err)
	}
	if err != nil {
		return err
	}
	if o.AsksWord {
		return s.page(w, http.StatusOK, s.checkWordPage(v))
	}
	if err := s.standsThere(r, v, o.Triangle); err != nil {
		return s.notOpen(w, v, err)
	}
	if o.Mine {
		t, err := s.People.Accept(r.Context(), v.Person, r.PathValue("code"), "")
		if err != nil {
			return s.notOpen(w, v, err)
		}
		return seeOther(w, r, "/t/"+string(t)+"/people", "")
	}
	return s.page(w, http.StatusOK, s.offerPage(v, o))
}

// notOpen says kindly that an invitation does not open, with the same page for all reasons.
func (s *Site) notOpen(w http.ResponseWriter, v *Visit, err error) error {
	if !errs.Is(err, errs.Conflict) {
		return err
	}
	page := &ui.MessagePage{
		Base: s.base(v), Title: v.Words.T("join.not-open"), Lead: v.Words.T(errs.KeyOf(err)), Actions: []ui.Action{ui.Also(v.Words.T("nav.home"), "/")},
	}
	if errs.KeyOf(err) == "join.over" || errs.KeyOf(err) == "join.used" {
		page.Text = []ui.Rich{ui.Plain(v.Words.T("join.ask-again"))}
	}
	return s.page(w, http.StatusConflict, page)
}

func (s *Site) offerPage(v *Visit, o people.Offer) *ui.FormPage {
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("join.offer", "name", o.ByName), Action: v.Path, Button: v.Words.T("join.yes"),
		Also: []ui.Action{{Text: v.Words.T("join.no"), Name: "answer", Value: "no", Look: ui.QuietAction}},
	}
	say := func(text string) {
		p := ui.Plain(text)
		page.Parts = append(page.Parts, ui.FormPart{Say: &p})
	}
	if o.Corner == sharing.Carer {
		page.Lead = v.Words.T("join.as-carer", "about", o.For)
		say(v.Words.T("join.carer-means", "about", triangle.FirstName(o.For)))
		page.After = []ui.Rich{ui.Plain(v.Words.T("join.leave-any-time"))}
		return page
	}
	page.Lead = v.Words.T("join.as-person")
	say(v.Words.T("join.person-means"))
	var rows ui.Summary
	for _, m := range o.Here {
		rows = append(rows, ui.SummaryRow{Key: m.Name, Value: ui.Plain(placeName(v, m))})
	}
	if len(rows) > 0 && o.ByCorner == sharing.Professional {
		page.Parts = append(page.Parts, ui.FormPart{Heading: v.Words.T("join.who-is-there")}, ui.FormPart{Summary: rows})
	}
	if len(o.Into) > 0 {
		page.Parts = append(page.Parts, ui.FormPart{Options: intoOptions(v, o)})
	}
	page.After = []ui.Rich{ui.Plain(v.Words.T("join.you-decide"))}
	return page
}

// placeName says in a few words who somebody is here.
func placeName(v *Visit, m triangle.Member) string {
	corner := v.Words.T("corner." + string(m.Corner))
	switch {
	case m.Corner == sharing.Carer && m.Relation != "":
		return corner + ", " + relationName(v, m.Relation)
	case m.Corner == sharing.Professional && m.Role != "":
		return corner + ", " + m.Role
	}
	return corner
}

func intoOptions(v *Visit, o people.Offer) *ui.Options {
	list := &ui.Options{ID: "into", Name: "into", Legend: v.Words.T("join.into", "name", triangle.FirstName(o.ByName))}
	for n, t := range o.Into {
		label := v.Words.T("join.into-mine")
		if t.Team.Name != "" {
			label = v.Words.T("join.into-team", "team", t.Team.Name)
		}
		list.Items = append(list.Items, ui.Option{Value: string(t.ID), Label: label, Checked: n == 0})
	}
	list.Items = append(list.Items, ui.Option{Value: "", Label: v.Words.T("join.into-new")})
	return list
}

// checkWordPage asks for the check word, and tells nothing before.
func (s *Site) checkWordPage(v *Visit) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("join.word-title"), Lead: v.Words.T("join.word-lead"), Action: v.Path, Button: v.Words.T("join.type-button"),
		Hidden: []ui.Hidden{{Name: "say", Value: "word"}},
		Parts:  []ui.FormPart{{Field: &ui.Field{ID: "word", Name: "word", Label: v.Words.T("join.word"), Hint: v.Words.T("join.word-hint"), MaxLength: codeMost, Autocomplete: "off"}}},
		After:  []ui.Rich{ui.Plain(v.Words.T("join.word-why"))},
	}
}

// sayCheckWord takes the check word that somebody typed. What fits opens the offer.
func (s *Site) sayCheckWord(w http.ResponseWriter, r *http.Request, v *Visit) error {
	word := r.PostFormValue("word")
	if len(word) > codeMost {
		word = word[:codeMost]
	}
	err := s.People.Say(r.Context(), v.Person, r.PathValue("code"), word)
	switch {
	case err == nil:
		return seeOther(w, r, v.Path, "")
	case errs.Is(err, errs.TooMuch):
		page := s.checkWordPage(v)
		page.Errors = []ui.FieldError{{Field: "word", Text: v.Words.T(errs.KeyOf(err))}}
		return s.page(w, http.StatusTooManyRequests, page)
	case errs.Is(err, errs.Invalid):
		return s.formAgain(w, v, s.checkWordPage(v), err)
	}
	return s.notOpen(w, v, err)
}

func (s *Site) join(w http.ResponseWriter, r *http.Request, v *Visit) error {
	code, into := r.PathValue("code"), id.Triangle(r.PostFormValue("into"))
	if r.PostFormValue("say") == "word" {
		return s.sayCheckWord(w, r, v)
	}
	if r.PostFormValue("answer") == "no" {
		if err := s.People.Decline(r.Context(), v.Person, code); err != nil {
			return s.notYet(w, v, err)
		}
		return s.page(w, http.StatusOK, &ui.MessagePage{
			Base: s.base(v), Title: v.Words.T("join.declined"), Lead: v.Words.T("join.declined-lead"), Actions: []ui.Action{ui.Also(v.Words.T("nav.home"), "/")},
		})
	}
	if into != "" && !id.Valid(string(into)) {
		return errs.Missing("web.join")
	}
	if o, err := s.People.Open(r.Context(), v.Person, code); err == nil && !o.AsksWord {
		if err := s.standsThere(r, v, o.Triangle); err != nil {
			return s.notOpen(w, v, err)
		}
	}
	var t id.Triangle
	err := s.tryCode(r, v, "join", func() (err error) {
		t, err = s.People.Accept(r.Context(), v.Person, code, into)
		return err
	})
	if err != nil {
		return s.notYet(w, v, err)
	}
	return seeOther(w, r, "/t/"+string(t)+"/people", "done.joined")
}

// notYet is for an answer before the word was given; all else does not open.
func (s *Site) notYet(w http.ResponseWriter, v *Visit, err error) error {
	if errs.Is(err, errs.Invalid) {
		return s.formAgain(w, v, s.checkWordPage(v), err)
	}
	return s.notOpen(w, v, err)
}
