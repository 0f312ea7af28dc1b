package web

import (
	"net/http"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// agreement shows what all three have put down, as far as it concerns the reader.
func (s *Site) agreement(w http.ResponseWriter, r *http.Request, v *Visit) error {
	a, err := s.Protocol.Agreement(r.Context(), v.Person.ID, v.Place.ID, r.URL.Query().Get("version"))
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base(), Text: v.Words.T("nav.triangle")}, Title: v.Words.T("agreement.title"), Lead: v.Words.T("agreement.lead")}
	page.Notice = notice(v, r)
	if len(a.Versions) == 0 {
		pledge, err := s.Protocol.Pledge(r.Context(), v.Person.ID, v.Place.ID)
		if err != nil {
			return err
		}
		page.Sections = append(page.Sections, pledgeSection(v, pledge), ui.ListSection{Empty: &ui.Empty{Title: v.Words.T("agreement.none"), Text: v.Words.T("agreement.none-text")}, Actions: []ui.Action{putDown(v, "agreement.put-down")}})
		return s.page(w, http.StatusOK, page)
	}
	page.Sections = append(page.Sections, versionSection(v, a), pledgeSection(v, a.Pledge), linesSection(v, a), wordsSection(v, a), olderSection(v, a))
	return s.page(w, http.StatusOK, page)
}

func putDown(v *Visit, key string) ui.Action {
	return ui.Post(v.Words.T(key), v.Place.Base()+"/agreement", ui.Hidden{Name: "version", Value: id.New()}).As(ui.QuietAction)
}

// versionSection says which version it is, and whether it stands.
func versionSection(v *Visit, a protocol.Agreement) ui.ListSection {
	out := ui.ListSection{ID: "version", Title: v.Words.T("agreement.version", "number", a.Open.Number)}
	out.Say = append(out.Say, ui.Say(v.Words, "agreement.made", "name", nameSaid(v, string(a.Open.By)), "date", v.Words.Date(time.UnixMicro(a.Open.Made))))
	key := "agreement.waits"
	if a.Open.Stands() {
		key = "agreement.stands"
	}
	out.Say = append(out.Say, ui.Say(v.Words, key))
	if !a.Open.Said(v.Person.ID) {
		out.Actions = append(out.Actions, ui.Do(v.Words.T("agreement.say-mine"), v.Place.Base()+"/agreement/word/"+a.Open.ID))
	}
	if a.Moved && a.Open.ID == a.Versions[0].ID {
		out.Say = append(out.Say, ui.Say(v.Words, "agreement.moved"))
		out.Actions = append(out.Actions, putDown(v, "agreement.put-down-again"))
	}
	return out
}

func pledgeSection(v *Visit, p disclose.Shown) ui.ListSection {
	out := ui.ListSection{ID: "pledge", Title: v.Words.T("agreement.pledge")}
	for _, part := range p.Parts {
		out.Summary = append(out.Summary, ui.SummaryRow{Key: v.Words.T("pledge." + part.Name), Value: ui.Plain(part.Text)})
	}
	if len(p.Parts) == 0 {
		out.Say = []ui.Rich{ui.Say(v.Words, "agreement.pledge-none")}
	}
	if v.Place.Is(sharing.Professional) {
		out.Actions = append(out.Actions, ui.Also(v.Words.T("agreement.pledge-write"), v.Place.Base()+"/agreement/pledge"))
	}
	return out
}

// linesSection lists the choices of a version that concern the reader.
func linesSection(v *Visit, a protocol.Agreement) ui.ListSection {
	out := ui.ListSection{ID: "lines", Title: v.Words.T("agreement.lines"), Say: []ui.Rich{ui.Say(v.Words, "agreement.lines-yours")}}
	for _, l := range a.Lines {
		row := ui.SummaryRow{Key: lineTopic(v, l, a.Names), Value: lineSays(v, l)}
		out.Summary = append(out.Summary, row)
	}
	if len(a.Lines) == 0 {
		out.Empty = &ui.Empty{Title: v.Words.T("agreement.no-lines")}
	}
	return out
}

func lineTopic(v *Visit, l protocol.Line, names map[string]string) string {
	title := topicTitle(v, protocol.Topic{Name: l.Topic, Own: protocol.IsOwn(l.Topic), Label: names[l.Topic]})
	if l.When == sharing.WithoutCapacity {
		return v.Words.T("agreement.cannot-topic", "topic", title, "owner", nameSaid(v, string(l.Owner)))
	}
	return title
}

func lineSays(v *Visit, l protocol.Line) ui.Rich {
	key, args := "agreement.line-"+string(l.Answer), []any{"name", nameSaid(v, l.Recipient), "owner", nameSaid(v, string(l.Owner))}
	if l.Owner == v.Person.ID {
		key = "agreement.mine-" + string(l.Answer)
	}
	if l.Answer == sharing.Share && l.Ends != 0 {
		key += "-until"
		args = append(args, "date", lastDay(v, l.Ends))
	}
	return ui.Say(v.Words, key, args...)
}

// wordsSection says who has acknowledged the version, with what reservation.
func wordsSection(v *Visit, a protocol.Agreement) ui.ListSection {
	out := ui.ListSection{ID: "words", Title: v.Words.T("agreement.words")}
	for _, word := range a.Open.Words {
		text := ui.Say(v.Words, "agreement.word-yes")
		if shown, ok := a.Reservations[word.Reservation]; ok {
			text = ui.Say(v.Words, "agreement.word-but", "text", shown.Words())
		}
		out.Items = append(out.Items, ui.Item{Who: giver(v, word.Person), When: v.Words.Date(time.UnixMicro(word.Made)), Text: text})
	}
	for _, m := range v.Place.Members {
		if m.Here(v.Now) && !a.Open.Said(m.Person) && m.Corner != sharing.Professional {
			out.Items = append(out.Items, ui.Item{Who: person(v, m), Text: ui.Say(v.Words, "agreement.word-waits")})
		}
	}
	return out
}

// olderSection leads to other versions, and to what changed between two.
func olderSection(v *Visit, a protocol.Agreement) ui.ListSection {
	out := ui.ListSection{ID: "older", Title: v.Words.T("agreement.versions")}
	base := v.Place.Base() + "/agreement"
	for i, one := range a.Versions {
		label := v.Words.T("agreement.version-of", "number", one.Number, "date", v.Words.ShortDate(time.UnixMicro(one.Made)))
		out.Links = append(out.Links, ui.Link{Href: base + "?version=" + one.ID, Text: label})
		if i+1 < len(a.Versions) {
			older := a.Versions[i+1]
			out.Links = append(out.Links, ui.Link{Href: base + "/compare?one=" + older.ID + "&other=" + one.ID, Text: v.Words.T("agreement.compare-link", "one", older.Number, "other", one.Number)})
		}
	}
	return out
}

// agreementPutDown writes the choices that stand now down as a new version.
func (s *Site) agreementPutDown(w http.ResponseWriter, r *http.Request, v *Visit) error {
	version := r.PostFormValue("version")
	if !id.Valid(version) {
		return errs.Missing("web.agreementPutDown")
	}
	if err := s.Protocol.PutDown(r.Context(), v.Person.ID, v.Place.ID, version); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/agreement", "done.version")
}

// agreementCompare says in words what changed between two versions.
func (s *Site) agreementCompare(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c, err := s.Protocol.Compare(r.Context(), v.Person.ID, v.Place.ID, r.URL.Query().Get("one"), r.URL.Query().Get("other"))
	if err != nil {
		return err
	}
	page := &ui.ListPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/agreement", Text: v.Words.T("agreement.title")},
		Title: v.Words.T("agreement.compare", "one", c.From.Number, "other", c.To.Number), Lead: v.Words.T("agreement.compare-lead"),
	}
	section := ui.ListSection{ID: "differences"}
	for _, d := range c.Differences {
		section.Summary = append(section.Summary, ui.SummaryRow{Key: lineTopic(v, d.Line, c.Names), Value: ui.Plain(difference(v, d))})
	}
	if len(c.Differences) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("agreement.same")}
	}
	page.Sections = append(page.Sections, section)
	return s.page(w, http.StatusOK, page)
}

// difference is one sentence: what was, and what is now.
func difference(v *Visit, d protocol.Difference) string {
	name, owner := nameSaid(v, d.Line.Recipient), nameSaid(v, string(d.Line.Owner))
	if d.Until {
		if d.Line.Ends == 0 {
			return v.Words.T("agreement.now-no-end", "name", name)
		}
		return v.Words.T("agreement.now-until", "name", name, "date", lastDay(v, d.Line.Ends))
	}
	code := func(c sharing.Choice) string {
		if slices.Contains([]sharing.Choice{sharing.Share, sharing.Ask, sharing.Keep}, c) {
			return string(c)
		}
		return "none"
	}
	was, now := v.Words.T("agreement.was-"+code(d.Before), "name", name, "owner", owner), v.Words.T("agreement.now-"+code(d.Now), "name", name, "owner", owner)
	return v.Words.T("agreement.was-now", "was", capitalFirst(was), "now", now)
}

// capitalFirst begins a sentence that was put together.
func capitalFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
