package demo

// rees is a carer on her own: nobody has joined her, and she has her notes and
// the questions that she wants to take along.
func rees() scene {
	return scene{"rees", []act{
		{15, "21:10", "nia", begins{}},
		{15, "21:20", "nia", notes{topic: "carers-life", text: "I have begun this because I forget half of what I wanted to say when I am there."}},
		{13, "22:05", "nia", notes{topic: "carers-health", text: "Slept four hours. It is easier when I write it down than when I count."}},
		{11, "20:40", "nia", notes{topic: "caring-role", text: "What do I do when he does not want to talk to anybody? Is it right to wait?"}},
		{9, "21:30", "nia", notes{topic: "carers-life", text: "Went to the choir for the first time since March. Nobody asked anything. It was good."}},
		{8, "20:15", "nia", notes{topic: "caring-role", text: "Who can I ring at night, when it is not an emergency and cannot wait either?"}},
		{6, "19:50", "nia", notes{topic: "carers-assessment", text: "I read the page about the carer’s assessment. I did not know that it is for me and not about him."}},
		{4, "20:30", "nia", notes{topic: "caring-role", text: "May I come to a meeting if he says yes, and what may I say there?"}},
		{1, "21:00", "nia", notes{topic: "carers-health", text: "A walk by the canal, forty minutes. Two herons."}},
	}}
}
