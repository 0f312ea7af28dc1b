package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// reviews lists who came by a written reason and has not been looked at.
func (s *Site) reviews(w http.ResponseWriter, r *http.Request, v *Visit) error {
	all, err := s.Organisation.Reviews(r.Context(), v.Person)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: "/", Text: v.Words.T("nav.home")}, Title: v.Words.T("review.title"), Lead: v.Words.T("review.lead")}
	page.Notice = notice(v, r)
	section := ui.ListSection{ID: "reviews"}
	for _, one := range all {
		look := ui.Go(v.Words.T("review.look"), "/reviews/"+one.ID)
		look.More = one.Name
		actions := []ui.Action{look}
		if one.Holds(v.Now.UnixMicro()) {
			end := ui.Post(v.Words.T("review.end-now"), "/reviews/"+one.ID+"/end")
			end.More = one.Name
			actions = append(actions, end)
		}
		section.Items = append(section.Items, ui.Item{
			Who: ui.Person{Name: one.Name, Initials: triangle.Initials(one.Name), Corner: ui.Professional, Role: one.Team}, When: reviewBy(v, one),
			Text: ui.Plain(v.Words.T("review.came", "about", one.About, "when", v.Words.DateTime(timeOf(one.Made)))), Actions: actions,
		})
	}
	if len(all) == 0 {
		section.Empty = &ui.Empty{Title: v.Words.T("review.none")}
	}
	page.Sections = []ui.ListSection{section, {ID: "more", Title: v.Words.T("account.more"), Links: []ui.Link{{Href: "/support", Text: v.Words.T("support.title")}}}}
	return s.page(w, http.StatusOK, page)
}

func reviewBy(v *Visit, one organisation.Review) string {
	if n := lateDays(v, one.ReviewBy); n > 0 {
		return v.Words.T("promise.late", "count", n)
	}
	return byDay(v, one.ReviewBy)
}

// review shows one coming with its reason. That the reason was read is on record
// for the service user.
func (s *Site) review(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, _, err := s.reviewPage(r, v)
	if err != nil {
		return err
	}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

func (s *Site) reviewPage(r *http.Request, v *Visit) (*ui.FormPage, organisation.Review, error) {
	ref := r.PathValue("ref")
	if !id.Valid(ref) {
		return nil, organisation.Review{}, errs.Missing("web.reviewPage")
	}
	one, reason, err := s.Organisation.ReviewOne(r.Context(), v.Person, ref)
	if err != nil {
		return nil, one, err
	}
	place := v.Words.T("review.over", "when", v.Words.DateTime(timeOf(one.Until)))
	if one.Holds(v.Now.UnixMicro()) {
		place = v.Words.T("review.holds", "when", v.Words.DateTime(timeOf(one.Until)))
	}
	rows := ui.Summary{
		{Key: v.Words.T("review.who"), Value: ui.Plain(one.Name)}, {Key: v.Words.T("people.team-name"), Value: ui.Plain(one.Team)}, {Key: v.Words.T("review.about"), Value: ui.Plain(one.About)},
		{Key: v.Words.T("review.when"), Value: ui.Plain(v.Words.DateTime(timeOf(one.Made)))}, {Key: v.Words.T("review.place"), Value: ui.Plain(place)},
		{Key: v.Words.T("review.reason"), Value: ui.Plain(reason.Words())},
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: "/reviews", Text: v.Words.T("review.title")}, Title: v.Words.T("review.one"), Lead: v.Words.T("review.recorded"),
		Action: "/reviews/" + one.ID, Button: v.Words.T("account.save"), Parts: []ui.FormPart{{Summary: rows}},
	}
	if one.Reviewed != 0 {
		page.Parts = append(page.Parts, ui.FormPart{Note: &ui.NoteBox{Text: ui.Plain(v.Words.T("review.done-" + one.Outcome))}})
		page.Button = ""
		return page, one, nil
	}
	o := &ui.Options{ID: "outcome", Name: "outcome", Legend: v.Words.T("review.outcome")}
	for _, code := range organisation.Outcomes() {
		o.Items = append(o.Items, ui.Option{Value: code, Label: v.Words.T("review." + code), Hint: v.Words.T("review." + code + "-means")})
	}
	page.Parts = append(page.Parts, ui.FormPart{Options: o})
	return page, one, nil
}

func (s *Site) settleReview(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, one, err := s.reviewPage(r, v)
	if err != nil {
		return err
	}
	if err := s.Organisation.SettleReview(r.Context(), v.Person, one.ID, r.PostFormValue("outcome")); err != nil {
		return s.formAgain(w, v, page, err)
	}
	return seeOther(w, r, "/reviews", "done.reviewed")
}

// endComing ends a place by a written reason without an outcome yet.
func (s *Site) endComing(w http.ResponseWriter, r *http.Request, v *Visit) error {
	ref := r.PathValue("ref")
	if !id.Valid(ref) {
		return errs.Missing("web.endComing")
	}
	if err := s.Organisation.EndComing(r.Context(), v.Person, ref); err != nil {
		return err
	}
	return seeOther(w, r, "/reviews/"+ref, "done.ended")
}
