package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func triangles(p *words.Printer) []Sample {
	return []Sample{{"triangle", carerTriangle(p)}, {"triangle-service-user", plainTriangle(p, ui.ServiceUser)}, {"triangle-professional", plainTriangle(p, ui.Professional)}}
}

func arrows() []ui.Arrow {
	return []ui.Arrow{
		{From: ui.ServiceUser, To: ui.Carer, State: ui.ArrowBegun, Title: "From Sam to you", About: "Own recovery, respect, not leaning too hard", Href: "#arrow-1"},
		{From: ui.Carer, To: ui.ServiceUser, State: ui.ArrowGoing, Title: "From you to Sam", About: "Help to be independent, hope, your own life", Href: "#arrow-2", Open: true},
		{From: ui.ServiceUser, To: ui.Professional, State: ui.ArrowOther, Title: "From Sam to the team", About: "Being in charge, deciding, agreeing support", Href: "#arrow-3"},
		{From: ui.Professional, To: ui.ServiceUser, State: ui.ArrowOther, Title: "From the team to Sam", About: "A mentor, ordinary life, hope", Href: "#arrow-4"},
		{From: ui.Carer, To: ui.Professional, State: ui.ArrowNone, Title: "From you to the team", About: "What the team can and cannot do; seeing things differently", Href: "#arrow-5"},
		{From: ui.Professional, To: ui.Carer, State: ui.ArrowTalk, Title: "From the team to you", About: "Agreeing, all three of you, what is shared", Href: "#arrow-6"},
	}
}

func knobs() []ui.Person {
	return []ui.Person{
		{Name: "Sam", Initials: "SO", Corner: ui.ServiceUser}, {Name: "Jo", Initials: "JO", Corner: ui.Carer}, {Name: "Al", Initials: "AO", Corner: ui.Carer},
		{Name: "The team", Initials: "Team", Corner: ui.Professional, Role: "Professionals"},
	}
}

func carerTriangle(p *words.Printer) *ui.TrianglePage {
	t := &ui.TrianglePage{Base: reader(p, ui.Carer, "Our triangle"), Lead: "Sam, you and the team. Six arrows show what each can do for the others. You are looking from your end, Jo."}
	t.Triangle = ui.Triangle{Reader: ui.Carer, People: knobs(), Arrows: arrows()}
	t.Triangle.People[1].Name = "You, Jo"
	t.Note = "Arrows 3 and 4 belong to Sam and the team: you see what they are about, not how they are going."
	t.Open = &ui.OpenArrow{
		ID: "arrow-2", From: as(jo(), "you"), To: sam(), Title: "From you to Sam", Lead: "Three things you can begin, in any order.", Other: &ui.Link{Href: "/arrow-1", Text: "Look from Sam’s end"},
		Tasks: []ui.Task{
			{Title: "Help Sam do things, rather than do them for Sam", Badge: ui.Badge{Text: "Going along"}, Views: []ui.View{
				{Corner: ui.Carer, Title: "You say", Text: "I still reach for the forms. This month Sam filled in two, and I made the tea.", More: "You let Sam and Ravi see this."},
				{Corner: ui.ServiceUser, Title: "Sam says how it arrives", Text: "Better when you sit next to me and do not hold the pen.", More: "Sam shared this with you on Sunday 15 November."},
			}},
			{Title: "See yourself as a person, not only a carer", Badge: ui.Badge{Text: "Not begun yet"}, Views: []ui.View{
				{Corner: ui.Carer, Title: "You say", Text: "Nothing here yet.", More: "Swimming? Choir? It can be small."},
				{Corner: ui.Professional, Title: "Grace says", Text: "We can talk about this on Tuesday, if you like.", More: "Grace Bello, carer lead"},
			}},
		},
		Actions: []ui.Action{ui.Do("Say how it is going", "/say"), ui.Also("Agree something to do", "/agree")},
	}
	t.Rooms = []ui.LinkGroup{
		{ID: "rooms-1", Title: "Working together", Links: []ui.Link{{Href: "/talk", Text: "Conversations"}, {Href: "/meetings", Text: "Meetings"}}},
		{ID: "rooms-2", Title: "What is shared", Links: []ui.Link{{Href: "/agreement", Text: "Our agreement"}}},
	}
	t.People = []ui.PersonLink{{Who: sam()}, {Who: as(al(), "Sam’s father")}, {Who: ravi()}, {Who: bea()}}
	return t
}

// plainTriangle is the picture from another end.
func plainTriangle(p *words.Printer, reader1 ui.Corner) *ui.TrianglePage {
	t := &ui.TrianglePage{Base: reader(p, reader1, "Our triangle"), Lead: "Six arrows show what each can do for the others."}
	t.Triangle = ui.Triangle{Reader: reader1, People: knobs(), Arrows: arrows()}
	return t
}
