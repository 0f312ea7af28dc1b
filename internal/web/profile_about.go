package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/profile"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// aboutForm asks for name, pronouns and language.
func (s *Site) aboutForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.aboutPage(r, v, profile.NamedOf(v.Person), profile.NamedOf(v.Person))
	if err != nil {
		return err
	}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

func (s *Site) aboutPage(r *http.Request, v *Visit, was, is profile.Named) (*ui.FormPage, error) {
	me := myself(v, v.Person).Large()
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("profile.about"), Lead: v.Words.T("profile.about-lead"), Action: "/account/about", Button: v.Words.T("account.save"), BackTo: backToAccount(v),
		Hidden: []ui.Hidden{{Name: "was-name", Value: was.Name}, {Name: "was-pronouns", Value: was.Pronouns}, {Name: "was-lang", Value: was.Lang}},
		Parts: []ui.FormPart{
			{Who: &me},
			{Say: rich(ui.Say(v.Words, photoKey(v.Person), "href", "/account/photo"))},
			{Field: &ui.Field{ID: "name", Name: "name", Label: v.Words.T("begin.name"), Hint: v.Words.T("profile.name-hint"), Value: is.Name, Autocomplete: "name"}},
			{Field: &ui.Field{ID: "pronouns", Name: "pronouns", Label: v.Words.T("profile.pronouns"), Hint: v.Words.T("profile.pronouns-hint"), Value: is.Pronouns, Autocomplete: "off", Narrow: true}},
		},
	}
	if langs := s.Words.Languages(); len(langs) > 1 {
		list := &ui.Select{ID: "lang", Name: "lang", Label: v.Words.T("account.lang")}
		for _, one := range langs {
			list.Items = append(list.Items, ui.Option{Value: one, Label: v.Words.T("lang." + one), Checked: one == is.Lang})
		}
		page.Parts = append(page.Parts, ui.FormPart{Select: list})
	}
	var err error
	page.Audience, err = s.profileAudience(r, v, profile.About)
	return page, err
}

func photoKey(p triangle.Person) string {
	if p.Photo != 0 {
		return "profile.photo-change"
	}
	return "profile.photo-add"
}

// myself draws the visitor as others see them.
func myself(v *Visit, p triangle.Person) ui.Person {
	out := ui.Person{Name: p.Name, Initials: triangle.Initials(p.Name), Corner: ui.Corner(p.Corner), Pronouns: p.Pronouns, Role: v.Words.T("role.you")}
	if p.Photo != 0 {
		out.Photo = photoHref(p.ID)
	}
	return out
}

func rich(r ui.Rich) *ui.Rich { return &r }

func (s *Site) about(w http.ResponseWriter, r *http.Request, v *Visit) error {
	is := profile.Named{Name: r.PostFormValue("name"), Pronouns: r.PostFormValue("pronouns"), Lang: v.Person.Lang}
	if lang := r.PostFormValue("lang"); slices.Contains(s.Words.Languages(), lang) {
		is.Lang = lang
	}
	was := profile.Named{Name: r.PostFormValue("was-name"), Pronouns: r.PostFormValue("was-pronouns"), Lang: r.PostFormValue("was-lang")}
	err := s.Profile.SetNamed(r.Context(), v.Person.ID, was, is)
	if err == nil {
		return seeOther(w, r, "/account", "done.saved")
	}
	if errs.Is(err, errs.Conflict) { // from now on against what stands there
		was = profile.NamedOf(v.Person)
	}
	page, again := s.aboutPage(r, v, was, is)
	if again != nil {
		return again
	}
	if errs.Is(err, errs.Conflict) {
		standsNow(v, page, ui.Summary{{Key: v.Words.T("begin.name"), Value: ui.Plain(was.Name)}, {Key: v.Words.T("profile.pronouns"), Value: ui.Plain(was.Pronouns)}})
	}
	return s.formAgain(w, v, page, err)
}

// partAgain shows a part of somebody's profile again that could not be saved. One
// that came too late is from now on against what stands there, which it shows.
func (s *Site) partAgain(w http.ResponseWriter, r *http.Request, v *Visit, problem error, part profile.Part,
	draw func(version int) (*ui.FormPage, error), now func(profile.Own) ui.Summary,
) error {
	version, before := versionOf(r), ui.Summary(nil)
	if errs.Is(problem, errs.Conflict) {
		own, err := s.Profile.Own(r.Context(), v.Person.ID)
		if err != nil {
			return err
		}
		version, before = own.Version[part], now(own)
	}
	page, err := draw(version)
	if err != nil {
		return err
	}
	if before != nil {
		standsNow(v, page, before)
	}
	return s.formAgain(w, v, page, problem)
}

// standsNow puts before a form that came too late what was saved meanwhile, so
// that nothing is lost on either side.
func standsNow(v *Visit, page *ui.FormPage, now ui.Summary) {
	say := ui.Plain(v.Words.T("profile.stands-now-why"))
	page.Parts = append([]ui.FormPart{{Heading: v.Words.T("profile.stands-now")}, {Summary: now}, {Heading: v.Words.T("profile.you-wrote")}, {Say: &say}}, page.Parts...)
}

// versionOf reads which version a form was opened with.
func versionOf(r *http.Request) int {
	n, err := strconv.Atoi(r.PostFormValue("version"))
	if err != nil {
		return 0
	}
	return n
}

// joined is a list in one line, or a dash.
func joined(all []string) ui.Rich {
	if len(all) == 0 {
		return ui.Plain("–")
	}
	return ui.Plain(strings.Join(all, ", "))
}
