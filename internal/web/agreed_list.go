package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialogue/internal/agreement"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// How many lines a list shows, and each part of the first page.
const (
	agreedMost = 20
	agreedFew  = 5
)

// agreedList shows what is agreed: first what waits for the reader, then what they
// do, what others do for them, what is late, and what came to its end. Asked for
// one of these it shows that alone, page by page.
func (s *Site) agreedList(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind == triangle.File {
		return errs.Missing("web.agreedList")
	}
	page := &ui.ListPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base(), Text: v.Words.T("nav.triangle")}, Title: v.Words.T("agreed.title"), Lead: v.Words.T("agreed.lead"),
		Actions: []ui.Action{ui.Do(v.Words.T("agreed.new"), v.Place.Base()+"/agreed/new"), ui.Also(v.Words.T("limits.title"), v.Place.Base()+"/limits")},
	}
	page.Notice = notice(v, r)
	if show := agreement.Show(r.URL.Query().Get("show")); show != "" {
		return s.agreedOne(w, r, v, page, show)
	}
	for _, show := range shows() {
		if show == agreement.ShowOpen && len(page.Sections) > 0 {
			continue // most of it stands above; the rest has a link
		}
		section, n, err := s.agreedSection(r, v, show, agreedFew)
		if err != nil {
			return err
		}
		if n == 0 && show != agreement.ShowOpen {
			continue // an empty heading says nothing to somebody who has little
		}
		page.Sections = append(page.Sections, section)
	}
	more := ui.ListSection{Links: []ui.Link{
		{Href: agreedShow(v, agreement.ShowOpen, disclose.Place{}), Text: v.Words.T("agreed.show-open")}, {Href: agreedShow(v, agreement.ShowEnded, disclose.Place{}), Text: v.Words.T("agreed.show-ended")},
		{Href: v.Place.Base() + "/agreed/new?kind=level", Text: v.Words.T("agreed.new-level")},
	}}
	page.Sections = append(page.Sections, more)
	return s.page(w, http.StatusOK, page)
}

// shows are the parts of the page, in its order.
func shows() []agreement.Show {
	return []agreement.Show{agreement.ShowWaiting, agreement.ShowDoing, agreement.ShowPromised, agreement.ShowLate, agreement.ShowOpen, agreement.ShowEnded}
}

func (s *Site) agreedOne(w http.ResponseWriter, r *http.Request, v *Visit, page *ui.ListPage, show agreement.Show) error {
	known := false
	for _, one := range shows() {
		known = known || one == show
	}
	if !known {
		return errs.Missing("web.agreedOne")
	}
	page.BackTo = &ui.Link{Href: v.Place.Base() + "/agreed", Text: v.Words.T("agreed.title")}
	after := placeOf(r.URL.Query())
	lines, next, err := s.Agreements.List(r.Context(), v.Person.ID, v.Place.ID, agreement.Filter{Show: show}, after, agreedMost)
	if err != nil {
		return err
	}
	page.Title, page.Lead = v.Words.T("agreed.show-"+string(show)), ""
	section := ui.ListSection{Promises: s.agreedLines(v, lines)}
	if len(lines) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("agreed.none-" + string(show))}
	}
	page.Sections = []ui.ListSection{section}
	if next != (disclose.Place{}) {
		page.Sections[0].Actions = []ui.Action{ui.Go(v.Words.T("agreed.older"), agreedShow(v, show, next))}
	}
	return s.page(w, http.StatusOK, page)
}

func agreedShow(v *Visit, show agreement.Show, after disclose.Place) string {
	q := url.Values{"show": {string(show)}}
	if after != (disclose.Place{}) {
		q.Set("before", strconv.FormatInt(after.At, 10))
		q.Set("entry", string(after.Entry))
	}
	return v.Place.Base() + "/agreed?" + q.Encode()
}

// agreedSection is the beginning of one part, with the way to the rest.
func (s *Site) agreedSection(r *http.Request, v *Visit, show agreement.Show, n int) (ui.ListSection, int, error) {
	lines, next, err := s.Agreements.List(r.Context(), v.Person.ID, v.Place.ID, agreement.Filter{Show: show}, disclose.Place{}, n)
	out := ui.ListSection{ID: "show-" + string(show), Title: v.Words.T("agreed.show-" + string(show)), Promises: s.agreedLines(v, lines)}
	if len(lines) == 0 {
		out.Empty = &ui.Empty{Title: v.Words.T("agreed.none-" + string(show))}
	}
	if next != (disclose.Place{}) {
		out.Actions = []ui.Action{{Text: v.Words.T("agreed.all"), More: out.Title, Href: agreedShow(v, show, disclose.Place{}), Look: ui.QuietAction}}
	}
	return out, len(lines), err
}

// agreedLines are agreements, each a promise of its owner.
func (s *Site) agreedLines(v *Visit, lines []agreement.Line) []ui.Promise {
	var out []ui.Promise
	for _, l := range lines {
		c := l.Counts()
		p := ui.Promise{By: giver(v, l.Owner(c)), What: beginning(l.Words.Words()), Kept: l.State() == agreement.Done, When: agreedWhen(v, l.Agreement)}
		if !l.TakesPart {
			p = ui.Promise{By: giver(v, l.Words.GivenBy), What: beginning(l.Words.Words()), When: v.Words.Date(timeOf(l.Made))}
		} else {
			p.Notes = []string{agreedState(v, l.Agreement)}
			if late := agreedDaysLate(v, l.Agreement); late > 0 {
				p.Notes = append([]string{v.Words.T("agreed.late", "count", late)}, p.Notes...)
			}
		}
		open := ui.Go(v.Words.T("home.open"), v.Place.Base()+"/agreed/"+string(l.ID))
		open.More = quote(l.Words.Words())
		p.Actions = []ui.Action{open}
		out = append(out, p)
	}
	return out
}

// agreedWhen is by when, or until when, or that there is no day.
func agreedWhen(v *Visit, a agreement.Agreement) string {
	c := a.Counts()
	switch {
	case c.Due == 0:
		return v.Words.T("agreed.no-day")
	case a.Kind == agreement.Level:
		return v.Words.T("agreed.until-day", "day", v.Words.Date(timeOf(c.Due)))
	}
	return byDay(v, c.Due)
}

// agreedDaysLate is how many days an action is late; 0 is not late.
func agreedDaysLate(v *Visit, a agreement.Agreement) int {
	c, ok := a.Standing()
	if !ok || a.Kind != agreement.Action || c.Due == 0 || a.State() != agreement.InForce {
		return 0
	}
	return lateDays(v, c.Due)
}

// agreedState says in one sentence where an agreement stands.
func agreedState(v *Visit, a agreement.Agreement) string {
	c := a.Counts()
	switch state := a.State(); {
	case a.Gone(v.Place.Triangle, v.Now):
		return v.Words.T("agreed.nobody-owns")
	case a.Changing():
		return v.Words.T("agreed.changing", "names", agreedNames(v, a.Missing(a.Latest())))
	case state == agreement.Proposed:
		return v.Words.T("agreed.waits-for", "names", agreedNames(v, a.Missing(c)))
	case state == agreement.InForce && a.Kind == agreement.Level:
		return v.Words.T("agreed.in-force-level")
	default:
		return v.Words.T("agreed.is-" + string(state))
	}
}

// agreedNames are people as the reader says them: "you, Ravi and Bea".
func agreedNames(v *Visit, people []id.Person) string {
	out := ""
	for i, p := range people {
		switch {
		case i == 0:
		case i == len(people)-1:
			out += " " + v.Words.T("agreed.and") + " "
		default:
			out += ", "
		}
		out += nameSaid(v, string(p))
	}
	return out
}

// agreedWith names those with whom something is agreed, whoever wrote it among
// them. The team is one voice.
func agreedWith(v *Visit, c agreement.Version) string {
	var people []id.Person
	for _, m := range v.Place.Members {
		ofTeam := m.Corner == sharing.Professional && c.Parties.Team
		if m.Person != triangle.NobodyYet && !ofTeam && (m.Person == c.By || c.Parties.Includes(m)) {
			people = append(people, m.Person)
		}
	}
	if !c.Parties.Team {
		return sentence(agreedNames(v, people))
	}
	var said []string
	for _, p := range people {
		said = append(said, nameSaid(v, string(p)))
	}
	if len(said) == 0 {
		return v.Words.T("agreed.the-team")
	}
	return sentence(v.Words.T("agreed.with-team", "names", strings.Join(said, ", ")))
}

// sentence begins with a capital letter.
func sentence(text string) string {
	first, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[n:]
}
