package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func demo(p *words.Printer) []Sample {
	return []Sample{{"demo-people", &ui.DemoPeople{Base: outside(p), Action: "/demo/sign-in", Groups: []ui.DemoGroup{
		{ID: "group-1", Title: "The Okafors", People: []ui.DemoChoice{
			{Who: as(sam(), "three things wait for a yes or no."), Value: "sam"},
			{Who: as(jo(), "Sam’s mother. A question of hers has waited too long."), Value: "jo"},
		}},
		{ID: "group-2", Title: "The teams", People: []ui.DemoChoice{{Who: as(ravi(), "nurse at Riverside, key worker of Sam."), Value: "ravi"}}},
	}}}}
}
