package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func recovery(p *words.Printer) []Sample {
	other := plan(p)
	other.Base, other.Own, other.Title, other.Lead = reader(p, ui.Carer, ""), false, "Sam’s recovery plan", "These are the parts that Sam shares with you."
	other.Actions, other.Strengths.Add, other.Strengths.Shared, other.Goals, other.Staying, other.Felt = nil, nil, nil, nil, nil, nil
	return []Sample{{"recovery-plan", plan(p)}, {"recovery-plan-other", other}}
}

func plan(p *words.Printer) *ui.RecoveryPlan {
	change := func(what string) *ui.Link {
		return &ui.Link{Href: "/plan/share", Text: "Change", More: "who sees " + what}
	}
	with := []ui.SharedPerson{{Who: bea(), Until: "No end date"}, {Who: jo(), Until: "Until 1 March 2027"}}
	return &ui.RecoveryPlan{
		Base: reader(p, ui.ServiceUser, "My plan"), Own: true, Title: "My recovery plan", Lead: "It is yours. You write it. Other people see only the parts you share with them.",
		Actions: []ui.Action{ui.Do("Add a small step", "/plan/step"), ui.Also("Print or save a copy", "/plan/print")},
		Strengths: &ui.StrengthPart{
			Items: []ui.Strength{{Text: "Bass guitar", More: "Eleven years. Now: two evenings a week."}, {Text: "I notice when someone is left out", More: "Bea wrote this. I said yes to it."}, {Text: "Fixing bikes", More: "I want that back."}},
			Add:   &ui.Link{Href: "/plan/strength", Text: "Add something"}, Shared: &ui.SharedWith{People: with, Change: change("my strengths")},
		},
		Goals: &ui.GoalPart{Items: serviceUserHome(p).Goals, Add: &ui.Link{Href: "/plan/goal", Text: "Add a goal"}, Shared: &ui.SharedWith{People: with[:1], Change: change("my goals")}},
		Staying: &ui.StayingPart{
			Rows:   ui.Summary{{Key: "When I am well", Value: say("I joke. I answer texts, late but I answer.")}, {Key: "Early signs", Value: say("The same song for hours. Curtains shut at noon.")}},
			Shared: &ui.SharedWith{People: with[1:], Change: change("staying well")},
		},
		Felt: &ui.FeltPart{Picture: felt(), HardNow: "Sundays. Everybody has somewhere to be.", Add: &ui.Link{Href: "/plan/month", Text: "Add this month"}, Shared: &ui.SharedWith{Change: change("how it felt")}},
	}
}

func felt() ui.FeltPicture {
	line := func(title, more, note string, felt ...ui.Felt) ui.FeltLine {
		l := ui.FeltLine{Title: title, More: more, Note: note}
		for i, name := range []string{"June", "July", "August", "Sept", "Oct", "Nov"} {
			l.Months = append(l.Months, ui.Month{Name: name, Felt: felt[i]})
		}
		return l
	}
	return ui.FeltPicture{ID: "felt-table", Caption: "How each part felt, June to November 2026", Lines: []ui.FeltLine{
		line("Connectedness", "people and places", "Two friends at the workshop now.", ui.Hard, ui.Mixed, ui.Mixed, ui.Good, ui.Mixed, ui.Good),
		line("Hope", "looking ahead", "The open mic. I want it.", ui.Hard, ui.Hard, ui.Mixed, ui.Mixed, ui.Good, ui.Good),
		line("Identity", "who I am", "Bass player first.", ui.Mixed, ui.NotSaid, ui.Hard, ui.Mixed, ui.Mixed, ui.Good),
		line("Meaning", "what matters", "", ui.Hard, ui.Mixed, ui.Mixed, ui.Mixed, ui.Good, ui.NotSaid),
		line("Empowerment", "being in charge", "I ran my own review meeting.", ui.Hard, ui.Hard, ui.Mixed, ui.Mixed, ui.Mixed, ui.Good),
	}}
}
