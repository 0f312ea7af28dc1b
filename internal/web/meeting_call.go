package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// meetingCallOf reads the form of a call.
func meetingCallOf(r *http.Request, v *Visit) meeting.Call {
	c := meeting.Call{
		ID: meetingFormID(r), Triangle: v.Place.ID, Topic: r.FormValue("topic"), Why: r.FormValue("say"), Place: r.FormValue("place"), Link: r.FormValue("link"),
		When: meetingWhen(r), Zone: v.Words.Location(), Minutes: meetingMinutes(r),
	}
	if c.Topic == "" {
		c.Topic = "care-plan"
	}
	for _, p := range r.Form["people"] {
		if !slices.Contains(c.People, id.Person(p)) {
			c.People = append(c.People, id.Person(p))
		}
	}
	return c
}

func meetingWhen(r *http.Request) meeting.When {
	return meeting.When{
		Day: r.FormValue("day-day"), Month: r.FormValue("day-month"), Year: r.FormValue("day-year"), Clock: meetingClock(r.FormValue("clock")), Which: r.FormValue("which"),
	}
}

// meetingClock takes "9:30", "9.30" and "09:30:00" for the same.
func meetingClock(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), ".", ":")
	if parts := strings.Split(text, ":"); len(parts) == 3 {
		text = parts[0] + ":" + parts[1]
	}
	return text
}

func meetingMinutes(r *http.Request) int {
	if r.FormValue("minutes") == "" {
		return 60
	}
	n, err := strconv.Atoi(r.FormValue("minutes"))
	if err != nil {
		return 0
	}
	return n
}

// meetingTimeParts ask for a day, an hour and a length. Where the hour comes twice on
// that night, they ask which of the two.
func meetingTimeParts(v *Visit, w meeting.When, minutes int, problem error) []ui.FormPart {
	out := []ui.FormPart{
		{Date: &ui.DateField{ID: "day", Name: "day", Legend: v.Words.T("meeting.ask-day"), Day: w.Day, Month: w.Month, Year: w.Year, Plainly: true}},
		{Field: &ui.Field{ID: "clock", Name: "clock", Type: "time", Label: v.Words.T("meeting.ask-clock"), Hint: v.Words.T("meeting.ask-clock-hint", "zone", meetingZone(v)), Value: w.Clock, Narrow: true, Plainly: true}},
	}
	if meeting.Twice(problem) || w.Which != "" {
		out = append(out, ui.FormPart{Options: &ui.Options{ID: "which", Name: "which", Legend: v.Words.T("meeting.ask-which"), Plainly: true, Items: []ui.Option{
			{Value: meeting.First, Label: v.Words.T("meeting.which-first"), Checked: w.Which == meeting.First},
			{Value: meeting.Second, Label: v.Words.T("meeting.which-second"), Checked: w.Which == meeting.Second},
		}}})
	}
	length := &ui.Select{ID: "minutes", Name: "minutes", Label: v.Words.T("meeting.ask-minutes"), Plainly: true}
	for _, n := range meeting.Lengths() {
		length.Items = append(length.Items, ui.Option{Value: strconv.Itoa(n), Label: v.Words.T("meeting.minutes", "count", n), Checked: n == minutes})
	}
	return append(out, ui.FormPart{Select: length})
}

// meetingForm asks why people should meet now, when, where and with whom.
func (s *Site) meetingForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !meeting.Possible(v.Place.Triangle, v.Now) {
		return seeOther(w, r, v.Place.Base()+"/meetings", "")
	}
	page, err := s.meetingCallPage(r, v, meetingCallOf(r, v), nil)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) meetingCallPage(r *http.Request, v *Visit, c meeting.Call, problem error) (*ui.FormPage, error) {
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/meetings", Text: v.Words.T("meeting.title")}, Title: v.Words.T("meeting.call"),
		Lead: v.Words.T("meeting.call-lead"), Action: v.Path, Button: v.Words.T("write.check"), Hidden: []ui.Hidden{{Name: "draft", Value: string(c.ID)}},
	}
	if !v.Place.Is(sharing.ServiceUser) {
		page.Lead = v.Words.T("meeting.call-lead-other", "about", v.Place.For())
	}
	topic := &ui.Select{ID: "topic", Name: "topic", Label: v.Words.T("meeting.ask-topic"), Hint: v.Words.T("meeting.ask-topic-hint"), Items: topicOptions(v, c.Topic)[1:], Plainly: true}
	page.Parts = []ui.FormPart{
		{Field: &ui.Field{ID: "say", Name: "say", Label: v.Words.T("meeting.ask-why"), Hint: v.Words.T("meeting.ask-why-hint"), Rows: 4, Value: c.Why, MaxLength: meeting.TextMost, Keep: "meeting/new"}},
		{Select: topic},
	}
	page.Parts = append(page.Parts, meetingTimeParts(v, c.When, c.Minutes, problem)...)
	page.Parts = append(page.Parts, meetingPlaceParts(v, c.Place, c.Link)...)
	if err := s.meetingCallPeople(r, v, c, page); err != nil {
		return nil, err
	}
	hearers, err := s.Meetings.Audience(r.Context(), v.Person.ID, c)
	if err != nil && !errs.Is(err, errs.Invalid) {
		return nil, err
	}
	if err == nil {
		page.Audience = meetingAudience(v, hearers)
	}
	return page, nil
}

func meetingPlaceParts(v *Visit, place, link string) []ui.FormPart {
	return []ui.FormPart{
		{Field: &ui.Field{ID: "place", Name: "place", Label: v.Words.T("meeting.ask-place"), Value: place, MaxLength: meeting.ShortMost, Plainly: true}},
		{Field: &ui.Field{ID: "link", Name: "link", Type: "url", Label: v.Words.T("meeting.ask-link"), Hint: v.Words.T("meeting.ask-link-hint"), Value: link, MaxLength: meeting.ShortMost, Plainly: true}},
	}
}

// meetingCallPeople asks who should come, and says who came the last time.
func (s *Site) meetingCallPeople(r *http.Request, v *Visit, c meeting.Call, page *ui.FormPage) error {
	var who []id.Person
	for _, corner := range []sharing.Corner{sharing.Carer, sharing.Professional} {
		for _, m := range v.Place.At(corner, v.Now) {
			if m.Person != v.Person.ID {
				who = append(who, m.Person)
			}
		}
	}
	var chosen []string
	for _, p := range c.People {
		chosen = append(chosen, string(p))
	}
	legend := v.Words.T("meeting.ask-people")
	if !v.Place.Is(sharing.ServiceUser) {
		legend = v.Words.T("meeting.ask-people-other", "about", v.Place.For())
	}
	o := meetingPeopleOptions(v, who, chosen, legend)
	last, err := s.Meetings.LastTime(r.Context(), v.Person.ID, v.Place.ID)
	if len(last) > 0 {
		o.Hint = v.Words.T("meeting.last-time", "names", meetNames(v, last))
	}
	page.Parts = append(page.Parts, ui.FormPart{Options: o})
	page.After = []ui.Rich{ui.Say(v.Words, "meeting.check-follows")}
	return err
}

// meetingCall shows the call once more with who will see it, and then calls.
func (s *Site) meetingCall(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !meeting.Possible(v.Place.Triangle, v.Now) {
		return errs.Missing("web.meetingCall")
	}
	c := meetingCallOf(r, v)
	err := s.Meetings.Check(r.Context(), v.Person.ID, c)
	if err == nil && r.PostFormValue("change") != "" {
		page, err := s.meetingCallPage(r, v, c, nil)
		if err != nil {
			return err
		}
		return s.page(w, http.StatusOK, page)
	}
	if err == nil && r.PostFormValue("sure") == "" {
		return s.meetingCallCheck(w, r, v, c)
	}
	if err == nil {
		err = s.Meetings.Call(r.Context(), v.Person.ID, c)
	}
	if err != nil {
		page, pageErr := s.meetingCallPage(r, v, c, err)
		if pageErr != nil {
			return pageErr
		}
		return s.formAgain(w, v, page, err)
	}
	done := "done.meeting-called"
	if !v.Place.Is(sharing.ServiceUser) {
		done = "done.meeting-waits"
	}
	return seeOther(w, r, meetingHref(v, c.ID), done)
}

func (s *Site) meetingCallCheck(w http.ResponseWriter, r *http.Request, v *Visit, c meeting.Call) error {
	hearers, err := s.Meetings.Audience(r.Context(), v.Person.ID, c)
	if err != nil {
		return err
	}
	begins, _ := c.When.Read(v.Words.Now())
	rows := ui.Summary{
		{Key: v.Words.T("meeting.ask-why"), Value: ui.Plain(c.Why)},
		{Key: v.Words.T("meeting.when"), Value: ui.Plain(meetingBegins(v, meeting.Step{Begins: begins.UnixMicro(), Minutes: c.Minutes}))},
	}
	for _, one := range [][2]string{{"meeting.ask-place", c.Place}, {"meeting.ask-link", c.Link}, {"meeting.ask-people", meetNames(v, c.People)}} {
		if strings.TrimSpace(one[1]) != "" {
			rows = append(rows, ui.SummaryRow{Key: v.Words.T(one[0]), Value: ui.Plain(one[1])})
		}
	}
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("meeting.check-title"), Lead: v.Words.T("meeting.check-lead"), Action: v.Path, Button: v.Words.T("meeting.call"),
		Hidden: meetingTyped(r), Parts: []ui.FormPart{{Summary: rows}}, Audience: meetingAudience(v, hearers),
		Also: []ui.Action{{Text: v.Words.T("meeting.change-it"), Name: "change", Value: "1", Look: ui.QuietAction}},
	}
	page.Hidden = append(page.Hidden, ui.Hidden{Name: "sure", Value: "1"})
	if len(c.People) > 0 && !v.Place.Is(sharing.ServiceUser) {
		page.After = []ui.Rich{ui.Say(v.Words, "meeting.check-proposed", "about", v.Place.For(), "names", meetNames(v, c.People))}
	}
	return s.page(w, http.StatusOK, page)
}

// meetingTyped carries everything that was typed to the next page of a form.
func meetingTyped(r *http.Request) (out []ui.Hidden) {
	for _, name := range []string{"draft", "topic", "say", "place", "link", "day-day", "day-month", "day-year", "clock", "which", "minutes", "people", "kind", "confidence", "reflection", "change-of"} {
		for _, value := range r.PostForm[name] {
			out = append(out, ui.Hidden{Name: name, Value: value})
		}
	}
	return out
}
