package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"trialogue/internal/address"
	"trialogue/internal/conversation"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// talkDraft is what a form of this room holds. Without In it opens a conversation.
type talkDraft struct {
	conversation.Draft
	In id.Entry
	// fresh says that nobody has sent the form yet.
	fresh bool
}

// talkOf reads a form, or the values in an address.
func talkOf(v *Visit, q url.Values) talkDraft {
	d := talkDraft{}
	d.Triangle, d.ID, d.Message.ID = v.Place.ID, id.Entry(q.Get("talk")), id.Entry(q.Get("draft"))
	for _, one := range q["with"] {
		if one == string(conversation.TheTeam) {
			d.Team = true
		} else if id.Valid(one) {
			d.People = append(d.People, id.Person(one))
		}
	}
	d.Line, d.Topic, d.About, d.Text = q.Get("line"), q.Get("topic"), q.Get("about"), q.Get("say")
	d.Confidence, d.Names = sharing.Confidence(q.Get("confidence")), entry.Names(q.Get("names"))
	d.Question = q.Get("question") != ""
	if id.Valid(q.Get("answers")) {
		d.Answers = id.Entry(q.Get("answers"))
	}
	for _, one := range []*id.Entry{&d.ID, &d.Message.ID} {
		if !id.Valid(string(*one)) {
			*one = id.Entry(id.New())
		}
	}
	return d
}

// talkPosted reads a form that was sent, with what was kept of its files.
func (s *Site) talkPosted(r *http.Request, v *Visit) (talkDraft, error) {
	if err := r.ParseMultipartForm(2 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return talkDraft{}, errs.E(errs.TooMuch, "web.talkPosted", "error.form-large", err)
	}
	d := talkOf(v, r.PostForm)
	if c := r.PathValue("conversation"); id.Valid(c) {
		d.In = id.Entry(c)
	}
	return d, nil
}

// hidden is the draft as fields that nobody sees.
func (d talkDraft) hidden() []ui.Hidden {
	out := []ui.Hidden{
		{Name: "draft", Value: string(d.Message.ID)}, {Name: "line", Value: d.Line}, {Name: "topic", Value: d.Topic}, {Name: "about", Value: d.About}, {Name: "say", Value: d.Text},
		{Name: "confidence", Value: string(d.Confidence)}, {Name: "names", Value: strings.Join(d.Names, ", ")}, {Name: "answers", Value: string(d.Answers)},
	}
	if d.Question {
		out = append(out, ui.Hidden{Name: "question", Value: "1"})
	}
	return append(out, d.to()...)
}

// to names the conversation and with whom it is.
func (d talkDraft) to() []ui.Hidden {
	if d.In != "" {
		return nil
	}
	out := []ui.Hidden{{Name: "talk", Value: string(d.ID)}}
	if d.Team {
		out = append(out, ui.Hidden{Name: "with", Value: string(conversation.TheTeam)})
	}
	for _, p := range d.People {
		out = append(out, ui.Hidden{Name: "with", Value: string(p)})
	}
	return out
}

// base is where the form lives.
func (d talkDraft) base(v *Visit) string {
	if d.In == "" {
		return v.Place.Base() + "/talk/new"
	}
	return v.Place.Base() + "/talk/" + string(d.In)
}

// kept is the draft as it is put aside until later.
func (d talkDraft) kept() entry.Draft {
	out := entry.Draft{ID: d.Message.ID, Triangle: d.Triangle, Topic: d.Topic, Confidence: d.Confidence, Text: d.Text, Names: d.Names, Files: d.Files}
	add := func(name, value string) {
		out.Extra = append(out.Extra, disclose.Part{Name: "talk-" + name, Text: value})
	}
	add("in", string(d.In))
	for _, h := range append(d.to(), ui.Hidden{Name: "line", Value: d.Line}, ui.Hidden{Name: "about", Value: d.About}, ui.Hidden{Name: "answers", Value: string(d.Answers)}) {
		add(h.Name, h.Value)
	}
	if d.Question {
		add("question", "1")
	}
	return out
}

// keptTalk is where a draft that was kept goes on, if it is of this room.
func keptTalk(v *Visit, k entry.Draft) (href string, yes bool) {
	q := keptValues(k)
	if _, yes = q["in"]; !yes {
		return "", false
	}
	in := q.Get("in")
	q.Del("in")
	if in == "" {
		return v.Place.Base() + "/talk/new?" + url.Values{"draft": {string(k.ID)}}.Encode(), true
	}
	return v.Place.Base() + "/talk/" + in + "?draft=" + string(k.ID) + "#write", true
}

func keptValues(k entry.Draft) url.Values {
	q := url.Values{}
	for _, p := range k.Extra {
		if name, ours := strings.CutPrefix(p.Name, "talk-"); ours {
			q.Add(name, p.Text)
		}
	}
	return q
}

// talkKept is what was kept of a draft, ready for the form.
func (s *Site) talkKept(r *http.Request, v *Visit, draft string) (talkDraft, bool, error) {
	if !id.Valid(draft) {
		return talkDraft{}, false, nil
	}
	k, err := s.Entries.Kept(r.Context(), v.Person.ID, v.Place.ID, id.Entry(draft))
	q := keptValues(k)
	if err != nil || len(q) == 0 {
		return talkDraft{}, false, err
	}
	q.Set("draft", draft)
	q.Set("topic", k.Topic)
	q.Set("confidence", string(k.Confidence))
	q.Set("say", k.Text)
	q.Set("names", strings.Join(k.Names, ", "))
	d := talkOf(v, q)
	d.In, d.Files = id.Entry(q.Get("in")), k.Files
	return d, true, nil
}

// hearers asks who would see the message of a draft.
func (s *Site) talkHearers(r *http.Request, v *Visit, d talkDraft) ([]conversation.Hearer, conversation.Form, error) {
	if d.In != "" {
		return s.Conversations.MessageHearers(r.Context(), v.Person.ID, v.Place.ID, d.In, d.Message)
	}
	if d.Topic == "" {
		d.Topic = "day-to-day" // before a topic is chosen: what holds for an everyday one
	}
	return s.Conversations.Hearers(r.Context(), v.Person.ID, d.Draft)
}

// talkSets are the lists of who will see it: one for each confidence that can be chosen.
func (s *Site) talkSets(r *http.Request, v *Visit, d talkDraft) (ui.Audience, conversation.Form, error) {
	form, err := s.talkAsks(r, v, d)
	if err != nil && !errs.Is(err, errs.Invalid) {
		return ui.Audience{}, form, err
	}
	codes := []sharing.Confidence{""}
	if form.Confidence {
		codes = confidences()
		if d.Confidence == "" {
			d.Confidence = form.Usual
		}
	}
	out := ui.Audience{Chosen: setCode(d.Confidence)}
	for _, c := range codes {
		one := d
		one.Confidence = c
		set, err := s.talkSet(r, v, one)
		if err != nil {
			return out, form, err
		}
		out.Sets = append(out.Sets, set)
	}
	if !form.Confidence {
		out.Chosen = "only"
	}
	return out, form, nil
}

// talkAsks is what the form asks, whatever was chosen in it.
func (s *Site) talkAsks(r *http.Request, v *Visit, d talkDraft) (conversation.Form, error) {
	d.Confidence = ""
	_, form, err := s.talkHearers(r, v, d)
	return form, err
}

func confidences() []sharing.Confidence {
	return []sharing.Confidence{sharing.Named, sharing.Unnamed, sharing.Team, sharing.Sealed}
}

func (s *Site) talkSet(r *http.Request, v *Visit, d talkDraft) (ui.AudienceSet, error) {
	set := ui.AudienceSet{Code: setCode(d.Confidence)}
	hearers, _, err := s.talkHearers(r, v, d)
	if errs.Is(err, errs.Invalid) {
		set.Sum = s.firstProblem(v, err)
		return set, nil
	}
	if err != nil {
		return set, err
	}
	all, in := make([]address.Hearer, len(hearers)), map[id.Person]bool{}
	var seen []string
	for i, h := range hearers {
		all[i], in[h.Person] = h.Hearer, h.In
		seen = append(seen, string(h.Person)+" "+string(h.Answer.Outcome))
	}
	slices.Sort(seen)
	set.Seen = shortHash(strings.Join(seen, "\n"))
	fillAudience(v, &set, all, func(h address.Hearer) string {
		return talkWhy(v, conversation.Hearer{Hearer: h, In: in[h.Person]}, d.Confidence)
	})
	return set, nil
}

// talkWhy says in one sentence why somebody will or will not see it.
func talkWhy(v *Visit, h conversation.Hearer, said sharing.Confidence) string {
	ground := hearsBy(h.Hearer)
	key := "audience.why-" + string(h.Answer.Outcome) + "-" + ground
	switch {
	case !h.In && !h.Answer.Shares():
		key = "talk.why-not-addressed"
	case ground == sharing.GroundNotAddressed && said != "" && said != sharing.Named:
		key = "audience.why-withhold-in-confidence"
	case ground == sharing.GroundAlreadyKnown, ground == sharing.GroundToldDirectly:
		key = "talk.why-told"
	case ground == sharing.GroundGeneral:
		key = "talk.why-general"
	case h.Corner == sharing.Carer && (ground == sharing.GroundNotAgreed || ground == sharing.GroundNotAddressed || ground == sharing.GroundInConfidence && (said == "" || said == sharing.Named)):
		key = "talk.why-not-yet"
	case ground == sharing.GroundNotAddressed:
		key = "talk.why-not-addressed"
	}
	return v.Words.T(key, "name", triangle.FirstName(h.Name), "about", v.Place.For())
}
