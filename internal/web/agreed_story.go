package web

import (
	"slices"

	"trialogue/internal/agreement"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// story is all that happened, the newest last: a quiet line of promises.
func (d agreedDrawing) story() ui.ListSection {
	v, st := d.v, d.st
	out := ui.ListSection{ID: "story", Title: v.Words.T("agreed.story")}
	version := 0
	for i := 0; i <= len(st.Events); i++ {
		for version < len(st.Versions) && (i == len(st.Events) || st.Versions[version].Made <= st.Events[i].Made) {
			out.Seen = append(out.Seen, d.wording(st.Versions[version], version))
			version++
		}
		if i == len(st.Events) {
			break
		}
		if line, ok := d.event(st.Events[i]); ok {
			out.Seen = append(out.Seen, line)
		}
	}
	return out
}

// wording says that somebody proposed it, or other words for it.
func (d agreedDrawing) wording(c agreement.Version, n int) ui.Seen {
	v := d.v
	day := v.Words.Date(timeOf(c.Made))
	if n == 0 {
		return ui.Seen{Who: giver(v, c.By), Text: ui.Say(v.Words, "agreed.did-proposed", "name", d.said(c.By), "day", day)}
	}
	return ui.Seen{Who: giver(v, c.By), Text: ui.Say(v.Words, "agreed.did-changed", "name", d.said(c.By), "day", day, "words", textOf(d.st, c.ID))}
}

// event says one thing that happened. What only keeps the program's books is left out.
func (d agreedDrawing) event(e agreement.Event) (ui.Seen, bool) {
	v := d.v
	who := e.By
	if e.By == "" {
		who = e.Person
	}
	switch e.Kind {
	case agreement.WaitsToSee, agreement.WasAsked, agreement.Reminded, agreement.OwnerLeft, agreement.LateOwner:
		return ui.Seen{}, false
	case agreement.Opened:
		i := slices.IndexFunc(d.st.Versions, func(c agreement.Version) bool { return c.Number == e.Number })
		told := d.st.Versions[i].By == e.By // by their own proposal: there is no yes to speak of
		if told || v.Place.Is(sharing.Carer) && e.Person != v.Person.ID {
			return ui.Seen{}, false
		}
		return ui.Seen{Who: giver(v, e.By), Text: ui.Say(v.Words, "agreed.did-opened", "name", d.said(e.Person), "day", v.Words.Date(timeOf(e.Made)))}, true
	case agreement.LateTeam, agreement.LateLead:
		if e.Person == "" {
			return ui.Seen{}, false
		}
	}
	args := []any{"name", d.said(who), "day", v.Words.Date(timeOf(e.Made))}
	key := "agreed.did-" + string(e.Kind)
	text := ui.Say(v.Words, key, args...)
	words := textOf(d.st, e.Words)
	if e.Step != "" {
		words = textOf(d.st, e.Step)
	}
	if words != "" {
		text = ui.Say(v.Words, "agreed.did-with-words", "said", v.Words.T(key, args...), "words", words)
	}
	return ui.Seen{Who: giver(v, who), Text: text}, true
}
