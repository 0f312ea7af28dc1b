package web

import (
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/release"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

func (s *Site) releaseRoutes() []Route {
	return []Route{
		{http.MethodGet, "/t/{triangle}/releases", InPlace, s.releaseList},
		{http.MethodGet, "/t/{triangle}/release/new", InPlace, s.releaseForm},
		{http.MethodPost, "/t/{triangle}/release/new", InPlace, s.releaseCheck},
		{http.MethodPost, "/t/{triangle}/release/sign", InPlace, s.releaseSign},
		{http.MethodGet, "/t/{triangle}/release/{release}", InPlace, s.releasePage},
		{http.MethodPost, "/t/{triangle}/release/{release}/countersign", InPlace, s.releaseCountersign},
		{http.MethodPost, "/t/{triangle}/release/{release}/decline", InPlace, s.releaseDecline},
		{http.MethodPost, "/t/{triangle}/release/{release}/review", InPlace, s.releaseReview},
		{http.MethodPost, "/t/{triangle}/release/{release}/end", InPlace, s.releaseEnd},
		{http.MethodPost, "/t/{triangle}/release/{release}/told", InPlace, s.releaseTold},
	}
}

// releaseList shows the releases that the visitor may read. Who is no professional and may read none finds nothing: an
// empty list would say that there is such a thing.
func (s *Site) releaseList(w http.ResponseWriter, r *http.Request, v *Visit) error {
	all, err := s.Releases.List(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	staff := v.Place.Is(sharing.Professional)
	if !staff && len(all) == 0 {
		return errs.Missing("web.releaseList")
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: backToTriangle(v), Title: v.Words.T("release.title"), Lead: v.Words.T("release.lead")}
	page.Notice = notice(v, r)
	if staff {
		page.Sections = append(page.Sections, ui.ListSection{Say: []ui.Rich{ui.Say(v.Words, "release.how")}, Links: []ui.Link{
			{Href: v.Place.Base() + "/timeline", Text: v.Words.T("release.find-item")}, {Href: v.Place.Base() + "/capacity", Text: v.Words.T("capacity.title")},
		}})
	}
	for _, one := range all {
		section := ui.ListSection{ID: "r-" + string(one.ID), Title: v.Words.T("release.to", "name", releasedTo(v, one.Recipient)), Summary: releaseFacts(v, one)}
		section.Actions = []ui.Action{ui.Also(v.Words.T("release.open"), v.Place.Base()+"/release/"+string(one.ID))}
		page.Sections = append(page.Sections, section)
	}
	if len(all) == 0 {
		page.Sections = append(page.Sections, ui.ListSection{Empty: &ui.Empty{Title: v.Words.T("release.none")}})
	}
	return s.page(w, http.StatusOK, page)
}

func releasedTo(v *Visit, p id.Person) string {
	if p == release.Outside {
		return v.Words.T("release.outside")
	}
	return giver(v, p).Name
}

// releaseFacts is what a line says: where it stands, why, by whom, until when.
func releaseFacts(v *Visit, one release.Whole) ui.Summary {
	t := v.Words.T
	facts := ui.Summary{
		{Key: t("release.state"), Value: ui.Plain(t("release.state-" + string(one.State(v.Now))))},
		{Key: t("release.ground"), Value: ui.Plain(t("ground." + string(one.Ground)))},
		{Key: t("release.signed-by"), Value: ui.Plain(t("release.signed-on", "name", giver(v, one.MadeBy).Name, "day", whenOf(v, one.Made)))},
	}
	switch {
	case one.Reviewed != 0:
		facts = append(facts, ui.SummaryRow{Key: t("release.reviewed-by"), Value: ui.Plain(t("release.signed-on", "name", giver(v, one.CountersignedBy).Name, "day", whenOf(v, one.Reviewed)))})
	case one.CountersignedBy != "":
		facts = append(facts, ui.SummaryRow{Key: t("release.second"), Value: ui.Plain(t("release.signed-on", "name", giver(v, one.CountersignedBy).Name, "day", whenOf(v, one.Begins)))})
	}
	return append(facts, ui.SummaryRow{Key: t("release.ends"), Value: ui.Plain(endOf(v, one.Ends))})
}

// releasePage shows one release, and to professionals what they can do about it.
func (s *Site) releasePage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, err := s.readRelease(r, v)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("release.to", "name", releasedTo(v, one.Recipient)), BackTo: &ui.Link{Href: v.Place.Base() + "/releases", Text: v.Words.T("release.title")}}
	page.Notice = notice(v, r)
	top := ui.ListSection{Summary: releaseFacts(v, one)}
	staff := v.Place.Is(sharing.Professional)
	if one.ReviewLate(v.Now) && staff {
		late := ui.Say(v.Words, "release.review-late", "day", whenOf(v, one.ReviewBy))
		top.Note = &ui.NoteBox{Text: late, Late: true}
	}
	words := ui.ListSection{ID: "reasons", Title: v.Words.T("release.reasons"), Summary: releaseWords(v, one.Text)}
	page.Sections = []ui.ListSection{top, words}
	if staff {
		page.Sections = append(page.Sections, releaseToDo(v, one), releaseDuties(v, one.Duties))
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) readRelease(r *http.Request, v *Visit) (release.Whole, error) {
	one := r.PathValue("release")
	if !id.Valid(one) {
		return release.Whole{}, errs.Missing("web.readRelease")
	}
	return s.Releases.Read(r.Context(), v.Person.ID, v.Place.ID, id.Entry(one))
}

func releaseWords(v *Visit, text disclose.Shown) ui.Summary {
	out := ui.Summary{{Key: v.Words.T("release.ask-facts"), Value: ui.Plain(text.Words())}}
	for _, p := range text.Parts {
		out = append(out, ui.SummaryRow{Key: v.Words.T("release.part-" + p.Name), Value: ui.Plain(p.Text)})
	}
	return out
}

// releaseToDo offers what this professional can do now. The one who signed first is never offered the second signature.
func releaseToDo(v *Visit, one release.Whole) ui.ListSection {
	t, to := v.Words.T, v.Place.Base()+"/release/"+string(one.ID)
	section := ui.ListSection{ID: "next", Title: t("release.next")}
	mine, state := one.MadeBy == v.Person.ID, one.State(v.Now)
	if state == release.Waiting && mine {
		section.Say = append(section.Say, ui.Say(v.Words, "release.waits", "name", giver(v, one.Second).Name))
	}
	if state == release.Waiting && !mine {
		section.Say = append(section.Say, ui.Say(v.Words, "release.countersign-why"))
		section.Actions = append(section.Actions, ui.Post(t("release.countersign"), to+"/countersign").As(ui.MainAction), ui.Post(t("release.decline"), to+"/decline").As(ui.QuietAction))
	}
	if one.NeedsReview() && !mine {
		section.Say = append(section.Say, ui.Say(v.Words, "release.review-why", "day", whenOf(v, one.ReviewBy)))
		section.Actions = append(section.Actions,
			ui.Post(t("release.review-stands"), to+"/review", ui.Hidden{Name: "verdict", Value: string(release.Stands)}).As(ui.MainAction),
			ui.Post(t("release.review-stop"), to+"/review", ui.Hidden{Name: "verdict", Value: string(release.Stop)}).As(ui.QuietAction))
	}
	if one.Told != release.ToldAlready {
		section.Actions = append(section.Actions, ui.Post(t("release.told-now", "name", giver(v, one.Concerns).Name), to+"/told").As(ui.QuietAction))
	}
	if !one.NeedsReview() && (state == release.InForce || state == release.Waiting) || one.NeedsReview() && mine && state == release.InForce {
		section.Actions = append(section.Actions, ui.Post(t("release.end"), to+"/end"))
	}
	if len(section.Actions)+len(section.Say) == 0 {
		section.Say = []ui.Rich{ui.Say(v.Words, "release.nothing-to-do")}
	}
	return section
}

// releaseDuties are what people have to do about it, and what is late.
func releaseDuties(v *Visit, all []duty.Duty) ui.ListSection {
	section := ui.ListSection{ID: "duties", Title: v.Words.T("release.duties")}
	for _, d := range all {
		p := ui.Promise{By: giver(v, d.Owner), When: v.Words.T("release.by-day", "day", whenOf(v, d.Due)), Kept: !d.Open(), What: v.Words.T("release.duty-" + string(d.Kind))}
		if d.Open() && d.Late(v.Now) {
			p.LateDays = max(1, int((v.Now.UnixMicro()-d.Due)/dayOfMicros))
		}
		section.Promises = append(section.Promises, p)
	}
	if len(all) == 0 {
		section.Say = []ui.Rich{ui.Say(v.Words, "release.no-duties")}
	}
	return section
}

// dayOfMicros is a day in microseconds.
const dayOfMicros = 86_400_000_000
