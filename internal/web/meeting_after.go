package web

import (
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// meetingThereSection says who was there, and lets each say it.
func meetingThereSection(v *Visit, m meeting.View) ui.ListSection {
	out := ui.ListSection{ID: "there", Title: v.Words.T("meeting.there")}
	if present := m.Present(); len(present) > 0 {
		out.Say = append(out.Say, ui.Say(v.Words, "meeting.there-are", "names", meetNames(v, present)))
	} else {
		out.Say = append(out.Say, ui.Say(v.Words, "meeting.there-nobody"))
	}
	if !m.May.There {
		return out
	}
	me := string(v.Person.ID)
	switch {
	case m.WasThere(v.Person.ID):
		out.Actions = append(out.Actions, meetDo(v, m, "meeting.i-was-not-there", "do", "there", "who", me, "word", meeting.No))
	default:
		out.Actions = append(out.Actions, meetDo(v, m, "meeting.i-was-there", "do", "there", "who", me, "word", meeting.Yes).As(ui.QuietAction))
	}
	for _, p := range m.May.Mark {
		mark := ui.Post(v.Words.T("meeting.mark", "name", meetName(v, p)), meetingHref(v, m.ID)+"/do", ui.Hidden{Name: "do", Value: "there"}, ui.Hidden{Name: "who", Value: string(p)}, ui.Hidden{Name: "word", Value: meeting.Yes})
		out.Actions = append(out.Actions, mark)
	}
	return out
}

// meetingVoicesSection is what each one said, in their own words.
func meetingVoicesSection(v *Visit, m meeting.View) ui.ListSection {
	out := ui.ListSection{ID: "voices", Title: v.Words.T("meeting.voices")}
	for _, one := range m.Voices {
		e := meetingEntry(v, one)
		if meetingHasPart(one, meeting.PartReflection) {
			e.Kind = v.Words.T("meeting.thinking-aloud")
		}
		if one.Mine && m.Note.Final == 0 && m.Off == 0 {
			e.Actions = []ui.Action{ui.Go(v.Words.T("meeting.edit"), meetingHref(v, m.ID)+"/words/"+string(one.Entry))}
		}
		out.Entries = append(out.Entries, e)
	}
	if len(m.Voices) == 0 {
		out.Empty = &ui.Empty{Title: v.Words.T("meeting.voices-none")}
	}
	if m.May.Speak {
		out.Actions = []ui.Action{ui.Also(v.Words.T("meeting.voice-add"), meetingHref(v, m.ID)+"/words?kind=voice")}
	}
	return out
}

func meetingHasPart(s disclose.Shown, name string) bool {
	for _, p := range s.Parts {
		if p.Name == name {
			return true
		}
	}
	return false
}

// meetingOpenSection lists questions that may stay open, those of earlier meetings too.
func meetingOpenSection(v *Visit, m meeting.View) ui.ListSection {
	out := ui.ListSection{ID: "questions", Title: v.Words.T("meeting.questions"), Say: []ui.Rich{ui.Say(v.Words, "meeting.questions-why")}}
	for _, q := range m.Questions {
		e := meetingEntry(v, q)
		switch {
		case m.Closed[q.Entry]:
			e.Note = v.Words.T("meeting.question-closed")
		case q.Mine:
			end := meetDo(v, m, "meeting.question-close", "do", "close-question", "entry", string(q.Entry))
			end.More = quote(q.Words())
			e.Actions = []ui.Action{end}
		}
		out.Entries = append(out.Entries, e)
	}
	for _, q := range m.Earlier {
		e := meetingEntry(v, q)
		e.Note = v.Words.T("meeting.question-earlier")
		e.Actions = []ui.Action{ui.Go(v.Words.T("meeting.question-where"), meetingHref(v, q.Parent))}
		out.Entries = append(out.Entries, e)
	}
	if m.May.Speak {
		out.Actions = []ui.Action{ui.Also(v.Words.T("meeting.question-add"), meetingHref(v, m.ID)+"/words?kind=open-question")}
	}
	return out
}

// meetingActionsSection leads to where what was agreed becomes somebody's to do.
func meetingActionsSection(v *Visit, m meeting.View) ui.ListSection {
	return ui.ListSection{ID: "actions", Title: v.Words.T("meeting.actions"), Say: []ui.Rich{ui.Say(v.Words, "meeting.actions-why")},
		Links: []ui.Link{{Href: v.Place.Base() + "/agreed/new?meeting=" + string(m.ID), Text: v.Words.T("meeting.actions-new")}}}
}

// meetingNoteSection is the note: who has still to read it, or that it is final.
func meetingNoteSection(v *Visit, m meeting.View) ui.ListSection {
	out := ui.ListSection{ID: "note", Title: v.Words.T("meeting.note")}
	href := meetingHref(v, m.ID) + "/note"
	switch {
	case m.NoteText.Entry != "":
		out.Entries = []ui.Entry{meetingNoteEntry(v, m.NoteText)}
		out.Say = append(out.Say, meetingNoteState(v, m))
	case m.Copy.Entry != "":
		out.Say = append(out.Say, ui.Say(v.Words, "meeting.note-copy-"+m.NoteFor))
		out.Entries = []ui.Entry{meetingNoteEntry(v, m.Copy)}
	default:
		out.Empty = &ui.Empty{Title: v.Words.T("meeting.note-none"), Text: v.Words.T("meeting.note-how")}
	}
	for _, one := range m.Changes {
		e := meetingEntry(v, one)
		e.Kind = v.Words.T("meeting.wish")
		out.Entries = append(out.Entries, e)
	}
	out.Actions = meetingNoteActions(v, m, href)
	return out
}

func meetingNoteActions(v *Visit, m meeting.View, href string) (out []ui.Action) {
	if m.May.Read {
		out = append(out, ui.Post(v.Words.T("meeting.read"), meetingHref(v, m.ID)+"/do", ui.Hidden{Name: "do", Value: "read"}, ui.Hidden{Name: "version", Value: meetNumbered("", m.NoteText.Version)}).As(ui.QuietAction))
	}
	switch {
	case m.May.Keep && m.Note.Entry == "":
		out = append(out, ui.Also(v.Words.T("meeting.note-write"), href))
	case m.May.Keep:
		out = append(out, ui.Also(v.Words.T("meeting.note-change"), href))
		if len(m.May.Unread) == 0 && len(m.Present()) > 1 {
			out = append(out, meetDo(v, m, "meeting.note-close", "do", "close"))
		}
	case m.NoteText.Entry != "" || m.Copy.Entry != "":
		out = append(out, ui.Go(v.Words.T("meeting.note-print"), href))
	}
	if m.May.Wish && m.Note.Keeper != v.Person.ID {
		out = append(out, ui.Go(v.Words.T("meeting.wish-add"), meetingHref(v, m.ID)+"/words?kind=change"))
	}
	return out
}

// meetingNoteState says how far the note has come.
func meetingNoteState(v *Visit, m meeting.View) ui.Rich {
	switch {
	case m.Note.Final != 0:
		return ui.Say(v.Words, "meeting.note-final", "names", meetNames(v, m.Present()), "when", whenOf(v, m.Note.Final))
	case len(m.May.Unread) > 0:
		return ui.Say(v.Words, "meeting.note-unread", "names", meetNames(v, m.May.Unread))
	}
	return ui.Say(v.Words, "meeting.note-all-read")
}

// meetingNoteEntry draws the note, with what was agreed to be done below the rest.
func meetingNoteEntry(v *Visit, one disclose.Shown) ui.Entry {
	e := meetingEntry(v, one)
	for _, p := range one.Parts {
		if p.Name == meeting.PartActions {
			e.Text = append(e.Text, ui.Piece{Text: "\n\n" + v.Words.T("meeting.note-actions") + "\n" + p.Text})
		}
	}
	return e
}

// meetingAbsentSection says what those get who were not there.
func meetingAbsentSection(v *Visit, m meeting.View) ui.ListSection {
	out := ui.ListSection{ID: "absent", Title: v.Words.T("meeting.absent")}
	say := ui.Say(v.Words, "meeting.absent-why", "about", v.Place.For())
	if v.Place.Is(sharing.ServiceUser) {
		say = ui.Say(v.Words, "meeting.absent-why-you")
	}
	out.Say = []ui.Rich{say}
	for _, p := range m.May.Absent {
		who, _ := v.Place.Member(p)
		out.Items = append(out.Items, ui.Item{Who: person(v, who), Text: meetingAbsentSays(v, m, p)})
	}
	out.Actions = []ui.Action{ui.Also(v.Words.T("meeting.absent-choose"), meetingHref(v, m.ID)+"/tell")}
	if m.May.Pass {
		out.Actions = append(out.Actions, meetDo(v, m, "meeting.pass", "do", "pass").As(ui.QuietAction))
	}
	return out
}

func meetingAbsentSays(v *Visit, m meeting.View, p id.Person) ui.Rich {
	word, by := m.Told(p)
	su, _ := v.Place.ServiceUser()
	switch {
	case m.GivenTo(p):
		return ui.Say(v.Words, "meeting.absent-given")
	case word == "":
		return ui.Say(v.Words, "meeting.absent-nothing-yet")
	case by == su.Person:
		return ui.Say(v.Words, "meeting.absent-agreed", "what", v.Words.T("meeting.get-"+word))
	}
	return ui.Say(v.Words, "meeting.absent-proposed", "what", v.Words.T("meeting.get-"+word), "name", meetName(v, by), "about", v.Place.For())
}
