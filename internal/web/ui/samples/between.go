package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func between(p *words.Printer) []Sample {
	return []Sample{{"arrow", carerArrow(p)}, {"arrow-aside", asideArrow(p)}, {"arrow-several", severalArrow(p)}}
}

func back() *ui.Link { return &ui.Link{Href: "/t/1", Text: "Our triangle"} }

func carerArrow(p *words.Printer) *ui.ArrowPage {
	page := &ui.ArrowPage{Base: reader(p, ui.Carer, "Our triangle"), BackTo: back(), Title: "From you to Sam", Lead: "What you write here is for you alone until you share it."}
	page.Prompt = &ui.NoteBox{Text: ui.Plain("You wanted to look at how your part is going."), Actions: []ui.Action{ui.Post("Not now", "/not-now")}}
	page.Arrow = ui.OpenArrow{ID: "arrow", From: as(jo(), "you"), To: sam(), Title: "What this asks of you", Lead: "Three things you can begin, in any order."}
	page.Arrow.Tasks = []ui.Task{
		{
			ID: "help-to-do", Title: "Helping them do it, not doing it for them", Say: "You help the person you care for to do things themselves.",
			Example: "For example: “I used to fill in the forms. Now I sit beside him, and he holds the pen.”",
			Views: []ui.View{
				{Corner: ui.Carer, Title: "You wrote", Lines: []ui.ViewLine{{Label: "What I try:", Text: "I leave the letters unopened until Sam asks."}, {Label: "How it goes:", Text: "Hard on Mondays."}}, More: "Only you see this."},
				{Corner: ui.ServiceUser, Title: "Sam says how it arrives", Lines: []ui.ViewLine{{Text: "Better when you do not hold the pen."}}, More: "Sunday 15 November"},
			},
			Actions: []ui.Action{ui.Also("Write how it goes", "/write"), ui.Go("Make it an agreed action", "/agreed/new?from=help-to-do")},
		},
		{ID: "own-life", Title: "Being more than a carer", Say: "You are a person with friends, rest and plans of your own.", Badge: ui.Badge{Text: "From the discussion"}, Actions: []ui.Action{ui.Also("Write how it goes", "/write")}},
	}
	page.More = []ui.Link{{Href: "/other", Text: "From Sam to you"}}
	return page
}

// asideArrow is between the other two.
func asideArrow(p *words.Printer) *ui.ArrowPage {
	page := &ui.ArrowPage{Base: reader(p, ui.Carer, "Our triangle"), BackTo: back(), Title: "From Sam to the team", Lead: "This arrow is between the other two. How it goes is theirs to know."}
	page.Arrow = ui.OpenArrow{ID: "arrow", From: sam(), To: team(), Title: "What this asks of Sam", Lead: "In these words, “you” is Sam."}
	page.Arrow.Tasks = []ui.Task{{Title: "Being in charge of your recovery", Say: "It is your recovery."}}
	return page
}

// severalArrow has more than one person across.
func severalArrow(p *words.Printer) *ui.ArrowPage {
	page := asideArrow(p)
	page.Pairs = []ui.PersonLink{{Who: ravi(), Href: "/ravi"}, {Who: bea(), Href: "/bea"}}
	return page
}
