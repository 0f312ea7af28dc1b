package web

import (
	"net/http"

	"trialogue/internal/duty"
	"trialogue/internal/today"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// togetherPart is what waits for the visitor in this triangle, what was promised,
// and what is coming up.
func (s *Site) togetherPart(r *http.Request, v *Visit) (ui.Together, error) {
	all, err := s.Today.Promises(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return ui.Together{}, err
	}
	var out ui.Together
	for _, p := range all.Waiting {
		out.Waiting = append(out.Waiting, drawWaiting(v, p))
	}
	for _, p := range all.Mine {
		out.Mine = append(out.Mine, drawPromise(v, p, "home.i-will"))
	}
	for _, p := range all.Promised {
		out.Promised = append(out.Promised, drawPromise(v, p, "home.they-will."+string(p.Kind)))
	}
	for _, p := range all.Coming {
		one := drawPromise(v, p, "home.meet")
		one.When, one.LateDays = whenOf(v, p.Due), 0
		out.Coming = append(out.Coming, one)
	}
	return out, nil
}

// drawWaiting says what waits for the visitor, and from whom.
func drawWaiting(v *Visit, p today.Promise) ui.Item {
	from := v.Place.Me
	if m, ok := v.Place.Member(p.For); ok && p.For != v.Person.ID {
		from = m
	}
	who := person(v, from)
	if p.Kind == duty.LookAgain { // whoever set the day, it is all of theirs
		who = ui.Person{Name: v.Words.T("room.views"), Initials: "2"}
	}
	item := ui.Item{
		Who: who, When: byDay(v, p.Due), Text: ui.Say(v.Words, "home.wait."+string(p.Kind), "name", triangle.FirstName(from.Name), "words", beginning(p.Words)),
		Actions: []ui.Action{ui.Do(v.Words.T("home.open"), dutyHref(p.Duty))},
	}
	if p.Kind == duty.LookAtArrow {
		item.Actions = []ui.Action{ui.Go(v.Words.T("home.open"), dutyHref(p.Duty))}
	}
	return item
}

// drawPromise says who will do what by when.
func drawPromise(v *Visit, p today.Promise, key string) ui.Promise {
	by := v.Place.Me
	if m, ok := v.Place.Member(p.Owner); ok {
		by = m
	}
	return ui.Promise{
		By: person(v, by), When: byDay(v, p.Due), LateDays: lateDays(v, p.Due), What: v.Words.T(key, "name", triangle.FirstName(by.Name), "words", beginning(p.Words)),
		Actions: []ui.Action{ui.Go(v.Words.T("home.open"), dutyHref(p.Duty))},
	}
}
