package web

import (
	"net/http"
	"slices"

	"trialogue/internal/release"
	"trialogue/internal/web/ui"
)

// capacityPage asks for everything that a finding must hold. It says first what is no reason.
func (s *Site) capacityPage(r *http.Request, v *Visit, draft string) *ui.FormPage {
	t := v.Words.T
	about := v.Place.For()
	unwise := ui.Say(v.Words, "capacity.unwise", "about", about)
	day := dayAgain(r, "day", t("capacity.ask-day"), t("capacity.ask-day-hint", "most", release.FindingBackMost))
	until := dayAgain(r, "until", t("capacity.ask-until"), t("capacity.ask-until-hint", "most", release.FindingMonthsMost))
	lacks := &ui.Options{ID: "lacks", Name: "lacks", Legend: t("capacity.ask-lacks", "about", about), Hint: t("capacity.ask-lacks-hint"), Many: true, Plainly: true}
	_ = r.PostFormValue("lacks") // reads the form, so that its list is there
	for _, l := range release.Lacks() {
		lacks.Items = append(lacks.Items, ui.Option{Value: string(l), Label: t("capacity.lack-" + string(l)), Checked: slices.Contains(r.PostForm["lacks"], string(l))})
	}
	decision := &ui.Field{ID: "decision", Name: "decision", Label: t("capacity.ask-decision"), Hint: t("capacity.ask-decision-hint"), Value: r.PostFormValue("decision"), Plainly: true}
	return &ui.FormPage{
		Base: s.base(v), Title: t("capacity.new"), Lead: t("capacity.form-lead", "about", about), Action: v.Place.Base() + "/capacity/new",
		BackTo: &ui.Link{Href: v.Place.Base() + "/capacity", Text: t("capacity.title")}, Hidden: []ui.Hidden{{Name: "draft", Value: draft}}, Button: t("capacity.save"),
		Parts: []ui.FormPart{
			{Note: &ui.NoteBox{Text: unwise}}, {Field: decision}, {Date: &day}, {Options: lacks},
			boxAgain(r, "reasons", t("capacity.ask-reasons"), t("capacity.ask-reasons-hint")),
			boxAgain(r, "help", t("capacity.ask-help", "about", about), t("capacity.ask-help-hint")),
			{Date: &until},
		},
		After: []ui.Rich{ui.Plain(t("capacity.after", "about", about))},
	}
}
