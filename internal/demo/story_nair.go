package demo

import "trialogue/internal/sharing"

// nair is a service user who keeps everything from her mother, and a mother who
// is listened to all the same.
func nair() scene {
	return scene{"nair", []act{
		{122, "11:00", "ravi", opens{user: "priya", role: "key worker", lead: "grace", with: []string{"mei"}}},
		{120, "12:00", "priya", joins{by: "ravi"}},
		{119, "09:30", "ravi", invites{whom: "sunita", relation: "mother"}},
		{117, "13:10", "priya", agrees{to: "sunita"}},
		{116, "18:00", "sunita", joins{by: "ravi"}},
		{112, "14:40", "priya", chooses{to: "sunita", topics: []string{"contact-and-appointments"}, answer: sharing.Share, ends: 40}},
		{104, "16:20", "priya", notes{as: "space", topic: "day-to-day", text: "I want to do this without my family for now. It is not about them. I need to hear myself think."}},
		{104, "16:30", "priya", keepsAll{from: "sunita"}},
		{103, "10:00", "ravi", looks{}},
		{101, "19:10", "sunita", tells{as: "eats", topic: "physical-health", how: sharing.Team, text: "When Priya was at home she often left her plate. I do not know how it is now. I only want somebody to look."}},
		{100, "09:40", "ravi", reads{"eats"}},
		{100, "15:20", "ravi", came{of: "eats", text: "Thank you. We have read this and we keep it with the team.", talked: true}},
		{98, "19:00", "sunita", looks{}},
		{90, "09:15", "ravi", wonders{to: "sunita", topic: "care-plan"}},
		{84, "18:40", "sunita", questions{as: "how is she", topic: "day-to-day", text: "Can you tell me how Priya is? I do not need to know more than whether she is all right."}},
		{83, "11:30", "grace", answers{to: "how is she", text: "I leave to Priya what is told about her, and I say the same to every family, whether there is something to tell or not. But I want to hear from you, and I have time on Wednesday. How are you?"}},
		{83, "20:00", "sunita", looks{}},
		{76, "10:30", "grace", notes{of: "sunita", topic: "caring-role", text: "Sunita came for an hour. We talked about waiting, and about her sister. She will come to the evening for families."}},
		{75, "19:20", "sunita", looks{}},
		{70, "10:00", "ravi", brings{whom: "bea", role: "occupational therapist"}},
		{69, "11:00", "bea", looks{}},
		{62, "11:00", "mei", notes{as: "blood", topic: "physical-health", text: "Blood pressure and weight as before. Priya would like to swim and has asked about a pass."}},
		{61, "15:00", "priya", looks{}},
		{50, "19:30", "sunita", tells{as: "post", topic: "benefits-and-housing", how: sharing.Sealed, text: "A letter for Priya came to our house and I opened it before I saw the name. I have closed it again. I do not know what to do."}},
		{49, "10:10", "grace", reads{"post"}},
		{49, "10:40", "grace", came{of: "post", text: "Send it on in a new envelope and write that it was opened by mistake. That is enough. I told nobody."}},
		{48, "19:00", "sunita", looks{}},
		{40, "13:00", "priya", questions{as: "pass", topic: "benefits-and-housing", text: "When does the bus pass come? I have to pay each time."}},
		{36, "19:10", "sunita", talks{as: "reading", team: true, line: "Is anybody reading this?", topic: "caring-role",
			message: message{said: "anybody", how: sharing.Team, about: "sunita", asks: true, text: "I know that you may not tell me things. I only do not know whether anybody reads what I write."}}},
		{35, "10:20", "grace", writes{"reading", message{answers: "anybody", text: "Yes. I read it and Ravi reads it, on the day that it comes. From now on you hear that each time, in one line, whatever else there is to say or not."}}},
		{38, "15:30", "grace", answers{to: "pass", text: "The form was missing a signature. Ravi brings it on Monday and waits while you sign."}},
		{37, "14:00", "priya", looks{}},
		{21, "16:00", "priya", chooses{to: "team", topics: []string{"family-views"}, answer: sharing.Ask}},
		{14, "10:00", "ravi", notes{as: "monday", topic: "contact-and-appointments", text: "Mondays at 2pm, at home. Priya likes a call before, and no visit without one."}},
		{13, "13:20", "priya", looks{}},
		{9, "10:40", "grace", plans{as: "hour", topic: "caring-role", with: []string{"sunita"}, owner: "grace", due: 6, text: "Keep an hour for Sunita each month, with tea."}},
		{8, "19:20", "sunita", reflects{on: "carry-hope", with: "priya", try: "I say nothing when she goes by, and I wave if she waves.", goes: "She waved on Tuesday."}},
		{5, "11:00", "ravi", notes{as: "ask again", topic: "care-plan", text: "I asked Priya whether she still wants to keep family and appointments apart. She does, and I will ask again in spring."}},
		{3, "18:50", "sunita", tells{as: "birthday", topic: "day-to-day", how: sharing.Named, text: "It is Priya’s birthday on Saturday. Please tell her that we think of her, and that nothing is expected."}},
		{1, "17:00", "ravi", goesAway{covering: "hana", days: 5}},
		{1, "17:10", "yusuf", lendsCover{to: "ravi"}},
		{1, "17:20", "hana", stepsIn{}},
		{1, "16:00", "priya", questions{as: "who reads", about: "monday", text: "Who reads this, besides you?"}},
	}}
}
