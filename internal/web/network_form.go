package web

import (
	"net/http"
	"slices"
	"strconv"

	"trialogue/internal/address"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/network"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// contactNewForm asks for a contact. Who will see it stands beside the form.
func (s *Site) contactNewForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d := network.Draft{ID: id.Entry(id.New()), Triangle: v.Place.ID, Topic: "team", Team: true, Confidence: contactConfidence(v, "")}
	page, err := s.contactPageNew(r, v, d)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func contactConfidence(v *Visit, chosen string) sharing.Confidence {
	switch {
	case !v.Place.Is(sharing.Carer):
		return ""
	case chosen == "":
		return sharing.Team
	}
	return sharing.Confidence(chosen)
}

func (s *Site) contactPageNew(r *http.Request, v *Visit, d network.Draft) (*ui.FormPage, error) {
	t := v.Words.T
	page := &ui.FormPage{
		Base: s.base(v), BackTo: backToNetwork(v), Title: t("network.add"), Lead: t("network.add-lead"), Action: v.Place.Base() + "/network/new", Button: t("network.check"),
		Hidden: []ui.Hidden{{Name: "draft", Value: string(d.ID)}},
	}
	page.Parts = append(contactWho(v, d), detailParts(r, v, d.Details)...)
	set, err := s.contactAudience(r, v, d)
	page.Audience = set
	return page, err
}

// contactWho asks who may know, before the first word.
func contactWho(v *Visit, d network.Draft) []ui.FormPart {
	t := v.Words.T
	topic := &ui.Select{ID: "topic", Name: "topic", Label: t("network.topic"), Hint: t("network.topic-hint"), Items: topicOptions(v, d.Topic)[1:], Plainly: true}
	switch {
	case v.Place.Is(sharing.Carer):
		topic.Hint = t("network.topic-hint-carer", "about", v.Place.For())
		may := &ui.Options{ID: "confidence", Name: "confidence", Legend: t("network.who-may-know"), Plainly: true}
		for _, c := range []sharing.Confidence{sharing.Named, sharing.Unnamed, sharing.Team, sharing.Sealed} {
			may.Items = append(may.Items, ui.Option{Value: string(c), Label: t("confidence."+string(c), "about", v.Place.For(), "lead", leadName(v)), Checked: c == d.Confidence})
		}
		say := ui.Say(v.Words, "network.limits", "href", "/library/telling-in-confidence")
		return []ui.FormPart{{Select: topic}, {Options: may}, {Say: &say}}
	case v.Place.Is(sharing.ServiceUser):
		tell := &ui.Options{ID: "tell", Name: "tell", Legend: t("network.tell"), Hint: t("network.tell-hint"), Many: true, Plainly: true, Items: []ui.Option{{Value: "team", Label: t("network.tell-team"), Checked: d.Team}}}
		for _, m := range v.Place.At(sharing.Carer, v.Now) {
			tell.Items = append(tell.Items, ui.Option{Value: string(m.Person), Label: m.Name, Checked: slices.Contains(d.Carers, m.Person)})
		}
		return []ui.FormPart{{Select: topic}, {Options: tell}}
	}
	say := ui.Say(v.Words, "network.by-rules", "about", v.Place.For())
	return []ui.FormPart{{Say: &say}, {Select: topic}}
}

// detailParts ask who it is, what for, and until when.
func detailParts(r *http.Request, v *Visit, d network.Details) []ui.FormPart {
	t := v.Words.T
	kind := &ui.Options{ID: "kind", Name: "kind", Legend: t("network.kind"), Across: true, Plainly: true, Items: []ui.Option{
		{Value: "person", Label: t("network.kind-person"), Checked: !d.Service}, {Value: "service", Label: t("network.kind-service"), Checked: d.Service},
	}}
	field := func(name, label, hint, value string, most int) ui.FormPart {
		return ui.FormPart{Field: &ui.Field{ID: name, Name: name, Label: label, Hint: hint, Value: value, MaxLength: most, Plainly: true}}
	}
	what := field("for", t("network.for"), t("network.for-hint"), d.For, network.ForMost)
	what.Field.Rows = 3
	phone := field("phone", t("network.number"), "", d.Phone, network.PhoneMost)
	phone.Field.Type, phone.Field.Narrow = "tel", true
	until := untilField(r, v)
	until.Legend, until.Hint, until.Plainly = t("network.until-when"), t("network.until-hint"), true
	return []ui.FormPart{
		{Options: kind}, field("name", t("network.name"), "", d.Name, network.LineMost), field("does", t("network.does"), t("network.does-hint"), d.Does, network.LineMost), what,
		phone, field("reach", t("network.reach"), t("network.reach-hint"), d.Reach, network.ForMost), {Date: until},
	}
}

func detailsOf(r *http.Request) network.Details {
	return network.Details{
		Name: r.PostFormValue("name"), Service: r.PostFormValue("kind") == "service", Does: r.PostFormValue("does"), For: r.PostFormValue("for"),
		Phone: r.PostFormValue("phone"), Reach: r.PostFormValue("reach"),
	}
}

// contactDraft reads the form, with what is wrong with its day.
func contactDraft(r *http.Request, v *Visit) (network.Draft, errs.Problems) {
	d := network.Draft{ID: id.Entry(r.PostFormValue("draft")), Triangle: v.Place.ID, Topic: r.PostFormValue("topic"), Details: detailsOf(r)}
	if !id.Valid(string(d.ID)) {
		d.ID = id.Entry(id.New())
	}
	d.Confidence = sharing.Confidence(r.PostFormValue("confidence"))
	for _, one := range r.PostForm["tell"] {
		if one == "team" {
			d.Team = true
		} else if m, ok := v.Place.Member(id.Person(one)); ok && m.Corner == sharing.Carer && m.Here(v.Now) {
			d.Carers = append(d.Carers, m.Person)
		}
	}
	var problems errs.Problems
	d.Ends, problems = formEnd(r, v)
	return d, problems
}

// contactAudience says who will see a draft, and why. A draft that cannot be
// judged yet has no list.
func (s *Site) contactAudience(r *http.Request, v *Visit, d network.Draft) (*ui.AudienceSet, error) {
	hearers, err := s.Network.Audience(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		return &ui.AudienceSet{Code: "only", Sum: s.firstProblem(v, err)}, nil
	}
	if err != nil {
		return nil, err
	}
	set := &ui.AudienceSet{Code: "only", Folded: true}
	fillAudience(v, set, hearers, func(h address.Hearer) string { return whyOf(v, h) })
	return set, nil
}

// contactCheck shows what is about to be written down, and who will see it.
func (s *Site) contactCheck(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, problems := contactDraft(r, v)
	if r.PostFormValue("back") != "" {
		return s.contactAgain(w, r, v, d, nil)
	}
	if err := s.contactWrong(r, v, d, problems); err != nil {
		return s.contactAgain(w, r, v, d, err)
	}
	set, err := s.contactAudience(r, v, d)
	if err != nil {
		return err
	}
	set.Folded = false
	t := v.Words.T
	rows := ui.Summary{{Key: t("network.name"), Value: ui.Plain(d.Name)}}
	for _, one := range []struct{ key, text string }{{"network.does", d.Does}, {"network.for", d.For}, {"network.number", d.Phone}, {"network.reach", d.Reach}, {"network.topic", topicName(v.Words, d.Topic)}} {
		if one.text != "" {
			rows = append(rows, ui.SummaryRow{Key: t(one.key), Value: ui.Plain(one.text)})
		}
	}
	rows = append(rows, ui.SummaryRow{Key: t("network.how-long"), Value: ui.Plain(contactTime(v, network.Contact{Ends: d.Ends}))})
	return s.page(w, http.StatusOK, &ui.FormPage{
		Base: s.base(v), BackTo: backToNetwork(v), Title: t("network.check-title"), Lead: t("network.check-lead"), Action: v.Place.Base() + "/network/send", Button: t("network.send"),
		Hidden: hiddenForm(r), Parts: []ui.FormPart{{Summary: rows}}, Audience: set, Also: []ui.Action{{Text: t("check.edit"), Name: "back", Value: "1", Look: ui.QuietAction}},
	})
}

// hiddenForm carries what was typed to the next step.
func hiddenForm(r *http.Request) []ui.Hidden {
	var out []ui.Hidden
	for _, name := range []string{"draft", "topic", "confidence", "tell", "kind", "name", "does", "for", "phone", "reach", "until-day", "until-month", "until-year"} {
		for _, value := range r.PostForm[name] {
			out = append(out, ui.Hidden{Name: name, Value: value})
		}
	}
	return out
}

func (s *Site) contactWrong(r *http.Request, v *Visit, d network.Draft, problems errs.Problems) error {
	err := s.Network.Check(r.Context(), v.Person.ID, d)
	if err != nil && !errs.Is(err, errs.Invalid) {
		return err
	}
	return append(errs.ProblemsOf(err), problems...).Err("web.contactWrong")
}

// contactAgain shows the form with what was typed, and what is wrong with it.
func (s *Site) contactAgain(w http.ResponseWriter, r *http.Request, v *Visit, d network.Draft, problem error) error {
	if problem != nil && !errs.Is(problem, errs.Invalid) {
		return problem
	}
	page, err := s.contactPageNew(r, v, d)
	if err != nil {
		return err
	}
	if problem == nil {
		return s.page(w, http.StatusOK, page)
	}
	return s.formAgain(w, v, page, problem)
}

func (s *Site) contactSend(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, problems := contactDraft(r, v)
	if r.PostFormValue("back") != "" {
		return s.contactAgain(w, r, v, d, nil)
	}
	err := s.contactWrong(r, v, d, problems)
	if err == nil {
		err = s.Network.Add(r.Context(), v.Person.ID, d)
	}
	if err != nil {
		return s.contactAgain(w, r, v, d, err)
	}
	return seeOther(w, r, v.Place.Base()+"/network/"+string(d.ID), "done.contact")
}

// dayFields fill in the day that stands now, as somebody would write it.
func dayFields(v *Visit, field *ui.DateField, ends int64) {
	if ends == 0 {
		return
	}
	day, _ := protocol.LastDay(ends, v.Words.Location())
	field.Day, field.Month, field.Year = strconv.Itoa(day.Day()), strconv.Itoa(int(day.Month())), strconv.Itoa(day.Year())
}
