package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func networks(p *words.Printer) []Sample {
	housing := ui.Person{Name: "Pat Nowak", Initials: "PN", Role: "housing officer, Riverside Council"}
	page := &ui.ListPage{
		Base: reader(p, ui.Carer, "Our triangle"), Title: "Who else helps", Lead: "Everybody around Sam: what they are there for, how to reach them, and for how long.", BackTo: &ui.Link{Href: "/t/1", Text: "Our triangle"},
		Actions: []ui.Action{ui.Do("Add somebody who helps", "/t/1/network/new"), ui.Also("Who to ring, to print", "/t/1/network/ring")},
		Sections: []ui.ListSection{
			{ID: "professional", Title: "The team", Items: []ui.Item{{Who: ravi(), When: "since 23 May", Text: ui.Plain("Ring 01632 960 123."), Actions: []ui.Action{ui.Go("See more", "/t/1/people/1")}}}},
			{ID: "services", Title: "Other services", Say: []ui.Rich{say("Nothing goes to them from here.")}, Items: []ui.Item{{Who: housing, When: "until 1 March", Text: ui.Plain("Helps with the new flat. Ring 01632 960 777."), Actions: []ui.Action{ui.Go("See more", "/t/1/network/1")}}}},
			{ID: "before", Title: "Before", Items: []ui.Item{{Who: ui.Person{Name: "Food bank, St Anne", Initials: "FSA"}, When: "helped until 1 October", Text: ui.Plain("Food on Fridays.")}}},
		},
	}
	ring := &ui.ListPage{
		Base: reader(p, ui.ServiceUser, ""), Title: "Who to ring, to print", Lead: "One page for the wall or the bag.",
		Sections: []ui.ListSection{{Table: &ui.SimpleTable{ID: "ring", Caption: "Who to ring", Head: []string{"Who", "Number", "What for"}, Rows: [][]string{{"Someone is in danger", "999", "at any hour"}, {"Pat Nowak, housing officer", "01632 960 777", "The new flat"}}}}},
	}
	return []Sample{{"network", page}, {"network-ring", ring}}
}
