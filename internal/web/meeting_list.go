package web

import (
	"net/http"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// meetings lists what comes, what was, and the questions that are kept open.
func (s *Site) meetings(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page := &ui.ListPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base(), Text: v.Words.T("nav.triangle")}, Title: v.Words.T("meeting.title"), Lead: v.Words.T("meeting.lead"),
	}
	page.Notice = notice(v, r)
	if !meeting.Possible(v.Place.Triangle, v.Now) {
		page.Sections = []ui.ListSection{{Empty: &ui.Empty{Title: v.Words.T("meeting.needs-three"), Text: v.Words.T("meeting.needs-three-text")}}}
		return s.page(w, http.StatusOK, page)
	}
	l, err := s.Meetings.List(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	page.Actions = []ui.Action{ui.Do(v.Words.T("meeting.call"), v.Place.Base()+"/meetings/new")}
	coming := ui.ListSection{ID: "coming", Title: v.Words.T("meeting.coming")}
	past := ui.ListSection{ID: "past", Title: v.Words.T("meeting.past-title")}
	for _, m := range meeting.Sorted(l.Meetings) {
		if m.Coming(v.Now) {
			coming.Items = append(coming.Items, meetingItem(v, m, l.Calls[m.ID]))
		} else {
			past.Items = append(past.Items, meetingItem(v, m, l.Calls[m.ID]))
		}
	}
	slices.Reverse(past.Items)
	if len(coming.Items) == 0 {
		coming.Empty = &ui.Empty{Title: v.Words.T("meeting.none-coming"), Text: v.Words.T("meeting.none-text")}
	}
	page.Sections = []ui.ListSection{coming}
	if len(l.Questions) > 0 {
		page.Sections = append(page.Sections, meetingKeptOpen(v, l.Questions))
	}
	if len(past.Items) > 0 {
		page.Sections = append(page.Sections, past)
	}
	page.Sections = append(page.Sections, withoutLink(v))
	return s.page(w, http.StatusOK, page)
}

func meetingItem(v *Visit, m meeting.Meeting, call disclose.Shown) ui.Item {
	open := ui.Go(v.Words.T("meeting.open"), meetingHref(v, m.ID))
	open.More = meetingBegins(v, m.Time())
	return ui.Item{
		Who: giver(v, call.GivenBy), When: meetingBegins(v, m.Time()),
		Text: ui.Say(v.Words, "meeting.line", "state", meetingState(v, m), "words", quote(call.Words())), Actions: []ui.Action{open},
	}
}

// meetingState says in a few words how far a meeting has come.
func meetingState(v *Visit, m meeting.Meeting) string {
	switch {
	case m.Off != 0:
		return v.Words.T("meeting.state-off")
	case m.Agreed == 0 && v.Place.Is(sharing.ServiceUser):
		return v.Words.T("meeting.state-waits-you")
	case m.Agreed == 0:
		return v.Words.T("meeting.state-waits", "about", v.Place.For())
	case m.Note.Final != 0:
		return v.Words.T("meeting.state-closed")
	case m.Coming(v.Now):
		return v.Words.T("meeting.state-on")
	}
	return v.Words.T("meeting.state-held")
}

func meetingKeptOpen(v *Visit, questions []disclose.Shown) ui.ListSection {
	out := ui.ListSection{ID: "open", Title: v.Words.T("meeting.questions-open"), Say: []ui.Rich{ui.Say(v.Words, "meeting.questions-why")}}
	for _, q := range questions {
		open := ui.Go(v.Words.T("meeting.question-where"), meetingHref(v, q.Parent))
		open.More = quote(q.Words())
		out.Items = append(out.Items, ui.Item{Who: giver(v, q.GivenBy), When: v.Words.Date(timeOf(q.Made)), Text: ui.Plain(q.Words()), Actions: []ui.Action{open}})
	}
	return out
}

func withoutLink(v *Visit) ui.ListSection {
	say := ui.Say(v.Words, "meeting.without-why", "about", v.Place.For())
	if v.Place.Is(sharing.ServiceUser) {
		say = ui.Say(v.Words, "meeting.without-why-you")
	}
	return ui.ListSection{ID: "without", Title: v.Words.T("meeting.without-title"), Say: []ui.Rich{say},
		Links: []ui.Link{{Href: v.Place.Base() + "/meetings/without", Text: v.Words.T("meeting.without-link")}}}
}

// meetingPeopleOptions are those of the triangle who can be asked to come.
func meetingPeopleOptions(v *Visit, who []id.Person, chosen []string, legend string) *ui.Options {
	o := &ui.Options{ID: "people", Name: "people", Many: true, Legend: legend}
	for _, p := range who {
		if m, ok := v.Place.Member(p); ok {
			o.Items = append(o.Items, ui.Option{Value: string(p), Label: m.Name, Hint: roleOf(v, m), Checked: slices.Contains(chosen, string(p))})
		}
	}
	return o
}
