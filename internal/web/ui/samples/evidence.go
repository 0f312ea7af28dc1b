package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func evidence(p *words.Printer) []Sample {
	page := func() *ui.Evidence {
		return &ui.Evidence{
			Base: reader(p, ui.Professional, ""), BackTo: &ui.Link{Href: "/account", Text: "My account"}, Action: "/evidence", Copy: "/evidence/copy",
			Access: ui.Link{Href: "/evidence/access", Text: "Who may reach what"},
			Kind:   ui.Select{ID: "kind", Name: "kind", Label: "What", Items: []ui.Option{{Value: "", Label: "Everything"}}},
			From:   ui.Field{ID: "from", Name: "from", Type: "date", Label: "From"}, To: ui.Field{ID: "until", Name: "until", Type: "date", Label: "Until"},
			Table: ui.SimpleTable{ID: "lines", Caption: "What happened", Head: []string{"Number", "When"}},
		}
	}
	full := page()
	full.Table.Rows = [][]string{{"1", "Today"}}
	full.Older = []ui.Action{ui.Post("Older", "/evidence")}
	wrong := page()
	wrong.Errors = []ui.FieldError{{Field: "from", Text: "Choose a day"}}
	return []Sample{{"evidence", full}, {"evidence, nothing found", wrong}}
}
