package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// views lists what people see differently here, as far as the visitor may know of it.
func (s *Site) views(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind == triangle.File {
		return errs.Missing("web.views")
	}
	all, err := s.Expertise.Matters(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	base := v.Place.Base()
	page := &ui.ListPage{
		Base: s.base(v), Title: v.Words.T("views.room"), Lead: v.Words.T("views.lead"), BackTo: &ui.Link{Href: base, Text: v.Words.T("nav.triangle")},
		Actions: []ui.Action{ui.Do(v.Words.T("views.open"), base+"/views/new")},
	}
	page.Notice = notice(v, r)
	section := ui.ListSection{ID: "matters"}
	for _, m := range all {
		open := ui.Go(v.Words.T("views.go-to"), base+"/views/"+string(m.Entry))
		open.More = m.Words()
		section.Items = append(section.Items, ui.Item{
			Who: giver(v, m.GivenBy), When: v.Words.Date(timeOf(m.Made)), Text: ui.Say(v.Words, "views.line", "words", m.Words(), "state", shortState(v, m)), Actions: []ui.Action{open},
		})
	}
	if len(all) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("views.none"), Text: v.Words.T("views.none-text")}
	}
	page.Sections = []ui.ListSection{section}
	return s.page(w, http.StatusOK, page)
}

// shortState says in a few words where a matter stands.
func shortState(v *Visit, m expertise.Matter) string {
	switch {
	case m.Alike:
		return v.Words.T("views.short-alike")
	case m.Look.Due > v.Now.UnixMicro():
		return v.Words.T("views.short-look", "date", lastDay(v, m.Look.Due))
	}
	return v.Words.T("views.short-both")
}

// matterInPath reads the {matter} of the path through the door.
func (s *Site) matterInPath(r *http.Request, v *Visit) (expertise.Matter, error) {
	m := r.PathValue("matter")
	if !id.Valid(m) {
		return expertise.Matter{}, errs.Missing("web.matterInPath")
	}
	return s.Expertise.Matter(r.Context(), v.Person.ID, v.Place.ID, id.Entry(m))
}

// viewsPage shows every view of a matter beside the others, all of one size.
func (s *Site) viewsPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.matterInPath(r, v)
	if err != nil {
		return err
	}
	base := v.Place.Base() + "/views/" + string(m.Entry)
	page := &ui.ViewsPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/views", Text: v.Words.T("views.back")}, Title: v.Words.T("views.title"), Lead: m.Words(),
		About:   matterAbout(v, m),
		Propose: ui.Also(v.Words.T("views.propose"), base+"/go-on"),
	}
	page.Notice = notice(v, r)
	if plain.Length(page.Lead) <= titleMost {
		page.Title, page.Lead = page.Lead, ""
	}
	for i, voice := range m.Voices {
		page.Voices = append(page.Voices, viewVoice(v, voice, "v"+strconv.Itoa(i+1), base))
	}
	if _, written := m.Mine(); !written {
		write := ui.Do(v.Words.T("views.write-mine"), base+"/mine")
		page.Write = &write
	}
	for _, way := range m.Ways {
		page.Ways = append(page.Ways, wayOn(v, way, base))
	}
	if len(m.Ways) == 0 {
		page.NoWay = v.Words.T("views.no-way")
	}
	page.State, page.Look = matterState(v, m), lookAction(v, m, base)
	page.Now = nowActions(v, m, base)
	return s.page(w, http.StatusOK, page)
}

// titleMost is how long a matter can be and still be the title of its page, in letters.
const titleMost = 70

func matterAbout(v *Visit, m expertise.Matter) string {
	args := []any{"date", v.Words.Date(timeOf(m.Made)), "topic", topicName(v.Words, m.Topic), "name", giver(v, m.GivenBy).Name}
	if m.Shown.Mine {
		return v.Words.T("views.about-mine", args...)
	}
	return v.Words.T("views.about", args...)
}

// viewVoice draws one person's view, or that nothing of theirs is there yet.
func viewVoice(v *Visit, voice expertise.Voice, pageID, base string) ui.Voice {
	out := ui.Voice{ID: pageID, Who: giver(v, voice.Person)}
	mine := voice.Person == v.Person.ID
	if !voice.Written {
		out.Missing = v.Words.T("views.missing", "name", firstNameOf(v, voice.Person))
		if mine {
			out.Missing = v.Words.T("views.missing-you")
		}
		out.Note = nowSaid(v, voice.Now)
		return out
	}
	out.Parts = []ui.VoicePart{{Text: pieces(v, voice.View.Text)}}
	out.When = v.Words.T("views.written", "date", v.Words.Date(timeOf(voice.View.Made)))
	if voice.View.Version > 1 {
		out.When = v.Words.T("views.changed", "date", v.Words.Date(timeOf(voice.View.Changed)))
	}
	out.Note = nowSaid(v, voice.Now)
	if mine {
		out.Actions = []ui.Action{ui.Go(v.Words.T("views.change-mine"), base+"/mine")}
	}
	return out
}

// nowSaid says how somebody sees it now, where they have said so.
func nowSaid(v *Visit, w expertise.Word) string {
	if w.Made == 0 {
		return ""
	}
	key := "views.now-" + string(w.Said)
	if w.Person == v.Person.ID {
		key += "-you"
	}
	return v.Words.T(key, "name", firstNameOf(v, w.Person), "date", v.Words.Date(timeOf(w.Made)))
}

// wayOn draws how things could go on, with each one's yes or no by name.
func wayOn(v *Visit, way expertise.Way, base string) ui.WayOn {
	out := ui.WayOn{Who: giver(v, way.GivenBy), Text: pieces(v, way.Text)}
	key := "views.way-by"
	if way.Shown.Mine {
		key = "views.way-by-you"
	}
	out.When = v.Words.T(key, "name", giver(v, way.GivenBy).Name, "date", v.Words.Date(timeOf(way.Made)))
	said := expertise.Saying("")
	for _, w := range way.Words {
		key := "views.word-" + string(w.Said)
		if w.Person == v.Person.ID {
			key += "-you"
			said = w.Said
		}
		out.Words = append(out.Words, ui.WayWord{Who: giver(v, w.Person), Text: v.Words.T(key, "name", firstNameOf(v, w.Person), "date", v.Words.Date(timeOf(w.Made)))})
	}
	for _, one := range []expertise.Saying{expertise.Yes, expertise.No} {
		if one != said {
			post := ui.Post(v.Words.T("views."+string(one)), base+"/go-on/"+string(way.Entry), ui.Hidden{Name: "word", Value: id.New()}, ui.Hidden{Name: "said", Value: string(one)})
			out.Actions = append(out.Actions, post.As(ui.QuietAction))
		}
	}
	return out
}

// matterState says where it stands. Nothing is ever said to be settled by anybody
// but those who say so themselves.
func matterState(v *Visit, m expertise.Matter) []ui.Rich {
	state := ui.Say(v.Words, "views.state-both")
	switch {
	case m.Alike:
		state = ui.Say(v.Words, "views.state-alike")
	case len(m.Voices) > 2:
		state = ui.Say(v.Words, "views.state-each")
	}
	out := []ui.Rich{state}
	switch {
	case m.Look.Due > v.Now.UnixMicro():
		out = append(out, ui.Say(v.Words, "views.state-look", "date", lastDay(v, m.Look.Due)))
	case m.Look.Due != 0:
		out = append(out, ui.Say(v.Words, "views.state-looked", "date", lastDay(v, m.Look.Due)))
	}
	return out
}

func lookAction(v *Visit, m expertise.Matter, base string) ui.Action {
	key := "views.set-look"
	if m.Look.Due != 0 {
		key = "views.move-look"
	}
	return ui.Go(v.Words.T(key), base+"/look")
}

// nowActions ask how the visitor sees it now.
func nowActions(v *Visit, m expertise.Matter, base string) []ui.Action {
	var out []ui.Action
	for _, one := range []expertise.Saying{expertise.Stands, expertise.Alike} {
		post := ui.Post(v.Words.T("views.say-"+string(one)), base+"/now", ui.Hidden{Name: "word", Value: id.New()}, ui.Hidden{Name: "said", Value: string(one)})
		out = append(out, post.As(ui.QuietAction))
	}
	return out
}

// carersWords reports whether the visitor is a carer who says something about the
// service user: then they choose who may know.
func carersWords(v *Visit, about []string) bool {
	return v.Place.Is(sharing.Carer) && (len(about) == 0 || about[0] != string(v.Person.ID))
}
