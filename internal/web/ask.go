package web

import (
	"net/http"
	"slices"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// asks shows what waits for the reader's yes or no, and what they asked
// themselves. Carers and professionals can ask for a topic here.
func (s *Site) asks(w http.ResponseWriter, r *http.Request, v *Visit) error {
	waiting, err := s.Protocol.Waiting(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	if v.Place.Is(sharing.ServiceUser) {
		page := &ui.ListPage{Base: s.base(v), BackTo: s.toSharing(v), Title: v.Words.T("asks.waiting"), Lead: v.Words.T("asks.waiting-lead")}
		page.Notice = notice(v, r)
		page.Sections = []ui.ListSection{waitingSection(v, waiting, "")}
		return s.page(w, http.StatusOK, page)
	}
	return s.askPage(w, r, v, waiting, nil)
}

// waitingSection lists questions with the way to answer each.
func waitingSection(v *Visit, waiting []protocol.Asked, title string) ui.ListSection {
	out := ui.ListSection{ID: "waiting", Title: title}
	for _, a := range waiting {
		out.Items = append(out.Items, waitingItem(v, a))
	}
	if len(waiting) == 0 {
		out.Empty = &ui.Empty{Title: v.Words.T("home.nothing-waiting")}
	}
	return out
}

// waitingItem is one question that waits for the reader, for this page and for home.
func waitingItem(v *Visit, a protocol.Asked) ui.Item {
	text := ui.Say(v.Words, "asks.one", "asker", nameSaid(v, string(a.Asker)), "name", nameSaid(v, a.Recipient), "topic", topicName(v.Words, a.Topic))
	if a.Recipient == string(a.Asker) {
		text = ui.Say(v.Words, "asks.one-self", "asker", nameSaid(v, string(a.Asker)), "topic", topicName(v.Words, a.Topic))
	}
	return ui.Item{
		Who: giver(v, a.Asker), When: v.Words.Date(time.UnixMicro(a.Made)), Text: text,
		Actions: []ui.Action{ui.Do(v.Words.T("asks.answer"), "/t/"+string(a.Triangle)+"/ask/"+a.ID)},
	}
}

// askPage is the form, with what was asked before below it.
func (s *Site) askPage(w http.ResponseWriter, r *http.Request, v *Visit, waiting []protocol.Asked, problem error) error {
	mine, err := s.Protocol.MyAsks(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	page := &ui.AskPage{Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base(), Text: v.Words.T("nav.triangle")}, Title: v.Words.T("asks.title"), Lead: v.Words.T("asks.lead", "about", v.Place.For())}
	page.Notice = notice(v, r)
	page.Form = ui.FormPage{
		Action: v.Place.Base() + "/ask", Button: v.Words.T("asks.send"), Hidden: []ui.Hidden{{Name: "ask", Value: id.New()}}, Parts: askParts(r, v),
		After: []ui.Rich{ui.Say(v.Words, "asks.after", "about", v.Place.For())},
	}
	for _, a := range mine {
		page.Mine = append(page.Mine, ui.SummaryRow{Key: v.Words.T("asks.mine-key", "topic", topicName(v.Words, a.Topic), "date", v.Words.ShortDate(time.UnixMicro(a.Made))), Value: askState(v, a)})
	}
	if len(waiting) > 0 {
		section := waitingSection(v, waiting, v.Words.T("asks.waiting-you"))
		page.Waiting = section.Items
	}
	status := http.StatusOK
	if problem != nil {
		withErrors(&page.Base, v, problem)
		status = http.StatusUnprocessableEntity
	}
	return s.page(w, status, page)
}

// askState says what became of a question: that it waits, or what counts now.
func askState(v *Visit, a protocol.Asked) ui.Rich {
	name, owner := nameSaid(v, a.Recipient), nameSaid(v, string(a.Owner))
	switch {
	case a.Closed == 0:
		return ui.Say(v.Words, "asks.state-waits")
	case a.Choice.Answer == sharing.Share && a.Choice.Until != 0:
		return ui.Say(v.Words, "asks.state-share-until", "name", name, "date", lastDay(v, a.Choice.Until))
	case a.Choice.Answer == sharing.Share:
		return ui.Say(v.Words, "asks.state-share", "name", name)
	case a.Choice.Answer == sharing.Keep:
		return ui.Say(v.Words, "asks.state-keep", "owner", owner)
	}
	return ui.Say(v.Words, "asks.state-ask", "owner", owner)
}

// askParts are the questions of the form: a carer asks for themselves.
func askParts(r *http.Request, v *Visit) []ui.FormPart {
	topic := &ui.Select{ID: "topic", Name: "topic", Label: v.Words.T("asks.topic"), Items: []ui.Option{{Label: v.Words.T("write.choose")}}}
	professional := v.Place.Is(sharing.Professional)
	for _, t := range sharing.Topics() {
		if !t.ForCarers || professional {
			topic.Items = append(topic.Items, ui.Option{Value: t.Name, Label: topicName(v.Words, t.Name), Checked: t.Name == r.FormValue("topic")})
		}
	}
	if !professional {
		return []ui.FormPart{{Select: topic}}
	}
	owner := &ui.Select{ID: "owner", Name: "owner", Label: v.Words.T("asks.owner")}
	whom := &ui.Select{ID: "recipient", Name: "recipient", Label: v.Words.T("asks.recipient"), Items: []ui.Option{{Value: sharing.Group(sharing.Professional), Label: v.Words.T("protocol.team")}}}
	for _, corner := range []sharing.Corner{sharing.ServiceUser, sharing.Carer} {
		for _, m := range v.Place.At(corner, v.Now) {
			owner.Items = append(owner.Items, ui.Option{Value: string(m.Person), Label: m.Name, Checked: string(m.Person) == r.FormValue("owner")})
			if corner == sharing.Carer {
				whom.Items = append(whom.Items, ui.Option{Value: string(m.Person), Label: m.Name, Checked: string(m.Person) == r.FormValue("recipient")})
			}
		}
	}
	return []ui.FormPart{{Select: owner}, {Select: topic}, {Select: whom}}
}

// ask puts the question. The page after it says the same whatever there is.
func (s *Site) ask(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d := protocol.AskDraft{
		ID: r.PostFormValue("ask"), Triangle: v.Place.ID, Owner: id.Person(r.PostFormValue("owner")), Recipient: r.PostFormValue("recipient"), Topic: r.PostFormValue("topic"),
	}
	if !id.Valid(d.ID) {
		d.ID = id.New()
	}
	err := s.Protocol.Ask(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		waiting, waitErr := s.Protocol.Waiting(r.Context(), v.Person.ID, v.Place.ID)
		if waitErr != nil {
			return waitErr
		}
		return s.askPage(w, r, v, waiting, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/ask", "done.asked")
}

// The answers to a question.
const (
	forOneDay  = "day"
	forOneWeek = "week"
	untilDay   = "until"
)

func (s *Site) answerForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	a, err := s.waitingAsk(r, v)
	if err != nil {
		return err
	}
	return s.answerPage(w, r, v, a, nil)
}

func (s *Site) waitingAsk(r *http.Request, v *Visit) (protocol.Asked, error) {
	waiting, err := s.Protocol.Waiting(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return protocol.Asked{}, err
	}
	i := slices.IndexFunc(waiting, func(a protocol.Asked) bool { return a.ID == r.PathValue("ask") })
	if i < 0 {
		return protocol.Asked{}, errs.Missing("web.waitingAsk")
	}
	return waiting[i], nil
}

// answerPage asks the owner, or tells a professional that the owner cannot be asked.
func (s *Site) answerPage(w http.ResponseWriter, r *http.Request, v *Visit, a protocol.Asked, problem error) error {
	name, topic := nameSaid(v, a.Recipient), topicName(v.Words, a.Topic)
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/ask", Text: v.Words.T("asks.waiting")}, Action: v.Path,
		Title: v.Words.T("asks.question", "name", name, "topic", topic), Hidden: []ui.Hidden{{Name: "change", Value: id.New()}}, Button: v.Words.T("sharing.save"),
		Lead: v.Words.T("asks.question-lead", "asker", nameSaid(v, string(a.Asker)), "date", v.Words.Date(time.UnixMicro(a.Made))),
	}
	if a.Owner != v.Person.ID {
		page.Lead, page.Button = v.Words.T("asks.staff-lead", "about", v.Place.For()), v.Words.T("asks.staff-done")
		return s.page(w, http.StatusOK, page)
	}
	chosen := r.PostFormValue("answer")
	option := func(value, key string) ui.Option {
		return ui.Option{Value: value, Label: v.Words.T(key), Checked: value == chosen}
	}
	page.Parts = []ui.FormPart{
		{Options: &ui.Options{ID: "answer", Name: "answer", Legend: v.Words.T("sharing.your-choice"), Items: []ui.Option{
			option(forOneDay, "asks.for-day"), option(forOneWeek, "asks.for-week"), option(untilDay, "asks.until-day"), option(string(sharing.Keep), "asks.keep"), option(protocol.NotNow, "asks.not-now"),
		}}},
		{Date: &ui.DateField{ID: "until", Name: "until", Legend: v.Words.T("asks.until"), Hint: v.Words.T("asks.until-hint"), Day: r.PostFormValue("until-day"), Month: r.PostFormValue("until-month"), Year: r.PostFormValue("until-year"), Plainly: true}},
	}
	page.After = []ui.Rich{ui.Say(v.Words, "asks.answer-after", "name", triangle.FirstName(giver(v, a.Asker).Name))}
	status := http.StatusOK
	if problem != nil {
		withErrors(&page.Base, v, problem)
		status = http.StatusUnprocessableEntity
	}
	return s.page(w, status, page)
}

// answer records what the owner says.
func (s *Site) answer(w http.ResponseWriter, r *http.Request, v *Visit) error {
	a, err := s.waitingAsk(r, v)
	if errs.Is(err, errs.NotFound) && r.PostFormValue("change") != "" {
		// Answered already: a second press, or another page.
		return seeOther(w, r, v.Place.Base()+"/ask", "")
	}
	if err != nil {
		return err
	}
	how := r.PostFormValue("answer")
	if a.Owner != v.Person.ID || how == protocol.NotNow {
		if err := s.Protocol.Leave(r.Context(), v.Person.ID, v.Place.ID, a.ID); err != nil {
			return err
		}
		return seeOther(w, r, v.Place.Base()+"/ask", "done.answered")
	}
	d := protocol.AskAnswer{ID: r.PostFormValue("change"), Triangle: v.Place.ID, Ask: a.ID, Answer: sharing.Share}
	if !id.Valid(d.ID) {
		d.ID = id.New()
	}
	var problems errs.Problems
	switch how {
	case forOneDay:
		d.Ends = v.Now.Add(24 * time.Hour).UnixMicro()
	case forOneWeek:
		d.Ends = v.Now.AddDate(0, 0, 7).UnixMicro()
	case untilDay:
		d.Ends, problems = formEnd(r, v)
	default:
		d.Answer = sharing.Choice(how)
	}
	if err = problems.Err("web.answer"); err == nil {
		err = s.Protocol.Answer(r.Context(), v.Person.ID, d)
	}
	if errs.Is(err, errs.Invalid) {
		return s.answerPage(w, r, v, a, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/ask", "done.answered")
}
