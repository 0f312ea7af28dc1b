package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func people(p *words.Printer) []Sample {
	questions := &ui.OwnQuestions{
		Base: reader(p, ui.Carer, "Home"), Action: "/questions", Draft: "1", Field: ui.Field{ID: "say", Name: "say", Label: "Write down a question", Rows: 2, Keep: "questions"},
		Entries: []ui.OwnQuestion{{Text: ui.Words("Whom can I ring on a Sunday?"), Href: "/q/1"}, {Text: ui.Words("Who looks after my own needs?"), Href: "/q/2"}},
	}
	empty := &ui.OwnQuestions{Base: reader(p, ui.Carer, "Home"), Action: "/questions", Draft: "1", Field: questions.Field}
	return []Sample{
		{"ring", &ui.Ring{Base: reader(p, ui.Carer, ""), Lines: ring()}},
		{"own-questions", questions},
		{"own-questions-empty", empty},
	}
}
