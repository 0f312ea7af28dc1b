package demo

import (
	"trialogue/internal/expertise"
	"trialogue/internal/network"
	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
)

// okaforBetween is how things go between two of them, as each says it of their own end.
func okaforBetween() []act {
	return []act{
		{60, "21:10", "jo", reflects{on: "own-life", with: "sam",
			try: "I swim on Tuesdays and leave my phone in the bag.", goes: "I looked at it twice. In spring it was ten times.", help: "To stop waiting for it to ring."}},
		{40, "18:30", "jo", reflects{on: "help-to-do", with: "sam", shared: true,
			try: "I count to ten before I do something for you.", goes: "With the bike it worked. The dentist I rang after all.", help: "Tell me when you want to do it and when you want me to."}},
		{39, "17:10", "sam", reflects{on: "help-to-do", with: "jo", shared: true,
			arrives: "When you ring people for me I feel eleven. When you wait I feel like myself, even if it takes me a week."}},
		{38, "18:00", "sam", reflects{on: "respect-carer", with: "jo",
			try: "I go out of the kitchen when you sit down after work.", goes: "You think that I hide. I want you to have ten minutes."}},
		{27, "20:40", "jo", reflects{on: "share-together", with: "ravi", shared: true,
			arrives: "I tell you things and mostly hear nothing back. I know that you read them. When an answer came, even a short one, I slept."}},
		{26, "16:50", "ravi", reflects{on: "share-together", with: "jo", shared: true,
			try: "I ring within two days, also when there is nothing that I may tell.", goes: "Three times out of five.", help: "A word from you which one matters most, when you send several."}},
		{16, "20:20", "al", reflects{on: "may-differ", with: "ravi", shared: true,
			try: "I say it in the room and not in the car.", goes: "At the last meeting I waited until we stood at the door.", help: "Being asked before the end."}},
		{15, "12:00", "ravi", reflects{on: "hold-hope", with: "sam", shared: true,
			try: "I write down what you want before I write what I think.", goes: "On good days.", help: "You could stop me when I begin with the problem."}},
		{13, "20:10", "jo", likesToBeAsked{relationship.Fortnight}},
		{11, "18:30", "sam", likesToBeAsked{relationship.Monthly}},
	}
}

// okaforKnown is what each of them knows, and what Jo tells once.
func okaforKnown() []act {
	return []act{
		{58, "19:00", "sam", writesUp{
			hows: []expertise.How{expertise.Lived}, with: []string{"jo", "al", "ravi", "bea", "mei"},
			text:   "Music gets me up, a clock does not. Being asked once is fine and being asked twice is too much. In a loud room I need somebody who knows where the door is.",
			basis:  "Two bad winters, and the good time in between.",
			limits: "I do not see it coming. Others notice days before I do.",
		}},
		{57, "20:10", "jo", writesUp{
			hows: []expertise.How{expertise.Caring}, with: []string{"sam", "ravi", "bea", "mei", "grace"},
			text:   "Sam eats when somebody else eats, and talks when hands are busy: peeling, mending, driving. After a row it is better to leave the kitchen light on and say nothing.",
			basis:  "I have been there from the first day, and I have got it wrong often enough to see a pattern.",
			limits: "What Sam is like when I am not there. What it is like from inside.",
		}},
		{56, "20:00", "al", writesUp{
			hows: []expertise.How{expertise.Caring}, with: []string{"sam", "ravi", "bea"},
			text: "Walk first, talk later. On a walk Sam says in ten minutes what does not come in an hour at the table.", basis: "A lot of walks.", limits: "Anything to do with medicines.",
		}},
		{55, "12:30", "bea", writesUp{
			hows: []expertise.How{expertise.Lived, expertise.Training}, with: []string{"sam", "jo", "al"},
			text:   "How people come back to what they did with their hands: small, early in the day, next to somebody who does it too.",
			basis:  "Nine years of this work, and one year in which I could do none of it.",
			limits: "I have never played in a band. I do not know what your Sundays are like.",
		}},
		{55, "13:10", "ravi", writesUp{
			hows: []expertise.How{expertise.Training}, with: []string{"sam", "jo"},
			text: "How the service works, who answers which telephone, and how to get a yes out of a form.", basis: "Six years here.", limits: "What helps in your house. I see one hour of the week.",
		}},
		{33, "21:00", "jo", tellsOnce{with: []string{"ravi", "grace", "bea", "mei"}, text: josAccount}},
		{31, "10:00", "grace", hasRead{"jo"}},
		{30, "09:10", "ravi", hasRead{"jo"}},
		{29, "13:00", "bea", hasRead{"jo"}},
	}
}

const josAccount = `It began with small things. The bass stood in the hall, then in the loft. In the second winter Sam was awake for nine nights, and I learned to hear from the stairs which kind of night it was. Once we waited four hours in a corridor, on my birthday. A nurse brought me tea and asked for my name. I still know hers.

I have told this five times, to people who were writing while I talked. I do not want sympathy for it. I want you to know where we have been when you ask me how it is going.

What I wish you would keep: Sam was funny on the worst of those days. And I was frightened, and mostly I am not any more.`

// okaforNoon is a question that they see in different ways.
func okaforNoon() []act {
	return []act{
		{3, "18:30", "sam", differs{as: "waking", topic: "day-to-day", with: []string{"jo", "ravi"}, team: true, text: "Should somebody wake me at noon?"}},
		{3, "18:40", "sam", sees{what: "waking", text: "I play until four because that is when it is quiet. Noon is my morning. When the curtains are open and I did not open them, the day belongs to somebody else."}},
		{2, "20:30", "jo", sees{what: "waking", how: sharing.Named, text: "When nobody wakes you the next night is longer, and after three of those I see the old winter coming. I do not want to be the one who opens the curtains. I also do not want to be the one who did not."}},
		{1, "16:20", "ravi", sees{what: "waking", text: "You both ask whose day it is. I have seen a slow start help and I have seen it make nights longer. I do not know which it is here, and I would rather find out with you than decide it."}},
		{1, "18:20", "sam", goesOn{as: "one knock", with: "waking", text: "Jo knocks once at noon and puts the radio on in the kitchen. Nobody touches the curtains. On Sundays nobody knocks."}},
		{1, "18:25", "sam", looksAgain{at: "waking", days: 9}},
		{1, "19:50", "jo", likes{way: "one knock", of: "waking"}},
	}
}

// okaforOthers is who else helps.
func okaforOthers() []act {
	return []act{
		{44, "20:30", "jo", helped{topic: "carers-life", how: sharing.Named, who: network.Details{
			Name: "Denise", Does: "works with Jo", For: "Takes a shift when the night was short.",
		}}},
		{29, "17:00", "sam", helped{topic: "day-to-day", to: []string{"jo"}, who: network.Details{
			Name: "Theo", Does: "plays the drums", For: "Carries the amp, and sits with me when it is loud.", Reach: "Any evening but Monday.",
		}}},
		{19, "11:00", "ravi", helped{topic: "benefits-and-housing", ends: 24, who: network.Details{
			Name: "The housing office", Service: true, For: "The letter about the rent, until it is settled.", Phone: "01632 960320", Reach: "Second floor. Before ten there is no queue.",
		}}},
	}
}
