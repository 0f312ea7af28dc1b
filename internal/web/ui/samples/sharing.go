package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func sharing(p *words.Printer) []Sample {
	cannot := choices(p)
	cannot.Set, cannot.Notice, cannot.SeeAs = ui.IfICannot, "", nil
	problem := change(p)
	problem.Errors = []ui.FieldError{{Field: "until", Text: "Write a day that is not in the past."}}
	group := change(p)
	group.Name, group.Group, group.Ends = "the team", true, false
	carer := choices(p)
	carer.Base, carer.CannotHref, carer.SeeAs = reader(p, ui.Carer, ""), "", nil
	return []Sample{
		{"sharing", choices(p)}, {"sharing-carer", carer}, {"sharing-cannot", cannot},
		{"sharing-change", change(p)}, {"sharing-change-problem", problem}, {"sharing-change-team", group},
		{"see-as", seeAs(p)},
		{"may-i-tell", mayAsk(p)}, {"may-i-tell-yes", mayYes(p)}, {"may-i-tell-first", mayFirst(p)}, {"may-i-tell-no", mayNo(p)},
	}
}

func choices(p *words.Printer) *ui.Sharing {
	s := &ui.Sharing{Base: reader(p, ui.ServiceUser, "My choices"), Set: ui.Everyday, EverydayHref: "/sharing", CannotHref: "/sharing/if-i-cannot"}
	s.Notice = "Done. This works from now. Jo can be told about early signs until 1 March 2027."
	undo := ui.Post("Undo", "/undo")
	s.NoticeUndo = &undo
	s.Table = ui.ChoicesTable{Label: "choices", Columns: []ui.ChoiceColumn{
		{Who: as(jo(), "your mother"), Short: "Jo"}, {Who: as(al(), "your father"), Short: "Al"}, {Who: team(), Short: "The team"},
	}}
	row := func(topic, hint string, a, b, c ui.Answer, until string) ui.ChoiceRow {
		return ui.ChoiceRow{Topic: topic, Hint: hint, Cells: []ui.ChoiceCell{{Answer: a, Until: until, Change: "/sharing/change"}, {Answer: b, Change: "/sharing/change"}, {Answer: c, Change: "/sharing/change"}}}
	}
	s.Table.Rows = []ui.ChoiceRow{
		row("Appointments", "When and where we meet", ui.Share, ui.Share, ui.Share, "Until 1 March 2027"),
		row("Early signs", "What you or others notice first", ui.Share, ui.Ask, ui.Share, "Until 1 March 2027"),
		row("Medicines", "What you take and how it is going", ui.Ask, ui.Ask, ui.Share, ""),
		row("In a crisis", "What helps, and who should come", ui.Share, ui.Share, ui.Share, ""),
		row("Talking therapy", "What you talk about there", ui.Keep, ui.Keep, ui.Ask, ""),
		row("Work and learning", "The workshop, courses, jobs", ui.Share, ui.Ask, ui.Share, "Until 1 June 2027"),
		row("Where I am", "In the day, or if I am in hospital", ui.Keep, ui.Keep, ui.Share, ""),
		row("Alcohol and drugs", "Stays private unless you say otherwise", ui.Keep, ui.Keep, ui.Share, ""),
	}
	s.Actions = []ui.Action{ui.Also("Add a topic", "/sharing/add"), ui.Go("Talk it over with Ravi", "/talk")}
	s.SeeAs = []ui.Action{ui.Do("See it as Jo would", "/see-as/jo"), ui.Also("See it as Al would", "/see-as/al")}
	return s
}

func change(p *words.Printer) *ui.SharingChange {
	return &ui.SharingChange{
		Base: reader(p, ui.ServiceUser, "My choices"), Set: ui.Everyday, BackTo: &ui.Link{Href: "/sharing", Text: "Back to my choices"},
		Action: "/sharing/change", Hidden: []ui.Hidden{{Name: "topic", Value: "medicines"}, {Name: "recipient", Value: "al"}},
		Name: "Al", Topic: "your medicines", Answer: ui.Ask, Ends: true, Day: "30", Month: "11", Year: "2026",
	}
}

func seeAs(p *words.Printer) *ui.SeeAs {
	return &ui.SeeAs{
		Base: reader(p, ui.ServiceUser, "My choices"), BackTo: &ui.Link{Href: "/sharing", Text: "Back to my choices"}, Name: "Jo", Told: *toldJo(),
		Unnamed: []ui.Rich{say("“Alcohol and drugs” is not named to Jo. In every family those subjects stay private until the person says otherwise, so the list gives nothing away.")},
		Entries: []ui.Entry{entry()},
	}
}

func mayForm(person, topic string) ui.MayForm {
	f := ui.MayForm{
		Action: "/may-i-tell",
		People: []ui.Option{{Value: "", Label: "Choose a person"}, {Value: "jo", Label: "Jo Okafor, Sam’s mother"}, {Value: "al", Label: "Al Okafor, Sam’s father"}},
		Topics: []ui.Option{{Value: "", Label: "Choose a topic"}, {Value: "early-signs", Label: "Early signs"}, {Value: "medicines", Label: "Medicines"}, {Value: "therapy", Label: "Talking therapy"}},
	}
	for i := range f.People {
		f.People[i].Checked = f.People[i].Value == person
	}
	for i := range f.Topics {
		f.Topics[i].Checked = f.Topics[i].Value == topic
	}
	return f
}

func mayAsk(p *words.Printer) *ui.MayITell {
	return &ui.MayITell{Base: reader(p, ui.Professional, "May I tell them?"), Form: mayForm("", "")}
}

func mayOthers() []ui.MayOther {
	look := func(text, topic string) ui.Action {
		return ui.Post(text, "/may-i-tell", ui.Hidden{Name: "person", Value: "jo"}, ui.Hidden{Name: "topic", Value: topic})
	}
	return []ui.MayOther{{Look: look("Early signs", "early-signs"), Answer: ui.Share}, {Look: look("Medicines", "medicines"), Answer: ui.Ask}, {Look: look("Talking therapy", "therapy"), Answer: ui.Keep}}
}

func anyway() []string {
	return []string{"Listen. You may always take in what Jo tells you.", "Talk about what Jo already knows, adding nothing.", "Explain things that are true for anybody: how the service works, who to ring, help for carers."}
}

func mayYes(p *words.Printer) *ui.MayITell {
	m := mayAsk(p)
	m.Form = mayForm("jo", "early-signs")
	m.Result = &ui.MayResult{
		Answer: ui.Share, Name: "Jo", Why: say("You may tell Jo about early signs. Sam agreed, until 1 March 2027."), Others: mayOthers(),
		Covers: []string{"What Sam and others notice first when things get harder, and what Sam would like people to do then.", "It does not cover medicines or therapy, even if they come up."},
		Record: &ui.RecordForm{Action: "/may-i-tell/told", Field: ui.Field{ID: "told", Name: "told", Label: "What did you tell Jo? One line.", Autocomplete: "off"}, Button: "Record that I told", Note: "Sam sees this line. Say what Jo needs to know, and no more."},
	}
	return m
}

func mayFirst(p *words.Printer) *ui.MayITell {
	m := mayAsk(p)
	m.Form = mayForm("jo", "medicines")
	m.Result = &ui.MayResult{
		Answer: ui.Ask, Name: "Jo", Why: say("Do not tell Jo about medicines yet. Sam wants to be asked each time."), Others: mayOthers(), Anyway: anyway(),
		Words:   []string{"I would like to check with Sam before I talk about that. I will ask today, and ring you by Thursday, whatever the answer is."},
		Actions: []ui.Action{ui.Post("Ask Sam now", "/ask").As(ui.MainAction), ui.Post("Ask at our next meeting", "/ask-later").As(ui.QuietAction)},
	}
	return m
}

func mayNo(p *words.Printer) *ui.MayITell {
	m := mayAsk(p)
	m.Form = mayForm("jo", "therapy")
	m.Result = &ui.MayResult{
		Answer: ui.Keep, Name: "Jo", Why: say("Do not tell Jo about talking therapy. Sam has chosen to keep this private."), Others: mayOthers(), Anyway: anyway(),
		Words:  []string{"That is one of the things I leave to Sam. I say the same to every family, whether there is something to tell or not.", "But I want to hear what you have noticed. And how are you?"},
		Change: []ui.Rich{say("Only Sam. The choice is due to be looked at again by 12 January.")},
		Record: &ui.RecordForm{Action: "/may-i-tell/asked", Button: "Record that I was asked"},
	}
	return m
}
