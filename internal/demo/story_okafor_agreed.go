package demo

// okaforAgreed is who of them does what by when: done, not done, late, and waiting
// for a yes.
func okaforAgreed() []act {
	return []act{
		{90, "15:00", "grace", standsFor{team: "riverside",
			can:    "Meet once a week, at home or in a café. Ring back within two working days. Come to a meeting that you call. Listen to every carer, also when there is nothing that we may tell.",
			cannot: "Come at night. Be with somebody all day. Tell a carer what somebody has said no to, however often we are asked. Promise that a colleague does something before the colleague has said yes.",
			hours:  "The duty line answers every day until 8pm: 01632 960123. At night nobody of us is there. For what cannot wait until morning there is the hospital’s emergency desk. We know that there is a gap between the two.",
			away:   "You hear who stands in, with a name and a number, before your key worker goes. Meetings stay. What was promised is handed on in writing. If nobody can do it, we say so on that day.",
		}},
		{27, "14:00", "bea", plans{as: "open Sunday", topic: "work-and-learning", with: []string{"sam", "jo"}, team: true, owner: "bea", due: -13,
			text:  "Go to the open Sunday at the bike workshop together.",
			steps: []smallStep{{"bea", "Ask Marta which Sunday"}, {"sam", "Bring the wheel from the shed"}}}},
		{27, "17:00", "sam", willDo{"open Sunday"}},
		{24, "11:00", "bea", didStep{"open Sunday", 1}},
		{16, "17:30", "sam", didStep{"open Sunday", 2}},
		{14, "10:00", "bea", did{"open Sunday", "We went. Sam set three wheels straight, stayed an hour longer than I did and came home by himself."}},

		{21, "17:00", "sam", plans{as: "Friday", topic: "day-to-day", with: []string{"al"}, owner: "al", due: -6, text: "Drive Sam to rehearsal on Friday, and wait in the chip shop."}},
		{20, "20:00", "al", willDo{"Friday"}},
		{5, "19:00", "al", missed{"Friday", "The car is at the garage until the end of the month. I knew on Wednesday and did not say it. What would help: the bus there, and I come on foot and we walk home together."}},

		{12, "20:20", "jo", plans{as: "nights", topic: "contact-and-appointments", with: []string{"sam", "al"}, team: true, owner: "ravi", due: -5, text: "Find out whom we can ring at night, when it is no emergency and cannot wait."}},
		{11, "09:30", "ravi", willDo{"nights"}},
		{11, "17:00", "sam", willDo{"nights"}},

		{5, "19:00", "sam", plans{as: "a place", topic: "recovery-plan", with: []string{"jo"}, team: true, owner: "sam", due: 6, text: "Ring the Anchor and ask for a place at the open mic."}},
		{5, "19:10", "sam", plans{as: "cable", topic: "day-to-day", with: []string{"jo"}, owner: "jo", due: 2, text: "Find the long cable for the amp. It is in the loft, behind the suitcases."}},
		{4, "20:15", "jo", willDo{"cable"}},

		{2, "15:10", "bea", plans{as: "music hour", topic: "recovery-plan", with: []string{"sam", "jo"}, team: true, owner: "bea", often: "Every Thursday at four", review: 25,
			text: "An hour for music in the big room, with the door open or shut as Sam likes."}},
		{2, "18:05", "sam", willDo{"music hour"}},
		{1, "13:30", "bea", plans{as: "nine o’clock", topic: "day-to-day", with: []string{"sam", "al"}, team: true, owner: "sam", due: 10,
			text: "Play for twenty minutes at nine in the evening, every day for a week.", steps: []smallStep{{"al", "Keep the television off for those twenty minutes"}}}},
		{1, "18:30", "sam", plans{as: "one knock for two weeks", topic: "day-to-day", with: []string{"jo", "ravi"}, team: true, owner: "jo", review: 14,
			text: "Knock once at noon, with tea, for two weeks. Not on Sundays."}},
	}
}
