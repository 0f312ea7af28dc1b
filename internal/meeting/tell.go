package meeting

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// mayTell reports whether somebody may say what those get who were not there:
// whoever was there, and the service user.
func (c scene) mayTell() bool {
	return c.m.Begun(c.now) && (c.m.WasThere(c.me.Person) || c.mine())
}

// SayWhatTheyGet keeps what somebody who was invited and was not there is to get:
// Nothing, the note, or only the actions. Those who were there propose; it counts
// once the service user has said so.
func (s *Service) SayWhatTheyGet(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry, choices map[id.Person]string) (err error) {
	defer errs.Wrap("meeting.SayWhatTheyGet", &err)
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		if !c.mayTell() {
			return errs.Missing("meeting.SayWhatTheyGet")
		}
		for _, p := range c.absent() {
			word := choices[p]
			if word != Nothing && word != Whole && word != Actions {
				continue
			}
			was, who := c.whole.Told(p)
			if c.whole.GivenTo(p) || !c.mine() && who == c.su.Person || was == word && (who == by || !c.mine()) {
				continue // the service user has the last word
			}
			d.step(Step{Did: Tell, Person: p, Word: word})
		}
		if len(d.steps) == 0 {
			return nil
		}
		return d.record("tell", "")
	})
}

// absent are those of the triangle who were invited and not there. The service
// user is none of them: what is about them is theirs to read.
func (c scene) absent() (out []id.Person) {
	for _, p := range c.m.Absent() {
		if _, here := c.here(p); here && p != c.su.Person {
			out = append(out, p)
		}
	}
	return out
}

// Agreed is what somebody gets by the service user's word; Nothing until then.
func (m Meeting) AgreedToTell(p, serviceUser id.Person) string {
	if word, by := m.Told(p); by == serviceUser && word != "" {
		return word
	}
	return Nothing
}

// Pass gives those who were not there what was agreed: each a text of their own,
// so that the note itself is opened to nobody. Whoever keeps the note does it,
// once the note is final.
func (s *Service) Pass(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry) (err error) {
	defer errs.Wrap("meeting.Pass", &err)
	whole, err := s.note(ctx, by, t, meeting)
	if err != nil {
		return err
	}
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		if c.m.Note.Final == 0 || c.m.Note.Keeper != by {
			return errs.Missing("meeting.Pass")
		}
		for _, p := range c.absent() {
			what := c.whole.AgreedToTell(p, c.su.Person)
			if what == Nothing || c.whole.GivenTo(p) {
				continue
			}
			if err := c.pass(d, p, what, whole); err != nil {
				return err
			}
		}
		if len(d.steps) == 0 {
			return nil
		}
		return d.record("passed", "")
	})
}

// pass writes one copy for one person.
func (c scene) pass(d *deed, p id.Person, what string, note disclose.Shown) error {
	text, actions := note.Words(), part(note, PartActions)
	draft := address.Draft{
		ID: id.Entry(id.New()), Triangle: d.t, Kind: disclose.MeetingNote, Parent: d.m, To: address.To{People: []id.Person{p, c.su.Person}}, About: c.su.Person,
		Topic: c.call.Topic, Agreed: true, Text: text, Parts: []disclose.Part{{Name: PartCopy, Text: what}},
	}
	if what == Actions {
		draft.Text = actions
	} else if actions != "" {
		draft.Parts = append(draft.Parts, disclose.Part{Name: PartActions, Text: actions})
	}
	n, problems := address.Compose(draft, c.tri, c.me, c.now)
	if err := problems.Err("meeting.pass"); err != nil {
		return err
	}
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	d.writes = append(d.writes, w)
	d.step(Step{Did: Given, Person: p, Entry: draft.ID, Word: what})
	return nil
}

// note reads the note of a meeting through the door.
func (s *Service) note(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry) (disclose.Shown, error) {
	shown, err := s.children(ctx, by, t, meeting, func(one disclose.Shown) bool {
		return one.Kind == disclose.MeetingNote && part(one, PartCopy) == ""
	})
	if err == nil && len(shown) == 0 {
		err = errs.Missing("meeting.note")
	}
	if err != nil {
		return disclose.Shown{}, err
	}
	return shown[0], nil
}

// children reads what hangs on a meeting, as somebody may see it.
func (s *Service) children(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry, keep func(disclose.Shown) bool) ([]disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: childMost, Keep: keep,
		Fetch: once(func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.Children(ctx, t, meeting) }),
	})
	return page.Shown, err
}

// part is the text of a part of an entry; empty where it has none of this name.
func part(s disclose.Shown, name string) string {
	i := slices.IndexFunc(s.Parts, func(p disclose.Part) bool { return p.Name == name })
	if i < 0 {
		return ""
	}
	return s.Parts[i].Text
}
