package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// expertiseForm asks what somebody knows, how they know it, and where it ends.
func (s *Site) expertiseForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d := expertise.Draft{ID: id.Entry(id.New()), Triangle: v.Place.ID, Hows: []expertise.How{expertise.How(usualHow(v))}}
	mine, err := s.Expertise.Mine(r.Context(), v.Person.ID, v.Place.ID)
	switch {
	case err == nil:
		d = draftFrom(d, mine)
	case !errs.Is(err, errs.NotFound):
		return err
	}
	note, err := s.takenOver(r, v, &d)
	if err != nil {
		return err
	}
	page, err := s.expertisePage(r, v, d)
	if err != nil {
		return err
	}
	if note != nil {
		page.Parts = append([]ui.FormPart{{Note: note}}, page.Parts...)
	}
	return s.page(w, http.StatusOK, page)
}

// draftFrom is a page as its form starts from it.
func draftFrom(d expertise.Draft, mine disclose.Shown) expertise.Draft {
	d.ID, d.Version, d.Hows, d.Text = mine.Entry, mine.Version, expertise.HowsOf(mine), mine.Words()
	d.Basis, d.Limits = expertise.PartOf(mine, expertise.PartBasis), expertise.PartOf(mine, expertise.PartLimits)
	return d
}

// usualHow is how somebody at this corner most often came to know.
func usualHow(v *Visit) string {
	switch ui.Corner(v.Place.Me.Corner) {
	case ui.ServiceUser:
		return string(expertise.Lived)
	case ui.Carer:
		return string(expertise.Caring)
	}
	return string(expertise.Training)
}

// takenOver puts words from another triangle into a form, where the address asks for it.
func (s *Site) takenOver(r *http.Request, v *Visit, d *expertise.Draft) (*ui.NoteBox, error) {
	from := r.URL.Query().Get("from")
	if !id.Valid(from) {
		return nil, nil
	}
	all, err := s.Expertise.Elsewhere(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		if string(one.Triangle) == from {
			d.Hows, d.Text, d.Basis, d.Limits = one.Hows, one.Text, one.Basis, one.Limits
			return &ui.NoteBox{Text: ui.Say(v.Words, "expertise.elsewhere-taken")}, nil
		}
	}
	return nil, nil
}

func (s *Site) expertisePage(r *http.Request, v *Visit, d expertise.Draft) (*ui.FormPage, error) {
	base, about := v.Place.Base()+"/expertise", v.Place.For()
	corner := map[ui.Corner]string{ui.ServiceUser: "user", ui.Carer: "carer"}[ui.Corner(v.Place.Me.Corner)]
	switch {
	case about == "": // a carer's own file
		corner = "alone"
	case corner == "":
		corner = "professional"
	}
	most := " " + v.Words.T("expertise.most", "most", expertise.PartMost)
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("expertise.mine-title"), Lead: v.Words.T("expertise.mine-lead"), Action: base + "/mine", Button: v.Words.T("expertise.save"),
		BackTo: &ui.Link{Href: base, Text: v.Words.T("expertise.room")},
		Hidden: []ui.Hidden{{Name: "draft", Value: string(d.ID)}, {Name: "version", Value: strconv.Itoa(d.Version)}},
		Parts: []ui.FormPart{
			{Options: &ui.Options{ID: "hows", Name: "hows", Legend: v.Words.T("expertise.hows"), Hint: v.Words.T("expertise.hows-hint"), Many: true, Items: howOptions(v, d.Hows)}},
			{Field: &ui.Field{ID: "say", Name: "say", Label: v.Words.T("expertise.say-" + corner), Hint: v.Words.T("expertise.say-"+corner+"-hint", "about", about) + most, Rows: 6, Value: d.Text, Keep: "expertise/" + string(v.Place.ID)}},
			{Field: &ui.Field{ID: "basis", Name: "basis", Label: v.Words.T("expertise.basis-ask"), Hint: v.Words.T("expertise.basis-hint"), Rows: 4, Value: d.Basis, Keep: "expertise-basis/" + string(v.Place.ID)}},
			{Field: &ui.Field{ID: "limits", Name: "limits", Label: v.Words.T("expertise.limits-ask"), Hint: v.Words.T("expertise.limits-hint"), Rows: 4, Value: d.Limits, Keep: "expertise-limits/" + string(v.Place.ID)}},
		},
	}
	if v.Place.Is(sharing.Professional) && d.Version == 0 {
		say := ui.Say(v.Words, "expertise.elsewhere-offer", "href", base+"/elsewhere")
		page.Parts = append([]ui.FormPart{{Say: &say}}, page.Parts...)
	}
	return page, s.ownAudience(r, v, disclose.Expertise, page)
}

func howOptions(v *Visit, chosen []expertise.How) []ui.Option {
	var out []ui.Option
	for _, h := range expertise.Hows() {
		one := ui.Option{Value: string(h), Label: v.Words.T("expertise.how-" + string(h)), Hint: v.Words.T("expertise.hint-" + string(h))}
		for _, c := range chosen {
			one.Checked = one.Checked || c == h
		}
		out = append(out, one)
	}
	return out
}

// ownAudience says beside a form of one's own page who reads it.
func (s *Site) ownAudience(r *http.Request, v *Visit, k disclose.Kind, page *ui.FormPage) error {
	circle, err := s.Expertise.CircleOf(r.Context(), v.Person.ID, v.Place.ID, k)
	if errs.Is(err, errs.NotFound) {
		page.Audience = &ui.AudienceSet{Code: "only", Sum: v.Words.T("audience.nobody")}
		page.After = append(page.After, ui.Say(v.Words, "expertise.after-save"))
		return nil
	}
	if err != nil {
		return err
	}
	set := addressedSet(v, withOnly(circle))
	set.Folded = true
	page.Audience = &set
	if len(circle.With) > 0 {
		page.Lead = v.Words.T("expertise.mine-shared")
	}
	return nil
}

// withOnly are the hearers of a page as it is shared now: for everybody else it is
// the owner's alone.
func withOnly(c expertise.Circle) []address.Hearer {
	var out []address.Hearer
	for _, h := range c.Hearers {
		if !c.Shares(h.Person) {
			h.Answer = notShared()
		}
		out = append(out, h)
	}
	return out
}

// pageDraft reads the form of a page of one's own.
func pageDraft(r *http.Request, v *Visit) (expertise.Draft, error) {
	if err := r.ParseForm(); err != nil {
		return expertise.Draft{}, errs.E(errs.Invalid, "web.pageDraft", "", err)
	}
	d := expertise.Draft{
		ID: id.Entry(drawnID(r, "draft")), Triangle: v.Place.ID, Text: r.PostFormValue("say"), Basis: r.PostFormValue("basis"), Limits: r.PostFormValue("limits"),
	}
	d.Version, _ = strconv.Atoi(r.PostFormValue("version")) // anything else is a first version, which another may stand against
	for _, h := range r.PostForm["hows"] {
		d.Hows = append(d.Hows, expertise.How(h))
	}
	return d, nil
}

// drawnID is the id that was drawn with a form, or a new one.
func drawnID(r *http.Request, field string) string {
	if drawn := r.PostFormValue(field); id.Valid(drawn) {
		return drawn
	}
	return id.New()
}

func (s *Site) expertiseSave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := pageDraft(r, v)
	if err != nil {
		return err
	}
	err = s.Expertise.Write(r.Context(), v.Person.ID, d)
	if err == nil {
		if d.Version == 0 {
			return seeOther(w, r, v.Place.Base()+"/expertise/share", "done.expertise")
		}
		return seeOther(w, r, v.Place.Base()+"/expertise", "done.expertise")
	}
	before := disclose.Shown{}
	if errs.Is(err, errs.Conflict) { // from now on against what stands there
		mine, mineErr := s.Expertise.Mine(r.Context(), v.Person.ID, v.Place.ID)
		if mineErr != nil {
			return mineErr
		}
		d.ID, d.Version, before = mine.Entry, mine.Version, mine
	}
	page, pageErr := s.expertisePage(r, v, d)
	if pageErr != nil {
		return pageErr
	}
	if before.Entry != "" {
		standsNow(v, page, knowRows(v, before))
	}
	return s.formAgain(w, v, page, err)
}

// knowRows sums up a page of what somebody knows.
func knowRows(v *Visit, one disclose.Shown) ui.Summary {
	rows := ui.Summary{{Key: v.Words.T("expertise.know"), Value: ui.Plain(one.Words())}}
	for _, name := range []string{expertise.PartBasis, expertise.PartLimits} {
		rows = append(rows, ui.SummaryRow{Key: v.Words.T("expertise." + name), Value: ui.Plain(expertise.PartOf(one, name))})
	}
	return rows
}

// expertiseElsewhere lists one's own words from other triangles.
func (s *Site) expertiseElsewhere(w http.ResponseWriter, r *http.Request, v *Visit) error {
	all, err := s.Expertise.Elsewhere(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	base := v.Place.Base() + "/expertise"
	page := &ui.ListPage{
		Base: s.base(v), Title: v.Words.T("expertise.elsewhere-title"), Lead: v.Words.T("expertise.elsewhere-lead"),
		BackTo: &ui.Link{Href: base + "/mine", Text: v.Words.T("expertise.mine-title")},
	}
	for i, one := range all {
		use := ui.Also(v.Words.T("expertise.elsewhere-use"), base+"/mine?from="+string(one.Triangle))
		use.More = triangle.Short(one.Triangle)
		page.Sections = append(page.Sections, ui.ListSection{
			ID: "e" + strconv.Itoa(i+1), Title: v.Words.T("expertise.changed", "date", v.Words.Date(timeOf(one.Changed))),
			Summary: ui.Summary{
				{Key: v.Words.T("expertise.know"), Value: ui.Plain(one.Text)}, {Key: v.Words.T("expertise.basis"), Value: ui.Plain(one.Basis)},
				{Key: v.Words.T("expertise.limits"), Value: ui.Plain(one.Limits)},
			},
			Actions: []ui.Action{use},
		})
	}
	if len(all) == 0 {
		page.Sections = []ui.ListSection{{Empty: &ui.Empty{Title: v.Words.T("expertise.elsewhere-none")}}}
	}
	return s.page(w, http.StatusOK, page)
}
