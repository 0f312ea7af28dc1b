package web

import (
	"net/http"
	"net/url"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// protocolRoutes are sharing choices, questions for a choice, and the agreement
// of three. Those of choices wait until a service user who wants it is alone.
func (s *Site) protocolRoutes() []Route {
	get, post := http.MethodGet, http.MethodPost
	routes := []Route{
		{get, "/t/{triangle}/sharing", InPlace, s.sharing},
		{get, "/t/{triangle}/sharing/change", InPlace, s.sharingForm},
		{post, "/t/{triangle}/sharing/change", InPlace, s.sharingChange},
		{get, "/t/{triangle}/sharing/all", InPlace, s.sharingAll},
		{get, "/t/{triangle}/sharing/everything", InPlace, s.everythingForm},
		{post, "/t/{triangle}/sharing/everything", InPlace, s.everything},
		{get, "/t/{triangle}/sharing/nothing", InPlace, s.nothingForm},
		{post, "/t/{triangle}/sharing/nothing", InPlace, s.nothing},
		{post, "/t/{triangle}/sharing/undo", InPlace, s.sharingUndo},
		{get, "/t/{triangle}/sharing/topic", InPlace, s.topicForm},
		{post, "/t/{triangle}/sharing/topic", InPlace, s.topicAdd},
		{get, "/t/{triangle}/sharing/as/{person}", InPlace, s.sharingAs},
		{get, "/t/{triangle}/sharing/renew/{choice}", InPlace, s.renewForm},
		{post, "/t/{triangle}/sharing/renew/{choice}", InPlace, s.renew},
		{get, "/t/{triangle}/sharing/alone", InPlace, s.aloneForm},
		{post, "/t/{triangle}/sharing/alone", InPlace, s.aloneSave},
		{get, "/t/{triangle}/ask", InPlace, s.asks},
		{post, "/t/{triangle}/ask", InPlace, s.ask},
		{get, "/t/{triangle}/ask/{ask}", InPlace, s.answerForm},
		{post, "/t/{triangle}/ask/{ask}", InPlace, s.answer},
		{get, "/t/{triangle}/agreement", InPlace, s.agreement},
		{post, "/t/{triangle}/agreement", InPlace, s.agreementPutDown},
		{get, "/t/{triangle}/agreement/compare", InPlace, s.agreementCompare},
		{get, "/t/{triangle}/agreement/pledge", InPlace, s.pledgeForm},
		{post, "/t/{triangle}/agreement/pledge", InPlace, s.pledge},
		{get, "/t/{triangle}/agreement/word/{version}", InPlace, s.wordForm},
		{post, "/t/{triangle}/agreement/word/{version}", InPlace, s.word},
		{get, "/t/{triangle}/may-know", InPlace, s.canBeTold},
	}
	for i := range routes {
		routes[i].Do = s.alone(routes[i].Do)
	}
	return append(routes, Route{post, "/t/{triangle}/private", InPlace, s.sayAlone}, Route{post, "/private/end", SignedIn, s.sayNotAlone})
}

// sharing is the table of a person's own choices.
func (s *Site) sharing(w http.ResponseWriter, r *http.Request, v *Visit) error {
	q := r.URL.Query()
	look := protocol.Look{Triangle: v.Place.ID, When: sharing.When(q.Get("set")), Part: protocol.Part(q.Get("part")), Each: q.Get("each") != ""}
	t, err := s.Protocol.Mine(r.Context(), v.Person.ID, look)
	if err != nil {
		return err
	}
	if look.Part != protocol.Ordinary || look.Each {
		return s.sharingPart(w, v, look, t)
	}
	page := &ui.Sharing{Base: s.base(v), Set: ui.ChoiceSet(t.When), Table: s.choices(v, look, t)}
	page.Notice = notice(v, r)
	if err := s.sayChange(r, v, &page.Base); err != nil {
		return err
	}
	if v.Place.Is(sharing.ServiceUser) {
		page.EverydayHref, page.CannotHref = v.Path, v.Path+"?set="+string(sharing.WithoutCapacity)
	}
	page.Actions = sharingActions(v, t.When)
	for _, rec := range t.Recipients {
		if !rec.Group() {
			page.SeeAs = append(page.SeeAs, ui.Also(v.Words.T("protocol.see-as", "name", firstName(rec)), v.Path+"/as/"+rec.Name))
		}
	}
	return s.page(w, http.StatusOK, page)
}

// sharingActions lead to the parts that do not stand on the first page.
func sharingActions(v *Visit, when sharing.When) []ui.Action {
	base := v.Place.Base()
	set := "set=" + url.QueryEscape(string(when))
	out := []ui.Action{ui.Also(v.Words.T("protocol.to-private"), base+"/sharing?part=private&"+set)}
	if v.Place.Is(sharing.Carer) {
		out = []ui.Action{ui.Also(v.Words.T("protocol.to-told", "about", v.Place.For()), base+"/sharing?part=told")}
	}
	out = append(out,
		ui.Also(v.Words.T("protocol.to-topic"), base+"/sharing/topic"),
		ui.Also(v.Words.T("protocol.to-all"), base+"/sharing/all?"+set),
		ui.Go(v.Words.T("protocol.to-each"), base+"/sharing?each=team&"+set),
		ui.Go(v.Words.T("protocol.to-asks"), base+"/ask"),
		ui.Go(v.Words.T("protocol.to-agreement"), base+"/agreement"),
	)
	if v.Place.Is(sharing.ServiceUser) {
		out = append(out, ui.Go(v.Words.T("protocol.to-alone"), base+"/sharing/alone"), ui.Go(v.Words.T("pause.link"), base+"/sharing/more"), ui.Go(v.Words.T("checkin.link"), base+"/sharing/first"))
	}
	return out
}

// sharingPart is one of the further tables.
func (s *Site) sharingPart(w http.ResponseWriter, v *Visit, look protocol.Look, t protocol.Table) error {
	name := string(look.Part)
	if look.Each {
		name = "each"
	}
	if len(t.Rows) == 0 || len(t.Recipients) == 0 {
		return errs.Missing("web.sharingPart")
	}
	page := &ui.ChoicesPart{
		Base: s.base(v), BackTo: s.toSharing(v), Title: v.Words.T("part."+name+"-title", "about", v.Place.For()), Lead: v.Words.T("part."+name+"-lead", "about", v.Place.For()),
		Heading: v.Words.T("part." + name + "-heading"), Table: s.choices(v, look, t),
	}
	if v.Place.Is(sharing.ServiceUser) {
		to := func(when sharing.When) string {
			q := url.Values{"set": {string(when)}}
			if look.Each {
				q.Set("each", "team")
			} else {
				q.Set("part", name)
			}
			return v.Path + "?" + q.Encode()
		}
		page.Switch = []ui.NavItem{
			{Href: to(sharing.Everyday), Label: v.Words.T("sharing.everyday"), Current: t.When == sharing.Everyday},
			{Href: to(sharing.WithoutCapacity), Label: v.Words.T("sharing.cannot"), Current: t.When != sharing.Everyday},
		}
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) toSharing(v *Visit) *ui.Link {
	return &ui.Link{Href: v.Place.Base() + "/sharing", Text: v.Words.T("protocol.back")}
}

// sayChange says what the last change did, with a way to undo it.
func (s *Site) sayChange(r *http.Request, v *Visit, b *ui.Base) error {
	change := r.URL.Query().Get("change")
	if !id.Valid(change) {
		return nil
	}
	done, err := s.Protocol.LookAt(r.Context(), v.Person.ID, v.Place.ID, change)
	if errs.Is(err, errs.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	b.Notice = v.Words.T("done.choice")
	if len(done.Choices) == 1 {
		b.Notice = sayChoice(v, done.Choices[0])
	}
	if done.Last {
		undo := ui.Post(v.Words.T("protocol.undo"), v.Place.Base()+"/sharing/undo", ui.Hidden{Name: "change", Value: change}, ui.Hidden{Name: "undo", Value: id.New()})
		b.NoticeUndo = &undo
	}
	return nil
}
