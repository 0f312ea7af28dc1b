package demo

import (
	"trialogue/internal/expertise"
	"trialogue/internal/sharing"
)

// haddad is new: two weeks old, and nobody has decided anything yet.
func haddad() scene {
	return scene{"haddad", []act{
		{10, "11:00", "hana", opens{user: "leila", role: "care coordinator, key worker", lead: "yusuf", with: []string{"owen"}}},
		{9, "18:00", "leila", joins{by: "hana"}},
		{8, "10:30", "hana", invites{whom: "dan", relation: "brother"}},
		{7, "16:10", "leila", agrees{to: "dan"}},
		{6, "19:30", "dan", joins{by: "hana"}},
		{5, "14:00", "hana", notes{as: "first", topic: "care-plan", text: "We met at Leila’s college, in the garden. She wants to finish the term. We did not talk about anything else, and that was right for today."}},
		{4, "17:45", "leila", looks{}},
		{4, "18:00", "leila", notes{as: "college", topic: "work-and-learning", text: "I do not want anybody at college to know. If you have to come, come as somebody who talks about courses."}},
		{3, "09:20", "hana", looks{}},
		{3, "20:10", "dan", tells{as: "quiet", topic: "day-to-day", how: sharing.Named, text: "Leila is quieter than she was in summer and hardly eats with us. She is kind to everybody all the same."}},
		{2, "09:30", "yusuf", reads{"quiet"}},
		{2, "15:00", "yusuf", notes{of: "dan", topic: "caring-role", text: "A first call with Dan. He asked what brothers usually do. I said that there is no usual, and sent the page about the first weeks."}},
		{2, "20:30", "dan", writesUp{hows: []expertise.How{expertise.Caring}, with: []string{"hana", "yusuf"}, text: "Leila says yes so that people stop asking. A real yes comes later and comes with a plan.", basis: "Nineteen years of sharing a wall.", limits: "What happens at college."}},
		{1, "18:20", "dan", questions{as: "coordinator", topic: "team", text: "What is a care coordinator?"}},
	}}
}
