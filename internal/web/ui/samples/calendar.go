package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func calendars(p *words.Printer) []Sample {
	made := &ui.ProofPage{
		Base: reader(p, ui.Carer, ""), Title: "Your private address", Lead: "We show it only now. Copy it before you leave this page.",
		Say:   []ui.Rich{say("In your calendar, look for “add a calendar from an address”.")},
		Codes: []string{"https://trialogue.example.org/calendar/q3b0kz4W3uVj7v1Jm9s2hQ8xXy0aT5cRrP6nLdEfGhI.ics"}, Copy: true,
		Do: []ui.Action{ui.Do("I have copied it", "/account/calendar")},
	}
	state := &ui.ListPage{
		Base: reader(p, ui.Carer, ""), Title: "Your calendar", Lead: "What comes up for you here can also stand in the calendar of your phone or computer.", BackTo: &ui.Link{Href: "/account", Text: "My account"},
		Sections: []ui.ListSection{
			{
				ID: "address", Title: "Your private address", Say: []ui.Rich{say("It is **on** since Monday 23 November, 9:30am.")},
				Summary: ui.Summary{{Key: "What a title may say", Value: ui.Plain("Nothing"), Change: &ui.Link{Href: "/account/calendar/choices", Text: "Change"}}, {Key: "Reminders", Value: ui.Plain("No")}},
				Actions: []ui.Action{ui.Post("Switch it off", "/account/calendar/off").As(ui.MainAction), ui.Also("Make a new address", "/account/calendar/new")},
			},
			{ID: "others", Title: "Who else may see it", Say: []ui.Rich{say("**Please leave it off when somebody else looks at your phone.**")}},
			{ID: "coming", Title: "What comes up for you", Summary: ui.Summary{{Key: "Thursday 26 November", Value: ui.Plain("Something you said you would do"), Change: &ui.Link{Href: "/account/calendar/1.ics", Text: "Save this one"}}}},
		},
	}
	return []Sample{{"calendar", state}, {"calendar-address", made}}
}
