package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/identity"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// otherAccounts lists the accounts that a person joined, and lets them look from each.
func (s *Site) otherAccounts(w http.ResponseWriter, r *http.Request, v *Visit) error {
	selves, err := s.Identity.Selves(r.Context(), v.Session.Person)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: "/", Text: v.Words.T("nav.home")}, Title: v.Words.T("joined.title"), Lead: v.Words.T("joined.lead")}
	page.Notice = notice(v, r)
	own := v.Session.Person == v.Person.ID
	list := ui.ListSection{ID: "accounts", Title: v.Words.T("joined.accounts")}
	if !own {
		list.Items = append(list.Items, ui.Item{
			Who: ui.Person{Name: v.Words.T("joined.own"), Initials: "A"}, Text: ui.Plain(v.Words.T("joined.own-why")),
			Actions: []ui.Action{ui.Post(v.Words.T("joined.go"), "/account/other", ui.Hidden{Name: "self", Value: string(v.Session.Person)}).As(ui.QuietAction)},
		})
	}
	for _, p := range selves {
		item := ui.Item{Who: ui.Person{Name: p.Name, Initials: triangle.Initials(p.Name), Corner: ui.Corner(p.Corner)}, Text: ui.Plain(v.Words.T("joined.made", "day", whenOf(v, p.Made)))}
		if p.ID == v.Person.ID {
			item.When = v.Words.T("joined.here")
		} else {
			item.Actions = append(item.Actions, ui.Post(v.Words.T("joined.go"), "/account/other", ui.Hidden{Name: "self", Value: string(p.ID)}).As(ui.QuietAction))
		}
		if own {
			item.Actions = append(item.Actions, ui.Post(v.Words.T("joined.part"), "/account/other/part", ui.Hidden{Name: "other", Value: string(p.ID)}))
		}
		list.Items = append(list.Items, item)
	}
	if len(list.Items) == 0 {
		list.Empty = &ui.Empty{Title: v.Words.T("joined.none")}
	}
	if own {
		list.Actions = []ui.Action{ui.Also(v.Words.T("joined.join"), "/account/other/join")}
	}
	page.Sections = []ui.ListSection{list}
	return s.page(w, http.StatusOK, page)
}

// lookFrom changes from which account the visitor looks, in this session alone.
func (s *Site) lookFrom(w http.ResponseWriter, r *http.Request, v *Visit) error {
	self := r.PostFormValue("self")
	if !id.Valid(self) {
		return errs.Missing("web.lookFrom")
	}
	if err := s.Identity.LookFrom(r.Context(), v.Session.Person, v.Session.ID, id.Person(self)); err != nil {
		return err
	}
	return seeOther(w, r, "/", "done.look-from")
}

func (s *Site) proveOtherForm(w http.ResponseWriter, _ *http.Request, v *Visit) error {
	if v.Session.Person != v.Person.ID {
		return errs.Missing("web.proveOtherForm")
	}
	return s.page(w, http.StatusOK, s.proveOtherPage(v, id.New(), ""))
}

func (s *Site) proveOtherPage(v *Visit, joining, email string) *ui.FormPage {
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/account/other", Text: v.Words.T("joined.title")}, Title: v.Words.T("joined.join"), Lead: v.Words.T("joined.join-lead"),
		Action: "/account/other/join", Button: v.Words.T("join.type-button"), Hidden: []ui.Hidden{{Name: "joining", Value: joining}},
		Parts: []ui.FormPart{
			{Field: &ui.Field{ID: "email", Name: "email", Type: "email", Label: v.Words.T("joined.email"), Value: email, Autocomplete: "off"}},
			{Field: &ui.Field{ID: "other-password", Name: "other-password", Type: "password", Label: v.Words.T("joined.password"), Autocomplete: "off"}},
			{Field: &ui.Field{ID: "code", Name: "other-code", Label: v.Words.T("joined.code"), Hint: v.Words.T("joined.code-hint"), Autocomplete: "one-time-code", Narrow: true}},
		},
		After: []ui.Rich{ui.Plain(v.Words.T("joined.join-after"))},
	}
}

// proveOther takes address and password of the other account, and changes nothing yet.
func (s *Site) proveOther(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Session.Person != v.Person.ID {
		return errs.Missing("web.proveOther")
	}
	joining, email := r.PostFormValue("joining"), r.PostFormValue("email")
	if err := s.Identity.Prove(r.Context(), v.Person, joining, identity.Proving{
		Email: email, Password: r.PostFormValue("other-password"), Code: r.PostFormValue("other-code"), Address: addressOf(r),
	}); err != nil {
		return s.formAgain(w, v, s.proveOtherPage(v, id.New(), email), err)
	}
	return seeOther(w, r, "/account/other/join/"+joining, "")
}

// joinPlan says exactly what will happen, before the yes.
func (s *Site) joinPlan(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !id.Valid(r.PathValue("joining")) {
		return errs.Missing("web.joinPlan")
	}
	plan, err := s.Identity.Plan(r.Context(), v.Person, r.PathValue("joining"))
	if err != nil {
		return err
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/account/other", Text: v.Words.T("joined.title")}, Title: v.Words.T("joined.plan"), Lead: v.Words.T("joined.plan-lead", "name", plan.Person.Name, "email", plan.Person.Email),
		Action: v.Path, Button: v.Words.T("joined.yes"), After: []ui.Rich{ui.Plain(v.Words.T("joined.plan-after"))},
	}
	var rows ui.Summary
	for _, t := range plan.Triangles {
		me, _ := t.Member(plan.Other)
		with := v.Words.T("joined.file")
		if t.Kind == triangle.Three {
			with = v.Words.T("home.your-own")
			if su, ok := t.ServiceUser(); ok && su.Person != plan.Other {
				with = v.Words.T("home.for", "about", su.Name)
			}
		}
		rows = append(rows, ui.SummaryRow{Key: with, Value: ui.Plain(v.Words.T("corner." + string(me.Corner)))})
	}
	if len(rows) > 0 {
		page.Parts = append(page.Parts, ui.FormPart{Heading: v.Words.T("joined.places")}, ui.FormPart{Summary: rows})
	}
	page.Parts = append(page.Parts, ui.FormPart{Heading: v.Words.T("joined.then")})
	for _, key := range []string{"joined.then-way", "joined.then-said", "joined.then-drafts", "joined.then-told"} {
		say := ui.Plain(v.Words.T(key))
		page.Parts = append(page.Parts, ui.FormPart{Say: &say})
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) joinAccounts(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !id.Valid(r.PathValue("joining")) {
		return errs.Missing("web.joinAccounts")
	}
	if err := s.Identity.Join(r.Context(), v.Person, r.PathValue("joining")); err != nil {
		if errs.Is(err, errs.Invalid) {
			return s.formAgain(w, v, s.proveOtherPage(v, id.New(), ""), err)
		}
		return err
	}
	return seeOther(w, r, "/account/other", "done.account-joined")
}

func (s *Site) partAccounts(w http.ResponseWriter, r *http.Request, v *Visit) error {
	other := r.PostFormValue("other")
	if !id.Valid(other) || v.Session.Person != v.Person.ID {
		return errs.Missing("web.partAccounts")
	}
	if err := s.Identity.Part(r.Context(), v.Person, id.Person(other)); err != nil {
		return err
	}
	return seeOther(w, r, "/account/other", "done.account-parted")
}

// standsThere refuses a second place in a triangle in which another account of
// the same person stands.
func (s *Site) standsThere(r *http.Request, v *Visit, t id.Triangle) error {
	if !v.Session.Joined {
		return nil
	}
	selves, err := s.Identity.Selves(r.Context(), v.Session.Person)
	if err != nil {
		return err
	}
	tri, err := s.People.Triangle(r.Context(), t)
	if err != nil {
		return err
	}
	for _, p := range append(selves, triangle.Person{ID: v.Session.Person}) {
		if m, ok := tri.Member(p.ID); ok && p.ID != v.Person.ID && m.Here(v.Now) {
			return errs.E(errs.Conflict, "web.standsThere", "join.other-account", nil)
		}
	}
	return nil
}
