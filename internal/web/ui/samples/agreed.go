package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func agreed(p *words.Printer) []Sample {
	back := &ui.Link{Href: "/agreed", Text: "What we agreed"}
	list := &ui.ListPage{Base: reader(p, ui.Carer, "Our triangle"), BackTo: &ui.Link{Href: "/t", Text: "Our triangle"}, Title: "What we agreed", Lead: "Who does what, and by when.", Actions: []ui.Action{ui.Do("Agree on something", "/new")}}
	list.Sections = []ui.ListSection{
		{ID: "show-waiting", Title: "Waiting for your yes or no", Promises: []ui.Promise{
			{By: ravi(), When: "By Friday 27 November", What: "Ring the pharmacy about the mornings.", Notes: []string{"This is proposed. It waits for a yes from you."}, Actions: []ui.Action{ui.Go("Open it", "/agreed/1")}},
		}},
		{ID: "show-ended", Title: "Done or closed", Promises: []ui.Promise{{By: as(sam(), ""), When: "By Monday 16 November", Kept: true, What: "Ask the band whether Thursday suits.", Notes: []string{"This is done."}}}},
	}
	one := &ui.ListPage{Base: reader(p, ui.ServiceUser, "Our triangle"), BackTo: back, Title: "Something you agreed on", Lead: "This is agreed, and it is to be done."}
	one.Sections = []ui.ListSection{
		{ID: "words", Title: "What it says", Note: &ui.NoteBox{Late: true, Text: say("This is four days late. Ravi knows. Bea Lindqvist was told for the team on Monday 23 November.")},
			Entries: []ui.Entry{{ID: "e1", Who: ravi(), When: "Monday 16 November, 9:30am", Topic: "Care plan", Text: ui.Words("Ring the pharmacy about the mornings.")}}},
		{Summary: ui.Summary{{Key: "Who does it", Value: say("Ravi Menon")}, {Key: "By when", Value: say("Thursday 19 November")}, {Key: "Agreed with", Value: say("You, Jo and the team")}}},
		{ID: "steps", Title: "Small steps", Items: []ui.Item{{Who: as(jo(), ""), When: "Done on Tuesday 17 November", Text: say("Find the number.")}, {Who: as(sam(), ""), Text: say("Say which morning is best."), Actions: []ui.Action{ui.Post("This step is done", "/step")}}}},
		{ID: "story", Title: "What happened so far", Seen: []ui.Seen{{Who: ravi(), Text: say("Ravi proposed this on Monday 16 November.")}, {Who: as(sam(), ""), Text: say("You said yes on Monday 16 November.")}}},
	}
	form := &ui.FormPage{
		Base: reader(p, ui.Carer, ""), BackTo: back, Title: "Agree on something", Lead: "Write down what somebody will do.", Action: "/agreed/new", Button: "Check before you send",
		Parts: []ui.FormPart{
			{Note: &ui.NoteBox{Text: say("You get an answer within three working days. Nobody watches this day and night. If it cannot wait, please ring."), Actions: []ui.Action{ui.Go("What the team can and cannot do", "/limits")}}},
			{Options: &ui.Options{ID: "with", Name: "with", Legend: "With whom do you agree on it?", Many: true, Items: []ui.Option{{Value: "sam", Label: "Sam Okafor", Checked: true}, {Value: "team", Label: "The team", Hint: "Everybody who works in it."}}}},
			{Field: &ui.Field{ID: "say", Name: "say", Label: "What will be done?", Rows: 3}},
			{Select: &ui.Select{ID: "owner", Name: "owner", Label: "Who will do it?", Items: []ui.Option{{Label: "Choose"}, {Value: "ravi", Label: "Ravi Menon"}}}},
			{Date: &ui.DateField{ID: "due", Name: "due", Legend: "By which day?"}},
		},
		Audience: &ui.AudienceSet{Code: "only", Folded: true, Sum: "These people will see it: Sam, Ravi. These will see it when Sam says yes to it: Al.", Rows: []ui.AudienceRow{
			{Who: as(sam(), ""), Answer: ui.Share, Why: "You agree on it with Sam."}, {Who: as(al(), ""), Answer: ui.Ask, Why: "Al will see this when Sam says yes to it."},
		}},
	}
	form.Errors = []ui.FieldError{{Field: "owner", Text: "Choose who will do it"}}
	limits := &ui.ListPage{Base: reader(p, ui.Carer, ""), Title: "What the team can and cannot do", Lead: "What you can hold us to, and what we cannot do."}
	limits.Sections = []ui.ListSection{
		{ID: "times", Title: "When we answer", Say: []ui.Rich{say("You get an answer within three working days, Monday to Friday."), say("Nobody watches these pages day and night.")}},
		{ID: "can", Title: "Can and cannot", Summary: ui.Summary{{Key: "What we can do", Value: say("We visit at home.")}, {Key: "What we cannot do", Value: say("We cannot come within the hour.")}}},
	}
	telling := write(p)
	telling.Limits = form.Parts[0].Note
	return []Sample{{"agreed-list", list}, {"agreed-one", one}, {"agreed-form", form}, {"limits", limits}, {"write-limits", telling}}
}
