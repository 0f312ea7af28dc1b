package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"trialogue/internal/address"
	"trialogue/internal/agreement"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// agreedFormPage asks for all of it on one page; a change asks for what can change.
func (s *Site) agreedFormPage(r *http.Request, v *Visit, d agreedDraft, st agreement.Story) (*ui.FormPage, error) {
	base := v.Place.Base() + "/agreed"
	page := &ui.FormPage{
		Base: s.base(v), BackTo: &ui.Link{Href: base, Text: v.Words.T("agreed.title")}, Title: v.Words.T("agreed.new"), Lead: v.Words.T("agreed.new-lead"), Action: base + "/new",
		Button: v.Words.T("agreed.check"), Hidden: []ui.Hidden{{Name: "draft", Value: string(d.ID)}, {Name: "kind", Value: string(d.Kind)}},
	}
	if d.Kind == agreement.Level {
		page.Title, page.Lead = v.Words.T("agreed.new-level"), v.Words.T("agreed.new-level-lead")
	}
	if d.Agreement != "" {
		page.Title, page.Lead = v.Words.T("agreed.change"), v.Words.T("agreed.change-lead")
		page.BackTo = &ui.Link{Href: base + "/" + string(d.Agreement), Text: v.Words.T("agreed.back")}
		page.Action = base + "/" + string(d.Agreement) + "/change"
		page.Hidden = append(page.Hidden, ui.Hidden{Name: "read", Value: string(d.Read)})
	}
	note, err := s.teamLimits(r, v)
	if err != nil {
		return nil, err
	}
	if note != nil && d.To.Team {
		page.Parts = append(page.Parts, ui.FormPart{Note: note})
	}
	if v.Place.Is(sharing.Carer) {
		page.Parts = append(page.Parts, ui.FormPart{Note: &ui.NoteBox{Text: ui.Say(v.Words, "agreed.confidence", "about", v.Place.For())}})
	}
	page.Parts = append(page.Parts, s.agreedParts(v, d)...)
	after, err := s.agreedAfter(r, v, d)
	if err != nil {
		return nil, err
	}
	if after != nil {
		page.Parts = append(page.Parts, ui.FormPart{Select: after})
	}
	page.Audience, err = s.agreedAudience(r, v, d)
	page.After = []ui.Rich{ui.Say(v.Words, "agreed.check-after")}
	return page, err
}

func (s *Site) agreedParts(v *Visit, d agreedDraft) []ui.FormPart {
	level := d.Kind == agreement.Level
	var parts []ui.FormPart
	if d.Agreement == "" {
		parts = append(parts,
			ui.FormPart{Options: agreedWho(v, d)},
			ui.FormPart{Select: &ui.Select{ID: "topic", Name: "topic", Label: v.Words.T("agreed.topic"), Hint: v.Words.T("agreed.topic-hint"), Items: agreedTopics(v, d.Topic)}},
		)
	}
	say := &ui.Field{ID: "say", Name: "say", Label: v.Words.T("agreed.say"), Hint: v.Words.T("agreed.say-hint"), Rows: 3, Value: d.Text, MaxLength: agreement.TextMost, Keep: "agreed/" + string(v.Place.ID) + "/" + string(d.Agreement)}
	owner := &ui.Select{ID: "owner", Name: "owner", Label: v.Words.T("agreed.owner"), Hint: v.Words.T("agreed.owner-hint"), Items: agreedOwners(v, d.Kind, d.Owner)}
	due := &ui.DateField{ID: "due", Name: "due", Legend: v.Words.T("agreed.due"), Hint: v.Words.T("agreed.due-hint"), Day: d.due.Day, Month: d.due.Month, Year: d.due.Year}
	if level {
		say.Label, say.Hint = v.Words.T("agreed.level-say"), v.Words.T("agreed.level-say-hint")
		owner.Label, owner.Hint = v.Words.T("agreed.level-owner"), ""
		due.Legend, due.Hint = v.Words.T("agreed.level-due"), v.Words.T("agreed.level-due-hint")
	}
	parts = append(parts, ui.FormPart{Field: say})
	if level {
		parts = append(parts, ui.FormPart{Field: &ui.Field{ID: "often", Name: "often", Label: v.Words.T("agreed.often"), Hint: v.Words.T("agreed.often-hint"), Value: d.Often, MaxLength: agreement.StepMost}})
	}
	parts = append(parts, ui.FormPart{Select: owner}, ui.FormPart{Date: due})
	if !level {
		parts = append(parts, agreedSteps(v, d)...)
	}
	return append(parts, ui.FormPart{Date: &ui.DateField{
		ID: "review", Name: "review", Legend: v.Words.T("agreed.review"), Hint: v.Words.T("agreed.review-hint"), Day: d.review.Day, Month: d.review.Month, Year: d.review.Year, Plainly: true,
	}})
}

// agreedWho asks with whom: a box for each, and one for the team.
func agreedWho(v *Visit, d agreedDraft) *ui.Options {
	out := &ui.Options{ID: "with", Name: "with", Legend: v.Words.T("agreed.with"), Hint: v.Words.T("agreed.with-hint"), Many: true}
	for _, m := range agreedPeople(v) {
		if m.Corner != sharing.Professional && m.Person != v.Person.ID {
			out.Items = append(out.Items, ui.Option{Value: string(m.Person), Label: m.Name, Checked: slices.Contains(d.To.People, m.Person)})
		}
	}
	out.Items = append(out.Items, ui.Option{Value: agreedTeam, Label: v.Words.T("agreed.the-team"), Hint: v.Words.T("agreed.the-team-hint"), Checked: d.To.Team})
	return out
}

// agreedTopics are those of everybody, and for carers and professionals those of carers too.
func agreedTopics(v *Visit, chosen string) []ui.Option {
	var out []ui.Option
	for _, t := range sharing.Topics() {
		if !t.ForCarers || !v.Place.Is(sharing.ServiceUser) {
			out = append(out, ui.Option{Value: t.Name, Label: topicName(v.Words, t.Name), Checked: t.Name == chosen})
		}
	}
	return out
}

func agreedOwners(v *Visit, kind agreement.Kind, chosen id.Person) []ui.Option {
	out := []ui.Option{{Label: v.Words.T("write.choose")}}
	for _, m := range agreedPeople(v) {
		if kind == agreement.Level && m.Corner != sharing.Professional {
			continue
		}
		label := m.Name
		if m.Person == v.Person.ID {
			label = v.Words.T("agreed.myself", "name", m.Name)
		}
		out = append(out, ui.Option{Value: string(m.Person), Label: label, Checked: m.Person == chosen})
	}
	return out
}

// agreedSteps are lines for small steps, with who does each.
func agreedSteps(v *Visit, d agreedDraft) []ui.FormPart {
	parts := []ui.FormPart{{Heading: v.Words.T("agreed.steps")}, {Say: richOf(ui.Say(v.Words, "agreed.steps-hint"))}}
	filled := 0
	for i, step := range d.Steps {
		if plain.Clean(step.Text) != "" {
			filled = i + 1
		}
	}
	for i := range min(max(3, filled+1), agreement.StepsMost) {
		step := agreement.StepDraft{}
		if i < len(d.Steps) {
			step = d.Steps[i]
		}
		n := strconv.Itoa(i + 1)
		parts = append(parts,
			ui.FormPart{Field: &ui.Field{ID: "step-" + n, Name: "step-" + n, Label: v.Words.T("agreed.step", "number", i+1), Value: step.Text, MaxLength: agreement.StepMost, Plainly: true}},
			ui.FormPart{Select: &ui.Select{ID: "step-owner-" + n, Name: "step-owner-" + n, Label: v.Words.T("agreed.step-owner", "number", i+1), Items: agreedOwners(v, agreement.Action, step.Owner), Plainly: true}},
		)
	}
	return parts
}

func richOf(r ui.Rich) *ui.Rich { return &r }

// agreedAfter offers what can come first: what is open and the writer sees.
func (s *Site) agreedAfter(r *http.Request, v *Visit, d agreedDraft) (*ui.Select, error) {
	if d.Kind == agreement.Level {
		return nil, nil
	}
	lines, _, err := s.Agreements.List(r.Context(), v.Person.ID, v.Place.ID, agreement.Filter{Show: agreement.ShowOpen, Kind: agreement.Action}, disclose.Place{}, afterMost)
	out := &ui.Select{ID: "after", Name: "after", Label: v.Words.T("agreed.after"), Hint: v.Words.T("agreed.after-hint"), Plainly: true, Items: []ui.Option{{Label: v.Words.T("agreed.after-none")}}}
	for _, l := range lines {
		if l.ID != d.Agreement && l.TakesPart {
			out.Items = append(out.Items, ui.Option{Value: string(l.ID), Label: quote(l.Words.Words()), Checked: l.ID == d.After})
		}
	}
	if len(out.Items) == 1 {
		return nil, err
	}
	return out, err
}

// afterMost is how many can be chosen from to come first.
const afterMost = 50

// agreedAudience lists who will see it, who will not, and who only when the service
// user says yes, each with the reason.
func (s *Site) agreedAudience(r *http.Request, v *Visit, d agreedDraft) (*ui.AudienceSet, error) {
	hearers, err := s.Agreements.Hearers(r.Context(), v.Person.ID, d.Draft)
	if err != nil {
		return nil, err
	}
	set := ui.AudienceSet{Code: "only", Folded: true}
	said := map[ui.Answer][]string{}
	for _, h := range hearers {
		row := ui.AudienceRow{Who: person(v, h.Member), Answer: answerOf(h.Answer.Outcome), Why: agreedWhy(v, d.Draft, h)}
		if row.Answer != ui.Share {
			row.Answer = ui.Keep
			if agreedNotYet(v, d.Draft, h) {
				row.Answer, row.Says = ui.Ask, v.Words.T("agreed.not-now")
			}
		}
		set.Rows = append(set.Rows, row)
		said[row.Answer] = append(said[row.Answer], triangle.FirstName(h.Name))
	}
	var sum []string
	for _, a := range []ui.Answer{ui.Share, ui.Ask, ui.Keep} {
		if len(said[a]) > 0 {
			sum = append(sum, v.Words.T("agreed.sum-"+string(a), "names", strings.Join(said[a], ", "), "about", v.Place.For()))
		}
	}
	set.Sum = strings.Join(sum, " ")
	return &set, nil
}

// agreedNotYet reports whether somebody sees it as soon as the service user says
// yes: a carer who is addressed, in words about the service user, who is addressed too.
func agreedNotYet(v *Visit, d agreement.Draft, h address.Hearer) bool {
	su, ok := v.Place.ServiceUser()
	return ok && su.Person != v.Person.ID && h.Corner == sharing.Carer && d.To.Includes(h.Member) && d.To.Includes(su) && !sharing.ForCarers(d.Topic)
}

// agreedWhy is why somebody will or will not see it, in one sentence.
func agreedWhy(v *Visit, d agreement.Draft, h address.Hearer) string {
	args := []any{"name", triangle.FirstName(h.Name), "about", v.Place.For()}
	switch {
	case !h.Answer.Shares() && agreedNotYet(v, d, h):
		return v.Words.T("agreed.why-yes-opens", args...)
	case !h.Answer.Shares() && !d.To.Includes(h.Member):
		return v.Words.T("agreed.why-not-with", args...)
	case !h.Answer.Shares() && h.Corner == sharing.Carer:
		return v.Words.T("agreed.why-not-shared", args...)
	case h.Answer.Shares() && d.To.Includes(h.Member):
		return v.Words.T("agreed.why-with", args...)
	}
	return whyOf(v, h)
}

// agreedCheckPage shows what is about to be proposed once more.
func (s *Site) agreedCheckPage(r *http.Request, v *Visit, d agreedDraft) (*ui.FormPage, error) {
	base := v.Place.Base() + "/agreed"
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("agreed.check-title"), Lead: v.Words.T("agreed.check-lead"), Action: base, Button: v.Words.T("agreed.send"), Hidden: agreedHidden(d),
	}
	if d.Agreement != "" {
		page.Action = base + "/" + string(d.Agreement) + "/change/send"
	}
	page.Parts = []ui.FormPart{{Summary: agreedSum(v, d)}}
	if d.Kind == agreement.Action && d.Due != 0 {
		page.Parts = append(page.Parts, ui.FormPart{Say: richOf(ui.Say(v.Words, "agreed.late-rule"))})
	}
	page.Parts = append(page.Parts, ui.FormPart{Say: richOf(ui.Say(v.Words, "agreed.yes-rule", "names", agreedNames(v, agreedAsked(v, d))))})
	var err error
	if page.Audience, err = s.agreedAudience(r, v, d); err != nil {
		return nil, err
	}
	page.Also = []ui.Action{{Text: v.Words.T("check.edit"), Name: "back", Value: "1", Look: ui.QuietAction}}
	return page, nil
}

// agreedSum is what was written, once more.
func agreedSum(v *Visit, d agreedDraft) ui.Summary {
	sum := ui.Summary{{Key: v.Words.T("agreed.row-say"), Value: ui.Plain(plain.Clean(d.Text))}, {Key: v.Words.T("agreed.row-topic"), Value: ui.Plain(topicName(v.Words, d.Topic))}}
	if d.Kind == agreement.Level {
		sum = append(sum, ui.SummaryRow{Key: v.Words.T("agreed.row-often"), Value: ui.Plain(plain.Clean(d.Often))})
	}
	version, day := agreement.Version{By: v.Person.ID, Parties: d.To}, v.Words.T("agreed.no-day")
	if d.Due != 0 {
		day = v.Words.Date(timeOf(d.Due))
	}
	dayKey := v.Words.T("agreed.row-due")
	if d.Kind == agreement.Level {
		dayKey = v.Words.T("agreed.row-until")
	}
	sum = append(sum,
		ui.SummaryRow{Key: v.Words.T("agreed.row-owner"), Value: ui.Plain(nameOfMember(v, d.Owner))},
		ui.SummaryRow{Key: dayKey, Value: ui.Plain(day)},
		ui.SummaryRow{Key: v.Words.T("agreed.row-with"), Value: ui.Plain(agreedWith(v, version))},
	)
	for i, step := range d.Steps {
		if text := plain.Clean(step.Text); text != "" {
			sum = append(sum, ui.SummaryRow{Key: v.Words.T("agreed.step", "number", i+1), Value: ui.Plain(v.Words.T("agreed.step-line", "name", nameOfMember(v, step.Owner), "words", text))})
		}
	}
	return sum
}

// agreedAsked are those whose yes it needs.
func agreedAsked(v *Visit, d agreedDraft) []id.Person {
	out := []id.Person{d.Owner}
	for _, step := range d.Steps {
		if plain.Clean(step.Text) != "" && !slices.Contains(out, step.Owner) {
			out = append(out, step.Owner)
		}
	}
	if su, ok := v.Place.ServiceUser(); ok && d.Kind == agreement.Level && !slices.Contains(out, su.Person) {
		out = append(out, su.Person)
	}
	return out
}

func nameOfMember(v *Visit, p id.Person) string {
	if m, ok := v.Place.Member(p); ok {
		return m.Name
	}
	return v.Words.T("entry.somebody")
}

// agreedHidden carries a form on to the next step.
func agreedHidden(d agreedDraft) []ui.Hidden {
	out := []ui.Hidden{
		{Name: "draft", Value: string(d.ID)}, {Name: "kind", Value: string(d.Kind)}, {Name: "topic", Value: d.Topic}, {Name: "say", Value: d.Text}, {Name: "often", Value: d.Often},
		{Name: "owner", Value: string(d.Owner)}, {Name: "after", Value: string(d.After)}, {Name: "read", Value: string(d.Read)},
		{Name: "due-day", Value: d.due.Day}, {Name: "due-month", Value: d.due.Month}, {Name: "due-year", Value: d.due.Year},
		{Name: "review-day", Value: d.review.Day}, {Name: "review-month", Value: d.review.Month}, {Name: "review-year", Value: d.review.Year},
	}
	for _, p := range d.To.People {
		out = append(out, ui.Hidden{Name: "with", Value: string(p)})
	}
	if d.To.Team {
		out = append(out, ui.Hidden{Name: "with", Value: agreedTeam})
	}
	for i, step := range d.Steps {
		if plain.Clean(step.Text) != "" {
			n := strconv.Itoa(i + 1)
			out = append(out, ui.Hidden{Name: "step-" + n, Value: step.Text}, ui.Hidden{Name: "step-owner-" + n, Value: string(step.Owner)})
		}
	}
	return out
}
