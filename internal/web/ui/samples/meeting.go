package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

// meetings are the pages of network meetings, as forms and lists can be.
func meetings(p *words.Printer) []Sample {
	pause := say("We pause. It is too much for somebody just now.")
	list := &ui.ListPage{
		Base: reader(p, ui.Carer, "Our triangle"), Title: "Meeting", Lead: "It is on.", BackTo: &ui.Link{Href: "/t", Text: "Meetings"},
		Sections: []ui.ListSection{
			{ID: "when", Title: "When and where", Note: &ui.NoteBox{Text: pause}, Summary: ui.Summary{{Key: "When", Value: say("Wednesday 25 November, 2pm to 3pm")}},
				Actions: []ui.Action{ui.Post("I come", "/t/do", ui.Hidden{Name: "do", Value: "answer"}).As(ui.QuietAction), ui.Go("Put it in my calendar", "/t/calendar")}},
			{ID: "who", Title: "Who is asked", Items: []ui.Item{
				{Who: ravi(), When: "Comes", Text: say("Asked by Sam on Monday 23 November.")},
				{Who: ui.Person{Name: "Aunt May", Initials: "AM"}, When: "A guest", Text: say("Sam’s aunt. Jo tells them about the meeting.")},
			}},
			{ID: "voices", Title: "What each of us says", Entries: []ui.Entry{{ID: "e1", Who: bea(), When: "Wednesday 25 November, 2:10pm", Kind: "Thinking aloud", Text: ui.Words("I wonder about the evenings.")}}},
		},
	}
	form := &ui.FormPage{
		Base: reader(p, ui.ServiceUser, ""), Title: "Move it or call it off", Action: "/t/time", Button: "Move it", Also: []ui.Action{{Text: "Call it off", Name: "off", Value: "1", Look: ui.QuietAction}},
		Parts: []ui.FormPart{
			{Date: &ui.DateField{ID: "day", Name: "day", Legend: "On which day?", Day: "25", Month: "10", Year: "2026", Plainly: true}},
			{Field: &ui.Field{ID: "clock", Name: "clock", Type: "time", Label: "At what time?", Hint: "For example 14:00, as the clock shows it in London.", Value: "01:30", Narrow: true, Plainly: true}},
			{Options: &ui.Options{ID: "which", Name: "which", Legend: "Which of the two hours?", Plainly: true, Items: []ui.Option{{Value: "first", Label: "The first one"}, {Value: "second", Label: "The second one"}}}},
		},
	}
	form.Errors = []ui.FieldError{{Field: "clock", Text: "This hour comes twice on that night: the clocks go back. Say which one you mean"}}
	return []Sample{{Name: "meeting", Page: list}, {Name: "meeting-hour-twice", Page: form}}
}
