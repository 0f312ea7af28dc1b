package web

import (
	"maps"
	"net/http"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// topicForm asks for a topic of one's own.
func (s *Site) topicForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.topicPage(w, r, v, nil)
}

func (s *Site) topicPage(w http.ResponseWriter, r *http.Request, v *Visit, problem error) error {
	if v.Place.Is(sharing.Professional) {
		return errs.Missing("web.topicPage")
	}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: s.toSharing(v), Title: v.Words.T("protocol.to-topic"), Lead: v.Words.T("own-topic.lead"), Action: v.Path, Button: v.Words.T("own-topic.save"),
		Hidden: []ui.Hidden{{Name: "topic", Value: id.New()}}, After: []ui.Rich{ui.Say(v.Words, "own-topic.after")},
	}
	page.Parts = []ui.FormPart{{Field: &ui.Field{
		ID: "label", Name: "label", Label: v.Words.T("own-topic.label"), Hint: v.Words.T("own-topic.hint"), Value: r.PostFormValue("label"), MaxLength: protocol.LabelMost, Autocomplete: "off",
	}}}
	if v.Place.Is(sharing.ServiceUser) {
		yes := r.PostFormValue("sensitive") == "yes"
		page.Parts = append(page.Parts, ui.FormPart{Options: &ui.Options{ID: "sensitive", Name: "sensitive", Legend: v.Words.T("own-topic.sensitive"), Items: []ui.Option{
			{Value: "no", Label: v.Words.T("own-topic.ordinary"), Hint: v.Words.T("own-topic.ordinary-hint"), Checked: !yes},
			{Value: "yes", Label: v.Words.T("own-topic.private"), Hint: v.Words.T("own-topic.private-hint"), Checked: yes},
		}}})
	}
	status := http.StatusOK
	if problem != nil {
		withErrors(&page.Base, v, problem)
		status = http.StatusUnprocessableEntity
	}
	return s.page(w, status, page)
}

func (s *Site) topicAdd(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d := protocol.TopicDraft{
		ID: r.PostFormValue("topic"), Triangle: v.Place.ID, Label: r.PostFormValue("label"),
		Sensitive: v.Place.Is(sharing.ServiceUser) && r.PostFormValue("sensitive") == "yes",
	}
	if !id.Valid(d.ID) {
		d.ID = id.New()
	}
	err := s.Protocol.AddTopic(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		return s.topicPage(w, r, v, err)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/sharing", "done.topic")
}

// ownTopicOptions are the topics that people added, for a form, as far as the
// writer may read their names. A carer's are the carer's to write under.
func (s *Site) ownTopicOptions(r *http.Request, v *Visit, chosen string) ([]ui.Option, error) {
	if v.Place.Kind != triangle.Three {
		return nil, nil
	}
	topics, err := s.Protocol.WritableTopics(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return nil, err
	}
	var out []ui.Option
	for _, name := range slices.Sorted(maps.Keys(topics)) {
		out = append(out, ui.Option{Value: name, Label: topics[name], Checked: name == chosen})
	}
	return out, nil
}
