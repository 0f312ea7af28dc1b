package demo

import (
	"trialogue/internal/conversation"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
)

// okaforTalk is what they say to each other.
func okaforTalk() []act {
	return []act{
		{9, "17:00", "sam", talks{as: "Sunday", with: []string{"jo"}, line: "Sunday dinner", topic: "day-to-day", message: message{text: "I come on Sunday if we do not talk about it."}}},
		{9, "19:40", "jo", writes{"Sunday", message{how: sharing.Named, text: "Then we talk about the rice. I burn it, you save it."}}},

		{7, "21:00", "al", talks{as: "twice", team: true, line: "I said it twice", topic: "early-signs",
			message: message{said: "whether", how: sharing.Team, asks: true, text: "I said twice on the telephone that Sam is up at night, and I do not know whether it went anywhere. I do not need to hear what you do. I need to hear that somebody has it."}}},
		{3, "11:00", "bea", writes{"twice", message{text: "I have it, Al, and so has Mei. The answer is Ravi’s to give and it is late. I told him so this morning."}}},

		{6, "18:00", "sam", talks{as: "the Anchor", with: []string{"jo"}, team: true, line: "The open mic, and who stands where", topic: "recovery-plan",
			message: message{text: "I ask you all at once so that nobody hears it from somebody else. I want to play at the Anchor before spring. Jo, would you come and stand at the back? Bea, would you come and stand anywhere?"}}},
		{6, "20:10", "jo", writes{"the Anchor", message{how: sharing.Named, text: "I will stand at the back and clap like everybody else. May I cry a little?"}}},
		{5, "10:00", "bea", writes{"the Anchor", message{text: "I will be there. I am good at carrying things and bad at clapping in time."}}},
		{5, "17:30", "sam", writes{"the Anchor", message{text: "Crying is allowed at the back."}}},
		{4, "19:10", "jo", writes{"the Anchor", message{how: sharing.Named, text: "I have not told your father. That is yours to tell."}}},

		{2, "19:40", "jo", talks{as: "away", team: true, line: "Who answers while Ravi is away?", topic: "team",
			message: message{said: "who", how: sharing.Team, about: conversation.Nobody, asks: true, text: "Ravi is away from tomorrow. Last time we found out from the answering machine. Who do I ring, and do they know us?"}}},
		{1, "12:20", "ravi", writes{"away", message{answers: "who", text: "Hana Whitlock from Northfield, 01632 960241, from this evening. Your account is not open to her yet. If you open it, you need not begin at the beginning. You should have heard all this from me before you had to ask."}}},
		{1, "16:40", "ravi", writes{"away", message{text: "And I said that I would find out whom you can ring at night. That is late. I asked in two places and was sent from one to the other. Hana goes on with it and tells you within two days how far she is."}}},
		{1, "17:25", "hana", stepsIn{}},
		{1, "17:50", "sam", talks{as: "rent letter", team: true, line: "A letter that I do not understand", topic: "benefits-and-housing",
			message: message{said: "what they want", asks: true, text: "The housing office writes that I have until the end of the month. I do not understand what they want. Who can look at it with me?"}}},
	}
}

// okaforMet is a meeting that was, and one that comes.
func okaforMet() []act {
	const wasYes = meeting.Yes
	return []act{
		{33, "16:00", "sam", meets{as: "autumn", topic: "care-plan", why: "How the autumn goes, and what we do about Sundays.", place: "The big room at Riverside", people: []string{"jo", "al", "ravi", "bea"}, ago: 28, clock: "14:00", minutes: 60}},
		{33, "16:40", "ravi", willCome{"autumn", wasYes}},
		{33, "20:00", "jo", willCome{"autumn", wasYes}},
		{32, "09:40", "bea", willCome{"autumn", wasYes}},
		{32, "19:00", "al", willCome{"autumn", wasYes}},
		{31, "18:00", "sam", wantsToTalk{at: "autumn", of: "Sundays. I want something that happens on one."}},
		{30, "20:00", "al", wantsToTalk{at: "autumn", how: sharing.Named, of: "Who we ring when it is no emergency and cannot wait either."}},
		{29, "21:00", "jo", wantsToTalk{at: "autumn", how: sharing.Named, of: "What I could do less of."}},
		{28, "15:05", "bea", wasThere{"autumn"}},
		{28, "15:06", "sam", wasThere{"autumn"}},
		{28, "15:07", "ravi", wasThere{"autumn"}},
		{28, "15:08", "jo", wasThere{"autumn"}},
		{28, "15:09", "al", wasThere{"autumn"}},
		{28, "15:20", "ravi", said{at: "autumn", aloud: true, text: "I heard two people say that they want more air, and each of them was afraid to say it to the other."}},
		{28, "17:00", "sam", said{at: "autumn", text: "I led half of it. Next time I lead all of it."}},
		{28, "19:00", "al", said{at: "autumn", open: true, how: sharing.Named, text: "Who do we ring at night, when it is no emergency and cannot wait either?"}},
		{28, "20:10", "jo", said{at: "autumn", how: sharing.Named, text: "I said that I would like to do less, and Sam said: good. I had been afraid of that word for a year."}},
		{27, "11:00", "bea", minutes{of: "autumn",
			text:    "Sam led the first half. We talked about Sundays, which are long, and about Jo, who would like to do less, which Sam is glad of. Al asked whom to ring at night. We do not know yet.",
			actions: "Bea asks at the workshop about a Sunday. Ravi finds out about nights. Jo chooses one thing to stop."}},
		{27, "17:20", "sam", readsNote{"autumn"}},
		{26, "09:30", "ravi", readsNote{"autumn"}},
		{26, "20:00", "jo", readsNote{"autumn"}},
		{26, "21:00", "al", readsNote{"autumn"}},
		{4, "15:30", "mei", talkedWithout{days: 4, clock: "14:30", who: []string{"mei", "bea"}, about: "Whether a look at the dose before spring would make mornings easier.", came: "Mei asks Sam first. Nothing changes until then."}},

		{2, "15:30", "bea", meets{as: "café", topic: "contact-and-appointments", why: "The open mic, mornings, and how Jo and Al hear that something was read.", place: "The Mill café, upstairs", people: []string{"jo", "al", "ravi"}, clock: "14:30", minutes: 60}},
		{1, "12:40", "sam", welcomes{"café", []string{"jo", "al", "ravi"}}},
		{1, "12:42", "sam", willCome{"café", meeting.Maybe}},
		{1, "12:55", "bea", willCome{"café", wasYes}},
		{1, "14:00", "ravi", willCome{"café", wasYes}},
		{1, "18:08", "sam", willCome{"café", wasYes}},
		{1, "18:10", "sam", wantsToTalk{at: "café", of: "Playing at the Anchor. Who carries the amp."}},
		{1, "19:30", "jo", willCome{"café", wasYes}},
		{1, "19:35", "jo", wantsToTalk{at: "café", how: sharing.Named, of: "How I hear that something I wrote was read."}},
	}
}
