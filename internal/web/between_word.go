package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/relationship"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// arrowWord shows one word on an arrow, who sees it, and what its writer can do.
func (s *Site) arrowWord(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, err := s.wordInPath(r, v)
	if err != nil {
		return err
	}
	say, err := s.taskWords(r, v)
	if err != nil {
		return err
	}
	them, base := across(v, one), v.Place.Base()
	name := triangle.FirstName(them.Name)
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: arrowHref(v, one, them), Text: arrowTitle(v, one.Arrow, them)}, Title: v.Words.T(wordTitle(one), "name", name), Lead: say.title(one.Task)}
	page.Notice = notice(v, r)
	words := ui.ListSection{ID: "words", Summary: wordSummary(v, one)}
	words.Summary = append(words.Summary, ui.SummaryRow{Key: v.Words.T("between.who-sees"), Value: ui.Plain(whoSeesWord(v, one, name))}, ui.SummaryRow{Key: v.Words.T("between.written-on"), Value: ui.Plain(whenOf(v, one.Made))})
	if one.Version > 1 {
		words.Summary = append(words.Summary, ui.SummaryRow{Key: v.Words.T("between.corrected-on"), Value: ui.Plain(whenOf(v, one.Changed))})
	}
	here := them.Here(v.Now)
	switch {
	case one.Mine && len(one.With) > 0:
		words.Actions = append(words.Actions, ui.Post(v.Words.T("between.unshare"), v.Path+"/unshare").As(ui.QuietAction))
	case one.Mine && here:
		words.Actions = append(words.Actions, ui.Also(v.Words.T("between.share", "name", name), v.Path+"/share"))
	}
	if one.Mine && here {
		words.Actions = append(words.Actions, ui.Go(v.Words.T("between.correct"), v.Path+"/correct"))
	}
	words.Actions = append(words.Actions, ui.Go(v.Words.T("between.do-agree"), base+"/agreed/new?from="+one.Task))
	page.Sections = []ui.ListSection{words}
	before, err := s.wordsBefore(r, v, one)
	if err != nil {
		return err
	}
	if len(before.Items) > 0 {
		page.Sections = append(page.Sections, before)
	}
	return s.page(w, http.StatusOK, page)
}

// arrowHref is the page of an arrow, between the two where both are here.
func arrowHref(v *Visit, one relationship.Said, them triangle.Member) string {
	href := v.Place.Base() + "/between/" + one.Arrow.Code()
	if them.Here(v.Now) {
		href += "/" + string(them.Person)
	}
	return href
}

func wordSummary(v *Visit, one relationship.Said) ui.Summary {
	var out ui.Summary
	for _, line := range wordLines(v, one) {
		label := strings.TrimSuffix(line.Label, ":")
		if label == "" {
			label = v.Words.T("kind." + string(one.Kind))
		}
		out = append(out, ui.SummaryRow{Key: label, Value: ui.Plain(line.Text)})
	}
	return out
}

func whoSeesWord(v *Visit, one relationship.Said, name string) string {
	switch {
	case !one.Mine:
		return v.Words.T("between.to-you", "name", name)
	case len(one.With) > 0:
		return v.Words.T("between.you-and", "name", name)
	}
	return v.Words.T("between.nobody-else")
}

// wordsBefore are the reader's own earlier words on the same task with the same person.
func (s *Site) wordsBefore(r *http.Request, v *Visit, one relationship.Said) (ui.ListSection, error) {
	out := ui.ListSection{ID: "before", Title: v.Words.T("between.before")}
	if !one.Mine {
		return out, nil
	}
	f := relationship.Filter{Other: one.Other, Arrow: one.Arrow.Code(), Task: one.Task, Mine: true}
	found, err := s.Relationships.Over(r.Context(), v.Person.ID, v.Place.ID, f, disclose.Place{At: one.Made, Entry: one.Entry})
	for _, old := range found.Said {
		open := ui.Go(v.Words.T("between.read"), betweenRoom(v.Place.Base(), old.Shown))
		open.More = whenOf(v, old.Made)
		out.Items = append(out.Items, ui.Item{Who: person(v, v.Place.Me), When: whenOf(v, old.Made), Text: ui.Plain(quote(wordText(old.Shown))), Actions: []ui.Action{open}})
	}
	return out, err
}

// wordText joins the answers of a text that has several.
func wordText(one disclose.Shown) string {
	texts := []string{one.Words()}
	for _, p := range one.Parts {
		texts = append(texts, p.Text)
	}
	return strings.TrimSpace(strings.Join(texts, " "))
}

// ownWordInPath finds a word of the visitor's own, whose other person is still here.
func (s *Site) ownWordInPath(r *http.Request, v *Visit) (relationship.Said, triangle.Member, error) {
	one, err := s.wordInPath(r, v)
	if err != nil {
		return one, triangle.Member{}, err
	}
	them := across(v, one)
	if !one.Mine || !them.Here(v.Now) {
		err = errs.Missing("web.ownWordInPath")
	}
	return one, them, err
}

// arrowShareForm shows the words as they would go, and who would read them.
func (s *Site) arrowShareForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, them, err := s.ownWordInPath(r, v)
	if err != nil {
		return err
	}
	hearers, err := s.Relationships.Audience(r.Context(), v.Person.ID, v.Place.ID, one.Entry)
	if err != nil {
		return err
	}
	name := triangle.FirstName(them.Name)
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: betweenRoom(v.Place.Base(), one.Shown), Text: v.Words.T("between.word-mine")}, Title: v.Words.T("between.share-title", "name", name),
		Lead: v.Words.T("between.share-lead", "name", name), Action: v.Path, Button: v.Words.T("between.share-button"),
		Parts: []ui.FormPart{{Summary: wordSummary(v, one)}}, After: []ui.Rich{ui.Say(v.Words, "between.share-after", "name", name)},
	}
	set := shareSet(v, them, hearers)
	page.Audience = &set
	if !seesIt(hearers, them) {
		page.Lead = v.Words.T("between.share-lead-waits", "name", name)
	}
	return s.page(w, http.StatusOK, page)
}

func seesIt(hearers []address.Hearer, them triangle.Member) bool {
	return slices.ContainsFunc(hearers, func(h address.Hearer) bool { return h.Person == them.Person && h.Answer.Outcome.Shares() })
}

// shareSet lists everybody: the one it is shared with, and each who does not see it.
func shareSet(v *Visit, them triangle.Member, hearers []address.Hearer) ui.AudienceSet {
	set := ui.AudienceSet{Code: "only", Sum: v.Words.T("between.sum-waits"), Folded: true}
	if seesIt(hearers, them) {
		set.Sum = v.Words.T("between.sum-shared", "name", triangle.FirstName(them.Name))
	}
	for _, h := range hearers {
		name := triangle.FirstName(h.Name)
		row := ui.AudienceRow{Who: person(v, h.Member), Answer: ui.Keep, Why: v.Words.T("between.why-not", "name", name)}
		switch {
		case h.Answer.Outcome.Shares():
			row.Answer, row.Why = ui.Share, v.Words.T("between.why-shared", "name", name)
		case h.Person == them.Person:
			row.Answer, row.Why = ui.Ask, v.Words.T("between.why-not-yet", "about", v.Place.For(), "name", name)
		}
		set.Rows = append(set.Rows, row)
	}
	return set
}

func (s *Site) arrowShare(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, them, err := s.ownWordInPath(r, v)
	if err != nil {
		return err
	}
	hearers, err := s.Relationships.Audience(r.Context(), v.Person.ID, v.Place.ID, one.Entry)
	if err != nil {
		return err
	}
	if err := s.Relationships.Share(r.Context(), v.Person.ID, v.Place.ID, one.Entry); err != nil {
		return err
	}
	done := "done.between-shared"
	if !seesIt(hearers, them) {
		done = "done.between-waits"
	}
	return seeOther(w, r, betweenRoom(v.Place.Base(), one.Shown), done)
}

func (s *Site) arrowUnshare(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, err := s.wordInPath(r, v)
	if err != nil {
		return err
	}
	if err := s.Relationships.Unshare(r.Context(), v.Person.ID, v.Place.ID, one.Entry); err != nil {
		return err
	}
	return seeOther(w, r, betweenRoom(v.Place.Base(), one.Shown), "done.between-unshared")
}

// arrowCorrectForm shows somebody's own words to correct.
func (s *Site) arrowCorrectForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, them, err := s.ownWordInPath(r, v)
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, p := range one.Parts {
		texts[p.Name] = p.Text
	}
	return s.page(w, http.StatusOK, s.wordCorrectPage(v, one, them, texts, one.Version))
}

func (s *Site) wordCorrectPage(v *Visit, one relationship.Said, them triangle.Member, texts map[string]string, version int) *ui.FormPage {
	name := triangle.FirstName(them.Name)
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: betweenRoom(v.Place.Base(), one.Shown), Text: v.Words.T("between.word-mine")}, Title: v.Words.T("between.correct"),
		Lead: v.Words.T("between.correct-lead"), Action: v.Path, Button: v.Words.T("between.correct-button"), Hidden: []ui.Hidden{{Name: "version", Value: strconv.Itoa(version)}},
		Parts: wordFields(v, one.Kind, name, texts, "correct/"+string(one.Entry)),
	}
	if len(one.With) > 0 {
		page.Lead = v.Words.T("between.correct-lead-shared", "name", name)
	}
	return page
}

func (s *Site) arrowCorrect(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, them, err := s.ownWordInPath(r, v)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(r.PostFormValue("version"))
	if err != nil {
		return errs.Missing("web.arrowCorrect")
	}
	texts := wordTexts(r)
	err = s.Relationships.Correct(r.Context(), v.Person.ID, v.Place.ID, one.Entry, version, texts)
	if errs.Is(err, errs.Invalid) || errs.Is(err, errs.Conflict) {
		return s.formAgain(w, v, s.wordCorrectPage(v, one, them, texts, version), err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, betweenRoom(v.Place.Base(), one.Shown), "done.corrected")
}
