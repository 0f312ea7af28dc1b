package web

import (
	"net/http"
	"strconv"
	"strings"

	"trialogue/internal/conversation"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// talks lists the conversations that the visitor may see, the newest first; for a
// professional what waits for an answer stands before the rest.
func (s *Site) talks(w http.ResponseWriter, r *http.Request, v *Visit) error {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || n < 0 || n > 1000 {
		n = 0
	}
	found, more, err := s.Conversations.List(r.Context(), v.Person.ID, v.Place.ID, n)
	if err != nil {
		return err
	}
	base := v.Place.Base()
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("talk.title"), Lead: v.Words.T("talk.lead-" + string(v.Place.Me.Corner)), BackTo: &ui.Link{Href: base, Text: v.Words.T("nav.triangle")}}
	page.Notice = notice(v, r)
	page.Actions = []ui.Action{ui.Do(v.Words.T("talk.new"), base+"/talk/new")}
	limits := talkBox(v)
	section := ui.ListSection{ID: "talks", Note: &limits}
	for _, one := range found {
		section.Items = append(section.Items, talkItem(v, one))
	}
	if len(found) == 0 && n == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("talk.none"), Text: v.Words.T("talk.none-text")}
	}
	page.Sections = append(page.Sections, section)
	if more || n > 0 {
		page.Pages = talkPages(v, n, more)
	}
	return s.readsSection(w, r, v, page)
}

func talkPages(v *Visit, n int, more bool) *ui.Pagination {
	p := &ui.Pagination{}
	if n > 0 {
		p.Newer = &ui.Link{Href: v.Path + "?page=" + strconv.Itoa(n-1), Text: v.Words.T("talk.newer")}
	}
	if more {
		p.Older = &ui.Link{Href: v.Path + "?page=" + strconv.Itoa(n+1), Text: v.Words.T("timeline.older")}
	}
	return p
}

func talkItem(v *Visit, one conversation.Summary) ui.Item {
	state := ""
	switch {
	case one.Waits != nil:
		state = waitsSaid(v, *one.Waits)
	case one.State.Waits && v.Place.Is(sharing.ServiceUser):
		state = v.Words.T("talk.waits-yours")
	case one.State.Waits:
		state = v.Words.T("talk.waits-yes", "about", v.Place.For())
	}
	open := ui.Go(v.Words.T("home.open"), v.Place.Base()+"/talk/"+string(one.Entry))
	open.More = one.Words()
	return ui.Item{
		Who: giver(v, one.GivenBy), When: v.Words.DateTime(timeOf(one.Latest)),
		Text: ui.Say(v.Words, "talk.item", "line", one.Words(), "with", withSaid(v, one.State), "state", state), Actions: []ui.Action{open},
	}
}

// withSaid names those with whom the visitor talks.
func withSaid(v *Visit, st conversation.State) string {
	var out []string
	for _, m := range st.People {
		if m.Person != v.Person.ID {
			out = append(out, triangle.FirstName(m.Name))
		}
	}
	if st.Team {
		out = append(out, v.Words.T("talk.the-team"))
	}
	return strings.Join(out, ", ")
}

// waitsSaid says who answers by when, that it is late and who has heard, or when it was answered.
func waitsSaid(v *Visit, q conversation.Waits) string {
	now := v.Now.UnixMicro()
	day := func(us int64) string { return v.Words.Date(timeOf(us)) }
	switch {
	case q.Done != 0:
		return v.Words.T("talk.answered", "name", answererName(v, q.By), "date", day(q.Done))
	case !q.Late(v.Now):
		return v.Words.T("talk.by", "name", answererName(v, q.Owner), "date", day(q.Due))
	}
	out := v.Words.T("talk.late", "name", answererName(v, q.Owner), "date", day(q.Due))
	if now > q.Told {
		out += " " + v.Words.T("talk.late-team", "date", day(q.Told))
	}
	if now > q.Lead {
		out += " " + v.Words.T("talk.late-lead", "date", day(q.Lead))
	}
	return out
}

// talkBox says in two lines that nobody watches day and night, and leads to all that
// the team can and cannot do: whoever reads a conversation reads it each time.
func talkBox(v *Visit) ui.NoteBox {
	box := talkLimits(v)
	if !v.Place.Is(sharing.Professional) {
		box.Actions = []ui.Action{ui.Go(v.Words.T("limits.whole"), v.Place.Base()+"/limits")}
	}
	return box
}

// talkLimits says that nobody watches day and night, and what to do instead.
func talkLimits(v *Visit) ui.NoteBox {
	count := max(1, v.Place.Team.ReplyDays)
	hours := strings.TrimSuffix(v.Place.Team.Hours, ".")
	switch {
	case v.Place.Is(sharing.Professional):
		return ui.NoteBox{Text: ui.Say(v.Words, "talk.limits-team", "count", count, "ring", "/ring")}
	case hours == "":
		return ui.NoteBox{Text: ui.Say(v.Words, "talk.limits", "count", count, "ring", "/ring")}
	}
	return ui.NoteBox{Text: ui.Say(v.Words, "talk.limits-hours", "hours", hours, "count", count, "ring", "/ring")}
}

// readsSection lets the visitor choose whether writers see what they have read.
func (s *Site) readsSection(w http.ResponseWriter, r *http.Request, v *Visit, page *ui.ListPage) error {
	on, err := s.Conversations.ShowReads(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	key, button, show := "talk.reads-are-off", "talk.reads-turn-on", "1"
	if on {
		key, button, show = "talk.reads-are-on", "talk.reads-turn-off", ""
	}
	page.Sections = append(page.Sections, ui.ListSection{
		ID: "reads", Title: v.Words.T("talk.reads"), Say: []ui.Rich{ui.Say(v.Words, key)},
		Actions: []ui.Action{ui.Post(v.Words.T(button), v.Place.Base()+"/talk/reads", ui.Hidden{Name: "id", Value: id.New()}, ui.Hidden{Name: "show", Value: show}, ui.Hidden{Name: "sure", Value: "1"}).As(ui.QuietAction)},
	})
	return s.page(w, http.StatusOK, page)
}

func (s *Site) talkReads(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c := conversation.Reads{ID: r.PostFormValue("id"), Show: r.PostFormValue("show") != ""}
	if !id.Valid(c.ID) || r.PostFormValue("sure") == "" {
		return seeOther(w, r, v.Place.Base()+"/talk", "")
	}
	if err := s.Conversations.SetReads(r.Context(), v.Person.ID, v.Place.ID, c); err != nil {
		return err
	}
	if c.Show {
		return seeOther(w, r, v.Place.Base()+"/talk", "done.talk-reads-on")
	}
	return seeOther(w, r, v.Place.Base()+"/talk", "done.talk-reads-off")
}
