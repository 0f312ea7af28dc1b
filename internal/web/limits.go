package web

import (
	"net/http"
	"strconv"
	"strings"

	"trialogue/internal/agreement"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// teamLimits is a box for wherever people write to the team: when it reads, by when
// it answers, that nobody watches day and night, and what to do instead. Nil for
// those who are the team, and where there is nobody to write to.
func (s *Site) teamLimits(r *http.Request, v *Visit) (*ui.NoteBox, error) {
	if v.Place.Kind == triangle.File || v.Place.ID == "" || v.Place.Is(sharing.Professional) || v.Place.Me.Corner == triangle.AtSupport {
		return nil, nil
	}
	l, err := s.Agreements.Limits(r.Context(), v.Person.ID, v.Place.ID, v.Place.Team.ID)
	if err != nil {
		return nil, err
	}
	said := teamSays(v, v.Place.Team)
	instead := l.OutOfHours
	if instead == "" {
		instead = v.Words.T("limits.instead")
	}
	return &ui.NoteBox{
		Text:    ui.Say(v.Words, "limits.box", "reads", strings.Join(said, " "), "instead", instead),
		Actions: []ui.Action{ui.Go(v.Words.T("limits.whole"), v.Place.Base()+"/limits"), ui.Go(v.Words.T("write.cannot-wait"), "/ring")},
	}, nil
}

// teamSays are sentences to which a team can be held.
func teamSays(v *Visit, t triangle.Team) []string {
	var out []string
	if hours := strings.TrimSuffix(t.Hours, "."); hours != "" {
		out = append(out, v.Words.T("limits.hours", "hours", hours))
	}
	return append(out, v.Words.T("limits.reply", "count", max(1, t.ReplyDays)))
}

// limitsPage says what the team can and cannot do, and how much support is agreed.
func (s *Site) limitsPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind == triangle.File {
		return errs.Missing("web.limitsPage")
	}
	team := v.Place.Team
	l, err := s.Agreements.Limits(r.Context(), v.Person.ID, v.Place.ID, team.ID)
	if err != nil {
		return err
	}
	may, err := s.Agreements.MaySetLimits(r.Context(), v.Person.ID, v.Place.ID, team.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: v.Place.Base(), Text: v.Words.T("nav.triangle")}, Title: v.Words.T("limits.title"), Lead: v.Words.T("limits.lead")}
	page.Notice = notice(v, r)
	times := ui.ListSection{ID: "times", Title: v.Words.T("limits.times")}
	for _, one := range append(teamSays(v, team), v.Words.T("limits.not-watched")) {
		times.Say = append(times.Say, ui.Plain(one))
	}
	if team.Phone != "" {
		times.Say = append(times.Say, ui.Say(v.Words, "limits.phone", "phone", team.Phone))
	}
	times.Links = []ui.Link{{Href: "/ring", Text: v.Words.T("write.cannot-wait")}}
	page.Sections = []ui.ListSection{times, limitsSection(v, l)}
	if may {
		page.Sections[1].Actions = []ui.Action{ui.Also(v.Words.T("limits.change"), v.Place.Base()+"/limits/change")}
	}
	levels, err := s.levels(r, v)
	page.Sections = append(page.Sections, levels)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// limitsSection is what a team said of itself. Where it has said nothing, that is said.
func limitsSection(v *Visit, l agreement.Limits) ui.ListSection {
	out := ui.ListSection{ID: "can", Title: v.Words.T("limits.can-cannot")}
	if l.Number == 0 {
		out.Empty = &ui.Empty{Title: v.Words.T("limits.none"), Text: v.Words.T("limits.none-text")}
		return out
	}
	for _, one := range []struct{ key, text string }{{"limits.can", l.Can}, {"limits.cannot", l.Cannot}, {"limits.out-of-hours", l.OutOfHours}, {"limits.away", l.Away}} {
		if one.text != "" {
			out.Summary = append(out.Summary, ui.SummaryRow{Key: v.Words.T(one.key), Value: ui.Plain(one.text)})
		}
	}
	out.Say = []ui.Rich{ui.Say(v.Words, "limits.since", "day", v.Words.Date(timeOf(l.Made)))}
	return out
}

// levels are the levels of support that the reader may see.
func (s *Site) levels(r *http.Request, v *Visit) (ui.ListSection, error) {
	lines, next, err := s.Agreements.List(r.Context(), v.Person.ID, v.Place.ID, agreement.Filter{Show: agreement.ShowOpen, Kind: agreement.Level}, disclose.Place{}, agreedMost)
	out := ui.ListSection{ID: "levels", Title: v.Words.T("limits.levels"), Promises: s.agreedLines(v, lines)}
	for i, l := range lines {
		if often := agreedPart(l.Words); often != "" && l.TakesPart {
			out.Promises[i].Notes = append([]string{often}, out.Promises[i].Notes...)
		}
	}
	if len(lines) == 0 {
		out.Empty = &ui.Empty{Title: v.Words.T("limits.levels-none")}
	}
	out.Actions = []ui.Action{ui.Also(v.Words.T("agreed.new-level"), v.Place.Base()+"/agreed/new?kind=level")}
	if next != (disclose.Place{}) {
		out.Actions = append(out.Actions, ui.Go(v.Words.T("agreed.all"), agreedShow(v, agreement.ShowOpen, disclose.Place{})))
	}
	return out, err
}

// limitsForm is for who speaks for the team, from inside a triangle.
func (s *Site) limitsForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.limitsAsk(w, r, v, v.Place.ID, v.Place.Team)
}

func (s *Site) limitsSend(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.limitsSet(w, r, v, v.Place.ID, v.Place.Team)
}

// adminLimitsForm is for administrators, who stand in no triangle.
func (s *Site) adminLimitsForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.teamInPath(r, v)
	if err != nil {
		return err
	}
	return s.limitsAsk(w, r, v, "", t)
}

func (s *Site) adminLimitsSend(w http.ResponseWriter, r *http.Request, v *Visit) error {
	t, err := s.teamInPath(r, v)
	if err != nil {
		return err
	}
	return s.limitsSet(w, r, v, "", t)
}

func (s *Site) limitsAsk(w http.ResponseWriter, r *http.Request, v *Visit, t id.Triangle, team triangle.Team) error {
	may, err := s.Agreements.MaySetLimits(r.Context(), v.Person.ID, t, team.ID)
	if err != nil {
		return err
	}
	if !may {
		return errs.Missing("web.limitsAsk")
	}
	l, err := s.Agreements.Limits(r.Context(), v.Person.ID, t, team.ID)
	if err != nil {
		return err
	}
	l.ID = id.New()
	return s.page(w, http.StatusOK, s.limitsFormPage(v, team, l, l.Number))
}

func (s *Site) limitsFormPage(v *Visit, team triangle.Team, l agreement.Limits, read int) *ui.FormPage {
	field := func(name, value, key, hint string) ui.FormPart {
		return ui.FormPart{Field: &ui.Field{ID: name, Name: name, Label: v.Words.T(key), Hint: v.Words.T(hint), Rows: 3, Value: value, MaxLength: agreement.LimitsMost}}
	}
	return &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: strings.TrimSuffix(v.Path, "/change"), Text: v.Words.T("limits.title")}, Title: v.Words.T("limits.change"), Lead: v.Words.T("limits.change-lead", "team", team.Name), Action: v.Path, Button: v.Words.T("account.save"),
		Hidden: []ui.Hidden{{Name: "draft", Value: l.ID}, {Name: "read", Value: strconv.Itoa(read)}},
		Parts: []ui.FormPart{
			field("can", l.Can, "limits.can", "limits.can-hint"), field("cannot", l.Cannot, "limits.cannot", "limits.cannot-hint"),
			field("hours", l.OutOfHours, "limits.out-of-hours", "limits.hours-hint"), field("away", l.Away, "limits.away", "limits.away-hint"),
		},
	}
}

func (s *Site) limitsSet(w http.ResponseWriter, r *http.Request, v *Visit, t id.Triangle, team triangle.Team) error {
	read, err := strconv.Atoi(r.PostFormValue("read"))
	if err != nil || read < 0 {
		read = 0
	}
	l := agreement.Limits{ID: r.PostFormValue("draft"), Team: team.ID, Can: r.PostFormValue("can"), Cannot: r.PostFormValue("cannot"), OutOfHours: r.PostFormValue("hours"), Away: r.PostFormValue("away")}
	if !id.Valid(l.ID) {
		l.ID = id.New()
	}
	may, err := s.Agreements.MaySetLimits(r.Context(), v.Person.ID, t, team.ID)
	if err != nil {
		return err
	}
	if !may {
		return errs.Missing("web.limitsSet")
	}
	err = s.Agreements.SetLimits(r.Context(), v.Person.ID, t, l, read)
	switch {
	case errs.Is(err, errs.Invalid):
		page := s.limitsFormPage(v, team, l, read)
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	case errs.Is(err, errs.Conflict):
		return s.limitsAgain(w, r, v, t, team, l)
	case err != nil:
		return err
	}
	if t == "" {
		return seeOther(w, r, "/admin/teams/"+string(team.ID), "done.limits")
	}
	return seeOther(w, r, v.Place.Base()+"/limits", "done.limits")
}

// limitsAgain keeps what was typed where somebody else was faster, and shows what
// stands now.
func (s *Site) limitsAgain(w http.ResponseWriter, r *http.Request, v *Visit, t id.Triangle, team triangle.Team, l agreement.Limits) error {
	now, err := s.Agreements.Limits(r.Context(), v.Person.ID, t, team.ID)
	if err != nil {
		return err
	}
	l.ID = id.New()
	page := s.limitsFormPage(v, team, l, now.Number)
	page.Errors = []ui.FieldError{{Text: v.Words.T("agreed.limits-changed")}}
	page.Parts = append([]ui.FormPart{{Heading: v.Words.T("limits.stands-now")}, {Summary: limitsSection(v, now).Summary}}, page.Parts...)
	return s.page(w, http.StatusConflict, page)
}
