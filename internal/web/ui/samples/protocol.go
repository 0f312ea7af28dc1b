package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func protocol(p *words.Printer) []Sample {
	back := &ui.Link{Href: "/sharing", Text: "Back to my choices"}
	part := &ui.ChoicesPart{
		Base: reader(p, ui.ServiceUser, "My choices"), BackTo: back, Title: "Private subjects", Lead: "Each one by itself.", Heading: "Who may be told what",
		Switch: []ui.NavItem{{Href: "/a", Label: "Every day", Current: true}, {Href: "/b", Label: "If I cannot decide"}}, Table: choices(p).Table,
	}
	sentence := say("It waits for an answer.")
	ask := &ui.AskPage{
		Base: reader(p, ui.Carer, ""), BackTo: back, Title: "Ask to be told", Lead: "Sam decides.",
		Waiting: []ui.Item{{Who: ravi(), When: "Monday 23 November", Text: say("Ravi asks about your caring."), Actions: []ui.Action{ui.Do("Answer", "/ask/1")}}},
		Form: ui.FormPage{
			Action: "/ask", Button: "Ask", Hidden: []ui.Hidden{{Name: "ask", Value: "1"}}, After: []ui.Rich{sentence},
			Parts: []ui.FormPart{{Select: &ui.Select{ID: "topic", Name: "topic", Label: "What about?", Items: topics()}}},
		},
		Mine: ui.Summary{{Key: "Medicines", Value: sentence}},
	}
	ask.Errors = []ui.FieldError{{Field: "topic", Text: "Choose a topic"}}
	told := &ui.ToldPage{Base: reader(p, ui.Carer, ""), BackTo: back, Told: *toldJo(), Actions: []ui.Action{ui.Do("Ask to be told", "/ask")}}
	return []Sample{{"choices-part", part}, {"ask", ask}, {"told", told}}
}
