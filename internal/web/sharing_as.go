package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// sharingAs shows what another person would see. It leaves no trace for them.
func (s *Site) sharingAs(w http.ResponseWriter, r *http.Request, v *Visit) error {
	p := r.PathValue("person")
	if !id.Valid(p) {
		return errs.Missing("web.sharingAs")
	}
	as, err := s.Protocol.SeeAs(r.Context(), v.Person.ID, v.Place.ID, id.Person(p), placeOf(r.URL.Query()), eyesOf(v))
	if err != nil {
		return err
	}
	name := triangle.FirstName(as.Who.Name)
	page := &ui.SeeAs{Base: s.base(v), BackTo: s.toSharing(v), Name: name, Told: toldPart(v, as.Told, triangle.FirstName(v.Place.Me.Name))}
	if as.Who.Corner == sharing.Carer && v.Place.Is(sharing.ServiceUser) {
		page.Unnamed = append(page.Unnamed, ui.Say(v.Words, "protocol.as-private", "name", name))
	}
	page.Unnamed = append(page.Unnamed, ui.Say(v.Words, "protocol.as-own-words", "name", name))
	if as.Next != (disclose.Place{}) {
		page.Unnamed = append(page.Unnamed, ui.Say(v.Words, "protocol.as-newest", "name", name))
	}
	for i, one := range as.Entries {
		e := drawEntry(v, one, "e"+strconv.Itoa(i+1))
		e.Actions, e.Href = nil, ""
		page.Entries = append(page.Entries, e)
	}
	return s.page(w, http.StatusOK, page)
}

// toldPart draws what somebody can be told by the person called name.
func toldPart(v *Visit, t protocol.Told, name string) ui.Told {
	out := ui.Told{Name: name}
	lines := func(topics []protocol.ToldTopic) []ui.ToldTopic {
		var out []ui.ToldTopic
		for _, one := range topics {
			text := topicTitle(v, one.Topic)
			if one.Until != 0 {
				text = v.Words.T("protocol.told-until", "topic", text, "date", lastDay(v, one.Until))
			}
			out = append(out, ui.ToldTopic{Text: text, New: one.New})
		}
		return out
	}
	out.Share, out.Ask, out.Keep = lines(t.Share), lines(t.Ask), lines(t.Keep)
	out.Ask = append(out.Ask, ui.ToldTopic{Text: v.Words.T("protocol.not-listed")})
	return out
}

// canBeTold is the page of what the reader can be told.
func (s *Site) canBeTold(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.Protocol.Told(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	page := &ui.ToldPage{Base: s.base(v), BackTo: &ui.Link{Href: "/", Text: v.Words.T("nav.home")}, Told: toldPart(v, t, v.Place.For())}
	page.Actions = []ui.Action{ui.Do(v.Words.T("asks.ask-for", "about", v.Place.For()), v.Place.Base()+"/ask")}
	return s.page(w, http.StatusOK, page)
}
