package web

import (
	"net/http"
	"slices"
	"strings"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// The answers that stand for several people.
const (
	allOfThem = "all"
	teamOfNow = "team"
)

// sharePage is one of the two pages of one's own that can be shared here.
type sharePage struct {
	kind              disclose.Kind
	title, base, back string
}

func (s *Site) expertiseShared(v *Visit) sharePage {
	base := v.Place.Base() + "/expertise"
	return sharePage{kind: disclose.Expertise, title: v.Words.T("expertise.share-title"), base: base + "/share", back: base}
}

func (s *Site) expertiseShareForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.shareForm(w, r, v, s.expertiseShared(v))
}

func (s *Site) expertiseShare(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.shareSave(w, r, v, s.expertiseShared(v))
}

func (s *Site) shareForm(w http.ResponseWriter, r *http.Request, v *Visit, of sharePage) error {
	circle, err := s.Expertise.CircleOf(r.Context(), v.Person.ID, v.Place.ID, of.kind)
	if err != nil {
		return err
	}
	page := s.sharedPage(v, of, circle, circle.With)
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

func (s *Site) sharedPage(v *Visit, of sharePage, c expertise.Circle, chosen []id.Person) *ui.FormPage {
	page := &ui.FormPage{
		Base: s.base(v), Title: of.title, Lead: v.Words.T("expertise.share-lead"), Action: of.base, Button: v.Words.T("expertise.share-save"),
		BackTo: &ui.Link{Href: of.back, Text: v.Words.T("expertise.room")},
		Hidden: []ui.Hidden{{Name: "read", Value: strings.Join(asText(c.With), " ")}},
		After:  []ui.Rich{ui.Say(v.Words, "expertise.share-ends")},
	}
	options := &ui.Options{ID: "with", Name: "with", Legend: v.Words.T("expertise.share-ask"), Many: true}
	for _, h := range c.Hearers {
		options.Items = append(options.Items, ui.Option{Value: string(h.Person), Label: h.Name, Hint: shareHint(v, h), Checked: slices.Contains(chosen, h.Person)})
	}
	options.Items = append(options.Items,
		ui.Option{Value: teamOfNow, Label: v.Words.T("expertise.share-team"), Hint: v.Words.T("expertise.share-team-hint")},
		ui.Option{Value: allOfThem, Label: v.Words.T("expertise.share-all"), Hint: v.Words.T("expertise.share-all-hint")},
	)
	page.Parts = []ui.FormPart{{Options: options}}
	if rows := historyRows(v, c.History); len(rows) > 0 {
		page.Parts = append(page.Parts, ui.FormPart{Heading: v.Words.T("expertise.history")}, ui.FormPart{Summary: rows})
	}
	return page
}

// shareHint says who somebody is, and where a tick would not open the page to them yet.
func shareHint(v *Visit, h address.Hearer) string {
	who := v.Words.T("corner." + string(h.Corner))
	if role := roleOf(v, h.Member); role != "" {
		who += ", " + role
	}
	who += "."
	switch name := triangle.FirstName(h.Name); {
	case h.Answer.Outcome.Shares():
		return who
	case h.Corner == sharing.Carer:
		return who + " " + v.Words.T("expertise.share-not-yet", "name", name, "about", v.Place.For())
	default:
		return who + " " + v.Words.T("expertise.share-no", "name", name)
	}
}

// historyRows says who could read a page from when until when.
func historyRows(v *Visit, all []expertise.Shared) ui.Summary {
	var rows ui.Summary
	for _, one := range all {
		value := ui.Say(v.Words, "expertise.history-now", "from", v.Words.Date(timeOf(one.Since)))
		if one.Until != 0 {
			value = ui.Say(v.Words, "expertise.history-was", "from", v.Words.Date(timeOf(one.Since)), "until", v.Words.Date(timeOf(one.Until)))
		}
		rows = append(rows, ui.SummaryRow{Key: giver(v, one.Person).Name, Value: value})
	}
	return rows
}

func (s *Site) shareSave(w http.ResponseWriter, r *http.Request, v *Visit, of sharePage) error {
	if err := r.ParseForm(); err != nil {
		return errs.E(errs.Invalid, "web.shareSave", "", err)
	}
	circle, err := s.Expertise.CircleOf(r.Context(), v.Person.ID, v.Place.ID, of.kind)
	if err != nil {
		return err
	}
	chosen := chosenPeople(r, circle)
	err = s.Expertise.ShareWith(r.Context(), v.Person.ID, v.Place.ID, of.kind, chosen, asPeople(strings.Fields(r.PostFormValue("read"))))
	if errs.Is(err, errs.Invalid) || errs.Is(err, errs.Conflict) {
		return s.formAgain(w, v, s.sharedPage(v, of, circle, chosen), err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, of.back, "done.expertise-shared")
}

// chosenPeople are those of a form, with those who stand for several spelled out.
func chosenPeople(r *http.Request, c expertise.Circle) []id.Person {
	ticked := r.PostForm["with"]
	var out []id.Person
	for _, h := range c.Hearers {
		if slices.Contains(ticked, string(h.Person)) || slices.Contains(ticked, allOfThem) || slices.Contains(ticked, teamOfNow) && h.Corner == sharing.Professional {
			out = append(out, h.Person)
		}
	}
	for _, one := range ticked { // somebody who is not here is said to be wrong, and not dropped
		known := one == allOfThem || one == teamOfNow || slices.Contains(out, id.Person(one))
		if !known {
			out = append(out, id.Person(one))
		}
	}
	return out
}

func asText(people []id.Person) []string {
	out := make([]string, len(people))
	for i, p := range people {
		out[i] = string(p)
	}
	return out
}

func asPeople(names []string) []id.Person {
	out := make([]id.Person, len(names))
	for i, n := range names {
		out[i] = id.Person(n)
	}
	return out
}

// notShared is the answer for somebody with whom a page of one's own is not shared.
func notShared() sharing.Answer {
	return sharing.Answer{Outcome: sharing.Withhold, Rule: sharing.R8, Ground: sharing.GroundSectionNotShared}
}

// addressedSet draws who would see a text, and why.
func addressedSet(v *Visit, hearers []address.Hearer) ui.AudienceSet {
	set := ui.AudienceSet{Code: "only"}
	fillAudience(v, &set, hearers, func(h address.Hearer) string { return whyAddressed(v, h) })
	return set
}

// whyAddressed says to the writer, in one sentence, why somebody will or will not see it.
func whyAddressed(v *Visit, h address.Hearer) string {
	ground := hearsBy(h)
	name := triangle.FirstName(h.Name)
	switch {
	case ground == sharing.GroundNotAddressed:
		return v.Words.T("views.why-not-named", "name", name)
	case ground == sharing.GroundAlreadyKnown && v.Place.Is(sharing.ServiceUser):
		return v.Words.T("views.why-you-chose", "name", name)
	case ground == sharing.GroundAlreadyKnown:
		return v.Words.T("views.why-chosen", "name", name, "about", v.Place.For())
	}
	return whyOf(v, h)
}
