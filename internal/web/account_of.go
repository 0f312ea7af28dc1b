package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// accountOf shows a story that is told once.
func (s *Site) accountOf(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.accountPage(r, v)
	if err != nil {
		return err
	}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

func (s *Site) accountPage(r *http.Request, v *Visit) (*ui.ListPage, error) {
	owner := r.PathValue("person")
	if !id.Valid(owner) {
		return nil, errs.Missing("web.accountPage")
	}
	a, err := s.Expertise.AccountOf(r.Context(), v.Person.ID, v.Place.ID, id.Person(owner))
	if err != nil {
		return nil, err
	}
	name := firstNameOf(v, a.Owner)
	page := &ui.ListPage{
		Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base() + "/expertise", Text: v.Words.T("account-of.back")},
		Title: v.Words.T("account-of.title", "name", name), Lead: v.Words.T("account-of.lead", "name", name),
	}
	words := ui.ListSection{ID: "words", Title: v.Words.T("account-of.the-words"), Entries: []ui.Entry{accountEntry(v, a)}}
	if !a.Mine {
		page.Sections = []ui.ListSection{words, readSection(v, a)}
		return page, nil
	}
	page.Title, page.Lead, words.Title = v.Words.T("account-of.mine"), v.Words.T("account-of.mine-lead"), v.Words.T("account-of.my-words")
	circle, err := s.Expertise.CircleOf(r.Context(), v.Person.ID, v.Place.ID, disclose.Account)
	if err != nil {
		return nil, err
	}
	page.Actions = []ui.Action{ui.Also(v.Words.T("expertise.change"), v.Path+"/write"), ui.Also(v.Words.T("expertise.share"), v.Path+"/share")}
	readers, err := s.readersSection(r, v, a)
	if err != nil {
		return nil, err
	}
	readers.Say = append([]ui.Rich{ui.Plain(sharedSaid(v, circle.With))}, readers.Say...)
	page.Sections = []ui.ListSection{readers, words}
	return page, nil
}

func accountEntry(v *Visit, a expertise.Account) ui.Entry {
	e := drawEntry(v, a.Shown, "story")
	e.Href, e.Topic, e.Kind = "", "", ""
	e.When = v.Words.T("expertise.written", "date", v.Words.Date(timeOf(a.Made)))
	if a.Version > 1 {
		e.When = v.Words.T("expertise.changed", "date", v.Words.Date(timeOf(a.Changed)))
	}
	return e
}

// readSection is where a reader says that they have read it, so that nobody has to
// tell it to them again.
func readSection(v *Visit, a expertise.Account) ui.ListSection {
	name := firstNameOf(v, a.Owner)
	out := ui.ListSection{ID: "read", Title: v.Words.T("account-of.read-title")}
	version := ui.Hidden{Name: "version", Value: strconv.Itoa(a.Version)}
	path := v.Place.Base() + "/account-of/" + string(a.Owner) + "/read"
	switch {
	case a.Said.At == 0:
		out.Say = []ui.Rich{ui.Say(v.Words, "account-of.read-say", "name", name)}
		out.Actions = []ui.Action{ui.Post(v.Words.T("account-of.read"), path, version).As(ui.MainAction)}
	case a.ChangedSince():
		out.Say = []ui.Rich{ui.Say(v.Words, "account-of.changed-said", "date", v.Words.Date(timeOf(a.Said.At)))}
		out.Actions = []ui.Action{ui.Post(v.Words.T("account-of.read-again"), path, version).As(ui.MainAction)}
	default:
		out.Say = []ui.Rich{ui.Say(v.Words, "account-of.you-read", "date", v.Words.Date(timeOf(a.Said.At)))}
	}
	return out
}

// readersSection says who has opened it, and who says that they have read it.
func (s *Site) readersSection(r *http.Request, v *Visit, a expertise.Account) (ui.ListSection, error) {
	out := ui.ListSection{ID: "readers", Title: v.Words.T("account-of.readers")}
	for _, one := range a.Readers {
		key := "account-of.reader-said"
		if one.Version < a.Version {
			key = "account-of.reader-old"
		}
		out.Seen = append(out.Seen, ui.Seen{Who: seenBy(v, one.Person), Text: ui.Say(v.Words, key, "name", firstNameOf(v, one.Person), "date", v.Words.Date(timeOf(one.At)))})
	}
	seen, err := s.readBy(r, v, a.Shown)
	if err != nil {
		return out, err
	}
	out.Seen = append(out.Seen, seen...)
	if len(out.Seen) == 0 {
		out.Say = append(out.Say, ui.Say(v.Words, "account-of.nobody"))
	}
	return out, nil
}

// accountRead keeps that somebody says they have read it.
func (s *Site) accountRead(w http.ResponseWriter, r *http.Request, v *Visit) error {
	owner, version := r.PathValue("person"), versionOf(r)
	if !id.Valid(owner) {
		return errs.Missing("web.accountRead")
	}
	err := s.Expertise.HaveRead(r.Context(), v.Person.ID, v.Place.ID, id.Person(owner), version)
	if errs.Is(err, errs.Conflict) {
		page, pageErr := s.accountPage(r, v)
		if pageErr != nil {
			return pageErr
		}
		page.Errors = append(page.Errors, ui.FieldError{Text: v.Words.T(errs.KeyOf(err))})
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/account-of/"+owner, "done.account-read")
}

// ownStory finds the path of the visitor's own account; that of anybody else, and a
// professional's, is not there.
func ownStory(r *http.Request, v *Visit) (string, error) {
	if r.PathValue("person") != string(v.Person.ID) || v.Place.Is(sharing.Professional) || v.Place.Me.Corner == triangle.AtSupport {
		return "", errs.Missing("web.ownStory")
	}
	return v.Place.Base() + "/account-of/" + string(v.Person.ID), nil
}

// accountForm is where somebody tells their story, once.
func (s *Site) accountForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if _, err := ownStory(r, v); err != nil {
		return err
	}
	d := expertise.Draft{ID: id.Entry(id.New()), Triangle: v.Place.ID}
	a, err := s.Expertise.AccountOf(r.Context(), v.Person.ID, v.Place.ID, v.Person.ID)
	switch {
	case err == nil:
		d = draftFrom(d, a.Shown)
	case !errs.Is(err, errs.NotFound):
		return err
	}
	page, err := s.accountWrite(r, v, d)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// storyRows is how many lines the box for a story has.
const storyRows = 18

func (s *Site) accountWrite(r *http.Request, v *Visit, d expertise.Draft) (*ui.FormPage, error) {
	base := v.Place.Base() + "/account-of/" + string(v.Person.ID)
	hint := v.Words.T("account-of.say-hint")
	if v.Place.Is(sharing.Carer) && v.Place.For() != "" {
		hint = v.Words.T("account-of.say-carer", "about", v.Place.For())
	}
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("account-of.write-title"), Lead: v.Words.T("account-of.write-lead"), Action: base + "/write", Button: v.Words.T("expertise.save"),
		BackTo: &ui.Link{Href: v.Place.Base() + "/expertise", Text: v.Words.T("account-of.back")},
		Hidden: []ui.Hidden{{Name: "draft", Value: string(d.ID)}, {Name: "version", Value: strconv.Itoa(d.Version)}},
		Parts: []ui.FormPart{{Field: &ui.Field{
			ID: "say", Name: "say", Label: v.Words.T("account-of.say"), Hint: hint + " " + v.Words.T("expertise.most", "most", expertise.AccountMost),
			Rows: storyRows, Value: d.Text, Keep: "account-of/" + string(v.Place.ID),
		}}},
		After: []ui.Rich{ui.Say(v.Words, "account-of.kept")},
	}
	return page, s.ownAudience(r, v, disclose.Account, page)
}

func (s *Site) accountSave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	base, err := ownStory(r, v)
	if err != nil {
		return err
	}
	d, err := pageDraft(r, v)
	if err != nil {
		return err
	}
	err = s.Expertise.WriteAccount(r.Context(), v.Person.ID, d)
	if err == nil {
		if d.Version == 0 {
			return seeOther(w, r, base+"/share", "done.account")
		}
		return seeOther(w, r, base, "done.account")
	}
	var before ui.Summary
	if errs.Is(err, errs.Conflict) { // from now on against what stands there
		now, nowErr := s.Expertise.AccountOf(r.Context(), v.Person.ID, v.Place.ID, v.Person.ID)
		if nowErr != nil {
			return nowErr
		}
		d.ID, d.Version = now.Entry, now.Version
		before = ui.Summary{{Key: v.Words.T("account-of.say"), Value: ui.Plain(now.Words())}}
	}
	page, pageErr := s.accountWrite(r, v, d)
	if pageErr != nil {
		return pageErr
	}
	if before != nil {
		standsNow(v, page, before)
	}
	return s.formAgain(w, v, page, err)
}

func (s *Site) accountShared(r *http.Request, v *Visit) (sharePage, error) {
	base, err := ownStory(r, v)
	return sharePage{kind: disclose.Account, title: v.Words.T("account-of.share-title"), base: base + "/share", back: base}, err
}

func (s *Site) accountShareForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	of, err := s.accountShared(r, v)
	if err != nil {
		return err
	}
	return s.shareForm(w, r, v, of)
}

func (s *Site) accountShare(w http.ResponseWriter, r *http.Request, v *Visit) error {
	of, err := s.accountShared(r, v)
	if err != nil {
		return err
	}
	return s.shareSave(w, r, v, of)
}
