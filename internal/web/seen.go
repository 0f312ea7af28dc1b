package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"trialogue/internal/candour"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

func (s *Site) candourRoutes() []Route {
	return []Route{
		{http.MethodGet, "/t/{triangle}/seen", InPlace, s.seen},
		{http.MethodGet, "/t/{triangle}/seen/{entry}", InPlace, s.seenOne},
		{http.MethodGet, "/t/{triangle}/seen/{entry}/proof", InPlace, s.proof},
		{http.MethodGet, "/t/{triangle}/question", InPlace, s.questionForm},
		{http.MethodPost, "/t/{triangle}/question", InPlace, s.questionSend},
		{http.MethodGet, "/t/{triangle}/questions", InPlace, s.questions},
		{http.MethodGet, "/t/{triangle}/question/{entry}", InPlace, s.questionPage},
		{http.MethodPost, "/t/{triangle}/question/{entry}", InPlace, s.questionAnswer},
		{http.MethodGet, "/t/{triangle}/entry/{entry}/outcome", InPlace, s.outcomeForm},
		{http.MethodPost, "/t/{triangle}/entry/{entry}/outcome", InPlace, s.outcomeSend},
		{http.MethodGet, "/t/{triangle}/record", InPlace, s.myRecord},
		{http.MethodPost, "/t/{triangle}/record/export", InPlace, s.exportRecord},
		{http.MethodGet, "/log", Anybody, s.logPage},
		{http.MethodGet, "/log/checkpoint", Anybody, s.logCheckpoint},
		{http.MethodGet, "/log/key", Anybody, s.logKey},
		{http.MethodGet, "/log/tile/{path...}", Anybody, s.logTile},
	}
}

// seen shows who has seen what is the visitor's, newest entry first.
func (s *Site) seen(w http.ResponseWriter, r *http.Request, v *Visit) error {
	found, err := s.Candour.Seen(r.Context(), v.Person.ID, v.Place.ID, placeOf(r.URL.Query()))
	if err != nil {
		return err
	}
	page := &ui.WhoHasSeen{Base: s.base(v)}
	page.Notice = notice(v, r)
	switch {
	case v.Place.Is(sharing.ServiceUser):
		page.Title, page.Lead = v.Words.T("candour.seen-about-you"), v.Words.T("candour.seen-about-you-lead")
	case v.Place.Is(sharing.Professional):
		page.Title, page.Lead = v.Words.T("candour.seen-staff"), v.Words.T("candour.seen-staff-lead")
	}
	for i, h := range found.Histories {
		if h.Mine || len(h.Sightings)+len(h.Passed) > 0 { // nobody asks who has not seen what others wrote
			page.Items = append(page.Items, seenItem(v, h, "s"+strconv.Itoa(i+1)))
		}
	}
	page.Pages = pagesOf(v, r.URL.Query(), found.Next)
	page.More = s.seenLinks(v)
	return s.page(w, http.StatusOK, page)
}

func (s *Site) seenLinks(v *Visit) []ui.Link {
	base := v.Place.Base()
	links := []ui.Link{{Href: base + "/questions", Text: v.Words.T("candour.my-questions")}}
	if v.Place.Is(sharing.Professional) {
		links[0].Text = v.Words.T("candour.questions-to-answer")
	}
	return append(links, ui.Link{Href: base + "/record", Text: v.Words.T("candour.record-link")}, ui.Link{Href: "/log", Text: v.Words.T("candour.check-link")})
}

// seenItem draws one entry with everybody who has seen it.
func seenItem(v *Visit, h candour.History, pageID string) ui.SeenItem {
	href := v.Place.Base() + "/seen/" + string(h.Entry)
	item := ui.SeenItem{ID: pageID, Title: seenTitle(v, h.Shown), About: seenAbout(v, h.Shown), NotSeen: notSeen(v, h)}
	for _, g := range h.Groups() {
		item.Seen = append(item.Seen, ui.Seen{Who: seenBy(v, g.Viewer), Text: groupSentence(v, h, g, href)})
	}
	for _, p := range h.Passed {
		item.Seen = append(item.Seen, ui.Seen{Who: seenBy(v, p.By), Text: passedSentence(v, p)})
	}
	if len(item.Seen) == 0 && item.NotSeen == "" {
		item.NotSeen = v.Words.T("candour.nobody-yet")
	}
	if canAsk(v) {
		item.Question = ui.Also(v.Words.T("candour.ask"), askHref(v, h.Entry, candour.SightingKey{}))
		item.Question.More = item.Title
	}
	if len(h.Sightings) > 0 {
		each := ui.Go(v.Words.T("candour.each-time"), href)
		each.More = item.Title
		item.Also = append(item.Also, each)
	}
	return item
}

// canAsk reports whether the visitor is somebody to whom the team owes an answer.
func canAsk(v *Visit) bool {
	return !v.Place.Is(sharing.Professional) && len(v.Place.At(sharing.Professional, v.Now)) > 0
}

// candourActions are what can be done to follow an entry, or to return something for it.
func candourActions(v *Visit, one disclose.Shown) []ui.Action {
	var out []ui.Action
	base := v.Place.Base()
	if one.Mine || slices.Contains(one.About, string(v.Person.ID)) {
		out = append(out, ui.Go(v.Words.T("candour.see-seen"), base+"/seen/"+string(one.Entry)))
	}
	if canAsk(v) {
		return append(out, ui.Go(v.Words.T("candour.ask"), askHref(v, one.Entry, candour.SightingKey{})))
	}
	giver, ok := v.Place.Member(one.GivenBy)
	owed := ok && giver.Corner != sharing.Professional && (one.Kind == disclose.Told || one.Kind == disclose.Note)
	if owed && v.Place.Is(sharing.Professional) && one.Ground != sharing.GroundSectionShared {
		out = append(out, ui.Go(v.Words.T("candour.outcome-write"), base+"/entry/"+string(one.Entry)+"/outcome"))
	}
	return out
}

// askHref leads to the form for a question about an entry, or about one sighting of it.
func askHref(v *Visit, e id.Entry, k candour.SightingKey) string {
	q := url.Values{"entry": {string(e)}}
	if k != (candour.SightingKey{}) {
		q.Set("who", string(k.Viewer))
		q.Set("at", strconv.FormatInt(k.At, 10))
	}
	return v.Place.Base() + "/question?" + q.Encode()
}

// seenOne shows each single time that somebody saw one entry.
func (s *Site) seenOne(w http.ResponseWriter, r *http.Request, v *Visit) error {
	e := r.PathValue("entry")
	if !id.Valid(e) {
		return errs.Missing("web.seenOne")
	}
	h, err := s.Candour.History(r.Context(), v.Person.ID, v.Place.ID, id.Entry(e))
	if err != nil {
		return err
	}
	base := v.Place.Base()
	page := &ui.ListPage{
		Base: s.base(v), Title: v.Words.T("candour.each-title"), Lead: v.Words.T("candour.each-lead"),
		BackTo: &ui.Link{Href: base + "/seen", Text: v.Words.T("candour.back-to-seen")},
	}
	entry := drawEntry(v, h.Shown, "e1")
	times := ui.ListSection{ID: "times", Title: v.Words.T("candour.times")}
	for _, one := range h.Sightings {
		times.Items = append(times.Items, sightingItem(v, h, one))
	}
	for _, p := range h.Passed {
		times.Seen = append(times.Seen, ui.Seen{Who: seenBy(v, p.By), Text: passedSentence(v, p)})
	}
	if len(h.Sightings)+len(h.Passed) == 0 {
		times.Empty = &ui.Empty{Title: v.Words.T("candour.nobody-yet")}
	}
	about := ui.ListSection{ID: "entry", Title: v.Words.T("candour.the-entry"), Entries: []ui.Entry{entry}}
	page.Sections = []ui.ListSection{about, times}
	return s.page(w, http.StatusOK, page)
}

func sightingItem(v *Visit, h candour.History, one candour.Sighting) ui.Item {
	item := ui.Item{Who: seenBy(v, one.Viewer), When: whenOf(v, one.At), Text: sightingSentence(v, h, one)}
	if canAsk(v) {
		item.Actions = append(item.Actions, ui.Go(v.Words.T("candour.ask-this"), askHref(v, one.Entry, one.Key())))
	}
	q := url.Values{"who": {string(one.Viewer)}, "at": {strconv.FormatInt(one.At, 10)}}
	proof := ui.Go(v.Words.T("candour.proof"), v.Place.Base()+"/seen/"+string(one.Entry)+"/proof?"+q.Encode())
	proof.More = whenOf(v, one.At)
	item.Actions = append(item.Actions, proof)
	return item
}

// seenBy draws who saw something. Somebody who is not of the triangle has no corner.
func seenBy(v *Visit, p id.Person) ui.Person {
	if m, ok := v.Place.Member(p); ok {
		return person(v, m)
	}
	return ui.Person{Name: v.Words.T("candour.outside"), Initials: "?"}
}

func sightingKey(q url.Values) candour.SightingKey {
	at, err := strconv.ParseInt(q.Get("at"), 10, 64)
	if err != nil || !id.Valid(q.Get("who")) {
		return candour.SightingKey{}
	}
	return candour.SightingKey{Viewer: id.Person(q.Get("who")), At: at}
}

// firstNameOf is how somebody of the triangle is called in a sentence.
func firstNameOf(v *Visit, p id.Person) string {
	if m, ok := v.Place.Member(p); ok {
		return triangle.FirstName(m.Name)
	}
	return v.Words.T("candour.outside")
}
