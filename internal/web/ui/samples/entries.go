package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func entries(p *words.Printer) []Sample {
	empty := &ui.Timeline{Base: reader(p, ui.Carer, ""), Title: "What was written", Empty: ui.Empty{Title: "Nothing is here yet", Text: "You could write down something for yourself.", Action: also("Write a note", "/write")}}
	return []Sample{
		{"timeline", timeline(p)}, {"timeline-empty", empty}, {"entry", entryPage(p)},
		{"who-has-seen", whoHasSeen(p)}, {"who-has-seen-empty", &ui.WhoHasSeen{Base: reader(p, ui.ServiceUser, "Who has seen")}},
	}
}

func also(text, href string) *ui.Action { a := ui.Also(text, href); return &a }

func entry() ui.Entry {
	return ui.Entry{
		ID: "e1", Who: ravi(), When: "Tuesday 17 November, 2:30pm", Topic: "Early signs", Href: "/entries/1",
		Text:     []ui.Piece{{Text: "Sam slept three hours a night this week. "}, {Blank: "a name"}, {Text: " came by on Sunday and they played music.\nWe agreed to look again on Friday."}},
		Audience: "The team and Jo can see this. Al may ask.",
		Actions:  []ui.Action{ui.Go("Answer", "/entries/1#reply")},
	}
}

func timeline(p *words.Printer) *ui.Timeline {
	unnamed := ui.Entry{ID: "e2", Who: ui.Person{Name: "Somebody close", Initials: "?"}, When: "Monday 16 November", Topic: "Day to day", Text: ui.Words("There is worry about the nights."), Note: "The name is left out, because the person asked for it."}
	return &ui.Timeline{
		Base: reader(p, ui.ServiceUser, ""), Title: "What was written", Lead: "Newest first. You see what is about you, and what others let you see.",
		Actions: []ui.Action{ui.Do("Write something", "/write")},
		Entries: []ui.Entry{entry(), unnamed},
		Pages:   &ui.Pagination{Older: &ui.Link{Href: "/t?before=x", Text: "Older"}},
	}
}

func entryPage(p *words.Printer) *ui.EntryPage {
	set := audience().Sets[2]
	reply := entry()
	reply.ID, reply.Who, reply.Text, reply.Href = "e9", mei(), ui.Words("Thank you. I will look at the evening dose with Sam."), ""
	return &ui.EntryPage{
		Base: reader(p, ui.Professional, ""), BackTo: &ui.Link{Href: "/triangles/1", Text: "Sam’s page"}, Title: "What Ravi wrote", Entry: entry(),
		Replies: []ui.Entry{reply}, Steps: []ui.Step{{Text: "Dr Lee read it on Wednesday.", Done: true}}, Audience: &set,
		Seen:  []ui.Seen{{Who: mei(), Text: say("Dr Lee saw this on Wednesday 18 November.")}},
		Reply: &ui.ReplyForm{Action: "/entries/1/reply", Draft: "d7", Field: ui.Field{ID: "reply", Name: "reply", Label: "Your answer", Rows: 4, Keep: "reply"}, Button: "Send the answer", Who: "Those who can see the note will see your answer."},
	}
}

func whoHasSeen(p *words.Printer) *ui.WhoHasSeen {
	question := func(what string) ui.Action {
		a := ui.Also("I have a question about this", "/question")
		a.More = what
		return a
	}
	return &ui.WhoHasSeen{
		Base: reader(p, ui.Carer, "What became of it"),
		Items: []ui.SeenItem{
			{ID: "s1", Title: "“Sam has stopped going to band practice.”", About: "You told the team on Tuesday 17 November. You said: only the team may know.", NotSeen: "Sam has not seen it. Al has not seen it.", Question: question("band practice"), Seen: []ui.Seen{
				{Who: ravi(), Text: say("Ravi (Sam’s nurse) saw this on Wednesday 18 November, because you told the team.")},
				{Who: mei(), Text: say("Dr Lee (psychiatrist) saw this on Thursday 19 November, in the team meeting, because you told the team.")},
			}, Note: &ui.NoteBox{Text: say("Ravi is weighing whether Sam should be told the reason. Ravi will tell you before anything is said, by Thursday 26 November."), Actions: []ui.Action{ui.Go("Tell Ravi what you think", "/think")}}},
			{ID: "s2", Title: "Your carer’s assessment, from June", About: "It is yours. Sam is not told that it exists.", NotSeen: "Nobody else has seen it.", Question: question("the assessment"), Seen: []ui.Seen{{Who: grace(), Text: say("Grace (carer lead) wrote it down with you on Monday 8 June.")}}},
		},
		More: []ui.Link{{Href: "/seen/all", Text: "Show everything"}, {Href: "/seen/check", Text: "How you can check that nothing was taken out"}},
	}
}
