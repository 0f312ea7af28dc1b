package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func components(p *words.Printer) []Sample {
	c := &ui.Components{Base: reader(p, ui.Professional, "")}
	c.Errors = []ui.FieldError{{Field: "until", Text: "Write a day that is not in the past."}}
	c.People = []ui.Person{sam(), jo(), ravi(), {Name: "Somebody close", Initials: "?"}}
	c.Answers = []ui.Answer{ui.Share, ui.Ask, ui.Keep}
	c.Badges = []ui.Badge{{Text: "Going along"}, {Text: "New", Kind: ui.NewBadge}, {Text: "4 days late", Kind: ui.LateBadge}, {Text: "Kept", Kind: ui.KeptBadge}}
	c.Actions = []ui.Action{ui.Do("Tell the team something", "/tell"), ui.Also("Ask a question", "/ask"), ui.Post("Say yes", "/yes")}
	c.Pages = ui.Pagination{Newer: &ui.Link{Href: "/newer", Text: "Newer"}, Older: &ui.Link{Href: "/older", Text: "Older"}, Text: "Messages 11 to 20"}
	c.Field = ui.Field{ID: "name", Name: "name", Label: "What should we call you?", Hint: "As you like it.", Value: "Jo", Autocomplete: "name"}
	c.Box = ui.Field{ID: "box", Name: "box", Label: "What would you like to ask?", Rows: 3}
	c.File = ui.Field{ID: "file", Name: "file", Label: "Add a letter", Type: "file", Accept: "application/pdf"}
	c.Radios = ui.Options{ID: "sure", Name: "sure", Legend: "How sure are you?", Items: []ui.Option{{Value: "y", Label: "Sure", Checked: true}, {Value: "n", Label: "Not sure", Hint: "That is all right."}}}
	c.Boxes = ui.Options{ID: "reach", Name: "reach", Legend: "How should we reach you?", Many: true, Items: []ui.Option{{Value: "letter", Label: "Letter", Checked: true}, {Value: "phone", Label: "Phone"}}}
	c.Choose = ui.Select{ID: "topic", Name: "topic", Label: "What is it about?", Items: topics()}
	c.By = ui.DateField{ID: "until", Name: "until", Legend: "Until when?", Hint: "For example 1 3 2027", Day: "1", Month: "3", Year: "2025"}
	c.Short = ui.Field{ID: "hours", Name: "hours", Label: "Hours a week", Inputmode: "numeric", Narrow: true, Plainly: true, MaxLength: 3}
	c.Table = ui.SimpleTable{ID: "felt", Caption: "How each part felt", Head: []string{"Part", "October", "November"}, Rows: [][]string{{"Hope", "Mixed", "Good"}, {"Meaning", "Good", "Mixed"}}}
	c.Sum = ui.Summary{{Key: "About", Value: say("Early signs"), Change: &ui.Link{Href: "/change", Text: "Change", More: "what it is about"}}}
	c.Promises = promises()
	c.Steps = []ui.Step{{Text: "Ravi read it.", Done: true}, {Text: "It will be answered by Friday."}}
	c.Entry = entry()
	c.Views = ui.TwoViews{Views: []ui.View{{Corner: ui.ServiceUser, Title: "Sam sees it like this", Text: "The workshop is enough for now. College can wait."}, {Corner: ui.Carer, Title: "Jo sees it like this", Text: "College starts in January, and waiting makes it harder."}}, Anyway: "the workshop until February. Bea asks the college to keep the place."}
	c.Note = ui.NoteBox{Text: say("You will be signed out soon."), Late: true, Actions: []ui.Action{ui.Go("Stay here", "/here")}}
	c.Empty = ui.Empty{Title: "Nothing is waiting for you", Text: "You could write down something for yourself.", Action: also("Write a note", "/note")}
	return []Sample{{"components", c}}
}
