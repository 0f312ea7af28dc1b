package meeting

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// Words are what somebody writes about a meeting: what they want to talk about,
// what they said there, a question that may stay open, a change they wish in the note.
type Words struct {
	ID         id.Entry
	Triangle   id.Triangle
	Meeting    id.Entry
	Kind       disclose.Kind // Agenda, Voice or OpenQuestion
	Text       string
	Confidence sharing.Confidence // a carer's
	Reflection bool               // a professional thinks aloud with another
	Change     bool               // a wish about the note
}

// The parts that say more of what somebody wrote.
const (
	PartReflection = "reflection"
	PartChange     = "change"
)

// Kinds are the words that people write about a meeting.
func Kinds() []disclose.Kind {
	return []disclose.Kind{disclose.Agenda, disclose.Voice, disclose.OpenQuestion}
}

// hearers are whom words are for. What is on the list is for everybody who is
// invited; what is said there, for those who sit there or come. It goes to those
// of whom whoever writes knows, and to nobody else.
func (c scene) hearers(w Words) (to address.To, agreed bool) {
	m := c.m
	if w.Kind == disclose.Agenda {
		return address.To{People: m.People()}, true
	}
	if present := m.Present(); m.WasThere(c.me.Person) {
		to.People = present
		agreed = m.WasThere(c.su.Person)
	} else {
		for _, p := range m.People() {
			if m.Comes(p) || m.WasThere(p) {
				to.People = append(to.People, p)
			}
		}
	}
	// What is about the service user is never kept from them.
	if !slices.Contains(to.People, c.su.Person) {
		to.People = append(to.People, c.su.Person)
	}
	return to, agreed
}

func (c scene) words(w Words) address.Draft {
	to, agreed := c.hearers(w)
	d := address.Draft{
		ID: w.ID, Triangle: c.tri.ID, Kind: w.Kind, Parent: c.call.Entry, To: to, About: c.su.Person, Topic: c.call.Topic,
		Confidence: w.Confidence, Circle: true, Agreed: agreed && (c.me.Corner != sharing.Professional || w.Kind != disclose.Agenda), Text: w.Text,
	}
	if w.Reflection && c.staff() && w.Kind == disclose.Voice {
		d.Parts = append(d.Parts, disclose.Part{Name: PartReflection, Text: Yes})
	}
	if w.Change && w.Kind == disclose.Voice {
		d.Parts = append(d.Parts, disclose.Part{Name: PartChange, Text: Yes})
	}
	return d
}

// maySay reports whether somebody may write words of a kind now: on the list while
// the note is not final, and about what was said once the time has come.
func (c scene) maySay(w Words) error {
	ok := c.m.On() && c.m.Invited(c.me.Person) && c.m.Note.Final == 0 && slices.Contains(Kinds(), w.Kind)
	if w.Kind != disclose.Agenda {
		ok = ok && c.m.Begun(c.now) && (c.m.Comes(c.me.Person) || c.m.WasThere(c.me.Person))
	}
	if w.Change {
		ok = ok && c.m.Note.Entry != "" && c.m.WasThere(c.me.Person)
	}
	if !ok {
		return errs.Missing("meeting.maySay")
	}
	return nil
}

// Hearers says who would see words that somebody is about to write.
func (s *Service) Hearers(ctx context.Context, by id.Person, w Words) (out []address.Hearer, err error) {
	defer errs.Wrap("meeting.Hearers", &err)
	c, err := s.scene(ctx, by, w.Triangle, w.Meeting)
	if err == nil {
		err = c.maySay(w)
	}
	if err != nil {
		return nil, err
	}
	return s.hear(ctx, c, c.words(w))
}

// hear asks the engine about a draft. Nothing is shown, so nothing is recorded.
func (s *Service) hear(ctx context.Context, c scene, d address.Draft) (out []address.Hearer, err error) {
	n, problems := address.Compose(d, c.tri, c.me, c.now)
	if err := problems.Err("meeting.hear"); err != nil {
		return nil, err
	}
	err = s.run.View(ctx, func(x Tx) error {
		facts, err := x.Facts(tx.For(ctx, c.me.Person), c.tri.ID)
		if err == nil {
			out = c.wouldHear(n, facts)
		}
		return err
	})
	return out, err
}

// CheckWords says what is wrong with words, and writes nothing.
func (s *Service) CheckWords(ctx context.Context, by id.Person, w Words) (err error) {
	defer errs.Wrap("meeting.CheckWords", &err)
	c, err := s.scene(ctx, by, w.Triangle, w.Meeting)
	if err != nil {
		return err
	}
	_, err = c.compose(w)
	return err
}

// compose makes an entry of words that may be said.
func (c scene) compose(w Words) (disclose.New, error) {
	if err := c.maySay(w); err != nil {
		return disclose.New{}, err
	}
	n, problems := address.Compose(c.words(w), c.tri, c.me, c.now)
	return n, append(address.Written("say", w.Text, TextMost), problems...).Err("meeting.compose")
}

// Say writes words. They stay whoever's they are: nobody else can change them.
func (s *Service) Say(ctx context.Context, by id.Person, w Words) (err error) {
	defer errs.Wrap("meeting.Say", &err)
	err = s.act(ctx, by, w.Triangle, w.Meeting, func(c scene, d *deed) error {
		n, err := c.compose(w)
		if err != nil {
			return err
		}
		writing, err := disclose.Draw(n)
		d.writes = append(d.writes, writing)
		if w.Change && c.whole.Note.Keeper != by {
			if _, here := c.here(c.whole.Note.Keeper); here {
				d.jobs = append(d.jobs, noticeJob(d.t, d.m, "change/"+string(w.ID), 0, c.whole.Note.Keeper, d.at))
			}
		}
		return err
	})
	return disclose.Once(ctx, s.run, w.Triangle, w.ID, by, err)
}

// Edit is a new version of somebody's own words. From is the version they read.
type Edit struct {
	Triangle id.Triangle
	Meeting  id.Entry
	Entry    id.Entry
	From     int
	Text     string
	Place    string // of the call alone
	Link     string
}

// Change writes a new version of somebody's own words about a meeting, or of the
// call itself. Those who read the earlier one see that it was changed.
func (s *Service) Change(ctx context.Context, by id.Person, e Edit) (err error) {
	defer errs.Wrap("meeting.Change", &err)
	c, err := s.scene(ctx, by, e.Triangle, e.Meeting)
	if err != nil {
		return err
	}
	if c.m.Note.Final != 0 || c.m.Off != 0 {
		return errs.Missing("meeting.Change")
	}
	meta, body, err := s.own(ctx, c, e.Entry)
	if err != nil {
		return err
	}
	problems := address.Written("say", e.Text, TextMost)
	if meta.Kind == disclose.Meeting {
		problems = append(problems, checkPlace(e.Place, e.Link)...)
		body = parts(e.Place, e.Link)
	}
	if err := problems.Err("meeting.Change"); err != nil {
		return err
	}
	w, err := disclose.Draw(later(meta, e.Text, body, c, e.From))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, e.Triangle, func(x Tx) error {
		if _, err := s.enter(ctx, x, by, e.Triangle, c.now); err != nil {
			return err
		}
		return w.In(ctx, x)
	})
}

// later is a new version of an entry, for the same people.
func later(meta disclose.Meta, text string, parts []disclose.Part, c scene, from int) disclose.New {
	fresh, _ := address.Compose(address.Draft{ID: meta.ID, Triangle: meta.Triangle, About: c.su.Person, Topic: meta.Item.Topic, Text: text, Parts: parts}, c.tri, c.me, c.now)
	n := disclose.New{Meta: meta, Body: fresh.Body}
	n.Item.Mentions = fresh.Item.Mentions
	n.Version, n.Author, n.Changed = from+1, c.me.Person, c.now.UnixMicro()
	return n
}

// own finds words of somebody's own that hang on a meeting, or the call itself.
func (s *Service) own(ctx context.Context, c scene, e id.Entry) (disclose.Meta, []disclose.Part, error) {
	one, err := s.OwnWords(ctx, c.me.Person, c.tri.ID, c.call.Entry, e)
	if err != nil {
		return disclose.Meta{}, nil, err
	}
	var meta disclose.Meta
	err = s.run.View(ctx, func(x Tx) error {
		found, err := x.EntryByID(tx.For(ctx, ""), c.tri.ID, e)
		if err == nil && len(found) == 0 {
			err = errs.Missing("meeting.own")
		}
		if err == nil {
			meta = found[0].Meta
		}
		return err
	})
	return meta, one.Parts, err
}

// OwnWords reads words of somebody's own that they can change; anything else is errs.NotFound.
func (s *Service) OwnWords(ctx context.Context, by id.Person, t id.Triangle, meeting, e id.Entry) (disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: 1, Direct: true,
		Keep: func(one disclose.Shown) bool {
			return one.Mine && (one.Entry == meeting && one.Kind == disclose.Meeting || one.Parent == meeting && slices.Contains(Kinds(), one.Kind))
		},
		Fetch: once(func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntryByID(ctx, t, e) }),
	})
	if err == nil && len(page.Shown) == 0 {
		err = errs.Missing("meeting.OwnWords")
	}
	if err != nil {
		return disclose.Shown{}, err
	}
	return page.Shown[0], nil
}

// Close says that a question needs no more. Whoever asked it can say so.
func (s *Service) Close(ctx context.Context, by id.Person, t id.Triangle, meeting, question id.Entry) (err error) {
	defer errs.Wrap("meeting.Close", &err)
	one, err := s.OwnWords(ctx, by, t, meeting, question)
	if err == nil && one.Kind != disclose.OpenQuestion {
		err = errs.Missing("meeting.Close")
	}
	if err != nil {
		return err
	}
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		if c.whole.Closed[question] {
			return nil
		}
		d.step(Step{Did: Closed, Entry: question})
		return d.record("question-closed", "")
	})
}

// Open lets those read somebody's own words who were invited after they were
// written. Only whose words they are can do that.
func (s *Service) Open(ctx context.Context, by id.Person, t id.Triangle, meeting, e id.Entry) (err error) {
	defer errs.Wrap("meeting.Open", &err)
	if _, err := s.OwnWords(ctx, by, t, meeting, e); err != nil {
		return err
	}
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		meta, _, err := s.own(ctx, c, e)
		if err != nil {
			return err
		}
		if meta.Kind != disclose.Agenda || len(missing(meta, c.whole)) == 0 {
			return nil
		}
		return d.open(meta, c.tri, missing(meta, c.whole))
	})
}

// missing lists who is invited and was not addressed.
func missing(meta disclose.Meta, m Meeting) (out []id.Person) {
	for _, p := range m.People() {
		if !addressed(meta, p) {
			out = append(out, p)
		}
	}
	return out
}
