package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func forms(p *words.Printer) []Sample {
	sentence := say("Your choice counts from this moment.")
	form := &ui.FormPage{
		Base: reader(p, ui.ServiceUser, ""), Title: "Talk it over", Lead: "One question, and you can change your mind.", Action: "/talk", Button: "Save", Files: true,
		BackTo: &ui.Link{Href: "/", Text: "Home"}, Hidden: []ui.Hidden{{Name: "draft", Value: "1"}}, After: []ui.Rich{sentence},
		Also: []ui.Action{{Text: "Keep for later", Name: "later", Value: "1", Look: ui.QuietAction}},
		Parts: []ui.FormPart{
			{Heading: "About the talk"}, {Say: &sentence}, {Note: &ui.NoteBox{Text: sentence}},
			{Summary: ui.Summary{{Key: "With", Value: say("Ravi Menon")}}},
			{Field: &ui.Field{ID: "say", Name: "say", Label: "What would you like to talk about?", Rows: 3}},
			{Options: &ui.Options{ID: "who", Name: "who", Legend: "Who should be there?", Items: []ui.Option{{Value: "ravi", Label: "Ravi"}}}},
			{Select: &ui.Select{ID: "topic", Name: "topic", Label: "About", Items: topics()}},
			{Date: &ui.DateField{ID: "day", Name: "day", Legend: "On which day?"}},
		},
		Audience: &ui.AudienceSet{Code: "only", Folded: true, Sum: "Ravi will see it.", Rows: []ui.AudienceRow{{Who: ravi(), Answer: ui.Share, Why: "Ravi is in the team."}}},
	}
	form.Errors = []ui.FieldError{{Field: "say", Text: "Write a few words first"}}
	list := &ui.ListPage{
		Base: reader(p, ui.Carer, ""), Title: "Your record", Lead: "What is kept, and who has looked.",
		Sections: []ui.ListSection{
			{ID: "people", Title: "People", People: []ui.PersonLink{{Who: ravi(), Href: "/ravi"}}, Say: []ui.Rich{sentence}, Links: []ui.Link{{Href: "/more", Text: "More"}}},
			{ID: "facts", Title: "Facts", Summary: ui.Summary{{Key: "Since", Value: say("May")}}, Entries: []ui.Entry{entry()}, Promises: promises(), Actions: []ui.Action{ui.Do("Export", "/export")}},
			{ID: "none", Title: "Nothing yet", Empty: &ui.Empty{Title: "Nothing is here yet"}, Note: &ui.NoteBox{Text: sentence}},
			{Seen: []ui.Seen{{Who: ravi(), Text: sentence}}, Items: []ui.Item{{Who: ravi(), Text: sentence}}, Table: &ui.SimpleTable{ID: "t", Caption: "Sightings", Head: []string{"Who"}, Rows: [][]string{{"Ravi"}}}},
		},
		Pages: &ui.Pagination{Older: &ui.Link{Href: "/older", Text: "Older"}},
	}
	return []Sample{{"form", form}, {"list", list}}
}
