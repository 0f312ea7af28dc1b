package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// supports lists asks to look for a fault: the visitor's own, and those that wait for their yes.
func (s *Site) supports(w http.ResponseWriter, r *http.Request, v *Visit) error {
	all, err := s.Organisation.Supports(r.Context(), v.Person)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: "/", Text: v.Words.T("nav.home")}, Title: v.Words.T("support.title"), Lead: v.Words.T("support.lead")}
	page.Notice = notice(v, r)
	if v.Person.Admin {
		page.Actions = []ui.Action{ui.Do(v.Words.T("support.ask"), "/support/new")}
	}
	section := ui.ListSection{ID: "asks"}
	for _, one := range all {
		look := ui.Go(v.Words.T("support.see"), "/support/"+one.ID)
		look.More = one.Name
		section.Items = append(section.Items, ui.Item{
			Who: ui.Person{Name: one.Name, Initials: triangle.Initials(one.Name), Corner: ui.Professional}, When: v.Words.DateTime(timeOf(one.Made)), Text: ui.Plain(supportState(v, one)), Actions: []ui.Action{look},
		})
	}
	if len(all) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("support.none")}
	}
	page.Sections = []ui.ListSection{section}
	return s.page(w, http.StatusOK, page)
}

// supportState says how far an ask has come.
func supportState(v *Visit, r organisation.Reached) string {
	now := v.Now.UnixMicro()
	switch {
	case r.Waits(v.Now):
		return v.Words.T("support.waits", "count", r.Hours)
	case r.Answer == "no":
		return v.Words.T("support.no")
	case r.Since != 0 && now < r.Since && r.Until > r.Since:
		return v.Words.T("support.announced", "from", v.Words.Clock(timeOf(r.Since)), "until", v.Words.Clock(timeOf(r.Until)))
	case r.Holds(now):
		return v.Words.T("support.holds", "until", v.Words.Clock(timeOf(r.Until)))
	case r.Since == 0:
		return v.Words.T("support.ran-out")
	}
	return v.Words.T("support.over", "when", v.Words.DateTime(timeOf(r.Until)))
}

func (s *Site) supportForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.mustAdmin(r, v); err != nil {
		return err
	}
	return s.page(w, http.StatusOK, s.supportPage(v, organisation.Coming{ID: id.New(), Hours: 1}, ""))
}

func (s *Site) supportPage(v *Visit, c organisation.Coming, code string) *ui.FormPage {
	means := ui.Plain(v.Words.T("support.means"))
	hours := &ui.Options{ID: "hours", Name: "hours", Legend: v.Words.T("support.hours"), Plainly: true, Across: true}
	for n := 1; n <= organisation.SupportMost; n++ {
		hours.Items = append(hours.Items, ui.Option{Value: strconv.Itoa(n), Label: v.Words.T("support.hours-count", "count", n), Checked: n == c.Hours})
	}
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/support", Text: v.Words.T("support.title")}, Title: v.Words.T("support.ask"), Lead: v.Words.T("support.ask-lead"),
		Action: "/support/new", Button: v.Words.T("support.ask-button"), Hidden: []ui.Hidden{{Name: "id", Value: c.ID}}, After: []ui.Rich{ui.Plain(v.Words.T("support.told"))},
		Parts: []ui.FormPart{{Say: &means}, codePart(v, code), reasonPart(v, "support.reason", "support.reason-hint", c.Text), {Options: hours}},
	}
}

func (s *Site) askSupport(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.mustAdmin(r, v); err != nil {
		return err
	}
	hours, _ := strconv.Atoi(r.PostFormValue("hours")) // what is no number is a problem of its own
	c := organisation.Coming{ID: r.PostFormValue("id"), Text: r.PostFormValue("reason"), Hours: hours}
	code := r.PostFormValue("code")
	if !id.Valid(c.ID) {
		return errs.Missing("web.askSupport")
	}
	var err error
	if c.Triangle, err = s.Organisation.Find(r.Context(), v.Person, code); err == nil {
		err = s.Organisation.AskSupport(r.Context(), v.Person, c)
	}
	if err != nil {
		return s.formAgain(w, v, s.supportPage(v, c, code), err)
	}
	return seeOther(w, r, "/support/"+c.ID, "done.support-asked")
}

// support shows one ask: to who asked, how far it has come; to the second person,
// the reason, and the question whether it may begin.
func (s *Site) support(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.supportOne(r, v)
	if err != nil {
		return err
	}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

func (s *Site) supportOne(r *http.Request, v *Visit) (*ui.ListPage, error) {
	ref := r.PathValue("ref")
	if !id.Valid(ref) {
		return nil, errs.Missing("web.supportOne")
	}
	one, may, err := s.Organisation.Support(r.Context(), v.Person, ref)
	if err != nil {
		return nil, err
	}
	section := ui.ListSection{Summary: ui.Summary{
		{Key: v.Words.T("support.who"), Value: ui.Plain(one.Name)}, {Key: v.Words.T("support.state"), Value: ui.Plain(supportState(v, one))},
		{Key: v.Words.T("support.hours"), Value: ui.Plain(v.Words.T("support.hours-count", "count", one.Hours))},
	}}
	base := "/support/" + one.ID
	if may {
		reason, err := s.Organisation.SupportReason(r.Context(), v.Person, one)
		if err != nil {
			return nil, err
		}
		section.Summary = append(section.Summary, ui.SummaryRow{Key: v.Words.T("review.reason"), Value: ui.Plain(reason.Words())})
		if one.Waits(v.Now) {
			section.Say = []ui.Rich{ui.Plain(v.Words.T("support.your-yes"))}
			section.Actions = []ui.Action{ui.Post(v.Words.T("support.yes"), base, ui.Hidden{Name: "answer", Value: "yes"}).As(ui.MainAction), ui.Post(v.Words.T("support.say-no"), base, ui.Hidden{Name: "answer", Value: "no"}).As(ui.QuietAction)}
		}
	}
	if one.Person == v.Person.ID && one.Holds(v.Now.UnixMicro()) {
		section.Actions = append(section.Actions, ui.Do(v.Words.T("support.go"), "/t/"+string(one.Triangle)+"/people"))
	}
	if one.Until > v.Now.UnixMicro() && one.Until > one.Since && (one.Person == v.Person.ID || one.Second == v.Person.ID) {
		section.Actions = append(section.Actions, ui.Post(v.Words.T("support.end"), base+"/end").As(ui.QuietAction))
	}
	return &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: "/support", Text: v.Words.T("support.title")}, Title: v.Words.T("support.one"), Sections: []ui.ListSection{section}}, nil
}

func (s *Site) answerSupport(w http.ResponseWriter, r *http.Request, v *Visit) error {
	ref := r.PathValue("ref")
	if !id.Valid(ref) {
		return errs.Missing("web.answerSupport")
	}
	if err := s.Organisation.AnswerSupport(r.Context(), v.Person, ref, r.PostFormValue("answer")); err != nil {
		return err
	}
	return seeOther(w, r, "/support/"+ref, "done.support-answered")
}

func (s *Site) endSupport(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.endSupportThen(w, r, v, "/support/"+r.PathValue("ref"))
}

// endSupportHere is for those in the triangle.
func (s *Site) endSupportHere(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.endSupportThen(w, r, v, v.Place.Base()+"/people")
}

func (s *Site) endSupportThen(w http.ResponseWriter, r *http.Request, v *Visit, to string) error {
	ref := r.PathValue("ref")
	if !id.Valid(ref) {
		return errs.Missing("web.endSupportThen")
	}
	if err := s.Organisation.EndSupport(r.Context(), v.Person.ID, ref); err != nil {
		return err
	}
	return seeOther(w, r, to, "done.support-ended")
}

// supportHere tells everybody in the triangle who looks for a fault, why, and from
// when until when.
func (s *Site) supportHere(r *http.Request, v *Visit) (ui.ListSection, error) {
	section := ui.ListSection{ID: "support", Title: v.Words.T("support.here"), Say: []ui.Rich{ui.Plain(v.Words.T("support.here-why"))}}
	all, err := s.Organisation.SupportIn(r.Context(), v.Person.ID, v.Place.ID)
	for _, one := range all {
		item := ui.Item{Who: ui.Person{Name: one.Name, Initials: triangle.Initials(one.Name), Role: v.Words.T("support.role")}, Text: ui.Plain(supportState(v, one) + " " + v.Words.T("support.said-yes", "name", one.SecondName))}
		if v.Place.Me.Corner != triangle.AtSupport {
			item.Actions = append(item.Actions, ui.Go(v.Words.T("here.reason"), v.Place.Base()+"/entry/"+string(one.Entry)))
		}
		if v.Place.Is(sharing.ServiceUser) || v.Place.Is(sharing.Professional) {
			item.Actions = append(item.Actions, ui.Post(v.Words.T("support.end"), v.Place.Base()+"/support/"+one.ID+"/end").As(ui.QuietAction))
		}
		section.Items = append(section.Items, item)
	}
	return section, err
}

// atSupport keeps whoever looks for a fault to the few pages that show whether the
// program works: who is there and why, and a list of entries that stays empty for
// them, since the engine knows nobody beside the three corners. What is new is not
// theirs to open until somebody adds it here.
func atSupport(route Route, v *Visit) error {
	if v.Place.Me.Corner != triangle.AtSupport {
		return nil
	}
	if route.Method == http.MethodGet {
		switch route.Pattern {
		case "/t/{triangle}/people", "/t/{triangle}/people/{person}", "/t/{triangle}/timeline":
			return nil
		}
	}
	return errs.Missing("web.atSupport")
}
