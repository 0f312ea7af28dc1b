package web

import (
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
	"trialogue/internal/weighing"
)

func (s *Site) weighingRoutes() []Route {
	return []Route{
		{http.MethodGet, "/t/{triangle}/entry/{entry}/used", InPlace, s.usedForm},
		{http.MethodPost, "/t/{triangle}/entry/{entry}/used", InPlace, s.used},
		{http.MethodGet, "/t/{triangle}/entry/{entry}/weigh", InPlace, s.weighForm},
		{http.MethodPost, "/t/{triangle}/entry/{entry}/weigh", InPlace, s.weigh},
		{http.MethodGet, "/t/{triangle}/entry/{entry}/agree", InPlace, s.agreeForm},
		{http.MethodPost, "/t/{triangle}/entry/{entry}/agree", InPlace, s.agree},
	}
}

// careActions are what can be done with an entry beyond reading it: read the reasons behind a release or a finding; and for
// a professional, share it against a choice, or note that it changed something.
func careActions(v *Visit, one disclose.Shown) []ui.Action {
	to := v.Place.Base() + "/entry/" + string(one.Entry)
	switch {
	case one.Kind == disclose.ReleaseText:
		return []ui.Action{ui.Go(v.Words.T("release.open"), v.Place.Base()+"/release/"+string(one.Entry))}
	case one.Kind == disclose.Finding:
		return []ui.Action{ui.Go(v.Words.T("capacity.title"), v.Place.Base()+"/capacity")}
	case !v.Place.Is(sharing.Professional) || v.Place.For() == "":
		return nil
	}
	var out []ui.Action
	who, ok := v.Place.Member(one.GivenBy)
	if ok && who.Corner != sharing.Professional && (one.Kind == disclose.Told || one.Kind == disclose.Note) {
		out = append(out, ui.Go(v.Words.T("candour.outcome-title"), to+"/outcome"))
	}
	if ok && who.Corner == sharing.Carer && one.Class != sharing.CarersOwn {
		out = append(out, ui.Go(v.Words.T("weighing.used"), to+"/used"))
	}
	return append(out, ui.Go(v.Words.T("release.new"), v.Place.Base()+"/release/new?entry="+string(one.Entry)))
}

// toldByCarer reads a carer's words for a professional who may; anybody else finds nothing.
func (s *Site) toldByCarer(r *http.Request, v *Visit) (disclose.Shown, triangle.Member, error) {
	whole, err := s.readEntry(r, v)
	if err != nil {
		return disclose.Shown{}, triangle.Member{}, err
	}
	who, ok := v.Place.Member(whole.GivenBy)
	if !ok || !v.Place.Is(sharing.Professional) || who.Corner != sharing.Carer || whole.Class == sharing.CarersOwn {
		return disclose.Shown{}, triangle.Member{}, errs.Missing("web.toldByCarer")
	}
	return whole.Shown, who, nil
}

func (s *Site) usedForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.usedPage(r, v, id.New())
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) usedPage(r *http.Request, v *Visit, draft string) (*ui.FormPage, error) {
	one, who, err := s.toldByCarer(r, v)
	if err != nil {
		return nil, err
	}
	t, name := v.Words.T, triangle.FirstName(who.Name)
	return &ui.FormPage{
		Base: s.base(v), Title: t("weighing.used-title"), Lead: t("weighing.used-lead", "name", name), Action: v.Path, Button: t("weighing.used-save", "name", name),
		BackTo: backToEntry(v, one.Entry), Hidden: []ui.Hidden{{Name: "draft", Value: draft}},
		Parts: []ui.FormPart{
			{Summary: ui.Summary{{Key: t("weighing.said", "name", name), Value: ui.Plain(one.Words())}}},
			boxAgain(r, "what", t("weighing.what", "name", name), t("weighing.what-hint")),
		},
		After: []ui.Rich{ui.Plain(t("weighing.used-after", "about", v.Place.For()))},
	}, nil
}

func backToEntry(v *Visit, e id.Entry) *ui.Link {
	return &ui.Link{Href: v.Place.Base() + "/entry/" + string(e), Text: v.Words.T("release.back-to-entry")}
}

func (s *Site) used(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d := weighing.Change{ID: id.Entry(r.PostFormValue("draft")), Triangle: v.Place.ID, Entry: id.Entry(r.PathValue("entry")), What: r.PostFormValue("what")}
	err := s.Weighing.Mark(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		page, again := s.usedPage(r, v, string(d.ID))
		if again != nil {
			return again
		}
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	to := v.Place.Base() + "/entry/" + string(d.Entry)
	if _, _, err := s.Weighing.Duty(r.Context(), v.Person.ID, v.Place.ID, d.Entry); err == nil {
		to += "/weigh"
	}
	return seeOther(w, r, to, "done.used")
}
