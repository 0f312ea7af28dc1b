package demo

import (
	"trialogue/internal/meeting"
	"trialogue/internal/release"
	"trialogue/internal/sharing"
)

// nowak is a couple, and two times that somebody signed for telling one thing
// against a choice: once in a hurry, and once that still waits.
func nowak() scene {
	return scene{"nowak", []act{
		{40, "10:00", "comfort", opens{user: "marek", role: "key worker", lead: "ines", with: []string{"aisha", "peter"}}},
		{39, "14:00", "marek", joins{by: "comfort"}},
		{38, "11:00", "marek", invites{whom: "anna", relation: "wife"}},
		{37, "18:30", "anna", joins{by: "marek"}},
		{36, "15:00", "marek", chooses{to: "anna", topics: []string{"contact-and-appointments", "discharge"}, answer: sharing.Share, ends: 60}},
		{36, "15:06", "marek", chooses{to: "anna", topics: []string{"whereabouts", "medicines"}, answer: sharing.Keep}},
		{35, "10:00", "comfort", promises{
			reply:      "We answer on the next working day.",
			always:     "Visiting hours, who is on duty, and what Marek has said you may know.",
			confidence: "What you tell us stays with the ward team.",
		}},
		{34, "14:00", "comfort", putsDown{as: "agreement"}},
		{34, "16:00", "marek", goesAlong{with: "agreement"}},
		{33, "19:00", "anna", goesAlong{with: "agreement", but: "I would like to be told when he goes out alone. I understand that it is his to say."}},
		{33, "10:00", "comfort", goesAlong{with: "agreement"}},
		{34, "15:00", "ines", standsFor{team: "harbour",
			can:    "Answer at any hour. Make time for visitors outside visiting hours. Find a room for a talk of three on the same day.",
			cannot: "Say how long somebody stays. Keep a bed free. Tell what somebody has said no to.",
			hours:  "The ward office until 8pm: 01632 960350. After that the nurse in charge, same number.",
			away:   "There is always somebody on the ward. Who it is stands on the board by the door, and we tell you by name.",
		}},
		{30, "16:00", "marek", notes{as: "allotment", topic: "day-to-day", text: "I miss the allotment. Somebody has to pick the apples or they go to the wasps."}},
		{29, "09:00", "peter", looks{}},
		{26, "19:20", "anna", tells{as: "sleep", topic: "day-to-day", how: sharing.Named, text: "At home he reads until he falls asleep. A lamp by the bed would help him more than anything."}},
		{25, "09:10", "peter", reads{"sleep"}},
		{25, "11:00", "peter", came{of: "sleep", text: "He has a lamp now."}},
		{24, "15:30", "marek", looks{}},
		{12, "10:20", "peter", notes{as: "out", topic: "whereabouts", text: "Marek went for a walk at nine and left his insulin here. He is due for it at noon and does not answer his telephone."}},
		{12, "11:05", "peter", signs{
			as: "insulin", item: "out", to: "anna", ground: release.VitalEmergency, second: "comfort", urgent: true, ends: 10, told: release.ToldSoon,
			words: release.Words{
				Facts:        "Marek is out without his insulin, does not answer his telephone, and needs it at noon.",
				Why:          "He cannot be reached, and there is less than an hour.",
				Alternatives: "Three calls to his telephone, a look in the garden and at the bus stop.",
				Exact:        "That he is out and needs his insulin by noon. Nothing about where he lives on the ward, nor about other medicines.",
				Consulted:    "Dr Karim, by telephone.",
			},
		}},
		{12, "11:20", "anna", looks{}},
		{12, "12:30", "anna", tells{as: "found", topic: "whereabouts", how: sharing.Named, text: "He was at the allotment with the apples. I brought him back. He is cross with me and well."}},
		{11, "09:15", "comfort", reviews{what: "insulin", verdict: release.Stands}},
		{11, "11:00", "peter", says{what: "insulin"}},
		{10, "15:00", "marek", looks{}},
		{10, "15:20", "marek", questions{as: "why", about: "out", text: "Why did nobody wait until noon? I was on my way back."}},
		{9, "10:00", "peter", reads{"why"}},
		{9, "10:40", "ines", answers{to: "why", text: "Peter was worried because you usually answer. He should have told you before you went that he would ring Anna if this happened. He would like to agree that with you now."}},
		{9, "15:00", "peter", plans{as: "two rings", topic: "whereabouts", with: []string{"marek"}, team: true, owner: "peter", text: "Ring Marek twice before ringing anybody else.",
			steps: []smallStep{{"marek", "Take the telephone along"}}}},
		{8, "14:20", "marek", willDo{"two rings"}},
		{8, "14:10", "marek", looks{}},
		{5, "14:00", "aisha", notes{as: "driving", topic: "medicines", text: "The new tablet makes people slow for about ten days. I asked Marek not to drive until we meet again."}},
		{4, "15:10", "marek", looks{}},
		{3, "15:00", "marek", meets{as: "before home", topic: "discharge", why: "Before I go home: what Anna and I would each like to know on the first day.", place: "The garden room", people: []string{"anna", "peter"}, clock: "11:00", minutes: 45}},
		{2, "09:20", "comfort", ringsBack{"before home"}},
		{2, "19:10", "anna", willCome{"before home", meeting.Yes}},
		{1, "14:20", "aisha", signs{
			as: "the car", item: "driving", to: "anna", ground: release.SeriousHarmOthers, second: "comfort", ends: 12, told: release.ToldAlready,
			words: release.Words{
				Facts:        "Marek goes home for the weekend and means to collect the grandchildren by car. He says that he feels well.",
				Why:          "We talked about it twice. He does not want Anna to know about the tablet.",
				Alternatives: "A taxi, which he did not want. A later start of the tablet, which would help nobody.",
				Exact:        "That he should not drive until we have met again. Not which tablet, and not why he takes it.",
				Consulted:    "Ines Duarte, and the doctor on call.",
			},
		}},
	}}
}
