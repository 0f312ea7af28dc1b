package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func talk(p *words.Printer) []Sample {
	limits := ui.NoteBox{Text: say("Nobody watches messages day and night. If it cannot wait, ring.")}
	set := ui.AudienceSet{Code: "team", Seen: "1f", Sum: "Ravi will see it.", Rows: []ui.AudienceRow{{Who: ravi(), Answer: ui.Share, Why: "Ravi is in the team."}}}
	form := ui.TalkForm{
		Title: "Write a message", Action: "/talk/1", AudienceHref: "/talk/1/audience", Hidden: []ui.Hidden{{Name: "draft", Value: "1"}}, AboutWho: "Sam", Limits: true,
		Say:      ui.Field{ID: "say", Name: "say", Label: "What would you like to say?", Rows: 6, Keep: "talk/1"},
		Question: &ui.Options{ID: "question", Name: "question", Many: true, Legend: "Is it a question?", Items: []ui.Option{{Value: "1", Label: "Yes, to the team", Checked: true}}},
		Confidence: &ui.Options{ID: "confidence", Name: "confidence", Legend: "Who may know what you say?", Items: []ui.Option{
			{Value: "named", Label: "Sam may know", Mark: "named"}, {Value: "team", Label: "Only the team", Mark: "team", Checked: true},
		}},
		About: &ui.Select{ID: "about", Name: "about", Label: "Whom is it about?", Plainly: true, Asks: true, Items: []ui.Option{{Value: "sam", Label: "Sam"}, {Value: "nobody", Label: "Nobody"}}},
		Names: ui.Field{ID: "names", Name: "names", Label: "Do you name somebody else in it?", Plainly: true}, File: ui.Field{ID: "file", Name: "file", Type: "file", Label: "Add a letter or a picture", Plainly: true},
		Audience: ui.Audience{Chosen: "team", Sets: []ui.AudienceSet{set}},
	}
	begin := form
	begin.Line = &ui.Field{ID: "line", Name: "line", Label: "What is it about, in one line?"}
	begin.Topic = &ui.Select{ID: "topic", Name: "topic", Label: "Which topic is it?", Items: topics(), Asks: true}
	asked := entry()
	asked.ID, asked.Href, asked.Note = "m-1", "", "Answered by Bea on Tuesday 24 November."
	asked.Actions = []ui.Action{ui.Go("See the answer", "#m-2")}
	thread := &ui.Talk{
		Base: reader(p, ui.Carer, ""), BackTo: &ui.Link{Href: "/talk", Text: "Talk with each other"}, Title: "Waking Sam", Lead: "With the team", Limits: limits, FindAction: "/talk/1",
		Waiting: []ui.NoteBox{{Text: say("Al came later."), Actions: []ui.Action{ui.Go("Answer this", "/talk/1/earlier/al")}}}, Messages: []ui.Entry{asked}, Form: &form,
		Earlier: &ui.Link{Href: "/talk/1?before=1", Text: "Earlier messages"}, Newest: &ui.Link{Href: "/talk/1", Text: "The newest messages"}, Links: []ui.Link{{Href: "/talk/1/people", Text: "Who is in it"}},
	}
	thread.Errors = []ui.FieldError{{Field: "say", Text: "Write a few words first"}}
	answering := form
	answering.Confidence, answering.Question, answering.Limits = nil, nil, false
	answering.Answers = &ui.Options{ID: "answers", Name: "answers", Legend: "Does this answer a question?", Items: []ui.Option{{Value: "1", Label: "“Is it all right?”", Checked: true}, {Label: "No"}}}
	set.Code = "only"
	answering.Audience = ui.Audience{Chosen: "only", Sets: []ui.AudienceSet{set}}
	return []Sample{
		{"talk", thread},
		{"talk-answer", &ui.Talk{Base: reader(p, ui.Professional, ""), Title: "Waking Sam", Limits: limits, Query: "soup", FindAction: "/talk/1/find", Further: &ui.Action{Text: "Look further back", Post: "/talk/1/find", Hidden: []ui.Hidden{{Name: "q", Value: "soup"}}, Look: ui.PlainAction}, Messages: []ui.Entry{asked}, Form: &answering}},
		{"talk-empty", &ui.Talk{Base: reader(p, ui.ServiceUser, ""), Title: "Waking Sam", Limits: limits, Empty: &ui.Empty{Title: "There is nothing here"}}},
		{"talk-new", &ui.TalkNew{Base: reader(p, ui.Carer, ""), BackTo: &ui.Link{Href: "/talk", Text: "Talk with each other"}, Title: "Start a conversation", Lead: "See who will read it.", Limits: limits, With: []ui.Person{ravi()}, Change: ui.Link{Href: "/talk/new", Text: "Choose others"}, Form: begin}},
	}
}
