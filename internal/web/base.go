package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

// base fills what every page shares.
func (s *Site) base(v *Visit) ui.Base {
	b := ui.Base{Words: v.Words, Path: v.Path, LeaveQuickly: true, Larger: v.Person.Larger, Flags: flags(v), Ask: v.Ask, Offer: v.Offer}
	b.Who.Demo = s.Demo != nil
	if !v.SignedIn() {
		b.Quiet = true
		return b
	}
	corner := v.Person.Corner
	if v.Place.ID != "" {
		corner = v.Place.Me.Corner
	}
	b.Who = ui.Who{Name: v.Person.Name, Initials: triangle.Initials(v.Person.Name), Corner: ui.Corner(corner), SignedIn: true, Demo: s.Demo != nil}
	b.As = ui.AsSentence(v.Words, triangle.FirstName(v.Person.Name), ui.Corner(corner), asFor(v))
	b.LeaveQuickly = corner != sharing.Professional
	b.Keeper = keeperOf(v.Person.ID)
	b.EndsIn, b.LastsFor = s.SignIn.Left(v.Session)
	b.Until = v.Words.T("guard.until", "time", v.Words.Clock(v.Now.Add(b.EndsIn)))
	b.Notes = v.Notes
	b.Events = eventsPath
	b.Ring = "/ring"
	b.Nav = s.nav(v)
	return b
}

// asFor says for whom somebody is here; the service user is here for themselves.
func asFor(v *Visit) string {
	if v.Place.ID == "" || v.Place.Is(sharing.ServiceUser) {
		return ""
	}
	su, ok := v.Place.ServiceUser()
	if !ok {
		return ""
	}
	return su.Name
}

// nav is the menu: home, and the rooms of the triangle one is in.
func (s *Site) nav(v *Visit) []ui.NavItem {
	items := []ui.NavItem{{Href: "/", Label: v.Words.T("nav.home")}}
	if v.Session.Joined {
		items = append(items, ui.NavItem{Href: "/account/other", Label: v.Words.T("joined.nav")})
	}
	if v.Place.ID == "" {
		if v.Person.Corner == sharing.Professional {
			items = append(items, ui.NavItem{Href: "/may-i-tell", Label: v.Words.T("nav.may")})
		}
		items = append(items, ui.NavItem{Href: "/library", Label: v.Words.T("nav.library")}, ui.NavItem{Href: "/account", Label: v.Words.T("nav.account")})
		if v.Person.Corner == sharing.Professional && v.Person.Team != "" {
			items = append(items, ui.NavItem{Href: "/open", Label: v.Words.T("open.title")})
		}
		return current(append(items, workLinks(v)...), v.Path)
	}
	base := v.Place.Base()
	if v.Place.Me.Corner == triangle.AtSupport {
		return current(append(items, ui.NavItem{Href: base + "/people", Label: v.Words.T("people.title")}, ui.NavItem{Href: base + "/timeline", Label: v.Words.T("nav.timeline")}), v.Path)
	}
	items = append(items, ui.NavItem{Href: base, Label: v.Words.T("nav.triangle")}, ui.NavItem{Href: base + "/timeline", Label: v.Words.T("nav.timeline")})
	switch {
	case v.Place.Is(sharing.Carer):
		items = append(items, ui.NavItem{Href: base + "/write", Label: v.Words.T("nav.tell")}, ui.NavItem{Href: base + "/seen", Label: v.Words.T("nav.became")})
	case v.Place.Is(sharing.ServiceUser):
		items = append(items, ui.NavItem{Href: base + "/sharing", Label: v.Words.T("nav.sharing")}, ui.NavItem{Href: base + "/seen", Label: v.Words.T("nav.seen")})
	default:
		items = append(items, ui.NavItem{Href: base + "/write", Label: v.Words.T("nav.note")}, ui.NavItem{Href: "/may-i-tell", Label: v.Words.T("nav.may")})
	}
	if v.Place.Kind == triangle.Three {
		items = append(items, ui.NavItem{Href: base + "/talk", Label: v.Words.T("nav.talk")})
	}
	return current(items, v.Path)
}

func current(items []ui.NavItem, path string) []ui.NavItem {
	for i := range items {
		items[i].Current = items[i].Href == path
	}
	return items
}

// notice reads which message a form left for the next page. Only the short list
// of things that can be done is ever said.
func notice(v *Visit, r *http.Request) string {
	key := r.URL.Query().Get("done")
	if key == "" || !slices.Contains(doneKeys(), key) {
		return ""
	}
	return v.Words.T(key)
}

// withErrors puts what is wrong beside the fields. Problems without a field go on top.
func withErrors(b *ui.Base, v *Visit, err error) {
	for _, p := range errs.ProblemsOf(err) {
		b.Errors = append(b.Errors, ui.FieldError{Field: p.Field, Text: v.Words.T(p.Key, p.Args...)})
	}
}

// person draws somebody of a triangle with their role as the reader knows it.
func person(v *Visit, m triangle.Member) ui.Person {
	out := ui.Person{Name: m.Name, Initials: triangle.Initials(m.Name), Corner: ui.Corner(m.Corner), Role: roleOf(v, m), Pronouns: m.Pronouns}
	if m.Photo != 0 && m.Here(v.Now) {
		out.Photo = photoHref(m.Person)
	}
	return out
}

func roleOf(v *Visit, m triangle.Member) string {
	switch {
	case m.Person == v.Person.ID:
		return v.Words.T("role.you")
	case m.Corner == sharing.Carer:
		return m.Relation
	case m.Corner == sharing.Professional:
		return m.Role
	}
	return ""
}

// giver draws who gave something; nobody is named where the source is hidden.
func giver(v *Visit, p id.Person) ui.Person {
	if m, ok := v.Place.Member(p); ok {
		return person(v, m)
	}
	return ui.Person{Name: v.Words.T("entry.somebody"), Initials: "?"}
}

// topicName says a topic in words. What somebody calls a topic of their own is
// theirs to show, and not known here.
func topicName(w *words.Printer, topic string) string {
	if protocol.IsOwn(topic) {
		return w.T("topic.own")
	}
	return w.T("topic." + topic)
}

// answerOf draws an outcome as one of the three answers.
func answerOf(o sharing.Outcome) ui.Answer {
	switch {
	case o.Shares():
		return ui.Share
	case o == sharing.AskFirst || o == sharing.Human:
		return ui.Ask
	}
	return ui.Keep
}

// keeperOf ties drafts in a browser to a person without naming them.
func keeperOf(p id.Person) string { return shortHash("keeper/" + string(p)) }

// here reports whether next is a path of this site. Browsers drop tabs and line
// ends from addresses, so "/<tab>/elsewhere" would lead elsewhere.
func here(next string) bool {
	return strings.HasPrefix(next, "/") && !strings.HasPrefix(next, "//") && !strings.Contains(next, `\`) &&
		!strings.ContainsFunc(next, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// timeOf reads a time of the database.
func timeOf(us int64) time.Time { return time.UnixMicro(us) }
