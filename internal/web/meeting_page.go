package web

import (
	"net/http"
	"strconv"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// meetingPage shows a meeting, from the call to the final note.
func (s *Site) meetingPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	m, err := s.meetingOf(r, v)
	if err != nil {
		return err
	}
	page := s.meetingBase(v, m)
	page.Notice = notice(v, r)
	page.Sections = []ui.ListSection{meetingWhenSection(v, m), meetingWhySection(v, m), meetingAskedSection(v, m)}
	if m.Agreed != 0 {
		page.Sections = append(page.Sections, meetingAgendaSection(v, m))
	}
	if m.On() {
		page.Sections = append(page.Sections, meetingQuietSection(v, m))
	}
	if m.Begun(v.Now) {
		page.Sections = append(page.Sections, meetingThereSection(v, m), meetingVoicesSection(v, m), meetingOpenSection(v, m), meetingActionsSection(v, m), meetingNoteSection(v, m))
	}
	if m.Begun(v.Now) && len(m.May.Absent) > 0 && m.May.Tell {
		page.Sections = append(page.Sections, meetingAbsentSection(v, m))
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) meetingBase(v *Visit, m meeting.View) *ui.ListPage {
	return &ui.ListPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/meetings", Text: v.Words.T("meeting.title")}, Title: v.Words.T("meeting.one"), Lead: meetingState(v, m.Meeting),
	}
}

// meetDo is a button that does one thing to the meeting.
func meetDo(v *Visit, m meeting.View, key string, pairs ...string) ui.Action {
	var hidden []ui.Hidden
	for i := 0; i+1 < len(pairs); i += 2 {
		hidden = append(hidden, ui.Hidden{Name: pairs[i], Value: pairs[i+1]})
	}
	return ui.Post(v.Words.T(key), meetingHref(v, m.ID)+"/do", hidden...)
}

// meetingWhenSection says when and where, what waits for the reader, and how fast the team answered.
func meetingWhenSection(v *Visit, m meeting.View) ui.ListSection {
	out := ui.ListSection{ID: "when", Title: v.Words.T("meeting.when-where")}
	t := v.Words.T
	out.Summary = ui.Summary{{Key: t("meeting.when"), Value: ui.Plain(meetingBegins(v, m.Time()))}}
	if len(m.Times) > 1 {
		out.Say = append(out.Say, ui.Say(v.Words, "meeting.moved-from", "before", meetingBegins(v, m.Times[len(m.Times)-2]), "name", meetName(v, m.Time().By)))
	}
	if m.Place != "" {
		out.Summary = append(out.Summary, ui.SummaryRow{Key: t("meeting.ask-place"), Value: ui.Plain(m.Place)})
	}
	if m.Link != "" {
		out.Summary = append(out.Summary, ui.SummaryRow{Key: t("meeting.ask-link"), Value: ui.Plain(m.Link)})
	}
	out.Summary = append(out.Summary, ui.SummaryRow{Key: t("meeting.called-by"), Value: ui.Plain(t("meeting.called", "name", meetFullName(v, m.By), "when", whenOf(v, m.Called)))})
	answered, late := meetingFirstAnswer(v, m)
	out.Summary = append(out.Summary, ui.SummaryRow{Key: t("meeting.first-answer"), Value: answered})
	out.Note = meetingWhenNote(v, m, late)
	out.Actions = meetingWhenActions(v, m)
	for _, one := range m.Suggested {
		out.Say = append(out.Say, ui.Say(v.Words, "meeting.suggests", "name", meetName(v, one.By), "when", meetingBegins(v, one)))
		if m.May.Set && one.Begins > v.Now.UnixMicro() {
			take := meetDo(v, m, "meeting.take", "do", "take", "step", one.ID)
			take.More = meetingBegins(v, one)
			out.Actions = append(out.Actions, take)
		}
	}
	return out
}

// meetFullName is a full name, or "you".
func meetFullName(v *Visit, p id.Person) string {
	if p == v.Person.ID {
		return v.Words.T("protocol.you")
	}
	if m, ok := v.Place.Member(p); ok {
		return m.Name
	}
	return v.Words.T("entry.somebody")
}

// meetingFirstAnswer says when the team answered the call, or by when it should.
func meetingFirstAnswer(v *Visit, m meeting.View) (said ui.Rich, late bool) {
	caller, _ := v.Place.Member(m.By)
	due := timeOf(m.Called).Add(meeting.AnswerIn)
	after := time.Duration(m.Heard-m.Called) * time.Microsecond
	switch {
	case caller.Corner == sharing.Professional:
		return ui.Say(v.Words, "meeting.first-own"), false
	case m.Heard != 0 && after > meeting.AnswerIn:
		return ui.Say(v.Words, "meeting.first-late", "span", meetingSpan(v, after), "name", meetName(v, m.HeardBy)), false
	case m.Heard != 0:
		return ui.Say(v.Words, "meeting.first-after", "span", meetingSpan(v, after), "name", meetName(v, m.HeardBy)), false
	case m.Off != 0:
		return ui.Say(v.Words, "meeting.first-none"), false
	case v.Now.After(due):
		return ui.Say(v.Words, "meeting.first-overdue", "by", v.Words.DateTime(due)), true
	}
	return ui.Say(v.Words, "meeting.first-waits", "by", v.Words.DateTime(due)), false
}

func meetingWhenNote(v *Visit, m meeting.View, late bool) *ui.NoteBox {
	switch {
	case m.Off != 0:
		return &ui.NoteBox{Text: ui.Say(v.Words, "meeting.note-off", "name", meetName(v, m.OffBy), "when", whenOf(v, m.Off))}
	case m.PausedBy != "":
		box := &ui.NoteBox{Text: ui.Say(v.Words, "meeting.note-pause")}
		if m.PausedBy == v.Person.ID || v.Place.Is(sharing.ServiceUser) {
			box.Actions = []ui.Action{meetDo(v, m, "meeting.go-on", "do", "go-on")}
		}
		return box
	case m.May.Decide && m.Agreed == 0:
		return &ui.NoteBox{Text: ui.Say(v.Words, "meeting.note-your-yes", "name", meetName(v, m.By)), Actions: []ui.Action{ui.Do(v.Words.T("meeting.decide"), meetingHref(v, m.ID)+"/decide")}}
	case m.Agreed == 0:
		return &ui.NoteBox{Text: ui.Say(v.Words, "meeting.note-waits", "about", v.Place.For())}
	case late:
		return &ui.NoteBox{Late: true, Text: ui.Say(v.Words, "meeting.note-overdue")}
	}
	return nil
}

func meetingWhenActions(v *Visit, m meeting.View) (out []ui.Action) {
	if m.May.Answer {
		a, _ := m.Find(v.Person.ID)
		for _, one := range [][2]string{{meeting.Yes, "meeting.i-come"}, {meeting.Maybe, "meeting.i-may-come"}, {meeting.No, "meeting.i-do-not-come"}} {
			if a.Answer == meeting.Yes && !a.Earlier && one[0] == meeting.No {
				one = [2]string{meeting.Withdrawn, "meeting.i-withdraw"}
			}
			if a.Answer != one[0] || a.Earlier {
				out = append(out, meetDo(v, m, one[1], "do", "answer", "word", one[0]).As(ui.QuietAction))
			}
		}
	}
	if m.May.Heard {
		out = append(out, meetDo(v, m, "meeting.heard", "do", "heard"))
	}
	switch {
	case m.May.Set:
		out = append(out, ui.Go(v.Words.T("meeting.move"), meetingHref(v, m.ID)+"/time"))
	case m.May.Suggest:
		out = append(out, ui.Go(v.Words.T("meeting.suggest"), meetingHref(v, m.ID)+"/time"))
	}
	if m.Agreed != 0 {
		out = append(out, ui.Go(v.Words.T("meeting.calendar"), meetingHref(v, m.ID)+"/calendar"))
	}
	return out
}

func meetingWhySection(v *Visit, m meeting.View) ui.ListSection {
	e := meetingEntry(v, m.Call)
	e.Topic = topicName(v.Words, m.Call.Topic)
	if m.Call.Mine && m.Off == 0 && m.Note.Final == 0 {
		e.Actions = []ui.Action{ui.Go(v.Words.T("meeting.edit"), meetingHref(v, m.ID)+"/words/"+string(m.ID))}
	}
	return ui.ListSection{ID: "why", Title: v.Words.T("meeting.ask-why"), Entries: []ui.Entry{e}}
}

// meetingEntry draws words of a meeting, which stands on the page already.
func meetingEntry(v *Visit, one disclose.Shown) ui.Entry {
	e := drawEntry(v, one, "")
	e.Href, e.Note, e.Topic = "", "", ""
	if one.Latest == 1 {
		e.Kind = ""
	}
	return e
}

// meetingAskedSection says who is asked, by whom, and who comes.
func meetingAskedSection(v *Visit, m meeting.View) ui.ListSection {
	out := ui.ListSection{ID: "who", Title: v.Words.T("meeting.who")}
	for _, a := range m.Asked {
		if item, ok := meetingAskedItem(v, m, a); ok {
			out.Items = append(out.Items, item)
		}
	}
	out.Say = append(meetingContinuity(v, m), out.Say...)
	if m.May.Decide && m.Agreed != 0 {
		out.Note = &ui.NoteBox{Text: ui.Say(v.Words, "meeting.note-decide"), Actions: []ui.Action{ui.Do(v.Words.T("meeting.decide"), meetingHref(v, m.ID)+"/decide")}}
	}
	if m.May.Invite {
		key := "meeting.propose-more"
		if v.Place.Is(sharing.ServiceUser) {
			key = "meeting.invite-more"
		}
		out.Actions = []ui.Action{ui.Also(v.Words.T(key), meetingHref(v, m.ID)+"/people")}
	}
	return out
}

// meetingAskedItem is one person or guest. What was proposed and not welcomed is between
// whoever proposed it and the service user.
func meetingAskedItem(v *Visit, m meeting.View, a meeting.Asked) (ui.Item, bool) {
	if a.State != meeting.Allowed && a.By != v.Person.ID && !v.Place.Is(sharing.ServiceUser) {
		return ui.Item{}, false
	}
	if a.Guest != "" {
		g, ok := m.Guests[a.Guest]
		if !ok {
			return ui.Item{}, false
		}
		return meetingGuestItem(v, a, g), true
	}
	who, ok := v.Place.Member(a.Person)
	if !ok {
		return ui.Item{}, false
	}
	item := ui.Item{Who: person(v, who), Text: ui.Say(v.Words, "meeting.asked-by", "name", meetName(v, a.By), "day", v.Words.Date(timeOf(a.At)))}
	if a.By == a.Person {
		item.Text = ui.Say(v.Words, "meeting.wants")
	}
	item.When = v.Words.T(meetingAskedKey(v, m, a, who))
	return item, true
}

func meetingAskedKey(v *Visit, m meeting.View, a meeting.Asked, who triangle.Member) string {
	switch {
	case a.State == meeting.Proposed:
		return "meeting.is-proposed"
	case a.State == meeting.Declined:
		return "meeting.is-declined"
	case !who.Here(v.Now):
		return "meeting.has-left"
	case m.WasThere(a.Person):
		return "meeting.was-there"
	case a.Answer == "":
		return "meeting.no-answer"
	case a.Earlier && a.Answer == meeting.Yes:
		return "meeting.yes-earlier"
	case a.Earlier:
		return "meeting.no-answer"
	}
	return "meeting.says-" + a.Answer
}

func meetingGuestItem(v *Visit, a meeting.Asked, g disclose.Shown) ui.Item {
	name := g.Words()
	item := ui.Item{Who: ui.Person{Name: name, Initials: triangle.Initials(name)}, When: v.Words.T("meeting.guest"), Text: ui.Say(v.Words, "meeting.guest-told", "is", meetingGuestIs(g), "name", meetName(v, a.By))}
	switch a.State {
	case meeting.Proposed:
		item.When = v.Words.T("meeting.is-proposed")
	case meeting.Declined:
		item.When = v.Words.T("meeting.is-declined")
	}
	return item
}

func meetingGuestIs(g disclose.Shown) string {
	for _, p := range g.Parts {
		if p.Name == meeting.PartGuest {
			return p.Text
		}
	}
	return ""
}

// meetingContinuity says which professionals came the last time, and who will be missed.
func meetingContinuity(v *Visit, m meeting.View) (out []ui.Rich) {
	for _, p := range m.Left(v.Place.Triangle, v.Now) {
		out = append(out, ui.Say(v.Words, "meeting.left-promised", "name", meetName(v, p)))
	}
	if len(m.LastTime) == 0 {
		return out
	}
	out = append(out, ui.Say(v.Words, "meeting.last-time", "names", meetNames(v, m.LastTime)))
	same := 0
	for _, p := range m.LastTime {
		if who, ok := v.Place.Member(p); ok && who.Here(v.Now) && m.Comes(p) {
			same++
		}
	}
	if m.On() && m.Coming(v.Now) && same < min(2, len(m.LastTime)) {
		out = append(out, ui.Say(v.Words, "meeting.fewer-same", "count", same))
	}
	return out
}

func meetingAgendaSection(v *Visit, m meeting.View) ui.ListSection {
	out := ui.ListSection{ID: "agenda", Title: v.Words.T("meeting.agenda")}
	for _, one := range m.Agenda {
		e := meetingEntry(v, one)
		if one.Mine && m.May.Say {
			e.Actions = []ui.Action{ui.Go(v.Words.T("meeting.edit"), meetingHref(v, m.ID)+"/words/"+string(one.Entry))}
		}
		if late := m.Later[one.Entry]; len(late) > 0 && m.May.Say {
			e.Note = v.Words.T("meeting.later-invited", "names", meetNames(v, late))
			open := meetDo(v, m, "meeting.let-read", "do", "open", "entry", string(one.Entry))
			open.More = meetNames(v, late)
			e.Actions = append(e.Actions, open)
		}
		out.Entries = append(out.Entries, e)
	}
	if len(m.Agenda) == 0 {
		out.Empty = &ui.Empty{Title: v.Words.T("meeting.agenda-none")}
	}
	if m.May.Say {
		out.Actions = []ui.Action{ui.Also(v.Words.T("meeting.agenda-add"), meetingHref(v, m.ID)+"/words?kind=agenda")}
	}
	return out
}

// meetingQuietSection is about what makes a meeting bearable: no thinking aloud, and a pause.
func meetingQuietSection(v *Visit, m meeting.View) ui.ListSection {
	out := ui.ListSection{ID: "quiet", Title: v.Words.T("meeting.bearable")}
	invited := m.Invited(v.Person.ID)
	switch {
	case v.Place.Is(sharing.Professional) && m.SomebodyQuiet:
		out.Say = append(out.Say, ui.Say(v.Words, "meeting.quiet-somebody"))
	case v.Place.Is(sharing.Professional):
		out.Say = append(out.Say, ui.Say(v.Words, "meeting.quiet-staff"))
	case m.Quiet:
		out.Say = append(out.Say, ui.Say(v.Words, "meeting.quiet-yours"))
		out.Actions = append(out.Actions, meetDo(v, m, "meeting.quiet-end", "do", "aloud", "word", meeting.Yes))
	default:
		out.Say = append(out.Say, ui.Say(v.Words, "meeting.quiet-ask"))
		out.Actions = append(out.Actions, meetDo(v, m, "meeting.quiet-begin", "do", "aloud", "word", meeting.No))
	}
	if invited && m.Begun(v.Now) && m.Note.Final == 0 && m.PausedBy == "" {
		out.Say = append(out.Say, ui.Say(v.Words, "meeting.pause-how"))
		out.Actions = append([]ui.Action{meetDo(v, m, "meeting.pause", "do", "pause").As(ui.QuietAction)}, out.Actions...)
	}
	return out
}

func meetNumbered(name string, n int) string { return name + strconv.Itoa(n) }
