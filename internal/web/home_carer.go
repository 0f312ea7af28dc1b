package web

import (
	"net/http"

	"trialogue/internal/candour"
	"trialogue/internal/disclose"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// saidMost is how many of a carer's own words their home follows up.
const saidMost = 5

// carerHome answers: what is new, whom do I ring, what happens next for me,
// what can I be told, and what became of what I said.
func (s *Site) carerHome(w http.ResponseWriter, r *http.Request, v *Visit, mine []triangle.Triangle) error {
	base := v.Place.Base()
	page := &ui.CarerHome{
		Base: s.base(v), Greeting: greeting(v), About: v.Place.For(), TellHref: base + "/write", AskHref: base + "/talk/new?question=1", SeenHref: base + "/seen", RingList: ringLines(v, v.Place.Triangle),
	}
	page.Notice = notice(v, r)
	var err error
	if page.News, err = s.newsItems(r, v); err != nil {
		return err
	}
	late, err := s.promises(r, v, page)
	if err != nil {
		return err
	}
	if page.Together, err = s.togetherPart(r, v); err != nil {
		return err
	}
	told, err := s.Protocol.Told(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	drawn := toldPart(v, told, v.Place.For())
	page.Told = &drawn
	page.ToldNotes = []ui.Rich{ui.Say(v.Words, "home.told-right", "about", v.Place.For()), ui.Say(v.Words, "home.told-ask", "about", v.Place.For(), "ask", base+"/ask")}
	if page.Said, err = s.said(r, v); err != nil {
		return err
	}
	page.Lead = v.Words.T("home.lead-new-none")
	if len(page.News) > 0 {
		page.Lead = v.Words.T("home.lead-new", "count", len(page.News))
	}
	for _, one := range page.Together.Promised {
		if one.LateDays > 0 {
			late++
		}
	}
	if late > 0 {
		page.Lead += " " + v.Words.T("home.lead-late", "count", late)
	}
	page.ForYou = append(otherPlaces(v, mine), s.ownLinks(v, mine)...)
	return s.page(w, http.StatusOK, page)
}

// newsItems are the new entries, each with who gave it and where it stands.
func (s *Site) newsItems(r *http.Request, v *Visit) ([]ui.Item, error) {
	news, err := s.News.Since(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return nil, err
	}
	var out []ui.Item
	for _, one := range news.Shown {
		out = append(out, ui.Item{
			Who: giver(v, one.GivenBy), When: v.Words.Day(timeOf(one.Changed)), Text: ui.Plain(beginning(wordText(one))),
			Actions: []ui.Action{ui.Go(v.Words.T("home.read"), v.Place.Base()+"/entry/"+string(one.Entry))},
		})
	}
	return out, s.News.Saw(r.Context(), v.Person.ID, v.Place.ID, news)
}

// promises are the questions that somebody will answer, and those answered.
func (s *Site) promises(r *http.Request, v *Visit, page *ui.CarerHome) (late int, err error) {
	asked, err := s.Candour.Questions(r.Context(), v.Person.ID, v.Place.ID)
	for _, q := range asked {
		m, ok := v.Place.Member(q.Duty.Owner)
		if !ok {
			continue
		}
		name, topic := triangle.FirstName(m.Name), topicName(v.Words, q.Shown.Topic)
		if q.Duty.Done != 0 {
			page.KeptPromises = append(page.KeptPromises, v.Words.T("home.kept-answer", "name", name, "topic", topic, "day", v.Words.Date(timeOf(q.Duty.Done))))
			continue
		}
		p := ui.Promise{By: person(v, m), When: byDay(v, q.Duty.Due), LateDays: lateDays(v, q.Duty.Due), What: v.Words.T("home.will-answer", "name", name, "topic", topic)}
		p.Actions = []ui.Action{ui.Go(v.Words.T("home.see-question"), v.Place.Base()+"/question/"+string(q.Entry))}
		if p.LateDays > 0 {
			late++
		}
		page.Promises = append(page.Promises, p)
	}
	return late, err
}

// said is what the carer told or asked, and what became of it.
func (s *Site) said(r *http.Request, v *Visit) ([]ui.Said, error) {
	all, err := s.Candour.Said(r.Context(), v.Person.ID, v.Place.ID, saidMost)
	var out []ui.Said
	for _, one := range all {
		key := "home.said-told"
		if one.Kind == disclose.Question {
			key = "home.said-asked"
		}
		about := v.Words.T(key, "day", v.Words.Date(timeOf(one.Made)))
		if one.Confidence != "" {
			about += " " + v.Words.T("confidence."+string(one.Confidence), "about", v.Place.For(), "lead", leadName(v))
		}
		out = append(out, ui.Said{
			Text: beginning(one.Words()), About: about, Steps: drawSteps(v, one.Steps),
			Link: &ui.Link{Href: v.Place.Base() + "/entry/" + string(one.Entry), Text: v.Words.T("home.open")},
		})
	}
	return out, err
}

// drawSteps says what happened, in the order in which it happened.
func drawSteps(v *Visit, steps []candour.Step) []ui.Step {
	var out []ui.Step
	for _, step := range steps {
		name := v.Words.T("entry.somebody")
		if m, ok := v.Place.Member(step.Who); ok {
			name = triangle.FirstName(m.Name)
		}
		key := "step." + string(step.Kind)
		if step.Late {
			key += "-late"
		}
		out = append(out, ui.Step{
			Text: v.Words.T(key, "name", name, "day", v.Words.Date(timeOf(step.At)), "words", step.Text),
			Done: step.Kind != candour.StepWaiting, Came: step.Kind == candour.StepCame,
		})
	}
	return out
}

// ownLinks lead to what is the carer's alone.
func (s *Site) ownLinks(v *Visit, mine []triangle.Triangle) []ui.Link {
	var out []ui.Link
	for _, t := range mine {
		if t.Kind == triangle.File && t.Owner == v.Person.ID {
			out = append(out, ui.Link{Href: "/t/" + string(t.ID) + "/timeline", Text: v.Words.T("home.own-notes")})
		}
	}
	if v.Place.ID != "" && v.Place.Is(sharing.Carer) {
		out = append(out, ui.Link{Href: v.Place.Base() + "/sharing", Text: v.Words.T("home.own-choices")})
	}
	return append(out, ui.Link{Href: "/library/your-carers-assessment", Text: v.Words.T("home.assessment")}, ui.Link{Href: "/library", Text: v.Words.T("nav.library")})
}
