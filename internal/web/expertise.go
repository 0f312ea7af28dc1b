package web

import (
	"net/http"
	"strconv"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// expertise shows what each one knows and how they know it, and the stories told once.
func (s *Site) expertise(w http.ResponseWriter, r *http.Request, v *Visit) error {
	// What is new is asked before anything is shown, or nothing would be.
	written, err := s.Expertise.Written(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	all, err := s.Expertise.All(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	base := v.Place.Base()
	page := &ui.Knowing{
		Base: s.base(v), Title: v.Words.T("expertise.room"), Lead: v.Words.T("expertise.lead"),
		BackTo: &ui.Link{Href: base, Text: v.Words.T("nav.triangle")},
	}
	page.Notice = notice(v, r)
	mine := false
	for i, one := range all {
		voice := knowVoice(v, one, "v"+strconv.Itoa(i+1))
		if one.Mine {
			mine = true
			if page.Mine, err = s.ownPage(r, v, one); err != nil {
				return err
			}
		}
		page.Voices = append(page.Voices, voice)
	}
	if !mine {
		page.Actions = []ui.Action{ui.Do(v.Words.T("expertise.write-mine"), base+"/expertise/mine")}
	}
	if len(all) == 0 {
		page.Empty = &ui.Empty{Title: v.Words.T("expertise.nothing"), Text: v.Words.T("expertise.nothing-text")}
	}
	page.Accounts = accountItems(v, written)
	if page.Own, err = s.ownAccount(r, v); err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// knowVoice draws what one person knows.
func knowVoice(v *Visit, one disclose.Shown, pageID string) ui.Voice {
	out := ui.Voice{ID: pageID, Who: giver(v, one.GivenBy), When: v.Words.T("expertise.written", "date", v.Words.Date(timeOf(one.Made)))}
	if one.Version > 1 {
		out.When = v.Words.T("expertise.changed", "date", v.Words.Date(timeOf(one.Changed)))
	}
	for _, h := range expertise.HowsOf(one) {
		out.Tags = append(out.Tags, v.Words.T("expertise.how-"+string(h)))
	}
	out.Parts = []ui.VoicePart{{Title: v.Words.T("expertise.know"), Text: pieces(v, one.Text)}}
	for _, name := range []string{expertise.PartBasis, expertise.PartLimits} {
		if text := expertise.PartOf(one, name); text != "" {
			out.Parts = append(out.Parts, ui.VoicePart{Title: v.Words.T("expertise." + name), Text: ui.Words(text)})
		}
	}
	return out
}

// ownPage is what the owner alone sees of a page: with whom it is shared, and who
// has read it. It stands apart, so that no voice is larger than another.
func (s *Site) ownPage(r *http.Request, v *Visit, one disclose.Shown) (*ui.OwnPage, error) {
	circle, err := s.Expertise.CircleOf(r.Context(), v.Person.ID, v.Place.ID, disclose.Expertise)
	if err != nil {
		return nil, err
	}
	seen, err := s.readBy(r, v, one)
	if err != nil {
		return nil, err
	}
	out := &ui.OwnPage{Shared: sharedSaid(v, circle.With), Seen: seen}
	if len(seen) == 0 && len(circle.With) > 0 {
		out.Shared += " " + v.Words.T("expertise.nobody-read")
	}
	base := v.Place.Base() + "/expertise"
	out.Actions = []ui.Action{ui.Also(v.Words.T("expertise.change"), base+"/mine"), ui.Also(v.Words.T("expertise.share"), base+"/share")}
	return out, nil
}

// readBy says in plain sentences who has read a page of the visitor's own.
func (s *Site) readBy(r *http.Request, v *Visit, one disclose.Shown) ([]ui.Seen, error) {
	h, err := s.Candour.History(r.Context(), v.Person.ID, v.Place.ID, one.Entry)
	if err != nil {
		return nil, err
	}
	return seenItem(v, h, "seen").Seen, nil
}

// sharedSaid says with whom a page is shared.
func sharedSaid(v *Visit, with []id.Person) string {
	var names []string
	for _, p := range with {
		names = append(names, firstNameOf(v, p))
	}
	if len(names) == 0 {
		return v.Words.T("expertise.shared-none")
	}
	return v.Words.T("expertise.shared-with", "names", strings.Join(names, ", "))
}

// accountItems lists the stories of others, unopened, with what the visitor has read.
func accountItems(v *Visit, written []expertise.Written) []ui.Item {
	var out []ui.Item
	for _, one := range written {
		if one.Kind != disclose.Account {
			continue
		}
		open := ui.Go(v.Words.T("account-of.open", "name", firstNameOf(v, one.Owner)), v.Place.Base()+"/account-of/"+string(one.Owner))
		out = append(out, ui.Item{Who: giver(v, one.Owner), Text: readSaid(v, one), Actions: []ui.Action{open}})
	}
	return out
}

// readSaid says how far the visitor knows a story.
func readSaid(v *Visit, one expertise.Written) ui.Rich {
	switch {
	case one.Unread():
		return ui.Say(v.Words, "account-of.new")
	case one.Said > 0 && one.Said < one.Latest:
		return ui.Say(v.Words, "account-of.changed-said", "date", v.Words.Date(timeOf(one.SaidAt)))
	case one.ChangedSince():
		return ui.Say(v.Words, "account-of.changed-since")
	case one.Said > 0:
		return ui.Say(v.Words, "account-of.you-read", "date", v.Words.Date(timeOf(one.SaidAt)))
	}
	return ui.Say(v.Words, "account-of.you-saw")
}

// ownAccount leads to the visitor's own story; a professional has none.
func (s *Site) ownAccount(r *http.Request, v *Visit) ([]ui.Action, error) {
	if v.Place.Is(sharing.Professional) {
		return nil, nil
	}
	href := v.Place.Base() + "/account-of/" + string(v.Person.ID)
	_, err := s.Expertise.AccountOf(r.Context(), v.Person.ID, v.Place.ID, v.Person.ID)
	switch {
	case errs.Is(err, errs.NotFound):
		return []ui.Action{ui.Also(v.Words.T("account-of.write"), href+"/write")}, nil
	case err != nil:
		return nil, err
	}
	return []ui.Action{ui.Also(v.Words.T("account-of.open-mine"), href)}, nil
}

// readBefore tells a professional what people have written for them, before they
// meet. It opens nothing.
func (s *Site) readBefore(r *http.Request, v *Visit) ([]ui.NoteBox, error) {
	if !v.Place.Is(sharing.Professional) {
		return nil, nil
	}
	written, err := s.Expertise.Written(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return nil, err
	}
	var out []ui.NoteBox
	for _, one := range written {
		owner, ok := v.Place.Member(one.Owner)
		if !ok || owner.Corner == sharing.Professional || !one.Unread() {
			continue
		}
		out = append(out, ui.NoteBox{Text: ui.Say(v.Words, "expertise.first-"+string(one.Kind), "name", triangle.FirstName(owner.Name), "href", writtenHref(v, one))})
	}
	return out, nil
}

func writtenHref(v *Visit, one expertise.Written) string {
	if one.Kind == disclose.Account {
		return v.Place.Base() + "/account-of/" + string(one.Owner)
	}
	return v.Place.Base() + "/expertise"
}

// readBeforeSection is readBefore as a part of a list.
func (s *Site) readBeforeSection(r *http.Request, v *Visit) ([]ui.ListSection, error) {
	notes, err := s.readBefore(r, v)
	if err != nil || len(notes) == 0 {
		return nil, err
	}
	var out []ui.ListSection
	for i := range notes {
		out = append(out, ui.ListSection{Note: &notes[i]})
	}
	return out, nil
}

// knownOf leads to what one person has written for the visitor, or wrote themselves.
func (s *Site) knownOf(r *http.Request, v *Visit, p id.Person) ([]ui.ListSection, error) {
	written, err := s.Expertise.Written(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return nil, err
	}
	section := ui.ListSection{ID: "known", Title: v.Words.T("expertise.person-title", "name", firstNameOf(v, p))}
	for _, one := range written {
		if one.Owner == p {
			section.Links = append(section.Links, ui.Link{Href: writtenHref(v, one), Text: v.Words.T("expertise.person-"+string(one.Kind), "name", firstNameOf(v, p))})
		}
	}
	if len(section.Links) == 0 {
		return nil, nil
	}
	return []ui.ListSection{section}, nil
}
