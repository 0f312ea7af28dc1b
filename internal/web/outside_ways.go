package web

import (
	"net/http"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

const outsideList = "/account/ways/outside"

// outsideWays lists the organisations by which somebody comes in, and those by
// which they could.
func (s *Site) outsideWays(w http.ResponseWriter, r *http.Request, v *Visit) error {
	has, err := s.Outside.WaysOf(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{
		Base: s.base(v), Title: v.Words.T("outside.title"), Lead: v.Words.T("outside.lead"), BackTo: &ui.Link{Href: "/account/ways", Text: v.Words.T("ways.title")},
	}
	page.Notice = notice(v, r)
	yours := ui.ListSection{ID: "yours", Title: v.Words.T("outside.yours")}
	for _, one := range has {
		yours.Items = append(yours.Items, s.outsideItem(v, one))
	}
	if len(has) == 0 {
		yours.Say = []ui.Rich{ui.Plain(v.Words.T("outside.none"))}
	}
	page.Sections = []ui.ListSection{yours}
	if more := s.outsideMore(v, has); len(more.Items) > 0 {
		page.Sections = append(page.Sections, more)
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) outsideItem(v *Visit, one signin.OutsideWay) ui.Item {
	name := s.outsideName(v, one.Provider)
	remove := ui.Post(v.Words.T("outside.remove"), outsideList+"/"+one.Provider+"/remove")
	remove.More = name
	return ui.Item{
		Who:  ui.Person{Name: name, Initials: initialsOf(name)},
		Text: ui.Plain(v.Words.T("outside.since", "since", whenOf(v, one.Made), "seen", whenOf(v, one.Used))), Actions: []ui.Action{remove},
	}
}

// outsideName is the name of an organisation, also of one that the settings no longer hold.
func (s *Site) outsideName(v *Visit, provider string) string {
	if one, ok := s.Outside.Voucher(provider); ok {
		return one.Name
	}
	return v.Words.T("outside.gone")
}

func (s *Site) outsideMore(v *Visit, has []signin.OutsideWay) ui.ListSection {
	more := ui.ListSection{ID: "more", Title: v.Words.T("outside.more"), Say: []ui.Rich{ui.Plain(v.Words.T("outside.more-why"))}}
	for _, one := range s.Outside.All() {
		if !slices.Contains(one.For, v.Person.Corner) || slices.ContainsFunc(has, func(w signin.OutsideWay) bool { return w.Provider == one.ID }) {
			continue
		}
		add := ui.Post(v.Words.T("outside.add"), outsideList+"/"+one.ID)
		add.More = one.Name
		more.Items = append(more.Items, ui.Item{Who: ui.Person{Name: one.Name, Initials: initialsOf(one.Name)}, Actions: []ui.Action{add}})
	}
	return more
}

// outsideLink begins a walk that adds a way in. It answers with a page and a
// link, since a form of ours may not end at another organisation.
func (s *Site) outsideLink(w http.ResponseWriter, r *http.Request, v *Visit) error {
	voucher, ok := s.Outside.Voucher(r.PathValue("provider"))
	if !ok {
		return errs.Missing("web.outsideLink")
	}
	secret := s.outsideSecret(r)
	address, err := s.Outside.Go(r.Context(), signin.OutsideGoing{Provider: voucher.ID, Purpose: signin.ToLink, Secret: secret, Person: v.Person.ID, Session: v.Session.ID})
	if err != nil {
		return s.outsideNo(w, v, voucher.ID, err)
	}
	s.setOutsideSecret(w, secret)
	return s.page(w, http.StatusOK, &ui.MessagePage{
		Base: s.base(v), Title: v.Words.T("outside.add-title", "name", voucher.Name), Lead: v.Words.T("outside.add-lead", "name", voucher.Name),
		Text:    []ui.Rich{ui.Plain(v.Words.T("outside.add-what", "name", voucher.Name))},
		Actions: []ui.Action{ui.Do(v.Words.T("outside.go", "name", voucher.Name), address), ui.Also(v.Words.T("outside.not-now"), outsideList)},
	})
}

func (s *Site) outsideRemove(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.Outside.Remove(r.Context(), v.Person.ID, r.PathValue("provider")); err != nil {
		return err
	}
	return seeOther(w, r, outsideList, "done.outside-removed")
}

// outsideProofs lead to the organisations by which the visitor can prove once
// more who they are.
func (s *Site) outsideProofs(r *http.Request, v *Visit, next string) (out []ui.Action, err error) {
	has, err := s.Outside.WaysOf(r.Context(), v.Session.Person)
	for _, one := range has {
		if voucher, ok := s.Outside.Voucher(one.Provider); ok {
			out = append(out, ui.Also(v.Words.T("outside.prove-with", "name", voucher.Name), outsidePath(voucher.ID, next)))
		}
	}
	return out, err
}

// outsideSection leads to the organisations that vouch for people, where there are any.
func (s *Site) outsideSection(v *Visit, have signin.Ways) (ui.ListSection, bool) {
	t := v.Words.T
	section := ui.ListSection{ID: "outside", Title: t("outside.title"), Say: []ui.Rich{ui.Plain(t("outside.lead"))}}
	section.Actions = []ui.Action{ui.Also(t("outside.open"), outsideList)}
	return section, have.Outside > 0 || len(s.Outside.All()) > 0
}
