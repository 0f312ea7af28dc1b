package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

// profiles are pages with how people wish to be met on them.
func profiles(p *words.Printer) []Sample {
	faced := jo()
	faced.Photo, faced.Pronouns = "/photo/jo", "she/her"
	large := faced.Large()
	card := ui.ReachCard{
		ID: "reach-jo", Rules: []string{"Ask first whether I can speak"}, Shut: "I have read this. Show the rest", Says: []string{"Good times: weekday mornings."},
		Needs: []string{"Large print"}, Phones: []ui.ReachPhone{{Tel: "01632960123", Shown: "01632 960 123", Note: "Leave no message"}},
	}
	open := ui.ReachCard{ID: "reach-sam", Who: sam(), Phones: card.Phones, More: &ui.Link{Href: "/sam", Text: "More"}}
	none := ui.ReachCard{ID: "reach-al", Who: al(), Empty: "Nothing is known yet."}
	base := reader(p, ui.Professional, "")
	base.Flags = []ui.Flag{{Who: "Sam", Text: "needs: large print.", Href: "/sam", Link: "How to meet"}}
	base.Larger = true
	note := &ui.NoteBox{Text: say("Is this still right?"), Actions: []ui.Action{ui.Post("Still right", "/still")}}
	base.Ask, base.Offer = note, note
	form := &ui.FormPage{
		Base: reader(p, ui.Carer, ""), Title: "What I need", Action: "/needs", Button: "Save",
		Parts: []ui.FormPart{{Who: &large}, {Reach: &card}, {Picks: &ui.Picks{ID: "needs", Legend: "Reading", Hint: "Tick what is true.", Items: []ui.Pick{
			{ID: "need-a", Name: "need-a", Label: "Large print", Hint: "Larger letters", Checked: true, Detail: &ui.Field{ID: "need-a-detail", Name: "need-a-detail", Label: "A few words more", Plainly: true}},
		}}}},
	}
	form.Errors = []ui.FieldError{{Field: "needs", Text: "Choose one"}}
	small := faced.Small()
	list := &ui.ListPage{Base: base, Title: "Jo Okafor", Sections: []ui.ListSection{
		{ID: "large", Title: "Meet", Who: &large, Reach: []ui.ReachCard{card, open, none}}, {ID: "small", Title: "Smaller", Who: &small},
	}}
	return []Sample{{"profile-form", form}, {"profile-list", list}, {"ring-people", &ui.Ring{Base: base, Lines: ring(), People: []ui.ReachCard{open}}}}
}
