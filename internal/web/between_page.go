package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// between is where the six arrows stand as a list, with what a person set for themselves.
func (s *Site) between(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := ofThree(v); err != nil {
		return err
	}
	states, err := s.Relationships.Look(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	base := v.Place.Base()
	page := &ui.ListPage{Base: s.base(v), BackTo: toTriangle(v), Title: v.Words.T("between.title"), Lead: v.Words.T("between.lead")}
	page.Notice = notice(v, r)
	prompt, err := s.prompt(r, v)
	if err != nil {
		return err
	}
	mine := ui.ListSection{ID: "mine", Title: v.Words.T("between.your-arrows"), Note: prompt}
	theirs := ui.ListSection{ID: "theirs", Title: v.Words.T("between.other-arrows"), Say: []ui.Rich{ui.Say(v.Words, "between.other-arrows-why")}}
	for i, a := range arrows(v, states) {
		row := ui.SummaryRow{Key: a.Title, Value: ui.Plain(a.About + ". " + v.Words.T(a.StateKey())), Change: &ui.Link{Href: a.Href, Text: v.Words.T("between.open-arrow"), More: a.Title}}
		if relationship.Arrows()[i].EndAt(v.Place.Me.Corner) == relationship.Aside {
			row.Value = ui.Plain(a.About)
			theirs.Summary = append(theirs.Summary, row)
			continue
		}
		mine.Summary = append(mine.Summary, row)
	}
	more := ui.ListSection{ID: "more", Title: v.Words.T("between.more"), Links: []ui.Link{
		{Href: base + "/between/timeline", Text: v.Words.T("between.to-timeline")}, {Href: base + "/between/rhythm", Text: v.Words.T("between.to-rhythm")},
	}}
	page.Sections = []ui.ListSection{mine, theirs, more}
	return s.page(w, http.StatusOK, page)
}

// ofThree keeps a carer's own file out: it has no arrows yet.
func ofThree(v *Visit) error {
	if v.Place.Kind != triangle.Three {
		return errs.Missing("web.ofThree")
	}
	return nil
}

func toTriangle(v *Visit) *ui.Link {
	return &ui.Link{Href: v.Place.Base(), Text: v.Words.T("nav.triangle")}
}

// arrowInPath finds the {arrow} of the path.
func arrowInPath(r *http.Request, v *Visit) (relationship.Arrow, error) {
	a, ok := relationship.ArrowOf(r.PathValue("arrow"))
	if !ok {
		return a, errs.Missing("web.arrowInPath")
	}
	return a, ofThree(v)
}

// arrow shows one arrow. Where one person stands across, it is the page of the two.
func (s *Site) arrow(w http.ResponseWriter, r *http.Request, v *Visit) error {
	a, err := arrowInPath(r, v)
	if err != nil {
		return err
	}
	across := v.Place.At(a.Other(v.Place.Me.Corner), v.Now)
	if a.EndAt(v.Place.Me.Corner) != relationship.Aside && len(across) == 1 {
		return s.pairPage(w, r, v, a, across[0].Person)
	}
	d, err := s.drawing(r, v, a)
	if err != nil {
		return err
	}
	page := d.page(s.base(v))
	switch {
	case d.end == relationship.Aside:
		page.Lead = v.Words.T("between.lead-aside")
	case len(across) == 0:
		page.Lead = v.Words.T("between.lead-nobody")
	default:
		page.Lead = v.Words.T("between.lead-several")
		for _, m := range across {
			page.Pairs = append(page.Pairs, ui.PersonLink{Who: person(v, m), Href: d.pairHref(m.Person)})
		}
	}
	page.More = d.more()
	return s.page(w, http.StatusOK, page)
}

// arrowWith shows one arrow between the visitor and one person.
func (s *Site) arrowWith(w http.ResponseWriter, r *http.Request, v *Visit) error {
	a, err := arrowInPath(r, v)
	if err != nil {
		return err
	}
	return s.pairPage(w, r, v, a, id.Person(r.PathValue("person")))
}

func (s *Site) pairPage(w http.ResponseWriter, r *http.Request, v *Visit, a relationship.Arrow, other id.Person) error {
	_, them, err := s.Relationships.Pair(r.Context(), v.Person.ID, v.Place.ID, a, other)
	if err != nil {
		return err
	}
	latest, err := s.Relationships.Latest(r.Context(), v.Person.ID, v.Place.ID, a, other)
	if err != nil {
		return err
	}
	d, err := s.drawing(r, v, a)
	if err != nil {
		return err
	}
	d.other, d.latest = them, latest
	page := d.page(s.base(v))
	page.Notice = notice(v, r)
	key := "between.lead-start"
	if d.end == relationship.Finish {
		key = "between.lead-finish"
	}
	page.Lead = v.Words.T(key, "name", triangle.FirstName(them.Name))
	page.More = d.more()
	return s.page(w, http.StatusOK, page)
}

// prompt asks somebody who wanted to be asked; nil where nothing waits.
func (s *Site) prompt(r *http.Request, v *Visit) (*ui.NoteBox, error) {
	waits, err := s.Relationships.Waits(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil || !waits {
		return nil, err
	}
	return &ui.NoteBox{Text: ui.Say(v.Words, "between.prompt"), Actions: []ui.Action{ui.Post(v.Words.T("between.not-now"), v.Place.Base()+"/between/not-now")}}, nil
}

// drawing is what one arrow is drawn from.
type drawing struct {
	v      *Visit
	a      relationship.Arrow
	end    relationship.End
	say    taskWords
	other  triangle.Member // across; nobody where none is chosen
	latest []relationship.Said
}

func (s *Site) drawing(r *http.Request, v *Visit, a relationship.Arrow) (drawing, error) {
	say, err := s.taskWords(r, v)
	return drawing{v: v, a: a, end: a.EndAt(v.Place.Me.Corner), say: say}, err
}

func (d drawing) pairHref(p id.Person) string {
	return d.v.Place.Base() + "/between/" + d.a.Code() + "/" + string(p)
}

// more leads to the way back, where it is the visitor's too, and to what was said.
func (d drawing) more() []ui.Link {
	base := d.v.Place.Base() + "/between"
	back := base + "/" + d.a.Back().Code()
	if d.other.Person != "" {
		back += "/" + string(d.other.Person)
	}
	out := []ui.Link{{Href: back, Text: arrowTitle(d.v, d.a.Back(), d.other)}}
	if d.end != relationship.Aside {
		out = append(out, ui.Link{Href: base + "/timeline?arrow=" + d.a.Code(), Text: d.v.Words.T("between.to-timeline")})
	}
	return append(out, ui.Link{Href: base, Text: d.v.Words.T("between.title")})
}

// arrowTitle says from whom to whom, with the one person across where one is chosen.
func arrowTitle(v *Visit, a relationship.Arrow, other triangle.Member) string {
	said := func(c sharing.Corner) string {
		switch {
		case other.Person != "" && c == other.Corner:
			return triangle.FirstName(other.Name)
		case v.Place.Is(c):
			return v.Words.T("triangle.said-you")
		}
		return cornerSaid(v, c)
	}
	return v.Words.T("triangle.from-to", "from", said(a.From), "to", said(a.To))
}

// arrowID names the part of a page that shows an arrow.
func arrowID(a relationship.Arrow) string { return "arrow-" + strconv.Itoa(a.Number()) }
