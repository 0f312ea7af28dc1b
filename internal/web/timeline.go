package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// timeline shows what the visitor may see, newest first, in pages.
func (s *Site) timeline(w http.ResponseWriter, r *http.Request, v *Visit) error {
	q := r.URL.Query()
	f := entry.Filter{Topic: q.Get("topic"), GivenBy: id.Person(q.Get("by"))}
	found, err := s.Entries.Timeline(r.Context(), v.Person.ID, v.Place.ID, f, q.Get("q"), placeOf(q))
	if err != nil {
		return err
	}
	page := &ui.Timeline{Base: s.base(v), Title: v.Words.T("timeline.title"), Lead: v.Words.T("timeline.lead")}
	page.Notice = notice(v, r)
	if err := s.sayErased(r, v, page); err != nil {
		return err
	}
	page.Actions = []ui.Action{ui.Do(v.Words.T("home.write"), v.Place.Base()+"/write")}
	for i, one := range found.Shown {
		page.Entries = append(page.Entries, drawEntry(v, one, "e"+strconv.Itoa(i+1)))
	}
	page.Find = findForm(v, f, q.Get("q"))
	page.Pages = pagesOf(v, q, found.Next)
	page.Empty = ui.Empty{Title: v.Words.T("timeline.empty"), Text: v.Words.T("timeline.empty-text")}
	return s.page(w, http.StatusOK, page)
}

// placeOf reads the cursor. A cursor that makes no sense is the beginning.
func placeOf(q url.Values) disclose.Place {
	at, err := strconv.ParseInt(q.Get("before"), 10, 64)
	if err != nil || !id.Valid(q.Get("entry")) {
		return disclose.Place{}
	}
	return disclose.Place{At: at, Entry: id.Entry(q.Get("entry"))}
}

func pagesOf(v *Visit, q url.Values, next disclose.Place) *ui.Pagination {
	if next == (disclose.Place{}) && q.Get("before") == "" {
		return nil
	}
	p := &ui.Pagination{}
	if q.Get("before") != "" {
		p.Newer = &ui.Link{Href: v.Path, Text: v.Words.T("timeline.newest")}
	}
	if next != (disclose.Place{}) {
		more := url.Values{"before": {strconv.FormatInt(next.At, 10)}, "entry": {string(next.Entry)}}
		for _, keep := range []string{"topic", "by", "q"} {
			if q.Get(keep) != "" {
				more.Set(keep, q.Get(keep))
			}
		}
		p.Older = &ui.Link{Href: v.Path + "?" + more.Encode(), Text: v.Words.T("timeline.older")}
	}
	return p
}

// findForm lists all topics and everybody, whether anything stands there or
// not: a list of those in use would tell what is withheld.
func findForm(v *Visit, f entry.Filter, query string) *ui.FindForm {
	form := &ui.FindForm{Action: v.Path, Query: query, Topics: []ui.Option{{Label: v.Words.T("timeline.all")}}, People: []ui.Option{{Label: v.Words.T("timeline.anybody")}}}
	for _, t := range sharing.Topics() {
		form.Topics = append(form.Topics, ui.Option{Value: t.Name, Label: topicName(v.Words, t.Name), Checked: t.Name == f.Topic})
	}
	for _, m := range v.Place.Members {
		if m.Person != triangle.NobodyYet {
			form.People = append(form.People, ui.Option{Value: string(m.Person), Label: m.Name, Checked: m.Person == f.GivenBy})
		}
	}
	return form
}

// drawEntry draws an entry as this person may see it.
func drawEntry(v *Visit, one disclose.Shown, pageID string) ui.Entry {
	e := ui.Entry{
		ID: pageID, Who: giver(v, one.GivenBy), When: v.Words.DateTime(time.UnixMicro(one.Made)), Topic: topicName(v.Words, one.Topic),
		Kind: v.Words.T("kind." + string(one.Kind)), Text: pieces(v, one.Text), Href: v.Place.Base() + "/entry/" + string(one.Entry),
	}
	if len(one.Text) == 0 {
		for _, p := range one.Parts {
			e.Text = append(e.Text, ui.Piece{Text: p.Text + "\n"})
		}
	}
	if one.Latest > 1 {
		e.Kind = v.Words.T("entry.corrected")
	}
	if one.Known {
		e.Note = v.Words.T("entry.known")
	}
	if one.Confidence != "" {
		e.Audience = v.Words.T("confidence."+string(one.Confidence), "about", v.Place.For(), "lead", leadName(v))
	}
	return e
}

func pieces(v *Visit, text []disclose.Segment) []ui.Piece {
	out := make([]ui.Piece, 0, len(text))
	for _, s := range text {
		if s.Hidden {
			out = append(out, ui.Piece{Blank: v.Words.T("entry.name-hidden")})
			continue
		}
		out = append(out, ui.Piece{Text: s.Words})
	}
	return out
}
