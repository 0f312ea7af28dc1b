package web

import (
	"net/http"

	"trialogue/internal/release"
	"trialogue/internal/web/ui"
)

// releaseCheckPage is the last look: all answers, and what the signature does.
func (s *Site) releaseCheckPage(w http.ResponseWriter, r *http.Request, v *Visit, d release.Draft) error {
	t := v.Words.T
	page := &ui.FormPage{Base: s.base(v), Title: t("release.check-title"), Lead: t("release.check-lead"), Action: v.Place.Base() + "/release/sign", Button: t("release.sign")}
	for _, name := range append(releaseFields(), "draft", "entry", "recipient", "ground", "second", "urgent", "was-told", "despite",
		"ends-day", "ends-month", "ends-year", "review-day", "review-month", "review-year") {
		page.Hidden = append(page.Hidden, ui.Hidden{Name: name, Value: r.PostFormValue(name)})
	}
	sum := ui.Summary{
		{Key: t("release.ask-recipient"), Value: ui.Plain(releasedTo(v, d.Recipient))},
		{Key: t("release.ground"), Value: ui.Plain(t("ground." + string(d.Ground)))},
		{Key: t("release.ask-facts"), Value: ui.Plain(d.Words.Facts)},
	}
	for _, name := range releaseFields()[1:] {
		if text := r.PostFormValue(name); text != "" {
			sum = append(sum, ui.SummaryRow{Key: t("release.part-" + name), Value: ui.Plain(text)})
		}
	}
	sum = append(sum,
		ui.SummaryRow{Key: t("release.was-told"), Value: ui.Plain(t("release.told-" + toldWord(d.Told)))},
		ui.SummaryRow{Key: t("release.ends"), Value: ui.Plain(v.Words.Date(d.Ends))},
		ui.SummaryRow{Key: t("release.ask-second"), Value: ui.Plain(giver(v, d.Second).Name)},
	)
	does := ui.Say(v.Words, "release.sign-does", "name", giver(v, d.Second).Name)
	if d.Urgent {
		does = ui.Say(v.Words, "release.sign-does-urgent", "name", giver(v, d.Second).Name)
	}
	page.Parts = []ui.FormPart{{Summary: sum}, {Note: &ui.NoteBox{Text: does, Late: d.Urgent}}}
	page.After = []ui.Rich{ui.Plain(t("release.sign-name", "name", v.Person.Name))}
	page.Also = []ui.Action{{Text: t("check.edit"), Name: "edit", Value: "1", Look: ui.PlainAction}}
	return s.page(w, http.StatusOK, page)
}

func toldWord(told release.Told) string {
	if told == release.ToldAlready {
		return "already"
	}
	return string(told)
}
