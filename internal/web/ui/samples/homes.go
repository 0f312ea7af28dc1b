package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func homes(p *words.Printer) []Sample {
	empty := &ui.CarerHome{Base: reader(p, ui.Carer, "Home"), Greeting: "Good morning, Jo.", Lead: "Nothing is new since Friday.", TellHref: "/tell", AskHref: "/ask", RingList: ring()}
	quiet := &ui.ServiceUserHome{Base: reader(p, ui.ServiceUser, "Home"), Greeting: "Hello, Sam.", Lead: "Nothing is waiting for you.", SharingHref: "/sharing"}
	calm := &ui.ProfessionalHome{Base: reader(p, ui.Professional, "Today"), Title: "Monday 23 November", Lead: "Nobody needs anything from you today."}
	return []Sample{
		{"carer-home", carerHome(p)}, {"carer-home-empty", empty},
		{"service-user-home", serviceUserHome(p)}, {"service-user-home-empty", quiet},
		{"professional-home", professionalHome(p)}, {"professional-home-empty", calm},
		{"alone-home", aloneHome(p)},
	}
}

func carerHome(p *words.Printer) *ui.CarerHome {
	h := &ui.CarerHome{
		Base: reader(p, ui.Carer, "Home"), Greeting: "Good morning, Jo.", About: "Sam",
		Lead:     "Three things are new since Friday. One promise we made to you is late.",
		TellHref: "/tell", AskHref: "/ask", SeenHref: "/seen", RingList: ring(), Promises: promises(),
		KeptPromises: []string{"Ravi rang you back on Friday 13 November.", "Grace sent the letter for your employer on Monday 9 November."},
	}
	h.News = []ui.Item{
		{Who: bea(), Text: say("Bea suggests meeting you and Sam on Thursday 3 December, 2:30pm, at the Mill café. Sam has said yes."), Actions: []ui.Action{ui.Post("Say yes", "/yes"), ui.Go("Suggest another time", "/other")}},
		{Who: sam(), Text: say("Sam changed a choice on Sunday. You can now be told about early signs."), Actions: []ui.Action{ui.Go("See what you can be told", "#told")}},
		{Who: as(ravi(), "nurse, Sam’s key worker"), Text: say("Ravi answered your question about evenings: “Yes, ring after 5pm. You never need a special reason.”"), Actions: []ui.Action{ui.Go("Read the whole answer", "/answer")}},
	}
	h.Together = together()
	h.Told = toldJo()
	h.ToldNotes = []ui.Rich{say("Private is Sam’s right. It is not a judgement about you. Ravi will ask Sam again by 12 January. And you can tell us anything, always.")}
	h.Said = []ui.Said{
		{Text: "Sam has stopped going to band practice.", About: "You told the team on Tuesday 17 November. Only the team may know.", Steps: []ui.Step{{Text: "Ravi read it on Wednesday.", Done: true}, {Text: "The team talked about it on Thursday.", Done: true}, {Text: "What came of it: Bea will make time for music with Sam. Your words stayed with the team.", Came: true}}},
		{Text: "Is it all right to wake Sam at noon?", About: "You asked on Tuesday 17 November.", Steps: []ui.Step{{Text: "Ravi read it on Wednesday and passed it to Dr Lee.", Done: true}, {Text: "No answer yet. Dr Lee promised one by Friday 27 November."}}},
	}
	h.ForYou = []ui.Link{{Href: "/assessment", Text: "Your carer’s assessment"}, {Href: "/check-in", Text: "How are you? Your own check-in"}}
	return h
}

func together() ui.Together {
	return ui.Together{
		Waiting:  []ui.Item{{Who: ravi(), When: "By Friday 27 November", Text: say("Ravi proposes: “We ring each other on Monday evenings.” Is it a yes for you?"), Actions: []ui.Action{ui.Do("Open it", "/agreed")}}},
		Mine:     []ui.Promise{{By: jo(), When: "By Thursday 26 November", What: "You: bring the letter from the housing office.", Actions: []ui.Action{ui.Go("Open it", "/agreed")}}},
		Promised: []ui.Promise{{By: ravi(), When: "By Wednesday 18 November", LateDays: 5, What: "Ravi: ring the college about the evening course.", Actions: []ui.Action{ui.Go("Open it", "/agreed")}}},
		Coming:   []ui.Promise{{By: sam(), When: "Thursday 3 December, 2:30pm", What: "You meet: how the winter can go well.", Actions: []ui.Action{ui.Go("Open it", "/meetings")}}},
	}
}

func toldJo() *ui.Told {
	return &ui.Told{
		Name:  "Sam",
		Share: []ui.ToldTopic{{Text: "Appointments"}, {Text: "Early signs", New: true}, {Text: "In a crisis"}, {Text: "Work and learning"}},
		Ask:   []ui.ToldTopic{{Text: "Medicines"}, {Text: "Anything not listed"}},
		Keep:  []ui.ToldTopic{{Text: "Talking therapy"}, {Text: "Where Sam is in the day"}},
	}
}

func promises() []ui.Promise {
	return []ui.Promise{
		{By: ravi(), When: "By Thursday 19 November", LateDays: 4, What: "Ravi promised to ring you about the care-plan meeting by Thursday 19 November.", Notes: []string{"Ravi knows. Grace Bello, the carer lead, was told on Friday."}, Actions: []ui.Action{ui.Post("Ask Grace to sort this out", "/sort"), ui.Post("I no longer need it", "/drop")}},
		{By: grace(), When: "Tomorrow, Tuesday 24 November, 2:30pm", What: "Grace will talk with you for your carer’s assessment.", Notes: []string{"It is about you: your health, your work, your rest."}, Actions: []ui.Action{ui.Go("What we will talk about", "/talk")}},
		{By: mei(), When: "By Friday 27 November", What: "Dr Mei Lee will answer your question about sleep."},
		{By: bea(), When: "Friday 13 November", Kept: true, What: "Bea rang you back."},
	}
}

func serviceUserHome(p *words.Printer) *ui.ServiceUserHome {
	return &ui.ServiceUserHome{
		Base: reader(p, ui.ServiceUser, "Home"), Greeting: "Good morning, Sam.",
		Lead:      "Two things wait for you. Nothing changes until you say so.",
		WriteHref: "/write", SharingHref: "/sharing", SeenHref: "/seen", PlanHref: "/plan", RingList: ring()[:3],
		Waiting: []ui.Item{
			{Who: as(jo(), "your mother"), When: "since Sunday", Text: say("Jo would like to be told about your medicines. Now it is “ask me first”."), Actions: []ui.Action{ui.Go("Look at this choice", "/choice"), ui.Post("Not now", "/later")}},
			{Who: bea(), When: "since Friday", Text: say("Bea suggests meeting you and Jo on Thursday 3 December, 2:30pm, at the Mill café."), Actions: []ui.Action{ui.Post("Yes", "/yes"), ui.Post("No", "/no")}},
		},
		SharingSum: []ui.Rich{ui.Plain("Jo can be told about four topics, Al about two. Your team can see what it needs to help you.")},
		Seen: []ui.Seen{
			{Who: ravi(), Text: say("Ravi saw your early signs on Friday 20 November, because he is your key worker.")},
			{Who: jo(), Text: say("Jo saw your appointments on Saturday 21 November, because you share them with her.")},
		},
		Goals: []ui.Goal{
			{Title: "Play one song at the Anchor’s open mic by spring", Why: "Because it is the last place I felt like me.", Href: "/goal", Steps: []ui.Step{{Text: "New strings", Done: true}, {Text: "Play to Bea with the door open", Done: true}, {Text: "Go and just listen, Thursday 26 November."}}},
			{Title: "Two mornings a week at the bike workshop", Steps: []ui.Step{{Text: "One morning", Done: true}, {Text: "Two mornings, from Tuesday 1 December"}}},
		},
		Promises: promises()[2:3],
	}
}

func professionalHome(p *words.Printer) *ui.ProfessionalHome {
	done, day := ui.Post("I have done it", "/done"), ui.Go("Name a new day", "/day")
	form := mayForm("", "")
	return &ui.ProfessionalHome{
		Base: reader(p, ui.Professional, "Today"), Title: "Monday 23 November", MayITell: &form,
		Lead: "Four people need something from you today, Ravi. Start with Jo: that promise is 4 days late.",
		Lists: []ui.NeedList{
			{ID: "late", Title: "Past their day", Needs: []ui.Need{
				{Who: jo(), Age: "4 days late", Late: true, Say: say("Ring Jo about the care-plan meeting."), More: "Jo Okafor, Sam’s mother. You promised it on 12 November. Jo and Grace have been told that it is late.", Actions: []ui.Action{done, day}},
				{Who: ui.Person{Name: "Priya Nair", Initials: "PN", Corner: ui.ServiceUser}, Age: "1 day late", Late: true, Say: say("Bring Priya the bus-pass form."), More: "Priya Nair. Priya was told this morning.", Actions: []ui.Action{done, day}},
			}},
			{ID: "questions", Title: "Waiting for an answer", Needs: []ui.Need{
				{Who: jo(), Age: "6 days", Say: say("“Is it all right to wake Sam at noon?”"), More: "Jo Okafor. With Dr Lee, who promised an answer by Friday.", Actions: []ui.Action{ui.Go("See the question", "/question")}},
			}},
			{ID: "weigh", Title: "A confidence to weigh", Needs: []ui.Need{
				{Who: jo(), Age: "By Thursday", Say: say("What Jo told the team may have changed Sam’s care."), More: "Told on 17 November, for the team only. Used on 19 November. Sam may have a right to know why. Jo hears first.", Actions: []ui.Action{ui.Go("Weigh it", "/weigh")}},
			}},
			{ID: "review", Title: "Choices to look at again", Needs: []ui.Need{
				{Who: sam(), Age: "Ends 30 Nov", Say: say("Sam: what Al may be told about medicines."), More: "Now “ask me first”. You see Sam at 10am today.", Actions: []ui.Action{ui.Go("Open Sam’s choices", "/choices")}},
			}},
		},
		Day:      []ui.DayLine{{Time: "10am", What: "Sam, at the Mill café", More: "Sam asked to talk about the bike workshop"}, {Time: "11:30am", What: "Team meeting"}, {Time: "4:15pm", What: "Time for notes", More: "45 minutes, kept free"}},
		DayNote:  "You finish at 5pm. After that the duty line answers, and people are told so.",
		People:   []ui.PersonLink{{Who: as(sam(), ""), Href: "/triangles/1"}, {Who: ui.Person{Name: "Priya Nair", Initials: "PN", Corner: ui.ServiceUser}, Href: "/triangles/2"}},
		WentWell: []string{"Tom has a trial shift at the bakery. He asked for it himself, after you looked at the advert together."},
	}
}

func aloneHome(p *words.Printer) *ui.AloneHome {
	return &ui.AloneHome{
		Base: reader(p, ui.Carer, "Home"), Greeting: "Good morning, Jo.", Invite: "/invite", RingList: ring()[:2],
		Doors: []ui.Door{
			{Href: "/notes", Title: "Write a note for yourself", Text: "Nobody else can see it."},
			{Href: "/check-in", Title: "How are you?", Text: "A few questions about you. You can look back at your answers."},
			{Href: "/assessment", Title: "Ask for your own assessment", Text: "You have a right to it, even if the person you care for wants no help."},
			{Href: "/library", Title: "Read what is true for anybody", Text: "What teams can always tell you, and what you can ask for."},
		},
		Questions: []string{"Whom can we ring at night?", "What would you do if Sam does not want to see you?"},
	}
}
