package demo

import (
	"trialogue/internal/network"
	"trialogue/internal/release"
	"trialogue/internal/sharing"
	"trialogue/internal/telling"
)

// tomWalsh shares nearly everything with his sister. He is a carer himself, in
// the triangle of his mother.
func tomWalsh() scene {
	return scene{"tom", []act{
		{110, "10:00", "ravi", opens{user: "tom", role: "key worker", lead: "grace", with: []string{"bea"}}},
		{109, "17:30", "tom", joins{by: "ravi"}},
		{108, "12:00", "tom", invites{whom: "ellen", relation: "sister"}},
		{107, "19:00", "ellen", joins{by: "tom"}},
		{106, "18:00", "tom", sharesAll{to: "ellen", ends: 150}},
		{106, "18:05", "tom", chooses{to: "ellen", topics: []string{"therapy"}, answer: sharing.Keep}},
		{105, "11:00", "ravi", promises{
			reply:      "We answer within two working days.",
			always:     "All that Tom has said Ellen may know, without being asked twice.",
			confidence: "What Ellen tells us stays with the team unless she says otherwise.",
		}},
		{104, "14:00", "ravi", putsDown{as: "agreement"}},
		{104, "18:00", "tom", goesAlong{with: "agreement"}},
		{103, "19:00", "ellen", goesAlong{with: "agreement"}},
		{103, "09:00", "ravi", goesAlong{with: "agreement"}},
		{96, "13:00", "bea", notes{as: "bread", topic: "work-and-learning", text: "Tom wants to work with his hands, early in the day, with few people. We looked at bakeries."}},
		{95, "18:20", "tom", looks{}},
		{92, "19:40", "ellen", tells{as: "mornings", topic: "day-to-day", how: sharing.Named, text: "Tom is at his best before nine. If you want a good talk with him, come early."}},
		{91, "09:10", "ravi", looks{}},
		{91, "18:00", "tom", looks{}},
		{78, "10:15", "ravi", calls{to: "ellen", topic: "work-and-learning", how: telling.ByPhone, text: "That Tom has written to two bakeries by himself."}},
		{58, "17:00", "tom", notes{as: "mum", topic: "day-to-day", text: "Mum is not well and I am on the phone a lot. I do not want to lose the bakery over it."}},
		{57, "09:30", "bea", looks{}},
		{56, "14:00", "bea", came{of: "mum", text: "We moved our Friday to the afternoon until things are calmer."}},
		{30, "11:00", "bea", notes{as: "advert", topic: "work-and-learning", text: "We read the advert together. Tom rang by himself while I made tea."}},
		{29, "18:10", "tom", looks{}},
		{29, "19:00", "ellen", looks{}},
		{28, "19:30", "tom", plans{as: "eight o’clock", topic: "day-to-day", with: []string{"ellen"}, owner: "ellen", due: -8, text: "Ring at eight in the morning and not in the evening."}},
		{27, "19:00", "ellen", willDo{"eight o’clock"}},
		{9, "08:30", "ellen", did{"eight o’clock", "Nine mornings. On Sunday we both forgot, and nobody minded."}},
		{3, "17:50", "tom", notes{as: "trial", topic: "work-and-learning", text: "I have a trial shift at the bakery. I asked for it myself."}},
		{2, "09:05", "bea", looks{}},
		{2, "11:20", "mei", stepsIn{}},
		{1, "18:15", "tom", questions{as: "friday", topic: "contact-and-appointments", text: "Can I move my Friday? The trial shift is then."}},
	}}
}

// bernieWalsh cannot decide about sharing at the moment. She wrote down before
// what should happen then.
func bernieWalsh() scene {
	return scene{"bernie", []act{
		{60, "10:00", "comfort", opens{user: "bernie", role: "key worker", lead: "ines", with: []string{"aisha", "peter"}}},
		{59, "15:00", "bernie", joins{by: "comfort"}},
		{58, "11:00", "comfort", invites{whom: "tom", relation: "son"}},
		{58, "15:30", "bernie", agrees{to: "tom"}},
		{57, "18:00", "tom", joins{by: "comfort"}},
		{56, "11:00", "comfort", invites{whom: "ellen", relation: "daughter"}},
		{56, "15:10", "bernie", agrees{to: "ellen"}},
		{55, "19:30", "ellen", joins{by: "comfort"}},
		{54, "14:00", "bernie", chooses{to: "tom", topics: []string{"contact-and-appointments", "day-to-day"}, answer: sharing.Share}},
		{54, "14:05", "bernie", chooses{to: "ellen", topics: []string{"contact-and-appointments"}, answer: sharing.Share}},
		{54, "14:08", "bernie", chooses{to: "ellen", topics: []string{"therapy"}, answer: sharing.Keep}},
		{52, "14:30", "bernie", chooses{to: "tom", topics: []string{"medicines", "physical-health", "discharge", "whereabouts"}, answer: sharing.Share, when: sharing.WithoutCapacity}},
		{52, "14:40", "bernie", chooses{to: "ellen", topics: []string{"whereabouts"}, answer: sharing.Share, when: sharing.WithoutCapacity}},
		{52, "14:44", "bernie", chooses{to: "ellen", topics: []string{"medicines"}, answer: sharing.Keep, when: sharing.WithoutCapacity}},
		{51, "10:00", "ines", promises{
			reply:      "We answer on the next working day. The ward office answers at any time between 8am and 8pm.",
			always:     "When you can visit, who to ask for, and what Bernie has written down that you may know.",
			confidence: "What you tell us stays with the ward team. If we must use it, we speak with you first wherever we can.",
		}},
		{50, "16:00", "bernie", notes{as: "tea", topic: "day-to-day", text: "Tea with two sugars, the window open, and nobody calls me Bernadette."}},
		{49, "08:30", "peter", looks{}},
		{30, "10:30", "aisha", notes{as: "home", topic: "discharge", text: "Bernie went home on Tuesday with a week of medicines. We visit on Friday."}},
		{29, "18:30", "tom", looks{}},
		{40, "18:30", "tom", helped{topic: "day-to-day", how: sharing.Named, who: network.Details{Name: "Mrs Adeyemi", Does: "lives next door", For: "Waters the plants and has a key.", Phone: "01632 960377"}}},
		{12, "20:00", "tom", tells{as: "not herself", topic: "physical-health", how: sharing.Named, text: "Mum is not herself since Sunday. She puts things in odd places and is up at four. She was warm to touch."}},
		{11, "08:40", "peter", reads{"not herself"}},
		{11, "09:30", "peter", came{of: "not herself", text: "We asked the doctor to see her the same day. You were right to write it.", talked: true}},
		{10, "09:00", "peter", notes{as: "back", topic: "whereabouts", text: "Bernie is on the ward again, in the room at the end with the window to the garden."}},
		{9, "11:00", "aisha", finds{
			decision: "What her children may be told about her treatment and her going home.",
			lacks:    []release.Lack{release.CannotRemember, release.CannotWeigh},
			reasons:  "Bernie has an infection and is muddled for most of the day. She could say back what I had told her, and had lost it two minutes later, three times. In the morning it was a little better, and not enough for this.",
			help:     "We tried early, with her glasses and her hearing aid, in short sentences, with Peter, whom she knows. We wrote the two choices on cards.",
			until:    20,
		}},
		{9, "12:00", "aisha", notes{as: "antibiotic", topic: "medicines", text: "An antibiotic for seven days. Her other medicines stay as they are."}},
		{9, "18:40", "tom", looks{}},
		{8, "19:10", "ellen", looks{}},
		{7, "19:20", "ellen", asks{as: "medicines for ellen", topic: "discharge"}},
		{6, "10:00", "peter", calls{to: "tom", topic: "medicines", how: telling.InPerson, text: "The name of the antibiotic and how long it goes on."}},
		{5, "14:00", "ines", wonders{to: "ellen", topic: "medicines"}},
		{4, "09:20", "peter", notes{as: "better", topic: "physical-health", text: "The fever is gone. Bernie asked for the window. She knows Peter again in the mornings."}},
		{3, "19:00", "ellen", tells{as: "slippers", topic: "day-to-day", how: sharing.Named, text: "Her blue slippers are in the bag under the bed. She will not say so, but she looks for them."}},
		{2, "18:20", "tom", questions{as: "going home", topic: "discharge", text: "When she goes home, will somebody have looked at the stairs?"}},
		{1, "11:30", "aisha", notes{as: "look again", topic: "discharge", text: "I will see Bernie again on the next round and look at whether she can decide this for herself by then."}},
	}}
}
