package meeting

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
	"trialogue/internal/workday"
)

// Draft is a note, or a new version of it. Its text is what was talked about.
type Draft struct {
	ID       id.Entry
	Triangle id.Triangle
	Meeting  id.Entry
	From     int // the version that was read; 0 for the first
	Text     string
	Actions  string // what was agreed to be done
}

// The parts of a note.
const (
	PartActions = "actions"
	PartCopy    = "copy" // of a note for somebody who was not there: Whole or Actions
)

// readIn is how many working days somebody has to read a note.
const readIn = 5

// mayKeep reports whether somebody may write the note: whoever was there begins
// it, and goes on with it until it is final.
func (c scene) mayKeep() error {
	me := c.me.Person
	if !c.m.Begun(c.now) || c.m.Note.Final != 0 || !c.m.WasThere(me) || c.m.Note.Entry != "" && c.m.Note.Keeper != me {
		return errs.Missing("meeting.mayKeep")
	}
	return nil
}

// note is a draft as an addressed text: for those who were there, and for the
// service user, from whom nothing about them is kept.
func (c scene) note(n Draft) address.Draft {
	to := address.To{People: c.m.Present()}
	if !slices.Contains(to.People, c.su.Person) {
		to.People = append(to.People, c.su.Person)
	}
	d := address.Draft{
		ID: n.ID, Triangle: c.tri.ID, Kind: disclose.MeetingNote, Parent: c.call.Entry, To: to, About: c.su.Person, Topic: c.call.Topic,
		Agreed: c.m.WasThere(c.su.Person), Text: n.Text,
	}
	if text := plain.Clean(n.Actions); text != "" {
		d.Parts = []disclose.Part{{Name: PartActions, Text: text}}
	}
	return d
}

// NoteHearers says who would see the note.
func (s *Service) NoteHearers(ctx context.Context, by id.Person, n Draft) (out []address.Hearer, err error) {
	defer errs.Wrap("meeting.NoteHearers", &err)
	c, err := s.scene(ctx, by, n.Triangle, n.Meeting)
	if err == nil {
		err = c.mayKeep()
	}
	if err != nil {
		return nil, err
	}
	return s.hear(ctx, c, c.note(n))
}

// WriteNote writes the note, or a new version. Everybody who was there is asked
// to read it, and again after each version.
func (s *Service) WriteNote(ctx context.Context, by id.Person, n Draft) (err error) {
	defer errs.Wrap("meeting.WriteNote", &err)
	err = s.act(ctx, by, n.Triangle, n.Meeting, func(c scene, d *deed) error {
		if err := c.mayKeep(); err != nil {
			return err
		}
		if n.From == 0 && c.whole.Note.Entry != "" { // sent twice
			return errs.E(errs.Conflict, "meeting.WriteNote", "error.changed-meanwhile", nil)
		}
		if n.From != 0 {
			n.ID = c.whole.Note.Entry
		}
		fresh, problems := address.Compose(c.note(n), c.tri, c.me, c.now)
		problems = append(address.Written("say", n.Text, TextMost), problems...)
		if have := plain.Length(plain.Clean(n.Actions)); have > TextMost {
			problems.Add("actions", "write.text-long", "most", TextMost, "have", have)
		}
		if err := problems.Err("meeting.WriteNote"); err != nil {
			return err
		}
		if n.From != 0 {
			if err := s.nextNote(ctx, c, d, &fresh, n.From); err != nil {
				return err
			}
		}
		w, err := disclose.Draw(fresh)
		if err != nil {
			return err
		}
		d.writes = append(d.writes, w)
		return c.askToRead(d, fresh)
	})
	return disclose.Once(ctx, s.run, n.Triangle, n.ID, by, err)
}

// nextNote makes a fresh text the next version, for those who were there as it is
// known now: somebody may have said meanwhile that they were, too.
func (s *Service) nextNote(ctx context.Context, c scene, d *deed, fresh *disclose.New, from int) error {
	if from != c.whole.Note.Version {
		return errs.E(errs.Conflict, "meeting.nextNote", "error.changed-meanwhile", nil)
	}
	var old disclose.Meta
	err := s.run.View(ctx, func(x Tx) error {
		found, err := x.EntryByID(tx.For(ctx, ""), c.tri.ID, fresh.ID)
		if err == nil && len(found) == 0 {
			err = errs.Missing("meeting.nextNote")
		}
		if err == nil {
			old = found[0].Meta
		}
		return err
	})
	if err != nil {
		return err
	}
	fresh.Version, fresh.Made = from+1, old.Made
	if !sameReaders(old.Item, fresh.Item) {
		d.facts = append(d.facts, fresh.Meta)
		return d.record("opened", fresh.ID)
	}
	return nil
}

func sameReaders(a, b sharing.Item) bool {
	return slices.Equal(a.HeldBy, b.HeldBy) && slices.Equal(a.KnownTo, b.KnownTo) && a.Among != nil && b.Among != nil && slices.Equal(a.Among.People, b.Among.People)
}

func (c scene) askToRead(d *deed, n disclose.New) error {
	d.step(Step{Did: Noted, Entry: n.ID, Version: n.Version})
	for _, p := range c.whole.Present() {
		d.done(duty.ReadNote, p, "new-version")
		if _, here := c.here(p); here && p != c.me.Person {
			d.owe(duty.ReadNote, p, c.me.Person, c.call.Topic, workday.Add(c.now, readIn).UnixMicro())
		}
	}
	return d.record("note", "")
}

// ReadNote says that somebody who was there has read a version of the note. With
// the last of them the note is final, in the same moment.
func (s *Service) ReadNote(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry, version int) (err error) {
	defer errs.Wrap("meeting.ReadNote", &err)
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		n := c.m.Note
		if n.Entry == "" || version < 1 || version > n.Version || !c.m.WasThere(by) {
			return errs.Missing("meeting.ReadNote")
		}
		if version < n.Version {
			return errs.E(errs.Conflict, "meeting.ReadNote", "meeting.note-changed", nil)
		}
		if !n.Read(by) {
			d.step(Step{Did: ReadIt, Entry: n.Entry, Version: version})
			d.done(duty.ReadNote, by, "read")
			if err := d.record("read", ""); err != nil {
				return err
			}
		}
		return c.closeNote(d)
	})
}

// closeNote makes the note final where everybody has read it who was there and
// is still in the triangle.
func (c scene) closeNote(d *deed) error {
	if c.whole.Note.Final != 0 || len(c.unread(d)) > 0 {
		return nil
	}
	d.step(Step{Did: Final, Entry: c.whole.Note.Entry, Version: c.whole.Note.Version})
	for _, p := range c.whole.Present() {
		d.done(duty.ReadNote, p, "final")
	}
	return d.record("closed", "")
}

// unread lists who has still to read the note, after a deed.
func (c scene) unread(d *deed) (out []id.Person) {
	for _, p := range c.whole.Unread(func(p id.Person) bool { _, here := c.here(p); return here }) {
		now := slices.ContainsFunc(d.steps, func(s Step) bool {
			return s.Did == ReadIt && s.By == p && s.Version == c.whole.Note.Version
		})
		if !now {
			out = append(out, p)
		}
	}
	return out
}

// Unread lists who was there, is here still, and has not read the latest version.
func (m Meeting) Unread(here func(id.Person) bool) (out []id.Person) {
	if m.Note.Entry == "" {
		return nil
	}
	for _, p := range m.Present() {
		if here(p) && !m.Note.Read(p) {
			out = append(out, p)
		}
	}
	return out
}

// CloseNote makes a note final that nobody has still to read: whoever had to has
// left meanwhile.
func (s *Service) CloseNote(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry) (err error) {
	defer errs.Wrap("meeting.CloseNote", &err)
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		if c.m.Note.Keeper != by || len(c.unread(d)) > 0 || !c.m.WasThere(c.su.Person) && len(c.whole.Present()) < 2 {
			return errs.Missing("meeting.CloseNote")
		}
		return c.closeNote(d)
	})
}
