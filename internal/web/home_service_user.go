package web

import (
	"net/http"

	"trialogue/internal/protocol"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// seenMost is how many sightings a service user's home shows.
const seenMost = 4

// serviceUserHome answers: what waits for my yes or no, what is new, who sees what.
func (s *Site) serviceUserHome(w http.ResponseWriter, r *http.Request, v *Visit, mine []triangle.Triangle) error {
	base := v.Place.Base()
	page := &ui.ServiceUserHome{
		Base: s.base(v), Greeting: greeting(v), WriteHref: base + "/write", SharingHref: base + "/sharing", SeenHref: base + "/seen", RingList: ringLines(v, v.Place.Triangle),
	}
	page.Notice = notice(v, r)
	// Who wants to be asked alone is asked nothing before they say that they are.
	if mayBeSeen(v) {
		if err := s.waitingFor(r, v, page); err != nil {
			return err
		}
	}
	var err error
	if page.News, err = s.newsItems(r, v); err != nil {
		return err
	}
	page.News = append(reachNews(v), page.News...)
	if page.Together, err = s.togetherPart(r, v); err != nil {
		return err
	}
	if mayBeSeen(v) {
		page.Waiting = append(page.Waiting, page.Together.Waiting...)
	}
	if page.Seen, err = s.seenLately(r, v, seenMost); err != nil {
		return err
	}
	page.SharingSum = []ui.Rich{ui.Plain(v.Words.T("home.sharing-sum"))}
	page.Lead = v.Words.T("home.lead-waiting-none")
	if len(page.Waiting) > 0 {
		page.Lead = v.Words.T("home.lead-waiting", "count", len(page.Waiting))
	}
	for _, link := range otherPlaces(v, mine) {
		page.News = append(page.News, ui.Item{Who: person(v, v.Place.Me), Text: ui.Plain(link.Text), Actions: []ui.Action{ui.Go(v.Words.T("home.open"), link.Href)}})
	}
	return s.page(w, http.StatusOK, page)
}

// waitingFor lists asks and invitations that need a yes or a no.
func (s *Site) waitingFor(r *http.Request, v *Visit, page *ui.ServiceUserHome) error {
	asks, err := s.Protocol.Waiting(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	for _, a := range asks {
		asker, ok := v.Place.Member(a.Asker)
		if !ok {
			continue
		}
		page.Waiting = append(page.Waiting, ui.Item{
			Who: person(v, asker), When: v.Words.T("home.since", "day", v.Words.Day(timeOf(a.Made))),
			Text:    ui.Say(v.Words, "home.asks", "name", triangle.FirstName(asker.Name), "topic", topicName(v.Words, a.Topic)),
			Actions: []ui.Action{ui.Do(v.Words.T("home.decide"), v.Place.Base()+"/ask/"+a.ID)},
		})
	}
	invited, err := s.People.Asking(r.Context(), v.Person.ID)
	for _, i := range invited {
		by, ok := v.Place.Member(i.By)
		if !ok || i.Triangle != v.Place.ID {
			continue
		}
		page.Waiting = append(page.Waiting, ui.Item{
			Who: person(v, by), When: v.Words.T("home.since", "day", v.Words.Day(timeOf(i.Made))),
			Text:    ui.Say(v.Words, "home.wants-to-invite", "name", triangle.FirstName(by.Name), "who", i.Name),
			Actions: []ui.Action{ui.Do(v.Words.T("home.decide"), v.Place.Base()+"/invite/"+i.ID)},
		})
	}
	if err != nil {
		return err
	}
	ending, err := s.Protocol.EndingSoon(r.Context(), v.Person.ID, v.Place.ID)
	for _, e := range ending {
		if e.Mine {
			page.Waiting = append(page.Waiting, drawEnding(v, e))
		}
	}
	return err
}

// drawEnding says that a choice ends soon, and where it can go on.
func drawEnding(v *Visit, e protocol.Ending) ui.Item {
	return ui.Item{
		Who: person(v, v.Place.Me), When: byDay(v, e.Choice.Ends-1),
		Text:    ui.Say(v.Words, "home.ends", "name", nameSaid(v, e.Choice.Recipient), "topic", topicOf(v, e.Topic)),
		Actions: []ui.Action{ui.Go(v.Words.T("home.go-on"), v.Place.Base()+"/sharing/renew/"+e.Choice.ID)},
	}
}

// seenLately are the latest sightings of what the visitor wrote.
func (s *Site) seenLately(r *http.Request, v *Visit, most int) ([]ui.Seen, error) {
	page, err := s.Candour.OwnSeen(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return nil, err
	}
	var out []ui.Seen
	for _, h := range page.Histories {
		for _, g := range h.Groups() {
			if len(out) == most {
				return out, nil
			}
			out = append(out, ui.Seen{Who: seenBy(v, g.Viewer), Text: ui.Say(v.Words, "home.saw", "viewer", viewerName(v, g.Viewer), "role", roleWords(v, g.Viewer),
				"topic", topicName(v.Words, h.Topic), "date", v.Words.Date(timeOf(g.Last)), "because", because(v, h, g.Sighting))})
		}
	}
	return out, nil
}
