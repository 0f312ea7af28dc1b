package demo

import (
	"trialogue/internal/sharing"
	"trialogue/internal/weighing"
)

// reid is a couple of whom one told the team in confidence, and what became of it.
func reid() scene {
	return scene{"reid", []act{
		{100, "10:00", "hana", opens{user: "callum", role: "care coordinator, key worker", lead: "yusuf", with: []string{"owen"}}},
		{99, "17:00", "callum", joins{by: "hana"}},
		{98, "12:00", "callum", invites{whom: "josie", relation: "partner"}},
		{97, "19:00", "josie", joins{by: "callum"}},
		{95, "18:00", "callum", chooses{to: "josie", topics: []string{"contact-and-appointments", "crisis", "early-signs", "day-to-day"}, answer: sharing.Share, ends: 11}},
		{95, "18:08", "callum", chooses{to: "josie", topics: []string{"medicines"}, answer: sharing.Ask}},
		{95, "18:12", "callum", chooses{to: "josie", topics: []string{"therapy"}, answer: sharing.Keep}},
		{94, "10:00", "hana", promises{
			reply:      "We answer within three working days.",
			always:     "All that Callum shares, how the team works, and where partners can get help of their own.",
			confidence: "We keep it within the team. Before Callum hears anything of it from us, you do.",
		}},
		{93, "14:00", "hana", putsDown{as: "agreement"}},
		{93, "18:00", "callum", goesAlong{with: "agreement"}},
		{92, "19:00", "josie", goesAlong{with: "agreement"}},
		{92, "10:00", "hana", goesAlong{with: "agreement"}},
		{88, "13:00", "owen", notes{as: "talk", topic: "diagnosis", text: "We spoke about words. Callum does not want one yet. I said what I know and what I do not know, and that we can wait."}},
		{87, "17:30", "callum", looks{}},
		{80, "16:30", "callum", notes{as: "drawing", topic: "recovery-plan", text: "I draw again. Small things, on the backs of envelopes. I would like to show them to somebody one day."}},
		{79, "09:30", "hana", looks{}},
		{78, "11:00", "hana", came{of: "drawing", text: "The library has a wall for local people. I have the name of the person who looks after it, if you want it."}},
		{77, "18:00", "callum", looks{}},
		{60, "20:10", "josie", tells{as: "taste", topic: "physical-health", how: sharing.Team, text: "Callum has stopped cooking. He says that food has no taste. He would be hurt if he knew that I wrote this."}},
		{59, "09:20", "hana", reads{"taste"}},
		{58, "10:00", "owen", reads{"taste"}},
		{58, "10:30", "hana", came{of: "taste", talked: true}},
		{56, "11:00", "hana", marks{what: "taste", text: "Dr Price will look at the medicine with Callum, since loss of taste can come from it. We did not say who told us."}},
		{55, "14:00", "hana", weighs{
			what: "taste", answer: weighing.Paraphrase,
			reasons: "It changed what we do, so Callum should know that we thought about it. Who said it would hurt him more than it helps.",
			words:   "We have been thinking about how meals are for you. The medicine can take the taste out of food. Shall we look at that together?",
		}},
		{54, "17:20", "callum", looks{}},
		{53, "19:00", "josie", looks{}},
		{52, "18:10", "callum", notes{as: "yes look", topic: "side-effects", text: "Yes. Nothing tastes of anything. I thought that it was me."}},
		{50, "13:00", "owen", notes{as: "change", topic: "medicines", text: "We go down by a quarter and look at taste and sleep after two weeks."}},
		{49, "17:40", "callum", looks{}},
		{40, "17:30", "callum", chooses{to: "josie", topics: []string{"recovery-plan"}, answer: sharing.Share, ends: 8}},
		{28, "19:40", "josie", tells{as: "nights", topic: "early-signs", how: sharing.Team, text: "He walks at night again, around the block, three or four times. I pretend to be asleep."}},
		{27, "22:10", "callum", makesCode{}},
		{27, "22:30", "aisha", comes{as: "first night", told: "callum", text: "Callum came to the ward at night and asked to sit with somebody. He read me the code. I stay with him until Hana is on."}},
		{26, "10:00", "lin", looksInto{what: "first night", outcome: "right"}},
		{27, "09:15", "hana", reads{"nights"}},
		{26, "11:00", "hana", marks{what: "nights", text: "I would like to speak with Callum about nights this week, earlier than we had planned."}},
		{25, "10:00", "hana", weighs{what: "nights", answer: weighing.Tell, reasons: "He would want to know, and it is better from Josie with us beside her than from us alone."}},
		{23, "19:10", "josie", lets{what: "nights", as: weighing.WithName}},
		{22, "17:30", "callum", looks{}},
		{21, "17:50", "callum", notes{as: "knew", topic: "early-signs", text: "I knew that she was awake. I am glad that it is said. She can walk with me."}},
		{20, "09:40", "hana", looks{}},
		{20, "19:00", "josie", looks{}},
		{9, "20:20", "josie", tells{as: "money", topic: "benefits-and-housing", how: sharing.Team, text: "We are two months behind with the rent. Callum does not know that I know."}},
		{8, "09:30", "hana", reads{"money"}},
		{7, "15:00", "yusuf", reads{"money"}},
		{6, "11:00", "yusuf", came{of: "money", text: "There is somebody at the council who can look at it with you both, or with one of you. I wrote down the number for you: 01632 960299."}},
		{1, "21:40", "peter", comes{as: "last night", told: "callum", text: "Callum rang the ward and read me the code. He wanted to know what he had agreed on for nights, and I needed to look."}},
		{2, "10:00", "hana", notes{as: "thursday", topic: "contact-and-appointments", text: "Thursday at 4pm at the library café. Callum brings the envelopes."}},
	}}
}
