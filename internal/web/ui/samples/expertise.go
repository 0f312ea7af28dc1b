package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func expertise(p *words.Printer) []Sample {
	return []Sample{
		{Name: "expertise", Page: knowing(p)},
		{Name: "expertise-none", Page: knowingNone(p)},
		{Name: "views", Page: twoViews(p)},
		{Name: "views-new", Page: newViews(p)},
	}
}

func knowing(p *words.Printer) *ui.Knowing {
	part := func(title, text string) ui.VoicePart { return ui.VoicePart{Title: title, Text: ui.Words(text)} }
	return &ui.Knowing{
		Base: reader(p, ui.Carer, "Our triangle"), BackTo: &ui.Link{Href: "/to", Text: "Our triangle"}, Title: "What each of us knows",
		Lead: "Living with it, caring and training are three ways to know. None of them is worth more than another.",
		Voices: []ui.Voice{
			{ID: "v1", Who: sam(), Tags: []string{"I have lived it"}, When: "Written on Monday 2 November", Parts: []ui.VoicePart{
				part("What I know", "Music brings me back when my thoughts race.\nBeing asked three questions at once does the opposite."), part("How I know it", "Nine years of it."), part("What I do not know", "How I look from outside."),
			}},
			{
				ID: "v2", Who: as(jo(), "you"), Tags: []string{"From caring", "From training"}, When: "Changed on Tuesday 3 November",
				Parts: []ui.VoicePart{{Title: "What I know", Text: []ui.Piece{{Text: "The nights go first. "}, {Blank: "a name"}, {Text: " sees it too."}}}, part("How I know it", "From the kitchen table.")},
			},
			{ID: "v3", Who: ravi(), Tags: []string{"From training"}, When: "Written on Monday 2 November", Parts: []ui.VoicePart{part("What I know", "Medicines and how to come off them slowly."), part("What I do not know", "What a night at home is like.")}},
		},
		Mine: &ui.OwnPage{
			Shared: "Shared with Ravi, Sam.", Seen: []ui.Seen{{Who: ravi(), Text: say("Ravi Menon (key worker) saw this on Tuesday 3 November, because you share this with Ravi.")}},
			Actions: []ui.Action{ui.Also("Change it", "/to"), ui.Also("Choose who reads it", "/to")},
		},
		Accounts: []ui.Item{{Who: sam(), Text: say("You have not read it yet."), Actions: []ui.Action{ui.Go("Read the story of Sam", "/to")}}},
		Own:      []ui.Action{ui.Also("Open my story", "/to")},
	}
}

func knowingNone(p *words.Printer) *ui.Knowing {
	return &ui.Knowing{
		Base: reader(p, ui.Professional, "Triangles"), Title: "What each of us knows", Lead: "Three ways to know.",
		Actions: []ui.Action{ui.Do("Write what I know", "/to")}, Empty: &ui.Empty{Title: "Nobody has written anything here for you yet.", Text: "What you write is for you alone until you share it."},
	}
}

func twoViews(p *words.Printer) *ui.ViewsPage {
	text := func(words string) []ui.VoicePart { return []ui.VoicePart{{Text: ui.Words(words)}} }
	return &ui.ViewsPage{
		Base: reader(p, ui.ServiceUser, "Our triangle"), BackTo: &ui.Link{Href: "/to", Text: "Two views"}, Title: "Two views", Lead: "Whether it is a good time to move into the flat.",
		About: "You opened this on Monday 2 November. It is about: Benefits and housing.",
		Voices: []ui.Voice{
			{ID: "v1", Who: as(sam(), "you"), Parts: text("I am ready. Every month at home is a month in which I am somebody’s child.\nI know it will be hard in the evenings."), When: "Written on Monday 2 November", Note: "On Monday 9 November: it still stands for you.", Actions: []ui.Action{ui.Go("Change my words", "/to")}},
			{ID: "v2", Who: jo(), Parts: text("I want it for him. I also remember last winter, and who picks up the phone at night. I would wait until spring."), When: "Written on Tuesday 3 November"},
			{ID: "v3", Who: ravi(), Missing: "Nothing from Ravi here yet."},
		},
		Ways: []ui.WayOn{{
			Who: jo(), When: "Jo Okafor wrote this on Wednesday 4 November.", Text: ui.Words("Two nights a week in the flat, and we ring each other at nine."),
			Words:   []ui.WayWord{{Who: sam(), Text: "You say yes, since Wednesday 4 November."}, {Who: ravi(), Text: "Ravi says not that, since Thursday 5 November."}},
			Actions: []ui.Action{ui.Post("No, not that", "/to").As(ui.QuietAction)},
		}},
		Propose: ui.Also("Say how we could go on", "/to"), State: []ui.Rich{say("Both stand. Neither is right or wrong."), say("We look again on 4 December.")},
		Now:  []ui.Action{ui.Post("It still stands for me", "/to").As(ui.QuietAction), ui.Post("I see it alike now", "/to").As(ui.QuietAction)},
		Look: ui.Go("Choose another day to look again", "/to"),
	}
}

func newViews(p *words.Printer) *ui.ViewsPage {
	write := ui.Do("Write how I see it", "/to")
	return &ui.ViewsPage{
		Base: reader(p, ui.Carer, "Our triangle"), Title: "Two views", Lead: "Whether it is a good time to move.", About: "You opened this on Monday 2 November.",
		Voices: []ui.Voice{{ID: "v1", Who: sam(), Missing: "Nothing from Sam here yet."}, {ID: "v2", Who: as(jo(), "you"), Missing: "You have written nothing here yet."}},
		Write:  &write, NoWay: "Nobody has written yet how we could go on.", Propose: ui.Also("Say how we could go on", "/to"),
		State: []ui.Rich{say("Both stand. Neither is right or wrong.")}, Look: ui.Go("Choose a day to look again", "/to"),
	}
}
