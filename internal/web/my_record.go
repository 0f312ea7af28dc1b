package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"trialogue/internal/candour"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// myRecord shows everything on record that is the visitor's to know, newest first.
func (s *Site) myRecord(w http.ResponseWriter, r *http.Request, v *Visit) error {
	found, err := s.Candour.Record(r.Context(), v.Person.ID, v.Place.ID, cursorOf(r.URL.Query()))
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("candour.record-title"), Lead: v.Words.T("candour.record-lead")}
	page.BackTo = &ui.Link{Href: v.Place.Base() + "/seen", Text: v.Words.T("candour.back-to-seen")}
	lines := ui.ListSection{ID: "lines", Title: v.Words.T("candour.record-lines")}
	for _, l := range found.Lines {
		lines.Items = append(lines.Items, recordItem(v, l))
	}
	if len(lines.Items) == 0 {
		lines.Empty = &ui.Empty{Title: v.Words.T("candour.record-empty")}
	}
	export := v.Place.Base() + "/record/export"
	keep := ui.ListSection{ID: "keep", Title: v.Words.T("candour.keep-title"), Say: []ui.Rich{ui.Say(v.Words, "candour.keep-why")}, Actions: []ui.Action{
		ui.Post(v.Words.T("candour.keep-text"), export, ui.Hidden{Name: "format", Value: string(candour.Text)}).As(ui.QuietAction),
		ui.Post(v.Words.T("candour.keep-csv"), export, ui.Hidden{Name: "format", Value: string(candour.CSV)}).As(ui.QuietAction),
	}}
	page.Sections = []ui.ListSection{lines, keep}
	page.Pages = recordPages(v, r.URL.Query(), found.Next)
	return s.page(w, http.StatusOK, page)
}

func cursorOf(q url.Values) candour.Cursor {
	at, err := strconv.ParseInt(q.Get("before"), 10, 64)
	skip, skipErr := strconv.Atoi(q.Get("skip"))
	if err != nil || skipErr != nil || skip < 0 {
		return candour.Cursor{}
	}
	return candour.Cursor{At: at, Skip: skip}
}

func recordPages(v *Visit, q url.Values, next candour.Cursor) *ui.Pagination {
	p := &ui.Pagination{}
	if cursorOf(q) != (candour.Cursor{}) {
		p.Newer = &ui.Link{Href: v.Path, Text: v.Words.T("timeline.newest")}
	}
	if next != (candour.Cursor{}) {
		more := url.Values{"before": {strconv.FormatInt(next.At, 10)}, "skip": {strconv.Itoa(next.Skip)}}
		p.Older = &ui.Link{Href: v.Path + "?" + more.Encode(), Text: v.Words.T("timeline.older")}
	}
	if p.Newer == nil && p.Older == nil {
		return nil
	}
	return p
}

func recordItem(v *Visit, l candour.Line) ui.Item {
	item := ui.Item{Who: recordActor(v, l), When: whenOf(v, l.At), Text: ui.Plain(recordSentence(v, l))}
	if l.Entry != "" {
		open := ui.Go(v.Words.T("candour.record-open"), v.Place.Base()+"/entry/"+string(l.Entry))
		open.More = whenOf(v, l.At)
		item.Actions = []ui.Action{open}
	}
	return item
}

// recordActor draws who did it; the program itself has no shape.
func recordActor(v *Visit, l candour.Line) ui.Person {
	switch {
	case l.Actor == "":
		return ui.Person{Name: v.Words.T("entry.somebody"), Initials: "?"}
	case l.Actor == "service":
		return ui.Person{Name: "Trialogue", Initials: "T"}
	}
	return seenBy(v, l.Actor)
}

// recordSentence says one line in words.
func recordSentence(v *Visit, l candour.Line) string {
	said := v.Words.T("candour.line-"+string(l.Part)+"-"+string(l.Kind), "actor", recordActor(v, l).Name, "person", personWords(v, l.Person))
	if l.Topic != "" && topicKnown(l.Topic) {
		said += " " + v.Words.T("candour.line-topic", "topic", topicName(v.Words, l.Topic))
	}
	if l.Kind == ledger.Decision {
		said += " " + choiceWords(v, l.Ground)
	}
	if l.Words != "" {
		said += " " + v.Words.T("candour.quote", "words", quote(l.Words))
	}
	return said
}

// choiceWords says the choice that a record of a decision holds.
func choiceWords(v *Visit, ground string) string {
	switch ground {
	case "share", "ask", "keep":
		return v.Words.T("candour.line-choice-" + ground)
	}
	return ""
}

// personWords names whom a record is about: somebody, a whole corner, or nobody.
func personWords(v *Visit, p id.Person) string {
	switch p {
	case v.Person.ID:
		return v.Words.T("candour.you")
	case "carers", "professionals", "service-user":
		return v.Words.T("candour.corner-" + string(p))
	case "":
		return v.Words.T("candour.somebody")
	}
	return viewerName(v, p)
}

// recordTime is a time as a file shows it: the same on every page and in every country.
func recordTime(us int64, zone *time.Location) string {
	return time.UnixMicro(us).In(zone).Format("2006-01-02 15:04")
}

// topicKnown reports whether a topic has words. One of somebody's own has
// none here: what they call it is theirs to show.
func topicKnown(topic string) bool {
	_, known := sharing.TopicNamed(topic)
	return known
}
