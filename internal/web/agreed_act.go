package web

import (
	"context"
	"net/http"

	"trialogue/internal/agreement"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/web/ui"
)

// agreedDeed is what somebody does to an agreement: the service, or a part of it.
type agreedDeed func(ctx context.Context, by id.Person, a id.Entry, w agreement.Word) error

// agreedWord reads the form of a deed. Its id was drawn with the form.
func agreedWord(r *http.Request, v *Visit) (id.Entry, agreement.Word, error) {
	a := r.PathValue("agreement")
	if !id.Valid(a) {
		return "", agreement.Word{}, errs.Missing("web.agreedWord")
	}
	w := agreement.Word{
		ID: id.Entry(r.PostFormValue("draft")), Triangle: v.Place.ID, Version: id.Entry(r.PostFormValue("version")), Step: id.Entry(r.PostFormValue("step")), Text: r.PostFormValue("say"),
	}
	if !id.Valid(string(w.ID)) {
		w.ID = id.Entry(id.New())
	}
	return id.Entry(a), w, nil
}

// agreedDo does it and goes back to the agreement.
func (s *Site) agreedDo(w http.ResponseWriter, r *http.Request, v *Visit, do agreedDeed, done string) error {
	a, word, err := agreedWord(r, v)
	if err != nil {
		return err
	}
	if err := do(r.Context(), v.Person.ID, a, word); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/agreed/"+string(a), done)
}

// say is a word of one kind.
func (s *Site) say(kind agreement.EventKind) agreedDeed {
	return func(ctx context.Context, by id.Person, a id.Entry, w agreement.Word) error {
		return s.Agreements.Say(ctx, by, a, kind, w)
	}
}

func (s *Site) agreedYes(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedDo(w, r, v, s.say(agreement.Yes), "done.agreed-yes")
}

func (s *Site) agreedStep(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedDo(w, r, v, s.turnStep, "done.agreed-step")
}

// turnStep does a step, or says of a done one that it is not done after all.
func (s *Site) turnStep(ctx context.Context, by id.Person, a id.Entry, w agreement.Word) error {
	st, err := s.Agreements.Read(ctx, by, w.Triangle, a)
	if err != nil {
		return err
	}
	for _, e := range st.Events {
		if e.ID == string(w.ID) {
			return nil // sent twice
		}
	}
	kind := agreement.StepDone
	if _, done := st.StepState(w.Step); done {
		kind = agreement.StepUndone
	}
	return s.Agreements.Step(ctx, by, a, kind, w)
}

func (s *Site) agreedTake(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedDo(w, r, v, s.Agreements.TakeOver, "done.agreed-taken")
}

func (s *Site) agreedLooked(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedDo(w, r, v, s.Agreements.LookAgain, "done.agreed-looked")
}

// agreedAsk is a page that asks for words along with a deed.
type agreedAsk struct {
	name string // of the page, and of its words in the catalogue
	done string
	do   agreedDeed
	// now says whether the reader can do it, and to which wording.
	now func(v *Visit, st agreement.Story) (agreement.Version, bool)
}

func (s *Site) askNo() agreedAsk {
	return agreedAsk{name: "no", done: "done.agreed-no", do: s.sayNo, now: func(_ *Visit, st agreement.Story) (agreement.Version, bool) {
		return st.Latest(), !st.Ended()
	}}
}

func (s *Site) sayNo(ctx context.Context, by id.Person, a id.Entry, w agreement.Word) error {
	return s.Agreements.Say(ctx, by, a, agreement.No, w)
}

// doer is the wording in force, for who does it.
func doer(v *Visit, st agreement.Story) (agreement.Version, bool) {
	c, ok := st.Standing()
	return c, ok && !st.Ended() && st.Owner(c) == v.Person.ID && st.Kind == agreement.Action
}

func (s *Site) askDone() agreedAsk {
	return agreedAsk{name: "done", done: "done.agreed-finished", do: s.Agreements.Finish, now: doer}
}

func (s *Site) askMiss() agreedAsk {
	return agreedAsk{name: "not-done", done: "done.agreed-missed", do: s.Agreements.Miss, now: doer}
}

func (s *Site) askClose() agreedAsk {
	return agreedAsk{name: "close", done: "done.agreed-closed", do: s.Agreements.Close, now: func(_ *Visit, st agreement.Story) (agreement.Version, bool) {
		return st.Latest(), !st.Ended()
	}}
}

func (s *Site) agreedNoForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedAskPage(w, r, v, s.askNo(), nil)
}

func (s *Site) agreedDoneForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedAskPage(w, r, v, s.askDone(), nil)
}

func (s *Site) agreedMissForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedAskPage(w, r, v, s.askMiss(), nil)
}

func (s *Site) agreedCloseForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedAskPage(w, r, v, s.askClose(), nil)
}

func (s *Site) agreedNo(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedAnswer(w, r, v, s.askNo())
}

func (s *Site) agreedFinish(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedAnswer(w, r, v, s.askDone())
}

func (s *Site) agreedMiss(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedAnswer(w, r, v, s.askMiss())
}

func (s *Site) agreedClose(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.agreedAnswer(w, r, v, s.askClose())
}

// agreedAnswer does what a page asked for; what is wrong stands beside the words.
func (s *Site) agreedAnswer(w http.ResponseWriter, r *http.Request, v *Visit, ask agreedAsk) error {
	err := s.agreedDo(w, r, v, ask.do, ask.done)
	if errs.Is(err, errs.Invalid) {
		return s.agreedAskPage(w, r, v, ask, err)
	}
	return err
}

// agreedAskPage asks kindly, and says who will read it.
func (s *Site) agreedAskPage(w http.ResponseWriter, r *http.Request, v *Visit, ask agreedAsk, problem error) error {
	st, err := s.agreedStory(r, v)
	if err != nil {
		return err
	}
	c, ok := ask.now(v, st)
	if !ok {
		return errs.Missing("web.agreedAskPage")
	}
	base := v.Place.Base() + "/agreed/" + string(st.ID)
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: base, Text: v.Words.T("agreed.back")}, Title: v.Words.T("agreed.ask-" + ask.name), Lead: v.Words.T("agreed.ask-" + ask.name + "-lead"),
		Action: base + "/" + ask.name, Button: v.Words.T("agreed.ask-" + ask.name + "-button"), Hidden: []ui.Hidden{{Name: "draft", Value: id.New()}, {Name: "version", Value: string(c.ID)}},
	}
	page.Parts = []ui.FormPart{
		{Note: &ui.NoteBox{Text: ui.Say(v.Words, "agreed.ask-about", "words", textOf(st, c.ID))}},
		{Field: &ui.Field{ID: "say", Name: "say", Label: v.Words.T("agreed.ask-" + ask.name + "-say"), Rows: 4, Value: r.PostFormValue("say"), MaxLength: agreement.HappenedMost, Keep: "agreed-" + ask.name + "/" + string(st.ID)}},
	}
	audience, err := s.agreedReaders(r, v, st)
	if err != nil {
		return err
	}
	page.Audience = audience
	status := http.StatusOK
	if problem != nil {
		withErrors(&page.Base, v, problem)
		status = http.StatusUnprocessableEntity
	}
	return s.page(w, status, page)
}

// agreedReaders lists who will read what is said to an agreement: the same who see it.
func (s *Site) agreedReaders(r *http.Request, v *Visit, st agreement.Story) (*ui.AudienceSet, error) {
	return s.agreedAudience(r, v, agreedDraft{Draft: agreement.Draft{ID: id.Entry(id.New()), Triangle: v.Place.ID, Agreement: st.ID, Kind: st.Kind, Topic: st.Root.Topic, To: st.With()}})
}
