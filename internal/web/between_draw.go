package web

import (
	"net/http"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// taskWords says tasks as the service of this triangle says them.
type taskWords struct {
	v   *Visit
	own map[string]relationship.Wording
}

func (s *Site) taskWords(r *http.Request, v *Visit) (taskWords, error) {
	own, err := s.Relationships.Wordings(r.Context(), v.Place.Team.Service)
	return taskWords{v, own}, err
}

func (t taskWords) title(task string) string {
	if w, ok := t.own[task]; ok {
		return w.Title
	}
	return t.v.Words.T("task." + task + ".title")
}

func (t taskWords) say(task string) string {
	if w, ok := t.own[task]; ok {
		return w.Say
	}
	return t.v.Words.T("task." + task + ".say")
}

func (t taskWords) example(task string) string {
	if w, ok := t.own[task]; ok {
		return w.Example
	}
	return t.v.Words.T("task." + task + ".example")
}

// page draws an arrow with its tasks. Whoever stands aside reads what it is about,
// and nothing that could hint at how it goes.
func (d drawing) page(b ui.Base) *ui.ArrowPage {
	page := &ui.ArrowPage{Base: b, BackTo: toTriangle(d.v), Title: arrowTitle(d.v, d.a, d.other)}
	page.Arrow = ui.OpenArrow{ID: arrowID(d.a), From: d.at(d.a.From), To: d.at(d.a.To), Title: d.v.Words.T("between.asks-you"), Lead: d.v.Words.T("between.any-order")}
	if d.end != relationship.Start {
		name := d.starter()
		page.Arrow.Title = d.v.Words.T("between.asks-other", "name", name)
		page.Arrow.Lead = d.v.Words.T("between.you-is", "name", name)
	}
	for _, t := range d.a.Tasks() {
		page.Arrow.Tasks = append(page.Arrow.Tasks, d.task(t))
	}
	if slices.ContainsFunc(d.a.Tasks(), func(t relationship.Task) bool { return t.Discussed }) {
		page.Arrow.Lead += " " + d.v.Words.T("between.discussed-why")
	}
	return page
}

// starter is who stands at the start, as the reader says it.
func (d drawing) starter() string {
	if d.other.Person != "" {
		return triangle.FirstName(d.other.Name)
	}
	return cornerSaid(d.v, d.a.From)
}

// at is who stands at a corner: the visitor, the one across, or all who stand there.
func (d drawing) at(c sharing.Corner) ui.Person {
	switch {
	case d.v.Place.Is(c):
		return person(d.v, d.v.Place.Me)
	case d.other.Person != "":
		return person(d.v, d.other)
	case c == sharing.Professional:
		return ui.Person{Name: d.v.Words.T("triangle.the-team"), Initials: d.v.Words.T("triangle.team-short"), Corner: ui.Professional}
	}
	all := d.v.Place.At(c, d.v.Now)
	if len(all) == 1 {
		return person(d.v, all[0])
	}
	return ui.Person{Name: cornerSaid(d.v, c), Initials: "·", Corner: ui.Corner(c)}
}

func (d drawing) task(t relationship.Task) ui.Task {
	w := d.v.Words
	out := ui.Task{ID: t.Code, Title: d.say.title(t.Code), Say: d.say.say(t.Code), Example: w.T("between.example", "example", d.say.example(t.Code))}
	if t.Discussed {
		out.Badge.Text = w.T("between.discussed")
	}
	if d.end == relationship.Aside {
		return out
	}
	agree := ui.Go(w.T("between.do-agree"), d.v.Place.Base()+"/agreed/new?from="+t.Code)
	agree.More = out.Title
	if d.other.Person == "" {
		return out
	}
	write := ui.Also(w.T("between.do-receive"), d.pairHref(d.other.Person)+"/"+t.Code)
	if d.end == relationship.Start {
		write.Text = w.T("between.do-write")
	}
	write.More = out.Title
	for _, one := range d.onTask(t.Code) {
		out.Views = append(out.Views, d.view(one))
		if one.Mine {
			write.Text = w.T("between.do-write-again")
			open := ui.Go(w.T("between.do-open"), betweenRoom(d.v.Place.Base(), one.Shown))
			open.More = out.Title
			out.Actions = append(out.Actions, open)
		}
	}
	out.Actions = append([]ui.Action{write}, append(out.Actions, agree)...)
	return out
}

// onTask are the latest words on a task, what is tried before how it arrives.
func (d drawing) onTask(task string) []relationship.Said {
	var out []relationship.Said
	for _, k := range []disclose.Kind{disclose.Reflection, disclose.Received} {
		for _, one := range d.latest {
			if one.Task == task && one.Kind == k {
				out = append(out, one)
			}
		}
	}
	return out
}

// view is the latest word of one of the two on a task.
func (d drawing) view(one relationship.Said) ui.View {
	w, name, day := d.v.Words, triangle.FirstName(d.other.Name), d.v.Words.Date(timeOf(one.Changed))
	out := ui.View{Corner: ui.Corner(d.v.Place.Me.Corner), Title: w.T(wordTitle(one), "name", name), Lines: wordLines(d.v, one)}
	switch {
	case !one.Mine:
		out.Corner = ui.Corner(d.other.Corner)
		out.More = w.T("between.shared-with-you", "date", day, "name", name)
	case len(one.With) == 0:
		out.More = w.T("between.only-you", "date", day)
	default:
		out.More = w.T("between.you-share", "date", day, "name", name)
	}
	return out
}

// wordTitle is whose word it is, at which end.
func wordTitle(one relationship.Said) string {
	switch {
	case one.Mine && one.Kind == disclose.Reflection:
		return "between.you-wrote"
	case one.Mine:
		return "between.you-receive"
	case one.Kind == disclose.Reflection:
		return "between.other-wrote"
	}
	return "between.other-receives"
}

// wordLines are the answers, each with its question where there are several.
func wordLines(v *Visit, one relationship.Said) []ui.ViewLine {
	var out []ui.ViewLine
	for _, p := range one.Parts {
		line := ui.ViewLine{Text: p.Text}
		switch p.Name {
		case relationship.PartTry:
			line.Label = v.Words.T("between.part-try")
		case relationship.PartGoes:
			line.Label = v.Words.T("between.part-goes")
		case relationship.PartHelp:
			line.Label = v.Words.T("between.part-help")
		}
		out = append(out, line)
	}
	return out
}
