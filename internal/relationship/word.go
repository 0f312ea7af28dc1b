package relationship

import (
	"context"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/mention"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// The parts of what somebody writes about their own end.
const (
	PartTry  = "try"  // what I try
	PartGoes = "goes" // how it goes
	PartHelp = "help" // what would help
	// PartArrives is how somebody receives what the other does.
	PartArrives = "arrives"
)

// PartMost bounds each part, in letters.
const PartMost = 2000

// Parts are the questions of one kind of word, in order.
func Parts(k disclose.Kind) []string {
	if k == disclose.Received {
		return []string{PartArrives}
	}
	return []string{PartTry, PartGoes, PartHelp}
}

// Spot is where a word belongs: on which arrow, to which task, between whom.
type Spot struct {
	Arrow         Arrow
	Task          string
	Author, Other id.Person
}

// Draft is a word about to be kept. ID is drawn with the form, so that sending
// twice writes once.
type Draft struct {
	ID       id.Entry
	Triangle id.Triangle
	Arrow    Arrow
	Task     string
	Other    id.Person
	// Topic is what a professional says about the service user before a carer;
	// empty where it is only about the two of them.
	Topic string
	Texts map[string]string // by part
}

// Keep keeps a word for its writer alone. Who writes about their own end begins
// with that, whoever may read it later. A prompt that waited is done with it.
func (s *Service) Keep(ctx context.Context, by id.Person, d Draft) (e id.Entry, err error) {
	defer errs.Wrap("relationship.Keep", &err)
	task, ok := TaskOf(d.Task)
	if !ok || task.Arrow != d.Arrow {
		return "", errs.Missing("relationship.Keep")
	}
	var p pair
	if err := s.run.View(ctx, func(x Tx) (err error) {
		p, err = s.pairIn(ctx, x, by, d.Triangle, d.Arrow, d.Other)
		return err
	}); err != nil {
		return "", err
	}
	kind := kindAt(d.Arrow, p.me.Corner)
	parts := partsOf(kind, d.Texts)
	if err := check(kind, parts, p, d.Topic).Err("relationship.Keep"); err != nil {
		return "", err
	}
	now := s.now()
	page := address.Page{ID: d.ID, Kind: kind, Topic: topicOf(p, d.Topic), Touches: p.touches(d.Topic), Parts: parts}
	w, err := disclose.Draw(address.Own(page, p.tri, p.me, now))
	if err != nil {
		return "", err
	}
	at := now.UnixMicro()
	err = s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		if _, err := s.pairIn(ctx, x, by, d.Triangle, d.Arrow, d.Other); err != nil {
			return err // one of them left while it was written
		}
		if err := w.In(ctx, x); err != nil {
			return err
		}
		if err := x.PutOnArrow(ctx, d.Triangle, d.ID, Spot{d.Arrow, d.Task, by, d.Other}, at); err != nil {
			return err
		}
		_, err := x.EndDuties(ctx, d.Triangle, duty.LookAtArrow, string(by), duty.End{By: by, At: at, Outcome: Written})
		return err
	})
	return d.ID, disclose.Once(ctx, s.run, d.Triangle, d.ID, by, err)
}

// partsOf puts texts in the order of their questions, the empty ones left away.
func partsOf(k disclose.Kind, texts map[string]string) []disclose.Part {
	var out []disclose.Part
	for _, name := range Parts(k) {
		if text := plain.Clean(texts[name]); text != "" {
			out = append(out, disclose.Part{Name: name, Text: text})
		}
	}
	return out
}

// check finds what is wrong with words.
func check(k disclose.Kind, parts []disclose.Part, two pair, topic string) (p errs.Problems) {
	for _, one := range parts {
		if have := plain.Length(one.Text); have > PartMost {
			p.Add(one.Name, "between.too-long", "most", PartMost, "have", have)
		}
	}
	if len(parts) == 0 {
		p.Add(Parts(k)[0], "between.say-something")
	}
	if !two.beforeCarer() {
		return p
	}
	if _, known := sharing.TopicNamed(topic); topic != "" && (!known || sharing.ForCarers(topic)) {
		p.Add("topic", "write.topic-missing")
	}
	if su, ok := two.tri.ServiceUser(); ok && topic == "" && names(parts, su.Name) {
		p.Add("topic", "between.names-somebody", "about", triangle.FirstName(su.Name))
	}
	return p
}

// names reports whether words name somebody, by the whole name or the first.
func names(parts []disclose.Part, name string) bool {
	return len(mention.FindIn(disclose.Body{Parts: parts}, triangle.Triangle{}, []string{name, triangle.FirstName(name)})) > 0
}

// beforeCarer reports whether a professional writes on an arrow to or from a carer:
// what they say there of the service user goes only as far as the service user lets it.
func (p pair) beforeCarer() bool {
	return p.me.Corner == sharing.Professional && p.other.Corner == sharing.Carer
}

// touches reports whether a word speaks of the service user too.
func (p pair) touches(topic string) bool { return !p.beforeCarer() || topic != "" }

// topicOf files a word under what its writer's own end is about.
func topicOf(p pair, chosen string) string {
	switch {
	case p.beforeCarer() && chosen != "":
		return chosen
	case p.me.Corner == sharing.Carer:
		return "caring-role"
	case p.other.Corner == sharing.Carer && p.me.Corner == sharing.ServiceUser:
		return "day-to-day"
	}
	return "team"
}
