package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/profile"
	"trialogue/internal/web/ui"
)

// needsForm asks what somebody needs so that they can read, hear and be heard.
func (s *Site) needsForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	own, err := s.Profile.Own(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	page, err := s.needsPage(r, v, own.Needs, own.Version[profile.Needs])
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) needsPage(r *http.Request, v *Visit, n profile.Need, version int) (*ui.FormPage, error) {
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("profile.needs"), Lead: v.Words.T("profile.needs-lead"), Action: "/account/needs", Button: v.Words.T("account.save"), BackTo: backToAccount(v),
		Hidden: []ui.Hidden{{Name: "version", Value: strconv.Itoa(version)}},
	}
	for _, g := range profile.Groups() {
		picks := &ui.Picks{ID: "needs-" + g.Name, Legend: v.Words.T("needs." + g.Name)}
		for _, c := range g.Codes {
			picks.Items = append(picks.Items, pick(v, ui.Pick{Name: "need-" + string(c), Label: v.Words.T("need-label." + string(c)), Hint: needHint(v, c)}, c, n.Lines))
		}
		page.Parts = append(page.Parts, ui.FormPart{Picks: picks})
	}
	review := &ui.DateField{ID: "review", Name: "review", Legend: v.Words.T("profile.review"), Hint: v.Words.T("profile.review-hint"), Plainly: true}
	if n.Review != 0 {
		at := time.UnixMicro(n.Review).In(v.Words.Now().Location())
		review.Day, review.Month, review.Year = strconv.Itoa(at.Day()), strconv.Itoa(int(at.Month())), strconv.Itoa(at.Year())
	}
	page.Parts = append(page.Parts,
		tick("shown", v.Words.T("profile.shown"), v.Words.T("profile.shown-yes"), n.Shown), ui.FormPart{Date: review},
		ui.FormPart{Heading: v.Words.T("profile.who-does")}, ui.FormPart{Say: rich(ui.Say(v.Words, "profile.program-does"))}, ui.FormPart{Say: rich(ui.Say(v.Words, "profile.people-do"))})
	var err error
	page.Audience, err = s.profileAudience(r, v, profile.Needs)
	return page, err
}

// needHint says where the program does something itself.
func needHint(v *Visit, c profile.Code) string {
	switch c {
	case profile.LargePrint:
		return v.Words.T("profile.large-print-does")
	case profile.EasyRead:
		return v.Words.T("profile.easy-read-does")
	case profile.NoMail:
		return v.Words.T("profile.no-mail-does")
	}
	return ""
}

// pick is one box with its short detail.
func pick(v *Visit, one ui.Pick, c profile.Code, lines []profile.Line) ui.Pick {
	one.ID = one.Name
	key := "profile.detail"
	switch {
	case c.NeedsLanguage():
		key = "profile.detail-language"
	case c == "only-when":
		key = "profile.detail-when"
	case c == "never-ring":
		key = "profile.detail-number"
	}
	one.Detail = &ui.Field{ID: one.ID + "-detail", Name: one.Name + "-detail", Label: v.Words.T(key), MaxLength: profile.DetailMost, Plainly: true, Autocomplete: "off"}
	for _, l := range lines {
		if l.Code == c {
			one.Checked, one.Detail.Value = true, l.Detail
		}
	}
	return one
}

// picked reads the boxes of a list and their details.
func picked(r *http.Request, prefix string, codes []profile.Code) []profile.Line {
	var out []profile.Line
	for _, c := range codes {
		if name := prefix + string(c); ticked(r, name) {
			out = append(out, profile.Line{Code: c, Detail: r.PostFormValue(name + "-detail")})
		}
	}
	return out
}

func (s *Site) setNeeds(w http.ResponseWriter, r *http.Request, v *Visit) error {
	n := profile.Need{Shown: ticked(r, "shown")}
	for _, g := range profile.Groups() {
		n.Lines = append(n.Lines, picked(r, "need-", g.Codes)...)
	}
	if strings.TrimSpace(r.PostFormValue("review-day")+r.PostFormValue("review-month")+r.PostFormValue("review-year")) != "" {
		n.Review = -1 // no day that there is, which is said beside the field
		if day := dayIn(r, v, "review"); !day.IsZero() {
			n.Review = day.UnixMicro()
		}
	}
	err := s.Profile.SetNeeds(r.Context(), v.Person.ID, versionOf(r), n)
	if err == nil {
		return seeOther(w, r, "/account", "done.saved")
	}
	return s.partAgain(w, r, v, err, profile.Needs, func(version int) (*ui.FormPage, error) {
		page, err := s.needsPage(r, v, n, version)
		if err == nil {
			keepDate(r, page, "review")
		}
		return page, err
	}, func(own profile.Own) ui.Summary {
		return ui.Summary{{Key: v.Words.T("profile.needs"), Value: joined(needLines(v, own.Needs))}, {Key: v.Words.T("profile.shown"), Value: ui.Plain(yesNo(v, own.Needs.Shown))}}
	})
}

// keepDate leaves in a date field what was typed, a day or not.
func keepDate(r *http.Request, page *ui.FormPage, name string) {
	for _, part := range page.Parts {
		if part.Date != nil && part.Date.Name == name {
			part.Date.Day, part.Date.Month, part.Date.Year = r.PostFormValue(name+"-day"), r.PostFormValue(name+"-month"), r.PostFormValue(name+"-year")
		}
	}
}

// needsStill is the one press that says: still right.
func (s *Site) needsStill(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.Profile.StillRight(r.Context(), v.Person.ID); err != nil {
		return err
	}
	return seeOther(w, r, "/", "done.still-right")
}

// needsNone says that somebody needs nothing. What is kept already stays.
func (s *Site) needsNone(w http.ResponseWriter, r *http.Request, v *Visit) error {
	err := s.Profile.SetNeeds(r.Context(), v.Person.ID, 0, profile.Need{})
	if err != nil && !errs.Is(err, errs.Conflict) {
		return err
	}
	return seeOther(w, r, "/", "done.saved")
}
