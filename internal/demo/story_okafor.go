package demo

import (
	"slices"

	"trialogue/internal/network"
	"trialogue/internal/sharing"
	"trialogue/internal/telling"
)

// okafor is the family that the documentation tells of: Sam, his parents and
// the Riverside team, half a year on.
func okafor() scene {
	return scene{"okafor", slices.Concat(
		okaforBegin(), okaforSummer(), okaforAutumn(), okaforLately(),
		okaforKnown(), okaforOthers(), okaforBetween(), okaforAgreed(), okaforMet(), okaforNoon(), okaforTalk(),
	)}
}

// okaforBegin is how they come together and what they agree.
func okaforBegin() []act {
	return []act{
		{128, "10:00", "ravi", opens{user: "sam", role: "key worker", lead: "grace", with: []string{"bea", "mei"}}},
		{127, "16:20", "sam", joins{by: "ravi"}},
		{127, "16:40", "ravi", knows{whom: "sam"}},
		{126, "09:40", "ravi", invites{whom: "jo", relation: "mother"}},
		{126, "17:05", "sam", agrees{to: "jo"}},
		{125, "08:15", "jo", joins{by: "ravi"}},
		{125, "10:30", "ravi", knows{whom: "jo", paper: "passport"}},
		{125, "11:00", "ravi", promises{
			reply:      "We answer within two working days. If we cannot, we say so and name a new day.",
			always:     "Who to ring, how the service works, what Sam has said you may know, and help for you as carers. We always listen, whatever may be told.",
			confidence: "What you tell us in confidence stays with the team. If it changes what we do, we weigh whether Sam must know, and we speak with you first.",
		}},
		{124, "18:30", "sam", invites{whom: "al", relation: "father"}},
		{123, "19:10", "al", joins{by: "sam"}},
		{123, "19:30", "sam", chooses{to: "jo", topics: []string{"contact-and-appointments"}, answer: sharing.Share, ends: 98}},
		{123, "19:34", "sam", chooses{to: "jo", topics: []string{"crisis"}, answer: sharing.Share}},
		{123, "19:38", "sam", chooses{to: "jo", topics: []string{"work-and-learning"}, answer: sharing.Share, ends: 190}},
		{123, "19:42", "sam", chooses{to: "jo", topics: []string{"early-signs", "medicines"}, answer: sharing.Ask}},
		{123, "19:46", "sam", chooses{to: "jo", topics: []string{"therapy", "whereabouts", "substance-use"}, answer: sharing.Keep}},
		{122, "18:00", "sam", chooses{to: "al", topics: []string{"contact-and-appointments", "crisis"}, answer: sharing.Share}},
		{122, "18:04", "sam", chooses{to: "al", topics: []string{"early-signs", "work-and-learning"}, answer: sharing.Ask}},
		{122, "18:08", "sam", chooses{to: "al", topics: []string{"therapy", "whereabouts", "substance-use"}, answer: sharing.Keep}},
		{122, "18:14", "sam", chooses{to: "team", topics: []string{"therapy"}, answer: sharing.Ask}},
		{121, "17:00", "sam", chooses{to: "jo", topics: []string{"crisis", "whereabouts", "medicines"}, answer: sharing.Share, when: sharing.WithoutCapacity}},
		{121, "17:05", "sam", chooses{to: "jo", topics: []string{"therapy"}, answer: sharing.Keep, when: sharing.WithoutCapacity}},
		{121, "17:08", "sam", chooses{to: "al", topics: []string{"crisis"}, answer: sharing.Share, when: sharing.WithoutCapacity}},
		{121, "17:12", "sam", chooses{to: "al", topics: []string{"whereabouts"}, answer: sharing.Keep, when: sharing.WithoutCapacity}},
		{120, "12:30", "sam", invites{whom: "kit", relation: "friend"}},
		{119, "20:10", "kit", joins{by: "sam"}},
		{119, "20:20", "sam", chooses{to: "kit", topics: []string{"day-to-day"}, answer: sharing.Share, ends: 30}},
		{118, "14:00", "ravi", putsDown{as: "first agreement"}},
		{118, "17:40", "sam", goesAlong{with: "first agreement"}},
		{117, "08:20", "jo", goesAlong{
			with: "first agreement",
			but:  "I go along with all of it but one thing. If Sam is in hospital I want to be told, at night as well. Please let us come back to this.",
		}},
		{117, "09:00", "ravi", goesAlong{with: "first agreement"}},
		{116, "19:00", "al", goesAlong{with: "first agreement"}},
	}
}

// okaforSummer is everyday life: plans, notes, a letter, somebody who leaves.
func okaforSummer() []act {
	return []act{
		{115, "16:00", "sam", notes{as: "open mic", topic: "recovery-plan", text: "I want to play one song at the Anchor’s open mic by spring. It is the last place where I felt like me."}},
		{114, "09:10", "ravi", looks{}},
		{114, "08:05", "jo", tells{as: "same song", topic: "early-signs", how: sharing.Named,
			text: "Before a hard time Sam plays the same song for hours and leaves the curtains shut at noon. It was like that two years ago, and it began about a week before."}},
		{113, "10:15", "ravi", reads{"same song"}},
		{113, "15:40", "ravi", came{of: "same song", text: "Sam read this with me and kept the part about the curtains for the plan."}},
		{112, "11:30", "sam", looks{}},
		{110, "14:20", "bea", notes{as: "strengths", topic: "recovery-plan", text: "Sam and I wrote down what goes well: eleven years of bass, mending bikes, jollof for twenty people, and noticing when somebody is left out."}},
		{109, "17:15", "sam", reads{"strengths"}},
		{108, "10:30", "mei", notes{as: "same dose", topic: "medicines", text: "We agreed to stay with the same dose and to look again in eight weeks. Sam finds mornings slow. If that goes on we will try taking it earlier in the evening."}},
		{107, "18:40", "sam", reads{"same dose"}},
		{106, "09:30", "bea", looks{}},
		{104, "11:00", "grace", notes{as: "assessment", of: "jo", topic: "carers-assessment",
			text: "Jo’s carer’s assessment, written down together. Sleep is short, work is kind but worried about hours. Jo wants one evening a week that is hers: swimming, or the choir. We look again in six months."}},
		{103, "08:30", "jo", reads{"assessment"}},
		{100, "15:00", "grace", notes{as: "letter", of: "jo", topic: "carers-life", text: "Here is the letter for your employer. It says that you care for somebody and what would help. It does not say for whom, or why.",
			paper: &paper{name: "Letter for your employer.pdf", title: "To whom it may concern", lines: []string{
				"Jo Okafor is a carer. Carers can ask to work at other hours.",
				"It would help to start at 9:30am on two days a week.",
				"Please ring the carer lead with any question: 01632 960131.",
				"", "Grace Bello, carer lead, Riverside community team",
			}}}},
		{99, "07:50", "jo", reads{"letter"}},
		{98, "20:15", "al", tells{as: "rent", topic: "day-to-day", how: sharing.Named, text: "Sam and I had words about the rent on Sunday. We are all right again. I tell you so that you know why Sam may be quiet."}},
		{97, "09:25", "ravi", reads{"rent"}},
		{97, "18:00", "sam", looks{}},
		{95, "12:10", "jo", questions{as: "sundays", topic: "contact-and-appointments", text: "Who do we ring on a Sunday? The duty line says Monday to Friday in one place and every day in another."}},
		{94, "10:00", "grace", answers{to: "sundays", text: "Every day until 8pm, Sundays too. The old leaflet was wrong and we have taken it away. Thank you for telling us."}},
		{94, "19:20", "jo", looks{}},
		{90, "13:30", "ravi", notes{as: "review", topic: "care-plan", text: "The review meeting is on the first Thursday at 3pm in the small room. Sam wants to lead it."}},
		{89, "17:30", "sam", reads{"review"}},
		{88, "09:05", "ravi", corrects{what: "review", from: 1, text: "The review meeting is on the first Thursday at 2pm in the small room, not at 3pm. Sam wants to lead it."}},
		{88, "18:10", "sam", reads{"review"}},
		{86, "11:45", "ravi", calls{to: "jo", topic: "contact-and-appointments", how: telling.ByPhone, text: "The day and hour of the review, and that Sam would like her there for the second half."}},
		{82, "19:00", "kit", tells{as: "gigs", topic: "day-to-day", how: sharing.Named, text: "Sam has been to both rehearsals and laughed a lot. I thought somebody should write the good things down as well."}},
		{81, "10:20", "bea", looks{}},
		{80, "16:45", "sam", notes{as: "led", topic: "care-plan", text: "I led my own review meeting. I was nervous and it was fine. I want to do it again."}},
		{79, "09:15", "ravi", looks{}},
		{70, "20:30", "kit", leaves{}},
	}
}

// okaforAutumn is what changes.
func okaforAutumn() []act {
	return []act{
		{66, "18:20", "sam", addsTopic{label: "Band and gigs"}},
		{66, "18:25", "sam", chooses{to: "al", topics: []string{`"Band and gigs"`}, answer: sharing.Share, ends: 120}},
		{66, "18:28", "sam", chooses{to: "jo", topics: []string{`"Band and gigs"`}, answer: sharing.Share, ends: 120}},
		{60, "08:40", "jo", questions{as: "money", topic: "benefits-and-housing", text: "Is there help with the bus fares to the workshop? I do not need to know anything of Sam’s money for that."}},
		{54, "11:10", "grace", answers{to: "money", text: "I am sorry that this took longer than the two days we promise. Yes: the council has a travel scheme that is open to anybody on a course. I will bring the form."}},
		{54, "19:00", "jo", looks{}},
		{53, "15:00", "grace", helped{as: "fares", topic: "benefits-and-housing", ends: -9, who: network.Details{Name: "Travel scheme at the council", Service: true, For: "Help with the fares to the workshop", Phone: "01632 960190"}}},
		{52, "10:30", "mei", notes{as: "earlier", topic: "medicines", text: "Taking it at eight in the evening helps: mornings are easier. We leave the dose as it is and look again after the winter."}},
		{51, "17:20", "sam", looks{}},
		{48, "14:00", "bea", notes{as: "workshop", topic: "work-and-learning", text: "First visit to the bike workshop. Sam took a wheel apart and put it together again while Marta watched. Two mornings a week are possible."}},
		{47, "18:15", "sam", looks{}},
		{47, "20:00", "jo", looks{}},
		{46, "11:00", "bea", helped{as: "marta", topic: "work-and-learning", ends: 90, who: network.Details{Name: "Marta Lowe", Does: "leads the bike workshop", For: "Two mornings a week with bikes", Phone: "01632 960180", Reach: "At the workshop, Tuesdays and Thursdays"}}},
		{46, "18:30", "sam", helped{as: "anchor", topic: "day-to-day", to: []string{"al"}, who: network.Details{Name: "The Anchor", Service: true, For: "Open mic on the last Friday of the month"}}},
		{45, "20:05", "jo", tells{as: "my knees", topic: "carers-health", how: sharing.Team, own: true, text: "My knees are bad this autumn and I cannot drive at night for some weeks. Al will do the evenings."}},
		{44, "09:20", "grace", reads{"my knees"}},
		{43, "19:30", "jo", chooses{to: "team", topics: []string{"caring-role", "carers-health"}, answer: sharing.Share, ends: 150}},
		{43, "19:34", "jo", chooses{to: "al", topics: []string{"carers-health"}, answer: sharing.Share}},
		{40, "18:00", "sam", chooses{to: "al", topics: []string{"medicines"}, answer: sharing.Ask, ends: 7}},
		{40, "18:05", "sam", chooses{to: "al", topics: []string{"day-to-day"}, answer: sharing.Share, ends: 9}},
		{36, "12:00", "grace", tellsGrace()},
		{35, "20:30", "jo", helped{as: "choir", topic: "carers-life", how: sharing.Team, who: network.Details{Name: "Carers’ choir", Service: true, For: "One evening a week that is mine", Reach: "Wednesdays, in the library"}}},
		{34, "08:10", "jo", tells{as: "alone with it", topic: "caring-role", how: sharing.Sealed, own: true, text: "Some days I do not want to go home after work. I sit in the car for ten minutes. I only say this to you."}},
		{33, "10:00", "grace", reads{"alone with it"}},
		{30, "16:30", "sam", notes{as: "sundays are long", topic: "day-to-day", text: "Sundays are long. Everybody has somewhere to be. I would like something that happens on a Sunday."}},
		{29, "09:30", "bea", reads{"sundays are long"}},
		{28, "15:00", "bea", came{of: "sundays are long", text: "The workshop has an open Sunday once a month. I asked Marta and you can just turn up.", talked: true}},
		{25, "13:00", "bea", notes{as: "plan", topic: "recovery-plan", text: "The page for the fridge that you asked for: what keeps you well, and what to do first.",
			paper: &paper{name: "For the fridge.pdf", title: "What keeps me well", lines: []string{
				"Sleep by one. Playing. Walking the long way home.",
				"First signs: the same song for hours, curtains shut at noon.",
				"Then: ring Ravi, 01632 960124, or the duty line, 01632 960123.",
				"Ask Al to come, not to talk.",
			}}}},
		{24, "17:45", "sam", reads{"plan"}},
	}
}

// tellsGrace is the carer lead's note after a talk with Al.
func tellsGrace() deed {
	return notes{of: "al", topic: "carers-life", text: "Al and I talked for an hour. He misses the allotment and will go on Saturday mornings again. He would like to hear more about how things are with Sam, and will ask Sam himself."}
}

// okaforLately is what is on everybody's mind now.
func okaforLately() []act {
	return []act{
		{20, "18:30", "jo", asks{as: "early signs for jo", topic: "early-signs"}},
		{18, "19:00", "sam", decides{ask: "early signs for jo", answer: sharing.Share, ends: 98}},
		{17, "14:00", "ravi", putsDown{as: "second agreement"}},
		{17, "17:30", "sam", goesAlong{with: "second agreement"}},
		{16, "09:00", "ravi", goesAlong{with: "second agreement"}},
		{12, "20:00", "jo", looks{}},
		{12, "20:40", "al", looks{}},
		{10, "11:20", "ravi", calls{to: "jo", topic: "early-signs", how: telling.ByPhone, text: "That nights are short when rehearsals fall out, and that a walk before bed helps."}},
		{9, "18:20", "sam", looks{}},
		{8, "09:40", "ravi", wonders{to: "jo", topic: "therapy"}},
		{6, "07:55", "jo", tells{as: "band practice", topic: "day-to-day", how: sharing.Team, text: "Sam has stopped going to band practice. He says the others are busy. I do not think that is why."}},
		{6, "08:10", "jo", questions{as: "noon", topic: "day-to-day", text: "Is it all right to wake Sam at noon, or does that make things worse?"}},
		{5, "09:20", "ravi", reads{"band practice"}},
		{5, "09:30", "ravi", reads{"noon"}},
		{4, "14:10", "mei", reads{"band practice"}},
		{4, "14:12", "bea", reads{"band practice"}},
		{4, "14:30", "ravi", came{of: "band practice", talked: true}},
		{3, "16:15", "sam", notes{as: "tired", topic: "day-to-day", text: "I am tired of talking about plans this week. Music yes, forms no."}},
		{2, "09:10", "ravi", looks{}},
		{2, "10:40", "ravi", marks{what: "band practice", text: "Bea will make time for music with Sam. Your words stayed with the team."}},
		{2, "11:15", "ravi", invites{whom: "ruth", name: "Ruth Okafor", relation: "grandparent"}},
		{2, "15:00", "bea", notes{as: "music", topic: "recovery-plan", text: "An hour for music on Thursdays, in the big room with the door open or shut as Sam likes."}},
		{2, "18:00", "sam", chooses{to: "jo", topics: []string{"early-signs"}, answer: sharing.Share, ends: 98}},
		{1, "08:30", "al", asks{as: "medicines for al", topic: "medicines"}},
		{1, "12:40", "jo", questions{as: "what came", about: "same song", text: "Bea wrote about music. Did she read what I wrote about the same song?"}},
		{1, "13:10", "bea", notes{as: "meeting", topic: "contact-and-appointments", text: "I asked for a meeting at the Mill café when Ravi is back, with the same five as last time. Sam has said yes."}},
		{1, "20:45", "jo", tells{topic: "early-signs", how: sharing.Named, later: true, text: "Sam has been up most nights since Wednesday and"}},
		{1, "17:10", "ravi", notes{as: "evenings", topic: "care-plan", text: "Sam and I agreed that evenings are the better time to ring. I put it into the plan."}},
	}
}
