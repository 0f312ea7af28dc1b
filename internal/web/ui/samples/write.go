package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func writing(p *words.Printer) []Sample {
	problem := write(p)
	problem.Text = ""
	problem.Errors = []ui.FieldError{{Field: "say", Text: "Write what you would like to tell the team."}, {Field: "confidence", Text: "Choose who may know."}}
	return []Sample{
		{"write", write(p)}, {"write-problem", problem}, {"write-note", writeNote(p)}, {"write-mine", writeMine(p)},
		{"write-check", writeCheck(p, ui.Carer)}, {"write-check-mine", writeCheck(p, ui.ServiceUser)}, {"write-check-note", writeCheck(p, ui.Professional)},
		{"audience-fragment", &ui.AudienceFragment{Base: reader(p, ui.Carer, ""), Audience: audience()}},
	}
}

func topics() []ui.Option {
	return []ui.Option{{Value: "early-signs", Label: "Early signs", Checked: true}, {Value: "day-to-day", Label: "Day to day"}, {Value: "medicines", Label: "Medicines"}, {Value: "safety-plan", Label: "Safety"}}
}

func write(p *words.Printer) *ui.Write {
	w := &ui.Write{
		Base: reader(p, ui.Carer, "Tell the team"), Asks: ui.TellTeam, About: "Sam", Team: "Ravi, Bea, Dr Lee and Grace", Lead: "Grace",
		Action: "/write/check", AudienceHref: "/write/audience", Draft: "d1", Topics: topics(), Audience: audience(), KeepName: "write", Later: true,
		Text:    "Sam has been up most nights since Wednesday, and plays the same song again and again. Last spring it began like that.",
		BackTo:  &ui.Link{Href: "/", Text: "Home"},
		Reading: "The team reads messages on weekdays, 9am to 5pm.",
	}
	w.Confidence = w.ConfidenceOptions("team", 2)
	return w
}

func writeNote(p *words.Printer) *ui.Write {
	return &ui.Write{
		Base: reader(p, ui.Professional, ""), Asks: ui.TeamNote, About: "Sam", Action: "/write/check", AudienceHref: "/write/audience", Draft: "d2",
		Topics: topics(), KeepName: "note",
		Audience: ui.Audience{Chosen: "only", Sets: []ui.AudienceSet{{Code: "only", Sum: "Sam, Jo and the team will see it. Al may ask.", Rows: []ui.AudienceRow{
			{Who: as(sam(), ""), Answer: ui.Share, Why: "It is about Sam."},
			{Who: as(jo(), "Sam’s mother"), Answer: ui.Share, Why: "Sam shares early signs with Jo until 1 March 2027."},
			{Who: as(al(), "Sam’s father"), Answer: ui.Ask, Why: "Sam wants to be asked first."},
			{Who: bea(), Answer: ui.Share, Why: "Bea is in Sam’s team."},
		}}}},
	}
}

func writeMine(p *words.Printer) *ui.Write {
	return &ui.Write{
		Base: reader(p, ui.ServiceUser, ""), Asks: ui.MyWords, Action: "/write/check", Draft: "d3", Topics: topics(), KeepName: "mine",
		Classes: []ui.Option{{Value: "personal", Label: "About a person", Hint: "Who sees it follows the choices about this topic.", Checked: true}, {Value: "own", Label: "Only for me"}},
		Audience: ui.Audience{Chosen: "only", Sets: []ui.AudienceSet{{Code: "only", Sum: "Your team and Jo will see it.", Rows: []ui.AudienceRow{
			{Who: as(jo(), "your mother"), Answer: ui.Share, Why: "You share early signs with Jo."},
			{Who: ravi(), Answer: ui.Share, Why: "Ravi is your key worker."},
		}}}},
	}
}

// audience is who sees what Jo writes, under each confidence.
func audience() ui.Audience {
	all := func(why string, see ui.Answer) []ui.AudienceRow {
		var rows []ui.AudienceRow
		for _, who := range []ui.Person{ravi(), bea(), mei()} {
			rows = append(rows, ui.AudienceRow{Who: who, Answer: see, Why: why})
		}
		return rows
	}
	alRow := ui.AudienceRow{Who: al(), Answer: ui.Keep, Why: "Family members only read each other’s words when everybody concerned has said yes. Al is not told that you wrote."}
	graceRow := ui.AudienceRow{Who: grace(), Answer: ui.Share, Why: "You told the team, and Grace is there for carers."}
	samRow := func(see ui.Answer, why string) ui.AudienceRow {
		return ui.AudienceRow{Who: sam(), Answer: see, Why: why}
	}
	told := append(all("You told the team.", ui.Share), graceRow)
	return ui.Audience{Chosen: "team", Sets: []ui.AudienceSet{
		{Code: "named", Sum: "Sam and the team will see it. Al will not.", Rows: append([]ui.AudienceRow{samRow(ui.Share, "You said that Sam may know it was you."), alRow}, told...)},
		{Code: "unnamed", Sum: "Sam and the team will see it, Sam without your name. Al will not.", Rows: append([]ui.AudienceRow{samRow(ui.Share, "Without your name. Two people could have said it, so Sam may guess."), alRow}, told...)},
		{Code: "team", Sum: "Four people in the team will see it. Sam and Al will not.", Rows: append([]ui.AudienceRow{samRow(ui.Keep, "You said only the team. If it changes Sam’s care, Ravi must weigh what to tell Sam, and tells you."), alRow}, told...)},
		{Code: "sealed", Sum: "Only Grace will see it. Three others may ask her.", Rows: append([]ui.AudienceRow{{Who: grace(), Answer: ui.Share, Why: "You told Grace alone."}, samRow(ui.Keep, "You said only Grace. The limits on this page still hold."), alRow}, all("They can ask Grace to weigh it. Nothing passes until she decides and signs for it.", ui.Ask)...)},
	}}
}

func writeCheck(p *words.Printer, by ui.Corner) *ui.WriteCheck {
	return &ui.WriteCheck{
		Base: reader(p, by, "Tell the team"), Action: "/write", Hidden: []ui.Hidden{{Name: "draft", Value: "d1"}},
		Text: "Sam has been up most nights since Wednesday.\nLast spring it began like that.", Set: audience().Sets[2],
		Rows: ui.Summary{
			{Key: "About", Value: say("Early signs"), Change: &ui.Link{Href: "/write#topic", Text: "Change", More: "what it is about"}},
			{Key: "Who may know", Value: say("Only the team"), Change: &ui.Link{Href: "/write#confidence", Text: "Change", More: "who may know"}},
		},
		Edit: ui.Post("Change my words", "/write/again", ui.Hidden{Name: "draft", Value: "d1"}),
		Warn: &ui.NoteBox{Text: say("You also write about Al. Sam could then not be shown it without Al’s yes. You could send two messages.")},
	}
}
