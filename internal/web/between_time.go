package web

import (
	"net/http"
	"time"

	"trialogue/internal/relationship"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// betweenTimeline shows what the visitor wrote on arrows, and what was shared with them.
func (s *Site) betweenTimeline(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := ofThree(v); err != nil {
		return err
	}
	q := r.URL.Query()
	f := relationship.Filter{}
	if a, ok := relationship.ArrowOf(q.Get("arrow")); ok {
		f.Arrow = a.Code()
	}
	found, err := s.Relationships.Over(r.Context(), v.Person.ID, v.Place.ID, f, placeOf(q))
	if err != nil {
		return err
	}
	say, err := s.taskWords(r, v)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/between", Text: v.Words.T("between.title")}, Title: v.Words.T("between.timeline"), Lead: v.Words.T("between.timeline-lead")}
	section := ui.ListSection{ID: "said", Title: v.Words.T("between.timeline-all")}
	if a, ok := relationship.ArrowOf(f.Arrow); ok {
		section.Title = arrowTitle(v, a, triangle.Member{})
	}
	for _, one := range found.Said {
		section.Items = append(section.Items, s.wordItem(v, one, say))
	}
	if len(section.Items) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("between.timeline-empty"), Text: v.Words.T("between.timeline-empty-text")}
	}
	page.Pages = pagesOf(v, q, found.Next)
	if page.Pages != nil && f.Arrow != "" {
		keepArrow(page.Pages, f.Arrow)
	}
	choose := ui.ListSection{ID: "choose", Title: v.Words.T("between.timeline-choose"), Links: []ui.Link{{Href: v.Path, Text: v.Words.T("between.timeline-all")}}}
	for _, a := range relationship.Arrows() {
		if a.EndAt(v.Place.Me.Corner) != relationship.Aside {
			choose.Links = append(choose.Links, ui.Link{Href: v.Path + "?arrow=" + a.Code(), Text: arrowTitle(v, a, triangle.Member{})})
		}
	}
	page.Sections = []ui.ListSection{section, choose}
	return s.page(w, http.StatusOK, page)
}

// keepArrow keeps the chosen arrow on the way to older and newer words.
func keepArrow(p *ui.Pagination, arrow string) {
	if p.Newer != nil {
		p.Newer.Href += "?arrow=" + arrow
	}
	if p.Older != nil {
		p.Older.Href += "&arrow=" + arrow
	}
}

func (s *Site) wordItem(v *Visit, one relationship.Said, say taskWords) ui.Item {
	open := ui.Go(v.Words.T("between.read"), betweenRoom(v.Place.Base(), one.Shown))
	open.More = say.title(one.Task)
	return ui.Item{
		Who: giver(v, one.GivenBy), When: v.Words.Date(timeOf(one.Made)) + " · " + arrowTitle(v, one.Arrow, across(v, one)),
		Text: ui.Say(v.Words, "between.line", "task", say.title(one.Task), "words", quote(wordText(one.Shown))), Actions: []ui.Action{open},
	}
}

// rhythmForm asks how often somebody wants to be asked.
func (s *Site) rhythmForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := ofThree(v); err != nil {
		return err
	}
	have, err := s.Relationships.Rhythm(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.rhythmPage(v, have))
}

func (s *Site) rhythmPage(v *Visit, have relationship.Rhythm) *ui.FormPage {
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/between", Text: v.Words.T("between.title")}, Title: v.Words.T("between.rhythm"), Lead: v.Words.T("between.rhythm-lead"),
		Action: v.Place.Base() + "/between/rhythm", Button: v.Words.T("account.save"),
	}
	ask := &ui.Options{ID: "pace", Name: "pace", Legend: v.Words.T("between.rhythm-question")}
	for _, p := range relationship.Paces() {
		ask.Items = append(ask.Items, ui.Option{Value: string(p), Label: v.Words.T("between.pace-" + string(p)), Checked: p == have.Pace})
	}
	page.Parts = []ui.FormPart{{Options: ask}}
	if have.Next != 0 {
		page.After = []ui.Rich{ui.Say(v.Words, "between.rhythm-next", "date", v.Words.Date(time.UnixMicro(have.Next)))}
	}
	return page
}

func (s *Site) rhythmSave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := ofThree(v); err != nil {
		return err
	}
	pace := relationship.Pace(r.PostFormValue("pace"))
	if err := s.Relationships.SetRhythm(r.Context(), v.Person.ID, v.Place.ID, pace, v.Words.Location().String()); err != nil {
		return s.formAgain(w, v, s.rhythmPage(v, relationship.Rhythm{Pace: pace}), err)
	}
	return seeOther(w, r, v.Place.Base()+"/between", "done.between-rhythm")
}

func (s *Site) rhythmLater(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := ofThree(v); err != nil {
		return err
	}
	if err := s.Relationships.Later(r.Context(), v.Person.ID, v.Place.ID); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/between", "done.between-later")
}
