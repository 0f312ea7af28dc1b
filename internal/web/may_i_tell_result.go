package web

import (
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/telling"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// mayResult puts an answer into words: what it is, how to say it, and what can be done anyway.
func mayResult(v *Visit, a telling.Answer, look string) *ui.MayResult {
	name := triangle.FirstName(a.Asker.Name)
	m := &ui.MayResult{Answer: verdictAnswer(a.Verdict), Name: name, Why: mayWhy(v, a), Others: mayOthers(v, a, look)}
	switch a.Verdict {
	case telling.Yes:
		mayYes(v, a, m)
		return m
	case telling.First:
		mayFirst(v, a, m)
	default:
		mayNo(v, a, m)
	}
	m.Anyway = []string{v.Words.T("telling.listen", "name", name), v.Words.T("telling.known", "name", name), v.Words.T("telling.general")}
	if a.Asker.Corner == sharing.Carer {
		m.Anyway = append(m.Anyway, v.Words.T("telling.support", "name", name))
	}
	m.Actions = append(m.Actions, ui.Go(v.Words.T("telling.library"), "/library"))
	return m
}

func verdictAnswer(v telling.Verdict) ui.Answer {
	switch v {
	case telling.Yes:
		return ui.Share
	case telling.First:
		return ui.Ask
	}
	return ui.Keep
}

// mayWhy is the one sentence of the answer. It speaks of choices alone, and never of what is or is not written.
func mayWhy(v *Visit, a telling.Answer) ui.Rich {
	args := []any{"name", triangle.FirstName(a.Asker.Name), "topic", topicName(v.Words, a.Topic), "about", triangle.FirstName(a.About.Name)}
	plain := args[:4]
	switch {
	case a.Verdict == telling.Yes && a.Ground == sharing.GroundAboutYou:
		return ui.Say(v.Words, "telling.why-own", plain...)
	case a.Verdict == telling.Yes && a.Ground == sharing.GroundAdvance:
		return ui.Say(v.Words, "telling.why-advance", args...)
	case a.Verdict == telling.Yes && !a.Until.IsZero():
		return ui.Say(v.Words, "telling.why-yes-until", append(args, "day", endOf(v, a.Until.UnixMicro()))...)
	case a.Verdict == telling.Yes:
		return ui.Say(v.Words, "telling.why-yes", args...)
	case a.Verdict == telling.First:
		return ui.Say(v.Words, "telling.why-first", args...)
	case a.Verdict == telling.Weigh && a.Ground == sharing.GroundAfterDeath:
		return ui.Say(v.Words, "telling.why-after-death", args...)
	case a.Verdict == telling.Weigh:
		return ui.Say(v.Words, "telling.why-weigh", args...)
	case a.Ground == sharing.GroundAdvanceRefused:
		return ui.Say(v.Words, "telling.why-no-advance", args...)
	case a.Ground == sharing.GroundRefused:
		return ui.Say(v.Words, "telling.why-no", args...)
	}
	return ui.Say(v.Words, "telling.why-closed", plain...)
}

// mayYes says what a yes covers, and takes down what was told.
func mayYes(v *Visit, a telling.Answer, m *ui.MayResult) {
	about, topic := triangle.FirstName(a.About.Name), topicName(v.Words, a.Topic)
	m.Covers = []string{v.Words.T("telling.covers", "topic", topic), v.Words.T("telling.covers-not", "topic", topic), v.Words.T("telling.covers-never")}
	m.Record = &ui.RecordForm{
		Action: "/t/" + string(a.Triangle) + "/told",
		Hidden: []ui.Hidden{
			{Name: "draft", Value: id.New()}, {Name: "person", Value: askerValue(a.Triangle, a.Person)}, {Name: "topic", Value: a.Topic},
			{Name: "how", Value: string(telling.ByPhone)}, {Name: "from", Value: "may-i-tell"},
		},
		Field:  ui.Field{ID: "told", Name: "told", Label: v.Words.T("telling.told-what", "name", m.Name), Hint: v.Words.T("telling.told-hint"), Autocomplete: "off", MaxLength: telling.WordsMost},
		Button: v.Words.T("telling.told-phone"),
		Note:   v.Words.T("telling.told-seen", "about", about),
	}
	m.Actions = append(m.Actions, ui.Go(v.Words.T("telling.told-elsewhere"), "/t/"+string(a.Triangle)+"/told?for="+string(a.Person)+"&topic="+a.Topic))
}

func mayFirst(v *Visit, a telling.Answer, m *ui.MayResult) {
	about := triangle.FirstName(a.About.Name)
	m.Words = []string{v.Words.T("telling.say-first", "about", about), v.Words.T("telling.say-how-are-you")}
	m.Change = []ui.Rich{ui.Say(v.Words, "telling.change-first", "about", about)}
	m.Actions = append(m.Actions, ui.Do(v.Words.T("telling.ask-now", "about", about), "/t/"+string(a.Triangle)+"/ask?for="+string(a.Person)+"&topic="+a.Topic))
}

// mayNo gives words that neither confirm nor deny that there is anything to tell.
func mayNo(v *Visit, a telling.Answer, m *ui.MayResult) {
	about := triangle.FirstName(a.About.Name)
	m.Words = []string{v.Words.T("telling.say-no", "about", about), v.Words.T("telling.say-how-are-you")}
	releases := "/t/" + string(a.Triangle) + "/releases"
	if a.Verdict == telling.Weigh {
		m.Change = []ui.Rich{ui.Say(v.Words, "telling.change-weigh", "href", releases)}
		return
	}
	m.Change = []ui.Rich{ui.Say(v.Words, "telling.change-no", "about", about), ui.Say(v.Words, "telling.change-harm", "href", releases)}
	if !a.Until.IsZero() {
		m.Change = append(m.Change, ui.Say(v.Words, "telling.change-day", "day", endOf(v, a.Until.UnixMicro())))
	}
}

// mayOthers are the other topics at a glance. All stand there, whether anything is written about them or not.
func mayOthers(v *Visit, a telling.Answer, look string) []ui.MayOther {
	var out []ui.MayOther
	for _, o := range a.Others {
		if o.Topic == a.Topic {
			continue
		}
		action := ui.Post(topicName(v.Words, o.Topic), look, ui.Hidden{Name: "person", Value: askerValue(a.Triangle, a.Person)}, ui.Hidden{Name: "topic", Value: o.Topic})
		out = append(out, ui.MayOther{Look: action, Answer: verdictAnswer(o.Verdict)})
	}
	return out
}
